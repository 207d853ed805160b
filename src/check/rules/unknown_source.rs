//! `unknown-source`: a source that is not on the team's list, or no longer.

use crate::check::look::{listed, short_word, word};
use crate::check::{Rule, Run};
use crate::finding::{Finding, Severity};
use crate::message;
use crate::read::mend;
use crate::text::Message;
use crate::workspace::LeadFile;

/// The rule.
pub const RULE: Rule = Rule {
    name: "unknown-source",
    severity: Severity::Error,
    summary: "a source that is not on the team's list, or no longer",
    page: crate::page!("unknown-source"),
    run: Run::Lead(run),
};

fn run(file: &LeadFile<'_>, findings: &mut Vec<Finding>) {
    let sources = &file.config.sources;
    let Some((node, id)) = file.tree.root().and_then(|root| word(root, "source")) else { return };
    if sources.is_empty() {
        return;
    }
    let finding = |message: Message| Finding::new(RULE.name, file.path, node.span(), message);
    match sources.iter().find(|source| source.id == id) {
        Some(source) => {
            let created = file.lead.map(|lead| lead.created());
            if let (Some(until), Some(created)) = (source.until, created)
                && created > until
            {
                let message = message!(
                    "the source `{id}` ended on {until}, and this lead began on {created}",
                    id,
                    until,
                    created
                );
                findings.push(finding(message).help(message!("choose the source it really came from")));
            }
        }
        None => {
            let ids = sources.iter().map(|source| source.id.as_str());
            let told = finding(message!("`{id}` is none of the team's sources", id = short_word(id)));
            let told = told.help(message!(
                "`{name}` in corong.yaml: {all}",
                name = "sources",
                all = listed(ids.clone())
            ));
            findings.push(mend::suggest(told, node, mend::near(id, ids)));
        }
    }
}
