//! Mends that move or delete a file or take a date from git. Each is refused
//! where what it would undo could not be had back.

use chrono::{DateTime, Utc};

use super::Draft;
use crate::change::key_order;
use crate::change::modeline::pointing;
use crate::finding::{Finding, Mend};
use crate::message;
use crate::pipeline::{Config, Day, StageKind};
use crate::read::date;
use crate::source::RelPath;
use crate::text::Message;
use crate::yaml::{Arena, NewValue, Op, apply};

/// What a mend has to know of the team.
pub struct MendPolicy {
    /// The configuration.
    pub config: Config,
    /// Today, in its time zone.
    pub today: Day,
}

/// How a file came to be where it is.
#[derive(Clone, Debug)]
pub struct Arrival {
    /// When the commit was made.
    pub at: DateTime<Utc>,
    /// The address of who made it.
    pub email: String,
    /// The file's text in that commit.
    pub text: String,
    /// Its text in the place it came from; `None` where it came from nowhere.
    pub before: Option<String>,
}

/// What git knows.
pub trait FileHistory {
    /// Makes sure that git can give a file back as it is now.
    ///
    /// # Errors
    /// Why it cannot.
    fn is_kept(&self, path: &RelPath) -> Result<(), Message>;

    /// How a file came to be where it is.
    ///
    /// # Errors
    /// Why that cannot be known.
    fn arrival(&self, path: &RelPath) -> Result<Arrival, Message>;
}

/// Does the mend of a finding and says what was done.
///
/// # Errors
/// Why it is not done.
pub fn mend(
    draft: &mut Draft<'_>,
    finding: &Finding,
    team: &MendPolicy,
    past: &dyn FileHistory,
) -> Result<Message, Message> {
    let path = &finding.path;
    match finding.fix.as_ref().map(|fix| &fix.mend) {
        Some(Mend::Delete { path, kept }) => {
            past.is_kept(path)?;
            nothing_lost(draft, path, kept)?;
            draft.put(path, None, None);
            Ok(message!("deleted `{path}`, which `{kept}` continues", path, kept))
        }
        Some(Mend::Move { to }) => move_file(draft, path, to, past),
        Some(Mend::Settle { to, stage, pipeline }) => {
            settle(draft, path, to, (stage, pipeline.as_deref()), team, past)
        }
        Some(Mend::Enter { stage, day, email }) => {
            past.is_kept(path)?;
            enter_between(draft, path, (stage, *day), email, team)
        }
        Some(Mend::Edits(_)) => Err(message!("this mend is done with `--fix`")),
        None => {
            let help = finding.help.clone().unwrap_or_default();
            Err(message!("{message}; {help}", message = finding.message, help))
        }
    }
}

fn move_file(
    draft: &mut Draft<'_>,
    path: &RelPath,
    to: &RelPath,
    past: &dyn FileHistory,
) -> Result<Message, Message> {
    if draft.is_taken(to) {
        return Err(message!("it cannot be moved to `{to}`, where another file lies", to));
    }
    past.is_kept(path)?;
    let text = draft.text(path).map(|text| pointing(&text, path, to, &|target| draft.is_taken(target)));
    draft.put(path, text, Some(to));
    Ok(message!("moved to `{to}`", to))
}

/// Refuses to delete a file that holds what the one that stays does not.
fn nothing_lost(draft: &Draft<'_>, path: &RelPath, kept: &RelPath) -> Result<(), Message> {
    let (Some(old), Some(new)) = (draft.text(path), draft.text(kept)) else {
        return Err(message!("`{path}` or `{kept}` cannot be read", path, kept));
    };
    let (mut one, mut two) = (Arena::default(), Arena::default());
    let (old, new) = (one.parse(&old), two.parse(&new));
    let (Some(old), Some(new)) = (old.tree.root(), new.tree.root()) else {
        return Err(message!("`{path}` or `{kept}` cannot be read", path, kept));
    };
    for (key, value) in old.entries() {
        let name = key.value().unwrap_or_default();
        let same = new.get(name);
        let items = || same.into_iter().flat_map(crate::yaml::Node::items).map(crate::read::json);
        let only_here = match name {
            // A step that was done may be gone, the history was compared.
            "next_step" | "history" => false,
            "activities" => value.items().map(crate::read::json).any(|item| items().all(|own| own != item)),
            _ => same.is_none(),
        };
        if only_here {
            return Err(message!(
                "`{path}` holds `{name}` that `{kept}` does not: copy that over or remove it, then mend again",
                path,
                name,
                kept
            ));
        }
    }
    Ok(())
}

