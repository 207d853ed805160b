//! What a report opens with: whether the target will be reached, what is open,
//! and what waits for somebody.

mod to_do;

use schemars::JsonSchema;
use serde::Serialize;

use super::{ReportOptions, Said, Sentence};
use crate::figures::{self, Headline, Measured, TargetAhead, TargetFigures, Total, View};
use crate::pipeline::{Day, Decimal};
pub use to_do::{ToDo, Urgency, Waiting};

/// At most so many leads are few: then the open ones are listed, and the rest
/// is said in sentences.
const FEW: usize = 20;

/// Whether a pipeline has so few leads that each can be looked at.
pub(super) fn has_few(view: &View<'_>) -> bool {
    view.leads().nth(FEW).is_none()
}

/// What a report opens with, over all pipelines it shows.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
pub struct Opening {
    /// What was won, and what is missing of the target that leads.
    pub answer: Sentence,
    /// What is open, or how far the target is behind; `null` where the answer says all.
    pub more: Option<Sentence>,
    /// Whether somebody must act for the target to be reached.
    pub behind: bool,
    /// The target that leads: the team's own that ends first, of one value
    /// before one of deals; `null` where none is under way.
    pub target: Option<TargetFigures>,
    /// What is expected to close until the target's end, else the quarter's.
    pub ahead: Ahead,
    /// What the target that leads has to expect; `null` without one, and without a band.
    pub likely: Option<TargetAhead>,
    /// The same in a sentence.
    pub likely_said: Option<Sentence>,
    /// How much waits for somebody.
    pub waiting: Waiting,
    /// What waits for somebody, the most urgent first: where leads are few all
    /// that are open, else the first of those that wait.
    pub to_do: Vec<ToDo>,
    /// Whether there are so few leads that each can be looked at.
    pub few: bool,
}

/// Open leads expected to close by a day.
#[derive(Clone, Copy, Debug, Default, Serialize, JsonSchema)]
pub struct Ahead {
    /// That day.
    pub until: Day,
    /// How many.
    pub count: u64,
    /// What they are worth.
    pub value: Decimal,
}

/// What the opening is about: the target that leads, where there is one.
pub(super) struct OpeningGoal<'w> {
    led: Option<(Measured<'w>, TargetFigures)>,
    /// The target's last day, else the quarter's.
    pub(super) until: Day,
}

