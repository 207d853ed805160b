//! Leads that share a company, in whatever spelling.

use crate::pipeline::Lead;
use crate::workspace::{self, Workspace};

/// Leads by the key of their company, in the order of their paths; companies
/// that only one of the chosen leads names are left out.
pub fn shared(workspace: &Workspace, chosen: fn(&Workspace, &Lead) -> bool) -> Vec<Vec<&Lead>> {
    let keyed = workspace.leads.iter().filter(|lead| chosen(workspace, lead)).filter_map(|lead| {
        let company = lead.company.as_ref().filter(|company| !company.key.is_empty())?;
        Some((company.key.as_str(), lead))
    });
    workspace::shared(keyed, workspace.leads.len()).into_values().collect()
}
