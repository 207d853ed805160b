//! Expressions: conditions over a lead's fields, in minijinja's language.
//!
//! [`Scope`] is the catalogue of the names they may use and checks them, with
//! their types, before anything runs; what a lead lacks satisfies no comparison; [`Conditions`] are a configuration's gates, compiled.
//!
//! A stranger's expression costs little: it is short, its work is counted on
//! each lead and over all of them, and nothing in it copies a list many times.
//! Every list then is at most the lead times the expression's length.

mod absent;
mod budget;
mod check;
mod conditions;
mod engine;
mod factors;
mod hints;
mod kind;
mod limits;
mod parts;
mod rewrite;
mod row_template;
mod said;
mod scope;
mod subject;
mod value;
mod wrong;

pub use conditions::{Condition, Conditions, Figured, Unmet, named_fields, resting_fields};
pub use limits::TEMPLATE;
pub use row_template::{RowTemplate, RowText, row_column};
pub use said::engine_words;
pub use scope::Scope;
pub use subject::Subject;
pub use wrong::Wrong;
