//! What the map of an import may hold: how rows of a CRM's export become leads.

use super::{Field, Shape, may};

/// A lead's company, each value a template over the row.
const COMPANY: &[Field] = &[
    may("name", Shape::Text, "the customer's name"),
    may("industry", Shape::Text, "its line of business"),
    may("size", Shape::Text, "how many people work there"),
    may("website", Shape::Text, "its website"),
    may("country", Shape::Text, "its country, ISO 3166-1 alpha-2"),
];

const CONTACT: &[Field] = &[
    may("name", Shape::Text, "the person's name"),
    may("role", Shape::Text, "what they do there"),
    may("email", Shape::Text, "never published unless asked"),
    may("phone", Shape::Text, "never published unless asked"),
];

const VALUE: &[Field] = &[
    may("amount", Shape::Text, "how much, an exact decimal"),
    may("currency", Shape::Text, "ISO 4217; the workspace's where absent"),
];

const PRODUCT: &[Field] = &[may("name", Shape::Text, "what is sold")];

const NEXT_STEP: &[Field] =
    &[may("do", Shape::Text, "what is to be done"), may("due", Shape::Text, "by when")];

/// A lead whose values are templates over the row.
const MAPPED_LEAD: &[Field] = &[
    may("title", Shape::Text, "what it is about"),
    may("company", Shape::Map(COMPANY), "the customer"),
    may("contacts", Shape::List { of: &Shape::Map(CONTACT), min: 0 }, "whom to talk to"),
    may("value", Shape::Map(VALUE), "what it is worth"),
    may("products", Shape::List { of: &Shape::Map(PRODUCT), min: 0 }, "what is sold"),
    may("owner", Shape::Text, "whose it is; looked up in people"),
    may("source", Shape::Text, "where it came from; looked up in sources"),
    may("expected_close", Shape::Text, "when it is expected to close"),
    may("probability", Shape::Text, "its own chance of winning, percent"),
    may("tags", Shape::Text, "free words, with commas or semicolons between them"),
    may("next_step", Shape::Map(NEXT_STEP), "what happens next"),
    may("custom", Shape::Keyed(&Shape::Text), "the team's own fields"),
    may("notes", Shape::Text, "free Markdown"),
];

const STAGE_DATE: &[Field] = &[
    may("stage", Shape::Text, "the CRM's word for the stage, or its id here"),
    may("pipeline", Shape::Text, "the CRM's word for its pipeline, where there are several"),
    may("at", Shape::Text, "when the lead entered it"),
];

const CHANGES: &[Field] = &[
    may("deal", Shape::Text, "the id of the deal that changed"),
    may("field", Shape::Text, "what changed, where the file is about several fields"),
    may("only", Shape::Text, "the field that says the stage, where the file is about several fields"),
    may("from", Shape::Text, "the stage before"),
    may("stage", Shape::Text, "the stage entered"),
    may("pipeline", Shape::Text, "the pipeline of the stage"),
    may("at", Shape::Text, "when"),
    may("by", Shape::Text, "who changed it"),
    may("format", Shape::Text, "how its dates are written"),
];

const STAGE_WORD: &[Field] = &[
    may("says", Shape::Text, "the CRM's word for the stage"),
    may("in", Shape::Text, "the CRM's word for the pipeline it is in, where there are several"),
    may("stage", Shape::Id, "the stage it is here"),
    may("pipeline", Shape::Id, "the pipeline it is in here; the first where absent"),
    may("reason", Shape::Text, "why a lead is lost that the CRM closes with this word"),
];

/// The map of an import.
pub const IMPORT_MAP: &[Field] = &[
    may("corong_import", Shape::Integer { min: 1 }, "the version of the format: 1"),
    may("from", Shape::Id, "the CRM, as leads keep it under imported.from"),
    may("id", Shape::Text, "the CRM's id of a row: how a later export finds its lead again"),
    may("pipeline", Shape::Text, "the pipeline the lead is in"),
    may("stage", Shape::Text, "the stage it is in; looked up in stages"),
    may("status", Shape::Text, "won, lost or open, where that is said apart from the stage"),
    may("is_closed", Shape::Text, "yes where it was won or lost"),
    may("is_won", Shape::Text, "yes where it was won"),
    may("created", Shape::Text, "when it began"),
    may("stage_since", Shape::Text, "when it entered the stage it is in"),
    may("closed", Shape::Text, "when it was won or lost"),
    may("won_at", Shape::Text, "when it was won"),
    may("lost_at", Shape::Text, "when it was lost"),
    may("modified", Shape::Text, "when the CRM last changed it"),
    may("reason", Shape::Text, "why it was lost; looked up in reasons"),
    may("won_reason", Shape::Text, "why it was won; looked up in reasons"),
    may("competitor", Shape::Text, "whom it was lost to"),
    may("lead", Shape::Map(MAPPED_LEAD), "the lead, its values templates over the row"),
    may(
        "entered",
        Shape::List { of: &Shape::Map(STAGE_DATE), min: 0 },
        "columns that say when a stage was entered",
    ),
    may("changes", Shape::Map(CHANGES), "a second file, of changes"),
    may("stages", Shape::List { of: &Shape::Map(STAGE_WORD), min: 0 }, "what the CRM's stages are here"),
    may(
        "statuses",
        Shape::Keyed(&Shape::Word(&["won", "lost", "open", "skip"])),
        "what the CRM's words for won, lost and open are",
    ),
    may("people", Shape::Keyed(&Shape::Text), "the CRM's names of people, each with a key of team"),
    may("sources", Shape::Keyed(&Shape::Text), "the CRM's words for sources, each with its id"),
    may("reasons", Shape::Keyed(&Shape::Text), "the CRM's words for reasons, each with its id"),
    may("dates", Shape::Keyed(&Shape::Text), "how the dates of a column are written"),
    may("numbers", Shape::Keyed(&Shape::Text), "how the numbers of a column are written"),
    may("drop", Shape::List { of: &Shape::Text, min: 0 }, "columns that are left out"),
];
