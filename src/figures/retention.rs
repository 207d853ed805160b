//! Which customers come back.

use std::collections::BTreeMap;

use chrono::Days;
use schemars::JsonSchema;
use serde::Serialize;

use super::{Customers, Rate, Renewal, Retained, Tracked, View, ended_contracts, retained};
use crate::pipeline::{Day, Decimal};

/// A contract that ends within so many days is shown.
const ENDING_DAYS: u64 = 90;

/// **Retention**: of the customers won by the as-of date, how many were won
/// again; which contracts end within 90 days; who has no open lead; of recurring
/// contracts that ended in the period, how much goes on. A customer
/// is the leads of one company, however spelt, and what `renews` or `extends`
/// them, in every pipeline; a lead without a company is one by itself. A lead
/// that only extends another is no further win, and continues no contract.
#[derive(Clone, Debug, Default, PartialEq, Serialize, JsonSchema)]
pub struct Retention {
    /// Customers won twice or more, in whatever pipeline / customers won here.
    pub won_again: Rate,
    /// Gross retention: Σ min(annual continued, annual ended) / Σ annual ended,
    /// over the recurring contracts of won leads whose last day is in the period.
    /// Continued is what won leads that renew them are worth; of one that renews
    /// several each has its share, by what they were worth.
    pub gross: Retained,
    /// Net retention: the same without the cap, with what won leads that extend
    /// them are worth and whose own contracts go on.
    pub net: Retained,
    /// Contracts of won leads that end from the as-of date to 90 days on, soonest first.
    pub ending: Vec<Ending>,
    /// Customers won who have no open lead in any pipeline, by their lead won
    /// last here; the latest first.
    pub without_open: Vec<WithoutOpen>,
}

/// A contract that ends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Ending {
    /// The won lead.
    pub id: String,
    /// Its file.
    pub path: String,
    /// What it is about.
    pub title: String,
    /// The customer's name.
    pub company: Option<String>,
    /// Whose it is.
    pub owner: String,
    /// The contract's last day.
    pub end: Day,
    /// Days from the as-of date to it.
    pub days: i64,
    /// The lead's value in the report's currency.
    pub value: Option<Decimal>,
    /// The lead that renews it; the latest of several.
    pub renewal: Option<Renewal>,
}

/// A customer without an open lead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct WithoutOpen {
    /// The lead won last.
    pub id: String,
    /// Its file.
    pub path: String,
    /// What it was about.
    pub title: String,
    /// The customer's name.
    pub company: Option<String>,
    /// Whose it is.
    pub owner: String,
    /// The day it was won.
    pub won_on: Day,
}

/// A customer won in a pipeline.
#[derive(Clone, Copy, Debug)]
pub struct WonCustomer<'v, 'w> {
    /// Their lead won last here.
    pub last: &'v Tracked<'w>,
    /// The day it was won.
    pub won_on: Day,
    /// How often they were won, in whatever pipeline.
    pub wins: u64,
    /// Whether a lead of theirs is open in any pipeline.
    pub open: bool,
}

/// The customers won in a pipeline, each once.
pub fn won_customers<'v, 'w>(view: &'v View<'w>, customers: &Customers<'_, '_>) -> Vec<WonCustomer<'v, 'w>> {
    let mut last: BTreeMap<usize, (Day, &'v Tracked<'w>)> = BTreeMap::new();
    let of = customers.of_pipeline(view);
    for (at, tracked) in view.each().enumerate() {
        let mine = tracked.attempts.iter().filter(|own| view.is_mine(tracked, own));
        let won = mine.filter_map(|attempt| attempt.outcome).filter(|outcome| outcome.won);
        let (Some(won), Some(customer)) = (won.map(|outcome| outcome.day).max(), of.get(at)) else {
            continue;
        };
        let kept = last.entry(*customer).or_insert((won, tracked));
        if (won, &tracked.lead.id) > (kept.0, &kept.1.lead.id) {
            *kept = (won, tracked);
        }
    }
    let won = |(customer, (won_on, last)): (usize, (Day, &'v Tracked<'w>))| {
        let (wins, open) = customers.known.get(customer).copied().unwrap_or_default();
        WonCustomer { last, won_on, wins, open }
    };
    last.into_iter().map(won).collect()
}

/// Looks at the customers won in a pipeline.
pub fn retention<'w>(view: &View<'w>, customers: &Customers<'_, 'w>) -> Retention {
    let won = won_customers(view, customers);
    let again = won.iter().filter(|customer| customer.wins > 1).count() as u64;
    let quiet = won.iter().filter(|customer| !customer.open);
    let mut without_open: Vec<WithoutOpen> =
        quiet.map(|customer| without_open(customer.last, customer.won_on)).collect();
    without_open.sort_by(|a, b| b.won_on.cmp(&a.won_on).then_with(|| a.id.cmp(&b.id)));
    let [gross, net] = retained(view, &ended_contracts(view, customers));
    let won_again = Rate::new(again, won.len() as u64);
    Retention { won_again, gross, net, ending: ending(view, customers), without_open }
}

fn without_open(tracked: &Tracked<'_>, won_on: Day) -> WithoutOpen {
    let lead = tracked.lead;
    WithoutOpen {
        id: lead.id.to_string(),
        path: lead.path.to_string(),
        title: lead.title.to_string(),
        company: lead.company.as_ref().map(|company| company.name.to_string()),
        owner: lead.held_by(won_on).to_string(),
        won_on,
    }
}

