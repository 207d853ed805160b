//! Hand-computed waterfalls over literal workspaces.

use std::collections::HashMap;

use super::*;
use crate::figures::testing::{TestWorkspace, day, usd, workspace};
use crate::pipeline::{Currency, ExchangeRate, Rates};
use crate::workspace::UncountedFile;

type Leads<'l> = &'l [(&'l str, &'l str, Option<i64>)];

fn side(leads: Leads<'_>) -> TestWorkspace {
    let rows: Vec<(&str, &str)> = leads.iter().map(|(id, history, _)| (*id, *history)).collect();
    let mut made = workspace(&rows);
    for (id, _, value) in leads {
        if let Some(value) = value {
            made.value(id, *value);
        }
    }
    made
}

fn compared(start: &TestWorkspace, end: &TestWorkspace) -> PipelineDiff {
    on(start, "2026-06-30", end, "2026-06-30")
}

fn on(start: &TestWorkspace, from: &str, end: &TestWorkspace, to: &str) -> PipelineDiff {
    let gates = HashMap::new();
    let side = |workspace, at| ComparedSide { workspace, as_of: day(at), gates: &gates };
    let found = compare(&side(start, from), &side(end, to)).swap_remove(0);
    assert_eq!(found.waterfall.sum(), found.waterfall.end, "{:?}", found.waterfall);
    found
}

/// The lines in order, start and end included.
fn lines(diff: &PipelineDiff) -> [i64; 11] {
    let w = &diff.waterfall;
    [
        w.start,
        w.new,
        w.reopened,
        w.increased,
        w.decreased,
        w.won,
        w.lost,
        w.removed,
        w.unreadable,
        w.currency,
        w.end,
    ]
    .map(|line| line.to_string().parse().unwrap())
}

fn named(diff: &PipelineDiff) -> Vec<(&str, Change)> {
    let mut all: Vec<_> = diff.leads.iter().map(|lead| (lead.id.as_str(), lead.change)).collect();
    all.sort();
    all
}

#[test]
fn every_line_by_hand() {
    let open = "prospect 2026-01-01";
    let start = side(&[
        ("gone", open, Some(10)),
        ("less", open, Some(100)),
        ("lost", open, Some(30)),
        ("more", open, Some(100)),
        ("said", open, None),
        ("same", open, Some(7)),
        ("shut", "prospect 2026-01-01, lost 2026-02-01 price", Some(400)),
        ("unsaid", open, Some(9)),
        ("won", open, Some(50)),
    ]);
    let end = side(&[
        ("fresh", "prospect 2026-03-01", Some(1000)),
        ("less", open, Some(60)),
        ("lost", "prospect 2026-01-01, lost 2026-05-01 price", Some(30)),
        ("more", "prospect 2026-01-01, qualified 2026-05-01", Some(125)),
        ("said", open, Some(5)),
        ("same", open, Some(7)),
        ("shut", "prospect 2026-01-01, lost 2026-02-01 price, prospect 2026-05-01", Some(500)),
        ("unsaid", open, None),
        ("won", "prospect 2026-01-01, won 2026-05-01", Some(80)),
    ]);
    let diff = compared(&start, &end);
    // increased: 25 of `more`, 5 of `said`, 30 of `won` before it left with 80
    assert_eq!(lines(&diff), [306, 1000, 500, 60, 49, 80, 30, 10, 0, 0, 1697]);
    let Counts { increased, decreased, won, .. } = diff.counts;
    assert_eq!((increased, decreased, won), (3, 2, 1));
    use Change::*;
    let expected = [
        ("fresh", New),
        ("gone", Removed),
        ("less", Changed),
        ("lost", Lost),
        ("more", Moved),
        ("said", Changed),
        ("shut", Reopened),
        ("unsaid", Changed),
        ("won", Won),
    ];
    assert_eq!(named(&diff), expected);
    assert_eq!((diff.open.start, diff.open.end), (8, 7));
}

#[test]
fn what_came_and_closed_is_in_both_and_what_never_was_open_in_none() {
    let start = side(&[("back", "prospect 2026-01-01, lost 2026-02-01 price", Some(20))]);
    let end = side(&[
        ("back", "prospect 2026-01-01, lost 2026-02-01 price, prospect 2026-03-01, won 2026-04-01", Some(25)),
        ("born", "won 2026-03-01", Some(300)),
        ("quick", "prospect 2026-03-01, won 2026-04-01", Some(40)),
    ]);
    let diff = compared(&start, &end);
    assert_eq!(lines(&diff), [0, 40, 25, 0, 0, 65, 0, 0, 0, 0, 0]);
    assert_eq!(named(&diff), [("back", Change::Won), ("born", Change::Won), ("quick", Change::Won)]);
}

