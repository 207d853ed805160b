//! The second reader: `serde_yaml`, given what our tree found, has to find the
//! same text at every key.
//!
//! It reads every scalar as `String`, never as a value it resolves itself, so
//! that `012`, `1.10` and `no` are compared as they are written.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::{Arena, Node, NodeKind, ProblemKind};
use crate::message;
use crate::text::Message;

/// Whether both readers find the same in every field of a text.
///
/// # Errors
/// With what disagrees, or why the second reader refuses the text.
pub fn agrees(text: &str) -> Result<(), Message> {
    let mut arena = Arena::default();
    let parsed = arena.parse(text);
    let broken = parsed.problems.iter().find(|problem| problem.kind == ProblemKind::Syntax);
    if let Some(problem) = broken {
        return Err(problem.message.clone());
    }
    let root = parsed.tree.root().ok_or_else(|| message!("the file is empty"))?;
    compared(root).map_err(|why| message!("a second YAML reader says: {why}", why = why.to_string()))
}

/// What disagrees with a tree, or why its text is refused, and the line, from 1.
pub(super) fn differs(root: Node<'_>) -> Option<(usize, String)> {
    let why = compared(root).err()?;
    Some((why.location().map_or(1, |place| place.line()), why.to_string()))
}

fn compared(root: Node<'_>) -> serde_yaml::Result<()> {
    let text = root.text();
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    Same(root).deserialize(serde_yaml::Deserializer::from_str(body))
}

/// Reads what a node's shape promises and compares it with the node.
#[derive(Clone, Copy)]
struct Same<'t>(Node<'t>);

impl<'de> DeserializeSeed<'de> for Same<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<(), D::Error> {
        match self.0.kind() {
            NodeKind::Map { .. } => reader.deserialize_map(self),
            NodeKind::List { .. } => reader.deserialize_seq(self),
            NodeKind::Alias => Err(Error::custom("an alias cannot be compared")),
            _ => reader.deserialize_str(self),
        }
    }
}

impl<'de> Visitor<'de> for Same<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.kind_name())
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        let own = self.0.value().unwrap_or_default();
        // The readers differ on the last line break of a block that ends the file without one.
        if own == text || (self.0.is_unended() && own.trim_end_matches('\n') == text) {
            return Ok(());
        }
        Err(E::custom(format!("`{text}` where `{own}` was read")))
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.visit_str("")
    }

    fn visit_none<E: Error>(self) -> Result<(), E> {
        self.visit_str("")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        for (key, value) in self.0.entries() {
            if map.next_key_seed(Same(key))?.is_none() {
                return Err(Error::custom(format!("no `{}`", key.value().unwrap_or_default())));
            }
            map.next_value_seed(Same(value))?;
        }
        match map.next_key::<String>()? {
            Some(key) => Err(Error::custom(format!("a key `{key}` more"))),
            None => Ok(()),
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        for item in self.0.items() {
            list.next_element_seed(Same(item))?.ok_or_else(|| Error::custom("an item is missing"))?;
        }
        match list.next_element::<serde::de::IgnoredAny>()? {
            Some(_) => Err(Error::custom("an item more")),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::agrees;

    #[test]
    fn the_readers_agree_on_what_leads_hold() {
        for text in [
            "a: 012\nb: 1.10\nc: no\nd: ~\ne:\nf: null\n",
            "\u{feff}a: 'it''s'\r\nb: |\r\n  x\r\n\r\nc: \"\\u00e9\"\r\n",
            "tags: [\n  a, b\n]\nh:\n- {s: 1} # c\t\n- s: 2\n",
            "n: >-\n  a\n  b\n\nlast: |\n  x",
            "e: []\nm: {}\n",
        ] {
            assert_eq!(agrees(text), Ok(()), "{text:?}");
        }
    }

    #[test]
    fn what_cannot_be_compared_is_told() {
        assert!(agrees("a: &x 1\nb: *x\n").is_err());
        assert!(agrees("a: [\n").is_err());
    }
}
