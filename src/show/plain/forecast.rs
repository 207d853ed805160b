//! A forecast as plain text: the answer first.

use super::NARROW;
use super::page::{MOST, PlainPage};
use crate::figures::{Backtest, BacktestHorizon, Band, MonthAhead, WinsBelow};
use crate::pipeline::Decimal;
use crate::report::{Filter, Forecast, ForecastOfPipeline, PipelineReport};
use crate::show::ForecastParts;
use crate::show::format::Style;
use crate::show::sentences;

/// The forecast for a terminal of so many columns.
pub fn forecast(forecast: &Forecast, parts: ForecastParts, width: usize) -> String {
    let style = Style::new(forecast.language, &forecast.currency);
    let mut page = PlainPage { out: String::new(), width: width.max(NARROW), style: &style };
    let head = [("name", forecast.name.as_str().into()), ("date", style.date(forecast.until).into())];
    page.line(&style.words.t("fc-head", &head));
    page.only(&forecast.filter);
    for pipeline in &forecast.pipelines {
        page.gap();
        if forecast.pipelines.len() > 1 {
            page.line(&format!("== {} ==", pipeline.figures.label));
        }
        if parts.scored {
            page.said(&pipeline.answer);
            page.scored(pipeline);
        } else {
            page.ahead_of(pipeline);
        }
        if parts.backtest {
            page.backtest(&pipeline.figures.backtest);
        }
    }
    page.gap();
    page.line(&format!("{} {}", page.t("as-of"), style.date(forecast.as_of)));
    if forecast.is_banded() {
        let runs =
            [("runs", style.count(forecast.runs.into()).into()), ("seed", forecast.seed.to_string().into())];
        page.line(&style.words.t("fc-runs", &runs));
    }
    if let Some(stamp) = &forecast.stamp {
        page.line(&sentences::stamp(&style, stamp));
    }
    page.out
}

