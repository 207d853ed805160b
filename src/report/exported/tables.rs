//! The tables that go out. This list is what is written, what `corong explain export`
//! says and what `schemas/export.schema.json` describes.

use super::column::ExportType::{Day, Moment, Phone, Text, Truth, Whole};
use super::column::{AMOUNT, ExportColumn, ExportTable, MONEY, PERCENT, RATE, may, must};

/// The lead that a row is of.
const LEAD: ExportColumn = must("lead", Text, "the lead's id");
/// The attempt that a row is of.
const ATTEMPT: ExportColumn =
    must("attempt", Whole, "the lead's attempt: 0 is the first, whatever the pipeline");
const PIPELINE: ExportColumn = must("pipeline", Text, "the pipeline's id");
const STAGE: ExportColumn = must("stage", Text, "the stage's id");
const POSITION: ExportColumn = must("position", Whole, "the stage's place in its pipeline, from 0");
const LAST_DAY: ExportColumn = may("to_day", Day, "the last day it holds; empty while it does");

/// All of them, in the order they are written; `workspaces` is the last.
pub const TABLES: [ExportTable; 14] = [
    ExportTable { name: "leads", doc: "a lead as of the day of the export", columns: LEADS },
    ExportTable { name: "history", doc: "a stage that a lead entered", columns: HISTORY },
    ExportTable {
        name: "attempts",
        doc: "a way of a lead to won, lost or the day of the export",
        columns: ATTEMPTS,
    },
    ExportTable {
        name: "closings",
        doc: "a way that an attempt ended, until it was corrected",
        columns: CLOSINGS,
    },
    ExportTable { name: "stays", doc: "a visit of an attempt to an open stage", columns: STAYS },
    ExportTable {
        name: "stage_entries",
        doc: "an attempt's entry to a stage, as the funnel counts it",
        columns: STAGE_ENTRIES,
    },
    ExportTable {
        name: "lead_values",
        doc: "what a lead is worth in the workspace's currency, by days",
        columns: LEAD_VALUES,
    },
    ExportTable { name: "lead_shares", doc: "who shares the value of a lead, by days", columns: LEAD_SHARES },
    ExportTable { name: "activities", doc: "something done with a customer", columns: ACTIVITIES },
    ExportTable { name: "contacts", doc: "a person to talk to", columns: CONTACTS },
    ExportTable { name: "products", doc: "a line of what is sold", columns: PRODUCTS },
    ExportTable { name: "stages", doc: "a stage of a pipeline, from the configuration", columns: STAGES },
    ExportTable { name: "rates", doc: "what a currency is worth, from the configuration", columns: RATES },
    ExportTable {
        name: "workspaces",
        doc: "the workspace, and the export of it that counts",
        columns: WORKSPACES,
    },
];

const LEADS: &[ExportColumn] = &[
    must("id", Text, "the lead's id"),
    must("title", Text, "what it is about"),
    PIPELINE,
    STAGE,
    must("kind", Text, "open, won or lost"),
    may("owner", Text, "whose it is"),
    may("owner_group", Text, "the group its owner is in"),
    may("source", Text, "where it came from"),
    may("company", Text, "the customer's name"),
    may("industry", Text, "its line of business"),
    may("company_size", Whole, "how many people work there"),
    may("country", Text, "its country, ISO 3166-1 alpha-2"),
    may("website", Text, "its website"),
    may("amount", AMOUNT, "what it is worth, in its own currency"),
    may("currency", Text, "that currency, ISO 4217"),
    may("value", MONEY, "what it is worth, in the workspace's currency"),
    may("annual", MONEY, "what twelve months of its recurring lines are worth, in the workspace's currency"),
    may("probability", PERCENT, "its own chance of winning, percent"),
    may("weighted", MONEY, "value × chance on the day of the export, while it is open"),
    may("weighted_by", Text, "who says the chance: lead, history, stage or none"),
    must("created", Day, "the day of its first history entry"),
    may("closed", Day, "the day it was won or lost, where its last attempt was"),
    may("expected_close", Day, "when it is expected to close"),
    may("hold_until", Day, "its last day on hold"),
    may("hold_why", Text, "what it waits for"),
    may("next_step", Text, "what is to be done"),
    may("next_step_due", Day, "by when"),
    may("next_step_by", Text, "by whom; the owner where absent"),
    may("score", PERCENT, "how well it is qualified, percent"),
    may("qualification", Text, "met, partial or unmet for each criterion, as JSON"),
    may("tags", Text, "free words, with a comma and a blank between them"),
    may("contract_start", Day, "the contract's first day"),
    may("contract_end", Day, "the contract's last day"),
    may("payment", Text, "the terms of payment"),
    may("renews", Text, "the ids of the won leads whose contracts it continues, with blanks between them"),
    may("extends", Text, "the ids of the won leads it adds to, with blanks between them"),
    may("custom", Text, "the team's own fields, as JSON"),
    may("notes", Text, "free Markdown; private"),
];

