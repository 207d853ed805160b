//! How good past estimates were, in sentences.

use schemars::JsonSchema;
use serde::Serialize;

use super::{Said, Sentence};
use crate::figures::{
    EstimateSource, Expectation, FrozenForecast, FrozenTotal, PastEstimates, PersonScore, View, as_files_say,
    past_estimates,
};

/// How good past estimates were, and what that says.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct HowGood {
    /// The figures.
    #[serde(flatten)]
    pub figures: PastEstimates,
    /// What they say.
    pub says: Vec<Sentence>,
}

impl HowGood {
    /// Of a view's pipeline, by frozen forecasts and what commits said; `None` where
    /// nothing can be judged yet.
    pub fn of(view: &View<'_>, frozen: &[FrozenForecast], told: &[Expectation]) -> Option<Self> {
        let from = if told.is_empty() { EstimateSource::Forecasts } else { EstimateSource::Commits };
        if frozen.is_empty() && told.is_empty() {
            return None;
        }
        past_estimates(view, frozen, (from, told)).map(Self::from)
    }

    /// The same; where neither tells anything, by what files say.
    pub(super) fn or_by_files(
        view: &View<'_>,
        frozen: &[FrozenForecast],
        told: &[Expectation],
    ) -> Option<Self> {
        if !frozen.is_empty() || !told.is_empty() {
            return Self::of(view, frozen, told);
        }
        past_estimates(view, frozen, (EstimateSource::Files, &as_files_say(view))).map(Self::from)
    }
}

impl From<PastEstimates> for HowGood {
    fn from(figures: PastEstimates) -> Self {
        let mut says: Vec<Sentence> = figures.together.iter().flat_map(forecasts).collect();
        says.extend(some("fc-scored-hindsight", figures.hindsight));
        says.extend(figures.team.iter().flat_map(|team| chances(team).into_iter().chain(dates(team))));
        says.extend(figures.team.iter().map(|_| {
            let say = match figures.source {
                EstimateSource::Commits => "fc-scored-commits",
                EstimateSource::Forecasts => "fc-scored-forecasts",
                EstimateSource::Files => "fc-scored-files",
            };
            Sentence::new(say, [])
        }));
        Self { figures, says }
    }
}

fn forecasts(all: &FrozenTotal) -> impl Iterator<Item = Sentence> {
    let n = ("n", Said::Count(all.forecasts));
    let (mean, won) = (("mean", Said::Tenths(all.expected)), ("won", Said::Count(all.won)));
    let said = match all.held.value {
        None => Sentence::new("fc-scored-mean", [n, mean, won]),
        Some(share) => {
            let held = Said::Count((share * all.held.n as f64).round() as u64);
            let of = Said::Count(all.held.n);
            Sentence::new("fc-scored-held", [n, mean, won, ("held", held), ("of", of)])
        }
    };
    std::iter::once(said).chain(some("fc-scored-later", all.later))
}

/// How many; nothing of none.
fn some(say: &'static str, n: u64) -> Option<Sentence> {
    (n > 0).then(|| Sentence::new(say, [("n", Said::Count(n))]))
}

fn chances(team: &PersonScore) -> Option<Sentence> {
    let own = team.chances?;
    let won = Said::Count((own.won * own.n as f64).round() as u64);
    Some(Sentence::new(
        "fc-scored-chances",
        [("n", Said::Count(own.n)), ("said", Said::Percent(own.said)), ("won", won)],
    ))
}

fn dates(team: &PersonScore) -> Option<Sentence> {
    let own = team.dates?;
    let say = match own.late {
        days if days >= 0.5 => "fc-scored-late",
        days if days <= -0.5 => "fc-scored-early",
        _ => "fc-scored-even",
    };
    let with =
        [("days", Said::Days(own.late.abs())), ("n", Said::Count(own.n)), ("off", Said::Days(own.off))];
    Some(Sentence::new(say, with))
}
