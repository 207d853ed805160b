//! How many of the closed attempts were won.

use super::{Rate, View};

/// **Win rate**: won / (won + lost), over attempts closed in the period.
pub fn win_rate(views: &[View<'_>]) -> Rate {
    let (mut won, mut closed) = (0, 0);
    for closing in views.iter().flat_map(View::closings) {
        closed += 1;
        won += u64::from(closing.outcome.won);
    }
    Rate::new(won, closed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::testing::workspace;

    #[test]
    fn over_attempts_not_leads() {
        let workspace = workspace(&[
            ("twice", "prospect 2026-01-01, lost 2026-02-01, prospect 2026-03-01, won 2026-04-01"),
            ("lost", "lost 2026-02-01"),
            ("open", "prospect 2026-02-01"),
            ("before", "prospect 2025-01-01, won 2025-12-31"),
        ]);
        assert_eq!(win_rate(&[workspace.view()]), Rate::new(1, 3));
    }
}
