//! A whole workspace out of an export: configuration, map, and a lead a deal.

use rayon::prelude::*;

use super::again::{record_path, record_text};
use super::cells::shown;
use super::configuration::{configuration, stage_folders};
use super::convert::{Converted, Deal, Source, convert};
use super::formats::Formats;
use super::guess::{GivenExport, Guess, Unclear, guess};
use super::ids::Ids;
use super::lead_text::{lead_path, lead_text};
use super::map_text::map_text;
use super::table::Table;
use super::told::{RowNote, ToldKind};
use crate::check;
use crate::expr::row_column;
use crate::init::{self, InitOptions};
use crate::message;
use crate::pipeline::{Config, Day, ImportMap};
use crate::read::read_config;
use crate::report::{ImportColumn, ImportNote, ImportReport, ImportReview, ImportedLeads};
use crate::source::RelPath;
use crate::text::Message;
use crate::workspace::MAP_FILE;

/// Why an export was not taken over.
#[derive(Clone, Debug)]
pub enum ImportRefused {
    /// It can be read in two ways.
    Unclear(Vec<Unclear>),
    /// Something else.
    Other(Message),
}

impl From<Message> for ImportRefused {
    fn from(why: Message) -> Self {
        Self::Other(why)
    }
}

/// A workspace that is not written yet.
pub struct NewWorkspace {
    /// What was guessed.
    pub guess: Guess,
    /// Its configuration.
    pub config: Config,
    /// Its files but the leads.
    pub files: Vec<(RelPath, String)>,
    /// Its leads, each with its id.
    pub leads: Vec<(String, Deal)>,
    told: Vec<RowNote>,
    rows: usize,
    tables: Vec<String>,
}

impl NewWorkspace {
    /// Makes one out of tables, of which it keeps what it needs; `map` is what somebody
    /// says already. `read` is called
    /// after each row.
    ///
    /// # Errors
    /// Where no table looks like deals, or something can be read in two ways.
    pub fn of(
        tables: &mut [Table],
        map: &ImportMap,
        mut options: InitOptions,
        currency_given: bool,
        today: Day,
        read: &(dyn Fn() + Sync),
    ) -> Result<Self, ImportRefused> {
        let (language, zone) = (options.language, options.timezone);
        let guess = guess(GivenExport { tables: &*tables, known: None, map, language, zone })?;
        if !guess.unclear.is_empty() {
            return Err(ImportRefused::Unclear(guess.unclear));
        }
        if let Some(currency) = guess.currency.filter(|_| !currency_given) {
            options.currency = currency;
        }
        if let Some(changes) = guess.changes.and_then(|at| tables.get_mut(at)) {
            // It is the longest table, and most of its columns say nothing of stages.
            let is_in = |own: &str, name: &str| own.contains(name) || own.contains(&row_column(name));
            let says = |name: &str| guess.map.changes.iter().any(|(_, own)| is_in(own, name));
            changes.keep(says);
        }
        let deals = &tables[guess.deals];
        let text = configuration(&guess, &options, lacks_owner(&guess, deals));
        let rules: Vec<&str> = check::names().collect();
        let config = read_config(&RelPath::new("corong.yaml"), &text, &rules).map_err(|findings| {
            let why = findings.first().map(|finding| finding.message.clone()).unwrap_or_default();
            message!("the configuration that the export makes cannot be used: {why}", why)
        })?;
        let config = config.config;
        let formats: &Formats = &guess.formats;
        let changes = guess.changes.map(|at| &tables[at]);
        let source = Source { map: &guess.map, deals, changes, formats, config: &config, today };
        let Converted { deals, told, rows } = convert(source, read)?;
        if deals.is_empty() {
            return Err(no_leads(&tables[guess.deals].name, &told).into());
        }
        // The deals have all of it.
        tables.iter_mut().for_each(|table| table.rows = Vec::new());
        let dirs: Vec<RelPath> = config.pipelines.iter().map(|own| own.dir.clone()).collect();
        let mut files = init::files_around(&options, text, &stage_folders(&guess.pipelines), &dirs, today);
        files.push((RelPath::new(MAP_FILE), map_text(&guess.map, &guess.review, language)));
        let mut ids = Ids::default();
        let leads: Vec<(String, Deal)> =
            deals.into_iter().map(|deal| (ids.give(&deal.name, &deal.key), deal)).collect();
        let tables = tables.iter().map(|table| table.name.clone()).collect();
        Ok(Self { guess, config, files, leads, told, rows, tables })
    }

