//! The figures: one a file, each a pure function of a [`View`], with its
//! definition in its doc.
//!
//! A [`View`] is one pipeline as of a day, prepared once: every lead with its
//! attempts, its value in the report's currency and its weight. Counts and
//! rates are over attempts; money is over leads and is carried by a lead's
//! latest attempt. Figures know no words, no formats and no files.

mod closing;
mod conversion;
mod cycle;
mod flow;
mod incidence;
mod lost;
mod months;
mod new;
mod open;
mod percentile;
mod rate;
mod reasons;
mod rotting;
mod segments;
mod stages;
mod time_in_stage;
mod time_to_win;
mod total;
mod unvalued;
mod value;
mod velocity;
mod view;
mod weight;
mod win_rate;
mod won;

#[cfg(test)]
pub(crate) mod testing;

pub use closing::{ClosingAhead, ClosingMonth, Expected, closing_ahead};
pub use conversion::{Conversion, conversion};
pub use cycle::{CycleDays, cycle_days};
pub use flow::{Flow, Mode, flows};
pub use incidence::{Followed, Incidence, Step};
pub use lost::{Lost, lost};
pub use months::{Month, months};
pub use new::{New, new};
pub use open::{Open, open};
pub use percentile::percentile;
pub use rate::Rate;
pub use reasons::{LossReason, loss_reasons};
pub use rotting::{Rotting, rotting};
pub use segments::{Segment, by_industry, by_owner, by_product, by_source};
pub use stages::{StageFigures, stages};
pub use time_in_stage::{Days, TimeInStage, time_in_stage};
pub use time_to_win::{AtDays, TimeToWin, time_to_win};
pub use total::Total;
pub use unvalued::{Unvalued, unvalued};
pub use value::{NoValue, value_on};
pub use velocity::velocity_per_day;
pub use view::{Closing, Tracked, View};
pub use weight::{Chance, WeightedBy};
pub use win_rate::win_rate;
pub use won::{Won, won};
