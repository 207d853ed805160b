//! `corong rename`: another id for a lead.

use std::process::ExitCode;

use super::changing::{WriteArgs, begin, finish, refusal};
use super::{Context, Failure, choose, making, output};
use crate::change::{LeadText, refers, rename};
use crate::message;
use crate::session::{ChosenLead, WorkspaceChange};
use crate::source::RelPath;
use crate::text::visible;
use crate::workspace::conflicted;

/// Give a lead another id
///
/// Its file gets the new name in the same folder, and every lead that renews it
/// says so by the new id. No other byte changes.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  corong rename pt-karya-utama pt-karya-utama-2026
  corong rename karya pt-karya --commit
  corong rename 'pipeline/lost/PT Karya.yaml' pt-karya    mends a name that is no id")]
pub struct Args {
    /// An id, the unique beginning of one, or a path
    pub lead: String,
    /// The new id: lower-case letters and digits, with single `-` between them
    #[arg(value_name = "ID")]
    pub to: String,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub write: WriteArgs,
}

/// Runs it.
///
/// # Errors
/// Status 1 where the id is bad or taken, 2 where the lead is unknown or
/// something cannot be read or written.
pub fn run(args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    let change = begin(context, &args.write)?;
    let chosen = choose::to_change(&args.lead, &change, &args.write, context)?;
    if chosen.path.stem() == args.to {
        return Err(Failure::refused(message!("`{to}` is its id already", to = args.to)));
    }
    let left_out = &change.loaded.workspace.left_out;
    if left_out.iter().any(|left| left.path == chosen.path && left.why == conflicted()) {
        let path = visible(chosen.path.as_str());
        return Err(Failure::refused(message!(
            "`{path}` holds a conflict of git's\n  help: settle it first; `corong check` shows the places",
            path
        )));
    }
    let id = making::free(&change, &args.to)?;
    let file = change.text(&chosen)?;
    let referring = referring(&change, &chosen);
    let plan =
        rename(&file, &id, &referring, change.team().config.language).map_err(|refused| refusal(&refused))?;
    if !context.quiet && !args.write.dry_run {
        referring
            .iter()
            .for_each(|lead| output::say(message!("{path} follows", path = visible(lead.path.as_str()))));
    }
    finish(change, &plan, &args.write)
}

/// The leads that refer to a lead. Where another file has its id too, they stay
/// with that one.
pub(super) fn referring(change: &WorkspaceChange, chosen: &ChosenLead) -> Vec<LeadText> {
    let workspace = &change.loaded.workspace;
    let id = chosen.path.stem();
    let pipeline = |path: &RelPath| {
        let inside = |pipeline: &crate::pipeline::Pipeline| path.below(&pipeline.dir).is_some();
        workspace.config.pipelines.iter().position(inside).and_then(|at| u16::try_from(at).ok())
    };
    let readable = workspace.leads.iter();
    let left_out = workspace.left_out.iter().map(|left| &left.path);
    let all = readable.clone().map(|lead| &lead.path).chain(left_out.clone());
    if all.clone().any(|path| path.stem() == id && *path != chosen.path) {
        output::say(message!(
            "note: another file is `{id}` too, so leads that renew `{id}` stay with that one",
            id
        ));
        return Vec::new();
    }
    let renewing = readable.filter(|lead| lead.refers_to(id)).map(|lead| &lead.path);
    // Files that no figure counts may refer to it all the same.
    let mut paths: Vec<&RelPath> = renewing.chain(left_out).collect();
    paths.sort();
    paths.dedup();
    let absent = change.disk.left_out();
    if paths.iter().any(|path| absent.contains(path)) {
        output::say(message!(
            "note: this checkout leaves out leads, as a sparse one does; what they say of it does not follow\n  \
             help: `git sparse-checkout disable` brings them back"
        ));
    }
    let text = |path: &RelPath| {
        let chosen = ChosenLead { path: path.clone(), pipeline: pipeline(path)? };
        change.text(&chosen).ok().filter(|lead| refers(&lead.text, id))
    };
    paths.into_iter().filter_map(text).collect()
}
