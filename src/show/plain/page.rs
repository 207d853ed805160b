//! The means of a text report: lines, headings and tables, as wide as the page.

use crate::pipeline::Decimal;
use crate::report::{Rate, Segment, Sentence};
use crate::show::format::{JOINER, Style};
use crate::show::sentences;
use crate::show::wrap::{cut, fill, width, wrap};
use crate::text::visible;

/// The longest bar, in characters.
const BAR: usize = 30;
/// How many rows of a list are shown.
pub(super) const MOST: usize = 10;

/// A cell: its text, and whether it is at the right.
pub(super) struct PlainColumn {
    pub(super) title: String,
    number: bool,
}

pub(super) struct PlainPage<'s> {
    pub(super) out: String,
    pub(super) width: usize,
    pub(super) style: &'s Style,
}

impl PlainPage<'_> {
    pub(super) fn gap(&mut self) {
        self.out.push('\n');
    }

    /// A text behind its mark, broken at blanks where it is too long; further
    /// lines begin below the text.
    pub(super) fn item(&mut self, mark: &str, text: &str) {
        let indent = width(mark);
        for (at, line) in wrap(&shown(text), self.width.saturating_sub(indent)).iter().enumerate() {
            let before = if at == 0 { mark.to_owned() } else { " ".repeat(indent) };
            self.out.extend([before.as_str(), line, "\n"]);
        }
    }

    /// A text on lines of its own.
    pub(super) fn line(&mut self, text: &str) {
        self.item("", text);
    }

    pub(super) fn t(&self, id: &str) -> String {
        self.style.words.t(id, &[])
    }

    pub(super) fn head(&mut self, id: &str) {
        let words = self.t(id);
        self.heading(&words);
    }

    /// A heading of its own words.
    pub(super) fn heading(&mut self, words: &str) {
        let words = shown(words);
        self.gap();
        self.line(&words);
        self.line(&"─".repeat(width(&words).min(self.width)));
    }

    /// A sentence of the report's on lines of its own.
    pub(super) fn said(&mut self, sentence: &Sentence) {
        let words = sentences::said(self.style, sentence);
        self.line(&words);
    }

    /// A rate with its interval and over how many.
    pub(super) fn rate(&self, rate: &Rate) -> String {
        let style = self.style;
        match rate.shown() {
            Some((value, low, high)) => {
                format!("{} ({}, {})", style.percent(value), style.range(low, high), style.sample(rate.n))
            }
            None if rate.n == 0 => self.t("none"),
            None => format!("{} ({})", self.t("too-few"), style.sample(rate.n)),
        }
    }

    /// How many of a list were not shown.
    pub(super) fn more(&mut self, all: usize) {
        if all > MOST {
            let more = self.style.words.t("more-leads", &[("n", (all - MOST).into())]);
            self.item("", &more);
        }
    }

    /// The first at the left, all others at the right.
    pub(super) fn columns(&self, ids: &[&str]) -> Vec<PlainColumn> {
        let column = |(at, id): (usize, &&str)| PlainColumn { title: self.t(id), number: at > 0 };
        ids.iter().enumerate().map(column).collect()
    }

    /// Rows under their heads; the first column is cut where there is no room,
    /// and bars take what is left.
    pub(super) fn table(&mut self, heads: &[PlainColumn], rows: Vec<Vec<String>>, bars: &[f64]) {
        if rows.is_empty() {
            return;
        }
        let rows: Vec<Vec<String>> =
            rows.into_iter().map(|row| row.iter().map(|cell| shown(cell)).collect()).collect();
        let count = rows.iter().map(Vec::len).max().unwrap_or(0);
        let widest = |at: usize| {
            let cells = rows.iter().filter_map(|row| row.get(at)).map(|cell| width(cell));
            cells.chain(heads.get(at).map(|head| width(&head.title))).max().unwrap_or(0)
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
            let cell = fill(&cut(cell, *wide), *wide, number(at));
            if at > 0 {
                line.push_str("  ");
            }
            line.push_str(&cell);
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
pub(super) fn shares(values: impl Iterator<Item = Decimal>) -> Vec<f64> {
    use rust_decimal::prelude::ToPrimitive;
    let values: Vec<f64> = values.map(|value| value.to_f64().unwrap_or(0.0)).collect();
    let most = values.iter().copied().fold(0.0, f64::max);
    values.iter().map(|value| if most > 0.0 { value / most } else { 0.0 }).collect()
}

/// What people call an owner; the key where nobody said.
pub(super) fn owner(owners: &[Segment], key: &str) -> String {
    let found = owners.iter().find(|row| row.key.as_deref() == Some(key));
    found.and_then(|row| row.label.clone()).unwrap_or_else(|| key.to_owned())
}
