//! Fields of leads as people type them, on the command line or asked for: each
//! by its shape, closed lists with their choices.

use super::dates::{DateReader, NoDate, Toward};
use super::{Failure, ask};
use crate::change::{Assignment, Policy};
use crate::message;
use crate::pipeline::shape::{Field, LEAD, Shape, field as field_at};
use crate::pipeline::{Choice, Day, Level, typed_number};
use crate::text::Message;

/// Takes `K=V` and `K:=YAML` apart; a date may be written as people say it, and
/// what is configured by its label.
///
/// # Errors
/// Where one is neither.
pub fn assignments(typed: &[String], team: &Policy<'_>) -> Result<Vec<Assignment>, Failure> {
    let one =
        |text: &String| Assignment::parse(text).and_then(|set| plainly(set, team)).map_err(Failure::usage);
    typed.iter().map(one).collect()
}

/// `friday` becomes its date where the field is one, `Harga` the id it is the
/// label of.
fn plainly(set: Assignment, team: &Policy<'_>) -> Result<Assignment, Message> {
    let mut set = set.by_ids(team.config);
    if set.is_date() && !set.yaml {
        match DateReader::from(team).meant(&set.value, Toward::Future) {
            Ok(day) => set.value = day.to_string(),
            Err(why @ NoDate::Two(..)) => return Err(why.told(&set.value, &set.path)),
            Err(NoDate::None) => {}
        }
    }
    Ok(set)
}

/// Those of a closed list that may be chosen on a day, with what people see.
pub fn open_choices(choices: &[Choice], day: Day) -> Vec<(&str, &str)> {
    let open = choices.iter().filter(|choice| choice.until.is_none_or(|until| day <= until));
    open.map(|choice| (choice.id.as_str(), choice.label.as_str())).collect()
}

/// The members of a team who are there on a day.
pub fn present_members<'c>(team: &Policy<'c>, day: Day) -> Vec<(&'c str, &'c str)> {
    let there = team.config.team.iter().filter(|member| member.until.is_none_or(|until| day <= until));
    there.map(|member| (member.id.as_str(), member.name.as_str())).collect()
}

/// Asks for a field of a lead by its dotted path; `text` is the lead's file, as
/// far as there is one. `None` where nothing was answered, or where the field
/// is none that can be asked for.
pub fn field(team: &Policy<'_>, text: &str, path: &str) -> Option<Vec<Assignment>> {
    if let Some(criterion) = path.strip_prefix("qualification.") {
        let known = team.config.qualification.iter().find(|own| own.id == criterion)?;
        let levels = Level::ALL.map(|level| (level.word(), level_label(level)));
        return one(
            path,
            ask::choice_of(message!("{path} ({doc})", path, doc = known.label), &levels, None)?,
        );
    }
    if path.starts_with("custom.") {
        return checked(team, text, path, message!("the team's own field"));
    }
    let known = field_at(LEAD, path).filter(|field| !matches!(field.name, "history" | "activities"))?;
    match known.shape {
        Shape::Member => one(path, chosen(path, &known, &present_members(team, team.today), team, text)?),
        Shape::Source => {
            one(path, chosen(path, &known, &open_choices(&team.config.sources, team.today), team, text)?)
        }
        Shape::Word(words) => {
            let words: Vec<_> = words.iter().map(|word| (*word, *word)).collect();
            one(path, ask::choice(Message::verbatim(path), &words, None)?)
        }
        Shape::Map(fields) => mapping(team, text, path, fields),
        Shape::Criteria => {
            let each = team.config.qualification.iter().map(|own| format!("{path}.{}", own.id));
            let answers: Option<Vec<_>> = each.map(|path| field(team, text, &path)).collect();
            answers.map(|all| all.concat()).filter(|all| !all.is_empty())
        }
        Shape::List { of: Shape::Map(fields), .. } => {
            Some(vec![Assignment { path: path.to_owned(), value: items(path, fields, team)?, yaml: true }])
        }
        Shape::Custom => None,
        _ => checked(team, text, path, Message::fixed(known.doc)),
    }
}

