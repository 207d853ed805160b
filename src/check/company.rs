//! Leads that share a company, in whatever spelling.

use crate::pipeline::Lead;
use crate::source::Span;
use crate::workspace::{self, Workspace};

/// A place where a lead names a company.
#[derive(Clone, Copy)]
pub struct Mention<'w> {
    /// The lead.
    pub lead: &'w Lead,
    /// The company's name there.
    pub name: &'w str,
    /// The place.
    pub span: Span,
    /// Whether it is the lead's customer, not a contact's company.
    pub is_customer: bool,
}

/// Where leads name a company, in the order of their paths; companies that are
/// named once in the chosen leads are left out.
pub fn shared(workspace: &Workspace, chosen: fn(&Workspace, &Lead) -> bool) -> Vec<Vec<Mention<'_>>> {
    let leads = workspace.leads.iter().filter(|lead| chosen(workspace, lead));
    let keyed = leads.flat_map(|lead| {
        let own = lead.company.iter().map(|own| (&*own.key, &*own.name, lead.spans.company, true));
        let of = lead.contact_companies.iter().map(|of| (&*of.key, &*of.name, of.span, false));
        let named = own.chain(of).filter(|(key, ..)| !key.is_empty());
        named.map(move |(key, name, span, is_customer)| (key, Mention { lead, name, span, is_customer }))
    });
    workspace::shared(keyed, workspace.leads.len()).into_values().collect()
}
