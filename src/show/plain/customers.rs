//! Which customers come back, and what the team changed.

use super::page::{MOST, PlainPage, owner};
use crate::report::PipelineReport;

impl PlainPage<'_> {
    /// Which customers come back, whose contracts end, whom nobody asks again.
    pub(super) fn customers(&mut self, p: &PipelineReport) {
        let (r, style) = (&p.retention, self.style);
        if r.won_again.n == 0 && r.ending.is_empty() {
            return;
        }
        self.head("customers");
        let again = match r.won_again.shown() {
            Some((value, low, high)) => {
                let (rate, range) = (style.percent(value), style.range(low, high));
                style.words.t(
                    "again-sub",
                    &[("rate", rate.into()), ("n", r.won_again.n.into()), ("range", range.into())],
                )
            }
            None => style.words.t("again-few", &[("n", r.won_again.n.into())]),
        };
        self.item("", &again);
        p.titles.retained.iter().for_each(|title| self.said(title));
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
            let row = |(id, side): (&str, &crate::report::StageDays)| {
                vec![format!("  {}", self.t(id)), self.rate(&side.settled)]
            };
            let rows = [("before", before), ("after", after)].map(row).to_vec();
            self.table(&[], rows, &[]);
            let verdict = if change.differs { "improvement-differs" } else { "improvement-chance" };
            self.item("  ", &self.t(verdict));
        }
    }
}
