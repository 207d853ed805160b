//! Columns by month: won up and lost down, and the value won.

use super::super::format::{Style, first_day, ten_to};
use super::scale::Scale;
use super::svg::{El, line, rect, text};
use super::{finish, frame};
use crate::pipeline::{Day, Decimal};
use crate::report::{DateSpan, Month};

/// Room for a number over or under a column, px.
const LABEL: f64 = 18.0;
/// From the columns' end to the axis words, px.
const AXIS: f64 = 16.0;
/// More months than this are too many to write every number.
const CROWD: usize = 13;

/// Won up, lost down, on one scale; a month that the period cuts is pale.
pub fn closed(style: &Style, id: usize, title: &str, months: &[&Month], period: &DateSpan) -> String {
    let up = months.iter().map(|m| m.won).max().unwrap_or(0) as f64;
    let down = months.iter().map(|m| m.lost).max().unwrap_or(0) as f64;
    let room = 150.0;
    let sentence = |m: &&Month| {
        let args = [("month", style.month(&m.month).into()), ("won", m.won.into()), ("lost", m.lost.into())];
        style.words.t("month-row", &args)
    };
    let data: Vec<String> = months.iter().map(sentence).collect();
    let base = LABEL + if up + down > 0.0 { room * up / (up + down) } else { room / 2.0 };
    let end = LABEL * 2.0 + room;
    let mut chart = frame(id, "months", end + AXIS * 2.0 + 4.0, title, &data.join(" "));
    let scale = Scale::to(up + down);
    let columns = Columns::over(months.len());
    for (at, month) in months.iter().enumerate() {
        let pale = !whole(&month.month, period);
        for (n, top, most) in [(month.won, true, up), (month.lost, false, down)] {
            if n == 0 {
                continue;
            }
            let tall = scale.at(n as f64) / 100.0 * room;
            let class = match (top, pale) {
                (true, false) => "a",
                (true, true) => "b",
                (false, false) => "l",
                (false, true) => "e",
            };
            let (y, words) = if top { (base - tall, base - tall - 5.0) } else { (base, base + tall + 14.0) };
            chart.push(rect(columns.left(at), columns.wide(), y, tall, class));
            if months.len() <= CROWD || n as f64 >= most {
                // Three digits are wider than a narrow page's column.
                let class = if n > 99 && (n as f64) < most { "k w" } else { "k" };
                chart.push(columns.centred(at, words, class, &style.count(n)));
            }
        }
    }
    chart.push(line(0.0, base, 100.0, base, "ax"));
    axis(&mut chart, style, months, columns, end + AXIS);
    finish(&chart)
}

/// The value won, up; all numbers in the unit of [`Style::chart_unit`].
pub fn won_value(style: &Style, id: usize, title: &str, months: &[&Month], period: &DateSpan) -> String {
    let largest = months.iter().map(|m| m.won_value).max().unwrap_or_default();
    let scale = Scale::to_amount(Some(largest));
    let power = style.chart_unit(largest).map_or(0, |(power, _)| power);
    let sentence = |m: &&Month| {
        let args = [("month", style.month(&m.month).into()), ("value", style.compact(m.won_value).into())];
        style.words.t("won-row", &args)
    };
    let data: Vec<String> = months.iter().map(sentence).collect();
    let (room, base) = (150.0 + LABEL, 150.0 + LABEL * 2.0);
    let mut chart = frame(id, "months", base + AXIS * 2.0 + 4.0, title, &data.join(" "));
    let columns = Columns::over(months.len());
    for (at, month) in months.iter().enumerate().filter(|(_, m)| !m.won_value.is_zero()) {
        let tall = scale.amount(month.won_value) / 100.0 * room;
        let class = if whole(&month.month, period) { "a" } else { "b" };
        chart.push(rect(columns.left(at), columns.wide(), base - tall, tall, class));
        if months.len() <= CROWD || month.won_value >= largest {
            let number = month.won_value.checked_div(ten_to(power)).unwrap_or_default();
            let y = base - tall - 5.0;
            chart.push(columns.centred(at, y, "k w", &style.decimal(number, places(number, 2))));
            chart.push(columns.centred(at, y, "k p", &style.decimal(number, places(number, 1))));
        }
    }
    chart.push(line(0.0, base, 100.0, base, "ax"));
    axis(&mut chart, style, months, columns, base + AXIS);
    finish(&chart)
}

/// At most `most` decimals, and no more than three digits.
fn places(number: Decimal, most: u32) -> u32 {
    match number {
        n if n >= Decimal::ONE_HUNDRED => 0,
        n if n >= Decimal::TEN => most.min(1),
        _ => most,
    }
}

/// Where the columns stand, in percent.
#[derive(Clone, Copy)]
struct Columns {
    step: f64,
}

impl Columns {
    fn over(count: usize) -> Self {
        Self { step: 100.0 / count.max(1) as f64 }
    }

    fn left(self, at: usize) -> f64 {
        self.step * at as f64 + self.step * 0.17
    }

    fn wide(self) -> f64 {
        self.step * 0.66
    }

    fn centred(self, at: usize, y: f64, class: &str, words: &str) -> El {
        text(self.step * (at as f64 + 0.5), 0.0, y, class, words).at("text-anchor", "middle")
    }
}

/// Month names, thinned where they would touch, and the years under them.
fn axis(chart: &mut El, style: &Style, months: &[&Month], columns: Columns, y: f64) {
    let every = if months.len() > CROWD { months.len().div_ceil(9) } else { 1 };
    let mut last_year = "";
    let mut last_at = 0;
    for (at, month) in months.iter().enumerate() {
        if at % every == 0 {
            // Every other one is left out where the page is narrowest.
            let class = if every == 1 && months.len() > 9 && at % 2 == 1 { "x" } else { "" };
            chart.push(columns.centred(at, y, class, &style.month_short(&month.month)));
        }
        let fiscal = month.quarter.as_deref().and_then(|quarter| quarter.split_once('-'));
        let year = fiscal.map_or_else(|| month.month.get(..4).unwrap_or_default(), |(year, _)| year);
        if year != last_year && (last_year.is_empty() || at - last_at >= every * 2) {
            chart.push(columns.centred(at, y + AXIS, "m", year));
            (last_year, last_at) = (year, at);
        }
    }
}

/// Whether the period holds the whole month.
fn whole(month: &str, period: &DateSpan) -> bool {
    let Some(first) = first_day(month) else { return true };
    let next = first.checked_add_months(chrono::Months::new(1));
    let last = next.and_then(|day| day.pred_opt()).unwrap_or(Day::MAX);
    period.from <= first && last <= period.to
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_that_the_period_cuts() {
        let period = DateSpan { from: "2025-11-24".parse().unwrap(), to: "2026-11-30".parse().unwrap() };
        assert!(!whole("2025-11", &period));
        assert!(whole("2025-12", &period) && whole("2026-11", &period));
        assert!(!whole("2026-12", &period));
    }
}
