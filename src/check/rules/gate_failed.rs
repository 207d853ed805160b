//! `gate-failed`: a condition of the lead's stage does not hold.

use crate::check::look::{place_of, present_stage, subject, unread_field};
use crate::check::{Rule, Run};
use crate::expr::Unmet;
use crate::finding::{Finding, Severity};
use crate::pipeline::{Gate, Stage};
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

fn tell(file: &LeadFile<'_>, gate: &Gate, stage: &Stage, error: Option<String>) -> Finding {
    let span =
        fields(&gate.must).find_map(|field| place_of(file, field)).unwrap_or_else(|| present_stage(file));
    let finding = |message: String| Finding::new(RULE.name, file.path, span, message);
    let told = match error {
        Some(error) => finding(format!("the condition of `{}` cannot be judged: {error}", stage.id))
            .help(format!("it is `{}`, in corong.yaml", gate.must))
            .fact("say", error),
        None => finding(gate.say.trim_end_matches('.').to_owned())
            .help(format!("from `{}` on this has to hold: {}", stage.id, gate.must))
            .fact("say", gate.say.trim_end_matches('.')),
    };
    told.fact("stage", stage.label.as_str()).fact("must", gate.must.as_str())
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
