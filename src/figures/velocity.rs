//! How much the pipeline earns in a day.

use super::View;
use super::rounds::Rounds;
use crate::pipeline::Decimal;

/// **Velocity** per day: open count × win rate × average deal / mean cycle,
/// from the exact average and mean, rounded half to even to the minor unit.
/// `None` where one of them is unknown or the mean cycle is 0.
pub fn velocity_per_day(views: &[View<'_>]) -> Option<Decimal> {
    let open = views.iter().flat_map(View::open).count() as u64;
    let (mut won, mut closed, mut cycles, mut days) = (0_u64, 0_u64, 0_u64, 0_i64);
    for closing in views.iter().flat_map(View::closings) {
        closed += 1;
        won += u64::from(closing.outcome.won);
        if let Some(cycle) = closing.days().filter(|_| closing.outcome.won) {
            cycles += 1;
            days += cycle;
        }
    }
    let deals = super::won::total(views, true).0;
    let up = u128::from(open) * u128::from(won) * u128::from(cycles);
    let down = u128::from(deals.valued) * u128::from(closed) * u128::try_from(days).ok()?;
    scaled(deals.sum, up, down).map(|per_day| views.round(per_day))
}

/// `amount` × `up` / `down` with one division at the end, so that halves are
/// exact; divided first where the product is past the range of decimals.
fn scaled(amount: Decimal, up: u128, down: u128) -> Option<Decimal> {
    let common = gcd(up, down).max(1);
    let up = Decimal::try_from_i128_with_scale(i128::try_from(up / common).ok()?, 0).ok()?;
    let down = Decimal::try_from_i128_with_scale(i128::try_from(down / common).ok()?, 0).ok()?;
    match amount.checked_mul(up) {
        Some(product) => product.checked_div(down),
        None => amount.checked_div(down)?.checked_mul(up),
    }
}

fn gcd(a: u128, b: u128) -> u128 {
    if b == 0 { a } else { gcd(b, a % b) }
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
        assert_eq!(velocity_per_day(&[workspace.view()]), Some(20.into()));
    }

    #[test]
    fn divides_once_at_the_end() {
        assert_eq!(scaled(7.into(), 9, 6), Some(Decimal::new(105, 1)));
        assert_eq!(scaled(Decimal::ONE, 3, 6), Some(Decimal::new(5, 1)));
        assert_eq!(scaled(Decimal::MAX, 3, 6), Decimal::MAX.checked_div(2.into()));
        assert_eq!(scaled(Decimal::ONE, 1, 0), None);
        assert_eq!(scaled(Decimal::ONE, 0, 5), Some(Decimal::ZERO));
    }

    #[test]
    fn unknown_without_a_cycle() {
        let mut workspace =
            workspace(&[("open", "prospect 2026-06-01"), ("won", "prospect 2026-01-01, won 2026-01-01")]);
        workspace.value("won", 100);
        assert_eq!(velocity_per_day(&[workspace.view()]), None);
    }
}
