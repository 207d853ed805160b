//! `missing-rate`: a value in a currency without a rate.

use crate::check::look::stage;
use crate::check::{Rule, Run};
use crate::finding::{Finding, Severity};
use crate::message;
use crate::pipeline::{Currency, Day, Lead, StageKind};
use crate::source::Span;
use crate::workspace::LeadFile;

/// The rule.
pub const RULE: Rule = Rule {
    name: "missing-rate",
    severity: Severity::Warning,
    summary: "a value in a currency without a rate",
    page: crate::page!("missing-rate"),
    run: Run::Lead(run),
};

fn run(file: &LeadFile<'_>, findings: &mut Vec<Finding>) {
    let Some(lead) = file.lead else { return };
    let Some(money) = lead.worth() else { return };
    if money.currency == file.config.currency || money.amount.is_zero() {
        return;
    }
    let day = dated(file, lead);
    if file.config.rates.rate(money.currency, day).is_some() {
        return;
    }
    let code = money.currency.code();
    let message = message!("no rate for {code} holds on {day}, so this value is counted nowhere", code, day);
    let help = message!(
        "add `{{currency: {code}, at: …, rate: …}}` to `rates` in corong.yaml, from {day} or before",
        code,
        day
    );
    findings.push(Finding::new(RULE.name, file.path, place(file, money.currency), message).help(help));
}

/// The day whose rate holds: of a closed lead the day it closed.
fn dated(file: &LeadFile<'_>, lead: &Lead) -> Day {
    let closed = stage(file).is_some_and(|stage| stage.kind != StageKind::Open);
    lead.history.last().filter(|_| closed).map_or(file.today, |entry| entry.day)
}

/// The currency where it is written, else the value, else the products.
fn place(file: &LeadFile<'_>, currency: Currency) -> Span {
    let value = file.tree.find("value");
    let written = file.tree.find("value.currency").or(value);
    let products = || {
        let products = file.tree.find("products")?;
        let mut own = products.items().filter_map(|item| item.get("price")?.get("currency"));
        own.find(|node| node.value() == Some(currency.code())).or(Some(products))
    };
    written
        .or_else(products)
        .map_or(Span::at(0), |node| crate::check::look::first_line(file.text, node.span()))
}