impl<'w> OpeningGoal<'w> {
    /// `targets` has those of each chosen pipeline; `all` are the workspace's.
    pub(super) fn of(
        chosen: &[View<'w>],
        all: &[View<'w>],
        targets: &[Vec<TargetFigures>],
        options: &ReportOptions,
    ) -> Self {
        let led = leading(chosen, all, targets, options);
        let until = led.as_ref().map(|(_, target)| target.to);
        Self { led, until: until.unwrap_or_else(|| quarter_end(options.as_of, chosen)) }
    }
}

/// The opening of the chosen pipelines; `head` are the figures of them together,
/// `waiting` is who waits in them.
pub(super) fn opening(
    OpeningGoal { led, until }: OpeningGoal<'_>,
    chosen: &[View<'_>],
    as_of: Day,
    head: &Headline,
    WhoWaits { few, waiting, to_do }: WhoWaits,
) -> Opening {
    let ahead = match &led {
        Some((measured, _)) => Ahead::of(until, measured.expected(), chosen),
        None => Ahead::by(until, as_of, chosen),
    };
    let target = led.map(|(_, target)| target);
    let (answer, more) = match &target {
        Some(target) => of_target(target),
        None => of_head(head),
    };
    let behind = target.as_ref().is_some_and(is_behind);
    let (likely, likely_said) = (None, None);
    Opening { answer, more, behind, target, ahead, likely, likely_said, waiting, to_do, few }
}

/// What waits for somebody in some pipelines.
pub(super) struct WhoWaits {
    few: bool,
    waiting: Waiting,
    to_do: Vec<ToDo>,
}

impl WhoWaits {
    pub(super) fn of(chosen: &[View<'_>], options: &ReportOptions) -> Self {
        let leads: usize = chosen.iter().map(|view| view.leads().count()).sum();
        let few = leads <= FEW;
        let (waiting, to_do) = to_do::to_do(chosen, options, few);
        Self { few, waiting, to_do }
    }
}

/// The target that leads, and the leads it is measured on.
fn leading<'w>(
    chosen: &[View<'w>],
    all: &[View<'w>],
    targets: &[Vec<TargetFigures>],
    options: &ReportOptions,
) -> Option<(Measured<'w>, TargetFigures)> {
    let each = chosen.iter().zip(targets);
    let every = each.flat_map(|(view, own)| figures::measured(view, all).into_iter().zip(own.clone()));
    let condition = options.slice.as_ref().map(|slice| &slice.condition);
    let about = |target: &TargetFigures| {
        target.owner == options.owner && target.group.is_none() && target.condition.as_ref() == condition
    };
    let running = every.filter(|(_, target)| target.days_left.is_some() && about(target));
    let several = chosen.len() > 1;
    running.min_by_key(|(_, target)| {
        let part = several && target.pipeline.is_some();
        (part, target.value.is_none(), target.to, std::cmp::Reverse(target.from))
    })
}

fn is_behind(target: &TargetFigures) -> bool {
    target.value.map_or_else(
        || target.deals.is_some_and(|deals| deals.behind && deals.gap > 0),
        |value| value.behind && value.gap > Decimal::ZERO,
    )
}

fn of_target(target: &TargetFigures) -> (Sentence, Option<Sentence>) {
    let days = Said::Days(target.days_left.unwrap_or_default() as f64);
    let period = Said::Period(target.label.clone());
    let (won, whole, gap, reached) = match (&target.value, &target.deals) {
        (Some(value), _) => {
            (value.won.into(), value.target.into(), value.gap.into(), value.gap <= Decimal::ZERO)
        }
        (None, deals) => {
            let deals = deals.as_ref();
            let of = |get: fn(&figures::DealsTarget) -> u64| Said::Count(deals.map_or(0, get));
            (of(|d| d.won), of(|d| d.target), of(|d| d.gap), deals.is_none_or(|d| d.gap == 0))
        }
    };
    let valued = target.value.is_some();
    let say = match (reached, valued) {
        (true, true) => "opening-reached",
        (true, false) => "opening-reached-deals",
        (false, true) => "opening-won-of",
        (false, false) => "opening-won-of-deals",
    };
    let answer = Sentence::new(say, [("won", won), ("target", whole), ("period", period)]);
    let missing = |say| Sentence::new(say, [("gap", gap), ("days", days)]);
    let more = match (reached, is_behind(target), valued) {
        (true, ..) => None,
        (_, true, true) => Some(missing("opening-behind")),
        (_, true, false) => Some(missing("opening-behind-deals")),
        (_, false, true) => Some(missing("opening-on-time")),
        (_, false, false) => Some(missing("opening-on-time-deals")),
    };
    (answer, more)
}

/// Without a target: what was won and what is open, in money where any has a value.
fn of_head(head: &Headline) -> (Sentence, Option<Sentence>) {
    let (won, open) = (&head.won, &head.open);
    let say = match (won.count, won.value.is_zero()) {
        (0, _) => "opening-won-none",
        (_, true) => "opening-won-count",
        _ => "opening-won",
    };
    let answer = Sentence::new(say, [("n", won.count.into()), ("value", won.value.into())]);
    let say = match (open.count, open.value.is_zero()) {
        (0, _) => "opening-open-none",
        (_, true) => "opening-open-count",
        _ => "opening-open",
    };
    (answer, Some(Sentence::new(say, [("n", open.count.into()), ("value", open.value.into())])))
}

impl Ahead {
    fn by(until: Day, as_of: Day, views: &[View<'_>]) -> Self {
        let open = views.iter().flat_map(View::open).map(|(tracked, _)| tracked);
        let within = |tracked: &&figures::Tracked<'_>| {
            tracked.lead.expected_close.is_some_and(|day| as_of <= day && day <= until)
        };
        Self::of(until, open.filter(within), views)
    }

    fn of<'v, 'w: 'v>(
        until: Day,
        leads: impl Iterator<Item = &'v figures::Tracked<'w>>,
        views: &[View<'_>],
    ) -> Self {
        let mut total = Total::default();
        leads.for_each(|tracked| total.add(tracked.value.ok()));
        Self { until, count: total.valued + total.unvalued, value: total.value(views) }
    }
}

/// The last day of the quarter that a day is in.
fn quarter_end(day: Day, views: &[View<'_>]) -> Day {
    let years = views.first().map(|view| view.workspace.config.fiscal_years).unwrap_or_default();
    years.quarter(day).map_or(day, |(_, quarter)| quarter.to)
}
