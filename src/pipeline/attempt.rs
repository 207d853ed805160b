//! Attempts: a lead's ways from a start to won, lost or the date looked at.

use super::{Day, StageKind, Text};

/// One entry of a history: a stage was entered.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Entered {
    /// Index of the pipeline it was in from here on.
    pub pipeline: u16,
    /// Index of the stage in that pipeline.
    pub stage: u16,
    /// What being in that stage means.
    pub kind: StageKind,
    /// The day in the workspace's time zone.
    pub day: Day,
    /// Seconds since 1970, where a time of day was given.
    pub instant: Option<i64>,
    /// Who moved it.
    pub by: Option<Text>,
    /// Why it was won or lost.
    pub reason: Option<Text>,
    /// Whom it was lost to.
    pub competitor: Option<Text>,
    /// Who is credited with the closing; the lead's owner where not said.
    pub owner: Option<Text>,
    /// Whether the stages between the entry before and this one are not known.
    pub path_unknown: bool,
    /// Whether it was lost for a reason that does not count.
    pub disqualified: bool,
}

/// How an attempt ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Won, else lost.
    pub won: bool,
    /// The day it closed.
    pub day: Day,
    /// Index of the history entry that closed it.
    pub entry: usize,
}

/// A visit to an open stage; consecutive entries of one stage are one stay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stay {
    /// Index of the stage.
    pub stage: usize,
    /// The day it began.
    pub from: Day,
    /// The day it was left; `None` where the lead is there.
    pub to: Option<Day>,
    /// Whether that day is known: not where the stages that followed are not.
    pub end_known: bool,
}

/// One way of a lead through a pipeline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// 0 for the lead's first, then 1 and so on, whatever pipelines they are in:
    /// later ones are reopened deals, or came from another pipeline.
    pub number: usize,
    /// Index of the pipeline it is in.
    pub pipeline: u16,
    /// Index of the history entry that began it.
    pub entry: usize,
    /// Whether the lead came from another pipeline to begin it.
    pub came: bool,
    /// The day it began.
    pub start: Day,
    /// Stages before this one do not count for it: 0 for the lead's first attempt in
    /// the pipeline, the stage it restarted in for a later one.
    pub start_stage: usize,
    /// Its stays in open stages, in order; empty where it was created closed.
    pub stays: Vec<Stay>,
    /// How it ended; `None` while open. Won straight to lost, or back, is a
    /// correction: the last of such a run counts.
    pub outcome: Option<Outcome>,
    /// The day the lead went to another pipeline while this was open: no more is
    /// known of it from then on.
    pub transferred: Option<Day>,
    /// Whether its way is not known: it was created closed, or an entry says
    /// that the stages before it are not known. Then it enters no stage.
    pub unknown_path: bool,
    /// Whether it was lost for a reason that does not count: it never was a lead.
    pub disqualified: bool,
}

impl Attempt {
    /// Whether it was won.
    pub fn is_won(&self) -> bool {
        self.outcome.is_some_and(|outcome| outcome.won)
    }

    /// Whether it was lost.
    pub fn is_lost(&self) -> bool {
        self.outcome.is_some_and(|outcome| !outcome.won)
    }

    /// The stage it is in, while open.
    pub fn open_stage(&self) -> Option<usize> {
        if self.end().is_some() { None } else { self.stays.last().map(|stay| stay.stage) }
    }

    /// The day it closed or the lead went to another pipeline; `None` while it is open.
    pub fn end(&self) -> Option<Day> {
        self.outcome.map(|outcome| outcome.day).or(self.transferred)
    }

    /// The furthest open stage it visited; won counts as further than all and
    /// is not one. `None` where it was created closed.
    pub fn furthest(&self) -> Option<usize> {
        self.stays.iter().map(|stay| stay.stage).max()
    }

    /// The last open stage before it closed.
    pub fn last_open(&self) -> Option<usize> {
        self.stays.last().map(|stay| stay.stage)
    }

