//! The guess put together: the map, and what a workspace needs for it.

use std::collections::{HashMap, HashSet};

use super::columns::{Columns, Sure, crm};
use super::files::{ExportTables, files};
use super::proving::Proving;
use super::role::Role;
use super::seen::{SeenStages, StageColumns, seen, seen_changes, stage_columns};
use super::seen_pipeline::SeenPipeline;
use super::stage_names::ending;
use super::{GivenExport, Guess, GuessedColumn};
use crate::exchange::cells::shown;
use crate::exchange::formats::Formats;
use crate::exchange::spelling::{bare, folded};
use crate::exchange::table::{Table, TableRow};
use crate::expr::row_column;
use crate::message;
use crate::pipeline::{Config, ImportMap};
use crate::text::Message;

/// Guesses what an export is.
///
/// # Errors
/// Where no table looks like deals.
pub fn guess(given: GivenExport<'_>) -> Result<Guess, Message> {
    let ExportTables { deals, columns, changes, unused } = files(given.tables)?;
    let table = &given.tables[deals];
    let at = stage_columns(table, &columns);
    let mut proving = Proving::new(given.map, given.zone);
    proving.table(table, &columns);
    let mut format = None;
    if let Some((changes, templates)) = &changes {
        format = proving.changes(&given.tables[*changes], templates);
    }
    let seen = seen(table, &columns, &at, &proving.formats);
    let mut guesser = Guesser {
        given,
        table,
        columns,
        at,
        seen,
        formats: proving.formats.clone(),
        map: ImportMap { dates: proving.dates, numbers: proving.numbers, ..ImportMap::default() },
        review: proving.review,
        aliases: HashMap::new(),
    };
    if let Some((at, templates)) = &changes {
        guesser.changes(&given.tables[*at], templates, format);
    }
    let pipelines = guesser.stages();
    guesser.row();
    guesser.lead();
    let team = guesser.people(changes.as_ref().map(|(at, templates)| (&given.tables[*at], templates)));
    let sources = guesser.choices(Role::Source);
    let won_reasons = guesser.choices(Role::WonReason);
    let lost_reasons = guesser.choices(Role::LostReason);
    let fields = guesser.custom();
    let currency = guesser.currency();
    let columns = guesser.told_columns();
    let Guesser { map, review, formats, .. } = guesser;
    Ok(Guess {
        map: with_given(map, given.map),
        deals,
        changes: changes.map(|(at, _)| at),
        unused,
        formats,
        pipelines,
        team,
        sources,
        lost_reasons,
        won_reasons,
        fields,
        currency,
        review,
        unclear: proving.unclear,
        columns,
    })
}

/// What a map says already is kept.
fn with_given(guessed: ImportMap, given: &ImportMap) -> ImportMap {
    let over = |mut guessed: Vec<(String, String)>, given: &Vec<(String, String)>| {
        guessed.retain(|(key, _)| !given.iter().any(|(own, _)| own == key));
        guessed.extend(given.iter().cloned());
        guessed
    };
    ImportMap {
        from: if given.from.is_empty() { guessed.from } else { given.from.clone() },
        row: over(guessed.row, &given.row),
        lead: over(guessed.lead, &given.lead),
        statuses: over(guessed.statuses, &given.statuses),
        people: over(guessed.people, &given.people),
        sources: over(guessed.sources, &given.sources),
        reasons: over(guessed.reasons, &given.reasons),
        dates: over(guessed.dates, &given.dates),
        numbers: over(guessed.numbers, &given.numbers),
        ..guessed
    }
}

pub(super) struct Guesser<'g> {
    pub(super) given: GivenExport<'g>,
    pub(super) table: &'g Table,
    pub(super) columns: Columns,
    pub(super) at: StageColumns,
    pub(super) seen: SeenStages,
    pub(super) formats: Formats,
    pub(super) map: ImportMap,
    pub(super) review: Vec<(String, Message)>,
    /// The stages that words of the file of changes mean, by their letters.
    pub(super) aliases: HashMap<String, String>,
}

