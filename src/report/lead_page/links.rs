//! What links leads: renewals, both ways.

use std::collections::HashMap;

use super::{LeadPageSource, Link};
use crate::pipeline::Text;
use crate::workspace::Workspace;

/// The counted leads by id and by what they renew, for many pages of one workspace.
#[derive(Debug, Default)]
pub struct Links {
    by_id: HashMap<Text, usize>,
    renewing: HashMap<Text, Vec<usize>>,
}

impl Links {
    /// Of a workspace.
    pub fn of(workspace: &Workspace) -> Self {
        let mut links = Self::default();
        for (at, lead) in workspace.leads.iter().enumerate().filter(|(at, _)| workspace.counts[*at]) {
            links.by_id.insert(lead.id.clone(), at);
            if let Some(renews) = &lead.renews {
                links.renewing.entry(renews.clone()).or_default().push(at);
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
        id: id.to_owned(),
        title: lead.map(|lead| lead.title.to_string()),
        stage: lead.map(|lead| source.workspace.stage(lead).id.clone()),
    }
}

pub(super) fn renewed_by(source: &LeadPageSource<'_>) -> Vec<Link> {
    let renewing = source.links.renewing.get(&source.lead.id).into_iter().flatten();
    renewing.filter_map(|at| source.workspace.leads.get(*at)).map(|lead| link(&lead.id, source)).collect()
}
