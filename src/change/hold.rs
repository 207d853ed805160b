//! `hold`: a lead is parked until a day, or taken up again.

use super::editing::Editing;
use super::lead_file::{LeadText, Policy};
use super::{MoveRefused, Plan};
use crate::message;
use crate::pipeline::Day;
use crate::text::Message;
use crate::yaml::{Arena, NewValue, Node, Op};

/// What is to become of a lead's hold.
#[derive(Clone, Debug)]
pub enum HoldChange {
    /// It is parked.
    Until {
        /// Its last day on hold.
        day: Day,
        /// What it waits for; what is said already where absent.
        why: Option<String>,
    },
    /// It is taken up again.
    End,
}

/// Plans what becomes of the hold.
///
/// # Errors
/// Every reason against it.
pub fn hold(team: &Policy<'_>, file: &LeadText, intent: &HoldChange) -> Result<Plan, MoveRefused> {
    let id = file.path.stem();
    let mut editing = Editing::begin(team, file, &message!("the hold of `{id}` was not changed", id))?;
    let told = match intent {
        HoldChange::Until { day, why } => {
            park(&mut editing, *day, why.as_deref());
            message!("{id}: on hold until {day}", id, day)
        }
        HoldChange::End => {
            match editing.lead.hold.is_some() {
                true => end(&mut editing),
                false => editing.refuse(Some(message!("it is not on hold"))),
            }
            message!("{id}: no longer on hold", id)
        }
    };
    editing.finish(&told)
}

/// Takes the hold away, where there is one.
pub(super) fn end(editing: &mut Editing<'_>) {
    if editing.lead.hold.is_some() {
        editing.apply(&[Op::remove("hold")]);
    }
}

/// Writes a hold; what is there is changed key by key, so that comments stay.
fn park(editing: &mut Editing<'_>, until: Day, why: Option<&str>) {
    let today = editing.team.today;
    editing
        .refuse((!editing.lead.is_open(today)).then(|| message!("it is closed: only open leads are parked")));
    editing
        .refuse((until < today).then(|| message!("{until} has passed; a hold ends today or later", until)));
    editing.refuse(why.filter(|why| why.trim().is_empty()).map(|_| empty()));
    if !editing.reasons.is_empty() {
        return;
    }
    let mut arena = Arena::default();
    let parsed = arena.parse(&editing.text);
    let present = parsed.tree.find("hold").filter(|node: &Node<'_>| node.is_map());
    let until = NewValue::Plain(until.to_string());
    let why = why.map(NewValue::text);
    let ops = match present.filter(|node| node.entries().next().is_some()) {
        Some(_) => {
            let why = why.map(|why| Op::set("hold.why", why));
            std::iter::once(Op::set("hold.until", until)).chain(why).collect()
        }
        None => {
            let entries = std::iter::once(("until", until)).chain(why.map(|why| ("why", why)));
            let entries = entries.map(|(key, value)| (key.to_owned(), value)).collect();
            vec![Op::set("hold", NewValue::Map(entries))]
        }
    };
    editing.apply(&ops);
}

fn empty() -> Message {
    message!("--why says what the lead waits for")
}
