//! What a report shows, as data: versioned, complete, free of words and looks.
//!
//! The JSON output is this, serialised; templates see nothing else. Every money
//! value is a decimal string in the report's currency, every rate an object
//! with its interval and n, what cannot be computed is `null`.

pub mod agenda;
pub mod board;
mod build;
pub mod chart_titles;
mod compare;
mod difference;
mod estimates;
pub mod explain;
pub mod exported;
pub mod fields;
mod forecast;
mod frozen;
mod import;
mod json;
mod judged;
mod kept;
pub mod lead_page;
pub mod list;
mod opening;
mod options;
mod quiet;
mod past;
pub mod seen;
mod sentence;
mod slice;
mod spread;
mod stamp;
mod standing_out;
mod trail;
mod trend;

use schemars::JsonSchema;
use serde::Serialize;

pub use crate::figures::{
    AtDays, ClosingAhead, ClosingMonth, Conversion, CriterionWins, CycleDays, Days, DealsTarget,
    Disqualified, DisqualifiedSource, Effort, EffortRow, Ending, Expected, FirstActivity, FirstHours, Flow,
    Headline, Held, Improved, LossGroup, LossReason, Losses, Lost, Mode, Month, Needed, NeededStage, New,
    NoValue, Open, Rate, Renewal, Retention, Rotting, Segment, SlipRow, SlippedLead, Slips, SourceCost,
    StageDays, StageFigures, TargetFigures, TimeInStage, TimeToWin, TrendOpen, TrendStage, Typical, Unvalued,
    ValueTarget, WeightedBy, Wins, WithoutOpen, Won, WonReason, Work,
};
use crate::pipeline::{Day, Decimal, Language};
use crate::text::Message;
pub use build::{build, build_again};
pub use chart_titles::ChartTitles;
pub use compare::{ComparedPipeline, ComparedStage, ComparedWith, Comparison};
pub use difference::{Difference, Differences, NowAndThen};
pub use estimates::HowGood;
pub use forecast::{
    FORECAST_SCHEMA, Forecast, ForecastOfPipeline, ForecastQuestion, ReportForecast, forecast, usual_until,
};
pub use frozen::{FROZEN_FOLDER, FrozenForecasts, frozen_on, frozen_text};
pub use import::{
    ImportColumn, ImportConflict, ImportGone, ImportNote, ImportReport, ImportReview, ImportedLeads,
};
pub use json::json;
pub use kept::PastFigures;
pub use opening::{Ahead, Opening, ToDo, Urgency, Waiting};
pub use options::ReportOptions;
pub use sentence::{Said, Sentence, With};
pub use slice::Slice;
pub use spread::{CurvePoint, CycleBin};
pub use stamp::Stamp;
pub use standing_out::Highlight;
pub use trail::TrailPoint;
pub use trend::{TrendInterval, TrendPoint, TrendSource, dates as trend_dates};

/// The name and version of the JSON output's form.
pub const SCHEMA: &str = "corong.report/1";

/// A whole report.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Report {
    /// The name and version of this form.
    #[schemars(extend("const" = SCHEMA))]
    pub schema: &'static str,
    /// The workspace's name.
    pub name: String,
    /// The date every figure is as of.
    pub as_of: Day,
    /// `current_fields`: stages and activities are dated; value, owner and
    /// expected date are those of the files that were read. It matters, and is
    /// said to people, where the as-of date is before theirs. `revision`: all is
    /// as the files of a commit held it, and the as-of date is not before that.
    #[schemars(extend("enum" = ["current_fields", "revision"]))]
    pub basis: &'static str,
    /// The day of the commit whose files were read; `null` of the working tree.
    pub files_of: Option<Day>,
    /// What it was made from; `null` where that is not known.
    pub stamp: Option<Stamp>,
    /// The day the report was made.
    pub today: Day,
    /// The days that events are counted over.
    pub period: DateSpan,
    /// What the period is called, where it is a fiscal year or a quarter of one:
    /// `FY2027-Q3`; absent where years are the calendar's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub period_name: Option<String>,
    /// Whether idle days, their limits and the days to the first contact are
    /// working days of the team's calendar; absent where it has none.
    #[serde(skip_serializing_if = "is_false")]
    pub working_days: bool,
    /// What money is in, ISO 4217.
    #[schemars(regex(pattern = "^[A-Z]{3}$"))]
    pub currency: String,
    /// How stages are counted.
    pub mode: Mode,
    /// The language of people's words in it: `en`, `id`.
    #[schemars(extend("enum" = Language::CODES))]
    pub language: &'static str,
    /// The filters that were set; absent fields were not.
    pub filter: Filter,
    /// What it opens with.
    pub opening: Opening,
    /// One for each pipeline shown.
    pub pipelines: Vec<PipelineReport>,
    /// All pipelines shown together; `null` where there is only one.
    pub total: Option<Together>,
    /// The same figures of other days: the period before, the year before and
    /// those asked for.
    pub compare: Vec<Comparison>,
    /// Files that no figure counts.
    pub left_out: Vec<LeftOut>,
}

