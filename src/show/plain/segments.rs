//! Where leads are won, and why they are lost.

use super::page::{MOST, PlainPage, shares};
use crate::figures::is_few;
use crate::report::{LossGroup, LossReason, PipelineReport, Segment, Sentence, WonReason};
use crate::show::shown::{self, name, unknown};

impl PlainPage<'_> {
    /// The segments of one side, where any has a name.
    pub(super) fn segments(&mut self, [id, first, none]: [&str; 3], title: &Sentence, segments: &[Segment]) {
        let label = |s: &Segment, none: &str| name(s.label.as_deref(), s.key.as_deref(), none).to_owned();
        let none = self.t(none);
        self.rates([&self.t(id), &self.t(first)], Some(title), segments, |s| label(s, &none));
    }

    /// The levels of each criterion.
    pub(super) fn criteria(&mut self, p: &PipelineReport) {
        let style = self.style;
        let level = |s: &Segment| {
            let id = s.key.as_ref().map_or_else(|| "not-judged".to_owned(), |key| format!("lead-{key}"));
            style.words.t(&id, &[])
        };
        for criterion in &p.wins.by_qualification {
            let label = criterion.label.as_str();
            let heading = style.words.t("by-criterion", &[("criterion", label.into())]);
            let title = p.titles.by_qualification.get(&criterion.id);
            self.rates([&heading, label], title, &criterion.levels, level);
        }
    }

    fn rates(
        &mut self,
        [heading, first]: [&str; 2],
        title: Option<&Sentence>,
        segments: &[Segment],
        label: impl Fn(&Segment) -> String,
    ) {
        let silent = title.is_some_and(Sentence::is_silent);
        if silent || !segments.iter().any(|row| row.key.is_some()) {
            return;
        }
        self.heading(heading);
        title.into_iter().for_each(|title| self.said(title));
        let style = self.style;
        let row = |s: &Segment| {
            let shown = match s.win_rate.shown() {
                Some((value, low, high)) => format!("{} ({})", style.percent(value), style.range(low, high)),
                None => unknown(style, s.win_rate.n),
            };
            vec![
                label(s),
                style.count(s.open),
                style.count(s.won),
                style.count(s.lost),
                shown,
                style.compact(s.won_value),
            ]
        };
        let mut columns =
            self.columns(&["what", "open-head", "won-head", "lost-head", "win-rate", "won-value-head"]);
        first.clone_into(&mut columns[0].title);
        let bars = shares(segments.iter().take(MOST).map(|s| s.won_value));
        self.table(&columns, segments.iter().take(MOST).map(row).collect(), &bars);
    }

    /// Why leads are won, where anybody said.
    pub(super) fn won_reasons(&mut self, p: &PipelineReport) {
        let reasons = &p.wins.by_reason;
        if !reasons.iter().any(|reason| reason.key.is_some()) {
            return;
        }
        self.head("won-reasons");
        let style = self.style;
        let none = self.t("no-reason");
        let row = |r: &WonReason| {
            let label = name(r.label.as_deref(), r.key.as_deref(), &none).to_owned();
            let average = r.average.map_or_else(|| self.t("none"), |average| style.compact(average));
            let known = r.cycle_median.filter(|_| !is_few(r.count));
            let cycle = known.map_or_else(|| unknown(style, r.count), |days| style.days(days));
            vec![label, style.count(r.count), style.compact(r.value), average, cycle]
        };
        let heads = self.columns(&["reason", "won-head", "won-value-head", "average-head", "cycle-head"]);
        let bars = shares(reasons.iter().take(MOST).map(|reason| reason.value));
        self.table(&heads, reasons.iter().take(MOST).map(row).collect(), &bars);
    }

    /// Why leads are lost.
    pub(super) fn losses(&mut self, p: &PipelineReport) {
        self.head("losses");
        self.said(&p.titles.losses);
        let reasons = &p.loss_reasons;
        let style = self.style;
        let none = self.t("no-reason");
        let row = |r: &LossReason| {
            let label = name(r.label.as_deref(), r.key.as_deref(), &none).to_owned();
            vec![label, style.count(r.count), style.compact(r.value)]
        };
        let most = reasons.iter().map(|r| r.count).max().unwrap_or(0).max(1) as f64;
        let bars: Vec<f64> = reasons.iter().map(|r| r.count as f64 / most).collect();
        let columns = self.columns(&["reason", "count", "value"]);
        self.table(&columns, reasons.iter().map(row).collect(), &bars);
        if p.disqualified.count > 0 {
            self.line(&shown::disqualified(style, &p.disqualified));
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
}
