//! What the figures are made of: a lead's attempts, how they closed, their stays and
//! their entries to stages, so that every figure can be worked out as of any day.

use super::rows::LeadRows;
use super::value::{ExportValue, moment, option};
use crate::figures::{Fate, fate};
use crate::pipeline::{Attempt, Config, Day, Decimal, Entered, Lead, Pipeline, StageKind};

/// A lead as of a day, with its attempts.
pub struct LeadAttempts<'a> {
    pub lead: &'a Lead,
    pub config: &'a Config,
    pub attempts: &'a [Attempt],
    pub as_of: Day,
    /// What it is worth, as its latest attempt carries it.
    pub value: Option<Decimal>,
}

/// A way that an attempt ended.
#[derive(Clone, Copy)]
struct Ended<'a> {
    entry: &'a Entered,
    /// The day on which another took its place.
    corrected: Option<Day>,
}

impl Ended<'_> {
    fn word(&self) -> &'static str {
        match self.entry.kind {
            StageKind::Won => "won",
            _ if self.entry.disqualified => "disqualified",
            _ => "lost",
        }
    }
}

impl<'a> LeadAttempts<'a> {
    /// The history as of the day.
    pub fn history(&self) -> &'a [Entered] {
        let known = self.lead.history.partition_point(|entry| entry.day <= self.as_of);
        &self.lead.history[..known]
    }

    /// The number of its last attempt that counts.
    pub fn latest(&self) -> Option<&'a Attempt> {
        self.attempts.iter().rfind(|attempt| !attempt.disqualified)
    }

    /// The attempt that an entry of the history is of.
    pub fn attempt_of(&self, entry: usize) -> usize {
        self.attempts.partition_point(|attempt| attempt.entry <= entry).saturating_sub(1)
    }

    /// The rows of all attempts.
    pub fn rows(&self, rows: &mut LeadRows) {
        for (at, attempt) in self.attempts.iter().enumerate() {
            let Some(pipeline) = self.config.pipelines.get(usize::from(attempt.pipeline)) else { continue };
            let ends = self.ends(at, attempt);
            let unknown_from = self.unknown_from(at, attempt);
            self.attempt(attempt, pipeline, unknown_from, rows);
            for end in &ends {
                let row = [
                    self.id(),
                    attempt.number.into(),
                    end.word().into(),
                    end.entry.day.into(),
                    end.corrected.into(),
                ];
                rows.closings.push(row);
            }
            self.stays(attempt, pipeline, rows);
            self.entries(attempt, pipeline, (&ends, unknown_from), rows);
        }
    }

    fn id(&self) -> ExportValue {
        self.lead.id.clone().into()
    }

    /// The entries from the attempt's first to its last.
    fn own_history(&self, at: usize, attempt: &Attempt) -> &'a [Entered] {
        let history = self.history();
        let end = self.attempts.get(at + 1).map_or(history.len(), |next| next.entry);
        history.get(attempt.entry..end).unwrap_or_default()
    }

    /// The ways it ended, each until the day the next took its place.
    fn ends(&self, at: usize, attempt: &Attempt) -> Vec<Ended<'a>> {
        let mut ends: Vec<Ended<'a>> = Vec::new();
        for entry in self.own_history(at, attempt).iter().filter(|entry| entry.kind != StageKind::Open) {
            match ends.last_mut() {
                Some(last) if last.entry.kind == entry.kind => continue,
                Some(last) => last.corrected = Some(entry.day),
                None => {}
            }
            ends.push(Ended { entry, corrected: None });
        }
        // What was corrected on the same day never was.
        ends.retain(|end| end.corrected != Some(end.entry.day));
        ends
    }

    /// The first day on which its way is not known.
    fn unknown_from(&self, at: usize, attempt: &Attempt) -> Option<Day> {
        let left = self.attempts.get(at + 1).filter(|_| attempt.outcome.is_none());
        let left = left.and_then(|next| self.history().get(next.entry));
        let own = self.own_history(at, attempt).iter().chain(left);
        let marked = own.filter(|entry| entry.path_unknown).map(|entry| entry.day).min();
        if attempt.stays.is_empty() { Some(attempt.start) } else { marked }
    }

    fn attempt(
        &self,
        attempt: &Attempt,
        pipeline: &Pipeline,
        unknown_from: Option<Day>,
        rows: &mut LeadRows,
    ) {
        let stage = |at: Option<usize>| -> ExportValue {
            at.and_then(|at| pipeline.stages.get(at)).map(|stage| stage.id.as_str()).into()
        };
        let created_closed = attempt.stays.is_empty();
        let outcome = attempt.outcome;
        let closing = outcome.and_then(|outcome| self.lead.history.get(outcome.entry));
        let days = outcome.filter(|_| !created_closed);
        let days = days.map(|outcome| (outcome.day - attempt.start).num_days());
        let latest = self.latest().map(|latest| latest.number);
        let carries = latest == Some(attempt.number) && attempt.transferred.is_none();
        rows.attempts.push([
            self.id(),
            attempt.number.into(),
            pipeline.id.as_str().into(),
            option(Some(self.lead.credited(attempt))),
            attempt.start.into(),
            moment(self.lead.started_at(attempt)),
            if created_closed { ExportValue::Empty } else { stage(Some(attempt.start_stage)) },
            attempt.came.into(),
            created_closed.into(),
            word(attempt).into(),
            outcome.map(|outcome| outcome.day).into(),
            attempt.transferred.into(),
            days.into(),
            option(closing.and_then(|entry| entry.reason.as_ref())),
            option(closing.and_then(|entry| entry.competitor.as_ref())),
            self.value.filter(|_| carries).into(),
            (latest > Some(attempt.number)).into(),
            attempt.unknown_path.into(),
            unknown_from.into(),
            stage(attempt.furthest()),
            stage(attempt.last_open()),
        ]);
    }

    fn stays(&self, attempt: &Attempt, pipeline: &Pipeline, rows: &mut LeadRows) {
        for stay in &attempt.stays {
            let Some(stage) = pipeline.stages.get(stay.stage) else { continue };
            rows.stays.push([
                self.id(),
                attempt.number.into(),
                pipeline.id.as_str().into(),
                stage.id.as_str().into(),
                stay.stage.into(),
                stay.from.into(),
                stay.to.into(),
                stay.end_known.into(),
            ]);
        }
    }

    /// Its entries to stages: by being there or further on, and by every win.
    fn entries(
        &self,
        attempt: &Attempt,
        pipeline: &Pipeline,
        (ends, unknown_from): (&[Ended<'_>], Option<Day>),
        rows: &mut LeadRows,
    ) {
        for (at, stage) in pipeline.stages.iter().enumerate().take(pipeline.open_stages()) {
            if at < attempt.start_stage {
                continue;
            }
            let visit = attempt.stays.iter().find(|stay| stay.stage >= at);
            let visit = visit.map(|stay| (stay.from, stay.stage > at, None));
            let won = ends.iter().filter(|end| end.entry.kind == StageKind::Won && visit.is_none());
            let won = won.map(|end| (end.entry.day, true, end.corrected));
            for (entered, skipped, corrected) in visit.into_iter().chain(won) {
                let withdrawn = corrected.into_iter().chain(unknown_from).min();
                if withdrawn.is_some_and(|day| day <= entered) {
                    continue;
                }
                let fate = withdrawn.is_none().then(|| fate_word(fate(attempt, at)));
                rows.stage_entries.push([
                    self.id(),
                    attempt.number.into(),
                    pipeline.id.as_str().into(),
                    stage.id.as_str().into(),
                    at.into(),
                    entered.into(),
                    skipped.into(),
                    withdrawn.into(),
                    fate.into(),
                ]);
            }
        }
    }
}

fn word(attempt: &Attempt) -> &'static str {
    match (attempt.outcome, attempt.transferred) {
        (Some(outcome), _) if outcome.won => "won",
        (Some(_), _) if attempt.disqualified => "disqualified",
        (Some(_), _) => "lost",
        (None, Some(_)) => "transferred",
        (None, None) => "open",
    }
}

fn fate_word(fate: Fate) -> &'static str {
    match fate {
        Fate::Advanced(_) => "advanced",
        Fate::Lost(_) => "lost",
        Fate::OpenHere => "open_here",
        Fate::MovedBack => "moved_back",
        Fate::Transferred(_) => "transferred",
    }
}
