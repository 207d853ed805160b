//! `stale-lead`: an open lead nobody has touched for too long.

use crate::check::look::{is_held, is_told, present_stage, stage};
use crate::check::{Rule, Run};
use crate::finding::{Finding, Severity};
use crate::pipeline::{StageKind, idle_days, is_rotting};
use crate::workspace::LeadFile;

/// The rule.
pub const RULE: Rule = Rule {
    name: "stale-lead",
    severity: Severity::Warning,
    summary: "an open lead nobody has touched for too long",
    page: crate::page!("stale-lead"),
    run: Run::Lead(run),
};

fn run(file: &LeadFile<'_>, findings: &mut Vec<Finding>) {
    let (Some(lead), Some(stage)) = (file.lead, stage(file)) else { return };
    let cared_for = is_told(file, findings, "next_step") || is_held(file, findings);
    if stage.kind != StageKind::Open
        || cared_for
        || !is_rotting(lead, stage, file.today, &file.config.calendar)
    {
        return;
    }
    let calendar = &file.config.calendar;
    let idle = idle_days(lead, file.today, calendar).unwrap_or_default();
    let max = stage.max_days.unwrap_or_default();
    let (working, days) = if calendar.has_days_off() { ("yes", "working days") } else { ("no", "days") };
    let message = format!("nothing has happened for {idle} {days}; in `{}` {max} are allowed", stage.id);
    let help = format!("log what was done, set a next step due within {max} {days}, or close the lead");
    let finding = Finding::new(RULE.name, file.path, present_stage(file), message).help(help);
    findings.push(
        finding
            .fact("idle", idle)
            .fact("max", max)
            .fact("working", working)
            .fact("stage", stage.label.as_str()),
    );
}
