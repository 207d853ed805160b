//! From an intent to a plan: which files change, and how. Pure data; carrying
//! a plan out is `host`'s.

mod assign;
mod history;
mod lead_file;
pub mod mends;
mod moving;
mod plan;

pub use assign::{Assignment, key_order};
pub use history::Closing;
pub use lead_file::{LeadText, Team};
pub use moving::{Move, Refused, move_lead};
pub use plan::{Plan, Step};
