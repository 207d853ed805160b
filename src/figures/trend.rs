//! What was open on a past day, by stage.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Total, View, open};
use crate::pipeline::{Decimal, Pipeline, StageKind};

/// What was open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TrendOpen {
    /// Open leads.
    pub count: u64,
    /// Their value.
    pub value: Decimal,
    /// Their value weighted by their chances.
    pub weighted: Decimal,
}

/// What was in an open stage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TrendStage {
    /// Its id, as it is today; that of then where there is no such stage any more.
    pub id: String,
    /// What people call it.
    pub label: String,
    /// Leads in it.
    pub count: u64,
    /// Their value.
    pub value: Decimal,
}

/// **Trend**, one day of it: the open leads as of the view's date, and how they
/// stood in the open stages of `present`, the pipeline as it is today. A stage
/// that was renamed since is found by its former ids; one that is gone stands
/// at the end under its own.
pub fn standing(view: &View<'_>, present: &Pipeline) -> (TrendOpen, Vec<TrendStage>) {
    let total = open(std::slice::from_ref(view));
    let open_stages = present.stages.iter().filter(|stage| stage.kind == StageKind::Open);
    let mut rows: Vec<(TrendStage, Total)> =
        open_stages.map(|stage| (row(&stage.id, &stage.label), Total::default())).collect();
    for (tracked, at) in view.open() {
        let Some(then) = view.pipeline.stages.get(at) else { continue };
        let now = present.stage_index(&then.id).and_then(|at| present.stages.get(at));
        let id = now.filter(|stage| stage.kind == StageKind::Open).map_or(&then.id, |stage| &stage.id);
        let known = rows.iter().position(|(row, _)| row.id == *id);
        let index = known.unwrap_or_else(|| {
            rows.push((row(&then.id, &then.label), Total::default()));
            rows.len() - 1
        });
        rows[index].1.add(tracked.value.ok());
    }
    let summed = |(row, total): (TrendStage, Total)| TrendStage {
        count: total.valued + total.unvalued,
        value: total.value(view),
        ..row
    };
    let open = TrendOpen { count: total.count, value: total.value, weighted: total.weighted };
    (open, rows.into_iter().map(summed).collect())
}

fn row(id: &str, label: &str) -> TrendStage {
    TrendStage { id: id.to_owned(), label: label.to_owned(), count: 0, value: Decimal::ZERO }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::testing::workspace;

    #[test]
    fn stages_are_todays_and_those_that_are_gone_stand_last() {
        let mut workspace = workspace(&[
            ("a", "prospect 2026-01-01"),
            ("b", "prospect 2026-01-01, qualified 2026-02-01"),
            ("c", "prospect 2026-01-01, proposal 2026-02-01"),
            ("won", "won 2026-01-01"),
        ]);
        for id in ["a", "b", "c", "won"] {
            workspace.value(id, 100);
        }
        // Today `qualified` is called `met`, and there is no `proposal`.
        let mut present = workspace.config.pipelines[0].clone();
        present.stages[1].id = "met".to_owned();
        present.stages[1].formerly = vec!["qualified".to_owned()];
        present.stages.remove(2);
        let (open, stages) = standing(&workspace.view(), &present);
        assert_eq!((open.count, open.value, open.weighted), (3, 300.into(), 35.into()));
        let rows: Vec<_> = stages.iter().map(|s| (s.id.as_str(), s.count, s.value.to_string())).collect();
        let hundred = || "100".to_owned();
        assert_eq!(rows, [("prospect", 1, hundred()), ("met", 1, hundred()), ("proposal", 1, hundred())]);
    }
}
