//! `stale-lead`: an open lead nobody has touched for too long.

use crate::check::look::{is_held, is_told, present_stage, stage};
use crate::check::{Rule, Run};
use crate::finding::{Finding, Severity};
use crate::message;
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
    let days = if calendar.has_days_off() { message!("working days") } else { message!("days") };
    let message = message!(
        "nothing has happened for {idle} {days}; in `{stage}` {max} are allowed",
        idle,
        days,
        stage = stage.id,
        max
    );
    let help =
        message!("log what was done, set a next step due within {max} {days}, or close the lead", max, days);
    findings.push(Finding::new(RULE.name, file.path, present_stage(file), message).help(help));
}
