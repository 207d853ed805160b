//! `corong explain forecast LEAD`: where a lead's chance comes from.

use std::fmt::Write;

use serde_json::json;

use super::forecast::expectations;
use super::looking::AsOfArgs;
use super::stderr::spoken;
use super::{Context, Failure, choose};
use crate::figures::{ChanceSteps, ForecastMethod, ForecastOptions, View, ViewFilter, chance_steps};
use crate::message;
use crate::pipeline::{Decimal, Period};
use crate::report::ForecastQuestion;
use crate::show::format::Style;
use crate::text::{Message, visible};

/// The steps of a lead's chance, in words or as data.
///
/// # Errors
/// Where there is no such lead, or it is not open.
pub fn explained(lead: &str, at: &AsOfArgs, as_data: bool, context: &Context) -> Result<String, Failure> {
    let (context, files) = &context.looking(&at.rev)?;
    let read = context.read(files)?;
    let workspace = &read.loaded.workspace;
    let chosen = choose::lead(lead, &read.loaded, files.root(), context)?;
    let as_of = at.day(workspace, context)?;
    let question = ForecastQuestion::as_of(as_of, &workspace.config);
    let told = expectations(workspace, &question, files, context)?;
    let ForecastQuestion { until, runs, seed, method, .. } = question;
    let options = ForecastOptions { until, runs, seed, method };
    let id = chosen.path.stem();
    let steps = (0..workspace.config.pipelines.len()).find_map(|index| {
        let view = View::new(workspace, index, as_of, Period::year_to(as_of), ViewFilter::default())?;
        let told = told.get(index).map(Vec::as_slice).unwrap_or_default();
        chance_steps(&view, told, &options, id)
    });
    let steps = steps.ok_or_else(|| {
        Failure::usage(message!(
            "`{id}` is not open on {as_of}, so that it has no chance to be won",
            id,
            as_of
        ))
    })?;
    if as_data {
        let data = json!({
            "schema": "corong.explain/1", "figure": "forecast", "lead": id, "as_of": as_of, "until": until,
            "steps": steps,
        });
        return Ok(serde_json::to_string_pretty(&data).unwrap_or_default() + "\n");
    }
    let language = spoken();
    let style = Style::new(language.code(), workspace.config.currency.code());
    let title =
        message!("{id}: won by {until} in {p} of 100 cases", id, until, p = hundredths(&style, steps.p));
    let mut text = format!("# {}\n\n", visible(&title.in_language(language)));
    for line in lines(&style, &steps) {
        let _ = writeln!(text, "- {}", visible(&line.in_language(language)));
    }
    Ok(text)
}

/// A share in percent, with one decimal.
fn hundredths(style: &Style, share: f64) -> String {
    style.decimal(Decimal::try_from(share * 100.0).unwrap_or_default(), 1)
}

fn lines(style: &Style, steps: &ChanceSteps) -> Vec<Message> {
    let ChanceSteps { stage, age, days, .. } = steps;
    let mut lines =
        vec![message!("it has been in {stage} for {age} days; asked is {days} days ahead", stage, age, days)];
    lines.extend(steps.held.map(|day| message!("it is on hold until {day}, and counts from then on", day)));
    let (base, n) = steps.base;
    lines.push(message!(
        "base: of {n} leads open at earlier month ends {p} % were won within {days} days",
        n,
        p = hundredths(style, base),
        days
    ));
    let (won, n) = steps.in_stage;
    lines.push(message!(
        "stage: {won} of {n} in {stage} were; with 20 of the base beside them {p} %",
        won,
        n,
        stage,
        p = hundredths(style, steps.stage_chance)
    ));
    lines.push(match steps.at_age {
        None => message!("history: no attempt is known that was in {stage} for {age} days, so that it is the stage's", stage, age),
        Some((_, 0)) => message!("history: no attempt that was in {stage} for {age} days was followed for {days} days more, so that it is the stage's", stage, age, days),
        Some((p, n)) => message!(
            "history: of {n} attempts that were in {stage} for {age} days {p} % were won within {days} days more (Aalen–Johansen); with 30 of the stage's share beside them {shrunk} %",
            n, stage, age, p = hundredths(style, p), days, shrunk = hundredths(style, steps.history)
        ),
    });
    lines.extend(steps.expected.map(|day| {
        message!(
            "dates: expected on {day}, and by how such dates slipped {p} %",
            day,
            p = hundredths(style, steps.dates)
        )
    }));
    let word = steps.method.word();
    lines.push(match steps.own {
        Some(own) => message!(
            "its own probability of {own} % takes the place of the chance to be won at all: {p} % by then",
            own = hundredths(style, own),
            p = hundredths(style, steps.said)
        ),
        None => {
            message!("taken is {method}: {p} %", method = word, p = hundredths(style, steps.said))
        }
    });
    if steps.own.is_none() && (steps.p - steps.said).abs() > 5e-4 {
        lines.push(message!(
            "earlier month ends were missed to one side, so that it is shifted to {p} %",
            p = hundredths(style, steps.p)
        ));
    }
    let unused = steps.expected.is_some() && steps.method != ForecastMethod::Dates;
    if unused {
        lines.push(message!("the expected date plays no part in it"));
    }
    lines
}
