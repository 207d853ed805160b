//! Two leads that are one: what the second says goes into the text of the first.
//!
//! Activities, contacts and tags unite, what the first lacks is taken over, and
//! where the two say different things the first is right. Its history stays; the
//! other's goes.

use super::content::Content;
use super::steps::steps;
use super::time::{in_order, sorted};
use super::{comments, says, without};
use crate::change::key_order;
use crate::message;
use crate::text::{Message, short};
use crate::yaml::{Scalar, apply};

/// Fields that name other leads.
const REFERENCES: [&str; 2] = ["renews", "extends"];

/// Fields of the second lead that are about itself alone.
const ITS_OWN: [&str; 2] = ["history", "merged"];

/// Mappings that say one thing together, so that no part of the other fits in.
const WHOLE: [&str; 6] = ["value", "next_step", "contract", "split", "imported", "hold"];

/// What became of the first lead.
pub struct United {
    /// Its text.
    pub text: String,
    /// What is not kept of the second, and that it is parked by it, a line each.
    pub said: Vec<Message>,
}

/// Unites the lead `keep` with `other`, each by its id and text. `parks` is whether
/// a hold of the other may be taken over.
///
/// # Errors
/// Where one of them cannot be read for sure, or the result not be written.
pub fn unite(keep: (&str, &str), other: (&str, &str), parks: bool) -> Result<United, Message> {
    let read = |(id, text): (&str, &str)| {
        Content::read(text).ok_or_else(|| message!("`{id}` cannot be read; `corong check` shows why", id))
    };
    let (before, theirs) = (read(keep)?, read(other)?);
    let (Content::Map(own), Content::Map(theirs)) = (&before, &theirs) else {
        return Err(message!("a lead has to be a mapping"));
    };
    let mut union = Union { entries: own.clone(), parks, said: Vec::new() };
    for (key, value) in theirs {
        union.take(key, value, keep.0);
    }
    union.drop_references_to(other.0);
    union.note(keep.0, other.0, theirs);
    let after = Content::Map(union.entries);
    let text = apply(keep.1, &steps(&before, &after), &key_order()).map_err(|refused| refused.message())?;
    if !says(&text, &after) {
        return Err(message!("the two cannot be written as one; merge them by hand"));
    }
    let mut said = union.said;
    said.extend(history(other.0, theirs));
    let gone = without(comments(other.1), comments(&text));
    let gone = gone.iter().filter(|comment| !comment.contains("yaml-language-server")).count();
    said.extend(
        (gone > 0)
            .then(|| message!("comments of `{other}` that are not kept: {n}", other = other.0, n = gone)),
    );
    Ok(United { text, said })
}

struct Union {
    entries: Vec<(String, Content)>,
    parks: bool,
    said: Vec<Message>,
}

impl Union {
    fn get(&self, key: &str) -> Option<&Content> {
        self.entries.iter().find(|(name, _)| name == key).map(|(_, value)| value)
    }

    fn set(&mut self, key: &str, value: Content) {
        match self.entries.iter_mut().find(|(name, _)| name == key) {
            Some(entry) => entry.1 = value,
            None => self.entries.push((key.to_owned(), value)),
        }
    }

    /// Takes what the other lead says under a key; `keep` is the id of this one.
    fn take(&mut self, key: &str, value: &Content, keep: &str) {
        if ITS_OWN.contains(&key) || is_null(value) {
            return;
        }
        if REFERENCES.contains(&key) && names(value, keep) {
            return self.lose(key, None, value);
        }
        // A value beats what the products are worth.
        let rival = if key == "value" { self.get("products") } else { None };
        if let Some(rival) = rival.filter(|_| self.get(key).is_none()) {
            let rival = rival.clone();
            return self.lose(key, Some(&rival), value);
        }
        let Some(own) = self.get(key).filter(|own| !is_null(own)).cloned() else {
            return self.set_as_new(key, value);
        };
        if own == *value {
            return;
        }
        let united = match (key, &own, value) {
            ("activities", Content::List(own), Content::List(others)) => activities(own, others),
            ("tags", Content::List(own), Content::List(others)) => added(own, others),
            ("contacts", Content::List(own), Content::List(others)) => self.contacts(own, others),
            ("notes", Content::Scalar(own, ..), Content::Scalar(others, ..)) => notes(own, others),
            (_, Content::Map(own), Content::Map(others)) if !WHOLE.contains(&key) => {
                self.inner(key, own, others)
            }
            _ => return self.lose(key, Some(&own), value),
        };
        self.set(key, united);
    }

    /// Takes over what this one lacks; a hold only where one is of use.
    fn set_as_new(&mut self, key: &str, value: &Content) {
        if key == "hold" && !self.parks {
            return self.lose(key, None, value);
        }
        if key == "hold" {
            let until = value.text("until").unwrap_or_default().to_owned();
            self.said.push(message!("hold: it is on hold until {until}, as the other was", until));
        }
        self.set(key, value.clone());
    }

    /// That the other lead says something else, and this one is right.
    fn lose(&mut self, path: &str, own: Option<&Content>, other: &Content) {
        let (path, gone) = (path.to_owned(), brief(other));
        self.said.push(match own.map(brief) {
            Some(kept) => message!("{path}: {kept} stays, {gone} goes", path, kept, gone),
            None => message!("{path}: {gone} goes", path, gone),
        });
    }

    /// A mapping with what it lacks of another.
    fn inner(&mut self, path: &str, own: &[(String, Content)], others: &[(String, Content)]) -> Content {
        let mut entries = own.to_vec();
        for (key, value) in others {
            match own.iter().find(|(name, _)| name == key) {
                None => entries.push((key.clone(), value.clone())),
                Some((_, there)) if same(there, value) => {}
                Some((_, there)) => self.lose(&format!("{path}.{key}"), Some(there), value),
            }
        }
        Content::Map(entries)
    }

