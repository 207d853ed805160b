//! The past: what was open, and how dates slipped.

use super::page::{MOST, PlainPage, owner, shares};
use crate::report::{Expected, PipelineReport, TrendSource};
use crate::show::corrected::{self, CorrectedMonth};

impl PlainPage<'_> {
    pub(super) fn trend(&mut self, p: &PipelineReport) {
        let Some(trend) = p.trend.as_ref().filter(|trend| !trend.is_empty()) else { return };
        let style = self.style;
        self.head("trend");
        p.titles.trend.iter().chain(&p.titles.trend_sources).for_each(|title| self.said(title));
        let row = |point: &crate::report::TrendPoint| {
            let from = match point.source {
                TrendSource::Git => "from-git",
                TrendSource::History => "from-history",
                TrendSource::Files => "from-files",
            };
            let values = [point.open.value, point.open.weighted].map(|value| style.compact(value));
            let start = [style.date(point.date), style.words.t(from, &[]), style.count(point.open.count)];
            start.into_iter().chain(values).collect()
        };
        let columns = self.columns(&["date", "comes-from", "open-head", "value", "weighted-head"]);
        let bars = shares(trend.iter().map(|point| point.open.value));
        self.table(&columns, trend.iter().map(row).collect(), &bars);
    }

    pub(super) fn slips(&mut self, p: &PipelineReport) {
        let Some(slips) = &p.slips else { return };
        let style = self.style;
        self.head("slips");
        let typical = p.titles.slips_typical.iter().filter(|_| slips.since.is_some());
        p.titles.slips.iter().chain(typical).for_each(|title| self.said(title));
        for (first, rows) in [("owner", &slips.by_owner), ("stage", &slips.by_stage)] {
            let row = |row: &crate::report::SlipRow| {
                let median = row.median_days.map(|days| style.days(days)).unwrap_or_default();
                vec![row.label.clone(), style.count(row.leads), style.count(row.pushes), median]
            };
            let columns = self.columns(&[first, "lead-count", "pushes-head", "median-head"]);
            self.table(&columns, rows.iter().map(row).collect(), &[]);
        }
        let row = |lead: &crate::report::SlippedLead| {
            let dates = [lead.from, lead.to].map(|day| style.date(day));
            let counts = [style.count(lead.pushes), style.days(lead.days as f64)];
            let start = [lead.title.clone(), owner(&p.by_owner, &lead.owner)];
            start.into_iter().chain(counts).chain(dates).collect()
        };
        let columns = self.columns(&[
            "slips-worst",
            "owner",
            "pushes-head",
            "pushed-days",
            "was-expected",
            "now-expected",
        ]);
        self.table(&columns, slips.worst.iter().take(MOST).map(row).collect(), &[]);
        self.corrected(p);
    }

    fn corrected(&mut self, p: &PipelineReport) {
        let Some(slips) = p.slips.as_ref().filter(|slips| slips.typical.days.is_some_and(|days| days > 0.0))
        else {
            return;
        };
        let Some(corrected) = &slips.corrected else { return };
        let style = self.style;
        self.head("slips-corrected");
        self.line(&style.words.t("slips-corrected-sub", &[]));
        let row = |both: &CorrectedMonth| {
            let part = |e: Expected| [style.count(e.count), style.compact(e.value)];
            let parts = part(both.said).into_iter().chain(part(both.corrected));
            std::iter::once(style.month(&both.month)).chain(parts).collect()
        };
        let columns = self.columns(&["month", "lead-count", "as-said", "lead-count", "corrected-head"]);
        self.table(&columns, corrected::months(&p.closing, corrected).iter().map(row).collect(), &[]);
    }
}
