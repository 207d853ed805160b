//! What the keys of a board do to files, by the ways of the commands.

use super::dates::DateReader;
use super::making::MakeArgs;
use super::stderr::spoken;
use super::{Context, Failure, new, next, typed, undo};
use crate::change::{
    ClosingReason, FieldEdits, HoldChange, LeadText, Move, MoveRefused, NewActivity, Next, Plan, create,
    hold, log_activity, move_lead, next_step, set_fields,
};
use crate::host::{self, Journal, Lock};
use crate::live::board::{Deed, Refusal};
use crate::message;
use crate::session::{ChosenLead, SessionError, WorkspaceChange};
use crate::source::RelPath;
use crate::workspace::Loaded;

/// The plan of a deed; new leads are `owner`'s where one is looked at.
///
/// # Errors
/// Why it is refused.
pub fn planned(
    change: &WorkspaceChange,
    deed: &Deed,
    pipeline: &str,
    owner: Option<&str>,
) -> Result<Plan, Refusal> {
    let done = match deed {
        Deed::Move { path, stage, reason, sets } => {
            let sets = sets_of(change, sets)?;
            let closing = ClosingReason { reason: reason.clone(), competitor: None };
            let (at, by) = now(change);
            let intent = Move { stage: stage.clone(), pipeline: None, at, by, note: None, closing, sets };
            move_lead(&change.team(), &text(change, path)?, &intent, &|path| change.occupied(path))
        }
        Deed::Log { path, kind, summary } => {
            let (at, by) = now(change);
            let (kind, summary) = (kind.clone(), summary.clone());
            let intent = NewActivity { at, kind, by, summary, minutes: None, cost: None };
            log_activity(&change.team(), &text(change, path)?, &intent)
        }
        Deed::Next { path, what, due } => {
            let step = next::planned(what.clone(), Some(due), None, false, change).map_err(failed)?;
            let intent = Next { step: Some(step), ..Next::default() };
            next_step(&change.team(), &text(change, path)?, &intent)
        }
        Deed::Hold { path, until } => {
            let reader = DateReader::from(&change.loaded.workspace);
            let day = until.as_deref().map(|typed| reader.day(typed, "--until")).transpose();
            let day = day.map_err(failed)?;
            let intent = day.map_or(HoldChange::End, |day| HoldChange::Until { day, why: None });
            hold(&change.team(), &text(change, path)?, &intent)
        }
        Deed::Set { path, field } => {
            let sets = sets_of(change, std::slice::from_ref(field))?;
            set_fields(&change.team(), &text(change, path)?, &FieldEdits { sets, unsets: Vec::new() })
        }
        Deed::New { title, company, value, sets } => {
            let args = new::Args {
                title: Some(title.clone()),
                pipeline: Some(pipeline.to_owned()),
                company: Some(company.clone()),
                value: Some(value.clone()),
                owner: owner.map(str::to_owned),
                make: MakeArgs { sets: sets.clone(), ..MakeArgs::default() },
            };
            let intent = new::intent(&args, change).map_err(failed)?;
            create(&change.team(), &intent, &|path| change.occupied(path))
        }
        Deed::Undo => return Err(Refusal::default()),
    };
    done.map_err(|refused| refusal(&refused))
}

/// Takes a change back that is the last one of the workspace.
///
/// # Errors
/// Where it is not, or files have changed since.
pub fn taken_back(context: &Context, last: &Plan) -> Result<Plan, Refusal> {
    let disk = context.disk().map_err(told_of)?;
    let lock = Lock::take(disk.root()).map_err(|error| failed(error.into()))?;
    let journal = Journal::of(disk.root());
    let kept = journal.last(0).map_err(|error| failed(undo::unreadable(&error)))?;
    let Some(kept) = kept.filter(|kept| kept.plan == *last) else {
        return Err(refuse(
            &message!(
                "something else was changed since\n`corong undo` takes back the last change, whatever it is"
            )
            .shown(spoken()),
        ));
    };
    let plan = undo::plan_of(&kept, &disk).map_err(failed)?;
    host::carry_out_within(disk.root(), &plan, &lock, kept.mode).map_err(|error| failed(error.into()))?;
    // Where this fails, nothing is left of the change when it is asked for again.
    let _ = journal.forget(kept.number, &lock);
    Ok(plan)
}

/// The lead of a file that is there.
///
/// # Errors
/// Where it is gone.
pub fn chosen(loaded: &Loaded, path: &str) -> Result<ChosenLead, String> {
    let path = RelPath::new(path);
    let lead = loaded.workspace.leads.iter().find(|lead| lead.path == path);
    let pipeline = lead.map(|lead| lead.at.pipeline);
    let pipeline =
        pipeline.ok_or_else(|| message!("`{path}` is gone", path = path.as_str()).shown(spoken()))?;
    Ok(ChosenLead { path, pipeline })
}

fn text(change: &WorkspaceChange, path: &str) -> Result<LeadText, Refusal> {
    let chosen = chosen(&change.loaded, path).map_err(|why| refuse(&why))?;
    change.text(&chosen).map_err(told_of)
}

fn sets_of(change: &WorkspaceChange, sets: &[String]) -> Result<Vec<crate::change::Assignment>, Refusal> {
    typed::assignments(sets, &change.team()).map_err(failed)
}

/// Today, and who is at work.
fn now(change: &WorkspaceChange) -> (String, Option<String>) {
    (change.team().today.to_string(), change.me().map(str::to_owned))
}

/// A refusal in these words.
pub fn refuse(message: &str) -> Refusal {
    Refusal { lines: message.lines().map(str::to_owned).collect(), missing: Vec::new() }
}

/// A refusal that says why a session could not.
pub fn told_of(error: SessionError) -> Refusal {
    failed(Failure::from(error))
}

fn failed(failure: Failure) -> Refusal {
    refuse(&failure.said())
}

fn refusal(refused: &MoveRefused) -> Refusal {
    let reasons = refused.reasons.iter().map(|reason| format!("- {}", reason.shown(spoken())));
    let of_gates = refused.gates.iter().flat_map(|gate| &gate.fields);
    Refusal {
        lines: [refused.message.shown(spoken())].into_iter().chain(reasons).collect(),
        missing: refused.missing.iter().chain(of_gates).cloned().collect(),
    }
}
