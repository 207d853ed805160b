//! How far from the day they were expected leads were won.

use super::course::Course;
use super::shares::LEARNT_DAYS;

/// For leads open at cut-offs whose closing was expected on a day, how many days
/// later than that they were won.
#[derive(Clone, Debug, Default)]
pub struct ExpectedSlips {
    /// The cut-off, the day it was won, and by how many days later, in this order.
    all: Vec<(i32, i32, i32)>,
}

/// The same as far as a day knows, in order.
#[derive(Clone, Debug, Default)]
pub struct KnownSlips(Vec<i32>);

impl ExpectedSlips {
    /// Follows attempts that were won from each cut-off on.
    pub fn of(courses: &[Course], cuts: &[i32]) -> Self {
        let won = courses.iter().filter(|course| course.won && !course.told.is_empty());
        let slip = |course: &Course, cut: i32| {
            course.at(cut)?;
            Some((cut, course.end, course.end - course.expected(cut)?))
        };
        let all = won.flat_map(|course| cuts.iter().filter_map(move |cut| slip(course, *cut)));
        Self { all: all.collect() }
    }

    /// Whether there is any.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// What a day knows of them.
    pub fn known(&self, day: i32) -> KnownSlips {
        let known = self.all.iter().filter(|(cut, won, _)| *won <= day && day - cut <= LEARNT_DAYS);
        let mut slips: Vec<i32> = known.map(|(_, _, slip)| *slip).collect();
        slips.sort_unstable();
        KnownSlips(slips)
    }
}

impl KnownSlips {
    /// Of what will be won at all and is expected in `due` days, or was `-due` days
    /// ago, the share that is won within `days`: of the slips that are still
    /// possible, beside `weight` others of which the share is `prior`.
    pub fn share(&self, due: i32, days: i32, prior: f64, weight: f64) -> f64 {
        let up_to = |slip: i32| self.0.partition_point(|own| *own <= slip);
        let (gone, then) = (up_to(-due), up_to(days.saturating_sub(due)));
        ((then - gone) as f64 + weight * prior) / ((self.0.len() - gone) as f64 + weight)
    }
}
