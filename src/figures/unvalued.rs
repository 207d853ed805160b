//! Leads that are counted but not valued.

use schemars::JsonSchema;
use serde::Serialize;

use super::{NoValue, Tracked, View};

/// A lead that no sum of money holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Unvalued {
    /// Its id.
    pub id: String,
    /// Its file.
    pub path: String,
    /// What it is about.
    pub title: String,
    /// Why it has no value.
    pub why: NoValue,
}

/// **Unvalued**: the leads open at the as-of date, or whose latest attempt
/// closed in the period, that have no value or none that can be converted. By id.
pub fn unvalued(view: &View<'_>) -> Vec<Unvalued> {
    let shown =
        |tracked: &&Tracked<'_>| tracked.outcome().is_none_or(|outcome| view.period.contains(outcome.day));
    let row = |tracked: &Tracked<'_>| {
        Some(Unvalued {
            why: tracked.value.err()?,
            id: tracked.lead.id.to_string(),
            path: tracked.lead.path.to_string(),
            title: tracked.lead.title.to_string(),
        })
    };
    let mut unvalued: Vec<Unvalued> = view.leads().filter(shown).filter_map(row).collect();
    unvalued.sort_by(|a, b| a.id.cmp(&b.id));
    unvalued
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::testing::{usd, workspace};

    #[test]
    fn each_with_its_reason() {
        let mut workspace = workspace(&[
            ("valued", "prospect 2026-01-01"),
            ("bare", "prospect 2026-01-01"),
            ("closed", "lost 2026-02-01"),
            ("closed-before", "lost 2025-02-01"),
            ("no-rate", "prospect 2025-02-01, won 2026-06-01"),
        ]);
        workspace.value("valued", 0);
        workspace.lead("no-rate").value = Some(usd(1));
        workspace.config.rates = crate::pipeline::Rates::new(crate::pipeline::Currency::IDR, Vec::new());
        let unvalued = unvalued(&workspace.view());
        let rows: Vec<_> = unvalued.iter().map(|row| (row.id.as_str(), row.why)).collect();
        let expected = [("bare", NoValue::Absent), ("closed", NoValue::Absent), ("no-rate", NoValue::NoRate)];
        assert_eq!(rows, expected);
    }
}
