//! What an expression gives, as far as it can be known before anything runs.

use crate::message;
use crate::pipeline::shape::{Field, LEVELS, Shape};
use crate::pipeline::{Config, Labelled, Level};
use crate::text::Message;

/// What a name or a part of an expression gives.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// An amount: money, a quantity, a whole number.
    Amount,
    /// Any other number: days, percent.
    Number,
    /// A day, as `2026-11-23`.
    Date,
    /// Text.
    Text,
    /// One word of a list that the team keeps.
    Word(WordList),
    /// True or false.
    Truth,
    /// A list of what a shape says, where that is known.
    List(Option<&'static Shape>),
    /// A mapping with these keys.
    Map(&'static [Field]),
    /// It depends on the team's own schema, or on what is computed with it.
    Unknown,
}

/// A list of words that the team keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WordList {
    /// Stages of all pipelines.
    Stages,
    /// Pipelines.
    Pipelines,
    /// The team.
    Members,
    /// The groups of the team.
    Groups,
    /// Sources.
    Sources,
    /// Reasons for winning and losing.
    Reasons,
    /// Kinds of activities.
    ActivityKinds,
    /// met, partial, unmet.
    Levels,
}

impl WordList {
    /// That a word is none of them.
    pub fn none(self, word: &str) -> Message {
        match self {
            Self::Stages => message!("there is no stage `{word}`", word),
            Self::Pipelines => message!("there is no pipeline `{word}`", word),
            Self::Members => message!("there is no member of the team `{word}`", word),
            Self::Groups => message!("there is no group of the team `{word}`", word),
            Self::Sources => message!("there is no source `{word}`", word),
            Self::Reasons => message!("there is no reason `{word}`", word),
            Self::ActivityKinds => message!("there is no kind of activity `{word}`", word),
            Self::Levels => message!("there is no level `{word}`", word),
        }
    }

    /// Its words with what people see; none where any word will do.
    pub fn words(self, config: &Config) -> Vec<(&str, &str)> {
        fn named<T: Labelled>(all: &[T]) -> impl Iterator<Item = (&str, &str)> {
            all.iter().map(|one| (one.id(), one.label()))
        }
        match self {
            Self::Stages => config.pipelines.iter().flat_map(|pipeline| named(&pipeline.stages)).collect(),
            Self::Pipelines => named(&config.pipelines).collect(),
            Self::Members => named(&config.team).collect(),
            Self::Groups => config.groups().into_iter().map(|group| (group, group)).collect(),
            Self::Sources => named(&config.sources).collect(),
            Self::Reasons => named(&config.won_reasons).chain(named(&config.lost_reasons)).collect(),
            Self::ActivityKinds => named(&config.activity_kinds).collect(),
            Self::Levels => Level::ALL.map(|level| (level.word(), level.word())).to_vec(),
        }
    }

    /// The id that a word means: by its label, or of what was called so before.
    pub fn meant<'c>(self, word: &str, config: &'c Config) -> Option<&'c str> {
        let folded = word.trim().to_lowercase();
        let by_label = self
            .words(config)
            .into_iter()
            .find(|(id, label)| id.to_lowercase() == folded || label.to_lowercase() == folded);
        let before = || {
            let stages = config.pipelines.iter().filter(|_| self == Self::Stages);
            stages.filter_map(|pipeline| pipeline.stage_meant(word)).map(|stage| stage.id.as_str()).next()
        };
        by_label.map(|(id, _)| id).or_else(before)
    }
}

impl Kind {
    /// Of a field of a lead.
    pub fn of(shape: &Shape) -> Self {
        match *shape {
            Shape::Amount | Shape::Rate | Shape::Integer { .. } | Shape::Money => Self::Amount,
            Shape::Percent => Self::Number,
            Shape::Date => Self::Date,
            Shape::Member => Self::Word(WordList::Members),
            Shape::Source => Self::Word(WordList::Sources),
            Shape::Reason => Self::Word(WordList::Reasons),
            Shape::ActivityKind => Self::Word(WordList::ActivityKinds),
            Shape::StageId => Self::Word(WordList::Stages),
            Shape::PipelineId => Self::Word(WordList::Pipelines),
            Shape::Word(words) if words == LEVELS => Self::Word(WordList::Levels),
            Shape::Discount => Self::Unknown,
            Shape::List { of, .. } => Self::List(Some(of)),
            Shape::Map(fields) => Self::Map(fields),
            Shape::Criteria | Shape::Split | Shape::Custom | Shape::Keyed(_) | Shape::Schema => {
                Self::Map(&[])
            }
            _ => Self::Text,
        }
    }

    /// Of a field of the team's own.
    pub fn of_schema(schema: &serde_json::Value) -> Self {
        match schema.get("type").and_then(serde_json::Value::as_str) {
            Some("integer" | "number") => Self::Number,
            Some("boolean") => Self::Truth,
            Some("array") => Self::List(None),
            Some("string") if schema.get("format").and_then(|format| format.as_str()) == Some("date") => {
                Self::Date
            }
            Some("string") => Self::Text,
            _ => Self::Unknown,
        }
    }

    /// Whether it is a number.
    pub fn is_number(self) -> bool {
        matches!(self, Self::Amount | Self::Number)
    }

    /// Whether it is text of whatever kind; dates are compared as text.
    pub fn is_text(self) -> bool {
        matches!(self, Self::Text | Self::Word(_) | Self::Date)
    }
}
