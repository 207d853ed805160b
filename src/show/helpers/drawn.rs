//! Charts and small drawings.

use std::sync::Arc;

use minijinja::value::{Rest, Value, from_args};
use minijinja::{Environment, Error, State};

use super::{field, invalid, money, rate_of, text};
use crate::figures::{
    AtDays, CalibrationRow, ClosingAhead, CycleDays, LossReason, Month, Segment, StageFigures, TargetAhead,
};
use crate::message;
use crate::report::{
    CurvePoint, CycleBin, DateSpan, ForecastOfPipeline, Opening, ReportForecast, TrendPoint,
};
use crate::show::charts::{self as draw, Bullet};
use crate::show::format::Style;
use crate::show::typed::{Rows, one};

/// How many charts a page has: they number themselves, so that no two ids of a
/// page are the same.
#[derive(Default)]
struct Charts(usize);

/// What draws a chart of that number from what a template gives.
type Draw = fn(&Style, usize, &[Value]) -> Result<String, Error>;

const CHARTS: [(&str, Draw); 18] = [
    ("funnel_chart", |style, id, given| {
        let (rows, title): (&Value, &str) = from_args(given)?;
        Ok(draw::funnel(style, id, title, &Rows::<StageFigures>::of(rows)?.figures()))
    }),
    ("goal_chart", |style, id, given| {
        let (opening, title): (&Value, &str) = from_args(given)?;
        Ok(draw::goal(style, id, title, one::<Opening>(opening)?))
    }),
    ("fan_chart", |style, id, given| {
        let (pipeline, from, title): (&Value, &str, &str) = from_args(given)?;
        let from = from.parse().map_err(|_| invalid(message!("`{text}` is no date", text = from)))?;
        let of = match one::<ReportForecast>(pipeline) {
            Ok(own) => (&own.open, own.months.as_slice(), own.targets.as_slice()),
            Err(_) => {
                let own = &one::<ForecastOfPipeline>(pipeline)?.figures;
                (&own.open, own.months.as_slice(), own.targets.as_slice())
            }
        };
        Ok(draw::fan(style, id, title, of, from))
    }),
    ("likely_chart", |style, id, given| {
        let (target, title): (&Value, &str) = from_args(given)?;
        Ok(draw::likely(style, id, title, one::<TargetAhead>(target)?))
    }),
    ("calibration_chart", |style, id, given| {
        let (rows, title): (&Value, &str) = from_args(given)?;
        Ok(draw::calibration(style, id, title, &Rows::<CalibrationRow>::of(rows)?.figures()))
    }),
    ("stages_chart", |style, id, given| {
        let (rows, title): (&Value, &str) = from_args(given)?;
        Ok(draw::stages(style, id, title, &Rows::<StageFigures>::of(rows)?.figures()))
    }),
    ("owners_chart", |style, id, given| {
        let (rows, title): (&Value, &str) = from_args(given)?;
        Ok(draw::owners(style, id, title, &Rows::<Segment>::of(rows)?.figures()))
    }),
    ("losses_chart", |style, id, given| {
        let (rows, title): (&Value, &str) = from_args(given)?;
        Ok(draw::reasons(style, id, title, &Rows::<LossReason>::of(rows)?.figures()))
    }),
    ("trend_chart", |style, id, given| {
        let (rows, title): (&Value, &str) = from_args(given)?;
        Ok(draw::trend(style, id, title, &Rows::<TrendPoint>::of(rows)?.figures()))
    }),
    ("closed_chart", |style, id, given| {
        let (rows, period, title): (&Value, &Value, &str) = from_args(given)?;
        Ok(draw::closed(style, id, title, &Rows::<Month>::of(rows)?.figures(), one::<DateSpan>(period)?))
    }),
    ("won_chart", |style, id, given| {
        let (rows, period, title): (&Value, &Value, &str) = from_args(given)?;
        Ok(draw::won_value(style, id, title, &Rows::<Month>::of(rows)?.figures(), one::<DateSpan>(period)?))
    }),
    ("days_chart", |style, id, given| {
        let (rows, ages, title): (&Value, bool, &str) = from_args(given)?;
        Ok(draw::days(style, id, title, &Rows::<StageFigures>::of(rows)?.figures(), ages))
    }),
    ("closing_chart", |style, id, given| {
        let (closing, title): (&Value, &str) = from_args(given)?;
        Ok(draw::closing(style, id, title, one::<ClosingAhead>(closing)?))
    }),
    ("cycle_chart", |style, id, given| {
        let (bins, cycle, title): (&Value, &Value, &str) = from_args(given)?;
        Ok(draw::cycle(style, id, title, &Rows::<CycleBin>::of(bins)?.figures(), one::<CycleDays>(cycle)?))
    }),
    ("curve_chart", |style, id, given| {
        let (points, at, title): (&Value, &Value, &str) = from_args(given)?;
        let (points, at) = (Rows::<CurvePoint>::of(points)?, Rows::<AtDays>::of(at)?);
        Ok(draw::time_to_win(style, id, title, &points.figures(), &at.figures()))
    }),
    ("rates_chart", |style, id, given| {
        let (labels, rates, title): (Vec<String>, &Value, &str) = from_args(given)?;
        let rates = rates.try_iter()?.map(|rate| rate_of(&rate).copied());
        let rates = rates.collect::<Result<Vec<_>, _>>()?;
        Ok(draw::rates(style, id, title, &labels.into_iter().zip(rates).collect::<Vec<_>>()))
    }),
    ("targets_chart", |style, id, given| {
        let (rows, title): (&Value, &str) = from_args(given)?;
        let rows = rows.try_iter()?.map(|row| bullet(&row)).collect::<Result<Vec<_>, _>>()?;
        Ok(draw::targets(style, id, title, &rows))
    }),
    ("segments_chart", |style, id, given| {
        let (rows, none, title): (&Value, &str, &str) = from_args(given)?;
        Ok(draw::segments(style, id, title, none, &Rows::<Segment>::of(rows)?.figures()))
    }),
];

