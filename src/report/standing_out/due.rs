//! What waits for somebody: leads that rot, targets that slip, whom to ask again.

use super::{Highlight, closed_leads, sorted};
use crate::figures::{ENOUGH, View};
use crate::pipeline::Decimal;
use crate::report::{PipelineReport, Said, Sentence, TargetFigures, ValueTarget};

/// Leads that nobody works on.
pub(super) fn rotting(report: &PipelineReport) -> Option<Highlight> {
    let n = report.rotting.len() as u64;
    let worth =
        report.rotting.iter().filter_map(|lead| lead.value).fold(Decimal::ZERO, Decimal::saturating_add);
    (n > 0).then(|| Highlight {
        sentence: Sentence::new("standing-rotting", [("n", n.into()), ("value", worth.into())]),
        n,
        leads: sorted(report.rotting.iter().map(|lead| lead.id.clone())),
        advice: Some("follow-up"),
    })
}

/// The target of everybody under way whose value is most behind its time; of
/// chosen leads alone nobody expects it.
pub(super) fn targets(view: &View<'_>, report: &PipelineReport) -> Option<Highlight> {
    let everybody = |target: &&TargetFigures| {
        target.owner.is_none() && target.group.is_none() && target.condition.is_none()
    };
    let all = view.filter().only.is_none();
    let running = report.targets.iter().filter(|target| all && everybody(target));
    let running = running.filter_map(|target| Some((target, target.value?, target.days_left?)));
    let behind = running
        .filter(|(_, value, _)| value.behind && value.attainment.is_some() && value.gap > Decimal::ZERO);
    let (target, value, days) = behind.max_by(|a, b| {
        let late = |(target, value, _): &(&TargetFigures, ValueTarget, i64)| {
            target.gone - value.attainment.unwrap_or(0.0)
        };
        late(a).total_cmp(&late(b))
    })?;
    Some(Highlight {
        sentence: Sentence::new(
            "standing-target",
            [
                ("label", Said::Period(target.label.clone())),
                ("gap", value.gap.into()),
                ("rate", Said::Percent(value.attainment.unwrap_or(0.0))),
                ("gone", Said::Percent(target.gone)),
                ("days", Said::Days(days as f64)),
                ("deals", (target.needed.deals.unwrap_or(0)).into()),
            ],
        ),
        n: target.needed.deals.unwrap_or(0),
        leads: Vec::new(),
        advice: None,
    })
}

/// Leads lost in the period that nobody means to ask again.
pub(super) fn try_again(view: &View<'_>) -> Option<Highlight> {
    let leads = closed_leads(view, |c| !c.outcome.won && !c.superseded && c.tracked.lead.next_step.is_none());
    let n = leads.len() as u64;
    (n >= ENOUGH).then(|| Highlight {
        sentence: Sentence::new("standing-again", [("n", n.into())]),
        n,
        leads,
        advice: Some("lost"),
    })
}

/// Customers won who have no open lead.
pub(super) fn ask_again(report: &PipelineReport) -> Option<Highlight> {
    let rows = &report.retention.without_open;
    let n = rows.len() as u64;
    (n > 0).then(|| Highlight {
        sentence: Sentence::new("standing-customers", [("n", n.into())]),
        n,
        leads: sorted(rows.iter().map(|row| row.id.clone())),
        advice: Some("won"),
    })
}