/// The folder and the history disagree: git tells which of them came later.
fn settle(
    draft: &mut Draft<'_>,
    path: &RelPath,
    to: &RelPath,
    (stage, pipeline): (&str, Option<&str>),
    team: &MendPolicy,
    past: &dyn FileHistory,
) -> Result<Message, Message> {
    past.is_kept(path)?;
    let text = draft.text(path).ok_or_else(|| message!("it cannot be read"))?;
    let last = entries(&text).pop().ok_or_else(|| message!("its history cannot be read"))?;
    let arrival = past.arrival(path)?;
    let day = arrival.at.with_timezone(&team.config.timezone).date_naive();
    let knew = |text: &str| entries(text).contains(&last);
    match &arrival.before {
        // The entry was there before the file was moved: the move has none.
        Some(before) if knew(before) && knew(&arrival.text) => {
            enter(draft, path, text, (stage, pipeline), (day, &arrival.email), team)
        }
        None if knew(&arrival.text) && pipeline.is_none() && !is_ahead(team, path, stage, &last.0) => {
            Err(message!(
                "git knows it in this folder only, since {day}: move it to `{to}`, or add the entry of `{stage}` with its date",
                day,
                to,
                stage
            ))
        }
        // The entry was written later than the file came here, or with it.
        _ => move_file(draft, path, to, past),
    }
}

/// Whether the stage a history ends in comes after the one the file is in.
fn is_ahead(team: &MendPolicy, path: &RelPath, lies_in: &str, told: &str) -> bool {
    let pipeline = team.config.pipelines.iter().find(|pipeline| path.below(&pipeline.dir).is_some());
    let index = |stage: &str| pipeline.and_then(|pipeline| pipeline.stage_index(stage));
    index(told) > index(lies_in)
}

/// Appends the entry that is missing, dated by the commit that moved the file.
fn enter(
    draft: &mut Draft<'_>,
    path: &RelPath,
    text: String,
    (stage, elsewhere): (&str, Option<&str>),
    (day, email): (Day, &str),
    team: &MendPolicy,
) -> Result<Message, Message> {
    let pipeline = team.config.pipelines.iter().find(|pipeline| path.below(&pipeline.dir).is_some());
    let kind = pipeline.and_then(|p| p.stages.iter().find(|own| own.id == stage)).map(|own| own.kind);
    if kind == Some(StageKind::Lost) {
        return Err(message!(
            "git says that it was moved here on {day}, and a lost lead needs a reason: move it back, then `corong lose`",
            day
        ));
    }
    let last = entries(&text).pop().and_then(|(_, at)| date(&at, team.config.timezone));
    if let Some(last) = last.filter(|last| last.day > day) {
        return Err(message!(
            "git says that it was moved here on {day}, before its last history entry of {day2}: correct one of the two",
            day,
            day2 = last.day
        ));
    }
    if day > team.today {
        return Err(message!(
            "git says that it was moved here on {day}, and today is {today}",
            day,
            today = team.today
        ));
    }
    let entry = entry((stage, elsewhere), day, email, team);
    let new =
        apply(&text, &[Op::append("history", entry)], &key_order()).map_err(|refused| refused.message())?;
    draft.put(path, Some(new), Some(path));
    Ok(message!("added the entry of `{stage}` on {day}, when git saw it moved here", stage, day))
}

/// Puts in the entry of a move that later ones followed.
fn enter_between(
    draft: &mut Draft<'_>,
    path: &RelPath,
    (stage, day): (&str, Day),
    email: &str,
    team: &MendPolicy,
) -> Result<Message, Message> {
    let text = draft.text(path).ok_or_else(|| message!("it cannot be read"))?;
    let dated = |(_, at): &(String, String)| date(at, team.config.timezone).map(|date| date.day);
    let days: Option<Vec<Day>> = entries(&text).iter().map(dated).collect();
    let days = days
        .filter(|days| days.is_sorted())
        .ok_or_else(|| message!("its history is not in the order of time"))?;
    let at = days.partition_point(|own| *own <= day);
    let item = entry((stage, None), day, email, team);
    let insert = Op::Insert { path: vec!["history".to_owned()], at, item };
    let new = apply(&text, &[insert], &key_order()).map_err(|refused| refused.message())?;
    draft.put(path, Some(new), Some(path));
    Ok(message!("added the entry of `{stage}` on {day}, when git saw it moved there", stage, day))
}

/// A history entry dated by git; `by` is there where the team has the address.
fn entry((stage, pipeline): (&str, Option<&str>), day: Day, email: &str, team: &MendPolicy) -> NewValue {
    let by = team
        .config
        .team
        .iter()
        .find(|member| member.has_email(email) && member.until.is_none_or(|until| day <= until));
    let mut entry = vec![("stage".to_owned(), NewValue::text(stage))];
    entry.extend(pipeline.map(|id| ("pipeline".to_owned(), NewValue::text(id))));
    entry.push(("at".to_owned(), NewValue::Plain(day.to_string())));
    entry.extend(by.map(|member| ("by".to_owned(), NewValue::text(&member.id))));
    NewValue::Map(entry)
}

/// Stage and date of each history entry, as written.
fn entries(text: &str) -> Vec<(String, String)> {
    let mut arena = Arena::default();
    let parsed = arena.parse(text);
    let list = parsed.tree.find("history");
    let word = |node: crate::yaml::Node<'_>, key: &str| node.get(key)?.value().map(str::to_owned);
    let items = list.into_iter().flat_map(crate::yaml::Node::items);
    items.filter_map(|item| Some((word(item, "stage")?, word(item, "at")?))).collect()
}
