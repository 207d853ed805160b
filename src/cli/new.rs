//! `corong new`: a lead in the first stage.

use std::process::ExitCode;

use super::changing::begin;
use super::making::{MakeArgs, ask_missing, make, schema};
use super::{Context, Failure, ask, looking, typed};
use crate::change::{Assignment, NewLead, Policy, free_id, money, slug};
use crate::pipeline::Config;
use crate::session::WorkspaceChange;
use crate::yaml::NewValue;

/// Make a new lead in the first stage of a pipeline
///
/// On a terminal it asks for what is missing, and nobody has to know YAML. Its
/// id, the name of its file, is made from the company, else from the title.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  corong new                                     asks for everything
  corong new 'ERP rollout' --company 'PT Karya Utama' --value 250000000 --source referral
  corong new 'Two gyms' --company 'Oak & Iron' --value 'USD 5000' --owner tom --at yesterday
  corong new 'ERP' --set company.industry=retail --set contacts:='[{name: Andi, role: CFO}]'
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
            self.title = ask::text("Title, what it is about", None);
            if self.title.is_none() {
                return Err(Failure::refused("no lead was made: it has no title"));
            }
        }
        if self.company.is_none() && !is_set("company") {
            self.company = ask::text("Company (empty for none)", None);
        }
        if self.owner.is_none() && !is_set("owner") {
            self.owner = ask::choice("Owner", &typed::present_members(&team, team.today), change.me());
        }
        if self.source.is_none() && !is_set("source") {
            self.source = source(&team);
        }
        if self.value.is_none() && !is_set("value") && !is_set("products") {
            self.value = value(&team);
        }
        // Then what the stage requires; what is not answered is refused.
        let answers = ask_missing(change, &self.intent(change)?, |field| !matches!(field, "title" | "owner"));
        self.answers.extend(answers);
        Ok(())
    }

    fn intent(&self, change: &WorkspaceChange) -> Result<NewLead, Failure> {
        let config = &change.loaded.workspace.config;
        let sets = self.args.make.assignments(&self.answers, change)?;
        let pipeline = pipeline(config, self.args.pipeline.as_deref())?;
        let owner = self.owner.clone().or_else(|| change.me().map(str::to_owned));
        let mut fields = Vec::new();
        let mut text = |key: &str, value: Option<&String>| {
            let set = sets.iter().any(|set| set.path == key);
            fields.extend(value.filter(|_| !set).map(|value| (key.to_owned(), NewValue::text(value))));
        };
        text("title", self.title.as_ref());
        text("owner", owner.as_ref());
        text("source", self.source.as_ref());
        if let Some(company) = &self.company {
            let named = NewValue::Map(vec![("name".to_owned(), NewValue::text(company))]);
            fields.push(("company".to_owned(), named));
        }
        if let Some(value) = &self.value {
            let value =
                money(value, config.currency).map_err(|why| Failure::usage(format!("--value: {why}")))?;
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
            title: format!("new in {}", stage.map_or("", |stage| &stage.id)),
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
    let question = "Source, where it came from (empty if not known)";
    match typed::open_choices(&team.config.sources, team.today) {
        open if open.is_empty() => ask::text(question, None),
        open => ask::choice(question, &open, None),
    }
}

/// Asks for an amount.
fn value(team: &Policy<'_>) -> Option<String> {
    let own = team.config.currency;
    let question = format!("Value in {}, or as in `USD 5000` (empty if not known)", own.code());
    ask::text_that(&question, None, &|text| money(text, own).map(drop))
}

/// The index of the pipeline of an id; the first where none is named.
fn pipeline(config: &Config, id: Option<&str>) -> Result<u16, Failure> {
    let at = match id {
        None => 0,
        Some(id) => {
            let ids = config.pipelines.iter().map(|pipeline| pipeline.id.as_str());
            config.pipeline_index(id).ok_or_else(|| looking::unknown(id, ids, "pipeline"))?
        }
    };
    u16::try_from(at).map_err(|_| Failure::usage("there are too many pipelines"))
}
