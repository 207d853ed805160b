//! How well a lead is qualified.

use super::{Config, Criterion, Decimal, Lead, Level};

/// Σ weight × (met 1, partial ½, unmet or unknown 0) / Σ weight, as percent.
/// `None` where the team judges by nothing, or past the range of decimals.
pub fn score(lead: &Lead, config: &Config) -> Option<Decimal> {
    share(lead, &config.qualification)
}

fn share(lead: &Lead, criteria: &[Criterion]) -> Option<Decimal> {
    let (mut total, mut reached) = (Decimal::ZERO, Decimal::ZERO);
    for criterion in criteria {
        total = total.checked_add(criterion.weight)?;
        reached = reached.checked_add(points(lead, criterion))?;
    }
    reached.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(total)
}

fn points(lead: &Lead, criterion: &Criterion) -> Decimal {
    let level = lead.qualification.iter().find(|(id, _)| *id == criterion.id);
    match level.map(|(_, level)| level) {
        Some(Level::Met) => criterion.weight,
        Some(Level::Partial) => criterion.weight / Decimal::TWO,
        Some(Level::Unmet) | None => Decimal::ZERO,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pipeline::testing::{history, lead};

    #[test]
    fn a_score_is_the_share_of_the_weights() {
        let criteria: [(&str, u32); 3] = [("need", 40), ("budget", 40), ("interest", 20)];
        let criterion =
            |(id, weight): (&str, u32)| Criterion { id: id.into(), label: id.into(), weight: weight.into() };
        let criteria = criteria.map(criterion);
        let mut lead = lead("a", history(&[(0, 1)]));
        lead.qualification = vec![("need".into(), Level::Met), ("budget".into(), Level::Partial)];
        assert_eq!(share(&lead, &criteria), Some(60.into()));
        assert_eq!(share(&lead, &[]), None);
        let huge = [criterion(("need", 1)), Criterion { weight: Decimal::MAX, ..criterion(("budget", 1)) }];
        assert_eq!(share(&lead, &huge), None);
    }
}
