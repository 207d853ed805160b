//! What is open.

use schemars::JsonSchema;
use serde::Serialize;

use super::rounds::Rounds;
use super::{Total, View, WeightedBy};
use crate::pipeline::Decimal;

/// **Open**: leads whose latest attempt is open at the as-of date. **Weighted**
/// is Σ value × chance over them, each rounded to the minor unit first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Open {
    /// Open leads.
    pub count: u64,
    /// Their value.
    pub value: Decimal,
    /// Their value weighted by their chances.
    pub weighted: Decimal,
    /// How many have no value, or none that can be converted.
    pub unvalued: u64,
    /// How many are weighted by what.
    pub weighted_by: WeightedBy,
    /// Those that are on hold at the as-of date; they are among the open ones.
    pub held: Held,
    /// What twelve months of their recurring lines are worth.
    pub annual: Decimal,
}

/// **On hold**: open leads whose `hold` has not passed at the as-of date. They are
/// neither rotting nor overdue.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Held {
    /// Leads on hold.
    pub count: u64,
    /// Their value.
    pub value: Decimal,
}

/// Sums up the open leads.
pub fn open(views: &[View<'_>]) -> Open {
    let (mut total, mut weighted, mut by) = (Total::default(), Decimal::ZERO, WeightedBy::default());
    let (mut annual, mut held) = (Decimal::ZERO, Total::default());
    for (tracked, view) in views.iter().flat_map(|view| view.open().map(move |(lead, _)| (lead, view))) {
        let value = tracked.value.ok();
        total.add(value);
        weighted += tracked.weighted;
        if tracked.lead.is_held(view.as_of) {
            held.add(value);
        }
        annual = annual.saturating_add(tracked.annual(&view.workspace.config));
        if let Some(chance) = tracked.chance {
            by.count(chance.source);
        }
    }
    Open {
        count: total.valued + total.unvalued,
        value: total.value(views),
        weighted: views.round(weighted),
        unvalued: total.unvalued,
        weighted_by: by,
        held: Held { count: held.valued + held.unvalued, value: held.value(views) },
        annual: views.round(annual),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::testing::{day, usd, workspace};
    use crate::pipeline::Hold;

    #[test]
    fn each_is_weighted_and_rounded_before_the_sum() {
        let mut workspace = workspace(&[
            ("a", "prospect 2026-01-01"),
            ("b", "prospect 2026-01-01"),
            ("own", "qualified 2026-01-01"),
            ("unvalued", "prospect 2026-01-01"),
            ("unsaid", "proposal 2026-01-01"),
            ("won", "won 2026-01-01"),
            ("later", "prospect 2026-07-01"),
        ]);
        workspace.value("a", 105); // 10 % = 10.5, to even 10
        workspace.value("b", 115); // 10 % = 11.5, to even 12
        workspace.lead("own").value = Some(usd(2)); // 2 × 16,250 = 32,500
        workspace.lead("own").probability = Some(50.into());
        workspace.value("unsaid", 1000);
        workspace.value("won", 7);
        let until = |text: &str| Some(Hold { until: day(text), why: None });
        workspace.lead("a").hold = until("2026-06-30");
        workspace.lead("unvalued").hold = until("2027-01-01");
        workspace.lead("b").hold = until("2026-06-29");
        workspace.lead("won").hold = until("2027-01-01");
        let expected = Open {
            count: 5,
            value: 33_720.into(),
            weighted: 16_272.into(),
            unvalued: 1,
            weighted_by: WeightedBy { lead: 1, history: 0, stage: 3, none: 1 },
            held: Held { count: 2, value: 105.into() },
            annual: Decimal::ZERO,
        };
        assert_eq!(open(&[workspace.view()]), expected);
    }

    #[test]
    fn a_reopened_lead_is_open_and_a_past_date_knows_no_later_closing() {
        let mut workspace = workspace(&[
            ("again", "prospect 2026-01-01, lost 2026-02-01, prospect 2026-03-01"),
            ("closed-later", "prospect 2026-01-01, won 2026-07-01"),
        ]);
        assert_eq!(open(&[workspace.view()]).count, 2);
        workspace.as_of("2026-07-01");
        assert_eq!(open(&[workspace.view()]).count, 1);
    }
}
