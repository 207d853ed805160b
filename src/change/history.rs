//! The history entry a move appends, and whether its date and its people fit.

use super::lead_file::Policy;
use crate::finding::nearest;
use crate::message;
use crate::pipeline::{Choice, Day, Lead, Stage, StageKind};
use crate::read::date;
use crate::text::Message;
use crate::yaml::NewValue;

/// What closes a lead, and why.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClosingReason {
    /// One of `lost_reasons` or `won_reasons`.
    pub reason: Option<String>,
    /// Whom it was lost to.
    pub competitor: Option<String>,
}

/// The entry, keys in the order leads are written in; what is absent is left out. The
/// pipeline is there where the lead goes to another.
pub(super) fn entry(
    (stage, pipeline): (&str, Option<&str>),
    at: &str,
    by: Option<&str>,
    owner: Option<&str>,
    closing: &ClosingReason,
    note: Option<&str>,
) -> NewValue {
    let text = |key: &str, value: Option<&str>| value.map(|value| (key.to_owned(), NewValue::text(value)));
    let entries = [
        text("stage", Some(stage)),
        text("pipeline", pipeline),
        Some(("at".to_owned(), NewValue::Plain(at.to_owned()))),
        text("by", by),
        text("owner", owner),
        text("reason", closing.reason.as_deref()),
        text("competitor", closing.competitor.as_deref()),
        text("note", note),
    ];
    NewValue::Map(entries.into_iter().flatten().collect())
}

impl Policy<'_> {
    /// Why an event cannot be dated `at`, after `lead`'s last one.
    pub(super) fn date_refusal(&self, at: &str, lead: &Lead) -> Option<Message> {
        let Some(at) = date(at, self.config.timezone) else {
            return Some(message!("`{at}` is no date such as 2026-11-28", at));
        };
        let last = lead.history.last()?;
        if at.day > self.today {
            return Some(message!(
                "{day} lies in the future; today is {today}",
                day = at.day,
                today = self.today
            ));
        }
        let earlier = at.instant.zip(last.instant).is_some_and(|(at, last)| at < last);
        (at.day < last.day || (at.day == last.day && earlier)).then(|| {
            message!("{day} lies before its last history entry of {day2}", day = at.day, day2 = last.day)
        })
    }

    /// Why `by` cannot have done something on a day.
    pub fn member_refusal(&self, by: &str, day: Day) -> Option<Message> {
        let Some(member) = self.config.member(by) else {
            let near = nearest(by, self.config.team.iter().map(|member| member.id.as_str()));
            let near = near.map_or_else(
                || message!("the team is {ids}", ids = ids(self.config.team.iter().map(|m| m.id.as_str()))),
                |near| message!("did you mean `{near}`?", near),
            );
            return Some(message!("`{by}` is nobody of the team; {near}", by, near));
        };
        let until = member.until.filter(|until| *until < day)?;
        Some(message!("`{by}` left the team on {until}", by, until))
    }

    /// Why a reason does not fit entering a stage.
    pub(super) fn reason_refusal(&self, stage: &Stage, closing: &ClosingReason, day: Day) -> Option<Message> {
        let reason = closing.reason.as_deref();
        if closing.competitor.is_some() && stage.kind != StageKind::Lost {
            return Some(message!("a competitor is named only where a lead is lost"));
        }
        match stage.kind {
            StageKind::Open => reason.map(|_| message!("a reason is given only where a lead is won or lost")),
            StageKind::Won => choice_refusal(reason?, &self.config.won_reasons, "won_reasons", day),
            StageKind::Lost => match reason {
                None => {
                    let known = ids(self.config.lost_reasons.iter().map(|choice| choice.id.as_str()));
                    Some(message!("a lost lead needs a reason: `--reason` with one of {known}", known))
                }
                Some(reason) => choice_refusal(reason, &self.config.lost_reasons, "lost_reasons", day),
            },
        }
    }
}

fn ids<'i>(known: impl Iterator<Item = &'i str>) -> String {
    known.collect::<Vec<_>>().join(", ")
}

/// Why a word is none of a closed list on a day; an empty list takes any.
pub(super) fn choice_refusal(word: &str, choices: &[Choice], list: &str, day: Day) -> Option<Message> {
    if choices.is_empty() {
        return None;
    }
    let known = || choices.iter().map(|choice| choice.id.as_str());
    match choices.iter().find(|choice| choice.id == word) {
        Some(choice) => {
            let until = choice.until.filter(|until| *until < day)?;
            Some(message!("`{word}` was to be chosen until {until} only", word, until))
        }
        None => Some(match nearest(word, known()) {
            Some(near) => message!("`{word}` is none of {list}; did you mean `{near}`?", word, list, near),
            None => message!("`{word}` is none of {list}: {ids}", word, list, ids = ids(known())),
        }),
    }
}