    /// The day it entered an open stage: its first entry to that stage or any
    /// further one, won included; and whether it skipped the stage, which is
    /// so where that entry was to a further one. `None` where it never came
    /// that far, or started beyond, or where its way is not known.
    pub fn entered(&self, stage: usize) -> Option<(Day, bool)> {
        if stage < self.start_stage || self.unknown_path {
            return None;
        }
        let visit = self.stays.iter().find(|stay| stay.stage >= stage);
        let won = self.outcome.filter(|outcome| outcome.won).map(|outcome| (outcome.day, true));
        visit.map(|stay| (stay.from, stay.stage > stage)).or(won)
    }

    /// The day from which it tells of a stage: that it entered it, as
    /// [`Attempt::entered`] says; where its way is not known, that its history
    /// first names the stage.
    pub fn tells_of(&self, stage: usize) -> Option<Day> {
        match self.unknown_path {
            true => self.stays.iter().find(|stay| stay.stage == stage).map(|stay| stay.from),
            false => self.entered(stage).map(|(day, _)| day),
        }
    }
}

/// The attempts of a history, oldest first. `history` is in order of days.
pub(super) fn attempts(history: &[Entered]) -> Vec<Attempt> {
    let mut all: Vec<Attempt> = Vec::with_capacity(1);
    for (entry, entered) in history.iter().enumerate() {
        let is_open = entered.kind == StageKind::Open;
        match all.last_mut() {
            Some(last) if last.pipeline != entered.pipeline => {
                leave(last, entered);
                all.push(begin(&all, entry, entered));
            }
            Some(last) if last.outcome.is_none() && is_open => visit(last, entered),
            Some(_) if !is_open => {}
            _ => all.push(begin(&all, entry, entered)),
        }
        if let Some(last) = all.last_mut() {
            last.unknown_path |= entered.path_unknown;
            if !is_open {
                let won = entered.kind == StageKind::Won;
                close(last, Outcome { won, day: entered.day, entry }, entered);
            }
        }
    }
    all
}

/// The attempt that an entry begins after those `before`.
fn begin(before: &[Attempt], entry: usize, entered: &Entered) -> Attempt {
    let stage = usize::from(entered.stage);
    let mut stays = Vec::new();
    if entered.kind == StageKind::Open {
        stays.push(Stay::begun(stage, entered.day));
    }
    let is_first = before.iter().all(|own| own.pipeline != entered.pipeline);
    Attempt {
        number: before.len(),
        pipeline: entered.pipeline,
        entry,
        came: before.last().is_some_and(|last| last.pipeline != entered.pipeline),
        start: entered.day,
        start_stage: if is_first { 0 } else { stage },
        unknown_path: stays.is_empty(),
        stays,
        outcome: None,
        transferred: None,
        disqualified: false,
    }
}

/// Ends an attempt by an entry of another pipeline, where it is open.
fn leave(attempt: &mut Attempt, entered: &Entered) {
    if attempt.outcome.is_some() {
        return;
    }
    attempt.transferred = Some(entered.day);
    attempt.unknown_path |= entered.path_unknown;
    if let Some(stay) = attempt.stays.last_mut() {
        stay.end(entered);
    }
}

impl Stay {
    fn begun(stage: usize, from: Day) -> Self {
        Self { stage, from, to: None, end_known: true }
    }

    /// Ends it by an entry, where it lasts.
    fn end(&mut self, by: &Entered) {
        if self.to.is_none() {
            (self.to, self.end_known) = (Some(by.day), !by.path_unknown);
        }
    }
}

fn visit(attempt: &mut Attempt, entered: &Entered) {
    let stage = usize::from(entered.stage);
    match attempt.stays.last_mut() {
        Some(stay) if stay.stage == stage => {}
        last => {
            if let Some(stay) = last {
                stay.end(entered);
            }
            attempt.stays.push(Stay::begun(stage, entered.day));
        }
    }
}

