//! From an intent to a plan: which files change, and how. Pure data; carrying
//! a plan out is `host`'s.

mod activity;
mod assign;
mod editing;
mod fields;
mod history;
mod lead_file;
pub mod mends;
mod modeline;
mod moving;
mod next_step;
mod plan;

pub use activity::{Activity, log_activity};
pub use assign::{Assignment, key_order};
pub use editing::brought;
pub use fields::{Fields, set_fields};
pub use history::Closing;
pub use lead_file::{LeadText, Team};
pub use moving::{FailedGate, Move, Refused, move_lead};
pub use next_step::{Next, Planned, next_step};
pub use plan::{Plan, Step};
