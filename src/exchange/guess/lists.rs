//! The lists of a workspace out of an export: people, sources, reasons, fields of its own.

use std::collections::{HashMap, HashSet};

use super::columns::is_stage_time;
use super::custom;
use super::mapped::Guesser;
use super::role::Role;
use super::words::{distinct, named, people};
use crate::exchange::cells::shown;
use crate::exchange::spelling::{currency, folded, line};
use crate::exchange::table::Table;
use crate::expr::row_column;
use crate::pipeline::{Choice, Currency, CustomField, ImportMap, Member};

impl Guesser<'_> {
    /// The people of owners and of changes.
    pub(super) fn people(&mut self, changes: Option<(&Table, &Vec<(String, String)>)>) -> Vec<Member> {
        let owner = self.columns.column(Role::Owner).or_else(|| self.columns.column(Role::OwnerEmail));
        let mut words = owner.map(|at| distinct(self.table, at)).unwrap_or_default();
        let mut emails = HashMap::new();
        if let (Some(name), Some(email)) =
            (self.columns.column(Role::Owner), self.columns.column(Role::OwnerEmail))
        {
            for row in &self.table.rows {
                let cell = |at: usize| row.cells.get(at).map(shown).unwrap_or_default();
                if cell(email).contains('@') {
                    emails.entry(line(&cell(name))).or_insert_with(|| cell(email));
                }
            }
        }
        if let Some((table, templates)) = changes
            && let Some(by) = ImportMap::meaning(templates, "by")
        {
            let column = table.columns.iter().position(|name| row_column(name) == by);
            let more = column.map(|at| distinct(table, at)).unwrap_or_default();
            words.extend(more.into_iter().filter(|word| word.chars().any(char::is_alphabetic)));
        }
        let mut seen = HashSet::new();
        words.retain(|word| seen.insert(folded(word)));
        let team = self.given.known.map_or(&[][..], |config| &config.team);
        let (table, new) = people(&words, &emails, team);
        self.map.people = table;
        new
    }

    /// The words of a column of choices with an id each; those that are new.
    pub(super) fn choices(&mut self, role: Role) -> Vec<Choice> {
        let words = self.columns.column(role).map(|at| distinct(self.table, at)).unwrap_or_default();
        let of_stages = || self.map.stages.iter().filter_map(|own| own.reason.clone());
        let words = if role == Role::LostReason && words.is_empty() { of_stages().collect() } else { words };
        let known = self.known().map_or(&[][..], |config| match role {
            Role::Source => &config.sources,
            Role::WonReason => &config.won_reasons,
            _ => &config.lost_reasons,
        });
        let (named, table): (Vec<_>, &mut Vec<_>) = match role {
            Role::Source => (named(&words, known, "source"), &mut self.map.sources),
            _ => (named(&words, known, "reason"), &mut self.map.reasons),
        };
        let mut new = Vec::new();
        for own in named {
            if own.new {
                new.push(Choice {
                    id: own.id.clone(),
                    label: own.word.clone(),
                    until: None,
                    counts: true,
                    contact: true,
                });
            }
            if !table.iter().any(|(word, _)| folded(word) == folded(&own.word)) {
                table.push((own.word, own.id));
            }
        }
        new
    }

    /// Columns that are nothing else, and hold something.
    pub(super) fn custom(&mut self) -> Vec<CustomField> {
        let known = self.given.known.map_or(&[][..], |config| &config.fields);
        let mut fields: Vec<CustomField> = Vec::new();
        for (column, header) in self.table.columns.iter().enumerate() {
            let profile = &self.columns.profiles[column];
            let used = self.columns.roles[column].is_some_and(|(role, _)| self.is_used(role))
                || self.seen.dates.iter().any(|(own, _, _)| *own == column);
            if used || profile.filled == 0 {
                continue;
            }
            if self.columns.is_computed(column) || is_stage_time(header) || fields.len() >= custom::MOST {
                self.map.dropped.push(header.clone());
                continue;
            }
            let taken = |name: &str| fields.iter().any(|own| own.name == name);
            let name = custom::name(header, &taken);
            self.map.lead.push((format!("custom.{name}"), row_column(header)));
            if let Some(own) = known.iter().find(|own| own.name == name) {
                fields.push(own.clone());
            } else {
                fields.push(custom::field(name, self.table, column, profile, &self.formats));
            }
        }
        fields.retain(|field| !known.iter().any(|own| own.name == field.name));
        fields
    }

    /// Whether a template of the map reads the column of a role.
    fn is_used(&self, role: Role) -> bool {
        let Some(template) = self.template(role) else { return false };
        let read = |(_, own): &(String, String)| own.contains(&template);
        self.map.row.iter().any(read)
            || self.map.lead.iter().any(read)
            || matches!(role, Role::OwnerEmail | Role::Probability | Role::IsClosed | Role::IsWon)
    }

    /// The commonest currency that the export names, or that its amounts are written with.
    pub(super) fn currency(&self) -> Option<Currency> {
        let mut counts: HashMap<Currency, usize> = HashMap::new();
        let amount = self.columns.column(Role::Amount);
        let column = self.columns.column(Role::Currency).or(amount)?;
        for row in &self.table.rows {
            let Some(cell) = row.cells.get(column) else { continue };
            let text = shown(cell);
            let sign = text.trim_matches(|c: char| c.is_ascii_digit() || " .,-+()".contains(c));
            let named = currency(sign.trim());
            let written = || self.formats.currency(&self.table.columns[column], cell);
            if let Some(currency) = named.or_else(written) {
                *counts.entry(currency).or_default() += 1;
            }
        }
        let most =
            counts.into_iter().max_by_key(|(currency, count)| (*count, std::cmp::Reverse(currency.code())));
        most.map(|(currency, _)| currency).or_else(|| {
            let header = &self.table.columns[amount?];
            // `Amount (EUR)`, `amount_eur`.
            let last = header.rsplit_once('_').map_or("", |(_, last)| last);
            let is = |word: &str| word.len() == 3 && word.to_uppercase() == word || word == "Rp";
            let mut words = header.split(|c: char| !c.is_ascii_alphabetic());
            let named = words.find_map(|word| is(word).then(|| currency(word)).flatten());
            named.or_else(|| (last.len() == 3).then(|| currency(last)).flatten())
        })
    }
}
