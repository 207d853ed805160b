//! JSON Schemas of what files may hold and of what `--format json` gives.
//!
//! Those of files come from [`crate::pipeline::shape`], the table the reader
//! validates by, so that an editor flags what `check` refuses; a workspace's
//! lead schema also knows the team's own words. Those of outputs come from the
//! very types that are written. A schema sees values after YAML was resolved:
//! it accepts a value where the reader accepts one of its spellings. What an editor
//! shows of files' schemas is in the language of the workspace; those of outputs are
//! for programs, in English.

mod custom;
mod file;
mod object;
mod output;
mod patterns;
mod print;
mod tables;
mod words;

use serde_json::Value;

use crate::change::{Plan, PlanStep};
use crate::pipeline::Config;
use crate::source::RelPath;
use crate::text::Language;

/// What a schema is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum SchemaKind {
    /// A lead's file
    Lead,
    /// The configuration, `corong.yaml`
    Config,
    /// What `report --format json` gives
    Report,
    /// What `forecast --format json` gives
    Forecast,
    /// What `forecast --freeze` writes
    Frozen,
    /// What `check --format json` gives
    Check,
    /// What `diff --format json` gives
    Diff,
    /// The tables that `export` writes
    Export,
    /// The map of an import, `corong.import.yaml`
    ImportMap,
    /// What `import --format json` gives
    Import,
}

impl SchemaKind {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::Lead,
        Self::Config,
        Self::Report,
        Self::Forecast,
        Self::Frozen,
        Self::Check,
        Self::Diff,
        Self::Export,
        Self::ImportMap,
        Self::Import,
    ];

    /// Its file in a workspace.
    pub fn path(self) -> RelPath {
        RelPath::new(match self {
            Self::Lead => "schemas/lead.schema.json",
            Self::Config => "schemas/config.schema.json",
            Self::Report => "schemas/report.schema.json",
            Self::Forecast => "schemas/forecast.schema.json",
            Self::Frozen => "schemas/frozen.schema.json",
            Self::Check => "schemas/check.schema.json",
            Self::Diff => "schemas/diff.schema.json",
            Self::Export => "schemas/export.schema.json",
            Self::ImportMap => "schemas/import-map.schema.json",
            Self::Import => "schemas/import.schema.json",
        })
    }

    /// Whether it differs from one workspace to another.
    pub fn knows_the_team(self) -> bool {
        self == Self::Lead
    }
}

/// A schema as JSON, described in a language; with the words of a team where its
/// configuration is given.
pub fn schema(kind: SchemaKind, config: Option<&Config>, language: Language) -> Value {
    match kind {
        SchemaKind::Lead => file::lead(config, language),
        SchemaKind::Config => file::config(language),
        SchemaKind::Report => output::report(),
        SchemaKind::Forecast => output::forecast(),
        SchemaKind::Frozen => output::frozen(),
        SchemaKind::Check => output::check(),
        SchemaKind::Diff => output::diff(),
        SchemaKind::Export => tables::export(),
        SchemaKind::ImportMap => file::import_map(language),
        SchemaKind::Import => output::import(),
    }
}

/// A schema as the text of its file.
pub fn text(kind: SchemaKind, config: Option<&Config>, language: Language) -> String {
    print::print(&schema(kind, config, language))
}

/// What has to be written for these schemas to be a workspace's own; `there`
/// gives the text a file has. Nothing where all of them are up to date.
///
/// # Errors
/// What `there` says of a file that cannot be read.
pub fn plan<E>(
    kinds: &[SchemaKind],
    config: Option<&Config>,
    language: Language,
    there: impl Fn(&RelPath) -> Result<Option<String>, E>,
) -> Result<Plan, E> {
    let mut steps = Vec::new();
    for kind in kinds {
        let (path, new) = (kind.path(), text(*kind, config, language));
        match there(&path)? {
            Some(old) if old == new => {}
            Some(old) => steps.push(PlanStep::Edit { path, old, new }),
            None => steps.push(PlanStep::Create { path, new }),
        }
    }
    Ok(Plan { title: "schemas".to_owned(), steps })
}
