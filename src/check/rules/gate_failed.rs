//! `gate-failed`: a condition of the lead's stage does not hold.

use crate::check::look::{place_of, present_stage, subject, unread_field};
use crate::check::{Rule, Run};
use crate::expr::Unmet;
use crate::finding::{Finding, Severity};
use crate::message;
use crate::pipeline::{Gate, Stage};
use crate::text::Message;
use crate::workspace::LeadFile;

/// The rule.
pub const RULE: Rule = Rule {
    name: "gate-failed",
    severity: Severity::Error,
    summary: "a condition of the lead's stage does not hold",
    page: crate::page!("gate-failed"),
    run: Run::Lead(run),
};

fn run(file: &LeadFile<'_>, findings: &mut Vec<Finding>) {
    let Some(subject) = subject(file) else { return };
    for unmet in file.conditions.failed(&subject) {
        let Unmet::Gate { gate, stage, error } = unmet else { continue };
        if unread_field(file, findings, &gate.must).is_some() {
            continue;
        }
        findings.push(tell(file, gate, stage, error));
    }
}

fn tell(file: &LeadFile<'_>, gate: &Gate, stage: &Stage, error: Option<Message>) -> Finding {
    let span =
        fields(&gate.must).find_map(|field| place_of(file, field)).unwrap_or_else(|| present_stage(file));
    let (must, id) = (&gate.must, &stage.id);
    let (message, help) = match error {
        Some(why) => (
            message!("the condition of `{id}` cannot be judged: {why}", id, why),
            message!("it is `{must}`, in corong.yaml", must),
        ),
        None => (
            Message::verbatim(gate.say.trim_end_matches('.')),
            message!("from `{id}` on this has to hold: {must}", id, must),
        ),
    };
    Finding::new(RULE.name, file.path, span, message).help(help)
}

/// The words of an expression that may name a field, in order; words in quotes
/// are none.
fn fields(must: &str) -> impl Iterator<Item = &str> {
    let unquoted = must.split(['"', '\'']).step_by(2);
    let words = unquoted.flat_map(|part| part.split(|c: char| !(c.is_alphanumeric() || "_.".contains(c))));
    words.filter(|word| word.starts_with(char::is_alphabetic))
}

#[cfg(test)]
mod tests {
    use super::fields;

    #[test]
    fn fields_an_expression_names() {
        let must = r#"qualification.budget == "met value" and value > 10"#;
        assert_eq!(fields(must).collect::<Vec<_>>(), ["qualification.budget", "and", "value"]);
    }
}
