//! What came in.

use schemars::JsonSchema;
use serde::Serialize;

use super::View;

/// **New**: leads whose first entry falls in the period, in the pipeline of that
/// entry; attempts restarted in the period and leads that came from another pipeline
/// are apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct New {
    /// Leads created in the period.
    pub count: u64,
    /// Later attempts begun in the period after one that was won or lost here.
    pub reopened: u64,
    /// Attempts that leads began in the period by coming from another pipeline.
    pub transferred_in: u64,
}

/// Counts what came in.
pub fn new(views: &[View<'_>]) -> New {
    let mut new = New { count: 0, reopened: 0, transferred_in: 0 };
    for (_, attempt) in views.iter().flat_map(View::begun) {
        let counted = match attempt.number {
            0 => &mut new.count,
            _ if attempt.came => &mut new.transferred_in,
            _ => &mut new.reopened,
        };
        *counted += 1;
    }
    new
}

#[cfg(test)]
mod tests {
    use std::slice::from_ref;

    use super::*;
    use crate::figures::testing::workspace;

    #[test]
    fn both_ends_belong_and_restarts_are_apart() {
        let workspace = workspace(&[
            ("before", "prospect 2025-12-31"),
            ("first-day", "prospect 2026-01-01"),
            ("last-day", "lost 2026-06-30"),
            ("after", "prospect 2026-07-01"),
            (
                "again",
                "prospect 2025-01-01, lost 2025-02-01, qualified 2026-03-01, won 2026-04-01, prospect 2026-05-01",
            ),
        ]);
        assert_eq!(new(&[workspace.view()]), New { count: 2, reopened: 2, transferred_in: 0 });
    }

    #[test]
    fn pipelines_together_count_a_lead_once() {
        let workspace = workspace(&[
            ("goes", "prospect 2026-01-01, partners/prospect 2026-02-01"),
            ("came-before", "prospect 2025-01-01, partners/prospect 2026-02-01, partners/lost 2026-02-03"),
            ("again", "partners/prospect 2025-01-01, partners/lost 2026-01-01, partners/prospect 2026-01-02"),
            ("after-a-win", "prospect 2026-01-01, won 2026-01-02, partners/prospect 2026-01-03"),
        ])
        .with_partners();
        let (sales, partners) = (workspace.view(), workspace.view_of(1));
        assert_eq!(new(from_ref(&sales)), New { count: 2, reopened: 0, transferred_in: 0 });
        assert_eq!(new(from_ref(&partners)), New { count: 0, reopened: 1, transferred_in: 3 });
        assert_eq!(new(&[sales, partners]), New { count: 2, reopened: 1, transferred_in: 3 });
    }
}
