//! All pipelines together, and what stands out.

use super::page::PlainPage;
use crate::figures::Headline;
use crate::report::{ComparedWith, PipelineReport, Rate, Report};
use crate::show::{changes, sentences, shown};

impl PlainPage<'_> {
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
                shown::rate(style, rate),
            ]
        };
        let pipelines = report.pipelines.iter();
        let mut rows: Vec<Vec<String>> =
            pipelines.map(|p| row(p.label.clone(), &p.open, &p.won, &p.win_rate)).collect();
        let Headline { open, won, win_rate, .. } = &total.head;
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

    /// The headline figures against those of other days.
    pub(super) fn compared(&mut self, report: &Report, p: &PipelineReport) {
        let style = self.style;
        let days = report.compare.iter();
        let own = days.filter_map(|days| Some((days, days.pipelines.iter().find(|other| other.id == p.id)?)));
        // Nothing that is still nothing is no comparison.
        let told = own.filter_map(|(days, other)| {
            let all = other.differences.named().into_iter();
            let told: Vec<_> = all.filter_map(|(name, of)| Some((name, of?))).collect();
            told.iter().any(|(_, of)| !of.is_nothing()).then_some((days, told))
        });
        for (at, (days, told)) in told.enumerate() {
            if at == 0 {
                self.head("compared");
            }
            let range = [("from", days.period.from), ("to", days.period.to)];
            let range = range.map(|(name, day)| (name, style.date(day).into()));
            let range = style.words.t("date-range", &range);
            let is = match days.kind {
                ComparedWith::Previous => "versus-previous-is",
                ComparedWith::YearBefore => "versus-year_before-is",
                ComparedWith::Given => "versus-given-is",
            };
            self.line(&style.words.t(is, &[("range", range.into())]));
            for (name, difference) in told {
                let moved = changes::difference(style, Some(difference));
                self.item("  ", &format!("{}: {moved}", style.words.t(name, &[])));
            }
        }
    }

    /// What stands out, in numbered sentences.
    pub(super) fn standing(&mut self, p: &PipelineReport) {
        if p.standing_out.is_empty() {
            return;
        }
        self.head("standing");
        for (at, standing) in p.standing_out.iter().enumerate() {
            let sentence = sentences::said(self.style, &standing.sentence);
            self.item(&format!("{}. ", at + 1), &sentence);
        }
    }
}
