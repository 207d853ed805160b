//! Another id for a lead: its file gets another name, and what refers to it
//! follows; every other byte stays.

use super::assign::key_order;
use super::lead_file::LeadText;
use super::refused::MoveRefused;
use super::{Plan, PlanStep};
use crate::message;
use crate::text::Language;
use crate::yaml::{Arena, NewValue, Op, apply};

/// Where a lead says which lead it renews: the one field that holds a lead's id.
const REFERENCE: &str = "renews";

/// Whether a text says that it renews the lead of an id. A text that cannot be
/// read as YAML says nothing.
pub fn refers(text: &str, id: &str) -> bool {
    let mut arena = Arena::default();
    let parsed = arena.parse(text);
    parsed.tree.find(REFERENCE).is_some_and(|node| node.is(id))
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
    let own = referring.iter().find(|lead| lead.path == file.path);
    let new = own.map_or_else(|| Ok(file.text.clone()), |lead| followed(lead, id))?;
    let mut steps = Vec::new();
    for lead in referring.iter().filter(|lead| lead.path != file.path) {
        let new = followed(lead, id)?;
        steps.push(PlanStep::Edit { path: lead.path.clone(), old: lead.text.clone(), new });
    }
    steps.push(PlanStep::Move { from: file.path.clone(), to, old: file.text.clone(), new });
    Ok(Plan {
        title: message!("{stem} is now {id}", stem = file.path.stem(), id).in_language(language),
        steps,
    })
}

/// The text of a lead with its reference changed.
fn followed(lead: &LeadText, id: &str) -> Result<String, MoveRefused> {
    let op = Op::set(REFERENCE, NewValue::text(id));
    apply(&lead.text, &[op], &key_order()).map_err(|refused| MoveRefused {
        message: message!(
            "nothing was renamed: `{path}` refers to it and cannot be edited",
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
    fn a_lead_that_renews_itself_follows_itself() {
        let file = lead("p/1/pt-x.yaml", "renews: pt-x\n");
        let plan = rename(&file, "pt-z", std::slice::from_ref(&file), Language::En).unwrap();
        let [PlanStep::Move { new, .. }] = plan.steps.as_slice() else { panic!("{plan:?}") };
        assert_eq!(new, "renews: pt-z\n");
    }
}
