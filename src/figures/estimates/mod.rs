//! **How good were we**: forecasts that were frozen, and what people said of their
//! leads, beside what happened since.

mod frozen;
mod people;
mod said;

#[cfg(test)]
mod tests;

use schemars::JsonSchema;
use serde::Serialize;

use super::{Expectation, ForecastMethod, FrozenForecast, MeanWins, Rate, View, WinsBelow};
use crate::pipeline::Day;
use frozen::JudgedForecasts;
pub use said::as_files_say;

/// How good past estimates were, as of a day.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct PastEstimates {
    /// The frozen forecasts that are judged, oldest first, each at the last of its month ends that is over.
    pub forecasts: Vec<FrozenScore>,
    /// Those that were made only after the day that they would be judged by: they are in
    /// no other figure.
    pub hindsight: u64,
    /// All that are judged; `null` where none is.
    pub together: Option<FrozenTotal>,
    /// Where it is known from what people said.
    pub source: EstimateSource,
    /// What each owner said of attempts that were closed in the two years to the as-of
    /// date, most first.
    pub people: Vec<PersonScore>,
    /// The same of everybody; `null` where nobody said anything.
    pub team: Option<PersonScore>,
}

/// Where it is known from what people said of their leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum EstimateSource {
    /// The commits of the line, and frozen forecasts.
    Commits,
    /// Frozen forecasts alone.
    Forecasts,
    /// The files as they are now: what was said last.
    Files,
}

/// A frozen forecast beside what happened.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, JsonSchema)]
pub struct FrozenScore {
    /// The date it was as of.
    pub date: Day,
    /// The day it was made; later where it was made afterwards.
    pub made: Day,
    /// The day it is judged by: its last day, else the last month end before now.
    pub until: Day,
    /// Whether that is its last day.
    pub over: bool,
    /// The method it used.
    pub method: ForecastMethod,
    /// The leads that were open then.
    pub n: u64,
    /// Of these, those that no file is about any more: they count as not won.
    pub gone: u64,
    /// What it expected.
    pub expected: MeanWins,
    /// Not exceeded in 10 of 100 runs; `null` where it gave no band.
    pub p10: Option<WinsBelow>,
    /// Not exceeded in 90 of 100 runs.
    pub p90: Option<WinsBelow>,
    /// What was won; the value is what the leads are worth now.
    pub won: WinsBelow,
    /// Whether the band of wins held that; `null` where there was none.
    pub held: Option<bool>,
    /// The mean squared difference of chance and outcome (Brier 1950); less is better.
    pub brier: Option<f64>,
    /// The same had every lead been given the mean of the chances: what telling leads
    /// apart was worth.
    pub alike: Option<f64>,
}

/// The frozen forecasts together.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, JsonSchema)]
pub struct FrozenTotal {
    /// How many.
    pub forecasts: u64,
    /// Of these, made later than the day that they are of.
    pub later: u64,
    /// Leads, each counted in each.
    pub n: u64,
    /// Wins expected.
    pub expected: f64,
    /// Wins.
    pub won: u64,
    /// Over all leads.
    pub brier: Option<f64>,
    /// Over all leads.
    pub alike: Option<f64>,
    /// How often the band of wins held what was won.
    pub held: Rate,
}

/// What a person said of leads, beside what became of them.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct PersonScore {
    /// The owner's id; `null` of everybody.
    pub key: Option<String>,
    /// What people call them.
    pub label: Option<String>,
    /// Own probabilities; `null` where none was given.
    pub chances: Option<ChanceScore>,
    /// Expected dates of leads that were won; `null` where none was given.
    pub dates: Option<DateScore>,
}

/// Own probabilities of closed attempts: each as it was 30 days before the closing,
/// else the first that was given.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, JsonSchema)]
pub struct ChanceScore {
    /// How many.
    pub n: u64,
    /// Their mean.
    pub said: f64,
    /// The share that was won.
    pub won: f64,
    /// The mean squared difference of probability and outcome (Brier 1950); less is better.
    pub brier: f64,
    /// The same shrunk towards everybody's: as if ten more had been as theirs.
    pub shrunk: f64,
    /// The same had each been given the share that everybody won of these.
    pub alike: f64,
}

/// Expected dates of attempts that were won, each as it was 30 days before, else the
/// first that was given.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, JsonSchema)]
pub struct DateScore {
    /// How many.
    pub n: u64,
    /// The median of the days that wins came later than said; negative where earlier.
    pub late: f64,
    /// The mean of the days off, early or late.
    pub off: f64,
    /// The same shrunk towards everybody's: as if ten more had been as theirs.
    pub shrunk: f64,
}

/// How many of everybody's weigh beside one's own.
const OTHERS: f64 = 10.0;

/// How good a view's past estimates were. `frozen` are the forecasts that were kept,
/// `told` what commits, or files, said of its leads; `None` where there is nothing
/// to judge yet.
pub fn past_estimates(
    view: &View<'_>,
    frozen: &[FrozenForecast],
    (source, told): (EstimateSource, &[Expectation]),
) -> Option<PastEstimates> {
    let JudgedForecasts { scores, hindsight } = frozen::judged(view, frozen);
    let (people, team) = people::scores(view, &said::all(view, frozen, told));
    let (forecasts, together) = (scores.iter().map(|(score, _)| *score).collect(), frozen::together(&scores));
    let any = together.is_some() || team.is_some() || hindsight > 0;
    any.then_some(PastEstimates { forecasts, hindsight, together, source, people, team })
}
