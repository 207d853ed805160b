//! What a target still needs: the funnel backwards.

use serde_json::{Value, json};

use super::{Brute, chance, point};
use crate::figures::raw::{self, Base, OPEN, RawLead, RawOptions};

type Target = (i64, i64, Option<&'static str>, Option<usize>);

/// Each is of this value and so many deals.
const VALUE: i128 = 1_000_000;
const DEALS: i128 = 5;

/// Of a target as a pipeline of that index sees it.
pub fn of(
    leads: &[RawLead],
    base: &Base,
    options: &RawOptions,
    index: usize,
    &(from, to, group, industry): &Target,
) -> Value {
    // The groups are of one person each.
    let owner = group.and_then(|group| raw::GROUPS.iter().position(|own| *own == Some(group)));
    let options = RawOptions { owner, ..options.clone() };
    let mine = |lead: &&RawLead| options.takes(lead) && industry.is_none_or(|own| lead.industry == Some(own));
    let as_of = options.as_of;
    let over = |pipelines: &[usize], from: i64, to: i64| Brute {
        base,
        options: &options,
        pipelines: pipelines.to_vec(),
        leads: leads.iter().filter(mine).collect(),
        chances: (0..2).map(|index| chance::of(leads, index, as_of)).collect(),
        as_of,
        from,
        to,
    };
    let last = if options.from <= as_of { options.to.min(as_of) } else { options.to };
    let (within, all) = (over(&[0, 1], from, to.min(as_of)), over(&[0, 1], options.from, last));
    let own = over(&[index], options.from, last);
    let won = within.closed(true);
    let gap =
        (VALUE * 10_i128.pow(base.decimals) - within.values(&won).iter().flatten().sum::<i128>()).max(0);
    let by_value = match (gap, minor(&all.won(&all.closed(true))["average"])) {
        (0, _) => Some(0),
        (_, None | Some(0)) => None,
        (gap, Some(average)) => Some((gap + average - 1) / average),
    };
    let deals = by_value.map(|by_value| by_value.max(DEALS - won.len() as i128));
    let expected = |lead: &RawLead| lead.expected.is_some_and(|day| as_of <= day && day <= to);
    let open = within.existing().filter(|(lead, way)| way.end.is_none() && expected(lead));
    let open: i128 = open.filter_map(|(lead, way)| within.value(lead, &way)).sum();
    let left = (from <= as_of && as_of <= to).then_some(to - as_of);
    let cost = minor(&own.effort(&own.closed(true))["cost_per_won"]);
    json!({
        "gap": own.money(gap),
        "coverage": (gap > 0).then(|| open as f64 / gap as f64),
        "needed": {
            "deals": deals, "cost": own.maybe_money(deals.zip(cost).map(|(deals, cost)| deals * cost)),
            "stages": (0..OPEN).map(|stage| own.needed(stage, deals, left)).collect::<Vec<_>>(),
        },
    })
}

/// An amount in minor units.
fn minor(money: &Value) -> Option<i128> {
    money.as_str().map(|text| text.replace('.', "").parse().unwrap())
}

impl Brute<'_> {
    fn needed(&self, stage: usize, deals: Option<i128>, left: Option<i64>) -> Value {
        let settled = |at: usize| self.flow(at)["settled"]["value"].as_f64();
        let settled: Option<f64> = (stage..OPEN).map(settled).product();
        let leads = match (deals, settled) {
            (Some(0), Some(_)) => Some(0),
            (Some(deals), Some(settled)) if settled > 0.0 => {
                // A whole number on paper stays one.
                let exact = deals as f64 / settled;
                let whole = (exact - exact.round()).abs() < 1e-9;
                Some(if whole { exact.round() } else { exact.ceil() } as i64)
            }
            _ => None,
        };
        let open = self.existing().filter(|(_, way)| way.end.is_none() && way.here() == Some(stage)).count();
        let won = self.closed(true).into_iter();
        let won = won.filter(|(_, way)| way.cycle().is_some() && way.counts_at(stage));
        let days: Vec<i64> = won.map(|(_, way)| way.end.unwrap().1 - way.arrival(stage).0).collect();
        let median = point(&days, 50);
        let too_long = median.as_f64().zip(left).is_some_and(|(days, left)| days > left as f64);
        json!({
            "id": raw::STAGES[stage], "label": raw::STAGES[stage].to_uppercase(), "settled": settled,
            "leads": leads, "open": open, "net": leads.map(|leads| (leads - open as i64).max(0)),
            "median_days": median, "too_long": too_long,
        })
    }
}
