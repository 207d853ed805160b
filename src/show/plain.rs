//! A report as plain text for a terminal, as wide as that is.

mod more;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::findings::visible;
use super::format::{JOINER, Style};
use super::rows::{self, name};
use super::titles;
use crate::pipeline::{Day, Decimal};
use crate::report::{PipelineReport, Report, Segment};

/// The longest bar, in characters.
const BAR: usize = 30;
/// The narrowest terminal that is written for.
const NARROW: usize = 40;
/// How many rows of a list are shown.
const MOST: usize = 10;

/// The report for a terminal of so many columns.
pub fn text(report: &Report, width: usize) -> String {
    let style = Style::new(report.language, &report.currency);
    let mut page = Page { out: String::new(), width: width.max(NARROW), style: &style };
    let t = |id: &str| style.words.t(id, &[]);
    page.line(&format!("{}: {}", visible(&report.name), t("report")));
    let range =
        [("from", style.date(report.period.from).into()), ("to", style.date(report.period.to).into())];
    page.line(&format!("{} {}", t("as-of"), style.date(report.as_of)));
    page.line(&format!("{} {}", t("period"), style.words.t("date-range", &range)));
    page.total(report);
    for pipeline in &report.pipelines {
        if report.pipelines.len() > 1 {
            page.gap();
            page.line(&format!("== {} ==", visible(&pipeline.label)));
        }
        page.pipeline(pipeline, report.as_of);
    }
    if !report.left_out.is_empty() {
        page.head("quality");
        page.line(&style.words.t("left-out-title", &[("n", report.left_out.len().into())]));
        for file in report.left_out.iter().take(MOST) {
            page.line(&format!("  {}: {}", visible(&file.path), visible(&file.why)));
        }
    }
    page.gap();
    page.line(&style.words.t("tax", &[("currency", report.currency.as_str().into())]));
    page.out
}

/// The same data as the charts read it.
fn read<T: DeserializeOwned + Default>(data: &impl Serialize) -> T {
    let value = serde_json::to_value(data).and_then(serde_json::from_value);
    value.unwrap_or_default()
}

/// A cell: its text, and whether it stands at the right.
struct Column {
    title: String,
    number: bool,
}

struct Page<'s> {
    out: String,
    width: usize,
    style: &'s Style,
}

