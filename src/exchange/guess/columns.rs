//! Which column is what: by its name, and by whether it holds what the name says.

use super::lexicon::words;
use super::names::{Entity, entity, plain};
use super::profile::Profile;
use super::role::{Role, Wanted};
use crate::exchange::table::Table;

/// The columns of a table with what each is.
pub struct Columns {
    /// What each column holds.
    pub profiles: Vec<Profile>,
    /// What each is, and how sure that is.
    pub roles: Vec<Option<(Role, Sure)>>,
    plain: Vec<(Entity, String)>,
}

/// How sure a guess is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sure {
    /// Its name says so.
    Named,
    /// Its name says something like it, or its cells do.
    Likely,
}

/// Roles that a name that only holds the role's name may have.
const LIKELY: [Role; 12] = [
    Role::Title,
    Role::Amount,
    Role::ExpectedClose,
    Role::CloseDate,
    Role::Closed,
    Role::Created,
    Role::StageSince,
    Role::LostReason,
    Role::Probability,
    Role::Owner,
    Role::Stage,
    Role::Company,
];

impl Columns {
    /// Guesses the columns of a table.
    pub fn of(table: &Table) -> Self {
        let profiles: Vec<_> = (0..table.columns.len()).map(|at| Profile::of(table, at)).collect();
        let entities = table.columns.iter().filter(|header| header.contains(" - ")).count() > 2;
        let named = |header: &String| match entities {
            true => {
                let (entity, rest) = entity(header);
                (entity, plain(rest))
            }
            false => (Entity::Deal, plain(header)),
        };
        let plain: Vec<_> = table.columns.iter().map(named).collect();
        let mut columns = Self { roles: vec![None; plain.len()], profiles, plain };
        columns.by_name();
        columns.by_likeness();
        columns.by_content();
        columns
    }

    /// The column of a role.
    pub fn column(&self, role: Role) -> Option<usize> {
        self.roles.iter().position(|own| own.is_some_and(|(own, _)| own == role))
    }

    /// A header's words.
    pub fn words(&self, column: usize) -> &str {
        &self.plain[column].1
    }

    /// Whether a column has that header, and holds something.
    pub fn has(&self, words: &str) -> bool {
        self.plain.iter().any(|(_, own)| own == words)
    }

    /// Whether a column is computed of others.
    pub fn is_computed(&self, column: usize) -> bool {
        words("column.computed").contains(&self.words(column))
    }

    /// How many columns are a deal's.
    pub fn score(&self) -> usize {
        let sure =
            [Role::Stage, Role::Status, Role::Amount, Role::Title, Role::Company, Role::Created, Role::Owner];
        let more = [Role::CloseDate, Role::ExpectedClose, Role::Closed, Role::IsWon, Role::Probability];
        let has = |role: &&Role| self.column(**role).is_some();
        2 * sure.iter().filter(has).count() + more.iter().filter(has).count()
    }

    fn is_free(&self, column: usize, role: Role) -> bool {
        let wanted = role.wants();
        self.roles[column].is_none()
            && self.profiles[column].fits(wanted)
            && (self.profiles[column].filled > 0 || wanted == Wanted::Any || wanted == Wanted::Dates)
    }

    fn by_name(&mut self) {
        for role in Role::ALL {
            let names = role.names();
            let own = |column: &usize, name: &str| {
                let (entity, words) = &self.plain[*column];
                *words == name && fits_entity(role, *entity) && self.is_free(*column, role)
            };
            let found = names.iter().find_map(|name| (0..self.plain.len()).find(|at| own(at, name)));
            let found = found.or_else(|| self.of_entity(role));
            if let Some(column) = found {
                self.roles[column] = Some((role, Sure::Named));
            }
        }
        // `PIC` is the customer's person where somebody else sells.
        if self.column(Role::Contact).is_none()
            && let Some(pic) =
                (0..self.plain.len()).find(|at| self.plain[*at].1 == "pic" && self.roles[*at].is_none())
        {
            self.roles[pic] = Some((Role::Contact, Sure::Likely));
        }
    }

    /// `Person - Name` and `Organization - Name`.
    fn of_entity(&self, role: Role) -> Option<usize> {
        let wanted = match role {
            Role::Company => Entity::Organization,
            Role::Contact => Entity::Person,
            _ => return None,
        };
        let is = |at: &usize| {
            let (entity, words) = &self.plain[*at];
            *entity == wanted
                && matches!(words.as_str(), "name" | "nama" | "nombre" | "nom" | "nome" | "naam")
        };
        (0..self.plain.len()).find(|at| is(at) && self.roles[*at].is_none())
    }

