//! From a workspace to the rows of every table.

use std::collections::HashMap;

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::attempts::LeadAttempts;
use super::file::{FileOf, FileRules};
use super::leads::{OfFile, Weighed};
use super::rows::LeadRows;
use super::settings;
use super::value::{ExportRows, TableWriter};
use crate::figures::LeadIds;
use crate::pipeline::{Attempt, Day, Lead};
use crate::report::Slice;
use crate::report::exported::{ExportTable, TABLES};
use crate::report::seen::{Rereader, Views};
use crate::show::site::{Disclosed, disclosed};
use crate::source::Snapshot;
use crate::text::Message;
use crate::workspace::Workspace;

/// So many leads are worked on at a time: their rows are some megabytes.
const AT_A_TIME: usize = 1024;

/// So many leads are enough to know a workspace by.
const MARKS: usize = 64;

/// What goes out.
pub struct ExportSource<'a> {
    /// The leads and the configuration.
    pub workspace: Workspace,
    /// Where the leads' files are.
    pub snapshot: &'a dyn Snapshot,
    /// Nothing later goes out.
    pub as_of: Day,
    /// Only leads that were in the pipeline of this id.
    pub pipeline: Option<String>,
    /// Only the leads that a condition holds for.
    pub slice: Option<Slice>,
    /// Also what a site does not show.
    pub private: bool,
}

/// What is asked once for all leads.
struct Known<'e> {
    weights: HashMap<&'e str, Weighed>,
    files: FileRules<'e>,
}

/// A workspace ready to go out.
pub struct Export<'a> {
    /// What goes out; of the workspace only what may.
    source: ExportSource<'a>,
    /// What may go out, where that is not all.
    disclosed: Option<Disclosed>,
}

impl<'a> Export<'a> {
    /// Takes out what is not to go out.
    pub fn new(source: ExportSource<'a>) -> Self {
        if source.private {
            return Self { source, disclosed: None };
        }
        let (workspace, told) = disclosed(source.workspace, source.snapshot, source.as_of);
        Self { source: ExportSource { workspace, ..source }, disclosed: Some(told) }
    }

    /// The workspace as it goes out.
    pub fn workspace(&self) -> &Workspace {
        &self.source.workspace
    }

    /// The day that nothing in it is later than.
    pub fn as_of(&self) -> Day {
        self.source.as_of
    }

    /// The pipeline that was asked for alone.
    pub fn pipeline(&self) -> Option<&str> {
        self.source.pipeline.as_deref()
    }

    /// The leads that were asked for alone.
    pub fn only(&self) -> Option<&LeadIds> {
        self.source.slice.as_ref().map(|slice| &slice.leads)
    }

    /// Whether what leads are worth goes out.
    pub fn shows_amounts(&self) -> bool {
        self.disclosed.as_ref().is_none_or(|own| own.amounts)
    }

    /// Whether values by their chances go out.
    pub fn shows_weights(&self) -> bool {
        self.disclosed.as_ref().is_none_or(|own| own.weights)
    }

    /// By what another export of the same workspace is known, whatever it is called: some
    /// of its leads, a line each, which stay the same while leads come and go.
    pub fn marks(&self) -> String {
        let mark =
            |lead: &Lead| Sha256::digest(lead.id.as_bytes()).first_chunk().copied().map(u64::from_be_bytes);
        let mut marks: Vec<u64> = self.workspace().counted().filter_map(mark).collect();
        marks.sort_unstable();
        marks.iter().take(MARKS).map(|mark| format!("{mark:016x}\n")).collect()
    }

    /// How many leads do not go out because a site does not show them.
    pub fn hidden(&self) -> usize {
        self.disclosed.as_ref().map_or(0, |own| own.hidden)
    }

    /// The leads that go out, by their ids.
    pub fn leads(&self) -> Vec<&Lead> {
        let only = self.only();
        let config = &self.workspace().config;
        let pipeline = self.source.pipeline.as_deref().map(|id| config.pipeline_index(id));
        let was_in = |lead: &Lead, at: Option<usize>| {
            let mut entries = lead.history.iter().take_while(|entry| entry.day <= self.source.as_of);
            entries.any(|entry| Some(usize::from(entry.pipeline)) == at)
        };
        let goes = |lead: &&Lead| {
            lead.created() <= self.source.as_of
                && only.is_none_or(|only| only.contains(&lead.id))
                && pipeline.is_none_or(|at| was_in(lead, at))
        };
        let mut leads: Vec<&Lead> = self.workspace().counted().filter(goes).collect();
        leads.sort_unstable_by(|a, b| a.id.cmp(&b.id));
        leads
    }

