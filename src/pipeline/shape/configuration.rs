//! What the configuration may hold.

use super::{Field, Shape, may, must};
use crate::pipeline::{Language, PRIVATE, WEEKDAYS};

const RATE: &[Field] = &[
    must("currency", Shape::Currency, "the foreign currency"),
    must("at", Shape::Date, "the first day it holds"),
    must("rate", Shape::Rate, "so many units of the workspace's currency for one unit"),
];

const MEMBER: &[Field] = &[
    may("name", Shape::Text, "the name people see"),
    may("email", Shape::Text, "the address git knows them by"),
    may("until", Shape::Date, "their last day"),
    may("group", Shape::Text, "the group they are in, such as a region"),
];

const CHOICE: &[Field] = &[
    must("id", Shape::Id, "the key used in leads"),
    may("label", Shape::Text, "what people see"),
    may("until", Shape::Date, "the last day it may be chosen"),
];

const ACTIVITY_KIND_CHOICE: &[Field] = &[
    must("id", Shape::Id, "the key used in leads"),
    may("label", Shape::Text, "what people see"),
    may("until", Shape::Date, "the last day it may be chosen"),
    may("contact", Shape::Bool, "false: the customer does not hear from us by it, as by a note"),
];

const CALENDAR: &[Field] = &[
    may(
        "week",
        Shape::List { of: &Shape::Word(&WEEKDAYS), min: 1 },
        "the days people work on; mon to fri where absent",
    ),
    may("holidays", Shape::List { of: &Shape::Date, min: 0 }, "days off"),
];

const LOST_REASON: &[Field] = &[
    must("id", Shape::Id, "the key used in leads"),
    may("label", Shape::Text, "what people see"),
    may("until", Shape::Date, "the last day it may be chosen"),
    may("counts", Shape::Bool, "false: what was lost for it never was a lead, and is in no figure"),
];

const CRITERION: &[Field] = &[
    must("id", Shape::Text, "the key used in leads"),
    may("label", Shape::Text, "what people see"),
    may("weight", Shape::Amount, "its share of the score; 1 where absent"),
];

const GATE: &[Field] = &[
    must("must", Shape::Text, "the expression that has to be true"),
    must("say", Shape::Text, "what is said where it is not"),
];

const STAGE: &[Field] = &[
    must("id", Shape::Id, "its id"),
    must("dir", Shape::Folder, "its folder inside the pipeline's"),
    may("label", Shape::Text, "what people see"),
    may("kind", Shape::Word(&["open", "won", "lost"]), "open where absent"),
    may("probability", Shape::Percent, "the chance of winning, percent"),
    may("max_days", Shape::Integer { min: 0 }, "idle longer than this = rotting"),
    may("requires", Shape::List { of: &Shape::Text, min: 0 }, "fields to be here or further on"),
    may("gates", Shape::List { of: &Shape::Map(GATE), min: 0 }, "conditions to be here or further on"),
    may("formerly", Shape::List { of: &Shape::Id, min: 0 }, "ids it had before"),
];

const PIPELINE: &[Field] = &[
    must("id", Shape::Id, "its id"),
    may("label", Shape::Text, "what people see"),
    must("dir", Shape::Folder, "the folder that holds its stages"),
    must("stages", Shape::List { of: &Shape::Map(STAGE), min: 3 }, "open stages, then one won, one lost"),
];

const TARGET: &[Field] = &[
    must("period", Shape::PeriodName, "2026, 2026-Q4, 2026-11, FY2027 or FY2027-Q1"),
    may("value", Shape::Amount, "won value to reach"),
    may("deals", Shape::Integer { min: 0 }, "won leads to reach"),
    may("pipeline", Shape::Id, "only this pipeline"),
    may("owner", Shape::Text, "only this owner"),
    may("group", Shape::Text, "only the owners of this group"),
    may("where", Shape::Text, "only leads that this condition holds for"),
];

const IMPROVEMENT: &[Field] = &[
    must("stage", Shape::Id, "the stage it is meant for"),
    may("pipeline", Shape::Id, "the pipeline of that stage"),
    must("from", Shape::Date, "the first day it held"),
    may("owner", Shape::Text, "who leads it"),
    must("action", Shape::Text, "what is done differently"),
];

const CHOSEN: &[Field] = &[
    may(
        "fields",
        Shape::List { of: &Shape::Text, min: 1 },
        "fields of a lead, such as company.name or custom.x",
    ),
    may("stages", Shape::List { of: &Shape::Id, min: 1 }, "ids of stages"),
    may("owners", Shape::List { of: &Shape::Text, min: 1 }, "keys of team"),
];

const SITE: &[Field] = &[
    may("show", Shape::List { of: &Shape::Word(PRIVATE), min: 0 }, "what is private and shown all the same"),
    may("hide", Shape::Map(CHOSEN), "what is not shown"),
    may("only", Shape::Map(CHOSEN), "what alone is shown, of each kind that is listed"),
];

/// The configuration.
pub const CONFIG: &[Field] = &[
    must("corong", Shape::Integer { min: 1 }, "the version of the format: 1"),
    must("name", Shape::Text, "the team's or company's name"),
    may("language", Shape::Word(Language::CODES), "the language of reports; en where absent"),
    must("currency", Shape::Currency, "what totals are in"),
    may("timezone", Shape::Zone, "where a day begins; UTC where absent"),
    may("fiscal_year", Shape::Month, "the month fiscal years begin in; FY2027 is the one that ends in 2027"),
    may(
        "calendar",
        Shape::Map(CALENDAR),
        "working days: idle days, max_days and the first contact are counted in them",
    ),
    may("rates", Shape::List { of: &Shape::Map(RATE), min: 0 }, "what foreign money is worth"),
    must("team", Shape::Keyed(&Shape::Map(MEMBER)), "who may own leads"),
    may("sources", Shape::List { of: &Shape::IdOr(CHOICE), min: 0 }, "where leads come from"),
    may(
        "activity_kinds",
        Shape::List { of: &Shape::IdOr(ACTIVITY_KIND_CHOICE), min: 0 },
        "kinds of activities",
    ),
    may("lost_reasons", Shape::List { of: &Shape::IdOr(LOST_REASON), min: 0 }, "why leads are lost"),
    may("won_reasons", Shape::List { of: &Shape::IdOr(CHOICE), min: 0 }, "why leads are won"),
    may("qualification", Shape::List { of: &Shape::Map(CRITERION), min: 0 }, "what a lead is judged by"),
    may("fields", Shape::Keyed(&Shape::Schema), "the team's own fields, under custom"),
    must("pipelines", Shape::List { of: &Shape::Map(PIPELINE), min: 1 }, "the pipelines"),
    may("targets", Shape::List { of: &Shape::Map(TARGET), min: 0 }, "what is to be reached"),
    may("improvements", Shape::List { of: &Shape::Map(IMPROVEMENT), min: 0 }, "what the team changed"),
    may("rules", Shape::Keyed(&Shape::Word(&["off", "warning", "error"])), "severities by rule"),
    may("site", Shape::Map(SITE), "what of the leads the site shows"),
];
