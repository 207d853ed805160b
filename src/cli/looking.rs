//! What commands that look at leads have in common: whose they are, the day,
//! the words, the room there is.

use std::io::IsTerminal;
use std::path::PathBuf;

use super::context::RevArgs;
use super::dates::DateReader;
use super::{Context, Failure, output};
use crate::finding::nearest;
use crate::host;
use crate::message;
use crate::pipeline::{Config, Day, Labelled, Language, meant};
use crate::report::{FrozenForecasts, LeftOut};
use crate::session::Files;
use crate::show::format::Style;
use crate::show::paint::Paint;
use crate::text::visible;
use crate::workspace::{Workspace, conflicted};

/// Where a look goes, and in which words.
#[derive(clap::Args)]
pub struct ResultArgs {
    /// Write to FILE; its extension chooses the format where --format is absent
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// en or id; the workspace's where absent
    #[arg(long, value_name = "LANGUAGE")]
    pub language: Option<String>,
}

impl ResultArgs {
    /// The language that is wished for, else the workspace's.
    ///
    /// # Errors
    /// Where it is not spoken.
    pub fn language(&self, config: &Config) -> Result<Language, Failure> {
        self.language.as_deref().map_or(Ok(config.language), language)
    }

    /// Its words and numbers.
    ///
    /// # Errors
    /// Where it is not spoken.
    pub fn style(&self, config: &Config) -> Result<Style, Failure> {
        let style = Style::new(self.language(config)?.code(), config.currency.code());
        Ok(style.with_working_days(config.calendar.has_days_off()))
    }
}

/// The language of that code.
///
/// # Errors
/// Where it is not spoken.
pub fn language(code: &str) -> Result<Language, Failure> {
    Language::parse(code).ok_or_else(|| {
        let known: Vec<_> = Language::ALL.into_iter().map(Language::code).collect();
        Failure::usage(message!(
            "`{code}` is not spoken here; known are {known}",
            code = visible(code),
            known = known.join(" and ")
        ))
    })
}

/// Whether a workspace's own templates are trusted.
#[derive(clap::Args)]
pub struct TrustArgs {
    /// Use the workspace's own templates as they are; else only those that the
    /// main branch has too. Their scripts run in the browser
    #[arg(long)]
    pub trust_templates: bool,
}

/// Whose leads are looked at.
#[derive(clap::Args)]
pub struct WhoseArgs {
    /// Only leads of this owner
    #[arg(long, value_name = "OWNER")]
    pub owner: Option<String>,
    /// Only this pipeline
    #[arg(long, value_name = "ID")]
    pub pipeline: Option<String>,
}

impl WhoseArgs {
    /// Both by their ids, where they are given.
    ///
    /// # Errors
    /// Where one is not known.
    pub fn meant(&self, config: &Config) -> Result<Self, Failure> {
        let pipeline = self.pipeline.as_deref().map(|word| known(word, &config.pipelines, "pipeline"));
        let owner = self.owner.as_deref().map(|word| known(word, &config.team, "owner"));
        Ok(Self { owner: owner.transpose()?, pipeline: pipeline.transpose()? })
    }
}

/// The day and the state of the files that are looked at.
#[derive(clap::Args)]
pub struct AsOfArgs {
    /// The date looked at; today where absent
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub as_of: Option<String>,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub rev: RevArgs,
}

impl AsOfArgs {
    /// The day; weekdays are the last ones. Where none is given it is that of
    /// the revision looked at, else today.
    ///
    /// # Errors
    /// Where it is no date.
    pub fn day(&self, workspace: &Workspace, context: &Context) -> Result<Day, Failure> {
        let usual = context.past_day(workspace.config.timezone).unwrap_or(workspace.today);
        let meant = |text: &str| DateReader::from(workspace).past_day(text, "--as-of");
        self.as_of.as_deref().map_or(Ok(usual), meant)
    }
}

/// The columns a page is set in where there is no terminal.
const PAGE: usize = 80;

/// The id of the one that a word means.
///
/// # Errors
/// Where there is none such; with the nearest, or all of them.
fn known<T: Labelled>(word: &str, all: &[T], what: &str) -> Result<String, Failure> {
    let found = meant(word, all).map(|one| one.id().to_owned());
    found.ok_or_else(|| unknown(word, all.iter().map(Labelled::id), what))
}

/// That an id is none of a closed list, with the nearest, or all of them.
pub fn unknown<'k>(id: &str, ids: impl Iterator<Item = &'k str> + Clone, what: &str) -> Failure {
    let help = match nearest(id, ids.clone()) {
        Some(near) => message!("did you mean `{near}`?", near),
        None => message!("known are {ids}", ids = ids.collect::<Vec<_>>().join(", ")),
    };
    Failure::usage(message!("there is no {what} `{id}`\n  help: {help}", what, id = visible(id), help))
}

/// The columns there are for a table: as many as `COLUMNS` says, else as the
/// terminal has; `None` where the result goes into a pipe or a file.
pub fn table_room(to_file: bool) -> Option<usize> {
    if to_file {
        return None;
    }
    let terminal = std::io::stdout().is_terminal();
    host::columns().or_else(|| terminal.then(host::terminal_width).flatten())
}

/// The columns there are for a page of words.
pub fn page_room(to_file: bool) -> usize {
    table_room(to_file).unwrap_or(PAGE).clamp(20, 110)
}

/// Whether there is colour in what goes to stdout.
pub fn paint(context: &Context, to_file: bool) -> Paint {
    Paint { color: !to_file && context.color() }
}

/// How many files in conflict are named.
const NAMED: usize = 5;

/// Says which files the checkout leaves out, how many others no figure counts,
/// where there are some, and which of these git left a conflict in.
pub fn say_left_out(workspace: &Workspace, files: &Files, context: &Context) {
    let absent = context.note_left_out(files.disk());
    let others = workspace.left_out.iter().filter(|left| !absent.contains(&&left.path)).count();
    if context.quiet || others == 0 {
        return;
    }
    let files = match others {
        1 => message!("1 file is"),
        count => message!("{count} files are", count),
    };
    output::say(message!("note: {files} left out; `corong check` says why", files));
    let conflicts = workspace.left_out.iter().filter(|left| left.why == conflicted());
    for left in conflicts.take(NAMED) {
        output::say(message!("  `{path}` holds a conflict of git's", path = visible(left.path.as_str())));
    }
}

/// The forecasts that a workspace keeps; says which files are none.
pub fn frozen(files: &Files, context: &Context) -> FrozenForecasts {
    let frozen = FrozenForecasts::of(files);
    for LeftOut { path, why } in frozen.left_out.iter().filter(|_| !context.quiet).take(NAMED) {
        let path = visible(path);
        output::say(message!("note: `{path}` is left out: {why}", path, why = why.clone()));
    }
    frozen
}
