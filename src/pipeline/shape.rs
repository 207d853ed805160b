//! What files may hold: the one definition that the reader validates by, that
//! expressions take their field names from and that `--set` types its values by.

mod configuration;
mod import_map;

pub use configuration::CONFIG;
pub use import_map::IMPORT_MAP;

/// What a value has to be.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    /// Any scalar, kept as written; not empty.
    Text,
    /// `[a-z0-9]+(-[a-z0-9]+)*`, at most 80 characters.
    Id,
    /// `YYYY-MM-DD` or RFC 3339.
    Date,
    /// An exact decimal, 0 or more.
    Amount,
    /// What one unit of a currency is worth in another: an exact decimal, 0 or more.
    Rate,
    /// A decimal from 0 to 100.
    Percent,
    /// A whole number from `min` on.
    Integer {
        /// The least allowed.
        min: u64,
    },
    /// A month by its number, from 1 to 12.
    Month,
    /// An ISO 4217 code.
    Currency,
    /// An amount, or a mapping of amount and currency.
    Money,
    /// An amount, 0 or more, or a percentage such as `10%`.
    Discount,
    /// `true` or `false`.
    Bool,
    /// One of these words.
    Word(&'static [&'static str]),
    /// A key of the team; read as text, a rule of its own judges it.
    Member,
    /// One of the team's `sources`; read as text, a rule of its own judges it.
    Source,
    /// One of the reasons for the stage entered; read as text, a rule of its own judges it.
    Reason,
    /// One of the team's `activity_kinds`.
    ActivityKind,
    /// The id of a stage of the lead's pipeline.
    StageId,
    /// The id of a pipeline.
    PipelineId,
    /// A IANA time zone.
    Zone,
    /// `2026`, `2026-Q4`, `2026-11`, `FY2027` or `FY2027-Q1`.
    PeriodName,
    /// A folder: relative, without `..` or `.git`.
    Folder,
    /// A list of at least `min`.
    List {
        /// What each item is.
        of: &'static Shape,
        /// How few there may be.
        min: usize,
    },
    /// A text, or a list of texts.
    OneOrMore,
    /// A mapping with these keys and no other.
    Map(&'static [Field]),
    /// A mapping with keys of the team's own, each an id.
    Keyed(&'static Shape),
    /// An id, or a mapping with these keys.
    IdOr(&'static [Field]),
    /// A mapping from the team's criteria to met, partial or unmet.
    Criteria,
    /// A mapping from keys of the team to percentages that are 100 together.
    Split,
    /// A mapping with the team's own fields.
    Custom,
    /// A JSON Schema.
    Schema,
}

/// A key of a mapping.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// The key.
    pub name: &'static str,
    /// What belongs under it.
    pub shape: Shape,
    /// Whether it has to be there.
    pub required: bool,
    /// What it means, for people.
    pub doc: &'static str,
}

const fn must(name: &'static str, shape: Shape, doc: &'static str) -> Field {
    Field { name, shape, required: true, doc }
}

const fn may(name: &'static str, shape: Shape, doc: &'static str) -> Field {
    Field { name, shape, required: false, doc }
}

/// How far a criterion may be met.
pub const LEVELS: &[&str] = &["met", "partial", "unmet"];

impl Shape {
    /// The words of [`Shape::Criteria`]'s values.
    pub const LEVEL: Shape = Shape::Word(LEVELS);

    /// The keys of a mapping with fixed keys.
    pub fn fields(&self) -> &'static [Field] {
        match self {
            Shape::Map(fields) | Shape::IdOr(fields) => fields,
            Shape::Money => MONEY,
            _ => &[],
        }
    }
}

/// The keys of a value written as a mapping.
pub const MONEY: &[Field] = &[
    must("amount", Shape::Amount, "how much, an exact decimal"),
    may("currency", Shape::Currency, "ISO 4217; the workspace's where absent"),
];

const COMPANY: &[Field] = &[
    must("name", Shape::Text, "the customer's name"),
    may("industry", Shape::Text, "its line of business"),
    may("size", Shape::Integer { min: 0 }, "how many people work there"),
    may("website", Shape::Text, "its website"),
    may("country", Shape::Text, "its country, ISO 3166-1 alpha-2"),
];

const CONTACT: &[Field] = &[
    must("name", Shape::Text, "the person's name"),
    may("role", Shape::Text, "what they do there"),
    may("email", Shape::Text, "never published unless asked"),
    may("phone", Shape::Text, "never published unless asked"),
    may("notes", Shape::Text, "what to know about them"),
    may("company", Shape::Text, "whose they are, where not the customer's: a reseller, a consultant"),
];

const PRODUCT: &[Field] = &[
    must("name", Shape::Text, "what is sold"),
    may("quantity", Shape::Amount, "how many; 1 where absent"),
    may("price", Shape::Money, "the price of one; each time it is due where the line recurs"),
    may("per", Shape::Word(&["month", "quarter", "year"]), "how often the price is due"),
    may("term", Shape::Integer { min: 1 }, "for how many months"),
    may("discount", Shape::Discount, "taken off the whole line: a percentage such as 10%, or an amount"),
];

const NEXT_STEP: &[Field] = &[
    must("do", Shape::Text, "what is to be done"),
    may("due", Shape::Date, "by when"),
    may("by", Shape::Member, "by whom; the owner where absent"),
];

const HOLD: &[Field] =
    &[must("until", Shape::Date, "its last day on hold"), may("why", Shape::Text, "what it waits for")];

