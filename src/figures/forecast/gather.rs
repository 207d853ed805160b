//! From a pipeline to what a forecast needs of it.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{Datelike, Months};
use rayon::prelude::*;

use super::arrivals::Arrivals;
use super::chances::PastCourses;
use super::course::{Course, CourseStay, StagePlace, ToldThen};
use crate::figures::{Expectation, Followed, Incidence, Tracked, View};
use crate::pipeline::{Attempt, Day, Period};

/// A day as a number.
pub fn number(day: Day) -> i32 {
    day.num_days_from_ce()
}

/// For how many months cut-offs are looked at: what is tried at those of the past
/// two years is learnt from those of two years before each.
const MONTHS: u32 = 48;

/// The last days of the months before a day, in order.
pub fn cut_offs(as_of: Day) -> Vec<i32> {
    let first = as_of.with_day(1).unwrap_or(as_of);
    let months = (0..MONTHS).rev().filter_map(|back| first.checked_sub_months(Months::new(back)));
    months.filter_map(|month| month.pred_opt()).map(number).collect()
}

/// What commits said, by lead.
pub type Told = HashMap<String, Arc<[ToldThen]>>;

/// What commits said of expected dates and holds, by lead, up to the as-of date.
pub fn told(expectations: &[Expectation], as_of: Day) -> Told {
    let mut by_lead: HashMap<&str, Vec<ToldThen>> = HashMap::new();
    for told in expectations.iter().filter(|told| told.day <= as_of) {
        let [expected, held] = [told.expected, told.held].map(|day| day.map(number));
        by_lead.entry(&told.id).or_default().push(ToldThen { day: number(told.day), expected, held });
    }
    by_lead.into_iter().map(|(id, told)| (id.to_owned(), told.into())).collect()
}

/// The past of a pipeline, of everybody's leads.
pub fn past(view: &View<'_>, told: &Told, longest: i32) -> PastCourses {
    let of = |tracked: &Tracked<'_>| {
        let told = told.get(tracked.lead.id.as_str()).cloned().unwrap_or_default();
        let lost = tracked.disqualified.iter().map(|attempt| (attempt, false));
        let each = tracked.attempts.iter().map(|attempt| (attempt, true)).chain(lost);
        each.filter_map(|(attempt, counts)| course(attempt, counts, &told)).collect::<Vec<Course>>()
    };
    let courses = view.all().par_iter().flat_map_iter(of).collect();
    PastCourses::new(courses, view.pipeline.open_stages(), cut_offs(view.as_of), longest)
}

/// `None` of what was created closed.
fn course(attempt: &Attempt, counts: bool, told: &Arc<[ToldThen]>) -> Option<Course> {
    let last = attempt.stays.last()?;
    let day = |day: Option<Day>| day.map_or(Course::OPEN, number);
    let stays = attempt.stays.iter();
    let stays = stays.map(|stay| CourseStay { stage: stay.stage, from: number(stay.from), to: day(stay.to) });
    let end = attempt.end().map_or(Course::OPEN, |_| day(last.to));
    let (won, left) = (attempt.is_won() && counts, attempt.transferred.is_some());
    Some(Course { stays: stays.collect(), end, left, won, told: told.clone() })
}

/// Where an open lead is at the as-of date.
pub fn place(tracked: &Tracked<'_>, as_of: Day) -> Option<StagePlace> {
    let stay = tracked.attempts.last()?.stays.last()?;
    Some(StagePlace { stage: stay.stage, age: number(as_of) - number(stay.from) })
}

/// The days to the as-of date.
pub fn days_to(as_of: Day, days: u64) -> Period {
    let from = as_of.checked_sub_days(chrono::Days::new(days - 1)).unwrap_or(Day::MIN);
    Period { from, to: as_of }
}

/// Arrivals are those of this many days.
const WATCHED: i32 = 365;
/// Fewer days than this are no measure of a rate.
const FEWEST: i32 = 30;

/// How leads come in: those a view is about, of the last year; how likely each is
/// won by everybody's of two years. What is created won is won on its first day.
pub fn arrivals(view: &View<'_>) -> Arrivals {
    let today = number(view.as_of);
    let mut followed = Vec::new();
    let mut first = today;
    for tracked in view.all() {
        let lost = tracked.disqualified.iter().map(|attempt| (attempt, Some(false)));
        let each = tracked.attempts.iter().map(|own| (own, own.outcome.map(|outcome| outcome.won)));
        for (attempt, won) in each.chain(lost) {
            let start = number(attempt.start);
            first = first.min(start);
            if today - start < super::shares::LEARNT_DAYS {
                let until = attempt.end().map_or(today, number);
                followed.push(Followed { days: (until - start).into(), won });
            }
        }
    }
    let watched = (today - first + 1).clamp(FEWEST, WATCHED);
    let recent = |attempt: &&Attempt| today - number(attempt.start) < watched;
    let mine = view.each().map(|tracked| {
        let attempts = tracked.attempts.iter().chain(&tracked.disqualified);
        attempts.filter(recent).filter(|attempt| view.is_mine(tracked, attempt)).count() as u64
    });
    let came = mine.sum::<u64>();
    Arrivals { came, rate: came as f64 / f64::from(watched), curve: Incidence::of(followed) }
}
