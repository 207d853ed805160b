//! Why attempts were lost.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::{Total, View};
use crate::pipeline::{Choice, Decimal};

/// A reason for losing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct LossReason {
    /// The reason's id; `null` where none was given.
    pub key: Option<String>,
    /// What people call it.
    pub label: Option<String>,
    /// Attempts lost for it.
    pub count: u64,
    /// Value of the leads lost.
    pub value: Decimal,
}

/// **Loss reasons**: attempts lost in the period by the reason their closing
/// gives, most first; the value is that of the leads whose latest attempt it was.
pub fn loss_reasons(view: &View<'_>) -> Vec<LossReason> {
    let mut reasons: BTreeMap<Option<&str>, (u64, Total)> = BTreeMap::new();
    for closing in view.closings().filter(|closing| !closing.outcome.won) {
        let (count, total) = reasons.entry(closing.reason()).or_default();
        *count += 1;
        if !closing.superseded {
            total.add(closing.tracked.value.ok());
        }
    }
    let known = &view.workspace.config.lost_reasons;
    let reason = |(key, (count, total)): (Option<&str>, (u64, Total))| LossReason {
        key: key.map(str::to_owned),
        label: key.map(|key| Choice::label_of(known, key).to_owned()),
        count,
        value: total.value(view),
    };
    let mut reasons: Vec<LossReason> = reasons.into_iter().map(reason).collect();
    // Stable: reasons of one count and value stay in order of their ids.
    reasons.sort_by_key(|reason| std::cmp::Reverse((reason.count, reason.value)));
    reasons
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::testing::workspace;

    #[test]
    fn each_closing_has_its_own() {
        let mut workspace = workspace(&[
            ("a", "prospect 2026-01-01, lost 2026-02-01 price"),
            ("b", "prospect 2026-01-01, lost 2026-02-01 timing, prospect 2026-03-01, lost 2026-04-01 price"),
            ("c", "prospect 2026-01-01, lost 2026-02-01"),
            ("corrected", "prospect 2026-01-01, lost 2026-02-01 price, won 2026-03-01"),
            ("before", "prospect 2025-01-01, lost 2025-02-01 price"),
        ]);
        workspace.value("a", 10);
        workspace.value("b", 5);
        let reasons = loss_reasons(&workspace.view());
        let rows: Vec<_> = reasons.iter().map(|r| (r.key.as_deref(), r.count, r.value.to_string())).collect();
        let expected = [(Some("price"), 2, "15"), (None, 1, "0"), (Some("timing"), 1, "0")];
        assert_eq!(rows, expected.map(|(key, count, value)| (key, count, value.to_owned())));
        assert_eq!(reasons[0].label.as_deref(), Some("Too dear"));
    }
}
