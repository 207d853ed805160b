//! What waits for somebody: leads that rot, targets that slip, whom to ask again.

use super::{FEW, Said, Standing, closed_leads, sorted, with};
use crate::figures::View;
use crate::pipeline::Decimal;
use crate::report::{PipelineReport, ValueTarget};

/// Leads that nobody works on.
pub(super) fn rotting(report: &PipelineReport) -> Option<Standing> {
    let n = report.rotting.len() as u64;
    let worth =
        report.rotting.iter().filter_map(|lead| lead.value).fold(Decimal::ZERO, Decimal::saturating_add);
    (n > 0).then(|| Standing {
        say: "standing-rotting",
        with: with([("n", Said::Count(n)), ("value", Said::Money(worth))]),
        n,
        leads: sorted(report.rotting.iter().map(|lead| lead.id.clone())),
        advice: Some("follow-up"),
    })
}

/// The target under way whose value is most behind its time.
pub(super) fn targets(view: &View<'_>, report: &PipelineReport) -> Option<Standing> {
    let day = view.as_of;
    let running = report.targets.iter().filter(|t| t.from <= day && day <= t.to && t.owner.is_none());
    let behind = running.filter_map(|target| {
        let gone =
            ((day - target.from).num_days() + 1) as f64 / ((target.to - target.from).num_days() + 1) as f64;
        let value = target.value.as_ref()?;
        (value.attainment? < gone && value.gap > Decimal::ZERO).then_some((target, value, gone))
    });
    let (target, value, gone) = behind.max_by(|a, b| {
        let late = |x: &(_, &ValueTarget, f64)| x.2 - x.1.attainment.unwrap_or(0.0);
        late(a).total_cmp(&late(b))
    })?;
    Some(Standing {
        say: "standing-target",
        with: with([
            ("label", Said::Period(target.label.clone())),
            ("gap", Said::Money(value.gap)),
            ("rate", Said::Percent(value.attainment.unwrap_or(0.0))),
            ("gone", Said::Percent(gone)),
            ("days", Said::Days((target.to - day).num_days() as f64)),
            ("deals", Said::Count(target.needed.deals.unwrap_or(0))),
        ]),
        n: target.needed.deals.unwrap_or(0),
        leads: Vec::new(),
        advice: None,
    })
}

/// Leads lost in the period that nobody means to ask again.
pub(super) fn try_again(view: &View<'_>) -> Option<Standing> {
    let leads = closed_leads(view, |c| !c.outcome.won && !c.superseded && c.tracked.lead.next_step.is_none());
    let n = leads.len() as u64;
    (n >= FEW).then(|| Standing {
        say: "standing-again",
        with: with([("n", Said::Count(n))]),
        n,
        leads,
        advice: Some("lost"),
    })
}

/// Customers won who have no open lead.
pub(super) fn ask_again(report: &PipelineReport) -> Option<Standing> {
    let rows = &report.retention.without_open;
    let n = rows.len() as u64;
    (n > 0).then(|| Standing {
        say: "standing-customers",
        with: with([("n", Said::Count(n))]),
        n,
        leads: sorted(rows.iter().map(|row| row.id.clone())),
        advice: Some("won"),
    })
}
