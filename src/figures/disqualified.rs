//! What never was a lead.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::View;
use crate::pipeline::Choice;

/// **Disqualified**: attempts lost in the period for a reason with
/// `counts: false`, such as spam and duplicates. They are in no other figure.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Disqualified {
    /// Attempts disqualified.
    pub count: u64,
    /// By source, most first.
    pub by_source: Vec<DisqualifiedSource>,
}

/// What was disqualified of a source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct DisqualifiedSource {
    /// The source's id; `null` where none was given.
    pub key: Option<String>,
    /// What people call it.
    pub label: Option<String>,
    /// Attempts disqualified.
    pub count: u64,
}

/// Counts what was disqualified.
pub fn disqualified(views: &[View<'_>]) -> Disqualified {
    let mut sources: BTreeMap<(bool, Option<&str>), u64> = BTreeMap::new();
    for tracked in views.iter().flat_map(View::disqualified) {
        let source = tracked.lead.source.as_deref();
        *sources.entry((source.is_none(), source)).or_default() += 1;
    }
    let known = views.first().map_or(&[][..], |view| &view.workspace.config.sources);
    let row = |((_, key), count): ((bool, Option<&str>), u64)| DisqualifiedSource {
        key: key.map(str::to_owned),
        label: key.map(|key| Choice::label_of(known, key).to_owned()),
        count,
    };
    let mut by_source: Vec<DisqualifiedSource> = sources.into_iter().map(row).collect();
    by_source.sort_by_key(|row| Reverse(row.count));
    Disqualified { count: by_source.iter().map(|row| row.count).sum(), by_source }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::testing::workspace;
    use crate::figures::{Mode, conversion, flows, loss_reasons, lost, new, stages, win_rate};

    /// Spam is in no figure but this; a lead that was opened again after it counts from there.
    #[test]
    fn in_no_other_figure() {
        let mut workspace = workspace(&[
            ("won", "prospect 2026-01-01, won 2026-02-01"),
            ("spam", "prospect 2026-01-01, lost 2026-01-02 spam"),
            ("spam-too", "prospect 2026-01-01, lost 2026-01-02 spam"),
            ("before", "prospect 2025-01-01, lost 2025-01-02 spam"),
            (
                "again",
                "prospect 2026-01-01, lost 2026-01-02 spam, prospect 2026-03-01, lost 2026-04-01 price",
            ),
        ]);
        workspace.lead("spam").source = Some("ads".into());
        let view = workspace.view();
        let rows: Vec<_> = disqualified(std::slice::from_ref(&view))
            .by_source
            .into_iter()
            .map(|row| (row.key, row.label, row.count))
            .collect();
        assert_eq!(rows, [(None, None, 2), (Some("ads".to_owned()), Some("Iklan".to_owned()), 1)]);
        let views = [view];
        assert_eq!((new(&views).count, new(&views).reopened), (1, 1));
        assert_eq!((conversion(&views).rate.n, win_rate(&views).n, lost(&views).count), (1, 2, 1));
        assert_eq!(loss_reasons(&views[0]).len(), 1);
        assert_eq!(flows(&views[0], Mode::Cohort)[0].entered, 2);
        assert_eq!(stages(&views[0], Mode::Cohort)[4].count, 1);
    }
}
