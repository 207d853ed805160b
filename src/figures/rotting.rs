//! Leads that nobody works on.

use schemars::JsonSchema;
use serde::Serialize;

use super::{Tracked, View};
use crate::pipeline::{Decimal, Stage, idle_days, is_rotting};

/// A lead that rots.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Rotting {
    /// Its id.
    pub id: String,
    /// Its file.
    pub path: String,
    /// What it is about.
    pub title: String,
    /// The customer's name.
    pub company: Option<String>,
    /// Whose it is.
    pub owner: String,
    /// The id of the stage it is in.
    pub stage: String,
    /// Days since anything happened, of the calendar where there is one.
    pub idle_days: i64,
    /// What the stage allows.
    pub max_days: u32,
    /// Its value in the report's currency.
    pub value: Option<Decimal>,
}

/// **Rotting**: open leads whose last history entry or contact is more than the
/// stage's `max_days` ago, with no next step due between the as-of date and that
/// many days on; working days where the team has a calendar. What is
/// on hold does not rot. Longest idle first.
pub fn rotting(view: &View<'_>) -> Vec<Rotting> {
    let row = |(tracked, stage): (&Tracked<'_>, usize)| row(view, tracked, view.pipeline.stages.get(stage)?);
    let mut rotting: Vec<Rotting> = view.open().filter_map(row).collect();
    rotting.sort_by(|a, b| b.idle_days.cmp(&a.idle_days).then_with(|| a.id.cmp(&b.id)));
    rotting
}

fn row(view: &View<'_>, tracked: &Tracked<'_>, stage: &Stage) -> Option<Rotting> {
    let lead = tracked.lead;
    if !is_rotting(lead, stage, view.as_of, &view.workspace.config.calendar) {
        return None;
    }
    Some(Rotting {
        id: lead.id.to_string(),
        path: lead.path.to_string(),
        title: lead.title.to_string(),
        company: lead.company.as_ref().map(|company| company.name.to_string()),
        owner: lead.owner.to_string(),
        stage: stage.id.clone(),
        idle_days: idle_days(lead, view.as_of, &view.workspace.config.calendar)?,
        max_days: stage.max_days?,
        value: tracked.value.ok().map(|value| view.round(value)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::testing::{activity, due, workspace};

    /// Prospects may stand still for 14 days; the as-of date is 30 June.
    #[test]
    fn idle_too_long_without_a_next_step_soon() {
        let mut workspace = workspace(&[
            ("fourteen", "prospect 2026-06-16"),
            ("fifteen", "prospect 2026-06-15"),
            ("called", "prospect 2026-01-01"),
            ("called-later", "prospect 2026-01-01"),
            ("due-today", "prospect 2026-01-01"),
            ("due-overdue", "prospect 2026-06-01"),
            ("due-far", "prospect 2026-01-01"),
            ("due-last", "prospect 2026-01-01"),
            ("no-limit", "proposal 2026-01-01"),
            ("won", "won 2026-01-01"),
        ]);
        workspace.lead("called").activities = vec![activity("2026-06-20")];
        workspace.lead("called-later").activities = vec![activity("2026-06-10"), activity("2026-07-01")];
        workspace.lead("due-today").next_step = due("2026-06-30");
        workspace.lead("due-overdue").next_step = due("2026-06-29");
        workspace.lead("due-far").next_step = due("2026-07-15");
        workspace.lead("due-last").next_step = due("2026-07-14");
        let rotting = rotting(&workspace.view());
        let rows: Vec<_> = rotting.iter().map(|r| (r.id.as_str(), r.idle_days, r.max_days)).collect();
        let expected =
            [("due-far", 180, 14), ("due-overdue", 29, 14), ("called-later", 20, 14), ("fifteen", 15, 14)];
        assert_eq!(rows, expected);
    }
}
