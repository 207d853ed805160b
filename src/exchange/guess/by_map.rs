//! An export that a map reads: which table it is about, how its columns are written, and
//! the people, sources and reasons that are new in it.

use std::collections::{HashMap, HashSet};

use serde_json::json;

use super::columns::Columns;
use super::custom;
use super::proving::Proving;
use super::words::{distinct, named, people};
use super::{GivenExport, Guess, GuessedColumn};
use crate::exchange::formats::Formats;
use crate::exchange::spelling::folded;
use crate::exchange::table::Table;
use crate::expr::RowTemplate;
use crate::message;
use crate::pipeline::{Choice, CustomField, ImportMap, Labelled};
use crate::text::Message;

/// The keys of a map whose values are dates.
const DATES: [&str; 6] = ["created", "stage_since", "closed", "won_at", "lost_at", "modified"];

/// The tables by a map, and what a workspace lacks for them.
///
/// # Errors
/// Where no table has the columns that the map reads, or the map does not fit.
pub fn by_map(given: GivenExport<'_>) -> Result<Guess, Message> {
    let GivenExport { tables, map, .. } = given;
    let of_deals = columns_of(map.row.iter().chain(&map.lead).map(|(_, own)| own.as_str()))?;
    let entered = columns_of(map.entered.iter().map(|own| own.at.as_str()))?;
    let of_deals: HashSet<String> = of_deals.into_iter().chain(entered).collect();
    let deals = table_with(tables, &of_deals)?;
    let of_changes = map
        .changes
        .iter()
        .filter(|(key, _)| !matches!(key.as_str(), "only" | "format"))
        .map(|(_, own)| own.as_str());
    let of_changes: HashSet<String> = columns_of(of_changes)?.into_iter().collect();
    let others = || (0..tables.len()).filter(|at| *at != deals);
    let has = |at: &usize| of_changes.iter().all(|name| tables[*at].columns.contains(name));
    let changes = if of_changes.is_empty() { None } else { others().find(has) };
    let table = &tables[deals];
    let columns = Columns::of(table);
    let mut proving = Proving::new(map, given.zone);
    let dated = DATES.iter().filter_map(|key| map.template(key));
    let dated = dated.chain(["expected_close", "next_step.due"].iter().filter_map(|path| map.field(path)));
    let dated: Vec<&str> = dated.chain(map.entered.iter().map(|own| own.at.as_str())).collect();
    proving.columns(table, &columns_of(dated.into_iter())?, true);
    let counted = ["value.amount", "probability", "company.size"];
    proving.columns(table, &columns_of(counted.iter().filter_map(|path| map.field(path)))?, false);
    let format = changes.and_then(|at| proving.changes(&tables[at], &map.changes));
    let mut own = ByMap { given, table, map: map.clone() };
    if ImportMap::meaning(&map.changes, "format").is_none() {
        own.map.changes.extend(format.map(|format| ("format".to_owned(), format)));
    }
    own.map.dates.extend(proving.dates);
    own.map.numbers.extend(proving.numbers);
    let team = own.people(changes.map(|at| &tables[at]));
    let config = given.known;
    let sources = own.choices(map.field("source"), config.map_or(&[][..], |own| &own.sources), true);
    let lost_reasons =
        own.choices(map.template("reason"), config.map_or(&[][..], |own| &own.lost_reasons), false);
    let won_reasons =
        own.choices(map.template("won_reason"), config.map_or(&[][..], |own| &own.won_reasons), false);
    let told = told_columns(table, &columns, map);
    let fields = own.fields(&columns, &proving.formats);
    Ok(Guess {
        map: own.map,
        deals,
        changes,
        unused: others().filter(|at| Some(*at) != changes).collect(),
        formats: proving.formats,
        pipelines: Vec::new(),
        team,
        sources,
        lost_reasons,
        won_reasons,
        fields,
        currency: None,
        review: Vec::new(),
        unclear: proving.unclear,
        columns: told,
    })
}

/// The columns that templates name.
fn columns_of<'s>(sources: impl Iterator<Item = &'s str>) -> Result<Vec<String>, Message> {
    let mut all = Vec::new();
    for source in sources {
        all.extend(RowTemplate::new(source)?.columns().iter().cloned());
    }
    Ok(all)
}

