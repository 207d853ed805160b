//! What of a lead is in its file alone: its contacts, summaries, tags, own fields and
//! notes, as far as they may go out.

use std::borrow::Cow;

use super::attempts::LeadAttempts;
use super::leads::OfFile;
use super::rows::LeadRows;
use super::value::ExportValue;
use crate::pipeline::{Config, Text};
use crate::read;
use crate::report::fields;
use crate::show::site::Disclosed;
use crate::yaml::Node;

/// What of files may go out, asked once for all leads.
pub struct FileRules<'d> {
    disclosed: Option<&'d Disclosed>,
    website: bool,
    payment: bool,
    tags: bool,
    notes: bool,
    note: bool,
    summary: bool,
    contacts: bool,
    /// Name, role, e-mail, phone, company and notes of a contact.
    contact: [bool; 6],
    /// The team's own fields that go out, and their paths.
    custom: Vec<(String, String)>,
}

/// The fields of a contact, in the order of their columns, and whether they are texts in
/// which addresses may be.
const CONTACT: [(&str, bool); 6] =
    [("name", true), ("role", true), ("email", false), ("phone", false), ("company", true), ("notes", true)];

impl<'d> FileRules<'d> {
    /// All of it goes out where nobody says what a site shows.
    pub fn of(disclosed: Option<&'d Disclosed>, config: &Config) -> Self {
        let shows = |path: &str| disclosed.is_none_or(|disclosed| disclosed.shows(path));
        let custom = config.fields.iter().map(|field| (field.name.clone(), format!("custom.{}", field.name)));
        Self {
            disclosed,
            website: shows("company.website"),
            payment: shows("contract.payment"),
            tags: shows("tags"),
            notes: shows("notes"),
            note: shows("history.note"),
            summary: shows("activities.summary"),
            contacts: shows("contacts"),
            contact: CONTACT.map(|(field, _)| shows(&format!("contacts.{field}"))),
            custom: custom.filter(|(_, path)| shows(path)).collect(),
        }
    }

    fn masked<'t>(&self, text: &'t str) -> Cow<'t, str> {
        self.disclosed.map_or(Cow::Borrowed(text), |disclosed| disclosed.masked(text))
    }
}

/// A lead's file, and what of it may go out.
pub struct FileOf<'f> {
    pub root: Node<'f>,
    pub rules: &'f FileRules<'f>,
}

impl FileOf<'_> {
    /// A text of a mapping, where it is shown.
    fn text(&self, map: Option<Node<'_>>, key: &str, shown: bool) -> ExportValue {
        let value = map.filter(|_| shown).and_then(|map| map.get(key)).and_then(Node::value);
        value.filter(|text| !text.is_empty()).map(|text| Text::from(self.rules.masked(text))).into()
    }

    fn list(&self, key: &str) -> impl Iterator<Item = Node<'_>> {
        self.root.get(key).into_iter().flat_map(Node::items)
    }

    /// What goes into the lead's own row.
    pub fn of_lead(&self, tried: &LeadAttempts<'_>) -> OfFile {
        let company = self.root.get("company").filter(|_| tried.lead.company.is_some());
        let contract = self.root.get("contract").filter(|_| tried.lead.contract.is_some());
        let rules = self.rules;
        let tags = self.list("tags").filter(|_| rules.tags).filter_map(Node::value);
        let tags: Vec<Cow<'_, str>> = tags.map(|tag| rules.masked(tag)).collect();
        OfFile {
            website: self.text(company, "website", rules.website),
            payment: self.text(contract, "payment", rules.payment),
            tags: (!tags.is_empty()).then(|| Text::from(tags.join(", "))).into(),
            custom: self.custom(),
            notes: self.text(Some(self.root), "notes", rules.notes),
        }
    }

    /// The team's own fields as JSON.
    fn custom(&self) -> ExportValue {
        let mut custom = serde_json::Map::new();
        for (field, path) in self.rules.custom.iter().filter(|_| self.root.get("custom").is_some()) {
            let value = fields::at_path(self.root, path).into_iter().next();
            custom.extend(value.map(|value| (field.clone(), value)));
        }
        let text = (!custom.is_empty()).then(|| serde_json::Value::Object(custom).to_string());
        text.map(|text| Text::from(self.rules.masked(&text))).into()
    }

    /// A note for each entry of the history; none where entries are hidden.
    pub fn notes(&self, tried: &LeadAttempts<'_>) -> Vec<ExportValue> {
        let zone = tried.config.timezone;
        let day = |entry: &Node<'_>| {
            let at = entry.get("at").and_then(Node::value).and_then(|at| read::date(at, zone));
            at.map(|at| at.day)
        };
        if !self.rules.note {
            return Vec::new();
        }
        let mut entries: Vec<Node<'_>> = self.list("history").collect();
        if entries.len() != tried.lead.history.len() {
            return Vec::new();
        }
        entries.sort_by_key(day);
        entries.into_iter().map(|entry| self.text(Some(entry), "note", true)).collect()
    }

    /// What came of each activity that can be read.
    pub fn summaries(&self, tried: &LeadAttempts<'_>) -> Vec<ExportValue> {
        let zone = tried.config.timezone;
        let read = |item: &Node<'_>| {
            let day = item.get("at").and_then(Node::value).and_then(|at| read::date(at, zone));
            day.is_some() && item.get("kind").and_then(Node::value).is_some_and(|kind| !kind.is_empty())
        };
        let known = self.list("activities").filter(read);
        known.map(|item| self.text(Some(item), "summary", self.rules.summary)).collect()
    }

    /// The rows of its contacts.
    pub fn contacts(&self, tried: &LeadAttempts<'_>, rows: &mut LeadRows) {
        let all =
            self.list("contacts").enumerate().filter(|(_, contact)| self.rules.contacts && contact.is_map());
        for (at, contact) in all {
            let mut cells = CONTACT.iter().zip(self.rules.contact).map(|((field, is_text), shown)| {
                if *is_text {
                    return self.text(Some(contact), field, shown);
                }
                let value = contact.get(field).and_then(Node::value);
                value.filter(|text| shown && !text.is_empty()).into()
            });
            let mut cell = || cells.next().unwrap_or_default();
            let id = tried.lead.id.clone().into();
            rows.contacts.push([id, (at + 1).into(), cell(), cell(), cell(), cell(), cell(), cell()]);
        }
    }
}
