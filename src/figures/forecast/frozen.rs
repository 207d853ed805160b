//! A forecast as it was given on a day, kept to be held against what happens.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::result::{Band, ChosenMethod, MonthAhead, OpenAhead, TargetAhead};
use crate::pipeline::{Day, Decimal};

/// The name and version of the form.
pub const FROZEN_SCHEMA: &str = "corong.frozen/1";

/// What `corong forecast --freeze` writes: a forecast of all leads as it was given.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FrozenForecast {
    /// The name and version of this form.
    #[schemars(extend("const" = FROZEN_SCHEMA))]
    pub schema: String,
    /// The date it is as of.
    pub as_of: Day,
    /// The day it was made; later than the as-of date where it was made afterwards, with
    /// values, owners and expected dates of that day.
    pub made: Day,
    /// The last day it says something of.
    pub until: Day,
    /// What money is in, ISO 4217.
    #[schemars(regex(pattern = "^[A-Z]{3}$"))]
    pub currency: String,
    /// How many trials.
    pub runs: u32,
    /// What they began with.
    pub seed: u64,
    /// The commit its files were taken from; `null` without git.
    pub commit: Option<String>,
    /// Whether files were other than in that commit.
    pub changed: bool,
    /// The SHA-256 of `corong.yaml`.
    pub configuration: String,
    /// The version of corong.
    pub version: String,
    /// One for each pipeline.
    pub pipelines: Vec<FrozenPipeline>,
}

/// What it said of a pipeline.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FrozenPipeline {
    /// Its id.
    pub id: String,
    /// How chances were found.
    pub method: ChosenMethod,
    /// Of the leads open then, those won by the last day.
    pub open: OpenAhead,
    /// The same by each month's end up to the last day.
    pub months: Vec<MonthAhead>,
    /// What was not in the pipeline yet.
    pub new_business: Band,
    /// Both together.
    pub total: Band,
    /// The targets whose periods end by the last day.
    pub targets: Vec<TargetAhead>,
    /// The leads open then.
    pub leads: Vec<FrozenLead>,
}

/// What it said of a lead, and what people said of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FrozenLead {
    /// Its id.
    pub id: String,
    /// Whose it was.
    pub owner: String,
    /// The id of its stage.
    pub stage: String,
    /// Its value; `null` where it had none.
    pub value: Option<Decimal>,
    /// Its chance to be won by the last day.
    pub p: f64,
    /// The same by each of the pipeline's `months`.
    pub months: Vec<f64>,
    /// Who said so: a method, or `lead` where its own `probability` did.
    pub by: String,
    /// Its own probability to be won at all, percent; `null` where it had none.
    pub probability: Option<Decimal>,
    /// When it was expected to close; `null` where nobody said.
    pub expected_close: Option<Day>,
}
