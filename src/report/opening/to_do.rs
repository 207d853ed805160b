//! What waits for somebody, the most urgent first.

use chrono::Days;
use schemars::JsonSchema;
use serde::Serialize;

use crate::figures::{Tracked, View};
use crate::pipeline::{Day, Decimal, StageKind, days_in_stage, idle_days, is_rotting};
use crate::report::ReportOptions;
use crate::report::lead_page::Named;

/// How many of those that wait are named.
const MOST: usize = 5;
/// How many days ahead is soon.
const SOON: u64 = 7;

/// How much waits for somebody.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Waiting {
    /// Next steps that were due before the as-of date.
    pub overdue: u64,
    /// Next steps due on it.
    pub today: u64,
    /// Open leads that rot.
    pub rotting: u64,
    /// Next steps due within seven days after it.
    pub soon: u64,
}

/// Why a lead waits for somebody, the most urgent first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Urgency {
    /// Its next step was due before the as-of date.
    Overdue,
    /// Its next step is due on it.
    Today,
    /// Nothing has happened for longer than its stage allows.
    Rotting,
    /// Its next step is due within seven days.
    Soon,
    /// It has no next step, or one without a date.
    Open,
    /// Its next step is due later.
    Later,
    /// It is on hold.
    Held,
}

/// A lead that waits for somebody.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ToDo {
    /// Its id.
    pub id: String,
    /// What it is about.
    pub title: String,
    /// The customer's name.
    pub company: Option<String>,
    /// Who is to take its next step, else whose it is.
    pub who: Named,
    /// The stage it is in.
    pub stage: Named,
    /// Days in that stage.
    pub stage_days: Option<i64>,
    /// Its value in the report's currency.
    pub value: Option<Decimal>,
    /// Why it waits.
    pub urgency: Urgency,
    /// The next step, where there is one.
    #[serde(rename = "do")]
    pub what: Option<String>,
    /// The day that is due.
    pub due: Option<Day>,
    /// Days until then; negative where it has passed.
    pub days: Option<i64>,
    /// Days since anything happened.
    pub idle_days: Option<i64>,
    /// The last day it is on hold; absent where it is not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub held: Option<Day>,
}

/// How much waits, and the leads: all that are open and those that wait where
/// leads are few, else the most urgent alone.
pub(super) fn to_do(views: &[View<'_>], options: &ReportOptions, few: bool) -> (Waiting, Vec<ToDo>) {
    let owner = options.owner.as_deref();
    let each = views.iter().flat_map(|view| {
        view.all().iter().filter(|tracked| tracked.is_here()).map(move |tracked| (view, tracked))
    });
    let mut waiting = Waiting::default();
    let mut rows: Vec<(&View<'_>, &Tracked<'_>, Urgency)> = Vec::new();
    for (view, tracked) in each {
        let lead = tracked.lead;
        let open = stage(view, tracked).kind == StageKind::Open;
        let urgency = urgency(view, tracked, options.as_of);
        let steps = matches!(urgency, Urgency::Overdue | Urgency::Today | Urgency::Soon);
        let taken = options.slice.as_ref().is_none_or(|slice| slice.leads.contains(&lead.id));
        let mine = taken
            && owner.is_none_or(|owner| if steps { doer(tracked) == owner } else { lead.owner == *owner });
        if !mine || !(open || steps) {
            continue;
        }
        match urgency {
            Urgency::Overdue => waiting.overdue += 1,
            Urgency::Today => waiting.today += 1,
            Urgency::Rotting => waiting.rotting += 1,
            Urgency::Soon => waiting.soon += 1,
            Urgency::Open | Urgency::Later | Urgency::Held => {}
        }
        if few || urgency <= Urgency::Soon {
            rows.push((view, tracked, urgency));
        }
    }
    rows.sort_by_cached_key(|(view, tracked, urgency)| {
        let due = tracked.lead.next_step.as_ref().and_then(|step| step.due);
        let due = due.filter(|_| *urgency != Urgency::Rotting);
        let idle =
            idle_days(tracked.lead, view.as_of, &view.workspace.config.calendar).filter(|_| due.is_none());
        (*urgency, due, std::cmp::Reverse(idle), tracked.lead.id.clone())
    });
    rows.truncate(if few { usize::MAX } else { MOST });
    (waiting, rows.into_iter().map(|(view, tracked, urgency)| row(view, tracked, urgency)).collect())
}

fn doer<'v>(tracked: &'v Tracked<'_>) -> &'v str {
    let step = tracked.lead.next_step.as_ref();
    step.and_then(|step| step.by.as_deref()).unwrap_or(&tracked.lead.owner)
}

/// The stage a lead was in on the day the view is of.
fn stage<'w>(view: &View<'w>, tracked: &Tracked<'_>) -> &'w crate::pipeline::Stage {
    let entry = tracked.lead.history.on(view.as_of);
    &view.pipeline.stages[entry.map_or(0, |entry| usize::from(entry.stage))]
}

fn urgency(view: &View<'_>, tracked: &Tracked<'_>, as_of: Day) -> Urgency {
    let soon = as_of.checked_add_days(Days::new(SOON)).unwrap_or(Day::MAX);
    let stage = stage(view, tracked);
    let rots = stage.kind == StageKind::Open
        && is_rotting(tracked.lead, stage, as_of, &view.workspace.config.calendar);
    let due = tracked.lead.next_step.as_ref().and_then(|step| step.due);
    if tracked.lead.is_held(as_of) && due.is_none_or(|due| due < as_of) {
        return Urgency::Held;
    }
    match due {
        Some(due) if due < as_of => Urgency::Overdue,
        Some(due) if due == as_of => Urgency::Today,
        _ if rots => Urgency::Rotting,
        Some(due) if due <= soon => Urgency::Soon,
        Some(_) => Urgency::Later,
        None => Urgency::Open,
    }
}

fn row(view: &View<'_>, tracked: &Tracked<'_>, urgency: Urgency) -> ToDo {
    let (lead, stage) = (tracked.lead, stage(view, tracked));
    let step = lead.next_step.as_ref();
    let due = step.and_then(|step| step.due);
    let who = doer(tracked);
    ToDo {
        id: lead.id.to_string(),
        title: lead.title.to_string(),
        company: lead.company.as_ref().map(|company| company.name.to_string()),
        who: Named { id: who.to_owned(), label: view.workspace.config.owner_name(who).to_owned() },
        stage: Named { id: stage.id.clone(), label: stage.label.clone() },
        stage_days: days_in_stage(lead, view.as_of),
        value: tracked.value.ok().map(|value| view.round(value)),
        urgency,
        what: step.map(|step| step.what.to_string()),
        due,
        days: due.map(|due| (due - view.as_of).num_days()),
        idle_days: idle_days(lead, view.as_of, &view.workspace.config.calendar),
        held: lead.hold.as_ref().filter(|_| lead.is_held(view.as_of)).map(|hold| hold.until),
    }
}
