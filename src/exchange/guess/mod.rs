//! What an export is: which column is what, what its stages and people are here, and
//! how sure that is.

mod by_map;
mod changes_file;
mod columns;
mod custom;
mod files;
mod lead_fields;
mod lexicon;
mod lists;
mod mapped;
mod mapped_stages;
mod names;
mod order;
mod profile;
mod proving;
mod role;
mod seen;
mod seen_pipeline;
mod stage_names;
mod stages;
mod words;

use crate::exchange::formats::Formats;
use crate::exchange::table::Table;
use crate::pipeline::{Choice, Config, Currency, CustomField, ImportMap, Language, Member};
use crate::text::Message;

pub use by_map::by_map;
pub use changes_file::with_deals;
pub use mapped::guess;
pub use stage_names::Status;
pub use stages::{GuessedPipeline, GuessedStage};

/// What is guessed of an export.
#[derive(Clone, Debug)]
pub struct Guess {
    /// How rows become leads.
    pub map: ImportMap,
    /// The table of the deals.
    pub deals: usize,
    /// The table of the changes.
    pub changes: Option<usize>,
    /// The tables that are neither.
    pub unused: Vec<usize>,
    /// How dates and numbers are written.
    pub formats: Formats,
    /// The pipelines; none where the workspace's own are kept.
    pub pipelines: Vec<GuessedPipeline>,
    /// The people that the workspace does not have.
    pub team: Vec<Member>,
    /// The sources that it does not have.
    pub sources: Vec<Choice>,
    /// The reasons for losing that it does not have.
    pub lost_reasons: Vec<Choice>,
    /// The reasons for winning that it does not have.
    pub won_reasons: Vec<Choice>,
    /// The fields of the team's own that it does not have.
    pub fields: Vec<CustomField>,
    /// The currency of most amounts, where the export says.
    pub currency: Option<Currency>,
    /// The lines of the map that somebody has to look at, by their paths.
    pub review: Vec<(String, Message)>,
    /// What can be read in two ways.
    pub unclear: Vec<Unclear>,
    /// Each column with what it becomes.
    pub columns: Vec<GuessedColumn>,
}

impl Guess {
    /// The map without the words for what the workspace does not have yet, which an import
    /// adds: by it alone the workspace is whole.
    pub fn map_of_known(&self) -> ImportMap {
        let mut map = self.map.clone();
        map.people.retain(|(_, id)| self.team.iter().all(|own| own.id != *id));
        map.sources.retain(|(_, id)| self.sources.iter().all(|own| own.id != *id));
        let reasons = || self.lost_reasons.iter().chain(&self.won_reasons);
        map.reasons.retain(|(_, id)| reasons().all(|own| own.id != *id));
        map
    }
}

/// A column whose values can be read in two ways.
#[derive(Clone, Debug)]
pub struct Unclear {
    /// The column.
    pub column: String,
    /// What it holds.
    pub kind: UnclearKind,
    /// A value that both formats read.
    pub sample: String,
    /// Both formats, as the map writes them.
    pub formats: [String; 2],
    /// What the value is in each.
    pub readings: [String; 2],
    /// Both readings, in words.
    pub why: Message,
}

/// What a column holds that can be read in two ways.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnclearKind {
    /// Dates.
    Dates,
    /// Numbers.
    Numbers,
    /// Dates of the file of changes.
    Changes,
}

impl UnclearKind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Dates, Self::Numbers, Self::Changes];
}

/// A column with what it becomes.
#[derive(Clone, Debug)]
pub struct GuessedColumn {
    /// Its header.
    pub name: String,
    /// The key of the map that reads it.
    pub becomes: Option<String>,
    /// Some of what it holds.
    pub samples: Vec<String>,
}

/// What is known before an export is looked at.
#[derive(Clone, Copy)]
pub struct GivenExport<'g> {
    /// The files' tables.
    pub tables: &'g [Table],
    /// The workspace that leads come into; none where one is made.
    pub known: Option<&'g Config>,
    /// What a map says already, such as how dates are written.
    pub map: &'g ImportMap,
    /// The language of a new workspace.
    pub language: Language,
    /// Where its day begins.
    pub zone: chrono_tz::Tz,
}