fn close(attempt: &mut Attempt, outcome: Outcome, entered: &Entered) {
    if attempt.outcome.is_some_and(|before| before.won == outcome.won) {
        return;
    }
    (attempt.outcome, attempt.disqualified) = (Some(outcome), entered.disqualified);
    if let Some(stay) = attempt.stays.last_mut() {
        stay.end(entered);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pipeline::testing::{self, day};

    /// Attempts of (stage, day of January 2026) as of a day of that month.
    fn of(history: &[(u16, u32)], as_of: u32) -> Vec<Attempt> {
        testing::history(history).attempts(day(as_of)).into_owned()
    }

    fn stay(stage: usize, from: u32, to: Option<u32>) -> Stay {
        Stay { stage, from: day(from), to: to.map(day), end_known: true }
    }

    fn outcome(won: bool, number: u32, entry: usize) -> Option<Outcome> {
        Some(Outcome { won, day: day(number), entry })
    }

    #[test]
    fn entries_of_one_stage_in_a_row_are_one_stay() {
        let all = of(&[(0, 1), (0, 3), (1, 5), (0, 7), (4, 9), (4, 11)], 31);
        assert_eq!(all.len(), 1);
        assert_eq!(all[0].stays, [stay(0, 1, Some(5)), stay(1, 5, Some(7)), stay(0, 7, Some(9))]);
        assert_eq!(all[0].outcome, outcome(false, 9, 4));
        assert_eq!((all[0].furthest(), all[0].last_open(), all[0].open_stage()), (Some(1), Some(0), None));
    }

    #[test]
    fn leaving_won_or_lost_for_an_open_stage_starts_the_next() {
        let all = of(&[(0, 1), (4, 2), (1, 3), (3, 4), (0, 5)], 31);
        let rows: Vec<_> = all.iter().map(|a| (a.number, a.start, a.start_stage, a.outcome)).collect();
        let expected =
            [(0, day(1), 0, outcome(false, 2, 1)), (1, day(3), 1, outcome(true, 4, 3)), (2, day(5), 0, None)];
        assert_eq!(rows, expected);
        assert_eq!(all[2].open_stage(), Some(0));
    }

    #[test]
    fn won_straight_to_lost_or_back_is_a_correction() {
        let all = of(&[(0, 1), (3, 2), (4, 5), (4, 6)], 31);
        assert_eq!(all.len(), 1);
        assert_eq!(all[0].outcome, outcome(false, 5, 2));
        assert_eq!(all[0].stays, [stay(0, 1, Some(2))]);
        assert_eq!(of(&[(0, 1), (3, 2), (4, 5)], 4)[0].outcome, outcome(true, 2, 1));
        assert_eq!(of(&[(0, 1), (3, 2), (4, 5), (3, 6)], 31)[0].outcome, outcome(true, 6, 3));
    }

    #[test]
    fn what_is_later_does_not_exist() {
        let history = [(0, 2), (1, 4), (3, 6)];
        assert_eq!(of(&history, 1), []);
        assert_eq!(of(&history, 2)[0].stays, [stay(0, 2, None)]);
        assert_eq!(of(&history, 5)[0].stays, [stay(0, 2, Some(4)), stay(1, 4, None)]);
        assert!(of(&history, 6)[0].is_won());
    }

    #[test]
    fn a_lead_created_closed_has_no_stay() {
        let won = &of(&[(3, 1)], 31)[0];
        assert!(won.stays.is_empty() && won.is_won());
        assert_eq!(
            (won.furthest(), won.entered(0), won.entered(3), won.unknown_path),
            (None, None, None, true)
        );
        let lost = &of(&[(4, 1)], 31)[0];
        assert!(lost.is_lost());
        assert_eq!(lost.entered(0), None);
        assert!(lost.unknown_path);
        let again = of(&[(4, 1), (1, 2)], 31);
        assert_eq!((again[1].unknown_path, again[1].entered(1)), (false, Some((day(2), false))));
        assert_eq!((again.len(), again[1].start_stage), (2, 1));
    }

    #[test]
    fn a_way_that_is_not_known_enters_no_stage_and_tells_of_those_it_names() {
        let mut history = testing::history(&[(0, 1), (2, 3), (3, 7)]);
        history.edit(|entries| entries[2].path_unknown = true);
        let attempt = &history.attempts(day(31))[0];
        assert!(attempt.unknown_path && attempt.is_won());
        assert_eq!([0, 1, 2].map(|stage| attempt.entered(stage)), [None; 3]);
        assert_eq!([0, 1, 2].map(|stage| attempt.tells_of(stage)), [Some(day(1)), None, Some(day(3))]);
        assert_eq!(attempt.stays.iter().map(|stay| stay.end_known).collect::<Vec<_>>(), [true, false]);
        assert!(!history.attempts(day(6))[0].unknown_path);
    }

    /// What an attempt is: its pipeline, start, first stage that counts, end and stages.
    type Row = (u16, Day, usize, Option<Day>, Vec<usize>);

    fn rows(history: &[(u16, u16, u32)]) -> Vec<Row> {
        let all = testing::history_over(history).attempts(day(31)).into_owned();
        let stages = |own: &Attempt| own.stays.iter().map(|stay| stay.stage).collect();
        all.iter().map(|own| (own.pipeline, own.start, own.start_stage, own.end(), stages(own))).collect()
    }

    #[test]
    fn another_pipeline_ends_one_and_begins_the_next() {
        let there_and_back = [(0, 0, 1), (0, 1, 3), (1, 1, 5), (0, 0, 9), (0, 3, 12)];
        let expected = [
            (0, day(1), 0, Some(day(5)), vec![0, 1]),
            (1, day(5), 0, Some(day(9)), vec![1]),
            (0, day(9), 0, Some(day(12)), vec![0]),
        ];
        assert_eq!(rows(&there_and_back), expected);
        let all = testing::history_over(&there_and_back).attempts(day(31)).into_owned();
        assert_eq!(all.iter().map(|own| own.came).collect::<Vec<_>>(), [false, true, true]);
        assert_eq!(
            all.iter().map(|own| own.transferred).collect::<Vec<_>>(),
            [Some(day(5)), Some(day(9)), None]
        );
        assert_eq!(
            (all[0].open_stage(), all[0].outcome, all[0].entered(1)),
            (None, None, Some((day(3), false)))
        );
        assert_eq!(testing::history_over(&there_and_back).attempts(day(4))[0].open_stage(), Some(1));
        // what returns counts from where it restarted
        assert_eq!(rows(&[(0, 0, 1), (1, 0, 2), (0, 1, 3)])[2].2, 1);
    }

    #[test]
    fn what_was_closed_was_not_open_to_go_elsewhere() {
        let won_before = [(0, 0, 1), (0, 3, 3), (1, 0, 5)];
        let all = testing::history_over(&won_before).attempts(day(31)).into_owned();
        assert_eq!((all[0].transferred, all[0].is_won(), all[1].came), (None, true, true));
        assert_eq!((all.len(), all[1].open_stage()), (2, Some(0)));
        // won there at once: the way there is not known, that of before is
        let straight = testing::history_over(&[(0, 1, 1), (1, 3, 5)]).attempts(day(31)).into_owned();
        assert_eq!((straight[0].unknown_path, straight[0].transferred), (false, Some(day(5))));
        assert_eq!((straight[1].unknown_path, straight[1].is_won()), (true, true));
    }

    #[test]
    fn what_closed_it_says_whether_it_counts() {
        let mut history = testing::history(&[(0, 1), (4, 3), (3, 5), (0, 7), (4, 9)]);
        history.edit(|entries| (entries[1].disqualified, entries[4].disqualified) = (true, true));
        let told = |until| history.attempts(day(until)).iter().map(|a| a.disqualified).collect::<Vec<_>>();
        assert_eq!(
            [told(2), told(4), told(8), told(9)],
            [vec![false], vec![true], vec![false, false], vec![false, true]]
        );
    }

    #[test]
    fn entering_a_stage_or_a_further_one() {
        let skips = &of(&[(0, 1), (2, 3), (1, 5), (3, 7)], 31)[0];
        assert_eq!(skips.entered(0), Some((day(1), false)));
        assert_eq!(skips.entered(1), Some((day(3), true)));
        assert_eq!(skips.entered(2), Some((day(3), false)));
        assert_eq!(skips.entered(3), Some((day(7), true)));
        let again = &of(&[(0, 1), (4, 2), (1, 3), (0, 4)], 31)[1];
        assert_eq!((again.entered(0), again.entered(1)), (None, Some((day(3), false))));
        assert_eq!(again.entered(2), None);
    }
}
