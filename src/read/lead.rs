//! A tree as a lead.

use chrono_tz::Tz;

use super::scalar::{Date, amount, date};
use super::{CustomFields, EntryPipelines, Validator, entry_pipelines, lines, odd_lines, split_sum};
use crate::finding::Finding;
use crate::message;
use crate::pipeline::shape::LEAD;
use crate::pipeline::{
    Activity, Company, Config, ContactCompany, Contract, Currency, Day, Decimal, Entered, History, Hold,
    Imported, Lead, LeadSpans, Level, Money, NextStep, Product, Reference, StageKind, StageRef, Text,
    company_key,
};
use crate::source::{RelPath, Span};
use crate::text::Message;
use crate::text::Phone;
use crate::yaml::{Node, Tree};

/// Reads the leads of one workspace.
pub struct LeadReader<'c> {
    config: &'c Config,
    custom: &'c CustomFields,
}

impl<'c> LeadReader<'c> {
    /// A reader for the leads of a configuration.
    pub fn new(config: &'c Config, custom: &'c CustomFields) -> Self {
        Self { config, custom }
    }

    /// Reads a lead of the pipeline of that index, telling every violation.
    /// `at` is the stage whose folder it is in; outside every stage's folder
    /// the last stage of its history is in.
    ///
    /// # Errors
    /// Why its history cannot be read, in a few words. Then no figure counts it.
    pub fn read(
        &self,
        path: &RelPath,
        pipeline: u16,
        at: Option<u16>,
        tree: Tree<'_>,
        findings: &mut Vec<Finding>,
    ) -> Result<Lead, Message> {
        let root = tree.root().ok_or_else(|| message!("it is not readable YAML"))?;
        let in_pipeline = &self.config.pipelines[usize::from(pipeline)];
        let mut validator = Validator::for_lead(path, self.config, in_pipeline, self.custom, findings);
        let list = root.get("history").filter(|node| node.is_list());
        let ways = list.map(|list| (list, entry_pipelines(list, pipeline, self.config)));
        if let Some((list, ways)) = &ways {
            validator.over_pipelines(*list, ways);
        }
        validator.root(root, LEAD, &message!("a lead"));
        let (list, ways) = ways.ok_or_else(|| message!("it has no history"))?;
        let history = history(list, &ways, self.config)?;
        let told = history.last().filter(|entry| entry.pipeline == pipeline);
        let stage = at.or_else(|| told.map(|entry| entry.stage)).unwrap_or_default();
        let take = Take { config: self.config, zone: self.config.timezone, currency: self.config.currency };
        odd_lines::judge(root, path, |item| take.line(item), findings);
        let mut lead = take.lead(root, path, StageRef { pipeline, stage });
        lead.history = History::new(history);
        Ok(lead)
    }
}

/// The stages entered, sorted by day where the file's order is broken.
fn history(list: Node<'_>, ways: &EntryPipelines, config: &Config) -> Result<Vec<Entered>, Message> {
    let mut entries = Vec::with_capacity(ways.of.len());
    for (at, (item, pipeline)) in list.items().zip(&ways.of).enumerate() {
        let entry = pipeline.and_then(|pipeline| entered(item, pipeline, config));
        entries.push(entry.ok_or_else(|| message!("entry {n} of its history cannot be read", n = at + 1))?);
    }
    if entries.is_empty() {
        return Err(message!("its history is empty"));
    }
    entries.sort_by_key(|entry| entry.day);
    Ok(entries)
}

fn entered(item: Node<'_>, at_pipeline: u16, config: &Config) -> Option<Entered> {
    let pipeline = &config.pipelines[usize::from(at_pipeline)];
    let stage = pipeline.stage_index(item.get("stage")?.value()?)?;
    let kind = pipeline.stages.get(stage)?.kind;
    let at = date(item.get("at")?.value()?, config.timezone)?;
    let reason = text(item, "reason");
    let counts =
        |reason: &Text| config.lost_reasons.iter().all(|choice| choice.counts || *reason != choice.id);
    Some(Entered {
        disqualified: kind == StageKind::Lost && !reason.as_ref().is_none_or(counts),
        pipeline: at_pipeline,
        stage: u16::try_from(stage).ok()?,
        kind,
        day: at.day,
        instant: at.instant,
        by: text(item, "by"),
        reason,
        competitor: text(item, "competitor"),
        owner: text(item, "owner"),
        path_unknown: text(item, "path").is_some_and(|path| path == "unknown"),
    })
}