/// The first table with all of some columns.
fn table_with(tables: &[Table], columns: &HashSet<String>) -> Result<usize, Message> {
    let lacks = |table: &Table| columns.iter().filter(|name| !table.columns.contains(name)).count();
    if let Some(at) = tables.iter().position(|table| lacks(table) == 0) {
        return Ok(at);
    }
    let Some(nearest) = tables.iter().min_by_key(|table| lacks(table)) else {
        return Err(message!("there is no table"));
    };
    let mut missing: Vec<String> = columns
        .iter()
        .filter(|name| !nearest.columns.contains(name))
        .map(|name| format!("`{name}`"))
        .collect();
    missing.sort();
    missing.truncate(8);
    Err(message!(
        "the map reads columns that `{table}` does not have: {missing}\n  \
         help: export them too, or take their lines out of the map",
        table = nearest.name.as_str(),
        missing = missing.join(", ")
    ))
}

struct ByMap<'g> {
    given: GivenExport<'g>,
    table: &'g Table,
    map: ImportMap,
}

impl ByMap<'_> {
    /// The words of the column that a template is, which a table does not have.
    fn new_words(&self, table: &Table, template: Option<&str>, known: &[(String, String)]) -> Vec<String> {
        let template = template.and_then(|source| RowTemplate::new(source).ok());
        let column = template
            .and_then(|own| table.columns.iter().position(|name| Some(name.as_str()) == own.column()));
        let known: HashSet<String> = known.iter().map(|(word, _)| folded(word)).collect();
        let words = column.map(|at| distinct(table, at)).unwrap_or_default();
        words.into_iter().filter(|word| !known.contains(&folded(word))).collect()
    }

    fn people(&mut self, changes: Option<&Table>) -> Vec<crate::pipeline::Member> {
        let mut words = self.new_words(self.table, self.map.field("owner"), &self.map.people);
        let by = ImportMap::meaning(&self.map.changes, "by");
        if let Some(table) = changes {
            let more = self.new_words(table, by, &self.map.people);
            words.extend(more.into_iter().filter(|word| word.chars().any(char::is_alphabetic)));
        }
        let mut seen = HashSet::new();
        words.retain(|word| seen.insert(folded(word)));
        let team = self.given.known.map_or(&[][..], |config| &config.team);
        let (table, new) = people(&words, &HashMap::new(), team);
        self.map.people.extend(table);
        new
    }

    /// The fields of the team's own that the map fills and the workspace does not have.
    fn fields(&self, columns: &Columns, formats: &Formats) -> Vec<CustomField> {
        let known = self.given.known.map_or(&[][..], |config| &config.fields);
        let new = self.map.lead.iter().filter_map(|(path, source)| {
            let name = path.strip_prefix("custom.")?;
            let template = RowTemplate::new(source).ok()?;
            let column = template.column();
            let at = self.table.columns.iter().position(|own| Some(own.as_str()) == column);
            let is_known = known.iter().any(|own| own.name == name);
            let text = || CustomField { name: name.to_owned(), schema: json!({"type": "string"}) };
            let of =
                |at: usize| custom::field(name.to_owned(), self.table, at, &columns.profiles[at], formats);
            (!is_known).then(|| at.map_or_else(text, of))
        });
        new.collect()
    }

    fn choices<T: Labelled>(&mut self, template: Option<&str>, known: &[T], sources: bool) -> Vec<Choice> {
        let table = if sources { &self.map.sources } else { &self.map.reasons };
        let words = self.new_words(self.table, template, table);
        let named = named(&words, known, if sources { "source" } else { "reason" });
        let table = if sources { &mut self.map.sources } else { &mut self.map.reasons };
        table.extend(named.iter().map(|own| (own.word.clone(), own.id.clone())));
        let new = named.into_iter().filter(|own| own.new);
        new.map(|own| Choice { id: own.id, label: own.word, until: None, counts: true, contact: true })
            .collect()
    }
}

/// Each column with the key of the map that reads it.
fn told_columns(table: &Table, columns: &Columns, map: &ImportMap) -> Vec<GuessedColumn> {
    let reads = |source: &str, name: &str| {
        RowTemplate::new(source).is_ok_and(|own| own.columns().iter().any(|column| column == name))
    };
    let one = |(at, name): (usize, &String)| {
        let row = map.row.iter().find(|(_, own)| reads(own, name)).map(|(key, _)| key.clone());
        let lead = || map.lead.iter().rfind(|(_, own)| reads(own, name)).map(|(path, _)| path.clone());
        let becomes = row.or_else(lead);
        GuessedColumn { name: name.clone(), becomes, samples: columns.profiles[at].samples.clone() }
    };
    table.columns.iter().enumerate().map(one).collect()
}
