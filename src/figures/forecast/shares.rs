//! What became of the leads that were open at earlier cut-offs.

use super::course::Course;

/// How many days before a cut-off are learnt from.
pub const LEARNT_DAYS: i32 = 730;

/// Won of so many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WonShare {
    /// Won in time.
    pub won: u32,
    /// All.
    pub n: u32,
}

impl WonShare {
    /// The mean of a beta-binomial posterior: won of n beside `weight` others of
    /// which the share `prior` was won (Gelman and others, Bayesian Data Analysis,
    /// section 2.4).
    pub fn towards(self, prior: f64, weight: f64) -> f64 {
        (f64::from(self.won) + weight * prior) / (f64::from(self.n) + weight)
    }

    /// Won / n; `None` of none.
    pub fn value(self) -> Option<f64> {
        (self.n > 0).then(|| f64::from(self.won) / f64::from(self.n))
    }
}

/// The leads open at each cut-off by stage, and how many were won after how many days.
#[derive(Clone, Debug)]
pub struct Shares {
    cuts: Vec<i32>,
    stages: usize,
    longest: usize,
    /// By cut-off and stage.
    open: Vec<u32>,
    /// By cut-off, stage and days from 0 to the longest: won by then.
    won: Vec<u32>,
    /// The days that attempts began and ended, where they did, and whether they were
    /// won; nothing of those that went to another pipeline.
    spans: Vec<(i32, i32, Option<bool>)>,
}

impl Shares {
    /// Follows attempts from each cut-off on for up to so many days.
    pub fn of(courses: &[Course], cuts: &[i32], stages: usize, longest: i32) -> Self {
        let longest = usize::try_from(longest.clamp(1, 4 * 366)).unwrap_or(1);
        let (mut open, mut won) =
            (vec![0; cuts.len() * stages], vec![0; cuts.len() * stages * (longest + 1)]);
        for course in courses {
            let first = cuts.partition_point(|cut| *cut < course.start());
            for (at, cut) in cuts.iter().enumerate().skip(first).take_while(|(_, cut)| **cut < course.end) {
                let Some(place) = course.at(*cut) else { continue };
                let row = at * stages + place.stage;
                open[row] += 1;
                let days = usize::try_from(course.end - cut).unwrap_or(usize::MAX);
                if course.won && days <= longest {
                    won[row * (longest + 1) + days] += 1;
                }
            }
        }
        for row in won.chunks_mut(longest + 1) {
            for day in 1..row.len() {
                row[day] += row[day - 1];
            }
        }
        let spans = courses
            .iter()
            .map(|course| (course.start(), course.end, (!course.left).then_some(course.won)))
            .collect();
        Self { cuts: cuts.to_vec(), stages, longest, open, won, spans }
    }

    /// Of the leads open at cut-offs before `day`, whose so many days were over by
    /// then, how many were won within these days: by stage.
    pub fn by_stage(&self, day: i32, days: i32) -> Vec<WonShare> {
        let mut shares = vec![WonShare::default(); self.stages];
        let Some(within) = usize::try_from(days).ok().filter(|days| *days <= self.longest) else {
            return shares;
        };
        for (at, cut) in self.cuts.iter().enumerate() {
            if cut.saturating_add(days) > day || day - cut > LEARNT_DAYS || *cut >= day {
                continue;
            }
            for (stage, share) in shares.iter_mut().enumerate() {
                let row = at * self.stages + stage;
                share.n += self.open[row];
                share.won += self.won[row * (self.longest + 1) + within];
            }
        }
        shares
    }

    /// Whether of any cut-off it is known what became of its leads within so many days.
    pub fn tells(&self, day: i32, days: i32) -> bool {
        self.by_stage(day, days).iter().any(|share| share.n > 0)
    }

    /// The share of all of them. Where no cut-off is old enough: by the rates at
    /// which open leads were won and lost a day, occurrences / exposure, held to be
    /// constant: w / (w + l) × (1 − exp(−(w + l) × days)).
    pub fn base(&self, by_stage: &[WonShare], day: i32, days: i32) -> f64 {
        let sum = |sum: WonShare, one: &WonShare| WonShare { won: sum.won + one.won, n: sum.n + one.n };
        let share = by_stage.iter().fold(WonShare::default(), sum).value();
        share.unwrap_or_else(|| self.at_constant_rates(day, days))
    }

    fn at_constant_rates(&self, day: i32, days: i32) -> f64 {
        let (mut won, mut lost, mut exposure) = (0.0, 0.0, 0.0);
        for (start, end, is_won) in &self.spans {
            if *start > day {
                continue;
            }
            exposure += f64::from((*end).min(day) - start);
            match (*end <= day, is_won) {
                (true, Some(true)) => won += 1.0,
                (true, Some(false)) => lost += 1.0,
                _ => {}
            }
        }
        let closed: f64 = won + lost;
        if closed == 0.0 {
            return 0.0;
        }
        won / closed * -libm::expm1(-closed / f64::max(exposure, 1.0) * f64::from(days))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::forecast::course::CourseStay;

    /// By hand: open at the cut-offs 100 and 130 are three, then two leads; of the first
    /// three one was won within 20 days and a second within 30.
    #[test]
    fn by_hand() {
        let course = |from, to, won| Course {
            stays: vec![CourseStay { stage: 0, from, to }],
            end: to,
            won,
            ..Course::default()
        };
        let courses = [
            course(90, 120, true),
            course(95, 130, true),
            course(100, 140, false),
            course(130, Course::OPEN, false),
        ];
        let shares = Shares::of(&courses, &[100, 130], 1, 90);
        let at = |day, days| shares.by_stage(day, days)[0];
        assert_eq!(at(130, 20), WonShare { won: 1, n: 3 });
        assert_eq!(at(130, 30), WonShare { won: 2, n: 3 });
        // The second cut-off's days are over by 160 and not before.
        assert_eq!((at(159, 30), at(160, 30)), (WonShare { won: 2, n: 3 }, WonShare { won: 2, n: 5 }));
        assert_eq!(at(129, 30), WonShare::default());
        assert!(shares.tells(160, 30) && !shares.tells(129, 30));
        assert!((at(160, 30).towards(0.1, 20.0) - 4.0 / 25.0).abs() < 1e-12);
        // One won and none lost in 30 + 25 + 20 lead days by day 120, constant rates.
        let expected = 1.0 - (-10.0_f64 / 75.0).exp();
        assert!((shares.base(&[WonShare::default()], 120, 10) - expected).abs() < 1e-12);
        assert_eq!(shares.base(&[WonShare::default()], 95, 10), 0.0);
    }
}
