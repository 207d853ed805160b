//! What went in and out of the open stages.

use std::borrow::Cow;
use std::cmp::Ordering;

use schemars::JsonSchema;
use serde::Serialize;

use super::{Rate, Tracked, View};
use crate::pipeline::{Attempt, Day, Period};

/// Which attempts the flow through a stage counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// The attempts begun in the period, followed to the as-of date: the
    /// stages nest and make a funnel.
    #[default]
    Cohort,
    /// The entries to each stage in the period, followed to the as-of date.
    Entered,
    /// The period's events, judged at its end; attempts that had entered
    /// before and had neither advanced, been lost nor gone elsewhere are carried in.
    Period,
}

/// What went in and out of an open stage:
/// `carried_in + entered = advanced + lost + open_here + moved_back + transferred`.
///
/// An attempt enters a stage on its first entry to it or to any further one,
/// won included; stages before its start do not count for it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Flow {
    /// In mode `period`: attempts already there when it began.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub carried_in: Option<u64>,
    /// Attempts that entered.
    pub entered: u64,
    /// Reached a further stage.
    pub advanced: u64,
    /// This was the furthest, and it ended lost.
    pub lost: u64,
    /// This was the furthest, and it is there.
    pub open_here: u64,
    /// This was the furthest, and it is open in an earlier one.
    pub moved_back: u64,
    /// This was the furthest, and it went to another pipeline.
    pub transferred: u64,
    /// Of those that entered, how many did so by entering a further stage.
    pub skipped: u64,
    /// advanced / entered; in mode `period`, / (carried_in + entered).
    pub raw: Rate,
    /// advanced / (advanced + lost).
    pub settled: Rate,
    /// Whether that is shown, and lower than at every other stage.
    pub lowest: bool,
}

impl Flow {
    /// All that were in the stage: carried in and entered.
    pub fn total(&self) -> u64 {
        self.carried_in.unwrap_or(0) + self.entered
    }
}

/// Gives `see` the attempts whose way is not known, so that no flow counts
/// them: those begun in the period, or closed in it where entries or events are
/// counted. How many there are is the answer.
pub fn unknown_paths<'v, 'w>(
    view: &'v View<'w>,
    mode: Mode,
    mut see: impl FnMut(&'v Tracked<'w>, &'v Attempt),
) -> u64 {
    let mut count = 0;
    let mut unknown = |tracked, attempt: &'v Attempt| {
        if attempt.unknown_path {
            count += 1;
            see(tracked, attempt);
        }
    };
    match mode {
        Mode::Cohort => view.begun().for_each(|(tracked, attempt)| unknown(tracked, attempt)),
        _ => view.closings().for_each(|closing| unknown(closing.tracked, closing.attempt)),
    }
    count
}

/// The flow through each open stage, in order.
pub fn flows(view: &View<'_>, mode: Mode) -> Vec<Flow> {
    let mut counts = vec![Counts::default(); view.pipeline.open_stages()];
    passages(view, mode, |_, stage, passage| counts[stage].add(passage));
    let mut flows: Vec<Flow> = counts.iter().map(|counts| counts.flow(mode)).collect();
    mark_lowest(&mut flows);
    flows
}

fn mark_lowest(flows: &mut [Flow]) {
    let settled = |flow: &&mut Flow| flow.settled.shown().map(|(value, ..)| value);
    let mut shown: Vec<&mut Flow> = flows.iter_mut().filter(|flow| settled(flow).is_some()).collect();
    shown.sort_by(|a, b| a.settled.value.partial_cmp(&b.settled.value).unwrap_or(Ordering::Equal));
    if let [lowest, next, ..] = shown.as_mut_slice() {
        lowest.lowest = lowest.settled.value < next.settled.value;
    }
}

/// An attempt's way through a stage, as a flow counts it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Passage {
    /// The day it entered.
    pub entered: Day,
    /// Whether it did so by entering a further stage.
    pub skipped: bool,
    /// Whether it was there already when the period began, in mode `period`.
    pub carried_in: bool,
    /// What became of it.
    pub fate: Fate,
}

/// Gives `see` every passage that the flows count, with its lead and the index
/// of its stage.
pub fn passages<'v, 'w>(
    view: &'v View<'w>,
    mode: Mode,
    mut see: impl FnMut(&'v Tracked<'w>, usize, Passage),
) {
    for tracked in view.each() {
        for attempt in judged(view, tracked, mode).iter().filter(|own| view.is_mine(tracked, own)) {
            for stage in 0..view.pipeline.open_stages() {
                if let Some(passage) = Passage::of(attempt, stage, mode, view.period) {
                    see(tracked, stage, passage);
                }
            }
        }
    }
}

