//! How much of recurring contracts goes on after their end.

use schemars::JsonSchema;
use serde::Serialize;

use super::{Customers, Tracked, View, is_few};
use crate::pipeline::{Day, Decimal, Reference};

/// How much of what recurring contracts were worth a year goes on.
#[derive(Clone, Debug, Default, PartialEq, Serialize, JsonSchema)]
pub struct Retained {
    /// kept / ended, above 1 where more goes on than ended; `null` where nothing ended.
    pub value: Option<f64>,
    /// Contracts that ended in the period.
    pub n: u64,
    /// What twelve months of them were worth.
    pub ended: Decimal,
    /// What twelve months of what goes on are worth.
    pub kept: Decimal,
    /// Whether n is from 1 to 4: too few to show the value to people.
    pub few: bool,
}

/// A recurring contract that ended. Amounts are of twelve months, in the minor unit.
#[derive(Clone, Copy, Debug)]
pub struct EndedContract<'v, 'w> {
    /// The won lead.
    pub tracked: &'v Tracked<'w>,
    /// Its last day.
    pub end: Day,
    /// What it was worth.
    pub ended: Decimal,
    /// What the won leads that renew it are worth.
    pub continued: Decimal,
    /// What the won leads that extend it are worth, but those whose own contracts
    /// had ended by the end of the period too.
    pub added: Decimal,
}

impl EndedContract<'_, '_> {
    /// What of it goes on, with nothing that is new.
    pub fn kept(&self) -> Decimal {
        self.continued.min(self.ended)
    }

    /// What of it goes on, with what is new.
    pub fn grown(&self) -> Decimal {
        self.continued.saturating_add(self.added)
    }
}

/// The contracts of won leads whose last day is in the period and of which lines recur.
pub fn ended_contracts<'v, 'w>(
    view: &'v View<'w>,
    customers: &Customers<'_, 'w>,
) -> Vec<EndedContract<'v, 'w>> {
    let until = view.period.to.min(view.as_of);
    let row = |tracked: &'v Tracked<'w>| {
        let end = contract_end(tracked).filter(|end| view.period.from <= *end && *end <= until)?;
        let ended = annual(view, tracked);
        let part = |other: &&Tracked<'w>, named: &[Reference]| {
            let part = Shared { view, customers, whole: annual(view, other) };
            part.of(named, &tracked.lead.id)
        };
        let renewing = customers.renewing(&tracked.lead.id);
        let extending = customers.extending(&tracked.lead.id).iter();
        let running = extending.filter(|other| contract_end(other).is_none_or(|end| end > until));
        let continued = sum(renewing.iter().map(|other| part(other, &other.lead.renews)));
        let added = sum(running.map(|other| part(other, &other.lead.extends)));
        (!ended.is_zero()).then_some(EndedContract { tracked, end, ended, continued, added })
    };
    view.leads().filter_map(row).collect()
}

/// Gross and net retention of contracts that ended; of what is shared, the part of
/// the view's people.
pub fn retained(view: &View<'_>, contracts: &[EndedContract<'_, '_>]) -> [Retained; 2] {
    let config = &view.workspace.config;
    let own = |of: fn(&EndedContract<'_, '_>) -> Decimal| {
        sum(contracts.iter().map(|contract| contract.tracked.own(of(contract), config)))
    };
    let (n, ended) = (contracts.len() as u64, own(|contract| contract.ended));
    let kept = [own(|contract| contract.kept()), own(|contract| contract.grown())];
    kept.map(|kept| {
        let value = kept.checked_div(ended).and_then(|share| share.try_into().ok());
        Retained { value, n, ended: view.round(ended), kept: view.round(kept), few: is_few(n) }
    })
}

fn sum(amounts: impl Iterator<Item = Decimal>) -> Decimal {
    amounts.fold(Decimal::ZERO, Decimal::saturating_add)
}

/// The last day of the contract that a lead's win is.
fn contract_end(tracked: &Tracked<'_>) -> Option<Day> {
    tracked.lead.contract.as_ref()?.end.filter(|_| is_won(tracked))
}

fn is_won(tracked: &Tracked<'_>) -> bool {
    tracked.outcome().is_some_and(|outcome| outcome.won)
}

/// What twelve months of a lead's recurring lines are worth, whoever shares it;
/// nothing where it is not won.
fn annual(view: &View<'_>, tracked: &Tracked<'_>) -> Decimal {
    let rates = &view.workspace.config.rates;
    if is_won(tracked) { view.round(tracked.lead.annual(tracked.valued_on, rates)) } else { Decimal::ZERO }
}

/// A lead's worth among the contracts that it renews or extends, by what they were worth.
struct Shared<'s, 'v, 'w> {
    view: &'s View<'w>,
    customers: &'s Customers<'v, 'w>,
    whole: Decimal,
}

