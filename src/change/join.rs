//! `merge`: one lead out of two.

use super::editing::{Editing, unreadable};
use super::lead_file::{LeadText, Policy};
use super::merge::unite;
use super::{MoveRefused, Plan, PlanStep, rename};
use crate::message;
use crate::text::Message;

/// One lead out of two.
pub struct Joined {
    /// What is done.
    pub plan: Plan,
    /// What is not kept, and that a hold is taken over, a line each.
    pub said: Vec<Message>,
}

/// Plans to take `other` over into `keep`. `referring` are the leads that refer to
/// it; both may be among them.
///
/// # Errors
/// Every reason against it.
pub fn join(
    team: &Policy<'_>,
    keep: &LeadText,
    other: &LeadText,
    referring: &[LeadText],
) -> Result<Joined, MoveRefused> {
    let (id, gone) = (keep.path.stem(), other.path.stem());
    let what = message!("`{gone}` was not merged into `{id}`", gone, id);
    if keep.path == other.path {
        let why = message!("they are the same lead");
        return Err(MoveRefused { message: what, reasons: vec![why], ..MoveRefused::default() });
    }
    let mut editing = Editing::begin(team, keep, &what)?;
    let parks = parks(team, keep, other);
    let united = unite((id, &keep.text), (gone, &other.text), parks).map_err(|why| unreadable(&what, why))?;
    editing.text = united.text;
    let title = message!("{id}: {gone} merged into it", id, gone);
    let kept = editing.finish(&title)?.steps;
    let mut plan = Plan { title: team.said(&title), steps: Vec::new() };
    let outside = |lead: &&LeadText| lead.path != keep.path && lead.path != other.path;
    for lead in referring.iter().filter(outside) {
        let new = rename::followed(lead, gone, id)?;
        plan.steps.push(PlanStep::Edit { path: lead.path.clone(), old: lead.text.clone(), new });
    }
    // What goes is written down elsewhere before.
    plan.steps.extend(kept);
    plan.steps.push(PlanStep::Delete { path: other.path.clone(), old: other.text.clone() });
    Ok(Joined { plan, said: united.said })
}

/// Whether the hold of `other` is one of an open lead that goes on.
fn parks(team: &Policy<'_>, keep: &LeadText, other: &LeadText) -> bool {
    let is_open = team.read(keep).is_ok_and(|lead| lead.is_open(team.today));
    let hold = team.read(other).ok().and_then(|lead| lead.hold);
    is_open && hold.is_some_and(|hold| team.today <= hold.until)
}