/// Where it was imported from.
fn imported(node: Node<'_>) -> Option<Box<Imported>> {
    Some(Box::new(Imported { from: text(node, "from")?, id: text(node, "id")? }))
}

/// The ids that it took over.
fn merged(root: Node<'_>) -> Box<[Text]> {
    let ids = root.get("merged").into_iter().flat_map(Node::items).filter_map(Node::value);
    ids.map(Text::new).collect()
}

/// The numbers of contacts; where one is no mapping, whatever it holds.
fn phones(root: Node<'_>) -> Box<[Phone]> {
    let Some(contacts) = root.get("contacts") else { return Box::default() };
    let mut own: Vec<Phone> = contacts.value().into_iter().flat_map(Phone::all).collect();
    for contact in contacts.items() {
        let written = if contact.is_map() { contact.get("phone") } else { Some(contact) };
        own.extend(written.and_then(Node::value).into_iter().flat_map(Phone::all));
    }
    own.into()
}

/// The companies that contacts name.
fn contact_companies(root: Node<'_>) -> Box<[ContactCompany]> {
    let contacts = root.get("contacts").into_iter().flat_map(Node::items);
    let named = contacts.filter_map(|contact| Some((text(contact, "company")?, contact.get("company")?)));
    let company = |(name, node): (Text, Node<'_>)| {
        let key = company_key(&name).into();
        ContactCompany { name, key, span: node.span() }
    };
    named.map(company).collect()
}

/// A text field that is there and not empty.
fn text(map: Node<'_>, key: &str) -> Option<Text> {
    let value = map.get(key)?.value()?;
    (!value.is_empty()).then(|| Text::new(value))
}

/// Takes what is right from a tree; what is not was reported and is absent here.
struct Take<'c> {
    config: &'c Config,
    zone: Tz,
    currency: Currency,
}

impl Take<'_> {
    fn lead(&self, root: Node<'_>, path: &RelPath, at: StageRef) -> Lead {
        let activities = self.list(root, "activities", Self::activity);
        let written = root.get("activities").into_iter().flat_map(Node::items).count();
        Lead {
            id: Text::new(path.stem()),
            path: path.clone(),
            at,
            title: text(root, "title").unwrap_or_default(),
            company: root.get("company").and_then(company),
            value: root.get("value").and_then(|node| self.money(node)),
            products: self.list(root, "products", Self::product),
            owner: text(root, "owner").unwrap_or_default(),
            split: split(root),
            hold: root.get("hold").and_then(|node| self.hold(node)),
            source: text(root, "source"),
            expected_close: self.day(root, "expected_close"),
            probability: root.get("probability").and_then(percent),
            qualification: qualification(root),
            next_step: root.get("next_step").and_then(|node| self.next_step(node)),
            unread_activities: activities.len() < written,
            activities,
            contract: root
                .get("contract")
                .filter(|node| node.is_map())
                .map(|node| Contract { start: self.day(node, "start"), end: self.day(node, "end") }),
            renews: references(root, "renews"),
            extends: references(root, "extends"),
            imported: root.get("imported").and_then(imported),
            merged: merged(root),
            history: History::new(Vec::new()),
            targets: Box::default(),
            contact_companies: contact_companies(root),
            phones: phones(root),
            spans: spans(root),
        }
    }

    fn list<T>(&self, root: Node<'_>, key: &str, one: impl Fn(&Self, Node<'_>) -> Option<T>) -> Vec<T> {
        let Some(list) = root.get(key) else { return Vec::new() };
        // Not a slot more than there are items: leads are kept by the hundred thousand.
        let mut taken = Vec::with_capacity(list.items().count());
        taken.extend(list.items().filter_map(|item| one(self, item)));
        taken
    }

    fn day(&self, map: Node<'_>, key: &str) -> Option<Day> {
        self.date(map, key).map(|date| date.day)
    }

    fn date(&self, map: Node<'_>, key: &str) -> Option<Date> {
        date(map.get(key)?.value()?, self.zone)
    }

    fn money(&self, node: Node<'_>) -> Option<Money> {
        let (number, currency) = if node.is_map() {
            let currency = match node.get("currency") {
                Some(code) => Currency::from_code(code.value()?)?,
                None => self.currency,
            };
            (node.get("amount")?, currency)
        } else {
            (node, self.currency)
        };
        Some(Money { amount: positive(number)?, currency })
    }

    /// A line; of one that cannot be worked out the price is left out.
    fn product(&self, item: Node<'_>) -> Option<Product> {
        let mut line = self.line(item)?;
        if lines::is_below_zero(&line) {
            line.price = None;
        }
        Some(line)
    }

    /// A line as it is written.
    fn line(&self, item: Node<'_>) -> Option<Product> {
        let price = item.get("price").and_then(|node| self.money(node));
        let (recurs, off) = (lines::recurrence(item), item.get("discount"));
        let discount = off.and_then(lines::discount);
        let whole = recurs.is_ok() && off.is_some() == discount.is_some();
        Some(Product {
            name: text(item, "name")?,
            quantity: item.get("quantity").map_or(Some(Decimal::ONE), positive)?,
            price: price.filter(|_| whole).map(|money| money.amount),
            currency: price.map_or(self.currency, |money| money.currency),
            discount,
            recurs: recurs.unwrap_or_default(),
        })
    }

    fn hold(&self, node: Node<'_>) -> Option<Hold> {
        Some(Hold { until: self.day(node, "until")?, why: text(node, "why") })
    }

    fn next_step(&self, node: Node<'_>) -> Option<NextStep> {
        Some(NextStep { what: text(node, "do")?, due: self.day(node, "due"), by: text(node, "by") })
    }

    fn activity(&self, item: Node<'_>) -> Option<Activity> {
        let minutes = item.get("minutes").and_then(amount).and_then(|n| u32::try_from(n).ok());
        let (at, kind) = (self.date(item, "at")?, text(item, "kind")?);
        Some(Activity {
            day: at.day,
            instant: at.instant,
            contact: self.config.is_contact(&kind),
            kind,
            by: text(item, "by"),
            minutes,
            cost: item.get("cost").and_then(positive),
        })
    }
}

