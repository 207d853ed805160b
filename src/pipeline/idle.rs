//! How old a lead is, how long nothing has happened, whether it rots.

use super::{Calendar, Day, Entered, Lead, Stage};

/// Days since the lead was created.
pub fn age_days(lead: &Lead, as_of: Day) -> i64 {
    (as_of - lead.created()).num_days()
}

/// Days since the present stage was entered; entries of one stage in a row are
/// one stay. `None` where the lead did not exist yet.
pub fn days_in_stage(lead: &Lead, as_of: Day) -> Option<i64> {
    let seen = lead.history.partition_point(|entry| entry.day <= as_of);
    let seen = &lead.history[..seen];
    let last = seen.last()?;
    let there = |entry: &&Entered| (entry.pipeline, entry.stage) == (last.pipeline, last.stage);
    let first = seen.iter().rev().take_while(there).last()?;
    Some((as_of - first.day).num_days())
}

/// Working days since the last history entry or contact on or before `as_of`;
/// `None` where the lead did not exist yet or an activity cannot be read.
pub fn idle_days(lead: &Lead, as_of: Day, calendar: &Calendar) -> Option<i64> {
    if lead.unread_activities {
        return None;
    }
    let moved = lead.history.iter().map(|entry| entry.day);
    let contacts = lead.activities.iter().filter(|activity| activity.contact);
    let done = contacts.map(|activity| activity.day);
    let last = moved.chain(done).filter(|day| *day <= as_of).max()?;
    Some(calendar.days(last, as_of))
}

/// Whether the lead rots in `stage`: idle for more working days than the stage's `max_days`,
/// and no next step due between the as-of date and that many working days on. One that is on hold does not.
pub fn is_rotting(lead: &Lead, stage: &Stage, as_of: Day, calendar: &Calendar) -> bool {
    let (Some(max), Some(idle)) = (stage.max_days, idle_days(lead, as_of, calendar)) else { return false };
    let due = lead.next_step.as_ref().and_then(|step| step.due);
    let cared_for = due.is_some_and(|due| as_of <= due && calendar.days(as_of, due) <= i64::from(max));
    idle > i64::from(max) && !cared_for && !lead.is_held(as_of)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pipeline::testing::{day, history, lead, stage};
    use crate::pipeline::{Activity, Hold, NextStep, StageKind};

    #[test]
    fn days_in_a_stage_run_over_repeated_entries() {
        let lead = lead("a", history(&[(0, 1), (1, 3), (1, 6), (0, 10), (0, 12)]));
        assert_eq!(days_in_stage(&lead, day(20)), Some(10));
        assert_eq!(days_in_stage(&lead, day(9)), Some(6));
        assert_eq!(days_in_stage(&lead, day(1)), Some(0));
        assert_eq!(days_in_stage(&lead, "2025-12-31".parse().expect("a date")), None);
        assert_eq!(age_days(&lead, day(20)), 19);
    }

    #[test]
    fn idle_since_the_last_entry_or_activity() {
        let mut lead = lead("a", history(&[(0, 5), (1, 8)]));
        let activity = |number| Activity {
            day: day(number),
            instant: None,
            kind: "call".into(),
            contact: number != 13,
            by: None,
            minutes: None,
            cost: None,
        };
        lead.activities = vec![activity(12), activity(7), activity(25), activity(13)];
        assert_eq!(idle_days(&lead, day(20), &every()), Some(8));
        assert_eq!(idle_days(&lead, day(11), &every()), Some(3));
        assert_eq!(idle_days(&lead, day(4), &every()), None);
        lead.unread_activities = true;
        assert_eq!(idle_days(&lead, day(20), &every()), None);
    }

    fn every() -> Calendar {
        Calendar::default()
    }

    /// 2026-01-01 is a Thursday: a week later five working days are gone, and
    /// Monday the 12th is two from Thursday the 8th.
    #[test]
    fn only_working_days_count() {
        let office = Calendar::new(std::iter::empty(), std::iter::empty());
        let mut lead = lead("a", history(&[(0, 1)]));
        assert_eq!(idle_days(&lead, day(8), &office), Some(5));
        assert!(!is_rotting(&lead, &limit(Some(5)), day(8), &office));
        assert!(is_rotting(&lead, &limit(Some(5)), day(9), &office));
        let mut due = |number| {
            lead.next_step = Some(NextStep { what: "Call".into(), due: Some(day(number)), by: None });
            is_rotting(&lead, &limit(Some(2)), day(8), &office)
        };
        assert_eq!([due(7), due(8), due(12), due(13)], [true, false, false, true]);
    }

    fn limit(max_days: Option<u32>) -> Stage {
        Stage { max_days, ..stage("a", StageKind::Open) }
    }

    #[test]
    fn rotting_needs_a_limit_idleness_and_no_step_ahead() {
        let mut lead = lead("a", history(&[(0, 1)]));
        assert!(!is_rotting(&lead, &limit(None), day(31), &every()));
        assert!(!is_rotting(&lead, &limit(Some(7)), day(8), &every()));
        assert!(is_rotting(&lead, &limit(Some(7)), day(9), &every()));
        let mut due = |number| {
            lead.next_step = Some(NextStep { what: "Call".into(), due: Some(day(number)), by: None });
            is_rotting(&lead, &limit(Some(7)), day(9), &every())
        };
        assert_eq!([due(8), due(9), due(16), due(17)], [true, false, false, true]);
        assert!(!is_rotting(&lead, &limit(Some(u32::MAX)), day(9), &every()));
        lead.next_step = None;
        lead.hold = Some(Hold { until: day(9), why: None });
        let rots = |number| is_rotting(&lead, &limit(Some(7)), day(number), &every());
        assert_eq!([rots(9), rots(10)], [false, true]);
    }
}