/// A row that a template made.
fn bullet(row: &Value) -> Result<Bullet, Error> {
    let words = |name| {
        let value = field(row, name)?;
        text(&value).ok_or_else(|| invalid(message!("`{name}` of the row is no text", name)))
    };
    Ok(Bullet {
        label: words("label")?,
        attainment: field(row, "attainment")?.try_into()?,
        gone: field(row, "gone")?.try_into()?,
        note: words("note")?,
    })
}

pub(super) fn charts(engine: &mut Environment<'_>, style: &Arc<Style>) {
    for (name, draw) in CHARTS {
        let with = Arc::clone(style);
        engine.add_function(name, move |state: &mut State, given: Rest<Value>| -> Result<Value, Error> {
            let charts = state.get_or_insert_extension(Charts::default());
            charts.0 += 1;
            draw(&with, charts.0, &given).map(Value::from_safe_string)
        });
    }
}

pub(super) fn minis(engine: &mut Environment<'_>) {
    engine.add_function("mini_value", |value: &Value, weighted: &Value| {
        Ok::<_, Error>(Value::from_safe_string(draw::mini_value(money(value)?, money(weighted)?)))
    });
    engine.add_function("mini_rate", |rate: &Value| {
        let mini = rate_of(rate)?.shown().map(|(value, low, high)| draw::mini_rate(value, low, high));
        Ok::<_, Error>(Value::from_safe_string(mini.unwrap_or_default()))
    });
    engine.add_function("mini_columns", |values: Vec<Value>| {
        let values = values.iter().map(money).collect::<Result<Vec<_>, _>>()?;
        Ok::<_, Error>(Value::from_safe_string(draw::mini_columns(&values)))
    });
    engine.add_function("mini_cycle", |median: f64, p75: f64, p90: f64| {
        Value::from_safe_string(draw::mini_cycle(median, p75, p90))
    });
    engine.add_function("idle_bar", |days: i64, limit: u32, longest: i64| {
        Value::from_safe_string(draw::idle(days, limit, longest))
    });
}
