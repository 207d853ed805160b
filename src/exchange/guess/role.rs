//! What a column can be.

use super::lexicon::words;

/// What a column is of a deal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs, reason = "each is named after what it is")]
pub enum Role {
    Id,
    Title,
    Company,
    Industry,
    Website,
    Country,
    Employees,
    Contact,
    FirstName,
    LastName,
    Email,
    Phone,
    JobTitle,
    Amount,
    Currency,
    Owner,
    OwnerEmail,
    Source,
    ExpectedClose,
    CloseDate,
    Closed,
    WonAt,
    LostAt,
    Created,
    StageSince,
    Modified,
    Stage,
    Pipeline,
    Status,
    /// Not archived, which is how Odoo keeps what is lost.
    Active,
    IsClosed,
    IsWon,
    Probability,
    LostReason,
    WonReason,
    Competitor,
    Product,
    Tags,
    NextStep,
    NextStepDue,
    Notes,
}

/// What the cells of a role have to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// Anything.
    Any,
    /// Dates.
    Dates,
    /// Numbers.
    Numbers,
    /// Currencies.
    Currencies,
    /// Yes and no.
    Truths,
    /// Words or numbers, not dates.
    Words,
    /// Words, neither dates nor numbers.
    Names,
}

impl Role {
    /// All of them, those first that a name shared by two means.
    pub const ALL: [Self; 41] = [
        Self::Id,
        Self::Title,
        Self::Company,
        Self::Industry,
        Self::Website,
        Self::Country,
        Self::Employees,
        Self::Contact,
        Self::FirstName,
        Self::LastName,
        Self::Email,
        Self::Phone,
        Self::JobTitle,
        Self::Amount,
        Self::Currency,
        Self::Owner,
        Self::OwnerEmail,
        Self::Source,
        Self::ExpectedClose,
        Self::CloseDate,
        Self::Closed,
        Self::WonAt,
        Self::LostAt,
        Self::Created,
        Self::StageSince,
        Self::Modified,
        Self::Stage,
        Self::Pipeline,
        Self::Status,
        Self::Active,
        Self::IsClosed,
        Self::IsWon,
        Self::Probability,
        Self::LostReason,
        Self::WonReason,
        Self::Competitor,
        Self::Product,
        Self::Tags,
        Self::NextStep,
        Self::NextStepDue,
        Self::Notes,
    ];

    /// The names of its column, the surest first.
    pub fn names(self) -> &'static [&'static str] {
        words(match self {
            Self::Id => "column.id",
            Self::Title => "column.title",
            Self::Company => "column.company",
            Self::Industry => "column.industry",
            Self::Website => "column.website",
            Self::Country => "column.country",
            Self::Employees => "column.employees",
            Self::Contact => "column.contact",
            Self::FirstName => "column.first_name",
            Self::LastName => "column.last_name",
            Self::Email => "column.email",
            Self::Phone => "column.phone",
            Self::JobTitle => "column.job_title",
            Self::Amount => "column.amount",
            Self::Currency => "column.currency",
            Self::Owner => "column.owner",
            Self::OwnerEmail => "column.owner_email",
            Self::Source => "column.source",
            Self::ExpectedClose => "column.expected_close",
            Self::CloseDate => "column.close_date",
            Self::Closed => "column.closed",
            Self::WonAt => "column.won_at",
            Self::LostAt => "column.lost_at",
            Self::Created => "column.created",
            Self::StageSince => "column.stage_since",
            Self::Modified => "column.modified",
            Self::Stage => "column.stage",
            Self::Pipeline => "column.pipeline",
            Self::Status => "column.status",
            Self::Active => "column.active",
            Self::IsClosed => "column.is_closed",
            Self::IsWon => "column.is_won",
            Self::Probability => "column.probability",
            Self::LostReason => "column.lost_reason",
            Self::WonReason => "column.won_reason",
            Self::Competitor => "column.competitor",
            Self::Product => "column.product",
            Self::Tags => "column.tags",
            Self::NextStep => "column.next_step",
            Self::NextStepDue => "column.next_step_due",
            Self::Notes => "column.notes",
        })
    }

    /// What its cells have to be.
    pub fn wants(self) -> Wanted {
        use Role::{
            Active, Amount, CloseDate, Closed, Created, Currency, Employees, ExpectedClose, IsClosed, IsWon,
            LostAt, Modified, NextStepDue, Owner, Probability, Stage, StageSince, Status, Title, WonAt,
        };
        match self {
            Closed | CloseDate | Created | ExpectedClose | LostAt | Modified | NextStepDue | StageSince
            | WonAt => Wanted::Dates,
            Amount | Probability | Employees => Wanted::Numbers,
            Currency => Wanted::Currencies,
            Active | IsClosed | IsWon => Wanted::Truths,
            Stage | Status | Owner => Wanted::Words,
            Title => Wanted::Names,
            _ => Wanted::Any,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::guess::names::plain;

    #[test]
    fn no_name_means_two_roles_of_one_kind() {
        let mut seen = std::collections::HashMap::new();
        for role in Role::ALL {
            assert!(!role.names().is_empty(), "{role:?}");
            for name in role.names() {
                assert_eq!(*name, plain(name), "{role:?}");
                let before = seen.insert(*name, role);
                let flags = |role: Role| matches!(role, Role::IsClosed | Role::IsWon);
                assert!(before.is_none_or(|before| flags(before) || flags(role)), "{name}");
            }
        }
    }
}
