//! The curves of time to win: won with its band, lost, and how many are still
//! followed.

use super::super::format::Style;
use super::svg::{El, line, number, text};
use super::{finish, frame};
use crate::figures::{AtDays, ENOUGH};
use crate::report::CurvePoint;

/// The drawing's height, px.
const ROOM: f64 = 210.0;
/// Above it, px.
const TOP: f64 = 10.0;
/// The least distance of two numbers under the axis, percent of the width.
const APART: f64 = 13.0;
/// The least distance of two names at the curves' ends, px.
const NAMES: f64 = 18.0;

/// The curves by days since the start.
pub fn time_to_win(style: &Style, id: usize, title: &str, points: &[&CurvePoint], at: &[&AtDays]) -> String {
    // As far as enough are followed, and no further.
    let points: Vec<&CurvePoint> = points.iter().copied().filter(|p| p.at_risk >= ENOUGH).collect();
    let at: Vec<&AtDays> = at.iter().copied().filter(|at| at.shown().is_some()).collect();
    let Some(last) = points.last().filter(|last| last.days > 0) else { return String::new() };
    let at: Vec<&AtDays> = at.into_iter().filter(|at| at.days <= last.days).collect();
    let data: Vec<String> = at.iter().filter_map(|at| sentence(style, at)).collect();
    let base = TOP + ROOM;
    let mut chart = frame(id, "curve", base + 52.0, title, &data.join(" "));
    for share in [0.0, 0.5, 1.0] {
        let y = base - share * ROOM;
        chart.push(line(0.0, y, 100.0, y, if share == 0.0 { "ax" } else { "hr" }));
        chart.push(text(0.0, -8.0, y + 4.0, "m", &style.percent(share)).at("text-anchor", "end"));
    }
    let longest = last.days as f64;
    let height = |share: f64| 100.0 - share.clamp(0.0, 1.0) * 100.0;
    let steps = |get: fn(&CurvePoint) -> f64| {
        let step = |p: &&CurvePoint| format!("H{}V{}", p.days, number(height(get(p))));
        points.iter().map(step).collect::<String>()
    };
    let back = points.windows(2).rev().map(|two| {
        let (before, after) = (two[0], two[1]);
        format!("H{}V{}", after.days, number(height(before.low)))
    });
    let back: String = back.collect();
    let first = points.first().map_or(0, |first| first.days);
    let band = format!("M0 100{}V{}{back}H{first}V100Z", steps(|p| p.high), number(height(last.low)),);
    let path = |class: &str, d: String| El::new("path").class(class).at("d", d);
    let drawing = El::new("svg")
        .at("y", number(TOP))
        .at("width", "100%")
        .at("height", number(ROOM))
        .at("viewBox", format!("0 0 {} 100", last.days))
        .at("preserveAspectRatio", "none")
        .with(path("band", band))
        .with(path("pg", format!("M0 100{}", steps(|p| p.lost))))
        .with(path("pa", format!("M0 100{}", steps(|p| p.won))));
    chart.push(drawing);
    names(&mut chart, style, last, base);
    axis(&mut chart, style, &at, longest, base);
    finish(&chart)
}

fn sentence(style: &Style, at: &AtDays) -> Option<String> {
    let args = [
        ("days", style.days(at.days as f64).into()),
        ("won", style.percent(at.won?).into()),
        ("lost", style.percent(at.lost?).into()),
        ("n", at.at_risk.into()),
    ];
    Some(style.words.t("curve-row", &args))
}

/// The curves' names at their ends, kept apart.
fn names(chart: &mut El, style: &Style, last: &CurvePoint, base: f64) {
    let y = |share: f64| base - share * ROOM + 4.0;
    let (mut won, mut lost) = (y(last.won), y(last.lost));
    let close = NAMES - (won - lost).abs();
    if close > 0.0 {
        let up = if lost <= won { -1.0 } else { 1.0 };
        lost += up * close / 2.0;
        won -= up * close / 2.0;
    }
    let name = |id: &str, share: f64| format!("{} {}", style.words.t(id, &[]), style.percent(share));
    chart.push(text(100.0, 8.0, won.min(base + 4.0), "ta", &name("won", last.won)));
    chart.push(text(100.0, 8.0, lost.min(base + 4.0), "m", &name("lost", last.lost)));
}

/// Days under the axis, and under them how many are still followed.
fn axis(chart: &mut El, style: &Style, at: &[&AtDays], longest: f64, base: f64) {
    let mut next = 100.0 + APART;
    let mut shown: Vec<(&AtDays, f64)> = Vec::new();
    for at in at.iter().rev() {
        let x = at.days as f64 / longest * 100.0;
        if x <= next - APART {
            shown.push((at, x));
            next = x;
        }
    }
    for (at, x) in shown {
        chart.push(line(x, base, x, base + 4.0, "ax"));
        let days = style.count(at.days.unsigned_abs());
        chart.push(text(x, 0.0, base + 18.0, "", &days).at("text-anchor", "middle"));
        let class = if at.at_risk < 10 { "m" } else { "k" };
        let at_risk = style.count(at.at_risk);
        chart.push(text(x, 0.0, base + 38.0, class, &at_risk).at("text-anchor", "middle"));
    }
    chart.push(text(100.0, 8.0, base + 18.0, "m", &style.words.t("days-axis", &[])));
    chart.push(text(100.0, 8.0, base + 38.0, "m", &style.words.t("followed", &[])));
}
