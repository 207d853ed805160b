//! The way of one lead through the stages: a row for each, a bar for each stay.

use super::super::format::Style;
use super::scale::{fit, gutter};
use super::svg::{El, line, rect, text};
use super::{finish, frame};
use crate::pipeline::Day;

/// From one row to the next, px.
const PITCH: f64 = 34.0;
/// Above the first row, px.
const TOP: f64 = 22.0;
/// A bar's height, px.
const BAR: f64 = 20.0;

/// A stay in a stage.
#[derive(Clone, Copy, Debug)]
pub struct PathStay {
    /// The index of its row.
    pub row: usize,
    /// The day it began.
    pub from: Day,
    /// The day it ended, or the day looked at.
    pub to: Day,
    /// Whether the lead is there now.
    pub now: bool,
}

/// The stays by row, oldest first, on one scale of days. Rows before `furthest`
/// without a stay were skipped.
pub fn path(
    style: &Style,
    id: usize,
    title: &str,
    labels: &[&str],
    stays: &[PathStay],
    furthest: usize,
) -> String {
    let (Some(first), Some(last)) = (stays.first(), stays.last()) else { return String::new() };
    let whole = (last.to - first.from).num_days().max(1) as f64;
    let x = |day: Day| (day - first.from).num_days() as f64 / whole * 100.0;
    let (gutter, class) = gutter(labels.iter().copied());
    let days = |stay: &PathStay| style.days((stay.to - stay.from).num_days() as f64);
    let told = stays.iter().map(|stay| {
        let label = labels.get(stay.row).copied().unwrap_or_default();
        format!("{label}: {}.", days(stay))
    });
    let height = TOP + PITCH * labels.len() as f64;
    let told: Vec<String> = told.collect();
    let mut chart = frame(id, &format!("way {class}"), height, title, &told.join(" "));
    months(&mut chart, style, first.from, last.to, height, x);
    for (at, label) in labels.iter().enumerate() {
        let y = TOP + PITCH * at as f64 + 14.0;
        let been = stays.iter().any(|stay| stay.row == at);
        chart.push(text(0.0, -gutter, y, if been { "k" } else { "m" }, &fit(label, gutter - 12.0)));
        if !been {
            let words = if at < furthest { "site-skipped" } else { "site-not-reached" };
            chart.push(text(0.0, 0.0, y, "m", &style.words.t(words, &[])));
        }
    }
    // Of a lead that was closed in between, no line leads on.
    for pair in stays.windows(2).filter(|pair| pair[0].to == pair[1].from) {
        let back = pair[1].row < pair[0].row;
        let (from, to) = (TOP + PITCH * pair[0].row as f64, TOP + PITCH * pair[1].row as f64);
        let (from, to) = if back { (from, to + BAR) } else { (from + BAR, to) };
        chart.push(line(x(pair[1].from), from, x(pair[1].from), to, if back { "back" } else { "ax" }));
    }
    for (at, stay) in stays.iter().enumerate() {
        let beside = |other: &PathStay| other.row == stay.row;
        let next = stays[at + 1..].iter().find(|other| beside(other)).map_or(100.0, |other| x(other.from));
        let before = stays[..at].iter().rev().find(|other| beside(other)).map_or(0.0, |other| x(other.to));
        let ends = (x(stay.from), x(stay.to));
        bar(&mut chart, stay, ends, (ends.0 - before, next - ends.1), &days(stay));
    }
    finish(&chart)
}

/// How much of the width the words of a bar take, percent.
const WORDS: f64 = 13.0;

/// A bar with its days: inside where there is room, else beside it, else
/// nowhere, but for the one where the lead is now; the chart's description has
/// them all.
fn bar(chart: &mut El, stay: &PathStay, (from, to): (f64, f64), (left, right): (f64, f64), words: &str) {
    let y = TOP + PITCH * stay.row as f64;
    chart.push(rect(from, (to - from).max(0.4), y, BAR, if stay.now { "a" } else { "c" }));
    let beside = if stay.now { "ta" } else { "k" };
    let short = words.split(super::super::format::NBSP).next().unwrap_or_default();
    if to - from >= WORDS {
        let inside = if stay.now { "on" } else { "k" };
        for (class, words) in [("w", words), ("p", short)] {
            let class = format!("{inside} {class}");
            chart.push(text((from + to) / 2.0, 0.0, y + 14.0, &class, words).at("text-anchor", "middle"));
        }
    } else if right >= WORDS {
        chart.push(text(to, 6.0, y + 14.0, beside, words));
    } else if left >= WORDS {
        chart.push(text(from, -6.0, y + 14.0, beside, words).at("text-anchor", "end"));
    } else if stay.now {
        // It ends where the chart does: the number alone has room beside that.
        chart.push(text(to, 4.0, y + 14.0, beside, short));
    }
}

/// A line for the first of each month, thinned where there are many.
fn months(chart: &mut El, style: &Style, from: Day, to: Day, height: f64, x: impl Fn(Day) -> f64) {
    use chrono::{Datelike, Months};
    let mut starts = Vec::new();
    let mut day = from.with_day(1).and_then(|day| day.checked_add_months(Months::new(1)));
    while let Some(start) = day.filter(|day| *day < to && starts.len() < 600) {
        starts.push(start);
        day = start.checked_add_months(Months::new(1));
    }
    let step = starts.len().div_ceil(6).max(1);
    for start in starts.into_iter().step_by(step) {
        chart.push(line(x(start), 14.0, x(start), height - 4.0, "hr"));
        let month = format!("{}", start.format("%Y-%m"));
        let words = if step >= 3 { style.month_of_year(&month) } else { style.month_short(&month) };
        if x(start) < 94.0 && x(start) > 3.0 {
            chart.push(text(x(start), 0.0, 10.0, "m", &words).at("text-anchor", "middle"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn every_stay_is_a_bar_and_the_way_back_a_line() {
        let style = Style::new("en", "USD");
        let stays = [
            PathStay { row: 0, from: day("2026-08-05"), to: day("2026-08-31"), now: false },
            PathStay { row: 1, from: day("2026-08-31"), to: day("2026-09-14"), now: false },
            PathStay { row: 0, from: day("2026-09-14"), to: day("2026-09-14"), now: true },
        ];
        let svg = path(&style, 1, "<t>", &["A", "B", "C"], &stays, 1);
        assert_eq!(svg.matches("<rect").count(), 3);
        assert_eq!(svg.matches("class=\"back\"").count(), 1);
        assert!(svg.contains("A: 26\u{a0}days. B: 14\u{a0}days. A: 0\u{a0}days."), "{svg}");
        assert!(svg.contains("&lt;t&gt;") && svg.contains("not reached"));
        assert!(path(&style, 1, "", &["A", "B", "C"], &stays, 3).contains("skipped"));
        assert_eq!(path(&style, 1, "", &["A"], &[], 0), "");
        let again = PathStay { from: day("2026-11-01"), to: day("2026-11-02"), ..stays[2] };
        let svg = path(&style, 1, "", &["A", "B"], &[stays[0], stays[1], again], 1);
        assert!(!svg.contains("class=\"back\""), "it was opened again: {svg}");
    }
}