    /// Gives every row but those of `workspaces` to the writers of their tables.
    ///
    /// # Errors
    /// What a writer says.
    pub fn tables<W>(
        &self,
        leads: &[&Lead],
        start: W,
    ) -> Result<Vec<(&'static ExportTable, Vec<u8>)>, Message>
    where
        W: Fn(&'static ExportTable) -> Result<Box<dyn TableWriter>, Message>,
    {
        let tables = &TABLES[..TABLES.len() - 1];
        let mut writers = tables.iter().map(start).collect::<Result<Vec<_>, _>>()?;
        self.rows(leads, &mut |parts| {
            writers.par_iter_mut().zip(parts).try_for_each(|(writer, rows)| writer.write(rows))
        })?;
        let finished = writers.into_par_iter().zip(tables);
        finished.map(|(writer, table)| Ok((table, writer.finish()?))).collect()
    }

    /// Gives `take` rows for each table but `workspaces`, in their order, some at a time.
    ///
    /// # Errors
    /// What `take` says.
    pub fn rows(
        &self,
        leads: &[&Lead],
        take: &mut (dyn FnMut(Vec<ExportRows>) -> Result<(), Message> + Send),
    ) -> Result<(), Message> {
        let known = Known {
            weights: self.weights(),
            files: FileRules::of(self.disclosed.as_ref(), &self.workspace().config),
        };
        let mut ready = None;
        // While some leads' rows are written, those of the next leads are made.
        for leads in leads.chunks(AT_A_TIME).map(Some).chain([None]) {
            let (made, taken) = rayon::join(
                || leads.map(|leads| self.parts(leads, &known)),
                || ready.take().map_or(Ok(()), &mut *take),
            );
            taken?;
            ready = made;
        }
        let config = &self.workspace().config;
        let mut parts = vec![ExportRows::default(); TABLES.len() - 3];
        parts.push(settings::stages(config, self.pipeline()));
        parts.push(settings::rates(config));
        take(parts)
    }

    /// The rows of some leads, for each of their tables.
    fn parts(&self, leads: &[&Lead], known: &Known<'_>) -> Vec<ExportRows> {
        let rows = leads.par_chunks(64).map_init(Rereader::default, |files, leads| {
            let mut rows = LeadRows::default();
            leads.iter().for_each(|lead| self.lead(lead, known, files, &mut rows));
            rows.tables()
        });
        let mut parts = vec![ExportRows::default(); TABLES.len() - 1];
        for rows in rows.collect::<Vec<_>>() {
            parts.iter_mut().zip(rows).for_each(|(part, rows)| part.append(rows));
        }
        parts
    }

    /// The rows of `workspaces`.
    pub fn about(&self, leads: usize, export: &str) -> ExportRows {
        let (workspace, source) = (self.workspace(), &self.source);
        let config = &workspace.config;
        let mut rows = ExportRows::default();
        rows.push([
            config.name.as_str().into(),
            config.currency.code().into(),
            settings::units(config).into(),
            config.timezone.name().into(),
            source.as_of.into(),
            export.into(),
            leads.into(),
            workspace.left_out.len().into(),
            source.pipeline.as_deref().into(),
            source.slice.as_ref().map(|slice| slice.condition.as_str()).into(),
            source.private.into(),
            env!("CARGO_PKG_VERSION").into(),
        ]);
        rows
    }

    /// The chances of the leads that are open, where they may go out.
    fn weights(&self) -> HashMap<&str, Weighed> {
        if !self.shows_weights() {
            return HashMap::new();
        }
        let views = Views::new(self.workspace(), self.source.as_of, None);
        let mut weights = HashMap::new();
        for (_, view) in views.each() {
            for tracked in view.all().iter().filter(|tracked| tracked.open_stage().is_some()) {
                let weighed = tracked.chance.map(|chance| Weighed { chance, weighted: tracked.weighted });
                weights.extend(weighed.map(|weighed| (tracked.lead.id.as_str(), weighed)));
            }
        }
        weights
    }

    /// The rows of one lead.
    fn lead(&self, lead: &Lead, known: &Known<'_>, files: &mut Rereader, rows: &mut LeadRows) {
        let config = &self.workspace().config;
        let attempts = lead.history.attempts(self.source.as_of);
        let mut tried =
            LeadAttempts { lead, config, attempts: &attempts, as_of: self.source.as_of, value: None };
        let closed = tried.latest().and_then(|latest: &Attempt| latest.outcome).map(|outcome| outcome.day);
        tried.value = tried.value_on(closed.unwrap_or(self.source.as_of));
        let read = |root: crate::yaml::Node<'_>| {
            let file = FileOf { root, rules: &known.files };
            file.contacts(&tried, rows);
            (file.of_lead(&tried), file.notes(&tried), file.summaries(&tried))
        };
        let (own, notes, summaries) = files
            .with(lead, self.source.snapshot, read)
            .unwrap_or_else(|| (OfFile::default(), vec![], vec![]));
        tried.lead(known.weights.get(lead.id.as_str()).copied(), own, rows);
        tried.entries_of_history(&notes, rows);
        tried.rows(rows);
        tried.worths(rows);
        tried.activities(&summaries, rows);
        tried.products(rows);
    }
}