impl Page<'_> {
    fn gap(&mut self) {
        self.out.push('\n');
    }

    /// A line, broken at spaces where it is too long.
    fn line(&mut self, text: &str) {
        let text = shown(text);
        let indent = text.len() - text.trim_start().len();
        let mut used = 0;
        for word in text.split(' ').filter(|word| !word.is_empty()) {
            let long = columns(word);
            if used == 0 {
                self.out.push_str(&" ".repeat(indent));
                used = indent;
            } else if used + 1 + long > self.width {
                self.out.push('\n');
                self.out.push_str(&" ".repeat(indent));
                used = indent;
            } else {
                self.out.push(' ');
                used += 1;
            }
            self.out.push_str(word);
            used += long;
        }
        self.out.push('\n');
    }

    fn t(&self, id: &str) -> String {
        self.style.words.t(id, &[])
    }

    fn head(&mut self, id: &str) {
        let words = self.t(id);
        self.gap();
        self.line(&words);
        self.line(&"─".repeat(columns(&words)));
    }

    fn pipeline(&mut self, p: &PipelineReport, as_of: Day) {
        self.figures(p);
        self.standing(p);
        self.funnel(p);
        self.now(p);
        self.rotting(p);
        self.months(p);
        self.targets(p, as_of);
        self.times(p);
        for (id, first, none, rows) in [
            ("by-source", "source", "no-source", &p.by_source),
            ("by-product", "product", "no-product", &p.by_product),
            ("by-industry", "industry", "no-industry", &p.by_industry),
            ("by-owner-head", "owner", "no-owner", &p.by_owner),
            ("by-size", "size", "no-size", &p.wins.by_size),
            ("by-early", "early", "none", &p.wins.by_early_activity),
        ] {
            self.segments(id, first, none, rows);
        }
        self.losses(p);
        self.lost_from(p);
        self.effort(p);
        self.customers(p);
        self.improvements(p);
    }

    /// A rate with its interval and over how many.
    fn rate(&self, rate: rows::Rate) -> String {
        let style = self.style;
        match rate.shown() {
            Some((value, low, high)) => {
                format!("{} ({}, {})", style.percent(value), style.range(low, high), style.sample(rate.n))
            }
            None if rate.n == 0 => self.t("none"),
            None => format!("{} ({})", self.t("too-few"), style.sample(rate.n)),
        }
    }

    fn figures(&mut self, p: &PipelineReport) {
        let style = self.style;
        let w = &style.words;
        self.head("headlines");
        let none = || w.t("none", &[]);
        let cycle = match p.cycle_days.median.filter(|_| p.cycle_days.n >= rows::FEW) {
            Some(median) => format!("{} ({})", style.days(median), style.sample(p.cycle_days.n)),
            None => format!("{} ({})", w.t("too-few", &[]), style.sample(p.cycle_days.n)),
        };
        let velocity = p.velocity_per_day.map(|v| w.t("per-day", &[("money", style.compact(v).into())]));
        let note = |id: &str, n: u64| w.t(id, &[("n", n.into())]);
        let weighted = style.compact(p.open.weighted);
        let open = w.t("open-value-note", &[("n", p.open.count.into()), ("weighted", weighted.into())]);
        let pairs = [
            ("open-value", format!("{}, {open}", style.compact(p.open.value))),
            ("won-value", format!("{}, {}", style.compact(p.won.value), note("won-value-note", p.won.count))),
            ("win-rate", self.rate(read(&p.win_rate))),
            ("conversion", self.rate(read(&p.conversion))),
            ("cycle", cycle),
            ("average", p.won.average.map_or_else(none, |v| style.compact(v))),
            ("velocity", velocity.unwrap_or_else(none)),
            ("new", style.count(p.new.count)),
        ];
        let rows = pairs.map(|(id, value)| vec![w.t(id, &[]), value]);
        self.table(&[], rows.to_vec(), &[]);
    }

    fn funnel(&mut self, p: &PipelineReport) {
        let stages: Vec<rows::Stage> = read(&p.stages);
        self.head("funnel");
        self.line(&titles::funnel(self.style, &stages));
        let style = self.style;
        let open: Vec<&rows::Stage> = stages.iter().filter(|stage| stage.is_open()).collect();
        let row = |s: &&rows::Stage| {
            let settled = s.settled.shown().map_or_else(
                || style.words.t(if s.settled.n == 0 { "none" } else { "too-few" }, &[]),
                |(value, ..)| style.percent(value),
            );
            let counts = [s.total(), s.advanced, s.open_here, s.moved_back, s.lost].map(|n| style.count(n));
            std::iter::once(s.label.clone()).chain(counts).chain([settled]).collect()
        };
        let most = open.iter().map(|s| s.total()).max().unwrap_or(0) as f64;
        let bars: Vec<f64> = open.iter().map(|s| s.total() as f64 / most.max(1.0)).collect();
        let columns = self.columns(&[
            "stage",
            "entered",
            "advanced-head",
            "here-head",
            "moved-back-head",
            "lost-head",
            "settled-short",
        ]);
        self.table(&columns, open.iter().map(row).collect(), &bars);
    }

    fn now(&mut self, p: &PipelineReport) {
        self.head("now");
        let stages: Vec<rows::Stage> = read(&p.stages);
        self.line(&titles::stages(self.style, &stages));
        let style = self.style;
        let open: Vec<&rows::Stage> = stages.iter().filter(|stage| stage.is_open()).collect();
        let row = |s: &&rows::Stage| {
            vec![s.label.clone(), style.count(s.count), style.compact(s.value), style.compact(s.weighted)]
        };
        let bars = shares(open.iter().map(|s| s.value));
        let columns = self.columns(&["stage", "lead", "value", "weighted-head"]);
        self.table(&columns, open.iter().map(row).collect(), &bars);
        self.head("closing");
        let expected = |label: String, e: &crate::report::Expected| {
            vec![label, style.count(e.count), style.compact(e.value), style.compact(e.weighted)]
        };
        let mut rows: Vec<Vec<String>> =
            p.closing.months.iter().map(|m| expected(style.month(&m.month), &m.expected)).collect();
        rows.push(expected(self.t("overdue"), &p.closing.overdue));
        rows.push(expected(self.t("undated"), &p.closing.undated));
        let values = p.closing.months.iter().map(|m| m.expected.value);
        let bars = shares(values.chain([p.closing.overdue.value, p.closing.undated.value]));
        let columns = self.columns(&["month", "lead", "value", "weighted-head"]);
        self.table(&columns, rows, &bars);
    }

    fn rotting(&mut self, p: &PipelineReport) {
        self.head("rotting");
        if p.rotting.is_empty() {
            let none = self.t("rotting-title-none");
            return self.line(&none);
        }
        let style = self.style;
        let row = |lead: &crate::report::Rotting| {
            let value = lead.value.map_or_else(|| style.words.t("none", &[]), |v| style.compact(v));
            vec![
                lead.title.clone(),
                more::owner(&p.by_owner, &lead.owner),
                value,
                style.days(lead.idle_days as f64),
            ]
        };
        let columns = self.columns(&["lead", "owner", "value", "idle"]);
        self.table(&columns, p.rotting.iter().take(MOST).map(row).collect(), &[]);
        if p.rotting.len() > MOST {
            let more = style.words.t("rotting-more", &[("n", (p.rotting.len() - MOST).into())]);
            self.line(&more);
        }
    }

    fn months(&mut self, p: &PipelineReport) {
        self.head("results");
        let months: Vec<rows::Month> = read(&p.months);
        self.line(&titles::closed(self.style, &months));
        let style = self.style;
        let row = |m: &crate::report::Month| {
            let counts = [m.new, m.won, m.lost].map(|n| style.count(n));
            let value = style.compact(m.won_value);
            std::iter::once(style.month(&m.month)).chain(counts).chain([value]).collect()
        };
        let bars = shares(p.months.iter().map(|m| m.won_value));
        let columns = self.columns(&["month", "new-head", "won-head", "lost-head", "won-value-head"]);
        self.table(&columns, p.months.iter().map(row).collect(), &bars);
    }

    fn times(&mut self, p: &PipelineReport) {
        let stages: Vec<rows::Stage> = read(&p.stages);
        for (ages, id) in [(false, "stays"), (true, "ages")] {
            self.head(id);
            self.line(&titles::days(self.style, &stages, ages));
            let style = self.style;
            let of = |s: &rows::Stage| if ages { s.age_days } else { s.stay_days };
            let open: Vec<&rows::Stage> = stages.iter().filter(|stage| stage.is_open()).collect();
            let row = |s: &&rows::Stage| {
                let shown = of(s).shown();
                let few = || style.words.t(if of(s).n == 0 { "none" } else { "too-few" }, &[]);
                let (median, p90) = (shown.map(|d| style.days(d.0)), shown.map(|d| style.days(d.1)));
                let n = style.count(of(s).n);
                vec![s.label.clone(), n, median.unwrap_or_else(few), p90.unwrap_or_else(few)]
            };
            let medians: Vec<f64> = open.iter().map(|s| of(s).shown().map_or(0.0, |d| d.0)).collect();
            let most = medians.iter().copied().fold(0.0, f64::max);
            let bars: Vec<f64> = medians.iter().map(|m| if most > 0.0 { m / most } else { 0.0 }).collect();
            let columns = self.columns(&["stage", "leads-head", "median-head", "p90-head"]);
            self.table(&columns, open.iter().map(row).collect(), &bars);
        }
        let at: Vec<rows::AtDays> = read(&p.time_to_win.at_days);
        self.head("time-to-win");
        self.line(&titles::curve(self.style, &at));
    }

    fn segments(&mut self, id: &str, first: &str, none: &str, segments: &[Segment]) {
        if !segments.iter().any(|row| row.key.is_some()) {
            return;
        }
        self.head(id);
        let style = self.style;
        let none = self.t(none);
        let row = |s: &Segment| {
            let rate: rows::Rate = read(&s.win_rate);
            let shown = match rate.shown() {
                Some((value, low, high)) => format!("{} ({})", style.percent(value), style.range(low, high)),
                None => style.words.t(if rate.n == 0 { "none" } else { "too-few" }, &[]),
            };
            vec![
                name(s.label.as_deref(), s.key.as_deref(), &none).to_owned(),
                style.count(s.open),
                style.count(s.won),
                style.count(s.lost),
                shown,
                style.compact(s.won_value),
            ]
        };
        let columns =
            self.columns(&[first, "open-head", "won-head", "lost-head", "win-rate", "won-value-head"]);
        let bars = shares(segments.iter().take(MOST).map(|s| s.won_value));
        self.table(&columns, segments.iter().take(MOST).map(row).collect(), &bars);
    }

    fn losses(&mut self, p: &PipelineReport) {
        self.head("losses");
        let reasons: Vec<rows::Reason> = read(&p.loss_reasons);
        self.line(&titles::reasons(self.style, &reasons));
        let style = self.style;
        let none = self.t("no-reason");
        let row = |r: &rows::Reason| {
            let label = name(r.label.as_deref(), r.key.as_deref(), &none).to_owned();
            vec![label, style.count(r.count), style.compact(r.value)]
        };
        let most = reasons.iter().map(|r| r.count).max().unwrap_or(0).max(1) as f64;
        let bars: Vec<f64> = reasons.iter().map(|r| r.count as f64 / most).collect();
        let columns = self.columns(&["reason", "count", "value"]);
        self.table(&columns, reasons.iter().map(row).collect(), &bars);
    }

    /// The first at the left, all others at the right.
    fn columns(&self, ids: &[&str]) -> Vec<Column> {
        let column = |(at, id): (usize, &&str)| Column { title: self.t(id), number: at > 0 };
        ids.iter().enumerate().map(column).collect()
    }

    /// Rows under their heads; the first column is cut where there is no room,
    /// and bars take what is left.
    fn table(&mut self, heads: &[Column], rows: Vec<Vec<String>>, bars: &[f64]) {
        if rows.is_empty() {
            return;
        }
        let rows: Vec<Vec<String>> =
            rows.into_iter().map(|row| row.iter().map(|cell| shown(cell)).collect()).collect();
        let count = rows.iter().map(Vec::len).max().unwrap_or(0);
        let widest = |at: usize| {
            let cells = rows.iter().filter_map(|row| row.get(at)).map(|cell| columns(cell));
            cells.chain(heads.get(at).map(|head| columns(&head.title))).max().unwrap_or(0)
        };
        let mut wide: Vec<usize> = (0..count).map(widest).collect();
        let rest: usize = wide.iter().skip(1).sum::<usize>() + 2 * count.saturating_sub(1);
        if let Some(first) = wide.first_mut() {
            *first = (*first).min(self.width.saturating_sub(rest).max(8));
        }
        let room = self.width.saturating_sub(wide.first().copied().unwrap_or(0) + rest + 2).min(BAR);
        let number = |at: usize| heads.get(at).is_some_and(|head| head.number);
        if !heads.is_empty() {
            let titles: Vec<String> = heads.iter().map(|head| head.title.clone()).collect();
            self.row(&titles, &wide, &number, "");
        }
        for (at, row) in rows.iter().enumerate() {
            let share = bars.get(at).copied().unwrap_or(0.0);
            let long = if room < 5 { 0 } else { (share * room as f64).round() as usize };
            let long = if share > 0.0 && room >= 5 { long.max(1) } else { long };
            self.row(row, &wide, &number, &"█".repeat(long));
        }
    }

    fn row(&mut self, cells: &[String], wide: &[usize], number: &dyn Fn(usize) -> bool, bar: &str) {
        let mut line = String::new();
        for (at, (cell, wide)) in cells.iter().zip(wide).enumerate() {
            let cell = cut(cell, *wide);
            let pad = " ".repeat(wide.saturating_sub(columns(&cell)));
            if at > 0 {
                line.push_str("  ");
            }
            match number(at) {
                true => line.extend([pad.as_str(), &cell]),
                false => line.extend([cell.as_str(), &pad]),
            }
        }
        if !bar.is_empty() {
            line.push_str("  ");
            line.push_str(bar);
        }
        self.out.push_str(line.trim_end());
        self.out.push('\n');
    }
}