/// A lead's attempts as of the day they are judged: the period's end in mode
/// `period`, else the as-of date.
fn judged<'v>(view: &View<'_>, tracked: &'v Tracked<'_>, mode: Mode) -> Cow<'v, [Attempt]> {
    if mode == Mode::Period && view.period.to < view.as_of {
        let never = |attempt: &Attempt| tracked.disqualified.iter().any(|own| own.number == attempt.number);
        let counts = |attempt: &Attempt| attempt.pipeline == view.index && !never(attempt);
        match tracked.lead.history.attempts(view.period.to) {
            then if then.iter().all(counts) => then,
            then => then.iter().filter(|attempt| counts(attempt)).cloned().collect(),
        }
    } else {
        Cow::Borrowed(&tracked.attempts)
    }
}

/// What became of an attempt that entered a stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It reached a further stage on that day.
    Advanced(Day),
    /// This was the furthest, and it was lost on that day.
    Lost(Day),
    /// This was the furthest, and it is there.
    OpenHere,
    /// This was the furthest, and it is open in an earlier one.
    MovedBack,
    /// This was the furthest, and it went to another pipeline on that day.
    Transferred(Day),
}

/// What became of an attempt at a stage it entered.
pub fn fate(attempt: &Attempt, stage: usize) -> Fate {
    if let Some((day, _)) = attempt.entered(stage + 1) {
        return Fate::Advanced(day);
    }
    match (attempt.outcome, attempt.transferred) {
        (Some(outcome), _) => Fate::Lost(outcome.day),
        (None, Some(day)) => Fate::Transferred(day),
        (None, None) if attempt.open_stage() == Some(stage) => Fate::OpenHere,
        (None, None) => Fate::MovedBack,
    }
}

#[derive(Clone, Copy, Default)]
struct Counts {
    carried_in: u64,
    entered: u64,
    skipped: u64,
    advanced: u64,
    lost: u64,
    open_here: u64,
    moved_back: u64,
    transferred: u64,
}

impl Passage {
    /// The passage of an attempt through a stage, where the mode counts it.
    fn of(attempt: &Attempt, stage: usize, mode: Mode, period: Period) -> Option<Self> {
        let (entered, skipped) = attempt.entered(stage)?;
        let fate = fate(attempt, stage);
        let enters = period.contains(if mode == Mode::Cohort { attempt.start } else { entered });
        let carried_in =
            !enters && mode == Mode::Period && entered < period.from && !left_before(fate, period.from);
        (enters || carried_in).then_some(Self { entered, skipped, carried_in, fate })
    }
}

impl Counts {
    fn add(&mut self, passage: Passage) {
        if passage.carried_in {
            self.carried_in += 1;
        } else {
            self.entered += 1;
            self.skipped += u64::from(passage.skipped);
        }
        match passage.fate {
            Fate::Advanced(_) => self.advanced += 1,
            Fate::Lost(_) => self.lost += 1,
            Fate::OpenHere => self.open_here += 1,
            Fate::MovedBack => self.moved_back += 1,
            Fate::Transferred(_) => self.transferred += 1,
        }
    }

    fn flow(&self, mode: Mode) -> Flow {
        Flow {
            carried_in: (mode == Mode::Period).then_some(self.carried_in),
            entered: self.entered,
            advanced: self.advanced,
            lost: self.lost,
            open_here: self.open_here,
            moved_back: self.moved_back,
            transferred: self.transferred,
            skipped: self.skipped,
            raw: Rate::new(self.advanced, self.carried_in + self.entered),
            settled: Rate::new(self.advanced, self.advanced + self.lost),
            lowest: false,
        }
    }
}

