//! How much the pipeline earns in a day.

use super::View;
use crate::pipeline::Decimal;

/// **Velocity** per day: open count × win rate × average deal / mean cycle,
/// from the exact average and mean, rounded half to even to the minor unit.
/// `None` where one of them is unknown or the mean cycle is 0.
pub fn velocity_per_day(view: &View<'_>) -> Option<Decimal> {
    let open = view.open().count() as u64;
    let (mut won, mut closed, mut cycles, mut days) = (0_u64, 0_u64, 0_u64, 0_i64);
    for closing in view.closings() {
        closed += 1;
        won += u64::from(closing.outcome.won);
        if let Some(cycle) = closing.days().filter(|_| closing.outcome.won) {
            cycles += 1;
            days += cycle;
        }
    }
    let average = super::won::total(view, true).0.exact_average()?;
    let deals = Decimal::from(open.checked_mul(won)?.checked_mul(cycles)?);
    let spread = Decimal::from(closed).checked_mul(days.into())?;
    let per_day = average.checked_mul(deals)?.checked_div(spread)?;
    Some(view.round(per_day))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::testing::workspace;

    #[test]
    fn by_hand() {
        let mut workspace = workspace(&[
            ("open-1", "prospect 2026-06-01"),
            ("open-2", "prospect 2026-06-01"),
            ("open-3", "prospect 2026-06-01"),
            ("won-1", "prospect 2026-01-01, won 2026-01-11"),
            ("won-2", "prospect 2026-01-01, won 2026-01-21"),
            ("lost", "prospect 2026-01-01, lost 2026-02-01"),
        ]);
        workspace.value("won-1", 100);
        workspace.value("won-2", 201);
        // 3 × 2/3 × 150.5 / 15 = 20.07
        assert_eq!(velocity_per_day(&workspace.view()), Some(20.into()));
    }

    #[test]
    fn unknown_without_a_cycle() {
        let mut workspace =
            workspace(&[("open", "prospect 2026-06-01"), ("won", "prospect 2026-01-01, won 2026-01-01")]);
        workspace.value("won", 100);
        assert_eq!(velocity_per_day(&workspace.view()), None);
    }
}
