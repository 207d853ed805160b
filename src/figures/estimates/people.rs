//! What people said of their leads, beside what became of them.

use std::collections::BTreeMap;

use super::said::SaidOfLeads;
use super::{ChanceScore, DateScore, OTHERS, PersonScore};
use crate::figures::{View, percentile};
use crate::pipeline::Period;

/// Closings of so many days are looked at.
const DAYS: u64 = 730;

/// What one person said: chances with whether it was won, and days late.
#[derive(Default)]
struct Own {
    chances: Vec<(f64, bool)>,
    late: Vec<i64>,
}

/// By owner, and of everybody.
pub fn scores(view: &View<'_>, said: &SaidOfLeads<'_>) -> (Vec<PersonScore>, Option<PersonScore>) {
    let (mut by_owner, mut all): (BTreeMap<String, Own>, Own) = Default::default();
    let from = view.as_of.checked_sub_days(chrono::Days::new(DAYS - 1)).unwrap_or(view.as_of);
    let past = view.over(Period { from, to: view.as_of });
    for closing in past.closings() {
        let (id, outcome) = (closing.tracked.lead.id.as_str(), closing.outcome);
        let chance = said.of(id, closing.attempt, outcome.day, |said| said.chance);
        if let Some((owner, chance)) = chance.filter(|(owner, _)| view.is_about(id, owner)) {
            by_owner.entry(owner.to_owned()).or_default().chances.push((chance, outcome.won));
            all.chances.push((chance, outcome.won));
        }
        let date = said.of(id, closing.attempt, outcome.day, |said| said.expected);
        if let Some((owner, date)) = date.filter(|(owner, _)| outcome.won && view.is_about(id, owner)) {
            let late = (outcome.day - date).num_days();
            by_owner.entry(owner.to_owned()).or_default().late.push(late);
            all.late.push(late);
        }
    }
    let config = &view.workspace.config;
    let team = all.scored(None);
    let mut people: Vec<PersonScore> = by_owner
        .into_iter()
        .map(|(key, own)| {
            let label = config.owner_name(&key).to_owned();
            PersonScore { key: Some(key), label: Some(label), ..own.scored(Some(&team)) }
        })
        .collect();
    let n =
        |person: &PersonScore| person.chances.map_or(0, |own| own.n) + person.dates.map_or(0, |own| own.n);
    people.sort_by(|a, b| n(b).cmp(&n(a)).then_with(|| a.key.cmp(&b.key)));
    let any = !people.is_empty();
    (people, any.then_some(team))
}

impl Own {
    /// Beside everybody's, where these are known.
    fn scored(mut self, team: Option<&PersonScore>) -> PersonScore {
        let everybody = team.and_then(|team| team.chances);
        let chances = mean(&self.chances, |(chance, won)| (chance - f64::from(u8::from(*won))).powi(2));
        let chances = chances.map(|brier| {
            let n = self.chances.len() as u64;
            let won = mean(&self.chances, |(_, won)| f64::from(u8::from(*won))).unwrap_or_default();
            let base = everybody.map_or(won, |all| all.won);
            ChanceScore {
                n,
                said: mean(&self.chances, |(chance, _)| *chance).unwrap_or_default(),
                won,
                brier,
                shrunk: towards(brier, n, everybody.map(|all| all.brier)),
                // Of shares won and lost, each from the one chance.
                alike: won * (1.0 - base).powi(2) + (1.0 - won) * base * base,
            }
        });
        self.late.sort_unstable();
        let everybody = team.and_then(|team| team.dates);
        let dates = percentile(&self.late, 0.5).map(|late| {
            let n = self.late.len() as u64;
            let off = mean(&self.late, |days| days.unsigned_abs() as f64).unwrap_or_default();
            DateScore { n, late, off, shrunk: towards(off, n, everybody.map(|all| all.off)) }
        });
        PersonScore { key: None, label: None, chances, dates }
    }
}

/// One's own mean beside ten of everybody's.
fn towards(own: f64, n: u64, everybody: Option<f64>) -> f64 {
    everybody.map_or(own, |all| (own * n as f64 + all * OTHERS) / (n as f64 + OTHERS))
}

fn mean<T>(all: &[T], get: impl Fn(&T) -> f64) -> Option<f64> {
    (!all.is_empty()).then(|| all.iter().map(get).sum::<f64>() / all.len() as f64)
}
