//! What was lost.

use schemars::JsonSchema;
use serde::Serialize;

use super::View;
use crate::pipeline::Decimal;

/// **Lost**: attempts lost in the period. Money is carried by a lead's latest
/// attempt: what was lost and then taken up again is superseded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Lost {
    /// Attempts lost.
    pub count: u64,
    /// Value of the leads lost.
    pub value: Decimal,
    /// Lost leads without a value.
    pub unvalued: u64,
    /// Losses that a later attempt of the same lead took over: not valued.
    pub superseded: u64,
}

/// Sums up the attempts lost.
pub fn lost(views: &[View<'_>]) -> Lost {
    let (total, superseded) = super::won::total(views, false);
    Lost {
        count: total.valued + total.unvalued + superseded,
        value: total.value(views),
        unvalued: total.unvalued,
        superseded,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::testing::workspace;

    #[test]
    fn losses_taken_up_again_are_not_valued() {
        let mut workspace = workspace(&[
            ("a", "prospect 2026-01-01, lost 2026-02-01"),
            ("created-lost", "lost 2026-02-01"),
            ("again", "prospect 2026-01-01, lost 2026-02-01, prospect 2026-03-01, lost 2026-04-01"),
            ("corrected", "prospect 2026-01-01, lost 2026-02-01, won 2026-03-01"),
        ]);
        workspace.value("a", 10);
        workspace.value("again", 5);
        workspace.value("corrected", 1000);
        let expected = Lost { count: 4, value: 15.into(), unvalued: 1, superseded: 1 };
        assert_eq!(lost(&[workspace.view()]), expected);
    }
}
