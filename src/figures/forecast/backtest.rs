//! What each method would have said at earlier cut-offs, beside what happened.

use rayon::prelude::*;

use super::chances::{AskedLead, ForecastMethod, LearntChances, PastCourses};
use super::course::{Course, StagePlace};
use super::spread::Crowd;

/// For how many days ahead methods are tried.
pub const HORIZONS: [i32; 2] = [30, 90];

/// How far back is looked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BackLook {
    /// Two years, and all numbers of days ahead.
    Whole,
    /// One year, and the fewest days ahead: what a choice needs at least.
    Brief,
}

/// What is tried: a method, or what people use elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tried {
    /// One of ours.
    Method(ForecastMethod),
    /// The configured percentages of the stages.
    Configured,
    /// The share of the closed attempts of a stage that were won, whatever the days.
    WonEver,
}

impl Tried {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Method(ForecastMethod::Base),
        Self::Method(ForecastMethod::Stage),
        Self::Method(ForecastMethod::History),
        Self::Method(ForecastMethod::Dates),
        Self::Configured,
        Self::WonEver,
    ];

    /// The word used in outputs.
    pub fn word(self) -> &'static str {
        match self {
            Self::Method(method) => method.word(),
            Self::Configured => "configured",
            Self::WonEver => "won_ever",
        }
    }
}

/// A cut-off, so many days ahead.
#[derive(Clone, Debug)]
pub struct CutRow {
    /// The cut-off.
    pub cut: i32,
    /// For how many days.
    pub days: i32,
    /// For each of [`Tried::ALL`] the leads open then by their chances; `None`
    /// where it cannot be tried.
    pub crowds: [Option<Crowd>; 6],
}

impl CutRow {
    /// What one of them said.
    pub fn of(&self, tried: Tried) -> Option<&Crowd> {
        let at = Tried::ALL.iter().position(|one| *one == tried)?;
        self.crowds[at].as_ref()
    }
}

/// Tries everything at the cut-offs of the days learnt from whose days are over by
/// `day`; `configured` are the stages' chances. Nothing after a cut-off is used for it.
pub fn rows(past: &PastCourses, day: i32, configured: &[Option<f64>], look: BackLook) -> Vec<CutRow> {
    let (back, horizons) = match look {
        BackLook::Whole => (super::shares::LEARNT_DAYS, &HORIZONS[..]),
        BackLook::Brief => (super::shares::LEARNT_DAYS / 2, &HORIZONS[..1]),
    };
    let recent = |cut: &&i32| **cut < day && day - **cut <= back;
    let cuts: Vec<i32> = past.cuts.iter().filter(recent).copied().collect();
    cuts.par_iter().flat_map_iter(|cut| at(past, *cut, day, configured, horizons)).collect()
}

fn at(past: &PastCourses, cut: i32, day: i32, configured: &[Option<f64>], horizons: &[i32]) -> Vec<CutRow> {
    let over = |days: &&i32| cut + **days <= day && past.shares.tells(cut, **days);
    let horizons: Vec<i32> = horizons.iter().filter(over).copied().collect();
    if horizons.is_empty() {
        return Vec::new();
    }
    let open: Vec<(&Course, StagePlace)> =
        past.courses.iter().filter_map(|course| Some((course, course.at(cut)?))).collect();
    if open.is_empty() {
        return Vec::new();
    }
    let places: Vec<StagePlace> = open.iter().map(|(_, place)| *place).collect();
    let learnt = LearntChances::by(past, cut, &horizons, &places);
    let row = |(at, days): (usize, &i32)| {
        let crowd = |tried| {
            let chance = |(course, place): &(&Course, StagePlace)| {
                let p = match tried {
                    Tried::Method(method) => {
                        let due = course.expected(cut).map(|expected| expected - cut);
                        learnt.chance(method, AskedLead { place: *place, due }, at)
                    }
                    Tried::Configured => configured[place.stage]?,
                    Tried::WonEver => learnt.won_ever(place.stage),
                };
                Some((p, course.is_won_within(cut, *days)))
            };
            let mut leads: Vec<(f64, bool)> = open.iter().filter_map(chance).collect();
            let unknown = tried == Tried::Method(ForecastMethod::Dates) && past.slips.is_empty();
            (!unknown && !leads.is_empty()).then(|| Crowd::of(&mut leads))
        };
        CutRow { cut, days: *days, crowds: Tried::ALL.map(crowd) }
    };
    horizons.iter().enumerate().map(row).collect()
}