impl Shared<'_, '_, '_> {
    /// The part of the contract of an id: what is due up to and with it less what
    /// is due before it.
    fn of(&self, named: &[Reference], id: &str) -> Decimal {
        let (mut seen, mut all) = (Vec::new(), Decimal::ZERO);
        let (mut before, mut until) = (Decimal::ZERO, Decimal::ZERO);
        for other in named.iter().filter_map(|other| self.customers.named(&other.id)) {
            if seen.contains(&&other.lead.id) {
                continue;
            }
            seen.push(&other.lead.id);
            let upto = all;
            all = all.saturating_add(annual(self.view, other));
            if other.lead.id == id {
                (before, until) = (upto, all);
            }
        }
        self.due(until, all) - self.due(before, all)
    }

    fn due(&self, part: Decimal, all: Decimal) -> Decimal {
        let product = self.whole.checked_mul(part).and_then(|product| product.checked_div(all));
        self.view.round(product.unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::testing::{TestWorkspace, day, product, workspace};
    use crate::figures::{ViewFilter, retention};
    use crate::pipeline::{Contract, Per, Product, Recurrence};
    use crate::source::Span;

    /// Each won in 2025, with what twelve months are worth and the contract's last day.
    const ENDED: [(&str, i64, &str); 8] = [
        ("a", 1200, "2026-03-31"),
        ("b", 600, "2026-04-30"),
        ("c", 300, "2026-05-31"),
        ("d", 400, "2026-02-28"),
        ("e", 200, "2026-06-30"),
        ("add-on-that-ended", 60, "2026-04-30"),
        ("ends-later", 5000, "2026-07-01"),
        ("ended-before", 5000, "2025-12-31"),
    ];

    fn yearly(amount: i64) -> Vec<Product> {
        let recurs = Some(Recurrence { per: Per::Year, term: 12 });
        vec![Product { recurs, ..product("Care", 1, Some(amount)) }, product("Hardware", 1, Some(77))]
    }

    fn ids(ids: &[&str]) -> Vec<Reference> {
        ids.iter().map(|id| Reference { id: (*id).into(), span: Span::default() }).collect()
    }

    fn case() -> TestWorkspace {
        let mut histories: Vec<(&str, &str)> = ENDED.map(|(id, ..)| (id, "won 2025-05-01")).to_vec();
        histories.extend([
            ("a2", "won 2026-04-01"),
            ("b2", "won 2026-05-01"),
            ("c2", "prospect 2026-05-01"),
            ("de", "won 2026-06-20"),
            ("add-on", "won 2026-01-20"),
            ("once", "won 2025-05-01"),
            ("undone", "won 2025-05-01, lost 2025-06-01"),
        ]);
        let mut workspace = workspace(&histories);
        for (id, amount, end) in ENDED.into_iter().chain([("undone", 900, "2026-03-01")]) {
            workspace.lead(id).products = yearly(amount);
            workspace.lead(id).contract = Some(Contract { start: None, end: Some(day(end)) });
        }
        workspace.lead("once").contract = Some(Contract { start: None, end: Some(day("2026-03-01")) });
        workspace.value("once", 900);
        for (id, amount, renewed) in [
            ("a2", 1000, &["a-before-the-merge"][..]),
            ("b2", 900, &["b"]),
            ("c2", 300, &["c"]),
            ("de", 450, &["d", "e", "d", "once"]),
        ] {
            workspace.lead(id).products = yearly(amount);
            workspace.lead(id).renews = ids(renewed);
        }
        workspace.lead("a").merged = Box::new(["a-before-the-merge".into()]);
        workspace.lead("add-on").products = yearly(120);
        for id in ["add-on", "add-on-that-ended"] {
            workspace.lead(id).extends = ids(&["b"]);
        }
        workspace
    }

    /// Kept: 1000 of 1200, 600 of 600, none of 300, 300 of 400, 150 of 200, none of
    /// 60; with 300 that b grew by and 120 of its add-on.
    #[test]
    fn what_goes_on_of_what_ended() {
        let workspace = case();
        let views = [workspace.view()];
        let figure = retention(&views[0], &Customers::of(&views));
        let all = |kept: i64| Retained {
            value: Some(kept as f64 / 2760.0),
            n: 6,
            ended: 2760.into(),
            kept: kept.into(),
            few: false,
        };
        assert_eq!((figure.gross, figure.net), (all(2050), all(2470)));
    }

    #[test]
    fn what_is_shared_counts_with_the_part_of_its_people() {
        let mut workspace = case();
        workspace.lead("b").split = vec![("siti".into(), 75.into()), ("budi".into(), 25.into())];
        let view = workspace.view().filtered(ViewFilter::owner(Some("budi")));
        let customers = [workspace.view()];
        let figure = retention(&view, &Customers::of(&customers));
        assert_eq!((figure.gross.n, figure.gross.few), (1, true));
        let amounts = [figure.gross.ended, figure.gross.kept, figure.net.kept];
        assert_eq!(amounts, [150.into(), 150.into(), 255.into()]);
    }

    #[test]
    fn nothing_ended() {
        let mut workspace = case();
        workspace.from("2026-01-01");
        workspace.as_of("2026-01-15");
        let views = [workspace.view()];
        let figure = retention(&views[0], &Customers::of(&views));
        assert_eq!((figure.gross.clone(), figure.gross.value), (figure.net, None));
    }
}
