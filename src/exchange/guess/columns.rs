//! Which column is what: by its name, and by whether it holds what the name says.

use super::lexicon::words;
use super::names::{Entity, entity, plain, same_name};
use super::profile::Profile;
use super::role::{Role, Wanted};
use crate::exchange::spelling::currency;
use crate::exchange::table::Table;

/// The columns of a table with what each is.
pub struct Columns {
    /// What each column holds.
    pub profiles: Vec<Profile>,
    /// What each is, and how sure that is.
    pub roles: Vec<Option<(Role, Sure)>>,
    plain: Vec<(Entity, String)>,
    /// The headers' words without what is in brackets behind them.
    unbracketed: Vec<String>,
}

/// How sure a guess is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sure {
    /// Its name says so.
    Named,
    /// Its name says something like it, or its cells do.
    Likely,
}

/// How few points a table of deals has.
const FEWEST: usize = 3;

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
        let without = |header: &String| match header.split_once(" (") {
            Some((before, _)) => named(&before.to_owned()).1,
            None => named(header).1,
        };
        let unbracketed = table.columns.iter().map(without).collect();
        let mut columns = Self { roles: vec![None; plain.len()], profiles, plain, unbracketed };
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
        words("column.computed").iter().any(|name| same_name(self.words(column), name))
    }

    /// Whether these are the columns of deals: one says how far a deal is, and several
    /// what it is.
    pub fn are_deals(&self) -> bool {
        let says = [Role::Stage, Role::Status, Role::IsClosed, Role::IsWon, Role::WonAt, Role::LostAt];
        let dated = || self.plain.iter().any(|(_, words)| stage_date(words).is_some());
        self.score() >= FEWEST && (says.iter().any(|role| self.column(*role).is_some()) || dated())
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
            && (role != Role::Id || self.profiles[column].is_in_most_rows())
            && (self.profiles[column].filled > 0 || wanted == Wanted::Any || wanted == Wanted::Dates)
    }

    fn by_name(&mut self) {
        for role in Role::ALL {
            let names = role.names();
            let own = |column: &usize, name: &str| {
                let (entity, words) = &self.plain[*column];
                same_name(words, name)
                    && fits_entity(role, *entity)
                    && self.is_free(*column, role)
                    && !(role == Role::Title && self.is_job_title(words))
            };
            let all = || 0..self.plain.len();
            let filled = |at: &usize| self.profiles[*at].filled > 0;
            // Of two with one name, one that holds something.
            let found = names.iter().find_map(|name| all().find(|at| filled(at) && own(at, name)));
            let found = found.or_else(|| names.iter().find_map(|name| all().find(|at| own(at, name))));
            let found = found.or_else(|| self.of_entity(role));
            if let Some(column) = found {
                self.roles[column] = Some((role, Sure::Named));
            }
        }
        if self.column(Role::JobTitle).is_none()
            && let Some(at) = (0..self.plain.len()).find(|at| self.is_job_title(self.words(*at)))
        {
            self.roles[at] = Some((Role::JobTitle, Sure::Named));
        }
        // `PIC` is the customer's person where somebody else sells.
        if self.column(Role::Contact).is_none()
            && let Some(pic) =
                (0..self.plain.len()).find(|at| self.plain[*at].1 == "pic" && self.roles[*at].is_none())
        {
            self.roles[pic] = Some((Role::Contact, Sure::Likely));
        }
    }

    /// `Title` beside a last name is the person's, as in a list of leads.
    fn is_job_title(&self, words: &str) -> bool {
        let last_name = |own: &str| {
            crate::exchange::guess::lexicon::words("column.last_name").iter().any(|name| same_name(own, name))
        };
        words == "title" && self.plain.iter().any(|(_, own)| last_name(own))
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

    /// `Est. Deal Amount (EUR)` ends with the name of a role.
    fn by_likeness(&mut self) {
        for role in LIKELY {
            if self.column(role).is_some() || role == Role::Closed && self.column(Role::CloseDate).is_some() {
                continue;
            }
            let is = |column: &usize, name: &str| {
                let (entity, words) = (self.plain[*column].0, &self.unbracketed[*column]);
                entity == Entity::Deal
                    && self.profiles[*column].filled > 0
                    && self.is_free(*column, role)
                    && is_about(role, words, name)
                    && !(role == Role::Company && self.profiles[*column].is_opaque())
            };
            let names = role.names().iter().filter(|name| !words("column.vague").contains(name));
            let found = names.filter_map(|name| (0..self.plain.len()).find(|column| is(column, name))).next();
            if let Some(column) = found {
                self.roles[column] = Some((role, Sure::Likely));
            }
        }
    }

    /// What no name says: the first free column that could be it.
    fn by_content(&mut self) {
        let free = |columns: &Self, is: &dyn Fn(&Self, usize) -> bool| {
            let all = 0..columns.plain.len();
            let fits = |at: &usize| columns.roles[*at].is_none() && columns.profiles[*at].filled > 0;
            all.filter(fits).find(|at| is(columns, *at))
        };
        let mostly = |of: usize, profile: &Profile| of * 10 >= profile.filled * 9;
        let emails = |columns: &Self, at: usize| mostly(columns.profiles[at].emails, &columns.profiles[at]);
        let begins = |columns: &Self, at: usize| {
            let says = |word: &str| words("column.not_created").contains(&word);
            let later =
                stage_date(&columns.plain[at].1).is_some() || columns.plain[at].1.split(' ').any(says);
            !later && mostly(columns.profiles[at].dates, &columns.profiles[at])
        };
        // What a deal is called in one CRM is how much it is worth in Bitrix.
        let called = |at: &usize| self.plain[*at].1 == "opportunity" && self.is_free(*at, Role::Amount);
        if self.column(Role::Amount).is_none()
            && let Some(at) = (0..self.plain.len()).find(called)
        {
            self.roles[at] = Some((Role::Amount, Sure::Named));
        }
        if self.column(Role::Email).is_none()
            && let Some(at) = free(self, &emails)
        {
            let role = if self.plain[at].1.contains("owner") { Role::OwnerEmail } else { Role::Email };
            self.roles[at] = Some((role, Sure::Likely));
        }
        if self.column(Role::Created).is_none()
            && let Some(at) = free(self, &begins)
        {
            self.roles[at] = Some((Role::Created, Sure::Likely));
        }
    }
}

