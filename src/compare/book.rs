//! The waterfall: every lead's way from its open value at the start to that at
//! the end, booked line by line.

use schemars::JsonSchema;
use serde::Serialize;

use super::half::Pair;
use super::half::{Half, State};
use crate::figures::{Tracked, value_on};
use crate::pipeline::{Currency, Decimal, round_minor};

/// `start + new + reopened + increased − decreased − won − lost − removed +
/// unreadable + currency = end`, exactly, in the workspace's currency. Lines
/// that are added or taken away are never negative; `unreadable` and `currency`
/// may be either. A lead that went to another pipeline is, at its end value, in
/// `removed` of the one and in `new` of the other, so that each adds up; and it is in
/// `transferred_out` and `transferred_in`, which over all pipelines are the same.
///
/// What a lead is worth is changed at the start's rates (`increased`,
/// `decreased`; from unvalued to valued is `increased`), and what the rates
/// alone do after that is `currency`. Exits are at the end's value. A lead that
/// came and closed in between is in `new` (or `reopened`) and in its exit; one
/// that never was open, such as one created won, is in no line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Waterfall {
    /// The value of what was open at the base.
    pub start: Decimal,
    /// Leads that were not there.
    pub new: Decimal,
    /// Of these, leads that came from another pipeline, where they were open.
    pub transferred_in: Decimal,
    /// Leads that were closed and are open again.
    pub reopened: Decimal,
    /// Leads that are worth more.
    pub increased: Decimal,
    /// Leads that are worth less.
    pub decreased: Decimal,
    /// Leads won.
    pub won: Decimal,
    /// Leads lost.
    pub lost: Decimal,
    /// Leads that are there no more, or were lost for a reason that does not count.
    pub removed: Decimal,
    /// Of these, leads that went to another pipeline.
    pub transferred_out: Decimal,
    /// Leads whose file no figure can count any more, negative, or can again.
    pub unreadable: Decimal,
    /// What exchange rates alone did.
    pub currency: Decimal,
    /// The value of what is open at the head.
    pub end: Decimal,
}

/// How many leads a line of the waterfall is about, those without a value too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Counts {
    /// Leads that were not there.
    pub new: u64,
    /// Of these, leads that came from another pipeline, where they were open.
    pub transferred_in: u64,
    /// Leads that were closed and were opened again.
    pub reopened: u64,
    /// Leads that are worth more.
    pub increased: u64,
    /// Leads that are worth less.
    pub decreased: u64,
    /// Leads won.
    pub won: u64,
    /// Leads lost.
    pub lost: u64,
    /// Leads that are there no more, or were lost for a reason that does not count.
    pub removed: u64,
    /// Of these, leads that went to another pipeline.
    pub transferred_out: u64,
    /// Leads that became unreadable, or readable again.
    pub unreadable: u64,
    /// Leads that exchange rates made worth more or less.
    pub currency: u64,
}

impl Waterfall {
    /// The same between two open values, each with the currency's decimals.
    pub(super) fn between(mut self, start: Decimal, end: Decimal, currency: Currency) -> Self {
        (self.start, self.end) = (start, end);
        for line in [
            &mut self.start,
            &mut self.new,
            &mut self.transferred_in,
            &mut self.reopened,
            &mut self.increased,
            &mut self.decreased,
            &mut self.won,
            &mut self.lost,
            &mut self.removed,
            &mut self.transferred_out,
            &mut self.unreadable,
            &mut self.currency,
            &mut self.end,
        ] {
            *line = round_minor(*line, currency);
        }
        self
    }

    /// Start and all lines together: the end, where the books are right.
    pub fn sum(&self) -> Decimal {
        self.start + self.new + self.reopened + self.increased
            - self.decreased
            - self.won
            - self.lost
            - self.removed
            + self.unreadable
            + self.currency
    }
}

/// What was booked so far.
#[derive(Default)]
pub(super) struct Booked {
    pub(super) sums: Waterfall,
    pub(super) counts: Counts,
}

