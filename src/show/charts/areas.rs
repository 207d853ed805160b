//! What was open over time: the stages stacked, the furthest at the bottom, and
//! the weighted value as a line.

use rust_decimal::prelude::ToPrimitive;

use super::super::format::{Style, ten_to};
use super::scale::fit;
use super::svg::{El, line, number, text};
use super::{finish, frame};
use crate::pipeline::{Day, Decimal};
use crate::report::{TrendPoint, TrendSource};

/// The drawing's height, px.
const ROOM: f64 = 240.0;
/// Above it, px.
const TOP: f64 = 22.0;
/// The least distance of two names at the right, px.
const NAMES: f64 = 17.0;
/// The drawing's own width, whatever it is stretched to.
const WIDE: f64 = 1000.0;
/// The room for names at the right on wide and on narrow pages, px.
const GUTTERS: (f64, f64) = (160.0, 96.0);

/// The open value by stage, over days; the count where nothing is valued.
pub fn trend(style: &Style, id: usize, title: &str, points: &[&TrendPoint]) -> String {
    let (Some(first), Some(last)) = (points.first(), points.last()) else { return String::new() };
    let days = (last.date - first.date).num_days();
    if days <= 0 {
        return String::new();
    }
    let drawn = Drawn::of(points);
    let base = TOP + ROOM;
    let mut chart = frame(id, "trend", base + 40.0, title, &sentence(style, first, last));
    levels(&mut chart, style, &drawn, base);
    let x = |day: Day| (day - first.date).num_days() as f64 / days as f64;
    let mut areas = El::new("svg")
        .at("y", number(TOP))
        .at("width", "100%")
        .at("height", number(ROOM))
        .at("viewBox", format!("0 0 {WIDE} 100"))
        .at("preserveAspectRatio", "none");
    for (at, area) in drawn.areas.iter().enumerate() {
        areas.push(
            El::new("path")
                .class("a sep")
                .at("vector-effect", "non-scaling-stroke")
                .at("fill-opacity", number(drawn.strength(at)))
                .at("d", outline(points, area, |share| 100.0 - share * 100.0, x)),
        );
    }
    if let Some(weighted) = &drawn.weighted {
        let to = |(at, (point, share)): (usize, (&&TrendPoint, &f64))| {
            let letter = if at == 0 { 'M' } else { 'L' };
            format!("{letter}{} {}", number(x(point.date) * WIDE), number(100.0 - share * 100.0))
        };
        let path: String = points.iter().zip(weighted).enumerate().map(to).collect();
        areas.push(El::new("path").class("wl").at("d", path));
    }
    chart.push(areas);
    if let Some(known) =
        points.iter().position(|point| point.source != TrendSource::History).filter(|at| *at > 0)
    {
        let at = x(points[known].date) * 100.0;
        chart.push(line(at, TOP - 14.0, at, base, "run"));
        let month = style.month_of_year(&points[known].date.format("%Y-%m").to_string());
        let words = style.words.t("trend-known", &[("date", month.into())]);
        let end = at > 60.0;
        let label = text(at, if end { -6.0 } else { 6.0 }, TOP - 6.0, "m", &words);
        chart.push(if end { label.at("text-anchor", "end") } else { label });
    }
    names(&mut chart, style, &drawn, last, base);
    axis(&mut chart, style, points, x, base);
    finish(&chart)
}

/// What a chart draws, each value as a share of the highest.
struct Drawn {
    /// From the bottom up: the stage, and for each day where its area begins and ends.
    areas: Vec<Area>,
    weighted: Option<Vec<f64>>,
    /// The value at the top; `None` where leads are counted.
    top: Option<Decimal>,
    most: u64,
}

struct Area {
    id: String,
    label: String,
    shares: Vec<(f64, f64)>,
}

