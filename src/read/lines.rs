//! Lines of what is sold: what recurs and what is taken off.

use super::scalar::{amount, decimal};
use crate::pipeline::{Decimal, Discount, Per, Product, Recurrence};
use crate::yaml::Node;

/// A discount: an amount, or a percentage with its sign.
pub(super) fn discount(node: Node<'_>) -> Option<Discount> {
    let fits = |number: &Decimal| !number.is_sign_negative() || number.is_zero();
    match node.value().and_then(percentage) {
        Some(percent) => {
            let digits = percent.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
            let percent = decimal(percent).filter(|_| digits && !percent.starts_with('.'));
            percent.filter(|percent| *percent <= Decimal::ONE_HUNDRED).map(Discount::Percent)
        }
        None => amount(node).filter(fits).map(Discount::Amount),
    }
}

/// What is before the percent sign, where there is one.
pub fn percentage(text: &str) -> Option<&str> {
    text.strip_suffix('%')
}

/// How the price of a line recurs.
///
/// # Errors
/// Where only a half of it is said, or what cannot be read.
pub(super) fn recurrence(item: Node<'_>) -> Result<Option<Recurrence>, ()> {
    let (per, term) = (item.get("per"), item.get("term"));
    if per.is_none() && term.is_none() {
        return Ok(None);
    }
    let per = Per::ALL.into_iter().find(|own| per.is_some_and(|node| node.value() == Some(own.word())));
    let term = term.and_then(amount).and_then(|term| u32::try_from(term).ok()).filter(|term| *term > 0);
    Ok(Some(Recurrence { per: per.ok_or(())?, term: term.ok_or(())? }))
}

/// Whether more is taken off a line than it is worth.
pub(super) fn is_below_zero(line: &Product) -> bool {
    line.value().is_some_and(|value| value.amount.is_sign_negative() && !value.amount.is_zero())
}
