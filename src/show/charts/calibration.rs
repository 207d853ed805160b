//! What was said beside what happened: leads whose chances were alike.

use super::super::format::Style;
use super::svg::{El, line, number, text};
use super::{finish, frame};
use crate::figures::CalibrationRow;

/// The drawing's height, px.
const ROOM: f64 = 200.0;
/// Above it, px.
const TOP: f64 = 10.0;

/// A dot for each tenth of chances: across the mean chance, up the share that was won;
/// on the line what was said became so.
pub fn calibration(style: &Style, id: usize, title: &str, rows: &[&CalibrationRow]) -> String {
    let base = TOP + ROOM;
    let sentence = |row: &&CalibrationRow| {
        let args = [
            ("said", style.percent(row.expected).into()),
            ("won", style.percent(row.won).into()),
            ("n", row.n.into()),
        ];
        style.words.t("fc-calibration-row", &args)
    };
    let data: Vec<String> = rows.iter().map(sentence).collect();
    let most = rows.iter().map(|row| row.expected.max(row.won)).fold(0.1_f64, f64::max);
    // The next tenth, so that the axes end on a round number.
    let most = ((most * 10.0).ceil() / 10.0).min(1.0);
    let (x, y) = (|share: f64| share / most * 100.0, |share: f64| base - share / most * ROOM);
    let mut chart = frame(id, "calibration", base + 24.0, title, &data.join(" "));
    for share in [0.0, most / 2.0, most] {
        chart.push(line(0.0, y(share), 100.0, y(share), if share == 0.0 { "ax" } else { "hr" }));
        chart.push(text(0.0, -8.0, y(share) + 4.0, "m", &style.percent(share)).at("text-anchor", "end"));
        let anchor = if share == 0.0 {
            "start"
        } else if share == most {
            "end"
        } else {
            "middle"
        };
        chart.push(text(x(share), 0.0, base + 18.0, "m", &style.percent(share)).at("text-anchor", anchor));
    }
    chart.push(line(0.0, base, 100.0, TOP, "run"));
    let largest = rows.iter().map(|row| row.n).max().unwrap_or(1).max(1) as f64;
    for row in rows {
        let size = 3.0 + 6.0 * (row.n as f64 / largest).sqrt();
        let dot = El::new("circle").class("a").at("cx", format!("{}%", number(x(row.expected))));
        chart.push(dot.at("cy", number(y(row.won))).at("r", number(size)));
    }
    finish(&chart)
}
