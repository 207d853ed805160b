//! On random pairs of workspaces in several currencies: the sum holds exactly,
//! its ends are the figures', and nothing is named twice.

use std::collections::{HashMap, HashSet};

use corong::compare::{ComparedSide, Counts, Waterfall, compare, one_currency};
use corong::figures::{View, open};
use corong::pipeline::{Currency, Decimal, ExchangeRate, Period, Rates};
use proptest::prelude::*;

use crate::figures::{build, raw};

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_books_are_right(
        before in raw::leads(0..25),
        after in raw::leads(0..25),
        kept in prop::collection::vec(prop::bool::weighted(0.5), 25),
        days in (50..raw::DAYS, 50..raw::DAYS),
        (rates, dollars) in (prop::collection::vec((0..raw::DAYS, 1..2_000_000_i64, 0..2_usize), 0..5), prop::bool::weighted(0.2)),
    ) {
        // Half of the leads stay as they were.
        let mut after = after;
        for (at, lead) in after.iter_mut().enumerate() {
            if let (Some(old), true) = (before.get(at), kept[at]) {
                *lead = old.clone();
            }
        }
        let mut start = build::workspace(&before, &raw::rupiah());
        let mut end = build::workspace(&after, &if dollars { raw::dollar() } else { raw::rupiah() });
        if !dollars {
            let rate = |&(day, rate, of): &(i64, i64, usize)| ExchangeRate {
                currency: [Currency::USD, Currency::EUR][of],
                at: build::date(day),
                rate: Decimal::new(rate, 2),
            };
            end.config.rates = Rates::new(Currency::IDR, rates.iter().map(rate).collect());
        }
        // A lead that does not count lies in a file that was left out.
        for side in [&mut start, &mut end] {
            let out = side.leads.iter().zip(&side.counts).filter(|(_, counts)| !**counts);
            let out = out.map(|(lead, _)| corong::workspace::UncountedFile { path: lead.path.clone(), why: corong::text::Message::verbatim("x") });
            let out: Vec<_> = out.collect();
            side.left_out.extend(out);
        }
        prop_assert_eq!(one_currency(&mut start, &end.config).is_some(), dollars);
        let gates = HashMap::new();
        let days = [build::date(days.0), build::date(days.1)];
        let side = |workspace, as_of| ComparedSide { workspace, as_of, gates: &gates };
        let found = compare(&side(&start, days[0]), &side(&end, days[1]));
        prop_assert_eq!(found.len(), end.config.pipelines.len());
        // What went from one pipeline came to another.
        let sum = |of: fn(&Waterfall) -> Decimal| found.iter().map(|own| of(&own.waterfall)).sum::<Decimal>();
        prop_assert_eq!(sum(|sums| sums.transferred_in), sum(|sums| sums.transferred_out));
        let count = |of: fn(&Counts) -> u64| found.iter().map(|own| of(&own.counts)).sum::<u64>();
        prop_assert_eq!(count(|own| own.transferred_in), count(|own| own.transferred_out));
        for (index, pipeline) in found.iter().enumerate() {
            let sums = &pipeline.waterfall;
            prop_assert_eq!(sums.sum(), sums.end, "{:?}", sums);
            for (workspace, day, value, weighted) in [
                (&start, days[0], sums.start, pipeline.weighted.start),
                (&end, days[1], sums.end, pipeline.weighted.end),
            ] {
                let view = View::new(workspace, index, day, Period { from: day, to: day }, Default::default()).unwrap();
                let open = open(&[view]);
                prop_assert_eq!((open.value, open.weighted), (value, weighted));
            }
            for line in [sums.new, sums.reopened, sums.increased, sums.decreased, sums.won, sums.lost, sums.removed] {
                prop_assert!(!line.is_sign_negative() || line.is_zero(), "{:?}", sums);
            }
            prop_assert!(sums.transferred_in <= sums.new && sums.transferred_out <= sums.removed, "{:?}", sums);
            let ids: HashSet<_> = pipeline.leads.iter().map(|lead| &lead.id).collect();
            prop_assert_eq!(ids.len(), pipeline.leads.len());
        }
    }
}