impl Booked {
    /// Books one lead.
    pub(super) fn book(&mut self, pair: &Pair<'_, '_>, start: &Half<'_, '_>, end: &Half<'_, '_>) {
        match (pair.start, pair.end) {
            (State::Here(before), State::Here(after)) => self.both(before, after, start),
            (State::Absent, State::Here(after)) => {
                self.comes(start.elsewhere(pair.id).map(|place| place.tracked), after);
            }
            (State::Here(before), State::Absent) if is_open(before) => match end.elsewhere(pair.id) {
                Some(place) => self.goes(before, place.tracked, start),
                None => self.out(before),
            },
            (State::Here(before), State::LeftOut(_)) if is_open(before) => {
                self.sums.unreadable -= worth(before);
                self.counts.unreadable += 1;
            }
            (State::LeftOut(_), State::Here(after)) if is_open(after) => {
                self.sums.unreadable += worth(after);
                self.counts.unreadable += 1;
            }
            _ => {}
        }
    }

    /// A lead that was not here, and perhaps in another pipeline.
    fn comes(&mut self, before: Option<&Tracked<'_>>, after: &Tracked<'_>) {
        let came = before.is_some_and(is_open);
        if !came && !was_open(after) {
            return;
        }
        if before.is_some() && !came {
            self.sums.reopened += worth(after);
            self.counts.reopened += 1;
            return self.exit(after);
        }
        self.sums.new += worth(after);
        self.counts.new += 1;
        if came {
            self.sums.transferred_in += worth(after);
            self.counts.transferred_in += 1;
        }
        self.exit(after);
    }

    /// A lead that is in another pipeline now: out at its end value.
    fn goes(&mut self, before: &Tracked<'_>, after: &Tracked<'_>, start: &Half<'_, '_>) {
        self.revalued(before, after, start);
        self.out(after);
        self.sums.transferred_out += worth(after);
        self.counts.transferred_out += 1;
    }

    fn both(&mut self, before: &Tracked<'_>, after: &Tracked<'_>, start: &Half<'_, '_>) {
        if is_open(before) {
            self.revalued(before, after, start);
            self.exit(after);
        } else if is_open(after) || (after.attempts.len() > before.attempts.len() && was_open(after)) {
            self.sums.reopened += worth(after);
            self.counts.reopened += 1;
            self.exit(after);
        }
    }

    /// From the value at the start to that at the end: first at the start's
    /// rates, the rest is the rates'.
    fn revalued(&mut self, before: &Tracked<'_>, after: &Tracked<'_>, start: &Half<'_, '_>) {
        let from = before.value.ok();
        let to = after.value.ok();
        let meanwhile = after.lead.worth();
        let at_start =
            meanwhile.and_then(|money| value_on(money, start.as_of(), &start.workspace().config).ok());
        let target = at_start.or(to).unwrap_or_default();
        let (change, rates) = (target - from.unwrap_or_default(), to.unwrap_or_default() - target);
        if change > Decimal::ZERO || (from.is_none() && (at_start.is_some() || to.is_some())) {
            self.sums.increased += change;
            self.counts.increased += 1;
        } else if change < Decimal::ZERO {
            self.sums.decreased -= change;
            self.counts.decreased += 1;
        }
        if !rates.is_zero() {
            self.sums.currency += rates;
            self.counts.currency += 1;
        }
    }

    /// Out without a closing that counts.
    fn out(&mut self, lead: &Tracked<'_>) {
        self.sums.removed += worth(lead);
        self.counts.removed += 1;
    }

    /// Out at the end's value, where it is closed.
    fn exit(&mut self, after: &Tracked<'_>) {
        if after.ended_disqualified() {
            return self.out(after);
        }
        let Some(outcome) = after.outcome() else { return };
        let (sum, count) = if outcome.won {
            (&mut self.sums.won, &mut self.counts.won)
        } else {
            (&mut self.sums.lost, &mut self.counts.lost)
        };
        *sum += worth(after);
        *count += 1;
    }
}

/// Its value; nothing where it has none.
fn worth(tracked: &Tracked<'_>) -> Decimal {
    tracked.value.unwrap_or_default()
}

pub(super) fn is_open(tracked: &Tracked<'_>) -> bool {
    tracked.open_stage().is_some()
}

/// Whether its latest attempt ever was open.
fn was_open(tracked: &Tracked<'_>) -> bool {
    tracked.attempts.last().is_some_and(|attempt| !attempt.stays.is_empty())
}