    /// Contacts: those of one name, address or number are one person.
    fn contacts(&mut self, own: &[Content], others: &[Content]) -> Content {
        let mut all = own.to_vec();
        for other in others {
            let same = all.iter().position(|one| one == other || is_one_person(one, other));
            match (same, other) {
                (None, _) => all.push(other.clone()),
                (Some(at), Content::Map(theirs)) => {
                    if let Content::Map(known) = all[at].clone() {
                        all[at] = self.inner(&format!("contacts.{at}"), &known, theirs);
                    }
                }
                _ => {}
            }
        }
        Content::List(all)
    }

    /// A lead does not refer to what it took over.
    fn drop_references_to(&mut self, other: &str) {
        for key in REFERENCES {
            match self.get(key).cloned() {
                Some(Content::List(items)) if items.iter().any(|item| names(item, other)) => {
                    let rest: Vec<Content> = items.into_iter().filter(|item| !names(item, other)).collect();
                    self.entries.retain(|(name, _)| name != key || !rest.is_empty());
                    if !rest.is_empty() {
                        self.set(key, Content::List(rest));
                    }
                }
                Some(value) if names(&value, other) => {
                    self.entries.retain(|(name, _)| name != key);
                    self.lose(key, None, &value);
                }
                _ => {}
            }
        }
    }

    /// Notes which ids it took over: the other's, and those that one took over.
    fn note(&mut self, keep: &str, other: &str, theirs: &[(String, Content)]) {
        let before = theirs.iter().find(|(key, _)| key == "merged").map(|(_, value)| value);
        let before = if let Some(Content::List(items)) = before { items.as_slice() } else { &[] };
        let new = std::iter::once(text(other)).chain(before.iter().cloned());
        let new: Vec<Content> = new.filter(|id| !names(id, keep)).collect();
        let own =
            if let Some(Content::List(items)) = self.get("merged") { items.clone() } else { Vec::new() };
        let all = added(&own, &new);
        if all != Content::List(Vec::new()) {
            self.set("merged", all);
        }
    }
}

fn text(text: &str) -> Content {
    Content::Scalar(text.to_owned(), Scalar::Text, true)
}

fn is_null(value: &Content) -> bool {
    matches!(value, Content::Scalar(_, Scalar::Null, _))
}

/// Whether a value is the id, or a list with it.
fn names(value: &Content, id: &str) -> bool {
    match value {
        Content::Scalar(text, ..) => text == id,
        Content::List(items) => items.iter().any(|item| names(item, id)),
        Content::Map(_) => false,
    }
}

/// Whether two values are the same but for the case of letters.
fn same(a: &Content, b: &Content) -> bool {
    match (a, b) {
        (Content::Scalar(a, ..), Content::Scalar(b, ..)) => a.to_lowercase() == b.to_lowercase(),
        _ => a == b,
    }
}

/// A list with what it lacks of another.
fn added(own: &[Content], others: &[Content]) -> Content {
    let mut all = own.to_vec();
    for other in others {
        if !all.iter().any(|one| same(one, other)) {
            all.push(other.clone());
        }
    }
    Content::List(all)
}

/// Activities of both, by day where both lists are.
fn activities(own: &[Content], others: &[Content]) -> Content {
    let new = others.iter().filter(|other| !own.contains(other)).cloned();
    let all: Vec<Content> = own.iter().cloned().chain(new).collect();
    Content::List(if in_order(own) && in_order(others) { sorted(all) } else { all })
}

fn is_one_person(a: &Content, b: &Content) -> bool {
    let same = |key: &str| {
        let fold = |contact: &Content| contact.text(key).map(|text| text.trim().to_lowercase());
        fold(a).is_some_and(|text| !text.is_empty() && Some(text) == fold(b))
    };
    same("name") || same("email") || same("phone")
}

/// Both notes, a blank line between them; one that holds the other is enough.
fn notes(own: &str, other: &str) -> Content {
    let (a, b) = (own.trim_end(), other.trim());
    match a.contains(b) {
        true => Content::Scalar(own.to_owned(), Scalar::Text, false),
        false => Content::Scalar(format!("{a}\n\n{b}\n"), Scalar::Text, false),
    }
}

/// That the other's history goes, and which way it was.
fn history(id: &str, theirs: &[(String, Content)]) -> Option<Message> {
    let (_, value) = theirs.iter().find(|(key, _)| key == "history")?;
    let Content::List(entries) = value else { return None };
    let way = entries.iter().filter_map(|entry| Some((entry.text("stage")?, entry.text("at")?)));
    let way: Vec<String> = way.map(|(stage, at)| format!("{stage} {}", at.get(..10).unwrap_or(at))).collect();
    Some(message!("history: that of `{id}` goes ({way})", id, way = way.join(", ")))
}

/// A value in few words, between backticks.
fn brief(value: &Content) -> String {
    format!("`{}`", short(&words(value), 60).replace('`', "'"))
}

fn words(value: &Content) -> String {
    match value {
        Content::Scalar(text, ..) => text.split_whitespace().collect::<Vec<_>>().join(" "),
        Content::List(items) => items.iter().map(words).collect::<Vec<_>>().join(", "),
        Content::Map(entries) => {
            let named = ["name", "do", "amount"].iter().find_map(|key| value.text(key));
            let all = || entries.iter().map(|(key, inner)| format!("{key}: {}", words(inner)));
            named.map_or_else(|| all().collect::<Vec<_>>().join(", "), str::to_owned)
        }
    }
}
