//! What of a lead is in its file alone: its contacts, summaries, tags, own fields and
//! notes, as far as they may go out.

use std::borrow::Cow;

use super::attempts::Tried;
use super::leads::OfFile;
use super::rows::LeadRows;
use super::value::ExportValue;
use crate::pipeline::Text;
use crate::read;
use crate::report::fields;
use crate::show::site::Disclosed;
use crate::yaml::Node;

/// A lead's file, and what of it may go out: all of it where nobody says.
pub struct FileOf<'f> {
    pub root: Node<'f>,
    pub disclosed: Option<&'f Disclosed>,
}

impl FileOf<'_> {
    fn shows(&self, path: &str) -> bool {
        self.disclosed.is_none_or(|disclosed| disclosed.shows(path))
    }

    fn masked<'t>(&self, text: &'t str) -> Cow<'t, str> {
        self.disclosed.map_or(Cow::Borrowed(text), |disclosed| disclosed.masked(text))
    }

    /// A text of a mapping; `path` is what it is called in `site:`.
    fn text(&self, map: Node<'_>, key: &str, path: &str) -> ExportValue {
        let value = map.get(key).and_then(Node::value).filter(|text| !text.is_empty());
        let value = value.filter(|_| self.shows(path));
        value.map(|text| Text::from(self.masked(text))).into()
    }

    fn list(&self, key: &str) -> impl Iterator<Item = Node<'_>> {
        self.root.get(key).into_iter().flat_map(Node::items)
    }

    /// What goes into the lead's own row.
    pub fn of_lead(&self, tried: &Tried<'_>) -> OfFile {
        let company = self.root.get("company").filter(|_| tried.lead.company.is_some());
        let contract = self.root.get("contract").filter(|_| tried.lead.contract.is_some());
        let tags = self.list("tags").filter(|_| self.shows("tags")).filter_map(Node::value);
        let tags: Vec<Cow<'_, str>> = tags.map(|tag| self.masked(tag)).collect();
        OfFile {
            website: company.map_or(ExportValue::Empty, |map| self.text(map, "website", "company.website")),
            payment: contract.map_or(ExportValue::Empty, |map| self.text(map, "payment", "contract.payment")),
            tags: (!tags.is_empty()).then(|| Text::from(tags.join(", "))).into(),
            custom: self.custom(tried),
            notes: self.text(self.root, "notes", "notes"),
        }
    }

    /// The team's own fields as JSON.
    fn custom(&self, tried: &Tried<'_>) -> ExportValue {
        let mut custom = serde_json::Map::new();
        for field in &tried.config.fields {
            let path = format!("custom.{}", field.name);
            let values = if self.shows(&path) { fields::at_path(self.root, &path) } else { Vec::new() };
            custom.extend(values.into_iter().next().map(|value| (field.name.clone(), value)));
        }
        let text = (!custom.is_empty()).then(|| serde_json::Value::Object(custom).to_string());
        text.map(|text| Text::from(self.masked(&text))).into()
    }

    /// A note for each entry of the history; none where entries are hidden.
    pub fn notes(&self, tried: &Tried<'_>) -> Vec<ExportValue> {
        let zone = tried.config.timezone;
        let day = |entry: &Node<'_>| {
            let at = entry.get("at").and_then(Node::value).and_then(|at| read::date(at, zone));
            at.map(|at| at.day)
        };
        let mut entries: Vec<Node<'_>> = self.list("history").collect();
        if !self.shows("history.note") || entries.len() != tried.lead.history.len() {
            return Vec::new();
        }
        entries.sort_by_key(day);
        entries.into_iter().map(|entry| self.text(entry, "note", "history.note")).collect()
    }

    /// What came of each activity that can be read.
    pub fn summaries(&self, tried: &Tried<'_>) -> Vec<ExportValue> {
        let zone = tried.config.timezone;
        let read = |item: &Node<'_>| {
            let day = item.get("at").and_then(Node::value).and_then(|at| read::date(at, zone));
            day.is_some() && item.get("kind").and_then(Node::value).is_some_and(|kind| !kind.is_empty())
        };
        let known = self.list("activities").filter(read);
        known.map(|item| self.text(item, "summary", "activities.summary")).collect()
    }

    /// The rows of its contacts.
    pub fn contacts(&self, tried: &Tried<'_>, rows: &mut LeadRows) {
        if !self.shows("contacts") {
            return;
        }
        for (at, contact) in self.list("contacts").enumerate().filter(|(_, contact)| contact.is_map()) {
            let text = |key: &str| self.text(contact, key, &format!("contacts.{key}"));
            rows.contacts.push([
                tried.lead.id.clone().into(),
                (at + 1).into(),
                text("name"),
                text("role"),
                // An address is taken out of texts, and not of where addresses are asked for.
                self.address(contact, "email"),
                self.address(contact, "phone"),
                text("company"),
                text("notes"),
            ]);
        }
    }

    fn address(&self, contact: Node<'_>, key: &str) -> ExportValue {
        let shown = self.shows(&format!("contacts.{key}"));
        let value = contact.get(key).and_then(Node::value).filter(|text| shown && !text.is_empty());
        value.into()
    }
}