fn is_false(value: &bool) -> bool {
    !value
}

/// What all pipelines together have.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Together {
    /// The headline figures.
    #[serde(flatten)]
    pub head: Headline,
    /// What never was a lead.
    pub disqualified: Disqualified,
    /// Attempts whose way is not known, so that no stage counts them.
    pub unknown_path: u64,
}

/// Which leads a report is about.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
pub struct Filter {
    /// Only this pipeline.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pipeline: Option<String>,
    /// Only leads of this owner.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// Only leads that this condition holds for.
    #[serde(rename = "where", skip_serializing_if = "Option::is_none")]
    pub condition: Option<String>,
}

/// From one day to another, both included.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
pub struct DateSpan {
    /// The first day.
    pub from: Day,
    /// The last day.
    pub to: Day,
}

/// The figures of one pipeline.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PipelineReport {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub label: String,
    /// Leads created in the period.
    pub new: New,
    /// Of the new, how many were won by the as-of date.
    pub conversion: Conversion,
    /// What is open at the as-of date.
    pub open: Open,
    /// What was won in the period.
    pub won: Won,
    /// What was lost in the period.
    pub lost: Lost,
    /// What was lost for a reason that does not count, so that it is in no other figure.
    pub disqualified: Disqualified,
    /// Attempts whose way is not known, so that no stage counts them.
    pub unknown_path: u64,
    /// Won / closed, over attempts closed in the period.
    pub win_rate: Rate,
    /// Days from start to won, over attempts won in the period.
    pub cycle_days: CycleDays,
    /// How likely an attempt begun in the period is won by so many days.
    pub time_to_win: TimeToWin,
    /// The same curves with every step, and the interval of won.
    pub win_curve: Vec<CurvePoint>,
    /// How the sales cycle is spread.
    pub cycle_bins: Vec<CycleBin>,
    /// Open count × win rate × average deal / mean cycle.
    pub velocity_per_day: Option<Decimal>,
    /// Every stage in order, won and lost included.
    pub stages: Vec<StageFigures>,
    /// The period's calendar months.
    pub months: Vec<Month>,
    /// When the open leads are expected to close.
    pub closing: ClosingAhead,
    /// By owner.
    pub by_owner: Vec<Segment>,
    /// By the group of the owner; absent where the team has none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub by_group: Vec<Segment>,
    /// By source.
    pub by_source: Vec<Segment>,
    /// By product.
    pub by_product: Vec<Segment>,
    /// By the customer's industry.
    pub by_industry: Vec<Segment>,
    /// Why the period's lost attempts were lost, most first.
    pub loss_reasons: Vec<LossReason>,
    /// What was lost, from several sides.
    pub losses: Losses,
    /// What wins, by more than owner, source, product and industry.
    pub wins: Wins,
    /// What work went in, and what a won lead costs.
    pub effort: Effort,
    /// Leads that rot, longest idle first.
    pub rotting: Vec<Rotting>,
    /// What is to be reached, and what it takes.
    pub targets: Vec<TargetFigures>,
    /// Which customers come back.
    pub retention: Retention,
    /// What the team changed, before and after.
    pub improvements: Vec<Improved>,
    /// The headline figures month by month, oldest first; the last is this report's.
    pub trail: Vec<TrailPoint>,
    /// What stands out, in sentences.
    pub standing_out: Vec<Highlight>,
    /// What the charts say, each in a sentence.
    pub titles: ChartTitles,
    /// The parts that have too little to say, by their names in `titles`.
    pub quiet: Vec<String>,
    /// Whether it has so few leads that each can be looked at: then text and
    /// Markdown name those parts in one line.
    pub few: bool,
    /// Leads that are counted but not valued, by id.
    pub unvalued: Vec<Unvalued>,
    /// What of the open leads is won by when; absent where the period's end has passed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub forecast: Option<ReportForecast>,
    /// What was open on past days, oldest first; only where it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trend: Option<Vec<TrendPoint>>,
    /// How expected dates slipped; only where the trend was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub slips: Option<Slips>,
    /// How good past estimates were: by frozen forecasts, and by commits where the trend
    /// was asked for; absent where there is nothing to judge yet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scored: Option<HowGood>,
}

impl PipelineReport {
    /// Says what its charts say, and which of them say nothing.
    pub fn entitle(&mut self) {
        self.titles = ChartTitles::of(self);
        self.quiet = quiet::quiet(self);
    }

    /// Adds what the past tells.
    pub fn add_past(
        &mut self,
        trend: Option<Vec<TrendPoint>>,
        slips: Option<Slips>,
        scored: Option<HowGood>,
    ) {
        (self.trend, self.slips, self.scored) = (trend, slips, scored);
        self.entitle();
    }
}

/// A file that no figure counts.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct LeftOut {
    /// The file.
    pub path: String,
    /// Why.
    pub why: Message,
}
