//! What a forecast gives, ready to be shown.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::chances::ForecastMethod;
use super::choice::WhyMethod;
use crate::figures::Rate;
use crate::pipeline::{Day, Decimal};

/// **Forecast**: how much of a pipeline is won by when, and how sure that is.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PipelineForecast {
    /// The pipeline's id.
    pub id: String,
    /// What people call it.
    pub label: String,
    /// How chances were found.
    pub method: ChosenMethod,
    /// Of the leads open at the as-of date, those won by the last day.
    pub open: OpenAhead,
    /// The same by each month's end up to the last day; the last one is the last day's.
    pub months: Vec<MonthAhead>,
    /// What is not in the pipeline yet, and won by the last day.
    pub new_business: Band,
    /// Both together.
    pub total: Band,
    /// The open lead of the largest value, and the forecast without it; `null` where none has one.
    pub largest: Option<LargestLead>,
    /// The open leads, the largest first.
    pub leads: Vec<LeadAhead>,
    /// The targets whose periods end by the last day.
    pub targets: Vec<TargetAhead>,
    /// What each method would have said at earlier cut-offs.
    pub backtest: Backtest,
}

/// How chances were found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ChosenMethod {
    /// The method.
    pub id: ForecastMethod,
    /// Why it is this one.
    pub why: WhyMethod,
    /// How many earlier cut-offs the choice and the band rest on.
    pub cuts: u64,
}

/// A number of wins and their value, in the mean.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct MeanWins {
    /// The sum of the chances.
    pub count: f64,
    /// The sum of value × chance, each rounded to the minor unit.
    pub value: Decimal,
}

/// A number of wins and a value that are not exceeded in so many of 100 runs; each by itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct WinsBelow {
    /// Wins.
    pub count: u64,
    /// Their value.
    pub value: Decimal,
}

/// A middle, and the band around it; `null` where history is too short for one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Band {
    /// In the mean.
    pub expected: MeanWins,
    /// Not exceeded in 10 of 100 runs.
    pub p10: Option<WinsBelow>,
    /// Not exceeded in 50 of 100 runs.
    pub p50: Option<WinsBelow>,
    /// Not exceeded in 90 of 100 runs.
    pub p90: Option<WinsBelow>,
}

/// What of the open leads is won.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct OpenAhead {
    /// Leads open at the as-of date.
    pub n: u64,
    /// Of these, without a value: counted, not valued.
    pub unvalued: u64,
    /// What of them is won.
    #[serde(flatten)]
    pub band: Band,
}

/// What of the open leads is won by a month's end.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct MonthAhead {
    /// `2026-12`.
    pub month: String,
    /// Its last day, or the forecast's.
    pub until: Day,
    /// What is won by then.
    #[serde(flatten)]
    pub band: Band,
}

/// The largest open lead.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct LargestLead {
    /// Its id.
    pub id: String,
    /// What it is about.
    pub title: String,
    /// Its value.
    pub value: Decimal,
    /// Its chance to be won by the last day.
    pub p: f64,
    /// What of the other open leads is won.
    pub without: Band,
}

/// An open lead.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct LeadAhead {
    /// Its id.
    pub id: String,
    /// Its stage.
    pub stage: String,
    /// What people call that.
    pub stage_label: String,
    /// Until when it is on hold; absent where it is not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub held: Option<Day>,
    /// Its value; `null` where it has none.
    pub value: Option<Decimal>,
    /// Its chance to be won by the last day.
    pub p: f64,
    /// The same by each month's end up to then.
    #[serde(skip)]
    #[schemars(skip)]
    pub by_month: Vec<f64>,
    /// Who says so: a method, or `lead` where its own `probability` does.
    pub by: &'static str,
}

impl LeadAhead {
    /// Who says so where the lead's own `probability` does.
    pub const OWN: &str = "lead";

    /// Whether its own `probability` says so.
    pub fn is_own(&self) -> bool {
        self.by == Self::OWN
    }
}

/// How likely a target is reached.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TargetAhead {
    /// The period as the team wrote it.
    pub period: String,
    /// The pipeline it names; absent where it is the team's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pipeline: Option<String>,
    /// The owner it names.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// The group it names.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// The condition its leads meet.
    #[serde(rename = "where", skip_serializing_if = "Option::is_none")]
    pub condition: Option<String>,
    /// The first day of its period.
    pub from: Day,
    /// The last day of its period.
    pub to: Day,
    /// The value to win; `null` where only deals are to be won.
    pub value: Option<Decimal>,
    /// The deals to win; `null` where only value is to be won.
    pub deals: Option<u64>,
    /// What was won of it by the as-of date.
    pub won: WinsBelow,
    /// What is won of it by its end, in the mean; new business is in it.
    pub expected: MeanWins,
    /// Not exceeded in 10 of 100 runs; `null` without a band.
    pub p10: Option<WinsBelow>,
    /// Not exceeded in 90 of 100 runs.
    pub p90: Option<WinsBelow>,
    /// The share of the runs that reach it, new business included; `null` without a band.
    pub probability: Option<f64>,
    /// The same by the leads that are open alone.
    pub by_open: Option<f64>,
}

/// **Backtest**: what each method would have said at earlier month ends, learnt
/// strictly from before, beside what happened.
#[derive(Clone, Debug, Default, PartialEq, Serialize, JsonSchema)]
pub struct Backtest {
    /// 30 and 90 days ahead.
    pub horizons: Vec<BacktestHorizon>,
    /// The chances of the method that is taken, as given then, in tenths, over all days ahead.
    pub calibration: Vec<CalibrationRow>,
}

/// Some days ahead.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct BacktestHorizon {
    /// How many days.
    pub days: u64,
    /// How many cut-offs.
    pub cuts: u64,
    /// How many leads were open at them, each counted at each.
    pub n: u64,
    /// How many of these were won within the days.
    pub won: u64,
    /// How each method fared.
    pub methods: Vec<MethodScore>,
    /// How often the band from P10 to P90 held what was won.
    pub coverage: Rate,
}

/// How a method fared.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, JsonSchema)]
pub struct MethodScore {
    /// The method; `configured` are the stages' percentages, `won_ever` is the share of
    /// the closed that were won, by stage: what people use elsewhere.
    pub id: &'static str,
    /// The mean squared difference of chance and outcome (Brier 1950); less is better.
    pub brier: Option<f64>,
    /// The continuous ranked probability score of the number of wins, as a part of
    /// what was won; less is better.
    pub crps: Option<f64>,
    /// Expected / won − 1: 0.05 is 5 % too many.
    pub bias: Option<f64>,
    /// Leads it is taken over.
    pub n: u64,
}

/// Leads whose chances were alike.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, JsonSchema)]
pub struct CalibrationRow {
    /// Chances from here.
    pub from: f64,
    /// To here.
    pub to: f64,
    /// How many.
    pub n: u64,
    /// Their mean chance.
    pub expected: f64,
    /// The share that was won.
    pub won: f64,
}
