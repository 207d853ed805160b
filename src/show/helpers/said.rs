//! The message of data, in a sentence.

use std::sync::Arc;

use minijinja::Environment;
use minijinja::value::{Serde, Value};

use crate::show::format::Style;
use crate::show::rows::{AtDays, Closing, Cycle, Month, Reason, Segment, Slips, Stage, Stamp, TrendPoint};
use crate::show::{history, titles as phrase};

pub(super) fn titles(engine: &mut Environment<'_>, style: &Arc<Style>) {
    let with = Arc::clone(style);
    engine.add_function("funnel_title", move |rows: Serde<Vec<Stage>>| phrase::funnel(&with, &rows.0));
    let with = Arc::clone(style);
    engine.add_function("stages_title", move |rows: Serde<Vec<Stage>>| phrase::stages(&with, &rows.0));
    let with = Arc::clone(style);
    engine.add_function("owners_title", move |rows: Serde<Vec<Segment>>| phrase::owners(&with, &rows.0));
    let with = Arc::clone(style);
    engine.add_function("closed_title", move |rows: Serde<Vec<Month>>| phrase::closed(&with, &rows.0));
    let with = Arc::clone(style);
    engine.add_function("won_title", move |rows: Serde<Vec<Month>>| phrase::won_value(&with, &rows.0));
    let with = Arc::clone(style);
    engine.add_function("losses_title", move |rows: Serde<Vec<Reason>>| phrase::reasons(&with, &rows.0));
    let with = Arc::clone(style);
    engine.add_function("days_title", move |rows: Serde<Vec<Stage>>, ages: bool| {
        phrase::days(&with, &rows.0, ages)
    });
    let with = Arc::clone(style);
    engine.add_function("closing_title", move |closing: Serde<Closing>| phrase::closing(&with, &closing.0));
    let with = Arc::clone(style);
    engine.add_function("cycle_title", move |cycle: Serde<Cycle>| phrase::cycle(&with, cycle.0));
    let with = Arc::clone(style);
    engine.add_function("curve_title", move |at: Serde<Vec<AtDays>>| phrase::curve(&with, &at.0));
    let with = Arc::clone(style);
    engine.add_function("segments_title", move |rows: Serde<Vec<Segment>>, none: &str, of: Option<&str>| {
        phrase::segments(&with, none, &rows.0, of)
    });
}

/// Sentences about the past.
pub(super) fn past(engine: &mut Environment<'_>, style: &Arc<Style>) {
    let with = Arc::clone(style);
    engine.add_function("trend_title", move |rows: Serde<Vec<TrendPoint>>| history::trend(&with, &rows.0));
    let with = Arc::clone(style);
    engine.add_function("trend_unit", move |rows: Serde<Vec<TrendPoint>>| {
        let largest = rows.0.iter().map(|point| point.open.value).max().unwrap_or_default();
        with.chart_unit(largest).map_or_else(|| with.symbol().to_owned(), |(_, unit)| unit)
    });
    let with = Arc::clone(style);
    engine
        .add_function("trend_sources", move |rows: Serde<Vec<TrendPoint>>| history::sources(&with, &rows.0));
    let with = Arc::clone(style);
    engine.add_function("both_closings", |said: Serde<Closing>, corrected: Serde<Closing>| {
        Value::from(Serde(&history::both(&said.0, &corrected.0)))
    });
    engine.add_function("slips_title", move |slips: Serde<Slips>| history::slips(&with, &slips.0));
    let with = Arc::clone(style);
    engine.add_function("slips_typical", move |slips: Serde<Slips>| history::typical(&with, &slips.0));
}

/// What the report was made from, in a sentence.
pub(super) fn stamp(engine: &mut Environment<'_>, style: &Arc<Style>) {
    let with = Arc::clone(style);
    engine.add_function("stamp_line", move |stamp: Serde<Stamp>| phrase::stamp(&with, &stamp.0));
}
