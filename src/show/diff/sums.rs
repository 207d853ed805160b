//! The sums of a comparison in words: its headline, its ends, its waterfall.

use crate::compare::{Change, Diff, Ends, LeadChange, PipelineDiff};
use crate::pipeline::Decimal;
use crate::show::format::Style;
use rust_decimal::prelude::ToPrimitive;

/// A line of the waterfall.
pub(super) struct Line {
    pub(super) name: String,
    pub(super) amount: String,
    /// How many leads it is about; `None` at its two ends.
    pub(super) leads: Option<u64>,
    /// Its part of the longest change, from 0 to 1; nothing at the two ends.
    pub(super) share: f64,
}

/// What the branch changes in what is likely, a line each.
pub(super) fn likely(pipeline: &PipelineDiff, style: &Style) -> Vec<String> {
    let Some(ahead) = &pipeline.forecast else { return Vec::new() };
    let runs = |probability: f64| style.count((probability * 100.0).round() as u64);
    let Ends { start, end } = ahead.expected;
    let args = [
        ("date", style.date(ahead.until).into()),
        ("before", style.compact(start.value).into()),
        ("after", style.compact(end.value).into()),
    ];
    let id = if start.value == end.value { "diff-likely-same" } else { "diff-likely" };
    let mut lines = vec![style.words.t(id, &args)];
    lines.extend(ahead.target.as_ref().map(|target| {
        let [before, after] = [target.probability.start, target.probability.end].map(runs);
        let id = if before == after { "diff-target-same" } else { "diff-target" };
        let period = style.period(&target.period);
        style.words.t(id, &[("period", period.into()), ("before", before.into()), ("after", after.into())])
    }));
    lines
}

/// `+Rp5`, `−Rp5`, `Rp0`.
pub(super) fn signed(amount: Decimal, style: &Style, compact: bool) -> String {
    let text = if compact { style.compact(amount) } else { style.money(amount) };
    if amount > Decimal::ZERO { format!("+{text}") } else { text }
}

/// What happened, in one sentence: `2 new leads, 1 won (Rp80); open value …`.
pub(super) fn headline(diff: &Diff, style: &Style) -> String {
    let t = |id: &str, args: &[(&str, crate::show::words::Arg)]| style.words.t(id, args);
    if !diff.is_material() {
        return t("diff-nothing", &[]);
    }
    let leads = || diff.pipelines.iter().flat_map(|pipeline| &pipeline.leads);
    let mut parts = Vec::new();
    // A lead that went to another pipeline is in both; it is listed where it was.
    let gone = diff.pipelines.iter().flat_map(|pipeline| {
        let from = |lead: &&LeadChange| {
            lead.fields.pipeline.as_ref().is_some_and(|own| own.from.as_ref() == Some(&pipeline.id))
        };
        pipeline.leads.iter().filter(|lead| lead.change == Change::Transferred).filter(from)
    });
    let gone = gone.count();
    for (change, id) in [
        (Change::New, "diff-part-new"),
        (Change::Won, "diff-part-won"),
        (Change::Lost, "diff-part-lost"),
        (Change::Reopened, "diff-part-reopened"),
        (Change::Moved, "diff-part-moved"),
        (Change::Changed, "diff-part-changed"),
        (Change::Removed, "diff-part-removed"),
        (Change::Unreadable, "diff-part-unreadable"),
        (Change::Readable, "diff-part-readable"),
    ] {
        let those = || leads().filter(|lead| lead.change == change);
        if let count @ 1.. = those().count() {
            let value: Decimal = those().filter_map(|lead| lead.value).sum();
            parts.push(t(id, &[("n", count.into()), ("value", style.compact(value).into())]));
        }
    }
    if gone > 0 {
        parts.push(t("diff-part-transferred", &[("n", gone.into())]));
    }
    let later: u64 = diff.pipelines.iter().map(|pipeline| pipeline.pushed.later).sum();
    if later > 0 {
        parts.push(t("diff-part-later", &[("n", later.into())]));
    }
    parts.extend(diff.configuration_changed.then(|| t("diff-part-configuration", &[])));
    let sum = |at: fn(&PipelineDiff) -> Decimal| diff.pipelines.iter().map(at).sum::<Decimal>();
    let (from, to) = (sum(|p| p.waterfall.start), sum(|p| p.waterfall.end));
    let open = if from == to {
        t("diff-open-same", &[("value", style.compact(to).into())])
    } else {
        let change = signed(to - from, style, true);
        let ends = [("from", style.compact(from).into()), ("to", style.compact(to).into())];
        t("diff-open", &[&ends[..], &[("change", change.into())]].concat())
    };
    let parts = parts.join(", ");
    if parts.is_empty() {
        open
    } else {
        t("diff-headline", &[("parts", parts.into()), ("open", open.into())])
    }
}

