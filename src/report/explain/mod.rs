//! What each figure means, and which leads are behind it.
//!
//! A figure's page is `<name>.md` and `<name>.id.md` beside this file; the leads come from the
//! same [`View`] the figure is computed from, so that the two cannot drift.

mod counted;
mod sides;

use std::collections::BTreeSet;

use serde::Serialize;

use super::Mode;
use crate::figures::{Expectation, Push, Tracked, View, pushes};
use crate::message;
use crate::text::{ManualPage, Message};

/// A figure that can be explained.
pub struct Figure {
    /// Its name on the command line.
    pub name: &'static str,
    /// What it is, in a few words.
    pub summary: &'static str,
    /// Its page, in Markdown: definition, formula, what to mind.
    pub page: ManualPage,
    /// Where its numbers are in a pipeline of the JSON report.
    pub key: &'static str,
    count: Count,
    /// Why it leaves a lead out.
    why: fn(&View<'_>, &Tracked<'_>) -> Message,
}

/// The leads behind slips in one pipeline: each push, and the leads that were
/// not pushed.
pub fn pushed(view: &View<'_>, told: &[Expectation]) -> Counting {
    let stage = |at: usize| view.pipeline.stages.get(at).map_or("", |stage| stage.id.as_str());
    let row = |push: Push| ExplainRow {
        note: message!(
            "on {day}, by {days} days, from {from} to {to}; owner {owner}, in {stage}",
            day = push.day,
            days = push.days(),
            from = push.from,
            to = push.to,
            owner = push.people.join(", "),
            stage = stage(push.stage)
        ),
        lead: push.id.to_string(),
    };
    let mut rows: Vec<ExplainRow> = pushes(view, told).into_iter().map(row).collect();
    sort(&mut rows);
    let named: BTreeSet<&str> = rows.iter().map(|row| row.lead.as_str()).collect();
    let others = view.leads().filter(|tracked| !named.contains(tracked.lead.id.as_str()));
    let other = |tracked: &Tracked<'_>| ExplainRow {
        lead: tracked.lead.id.to_string(),
        note: match tracked.lead.expected_close {
            Some(day) => message!("expected on {day}, not pushed in the period", day),
            None => message!("expected on no date"),
        },
    };
    let mut left_out: Vec<ExplainRow> = others.map(other).collect();
    sort(&mut left_out);
    Counting { counted: vec![Group { name: message!("pushed later in the period"), rows }], left_out }
}

/// What a figure counts.
enum Count {
    /// Leads of the pipeline itself.
    Here(fn(&View<'_>, Mode) -> Vec<Group>),
    /// Of all pipelines, which the second argument holds.
    Among(fn(&View<'_>, &[View<'_>]) -> Vec<Group>),
}

/// Leads that are counted together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Group {
    /// As what.
    pub name: Message,
    /// Each of them; a lead is there twice where two of its attempts count.
    pub rows: Vec<ExplainRow>,
}

/// A lead, or an attempt of one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ExplainRow {
    /// The lead's id; the path of a file that cannot be read.
    pub lead: String,
    /// What of it counts, or why it does not.
    pub note: Message,
}

/// By lead, each by what is said of it.
fn sort(rows: &mut [ExplainRow]) {
    rows.sort_by_cached_key(|row| (row.lead.clone(), row.note.to_string()));
}

/// The leads behind a figure.
#[derive(Clone, Debug, Serialize)]
pub struct Counting {
    /// What is counted.
    pub counted: Vec<Group>,
    /// The pipeline's other leads, by id, and unreadable files.
    pub left_out: Vec<ExplainRow>,
}

macro_rules! figure {
    ($name:literal, $key:literal, $summary:literal, $count:path, $why:path) => {
        figure!($name, $key, $summary, Count::Here($count), $why,)
    };
    ($name:literal, $key:literal, $summary:literal, $count:expr, $why:path,) => {
        Figure {
            name: $name,
            summary: $summary,
            page: crate::page!($name),
            key: $key,
            count: $count,
            why: $why,
        }
    };
}

