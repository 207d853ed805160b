//! From a workspace to a report.

use super::{Filter, LeftOut, PipelineReport, Report, SCHEMA, Span, spread};
use crate::figures::{self, Mode, View};
use crate::pipeline::{Day, Language, Period};
use crate::workspace::Workspace;

/// What a report is asked for.
#[derive(Clone, Debug)]
pub struct Options {
    /// The date every figure is as of.
    pub as_of: Day,
    /// The days events are counted over; cut at the as-of date.
    pub period: Period,
    /// How stages are counted.
    pub mode: Mode,
    /// Only the pipeline of this id.
    pub pipeline: Option<String>,
    /// Only leads of this owner.
    pub owner: Option<String>,
    /// The language of people's words in it.
    pub language: Language,
}

impl Options {
    /// The usual report: everything as of a day, over the twelve months that end there.
    pub fn as_of(as_of: Day, language: Language) -> Self {
        let period = Period::year_to(as_of);
        Self { as_of, period, mode: Mode::default(), pipeline: None, owner: None, language }
    }
}

/// Every figure of a workspace. A period that begins after the as-of date
/// stays as it is, and nothing falls in it.
pub fn build(workspace: &Workspace, options: &Options) -> Report {
    let config = &workspace.config;
    let wanted = |id: &str| options.pipeline.as_deref().is_none_or(|only| only == id);
    let chosen = config.pipelines.iter().enumerate().filter(|(_, pipeline)| wanted(&pipeline.id));
    let period = options.period.cut_at(options.as_of).unwrap_or(options.period);
    let view = |(index, _)| View::new(workspace, index, options.as_of, period, options.owner.as_deref());
    let left_out = workspace.left_out.iter();
    Report {
        schema: SCHEMA,
        name: config.name.clone(),
        as_of: options.as_of,
        basis: "current_fields",
        today: workspace.today,
        period: Span { from: period.from, to: period.to },
        currency: config.currency.code().to_owned(),
        mode: options.mode,
        language: options.language.code(),
        filter: Filter { pipeline: options.pipeline.clone(), owner: options.owner.clone() },
        pipelines: chosen.filter_map(view).map(|view| pipeline(&view, options.mode)).collect(),
        left_out: left_out.map(|f| LeftOut { path: f.path.to_string(), why: f.why.clone() }).collect(),
    }
}

fn pipeline(view: &View<'_>, mode: Mode) -> PipelineReport {
    PipelineReport {
        id: view.pipeline.id.clone(),
        label: view.pipeline.label.clone(),
        new: figures::new(view),
        conversion: figures::conversion(view),
        open: figures::open(view),
        won: figures::won(view),
        lost: figures::lost(view),
        win_rate: figures::win_rate(view),
        cycle_days: figures::cycle_days(view),
        time_to_win: figures::time_to_win(view),
        win_curve: spread::win_curve(view),
        cycle_bins: spread::cycle_bins(view),
        velocity_per_day: figures::velocity_per_day(view),
        stages: figures::stages(view, mode),
        months: figures::months(view),
        closing: figures::closing_ahead(view),
        by_owner: figures::by_owner(view),
        by_source: figures::by_source(view),
        by_product: figures::by_product(view),
        by_industry: figures::by_industry(view),
        loss_reasons: figures::loss_reasons(view),
        rotting: figures::rotting(view),
        unvalued: figures::unvalued(view),
    }
}
