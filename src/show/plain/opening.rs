//! What a text report opens with: what was won and is missing, what is open, what waits.

use super::page::PlainPage;
use crate::figures::Open;
use crate::report::{Opening, Report};
use crate::show::sentences;

impl PlainPage<'_> {
    /// The answer, in a few lines before all tables.
    pub(super) fn opening(&mut self, report: &Report) {
        let style = self.style;
        let opening = &report.opening;
        let said = [Some(&opening.answer), opening.more.as_ref()];
        let said: Vec<String> = said.into_iter().flatten().map(|of| sentences::said(style, of)).collect();
        self.line(&said.join(" "));
        if let Some(likely) = opening.likely_said.as_ref() {
            self.said(likely);
        }
        self.pace(opening);
        let first = || report.pipelines.first().map(|pipeline| &pipeline.open);
        let open = report.total.as_ref().map(|total| &total.head.open).or_else(first);
        // Without a target the answer says what is open.
        if let Some(open) = open.filter(|_| opening.target.is_some()) {
            self.still_open(open);
        }
        self.line(&format!("{}: {}.", self.t("todo"), sentences::waiting(style, opening)));
    }

    /// How far the target is, and what is expected until its end.
    fn pace(&mut self, opening: &Opening) {
        let (style, ahead) = (self.style, &opening.ahead);
        let valued = opening.target.as_ref().is_none_or(|target| target.value.is_some());
        let id = if valued { "opening-expected" } else { "opening-expected-count" };
        let args = [
            ("n", ahead.count.into()),
            ("value", style.compact(ahead.value).into()),
            ("date", style.date_short(ahead.until).into()),
        ];
        let expected = style.words.t(id, &args);
        let Some(target) = &opening.target else {
            return self.line(&format!("{}.", crate::show::words::sentence(&expected)));
        };
        let days = style.days(target.days_left.unwrap_or_default() as f64);
        let left = [("period", style.period(&target.label).into()), ("days", days.into())];
        let value = target.value.as_ref().and_then(|value| value.attainment);
        let part = value.or_else(|| target.deals.as_ref().and_then(|deals| deals.attainment));
        let rate = part.map_or_else(|| self.t("none"), |part| style.percent(part));
        let pace = [("rate", rate.into()), ("gone", style.percent(target.gone).into())];
        let (left, pace) = (style.words.t("opening-left", &left), style.words.t("opening-pace", &pace));
        self.line(&format!("{left}: {pace}; {expected}."));
    }

    fn still_open(&mut self, open: &Open) {
        let id = match (open.count, open.value.is_zero()) {
            (0, _) => "opening-open-none",
            (_, true) => "opening-open-count",
            _ => "opening-open",
        };
        let args = [("n", open.count.into()), ("value", self.style.compact(open.value).into())];
        let open = self.style.words.t(id, &args);
        self.line(&open);
    }
}
