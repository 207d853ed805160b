//! `set`: fields get values or lose them.

use super::assign::Assignment;
use super::editing::Editing;
use super::lead_file::{LeadText, Policy};
use super::{MoveRefused, Plan};
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
    let mut editing = Editing::begin(team, file, &format!("`{id}` was not changed"))?;
    editing.set(&intent.sets);
    for path in &intent.unsets {
        match Assignment::known(path, team.config) {
            Ok(()) => editing.apply(&[Op::remove(path)]),
            Err(why) => editing.refuse(Some(why)),
        }
    }
    let sets = intent.sets.iter().map(|set| set.path.as_str());
    let told = [named(sets, "set"), named(intent.unsets.iter().map(String::as_str), "removed")];
    editing.finish(format!("{id}: {}", told.into_iter().flatten().collect::<Vec<_>>().join("; ")))
}

/// "value, source set", each once.
fn named<'n>(paths: impl Iterator<Item = &'n str>, done: &str) -> Option<String> {
    let mut names: Vec<&str> = Vec::new();
    for path in paths {
        if !names.contains(&path) {
            names.push(path);
        }
    }
    (!names.is_empty()).then(|| format!("{} {done}", names.join(", ")))
}
