//! `unknown-owner`: somebody who is not of the team, or no longer.
//!
//! Holds for the owner, for who shares the value, for `by` in history and activities, and for who does
//! the next step.

use crate::check::look::{entries, is_open, listed, short_word, when, word};
use crate::check::{Rule, Run};
use crate::finding::{Finding, Severity};
use crate::message;
use crate::pipeline::{Day, Lead};
use crate::read::mend;
use crate::text::Message;
use crate::workspace::LeadFile;
use crate::yaml::Node;

/// The rule.
pub const RULE: Rule = Rule {
    name: "unknown-owner",
    severity: Severity::Error,
    summary: "somebody who is not of the team, or no longer",
    page: crate::page!("unknown-owner"),
    run: Run::Lead(run),
};

fn run(file: &LeadFile<'_>, findings: &mut Vec<Finding>) {
    if file.config.team.is_empty() || file.lead.is_some_and(|lead| all_known(file, lead)) {
        return;
    }
    let Some(root) = file.tree.root() else { return };
    let owned = file.lead.and_then(|lead| owner_day(file, lead));
    tell(file, root, "owner", owned, findings);
    for (key, _) in root.get("split").into_iter().flat_map(Node::entries) {
        tell_node(file, key, key.value().unwrap_or_default(), ("split", None), findings);
    }
    for list in ["history", "activities"] {
        for entry in entries(file, list) {
            tell(file, entry, "by", when(file, entry, "at").map(|(_, date)| date.day), findings);
            tell(file, entry, "owner", None, findings);
        }
    }
    if let Some(step) = root.get("next_step") {
        let due = when(file, step, "due").map_or(file.today, |(_, date)| date.day);
        tell(file, step, "by", Some(due), findings);
    }
}

/// Whether nobody the lead names is unknown or was gone by then.
fn all_known(file: &LeadFile<'_>, lead: &Lead) -> bool {
    let known = |id: &str, day: Option<Day>| {
        let member = file.config.member(id);
        member.is_some_and(|member| !gone(member.until, day))
    };
    let by = |by: Option<&str>, day| by.is_none_or(|by| known(by, Some(day)));
    known(&lead.owner, owner_day(file, lead))
        && file.tree.root().is_none_or(|root| root.get("split").is_none())
        && lead.history.iter().all(|entry| by(entry.by.as_deref(), entry.day))
        && lead.history.iter().all(|entry| entry.owner.as_ref().is_none_or(|id| known(id, None)))
        && lead.activities.iter().all(|activity| by(activity.by.as_deref(), activity.day))
        && lead.next_step.iter().all(|step| by(step.by.as_deref(), step.due.unwrap_or(file.today)))
}

fn gone(until: Option<Day>, day: Option<Day>) -> bool {
    until.zip(day).is_some_and(|(until, day)| day > until)
}

/// The day an owner has to have been there: of an open lead its last move, of
/// a closed one its creation, so that what is older stays as it is.
fn owner_day(file: &LeadFile<'_>, lead: &Lead) -> Option<Day> {
    let last = lead.history.iter().map(|entry| entry.day).max();
    if is_open(file) { last } else { Some(lead.created()) }
}

fn tell(file: &LeadFile<'_>, node: Node<'_>, key: &str, day: Option<Day>, findings: &mut Vec<Finding>) {
    if let Some((node, id)) = word(node, key) {
        tell_node(file, node, id, (key, day), findings);
    }
}

fn tell_node(
    file: &LeadFile<'_>,
    node: Node<'_>,
    id: &str,
    (key, day): (&str, Option<Day>),
    findings: &mut Vec<Finding>,
) {
    let finding = |message: Message| Finding::new(RULE.name, file.path, node.span(), message);
    match file.config.member(id) {
        Some(member) if gone(member.until, day) => {
            let (until, day) = (member.until.unwrap_or_default(), day.unwrap_or_default());
            let told = finding(message!("`{id}` left on {until}, and this is of {day}", id, until, day));
            let help = match key {
                "owner" => message!("give the lead to somebody who is there"),
                _ => message!("name who did it"),
            };
            findings.push(told.help(help));
        }
        Some(_) => {}
        None => findings.push(unknown(
            file,
            node,
            id,
            finding(message!("`{id}` is nobody of the team", id = short_word(id))),
        )),
    }
}

fn unknown(file: &LeadFile<'_>, node: Node<'_>, id: &str, finding: Finding) -> Finding {
    let team = &file.config.team;
    let all = listed(team.iter().map(|member| member.id.as_str()));
    let finding = finding.help(message!("the team in corong.yaml: {all}", all));
    let mut named = team.iter().filter(|member| member.name.eq_ignore_ascii_case(id.trim()));
    let near = match (named.next(), named.next()) {
        (Some(member), None) => Some(mend::Near { word: &member.id, certain: true }),
        _ => mend::near(id, team.iter().map(|member| member.id.as_str())),
    };
    mend::suggest(finding, node, near)
}
