//! `unknown-reason`: a reason that is not on the team's list.

use crate::check::look::{entered, entries, listed, short_word, when, word};
use crate::check::{Rule, Run};
use crate::finding::{Finding, Severity};
use crate::message;
use crate::pipeline::{Choice, Config, Lead, StageKind};
use crate::read::mend;
use crate::text::Message;
use crate::workspace::LeadFile;

/// The rule.
pub const RULE: Rule = Rule {
    name: "unknown-reason",
    severity: Severity::Error,
    summary: "a reason that is not on the team's list",
    page: crate::page!("unknown-reason"),
    run: Run::Lead(run),
};

fn run(file: &LeadFile<'_>, findings: &mut Vec<Finding>) {
    if file.lead.is_some_and(|lead| all_known(file, lead)) {
        return;
    }
    for entry in entries(file, "history") {
        let Some(kind) = entered(file, entry).map(|stage| stage.kind) else { continue };
        let Some((list, name)) = reasons(file.config, kind) else { continue };
        let Some((node, reason)) = word(entry, "reason") else { continue };
        let day = when(file, entry, "at").map(|(_, date)| date.day);
        let finding = |message: Message| Finding::new(RULE.name, file.path, node.span(), message);
        match list.iter().find(|choice| choice.id == reason) {
            Some(choice) if choice.until.zip(day).is_some_and(|(until, day)| day > until) => {
                let until = choice.until.unwrap_or_default();
                let told =
                    finding(message!("the reason `{reason}` may be given until {until} only", reason, until));
                findings.push(told.help(message!("choose another of `{name}` in corong.yaml", name)));
            }
            Some(_) => {}
            None => {
                let ids = list.iter().map(|choice| choice.id.as_str());
                let told = finding(message!(
                    "`{reason}` is none of the team's reasons",
                    reason = short_word(reason)
                ));
                let told =
                    told.help(message!("`{name}` in corong.yaml: {all}", name, all = listed(ids.clone())));
                findings.push(mend::suggest(told, node, mend::near(reason, ids)));
            }
        }
    }
}

/// The list a reason has to be on and its name; `None` where the team keeps none.
fn reasons(config: &Config, kind: StageKind) -> Option<(&[Choice], &'static str)> {
    let (list, name) = match kind {
        StageKind::Open => return None,
        StageKind::Won => (&config.won_reasons, "won_reasons"),
        StageKind::Lost => (&config.lost_reasons, "lost_reasons"),
    };
    (!list.is_empty()).then_some((list, name))
}

fn all_known(file: &LeadFile<'_>, lead: &Lead) -> bool {
    lead.history.iter().all(|entry| {
        let Some(reason) = &entry.reason else { return true };
        let list = reasons(file.config, entry.kind);
        let fits =
            |choice: &Choice| choice.id == *reason && choice.until.is_none_or(|until| entry.day <= until);
        list.is_none_or(|(list, _)| list.iter().any(fits))
    })
}
