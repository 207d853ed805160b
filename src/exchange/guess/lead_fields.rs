//! The templates of a lead's fields, and of the id that a later export finds it by.

use std::collections::{HashMap, HashSet};

use super::mapped::Guesser;
use super::role::Role;
use crate::exchange::cells::shown;
use crate::exchange::table::TableRow;
use crate::expr::row_column;
use crate::message;

/// How few columns of a lead's are too few to make an id of.
const FEW: usize = 3;
/// How many others are taken then.
const MORE: usize = 4;

impl Guesser<'_> {
    pub(super) fn is_unique(&self, column: Option<usize>) -> bool {
        let Some(column) = column else { return false };
        let mut seen = HashSet::new();
        let ids = self.table.rows.iter().filter_map(|row| row.cells.get(column)).map(shown);
        let ids: Vec<String> = ids.filter(|id| !id.is_empty()).collect();
        let twice = ids.iter().filter(|id| !seen.insert(id.as_str())).count();
        // A CRM's id is there twice where the export is at fault, a number where people are.
        let few = if self.columns.words(column).split(' ').any(|word| word == "id") { 10 } else { 50 };
        !ids.is_empty() && twice * few <= ids.len() && ids.len() * 10 >= self.table.rows.len() * 8
    }

    /// An id made of the columns in which rows differ, where the export has none.
    pub(super) fn made_id(&mut self) -> String {
        let parts = [Role::Title, Role::Company, Role::Created, Role::Owner, Role::Amount];
        let mut columns: Vec<usize> = parts.iter().filter_map(|role| self.columns.column(*role)).collect();
        if columns.len() < FEW {
            columns.extend(self.own_columns().take(MORE));
        }
        let mut taken: Vec<usize> = Vec::new();
        for column in &columns {
            taken.push(*column);
            let mut seen = HashSet::new();
            let key = |row: &TableRow| {
                taken.iter().map(|at| row.cells.get(*at).map(shown).unwrap_or_default()).collect::<Vec<_>>()
            };
            if self.table.rows.iter().all(|row| seen.insert(key(row))) {
                break;
            }
        }
        let template: Vec<String> = taken.iter().map(|at| row_column(&self.table.columns[*at])).collect();
        if self.given.known.is_some() || taken.len() == columns.len() {
            let why =
                message!("no column has an id of its own in every row: a later export finds a lead by these");
            self.review.push(("id".to_owned(), why));
        }
        template.join(" / ")
    }

    /// The columns that are nothing else, and hold words: they hardly change.
    fn own_columns(&self) -> impl Iterator<Item = usize> {
        let profiles = self.columns.profiles.iter().enumerate();
        profiles
            .filter(|(at, own)| {
                self.columns.roles[*at].is_none()
                    && own.filled * 2 > own.rows
                    && own.bare_numbers + own.dates < own.filled
            })
            .map(|(at, _)| at)
    }

    /// The templates of the lead's fields.
    pub(super) fn lead(&mut self) {
        let person = match (self.template(Role::FirstName), self.template(Role::LastName)) {
            (Some(first), Some(last)) => Some(format!("{first} {last}")),
            (first, last) => first.or(last),
        };
        let title = self.template(Role::Title).or_else(|| {
            let both = [Role::Company, Role::Product].map(|role| self.template(role));
            let named: Vec<String> = both.into_iter().flatten().collect();
            (!named.is_empty()).then(|| named.join(": "))
        });
        let expected = self.template(Role::ExpectedClose).or_else(|| self.template(Role::CloseDate));
        let one_each = self.is_stages_own(Role::Probability);
        let lead = [
            ("title", title),
            ("company.name", self.template(Role::Company)),
            ("company.industry", self.template(Role::Industry)),
            ("company.size", self.template(Role::Employees)),
            ("company.website", self.template(Role::Website)),
            ("company.country", self.template(Role::Country)),
            ("contacts.0.name", self.template(Role::Contact).or(person)),
            ("contacts.0.role", self.template(Role::JobTitle)),
            ("contacts.0.email", self.template(Role::Email)),
            ("contacts.0.phone", self.template(Role::Phone)),
            ("value.amount", self.template(Role::Amount)),
            ("value.currency", self.template(Role::Currency)),
            ("products.0.name", self.template(Role::Product)),
            ("owner", self.template(Role::Owner).or_else(|| self.template(Role::OwnerEmail))),
            ("source", self.template(Role::Source)),
            ("expected_close", expected),
            ("probability", self.template(Role::Probability).filter(|_| !one_each)),
            ("tags", self.template(Role::Tags)),
            ("next_step.do", self.template(Role::NextStep)),
            ("next_step.due", self.template(Role::NextStepDue)),
            ("notes", self.template(Role::Notes)),
        ];
        self.map
            .lead
            .extend(lead.into_iter().filter_map(|(path, template)| Some((path.to_owned(), template?))));
        for (role, path) in [
            (Role::Title, "lead.title"),
            (Role::Company, "lead.company.name"),
            (Role::Amount, "lead.value.amount"),
            (Role::Owner, "lead.owner"),
            (Role::ExpectedClose, "lead.expected_close"),
            (Role::Probability, "lead.probability"),
            (Role::Contact, "lead.contacts.0.name"),
        ] {
            if self.map.field(path.trim_start_matches("lead.")).is_some() {
                self.doubt(role, path);
            }
        }
    }

    /// Whether a column says of every row what its stage says: then it is the stage's.
    fn is_stages_own(&self, role: Role) -> bool {
        let (Some(column), Some(stage)) = (self.columns.column(role), self.at.stage) else { return false };
        let mut of: HashMap<String, HashMap<String, usize>> = HashMap::new();
        for row in &self.table.rows {
            let cell = |at: usize| row.cells.get(at).map(shown).unwrap_or_default();
            if !cell(column).is_empty() {
                *of.entry(cell(stage)).or_default().entry(cell(column)).or_default() += 1;
            }
        }
        let (mut most, mut all) = (0, 0);
        for counts in of.values() {
            most += counts.values().max().copied().unwrap_or_default();
            all += counts.values().sum::<usize>();
        }
        most * 100 >= all * 95
    }
}
