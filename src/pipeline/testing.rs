//! Literal leads and stages for tests.

use super::{Choice, Day, Entered, History, Lead, LeadSpans, Stage, StageKind, StageRef};
use crate::source::RelPath;

/// A day of January 2026.
pub fn day(number: u32) -> Day {
    Day::from_ymd_opt(2026, 1, number).expect("a day of January")
}

/// Entries of (stage, day of January 2026); stages are open 0, 1, 2, then won 3
/// and lost 4.
pub fn history(entries: &[(u16, u32)]) -> History {
    History::new(entries.iter().map(|&(stage, number)| entered(stage, day(number))).collect())
}

/// The same with the pipeline of each entry before its stage.
pub fn history_over(entries: &[(u16, u16, u32)]) -> History {
    let one = |&(pipeline, stage, number)| Entered { pipeline, ..entered(stage, day(number)) };
    History::new(entries.iter().map(one).collect())
}

/// An entry of the first pipeline that names nothing else.
pub fn entered(stage: u16, day: Day) -> Entered {
    let kind = match stage {
        0..3 => StageKind::Open,
        3 => StageKind::Won,
        _ => StageKind::Lost,
    };
    Entered {
        pipeline: 0,
        stage,
        kind,
        day,
        instant: None,
        by: None,
        reason: None,
        competitor: None,
        owner: None,
        path_unknown: false,
        disqualified: false,
    }
}

/// A lead of siti's with that history, in the first stage, that holds nothing else.
pub fn lead(id: &str, history: History) -> Lead {
    Lead {
        id: id.into(),
        path: RelPath::new(format!("pipeline/{id}.yaml")),
        at: StageRef { pipeline: 0, stage: 0 },
        title: format!("About {id}").into(),
        company: None,
        value: None,
        products: Vec::new(),
        owner: "siti".into(),
        split: Vec::new(),
        hold: None,
        source: None,
        expected_close: None,
        probability: None,
        qualification: Vec::new(),
        next_step: None,
        activities: Vec::new(),
        contract: None,
        renews: Vec::new(),
        extends: Vec::new(),
        merged: Box::default(),
        history,
        unread_activities: false,
        targets: Box::default(),
        imported: None,
        contact_companies: Box::default(),
        phones: Box::default(),
        spans: LeadSpans::default(),
    }
}

/// What may be chosen for ever, and counts.
pub fn choice(id: &str, label: &str) -> Choice {
    Choice { id: id.into(), label: label.into(), until: None, counts: true, contact: true }
}

/// A stage without limits and conditions.
pub fn stage(id: &str, kind: StageKind) -> Stage {
    Stage {
        id: id.into(),
        dir: id.into(),
        label: id.to_uppercase(),
        kind,
        probability: None,
        max_days: None,
        requires: Vec::new(),
        gates: Vec::new(),
        formerly: Vec::new(),
    }
}
