//! What was open on a past day, by stage.

use rayon::prelude::*;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::rounds::{Rounds, exact};
use super::value::value_on;
use super::weight::{Chance, Learnt, chance};
use super::{Total, View, ViewFilter};
use crate::pipeline::{Attempt, Config, Day, Decimal, Pipeline, StageKind};
use crate::workspace::{Past, PastLead};

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

/// A lead that was open.
struct OpenLead {
    stage: usize,
    value: Option<Decimal>,
    chance: Option<Chance>,
}

/// **Trend**, one day of it: the open leads as of the view's date, by the open
/// stages of `present`, the pipeline as it is today. A stage that was renamed
/// since is found by its former ids; one that is gone is at the end under its own.
pub fn open_on(view: &View<'_>, present: &Pipeline) -> (TrendOpen, Vec<TrendStage>) {
    let leads = view.open().map(|(tracked, stage)| OpenLead {
        stage,
        value: tracked.value.ok(),
        chance: tracked.chance,
    });
    summed(leads, view.pipeline, present, &view.workspace.config)
}

/// The same of a past state: its pipeline of that index as of a day, the leads
/// of an owner or of everybody. `None` where it has no such pipeline.
pub fn open_then(
    past: &Past,
    pipeline: usize,
    day: Day,
    filter: &ViewFilter,
    present: &Pipeline,
) -> Option<(TrendOpen, Vec<TrendStage>)> {
    let (config, then) = (&past.config, past.config.pipelines.get(pipeline)?);
    let index = u16::try_from(pipeline).ok()?;
    let mine = past.leads.iter().filter(|lead| lead.brief.was_in(index, lead.pipeline));
    let followed = |lead: &'_ PastLead| lead.brief.history(lead.pipeline, config).attempts(day).into_owned();
    let followed: Vec<(&PastLead, Vec<Attempt>)> = mine.map(|own| (own, followed(own))).collect();
    let counted = followed.par_iter().flat_map_iter(|(_, attempts)| counting(attempts, index));
    let learnt = Learnt::of(counted, then, day);
    let takes = |who: &str| filter.takes_owner(who, config);
    let open = |(PastLead { brief, .. }, attempts): &(&PastLead, Vec<Attempt>)| {
        let at = attempts.last().filter(|last| last.pipeline == index)?.open_stage()?;
        let value = brief.worth().and_then(|worth| value_on(worth, day, config).ok());
        let value = value.map(|value| brief.part(value, &takes, config.currency));
        let stage = then.stages.get(at);
        let chance = stage.map(|stage| chance(brief.probability, stage, learnt.percent(at)));
        Some(OpenLead { stage: at, value, chance })
    };
    let mine = followed.iter().filter(|(own, _)| filter.takes_id(&own.id) && own.brief.people().any(takes));
    Some(summed(mine.filter_map(open), then, present, config))
}

/// The attempts that the figures of a pipeline count.
fn counting(attempts: &[Attempt], pipeline: u16) -> impl Iterator<Item = &Attempt> {
    attempts.iter().filter(move |attempt| !attempt.disqualified && attempt.pipeline == pipeline)
}

fn summed(
    leads: impl Iterator<Item = OpenLead>,
    then: &Pipeline,
    present: &Pipeline,
    config: &Config,
) -> (TrendOpen, Vec<TrendStage>) {
    let open_stages = present.stages.iter().filter(|stage| stage.kind == StageKind::Open);
    let mut rows: Vec<(TrendStage, Total)> =
        open_stages.map(|stage| (row(&stage.id, &stage.label), Total::default())).collect();
    let (mut all, mut weighted) = (Total::default(), Decimal::ZERO);
    for OpenLead { stage, value, chance } in leads {
        all.add(value);
        weighted += config.round(exact(value, chance));
        let Some(own) = then.stages.get(stage) else { continue };
        let now = present.stage_index(&own.id).and_then(|at| present.stages.get(at));
        let id = now.filter(|stage| stage.kind == StageKind::Open).map_or(&own.id, |stage| &stage.id);
        let known = rows.iter().position(|(row, _)| row.id == *id);
        let index = known.unwrap_or_else(|| {
            rows.push((row(&own.id, &own.label), Total::default()));
            rows.len() - 1
        });
        rows[index].1.add(value);
    }
    let stage = |(row, total): (TrendStage, Total)| TrendStage {
        count: total.valued + total.unvalued,
        value: total.value(config),
        ..row
    };
    let (count, value, weighted) = (all.valued + all.unvalued, all.value(config), config.round(weighted));
    (TrendOpen { count, value, weighted }, rows.into_iter().map(stage).collect())
}

fn row(id: &str, label: &str) -> TrendStage {
    TrendStage { id: id.to_owned(), label: label.to_owned(), count: 0, value: Decimal::ZERO }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::testing::workspace;

    #[test]
    fn stages_are_todays_and_those_that_are_gone_come_last() {
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
        let (open, stages) = open_on(&workspace.view(), &present);
        assert_eq!((open.count, open.value, open.weighted), (3, 300.into(), 35.into()));
        let rows: Vec<_> = stages.iter().map(|s| (s.id.as_str(), s.count, s.value.to_string())).collect();
        let hundred = || "100".to_owned();
        assert_eq!(rows, [("prospect", 1, hundred()), ("met", 1, hundred()), ("proposal", 1, hundred())]);
    }
}
