//! Columns of a list: what a name means, and what is in it for a lead.

use serde_json::Value;

use super::cell::{ColumnKind, ListCell};
use crate::pipeline::shape::Shape;
use crate::pipeline::{Choice, Config, Day, age_days, days_in_stage, idle_days, score};
use crate::report::fields;
use crate::report::seen::Seen;
use crate::text::Message;

/// What is known of a lead without a second look at its file: what is computed,
/// and what its own fields say in short.
const SHORT: [(&str, Short, ColumnKind); 21] = [
    ("id", Short::Id, ColumnKind::Text),
    ("path", Short::Path, ColumnKind::Text),
    ("pipeline", Short::Pipeline, ColumnKind::Text),
    ("stage", Short::Stage, ColumnKind::Text),
    ("title", Short::Title, ColumnKind::Text),
    ("company", Short::Company, ColumnKind::Text),
    ("owner", Short::Owner, ColumnKind::Text),
    ("group", Short::Group, ColumnKind::Text),
    ("source", Short::Source, ColumnKind::Text),
    ("value", Short::Value, ColumnKind::Money),
    ("annual", Short::Annual, ColumnKind::Money),
    ("weighted", Short::Weighted, ColumnKind::Money),
    ("probability", Short::Probability, ColumnKind::Number),
    ("expected_close", Short::ExpectedClose, ColumnKind::Day),
    ("hold", Short::Hold, ColumnKind::Day),
    ("next_step", Short::NextStep, ColumnKind::Text),
    ("due", Short::Due, ColumnKind::Day),
    ("age_days", Short::Age, ColumnKind::Number),
    ("days_in_stage", Short::InStage, ColumnKind::Number),
    ("idle_days", Short::Idle, ColumnKind::Number),
    ("score", Short::Score, ColumnKind::Number),
];

/// A column that needs no second look at the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Short {
    Id,
    Path,
    Pipeline,
    Stage,
    Company,
    Owner,
    Group,
    Value,
    Annual,
    Weighted,
    Hold,
    NextStep,
    Due,
    Age,
    InStage,
    Idle,
    Score,
    Title,
    Source,
    ExpectedClose,
    Probability,
}

/// A column.
#[derive(Clone, Debug)]
pub struct ListColumn {
    /// The name it was chosen by.
    pub name: String,
    /// What is in it.
    pub kind: ColumnKind,
    short: Option<Short>,
    /// Whether there may be several of it in a lead.
    many: bool,
}

impl ListColumn {
    /// The column of a name: a lead's field by its dotted path, or what is
    /// computed of a lead.
    ///
    /// # Errors
    /// What is wrong, in one sentence, and what to do.
    pub fn parse(name: &str, config: &Config) -> Result<Self, (Message, Message)> {
        if let Some((_, short, kind)) = SHORT.iter().find(|(known, ..)| *known == name) {
            return Ok(Self { name: name.to_owned(), kind: *kind, short: Some(*short), many: false });
        }
        let reached = fields::reach(name, config, &SHORT.map(|(known, ..)| known))?;
        let kind = match reached.shape {
            _ if name.ends_with(".phone") => ColumnKind::Phone,
            Some(Shape::Amount | Shape::Percent | Shape::Integer { .. }) if !reached.many => {
                ColumnKind::Number
            }
            _ => ColumnKind::Text,
        };
        Ok(Self { name: name.to_owned(), kind, short: None, many: reached.many })
    }

    /// Whether only the lead's file tells what is in it.
    pub(super) fn needs_file(&self) -> bool {
        self.short.is_none()
    }

    /// What is in it for a lead; `read` is what the lead's file says at its
    /// path, where it needs that.
    pub(super) fn cell(
        &self,
        seen: &Seen<'_, '_>,
        read: Vec<Value>,
        config: &Config,
        as_of: Day,
    ) -> ListCell {
        match self.short {
            Some(short) => short.cell(seen, config, as_of),
            None => ListCell::of(read, self.kind, self.many),
        }
    }

    /// What a lead is sorted by: stages and pipelines in their own order.
    pub(super) fn key(&self, seen: &Seen<'_, '_>, read: Vec<Value>, config: &Config, as_of: Day) -> ListCell {
        let place = |pipeline: usize, stage: usize| ListCell::Whole((pipeline << 32 | stage) as i64);
        match self.short {
            Some(Short::Pipeline) => place(seen.pipeline_at, 0),
            Some(Short::Stage) => place(seen.pipeline_at, seen.stage_at),
            _ => self.cell(seen, read, config, as_of),
        }
    }
}

impl Short {
    /// What is in it for a lead.
    fn cell(self, seen: &Seen<'_, '_>, config: &Config, as_of: Day) -> ListCell {
        let lead = seen.lead();
        let text =
            |text: Option<&str>| text.map_or(ListCell::Nothing, |text| ListCell::Text(text.to_owned()));
        let named = |id: &str, label: &str| ListCell::Named { id: id.to_owned(), label: label.to_owned() };
        let step = lead.next_step.as_ref();
        match self {
            Self::Id => text(Some(&lead.id)),
            Self::Path => text(Some(lead.path.as_str())),
            Self::Pipeline => named(&seen.pipeline.id, &seen.pipeline.label),
            Self::Stage => named(&seen.stage().id, &seen.stage().label),
            Self::Company => text(lead.company.as_ref().map(|company| company.name.as_str())),
            Self::Owner => {
                let owner = lead.held_by(as_of);
                named(owner, config.owner_name(owner))
            }
            Self::Group => text(config.group_of(lead.held_by(as_of))),
            Self::Value => seen.figured.value.map_or(ListCell::Nothing, ListCell::Money),
            Self::Annual => match seen.tracked.annual(config) {
                annual if annual.is_zero() => ListCell::Nothing,
                annual => ListCell::Money(annual),
            },
            Self::Weighted => seen.figured.weighted.map_or(ListCell::Nothing, ListCell::Money),
            Self::Hold => lead.hold.as_ref().map_or(ListCell::Nothing, |hold| ListCell::Day(hold.until)),
            Self::NextStep => text(step.map(|step| step.what.as_str())),
            Self::Due => step.and_then(|step| step.due).map_or(ListCell::Nothing, ListCell::Day),
            Self::Age => ListCell::Whole(age_days(lead, as_of)),
            Self::InStage => days_in_stage(lead, as_of).map_or(ListCell::Nothing, ListCell::Whole),
            Self::Idle => idle_days(lead, as_of, &config.calendar).map_or(ListCell::Nothing, ListCell::Whole),
            Self::Score => score(lead, config).map_or(ListCell::Nothing, ListCell::Number),
            Self::Title => text(Some(&lead.title)),
            Self::Source => match &lead.source {
                Some(id) => named(id, Choice::label_of(&config.sources, id)),
                None => ListCell::Nothing,
            },
            Self::ExpectedClose => lead.expected_close.map_or(ListCell::Nothing, ListCell::Day),
            Self::Probability => lead.probability.map_or(ListCell::Nothing, ListCell::Number),
        }
    }
}