/// All figures, by name.
pub const FIGURES: [Figure; 27] = [
    figure!(
        "average",
        "won",
        "won value / won leads that have a value",
        counted::valued,
        counted::not_closed
    ),
    figure!("closing", "closing", "open leads by expected month", counted::expected, counted::not_open),
    figure!("conversion", "conversion", "new leads that were won", counted::converted, counted::not_begun),
    figure!("cycle", "cycle_days", "days from start to won", counted::cycles, counted::not_closed),
    figure!(
        "disqualified",
        "disqualified",
        "lost for a reason that does not count",
        counted::disqualified,
        counted::counts
    ),
    figure!("effort", "effort", "activities, their minutes and cost", sides::effort, sides::not_worked),
    figure!("forecast", "forecast", "what will be won by when", counted::open, counted::not_open),
    figure!(
        "improvements",
        "improvements",
        "a stage before and after a change",
        sides::improvements,
        sides::not_changed
    ),
    figure!("losses", "losses", "attempts lost, from several sides", sides::losses, counted::not_closed),
    figure!("lost", "lost", "attempts lost, and why", counted::lost, counted::not_closed),
    figure!("months", "months", "new, won and lost by month", counted::months, counted::not_in_period),
    figure!("new", "new", "leads that came in", counted::new, counted::not_begun),
    figure!("open", "open", "leads open at the as-of date", counted::open, counted::not_open),
    figure!(
        "retention",
        "retention",
        "which customers come back",
        Count::Among(sides::retention),
        sides::not_a_customer,
    ),
    figure!("rotting", "rotting", "leads that nobody works on", counted::rotting, counted::not_rotting),
    figure!("slips", "slips", "expected dates that were set later", counted::expected, counted::not_open),
    figure!("stages", "stages", "what became of those who entered", counted::stages, counted::not_begun),
    figure!(
        "targets",
        "targets",
        "what is to be reached, and what it takes",
        Count::Among(sides::targets),
        sides::not_targeted,
    ),
    figure!("time-in-stage", "stages", "days in each stage", counted::stays, counted::not_in_period),
    figure!(
        "time-to-win",
        "time_to_win",
        "how likely won by so many days",
        counted::followed,
        counted::not_begun
    ),
    figure!("trend", "trend", "what was open on past days", counted::open, counted::not_open),
    figure!(
        "unknown-path",
        "unknown_path",
        "attempts whose way is not known",
        counted::unknown_paths,
        counted::not_begun
    ),
    figure!("velocity", "velocity_per_day", "earned in a day", counted::velocity, counted::not_in_period),
    figure!("weighted", "open", "open value × chance to win", counted::weighted, counted::not_open),
    figure!("win-rate", "win_rate", "won / (won + lost)", counted::closed, counted::not_closed),
    figure!("wins", "wins", "what wins, by segments", sides::wins, counted::not_in_period),
    figure!("won", "won", "attempts won, and their value", counted::won, counted::not_closed),
];

/// The figure of that name, or of that key in a report's JSON.
pub fn figure(name: &str) -> Option<&'static Figure> {
    let named = FIGURES.iter().find(|figure| figure.name == name);
    named.or_else(|| FIGURES.iter().find(|figure| figure.key == name))
}

/// The names of all figures, sorted.
pub fn names() -> impl Iterator<Item = &'static str> + Clone {
    FIGURES.iter().map(|figure| figure.name)
}

impl Figure {
    /// The leads behind it in a pipeline, as of a day. `views` are those of all
    /// pipelines, as the report takes them.
    pub fn counting(&self, view: &View<'_>, views: &[View<'_>], mode: Mode) -> Counting {
        let mut counted = match self.count {
            Count::Here(count) => count(view, mode),
            Count::Among(count) => count(view, views),
        };
        counted.iter_mut().for_each(|group| sort(&mut group.rows));
        let named: BTreeSet<&str> =
            counted.iter().flat_map(|group| &group.rows).map(|row| row.lead.as_str()).collect();
        let mut left_out = self.others(view, &named);
        sort(&mut left_out);
        let files = view.workspace.left_out.iter();
        left_out.extend(files.map(|file| ExplainRow { lead: file.path.to_string(), note: file.why.clone() }));
        Counting { counted, left_out }
    }

    fn others(&self, view: &View<'_>, named: &BTreeSet<&str>) -> Vec<ExplainRow> {
        let counts = view.leads().chain(view.disqualified());
        let about: BTreeSet<&str> = counts.map(|tracked| tracked.lead.id.as_str()).collect();
        let there: BTreeSet<&str> = view.all().iter().map(|tracked| tracked.lead.id.as_str()).collect();
        let row = |lead: &str, note: Message| ExplainRow { lead: lead.to_owned(), note };
        let tracked = view.all().iter().filter(|tracked| !named.contains(tracked.lead.id.as_str()));
        let mut rows: Vec<ExplainRow> = tracked
            .map(|tracked| {
                let id = tracked.lead.id.as_str();
                match about.contains(id) {
                    _ if tracked.attempts.is_empty() => row(id, counted::never(tracked)),
                    true => row(id, (self.why)(view, tracked)),
                    false => row(id, elsewhere(view, tracked)),
                }
            })
            .collect();
        let index = view.workspace.config.pipelines.iter().position(|p| p.id == view.pipeline.id);
        for (lead, counts) in view.workspace.leads.iter().zip(&view.workspace.counts) {
            if Some(usize::from(lead.at.pipeline)) != index {
                continue;
            }
            if !counts {
                rows.push(row(
                    &lead.id,
                    message!("another file of this id counts, not {path}", path = lead.path),
                ));
            } else if !there.contains(lead.id.as_str()) {
                rows.push(row(&lead.id, message!("not there yet on {day}", day = view.as_of)));
            }
        }
        rows
    }
}

/// Why the view is not about a lead.
fn elsewhere(view: &View<'_>, tracked: &Tracked<'_>) -> Message {
    let only = view.filter().only.as_ref();
    if only.is_some_and(|only| !only.contains(&tracked.lead.id)) {
        return message!("the condition does not hold for it");
    }
    if !tracked.is_here() {
        return counted::state(view, tracked);
    }
    message!("its owner is {owner}", owner = tracked.lead.held_by(view.as_of))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Language;

    #[test]
    fn each_page_begins_with_its_name() {
        for figure in &FIGURES {
            for (language, formula) in [(Language::En, "\n## Formula\n"), (Language::Id, "\n## Rumus\n")] {
                let page = figure.page.in_language(language);
                assert!(page.starts_with(&format!("# {}\n\n", figure.name)), "{}", figure.name);
                assert!(page.contains(formula), "{}", figure.name);
            }
        }
        assert!(names().is_sorted());
    }
}
