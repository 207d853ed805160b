//! Leads that share a company, in whatever spelling.

use std::collections::HashMap;

use rayon::prelude::*;

use crate::pipeline::{Lead, company_key as key};
use crate::workspace::Workspace;

/// Leads by the key of their company, in the order of their paths; companies
/// that only one of the chosen leads names are left out.
pub fn shared(workspace: &Workspace, chosen: fn(&Workspace, &Lead) -> bool) -> Vec<Vec<&Lead>> {
    let keyed: Vec<(String, &Lead)> = workspace
        .leads
        .par_iter()
        .filter(|lead| chosen(workspace, lead))
        .filter_map(|lead| Some((key(&lead.company.as_ref()?.name), lead)))
        .filter(|(key, _)| !key.is_empty())
        .collect();
    let mut groups: HashMap<&str, Vec<&Lead>> = HashMap::with_capacity(keyed.len());
    for (key, lead) in &keyed {
        groups.entry(key).or_default().push(lead);
    }
    groups.into_values().filter(|leads| leads.len() > 1).collect()
}
