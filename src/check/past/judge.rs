//! Where a history and git disagree, and the findings of it.

use super::align::align;
use super::tracks::{Stop, Track};
use super::{APART, LeadTracks};
use crate::check::rules::git_disagrees::RULE;
use crate::finding::{Finding, Fix, Mend};
use crate::message;
use crate::pipeline::{Config, Day, Lead, Pipeline, Stage, StageKind};
use crate::read::{self, date, entry_pipelines};
use crate::source::{Snapshot, Span};
use crate::text::Message;
use crate::workspace::Workspace;
use crate::yaml::{Arena, Node};

/// An entry of a history as its text has it.
#[derive(Clone, Copy, Debug)]
struct Entry {
    stage: u16,
    day: Day,
    stage_span: Span,
    at_span: Span,
}

/// One disagreement. Numbers are those of entries and moves, in the order of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Disagreement {
    /// The history begins after git knew the lead.
    Late,
    /// An entry has another date than the move it belongs to.
    Dated { entry: usize, stop: usize },
    /// A move has no entry; it would be the entry of that number.
    Missing { entry: usize, stop: usize },
}

impl LeadTracks {
    /// The findings about a workspace of the line's last commit, with whatever
    /// changed since. `first` reads a file by its object id and name.
    pub fn findings(
        &self,
        workspace: &Workspace,
        snapshot: &dyn Snapshot,
        first: &dyn Fn(&str, &str) -> Option<String>,
    ) -> Vec<Finding> {
        let mut findings = Vec::new();
        for lead in &workspace.leads {
            let track = self.tracks.get(&lead.id).filter(|track| track.pipeline == lead.at.pipeline);
            let Some(track) = track else { continue };
            // Of a lead that came from another pipeline, git's way begins with that.
            let here = lead.history.iter().filter(|entry| entry.pipeline == track.pipeline);
            let told: Vec<(u16, Day)> = here.map(|entry| (entry.stage, entry.day)).collect();
            if disagreements(&told, track, &[]).is_empty() {
                continue;
            }
            let pipeline = lead.at.pipeline;
            let came_with = first(&track.file.0, &track.file.1);
            let text = read::text(snapshot, &lead.path).ok();
            let (Some(came_with), Some(text)) = (came_with, text) else { continue };
            let known = entries(&came_with, pipeline, &workspace.config);
            let known: Vec<(u16, Day)> = known.iter().map(|entry| (entry.stage, entry.day)).collect();
            let entries = entries(&text, pipeline, &workspace.config);
            let told = Told { lead, track, pipeline: workspace.pipeline(lead), entries };
            findings.extend(told.findings(&known));
        }
        findings
    }
}

/// What the entries and the moves of a lead disagree about; `known` are the
/// entries it appeared with, of which git knows nothing.
fn disagreements(told: &[(u16, Day)], track: &Track, known: &[(u16, Day)]) -> Vec<Disagreement> {
    let mut found = Vec::new();
    let apart = |from: Day, to: Day| to.signed_duration_since(from).num_days() > APART.cast_signed();
    if told.first().is_some_and(|(_, day)| apart(track.first.by.latest(), *day)) {
        found.push(Disagreement::Late);
    }
    let pairs = align(&track.moves, told);
    for (stop, (pair, at)) in pairs.iter().zip(&track.moves).enumerate() {
        match pair {
            Some(entry) if at.by.apart(told[*entry].1) > APART && !known.contains(&told[*entry]) => {
                found.push(Disagreement::Dated { entry: *entry, stop });
            }
            Some(_) => {}
            // A stage left within a day was a slip of the hand; what is wrong
            // with the folder the lead is in now is another rule's.
            None => {
                let stayed = track.moves.get(stop + 1).is_some_and(|next| apart(at.by.latest(), next.by.day));
                if stayed && known.iter().all(|(stage, _)| *stage != at.stage) {
                    let entry = told.partition_point(|(_, day)| *day <= at.by.day);
                    found.push(Disagreement::Missing { entry, stop });
                }
            }
        }
    }
    found
}

/// A lead, what git shows of it and what its file says.
struct Told<'t> {
    lead: &'t Lead,
    track: &'t Track,
    pipeline: &'t Pipeline,
    entries: Vec<Entry>,
}

