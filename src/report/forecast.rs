//! `corong.forecast/1`: what will be won by when, and how sure that is.

mod sentences;

use schemars::JsonSchema;
use serde::Serialize;

use super::{Filter, HowGood, LeftOut, Said, Sentence, Slice, Stamp};
use crate::figures::{
    self, Band, ChosenMethod, Expectation, ForecastGround, ForecastMethod, ForecastOptions, MonthAhead,
    OpenAhead, PipelineForecast, TargetAhead, TargetFigures, View, ViewFilter,
};
use crate::pipeline::{Config, Day, FiscalYears, Language, Period};
use crate::workspace::Workspace;

/// The name and version of the form.
pub const FORECAST_SCHEMA: &str = "corong.forecast/1";
/// So many days ahead at least where nobody says until when.
const LEAST_DAYS: u64 = 30;

/// What a forecast is asked for.
#[derive(Clone, Debug)]
pub struct ForecastQuestion {
    /// The date it is as of.
    pub as_of: Day,
    /// The last day.
    pub until: Day,
    /// How many trials.
    pub runs: u32,
    /// What they begin with.
    pub seed: u64,
    /// The method; the best where absent.
    pub method: Option<ForecastMethod>,
    /// Only the pipeline of this id.
    pub pipeline: Option<String>,
    /// Only leads of this owner.
    pub owner: Option<String>,
    /// Only the leads that a condition holds for.
    pub slice: Option<Slice>,
    /// The language of people's words in it.
    pub language: Language,
    /// The day of the commit whose files these are; `None` of the working tree.
    pub files_of: Option<Day>,
    /// What it is made from, where that is known.
    pub stamp: Option<Stamp>,
}

impl ForecastQuestion {
    /// How many trials there are where nobody says.
    pub const RUNS: u32 = 10_000;

    /// Everything until the end of the running quarter.
    pub fn as_of(as_of: Day, config: &Config) -> Self {
        Self {
            as_of,
            until: usual_until(as_of, config.fiscal_years),
            runs: Self::RUNS,
            seed: 1,
            method: None,
            pipeline: None,
            owner: None,
            slice: None,
            language: config.language,
            files_of: None,
            stamp: None,
        }
    }

    /// Every pipeline, over the year to the as-of date.
    pub(super) fn views<'w>(&self, workspace: &'w Workspace) -> Vec<View<'w>> {
        let period = Period::year_to(self.as_of);
        let view = |index| View::new(workspace, index, self.as_of, period, self.filter());
        (0..workspace.config.pipelines.len()).filter_map(view).collect()
    }

    /// Whether a target can be judged by the leads that are asked for: of a part of the
    /// leads, by the condition that they are of alone.
    fn is_about(&self, target: &TargetAhead) -> bool {
        self.slice.as_ref().is_none_or(|slice| {
            target.owner == self.owner
                && target.group.is_none()
                && target.condition.as_ref() == Some(&slice.condition)
        })
    }

    fn filter(&self) -> ViewFilter {
        let only = self.slice.as_ref().map(|slice| slice.leads.clone());
        ViewFilter { only, ..ViewFilter::owner(self.owner.as_deref()) }
    }
}

/// The end of the quarter that a day is in, at least 30 days on.
pub fn usual_until(as_of: Day, years: FiscalYears) -> Day {
    let quarter = years.quarter(as_of).map_or(as_of, |(_, quarter)| quarter.to);
    as_of.checked_add_days(chrono::Days::new(LEAST_DAYS)).map_or(quarter, |least| least.max(quarter))
}

/// What `corong forecast --format json` gives.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Forecast {
    /// The name and version of this form.
    #[schemars(extend("const" = FORECAST_SCHEMA))]
    pub schema: &'static str,
    /// The workspace's name.
    pub name: String,
    /// The date it is as of: histories up to that day alone are used.
    pub as_of: Day,
    /// `current_fields`: value, owner and expected date are those of the files that
    /// were read; `revision`: all is as the files of a commit held it.
    #[schemars(extend("enum" = ["current_fields", "revision"]))]
    pub basis: &'static str,
    /// The day of the commit whose files were read; `null` of the working tree.
    pub files_of: Option<Day>,
    /// What it was made from; `null` where that is not known.
    pub stamp: Option<Stamp>,
    /// The day it was made.
    pub today: Day,
    /// The last day.
    pub until: Day,
    /// What money is in, ISO 4217.
    #[schemars(regex(pattern = "^[A-Z]{3}$"))]
    pub currency: String,
    /// The language of people's words in it: `en`, `id`.
    #[schemars(extend("enum" = Language::CODES))]
    pub language: &'static str,
    /// The filters that were set; absent fields were not.
    pub filter: Filter,
    /// How many trials.
    pub runs: u32,
    /// What they begin with: the same seed gives the same numbers.
    pub seed: u64,
    /// One for each pipeline shown.
    pub pipelines: Vec<ForecastOfPipeline>,
    /// Files of `forecasts/` that are no frozen forecasts; absent where these were not
    /// asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub left_out: Option<Vec<LeftOut>>,
}

