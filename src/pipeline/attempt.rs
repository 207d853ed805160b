//! Attempts: a lead's ways from a start to won, lost or the date looked at.

use super::{Day, Entered, Pipeline};

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
}

/// One way of a lead through its pipeline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// 0 for the first, then 1 and so on: later ones are reopened deals.
    pub number: usize,
    /// The day it began.
    pub start: Day,
    /// Stages before this one do not count for it: 0 for a first attempt, the
    /// stage it restarted in for a later one.
    pub start_stage: usize,
    /// Its stays in open stages, in order; empty where it was created closed.
    pub stays: Vec<Stay>,
    /// How it ended; `None` while open. Won straight to lost, or back, is a
    /// correction: the last of such a run counts.
    pub outcome: Option<Outcome>,
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
        if self.outcome.is_some() { None } else { self.stays.last().map(|stay| stay.stage) }
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
    /// that far, or started beyond.
    pub fn entered(&self, stage: usize) -> Option<(Day, bool)> {
        if stage < self.start_stage {
            return None;
        }
        let visit = self.stays.iter().find(|stay| stay.stage >= stage);
        let won = self.outcome.filter(|outcome| outcome.won).map(|outcome| (outcome.day, true));
        visit.map(|stay| (stay.from, stay.stage > stage)).or(won)
    }
}

/// The attempts of a history, oldest first, as of a day: later entries do not
/// exist. Empty where the lead was created after that day. `history` is in
/// order of days.
pub fn attempts(history: &[Entered], pipeline: &Pipeline, as_of: Day) -> Vec<Attempt> {
    let open = pipeline.open_stages();
    let mut all: Vec<Attempt> = Vec::with_capacity(1);
    for (entry, entered) in history.iter().enumerate().take_while(|(_, entered)| entered.day <= as_of) {
        let stage = usize::from(entered.stage);
        match all.last_mut() {
            None => all.push(begin(0, stage, entered.day, open)),
            Some(last) if last.outcome.is_some() && stage < open => {
                let number = last.number + 1;
                all.push(begin(number, stage, entered.day, open));
            }
            Some(last) if stage < open => visit(last, stage, entered.day),
            Some(_) => {}
        }
        if stage >= open
            && let Some(last) = all.last_mut()
        {
            close(last, Outcome { won: stage == open, day: entered.day, entry });
        }
    }
    all
}

fn begin(number: usize, stage: usize, day: Day, open: usize) -> Attempt {
    let stays = if stage < open { vec![Stay { stage, from: day, to: None }] } else { Vec::new() };
    let start_stage = if number == 0 { 0 } else { stage };
    Attempt { number, start: day, start_stage, stays, outcome: None }
}

fn visit(attempt: &mut Attempt, stage: usize, day: Day) {
    match attempt.stays.last_mut() {
        Some(stay) if stay.stage == stage => {}
        last => {
            if let Some(stay) = last {
                stay.to = Some(day);
            }
            attempt.stays.push(Stay { stage, from: day, to: None });
        }
    }
}

fn close(attempt: &mut Attempt, outcome: Outcome) {
    if attempt.outcome.is_some_and(|before| before.won == outcome.won) {
        return;
    }
    attempt.outcome = Some(outcome);
    if let Some(stay) = attempt.stays.last_mut()
        && stay.to.is_none()
    {
        stay.to = Some(outcome.day);
    }
}
