//! `missing-renewal`: a contract ends soon, and no lead renews it.

use std::collections::HashSet;

use chrono::Days;

use crate::check::{Rule, Run};
use crate::finding::{Finding, Severity};
use crate::message;
use crate::pipeline::{Day, Lead, StageKind};
use crate::workspace::{MergedIds, Workspace};

/// How many days before its end a contract is due, and for how many after it
/// is reported: as long as the report's retention looks ahead.
const DAYS: u64 = 90;

/// The rule.
pub const RULE: Rule = Rule {
    name: "missing-renewal",
    severity: Severity::Off,
    summary: "a contract ends soon, and no lead renews it",
    page: crate::page!("missing-renewal"),
    run: Run::Workspace(run),
};

fn run(workspace: &Workspace, findings: &mut Vec<Finding>) {
    let merged = MergedIds::of(&workspace.leads);
    let renewed = workspace.leads.iter().flat_map(|lead| &lead.renews);
    let renewed: HashSet<&str> = renewed.map(|renewed| merged.now(&renewed.id)).collect();
    for lead in workspace.counted() {
        let Some(end) = ending(workspace, lead).filter(|_| !renewed.contains(lead.id.as_str())) else {
            continue;
        };
        let message = if end < workspace.today {
            message!("its contract ended on {end}, and no lead renews it", end)
        } else {
            message!("its contract ends on {end}, and no lead renews it", end)
        };
        let help = message!("`corong renew {id}` makes the lead that does", id = lead.id);
        findings.push(Finding::new(RULE.name, &lead.path, lead.spans.last_stage, message).help(help));
    }
}

/// The end of a won lead's contract, where it is near.
fn ending(workspace: &Workspace, lead: &Lead) -> Option<Day> {
    let end = lead.contract.as_ref()?.end?;
    let won = workspace.stage(lead).kind == StageKind::Won;
    let from = workspace.today.checked_sub_days(Days::new(DAYS))?;
    let to = workspace.today.checked_add_days(Days::new(DAYS))?;
    (won && (from..=to).contains(&end)).then_some(end)
}