    /// The leads' files, made one after the other on all cores.
    ///
    /// # Errors
    /// What `write` says.
    pub fn each_lead<E: Send>(
        &self,
        write: impl Fn(&RelPath, &str) -> Result<(), E> + Sync,
    ) -> Result<(), E> {
        self.leads.par_iter().try_for_each(|(id, deal)| {
            let Some(last) = deal.steps.last() else { return Ok(()) };
            let path = lead_path(&self.config, last, id);
            write(&path, &lead_text(&self.config, deal, &deal.steps, &self.guess.map.from, &path))
        })
    }

    /// What a later import finds the leads by, and sees by what was changed.
    pub fn record(&self) -> (RelPath, String) {
        (record_path(&self.guess.map.from), record_text(&self.leads, &self.config))
    }

    /// What came of it.
    pub fn report(&self) -> ImportReport {
        let leads = ImportedLeads { new: self.leads.len(), ..ImportedLeads::default() };
        report(&self.guess, &self.tables, self.rows, &self.told, leads)
    }
}

/// Why there would be nothing in a new workspace.
fn no_leads(table: &str, told: &[RowNote]) -> Message {
    let left_out = || told.iter().filter(|own| own.kind == ToldKind::LeftOut);
    let why = left_out().next().map(|own| own.why.clone()).unwrap_or_default();
    let row = left_out().next().map_or(0, |own| own.row);
    message!(
        "no row of `{table}` became a lead, and nothing was written: row {row}: {why}\n  \
         help: say in a map, given as `--map map.yaml`, which columns are what; `corong help crm` shows one",
        table,
        row,
        why
    )
}

/// Whether some row names nobody as its owner.
pub(super) fn lacks_owner(guess: &Guess, deals: &Table) -> bool {
    let Some(template) = guess.map.field("owner") else { return true };
    let column = deals.columns.iter().position(|name| row_column(name) == template);
    let empty =
        |at: usize| deals.rows.iter().any(|row| row.cells.get(at).is_none_or(|cell| shown(cell).is_empty()));
    column.is_none_or(empty)
}

/// The report of an import.
pub(super) fn report(
    guess: &Guess,
    tables: &[String],
    rows: usize,
    told: &[RowNote],
    leads: ImportedLeads,
) -> ImportReport {
    let file = tables.get(guess.deals).cloned().unwrap_or_default();
    let changes = guess.changes.and_then(|at| tables.get(at)).cloned();
    let of = |kind: ToldKind| {
        let own = told.iter().filter(|own| own.kind == kind);
        let note = |own: &RowNote| ImportNote {
            file: if own.row == 0 { changes.clone().unwrap_or_else(|| file.clone()) } else { file.clone() },
            row: (own.row > 0).then_some(own.row),
            id: own.id.clone(),
            field: own.field,
            why: own.why.clone(),
        };
        own.map(note).collect()
    };
    let column = |own: &super::guess::GuessedColumn| ImportColumn {
        column: own.name.clone(),
        becomes: own.becomes.clone(),
        samples: own.samples.clone(),
    };
    ImportReport {
        schema: "corong.import/1",
        from: guess.map.from.clone(),
        rows,
        leads,
        left_out: of(ToldKind::LeftOut),
        stand_ins: of(ToldKind::StandIn),
        impossible: of(ToldKind::Impossible),
        conflicts: Vec::new(),
        gone: Vec::new(),
        columns: guess.columns.iter().map(column).collect(),
        review: guess
            .review
            .iter()
            .map(|(line, why)| ImportReview { line: line.clone(), why: why.clone() })
            .collect(),
        unused: guess.unused.iter().filter_map(|at| tables.get(*at).cloned()).collect(),
    }
}
