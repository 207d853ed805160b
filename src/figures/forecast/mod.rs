//! **Forecast**: how much of the open pipeline will be won by when, with what is not certain.
//!
//! All of it is as of a day, from histories up to that day. Chances come by one of
//! four methods; which one is chosen by what each would have said at earlier month
//! ends. Chances and simulated times are binary numbers; money is summed exactly,
//! in minor units.

mod aimed;
mod arrivals;
mod backtest;
mod build;
mod chances;
mod choice;
mod course;
mod draft;
mod frozen;
mod gather;
mod ground;
mod landmark;
mod lead_chances;
mod misses;
mod normal;
mod result;
mod scored;
mod shares;
mod slips;
mod spread;
mod steps;
mod tell;
mod trials;
mod why;

#[cfg(test)]
mod tests;

pub use build::forecasts;
pub use chances::ForecastMethod;
pub use choice::WhyMethod;
pub use draft::ForecastOptions;
pub use frozen::{FROZEN_SCHEMA, FrozenForecast, FrozenLead, FrozenPipeline};
pub use ground::ForecastGround;
pub use result::{
    Backtest, BacktestHorizon, Band, CalibrationRow, ChosenMethod, LargestLead, LeadAhead, MeanWins,
    MethodScore, MonthAhead, OpenAhead, PipelineForecast, TargetAhead, WinsBelow,
};
pub use why::{ChanceSteps, chance_steps};
