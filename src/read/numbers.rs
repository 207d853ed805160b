//! What was meant by a number that cannot be read: quotes, thousands grouped by
//! signs, commas that YAML takes for the ends of entries.

use super::scalar::{amount, decimal};
use crate::finding::Fix;
use crate::message;
use crate::pipeline::shape::{Field, Shape};
use crate::pipeline::{Currency, Decimal, Language, NotAmount, TypedAmount, ambiguous, typed_amount};
use crate::source::Span;
use crate::text::Message;
use crate::yaml::{Node, NodeKind};

/// What is said of an amount below zero.
fn negative() -> Message {
    message!(
        "an amount cannot be negative: what is taken off a price is the `discount` of its line \
         in `products`, and what was agreed to be less is a lower `value`"
    )
}

/// Whether a number is one that a shape takes.
pub(super) fn fits(shape: &Shape, number: Decimal) -> bool {
    match shape {
        Shape::Percent => !number.is_sign_negative() && number <= 100.into(),
        Shape::Month => number.is_integer() && (Decimal::ONE..=12.into()).contains(&number),
        Shape::Integer { min } => number.is_integer() && number >= (*min).into() && number <= u64::MAX.into(),
        _ => !number.is_sign_negative() || number.is_zero(),
    }
}

/// What to do about a scalar that is no number, and the mend where it is certain.
/// `own` is the workspace's currency and language, where they are known.
pub(super) fn help(
    node: Node<'_>,
    shape: &Shape,
    own: Option<(Currency, Language)>,
) -> (Option<Message>, Option<Fix>) {
    let plain = node.value().unwrap_or_default().trim();
    if matches!(shape, Shape::Integer { .. })
        && let Some(unsure) = ambiguous(plain, 0)
    {
        return (Some(unsure.message()), None);
    }
    let money = matches!(shape, Shape::Amount | Shape::Money | Shape::Rate);
    // A number, and not one that the shape takes.
    if amount(node).is_some() {
        return (money.then(negative), None);
    }
    if let Some(number) = decimal(plain).filter(|_| node.kind() == NodeKind::Quoted) {
        if let Some(unsure) = ambiguous(plain, 0).filter(|_| money) {
            return (Some(unsure.message()), None);
        }
        // Other readers take 012 for an octal number.
        let octal = plain.starts_with('0') && plain.as_bytes().get(1).is_some_and(u8::is_ascii_digit);
        let mend = (!plain.starts_with('+') && !octal && fits(shape, number))
            .then(|| Fix::replace(message!("write {plain} without quotes", plain), node.span(), plain));
        return (Some(message!("remove the quotes: in quotes it is text")), mend);
    }
    if !money {
        return (None, None);
    }
    let typed = match own {
        Some((currency, language)) => typed_amount(plain, currency, language),
        None => alike(plain),
    };
    let usual = || (Some(message!("write plain digits such as 250000000, with `.` before decimals")), None);
    match typed {
        Ok(typed) if node.kind() != NodeKind::Block => {
            let another = typed.currency.filter(|named| own.is_none_or(|(own, _)| *named != own));
            let written = match another {
                None => typed.number,
                Some(named) if matches!(shape, Shape::Money) => {
                    format!("{{amount: {}, currency: {}}}", typed.number, named.code())
                }
                Some(_) => return usual(),
            };
            let title = message!("write {text}", text = written);
            (Some(title.clone()), Some(Fix::replace(title, node.span(), written)))
        }
        Err(NotAmount::Ambiguous(unsure)) => (Some(unsure.message()), None),
        _ => usual(),
    }
}

/// An amount that is read alike in every language.
fn alike(text: &str) -> Result<TypedAmount, NotAmount> {
    let mut read = Language::ALL.map(|language| typed_amount(text, Currency::XXX, language)).into_iter();
    let first = read.next().unwrap_or_else(|| Err(NotAmount::NoNumber(text.to_owned())))?;
    match read.all(|other| other.as_ref() == Ok(&first)) {
        true => Ok(first),
        false => Err(NotAmount::NoNumber(text.to_owned())),
    }
}

/// A number written with commas in braces, where YAML ends an entry at each.
pub(super) struct CommaNumber {
    /// From its first digit to its last.
    pub span: Span,
    /// It without commas.
    pub meant: String,
    /// The slots of its keys among the mapping's entries.
    keys: std::ops::RangeInclusive<usize>,
}

impl CommaNumber {
    /// Whether one of its keys is the entry of that place.
    pub fn holds(&self, at: usize) -> bool {
        self.keys.contains(&at)
    }
}

/// The first number that is written with commas anywhere below a node, without
/// them.
pub fn comma_number(node: Node<'_>) -> Option<String> {
    let own = || with_commas(node, None).into_iter().next().map(|number| number.meant);
    own().or_else(|| node.children().find_map(comma_number))
}

/// The numbers of a mapping that are written with commas; of `fields`, where
/// these are known.
pub(super) fn with_commas(map: Node<'_>, fields: Option<&[Field]>) -> Vec<CommaNumber> {
    if map.kind() != (NodeKind::Map { flow: true }) {
        return Vec::new();
    }
    let mut found: Vec<CommaNumber> = Vec::new();
    let mut before: Option<Node<'_>> = None;
    for (at, (key, value)) in map.entries().enumerate() {
        if let Some(own) = found.last_mut().filter(|own| *own.keys.end() + 1 == at && is_group(key, value)) {
            own.span = own.span.to(key.span());
            own.meant += key.value().unwrap_or_default();
            own.keys = *own.keys.start()..=at;
        } else if let Some(number) = before.filter(|_| is_group(key, value)) {
            let meant = [number, key].map(|node| node.value().unwrap_or_default()).concat();
            found.push(CommaNumber { span: number.span().to(key.span()), meant, keys: at..=at });
        }
        let number = fields.is_none_or(|fields| {
            let field = fields.iter().find(|field| key.is(field.name));
            field.is_some_and(|field| {
                matches!(field.shape, Shape::Amount | Shape::Money | Shape::Rate | Shape::Integer { .. })
            })
        });
        let digits = |text: &str| (1..=3).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        before = Some(value).filter(|value| number && value.value().is_some_and(digits));
    }
    found
}

/// Whether an entry is three digits behind a comma: a key without a value.
fn is_group(key: Node<'_>, value: Node<'_>) -> bool {
    let name = key.value().filter(|_| key.kind() == NodeKind::Plain).unwrap_or_default();
    let (digits, decimals) = name.split_once('.').unwrap_or((name, ""));
    let all = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    digits.len() == 3 && all(digits) && all(decimals) && value.is_null() && value.value() == Some("")
}
