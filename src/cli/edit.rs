//! `corong edit`: a lead in somebody's editor, checked on return.
//!
//! The editor has a copy, and no lock is held meanwhile. What comes back takes
//! the lead's place only where the lead is as it was; where it does not, it is
//! kept, and said where.

use std::process::ExitCode;

use super::changing::{WriteArgs, begin, finish};
use super::{Context, Failure, ask, choose, output};
use crate::change::mends::Draft;
use crate::change::{LeadText, Plan, PlanStep, new_findings};
use crate::check::{self, Checked};
use crate::host::{self, Copy};
use crate::message;
use crate::session::{ChosenLead, WorkspaceChange};
use crate::show::findings::text;
use crate::source::Snapshot;
use crate::text::visible;

/// Open a lead in your editor
///
/// Opens a copy in $VISUAL, $EDITOR or git's core.editor and checks it on
/// return. A text with new errors is not written unasked: on a terminal you may
/// edit it again, write it all the same or stop; what is not written is kept
/// and its place named. Nothing is overwritten that changed meanwhile.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  corong edit pt-karya-utama
  EDITOR='code --wait' corong edit karya
  corong edit karya --dry-run          shows what your edit would change")]
pub struct Args {
    /// An id, the unique beginning of one, or a path
    pub lead: String,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub write: WriteArgs,
}

/// Runs it.
///
/// # Errors
/// Status 1 where the edited text is not written or an error remains in it, 2
/// where the lead is unknown or there is no editor.
pub fn run(args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    let look = WorkspaceChange::look(context)?;
    let chosen = choose::to_change(&args.lead, &look, &args.write, context)?;
    let file = look.text(&chosen)?;
    let copy = Copy::new(chosen.path.name(), &file.text)
        .map_err(|error| Failure::usage(message!("a copy to edit cannot be written: {error}", error)))?;
    match edited(&look, &file, &copy, args, context) {
        Ok(None) => {
            output::tell(&message!("{stem}: nothing changed\n", stem = chosen.path.stem()))?;
            Ok(ExitCode::SUCCESS)
        }
        Ok(Some(Edited { text, fails })) => match write(&file, text, &chosen, args, context) {
            Ok(_) if fails => Ok(ExitCode::from(1)),
            Ok(status) => Ok(status),
            Err(failure) => Err(kept(copy, failure)),
        },
        Err(failure) if copy.text().is_ok_and(|text| text == file.text) => Err(failure),
        Err(failure) => Err(kept(copy, failure)),
    }
}

/// A text to be written.
struct Edited {
    text: String,
    /// Whether an error is in it.
    fails: bool,
}

/// Opens the editor until the text is fit to be written; `None` where it is as
/// it was.
fn edited(
    look: &WorkspaceChange,
    file: &LeadText,
    copy: &Copy,
    args: &Args,
    context: &Context,
) -> Result<Option<Edited>, Failure> {
    let editor = host::editor(look.disk.root());
    let before = checked(look, file, &file.text, context)?;
    loop {
        copy.open(&editor).map_err(Failure::usage)?;
        let text =
            copy.text().map_err(|error| Failure::refused(message!("the edited text: {error}", error)))?;
        if text == file.text {
            return Ok(None);
        }
        let after = checked(look, file, &text, context)?;
        let new = new_findings(&errors(&before), &errors(&after)).len();
        show(look, file, &text, &after, context);
        let fails = after.fails(false);
        if new == 0 {
            return Ok(Some(Edited { text, fails }));
        }
        let brings = match new {
            1 => message!("edited text brings an error"),
            _ => message!("edited text brings {new} errors", new),
        };
        let options = [
            ("again", message!("edit it again")),
            ("write", message!("write it as it is")),
            ("stop", message!("leave the lead as it was, and keep the edited text in a file")),
        ];
        let asked = || ask::choice_of(message!("The {brings}", brings), &options, Some("again"));
        match args.write.asks().then(asked).flatten().as_deref() {
            Some("again") => {}
            Some("write") => return Ok(Some(Edited { text, fails })),
            _ => {
                return Err(Failure::refused(message!(
                    "`{stem}` was not changed: the {brings}",
                    stem = file.path.stem(),
                    brings
                )));
            }
        }
    }
}

/// The findings in a lead's file where it says `text`.
fn checked(
    look: &WorkspaceChange,
    file: &LeadText,
    text: &str,
    context: &Context,
) -> Result<Checked, Failure> {
    let mut draft = Draft::new(&look.disk);
    draft.put(&file.path, Some(text.to_owned()), Some(&file.path));
    let mut checked = check::run(&draft, &|zone| context.day(zone))?;
    checked.choose(std::slice::from_ref(&file.path));
    Ok(checked)
}

fn errors(checked: &Checked) -> Vec<crate::finding::Finding> {
    let errors =
        checked.findings.iter().filter(|finding| finding.severity == crate::finding::Severity::Error);
    errors.cloned().collect()
}

/// Shows what `corong check` would say of the edited text.
fn show(look: &WorkspaceChange, file: &LeadText, new: &str, checked: &Checked, context: &Context) {
    if checked.findings.is_empty() {
        return;
    }
    let mut draft = Draft::new(&look.disk);
    draft.put(&file.path, Some(new.to_owned()), Some(&file.path));
    let snapshot: &dyn Snapshot = &draft;
    output::print(&text::findings(&checked.findings, snapshot, context.look(false)));
}

/// Writes the text where the lead is still as it was.
fn write(
    file: &LeadText,
    text: String,
    chosen: &ChosenLead,
    args: &Args,
    context: &Context,
) -> Result<ExitCode, Failure> {
    let change = begin(context, &args.write)?;
    let same = change.text(chosen).is_ok_and(|now| now.text == file.text);
    if !same {
        let path = &file.path;
        let why =
            message!("`{path}` was changed or moved while you edited, and nothing is overwritten", path);
        return Err(Failure::refused(why));
    }
    let step = PlanStep::Edit { path: file.path.clone(), old: file.text.clone(), new: text };
    let plan = Plan {
        title: change.team().said(&message!("{stem}: edited", stem = file.path.stem())),
        steps: vec![step],
    };
    finish(change, &plan, &args.write)
}

/// Keeps what was edited, and says where.
fn kept(copy: Copy, failure: Failure) -> Failure {
    let place = copy.keep();
    failure.and(message!(
        "\n  help: your text is kept in {place}",
        place = visible(&place.display().to_string())
    ))
}