fn positive(node: Node<'_>) -> Option<Decimal> {
    amount(node).filter(|amount| amount.is_zero() || !amount.is_sign_negative())
}

fn percent(node: Node<'_>) -> Option<Decimal> {
    positive(node).filter(|percent| *percent <= Decimal::ONE_HUNDRED)
}

/// The leads that a field names, one or several.
fn references(root: Node<'_>, key: &str) -> Vec<Reference> {
    let one = |node: Node<'_>| {
        let id = node.value().filter(|id| !id.is_empty())?;
        Some(Reference { id: Text::new(id), span: node.span() })
    };
    let Some(node) = root.get(key) else { return Vec::new() };
    if node.is_list() { node.items().filter_map(one).collect() } else { one(node).into_iter().collect() }
}

/// Who shares the value; nobody where it is not shared as a whole.
fn split(root: Node<'_>) -> Vec<(Text, Decimal)> {
    let Some(node) = root.get("split").filter(|node| split_sum(*node) == Some(Decimal::ONE_HUNDRED)) else {
        return Vec::new();
    };
    node.entries().filter_map(|(who, part)| Some((Text::new(who.value()?), amount(part)?))).collect()
}

fn company(node: Node<'_>) -> Option<Company> {
    let size = node.get("size").and_then(amount).and_then(|n| u64::try_from(n).ok());
    let (industry, country) = (text(node, "industry"), text(node, "country"));
    Some(Company::new(text(node, "name")?, industry, size, country))
}

fn qualification(root: Node<'_>) -> Vec<(Text, Level)> {
    let level = |word: &str| Level::ALL.into_iter().find(|level| level.word() == word);
    let one = |(key, value): (Node<'_>, Node<'_>)| Some((Text::new(key.value()?), level(value.value()?)?));
    root.get("qualification").into_iter().flat_map(Node::entries).filter_map(one).collect()
}

fn spans(root: Node<'_>) -> LeadSpans {
    let span = |node: Option<Node<'_>>| node.map(Node::span).unwrap_or_default();
    let last = root.get("history").and_then(|list| list.items().last());
    let company = root.get("company");
    LeadSpans {
        company: company.and_then(|company| company.get("name")).map_or_else(Span::default, Node::span),
        merged: span(root.get("merged")),
        last_stage: span(last.and_then(|entry| entry.get("stage"))),
        value: span(root.get("value")),
    }
}
