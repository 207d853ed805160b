//! `set`: fields get values or lose them.

use super::assign::Assignment;
use super::editing::Editing;
use super::lead_file::{LeadText, Policy};
use super::{MoveRefused, Plan, credit};
use crate::message;
use crate::text::Message;
use crate::yaml::Op;

/// Which fields, and to what.
#[derive(Clone, Debug, Default)]
pub struct FieldEdits {
    /// What is set, in order.
    pub sets: Vec<Assignment>,
    /// The dotted paths of what is removed.
    pub unsets: Vec<String>,
}

/// Plans the edit of a lead's fields.
///
/// # Errors
/// Every reason against it.
pub fn set_fields(team: &Policy<'_>, file: &LeadText, intent: &FieldEdits) -> Result<Plan, MoveRefused> {
    let id = file.path.stem();
    let mut editing = Editing::begin(team, file, &message!("`{id}` was not changed", id))?;
    credit::keep(&mut editing, &intent.sets);
    editing.set(&intent.sets);
    for path in &intent.unsets {
        match Assignment::known(path, team.config) {
            Ok(()) => editing.apply(&[Op::remove(path)]),
            Err(why) => editing.refuse(Some(why)),
        }
    }
    let sets = intent.sets.iter().map(|set| set.path.as_str());
    let set = names(sets).map(|names| message!("{names} set", names));
    let unset = names(intent.unsets.iter().map(String::as_str));
    let told = [set, unset.map(|names| message!("{names} removed", names))];
    editing.finish(&message!("{id}: {told}", id, told = Message::list(told.into_iter().flatten(), "; ")))
}

/// "value, source", each once; `None` where there are none.
fn names<'n>(paths: impl Iterator<Item = &'n str>) -> Option<String> {
    let mut names: Vec<&str> = Vec::new();
    for path in paths {
        if !names.contains(&path) {
            names.push(path);
        }
    }
    (!names.is_empty()).then(|| names.join(", "))
}
