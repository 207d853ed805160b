//! The headline figures of each pipeline, for the first sheet of a workbook.

use super::build::Export;
use crate::figures::{Headline, View, ViewFilter, headline};
use crate::message;
use crate::pipeline::{Decimal, Period};
use crate::show::words::Words;

/// What a headline figure is.
#[derive(Clone, Copy, Debug)]
pub enum FigureKind {
    /// So many.
    Count,
    /// So many days.
    Days,
    /// An amount in the workspace's currency.
    Money,
    /// A share of 1.
    Share,
}

/// A figure of one pipeline; none where it cannot be worked out.
pub struct HeadlineCell {
    pub number: Option<f64>,
    pub kind: FigureKind,
}

/// The headline figures: a row a figure, a column a pipeline.
pub struct Headlines {
    pub title: String,
    pub head: Vec<String>,
    pub rows: Vec<(String, Vec<HeadlineCell>)>,
}

/// The figures: their words, whether they are money or made of it, and what they are.
type Row = (&'static str, Needs, FigureKind, fn(&Headline) -> Option<f64>);

/// What of leads has to be shown for a figure to be true.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Needs {
    Nothing,
    Amounts,
    Weights,
}

const ROWS: [Row; 12] = [
    ("new", Needs::Nothing, FigureKind::Count, |head| count(head.new.count)),
    ("conversion", Needs::Nothing, FigureKind::Share, |head| head.conversion.rate.value),
    ("open-head", Needs::Nothing, FigureKind::Count, |head| count(head.open.count)),
    ("open-value", Needs::Amounts, FigureKind::Money, |head| money(Some(head.open.value))),
    ("weighted-head", Needs::Weights, FigureKind::Money, |head| money(Some(head.open.weighted))),
    ("won-head", Needs::Nothing, FigureKind::Count, |head| count(head.won.count)),
    ("won-value", Needs::Amounts, FigureKind::Money, |head| money(Some(head.won.value))),
    ("average", Needs::Amounts, FigureKind::Money, |head| money(head.won.average)),
    ("lost-head", Needs::Nothing, FigureKind::Count, |head| count(head.lost.count)),
    ("win-rate", Needs::Nothing, FigureKind::Share, |head| head.win_rate.value),
    ("cycle", Needs::Nothing, FigureKind::Days, |head| head.cycle_days.median),
    ("velocity", Needs::Amounts, FigureKind::Money, |head| money(head.velocity_per_day)),
];

fn count(count: u64) -> Option<f64> {
    Some(count as f64)
}

fn money(amount: Option<Decimal>) -> Option<f64> {
    amount?.to_string().parse().ok()
}

/// The figures of an export over the twelve months that end on its day.
pub fn headlines(export: &Export<'_>) -> Headlines {
    let workspace = export.workspace();
    let config = &workspace.config;
    let words = Words::of(config.language.code());
    let period = Period::year_to(export.as_of());
    let pipelines = config.pipelines.iter().enumerate();
    let wanted = pipelines.filter(|(_, own)| export.pipeline().is_none_or(|id| id == own.id));
    let filter = ViewFilter { only: export.only().cloned(), ..ViewFilter::default() };
    let view = |(at, _)| View::new(workspace, at, export.as_of(), period, filter.clone());
    let views: Vec<View<'_>> = wanted.filter_map(view).collect();
    let heads: Vec<Headline> = views.iter().map(|view| headline(std::slice::from_ref(view))).collect();
    let shown = |(_, needs, ..): &&Row| match needs {
        Needs::Nothing => true,
        Needs::Amounts => export.shows_amounts(),
        Needs::Weights => export.shows_weights(),
    };
    let row = |(word, _, kind, figure): &Row| {
        let cell = |head: &Headline| HeadlineCell { number: figure(head), kind: *kind };
        (words.t(word, &[]), heads.iter().map(cell).collect())
    };
    let days = format!("{} – {}", period.from, period.to);
    Headlines {
        title: message!("Figures").in_language(config.language),
        head: std::iter::once(days).chain(views.iter().map(|view| view.pipeline.label.clone())).collect(),
        rows: ROWS.iter().filter(shown).map(row).collect(),
    }
}