/// The figures at both ends: name, before, after, change.
pub(super) fn ends(pipeline: &PipelineDiff, style: &Style) -> Vec<[String; 4]> {
    let t = |id: &str| style.words.t(id, &[]);
    let money = |id: &str, from: Decimal, to: Decimal| {
        [t(id), style.money(from), style.money(to), signed(to - from, style, false)]
    };
    let (from, to) = (pipeline.open.start, pipeline.open.end);
    let sign = match from.cmp(&to) {
        std::cmp::Ordering::Less => "+",
        std::cmp::Ordering::Equal => "",
        std::cmp::Ordering::Greater => "−",
    };
    vec![
        money("open-value-head", pipeline.waterfall.start, pipeline.waterfall.end),
        money("weighted-head", pipeline.weighted.start, pipeline.weighted.end),
        [
            t("diff-open-leads"),
            style.count(from),
            style.count(to),
            format!("{sign}{}", style.count(from.abs_diff(to))),
        ],
    ]
}

/// The waterfall, lines about nothing left out; empty where only its ends
/// would stay.
pub(super) fn waterfall(pipeline: &PipelineDiff, style: &Style) -> Vec<Line> {
    let (sums, counts) = (&pipeline.waterfall, &pipeline.counts);
    let lines = [
        ("diff-line-new", sums.new - sums.transferred_in, counts.new - counts.transferred_in),
        ("diff-line-transferred-in", sums.transferred_in, counts.transferred_in),
        ("diff-line-reopened", sums.reopened, counts.reopened),
        ("diff-line-increased", sums.increased, counts.increased),
        ("diff-line-decreased", minus(sums.decreased), counts.decreased),
        ("diff-line-won", minus(sums.won), counts.won),
        ("diff-line-lost", minus(sums.lost), counts.lost),
        (
            "diff-line-removed",
            minus(sums.removed - sums.transferred_out),
            counts.removed - counts.transferred_out,
        ),
        ("diff-line-transferred-out", minus(sums.transferred_out), counts.transferred_out),
        ("diff-line-unreadable", sums.unreadable, counts.unreadable),
        ("diff-line-currency", sums.currency, counts.currency),
    ];
    let lines: Vec<_> = lines.into_iter().filter(|(_, sum, n)| !sum.is_zero() || *n > 0).collect();
    if lines.is_empty() {
        return Vec::new();
    }
    let most = lines.iter().map(|(_, sum, _)| sum.abs()).max().unwrap_or_default();
    let share = |sum: Decimal| (sum.abs().checked_div(most)).and_then(|part| part.to_f64()).unwrap_or(0.0);
    let end = |id: &str, sum: Decimal| Line {
        name: style.words.t(id, &[]),
        amount: style.money(sum),
        leads: None,
        share: 0.0,
    };
    let line = |(id, sum, n): (&str, Decimal, u64)| Line {
        name: style.words.t(id, &[]),
        amount: signed(sum, style, false),
        leads: Some(n),
        share: share(sum),
    };
    let mut all = vec![end("diff-line-start", sums.start)];
    all.extend(lines.into_iter().map(line));
    all.push(end("diff-line-end", sums.end));
    all
}

/// Taken away; nothing has no sign.
fn minus(sum: Decimal) -> Decimal {
    if sum.is_zero() { sum } else { -sum }
}
