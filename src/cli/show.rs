//! `corong show`: one lead as a page.

use std::process::ExitCode;

use super::{Context, Failure, choose, looking, output};
use crate::check::Checked;
use crate::message;
use crate::pipeline::Day;
use crate::report::lead_page::{LeadPage, LeadPageSource, Links, lead_page};
use crate::report::seen::Views;
use crate::session::ChosenLead;
use crate::show::lead as shown;
use crate::source::Snapshot;
use crate::text::Message;
use crate::workspace::Loaded;
use crate::yaml::Arena;

/// Show one lead as a page
///
/// Its fields, its figures, everything that happened with it, what it renews
/// and what renews it, and what `corong check` finds in its file.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  corong show pt-karya-utama
  corong show karya --as-of 2026-09-30      as it stood then
  corong show karya --rev HEAD~20           as its file stood then
  corong show karya --format json           the whole of it, for other programs")]
pub struct Args {
    /// An id, the unique beginning of one, or a path
    pub lead: String,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub at: looking::AsOfArgs,
    /// How to write it; text where neither this nor a file says so
    #[arg(long, value_enum)]
    pub format: Option<Format>,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub result: looking::ResultArgs,
}

/// How a page is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For people
    Text,
    /// For other programs: corong.lead/1
    Json,
}

/// Runs it.
///
/// # Errors
/// Where there is no workspace or no such lead, or the result cannot be written.
pub fn run(args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    let known = [("txt", Format::Text), ("json", Format::Json)];
    let format = output::format(args.format, args.result.output.as_deref(), &known)?.unwrap_or(Format::Text);
    let (context, files) = &context.looking(&args.at.rev)?;
    let read = context.read(files)?;
    let loaded = &read.loaded;
    let chosen = choose::lead(&args.lead, loaded, files.root(), context)?;
    let style = args.result.style(&loaded.workspace.config)?;
    let as_of = args.at.day(&loaded.workspace, context)?;
    let page = page(&chosen, loaded, files, &read.checked(), as_of)?;
    let to_file = args.result.output.is_some();
    let rendered = match format {
        Format::Json => page.json(),
        Format::Text => {
            let (room, paint) = (looking::page_room(to_file), looking::paint(context, to_file));
            shown::text(&page, &style, room, paint)
        }
    };
    output::to(args.result.output.as_deref(), &rendered, context)?;
    Ok(ExitCode::SUCCESS)
}

/// The page of a lead.
///
/// # Errors
/// Where its file cannot be read, or it did not exist on that day.
pub fn page(
    chosen: &ChosenLead,
    loaded: &Loaded,
    files: &dyn Snapshot,
    checked: &Checked,
    as_of: Day,
) -> Result<LeadPage, Failure> {
    let workspace = &loaded.workspace;
    let path = &chosen.path;
    let unreadable = |why: Message| {
        let told = message!("`{path}` cannot be shown: {why}", path, why);
        Failure::usage(message!("{told}\n  help: `corong check {path}` shows the places", told, path))
    };
    let Some(lead) = workspace.leads.iter().find(|lead| lead.path == *path) else {
        let why = workspace.left_out.iter().find(|left| left.path == *path).map(|left| left.why.clone());
        let why = why.unwrap_or_else(|| message!("it cannot be read"));
        return Err(unreadable(why));
    };
    let text = chosen.text(files)?.text;
    let mut arena = Arena::default();
    let root = arena.parse(&text).tree.root().ok_or_else(|| unreadable(message!("it is empty")))?;
    let views = Views::new(workspace, as_of, None);
    let seen = views.leads().find(|seen| seen.lead().path == *path);
    let figured = seen.map(|seen| (seen.figured, seen.tracked.chance.and_then(|chance| chance.percent)));
    let source = LeadPageSource {
        workspace,
        lead,
        text: &text,
        root,
        checked,
        figured,
        links: &Links::of(workspace),
        as_of,
    };
    lead_page(&source).ok_or_else(|| {
        Failure::usage(message!(
            "`{id}` did not exist on {as_of}; it begins on {created}",
            id = lead.id,
            as_of,
            created = lead.created()
        ))
    })
}
