//! How likely an open lead is won within so many days, by each method.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::course::{Course, StagePlace};
use super::landmark::Landmarks;
use super::shares::{Shares, WonShare};
use super::slips::{ExpectedSlips, KnownSlips};

/// How chances are found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ForecastMethod {
    /// The share of all leads open at earlier cut-offs that were won in as many days.
    Base,
    /// The same by stage.
    Stage,
    /// By the age in the stage.
    History,
    /// By when the closing is expected.
    Dates,
}

impl ForecastMethod {
    /// All of them, the simplest first.
    pub const ALL: [Self; 4] = [Self::Base, Self::Stage, Self::History, Self::Dates];

    /// The word used in outputs.
    pub fn word(self) -> &'static str {
        match self {
            Self::Base => "base",
            Self::Stage => "stage",
            Self::History => "history",
            Self::Dates => "dates",
        }
    }
}

/// How many leads the base share weighs beside those of a stage.
pub const STAGE_WEIGHT: f64 = 20.0;
/// How many attempts the stage's share weighs beside those at risk at an age.
pub const AGE_WEIGHT: f64 = 30.0;
/// How many slips the history's timing weighs beside those known.
pub const SLIP_WEIGHT: f64 = 10.0;

/// What is learnt from: the attempts of a pipeline, and what became of those open
/// at its cut-offs.
#[derive(Clone, Debug)]
pub struct PastCourses {
    /// The attempts.
    pub courses: Vec<Course>,
    /// How many open stages there are.
    pub stages: usize,
    /// The cut-offs, in order.
    pub cuts: Vec<i32>,
    /// What became of the leads open at them.
    pub shares: Shares,
    /// How dates slipped.
    pub slips: ExpectedSlips,
}

impl PastCourses {
    /// Of attempts; horizons are up to so many days.
    pub fn new(courses: Vec<Course>, stages: usize, cuts: Vec<i32>, longest: i32) -> Self {
        let shares = Shares::of(&courses, &cuts, stages, longest);
        let slips = ExpectedSlips::of(&courses, &cuts);
        Self { courses, stages, cuts, shares, slips }
    }
}

/// What is learnt by a day, for some numbers of days ahead.
#[derive(Clone, Debug)]
pub struct LearntChances {
    days: Vec<i32>,
    base: Vec<f64>,
    stage: Vec<Vec<f64>>,
    /// Won / closed of all, and of the attempts that were in each stage.
    ever: (f64, Vec<f64>),
    /// By stage and age.
    ages: Vec<Vec<Option<AtAge>>>,
    slips: KnownSlips,
}

/// What history says of an age in a stage.
#[derive(Clone, Debug)]
pub struct AtAge {
    /// For each number of days ahead: the Aalen–Johansen estimate, and of how many.
    pub within: Vec<(f64, u32)>,
    /// The same for the longest time that is known.
    pub ever: (f64, u32),
}

/// A lead that is asked about.
#[derive(Clone, Copy, Debug)]
pub struct AskedLead {
    /// Where it is.
    pub place: StagePlace,
    /// Days until its closing is expected; negative where that is past.
    pub due: Option<i32>,
}

impl LearntChances {
    /// What is learnt by a day for `days` ahead, in order, and the places asked about.
    pub fn by(past: &PastCourses, day: i32, days: &[i32], places: &[StagePlace]) -> Self {
        let shares: Vec<Vec<WonShare>> = days.iter().map(|days| past.shares.by_stage(day, *days)).collect();
        let base: Vec<f64> =
            shares.iter().zip(days).map(|(by, days)| past.shares.base(by, day, *days)).collect();
        let stage = |stage: usize| {
            let each = shares.iter().zip(&base);
            each.map(|(by, base)| by[stage].towards(*base, STAGE_WEIGHT)).collect()
        };
        let stage = (0..past.stages).map(stage).collect();
        let ever = won_ever(&past.courses, past.stages, day);
        let mut asked: Vec<Vec<bool>> = vec![Vec::new(); past.stages];
        for place in places {
            let (own, age) = (&mut asked[place.stage], usize::try_from(place.age).unwrap_or_default());
            if own.len() <= age {
                own.resize(age + 1, false);
            }
            own[age] = true;
        }
        let landmarks = Landmarks::by_stage(&past.courses, past.stages, day);
        let ages = landmarks.iter().zip(&asked).map(|(landmarks, asked)| at_ages(landmarks, asked, days));
        Self { days: days.to_vec(), base, stage, ever, ages: ages.collect(), slips: past.slips.known(day) }
    }

