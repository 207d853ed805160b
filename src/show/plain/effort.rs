//! What work went in, and what a won lead costs.

use super::page::{MOST, PlainPage, shares};
use crate::report::{EffortRow, PipelineReport};
use crate::show::shown::name;

impl PlainPage<'_> {
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
                ("days", style.idle(median).into()),
                ("n", e.first_activity_days.n.into()),
                ("without", e.first_activity_days.without.into()),
            ];
            self.item("", &style.words.t("effort-first", &args));
        }
        if let Some((n, median)) = e.first_activity_hours.and_then(|first| Some((first.n, first.median?))) {
            let args = [("hours", style.hours(median).into()), ("n", n.into())];
            self.item("", &style.words.t("effort-first-hours", &args));
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

    pub(super) fn source_cost(&mut self, p: &PipelineReport) {
        let style = self.style;
        let none = self.t("no-source");
        let row = |row: &crate::report::SourceCost| {
            let label = name(row.label.as_deref(), row.key.as_deref(), &none).to_owned();
            let each = match row.cost_per_won.map(|cost| style.compact(cost)) {
                Some(cost) if row.few => format!("{cost} ({})", self.t("too-few")),
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
}

/// Whole hours of so many minutes, half an hour to the even one as in the templates.
fn hours(minutes: u64) -> u64 {
    (minutes as f64 / 60.0).round_ties_even() as u64
}
