//! `corong renew`: a new lead that renews a won one.

use std::process::ExitCode;

use super::changing::{Change, WriteArgs, refusal};
use super::choose::Chosen;
use super::new::{given_id, schema};
use super::{Context, Failure, dates, typed};
use crate::change::{
    Assignment, LeadText, NewLead, Refused, create, free_id, renewal_due, renewal_fields, renewal_id,
    renewal_refusal,
};
use crate::pipeline::Lead;
use crate::yaml::Value;

/// Renew a won lead: a new one in the first stage takes over what it knows
///
/// Company, contacts, products and value are carried over, and `renews` names
/// the old one. The next step is due 30 days before the contract ends, at least
/// a week from now, and the lead is expected to close by that end.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  corong renew pt-abadi-2025                 makes pt-abadi-2026
  corong renew abadi --due +14d --owner siti
  corong renew abadi --set value=300000000 --set source=existing --commit")]
pub struct Args {
    /// An id, the unique beginning of one, or a path
    pub lead: String,
    /// When the next step is due: 2026-11-23, +3d, friday, besok
    #[arg(long, value_name = "DATE")]
    pub due: Option<String>,
    /// The new lead's id; made from the old one where absent
    #[arg(long)]
    pub id: Option<String>,
    /// Whose it is; the old lead's owner where absent and still there
    #[arg(long, value_name = "MEMBER")]
    pub owner: Option<String>,
    /// Where it came from: one of sources
    #[arg(long)]
    pub source: Option<String>,
    /// When the renewal began: 2026-11-23, today, kemarin, -3d; today where absent
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub at: Option<String>,
    /// Who enters it; by default the one whose e-mail git is set to, else the owner
    #[arg(long, value_name = "MEMBER")]
    pub by: Option<String>,
    /// Fill in or replace a field; FIELD:=YAML for lists and mappings
    #[arg(long = "set", value_name = "FIELD=VALUE")]
    pub sets: Vec<String>,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub write: WriteArgs,
}

/// Runs it.
///
/// # Errors
/// Status 1 where the lead was not won, is renewed already or the new one lacks
/// something, 2 where it is unknown or something cannot be read or written.
pub fn run(args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    let mut answers = Vec::new();
    if args.write.asks() {
        let change = Change::look(context, &args.write)?;
        let intent = intent(args, &answers, &change, context)?;
        if let Err(refused) = create(&change.team(), &intent, &|path| change.occupied(path)) {
            let team = change.team();
            let asked = refused.missing.iter().filter_map(|field| typed::field(&team, "{}", field));
            answers.extend(asked.flatten());
        }
    }
    let change = Change::begin(context, &args.write)?;
    let intent = intent(args, &answers, &change, context)?;
    let plan = create(&change.team(), &intent, &|path| change.occupied(path)).map_err(|why| refusal(&why))?;
    change.finish(&plan)
}

fn intent(
    args: &Args,
    answers: &[Assignment],
    change: &Change,
    context: &Context,
) -> Result<NewLead, Failure> {
    let chosen = change.choose(&args.lead, context)?;
    let file = change.text(&chosen)?;
    let lead = readable(change, &chosen, &file)?;
    let today = change.loaded.workspace.today;
    let mut sets = typed::assignments(&args.sets, today)?;
    sets.extend(answers.iter().cloned());
    let due = match &args.due {
        Some(due) => dates::day(due, today, "--due")?,
        None => renewal_due(&lead, today),
    };
    let mut fields = renewal_fields(&change.team(), &file, &lead, due);
    let mut text = |key: &str, value: Option<String>| {
        fields.extend(value.map(|value| (key.to_owned(), Value::Text(value))));
    };
    text("owner", owner(args, change, &lead));
    text("source", args.source.clone());
    fields.retain(|(key, _)| !sets.iter().any(|set| set.path == *key));
    let id = match &args.id {
        Some(id) => given_id(change, id)?,
        None => free_id(&renewal_id(&lead, due), &|id| change.place_of(id).is_some()),
    };
    Ok(NewLead {
        pipeline: chosen.pipeline,
        id,
        at: change.moment(args.at.as_deref(), "--at")?,
        by: args.by.clone().or_else(|| change.me().map(str::to_owned)),
        fields,
        sets,
        schema: schema(change),
        title: format!("renews {}", lead.id),
    })
}

/// The lead that is to be renewed.
///
/// # Errors
/// Where it cannot be read, was not won, or is renewed already.
fn readable(change: &Change, chosen: &Chosen, file: &LeadText) -> Result<Lead, Failure> {
    let team = change.team();
    let refuse = |why: String, help: &str| {
        let message = format!("`{}` was not renewed", chosen.path.stem());
        let help = Some(help.to_owned());
        refusal(&Refused { message, reasons: vec![why], help, ..Refused::default() })
    };
    let read =
        team.read(file).map_err(|why| refuse(why, "mend the file first; `corong check` shows the places"));
    let (lead, _) = read?;
    match renewal_refusal(&team, &lead, change.loaded.workspace.counted()) {
        None => Ok(lead),
        Some(why) if why.contains("renews it already") => {
            Err(refuse(why, "go on with that one; `corong new` makes another lead for the same company"))
        }
        Some(why) => Err(refuse(why, "`corong win` moves it to won; `corong new` makes a lead of its own")),
    }
}

/// The given owner, else the old lead's where still there, else who is at work.
fn owner(args: &Args, change: &Change, lead: &Lead) -> Option<String> {
    let team = change.team();
    let stays = |owner: &&str| team.member_refusal(owner, team.today).is_none();
    let old = Some(lead.owner.as_str()).filter(stays);
    args.owner.clone().or_else(|| old.or(change.me()).map(str::to_owned))
}