const ACTIVITY: &[Field] = &[
    must("at", Shape::Date, "when"),
    must("kind", Shape::ActivityKind, "one of activity_kinds"),
    may("by", Shape::Member, "who did it; the owner where absent"),
    may("summary", Shape::Text, "what came of it"),
    may("minutes", Shape::Integer { min: 0 }, "how long it took"),
    may("cost", Shape::Amount, "what it cost, in the workspace's currency"),
];

const CONTRACT: &[Field] = &[
    may("start", Shape::Date, "its first day"),
    may("end", Shape::Date, "its last day"),
    may("payment", Shape::Text, "the terms of payment"),
];

const ENTERED: &[Field] = &[
    must("stage", Shape::StageId, "the stage entered"),
    may(
        "pipeline",
        Shape::PipelineId,
        "the pipeline it is in from here on; that of the entry before where absent",
    ),
    must("at", Shape::Date, "when"),
    may("by", Shape::Member, "who moved it"),
    may("owner", Shape::Member, "who is credited with the closing; the lead's owner where absent"),
    may("reason", Shape::Reason, "why it was lost or won"),
    may("competitor", Shape::Text, "whom it was lost to"),
    may("path", Shape::Word(&["unknown"]), "the stages between the entry before and this one are not known"),
    may("note", Shape::Text, "what else to know"),
];

const IMPORTED: &[Field] =
    &[must("from", Shape::Text, "the CRM it came from"), must("id", Shape::Text, "its id there")];

/// A lead.
pub const LEAD: &[Field] = &[
    must("title", Shape::Text, "what it is about"),
    may("company", Shape::Map(COMPANY), "the customer"),
    may("contacts", Shape::List { of: &Shape::Map(CONTACT), min: 0 }, "whom to talk to"),
    may("value", Shape::Money, "what it is worth; beats the products"),
    may("products", Shape::List { of: &Shape::Map(PRODUCT), min: 0 }, "what is sold"),
    must("owner", Shape::Member, "whose it is: a key of team"),
    may(
        "split",
        Shape::Split,
        "who shares the value: percent by key of team, 100 together; all is the owner's where absent",
    ),
    may("hold", Shape::Map(HOLD), "parked until a day"),
    may("source", Shape::Source, "where it came from: one of sources"),
    may("expected_close", Shape::Date, "when it is expected to close"),
    may("probability", Shape::Percent, "its own chance of winning, percent"),
    may("tags", Shape::List { of: &Shape::Text, min: 0 }, "free words"),
    may("qualification", Shape::Criteria, "met, partial or unmet for each criterion"),
    may("next_step", Shape::Map(NEXT_STEP), "what happens next"),
    may("activities", Shape::List { of: &Shape::Map(ACTIVITY), min: 0 }, "what happened"),
    may("contract", Shape::Map(CONTRACT), "what was agreed"),
    may(
        "renews",
        Shape::OneOrMore,
        "the id of the won lead whose contract this one continues, or a list of them",
    ),
    may(
        "extends",
        Shape::OneOrMore,
        "the id of the won lead this one adds to while its contract runs, or a list of them",
    ),
    may("merged", Shape::List { of: &Shape::Id, min: 0 }, "ids of leads that this one took over"),
    may("imported", Shape::Map(IMPORTED), "written by `import`: how a later export finds it again"),
    may("custom", Shape::Custom, "the team's own fields"),
    must("history", Shape::List { of: &Shape::Map(ENTERED), min: 1 }, "every stage entered, oldest first"),
    may("notes", Shape::Text, "free Markdown"),
];

/// The field of a mapping under a dotted path, such as `company.name`; lists
/// and mappings with free keys end a path.
pub fn field(fields: &'static [Field], path: &str) -> Option<Field> {
    let (name, rest) = path.split_once('.').map_or((path, None), |(name, rest)| (name, Some(rest)));
    let found = *fields.iter().find(|field| field.name == name)?;
    match rest {
        None => Some(found),
        Some(rest) => field(found.shape.fields(), rest),
    }
}

/// The same, and a path may go on into the items of a list: `contacts.email`.
pub fn field_in_items(fields: &'static [Field], path: &str) -> Option<Field> {
    let (name, rest) = path.split_once('.').map_or((path, None), |(name, rest)| (name, Some(rest)));
    let found = *fields.iter().find(|field| field.name == name)?;
    let inner = if let Shape::List { of, .. } = found.shape { *of } else { found.shape };
    rest.map_or(Some(found), |rest| field_in_items(inner.fields(), rest))
}

/// Whether a text is an id: `[a-z0-9]+(-[a-z0-9]+)*`, 1 to 80 characters, and
/// none of the names Windows keeps for itself.
pub fn is_id(text: &str) -> bool {
    let part = |p: &str| !p.is_empty() && p.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    text.len() <= 80 && text.split('-').all(part) && !is_reserved(text)
}

/// Whether Windows keeps a name for a device.
pub fn is_reserved(name: &str) -> bool {
    let numbered = |p: &str| name.strip_prefix(p).is_some_and(|n| matches!(n.as_bytes(), [b'1'..=b'9']));
    matches!(name, "con" | "prn" | "aux" | "nul") || numbered("com") || numbered("lpt")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids() {
        for good in ["a", "pt-karya-utama-2025", "0", "com10"] {
            assert!(is_id(good), "{good}");
        }
        for bad in ["", "-a", "a-", "a--b", "A", "a_b", "é", "con", "lpt9", &"a".repeat(81)] {
            assert!(!is_id(bad), "{bad}");
        }
    }

    #[test]
    fn dotted_paths() {
        assert!(field(LEAD, "company.name").is_some_and(|f| f.required));
        assert!(field(LEAD, "value.amount").is_some());
        assert!(field(LEAD, "company.nam").is_none());
        assert!(field(LEAD, "title.x").is_none());
    }
}
