//! Every stage: what is there and what flowed through.

use schemars::JsonSchema;
use serde::Serialize;

use super::{Days, Flow, Mode, TimeInStage, Total, View, flows, time_in_stage};
use crate::pipeline::{Decimal, Stage, StageKind};

/// The figures of one stage. Flow and time stand on open stages only.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct StageFigures {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub label: String,
    /// `open`, `won` or `lost`.
    #[schemars(extend("enum" = ["open", "won", "lost"]))]
    pub kind: &'static str,
    /// Leads in it at the as-of date, whenever they came there.
    pub count: u64,
    /// Their value.
    pub value: Decimal,
    /// Their weighted value; 0 for won and lost, where nothing is open.
    pub weighted: Decimal,
    /// What went in and out.
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    pub flow: Option<Flow>,
    /// How long attempts stay.
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    pub time: Option<TimeInStage>,
}

impl StageFigures {
    /// Whether it is one of the stages before won and lost.
    pub fn is_open(&self) -> bool {
        self.kind == StageKind::Open.word()
    }

    /// The ages of those in it, or the stays that ended.
    pub fn days(&self, ages: bool) -> Days {
        self.time.map(|time| if ages { time.age_days } else { time.stay_days }).unwrap_or_default()
    }
}

/// Every stage in order, won and lost included.
pub fn stages(view: &View<'_>, mode: Mode) -> Vec<StageFigures> {
    let mut held = vec![(Total::default(), Decimal::ZERO); view.pipeline.stages.len()];
    let (won, lost) = (view.pipeline.won(), view.pipeline.lost());
    for tracked in view.leads() {
        let closed = tracked.outcome().map(|outcome| if outcome.won { won } else { lost });
        let place = tracked.open_stage().or(closed).and_then(|stage| held.get_mut(stage));
        if let Some((total, weighted)) = place {
            total.add(tracked.value.ok());
            *weighted += tracked.weighted;
        }
    }
    let (mut flows, mut times) = (flows(view, mode).into_iter(), time_in_stage(view).into_iter());
    let figures = |(stage, (total, weighted)): (&Stage, (Total, Decimal))| StageFigures {
        id: stage.id.clone(),
        label: stage.label.clone(),
        kind: stage.kind.word(),
        count: total.valued + total.unvalued,
        value: total.value(view),
        weighted: view.round(weighted),
        flow: if stage.kind == StageKind::Open { flows.next() } else { None },
        time: if stage.kind == StageKind::Open { times.next() } else { None },
    };
    view.pipeline.stages.iter().zip(held).map(figures).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::testing::workspace;

    #[test]
    fn what_lies_there_at_the_date() {
        let mut workspace = workspace(&[
            ("a", "prospect 2026-01-01"),
            ("b", "prospect 2026-01-01, qualified 2026-02-01"),
            ("back", "qualified 2026-01-01, prospect 2026-02-01"),
            ("won", "won 2020-01-01"),
            ("lost", "prospect 2026-01-01, lost 2026-02-01"),
            ("corrected", "prospect 2026-01-01, lost 2026-02-01, won 2026-03-01"),
        ]);
        for id in ["a", "b", "won", "corrected"] {
            workspace.value(id, 100);
        }
        let stages = stages(&workspace.view(), Mode::Cohort);
        let row = |s: &StageFigures| (s.id.clone(), s.count, s.value.to_string(), s.weighted.to_string());
        let rows: Vec<_> = stages.iter().map(row).collect();
        let expected = [
            ("prospect", 2, "100", "10"),
            ("qualified", 1, "100", "25"),
            ("proposal", 0, "0", "0"),
            ("won", 2, "200", "0"),
            ("lost", 1, "0", "0"),
        ];
        let expected = expected.map(|(id, count, v, w)| (id.to_owned(), count, v.to_owned(), w.to_owned()));
        assert_eq!(rows, expected);
        let flowing: Vec<_> = stages.iter().map(|stage| stage.flow.is_some()).collect();
        assert_eq!(flowing, [true, true, true, false, false]);
    }
}