    /// `Deal Amount (EUR)` holds the name of a role.
    fn by_likeness(&mut self) {
        for role in LIKELY {
            if self.column(role).is_some() || role == Role::Closed && self.column(Role::CloseDate).is_some() {
                continue;
            }
            let names = role.names();
            let holds = |column: &usize| {
                let (entity, words) = &self.plain[*column];
                let padded = format!(" {words} ");
                *entity == Entity::Deal
                    && self.profiles[*column].filled > 0
                    && self.is_free(*column, role)
                    && names.iter().any(|name| name.len() > 3 && padded.contains(&format!(" {name} ")))
            };
            if let Some(column) = (0..self.plain.len()).find(holds) {
                self.roles[column] = Some((role, Sure::Likely));
            }
        }
    }

    /// What no name says: the first free column that could be it.
    fn by_content(&mut self) {
        let free = |columns: &Self, is: &dyn Fn(&Profile) -> bool| {
            let all = 0..columns.plain.len();
            let fits = |at: &usize| columns.roles[*at].is_none() && columns.profiles[*at].filled > 0;
            all.filter(fits).find(|at| is(&columns.profiles[*at]))
        };
        let mostly = |of: usize, profile: &Profile| of * 10 >= profile.filled * 9;
        // What a deal is called in one CRM is how much it is worth in Bitrix.
        let called = |at: &usize| self.plain[*at].1 == "opportunity" && self.is_free(*at, Role::Amount);
        if self.column(Role::Amount).is_none()
            && let Some(at) = (0..self.plain.len()).find(called)
        {
            self.roles[at] = Some((Role::Amount, Sure::Named));
        }
        if self.column(Role::Email).is_none()
            && let Some(at) = free(self, &|profile| mostly(profile.emails, profile))
        {
            let role = if self.plain[at].1.contains("owner") { Role::OwnerEmail } else { Role::Email };
            self.roles[at] = Some((role, Sure::Likely));
        }
        let dated = [Role::Created, Role::CloseDate, Role::Closed, Role::WonAt];
        if dated.iter().all(|role| self.column(*role).is_none())
            && let Some(at) = free(self, &|profile| mostly(profile.dates, profile))
        {
            self.roles[at] = Some((Role::Created, Sure::Likely));
        }
    }
}

/// Whether a column about an entity can have a role.
fn fits_entity(role: Role, entity: Entity) -> bool {
    match entity {
        Entity::Deal => true,
        Entity::Person => {
            matches!(role, Role::Email | Role::Phone | Role::JobTitle | Role::FirstName | Role::LastName)
        }
        Entity::Organization => {
            matches!(role, Role::Industry | Role::Website | Role::Country | Role::Employees)
        }
    }
}

/// The CRM that an export is of, by its headers.
pub fn crm(table: &Table, columns: &Columns) -> &'static str {
    let has = |words: &str| columns.has(words);
    let prefixed = table.columns.iter().filter(|header| header.contains(" - ")).count();
    let any = |key: &str| words(key).iter().any(|name| has(name));
    let all = |key: &str| words(key).iter().all(|name| has(name));
    match () {
        () if prefixed * 2 > table.columns.len() || any("crm.pipedrive") => "pipedrive",
        () if any("crm.bitrix") => "bitrix",
        () if all("crm.zoho") => "zoho",
        () if any("crm.hubspot") => "hubspot",
        () if any("crm.salesforce") => "salesforce",
        () if any("crm.odoo") => "odoo",
        () => "spreadsheet",
    }
}

/// The word for a stage in the header of a column of stage dates, and its
/// pipeline: `Date entered "Proposal (Sales Pipeline)"`.
pub fn stage_date(header: &str) -> Option<(String, Option<String>)> {
    let lower = header.to_lowercase();
    let beginnings = words("header.entered");
    let begins = beginnings
        .iter()
        .find(|words| lower.strip_prefix(**words).is_some_and(|rest| rest.starts_with([' ', ':'])))?;
    let word = header.get(begins.len()..)?.trim().trim_matches(['"', '“', '”', '\'']).trim();
    if word.is_empty() || words("header.no_stage").contains(&word.to_lowercase().as_str()) {
        return None;
    }
    match word.strip_suffix(')').and_then(|word| word.rsplit_once(" (")) {
        Some((stage, pipeline)) => Some((stage.trim().to_owned(), Some(pipeline.trim().to_owned()))),
        None => Some((word.to_owned(), None)),
    }
}

/// Whether a column is about how long a stage took, which dates say better.
pub fn is_stage_time(header: &str) -> bool {
    let header = plain(header);
    words("header.stage_time").iter().any(|begins| header.starts_with(begins))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_of_stage_dates_name_their_stage() {
        let both =
            |stage: &str, pipeline: Option<&str>| Some((stage.to_owned(), pipeline.map(str::to_owned)));
        assert_eq!(stage_date("Date entered \"Proposal\""), both("Proposal", None));
        assert_eq!(
            stage_date("Date entered \"Proposal (Sales Pipeline)\""),
            both("Proposal", Some("Sales Pipeline"))
        );
        assert_eq!(stage_date("Date entered current stage"), None);
        assert!(is_stage_time("Time in \"Proposal\" (HH:mm:ss)"));
    }
}