impl Guesser<'_> {
    pub(super) fn template(&self, role: Role) -> Option<String> {
        self.columns.column(role).map(|at| row_column(&self.table.columns[at]))
    }

    pub(super) fn known(&self) -> Option<&Config> {
        self.given.known
    }

    /// What the file of changes shows of stages and their order.
    fn changes(&mut self, table: &Table, templates: &[(String, String)], format: Option<String>) {
        self.map.changes = templates.to_vec();
        let at = ImportMap::meaning(templates, "at").unwrap_or_default();
        let column = table.columns.iter().find(|name| row_column(name) == at).map_or("", String::as_str);
        let formats = self.formats.of_changes(column, format.as_deref());
        self.map.changes.extend(format.map(|format| ("format".to_owned(), format)));
        let found = seen_changes(table, templates, &formats);
        let pipeline_of: HashMap<String, Option<String>> =
            match (self.columns.column(Role::Id), self.at.pipeline) {
                (Some(id), Some(pipeline)) => {
                    let cell = |row: &TableRow, at: usize| row.cells.get(at).map(shown).unwrap_or_default();
                    self.table.rows.iter().map(|row| (cell(row, id), Some(cell(row, pipeline)))).collect()
                }
                _ => HashMap::new(),
            };
        self.aliases(&found);
        for (deal, words) in found {
            let words: Vec<String> = words
                .into_iter()
                .map(|word| self.aliases.get(&bare(&word)).cloned().unwrap_or(word))
                .collect();
            let within = pipeline_of.get(&deal).cloned().flatten();
            let same = |own: &&mut SeenPipeline| {
                within.is_none() || own.word.as_deref().map(folded) == within.as_deref().map(folded)
            };
            let Some(pipeline) = self.seen.pipelines.iter_mut().find(same) else { continue };
            let open: Vec<usize> =
                words.iter().filter(|word| ending(word).is_none()).map(|word| pipeline.stage(word)).collect();
            pipeline.passed(&open);
        }
    }

    /// What words mean that the file of changes alone has, such as numbers: the stage
    /// that deals are in whose last change names the word.
    fn aliases(&mut self, found: &HashMap<String, Vec<String>>) {
        let (Some(id), Some(stage)) = (self.columns.column(Role::Id), self.at.stage) else { return };
        let known: HashSet<String> =
            self.seen.pipelines.iter().flat_map(|own| &own.stages).map(|own| bare(&own.word)).collect();
        let mut counts: HashMap<String, HashMap<String, usize>> = HashMap::new();
        for row in &self.table.rows {
            let cell = |at: usize| row.cells.get(at).map(shown).unwrap_or_default();
            if let Some(last) = found.get(&cell(id)).and_then(|words| words.last())
                && !known.contains(&bare(last))
            {
                *counts.entry(last.clone()).or_default().entry(cell(stage)).or_default() += 1;
            }
        }
        for (word, stages) in counts {
            let all: usize = stages.values().sum();
            let most = stages.into_iter().max_by(|a, b| a.1.cmp(&b.1).then_with(|| b.0.cmp(&a.0)));
            if let Some((stage, count)) = most
                && count * 10 >= all * 8
                && !stage.is_empty()
            {
                self.aliases.insert(bare(&word), stage);
            }
        }
    }

    /// The templates beside the lead's fields.
    fn row(&mut self) {
        self.map.from = crm(self.table, &self.columns).to_owned();
        let id = self.template(Role::Id).filter(|_| self.is_unique(self.columns.column(Role::Id)));
        let id = id.unwrap_or_else(|| self.made_id());
        self.map.row.push(("id".to_owned(), id));
        let column = |at: Option<usize>| at.map(|at| row_column(&self.table.columns[at]));
        let mut row: Vec<(&str, Option<String>)> = vec![
            ("pipeline", column(self.at.pipeline)),
            ("stage", column(self.at.stage).or_else(|| self.stage_by_dates())),
            ("status", column(self.at.status)),
        ];
        let told = self.at.status.is_none();
        row.push(("is_closed", self.template(Role::IsClosed).filter(|_| told)));
        row.push(("is_won", self.template(Role::IsWon).filter(|_| told)));
        row.push(("created", self.template(Role::Created)));
        row.push(("stage_since", self.template(Role::StageSince)));
        row.push(("closed", self.template(Role::Closed).or_else(|| self.template(Role::CloseDate))));
        for (key, role) in [
            ("won_at", Role::WonAt),
            ("lost_at", Role::LostAt),
            ("modified", Role::Modified),
            ("reason", Role::LostReason),
            ("won_reason", Role::WonReason),
            ("competitor", Role::Competitor),
        ] {
            row.push((key, self.template(role)));
        }
        self.map.row.extend(row.into_iter().filter_map(|(key, template)| Some((key.to_owned(), template?))));
        for (role, key) in [
            (Role::Created, "created"),
            (Role::Closed, "closed"),
            (Role::CloseDate, "closed"),
            (Role::Stage, "stage"),
            (Role::StageSince, "stage_since"),
            (Role::LostReason, "reason"),
        ] {
            self.doubt(role, key);
        }
    }

    /// Marks a line whose column was not found by its own name.
    pub(super) fn doubt(&mut self, role: Role, key: &str) {
        let likely = |(own, sure): (Role, Sure)| own == role && sure == Sure::Likely;
        if let Some(at) = self.columns.roles.iter().position(|own| own.is_some_and(likely)) {
            let column = self.table.columns[at].as_str();
            let why =
                message!("the name of the column `{column}` does not say for sure that it is this", column);
            self.review.push((key.to_owned(), why));
        }
    }

    fn told_columns(&self) -> Vec<GuessedColumn> {
        let one = |(at, name): (usize, &String)| {
            let template = row_column(name);
            // A customer's name is also the title where there is no other.
            let lead = self.map.lead.iter().rfind(|(_, own)| own.contains(&template));
            let lead = lead.map(|(path, _)| path.clone());
            let row =
                self.map.row.iter().find(|(_, own)| own.contains(&template)).map(|(key, _)| key.clone());
            let entered = self
                .map
                .entered
                .iter()
                .find(|own| own.at == template)
                .map(|own| format!("entered: {}", own.stage));
            GuessedColumn {
                name: name.clone(),
                becomes: row.or(entered).or(lead),
                samples: self.columns.profiles[at].samples.clone(),
            }
        };
        self.table.columns.iter().enumerate().map(one).collect()
    }
}
