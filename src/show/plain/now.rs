//! What there is and what became of it: headline figures, funnel, pipeline, months.

use super::page::{MOST, PlainPage, owner, shares};
use crate::figures::{Flow, is_few};
use crate::report::{PipelineReport, StageFigures};
use crate::show::shown;

impl PlainPage<'_> {
    pub(super) fn figures(&mut self, p: &PipelineReport) {
        let style = self.style;
        let w = &style.words;
        self.head("headlines");
        let none = || w.t("none", &[]);
        let cycle = match p.cycle_days.shown() {
            Some((median, _)) => format!("{} ({})", style.days(median), style.sample(p.cycle_days.n)),
            None => format!("{} ({})", w.t("too-few", &[]), style.sample(p.cycle_days.n)),
        };
        let least = p.win_rate.n.min(p.cycle_days.n);
        let velocity = p.velocity_per_day.map(|v| match is_few(least) {
            true => format!("{} ({})", w.t("too-few", &[]), style.sample(least)),
            false => w.t("per-day", &[("money", style.compact(v).into())]),
        });
        let note = |id: &str, n: u64| w.t(id, &[("n", n.into())]);
        let weighted = style.compact(p.open.weighted);
        let open = w.t("open-value-note", &[("n", p.open.count.into()), ("weighted", weighted.into())]);
        let came = p.new.transferred_in;
        let new = match came {
            0 => style.count(p.new.count),
            _ => format!("{}; {}", style.count(p.new.count), note("new-transferred", came)),
        };
        let pairs = [
            ("open-value", format!("{}, {open}", style.compact(p.open.value))),
            ("won-value", format!("{}, {}", style.compact(p.won.value), note("won-value-note", p.won.count))),
            ("win-rate", self.rate(&p.win_rate)),
            ("conversion", self.rate(&p.conversion.rate)),
            ("cycle", cycle),
            ("average", p.won.average.map_or_else(none, |v| style.compact(v))),
            ("velocity", velocity.unwrap_or_else(none)),
            ("new", new),
        ];
        let mut rows = pairs.map(|(id, value)| vec![w.t(id, &[]), value]).to_vec();
        // Where nothing is on hold and nothing recurs, nothing is said of it.
        let (held, open, won) = (&p.open.held, p.open.annual, p.won.annual);
        if held.count > 0 {
            let worth = format!("{}, {}", style.compact(held.value), note("leads", held.count));
            rows.insert(1, vec![w.t("held-head", &[]), worth]);
        }
        if !open.is_zero() || !won.is_zero() {
            let args = [("open", style.compact(open).into()), ("won", style.compact(won).into())];
            let at = rows.len() - 6;
            rows.insert(at, vec![w.t("annual-head", &[]), w.t("annual-both", &args)]);
        }
        self.table(&[], rows, &[]);
    }

    pub(super) fn funnel(&mut self, p: &PipelineReport) {
        self.head("funnel");
        self.said(&p.titles.funnel);
        let style = self.style;
        let open: Vec<(&str, Flow)> =
            p.stages.iter().filter_map(|stage| Some((stage.label.as_str(), stage.flow?))).collect();
        // Where nothing went to another pipeline, nothing is said of it.
        let elsewhere = open.iter().any(|(_, flow)| flow.transferred > 0);
        let row = |(label, f): &(&str, Flow)| {
            let counts = [f.total(), f.advanced, f.open_here, f.moved_back];
            let counts = counts.into_iter().chain(elsewhere.then_some(f.transferred)).chain([f.lost]);
            let counts = counts.map(|n| style.count(n));
            let settled = shown::rate(style, &f.settled);
            std::iter::once((*label).to_owned()).chain(counts).chain([settled]).collect()
        };
        let most = open.iter().map(|(_, flow)| flow.total()).max().unwrap_or(0) as f64;
        let bars: Vec<f64> = open.iter().map(|(_, flow)| flow.total() as f64 / most.max(1.0)).collect();
        let mut columns = vec!["stage", "entered", "advanced-head", "here-head", "moved-back-head"];
        columns.extend(elsewhere.then_some("transferred-head"));
        columns.extend(["lost-head", "settled-short"]);
        let columns = self.columns(&columns);
        self.table(&columns, open.iter().map(row).collect(), &bars);
        if p.unknown_path > 0 {
            self.line(&style.words.t("funnel-unknown-path", &[("n", p.unknown_path.into())]));
        }
    }

    pub(super) fn now(&mut self, p: &PipelineReport) {
        self.head("now");
        self.said(&p.titles.stages);
        self.said(&p.titles.owners);
        let style = self.style;
        let open: Vec<&StageFigures> = p.stages.iter().filter(|stage| stage.is_open()).collect();
        let row = |s: &&StageFigures| {
            vec![s.label.clone(), style.count(s.count), style.compact(s.value), style.compact(s.weighted)]
        };
        let bars = shares(open.iter().map(|s| s.value));
        let columns = self.columns(&["stage", "lead-count", "value", "weighted-head"]);
        self.table(&columns, open.iter().map(row).collect(), &bars);
    }

    /// What is expected to close, by month.
    pub(super) fn ahead(&mut self, p: &PipelineReport) {
        let style = self.style;
        self.head("closing");
        self.said(&p.titles.closing);
        let expected = |label: String, e: &crate::report::Expected| {
            vec![label, style.count(e.count), style.compact(e.value), style.compact(e.weighted)]
        };
        let mut rows: Vec<Vec<String>> =
            p.closing.months.iter().map(|m| expected(style.month(&m.month), &m.expected)).collect();
        rows.push(expected(self.t("overdue"), &p.closing.overdue));
        rows.push(expected(self.t("undated"), &p.closing.undated));
        let values = p.closing.months.iter().map(|m| m.expected.value);
        let bars = shares(values.chain([p.closing.overdue.value, p.closing.undated.value]));
        let columns = self.columns(&["month", "lead-count", "value", "weighted-head"]);
        self.table(&columns, rows, &bars);
    }

    pub(super) fn rotting(&mut self, p: &PipelineReport) {
        self.head("rotting");
        self.said(&p.titles.rotting);
        if p.rotting.is_empty() {
            return;
        }
        let style = self.style;
        let row = |lead: &crate::report::Rotting| {
            let value = lead.value.map_or_else(|| style.words.t("none", &[]), |v| style.compact(v));
            vec![
                lead.title.clone(),
                owner(&p.by_owner, &lead.owner),
                value,
                style.idle(lead.idle_days as f64),
            ]
        };
        let columns = self.columns(&["lead", "owner", "value", "idle"]);
        self.table(&columns, p.rotting.iter().take(MOST).map(row).collect(), &[]);
        if p.rotting.len() > MOST {
            let more = style.words.t("rotting-more", &[("n", (p.rotting.len() - MOST).into())]);
            self.line(&more);
        }
    }

    pub(super) fn months(&mut self, p: &PipelineReport) {
        self.head("results");
        self.said(&p.titles.closed);
        self.said(&p.titles.won);
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
}
