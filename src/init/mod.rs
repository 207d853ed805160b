//! What `corong init` writes: files as text, from a language and a day.
//!
//! Pure. The files are in `templates/init/`, one folder a language and one for
//! what is the same in all; [`templates`] lists them and [`fill`] fills them in.

mod attributes;
mod fill;
mod lacking;
mod templates;

use chrono_tz::Tz;

use crate::check;
use crate::pipeline::shape::is_id;
use crate::pipeline::{Currency, Day, Language, Member};
use crate::read::read_config;
use crate::schema::{self, SchemaKind};
use crate::source::RelPath;
pub use attributes::{attributes, merge_attributes};
use fill::{SOURCE, Values};
pub use lacking::lacking;

/// What a new workspace is like.
#[derive(Clone, Debug)]
pub struct InitOptions {
    /// Of reports and of what the files say.
    pub language: Language,
    /// The team's or company's name: one line, not empty.
    pub name: String,
    /// What totals are in.
    pub currency: Currency,
    /// Where a day begins.
    pub timezone: Tz,
    /// The team's first member; the example brings its own team.
    pub member: Member,
    /// Whether to fill it with a pipeline to look at.
    pub example: bool,
}

impl InitOptions {
    /// Who the team begins with: whoever git knows, else somebody.
    pub fn first_member(language: Language, name: Option<String>, email: Option<String>) -> Member {
        let (stand_in, its_name) = language.locale().somebody;
        let first = name.as_deref().and_then(|name| name.split_whitespace().next()).unwrap_or_default();
        let id = first.to_lowercase();
        let id = if is_id(&id) { id } else { stand_in.to_owned() };
        Member { id, name: name.unwrap_or_else(|| its_name.to_owned()), email, until: None, group: None }
    }

    /// The company that the example is about.
    pub fn example_name(language: Language) -> &'static str {
        templates::of(language).company
    }
}

/// What keeps a folder in git while no lead is in it.
const KEEP: &str = "git keeps no empty folder; leads of this stage belong here\n";

/// Every file of a new workspace, the configuration first, each folder of a
/// stage with a `.gitkeep`: git does not keep empty ones. The example's dates
/// count from `today`, so that it has the same findings on any day.
pub fn files(options: &InitOptions, today: Day) -> Vec<(RelPath, String)> {
    let values = Values { options, source: SOURCE, today };
    let of_language = templates::of(options.language);
    let configuration = values.fill(of_language.configuration);
    let stages = templates::STAGE_FOLDERS.iter().map(|dir| RelPath::new(format!("pipeline/{dir}")));
    let mut files =
        files_around(options, configuration, &stages.collect::<Vec<_>>(), &folders_of_leads(), today);
    if options.example {
        let leads = of_language.leads.iter();
        files.extend(leads.map(|(path, text)| (RelPath::new(path), values.fill(text))));
    }
    files
}

/// The files of a workspace around a configuration, that first, without leads. `stages`
/// are the folders of its stages, `pipelines` those of its pipelines.
pub fn files_around(
    options: &InitOptions,
    configuration: String,
    stages: &[RelPath],
    pipelines: &[RelPath],
    today: Day,
) -> Vec<(RelPath, String)> {
    let values = Values { options, source: SOURCE, today };
    let schemas = schemas(&configuration, options.language);
    let mut files = vec![(RelPath::new("corong.yaml"), configuration)];
    let agents = ("AGENTS.md", templates::of(options.language).agents);
    let others = templates::COMMON.iter().chain([&agents]);
    files.extend(others.map(|(path, text)| (RelPath::new(path), values.fill(text))));
    files.extend(stages.iter().map(|stage| (stage.join(".gitkeep"), KEEP.to_owned())));
    files.extend(attributes(None, pipelines).map(|text| (RelPath::new(".gitattributes"), text)));
    files.extend(schemas);
    files
}

/// Whether what is written for CI says where corong comes from; else its first step
/// stops and says what to write.
pub fn knows_source() -> bool {
    !SOURCE.is_empty()
}

/// The folders of a new workspace that hold leads, one a pipeline.
pub fn folders_of_leads() -> Vec<RelPath> {
    vec![RelPath::new("pipeline")]
}

/// The schemas that editors check by, for a configuration of this text.
fn schemas(configuration: &str, language: Language) -> Vec<(RelPath, String)> {
    let rules: Vec<&str> = check::names().collect();
    let read = read_config(&RelPath::new("corong.yaml"), configuration, &rules).ok();
    let config = read.as_ref().map(|read| &read.config);
    SchemaKind::ALL.into_iter().map(|kind| (kind.path(), schema::text(kind, config, language))).collect()
}