fn left_before(fate: Fate, day: Day) -> bool {
    matches!(fate, Fate::Advanced(left) | Fate::Lost(left) | Fate::Transferred(left) if left < day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::testing::{TestWorkspace, workspace};

    /// carried in, entered, skipped | advanced, lost, open here, moved back
    fn table(workspace: &TestWorkspace, mode: Mode) -> Vec<[u64; 7]> {
        let row = |f: Flow| {
            let carried = f.carried_in.unwrap_or(0);
            assert_eq!(f.carried_in.is_some(), mode == Mode::Period);
            assert_eq!(f.raw, Rate::new(f.advanced, carried + f.entered));
            assert_eq!(f.settled, Rate::new(f.advanced, f.advanced + f.lost));
            [carried, f.entered, f.skipped, f.advanced, f.lost, f.open_here, f.moved_back]
        };
        flows(&workspace.view(), mode).into_iter().map(row).collect()
    }

    #[test]
    fn a_cohort_nests() {
        let workspace = workspace(&[
            ("through", "prospect 2026-01-01, qualified 2026-01-05, proposal 2026-01-09, won 2026-02-01"),
            ("skips", "prospect 2026-01-01, proposal 2026-01-09"),
            ("straight", "prospect 2026-01-01, won 2026-01-09"),
            ("back", "prospect 2026-01-01, proposal 2026-01-09, prospect 2026-02-01"),
            ("back-lost", "prospect 2026-01-01, qualified 2026-01-09, prospect 2026-02-01, lost 2026-03-01"),
            ("starts-late", "qualified 2026-01-01"),
            ("created-lost", "lost 2026-01-01"),
            ("created-won", "won 2026-01-01"),
            ("older", "prospect 2025-12-31, qualified 2026-02-01"),
        ]);
        let expected = [[0, 6, 1, 6, 0, 0, 0], [0, 6, 3, 4, 1, 1, 0], [0, 4, 1, 2, 0, 1, 1]];
        assert_eq!(table(&workspace, Mode::Cohort), expected);
        assert_eq!(
            [Mode::Cohort, Mode::Entered].map(|mode| unknown_paths(&workspace.view(), mode, |_, _| ())),
            [2, 2]
        );
    }

    #[test]
    fn a_later_attempt_counts_from_where_it_restarted() {
        let workspace = workspace(&[(
            "again",
            "prospect 2025-01-01, lost 2025-02-01, qualified 2026-01-05, prospect 2026-02-01, lost 2026-03-01",
        )]);
        let expected = [[0; 7], [0, 1, 0, 0, 1, 0, 0], [0; 7]];
        assert_eq!(table(&workspace, Mode::Cohort), expected);
    }

    /// Went on 1 May: from proposal, from qualified after proposal, won before it went,
    /// and back again; in the other pipeline all but one skip to where they came.
    #[test]
    fn what_went_to_another_pipeline_is_there_no_more() {
        let mut workspace = workspace(&[
            ("goes", "prospect 2026-01-01, proposal 2026-02-01, partners/prospect 2026-05-01"),
            (
                "goes-back",
                "prospect 2026-01-01, proposal 2026-02-01, qualified 2026-03-01, partners/qualified 2026-05-01",
            ),
            ("won-first", "prospect 2026-01-01, won 2026-02-01, partners/prospect 2026-05-01"),
            (
                "returns",
                "prospect 2026-01-01, partners/proposal 2026-05-01, qualified 2026-06-01, lost 2026-06-02",
            ),
        ])
        .with_partners();
        let elsewhere = |workspace: &TestWorkspace, index, mode| -> Vec<[u64; 4]> {
            let flows = flows(&workspace.view_of(index), mode);
            flows.iter().map(|f| [f.entered, f.advanced, f.lost, f.transferred]).collect()
        };
        // the second attempt of `returns` is of the cohort, and counts from where it returned
        assert_eq!(elsewhere(&workspace, 0, Mode::Cohort), [[4, 3, 0, 1], [4, 3, 1, 0], [3, 1, 0, 2]]);
        assert_eq!(elsewhere(&workspace, 1, Mode::Cohort), [[4, 2, 0, 0], [2, 1, 0, 0], [1, 0, 0, 1]]);
        assert_eq!(elsewhere(&workspace, 0, Mode::Entered), [[4, 3, 0, 1], [4, 3, 1, 0], [3, 1, 0, 2]]);
        workspace.to("2026-04-30");
        assert_eq!(elsewhere(&workspace, 0, Mode::Period), [[4, 3, 0, 0], [3, 3, 0, 0], [3, 1, 0, 0]]);
        workspace.from("2026-05-01");
        workspace.to("2026-05-31");
        // what was there on 1 May is carried in, and goes that day
        let carried: Vec<_> = flows(&workspace.view(), Mode::Period)
            .iter()
            .map(|f| (f.carried_in, f.entered, f.transferred))
            .collect();
        assert_eq!(carried, [(Some(1), 0, 1), (Some(0), 0, 0), (Some(2), 0, 2)]);
        workspace.from("2026-05-02");
        assert_eq!(flows(&workspace.view(), Mode::Period)[2].carried_in, Some(0));
    }

    #[test]
    fn entries_in_the_period_whenever_it_began() {
        let mut workspace = workspace(&[
            ("older", "prospect 2025-11-01, qualified 2026-02-01, proposal 2026-05-01"),
            ("after", "prospect 2026-03-01, proposal 2026-06-01, won 2026-06-20"),
        ]);
        workspace.to("2026-04-30");
        // "after" entered qualified on 1 June, by skipping it
        let expected = [[0, 1, 0, 1, 0, 0, 0], [0, 1, 0, 1, 0, 0, 0], [0; 7]];
        assert_eq!(table(&workspace, Mode::Entered), expected);
    }

    #[test]
    fn the_periods_events_are_judged_at_its_end() {
        let mut workspace = workspace(&[
            ("stays", "prospect 2025-11-01"),
            ("advances", "prospect 2025-11-01, qualified 2026-02-01, proposal 2026-05-01"),
            ("lost-in", "prospect 2025-11-01, lost 2026-04-30"),
            ("lost-after", "prospect 2026-01-01, lost 2026-05-01"),
            ("lost-before", "prospect 2025-11-01, lost 2025-12-31"),
            ("back-before", "prospect 2025-11-01, proposal 2025-12-01, prospect 2025-12-05"),
            ("corrected", "prospect 2025-11-01, won 2025-12-01, lost 2026-02-01"),
            ("created-after", "prospect 2026-05-01"),
        ]);
        workspace.to("2026-04-30");
        let expected = [[4, 1, 0, 1, 2, 2, 0], [0, 1, 0, 0, 0, 1, 0], [1, 0, 0, 0, 0, 0, 1]];
        assert_eq!(table(&workspace, Mode::Period), expected);
    }
}