/// A cell as a terminal shows it: nothing steers it, nothing joins it.
fn shown(cell: &str) -> String {
    visible(&cell.replace(JOINER, "")).into_owned()
}

/// Shares of the largest.
fn shares(values: impl Iterator<Item = Decimal>) -> Vec<f64> {
    use rust_decimal::prelude::ToPrimitive;
    let values: Vec<f64> = values.map(|value| value.to_f64().unwrap_or(0.0)).collect();
    let most = values.iter().copied().fold(0.0, f64::max);
    values.iter().map(|value| if most > 0.0 { value / most } else { 0.0 }).collect()
}

/// How many columns of a terminal a text takes.
fn columns(text: &str) -> usize {
    text.chars().map(wide).sum()
}

fn wide(c: char) -> usize {
    match u32::from(c) {
        _ if c == JOINER => 0,
        0x300..=0x36f | 0x200b..=0x200f => 0,
        0x1100..=0x115f | 0x2e80..=0xa4cf | 0xac00..=0xd7a3 | 0xf900..=0xfaff | 0xfe30..=0xfe6f => 2,
        0xff00..=0xff60 | 0xffe0..=0xffe6 | 0x1f300..=0x1faff | 0x20000..=0x3fffd => 2,
        _ => 1,
    }
}

/// Cut with … where it takes more columns.
fn cut(text: &str, most: usize) -> String {
    if columns(text) <= most {
        return text.to_owned();
    }
    let mut left = most.saturating_sub(1);
    let kept = text.chars().take_while(|c| match left.checked_sub(wide(*c)) {
        Some(rest) => {
            left = rest;
            true
        }
        None => false,
    });
    let kept: String = kept.collect();
    format!("{}…", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_cut_at_columns() {
        assert_eq!(cut("Prospek", 7), "Prospek");
        assert_eq!(cut("Prospek", 5), "Pros…");
        assert_eq!(cut("漢字漢字", 5), "漢字…");
        assert_eq!(columns("22\u{2060}–\u{2060}44%"), 6);
    }
}
