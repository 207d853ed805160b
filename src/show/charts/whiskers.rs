//! Win rates with their intervals: a dot and a whisker a row, from 0 to 100 %.

use super::super::format::Style;
use super::super::shown::name;
use super::scale::{fit, gutter};
use super::svg::{El, line, percent, span, text};
use super::{finish, frame};
use crate::figures::{Rate, Segment};

/// From one row to the next, px.
const PITCH: f64 = 40.0;
/// How many rows are shown; the table has all.
const MOST: usize = 8;

/// The win rate of each segment that closed anything, most closed first.
/// `none` is what people call the one without a name.
pub fn segments(style: &Style, id: usize, title: &str, none: &str, segments: &[&Segment]) -> String {
    let mut rows: Vec<&Segment> = segments.iter().copied().filter(|row| row.win_rate.n > 0).collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.win_rate.n));
    rows.truncate(MOST);
    let row =
        |row: &&Segment| (name(row.label.as_deref(), row.key.as_deref(), none).to_owned(), row.win_rate);
    rates(style, id, title, &rows.iter().map(row).collect::<Vec<_>>())
}

/// Rates in the order given, each under its label.
pub fn rates(style: &Style, id: usize, title: &str, rows: &[(String, Rate)]) -> String {
    let (gutter, class) = gutter(rows.iter().map(|(label, _)| label.as_str()));
    let data: Vec<String> = rows.iter().map(|(label, rate)| sentence(style, *rate, label)).collect();
    let end = PITCH * rows.len() as f64;
    let mut chart = frame(id, &format!("whiskers {class}"), end + 20.0, title, &data.join(" "));
    for (x, anchor) in [(0.0, "start"), (50.0, "middle"), (100.0, "end")] {
        chart.push(line(x, 0.0, x, end, "hr"));
        chart.push(text(x, 0.0, end + 16.0, "m", &style.percent(x / 100.0)).at("text-anchor", anchor));
    }
    for (at, (label, rate)) in rows.iter().enumerate() {
        place(&mut chart, style, *rate, label, PITCH * at as f64, gutter);
    }
    finish(&chart)
}

fn sentence(style: &Style, rate: Rate, label: &str) -> String {
    let few = || style.words.t("too-few", &[]);
    let shown = rate.shown().map_or_else(few, |(value, ..)| style.percent(value));
    let args = [("label", label.into()), ("rate", shown.into()), ("n", rate.n.into())];
    style.words.t("segment-row", &args)
}

fn place(chart: &mut El, style: &Style, rate: Rate, label: &str, y: f64, gutter: f64) {
    let sample = style.sample(rate.n);
    chart.push(text(0.0, -gutter, y + 18.0, "k w", &fit(label, gutter - 12.0)));
    chart.push(text(0.0, 0.0, y + 11.0, "k p halo", &fit(label, 110.0)));
    let narrow = El::new("text").at("x", "100%").at("y", y + 11.0).at("text-anchor", "end").class("p halo");
    let Some((value, low, high)) = rate.shown() else {
        let few = style.words.t("too-few", &[]);
        chart.push(text(100.0, 16.0, y + 11.0, "m w", &few));
        chart.push(text(100.0, 16.0, y + 26.0, "m w", &sample));
        chart.push(narrow.with(span("m", &format!("{few}, {sample}"))));
        return;
    };
    let (x, from, to) = (value * 100.0, low * 100.0, high * 100.0);
    let dot = El::new("circle").at("cx", percent(x)).at("cy", y + 14.0).at("r", 5).class("a sep");
    chart.push(El::new("g").class("mark").with(line(from, y + 14.0, to, y + 14.0, "wh")).with(dot));
    let (value, range) = (style.percent(value), style.range(low, high));
    chart.push(text(100.0, 16.0, y + 11.0, "k w", &value));
    chart.push(text(100.0, 16.0, y + 26.0, "m w", &format!("{range}, {sample}")));
    chart.push(narrow.with(span("k", &value)).with(span("m", &format!("{range}, {sample}")).at("dx", 5)));
}
