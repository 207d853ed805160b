//! How many of the new leads were won.

use schemars::JsonSchema;
use serde::Serialize;

use super::{Rate, View};

/// **Conversion**: leads new in the period and won by the as-of date / leads
/// new in the period. A lead that was won and is worked on again was won. It is new
/// in its first pipeline alone, and won in whichever it was won.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Conversion {
    /// The rate itself.
    #[serde(flatten)]
    pub rate: Rate,
    /// How many of the new ones are open and were not won: by so many the hits
    /// may still rise.
    pub open: u64,
}

/// Follows the leads created in the period.
pub fn conversion(views: &[View<'_>]) -> Conversion {
    let (mut new, mut won, mut open) = (0, 0, 0);
    for (tracked, _) in views.iter().flat_map(View::begun).filter(|(_, attempt)| attempt.number == 0) {
        new += 1;
        if tracked.ever_won() {
            won += 1;
        } else if tracked.is_open_anywhere() {
            open += 1;
        }
    }
    Conversion { rate: Rate::new(won, new), open }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::testing::workspace;

    #[test]
    fn won_after_the_period_counts_too() {
        let mut workspace = workspace(&[
            ("won", "prospect 2026-02-01, won 2026-03-01"),
            ("won-later", "prospect 2026-02-01, won 2026-06-15"),
            ("won-again-open", "prospect 2026-02-01, won 2026-03-01, prospect 2026-06-01"),
            ("open", "prospect 2026-02-01"),
            ("lost", "prospect 2026-02-01, lost 2026-02-02"),
            ("older", "prospect 2025-02-01, won 2026-02-02"),
        ]);
        workspace.to("2026-04-30");
        let conversion = conversion(&[workspace.view()]);
        assert_eq!(conversion.rate, Rate::new(3, 5));
        assert_eq!(conversion.open, 1);
    }
}
