//! `corong new`: a lead in the first stage.

use std::process::ExitCode;

use super::changing::begin;
use super::dates::DateReader;
use super::making::{MakeArgs, ask_missing, make, schema};
use super::{Context, Failure, ask, choose, next, typed};
use crate::change::{Assignment, NewLead, Policy, free_id, money, slug};
use crate::message;
use crate::pipeline::meant_id;
use crate::session::WorkspaceChange;
use crate::text::Message;
use crate::yaml::NewValue;

/// Make a new lead in the first stage of a pipeline
///
/// On a terminal it asks for what is missing, and nobody has to know YAML. Its
/// id, the name of its file, is made from the company, else from the title.
#[derive(clap::Args, Default)]
#[command(after_help = "Examples:
  corong new                                     asks for everything
  corong new 'ERP rollout' --company 'PT Karya Utama' --value 250000000 --source referral
  corong new 'Two gyms' --company 'Oak & Iron' --value 'USD 5000' --owner tom --at yesterday
  corong new 'ERP' --set company.industry=retail --set contacts:='[{name: Andi, role: CFO}]'
  corong new 'ERP' --owner siti --set split:='{siti: 60, budi: 40}'     their value is shared
  corong new 'ERP' --company Karya --dry-run     shows the file and writes nothing")]
pub struct Args {
    /// What it is about
    pub title: Option<String>,
    /// The id of its pipeline; the first one where absent
    #[arg(long, value_name = "ID")]
    pub pipeline: Option<String>,
    /// The customer's name
    #[arg(long, value_name = "NAME")]
    pub company: Option<String>,
    /// What it is worth: 250000000, 5.000.000, 'USD 5000'
    #[arg(long, value_name = "AMOUNT", allow_hyphen_values = true)]
    pub value: Option<String>,
    /// Whose it is; by default the one whose e-mail git is set to
    #[arg(long, value_name = "MEMBER")]
    pub owner: Option<String>,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub make: MakeArgs,
}

/// Runs it.
///
/// # Errors
/// Status 1 where something is lacking or does not fit, 2 for wrong usage and
/// what cannot be read or written.
pub fn run(args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    let mut wanted = Wanted::of(args);
    if args.make.write.asks() {
        // Nobody waits for the lock while somebody is asked.
        wanted.ask(&WorkspaceChange::look(context)?)?;
    }
    let change = begin(context, &args.make.write)?;
    let intent = wanted.intent(&change)?;
    make(change, &intent, &args.make.write)
}

/// What is wanted without a question.
///
/// # Errors
/// Where something does not fit.
pub fn intent(args: &Args, change: &WorkspaceChange) -> Result<NewLead, Failure> {
    Wanted::of(args).intent(change)
}

/// What is wanted, as it was typed or answered.
struct Wanted<'a> {
    args: &'a Args,
    title: Option<String>,
    company: Option<String>,
    value: Option<String>,
    owner: Option<String>,
    source: Option<String>,
    answers: Vec<Assignment>,
}

impl<'a> Wanted<'a> {
    fn of(args: &'a Args) -> Self {
        let given = |field: &Option<String>| {
            let text = field.as_deref().map(str::trim);
            text.filter(|text| !text.is_empty()).map(str::to_owned)
        };
        Self {
            args,
            title: given(&args.title),
            company: given(&args.company),
            value: given(&args.value),
            owner: given(&args.owner),
            source: given(&args.make.source),
            answers: Vec::new(),
        }
    }