fn ending(view: &View<'_>, customers: &Customers<'_, '_>) -> Vec<Ending> {
    let until = view.as_of.checked_add_days(Days::new(ENDING_DAYS)).unwrap_or(Day::MAX);
    let row = |tracked: &Tracked<'_>| {
        let lead = tracked.lead;
        tracked.outcome().filter(|outcome| outcome.won)?;
        let end = lead.contract.as_ref()?.end.filter(|end| view.as_of <= *end && *end <= until)?;
        Some(Ending {
            id: lead.id.to_string(),
            path: lead.path.to_string(),
            title: lead.title.to_string(),
            company: lead.company.as_ref().map(|company| company.name.to_string()),
            owner: lead.held_by(view.as_of).to_string(),
            end,
            days: (end - view.as_of).num_days(),
            value: tracked.value.ok().map(|value| view.round(value)),
            renewal: customers.renewal(&lead.id),
        })
    };
    let mut rows: Vec<Ending> = view.leads().filter_map(row).collect();
    rows.sort_by(|a, b| a.end.cmp(&b.end).then_with(|| a.id.cmp(&b.id)));
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::testing::{company, day, workspace};
    use crate::pipeline::{Contract, Reference};
    use crate::source::Span;

    fn other(id: &str) -> Vec<Reference> {
        vec![Reference { id: id.into(), span: Span::default() }]
    }

    #[test]
    fn customers_are_companies_and_what_renews() {
        let mut workspace = workspace(&[
            ("a", "won 2026-01-01"),
            ("a-again", "prospect 2026-02-01, won 2026-03-01"),
            ("b", "won 2026-01-02"),
            ("b-renewal", "prospect 2026-02-01"),
            ("c", "won 2026-01-03"),
            ("c-renewal", "won 2026-04-01"),
            ("d", "won 2020-01-03, prospect 2020-02-01, won 2020-03-01"),
            ("e", "prospect 2026-01-01, lost 2026-02-01"),
            ("f", "won 2026-01-04"),
        ]);
        workspace.lead("a").company = company("PT Karya", None, None);
        workspace.lead("a-again").company = company("karya, PT.", None, None);
        workspace.lead("b-renewal").renews = other("b");
        workspace.lead("c-renewal").renews = other("c");
        workspace.lead("e").company = company("PT E", None, None);
        let views = [workspace.view()];
        let figure = retention(&views[0], &Customers::of(&views));
        assert_eq!(figure.won_again, Rate::new(3, 5)); // a, c and d, of a, b, c, d and f
        let quiet: Vec<_> = figure.without_open.iter().map(|row| (row.id.as_str(), row.won_on)).collect();
        let expected = [
            ("c-renewal", "2026-04-01"),
            ("a-again", "2026-03-01"),
            ("f", "2026-01-04"),
            ("d", "2020-03-01"),
        ];
        assert_eq!(quiet, expected.map(|(id, on)| (id, day(on))));
    }

    /// An add-on is the customer's, is no second win and continues no contract.
    #[test]
    fn what_extends_renews_nothing() {
        let mut workspace = workspace(&[
            ("base", "won 2026-01-01"),
            ("more", "won 2026-03-01"),
            ("elsewhere", "won 2026-03-02"),
            ("again", "won 2026-04-01"),
        ]);
        workspace.lead("base").company = company("PT Karya", None, None);
        workspace.lead("base").contract = Some(Contract { start: None, end: Some(day("2026-07-30")) });
        workspace.lead("more").company = company("PT Karya", None, None);
        workspace.lead("more").extends = other("base");
        workspace.lead("elsewhere").extends = other("more");
        let figure = |workspace: &crate::figures::testing::TestWorkspace| {
            let views = [workspace.view()];
            let figure = retention(&views[0], &Customers::of(&views));
            (figure.won_again, figure.ending[0].renewal.clone().map(|renewal| renewal.id))
        };
        assert_eq!(figure(&workspace), (Rate::new(0, 2), None)); // PT Karya, and `again`
        workspace.lead("again").renews = [other("base"), other("more")].concat();
        assert_eq!(figure(&workspace), (Rate::new(1, 1), Some("again".to_owned())));
        workspace.lead("more").renews = other("base");
        assert_eq!(figure(&workspace).0, Rate::new(1, 1));
    }

    /// 30 June and 90 days on are 28 September.
    #[test]
    fn contracts_that_end() {
        let ends = [
            ("a", "2026-06-30"),
            ("b", "2026-09-28"),
            ("c", "2026-09-29"),
            ("d", "2026-06-29"),
            ("e", "2026-08-01"),
        ];
        let mut histories: Vec<(&str, &str)> =
            ends[..4].iter().map(|(id, _)| (*id, "won 2026-01-01")).collect();
        histories.extend([
            ("e", "won 2026-01-01, lost 2026-02-01"),
            ("r", "prospect 2026-05-01"),
            ("s", "prospect 2026-04-01, lost 2026-05-01"),
        ]);
        let mut workspace = workspace(&histories);
        for (id, end) in ends {
            workspace.lead(id).contract = Some(Contract { start: None, end: Some(day(end)) });
        }
        workspace.lead("r").renews = other("b");
        workspace.lead("s").renews = other("b");
        workspace.value("b", 7);
        let views = [workspace.view()];
        let figure = retention(&views[0], &Customers::of(&views));
        let rows: Vec<_> =
            figure.ending.iter().map(|row| (row.id.as_str(), row.days, row.renewal.clone())).collect();
        assert_eq!(rows, [("a", 0, None), ("b", 90, Some(Renewal { id: "r".into(), state: "open" }))]);
        assert_eq!((figure.ending[0].value, figure.ending[1].value), (None, Some(7.into())));
    }
}
