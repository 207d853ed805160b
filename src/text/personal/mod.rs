//! Personal data in texts that others wrote: e-mail addresses, telephone numbers,
//! and names that are not to be reported.
//!
//! The one detector, for the rule that warns of them and the site that masks
//! them. It sees through what happens in ordinary writing and copying (forms of
//! characters, hidden ones, entities, marks of Markdown), not through words such
//! as "at" and "dot" or pictures: it is for care, not against malice.

mod address;
mod folded;
mod names;
mod numbers;
mod phone;

use std::cmp::Reverse;
use std::ops::Range;

pub use folded::Folded;
pub use numbers::Phones;
pub use phone::Phone;

/// What is looked for beside e-mail addresses.
#[derive(Clone, Debug, Default)]
pub struct Personal {
    phones: Option<Phones>,
    names: Vec<String>,
}

/// Personal data in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonalDatum {
    /// Its bytes.
    pub range: Range<usize>,
    /// What it is.
    pub kind: PersonalKind,
}

/// What personal data is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PersonalKind {
    /// An e-mail address.
    Email,
    /// A telephone number.
    Phone,
    /// One of the names that were given.
    Name,
}

impl Personal {
    /// Looks for addresses; where `phones` are given, for these and for what is
    /// written like a telephone number; and for `names`.
    pub fn new<'n>(phones: Option<Phones>, names: impl IntoIterator<Item = &'n str>) -> Self {
        let lower = |name: &str| Folded::of(name, false).text.to_lowercase();
        Self { phones, names: names.into_iter().map(lower).filter(|name| name.chars().count() > 3).collect() }
    }

    /// The personal data of a text, in order and apart.
    pub fn find(&self, text: &str) -> Vec<PersonalDatum> {
        let mut found = Vec::new();
        if !self.names.is_empty() || may_hold(text) {
            self.gather(text, 0, &mut found);
        }
        found.sort_by_key(|datum| (datum.range.start, Reverse(datum.range.end)));
        found.dedup_by(|next, last| {
            let within = next.range.start < last.range.end;
            last.range.end = if within { last.range.end.max(next.range.end) } else { last.range.end };
            within
        });
        found
    }

    fn gather(&self, text: &str, at: usize, found: &mut Vec<PersonalDatum>) {
        for joined in [false, true] {
            let folded = Folded::of(text, joined);
            let mut add = |kind, range| {
                let range = folded.original(range);
                found.push(PersonalDatum { range: at + range.start..at + range.end, kind });
            };
            address::addresses(&folded.text).into_iter().for_each(|range| add(PersonalKind::Email, range));
            let phones = self.phones.iter().flat_map(|phones| phones.places(&folded.text));
            phones.for_each(|range| add(PersonalKind::Phone, range));
            let names = self.names.iter().flat_map(|name| names::places(&folded.text, name));
            names.for_each(|range| add(PersonalKind::Name, range));
            if !joined {
                for part in &folded.apart {
                    self.gather(&text[part.clone()], at + part.start, found);
                }
            }
            if !folded.split {
                break;
            }
        }
    }
}

/// Whether a text may hold an address or a telephone number; nearly none does.
fn may_hold(text: &str) -> bool {
    let mut digits = 0;
    text.chars().any(|c| {
        digits += usize::from(c.is_numeric());
        matches!(c, '@' | '＠' | '﹫') || digits >= Phone::LEAST
    }) || text.contains("%40")
        || (text.contains('&') && text.contains(';'))
}

#[cfg(test)]
mod tests;
