//! Another id for a lead: its file gets another name, and what refers to it
//! follows; every other byte stays.

use super::assign::key_order;
use super::lead_file::LeadText;
use super::refused::MoveRefused;
use super::{Plan, PlanStep};
use crate::message;
use crate::text::Language;
use crate::yaml::{Arena, NewValue, Op, apply};

/// Where a lead names other leads: the one, or several, that it renews or extends.
const REFERENCES: [&str; 2] = ["renews", "extends"];

/// Whether a text refers to the lead of an id. A text that cannot be read as
/// YAML refers to nothing.
pub fn refers(text: &str, id: &str) -> bool {
    !places(text, id).is_empty()
}

/// The paths of what names a lead.
fn places(text: &str, id: &str) -> Vec<String> {
    let mut arena = Arena::default();
    let parsed = arena.parse(text);
    let mut found = Vec::new();
    for field in REFERENCES {
        let Some(node) = parsed.tree.find(field) else { continue };
        found.extend(node.is(id).then(|| field.to_owned()));
        let items = node.items().enumerate().filter(|(_, item)| item.is(id));
        found.extend(items.map(|(at, _)| format!("{field}.{at}")));
    }
    found
}

/// Plans another id, `id`, for the lead in `file`. `referring` are the leads
/// that refer to it; itself may be among them.
///
/// # Errors
/// Where a reference cannot be followed without losing something.
pub fn rename(
    file: &LeadText,
    id: &str,
    referring: &[LeadText],
    language: Language,
) -> Result<Plan, MoveRefused> {
    let folder = file.path.parent();
    let name = format!("{id}.yaml");
    let to = folder.map_or_else(|| crate::source::RelPath::new(&name), |folder| folder.join(&name));
    let from = file.path.stem();
    let own = referring.iter().find(|lead| lead.path == file.path);
    let new = own.map_or_else(|| Ok(file.text.clone()), |lead| followed(lead, from, id))?;
    let mut steps = Vec::new();
    for lead in referring.iter().filter(|lead| lead.path != file.path) {
        let new = followed(lead, from, id)?;
        steps.push(PlanStep::Edit { path: lead.path.clone(), old: lead.text.clone(), new });
    }
    steps.push(PlanStep::Move { from: file.path.clone(), to, old: file.text.clone(), new });
    Ok(Plan {
        title: message!("{stem} is now {id}", stem = file.path.stem(), id).in_language(language),
        steps,
    })
}

/// The text of a lead that names `id` where it named `from`; in a list that names
/// both, once.
pub(super) fn followed(lead: &LeadText, from: &str, id: &str) -> Result<String, MoveRefused> {
    let known = places(&lead.text, id);
    let beside = |place: &str| {
        let list = place.rsplit_once('.').map(|(field, _)| field);
        known.iter().any(|other| list.is_some() && other.rsplit_once('.').map(|(field, _)| field) == list)
    };
    // The last first, so that the places of the others stay.
    let op = |place: &String| match beside(place) {
        true => Op::remove(place),
        false => Op::set(place, NewValue::text(id)),
    };
    let ops: Vec<Op> = places(&lead.text, from).iter().rev().map(op).collect();
    apply(&lead.text, &ops, &key_order()).map_err(|refused| MoveRefused {
        message: message!(
            "nothing was changed: `{path}` refers to it and cannot be edited",
            path = lead.path
        ),
        reasons: vec![refused.message],
        help: refused.help,
        ..MoveRefused::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::RelPath;

    fn lead(path: &str, text: &str) -> LeadText {
        LeadText { path: RelPath::new(path), pipeline: 0, text: text.to_owned() }
    }

    #[test]
    fn references_follow_and_nothing_else_changes() {
        let file = lead("p/6-won/2025/pt-x.yaml", "title: A # pt-x\n");
        let other = lead("p/1/pt-y.yaml", "title: B\r\nrenews:   \"pt-x\"  # the old one\r\nnotes: pt-x\r\n");
        assert!(refers(&other.text, "pt-x") && !refers(&file.text, "pt-x"));
        let plan = rename(&file, "pt-z", std::slice::from_ref(&other), Language::En).unwrap();
        let [PlanStep::Edit { new: edited, .. }, PlanStep::Move { from, to, old, new }] =
            plan.steps.as_slice()
        else {
            panic!("{plan:?}")
        };
        assert_eq!((from.as_str(), to.as_str()), ("p/6-won/2025/pt-x.yaml", "p/6-won/2025/pt-z.yaml"));
        assert_eq!(old, new);
        assert_eq!(edited, &other.text.replace("\"pt-x\"", "\"pt-z\""));
        assert_eq!(plan.title, "pt-x is now pt-z");
    }

    #[test]
    fn lists_follow_and_name_nobody_twice() {
        let other = lead("p/1/a.yaml", "renews: [pt-x, pt-z, pt-y]\nextends: [pt-x, pt-x]\n");
        let text = followed(&other, "pt-x", "pt-z").unwrap();
        assert_eq!(text, "renews: [pt-z, pt-y]\nextends: [pt-z, pt-z]\n");
    }

    #[test]
    fn a_lead_that_renews_itself_follows_itself() {
        let file = lead("p/1/pt-x.yaml", "renews: pt-x\n");
        let plan = rename(&file, "pt-z", std::slice::from_ref(&file), Language::En).unwrap();
        let [PlanStep::Move { new, .. }] = plan.steps.as_slice() else { panic!("{plan:?}") };
        assert_eq!(new, "renews: pt-z\n");
    }
}