const HISTORY: &[ExportColumn] = &[
    LEAD,
    must("n", Whole, "its place in the lead's list, from 1"),
    ATTEMPT,
    PIPELINE,
    STAGE,
    must("kind", Text, "open, won or lost"),
    must("day", Day, "the day, in the workspace's time zone"),
    may("moment", Moment, "the moment, where a time of day is given"),
    may("done_by", Text, "who did it"),
    may("owner", Text, "who is credited with the closing; the lead's owner where absent"),
    may("reason", Text, "why it was won or lost"),
    may("competitor", Text, "whom it was lost to"),
    must("path_unknown", Truth, "whether the stages before it are not known"),
    may("note", Text, "what else to know; private"),
];

const ATTEMPTS: &[ExportColumn] = &[
    LEAD,
    ATTEMPT,
    PIPELINE,
    may("owner", Text, "who is credited: of a closed one whom its closing names, else the lead's owner"),
    must("start", Day, "the day it began"),
    may("start_moment", Moment, "the moment it began, where a time of day is given"),
    may("start_stage", Text, "the first stage that counts for it; empty where it was created won or lost"),
    must("transferred_in", Truth, "whether the lead came from another pipeline to begin it"),
    must("created_closed", Truth, "whether it was created won or lost"),
    must(
        "outcome",
        Text,
        "open, won, lost, disqualified (lost for a reason that does not count) or transferred",
    ),
    may("closed", Day, "the day it was won or lost"),
    may("transferred", Day, "the day the lead went to another pipeline while it was open"),
    may("days", Whole, "days from its start to won or lost; empty where it was created so"),
    may("reason", Text, "why it was won or lost"),
    may("competitor", Text, "whom it was lost to"),
    may("value", MONEY, "the lead's value, where this attempt carries it"),
    must("superseded", Truth, "whether a later attempt of the lead carries its value"),
    must("unknown_path", Truth, "whether its way is not known, so that it enters no stage"),
    may("unknown_from", Day, "the first day on which that was so"),
    may("furthest_stage", Text, "the furthest open stage it visited"),
    may("last_stage", Text, "the last open stage it was in"),
];

const CLOSINGS: &[ExportColumn] = &[
    LEAD,
    ATTEMPT,
    must("outcome", Text, "won, lost or disqualified"),
    must("day", Day, "the day it was won or lost"),
    may("corrected", Day, "the day another outcome took its place; empty while it holds"),
];

const STAYS: &[ExportColumn] = &[
    LEAD,
    ATTEMPT,
    PIPELINE,
    STAGE,
    POSITION,
    must("from_day", Day, "the day it came"),
    may("left_day", Day, "the day it left; empty while it is there"),
    must("end_known", Truth, "whether the day it left is known"),
];

const STAGE_ENTRIES: &[ExportColumn] = &[
    LEAD,
    ATTEMPT,
    PIPELINE,
    STAGE,
    POSITION,
    must("entered", Day, "the day of its first entry to the stage or to a further one"),
    must("skipped", Truth, "whether that was a further one"),
    may("withdrawn", Day, "the day it was an entry no more: a win was corrected, or its way became unknown"),
    may("fate", Text, "what became of it: advanced, lost, open_here, moved_back or transferred"),
];

