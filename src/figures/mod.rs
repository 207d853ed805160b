//! The figures: one a file, each a pure function of a [`View`], with its
//! definition in its doc.
//!
//! A [`View`] is one pipeline as of a day, prepared once: every lead with its
//! attempts, its value in the report's currency and its weight. Counts and
//! rates are over attempts; money is over leads and is carried by a lead's
//! latest attempt. Those of a manager's first glance take several views, so that
//! pipelines together are counted anew. Figures know no words, no formats and no files.

mod closing;
mod conversion;
mod customers;
mod cycle;
mod disqualified;
mod effort;
mod estimates;
mod few;
mod fisher;
mod flow;
mod forecast;
mod headline;
mod holm;
mod improvements;
mod incidence;
mod losses;
mod lost;
mod mann_whitney;
mod months;
mod new;
mod open;
mod percentile;
mod rate;
mod reasons;
mod retained;
mod retention;
mod rotting;
mod rounds;
mod segments;
mod slips;
mod stages;
mod targets;
mod time_in_stage;
mod time_to_win;
mod total;
mod tracked;
mod trend;
mod unvalued;
mod value;
mod velocity;
mod view;
mod weight;
mod win_rate;
mod wins;
mod won;

#[cfg(test)]
pub(crate) mod testing;

pub use closing::{ClosingAhead, ClosingMonth, Expected, closing_ahead};
pub use conversion::{Conversion, conversion};
pub use customers::{Customers, Renewal};
pub use cycle::{CycleDays, cycle_days};
pub use disqualified::{Disqualified, DisqualifiedSource, disqualified};
pub use effort::{
    Effort, EffortRow, FirstActivity, FirstContact, FirstHours, SourceCost, Work, activities, done_by,
    effort, first_contacts, stage_on,
};
pub use estimates::{
    ChanceScore, DateScore, EstimateSource, FrozenScore, FrozenTotal, PastEstimates, PersonScore,
    as_files_say, past_estimates,
};
pub use few::{ENOUGH, is_few};
pub use fisher::fisher;
pub use flow::{Fate, Flow, Mode, Passage, fate, flows, passages, unknown_paths};
pub use forecast::{
    Backtest, BacktestHorizon, Band, CalibrationRow, ChanceSteps, ChosenMethod, FROZEN_SCHEMA,
    ForecastGround, ForecastMethod, ForecastOptions, FrozenForecast, FrozenLead, FrozenPipeline, LargestLead,
    LeadAhead, MeanWins, MethodScore, MonthAhead, OpenAhead, PipelineForecast, TargetAhead, WhyMethod,
    WinsBelow, chance_steps, forecasts,
};
pub use headline::{Headline, headline};
pub use holm::{LEVEL, holm};
pub use improvements::{Improved, StageDays, improvements};
pub use incidence::{CurveStep, Followed, Incidence};
pub use losses::{LossGroup, Losses, losses, lost_from};
pub use lost::{Lost, lost};
pub use mann_whitney::mann_whitney;
pub use months::{Month, months};
pub use new::{New, new};
pub use open::{Held, Open, open};
pub use percentile::percentile;
pub use rate::Rate;
pub use reasons::{LossReason, loss_reasons};
pub use retained::{EndedContract, Retained, ended_contracts, retained};
pub use retention::{Ending, Retention, WithoutOpen, WonCustomer, retention, won_customers};
pub use rotting::{Rotting, rotting};
pub use segments::Segment;
pub use slips::{Expectation, Push, SlipRow, SlippedLead, Slips, Typical, pushes, slips};
pub use stages::{StageFigures, stages};
pub use targets::{
    DealsTarget, Measured, Needed, NeededStage, TargetFigures, ValueTarget, measured, targets,
};
pub use time_in_stage::{Days, TimeInStage, Visit, time_in_stage, visits};
pub use time_to_win::{AtDays, TimeToWin, followed, time_to_win};
pub use total::Total;
pub use tracked::{Closing, Tracked};
pub use trend::{TrendOpen, TrendStage, open_on, open_then};
pub use unvalued::{Unvalued, unvalued};
pub use value::{NoValue, value_on};
pub use velocity::velocity_per_day;
pub use view::{LeadIds, View, ViewFilter};
pub use weight::{Chance, WeightSource, WeightedBy};
pub use win_rate::win_rate;
pub use wins::{Breakdowns, CriterionWins, Wins, WonReason, breakdowns, segments_of};
pub use won::{Won, won};
