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
    // A lead on hold counts from the day its hold ends, where that was known then.
    let ahead = horizons.iter().flat_map(|days| open.iter().map(move |(course, _)| days - course.waits(cut)));
    let mut asked: Vec<i32> = ahead.filter(|days| *days > 0).collect();
    asked.sort_unstable();
    asked.dedup();
    let learnt = LearntChances::by(past, cut, &asked, &places);
    let row = |days: &i32| {
        let crowd = |tried| {
            let chance = |(course, place): &(&Course, StagePlace)| {
                let p = match tried {
                    Tried::Method(method) => {
                        let due = course.expected(cut).map(|expected| expected - cut);
                        let at = asked.binary_search(&(days - course.waits(cut))).ok();
                        at.map_or(0.0, |at| learnt.chance(method, AskedLead { place: *place, due }, at))
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
    horizons.iter().map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::forecast::course::{CourseStay, ToldThen};

    /// One lead is on hold until day 700, as was written down on day 520: at the cut-offs
    /// before that nobody knew, and at those after it no win is expected of it in time.
    #[test]
    fn a_hold_counts_from_the_day_it_was_set() {
        let course = |from, end, won| {
            let stays = vec![CourseStay { stage: 0, from, to: end }];
            Course { stays, end, won, ..Course::default() }
        };
        let mut courses: Vec<Course> = (0..60).map(|at| course(at * 10, at * 10 + 45, at % 3 == 0)).collect();
        let told = [ToldThen { day: 520, expected: None, held: Some(700) }];
        courses.push(Course { told: told.into(), ..course(480, Course::OPEN, false) });
        let past = PastCourses::new(courses, 1, (1..24).map(|month| month * 30).collect(), 90);
        let without = |row: &CutRow| {
            let crowd = row.of(Tried::Method(ForecastMethod::Base)).unwrap();
            crowd.0.iter().filter(|alike| alike.p == 0.0).map(|alike| alike.n).sum::<f64>()
        };
        let rows = rows(&past, 720, &[None], BackLook::Whole);
        let of = |days: i32| rows.iter().filter(move |row| row.days == days && row.cut > 400);
        let near: Vec<_> = of(30).map(|row| (row.cut, without(row))).collect();
        let after = [540, 570, 600, 630, 660];
        assert!(near.iter().all(|(cut, n)| *n == f64::from(u8::from(after.contains(cut)))), "{near:?}");
        assert_eq!(near.last().map(|own| own.0), Some(690), "from there on some days are left");
        let far: Vec<_> = of(90).map(|row| (row.cut, without(row))).collect();
        assert!(
            far.iter().all(|(cut, n)| *n == f64::from(u8::from([540, 570, 600].contains(cut)))),
            "{far:?}"
        );
    }
}