#[test]
fn a_corrected_outcome_moves_no_open_value() {
    let start = side(&[("a", "prospect 2026-01-01, lost 2026-02-01 price", Some(20))]);
    let end = side(&[("a", "prospect 2026-01-01, lost 2026-02-01 price, won 2026-02-02", Some(90))]);
    let diff = compared(&start, &end);
    assert_eq!(lines(&diff), [0; 11]);
    assert_eq!(named(&diff), [("a", Change::Won)]);
    assert_eq!((diff.leads[0].from.as_deref(), diff.leads[0].to.as_deref()), (Some("lost"), Some("won")));
}

#[test]
fn rates_are_a_line_of_their_own() {
    let rate = |at: &str, rate: i64| ExchangeRate { currency: Currency::USD, at: day(at), rate: rate.into() };
    let rates = || Rates::new(Currency::IDR, vec![rate("2026-01-01", 16_000), rate("2026-05-01", 17_000)]);
    let (mut start, mut end) = (
        side(&[("more", "prospect 2026-01-01", None), ("won", "prospect 2026-01-01", None)]),
        side(&[("more", "prospect 2026-01-01", None), ("won", "prospect 2026-01-01, won 2026-04-01", None)]),
    );
    for (side, more, won) in [(&mut start, 10, 1), (&mut end, 12, 3)] {
        side.config.rates = rates();
        side.lead("more").value = Some(usd(more));
        side.lead("won").value = Some(usd(won));
    }
    let diff = on(&start, "2026-04-30", &end, "2026-06-30");
    // 2 and 2 dollars more at 16,000; 12 dollars at 1,000 more; the win is of
    // April, at 16,000.
    assert_eq!(lines(&diff), [176_000, 0, 0, 64_000, 0, 48_000, 0, 0, 0, 12_000, 204_000]);
    let value = diff.leads.iter().find(|lead| lead.id == "more").unwrap().fields.value.clone().unwrap();
    assert_eq!((value.from, value.to), (Some(160_000.into()), Some(192_000.into())));

    // A rate that comes makes the unvalued valued; one that goes is the rates' alone.
    start.config.rates = Rates::new(Currency::IDR, Vec::new());
    end.lead("more").value = Some(usd(10));
    let came = on(&start, "2026-04-30", &end, "2026-06-30");
    assert_eq!(lines(&came), [0, 0, 0, 170_000 + 48_000, 0, 48_000, 0, 0, 0, 0, 170_000]);
    let went = on(&end, "2026-03-30", &start, "2026-03-30");
    assert_eq!(lines(&went), [208_000, 0, 0, 0, 32_000, 0, 0, 0, 0, -176_000, 0]);
}

#[test]
fn files_left_out_are_booked_as_unreadable_and_named() {
    let mut start = side(&[("a", "prospect 2026-01-01", Some(5)), ("b", "prospect 2026-01-01", Some(7))]);
    let mut end = side(&[("a", "prospect 2026-01-01", Some(5)), ("b", "prospect 2026-01-01", Some(7))]);
    let out = |id: &str| UncountedFile {
        path: RelPath::new(format!("pipeline/{id}.yaml")),
        why: crate::message!("it is not UTF-8"),
    };
    start.counts[0] = false;
    start.left_out.push(out("a"));
    end.counts[1] = false;
    end.left_out.push(out("b"));
    let diff = compared(&start, &end);
    assert_eq!(lines(&diff), [7, 0, 0, 0, 0, 0, 0, 0, -2, 0, 5]);
    assert_eq!(named(&diff), [("a", Change::Readable), ("b", Change::Unreadable)]);
    assert_eq!(diff.counts.unreadable, 2);
}

#[test]
fn a_lead_is_renamed_by_a_strict_rule_only() {
    let history = "prospect 2026-01-01, qualified 2026-02-01";
    let start = side(&[("old", history, Some(5))]);
    let mut end = side(&[("new", "prospect 2026-01-01, qualified 2026-02-01, won 2026-03-01", Some(5))]);
    end.lead("new").title = "About old".into();
    let diff = compared(&start, &end);
    assert_eq!(named(&diff), [("new", Change::Won)]);
    let id = diff.leads[0].fields.id.clone().unwrap();
    assert_eq!((id.from.as_deref(), id.to.as_deref()), (Some("old"), Some("new")));
    // Another title, another history, or two that fit: two leads.
    let apart = [("new", Change::New), ("old", Change::Removed)];
    end.lead("new").title = "Another".into();
    end.lead("new").history.edit(|entries| entries.truncate(2));
    assert_eq!(named(&compared(&start, &end)), apart);
    let mut two = side(&[("new", history, Some(5)), ("newer", history, Some(5))]);
    two.lead("new").title = "About old".into();
    two.lead("newer").title = "About old".into();
    assert_eq!(named(&compared(&start, &two)).len(), 3);
}

