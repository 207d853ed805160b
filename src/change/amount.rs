//! What something is worth, as it is written into a lead.

use crate::pipeline::{Currency, Language, NotAmount, typed_amount};
use crate::yaml::NewValue;

/// An amount that somebody typed as the value of a lead: a bare number in the
/// workspace's `own` currency, else amount and currency.
///
/// # Errors
/// As [`typed_amount`].
pub fn money(text: &str, own: Currency, language: Language) -> Result<NewValue, NotAmount> {
    let typed = typed_amount(text, own, language)?;
    let amount = NewValue::Plain(typed.number);
    Ok(match typed.currency.filter(|named| *named != own) {
        None => amount,
        Some(named) => NewValue::Map(vec![
            ("amount".to_owned(), amount),
            ("currency".to_owned(), NewValue::text(named.code())),
        ]),
    })
}
