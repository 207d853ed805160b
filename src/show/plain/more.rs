//! The sections of the text report that not every workspace fills: all
//! pipelines together, what stands out, targets, effort, customers, changes.

use std::collections::BTreeMap;

use super::super::rows::{self, name};
use super::super::titles;
use super::super::wrap::wrap;
use super::{MOST, Page, columns, read, shares, shown};
use crate::figures::Headline;
use crate::pipeline::Day;
use crate::report::{EffortRow, LossGroup, PipelineReport, Rate, Report, Segment, TargetFigures};

impl Page<'_> {
    /// The headline figures of every pipeline, and of all together.
    pub(super) fn total(&mut self, report: &Report) {
        let Some(total) = &report.total else { return };
        self.head("total");
        let style = self.style;
        let row = |label: String, open: &crate::report::Open, won: &crate::report::Won, rate: &Rate| {
            vec![
                label,
                style.count(open.count),
                style.compact(open.value),
                style.compact(open.weighted),
                style.count(won.count),
                style.compact(won.value),
                self.percent(rate),
            ]
        };
        let pipelines = report.pipelines.iter();
        let mut rows: Vec<Vec<String>> =
            pipelines.map(|p| row(p.label.clone(), &p.open, &p.won, &p.win_rate)).collect();
        let Headline { open, won, win_rate, .. } = total;
        rows.push(row(self.t("together-head"), open, won, win_rate));
        let heads = self.columns(&[
            "pipeline",
            "open-head",
            "value",
            "weighted-head",
            "won-head",
            "won-value-head",
            "win-rate",
        ]);
        self.table(&heads, rows, &[]);
    }

    /// What stands out, in numbered sentences.
    pub(super) fn standing(&mut self, p: &PipelineReport) {
        if p.standing_out.is_empty() {
            return;
        }
        self.head("standing");
        for (at, standing) in p.standing_out.iter().enumerate() {
            let with: BTreeMap<String, rows::Said> = read(&standing.with);
            if let Some(sentence) = titles::standing(self.style, standing.say, &with) {
                self.item(&format!("{}. ", at + 1), &sentence);
            }
        }
    }

    /// What is to be reached, and what it takes.
    pub(super) fn targets(&mut self, p: &PipelineReport, as_of: Day) {
        if p.targets.is_empty() {
            return;
        }
        self.head("targets");
        let style = self.style;
        let share = |attainment: Option<f64>| attainment.map_or_else(|| self.t("none"), |a| style.percent(a));
        let (mut rows, mut bars) = (Vec::new(), Vec::new());
        for target in &p.targets {
            let who = whose(p, target);
            if let Some(value) = &target.value {
                let money = [value.target, value.won, value.gap].map(|amount| style.compact(amount));
                rows.push([vec![who.clone()], money.to_vec(), vec![share(value.attainment)]].concat());
                bars.push(value.attainment.unwrap_or(0.0).min(1.0));
            }
            if let Some(deals) = &target.deals {
                let counts = [deals.target, deals.won, deals.gap].map(|n| style.count(n));
                let who = format!("{who}, {}", self.t("deals").to_lowercase());
                rows.push([vec![who], counts.to_vec(), vec![share(deals.attainment)]].concat());
                bars.push(deals.attainment.unwrap_or(0.0).min(1.0));
            }
        }
        let heads = self.columns(&["period", "target", "won-head", "gap", "reached"]);
        self.table(&heads, rows, &bars);
        let runs = |t: &&TargetFigures| t.from <= as_of && as_of <= t.to && t.needed.deals.unwrap_or(0) > 0;
        for (at, target) in p.targets.iter().filter(runs).enumerate() {
            self.needed(p, target, as_of, at == 0);
        }
    }

    /// What one target still takes; stage by stage where it is the first.
    fn needed(&mut self, p: &PipelineReport, target: &TargetFigures, as_of: Day, whole: bool) {
        let style = self.style;
        let left = (target.to - as_of).num_days();
        let args = [
            ("label", whose(p, target).into()),
            ("n", target.needed.deals.unwrap_or(0).into()),
            ("days", style.days(left as f64).into()),
        ];
        if whole {
            self.gap();
        }
        self.item("", &style.words.t("needed-title", &args));
        if !whole {
            return;
        }
        self.item("", &self.t("needed-sub"));
        let count = |n: Option<u64>| n.map_or_else(|| self.t("none"), |n| style.count(n));
        let row = |s: &crate::report::NeededStage| {
            let days = match s.median_days {
                Some(days) if days > left as f64 => format!("{} ({})", style.days(days), self.t("too-long")),
                Some(days) => style.days(days),
                None => self.t("none"),
            };
            vec![s.label.clone(), count(s.leads), style.count(s.open), count(s.net), days]
        };
        let rows = target.needed.stages.iter().map(row).collect();
        let heads = self.columns(&["stage", "needed-leads", "open-head", "missing", "to-won"]);
        self.table(&heads, rows, &[]);
        if let Some(cost) = target.needed.cost {
            let cost = style.words.t("needed-cost", &[("cost", style.compact(cost).into())]);
            self.item("", &cost);
        }
    }

    /// What was lost, by what else than its reason.
    pub(super) fn lost_from(&mut self, p: &PipelineReport) {
        let style = self.style;
        for (id, none, groups) in [
            ("loss-by-stage", "created-lost", &p.losses.by_stage),
            ("loss-by-competitor", "no-competitor", &p.losses.by_competitor),
        ] {
            if !groups.iter().any(|group| group.key.is_some()) {
                continue;
            }
            let none = self.t(none);
            let row = |g: &LossGroup| {
                let label = name(g.label.as_deref(), g.key.as_deref(), &none).to_owned();
                vec![label, style.count(g.count), style.compact(g.value)]
            };
            let most = groups.iter().map(|g| g.count).max().unwrap_or(0).max(1) as f64;
            let bars: Vec<f64> = groups.iter().take(MOST).map(|g| g.count as f64 / most).collect();
            self.gap();
            let heads = self.columns(&[id, "count", "value"]);
            self.table(&heads, groups.iter().take(MOST).map(row).collect(), &bars);
        }
    }

    /// What work went in, and what a won lead costs.
    pub(super) fn effort(&mut self, p: &PipelineReport) {
        let (e, style) = (&p.effort, self.style);
        if e.total.activities == 0 {
            return;
        }
        self.head("effort");
        let args = [
            ("n", e.total.activities.into()),
            ("hours", hours(e.total.minutes).into()),
            ("cost", style.compact(e.total.cost).into()),
        ];
        self.item("", &style.words.t("effort-title", &args));
        if let Some(cost) = e.cost_per_won {
            self.item("", &style.words.t("effort-per-won", &[("cost", style.compact(cost).into())]));
        }
        if let Some(median) = e.first_activity_days.median {
            let args = [
                ("days", style.days(median).into()),
                ("n", e.first_activity_days.n.into()),
                ("without", e.first_activity_days.without.into()),
            ];
            self.item("", &style.words.t("effort-first", &args));
        }
        for (first, rows) in [("owner", &e.by_owner), ("kind", &e.by_kind), ("stage", &e.by_stage)] {
            let none = self.t("none");
            let row = |row: &EffortRow| {
                let label = name(row.label.as_deref(), row.key.as_deref(), &none).to_owned();
                let (work, hours) = (&row.work, style.count(hours(row.work.minutes)));
                vec![label, style.count(work.activities), hours, style.compact(work.cost)]
            };
            let bars = shares(rows.iter().take(MOST).map(|row| row.work.cost));
            self.gap();
            let heads = self.columns(&[first, "activities", "hours", "cost"]);
            self.table(&heads, rows.iter().take(MOST).map(row).collect(), &bars);
        }
        self.source_cost(p);
    }

    fn source_cost(&mut self, p: &PipelineReport) {
        let style = self.style;
        let none = self.t("no-source");
        let row = |row: &crate::report::SourceCost| {
            let label = name(row.label.as_deref(), row.key.as_deref(), &none).to_owned();
            let each = match row.cost_per_won.map(|cost| style.compact(cost)) {
                Some(cost) if row.won < rows::FEW => format!("{cost} ({})", self.t("too-few")),
                Some(cost) => cost,
                None => self.t("none"),
            };
            vec![label, style.compact(row.cost), style.count(row.won), each]
        };
        let rows: Vec<Vec<String>> = p.effort.by_source.iter().take(MOST).map(row).collect();
        self.gap();
        let heads = self.columns(&["source", "cost", "won-head", "per-won"]);
        self.table(&heads, rows, &[]);
    }

    /// Which customers come back, whose contracts end, whom nobody asks again.
    pub(super) fn customers(&mut self, p: &PipelineReport) {
        let (r, style) = (&p.retention, self.style);
        if r.won_again.n == 0 && r.ending.is_empty() {
            return;
        }
        self.head("customers");
        let again: rows::Rate = read(&r.won_again);
        let again = match again.shown() {
            Some((value, low, high)) => {
                let (rate, range) = (style.percent(value), style.range(low, high));
                style
                    .words
                    .t("again-sub", &[("rate", rate.into()), ("n", again.n.into()), ("range", range.into())])
            }
            None => style.words.t("again-few", &[("n", again.n.into())]),
        };
        self.item("", &again);
        self.gap();
        self.item("", &style.words.t("ending-title", &[("n", r.ending.len().into())]));
        let row = |row: &crate::report::Ending| {
            let value = row.value.map_or_else(|| self.t("none"), |value| style.compact(value));
            let renewal = row.renewal.as_ref().map_or("none", |renewal| renewal.state);
            let renewal = self.t(&format!("renewal-{renewal}"));
            let who = row.company.clone().unwrap_or_else(|| row.title.clone());
            vec![who, owner(&p.by_owner, &row.owner), style.date(row.end), value, renewal]
        };
        let heads = self.columns(&["lead", "owner", "ends", "value", "renewal"]);
        self.table(&heads, r.ending.iter().take(MOST).map(row).collect(), &[]);
        self.more(r.ending.len());
        self.gap();
        self.item("", &style.words.t("without-open-title", &[("n", r.without_open.len().into())]));
        let row = |row: &crate::report::WithoutOpen| {
            let who = row.company.clone().unwrap_or_else(|| row.title.clone());
            vec![who, owner(&p.by_owner, &row.owner), style.date(row.won_on)]
        };
        let heads = self.columns(&["lead", "owner", "won-on"]);
        self.table(&heads, r.without_open.iter().take(MOST).map(row).collect(), &[]);
        self.more(r.without_open.len());
    }

    /// What the team changed, before and after.
    pub(super) fn improvements(&mut self, p: &PipelineReport) {
        if p.improvements.is_empty() {
            return;
        }
        self.head("improvements");
        let style = self.style;
        for (at, change) in p.improvements.iter().enumerate() {
            if at > 0 {
                self.gap();
            }
            let args = [
                ("action", change.action.as_str().into()),
                ("stage", change.label.as_str().into()),
                ("date", style.date(change.from).into()),
            ];
            self.item("", &style.words.t("improvement-title", &args));
            let (Some(before), Some(after)) = (&change.before, &change.after) else {
                self.item("  ", &self.t("improvement-not-yet"));
                continue;
            };
            let row = |(id, side): (&str, &crate::report::Side)| {
                vec![format!("  {}", self.t(id)), self.rate(read(&side.settled))]
            };
            let rows = [("before", before), ("after", after)].map(row).to_vec();
            self.table(&[], rows, &[]);
            let verdict = if change.differs { "improvement-differs" } else { "improvement-chance" };
            self.item("  ", &self.t(verdict));
        }
    }

    /// How many of a list were not shown.
    fn more(&mut self, all: usize) {
        if all > MOST {
            let more = self.style.words.t("more-leads", &[("n", (all - MOST).into())]);
            self.item("", &more);
        }
    }

    /// A text behind its mark; further lines begin below the text.
    fn item(&mut self, mark: &str, text: &str) {
        let indent = columns(mark);
        for (at, line) in wrap(&shown(text), self.width.saturating_sub(indent)).iter().enumerate() {
            let before = if at == 0 { mark.to_owned() } else { " ".repeat(indent) };
            self.out.extend([before.as_str(), line, "\n"]);
        }
    }

    /// A rate without its interval.
    fn percent(&self, rate: &Rate) -> String {
        let rate: rows::Rate = read(rate);
        match rate.shown() {
            Some((value, ..)) => self.style.percent(value),
            None => self.t(if rate.n == 0 { "none" } else { "too-few" }),
        }
    }
}

/// A target's name, with its owner's where it has one.
fn whose(p: &PipelineReport, target: &TargetFigures) -> String {
    match &target.owner {
        Some(key) => format!("{}, {}", target.label, owner(&p.by_owner, key)),
        None => target.label.clone(),
    }
}

/// What people call an owner; the key where nobody said.
pub(super) fn owner(owners: &[Segment], key: &str) -> String {
    let found = owners.iter().find(|row| row.key.as_deref() == Some(key));
    found.and_then(|row| row.label.clone()).unwrap_or_else(|| key.to_owned())
}

/// Whole hours of so many minutes, half an hour to the even one as in the templates.
fn hours(minutes: u64) -> u64 {
    (minutes as f64 / 60.0).round_ties_even() as u64
}
