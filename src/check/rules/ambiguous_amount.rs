//! `ambiguous-amount`: a number with three decimals, which may be thousands.

use super::schema;
use crate::check::{Rule, Run};
use crate::finding::{Finding, Severity};
use crate::message;
use crate::pipeline::shape::{Field, LEAD, Shape};
use crate::pipeline::{Config, Currency, ambiguous, minor_units};
use crate::workspace::LeadFile;
use crate::yaml::{Node, NodeKind};

/// The rule.
pub const RULE: Rule = Rule {
    name: "ambiguous-amount",
    severity: Severity::Error,
    summary: "a number with three decimals, which may be thousands",
    page: crate::page!("ambiguous-amount"),
    run: Run::Lead(run),
};

fn run(file: &LeadFile<'_>, findings: &mut Vec<Finding>) {
    let Some(root) = file.tree.root().filter(|_| has_three_decimals(file.text)) else { return };
    let mut told = Told { file, findings };
    told.map(root, LEAD, file.config.currency);
}

/// Whether a text has a number with exactly three decimals; nearly none has,
/// and its tree need not be walked.
fn has_three_decimals(text: &str) -> bool {
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let decimals = |at: usize| (1..=3).all(|behind| digit(at + behind)) && !digit(at + 4);
    text.match_indices('.').any(|(at, _)| at > 0 && digit(at - 1) && decimals(at))
}

struct Told<'t, 'a> {
    file: &'t LeadFile<'a>,
    findings: &'t mut Vec<Finding>,
}

impl Told<'_, '_> {
    /// Looks at a mapping; its amounts are in `currency`.
    fn map(&mut self, node: Node<'_>, fields: &[Field], currency: Currency) {
        for (key, value) in node.entries() {
            if let Some(field) = fields.iter().find(|field| key.is(field.name)) {
                self.value(value, &field.shape, field.name, currency);
            }
        }
    }

    fn value(&mut self, node: Node<'_>, shape: &Shape, name: &str, currency: Currency) {
        match shape {
            Shape::Money if node.is_map() => {
                let named = node.get("currency").and_then(|code| Currency::from_code(code.value()?));
                self.map(node, shape.fields(), named.unwrap_or(currency));
            }
            Shape::Money | Shape::Amount | Shape::Discount => self.number(node, name, minor_units(currency)),
            Shape::Integer { .. } => self.number(node, name, 0),
            Shape::List { of, .. } => node.items().for_each(|item| self.value(item, of, name, currency)),
            Shape::Map(fields) => self.map(node, fields, currency),
            Shape::Custom => {
                for (key, value) in node.entries().filter(|(key, _)| is_whole(self.file.config, *key)) {
                    self.number(value, key.value().unwrap_or_default(), 0);
                }
            }
            _ => {}
        }
    }

    fn number(&mut self, node: Node<'_>, name: &str, units: u32) {
        // In quotes it is text, which the reader reports.
        let plain = node.value().filter(|_| node.kind() == NodeKind::Plain);
        let Some(unsure) = plain.and_then(|text| ambiguous(text, units)) else { return };
        // What is no whole number either is reported with this.
        if self.findings.iter().any(|told| told.rule == schema::RULE.name && told.span == node.span()) {
            return;
        }
        let help =
            message!("a dot before three digits is a decimal sign to some and between thousands to others");
        let message = message!("`{name}`: {unsure}", name, unsure);
        self.findings.push(Finding::new(RULE.name, self.file.path, node.span(), message).help(help));
    }
}

/// Whether a field of the team's own is a whole number.
fn is_whole(config: &Config, key: Node<'_>) -> bool {
    let own = config.fields.iter().find(|field| key.is(&field.name));
    own.is_some_and(|field| field.schema.get("type").and_then(|kind| kind.as_str()) == Some("integer"))
}

#[cfg(test)]
mod tests {
    use super::has_three_decimals;

    #[test]
    fn three_decimals_are_seen() {
        for text in ["a: 1.000", "150.000\n", "x 0.125,"] {
            assert!(has_three_decimals(text), "{text}");
        }
        for text in ["", "1.00", "1.0000", ".125", "a.125", "5.12x", "1."] {
            assert!(!has_three_decimals(text), "{text}");
        }
    }
}
