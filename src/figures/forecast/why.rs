//! Where a lead's chance comes from.

use serde::Serialize;

use super::backtest::BackLook;
use super::chances::{AskedLead, ForecastMethod, LearntChances, shrunk};
use super::draft::{ForecastDraft, ForecastOptions};
use super::gather::{number, place};
use super::ground::Ground;
use super::lead_chances::{hold_of, percent, waits};
use super::shares::WonShare;
use super::spread::shifted;
use crate::figures::{Expectation, View};
use crate::pipeline::Day;

/// Each step from what all leads have to a lead's own chance.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ChanceSteps {
    /// What people call its stage.
    pub stage: String,
    /// Days since it entered it.
    pub age: i64,
    /// For how many days ahead: from now on, or from when its hold ends.
    pub days: i64,
    /// Until when it is on hold.
    pub held: Option<Day>,
    /// The share of all leads open at earlier cut-offs, and of how many.
    pub base: (f64, u64),
    /// The same of its stage: how many were won, and of how many.
    pub in_stage: (u64, u64),
    /// That share shrunk towards the base.
    pub stage_chance: f64,
    /// Of the attempts that were in the stage at that age: the Aalen–Johansen
    /// estimate, and of how many; `None` where none was.
    pub at_age: Option<(f64, u64)>,
    /// That shrunk towards the stage's.
    pub history: f64,
    /// The day it is expected to close.
    pub expected: Option<Day>,
    /// History's eventual chance placed by that day.
    pub dates: f64,
    /// Its own probability.
    pub own: Option<f64>,
    /// The method that is taken.
    pub method: ForecastMethod,
    /// What that says, before what earlier misses taught.
    pub said: f64,
    /// Its chance to be won by the last day.
    pub p: f64,
}

/// Where the chance of a view's open lead comes from; `None` where none of that id is open.
pub fn chance_steps(
    view: &View<'_>,
    expectations: &[Expectation],
    options: &ForecastOptions,
    id: &str,
) -> Option<ChanceSteps> {
    let (tracked, stage) = view.open().find(|(tracked, _)| tracked.lead.id == id)?;
    let as_of = view.as_of;
    let place = place(tracked, as_of)?;
    let ahead = number(options.until) - number(as_of);
    let days = ahead - waits(tracked, as_of);
    let ground = Ground::of(view, expectations, options.until, BackLook::Whole);
    let (past, draft) = (&ground.past, ForecastDraft::of(view, &ground, options, &[], &[ahead]));
    let learnt = LearntChances::by(past, number(as_of), &[days.max(0)], &[place]);
    let shares = past.shares.by_stage(number(as_of), days.max(0));
    let all = shares
        .iter()
        .fold(WonShare::default(), |sum, own| WonShare { won: sum.won + own.won, n: sum.n + own.n });
    let expected = tracked.lead.expected_close;
    let lead = AskedLead { place, due: expected.map(|day| number(day) - number(as_of)) };
    let said = |method| learnt.chance(method, lead, 0);
    let own = percent(tracked.lead.probability);
    let method = draft.method();
    let unshifted = own.map_or_else(|| said(method), |own| learnt.owned(own, method, lead, 0));
    let p = if own.is_some() { unshifted } else { shifted(unshifted, draft.shift()) };
    let at_age = learnt.at_age(place).map(|age| age.within[0]);
    let stage_chance = said(ForecastMethod::Stage);
    Some(ChanceSteps {
        stage: view.pipeline.stages[stage].label.clone(),
        age: place.age.into(),
        days: days.max(0).into(),
        held: hold_of(tracked, as_of),
        base: (said(ForecastMethod::Base), all.n.into()),
        in_stage: (shares[place.stage].won.into(), shares[place.stage].n.into()),
        stage_chance,
        at_age: at_age.map(|(p, n)| (p, n.into())),
        history: at_age.map_or(stage_chance, |age| shrunk(age, stage_chance)),
        expected,
        dates: said(ForecastMethod::Dates),
        own,
        method,
        said: unshifted,
        p: if days > 0 { p } else { 0.0 },
    })
}