#[test]
fn dates_are_pushed_and_moves_have_a_direction() {
    let mut start = side(&[("a", "qualified 2026-01-01", None), ("b", "prospect 2026-01-01", None)]);
    let mut end = side(&[
        ("a", "qualified 2026-01-01, prospect 2026-03-01", None),
        ("b", "prospect 2026-01-01, proposal 2026-03-01", None),
    ]);
    for (side, a, b) in [(&mut start, "2026-08-01", "2026-08-01"), (&mut end, "2026-08-31", "2026-07-22")] {
        side.lead("a").expected_close = Some(day(a));
        side.lead("b").expected_close = Some(day(b));
    }
    let diff = compared(&start, &end);
    let seen: Vec<_> = diff.leads.iter().map(|l| (&*l.id, l.direction, l.pushed_days)).collect();
    use Direction::*;
    assert_eq!(seen, [("a", Some(Backwards), Some(30)), ("b", Some(Forwards), Some(-10))]);
    assert_eq!(diff.pushed, Pushed { later: 1, earlier: 1 });
}

/// The same over two pipelines, each of which adds up.
fn compared_both(
    start: &[(&str, &str, Option<i64>)],
    end: &[(&str, &str, Option<i64>)],
) -> Vec<PipelineDiff> {
    let (start, end) = (side(start).with_partners(), side(end).with_partners());
    let gates = HashMap::new();
    let side = |workspace| ComparedSide { workspace, as_of: day("2026-06-30"), gates: &gates };
    let found = compare(&side(&start), &side(&end));
    found.iter().for_each(|own| assert_eq!(own.waterfall.sum(), own.waterfall.end, "{:?}", own.waterfall));
    found
}

/// `goes` is worth 20 more when it goes, `wins` is won there, `again` was lost before,
/// `fresh` came and went in between, `stays` is what it was.
#[test]
fn what_goes_to_another_pipeline_leaves_one_and_enters_the_other() {
    let open = "prospect 2026-01-01";
    let start = [
        ("again", "prospect 2026-01-01, lost 2026-02-01 price", Some(7)),
        ("goes", open, Some(100)),
        ("stays", "partners/prospect 2026-01-01", Some(1)),
        ("wins", open, Some(50)),
    ];
    let end = [
        ("again", "prospect 2026-01-01, lost 2026-02-01 price, partners/prospect 2026-05-01", Some(7)),
        ("fresh", "prospect 2026-03-01, partners/qualified 2026-05-01", Some(1000)),
        ("goes", "prospect 2026-01-01, partners/qualified 2026-05-01", Some(120)),
        ("stays", "partners/prospect 2026-01-01", Some(1)),
        ("wins", "prospect 2026-01-01, partners/prospect 2026-05-01, partners/won 2026-06-01", Some(50)),
    ];
    let both = compared_both(&start, &end);
    assert_eq!(lines(&both[0]), [150, 0, 0, 20, 0, 0, 0, 170, 0, 0, 0]);
    assert_eq!(lines(&both[1]), [1, 1170, 7, 0, 0, 50, 0, 0, 0, 0, 1128]);
    let went = |own: &PipelineDiff| (own.waterfall.transferred_out.to_string(), own.counts.transferred_out);
    let came = |own: &PipelineDiff| (own.waterfall.transferred_in.to_string(), own.counts.transferred_in);
    assert_eq!((went(&both[0]), came(&both[1])), (("170".to_owned(), 2), ("170".to_owned(), 2)));
    assert_eq!((came(&both[0]).1, went(&both[1]).1), (0, 0));
    use Change::*;
    assert_eq!(named(&both[0]), [("again", Transferred), ("goes", Transferred), ("wins", Transferred)]);
    assert_eq!(named(&both[1]), [("again", Reopened), ("fresh", New), ("goes", Transferred), ("wins", Won)]);
    let goes = both[1].leads.iter().find(|lead| lead.id == "goes").unwrap();
    assert_eq!((goes.from.as_deref(), goes.to.as_deref()), (Some("prospect"), Some("qualified")));
    let pipeline = goes.fields.pipeline.as_ref().unwrap();
    assert_eq!((pipeline.from.as_deref(), pipeline.to.as_deref()), (Some("sales"), Some("partners")));
}
