//! `corong renew`: a new lead that renews a won one.

use std::process::ExitCode;

use super::changing::{begin, refusal};
use super::dates::DateReader;
use super::making::{MakeArgs, ask_missing, make, schema};
use super::{Context, Failure, choose};
use crate::change::{
    Assignment, LeadText, MoveRefused, NewLead, extension_due, extension_fields, extension_id, free_id,
    renewal_due, renewal_fields, renewal_id, renewal_refusal,
};
use crate::message;
use crate::pipeline::{Lead, meant_id};
use crate::session::{ChosenLead, WorkspaceChange};
use crate::text::Message;
use crate::yaml::NewValue;

/// Renew a won lead: a new one in the first stage takes over what it knows
///
/// Company, contacts, products and value are carried over, and `renews` names
/// the old one. The next step is due 30 days before the contract ends, at least
/// a week from now, and the lead is expected to close by that end.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  corong renew pt-abadi-2025                 makes pt-abadi-2026
  corong renew abadi --due +14d --owner siti
  corong renew abadi --extends               an add-on, while the contract runs
  corong renew abadi --set value=300000000 --set source=existing --commit")]
pub struct Args {
    /// An id, the unique beginning of one, or a path
    pub lead: String,
    /// Add to it while its contract runs, instead of continuing that: a lead that `extends` it
    #[arg(long)]
    pub extends: bool,
    /// When the next step is due: 2026-11-23, +3d, friday, besok
    #[arg(long, value_name = "DATE")]
    pub due: Option<String>,
    /// Whose it is; the old lead's owner where absent and still there
    #[arg(long, value_name = "MEMBER")]
    pub owner: Option<String>,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub make: MakeArgs,
}

/// Runs it.
///
/// # Errors
/// Status 1 where the lead was not won, is renewed already or the new one lacks
/// something, 2 where it is unknown or something cannot be read or written.
pub fn run(args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    let mut answers = Vec::new();
    if args.make.write.asks() {
        // Nobody waits for the lock while somebody is asked.
        let change = WorkspaceChange::look(context)?;
        let intent = intent(args, &answers, &change, context)?;
        answers = ask_missing(&change, &intent, |_| true);
    }
    let change = begin(context, &args.make.write)?;
    let intent = intent(args, &answers, &change, context)?;
    make(change, &intent, &args.make.write)
}

fn intent(
    args: &Args,
    answers: &[Assignment],
    change: &WorkspaceChange,
    context: &Context,
) -> Result<NewLead, Failure> {
    let chosen = choose::to_change(&args.lead, change, &args.make.write, context)?;
    let file = change.text(&chosen)?;
    let lead = readable(args, change, &chosen, &file)?;
    let workspace = &change.loaded.workspace;
    let sets = args.make.assignments(answers, change)?;
    let due = match &args.due {
        Some(due) => DateReader::from(workspace).day(due, "--due")?,
        None if args.extends => extension_due(workspace.today),
        None => renewal_due(&lead, workspace.today),
    };
    let team = change.team();
    let mut fields = match args.extends {
        true => extension_fields(&team, &file, &lead, due),
        false => renewal_fields(&team, &file, &lead, due),
    };
    let mut text = |key: &str, value: Option<String>| {
        fields.extend(value.map(|value| (key.to_owned(), NewValue::Text(value))));
    };
    text("owner", owner(args, change, &lead));
    let sources = &change.loaded.workspace.config.sources;
    text("source", args.make.source.as_deref().map(|source| meant_id(source, sources)));
    fields.retain(|(key, _)| !sets.iter().any(|set| set.path == *key));
    let id = match args.make.given_id(change)? {
        Some(id) => id,
        None => {
            let id = if args.extends { extension_id(&team, &lead) } else { renewal_id(&lead, due) };
            free_id(&id, &|id| change.place_of(id).is_some())
        }
    };
    Ok(NewLead {
        pipeline: chosen.pipeline,
        id,
        at: args.make.done.at(change)?,
        by: args.make.done.by(change),
        fields,
        sets,
        schema: schema(change),
        title: match args.extends {
            true => message!("extends {id}", id = lead.id),
            false => message!("renews {id}", id = lead.id),
        },
    })
}

/// The lead that is to be renewed.
///
/// # Errors
/// Where it cannot be read, was not won, or is renewed already.
fn readable(
    args: &Args,
    change: &WorkspaceChange,
    chosen: &ChosenLead,
    file: &LeadText,
) -> Result<Lead, Failure> {
    let team = change.team();
    let refuse = |why: Message, help: Message| {
        let stem = chosen.path.stem();
        let message = match args.extends {
            true => message!("`{stem}` was not extended", stem),
            false => message!("`{stem}` was not renewed", stem),
        };
        let help = Some(help);
        refusal(&MoveRefused { message, reasons: vec![why], help, ..MoveRefused::default() })
    };
    let lead = team
        .read(file)
        .map_err(|why| refuse(why, message!("mend the file first; `corong check` shows the places")))?;
    match renewal_refusal(&team, &lead, args.extends, change.loaded.workspace.counted()) {
        None => Ok(lead),
        Some((why, help)) => Err(refuse(why, help)),
    }
}

/// The given owner, else the old lead's where still there, else who is at work.
fn owner(args: &Args, change: &WorkspaceChange, lead: &Lead) -> Option<String> {
    let team = change.team();
    let stays = |owner: &&str| team.member_refusal(owner, team.today).is_none();
    let old = Some(lead.owner.as_str()).filter(stays);
    let given = args.owner.as_deref().map(|owner| meant_id(owner, &team.config.team));
    given.or_else(|| old.or(change.me()).map(str::to_owned))
}
