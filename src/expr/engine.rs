//! Where expressions run: minijinja's filters and tests but for those that
//! make much of little, no templates, and so much fuel.

use std::sync::LazyLock;

use minijinja::machinery::ast::Expr;
use minijinja::machinery::parse_expr;
use minijinja::value::{Rest, Value, ValueOrKwargs};
use minijinja::{Environment, Error, ErrorKind, State, UndefinedBehavior};

use super::hints::no_expression;
use super::limits::CONDITION;
use super::said::{self, engine_words};
use super::{Wrong, absent, factors};
use crate::message;
use crate::text::Message;

/// How many steps an expression may take on one lead.
pub(super) const FUEL: u64 = 20_000;
/// The function that gives the steps taken so far.
pub(super) const SPENT: &str = "_spent";
/// Filters that no condition needs: they write for people, or copy one value many times.
const LEFT_OUT: [&str; 8] =
    ["batch", "format", "groupby", "indent", "pprint", "slice", "tojson", "urlencode"];
/// How long a text may be that `map` puts in many times.
const SHORT: usize = 200;

/// What a lead lacks is undefined, and so is what is in it.
pub(super) static ENGINE: LazyLock<Environment<'static>> = LazyLock::new(|| {
    let mut engine = Environment::new();
    engine.set_fuel(Some(FUEL));
    engine.set_undefined_behavior(UndefinedBehavior::Chainable);
    absent::teach(&mut engine);
    LEFT_OUT.iter().for_each(|name| engine.remove_filter(name));
    ["debug", "namespace"].iter().for_each(|name| engine.remove_global(name));
    engine.add_function(SPENT, |state: &State| state.fuel_levels().map_or(0, |(spent, _)| spent));
    let map = Value::from_function(minijinja::filters::map);
    engine.add_filter("map", move |state: &mut State, args: Rest<ValueOrKwargs>| -> Result<Value, Error> {
        let args = args.into_values();
        match args.iter().skip(1).all(is_short) {
            true => map.call(state, &args),
            false => {
                let short = message!("`map` takes names and short texts alone");
                Err(said::error(ErrorKind::InvalidOperation, short))
            }
        }
    });
    engine
});

fn is_short(value: &Value) -> bool {
    if let Some(text) = value.as_str() {
        return text.len() <= SHORT;
    }
    match value.is_kwargs() {
        true => {
            value.try_iter().into_iter().flatten().all(|key| value.get_item(&key).is_ok_and(|v| is_short(&v)))
        }
        false => value.len().is_none_or(|items| items == 0),
    }
}

/// Reads an expression that is within the limits of one and multiplies no list.
pub(super) fn parsed(source: &str) -> Result<Expr<'_>, Wrong> {
    let past = |message| Wrong { message, help: None, range: None };
    CONDITION.count(source, true, Default::default()).map_err(past)?;
    let expression = parse_expr(source).map_err(|e| no_expression(source, &e))?;
    factors::check(&expression)?;
    Ok(expression)
}

/// What went wrong while an expression was judged.
pub(super) fn failure(error: &Error) -> Message {
    match error.kind() {
        ErrorKind::OutOfFuel => {
            message!(
                "it takes more than the {steps} steps (fuel) that it may on one lead: make it simpler",
                steps = FUEL
            )
        }
        _ => engine_words(error),
    }
}
