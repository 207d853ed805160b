//! A report as plain text for a terminal, as wide as that is.

mod customers;
mod effort;
mod estimates;
mod forecast;
mod now;
mod opening;
mod overview;
mod page;
mod past;
mod segments;
mod targets;
mod times;

use super::format::Style;
use super::sentences;
use crate::pipeline::Day;
use crate::report::{PipelineReport, Report};
pub use forecast::forecast;
use page::{MOST, PlainPage};

/// The narrowest terminal that is written for.
const NARROW: usize = 40;
/// The report for a terminal of so many columns.
pub fn text(report: &Report, width: usize) -> String {
    let style = Style::new(report.language, &report.currency).with_working_days(report.working_days);
    let mut page = PlainPage { out: String::new(), width: width.max(NARROW), style: &style };
    let t = |id: &str| style.words.t(id, &[]);
    page.line(&format!("{}: {}", report.name, t("report")));
    if !report.pipelines.iter().all(is_empty) {
        page.gap();
        page.opening(report);
        page.gap();
    }
    let range =
        [("from", style.date(report.period.from).into()), ("to", style.date(report.period.to).into())];
    page.line(&format!("{} {}", t("as-of"), style.date(report.as_of)));
    let named = report.period_name.as_ref().map(|name| format!("{}, ", style.period(name)));
    let range = style.words.t("date-range", &range);
    page.line(&format!("{} {}{range}", t("period"), named.unwrap_or_default()));
    page.only(&report.filter);
    page.basis(report);
    page.total(report);
    let several = report.pipelines.len() > 1;
    for pipeline in &report.pipelines {
        if several {
            page.gap();
            page.line(&format!("== {} ==", pipeline.label));
        }
        page.pipeline(report, pipeline, several);
    }
    if !report.left_out.is_empty() {
        page.head("quality");
        page.line(&style.words.t("left-out-title", &[("n", report.left_out.len().into())]));
        for file in report.left_out.iter().take(MOST) {
            page.item("  ", &format!("{}: {}", file.path, style.message(&file.why)));
        }
    }
    page.gap();
    page.line(&style.words.t("tax", &[("currency", report.currency.as_str().into())]));
    if let Some(stamp) = &report.stamp {
        page.line(&sentences::stamp(&style, stamp));
    }
    page.out
}

impl PlainPage<'_> {
    /// Of when value, owner and expected date are, where that is not plain.
    fn basis(&mut self, report: &Report) {
        let date = |day: Day| self.style.date(day).into();
        let said = match report.files_of {
            Some(files) if report.basis == "revision" => ("basis-revision", vec![("date", date(files))]),
            Some(files) => {
                ("basis-past-revision", vec![("date", date(report.as_of)), ("files", date(files))])
            }
            None if report.as_of == report.today => return,
            None => ("basis-past", vec![("date", date(report.as_of)), ("today", date(report.today))]),
        };
        let said = self.style.words.t(said.0, &said.1);
        self.line(&said);
    }

    fn pipeline(&mut self, report: &Report, p: &PipelineReport, several: bool) {
        self.figures(p);
        if is_empty(p) {
            self.gap();
            self.line(&self.t("site-no-leads"));
            self.targets(p, report.as_of, several);
            return;
        }
        // Of few leads, what has too little to say is named in one line.
        let says = |part: &str| !p.few || !p.quiet.iter().any(|quiet| quiet == part);
        self.compared(report, p);
        self.standing(p);
        if says("funnel") {
            self.funnel(p);
        }
        self.now(p);
        if says("closing") {
            self.ahead(p);
        }
        self.likely(p);
        self.rotting(p);
        if says("results") {
            self.months(p);
        }
        self.trend(p);
        self.slips(p);
        p.scored.iter().for_each(|scored| self.how_good(scored));
        self.targets(p, report.as_of, several);
        if says("times") {
            self.times(p);
        }
        if says("segments") {
            self.sides(p);
        }
        if says("losses") || p.disqualified.count > 0 {
            self.losses(p);
            self.lost_from(p);
        }
        self.effort(p);
        self.customers(p);
        self.improvements(p);
        if p.few {
            self.quiet(p);
        }
    }

    /// What is won and lost by segments, and why it is won.
    fn sides(&mut self, p: &PipelineReport) {
        let titles = &p.titles;
        for (words, title, rows) in [
            (["by-source", "source", "no-source"], &titles.by_source, &p.by_source),
            (["by-product", "product", "no-product"], &titles.by_product, &p.by_product),
            (["by-industry", "industry", "no-industry"], &titles.by_industry, &p.by_industry),
            (["by-owner-head", "owner", "no-owner"], &titles.by_owner, &p.by_owner),
            (["by-size", "size", "no-size"], &titles.by_size, &p.wins.by_size),
            (["by-early", "early", "none"], &titles.by_early_activity, &p.wins.by_early_activity),
        ] {
            self.segments(words, title, rows);
        }
        if let Some(title) = &titles.by_group {
            self.segments(["by-group", "group", "no-group"], title, &p.by_group);
        }
        self.criteria(p);
        self.won_reasons(p);
    }

    /// The parts that have too little to say.
    fn quiet(&mut self, p: &PipelineReport) {
        let parts = ["funnel", "closing", "results", "times", "segments", "losses"];
        let quiet = parts.iter().filter(|part| p.quiet.iter().any(|quiet| quiet == *part));
        let parts: Vec<String> = quiet.map(|part| self.t(part)).collect();
        if !parts.is_empty() {
            self.gap();
            let line = self.style.words.t("too-few-parts", &[("parts", parts.join(", ").into())]);
            self.line(&line);
        }
    }
}

/// Whether it has no lead, and had none in the period.
fn is_empty(p: &PipelineReport) -> bool {
    let events = p.new.count + p.won.count + p.lost.count;
    events == 0 && p.stages.iter().all(|stage| stage.count == 0)
}
