//! What the last import wrote, as fingerprints: how the next one sees what the CRM
//! changed and what people changed here.
//!
//! A text file in the workspace, one line a deal, so that git merges and shares it:
//! the CRM's id, the lead's, and of each field a fingerprint of what the CRM said.

use std::collections::BTreeMap;

use crate::source::RelPath;
use crate::yaml::{NewValue, Node};

/// The key of the history as it was written here.
pub const WRITTEN: &str = "written";
/// The key of the history as the CRM says it.
pub const HISTORY: &str = "history";

/// The head of the file.
const HEAD: &str =
    "# Written by `corong import`: of each deal its id in the CRM, the lead's id, and a fingerprint of each
# field as the CRM said it. By these the next import keeps what was changed here. Keep this in git.
";

/// What was last imported of each deal of a CRM, by its id there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record(BTreeMap<String, Recorded>);

/// What was last imported of a deal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recorded {
    /// The lead's id then.
    pub lead: String,
    /// A fingerprint by field.
    pub fields: BTreeMap<String, u32>,
}

/// Where the record of a CRM is.
pub fn record_path(from: &str) -> RelPath {
    RelPath::new(format!(".corong/imported/{from}.txt"))
}

impl Recorded {
    /// The line of a deal.
    pub fn line(&self, key: &str) -> String {
        let fields: Vec<String> =
            self.fields.iter().map(|(name, print)| format!("{name}={print:08x}")).collect();
        format!("{key}\t{}\t{}\n", self.lead, fields.join(" "))
    }
}

/// The text of a record of these lines, sorted.
pub fn text_of(lines: impl Iterator<Item = String>) -> String {
    let mut out = HEAD.to_owned();
    out.extend(lines);
    out
}

impl Record {
    /// Reads one; lines that are none are as if they were not there.
    pub fn read(text: &str) -> Self {
        let line = |line: &str| {
            let mut parts = line.split('\t');
            let (key, lead, fields) = (parts.next()?, parts.next()?, parts.next()?);
            let field = |field: &str| {
                let (name, print) = field.rsplit_once('=')?;
                Some((name.to_owned(), u32::from_str_radix(print, 16).ok()?))
            };
            let fields = fields.split(' ').filter_map(field).collect();
            Some((key.to_owned(), Recorded { lead: lead.to_owned(), fields }))
        };
        Self(text.lines().filter(|own| !own.starts_with('#')).filter_map(line).collect())
    }

    /// The text of its file.
    pub fn text(&self) -> String {
        text_of(self.0.iter().map(|(key, own)| own.line(key)))
    }

    /// What was imported of a deal.
    pub fn of(&self, key: &str) -> Option<&Recorded> {
        self.0.get(key)
    }

    /// Notes what is imported of a deal.
    pub fn note(&mut self, key: &str, recorded: Recorded) {
        self.0.insert(key.to_owned(), recorded);
    }

    /// Whether nothing was imported yet.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// A fingerprint of a value: of what it says, however it is quoted.
pub fn print(value: &NewValue) -> u32 {
    let mut hash = Fnv::default();
    hash.value(value);
    hash.0
}

/// The same of a value in a file.
pub fn print_of(node: Node<'_>) -> u32 {
    let mut hash = Fnv::default();
    hash.node(node);
    hash.0
}

/// Fowler, Noll and Vo's hash 1a of 32 bits: it has to be the same on every machine.
struct Fnv(u32);

impl Default for Fnv {
    fn default() -> Self {
        Self(0x811c_9dc5)
    }
}

impl Fnv {
    fn text(&mut self, text: &str) {
        for byte in text.bytes().chain([0]) {
            self.0 = (self.0 ^ u32::from(byte)).wrapping_mul(0x0100_0193);
        }
    }

    fn value(&mut self, value: &NewValue) {
        match value {
            NewValue::Text(text) | NewValue::Plain(text) => self.text(text.trim_end_matches('\n')),
            NewValue::Bool(truth) => self.text(&truth.to_string()),
            NewValue::List(items) => {
                self.text("[");
                items.iter().for_each(|item| self.value(item));
                self.text("]");
            }
            NewValue::Map(entries) => {
                let mut sorted: Vec<_> = entries.iter().collect();
                sorted.sort_by(|a, b| a.0.cmp(&b.0));
                self.text("{");
                for (key, value) in sorted {
                    self.text(key);
                    self.value(value);
                }
                self.text("}");
            }
        }
    }

    fn node(&mut self, node: Node<'_>) {
        if node.is_list() {
            self.text("[");
            node.items().for_each(|item| self.node(item));
            self.text("]");
        } else if node.is_map() {
            let mut sorted: Vec<_> = node.entries().collect();
            sorted.sort_by(|a, b| a.0.value().cmp(&b.0.value()));
            self.text("{");
            for (key, value) in sorted {
                self.text(key.value().unwrap_or_default());
                self.node(value);
            }
            self.text("}");
        } else {
            self.text(node.value().unwrap_or_default().trim_end_matches('\n'));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::yaml::{Arena, document};

    #[test]
    fn a_value_and_its_text_have_one_fingerprint() {
        let map = |all: &[(&str, NewValue)]| {
            NewValue::Map(all.iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect())
        };
        for value in [
            NewValue::text("no"),
            NewValue::Plain("250000".to_owned()),
            NewValue::text("a\n\nb"),
            NewValue::List(vec![map(&[("b", NewValue::text("x: y")), ("a", NewValue::Bool(true))])]),
        ] {
            let text = document(&[("k".to_owned(), value.clone())]);
            let mut arena = Arena::default();
            let node = arena.parse(&text).tree.root().unwrap().get("k").unwrap();
            assert_eq!(print_of(node), print(&value), "{text}");
        }
        let swapped = [
            map(&[("a", NewValue::text("1")), ("b", NewValue::text("2"))]),
            map(&[("b", NewValue::text("2")), ("a", NewValue::text("1"))]),
        ];
        assert_eq!(print(&swapped[0]), print(&swapped[1]));
    }

    #[test]
    fn a_record_is_read_as_it_was_written() {
        let mut record = Record::default();
        let fields = [("title".to_owned(), 7), ("custom.a_b".to_owned(), u32::MAX)].into_iter().collect();
        record.note("HS 9=1", Recorded { lead: "erp".to_owned(), fields });
        assert_eq!(Record::read(&record.text()), record);
        assert!(Record::read("x\ny\tz\n").is_empty());
    }
}
