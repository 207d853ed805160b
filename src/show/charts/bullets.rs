//! Targets as bullet charts: 100 % at one place for all rows, the time gone dashed.

use super::super::format::Style;
use super::scale::{Scale, fit};
use super::svg::{line, rect, text};
use super::{finish, frame};

/// From one row to the next, px.
const PITCH: f64 = 58.0;

/// A target as a row.
#[derive(Clone, Debug)]
pub struct Bullet {
    /// What it is.
    pub label: String,
    /// Reached / target.
    pub attainment: f64,
    /// The part of its time that is gone.
    pub gone: f64,
    /// What is missing, in words.
    pub note: String,
}

/// How much of each target is reached, and how much of its time is gone.
pub fn targets(style: &Style, id: usize, title: &str, rows: &[Bullet]) -> String {
    let most = rows.iter().map(|row| row.attainment).fold(1.0, f64::max);
    let scale = Scale::to(most.min(3.0));
    let rate = |row: &Bullet| style.percent(row.attainment);
    let sentence = |row: &Bullet| {
        let args = [
            ("label", row.label.as_str().into()),
            ("rate", rate(row).into()),
            ("note", row.note.as_str().into()),
            ("gone", style.percent(row.gone).into()),
        ];
        style.words.t("target-row", &args)
    };
    let data: Vec<String> = rows.iter().map(sentence).collect();
    let height = (PITCH * rows.len() as f64).max(1.0);
    let mut chart = frame(id, "bullets", height, title, &data.join(" "));
    for (at, row) in rows.iter().enumerate() {
        let y = at as f64 * PITCH;
        let class = if row.attainment < row.gone { "tr" } else { "ta" };
        chart.push(text(0.0, 0.0, y + 12.0, "k", &fit(&row.label, 270.0)));
        chart.push(text(100.0, 0.0, y + 12.0, class, &rate(row)).at("text-anchor", "end"));
        chart.push(rect(0.0, scale.at(1.0), y + 19.0, 14.0, "c"));
        if row.attainment > 0.0 {
            chart.push(rect(0.0, scale.at(row.attainment), y + 19.0, 14.0, "a"));
        }
        let (gone, full) = (scale.at(row.gone), scale.at(1.0));
        chart.push(line(gone, y + 16.0, gone, y + 36.0, "run gone"));
        chart.push(line(full, y + 16.0, full, y + 36.0, "wh"));
        chart.push(text(0.0, 0.0, y + 48.0, "m", &row.note));
    }
    finish(&chart)
}
