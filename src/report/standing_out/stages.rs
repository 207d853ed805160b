//! The stages: which loses most, and which takes longer than it did.

use super::{Highlight, sorted, value};
use crate::figures::{
    ENOUGH, Fate, Flow, LEVEL, Mode, Rate, Tracked, View, Visit, fisher, holm, mann_whitney, passages,
    percentile, visits,
};
use crate::pipeline::Period;
use crate::report::{PipelineReport, Said, Sentence};

/// The handbook's topic of a stage, by what its id says.
pub(super) fn topic(stage: &str) -> Option<&'static str> {
    let topics = [
        ("qualif", "qualification"),
        ("follow", "follow-up"),
        ("propos", "proposal"),
        ("quot", "proposal"),
        ("negotia", "negotiation"),
        ("prospect", "prospecting"),
    ];
    topics.into_iter().find(|(part, _)| stage.contains(part)).map(|(_, topic)| topic)
}

/// The stage that loses most: its settled conversion is below the other
/// stages' together, by Fisher's exact test, Holm-corrected over the stages.
pub(super) fn leak(view: &View<'_>, report: &PipelineReport, mode: Mode) -> Option<Highlight> {
    let flows: Vec<_> = report.stages.iter().filter_map(|s| Some((s, s.flow?))).collect();
    let sum = flows.iter().fold((0, 0), |sum, (_, f)| (sum.0 + f.advanced, sum.1 + f.lost));
    let p: Vec<f64> =
        flows.iter().map(|(_, f)| fisher(f.advanced, f.lost, sum.0 - f.advanced, sum.1 - f.lost)).collect();
    let p = holm(&p);
    let rest = |f: &Flow| Rate::new(sum.0 - f.advanced, sum.0 + sum.1 - f.settled.n).value;
    let tested = flows
        .iter()
        .enumerate()
        .zip(p)
        .filter(|((_, (_, f)), p)| *p <= LEVEL && f.settled.n >= ENOUGH && f.settled.value < rest(f));
    let ((at, (stage, flow)), _) =
        tested.min_by(|a, b| value(a.0.1.1.settled).total_cmp(&value(b.0.1.1.settled)))?;
    Some(Highlight {
        sentence: Sentence::new(
            "standing-leak",
            [
                ("stage", stage.label.as_str().into()),
                ("lost", flow.lost.into()),
                ("n", flow.settled.n.into()),
                ("rate", Said::Percent(value(flow.settled))),
                ("rest", Said::Percent(rest(flow).unwrap_or(0.0))),
            ],
        ),
        n: flow.settled.n,
        leads: sorted(lost_at(view, mode, at)),
        advice: topic(&stage.id),
    })
}

/// The leads that the flow through a stage counts as lost there.
fn lost_at(view: &View<'_>, mode: Mode, stage: usize) -> Vec<String> {
    let mut lost = Vec::new();
    passages(view, mode, |tracked, at, passage| {
        if at == stage && matches!(passage.fate, Fate::Lost(_)) {
            lost.push(tracked.lead.id.to_string());
        }
    });
    lost
}

/// The stage whose stays grew longest against the period before, by the
/// Mann–Whitney test (normal, corrected for ties), Holm-corrected over the stages.
pub(super) fn slow(view: &View<'_>, report: &PipelineReport, past: Period) -> Option<Highlight> {
    let (now, then) = rayon::join(|| days(view), || days(&view.over(past)));
    let pairs: Vec<_> = now.into_iter().zip(then).collect();
    let p = holm(&pairs.iter().map(|(now, then)| mann_whitney(now, then)).collect::<Vec<_>>());
    let tested = pairs.iter().enumerate().zip(p).filter_map(|((stage, (now, then)), p)| {
        let (longer, before) = (percentile(now, 0.5)?, percentile(then, 0.5)?);
        let enough = now.len() as u64 >= ENOUGH && then.len() as u64 >= ENOUGH;
        (p <= LEVEL && enough && longer > before).then_some((stage, now.len() as u64, longer, before))
    });
    let (stage, n, median, then) = tested.max_by(|a, b| (a.2 - a.3).total_cmp(&(b.2 - b.3)))?;
    let figures = report.stages.get(stage)?;
    Some(Highlight {
        sentence: Sentence::new(
            "standing-slow",
            [
                ("stage", figures.label.as_str().into()),
                ("days", Said::Days(median)),
                ("n", n.into()),
                ("before", Said::Days(then)),
            ],
        ),
        n,
        leads: sorted(ended(view, stage).map(|(tracked, _)| tracked.lead.id.to_string())),
        advice: topic(&figures.id),
    })
}

/// The visits to a stage that ended in the period.
fn ended<'v, 'w>(view: &'v View<'w>, stage: usize) -> impl Iterator<Item = (&'v Tracked<'w>, Visit)> {
    visits(view).filter(move |(_, visit)| visit.stage == stage && visit.ended)
}

/// How many days the visits to each open stage took that ended in the period, sorted.
fn days(view: &View<'_>) -> Vec<Vec<i64>> {
    let mut stages = vec![Vec::new(); view.pipeline.open_stages()];
    for (_, visit) in visits(view).filter(|(_, visit)| visit.ended) {
        if let Some(days) = stages.get_mut(visit.stage) {
            days.push(visit.days);
        }
    }
    stages.iter_mut().for_each(|days| days.sort_unstable());
    stages
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn topics_by_the_stages_name() {
        assert_eq!(topic("qualified"), Some("qualification"));
        assert_eq!(topic("follow-up"), Some("follow-up"));
        assert_eq!(topic("step-3"), None);
    }
}
