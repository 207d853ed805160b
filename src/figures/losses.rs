//! What was lost, from several sides.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::segments::Add;
use super::{Closing, Total, View};
use crate::pipeline::{Choice, Decimal, Stage};

/// **Losses**: attempts lost in the period, from several sides. Each list holds
/// every one of them once; the value is that of the leads whose latest attempt
/// it was.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Losses {
    /// By the reason the closing gives, most first.
    pub by_reason: Vec<LossGroup>,
    /// By the stage lost from, the last open one; in order of the stages,
    /// those whose way is not known at the end.
    pub by_stage: Vec<LossGroup>,
    /// By owner, most first; where several share the value, under each with their part.
    pub by_owner: Vec<LossGroup>,
    /// By source, most first.
    pub by_source: Vec<LossGroup>,
    /// By the customer's industry, most first.
    pub by_industry: Vec<LossGroup>,
    /// By the competitor the closing names, most first.
    pub by_competitor: Vec<LossGroup>,
}

/// Attempts lost that have something in common.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct LossGroup {
    /// The id or name they share; `null` where none was given.
    pub key: Option<String>,
    /// What people call it.
    pub label: Option<String>,
    /// Attempts lost.
    pub count: u64,
    /// Value of the leads lost.
    pub value: Decimal,
    /// Leads lost without a value.
    pub unvalued: u64,
}

/// Groups the attempts lost.
pub fn losses(view: &View<'_>) -> Losses {
    let config = &view.workspace.config;
    let label = |choices, key: &str| Choice::label_of(choices, key).to_owned();
    let stage_at =
        |key: Option<&str>| key.map_or(usize::MAX, |key| view.pipeline.stage_index(key).unwrap_or(0));
    let stage_label = |key: &str| {
        view.pipeline.stages.iter().find(|stage| stage.id == key).map_or(key, |stage| &stage.label).to_owned()
    };
    let sides: [Side<'_, '_>; 6] = [
        (&|c, add| add(c.reason(), c.value()), &|key| label(&config.lost_reasons, key)),
        (&|c, add| add(lost_from(view, c).map(|stage| stage.id.as_str()), c.value()), &stage_label),
        (
            &|c, add| {
                for who in c.tracked.counts_for(c.attempt) {
                    add(Some(who), c.value().and_then(|_| c.tracked.value_of(who, config)));
                }
            },
            &|key| config.owner_name(key).to_owned(),
        ),
        (&|c, add| add(c.tracked.lead.source.as_deref(), c.value()), &|key| label(&config.sources, key)),
        (&|c, add| add(c.tracked.lead.industry(), c.value()), &str::to_owned),
        (&|c, add| add(c.competitor(), c.value()), &str::to_owned),
    ];
    let [by_reason, mut by_stage, by_owner, by_source, by_industry, by_competitor] = groups(view, sides);
    by_stage.sort_by_key(|group| stage_at(group.key.as_deref()));
    Losses { by_reason, by_stage, by_owner, by_source, by_industry, by_competitor }
}

/// The stage an attempt was lost from, its last open one; `None` where its
/// way is not known.
pub fn lost_from<'w>(view: &View<'w>, closing: &Closing<'_, '_>) -> Option<&'w Stage> {
    let known = Some(closing.attempt).filter(|attempt| !attempt.unknown_path);
    view.pipeline.stages.get(known?.last_open()?)
}

/// The keys of a loss, each with its part of the value, and what people call one.
type Side<'s, 'v> = (&'s dyn Fn(&Closing<'v, 'v>, &mut Add<'_, 'v>), &'s dyn Fn(&str) -> String);

/// For each side one group for each key, most first; the one without a key last
/// among equals.
fn groups<'v, const N: usize>(view: &'v View<'v>, sides: [Side<'_, 'v>; N]) -> [Vec<LossGroup>; N] {
    let mut sides = sides.map(|(keys, label)| (keys, label, BTreeMap::<_, (u64, Total)>::new()));
    for closing in view.closings().filter(|closing| !closing.outcome.won) {
        for (keys, _, totals) in &mut sides {
            keys(&closing, &mut |key, value| {
                let (count, total) = totals.entry((key.is_none(), key)).or_default();
                *count += 1;
                if !closing.superseded {
                    total.add(value);
                }
            });
        }
    }
    sides.map(|(_, label, totals)| {
        let group = |((_, key), (count, total)): ((bool, Option<&str>), (u64, Total))| LossGroup {
            key: key.map(str::to_owned),
            label: key.map(label),
            count,
            value: total.value(view),
            unvalued: total.unvalued,
        };
        let mut groups: Vec<LossGroup> = totals.into_iter().map(group).collect();
        groups.sort_by_key(|group| std::cmp::Reverse((group.count, group.value)));
        groups
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::testing::{company, workspace};

    fn rows(groups: &[LossGroup]) -> Vec<(Option<&str>, u64, String, u64)> {
        groups.iter().map(|g| (g.key.as_deref(), g.count, g.value.to_string(), g.unvalued)).collect()
    }

    fn row<'a>(
        key: Option<&'a str>,
        count: u64,
        value: &str,
        unvalued: u64,
    ) -> (Option<&'a str>, u64, String, u64) {
        (key, count, value.to_owned(), unvalued)
    }

    #[test]
    fn every_loss_once_from_every_side() {
        let mut workspace = workspace(&[
            ("a", "prospect 2026-01-01, proposal 2026-01-20, qualified 2026-01-21, lost 2026-02-01 price"),
            ("b", "prospect 2026-01-01, lost 2026-02-01 timing, prospect 2026-03-01, lost 2026-04-01 price"),
            ("created", "lost 2026-02-01"),
            ("won", "prospect 2026-01-01, won 2026-02-01"),
            ("before", "prospect 2025-01-01, lost 2025-12-31 price"),
        ]);
        workspace.value("a", 10);
        workspace.value("b", 5);
        workspace.lead("a").owner = "joko".into();
        workspace.lead("a").source = Some("ads".into());
        workspace.lead("a").company = company("PT A", Some("retail"), None);
        workspace.lead("b").history.edit(|entries| entries[3].competitor = Some("X".into()));
        let losses = losses(&workspace.view());
        let expected = [row(Some("price"), 2, "15", 0), row(Some("timing"), 1, "0", 0), row(None, 1, "0", 1)];
        assert_eq!(rows(&losses.by_reason), expected);
        let expected =
            [row(Some("prospect"), 2, "5", 0), row(Some("qualified"), 1, "10", 0), row(None, 1, "0", 1)];
        assert_eq!(rows(&losses.by_stage), expected);
        assert_eq!(losses.by_stage[0].label.as_deref(), Some("PROSPECT"));
        assert_eq!(rows(&losses.by_owner), [row(Some("siti"), 3, "5", 1), row(Some("joko"), 1, "10", 0)]);
        assert_eq!(rows(&losses.by_source), [row(None, 3, "5", 1), row(Some("ads"), 1, "10", 0)]);
        assert_eq!(rows(&losses.by_industry), [row(None, 3, "5", 1), row(Some("retail"), 1, "10", 0)]);
        assert_eq!(rows(&losses.by_competitor), [row(None, 3, "10", 1), row(Some("X"), 1, "5", 0)]);
    }
}
