//! An export brought in again: what the CRM changed since is taken over, what people
//! changed here stays, what both changed is reported.

mod merge;
mod record;

use std::collections::{BTreeMap, HashMap, HashSet};

use rayon::prelude::*;

use super::convert::Deal;
use super::ids::Ids;
use super::lead_text::{history, lead_path, lead_text};
use super::told::{RowNote, ToldKind};
use crate::change::PlanStep;
use crate::message;
use crate::pipeline::{Config, Lead};
use crate::report::{ImportConflict, ImportGone, ImportedLeads};
use crate::source::RelPath;
use crate::text::Message;
use crate::workspace::{MergedIds, Workspace};
use crate::yaml::NewValue;
use merge::{LeadAfter, Merging};
use record::{HISTORY, Recorded, WRITTEN, print};
pub use record::{Record, record_path};

/// A workspace that deals come into.
pub struct Into<'w> {
    /// It.
    pub workspace: &'w Workspace,
    /// Its configuration, with all that the import adds.
    pub config: &'w Config,
    /// The CRM.
    pub from: &'w str,
    /// What was imported of it before.
    pub record: &'w Record,
    /// The text of a lead's file.
    pub text: &'w dyn Fn(&RelPath) -> Result<String, Message>,
}

/// What an import changes.
#[derive(Default)]
pub struct Again {
    /// The files.
    pub steps: Vec<PlanStep>,
    /// How many leads.
    pub leads: ImportedLeads,
    /// What both changed.
    pub conflicts: Vec<ImportConflict>,
    /// Leads that are not in the export.
    pub gone: Vec<ImportGone>,
    /// Rows to be reported.
    pub told: Vec<RowNote>,
    /// What is imported now.
    pub record: Record,
    /// The leads that are new, each with its id.
    pub new: Vec<(String, usize)>,
}

/// Compares the deals of an export with a workspace. `left_out` are the ids of rows that
/// became no deal.
///
/// # Errors
/// Where a lead's file cannot be read.
pub fn again(deals: &[Deal], left_out: &HashSet<&str>, into: &Into<'_>) -> Result<Again, Message> {
    let own = |lead: &&Lead| lead.imported.as_ref().is_some_and(|own| own.from == into.from);
    let leads: HashMap<&str, &Lead> = into
        .workspace
        .leads
        .iter()
        .filter(own)
        .filter_map(|lead| Some((lead.imported.as_ref()?.id.as_str(), lead)))
        .collect();
    let merged = MergedIds::of(&into.workspace.leads);
    let taken = into.workspace.leads.iter().map(|lead| lead.id.as_str());
    let others = into.workspace.left_out.iter().map(|left| left.path.stem());
    let over = into.workspace.leads.iter().flat_map(|lead| lead.merged.iter()).map(|id| id.as_str());
    let mut ids = Ids::beside(taken.chain(others).chain(over));
    let mut all = Again { record: into.record.clone(), ..Again::default() };
    for (at, deal) in deals.iter().enumerate() {
        let now = prints(deal, into.config);
        match (leads.get(deal.key.as_str()), into.record.of(&deal.key)) {
            (Some(lead), recorded) => all.changed(deal, lead, recorded, now, into)?,
            (None, Some(recorded)) if merged.now(&recorded.lead) != recorded.lead => all.leads.unchanged += 1,
            (None, Some(recorded)) => {
                let why = message!(
                    "its lead, `{lead}`, was removed here, and stays so",
                    lead = recorded.lead.as_str()
                );
                let id = Some(deal.key.clone());
                all.told.push(RowNote { kind: ToldKind::LeftOut, row: deal.row, id, field: "row", why });
            }
            (None, None) => {
                let id = ids.give(&deal.name, &deal.key);
                all.add(deal, &id, now, into);
                all.new.push((id, at));
            }
        }
    }
    let there: HashSet<&str> = deals.iter().map(|deal| deal.key.as_str()).collect();
    let mut gone: Vec<ImportGone> = leads
        .iter()
        .filter(|(key, _)| !there.contains(*key) && !left_out.contains(*key))
        .map(|(key, lead)| ImportGone { lead: lead.id.to_string(), id: (*key).to_owned() })
        .collect();
    gone.sort_by(|a, b| a.lead.cmp(&b.lead));
    all.gone = gone;
    Ok(all)
}

/// The fingerprints of what the CRM says of a deal.
fn prints(deal: &Deal, config: &Config) -> BTreeMap<String, u32> {
    let mut all = BTreeMap::new();
    for (key, value) in &deal.fields {
        match value {
            NewValue::Map(entries) if key == "custom" => {
                all.extend(entries.iter().map(|(name, value)| (format!("custom.{name}"), print(value))));
            }
            value => drop(all.insert(key.clone(), print(value))),
        }
    }
    all.insert(HISTORY.to_owned(), print(&NewValue::List(history(config, &deal.steps))));
    all
}

/// The record of a new workspace's leads, as the text of its file.
pub fn record_text(leads: &[(String, Deal)], config: &Config) -> String {
    let line = |(id, deal): &(String, Deal)| recorded(id, prints(deal, config)).line(&deal.key);
    let mut lines: Vec<String> = leads.par_iter().map(line).collect();
    lines.sort_unstable();
    record::text_of(lines.into_iter())
}

fn recorded(id: &str, mut fields: BTreeMap<String, u32>) -> Recorded {
    let history = fields.get(HISTORY).copied().unwrap_or_default();
    fields.insert(WRITTEN.to_owned(), history);
    Recorded { lead: id.to_owned(), fields }
}

impl Again {
    fn add(&mut self, deal: &Deal, id: &str, now: BTreeMap<String, u32>, into: &Into<'_>) {
        let Some(last) = deal.steps.last() else { return };
        let path = lead_path(into.config, last, id);
        let new = lead_text(into.config, deal, &deal.steps, into.from, &path);
        self.steps.push(PlanStep::Create { path, new });
        self.record.note(&deal.key, recorded(id, now));
        self.leads.new += 1;
    }

    fn changed(
        &mut self,
        deal: &Deal,
        lead: &Lead,
        recorded: Option<&Recorded>,
        now: BTreeMap<String, u32>,
        into: &Into<'_>,
    ) -> Result<(), Message> {
        let before = recorded.map(|own| own.fields.clone()).unwrap_or_default();
        let same = before.iter().filter(|(key, _)| *key != WRITTEN).eq(now.iter());
        if same {
            self.leads.unchanged += 1;
            return Ok(());
        }
        let text = (into.text)(&lead.path)?;
        let merging = Merging { deal, lead, config: into.config, before: &before, now: &now, text: &text };
        let LeadAfter { new, path, conflicts, written } = merging.merged();
        self.conflicts.extend(conflicts);
        let mut fields = now;
        fields.insert(WRITTEN.to_owned(), written);
        self.record.note(&deal.key, Recorded { lead: lead.id.to_string(), fields });
        let moved = path != lead.path;
        if new == text && !moved {
            self.leads.unchanged += 1;
            return Ok(());
        }
        self.leads.changed += 1;
        let (from, old) = (lead.path.clone(), text);
        self.steps.push(if moved {
            PlanStep::Move { from, to: path, old, new }
        } else {
            PlanStep::Edit { path, old, new }
        });
        Ok(())
    }
}