impl Told<'_> {
    fn findings(&self, known: &[(u16, Day)]) -> Vec<Finding> {
        let told: Vec<(u16, Day)> = self.entries.iter().map(|entry| (entry.stage, entry.day)).collect();
        let found = disagreements(&told, self.track, known);
        let finding = |one: &Disagreement| match *one {
            Disagreement::Late => self.late(),
            Disagreement::Dated { entry, stop } => self.dated(entry, stop),
            Disagreement::Missing { entry, stop } => {
                // An entry that does not put things right is not offered, nor one
                // before the beginning, which would make the lead older.
                let stage = self.track.moves.get(stop)?;
                let mut with = told.clone();
                with.insert(entry, (stage.stage, stage.by.day));
                let helps = entry > 0 && disagreements(&with, self.track, known).len() < found.len();
                self.missing(entry, stop, helps)
            }
        };
        found.iter().filter_map(finding).collect()
    }

    fn late(&self) -> Option<Finding> {
        let (entry, by) = (self.entries.first()?, &self.track.first.by);
        if self.lead.history.first().is_some_and(|first| first.pipeline != self.track.pipeline) {
            return self.dated_by(entry, &self.track.first);
        }
        let message = message!(
            "the history begins on {day}, and git knows the lead since {since} ({commit})",
            day = entry.day,
            since = by.latest(),
            commit = by.short()
        );
        Some(self.finding(entry.at_span, message).help(message!("correct the date, or add what came before")))
    }

    fn dated(&self, entry: usize, stop: usize) -> Option<Finding> {
        self.dated_by(self.entries.get(entry)?, self.track.moves.get(stop)?)
    }

    fn dated_by(&self, entry: &Entry, stop: &Stop) -> Option<Finding> {
        let message = message!(
            "`{stage}` is dated {day}, and git saw the lead come to its folder on {came} ({commit})",
            stage = self.stage(stop)?.id,
            day = entry.day,
            came = stop.by.day,
            commit = stop.by.short()
        );
        let help = message!(
            "correct the date; or, where the move was written down later than it was made, \
            say so behind it: `# corong: ignore[git-disagrees] …`"
        );
        Some(self.finding(entry.at_span, message).help(help))
    }

    fn missing(&self, entry: usize, stop: usize, helps: bool) -> Option<Finding> {
        let (stop, next) = (self.track.moves.get(stop)?, self.track.moves.get(stop + 1)?);
        let (stage, by) = (self.stage(stop)?, &stop.by);
        let next_entry = self.entries.get(entry);
        let place = next_entry.or_else(|| self.entries.last())?;
        let message = message!(
            "git saw the lead in the folder of `{stage}` from {from} ({commit}) to {to}, and the history does not name it",
            stage = stage.id,
            from = by.day,
            commit = by.short(),
            to = next.by.day
        );
        let (stage_id, at) = (&stage.id, by.day.to_string());
        let help = match next_entry {
            Some(_) => {
                message!(
                    "add the entry `{{stage: {stage}, at: {at}, by: …}}` before this one",
                    stage = stage_id,
                    at
                )
            }
            None => {
                message!(
                    "add the entry `{{stage: {stage}, at: {at}, by: …}}` after this one",
                    stage = stage_id,
                    at
                )
            }
        };
        let told = self.finding(place.stage_span, message).help(help);
        // A lost lead needs a reason, which git does not know.
        if !helps || stage.kind == StageKind::Lost {
            return Some(told);
        }
        let enter = Mend::Enter { stage: stage.id.clone(), day: by.day, email: by.email.clone() };
        Some(
            told.fix(Fix::files(
                message!("add the entry of `{stage}`, dated by git", stage = stage.id),
                enter,
            )),
        )
    }

    fn finding(&self, span: Span, message: Message) -> Finding {
        Finding::new(RULE.name, &self.lead.path, span, message)
    }

    fn stage(&self, stop: &Stop) -> Option<&Stage> {
        self.pipeline.stages.get(usize::from(stop.stage))
    }
}

/// The entries of a text's history that can be read and are in the pipeline in whose
/// folder it is, in the order of days.
fn entries(text: &str, folder: u16, config: &Config) -> Vec<Entry> {
    let mut arena = Arena::default();
    let parsed = arena.parse(text);
    let Some(list) = parsed.tree.find("history") else { return Vec::new() };
    let of = entry_pipelines(list, folder, config).of;
    let items = list.items().zip(of).filter(|(_, pipeline)| *pipeline == Some(folder));
    let pipeline = &config.pipelines[usize::from(folder)];
    let entry = |(item, _): (Node<'_>, _)| {
        let (stage, at) = (item.get("stage")?, item.get("at")?);
        Some(Entry {
            stage: u16::try_from(pipeline.stage_index(stage.value()?)?).ok()?,
            day: date(at.value()?, config.timezone)?.day,
            stage_span: stage.span(),
            at_span: at.span(),
        })
    };
    let mut entries: Vec<Entry> = items.filter_map(entry).collect();
    entries.sort_by_key(|entry| entry.day);
    entries
}
