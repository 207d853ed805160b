//! How old a lead is, how long it stands still, how well it is qualified.

use chrono::Days;

use super::{Config, Criterion, Day, Decimal, Lead, Level, Stage};

/// Days since the lead was created.
pub fn age_days(lead: &Lead, as_of: Day) -> i64 {
    (as_of - lead.created()).num_days()
}

/// Days since the present stage was entered; entries of one stage in a row are
/// one stay. `None` where the lead did not exist yet.
pub fn days_in_stage(lead: &Lead, as_of: Day) -> Option<i64> {
    let seen = lead.history.partition_point(|entry| entry.day <= as_of);
    let seen = &lead.history[..seen];
    let stage = seen.last()?.stage;
    let first = seen.iter().rev().take_while(|entry| entry.stage == stage).last()?;
    Some((as_of - first.day).num_days())
}

/// Days since the last history entry or activity on or before `as_of`.
pub fn idle_days(lead: &Lead, as_of: Day) -> Option<i64> {
    let moved = lead.history.iter().map(|entry| entry.day);
    let done = lead.activities.iter().map(|activity| activity.day);
    let last = moved.chain(done).filter(|day| *day <= as_of).max()?;
    Some((as_of - last).num_days())
}

/// Whether the lead rots in `stage`: idle for more than the stage's `max_days`,
/// and no next step due between the as-of date and that many days on.
pub fn is_rotting(lead: &Lead, stage: &Stage, as_of: Day) -> bool {
    let (Some(max), Some(idle)) = (stage.max_days, idle_days(lead, as_of)) else { return false };
    let until = as_of.checked_add_days(Days::new(u64::from(max))).unwrap_or(Day::MAX);
    let due = lead.next_step.as_ref().and_then(|step| step.due);
    let cared_for = due.is_some_and(|due| as_of <= due && due <= until);
    idle > i64::from(max) && !cared_for
}

/// Σ weight × (met 1, partial ½, unmet or unknown 0) / Σ weight, as percent.
/// `None` where the team judges by nothing.
pub fn score(lead: &Lead, config: &Config) -> Option<Decimal> {
    let total: Decimal = config.qualification.iter().map(|criterion| criterion.weight).sum();
    if total.is_zero() {
        return None;
    }
    let points: Decimal = config.qualification.iter().map(|criterion| points(lead, criterion)).sum();
    (points * Decimal::ONE_HUNDRED).checked_div(total)
}

fn points(lead: &Lead, criterion: &Criterion) -> Decimal {
    let level = lead.qualification.iter().find(|(id, _)| *id == criterion.id);
    match level.map(|(_, level)| level) {
        Some(Level::Met) => criterion.weight,
        Some(Level::Partial) => criterion.weight / Decimal::TWO,
        Some(Level::Unmet) | None => Decimal::ZERO,
    }
}
