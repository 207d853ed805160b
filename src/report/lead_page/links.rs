//! What links leads: renewals and what extends, both ways.

use std::collections::HashMap;

use super::{LeadPageSource, Link};
use crate::pipeline::Text;
use crate::workspace::{MergedIds, Workspace};

/// The counted leads by id, those taken over too, and by what they renew, for many
/// pages of one workspace.
#[derive(Debug, Default)]
pub struct Links {
    by_id: HashMap<Text, usize>,
    renewing: HashMap<Text, Vec<usize>>,
    extending: HashMap<Text, Vec<usize>>,
}

impl Links {
    /// Of a workspace.
    pub fn of(workspace: &Workspace) -> Self {
        let mut links = Self::default();
        let merged = MergedIds::of(&workspace.leads);
        for (at, lead) in workspace.leads.iter().enumerate().filter(|(at, _)| workspace.counts[*at]) {
            links.by_id.insert(lead.id.clone(), at);
            let taken = lead.merged.iter().filter(|id| merged.now(id) == lead.id);
            links.by_id.extend(taken.map(|id| (id.clone(), at)));
            for renewed in &lead.renews {
                links.renewing.entry(merged.now(&renewed.id).into()).or_default().push(at);
            }
            for extended in &lead.extends {
                links.extending.entry(merged.now(&extended.id).into()).or_default().push(at);
            }
        }
        links
    }

    /// The index in the workspace's leads of the lead of that id.
    pub fn index(&self, id: &str) -> Option<usize> {
        self.by_id.get(id).copied()
    }
}

pub(super) fn link(id: &str, source: &LeadPageSource<'_>) -> Link {
    let lead = source.links.index(id).and_then(|at| source.workspace.leads.get(at));
    Link {
        id: lead.map_or(id, |lead| lead.id.as_str()).to_owned(),
        title: lead.map(|lead| lead.title.to_string()),
        stage: lead.map(|lead| source.workspace.stage(lead).id.clone()),
    }
}

pub(super) fn renewed_by(source: &LeadPageSource<'_>) -> Vec<Link> {
    linking(&source.links.renewing, source)
}

pub(super) fn extended_by(source: &LeadPageSource<'_>) -> Vec<Link> {
    linking(&source.links.extending, source)
}

fn linking(links: &HashMap<Text, Vec<usize>>, source: &LeadPageSource<'_>) -> Vec<Link> {
    let linking = links.get(&source.lead.id).into_iter().flatten();
    linking.filter_map(|at| source.workspace.leads.get(*at)).map(|lead| link(&lead.id, source)).collect()
}