    /// Asks for what every lead should say and was not given, then for what the
    /// first stage requires.
    fn ask(&mut self, change: &WorkspaceChange) -> Result<(), Failure> {
        let team = change.team();
        let sets = self.args.make.assignments(&self.answers, change)?;
        let is_set = |path: &str| {
            let rest = |set: &Assignment| set.path.strip_prefix(path).map(str::to_owned);
            sets.iter().filter_map(rest).any(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        if self.title.is_none() && !is_set("title") {
            self.title = ask::text(message!("Title, what it is about"), None);
            if self.title.is_none() {
                return Err(Failure::refused(message!("no lead was made: it has no title")));
            }
        }
        if self.company.is_none() && !is_set("company") {
            self.company = ask::text(message!("Company (empty for none)"), None);
        }
        if self.owner.is_none() && !is_set("owner") {
            self.owner = match typed::present_members(&team, team.today).as_slice() {
                [(only, _)] => Some((*only).to_owned()),
                several => ask::choice(message!("Owner"), several, change.me()),
            };
        }
        if self.source.is_none() && !is_set("source") {
            self.source = source(&team);
        }
        if self.value.is_none() && !is_set("value") && !is_set("products") {
            self.value = value(&team);
        }
        if !is_set("contacts") {
            self.answers.extend(contact());
        }
        // Then what the stage requires; what is not answered is refused.
        let asked = |field: &str| matches!(field, "title" | "owner" | "contacts");
        let answers = ask_missing(change, &self.intent(change)?, |field| !asked(field));
        self.answers.extend(answers);
        if !is_set("next_step") {
            self.answers.extend(step(&team));
        }
        Ok(())
    }

    fn intent(&self, change: &WorkspaceChange) -> Result<NewLead, Failure> {
        let config = &change.loaded.workspace.config;
        let sets = self.args.make.assignments(&self.answers, change)?;
        let named = self.args.pipeline.as_deref().map(|word| choose::pipeline(word, config));
        let pipeline = named.transpose()?.unwrap_or_default();
        let team = change.team();
        let only = match typed::present_members(&team, team.today).as_slice() {
            [(only, _)] => Some((*only).to_owned()),
            _ => None,
        };
        let owner = self
            .owner
            .as_deref()
            .map(|owner| meant_id(owner, &config.team))
            .or_else(|| change.me().map(str::to_owned))
            .or(only);
        let mut fields = Vec::new();
        let mut text = |key: &str, value: Option<&String>| {
            let set = sets.iter().any(|set| set.path == key);
            fields.extend(value.filter(|_| !set).map(|value| (key.to_owned(), NewValue::text(value))));
        };
        text("title", self.title.as_ref());
        text("owner", owner.as_ref());
        let source = self.source.as_deref().map(|source| meant_id(source, &config.sources));
        text("source", source.as_ref());
        if let Some(company) = &self.company {
            let named = NewValue::Map(vec![("name".to_owned(), NewValue::text(company))]);
            fields.push(("company".to_owned(), named));
        }
        if let Some(value) = &self.value {
            let value = money(value, config.currency, config.language)
                .map_err(|why| Failure::usage(message!("--value: {why}", why)))?;
            fields.push(("value".to_owned(), value));
        }
        let stage = config.pipelines[usize::from(pipeline)].stages.first();
        Ok(NewLead {
            pipeline,
            id: self.id(change, &sets)?,
            at: self.args.make.done.at(change)?,
            by: self.args.make.done.by(change),
            fields,
            sets,
            schema: schema(change),
            title: message!("new in {stage}", stage = stage.map_or("", |stage| &stage.id)),
        })
    }

    /// The given id, or one made from the company, else from the title.
    fn id(&self, change: &WorkspaceChange, sets: &[Assignment]) -> Result<String, Failure> {
        if let Some(id) = self.args.make.given_id(change)? {
            return Ok(id);
        }
        let set = |path: &str| sets.iter().find(|set| set.path == path).map(|set| set.value.clone());
        let names = [self.company.clone(), set("company.name"), self.title.clone(), set("title")];
        let base = names.iter().flatten().find_map(|name| slug(name)).unwrap_or_else(|| "lead".to_owned());
        Ok(free_id(&base, &|id| change.place_of(id).is_some()))
    }
}

/// Asks for a source: one of the list, or any where the team keeps none.
fn source(team: &Policy<'_>) -> Option<String> {
    let question = message!("Source, where it came from (empty if not known)");
    match typed::open_choices(&team.config.sources, team.today) {
        open if open.is_empty() => ask::text(question, None),
        open => ask::choice(question, &open, None),
    }
}

/// Asks for a contact, in one line.
fn contact() -> Option<Assignment> {
    let question = message!("Contact: name, role, e-mail, phone (Enter to skip)");
    let fits = |line: &str| contact_entry(line).map(drop).ok_or_else(|| message!("the name as well, please"));
    let line = ask::text_that(question, None, &fits)?;
    let value = format!("[{}]", contact_entry(&line)?);
    Some(Assignment { path: "contacts".to_owned(), value, yaml: true })
}

/// A contact of one line, its parts in any order, as YAML: what has an `@` is the
/// e-mail, what is of digits the phone, and of the rest the name comes first.
fn contact_entry(line: &str) -> Option<String> {
    let mut entries: [(&str, Option<String>); 4] =
        [("name", None), ("role", None), ("email", None), ("phone", None)];
    for part in line.split(',').map(str::trim).filter(|part| !part.is_empty()) {
        let phone = |c: char| c.is_ascii_digit() || " +-().".contains(c);
        let place = match part {
            mail if mail.contains('@') && !mail.contains(' ') => 2,
            number if number.chars().all(phone) => 3,
            _ if entries[0].1.is_none() => 0,
            _ => 1,
        };
        let value = &mut entries[place].1;
        *value = Some(value.take().map_or_else(|| part.to_owned(), |before| format!("{before}, {part}")));
    }
    entries[0].1.as_ref()?;
    // JSON's quoted text is YAML's too.
    let entry = |(key, value): (&str, Option<String>)| {
        value.map(|value| format!("{key}: {}", serde_json::Value::from(value)))
    };
    Some(format!("{{{}}}", entries.into_iter().filter_map(entry).collect::<Vec<_>>().join(", ")))
}

/// Asks for the next step, and where there is one by when: a week from today
/// where nothing is answered.
fn step(team: &Policy<'_>) -> Vec<Assignment> {
    let Some(what) = ask::text(message!("Next step, what is to be done (Enter to skip)"), None) else {
        return Vec::new();
    };
    let reader = DateReader::from(team);
    let day = |text: &str| reader.day(text, "--due").unwrap_or(team.today).to_string();
    let week = day("+7d");
    let due = day(&next::due_asked(reader, Some(&week)).unwrap_or(week));
    let set = |path: &str, value| Assignment { path: path.to_owned(), value, yaml: false };
    vec![set("next_step.do", what), set("next_step.due", due)]
}

/// Asks for an amount.
fn value(team: &Policy<'_>) -> Option<String> {
    let (own, language) = (team.config.currency, team.config.language);
    let question = message!("Value in {code}, or as in `USD 5000` (empty if not known)", code = own.code());
    ask::text_that(question, None, &|text| money(text, own, language).map(drop).map_err(Message::from))
}

#[cfg(test)]
mod tests {
    use super::contact_entry;

    #[test]
    fn a_contact_is_one_line_in_any_order() {
        for (line, entry) in [
            ("Andi", r#"{name: "Andi"}"#),
            (
                "Andi Wijaya, CFO, andi@karya.example, +62 812 5550",
                r#"{name: "Andi Wijaya", role: "CFO", email: "andi@karya.example", phone: "+62 812 5550"}"#,
            ),
            (
                "0812-5550, Andi , , CFO, Finance",
                r#"{name: "Andi", role: "CFO, Finance", phone: "0812-5550"}"#,
            ),
            ("Andi: \"Boss\"", r#"{name: "Andi: \"Boss\""}"#),
        ] {
            assert_eq!(contact_entry(line).as_deref(), Some(entry), "{line}");
        }
        assert_eq!(contact_entry("andi@karya.example"), None);
        assert_eq!(contact_entry(" , "), None);
    }
}
