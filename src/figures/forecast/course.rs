//! An attempt as a forecast sees it: days as numbers, and nothing else.

use std::sync::Arc;

/// A stay in an open stage; days are counted from the common era.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CourseStay {
    /// The stage's index.
    pub stage: usize,
    /// The day it began.
    pub from: i32,
    /// The day it ended; [`Course::OPEN`] where it lasts.
    pub to: i32,
}

/// An attempt that began in an open stage.
#[derive(Clone, Debug, Default)]
pub struct Course {
    /// Its stays in open stages, in order; at least one.
    pub stays: Vec<CourseStay>,
    /// The day it closed, or the lead went to another pipeline; [`Course::OPEN`] where
    /// it is open.
    pub end: i32,
    /// Whether it ended by going to another pipeline: neither won nor lost by then.
    pub left: bool,
    /// Whether it closed won. What was disqualified was open until then, and not won.
    pub won: bool,
    /// What commits said of it, oldest first.
    pub told: Arc<[ToldThen]>,
}

/// What a commit said of a lead.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ToldThen {
    /// The day it was written down.
    pub day: i32,
    /// The closing that was expected from then on.
    pub expected: Option<i32>,
    /// Until when it was on hold from then on.
    pub held: Option<i32>,
}

/// Where an open attempt is on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StagePlace {
    /// The stage's index.
    pub stage: usize,
    /// Days since it entered it.
    pub age: i32,
}

impl Course {
    /// The day after all others.
    pub const OPEN: i32 = i32::MAX;

    /// The day it began.
    pub fn start(&self) -> i32 {
        self.stays.first().map_or(Self::OPEN, |stay| stay.from)
    }

    /// Where it is at the end of a day; `None` before it began and after it closed.
    pub fn at(&self, day: i32) -> Option<StagePlace> {
        let stay = self.stays.iter().rev().find(|stay| stay.from <= day).filter(|_| day < self.end)?;
        Some(StagePlace { stage: stay.stage, age: day - stay.from })
    }

    /// Whether it was won after a day and within so many days of it.
    pub fn is_won_within(&self, day: i32, days: i32) -> bool {
        self.won && day < self.end && self.end <= day.saturating_add(days)
    }

    /// The closing that was expected on a day.
    pub fn expected(&self, day: i32) -> Option<i32> {
        self.said(day)?.expected
    }

    /// For how many days after a day it was on hold, as was known on that day.
    pub fn waits(&self, day: i32) -> i32 {
        let held = self.said(day).and_then(|told| told.held);
        held.map_or(0, |until| (until - day).max(0))
    }

    fn said(&self, day: i32) -> Option<&ToldThen> {
        self.told.iter().rev().find(|told| told.day <= day)
    }
}
