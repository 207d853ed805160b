//! How the chances of open leads are found.

use rayon::prelude::*;

use super::aimed::{Aim, credits, minor};
use super::chances::{AskedLead, ForecastMethod, LearntChances, PastCourses};
use super::course::StagePlace;
use super::gather::{number, place};
use super::misses::Adjustment;
use super::spread::shifted;
use super::trials::MayWin;
use crate::figures::{Tracked, View};
use crate::pipeline::{Day, Decimal};

/// How the chances of open leads are found.
pub struct LeadChances<'c, 'w> {
    /// The pipeline.
    pub view: &'c View<'w>,
    /// What is learnt from.
    pub past: &'c PastCourses,
    /// The method.
    pub method: ForecastMethod,
    /// What earlier misses taught.
    pub adjustment: Adjustment,
    /// The days ahead.
    pub steps: &'c [i32],
}

impl LeadChances<'_, '_> {
    /// Each open lead with its chances by each step.
    pub fn leads(&self, open: &[(&Tracked<'_>, usize)], aims: &[Aim<'_>]) -> Vec<MayWin> {
        let as_of = self.view.as_of;
        let waits = |tracked: &Tracked<'_>| waits(tracked, as_of);
        let mut days: Vec<i32> = open
            .iter()
            .map(|(tracked, _)| waits(tracked))
            .flat_map(|waits| self.steps.iter().map(move |step| step - waits))
            .filter(|days| *days > 0)
            .collect();
        days.sort_unstable();
        days.dedup();
        let places: Vec<Option<StagePlace>> = open.iter().map(|(tracked, _)| place(tracked, as_of)).collect();
        let asked: Vec<StagePlace> = places.iter().flatten().copied().collect();
        let learnt = LearntChances::by(self.past, number(as_of), &days, &asked);
        let config = &self.view.workspace.config;
        let lead = |((tracked, _), place): (&(&Tracked<'_>, usize), &Option<StagePlace>)| {
            let at = |step: &i32| days.binary_search(&(step - waits(tracked))).ok();
            let mut chances: Vec<f64> = match place {
                Some(place) => {
                    self.steps.iter().map(|step| self.chance(tracked, *place, at(step), &learnt)).collect()
                }
                None => vec![0.0; self.steps.len()],
            };
            for step in (1..chances.len()).rev() {
                chances[step - 1] = chances[step - 1].min(chances[step]);
            }
            let value = tracked.value.map_or(0, |value| minor(value, config));
            MayWin { chances, value, credits: credits(aims, &tracked.lead.id) }
        };
        open.par_iter().zip(&places).map(lead).collect()
    }

    /// `at` is the place of the days ahead; `None` where the lead is on hold till then.
    fn chance(
        &self,
        tracked: &Tracked<'_>,
        place: StagePlace,
        at: Option<usize>,
        learnt: &LearntChances,
    ) -> f64 {
        let Some(at) = at else { return 0.0 };
        let today = number(self.view.as_of);
        let lead = AskedLead { place, due: tracked.lead.expected_close.map(|day| number(day) - today) };
        match percent(tracked.lead.probability) {
            Some(own) => learnt.owned(own, self.method, lead, at),
            None => shifted(learnt.chance(self.method, lead, at), self.adjustment.shift),
        }
    }
}

/// Days until its hold ends: a lead on hold counts from then on.
pub fn waits(tracked: &Tracked<'_>, as_of: Day) -> i32 {
    hold_of(tracked, as_of).map_or(0, |until| number(until) - number(as_of))
}

/// Until when a lead is on hold.
pub fn hold_of(tracked: &Tracked<'_>, as_of: Day) -> Option<Day> {
    tracked.lead.hold.as_ref().filter(|_| tracked.lead.is_held(as_of)).map(|hold| hold.until)
}

/// A percentage as a share.
pub fn percent(percent: Option<Decimal>) -> Option<f64> {
    let percent: f64 = percent?.try_into().ok()?;
    Some((percent / 100.0).clamp(0.0, 1.0))
}
