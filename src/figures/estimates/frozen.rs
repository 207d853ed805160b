//! Frozen forecasts beside what happened.

use std::collections::HashMap;

use super::{FrozenScore, FrozenTotal};
use crate::figures::{FrozenForecast, FrozenPipeline, Rate, Tracked, View, WinsBelow};
use crate::pipeline::{Day, Decimal};
use crate::workspace::MergedIds;

/// The sums of squared differences: of its chances, and of their mean.
type Squares = (f64, f64);

/// The frozen forecasts of a pipeline.
#[derive(Default)]
pub struct JudgedForecasts {
    /// Those that can be judged by the as-of date, oldest first.
    pub scores: Vec<(FrozenScore, Squares)>,
    /// How many were made only after the day that they would be judged by.
    pub hindsight: u64,
}

/// The forecasts of everybody's leads; none of a part of the leads, since none was made
/// of these.
pub fn judged(view: &View<'_>, frozen: &[FrozenForecast]) -> JudgedForecasts {
    let filter = view.filter();
    if filter.owner.is_some() || filter.group.is_some() || filter.only.is_some() {
        return JudgedForecasts::default();
    }
    let leads = LeadsNow::of(view);
    let of = |forecast: &FrozenForecast| {
        let own = forecast.pipelines.iter().find(|own| own.id == view.pipeline.id)?;
        score(view, forecast, own, &leads)
    };
    let all = frozen.iter().filter(|forecast| forecast.as_of < view.as_of).filter_map(of);
    let (mut scores, late): (Vec<_>, Vec<_>) = all.partition(|(score, _)| score.made <= score.until);
    scores.sort_by_key(|(score, _)| score.date);
    JudgedForecasts { scores, hindsight: late.len() as u64 }
}

/// The leads that there are now.
struct LeadsNow<'v, 'w> {
    by_id: HashMap<&'v str, &'v Tracked<'w>>,
    merged: MergedIds<'v>,
}

impl<'v, 'w> LeadsNow<'v, 'w> {
    fn of(view: &'v View<'w>) -> Self {
        let by_id = view.all().iter().map(|tracked| (tracked.lead.id.as_str(), tracked));
        Self { by_id: by_id.collect(), merged: MergedIds::of(&view.workspace.leads) }
    }

    /// The lead that an id means now.
    fn tracked(&self, id: &str) -> Option<&'v Tracked<'w>> {
        self.by_id.get(self.merged.now(id)).copied()
    }
}

fn score(
    view: &View<'_>,
    forecast: &FrozenForecast,
    own: &FrozenPipeline,
    leads: &LeadsNow<'_, '_>,
) -> Option<(FrozenScore, Squares)> {
    let at = own.months.iter().rposition(|month| month.until <= view.as_of)?;
    let (month, n) = (&own.months[at], own.leads.len() as u64);
    let (mut won, mut gone, mut squares) = (WinsBelow::default(), 0, (0.0, 0.0));
    let chances = own.leads.iter().map(|lead| lead.months.get(at).copied().unwrap_or(lead.p));
    let mean = chances.clone().sum::<f64>() / (n as f64).max(1.0);
    let mut value = Decimal::ZERO;
    for (lead, p) in own.leads.iter().zip(chances) {
        let found = leads.tracked(&lead.id);
        gone += u64::from(found.is_none());
        let hit = found.filter(|tracked| is_won(tracked, forecast.as_of, month.until));
        if let Some(tracked) = hit {
            won.count += 1;
            value = value.saturating_add(tracked.value.unwrap_or_default());
        }
        let outcome = f64::from(u8::from(hit.is_some()));
        squares = (squares.0 + (p - outcome).powi(2), squares.1 + (mean - outcome).powi(2));
    }
    won.value = view.round(value);
    let per_lead = |sum: f64| (n > 0).then(|| sum / n as f64);
    let held = month.band.p10.zip(month.band.p90);
    let score = FrozenScore {
        date: forecast.as_of,
        made: forecast.made.max(forecast.as_of),
        until: month.until,
        over: month.until == forecast.until,
        method: own.method.id,
        n,
        gone,
        expected: month.band.expected,
        p10: month.band.p10,
        p90: month.band.p90,
        won,
        held: held.map(|(low, high)| low.count <= won.count && won.count <= high.count),
        brier: per_lead(squares.0),
        alike: per_lead(squares.1),
    };
    Some((score, squares))
}

/// Whether a lead was won after a day and up to another.
fn is_won(tracked: &Tracked<'_>, after: Day, until: Day) -> bool {
    let outcomes = tracked.attempts.iter().filter_map(|attempt| attempt.outcome);
    outcomes.into_iter().any(|outcome| outcome.won && after < outcome.day && outcome.day <= until)
}

/// All of them; `None` of none.
pub fn together(scores: &[(FrozenScore, Squares)]) -> Option<FrozenTotal> {
    let sum = |get: &dyn Fn(&(FrozenScore, Squares)) -> f64| scores.iter().map(get).sum::<f64>();
    let count = |get: &dyn Fn(&FrozenScore) -> u64| scores.iter().map(|(score, _)| get(score)).sum::<u64>();
    let n = count(&|score| score.n);
    let per_lead = |sum: f64| (n > 0).then(|| sum / n as f64);
    (!scores.is_empty()).then(|| FrozenTotal {
        forecasts: scores.len() as u64,
        later: count(&|score| u64::from(score.made > score.date)),
        n,
        expected: sum(&|(score, _)| score.expected.count),
        won: count(&|score| score.won.count),
        brier: per_lead(sum(&|(_, squares)| squares.0)),
        alike: per_lead(sum(&|(_, squares)| squares.1)),
        held: Rate::new(
            count(&|score| u64::from(score.held == Some(true))),
            count(&|score| u64::from(score.held.is_some())),
        ),
    })
}
