//! Rows of horizontal bars: value by stage and by owner, losses by reason.

use super::super::format::Style;
use super::super::shown::{self, name};
use super::scale::{Scale, fit, gutter};
use super::svg::{El, line, percent, rect, span, text};
use super::{finish, frame};
use crate::figures::{ClosingAhead, Days, Expected, LossReason, Segment, StageFigures};
use crate::pipeline::Decimal;

/// From one bar to the next, px.
const PITCH: f64 = 48.0;
/// How many bars are shown; the rest stand together in one more.
const MOST: usize = 8;
/// From the end of the scale of all losses to what a bar says, and to the end of
/// what they are together, px; nothing else is drawn there.
const SAID: (f64, f64) = (16.0, 148.0);

/// Where a bar's figures stand.
#[derive(Clone, Copy)]
enum Said {
    /// At the bar's end.
    AtEnd,
    /// Right of the scale, where no line runs through them.
    Beside,
}

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
pub fn stages(style: &Style, id: usize, title: &str, stages: &[&StageFigures]) -> String {
    let rows = stages.iter().filter(|stage| stage.is_open());
    let rows = rows.map(|s| (s.label.clone(), s.count, s.value, s.weighted)).collect();
    valued(style, id, title, rows)
}

/// Open value by owner, most first; those without an open lead are left out.
pub fn owners(style: &Style, id: usize, title: &str, owners: &[&Segment]) -> String {
    let none = style.words.t("no-owner", &[]);
    let row = |s: &&Segment| {
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
        style.words.t(if style.weighs() { "value-row" } else { "value-row-bare" }, &args)
    };
    let data: Vec<String> = rows.iter().map(sentence).collect();
    let bar = |(label, n, value, weighted): Valued| Bar {
        under: style.words.t("leads", &[("n", n.into())]),
        whole: scale.amount(value),
        solid: if style.weighs() { scale.amount(weighted) } else { 0.0 },
        value: style.compact(value),
        second: if value.is_zero() || !style.weighs() { String::new() } else { style.compact_bare(weighted) },
        paint: "a",
        tone: "ta",
        label,
    };
    draw(id, title, &data.join(" "), &rows.into_iter().map(bar).collect::<Vec<_>>())
}

/// Open value by the month it is expected in; what is overdue first and what
/// has no date last.
pub fn closing(style: &Style, id: usize, title: &str, closing: &ClosingAhead) -> String {
    let row = |label: String, e: Expected| (label, e.count, e.value, e.weighted);
    let apart = |id: &str, e: Expected| (e.count > 0).then(|| row(style.words.t(id, &[]), e));
    let mut rows: Vec<Valued> =
        closing.months.iter().map(|month| row(style.month_of_year(&month.month), month.expected)).collect();
    if rows.len() > MOST + 1 {
        let rest = rows.split_off(MOST);
        rows.push(together(style, "later", &rest));
    }
    let all = apart("overdue", closing.overdue).into_iter().chain(rows);
    let all: Vec<Valued> = all.chain(apart("undated", closing.undated)).collect();
    valued(style, id, title, all)
}

fn together(style: &Style, id: &str, rest: &[Valued]) -> Valued {
    let label = style.words.t(id, &[("n", rest.len().into())]);
    let sum = |get: fn(&Valued) -> Decimal| rest.iter().map(get).fold(Decimal::ZERO, Decimal::saturating_add);
    (label, rest.iter().map(|row| row.1).sum(), sum(|row| row.2), sum(|row| row.3))
}

/// Median (solid) and 90th percentile (pale) of the days in each open stage:
/// of the stays that ended, or of the present ages.
pub fn days(style: &Style, id: usize, title: &str, stages: &[&StageFigures], ages: bool) -> String {
    let open = stages.iter().filter(|stage| stage.is_open());
    let open: Vec<(&str, Days)> = open.map(|stage| (stage.label.as_str(), stage.days(ages))).collect();
    let longest = open.iter().filter_map(|(_, days)| days.shown()).map(|(_, p90)| p90);
    let scale = Scale::to(longest.fold(0.0, f64::max));
    let sentence = |(label, days): &(&str, Days)| {
        let (median, p90) = shown::days(style, days);
        let args = [
            ("label", (*label).into()),
            ("median", median.into()),
            ("p90", p90.into()),
            ("n", days.n.into()),
        ];
        style.words.t("days-row", &args)
    };
    let data: Vec<String> = open.iter().map(sentence).collect();
    let bar = |(label, days): &(&str, Days)| {
        let shown = days.shown();
        Bar {
            label: (*label).to_owned(),
            under: style.sample(days.n),
            whole: shown.map_or(0.0, |(_, p90)| scale.at(p90)),
            solid: shown.map_or(0.0, |(median, _)| scale.at(median)),
            value: shown::days(style, days).0,
            second: shown.map(|(_, p90)| style.days(p90)).unwrap_or_default(),
            paint: "a",
            tone: "m",
        }
    };
    draw(id, title, &data.join(" "), &open.iter().map(bar).collect::<Vec<_>>())
}

