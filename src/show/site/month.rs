//! One month as it stood on its last day: lighter than a report, so that years
//! of them are quick.

use chrono::{Days, Months};
use minijinja::Value;
use serde::Serialize;

use crate::figures::{self, Headline, LossReason, Mode, StageFigures, View, ViewFilter};
use crate::pipeline::{Choice, Day, Decimal, Lead, Period};
use crate::report::lead_page::Named;
use crate::report::{Differences, Sentence, chart_titles};
use crate::show::typed::{Shown, part, to_values};
use crate::workspace::Workspace;

/// How many leads each list of a month tells.
const MOST: usize = 200;

/// A month.
#[derive(Serialize)]
pub struct MonthPage {
    /// `2026-11`.
    pub month: String,
    /// The fiscal quarter it is in, where years are not the calendar's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quarter: Option<String>,
    /// The day its figures are as of: its last, or the site's.
    pub as_of: Day,
    /// Whether it was not over by then.
    pub incomplete: bool,
    /// Its pipelines.
    pub pipelines: Vec<MonthPart>,
}

impl MonthPage {
    /// Its headline figures, as the next month needs them.
    pub fn heads(&self) -> Heads {
        self.pipelines.iter().map(|part| Some(part.head.clone())).collect()
    }
}

/// A pipeline in a month.
#[derive(Serialize)]
pub struct MonthPart {
    id: String,
    label: String,
    head: Headline,
    before: Headline,
    differences: Differences,
    stages: Vec<StageFigures>,
    loss_reasons: Vec<LossReason>,
    titles: MonthTitles,
    won: Vec<Closed>,
    lost: Vec<Closed>,
    begun: Vec<Closed>,
    more: [usize; 3],
}

/// What the charts of a month say.
#[derive(Serialize)]
struct MonthTitles {
    stages: Sentence,
    losses: Sentence,
}

to_values! {
    part MonthPage { pipelines }
    part MonthTitles { stages, losses }
    part MonthPart { head, before, differences, stages, loss_reasons, titles }
}

/// A lead that began or closed in a month.
#[derive(Serialize)]
struct Closed {
    id: String,
    title: String,
    company: Option<String>,
    owner: Named,
    day: Day,
    value: Option<Decimal>,
    reason: Option<String>,
}

/// The days of a month, and the day it is looked at.
fn days(first: Day, as_of: Day) -> (Period, Day) {
    let next = first.checked_add_months(Months::new(1)).unwrap_or(Day::MAX);
    let last = next.checked_sub_days(Days::new(1)).unwrap_or(first);
    (Period { from: first, to: last }, last.min(as_of))
}

/// The headline figures of each pipeline, by its index.
pub type Heads = Vec<Option<Headline>>;

/// The first day of the month before.
pub fn before(first: Day) -> Day {
    first.checked_sub_months(Months::new(1)).unwrap_or(first)
}

/// The headline figures of the month that begins on `first`.
pub fn heads(workspace: &Workspace, first: Day, as_of: Day) -> Heads {
    let (period, then) = days(first, as_of);
    let view = |at| View::new(workspace, at, then, period, ViewFilter::default());
    let head = |at| view(at).map(|view| figures::headline(std::slice::from_ref(&view)));
    (0..workspace.config.pipelines.len()).map(head).collect()
}

/// The month that begins on `first`, as of its last day or the site's; `before`
/// are the figures of the month before.
pub fn month(workspace: &Workspace, first: Day, as_of: Day, before: &Heads) -> MonthPage {
    let (period, then) = days(first, as_of);
    let pipelines = before.iter().enumerate().filter_map(|(at, before)| {
        let view = View::new(workspace, at, then, period, ViewFilter::default())?;
        Some(pipeline(&view, before.clone()?))
    });
    MonthPage {
        month: first.format("%Y-%m").to_string(),
        quarter: workspace.config.fiscal_years.own_quarter(first),
        as_of: then,
        incomplete: then < period.to,
        pipelines: pipelines.collect(),
    }
}

fn pipeline(view: &View<'_>, before: Headline) -> MonthPart {
    let config = &view.workspace.config;
    let closed = |lead: &Lead, owner: &str, day: Day, value, reason: Option<&str>, won: bool| Closed {
        id: lead.id.to_string(),
        title: lead.title.to_string(),
        company: lead.company.as_ref().map(|company| company.name.to_string()),
        owner: Named { id: owner.to_owned(), label: config.owner_name(owner).to_owned() },
        day,
        value,
        reason: reason.map(|id| {
            let reasons = if won { &config.won_reasons } else { &config.lost_reasons };
            Choice::label_of(reasons, id).to_owned()
        }),
    };
    let of = |won: bool| {
        let closings = view.closings().filter(move |closing| closing.outcome.won == won);
        let rows = closings
            .map(|one| {
                let owner = one.tracked.lead.credited(one.attempt);
                closed(one.tracked.lead, owner, one.outcome.day, one.value(), one.reason(), won)
            })
            .collect::<Vec<_>>();
        sorted(rows)
    };
    let begun = view.leads().filter(|tracked| view.period.contains(tracked.lead.created()));
    let begun: Vec<Closed> = begun
        .map(|tracked| {
            let lead = tracked.lead;
            closed(lead, lead.held_by(view.as_of), lead.created(), tracked.value.ok(), None, true)
        })
        .collect();
    let (mut won, mut lost, mut begun) = (of(true), of(false), sorted(begun));
    let more = [&mut won, &mut lost, &mut begun].map(|list| {
        let more = list.len().saturating_sub(MOST);
        list.truncate(MOST);
        more
    });
    let head = figures::headline(std::slice::from_ref(view));
    let stages = figures::stages(view, Mode::Entered);
    let loss_reasons = figures::loss_reasons(view);
    MonthPart {
        id: view.pipeline.id.clone(),
        label: view.pipeline.label.clone(),
        differences: Differences::of(&head, &before),
        head,
        before,
        titles: MonthTitles {
            stages: chart_titles::stages(&stages),
            losses: chart_titles::losses(&loss_reasons),
        },
        stages,
        loss_reasons,
        won,
        lost,
        begun,
        more,
    }
}

fn sorted(mut rows: Vec<Closed>) -> Vec<Closed> {
    rows.sort_by(|a, b| a.day.cmp(&b.day).then_with(|| a.id.cmp(&b.id)));
    rows
}