/// A pipeline's forecast, and what it says.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ForecastOfPipeline {
    /// The figures.
    #[serde(flatten)]
    pub figures: PipelineForecast,
    /// The answer in a sentence.
    pub answer: Sentence,
    /// What it rests on.
    pub rests_on: Sentence,
    /// What each of its targets has to expect.
    pub target_answers: Vec<Sentence>,
    /// How good past estimates were; absent where that was not asked for, or there
    /// is nothing to judge yet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scored: Option<HowGood>,
}

/// What a report tells of the forecast of a pipeline; `corong forecast` tells more.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ReportForecast {
    /// The last day: the end of the target that leads, else of the quarter.
    pub until: Day,
    /// How chances were found.
    pub method: ChosenMethod,
    /// Of the leads open at the as-of date, those won by then.
    pub open: OpenAhead,
    /// The same by each month's end up to then.
    pub months: Vec<MonthAhead>,
    /// What is not in the pipeline yet, and won by then.
    pub new_business: Band,
    /// Both together.
    pub total: Band,
    /// The targets whose periods end by then.
    pub targets: Vec<TargetAhead>,
    /// The answer in a sentence.
    pub answer: Sentence,
    /// What it rests on.
    pub rests_on: Sentence,
    /// What each of its targets has to expect.
    pub target_answers: Vec<Sentence>,
}

/// From so many open leads on a report plays fewer futures through.
const MANY: usize = 1_000;
/// So many.
const FEWER_RUNS: u32 = 256;

impl ReportForecast {
    /// Of each view's leads, as `corong forecast` gives it without git's history.
    pub fn of(views: &[View<'_>], ground: &ForecastGround, until: Day) -> Vec<Self> {
        let open: usize = views.iter().map(|view| view.open().count()).sum();
        let runs = if open > MANY { FEWER_RUNS } else { ForecastQuestion::RUNS };
        let options = ForecastOptions { until, runs, seed: 1, method: None };
        let told = |(view, figures): (&View<'_>, PipelineForecast)| {
            let all = ForecastOfPipeline::of(figures, until, &view.workspace.config);
            let ForecastOfPipeline { figures, answer, rests_on, target_answers, .. } = all;
            let PipelineForecast { method, open, months, new_business, total, targets, .. } = figures;
            Self {
                until,
                method,
                open,
                months,
                new_business,
                total,
                targets,
                answer,
                rests_on,
                target_answers,
            }
        };
        views.iter().zip(ground.forecasts(views, &options)).map(told).collect()
    }

    /// What it says of a target.
    pub fn of_target(&self, target: &TargetFigures) -> Option<(&TargetAhead, &Sentence)> {
        let is = |ahead: &TargetAhead| {
            ahead.period == target.label
                && ahead.pipeline == target.pipeline
                && ahead.owner == target.owner
                && ahead.group == target.group
                && ahead.condition == target.condition
                && ahead.value == target.value.map(|value| value.target)
        };
        self.targets.iter().zip(&self.target_answers).find(|(ahead, _)| is(ahead))
    }
}

/// The forecast of a workspace; `expectations` are what commits said of the leads of
/// each pipeline, where they were asked.
pub fn forecast(
    workspace: &Workspace,
    question: &ForecastQuestion,
    expectations: &[Vec<Expectation>],
) -> Forecast {
    let config = &workspace.config;
    let views = question.views(workspace);
    let options = ForecastOptions {
        until: question.until,
        runs: question.runs,
        seed: question.seed,
        method: question.method,
    };
    let all = figures::forecasts(&views, expectations, &options);
    let wanted = |own: &PipelineForecast| question.pipeline.as_ref().is_none_or(|id| *id == own.id);
    let told = |mut own: PipelineForecast| {
        own.targets.retain(|target| question.is_about(target));
        ForecastOfPipeline::of(own, question.until, config)
    };
    Forecast {
        schema: FORECAST_SCHEMA,
        name: config.name.clone(),
        as_of: question.as_of,
        basis: match question.files_of {
            Some(day) if day <= question.as_of => "revision",
            _ => "current_fields",
        },
        files_of: question.files_of,
        stamp: question.stamp.clone(),
        today: workspace.today,
        until: question.until,
        currency: config.currency.code().to_owned(),
        language: question.language.code(),
        filter: Filter {
            pipeline: question.pipeline.clone(),
            owner: question.owner.clone(),
            condition: question.slice.as_ref().map(|slice| slice.condition.clone()),
        },
        runs: question.runs,
        seed: question.seed,
        pipelines: all.into_iter().filter(wanted).map(told).collect(),
        left_out: None,
    }
}

impl Forecast {
    /// Whether any pipeline has a band, so that the future was played through.
    pub fn is_banded(&self) -> bool {
        self.pipelines.iter().any(|pipeline| pipeline.figures.open.band.p90.is_some())
    }

    /// It as JSON, indented, with a newline at its end.
    pub fn json(&self) -> String {
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text
    }
}

impl ForecastOfPipeline {
    fn of(figures: PipelineForecast, until: Day, config: &Config) -> Self {
        Self {
            answer: sentences::answer(&figures, until),
            rests_on: sentences::rests_on(&figures),
            target_answers: figures.targets.iter().map(|own| sentences::target(own, config)).collect(),
            scored: None,
            figures,
        }
    }
}