impl PlainPage<'_> {
    /// Which leads alone it is about.
    pub(super) fn only(&mut self, filter: &Filter) {
        let words = &self.style.words;
        let said = [
            ("filter-pipeline", "pipeline", &filter.pipeline),
            ("filter-owner", "owner", &filter.owner),
            ("filter-where", "condition", &filter.condition),
        ];
        let set = |(id, name, value): (&str, &'static str, &Option<String>)| {
            Some(words.t(id, &[(name, value.as_deref()?.into())]))
        };
        let said: Vec<String> = said.into_iter().filter_map(set).collect();
        if !said.is_empty() {
            self.line(&said.join("; "));
        }
    }

    fn scored(&mut self, pipeline: &ForecastOfPipeline) {
        match &pipeline.scored {
            Some(scored) => self.how_good(scored),
            None => {
                self.head("fc-scored");
                self.line(&self.t("fc-scored-none"));
            }
        }
    }

    fn ahead_of(&mut self, pipeline: &ForecastOfPipeline) {
        self.said(&pipeline.answer);
        pipeline.target_answers.iter().for_each(|answer| self.said(answer));
        self.gap();
        pipeline.new_business().iter().for_each(|new| self.said(new));
        pipeline.largest().iter().for_each(|largest| self.said(largest));
        self.said(&pipeline.rests_on);
        let figures = &pipeline.figures;
        if figures.open.n == 0 {
            return;
        }
        self.head("fc-months");
        let rows = figures.months.iter().map(|month| self.month(month)).collect();
        let heads = match figures.open.band.p90 {
            Some(_) => self.columns(&["fc-by", "fc-wins", "fc-band", "value", "fc-band"]),
            None => self.columns(&["fc-by", "fc-wins", "value"]),
        };
        self.table(&heads, rows, &[]);
        self.head("fc-leads");
        let style = self.style;
        let rows = figures.leads.iter().take(MOST).map(|lead| {
            let value = lead.value.map_or_else(|| self.t("none"), |value| style.compact(value));
            let held = |until| style.words.t("board-held", &[("date", style.date_short(until).into())]);
            let own = lead.is_own().then(|| self.t("fc-own"));
            let notes: Vec<String> = own.into_iter().chain(lead.held.map(held)).collect();
            vec![lead.id.clone(), lead.stage_label.clone(), value, style.percent(lead.p), notes.join(", ")]
        });
        let rows = rows.collect();
        let heads = self.columns(&["lead", "stage", "value", "fc-chance", "fc-blank"]);
        self.table(&heads, rows, &[]);
        self.more(figures.leads.len());
    }

    /// What of a report's open leads is likely won, and what that rests on.
    pub(super) fn likely(&mut self, p: &PipelineReport) {
        let Some(likely) = p.forecast.as_ref().filter(|likely| likely.open.n > 0) else { return };
        let style = self.style;
        self.heading(&style.words.t("fc-section", &[("date", style.date(likely.until).into())]));
        self.said(&likely.answer);
        // Without a band the answer says that history is too short for one.
        if likely.open.band.p90.is_none() {
            return;
        }
        self.said(&likely.rests_on);
        let worth = likely.open.unvalued < likely.open.n;
        let end = |end: Option<WinsBelow>| match (end, worth) {
            (Some(end), true) => style.compact(end.value),
            (Some(end), false) => style.count(end.count),
            (None, _) => self.t("none"),
        };
        let row = |month: &MonthAhead| {
            let ends = [month.band.p10, month.band.p50, month.band.p90];
            std::iter::once(style.date_short(month.until)).chain(ends.map(end)).collect()
        };
        let rows = likely.months.iter().map(row).collect();
        let heads = self.columns(&["fc-by", "fc-p10", "fc-p50", "fc-p90"]);
        self.table(&heads, rows, &[]);
    }

    fn month(&self, month: &MonthAhead) -> Vec<String> {
        let (style, band) = (self.style, &month.band);
        let [wins, values] = bands(style, band).map_or([None, None], |bands| bands.map(Some));
        let mean = [Some(tenths(style, band.expected.count)), wins];
        let value = [Some(style.compact(band.expected.value)), values];
        let cells = mean.into_iter().chain(value).flatten();
        std::iter::once(style.date_short(month.until)).chain(cells).collect()
    }

    fn backtest(&mut self, backtest: &Backtest) {
        self.head("fc-backtest");
        self.line(&self.t("fc-backtest-sub"));
        for horizon in backtest.horizons.iter().filter(|horizon| horizon.cuts > 0) {
            self.horizon(horizon);
        }
        if backtest.horizons.iter().all(|horizon| horizon.cuts == 0) {
            self.line(&self.t("fc-backtest-none"));
            return;
        }
        self.head("fc-calibration");
        let style = self.style;
        let row = |row: &crate::figures::CalibrationRow| {
            let from = style.range(row.from, row.to);
            vec![from, style.count(row.n), style.percent(row.expected), style.percent(row.won)]
        };
        let rows = backtest.calibration.iter().map(row).collect();
        let bars: Vec<f64> = backtest.calibration.iter().map(|row| row.won).collect();
        let heads = self.columns(&["fc-said", "fc-leads-n", "fc-mean", "fc-became"]);
        self.table(&heads, rows, &bars);
    }

    fn horizon(&mut self, horizon: &BacktestHorizon) {
        let style = self.style;
        self.gap();
        let args = [
            ("days", style.days(horizon.days as f64).into()),
            ("cuts", horizon.cuts.into()),
            ("n", horizon.n.into()),
            ("won", horizon.won.into()),
        ];
        self.line(&style.words.t("fc-horizon", &args));
        let number = |value: Option<f64>, places| match value {
            Some(value) => style.decimal(Decimal::try_from(value).unwrap_or_default(), places),
            None => self.t("none"),
        };
        let rows = horizon.methods.iter().filter(|method| method.n > 0).map(|method| {
            let name = self.t(&format!("fc-method-{}", method.id));
            let bias = method.bias.map_or_else(|| self.t("none"), |bias| style.signed_percent(bias));
            vec![name, number(method.brier, 4), number(method.crps, 3), bias]
        });
        let rows = rows.collect();
        let heads = self.columns(&["fc-method", "fc-brier", "fc-crps", "fc-bias"]);
        self.table(&heads, rows, &[]);
        if let Some(share) = horizon.coverage.value {
            let n = horizon.coverage.n;
            let held = (share * n as f64).round() as u64;
            let say = if crate::figures::is_few(n) { "fc-coverage-few" } else { "fc-coverage" };
            let args = [("held", held.into()), ("of", n.into())];
            self.line(&style.words.t(say, &args));
        }
    }
}

/// A number with one decimal.
fn tenths(style: &Style, number: f64) -> String {
    style.decimal(Decimal::try_from(number).unwrap_or_default(), 1)
}

/// The bands of wins and of value; `None` where there is none.
fn bands(style: &Style, band: &Band) -> Option<[String; 2]> {
    let (low, high) = band.p10.zip(band.p90)?;
    let range =
        |from: String, to: String| style.words.t("date-range", &[("from", from.into()), ("to", to.into())]);
    Some([
        range(style.count(low.count), style.count(high.count)),
        range(style.compact(low.value), style.compact(high.value)),
    ])
}