/// What people see of a level.
fn level_label(level: Level) -> Message {
    match level {
        Level::Met => message!("met"),
        Level::Partial => message!("partly met"),
        Level::Unmet => message!("not met"),
    }
}

fn one(path: &str, value: String) -> Option<Vec<Assignment>> {
    Some(vec![Assignment { path: path.to_owned(), value, yaml: false }])
}

/// One of a closed list; any text where the list is empty.
fn chosen(
    path: &str,
    known: &Field,
    options: &[(&str, &str)],
    team: &Policy<'_>,
    text: &str,
) -> Option<String> {
    if options.is_empty() {
        return Some(checked(team, text, path, Message::fixed(known.doc))?.pop()?.value);
    }
    ask::choice(Message::verbatim(path), options, None)
}

/// A line of text that fits the field.
fn checked(team: &Policy<'_>, text: &str, path: &str, doc: Message) -> Option<Vec<Assignment>> {
    let set = |value: &str| {
        plainly(Assignment { path: path.to_owned(), value: value.to_owned(), yaml: false }, team)
    };
    let fits = |answer: &str| set(answer)?.ops(text, team.config).map(drop);
    let answer = ask::text_that(message!("{path} ({doc})", path, doc), None, &fits)?;
    Some(vec![set(&answer).ok()?])
}

/// What a mapping has to hold; one that has to hold nothing is asked for whole.
fn mapping(team: &Policy<'_>, text: &str, path: &str, fields: &[Field]) -> Option<Vec<Assignment>> {
    let required = fields.iter().any(|field| field.required);
    let wanted = fields.iter().filter(|field| field.required || !required);
    let mut answers = Vec::new();
    for inner in wanted {
        match field(team, text, &format!("{path}.{}", inner.name)) {
            Some(answer) => answers.extend(answer),
            None if inner.required => return None,
            None => {}
        }
    }
    (!answers.is_empty()).then_some(answers)
}

/// The items of a list of mappings, one after the other, as a line of YAML.
fn items(path: &str, fields: &[Field], team: &Policy<'_>) -> Option<String> {
    let mut items = Vec::new();
    loop {
        let what = match items.is_empty() {
            true => message!("{path} (", path),
            false => message!("{path} (another; ", path),
        };
        let Some(item) = item(&what, fields, team) else { break };
        items.push(format!("{{{item}}}"));
    }
    (!items.is_empty()).then(|| format!("[{}]", items.join(", ")))
}

fn item(what: &Message, fields: &[Field], team: &Policy<'_>) -> Option<String> {
    let mut entries = Vec::new();
    let (own, language) = (team.config.currency, team.config.language);
    let plain = |answer: &str| typed_number(answer, own, language).map_err(Message::from);
    for (at, field) in fields.iter().enumerate() {
        let number = matches!(field.shape, Shape::Amount | Shape::Money | Shape::Integer { .. });
        let fits = |answer: &str| if number { plain(answer).map(drop) } else { Ok(()) };
        let question = match at {
            0 => message!(
                "{what}{name}: {doc}; empty to go on)",
                what,
                name = field.name,
                doc = Message::fixed(field.doc)
            ),
            _ => message!(
                "  {name} ({doc}; empty to leave out)",
                name = field.name,
                doc = Message::fixed(field.doc)
            ),
        };
        match ask::text_that(question, None, &fits) {
            Some(answer) if number => entries.push(format!("{}: {}", field.name, plain(&answer).ok()?)),
            // JSON's quoted text is YAML's too.
            Some(answer) => entries.push(format!("{}: {}", field.name, serde_json::Value::from(answer))),
            None if at == 0 => return None,
            None => {}
        }
    }
    Some(entries.join(", "))
}
