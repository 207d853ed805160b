//! How the sales cycle is spread: a column for so many days, the median marked.

use super::super::format::Style;
use super::scale::{Scale, width};
use super::svg::{line, rect, text};
use super::{finish, frame};
use crate::figures::CycleDays;
use crate::report::CycleBin;

/// The columns' room, px.
const ROOM: f64 = 130.0;
/// Above them, px.
const TOP: f64 = 36.0;
/// The widths from which a narrow and a wide page draw it, px.
const WIDTHS: (f64, f64) = (280.0, 440.0);

/// Wins by how many days they took.
pub fn cycle(style: &Style, id: usize, title: &str, bins: &[&CycleBin], cycle: &CycleDays) -> String {
    let (Some(first), Some(last)) = (bins.first(), bins.last()) else { return String::new() };
    let range = |bin: &&CycleBin| {
        style
            .words
            .t("from-to", &[("from", bin.from.unsigned_abs().into()), ("to", bin.to.unsigned_abs().into())])
    };
    let sentence = |bin: &&CycleBin| {
        style.words.t("cycle-row", &[("range", range(bin).into()), ("n", bin.count.into())])
    };
    let data: Vec<String> = bins.iter().map(sentence).collect();
    let base = TOP + ROOM;
    let mut chart = frame(id, "spread", base + 24.0, title, &data.join(" "));
    let tall = Scale::to(bins.iter().map(|bin| bin.count).max().unwrap_or(0) as f64);
    let span = (last.to + 1 - first.from).max(1) as f64;
    let x = |days: f64| (days - first.from as f64) / span * 100.0;
    let step = 100.0 / bins.len() as f64;
    for (at, bin) in bins.iter().enumerate() {
        let high = tall.at(bin.count as f64) / 100.0 * (ROOM - 16.0);
        if bin.count > 0 {
            chart.push(rect(step * at as f64 + 0.4, step - 0.8, base - high, high, "b"));
            let middle = step * (at as f64 + 0.5);
            let count = text(middle, 0.0, base - high - 5.0, "k", &style.count(bin.count));
            chart.push(count.at("text-anchor", "middle"));
        }
    }
    chart.push(line(0.0, base, 100.0, base, "ax"));
    let end = style.days((last.to + 1) as f64);
    // Every so many of the days the columns begin with, none of which touches
    // its neighbour or the end of the axis.
    let starts = |px: f64| {
        let column = px / bins.len() as f64;
        let widest = bins.iter().map(|bin| width(&style.count(bin.from.unsigned_abs()))).fold(0.0, f64::max);
        let every = ((widest + 8.0) / column).ceil().max(1.0) as usize;
        let free = px - width(&end) - widest / 2.0 - 8.0;
        move |at: usize| at == 0 || (at.is_multiple_of(every) && column * at as f64 <= free)
    };
    let (narrow, wide) = (starts(WIDTHS.0), starts(WIDTHS.1));
    for (at, bin) in bins.iter().enumerate() {
        let class = match (narrow(at), wide(at)) {
            (true, true) => "m",
            (true, false) => "m p",
            (false, true) => "m w",
            (false, false) => continue,
        };
        let from = text(step * at as f64, 0.0, base + 17.0, class, &style.count(bin.from.unsigned_abs()));
        chart.push(from.at("text-anchor", if at == 0 { "start" } else { "middle" }));
    }
    chart.push(text(100.0, 0.0, base + 17.0, "m", &end).at("text-anchor", "end"));
    if let Some(median) = cycle.median.filter(|_| !cycle.few) {
        let at = x(median).clamp(0.0, 100.0);
        // The number above the bar that the line goes through stays free.
        let through = bins.get((at / step) as usize).or(bins.last()).filter(|bin| bin.count > 0);
        match through.map(|bin| base - tall.at(bin.count as f64) / 100.0 * (ROOM - 16.0)) {
            Some(top) => {
                chart.push(line(at, 18.0, at, top - 18.0, "wh"));
                chart.push(line(at, top, at, base, "wh"));
            }
            None => chart.push(line(at, 18.0, at, base, "wh")),
        }
        let words = style.words.t("median-is", &[("days", style.days(median).into())]);
        let anchor = match at {
            at if at < 30.0 => "start",
            at if at > 70.0 => "end",
            _ => "middle",
        };
        chart.push(text(at, 0.0, 12.0, "k", &words).at("text-anchor", anchor));
    }
    finish(&chart)
}
