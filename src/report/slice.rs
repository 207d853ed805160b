//! The leads that a condition holds for.

use rayon::prelude::*;

use super::seen::{Rereader, Seen, Unjudged, Views};
use crate::expr::Condition;
use crate::figures::LeadIds;
use crate::pipeline::Day;
use crate::source::Snapshot;
use crate::text::Message;
use crate::workspace::Workspace;

/// The leads that a condition holds for, as of a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slice {
    /// The condition, as it was asked for.
    pub condition: String,
    /// The leads.
    pub leads: LeadIds,
}

impl Slice {
    /// Chooses among the leads of a workspace; their files are read again.
    ///
    /// # Errors
    /// Where the condition cannot be judged; for which lead, and why.
    pub fn of(
        workspace: &Workspace,
        as_of: Day,
        (source, condition): (&str, &Condition),
        snapshot: &dyn Snapshot,
    ) -> Result<Self, Message> {
        let views = Views::new(workspace, as_of, None);
        let seen: Vec<Seen<'_, '_>> = views.leads().collect();
        let judge = |memory: &mut Rereader, seen: &Seen<'_, '_>| {
            let judged =
                memory.with(seen.lead(), snapshot, |root| seen.chosen(condition, root, workspace, as_of))?;
            match judged {
                Ok(holds) => holds.then(|| Ok(seen.lead().id.clone())),
                Err(why) => Some(Err(Unjudged { id: seen.lead().id.to_string(), why })),
            }
        };
        let judged: Vec<_> = seen.par_iter().map_init(Rereader::default, judge).flatten().collect();
        // Of several that cannot be judged always the same is named, whoever was read first.
        if let Some(wrong) =
            judged.iter().filter_map(|one| one.as_ref().err()).min_by_key(|wrong| wrong.id.as_str())
        {
            return Err(wrong.message());
        }
        let leads = judged.into_iter().flatten().collect();
        Ok(Self { condition: source.to_owned(), leads: std::sync::Arc::new(leads) })
    }
}
