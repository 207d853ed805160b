//! From an intent to a plan: which files change, and how. Pure data; carrying
//! a plan out is `host`'s.

mod activity;
mod amount;
mod assign;
mod create;
mod credit;
mod editing;
mod fields;
mod history;
mod hold;
mod id;
mod join;
mod lead_file;
pub mod mends;
pub mod merge;
mod modeline;
mod moving;
mod next_step;
mod plan;
mod refused;
mod rename;
mod renew;
mod undo;

pub use activity::{NewActivity, log_activity};
pub use amount::money;
pub use assign::{Assignment, key_order};
pub use create::{NewLead, create};
pub use editing::new_findings;
pub use fields::{FieldEdits, set_fields};
pub use history::ClosingReason;
pub use hold::{HoldChange, hold};
pub use id::{free_id, judge_id, slug};
pub use join::{Joined, join};
pub use lead_file::{LeadText, Policy};
pub use moving::{Move, move_lead};
pub use next_step::{Next, Planned, next_step};
pub use plan::{Plan, PlanStep};
pub use refused::{FailedGate, MoveRefused};
pub use rename::{refers, rename};
pub use renew::{
    extension_due, extension_fields, extension_id, renewal_due, renewal_fields, renewal_id, renewal_refusal,
};
pub use undo::{OnDisk, take_back};