/// Whether a header is about what a name says: it ends with it, or only says in which
/// currency or form. `Company size` is not about a company.
fn is_about(role: Role, header: &str, name: &str) -> bool {
    let padded = format!(" {header} ");
    let Some(at) = padded.rfind(&format!(" {name} ")) else { return false };
    let behind = padded.get(at + name.len() + 2..).unwrap_or_default();
    let an_id = matches!(role, Role::Company | Role::Owner);
    let form = |word: &str| {
        words("column.behind").contains(&word)
            || currency(word).is_some()
            || an_id && matches!(word, "id" | "ids" | "code")
    };
    let begins = header.split(' ').next().unwrap_or_default();
    behind.split_whitespace().all(form)
        && !words("column.not_likely").contains(&begins)
        && !words("column.never").contains(&header)
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
        () if all("crm.zoho") || any("crm.zoho_alone") => "zoho",
        () if any("crm.hubspot") => "hubspot",
        () if any("crm.salesforce") => "salesforce",
        () if any("crm.odoo") => "odoo",
        () => "spreadsheet",
    }
}

/// The word for a stage in the header of a column of stage dates, and its
/// pipeline: `Date entered "Proposal (Sales Pipeline)"`.
pub fn stage_date(header: &str) -> Option<(String, Option<String>)> {
    // `stage_date_closed_won` is in words what a person would write.
    let header = if header.contains(' ') { header.to_owned() } else { header.replace('_', " ") };
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
