//! Expressions: conditions over a lead's fields, in minijinja's language.
//!
//! [`Scope`] is the catalogue of the names they may use and checks them before
//! anything runs; [`Conditions`] are a configuration's gates, compiled.

mod conditions;
mod scope;
mod value;

use std::sync::LazyLock;

use minijinja::{Environment, UndefinedBehavior};

pub use conditions::{Condition, Conditions, Figured, Subject, Unmet, named_fields};
pub use scope::{Kind, Scope, Wrong};

/// How many steps an expression may take.
const FUEL: u64 = 20_000;

/// Where expressions run: minijinja's own filters and tests, no templates, and
/// so much fuel. What a lead lacks is undefined, and so is what lies in it.
static ENVIRONMENT: LazyLock<Environment<'static>> = LazyLock::new(|| {
    let mut environment = Environment::new();
    environment.set_fuel(Some(FUEL));
    environment.set_undefined_behavior(UndefinedBehavior::Chainable);
    environment
});