/// Losses by reason as a Pareto chart: bars on the scale of all losses, most
/// first, and a line of what they are together.
pub fn reasons(style: &Style, id: usize, title: &str, reasons: &[&LossReason]) -> String {
    let none = style.words.t("no-reason", &[]);
    let row =
        |r: &&LossReason| (name(r.label.as_deref(), r.key.as_deref(), &none).to_owned(), r.count, r.value);
    let mut rows: Vec<(String, u64, Decimal)> = reasons.iter().map(row).collect();
    let total: u64 = rows.iter().map(|row| row.1).sum();
    if rows.len() > MOST + 1 {
        let rest = rows.split_off(MOST);
        let label = style.words.t("others", &[("n", rest.len().into())]);
        let value = rest.iter().map(|r| r.2).fold(Decimal::ZERO, Decimal::saturating_add);
        rows.push((label, rest.iter().map(|r| r.1).sum(), value));
    }
    let scale = Scale::to(total as f64);
    let mut sum = 0;
    let running: Vec<f64> = rows
        .iter()
        .map(|row| {
            sum += row.1;
            scale.at(sum as f64)
        })
        .collect();
    let together = |at: usize| style.percent(running[at] / 100.0);
    let sentence = |(at, (label, n, value)): (usize, &(String, u64, Decimal))| {
        let args = [
            ("label", label.as_str().into()),
            ("n", (*n).into()),
            ("value", style.compact(*value).into()),
            ("together", together(at).into()),
        ];
        style.words.t(if style.tells_amounts() { "loss-row" } else { "loss-row-bare" }, &args)
    };
    let data: Vec<String> = rows.iter().enumerate().map(sentence).collect();
    let (gutter, class) = gutter(rows.iter().map(|row| row.0.as_str()));
    let height = (PITCH * rows.len() as f64 - 8.0).max(1.0);
    let mut chart = frame(id, &format!("bars pareto {class}"), height + 4.0, title, &data.join(" "));
    for at in 1..running.len() {
        let y = |row: usize| row as f64 * PITCH + 12.0;
        chart.push(line(running[at - 1], y(at - 1), running[at], y(at), "run w"));
    }
    for (at, (label, n, value)) in rows.iter().enumerate() {
        let y = at as f64 * PITCH;
        let bar = Bar {
            label: label.clone(),
            under: String::new(),
            whole: 0.0,
            solid: scale.at(*n as f64),
            value: style.count(*n),
            second: if style.tells_amounts() { style.compact(*value) } else { String::new() },
            paint: "l",
            tone: "m",
        };
        place(&mut chart, &bar, y, gutter, Said::Beside);
        // One reason alone is all of them: a line would say nothing.
        if running.len() == 1 {
            break;
        }
        // On a narrow page text is between the bars: there a line stays in its row.
        let mark = El::new("g").class("mark").with(line(bar.solid, y + 12.0, running[at], y + 12.0, "run p"));
        let dot = El::new("circle").at("cx", percent(running[at])).at("cy", y + 12.0).at("r", 3.5);
        chart.push(mark.with(dot.class("run-dot")));
        let together = text(100.0, SAID.1, y + 16.0, "ta w", &together(at));
        chart.push(together.at("text-anchor", "end"));
    }
    finish(&chart)
}

fn draw(id: usize, title: &str, data: &str, bars: &[Bar]) -> String {
    let (gutter, class) = gutter(bars.iter().flat_map(|bar| [bar.label.as_str(), &bar.under]));
    let height = (PITCH * bars.len() as f64 - 8.0).max(1.0);
    let mut chart = frame(id, &format!("bars {class}"), height, title, data);
    for (row, bar) in bars.iter().enumerate() {
        place(&mut chart, bar, row as f64 * PITCH, gutter, Said::AtEnd);
    }
    finish(&chart)
}

fn place(chart: &mut El, bar: &Bar, y: f64, gutter: f64, said: Said) {
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
    let (end, dx) = match said {
        Said::AtEnd => (bar.whole.max(bar.solid), 8.0),
        Said::Beside => (100.0, SAID.0),
    };
    if bar.second.is_empty() {
        chart.push(text(end, dx, y + 16.0, "k w", &bar.value));
    } else {
        chart.push(text(end, dx, y + 10.0, "k w", &bar.value));
        chart.push(text(end, dx, y + 25.0, &format!("{} w", bar.tone), &bar.second));
    }
    chart.push(text(0.0, 0.0, y + 11.0, "k p", &fit(&bar.label, 126.0)));
    let narrow = El::new("text").at("x", "100%").at("y", y + 11.0).at("text-anchor", "end").class("p");
    let narrow = narrow.with(span("k", &bar.value));
    chart.push(match bar.second.is_empty() {
        true => narrow,
        false => narrow.with(span(bar.tone, &bar.second).at("dx", 7)),
    });
}
