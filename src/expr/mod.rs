//! Expressions: conditions over a lead's fields, in minijinja's language.
//!
//! [`Scope`] is the catalogue of the names they may use and checks them before
//! anything runs; [`Conditions`] are a configuration's gates, compiled.
//!
//! A stranger's expression costs little: it is short, its work is counted on
//! each lead and over all of them, and nothing in it copies a list many times.
//! Every list then is at most the lead times the expression's length.

mod budget;
mod conditions;
mod engine;
mod factors;
mod limits;
mod parts;
mod scope;
mod subject;
mod value;
mod wrong;

pub use conditions::{Condition, Conditions, Figured, Unmet, named_fields};
pub use limits::TEMPLATE;
pub use scope::{NameKind, Scope};
pub use subject::Subject;
pub use wrong::Wrong;
