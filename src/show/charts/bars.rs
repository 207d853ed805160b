//! Rows of horizontal bars: value by stage and by owner, losses by reason.

use super::super::format::Style;
use super::super::rows::{Reason, Segment, Stage, name};
use super::scale::{Scale, fit, gutter};
use super::svg::{El, rect, span, text};
use super::{finish, frame};
use crate::pipeline::Decimal;

/// From one bar to the next, px.
const PITCH: f64 = 48.0;
/// How many bars are shown; the rest stand together in one more.
const MOST: usize = 8;

/// One bar: a pale whole with a solid part on top, or only the solid one.
struct Bar {
    label: String,
    under: String,
    whole: f64,
    solid: f64,
    value: String,
    second: String,
    /// The class of the solid part.
    paint: &'static str,
    /// The class of the second figure.
    tone: &'static str,
}

/// Open value by stage: full pale, weighted solid, every stage, in order.
pub fn stages(style: &Style, id: usize, title: &str, stages: &[Stage]) -> String {
    let rows = stages.iter().filter(|stage| stage.is_open());
    let rows = rows.map(|s| (s.label.clone(), s.count, s.value, s.weighted)).collect();
    valued(style, id, title, rows)
}

/// Open value by owner, most first; those without an open lead are left out.
pub fn owners(style: &Style, id: usize, title: &str, owners: &[Segment]) -> String {
    let none = style.words.t("no-owner", &[]);
    let row = |s: &Segment| {
        (name(s.label.as_deref(), s.key.as_deref(), &none).to_owned(), s.open, s.open_value, s.open_weighted)
    };
    let mut rows: Vec<_> = owners.iter().filter(|s| s.open > 0).map(row).collect();
    rows.sort_by(|a, b| b.2.cmp(&a.2).then(b.1.cmp(&a.1)));
    if rows.len() > MOST + 1 {
        let rest = rows.split_off(MOST);
        let label = style.words.t("others", &[("n", rest.len().into())]);
        let sum =
            |get: fn(&Valued) -> Decimal| rest.iter().map(get).fold(Decimal::ZERO, Decimal::saturating_add);
        rows.push((label, rest.iter().map(|r| r.1).sum(), sum(|r| r.2), sum(|r| r.3)));
    }
    valued(style, id, title, rows)
}

/// Label, leads, value, weighted.
type Valued = (String, u64, Decimal, Decimal);

fn valued(style: &Style, id: usize, title: &str, rows: Vec<Valued>) -> String {
    let scale = Scale::to_amount(rows.iter().map(|row| row.2).max());
    let sentence = |(label, n, value, weighted): &Valued| {
        let args = [
            ("label", label.as_str().into()),
            ("n", (*n).into()),
            ("value", style.compact(*value).into()),
            ("weighted", style.compact(*weighted).into()),
        ];
        style.words.t("value-row", &args)
    };
    let data: Vec<String> = rows.iter().map(sentence).collect();
    let bar = |(label, n, value, weighted): Valued| Bar {
        under: style.words.t("leads", &[("n", n.into())]),
        whole: scale.amount(value),
        solid: scale.amount(weighted),
        value: style.compact(value),
        second: if value.is_zero() { String::new() } else { style.compact_bare(weighted) },
        paint: "a",
        tone: "ta",
        label,
    };
    draw(id, title, &data.join(" "), &rows.into_iter().map(bar).collect::<Vec<_>>())
}

/// Losses by reason, as given: most first.
pub fn reasons(style: &Style, id: usize, title: &str, reasons: &[Reason]) -> String {
    let none = style.words.t("no-reason", &[]);
    let row = |r: &Reason| (name(r.label.as_deref(), r.key.as_deref(), &none).to_owned(), r.count, r.value);
    let mut rows: Vec<(String, u64, Decimal)> = reasons.iter().map(row).collect();
    if rows.len() > MOST + 1 {
        let rest = rows.split_off(MOST);
        let label = style.words.t("others", &[("n", rest.len().into())]);
        let value = rest.iter().map(|r| r.2).fold(Decimal::ZERO, Decimal::saturating_add);
        rows.push((label, rest.iter().map(|r| r.1).sum(), value));
    }
    let scale = Scale::to(rows.iter().map(|row| row.1).max().unwrap_or(0) as f64);
    let sentence = |(label, n, value): &(String, u64, Decimal)| {
        let args =
            [("label", label.as_str().into()), ("n", (*n).into()), ("value", style.compact(*value).into())];
        style.words.t("loss-row", &args)
    };
    let data: Vec<String> = rows.iter().map(sentence).collect();
    let bar = |(label, n, value): (String, u64, Decimal)| Bar {
        under: String::new(),
        whole: 0.0,
        solid: scale.at(n as f64),
        value: style.count(n),
        second: style.compact(value),
        paint: "l",
        tone: "m",
        label,
    };
    draw(id, title, &data.join(" "), &rows.into_iter().map(bar).collect::<Vec<_>>())
}

fn draw(id: usize, title: &str, data: &str, bars: &[Bar]) -> String {
    let (gutter, class) = gutter(bars.iter().flat_map(|bar| [bar.label.as_str(), &bar.under]));
    let height = (PITCH * bars.len() as f64 - 8.0).max(1.0);
    let mut chart = frame(id, &format!("bars {class}"), height, title, data);
    for (row, bar) in bars.iter().enumerate() {
        place(&mut chart, bar, row as f64 * PITCH, gutter);
    }
    finish(&chart)
}

fn place(chart: &mut El, bar: &Bar, y: f64, gutter: f64) {
    let label = fit(&bar.label, gutter - 12.0);
    if bar.under.is_empty() {
        chart.push(text(0.0, -gutter, y + 16.0, "k w", &label));
    } else {
        chart.push(text(0.0, -gutter, y + 11.0, "k w", &label));
        chart.push(text(0.0, -gutter, y + 27.0, "m w", &bar.under));
    }
    let mut group = El::new("g").class("bar");
    for (long, class) in [(bar.whole, "c"), (bar.solid, bar.paint)] {
        if long > 0.0 {
            group.push(rect(0.0, long, y, 24.0, class));
        }
    }
    if bar.whole.max(bar.solid) <= 0.0 {
        group.push(El::new("line").at("x1", 0).at("x2", 0).at("y1", y).at("y2", y + 24.0).class("ax"));
    }
    chart.push(group);
    let end = bar.whole.max(bar.solid);
    if bar.second.is_empty() {
        chart.push(text(end, 8.0, y + 16.0, "k w", &bar.value));
    } else {
        chart.push(text(end, 8.0, y + 10.0, "k w", &bar.value));
        chart.push(text(end, 8.0, y + 25.0, &format!("{} w", bar.tone), &bar.second));
    }
    chart.push(text(0.0, 0.0, y + 11.0, "k p", &fit(&bar.label, 126.0)));
    let narrow = El::new("text").at("x", "100%").at("y", y + 11.0).at("text-anchor", "end").class("p");
    let narrow = narrow.with(span("k", &bar.value));
    chart.push(match bar.second.is_empty() {
        true => narrow,
        false => narrow.with(span(bar.tone, &bar.second).at("dx", 7)),
    });
}
