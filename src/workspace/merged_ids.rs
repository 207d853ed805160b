//! The ids that leads took over by `merge`, and which lead each of them means now.

use std::collections::HashMap;

use crate::pipeline::Lead;

/// Ids that no file has any more, each with the id of the lead that took it over.
#[derive(Clone, Debug, Default)]
pub struct MergedIds<'w>(HashMap<&'w str, Option<&'w str>>);

impl<'w> MergedIds<'w> {
    /// Of all leads of a workspace. An id that a file has means that file, and one
    /// that two leads took over means none.
    pub fn of(leads: &'w [Lead]) -> Self {
        let mut keepers = HashMap::new();
        for lead in leads.iter().filter(|lead| !lead.merged.is_empty()) {
            for id in &lead.merged {
                let keeper = keepers.entry(id.as_str()).or_insert(Some(lead.id.as_str()));
                *keeper = keeper.filter(|own| *own == lead.id);
            }
        }
        if !keepers.is_empty() {
            leads.iter().for_each(|lead| _ = keepers.remove(lead.id.as_str()));
        }
        Self(keepers)
    }

    /// The id of the lead that an id means.
    pub fn now<'i>(&self, id: &'i str) -> &'i str
    where
        'w: 'i,
    {
        self.0.get(id).copied().flatten().unwrap_or(id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pipeline::testing::{history, lead};

    #[test]
    fn an_id_means_its_file_then_the_only_lead_that_took_it_over() {
        let taking = |id: &str, merged: &[&str]| {
            let merged = merged.iter().map(|id| (*id).into()).collect();
            Lead { merged, ..lead(id, history(&[(0, 1)])) }
        };
        let leads = [taking("a", &["old", "b", "twice"]), taking("b", &[]), taking("c", &["twice", "old-c"])];
        let ids = MergedIds::of(&leads);
        let now = ["old", "b", "twice", "old-c", "c", "other"].map(|id| ids.now(id));
        assert_eq!(now, ["a", "b", "twice", "c", "c", "other"]);
    }
}