impl Drawn {
    fn of(points: &[&TrendPoint]) -> Self {
        let top = points.iter().map(|point| point.open.value).max().filter(|value| !value.is_zero());
        let most = points.iter().map(|point| point.open.count).max().unwrap_or(0);
        let whole = top.and_then(|top| top.to_f64()).unwrap_or(most as f64).max(f64::MIN_POSITIVE);
        let mut stages: Vec<(String, String)> = Vec::new();
        for stage in points.iter().rev().flat_map(|point| &point.stages) {
            if stages.iter().all(|(id, _)| *id != stage.id) {
                stages.push((stage.id.clone(), stage.label.clone()));
            }
        }
        let mut below = vec![0.0; points.len()];
        let mut areas = Vec::new();
        for (id, label) in stages.into_iter().rev() {
            let share = |point: &TrendPoint| {
                let stage = point.stages.iter().find(|stage| stage.id == id);
                let size = stage.map_or(0.0, |stage| match top {
                    Some(_) => stage.value.to_f64().unwrap_or(0.0),
                    None => stage.count as f64,
                });
                size / whole
            };
            let ends: Vec<f64> =
                points.iter().zip(&below).map(|(point, below)| below + share(point)).collect();
            let shares = below.iter().copied().zip(ends.iter().copied()).collect();
            below = ends;
            areas.push(Area { id, label, shares });
        }
        areas.retain(|area| area.shares.iter().any(|(from, to)| to > from));
        let weighted = top.map(|_| {
            points.iter().map(|point| point.open.weighted.to_f64().unwrap_or(0.0) / whole).collect()
        });
        Self { areas, weighted, top, most }
    }

    /// The power of ten of the unit that values are written in.
    fn power(&self, style: &Style) -> u32 {
        self.top.and_then(|top| style.chart_unit(top)).map_or(0, |(power, _)| power)
    }

    /// A value in that unit, with at most three digits as a rule.
    fn number(&self, style: &Style, value: Decimal) -> String {
        let number = value.checked_div(ten_to(self.power(style))).unwrap_or_default();
        let places = match number {
            n if n >= Decimal::ONE_HUNDRED || n.fract().is_zero() => 0,
            n if n >= Decimal::TEN => 1,
            _ => 2,
        };
        style.decimal(number, places)
    }

    /// How strong an area's colour is: the further the stage, the stronger.
    fn strength(&self, at: usize) -> f64 {
        let steps = self.areas.len().saturating_sub(1).max(1) as f64;
        1.0 - 0.78 * at as f64 / steps
    }
}

fn outline(points: &[&TrendPoint], area: &Area, y: impl Fn(f64) -> f64, x: impl Fn(Day) -> f64) -> String {
    let place =
        |point: &TrendPoint, share: f64| format!("{} {}", number(x(point.date) * WIDE), number(y(share)));
    let up = points.iter().zip(&area.shares).map(|(point, (_, to))| place(point, *to));
    let down = points.iter().zip(&area.shares).rev().map(|(point, (from, _))| place(point, *from));
    format!("M{}Z", up.chain(down).collect::<Vec<_>>().join("L"))
}

/// Faint lines at round numbers, of the unit that all numbers of the chart have.
fn levels(chart: &mut El, style: &Style, drawn: &Drawn, base: f64) {
    let unit = drawn.power(style);
    let top = match drawn.top {
        Some(top) => top.checked_div(ten_to(unit)).unwrap_or_default(),
        None => Decimal::from(drawn.most),
    };
    let step = round_step(top, drawn.top.is_none());
    let mut level = Decimal::ZERO;
    while level <= top {
        let share = level.checked_div(top).and_then(|share| share.to_f64()).unwrap_or(0.0);
        let y = base - share * ROOM;
        chart.push(line(0.0, y, 100.0, y, if level.is_zero() { "ax" } else { "hr" }));
        let words = style.decimal(level, step.normalize().scale());
        let words = if level.is_zero() { "0".to_owned() } else { words };
        chart.push(text(0.0, -8.0, y + 4.0, "m", &words).at("text-anchor", "end"));
        if step.is_zero() {
            break;
        }
        level += step;
    }
}

/// The step of 1, 2 or 5 times a power of ten that a scale has two to five of.
fn round_step(top: Decimal, whole: bool) -> Decimal {
    let mut power = Decimal::new(1, 4);
    while power * Decimal::ONE_HUNDRED < top {
        power *= Decimal::TEN;
    }
    let fits = |step: &Decimal| top <= *step * Decimal::from(5);
    let step = [2, 5, 10, 20, 50].into_iter().map(|times| power * Decimal::from(times)).find(fits);
    let step = step.unwrap_or(top);
    if whole { step.max(Decimal::ONE) } else { step }
}

