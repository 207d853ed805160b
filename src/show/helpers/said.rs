//! The message of data, in a sentence.

use std::sync::Arc;

use minijinja::value::{Rest, Serde, Value, from_args};
use minijinja::{Environment, Error};

use super::invalid;
use crate::figures::{
    ClosingAhead, CycleDays, Disqualified, LossReason, Month, Segment, Slips, StageFigures,
};
use crate::message;
use crate::report::chart_titles as titles;
use crate::report::{Opening, Sentence, Stamp, TimeToWin, TrendPoint, With};
use crate::show::format::Style;
use crate::show::lead::away;
use crate::show::sentences::{say, stamp, waiting};
use crate::show::typed::{Rows, one};
use crate::show::{corrected, shown};

/// What a chart says of what a template gives.
type Title = fn(&[Value]) -> Result<Sentence, Error>;

macro_rules! of_rows {
    ($name:literal, $rows:ty, $title:path) => {
        ($name, |given| {
            let (rows,): (&Value,) = from_args(given)?;
            Ok($title(&Rows::<$rows>::of(rows)?.figures()))
        })
    };
}

macro_rules! of_one {
    ($name:literal, $one:ty, $title:path) => {
        ($name, |given| {
            let (figure,): (&Value,) = from_args(given)?;
            Ok($title(one::<$one>(figure)?))
        })
    };
}

const TITLES: [(&str, Title); 16] = [
    of_rows!("funnel_title", StageFigures, titles::funnel),
    of_rows!("stages_title", StageFigures, titles::stages),
    of_rows!("owners_title", Segment, titles::owners),
    of_rows!("closed_title", Month, titles::closed),
    of_rows!("won_title", Month, titles::won),
    of_rows!("losses_title", LossReason, titles::losses),
    of_one!("curve_title", TimeToWin, titles::curve),
    of_rows!("trend_title", TrendPoint, titles::trend),
    of_rows!("trend_sources", TrendPoint, titles::trend_sources),
    of_one!("closing_title", ClosingAhead, titles::closing),
    of_one!("cycle_title", CycleDays, titles::cycle),
    of_one!("slips_title", Slips, titles::slips),
    of_one!("slips_typical", Slips, titles::slips_typical),
    of_one!("said", Sentence, Sentence::clone),
    ("days_title", |given| {
        let (rows, ages): (&Value, bool) = from_args(given)?;
        Ok(titles::days(&Rows::<StageFigures>::of(rows)?.figures(), ages))
    }),
    ("segments_title", |given| {
        let (rows, none, of): (&Value, &str, Option<&str>) = from_args(given)?;
        let name = |row: &Segment| shown::name(row.label.as_deref(), row.key.as_deref(), none).into();
        let title = titles::segments(&Rows::<Segment>::of(rows)?.figures(), name);
        Ok(match of {
            Some(of) => titles::of_what(of.into(), title),
            None => title,
        })
    }),
];

pub(super) fn sentences(engine: &mut Environment<'_>, style: &Arc<Style>) {
    let words = |style: &Style, message: &str, with: &With| -> Result<String, Error> {
        say(style, message, with).ok_or_else(|| invalid(message!("there is no message `{id}`", id = message)))
    };
    for (name, title) in TITLES {
        let with = Arc::clone(style);
        engine.add_function(name, move |given: Rest<Value>| {
            let title = title(&given)?;
            words(&with, title.say, &title.with)
        });
    }
    let own = Arc::clone(style);
    engine.add_function("standing", move |message: &str, with: &Value| {
        let with = one::<With>(with);
        words(&own, message, with.map_err(|_| invalid(message!("it takes `say` and `with` of a sentence")))?)
    });
    let own = Arc::clone(style);
    engine.add_function("disqualified", move |of: &Value| {
        Ok::<_, Error>(shown::disqualified(&own, one::<Disqualified>(of)?))
    });
    let own = Arc::clone(style);
    engine.add_function("away", move |days: i64| away(&own, days));
    engine.add_filter("is_silent", |of: &Value| Ok::<_, Error>(one::<Sentence>(of)?.is_silent()));
    let own = Arc::clone(style);
    engine.add_function("waiting", move |of: &Value| Ok::<_, Error>(waiting(&own, one::<Opening>(of)?)));
    let own = Arc::clone(style);
    engine.add_function("stamp_line", move |of: &Value| Ok::<_, Error>(stamp(&own, one::<Stamp>(of)?)));
}

/// What helps to show the past.
pub(super) fn past(engine: &mut Environment<'_>, style: &Arc<Style>) {
    let with = Arc::clone(style);
    engine.add_function("trend_unit", move |trend: &Value| {
        let trend = Rows::<TrendPoint>::of(trend)?;
        let largest = trend.figures().iter().map(|point| point.open.value).max().unwrap_or_default();
        Ok::<_, Error>(with.chart_unit(largest).map_or_else(|| with.symbol().to_owned(), |(_, unit)| unit))
    });
    engine.add_function("both_closings", |said: &Value, corrected: &Value| {
        let both = corrected::months(one::<ClosingAhead>(said)?, one::<ClosingAhead>(corrected)?);
        Ok::<_, Error>(Value::from(Serde(&both)))
    });
}
