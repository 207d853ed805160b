//! What a branch changes in what is likely.

use schemars::JsonSchema;
use serde::Serialize;

use super::{ComparedSide, Ends, PipelineDiff};
use crate::figures::{ForecastGround, ForecastOptions, MeanWins, PipelineForecast, View, ViewFilter, won};
use crate::pipeline::{Day, Period};

/// What is likely until the end of the quarter, at the base and at the head, both as of
/// the head's day: so the branch alone makes the difference.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct ForecastDiff {
    /// The last day.
    pub until: Day,
    /// Won in the quarter so far, and expected of what is open; new business is not in it.
    pub expected: Ends<MeanWins>,
    /// The target of all that leads and ends by then; absent where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target: Option<TargetChance>,
}

/// How likely a target is reached, at the base and at the head.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct TargetChance {
    /// The period as the team wrote it.
    pub period: String,
    /// The share of the runs that reach it.
    pub probability: Ends<f64>,
}

/// How many trials are played through.
const RUNS: u32 = 10_000;

/// Says of each pipeline with a change what is likely, where both sides have history
/// enough for a band.
pub(super) fn foresee(diffs: &mut [PipelineDiff], start: &ComparedSide<'_>, end: &ComparedSide<'_>) {
    let changed = |diff: &PipelineDiff| !diff.leads.is_empty();
    let quarter = end.workspace.config.fiscal_years.quarter(end.as_of).map(|(_, quarter)| quarter);
    let Some(quarter) = quarter.filter(|quarter| end.as_of < quarter.to && diffs.iter().any(changed)) else {
        return;
    };
    let sides = [start, end].map(|side| Likely::of(side, end.as_of, quarter));
    for diff in diffs.iter_mut().filter(|diff| changed(diff)) {
        let [before, after] = [&sides[0], &sides[1]].map(|side| side.of_pipeline(&diff.id));
        let (Some(before), Some(after)) = (before, after) else { continue };
        let target = before.1.zip(after.1).filter(|(before, after)| before.0 == after.0);
        diff.forecast = Some(ForecastDiff {
            until: quarter.to,
            expected: Ends { start: before.0, end: after.0 },
            target: target.map(|(before, after)| TargetChance {
                period: after.0.to_owned(),
                probability: Ends { start: before.1, end: after.1 },
            }),
        });
    }
}

/// One side.
struct Likely {
    /// By pipeline, with what was won in the quarter.
    pipelines: Vec<(MeanWins, PipelineForecast)>,
}

impl Likely {
    fn of(side: &ComparedSide<'_>, as_of: Day, quarter: Period) -> Self {
        let all = 0..side.workspace.config.pipelines.len();
        let view = |index| View::new(side.workspace, index, as_of, quarter, ViewFilter::default());
        let views: Vec<View<'_>> = all.filter_map(view).collect();
        let options = ForecastOptions { until: quarter.to, runs: RUNS, seed: 1, method: None };
        let forecasts = ForecastGround::for_page(&views, quarter.to).forecasts(&views, &options);
        let won = |view: &View<'_>| {
            let won = won(std::slice::from_ref(view));
            MeanWins { count: won.count as f64, value: won.value }
        };
        Self { pipelines: views.iter().map(won).zip(forecasts).collect() }
    }

    /// What is expected of a pipeline, and the probability of its target that leads, of
    /// those that are everybody's; `None` without a band.
    fn of_pipeline(&self, id: &str) -> Option<(MeanWins, Option<(&str, f64)>)> {
        let (won, ahead) = self.pipelines.iter().find(|(_, ahead)| ahead.id == id)?;
        ahead.open.band.p90?;
        let more = ahead.open.band.expected;
        let expected =
            MeanWins { count: won.count + more.count, value: won.value.saturating_add(more.value) };
        let all = ahead
            .targets
            .iter()
            .filter(|target| target.owner.is_none() && target.group.is_none() && target.condition.is_none());
        let target =
            all.min_by_key(|target| (target.value.is_none(), target.to, std::cmp::Reverse(target.from)));
        Some((expected, target.and_then(|target| Some((target.period.as_str(), target.probability?)))))
    }
}