/// The stages' names and last values at the right, kept apart.
fn names(chart: &mut El, style: &Style, drawn: &Drawn, last: &TrendPoint, base: f64) {
    let mut names: Vec<(f64, String, String, &str)> = Vec::new();
    for area in drawn.areas.iter() {
        let Some((from, to)) = area.shares.last().copied().filter(|(from, to)| to > from) else { continue };
        let stage = last.stages.iter().find(|stage| stage.id == area.id);
        let value = stage.map(|stage| match drawn.top {
            Some(_) => drawn.number(style, stage.value),
            None => style.count(stage.count),
        });
        names.push((base - (from + to) / 2.0 * ROOM, area.label.clone(), value.unwrap_or_default(), ""));
    }
    if let Some(weighted) = drawn.weighted.as_ref().and_then(|shares| shares.last()) {
        let value = drawn.number(style, last.open.weighted);
        names.push((base - weighted * ROOM, style.words.t("weighted", &[]), value, "k"));
    }
    names.sort_by(|a, b| b.0.total_cmp(&a.0));
    // From the bottom up each keeps its distance, then down again from the top.
    let mut lowest = base + 4.0;
    for name in &mut names {
        name.0 = name.0.min(lowest);
        lowest = name.0 - NAMES;
    }
    let mut highest = TOP + 4.0;
    for name in names.iter_mut().rev() {
        name.0 = name.0.max(highest);
        highest = name.0 + NAMES;
    }
    for (y, label, value, class) in &names {
        for (gutter, of) in [(GUTTERS.0, "w"), (GUTTERS.1, "p")] {
            let words = match of {
                "w" => format!("{} {value}", fit(label, gutter - 20.0 - super::scale::width(value))),
                _ => fit(label, gutter - 10.0),
            };
            chart.push(text(100.0, 8.0, y + 4.0, format!("{class} {of}").trim(), &words));
        }
    }
}

/// Some of the days under the axis.
fn axis(chart: &mut El, style: &Style, points: &[&TrendPoint], x: impl Fn(Day) -> f64, base: f64) {
    const SHOWN: usize = 5;
    let steps = (points.len() - 1).min(SHOWN - 1);
    let mut year = String::new();
    for step in 0..=steps {
        let Some(point) = points.get(step * (points.len() - 1) / steps.max(1)) else { continue };
        let at = x(point.date) * 100.0;
        chart.push(line(at, base, at, base + 4.0, "ax"));
        let anchor = match step {
            0 => "start",
            step if step == steps => "end",
            _ => "middle",
        };
        // Every other one is left out where the page is narrowest.
        let class = if step % 2 == 1 { "w" } else { "" };
        chart
            .push(text(at, 0.0, base + 18.0, class, &style.date_short(point.date)).at("text-anchor", anchor));
        let own = point.date.format("%Y").to_string();
        if own != year {
            chart.push(
                text(at, 0.0, base + 34.0, format!("m {class}").trim(), &own).at("text-anchor", anchor),
            );
            year = own;
        }
    }
}

fn sentence(style: &Style, first: &TrendPoint, last: &TrendPoint) -> String {
    let of = |point: &TrendPoint| {
        let args = [
            ("date", style.date(point.date).into()),
            ("n", point.open.count.into()),
            ("value", style.compact(point.open.value).into()),
            ("weighted", style.compact(point.open.weighted).into()),
        ];
        style.words.t("trend-row", &args)
    };
    format!("{} {}", of(first), of(last))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn round_numbers_two_to_five_of_them() {
        let step = |top: &str| round_step(top.parse().unwrap(), false).normalize().to_string();
        let told = ["57.59", "1", "0.9", "100", "101", "3.2", "0"].map(step);
        assert_eq!(told, ["20", "0.2", "0.2", "20", "50", "1", "0.0002"]);
        assert_eq!(round_step(3.into(), true), Decimal::ONE);
    }
}
