//! All pipelines together, and what stands out.

use super::page::Page;
use crate::figures::Headline;
use crate::report::{PipelineReport, Rate, Report};
use crate::show::{sentences, shown};

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
                shown::rate(style, rate),
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
            let sentence = sentences::said(self.style, &standing.sentence);
            self.item(&format!("{}. ", at + 1), &sentence);
        }
    }
}
