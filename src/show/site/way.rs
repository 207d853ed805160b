//! A lead's way through the stages: the chart, and what it says.

use super::super::charts::{self, PathStay};
use super::super::format::Style;
use crate::pipeline::{Attempt, Day, Lead, Pipeline};

/// What it says, and the chart, of the pipeline that the lead is in; `None` where
/// there is no way to show.
pub fn way(lead: &Lead, pipeline: &Pipeline, as_of: Day, style: &Style) -> Option<(String, String)> {
    let all = lead.history.attempts(as_of);
    let own = all.last()?.pipeline;
    let attempts: Vec<Attempt> = all.iter().filter(|attempt| attempt.pipeline == own).cloned().collect();
    let stays: Vec<PathStay> = attempts.iter().flat_map(|attempt| stays(attempt, as_of)).collect();
    let days: i64 = stays.iter().map(|stay| (stay.to - stay.from).num_days()).sum();
    if stays.is_empty() || (stays.len() < 2 && days < 1) {
        return None;
    }
    let open = pipeline.open_stages();
    let labels: Vec<&str> = pipeline.stages.iter().take(open).map(|stage| stage.label.as_str()).collect();
    let reached = |attempt: &Attempt| if attempt.is_won() { Some(open) } else { attempt.furthest() };
    let furthest = attempts.iter().filter_map(reached).max().unwrap_or_default();
    let title = title(&attempts, stays.len(), days, style);
    // Charts of templates are numbered from 1.
    let svg = charts::path(style, 0, &title, &labels, &stays, furthest);
    Some((title, svg))
}

fn stays(attempt: &Attempt, as_of: Day) -> impl Iterator<Item = PathStay> + '_ {
    attempt.stays.iter().map(move |stay| PathStay {
        row: stay.stage,
        from: stay.from,
        to: stay.to.unwrap_or(as_of),
        now: stay.to.is_none(),
    })
}

/// The days at work, the steps, those back among them, and how often it was
/// begun: time lost or won counts for nothing.
fn title(attempts: &[Attempt], steps: usize, days: i64, style: &Style) -> String {
    let backward =
        |attempt: &Attempt| attempt.stays.windows(2).filter(|pair| pair[1].stage < pair[0].stage).count();
    let back: usize = attempts.iter().map(backward).sum();
    let args = [("days", style.days(days as f64).into()), ("n", steps.into()), ("back", back.into())];
    let way = style.words.t(if back > 0 { "site-way-back" } else { "site-way" }, &args);
    match attempts.len() {
        0 | 1 => way,
        n => style.words.t("site-way-again", &[("way", way.into()), ("n", n.into())]),
    }
}
