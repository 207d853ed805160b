//! `log`: something was done with a customer.

use super::editing::Editing;
use super::history::choice_refusal;
use super::lead_file::{LeadText, Policy};
use super::{MoveRefused, Plan};
use crate::message;
use crate::pipeline::{Config, Day, typed_number};
use crate::read::date;
use crate::text::Message;
use crate::yaml::{NewValue, Op};

/// What was done, as somebody says it.
#[derive(Clone, Debug, Default)]
pub struct NewActivity {
    /// When, as it is to be written: a date or RFC 3339.
    pub at: String,
    /// One of `activity_kinds`.
    pub kind: String,
    /// Who; the lead's owner where absent.
    pub by: Option<String>,
    /// What came of it.
    pub summary: String,
    /// How long it took, a whole number.
    pub minutes: Option<String>,
    /// What it cost, in the workspace's currency, as it was typed.
    pub cost: Option<String>,
}

/// Plans an activity's entry at the end of `activities`.
///
/// # Errors
/// Every reason against it.
pub fn log_activity(team: &Policy<'_>, file: &LeadText, intent: &NewActivity) -> Result<Plan, MoveRefused> {
    let id = file.path.stem();
    let mut editing = Editing::begin(team, file, &message!("nothing was logged for `{id}`", id))?;
    enter(&mut editing, intent);
    editing.finish(&message!("{id}: {one_line} logged", id, one_line = one_line(&intent.kind)))
}

/// Appends the entry, or gathers what speaks against it.
pub(super) fn enter(editing: &mut Editing<'_>, intent: &NewActivity) {
    let by = intent.by.clone().unwrap_or_else(|| editing.lead.owner.to_string());
    let against = against(editing.team, intent, &by);
    if !against.is_empty() {
        editing.reasons.extend(against);
        return;
    }
    let plain = |text: &Option<String>| text.clone().map(NewValue::Plain);
    let cost = intent.cost.as_deref().and_then(|cost| cost_of(editing.team, cost).ok());
    let entries = [
        ("at", Some(NewValue::Plain(intent.at.clone()))),
        ("kind", Some(NewValue::text(&intent.kind))),
        ("by", Some(by).filter(|by| !by.is_empty()).map(NewValue::text)),
        ("summary", Some(NewValue::text(&intent.summary))),
        ("minutes", plain(&intent.minutes)),
        ("cost", cost.map(NewValue::Plain)),
    ];
    let entries = entries.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?)));
    editing.apply(&[Op::append("activities", NewValue::Map(entries.collect()))]);
}

fn against(team: &Policy<'_>, intent: &NewActivity, by: &str) -> Vec<Message> {
    let at = date(&intent.at, team.config.timezone);
    let day = at.map_or(team.today, |at| at.day);
    let empty = intent.summary.trim().is_empty();
    [
        at.is_none().then(|| message!("`{at}` is no date such as 2026-11-28", at = intent.at)),
        (day > team.today).then(|| future(day, team.today)),
        choice_refusal(&intent.kind, &team.config.activity_kinds, "activity_kinds", day),
        intent.kind.trim().is_empty().then(|| message!("an activity needs a kind")),
        empty.then(|| message!("an activity needs a summary: what came of it")),
        team.member_refusal(by, day),
        intent.minutes.as_deref().and_then(minutes_refusal),
        intent.cost.as_deref().and_then(|cost| cost_of(team, cost).err()),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn future(day: Day, today: Day) -> Message {
    message!(
        "{day} lies in the future; today is {today}. What is planned goes into `corong next`",
        day,
        today
    )
}

fn minutes_refusal(text: &str) -> Option<Message> {
    let fits = text.bytes().all(|byte| byte.is_ascii_digit()) && text.parse::<u32>().is_ok();
    (!fits).then(|| message!("minutes have to be a whole number, 0 or more, not `{text}`", text))
}

/// A cost in plain digits.
fn cost_of(team: &Policy<'_>, text: &str) -> Result<String, Message> {
    let Config { currency, language, .. } = *team.config;
    typed_number(text, currency, language).map_err(|why| message!("the cost: {why}", why))
}

/// A word for a message of one line.
pub(super) fn one_line(text: &str) -> String {
    text.split(|c: char| c.is_control() || c.is_whitespace()).collect::<Vec<_>>().join(" ")
}
