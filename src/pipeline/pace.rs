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
/// `None` where the team judges by nothing, or past the range of decimals.
pub fn score(lead: &Lead, config: &Config) -> Option<Decimal> {
    share(lead, &config.qualification)
}

fn share(lead: &Lead, criteria: &[Criterion]) -> Option<Decimal> {
    let (mut total, mut reached) = (Decimal::ZERO, Decimal::ZERO);
    for criterion in criteria {
        total = total.checked_add(criterion.weight)?;
        reached = reached.checked_add(points(lead, criterion))?;
    }
    reached.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(total)
}

fn points(lead: &Lead, criterion: &Criterion) -> Decimal {
    let level = lead.qualification.iter().find(|(id, _)| *id == criterion.id);
    match level.map(|(_, level)| level) {
        Some(Level::Met) => criterion.weight,
        Some(Level::Partial) => criterion.weight / Decimal::TWO,
        Some(Level::Unmet) | None => Decimal::ZERO,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pipeline::{Activity, Entered, LeadSpans, NextStep, StageKind, StageRef};
    use crate::source::RelPath;

    fn day(number: u32) -> Day {
        Day::from_ymd_opt(2026, 1, number).expect("a day of January")
    }

    /// A lead with entries of (stage, day of January 2026).
    fn lead(history: &[(u16, u32)]) -> Lead {
        let entry = |&(stage, number): &(u16, u32)| Entered {
            stage,
            day: day(number),
            instant: None,
            by: None,
            reason: None,
            competitor: None,
        };
        Lead {
            id: "a".into(),
            path: RelPath::new("p/a.yaml"),
            at: StageRef { pipeline: 0, stage: 0 },
            title: "A".into(),
            company: None,
            value: None,
            products: Vec::new(),
            owner: "siti".into(),
            source: None,
            expected_close: None,
            probability: None,
            qualification: Vec::new(),
            next_step: None,
            activities: Vec::new(),
            contract: None,
            renews: None,
            history: history.iter().map(entry).collect(),
            phones: Box::default(),
            spans: LeadSpans::default(),
        }
    }

    fn stage(max_days: Option<u32>) -> Stage {
        Stage {
            id: "a".into(),
            dir: "a".into(),
            label: "A".into(),
            kind: StageKind::Open,
            probability: None,
            max_days,
            requires: Vec::new(),
            gates: Vec::new(),
            formerly: Vec::new(),
        }
    }

    #[test]
    fn days_in_a_stage_run_over_repeated_entries() {
        let lead = lead(&[(0, 1), (1, 3), (1, 6), (0, 10), (0, 12)]);
        assert_eq!(days_in_stage(&lead, day(20)), Some(10));
        assert_eq!(days_in_stage(&lead, day(9)), Some(6));
        assert_eq!(days_in_stage(&lead, day(1)), Some(0));
        assert_eq!(days_in_stage(&lead, "2025-12-31".parse().expect("a date")), None);
        assert_eq!(age_days(&lead, day(20)), 19);
    }

    #[test]
    fn idle_since_the_last_entry_or_activity() {
        let mut lead = lead(&[(0, 5), (1, 8)]);
        let activity =
            |number| Activity { day: day(number), kind: "call".into(), by: None, minutes: None, cost: None };
        lead.activities = vec![activity(12), activity(7), activity(25)];
        assert_eq!(idle_days(&lead, day(20)), Some(8));
        assert_eq!(idle_days(&lead, day(11)), Some(3));
        assert_eq!(idle_days(&lead, day(4)), None);
    }

    #[test]
    fn rotting_needs_a_limit_idleness_and_no_step_ahead() {
        let mut lead = lead(&[(0, 1)]);
        assert!(!is_rotting(&lead, &stage(None), day(31)));
        assert!(!is_rotting(&lead, &stage(Some(7)), day(8)));
        assert!(is_rotting(&lead, &stage(Some(7)), day(9)));
        let mut due = |number| {
            lead.next_step = Some(NextStep { what: "Call".into(), due: Some(day(number)), by: None });
            is_rotting(&lead, &stage(Some(7)), day(9))
        };
        assert_eq!([due(8), due(9), due(16), due(17)], [true, false, false, true]);
        assert!(!is_rotting(&lead, &stage(Some(u32::MAX)), day(9)));
    }

    #[test]
    fn a_score_is_the_share_of_the_weights() {
        let criteria: [(&str, u32); 3] = [("need", 40), ("budget", 40), ("interest", 20)];
        let criterion =
            |(id, weight): (&str, u32)| Criterion { id: id.into(), label: id.into(), weight: weight.into() };
        let criteria = criteria.map(criterion);
        let mut lead = lead(&[(0, 1)]);
        lead.qualification = vec![("need".into(), Level::Met), ("budget".into(), Level::Partial)];
        assert_eq!(share(&lead, &criteria), Some(60.into()));
        assert_eq!(share(&lead, &[]), None);
        let huge = [criterion(("need", 1)), Criterion { weight: Decimal::MAX, ..criterion(("budget", 1)) }];
        assert_eq!(share(&lead, &huge), None);
    }
}