const LEAD_VALUES: &[ExportColumn] = &[
    LEAD,
    must("from_day", Day, "the first day it holds"),
    LAST_DAY,
    may("value", MONEY, "the value, in the workspace's currency; empty where there is no rate"),
    must("annual", MONEY, "what twelve months of its recurring lines are worth, in the workspace's currency"),
];

const LEAD_SHARES: &[ExportColumn] = &[
    LEAD,
    must("owner", Text, "who has a share"),
    must("percent", PERCENT, "the share"),
    must("from_day", Day, "the first day it holds"),
    LAST_DAY,
    may("value", MONEY, "the share of the lead's value"),
];

const ACTIVITIES: &[ExportColumn] = &[
    LEAD,
    must("n", Whole, "its place in the lead's list, from 1"),
    must("kind", Text, "its kind"),
    must("contact", Truth, "whether the customer heard from us by it"),
    must("day", Day, "the day, in the workspace's time zone"),
    may("moment", Moment, "the moment, where a time of day is given"),
    may("done_by", Text, "who did it"),
    may("summary", Text, "what came of it"),
    may("minutes", Whole, "how long it took"),
    may("cost", MONEY, "what it cost, in the workspace's currency; private"),
];

const CONTACTS: &[ExportColumn] = &[
    LEAD,
    must("n", Whole, "its place in the lead's list, from 1"),
    may("name", Text, "the person's name"),
    may("role", Text, "what they do there"),
    may("email", Text, "their address; private"),
    may("phone", Phone, "their number; private"),
    may("company", Text, "whose they are, where not the customer's: a reseller, a consultant"),
    may("notes", Text, "what to know about them; private"),
];

const PRODUCTS: &[ExportColumn] = &[
    LEAD,
    must("n", Whole, "its place in the lead's list, from 1"),
    must("name", Text, "what is sold"),
    must("quantity", AMOUNT, "how many"),
    may("price", AMOUNT, "the price of one; each time it is due where the line recurs"),
    must("currency", Text, "the currency of the line, ISO 4217"),
    may("per", Text, "how often the price is due: month, quarter or year"),
    may("term", Whole, "for how many months"),
    may("discount_percent", PERCENT, "taken off the whole line, percent"),
    may("discount", AMOUNT, "taken off the whole line, an amount"),
    may("amount", AMOUNT, "what the line is worth, less the discount"),
    may("annual", AMOUNT, "what twelve months of it are worth, where it recurs"),
];

const STAGES: &[ExportColumn] = &[
    PIPELINE,
    must("pipeline_label", Text, "what people call the pipeline"),
    STAGE,
    POSITION,
    must("label", Text, "what people call the stage"),
    must("kind", Text, "open, won or lost"),
    may("probability", PERCENT, "the configured chance of winning, percent"),
    may("max_days", Whole, "idle for longer than so many days is rotting"),
];

const RATES: &[ExportColumn] = &[
    must("currency", Text, "the foreign currency, ISO 4217"),
    must("from_day", Day, "the first day it holds"),
    must("rate", RATE, "so many units of the workspace's currency for one unit"),
];

const WORKSPACES: &[ExportColumn] = &[
    must("name", Text, "the team's or company's name"),
    must("currency", Text, "the workspace's currency, ISO 4217"),
    must("units", Whole, "how many of its smallest units make one of it"),
    must("timezone", Text, "where a day begins"),
    must("as_of", Day, "the day of the export: nothing later is in it"),
    must("export", Text, "the export that counts: the name of its files"),
    must("leads", Whole, "how many leads there are"),
    must("left_out", Whole, "how many files could not be read and are left out"),
    may("pipeline", Text, "the pipeline that was asked for alone"),
    may("condition", Text, "the condition that the leads had to meet"),
    must("private", Truth, "whether what a site does not show is in it"),
    must("version", Text, "the version of corong"),
];

/// The table of a name.
pub fn table(name: &str) -> Option<&'static ExportTable> {
    TABLES.iter().find(|table| table.name == name)
}
