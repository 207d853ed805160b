//! What the stages ask of a lead, before and after.

use std::collections::HashSet;

use schemars::JsonSchema;
use serde::Serialize;

use super::half::Half;
use super::half::Pair;
use crate::expr::{Subject, Unmet};
use crate::figures::Tracked;
use crate::pipeline::Stage;
use crate::workspace::LeadFile;

/// What a lead lacks to be in each stage up to won.
pub type Gates = Vec<Demand>;

/// A condition of a stage's, or a field it requires.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, JsonSchema)]
pub struct Demand {
    /// The stage that asks for it.
    pub stage: String,
    /// The required field, by its dotted path; `null` of a condition.
    pub field: Option<String>,
    /// What the condition says where it does not hold; `null` of a field.
    pub say: Option<String>,
}

impl Demand {
    fn field(stage: &Stage, field: &str) -> Self {
        Self { stage: stage.id.clone(), field: Some(field.to_owned()), say: None }
    }

    fn condition(stage: &Stage, say: &str) -> Self {
        let say = say.trim_end_matches('.').to_owned();
        Self { stage: stage.id.clone(), field: None, say: Some(say) }
    }
}

/// Which of the conditions of its stage and the next one changed for a lead.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct GateChanges {
    /// Not met before, met now.
    pub passed: Vec<Demand>,
    /// Met before or not asked, not met now.
    pub failed: Vec<Demand>,
    /// Not met now though the lead is in the stage, or further on.
    pub failing: Vec<Demand>,
}

impl GateChanges {
    /// Whether one was passed or failed.
    pub fn is_change(&self) -> bool {
        !self.passed.is_empty() || !self.failed.is_empty()
    }
}

/// What a lead's file lacks; `None` where it is no lead, or in no stage.
pub fn demands(file: &LeadFile<'_>) -> Option<Gates> {
    let root = file.tree.root().filter(|root| root.is_map())?;
    let pipeline = file.config.pipelines.get(usize::from(file.pipeline))?;
    // Asked as if it were won, so that every open stage's conditions are.
    let stage = pipeline.stages.get(pipeline.won())?;
    let (lead, config, today) = (file.lead, file.config, file.today);
    let subject = Subject { root, lead, config, pipeline, stage, today };
    let demand = |unmet: Unmet<'_>| match unmet {
        Unmet::Field { field, stage } => Demand::field(stage, field),
        Unmet::Gate { gate, stage, .. } => Demand::condition(stage, &gate.say),
    };
    Some(file.conditions.unmet(&subject).into_iter().map(demand).collect())
}

/// What changed for a lead that is there at the head: conditions up to the
/// stage after the one it is in. A lost lead is asked nothing.
pub(super) fn changes(
    pair: &Pair<'_, '_>,
    after: &Tracked<'_>,
    start: &Half<'_, '_>,
    end: &Half<'_, '_>,
) -> GateChanges {
    let Some(pipeline) = end.pipeline() else { return GateChanges::default() };
    let at = match (after.open_stage(), after.outcome()) {
        (Some(at), _) => at,
        (None, Some(outcome)) if outcome.won => pipeline.won(),
        _ => return GateChanges::default(),
    };
    let upto =
        |demand: &Demand, last: usize| pipeline.stage_index(&demand.stage).is_some_and(|stage| stage <= last);
    let Some(now) = end.side.gates.get(&after.lead.path) else { return GateChanges::default() };
    let failing: Vec<Demand> = now.iter().filter(|demand| upto(demand, at)).cloned().collect();
    let before = pair.start.here().and_then(|before| start.side.gates.get(&before.lead.path));
    let Some(before) = before else { return GateChanges { failing, ..GateChanges::default() } };
    let next = (at + 1).min(pipeline.won());
    let asked: HashSet<Demand> = pipeline.stages.iter().flat_map(asked_by).collect();
    let only = |these: &Gates, others: &Gates| -> Vec<Demand> {
        let within = these.iter().filter(|demand| upto(demand, next) && asked.contains(demand));
        within.filter(|demand| !others.contains(demand)).cloned().collect()
    };
    GateChanges { passed: only(before, now), failed: only(now, before), failing }
}

fn asked_by(stage: &Stage) -> impl Iterator<Item = Demand> {
    let fields = stage.requires.iter().map(|field| Demand::field(stage, field));
    fields.chain(stage.gates.iter().map(|gate| Demand::condition(stage, &gate.say)))
}
