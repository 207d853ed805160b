//! The second reader: `serde_yaml`, given what our tree found, has to find the
//! same text at every key.
//!
//! It reads every scalar as `String`, never as a value it resolves itself, so
//! that `012`, `1.10` and `no` are compared as they are written.

use std::cell::RefCell;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::{Arena, Node, NodeKind, ProblemKind};
use crate::message;
use crate::text::Message;

/// How many characters of a text or of what the other reader says are repeated.
const LONGEST: usize = 200;

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
    compared(root).map_err(|(_, why)| message!("a second YAML reader says: {why}", why))
}

/// What disagrees with a tree, or why its text is refused, and the line, from 1.
pub(super) fn differs(root: Node<'_>) -> Option<(usize, Message)> {
    compared(root).err()
}

fn compared(root: Node<'_>) -> Result<(), (usize, Message)> {
    let text = root.text();
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    let differs = RefCell::default();
    let same = Same { node: root, differs: &differs };
    same.deserialize(serde_yaml::Deserializer::from_str(body)).map_err(|why| {
        let line = why.location().map_or(1, |place| place.line());
        (line, differs.take().unwrap_or_else(|| Message::verbatim(shown(&why.to_string()))))
    })
}

/// What is repeated of a text.
fn shown(text: &str) -> String {
    text.chars().take(LONGEST).collect()
}

/// Reads what a node's shape promises and compares it with the node.
#[derive(Clone, Copy)]
struct Same<'t> {
    node: Node<'t>,
    /// What is not the same, in words of ours; the reader's own error holds a text alone.
    differs: &'t RefCell<Option<Message>>,
}

impl<'t> Same<'t> {
    fn of(self, node: Node<'t>) -> Self {
        Self { node, ..self }
    }

    fn differs<E: Error>(self, why: Message) -> E {
        let error = E::custom(&why);
        self.differs.replace(Some(why));
        error
    }
}

impl<'de> DeserializeSeed<'de> for Same<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<(), D::Error> {
        match self.node.kind() {
            NodeKind::Map { .. } => reader.deserialize_map(self),
            NodeKind::List { .. } => reader.deserialize_seq(self),
            NodeKind::Alias => Err(self.differs(message!("an alias cannot be compared"))),
            _ => reader.deserialize_str(self),
        }
    }
}

impl<'de> Visitor<'de> for Same<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.node.kind_name())
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        let own = self.node.value().unwrap_or_default();
        // The readers differ on the last line break of a block that ends the file without one.
        if own == text || (self.node.is_unended() && own.trim_end_matches('\n') == text) {
            return Ok(());
        }
        Err(self.differs(message!("`{text}` where `{own}` was read", text = shown(text), own = shown(own))))
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.visit_str("")
    }

    fn visit_none<E: Error>(self) -> Result<(), E> {
        self.visit_str("")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        for (key, value) in self.node.entries() {
            if map.next_key_seed(self.of(key))?.is_none() {
                let name = key.value().unwrap_or_default();
                return Err(self.differs(message!("no `{name}`", name)));
            }
            map.next_value_seed(self.of(value))?;
        }
        match map.next_key::<String>()? {
            Some(key) => Err(self.differs(message!("a key `{key}` more", key))),
            None => Ok(()),
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        for item in self.node.items() {
            list.next_element_seed(self.of(item))?
                .ok_or_else(|| self.differs(message!("an item is missing")))?;
        }
        match list.next_element::<serde::de::IgnoredAny>()? {
            Some(_) => Err(self.differs(message!("an item more"))),
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
