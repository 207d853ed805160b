//! What was said of each lead, and when.

use std::collections::HashMap;

use crate::figures::{Expectation, FrozenForecast, FrozenLead, View};
use crate::pipeline::{Attempt, Day, Text};
use crate::workspace::MergedIds;

/// What was said of each lead while it was open, oldest first.
pub struct SaidOfLeads<'s>(HashMap<&'s str, Vec<OwnerEstimate<'s>>>);

/// What was said of a lead from a day on.
#[derive(Clone, Copy, Debug)]
pub struct OwnerEstimate<'s> {
    /// The day.
    pub day: Day,
    /// Whose the lead was.
    pub owner: &'s str,
    /// Its own probability, from 0 to 1.
    pub chance: Option<f64>,
    /// When it was expected to close.
    pub expected: Option<Day>,
}

/// What is said so many days before a closing is what counts.
const BEFORE: u64 = 30;

/// What commits and frozen forecasts said of a view's leads up to its as-of date.
pub fn all<'s>(view: &'s View<'_>, frozen: &'s [FrozenForecast], told: &'s [Expectation]) -> SaidOfLeads<'s> {
    let merged = MergedIds::of(&view.workspace.leads);
    let mut by_lead: HashMap<&str, Vec<OwnerEstimate<'_>>> = HashMap::new();
    for told in told.iter().filter(|told| told.stage < view.pipeline.open_stages()) {
        by_lead.entry(merged.now(&told.id)).or_default().push(OwnerEstimate {
            day: told.day,
            owner: &told.owner,
            chance: share(told.probability),
            expected: told.expected,
        });
    }
    for forecast in frozen {
        let mine = forecast.pipelines.iter().filter(|own| own.id == view.pipeline.id);
        for lead in mine.flat_map(|own| &own.leads) {
            by_lead
                .entry(merged.now(&lead.id))
                .or_default()
                .push(of(lead, forecast.as_of.max(forecast.made)));
        }
    }
    for said in by_lead.values_mut() {
        said.retain(|said| said.day <= view.as_of);
        said.sort_by_key(|said| said.day);
    }
    SaidOfLeads(by_lead)
}

fn of(lead: &FrozenLead, day: Day) -> OwnerEstimate<'_> {
    OwnerEstimate { day, owner: &lead.owner, chance: share(lead.probability), expected: lead.expected_close }
}

fn share(percent: Option<crate::pipeline::Decimal>) -> Option<f64> {
    let percent: f64 = percent?.try_into().ok()?;
    Some((percent / 100.0).clamp(0.0, 1.0))
}

impl SaidOfLeads<'_> {
    /// What counts of what was said of an attempt that closed on a day: what held 30 days
    /// before that, else what was said first; nothing of what was said on the day itself.
    pub fn of<T>(
        &self,
        id: &str,
        attempt: &Attempt,
        closed: Day,
        get: impl Fn(&OwnerEstimate<'_>) -> Option<T>,
    ) -> Option<(&str, T)> {
        let cut = closed.checked_sub_days(chrono::Days::new(BEFORE))?;
        let open = |said: &&OwnerEstimate<'_>| attempt.start <= said.day && said.day < closed;
        let all: Vec<&OwnerEstimate<'_>> = self.0.get(id)?.iter().filter(open).collect();
        let (before, later) = all.split_at(all.partition_point(|said| said.day <= cut));
        let counts = before.last().into_iter().chain(later);
        counts.filter_map(|said| Some((said.owner, get(said)?))).next()
    }
}

/// What files say of leads as they are now, as if it had been said from the start of
/// each attempt on: where no commit tells what was said before.
pub fn as_files_say(view: &View<'_>) -> Vec<Expectation> {
    let of = |tracked: &crate::figures::Tracked<'_>| {
        let lead = tracked.lead;
        let told = |attempt: &Attempt| Expectation {
            id: lead.id.clone(),
            day: attempt.start,
            owner: lead.credited(attempt).clone(),
            people: lead.counts_for(attempt).cloned().collect::<Vec<Text>>(),
            stage: 0,
            expected: lead.expected_close,
            probability: lead.probability,
            held: None,
        };
        tracked.latest().map(told)
    };
    view.all().iter().filter_map(of).collect()
}
