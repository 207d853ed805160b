//! Which of a lead's fields changed.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::half::Half;
use super::half::Pair;
use crate::figures::{Tracked, value_on};
use crate::pipeline::{Day, Decimal, Lead, Money, Text};

/// A field at both ends; `null` where it was, or is, not there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Changed<T> {
    /// At the base.
    pub from: Option<T>,
    /// At the head.
    pub to: Option<T>,
}

/// The fields that changed; absent ones did not.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ChangedFields {
    /// Its id: the lead was renamed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<Changed<String>>,
    /// What it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<Changed<String>>,
    /// The customer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub company: Option<Changed<String>>,
    /// Whose it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<Changed<String>>,
    /// Who shares its value, in percent: `siti: 60, budi: 40`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub split: Option<Changed<String>>,
    /// Where it came from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<Changed<String>>,
    /// What it is worth, in the workspace's currency, at the base's rates on
    /// both ends; `null` where it is not valued.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<Changed<Decimal>>,
    /// The same as it is written, such as `USD 1000`; where either is in
    /// another currency than the workspace's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub written: Option<Changed<String>>,
    /// When it is expected to close.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expected_close: Option<Changed<Day>>,
    /// The lead's own chance of winning, percent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub probability: Option<Changed<Decimal>>,
    /// How far criteria are met, by id: `met`, `partial`, `unmet`.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub qualification: BTreeMap<String, Changed<String>>,
    /// The pipeline it is in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pipeline: Option<Changed<String>>,
    /// The stage whose folder it is in, where its history says another one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub folder: Option<Changed<String>>,
}

impl ChangedFields {
    /// Whether none changed.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

fn changed<T: PartialEq>(from: Option<T>, to: Option<T>) -> Option<Changed<T>> {
    (from != to).then_some(Changed { from, to })
}

fn text(text: &str) -> Option<String> {
    Some(text.to_owned())
}

/// The fields that differ in a lead that is there at both ends.
pub(super) fn fields(
    pair: &Pair<'_, '_>,
    before: &Tracked<'_>,
    after: &Tracked<'_>,
    start: &Half<'_, '_>,
    end: &Half<'_, '_>,
) -> ChangedFields {
    let (a, b) = (before.lead, after.lead);
    let company = |lead: &Lead| lead.company.as_ref().map(|company| company.name.to_string());
    let source = |lead: &Lead| lead.source.as_ref().map(ToString::to_string);
    let split = |lead: &Lead| {
        let part = |(who, percent): &(Text, Decimal)| format!("{who}: {}", percent.normalize());
        (!lead.split.is_empty()).then(|| lead.split.iter().map(part).collect::<Vec<_>>().join(", "))
    };
    let (value, written) = money(a.worth(), b.worth(), start);
    let mut fields = ChangedFields {
        id: pair.old_id.map(|old| Changed { from: text(old), to: text(pair.id) }),
        title: changed(text(&a.title), text(&b.title)),
        company: changed(company(a), company(b)),
        owner: changed(text(&a.owner), text(&b.owner)),
        split: changed(split(a), split(b)),
        source: changed(source(a), source(b)),
        value,
        written,
        expected_close: changed(a.expected_close, b.expected_close),
        probability: changed(a.probability, b.probability),
        ..ChangedFields::default()
    };
    let level = |lead: &Lead, id: &str| {
        let found = lead.qualification.iter().find(|(criterion, _)| criterion == id);
        found.map(|(_, level)| level.word().to_owned())
    };
    for (id, _) in a.qualification.iter().chain(&b.qualification) {
        if let Some(changed) = changed(level(a, id), level(b, id)) {
            fields.qualification.insert(id.to_string(), changed);
        }
    }
    fields.folder = folder(before, after, start, end);
    fields
}

/// The folder, where the file was moved and its history says nothing of it, or
/// the other way round.
fn folder(
    before: &Tracked<'_>,
    after: &Tracked<'_>,
    start: &Half<'_, '_>,
    end: &Half<'_, '_>,
) -> Option<Changed<String>> {
    let folder = |tracked: &Tracked<'_>, half: &Half<'_, '_>| {
        half.pipeline()?.stages.get(usize::from(tracked.lead.at.stage)).map(|stage| stage.id.clone())
    };
    let (from, to) = (folder(before, start), folder(after, end));
    let astray = to.as_deref() != end.stage(after);
    if astray { changed(from, to) } else { None }
}

type Values = (Option<Changed<Decimal>>, Option<Changed<String>>);

/// The worth, where it is another amount or another currency.
fn money(from: Option<Money>, to: Option<Money>, start: &Half<'_, '_>) -> Values {
    if from == to {
        return (None, None);
    }
    let config = &start.workspace().config;
    let value = |money: Option<Money>| money.and_then(|m| value_on(m, start.as_of(), config).ok());
    let own = |money: Option<Money>| money.is_none_or(|money| money.currency == config.currency);
    let written = |m: Option<Money>| m.map(|m| format!("{} {}", m.currency.code(), m.amount.normalize()));
    let all_own = own(from) && own(to);
    let written = (!all_own).then(|| Changed { from: written(from), to: written(to) });
    (Some(Changed { from: value(from), to: value(to) }), written)
}
