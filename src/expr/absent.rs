//! What comparisons make of what is absent: nothing. A lead without a value is
//! neither above nor below one, and is not unlike one either.
//!
//! Absent is what is undefined or null, and the number that was calculated of
//! it, which is not a number. A list that is absent holds nothing, and so lacks
//! everything.

use std::cmp::Ordering;

use minijinja::value::{Value, ValueKind};
use minijinja::{Environment, Error, ErrorKind, State};

use super::said;
use crate::message;

/// Compares: sign, left, right.
pub(super) const COMPARE: &str = "_compare";
/// `x in y`.
pub(super) const CONTAINS: &str = "_contains";
/// `x not in y`.
pub(super) const LACKS: &str = "_lacks";
/// A number to calculate with.
pub(super) const NUMBER: &str = "_number";

/// How many bytes are compared in a step.
const BYTES_A_STEP: usize = 64;

/// The signs that compare, with the names their tests have.
const SIGNS: [(&str, &[&str]); 6] = [
    ("==", &["==", "eq", "equalto"]),
    ("!=", &["!=", "ne"]),
    ("<", &["<", "lt", "lessthan"]),
    ("<=", &["<=", "le"]),
    (">", &[">", "gt", "greaterthan"]),
    (">=", &[">=", "ge"]),
];

/// Teaches an engine these comparisons, by the functions that an expression is
/// rewritten to and by the tests that `select` and `is` know.
pub(super) fn teach(engine: &mut Environment<'static>) {
    engine.add_function(COMPARE, |state: &State<'_, '_>, sign: &str, a: Value, b: Value| {
        compared(state, sign, &a, &b)
    });
    engine.add_function(CONTAINS, |state: &State<'_, '_>, a: Value, b: Value| contains(state, &a, &b));
    engine.add_function(LACKS, |state: &State<'_, '_>, a: Value, b: Value| -> Result<bool, Error> {
        Ok(!is_absent(&a) && !contains(state, &a, &b)?)
    });
    engine.add_function(NUMBER, |value: Value| if is_absent(&value) { Value::from(f64::NAN) } else { value });
    for (sign, names) in SIGNS {
        for name in names {
            engine.add_test(*name, move |state: &State<'_, '_>, a: Value, b: Value| {
                compared(state, sign, &a, &b)
            });
        }
    }
    engine.add_test("in", |state: &State<'_, '_>, a: Value, b: Value| contains(state, &a, &b));
    engine.add_test("none", |value: Value| is_absent(&value));
}

fn is_absent(value: &Value) -> bool {
    let nan = || f64::try_from(value.clone()).is_ok_and(f64::is_nan);
    match value.kind() {
        ValueKind::Undefined | ValueKind::None => true,
        ValueKind::Number => !value.is_integer() && nan(),
        _ => false,
    }
}

fn compared(state: &State<'_, '_>, sign: &str, a: &Value, b: &Value) -> Result<bool, Error> {
    if is_absent(a) || is_absent(b) {
        return Ok(false);
    }
    state.consume_fuel(steps(a).min(steps(b)))?;
    let order = a.cmp(b);
    Ok(match sign {
        "==" => a == b,
        "!=" => a != b,
        "<" => order == Ordering::Less,
        "<=" => order != Ordering::Greater,
        ">" => order == Ordering::Greater,
        _ => order != Ordering::Less,
    })
}

fn contains(state: &State<'_, '_>, item: &Value, container: &Value) -> Result<bool, Error> {
    if is_absent(item) || is_absent(container) {
        return Ok(false);
    }
    state.consume_fuel(steps(container))?;
    if let Some(text) = container.as_str() {
        return Ok(item
            .as_str()
            .map_or_else(|| text.contains(&item.to_string()), |part| text.contains(part)));
    }
    match container.kind() {
        ValueKind::Map => Ok(!container.get_item(item)?.is_undefined()),
        ValueKind::Seq | ValueKind::Iterable => Ok(container.try_iter()?.any(|own| own == *item)),
        _ => {
            let alone = message!("`in` looks into lists and texts alone");
            Err(said::error(ErrorKind::InvalidOperation, alone))
        }
    }
}

/// What looking at a value takes.
fn steps(value: &Value) -> u64 {
    let steps = value.as_str().map_or_else(|| value.len().unwrap_or(1), |text| text.len() / BYTES_A_STEP);
    u64::try_from(steps).unwrap_or(u64::MAX)
}