    /// What history says of a place by itself.
    pub fn at_age(&self, place: StagePlace) -> Option<&AtAge> {
        self.ages.get(place.stage)?.get(usize::try_from(place.age).ok()?)?.as_ref()
    }

    /// The chance to be won within the `at`-th number of days.
    pub fn chance(&self, method: ForecastMethod, lead: AskedLead, at: usize) -> f64 {
        let chance = match method {
            ForecastMethod::Base => self.base[at],
            ForecastMethod::Stage => self.stage[lead.place.stage][at],
            ForecastMethod::History => self.history(lead.place, at),
            ForecastMethod::Dates => self.eventual(lead.place) * self.timing(method, lead, at),
        };
        chance.clamp(0.0, 1.0)
    }

    /// The chance of a lead whose owner says how likely it is won at all.
    pub fn owned(&self, own: f64, method: ForecastMethod, lead: AskedLead, at: usize) -> f64 {
        let known = self.eventual(lead.place) > 0.0;
        let share = match known {
            true => self.timing(method, lead, at),
            // Nothing was ever won: the expected day is all there is.
            false => f64::from(u8::from(lead.due.is_none_or(|due| due <= self.days[at]))),
        };
        (own * share).clamp(0.0, 1.0)
    }

    /// The share of what will be won at all that is won within the `at`-th number of days.
    fn timing(&self, method: ForecastMethod, lead: AskedLead, at: usize) -> f64 {
        let eventual = self.eventual(lead.place);
        let share = if eventual > 0.0 { self.history(lead.place, at) / eventual } else { 0.0 };
        let share = share.clamp(0.0, 1.0);
        match lead.due.filter(|_| method == ForecastMethod::Dates) {
            Some(due) => self.slips.share(due, self.days[at], share, SLIP_WEIGHT),
            None => share,
        }
    }

    fn history(&self, place: StagePlace, at: usize) -> f64 {
        let stage = self.stage[place.stage][at];
        self.at_age(place).map_or(stage, |age| shrunk(age.within[at], stage))
    }

    /// The chance to be won at all.
    fn eventual(&self, place: StagePlace) -> f64 {
        let stage = self.ever.1[place.stage];
        self.at_age(place).map_or(stage, |age| shrunk(age.ever, stage))
    }

    /// The share of the closed attempts of a stage that were won: what people take
    /// for a chance who forget the days.
    pub fn won_ever(&self, stage: usize) -> f64 {
        self.ever.1[stage]
    }
}

/// Of how many, beside others of which the share is `prior` (as [`WonShare::towards`]).
pub fn shrunk((value, n): (f64, u32), prior: f64) -> f64 {
    let n = f64::from(n);
    (value * n + AGE_WEIGHT * prior) / (n + AGE_WEIGHT)
}

fn at_ages(landmarks: &Landmarks, asked: &[bool], days: &[i32]) -> Vec<Option<AtAge>> {
    let mut ages: Vec<Option<AtAge>> = vec![None; asked.len()];
    landmarks.curves(asked, |age, curve| {
        let last = curve.len() - 1;
        let at = |days: usize| curve.get(days.min(last)).map_or((0.0, 0), |day| (day.won, day.known));
        let within = days.iter().map(|days| {
            let days = usize::try_from(*days).unwrap_or_default();
            let (won, known) = at(days);
            // Beyond the longest follow-up nothing is known but of those who closed.
            if days > last { (won, 0) } else { (won, known) }
        });
        ages[age] = Some(AtAge { within: within.collect(), ever: at(last) });
    });
    ages
}

fn won_ever(courses: &[Course], stages: usize, day: i32) -> (f64, Vec<f64>) {
    let (mut all, mut by_stage) = (WonShare::default(), vec![WonShare::default(); stages]);
    for course in
        courses.iter().filter(|own| !own.left && own.end <= day && day - own.end < super::shares::LEARNT_DAYS)
    {
        let mut seen = vec![false; stages];
        course.stays.iter().for_each(|stay| seen[stay.stage] = true);
        let mine = by_stage.iter_mut().zip(seen).filter_map(|(share, seen)| seen.then_some(share));
        for share in mine.chain([&mut all]) {
            share.n += 1;
            share.won += u32::from(course.won);
        }
    }
    let whole = all.value().unwrap_or_default();
    (whole, by_stage.into_iter().map(|share| share.towards(whole, STAGE_WEIGHT)).collect())
}
