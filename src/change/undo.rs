//! Taking a change back: its steps the other way round, where the files say
//! what it left.

use super::refused::MoveRefused;
use super::{Plan, PlanStep};
use crate::message;
use crate::source::RelPath;
use crate::text::Message;

/// What is at a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OnDisk {
    /// Nothing.
    Nothing,
    /// A file that says this.
    Text(String),
    /// Anything else: a folder, a link, what is no text.
    Else,
}

impl OnDisk {
    fn is(&self, text: &str) -> bool {
        matches!(self, Self::Text(own) if own == text)
    }
}

/// Plans to take a change back. A step of it that was never done, as of a change
/// that was cut short, needs nothing; a plan without steps means that nothing is
/// left of the change.
///
/// # Errors
/// Where files do not say any more what the change made them say; all of them.
pub fn take_back(plan: &Plan, on_disk: &dyn Fn(&RelPath) -> OnDisk) -> Result<Plan, MoveRefused> {
    let mut steps = Vec::new();
    let mut reasons = Vec::new();
    for step in plan.steps.iter().rev() {
        match reversed(step, on_disk) {
            Ok(step) => steps.extend(step),
            Err(why) => reasons.push(why),
        }
    }
    if reasons.is_empty() {
        return Ok(Plan { title: format!("undo: {}", plan.title), steps });
    }
    Err(MoveRefused {
        message: message!("`{title}` was not taken back, for files have changed since", title = plan.title),
        reasons,
        help: Some(message!("nothing was written; mend it by hand, or take the files from git")),
        ..MoveRefused::default()
    })
}

/// The step that takes one back; none where it was not done.
fn reversed(step: &PlanStep, on_disk: &dyn Fn(&RelPath) -> OnDisk) -> Result<Option<PlanStep>, Message> {
    match step.clone() {
        PlanStep::Create { path, new } => match on_disk(&path) {
            there if there.is(&new) => Ok(Some(PlanStep::Delete { path, old: new })),
            OnDisk::Nothing => Ok(None),
            there => Err(changed(&path, &there)),
        },
        PlanStep::Edit { path, old, new } => match on_disk(&path) {
            there if there.is(&old) => Ok(None),
            there if there.is(&new) => Ok(Some(PlanStep::Edit { path, old: new, new: old })),
            there => Err(changed(&path, &there)),
        },
        PlanStep::Move { from, to, old, new } => match (on_disk(&from), on_disk(&to)) {
            (OnDisk::Nothing, there) if there.is(&new) => {
                Ok(Some(PlanStep::Move { from: to, to: from, old: new, new: old }))
            }
            // Cut short between the new file and the removal of the old one.
            (before, there) if before.is(&old) && there.is(&new) => {
                Ok(Some(PlanStep::Delete { path: to, old: new }))
            }
            (before, OnDisk::Nothing) if before.is(&old) => Ok(None),
            (_, there) if !there.is(&new) => Err(changed(&to, &there)),
            _ => Err(message!("something else lies at `{from}` now", from)),
        },
        PlanStep::Delete { path, old } => match on_disk(&path) {
            OnDisk::Nothing => Ok(Some(PlanStep::Create { path, new: old })),
            there if there.is(&old) => Ok(None),
            _ => Err(message!("something else lies at `{path}` now", path)),
        },
    }
}

fn changed(path: &RelPath, there: &OnDisk) -> Message {
    match there {
        OnDisk::Nothing => message!("`{path}` is gone", path),
        _ => message!("`{path}` says something else now", path),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(files: &[(&str, &str)]) -> Result<Vec<PlanStep>, Vec<Message>> {
        let path = RelPath::new;
        let text = str::to_owned;
        let steps = vec![
            PlanStep::Move { from: path("a"), to: path("b"), old: text("1"), new: text("2") },
            PlanStep::Edit { path: path("c"), old: text("3"), new: text("4") },
            PlanStep::Create { path: path("d"), new: text("5") },
            PlanStep::Delete { path: path("e"), old: text("6") },
        ];
        let on_disk = |path: &RelPath| match files.iter().find(|(name, _)| *name == path.as_str()) {
            Some((_, text)) => OnDisk::Text((*text).to_owned()),
            None => OnDisk::Nothing,
        };
        take_back(&Plan { title: "x".into(), steps }, &on_disk)
            .map(|plan| plan.steps)
            .map_err(|refused| refused.reasons)
    }

    #[test]
    fn what_was_done_is_done_the_other_way_round() {
        let steps = after(&[("b", "2"), ("c", "4"), ("d", "5")]).unwrap();
        let kinds: Vec<_> = steps.iter().map(|step| step.places()).collect();
        let path = RelPath::new;
        assert_eq!(
            kinds,
            [
                (None, Some(&path("e"))),
                (Some(&path("d")), None),
                (Some(&path("c")), Some(&path("c"))),
                (Some(&path("b")), Some(&path("a"))),
            ]
        );
    }

    #[test]
    fn what_was_cut_short_is_taken_back_as_far_as_it_went() {
        assert_eq!(after(&[("a", "1"), ("c", "3"), ("e", "6")]), Ok(vec![]));
        let half = after(&[("a", "1"), ("b", "2"), ("c", "3"), ("e", "6")]).unwrap();
        assert_eq!(half, [PlanStep::Delete { path: RelPath::new("b"), old: "2".into() }]);
    }

    #[test]
    fn what_has_changed_since_is_told_all_at_once() {
        let told = after(&[("a", "9"), ("b", "2"), ("c", "x"), ("d", "y"), ("e", "z")]).unwrap_err();
        assert_eq!(
            told,
            [
                "something else lies at `e` now",
                "`d` says something else now",
                "`c` says something else now",
                "something else lies at `a` now",
            ]
        );
        assert_eq!(after(&[("c", "4"), ("d", "5")]).unwrap_err(), ["`b` is gone"]);
    }
}
