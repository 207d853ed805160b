//! What is not as it was: reasons for losing that rise, and what the team changed.

use super::stages::topic;
use super::{Highlight, closed_leads, sorted, value};
use crate::figures::{ENOUGH, Improved, LEVEL, Mode, View, fisher, holm, passages};
use crate::pipeline::Period;
use crate::report::{ComparedPipeline, PipelineReport, Said, Sentence};

/// The reason whose share of the losses rose, by Fisher's test against the
/// period before, Holm-corrected over the reasons.
pub(super) fn rising(view: &View<'_>, report: &PipelineReport, past: &ComparedPipeline) -> Option<Highlight> {
    let (now, then) = (report.lost.count, past.headline.lost.count);
    let of_past = |key: &Option<String>| {
        past.loss_reasons.iter().find(|reason| reason.key == *key).map_or(0, |reason| reason.count)
    };
    let tried: Vec<_> = report.loss_reasons.iter().map(|r| (r, of_past(&r.key))).collect();
    let p: Vec<f64> = tried.iter().map(|(r, b)| fisher(r.count, now - r.count, *b, then - b)).collect();
    let risen = tried.iter().zip(holm(&p)).filter(|((r, b), p)| {
        *p <= LEVEL && now >= ENOUGH && then >= ENOUGH && r.count * then > b * now && r.key.is_some()
    });
    let ((reason, before), _) = risen.max_by_key(|((reason, _), _)| reason.count)?;
    Some(Highlight {
        sentence: Sentence::new(
            "standing-reason",
            [
                ("reason", Said::name(reason.label.as_deref(), reason.key.as_deref(), "no-reason")),
                ("count", reason.count.into()),
                ("n", now.into()),
                ("before", (*before).into()),
                ("past", then.into()),
            ],
        ),
        n: now,
        leads: closed_leads(view, |c| !c.outcome.won && c.reason() == reason.key.as_deref()),
        advice: Some("lost"),
    })
}

/// What each change of the team's did to its stage, where both sides are long enough.
pub(super) fn improvements(view: &View<'_>, report: &PipelineReport) -> Vec<Highlight> {
    report.improvements.iter().filter_map(|change| improvement(view, change)).collect()
}

fn improvement(view: &View<'_>, change: &Improved) -> Option<Highlight> {
    let (before, after) = (change.before?, change.after?);
    if before.settled.n < ENOUGH || after.settled.n < ENOUGH {
        return None;
    }
    let say = match value(after.settled) > value(before.settled) {
        _ if !change.differs => "standing-improvement-unsure",
        true => "standing-improvement-better",
        false => "standing-improvement-worse",
    };
    let stage = view.pipeline.stage_index(&change.stage)?;
    let within = view.over(Period { from: after.from, to: after.to });
    let mut leads = Vec::new();
    passages(&within, Mode::Entered, |tracked, at, _| {
        leads.extend((at == stage).then(|| tracked.lead.id.to_string()));
    });
    Some(Highlight {
        sentence: Sentence::new(
            say,
            [
                ("action", change.action.as_str().into()),
                ("stage", change.label.as_str().into()),
                ("after", Said::Percent(value(after.settled))),
                ("before", Said::Percent(value(before.settled))),
                ("n", after.settled.n.into()),
                ("past", before.settled.n.into()),
            ],
        ),
        n: before.settled.n + after.settled.n,
        leads: sorted(leads),
        advice: topic(&change.stage),
    })
}
