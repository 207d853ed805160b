//! Slips of commits that are written down.

use super::*;
use crate::figures::testing::{TestWorkspace, day, workspace};

/// `id commit-day stage expected`, of siti's.
fn told(rows: &[&str]) -> Vec<Expectation> {
    let one = |row: &&str| {
        let words: Vec<&str> = row.split(' ').collect();
        Expectation {
            id: words[0].into(),
            day: day(words[1]),
            owner: "siti".into(),
            people: vec!["siti".into()],
            stage: words[2].parse().unwrap(),
            expected: (words[3] != "-").then(|| day(words[3])),
            probability: None,
            held: None,
        }
    };
    rows.iter().map(one).collect()
}

fn open_leads() -> TestWorkspace {
    let mut workspace = workspace(&[("a", "prospect 2026-01-01"), ("b", "qualified 2026-01-01")]);
    workspace.value("a", 100);
    workspace.value("b", 30);
    workspace.lead("a").expected_close = Some(day("2026-08-15"));
    workspace.lead("b").expected_close = Some(day("2026-07-10"));
    workspace
}

#[test]
fn only_later_dates_of_leads_that_stay_open_in_the_period() {
    let told = told(&[
        "a 2025-12-01 0 2026-03-01",
        "b 2025-12-01 0 -",
        "c 2025-12-01 1 2026-02-01",
        "a 2025-12-20 0 2026-03-11", // before the period
        "a 2026-01-10 0 2026-04-10", // 30 days, in stage 0
        "b 2026-01-10 1 2026-06-10", // the first date is no push
        "a 2026-02-10 1 2026-04-01", // earlier is none
        "a 2026-03-10 1 2026-04-11", // 10 days, in stage 1
        "b 2026-03-10 1 2026-07-10", // 30 days
        "c 2026-03-10 3 2026-03-10", // won meanwhile
        "a 2026-07-10 1 2026-09-10", // after the as-of date
    ]);
    let workspace = open_leads();
    let slips = slips(&workspace.view(), &told, Some(day("2025-12-01")));
    assert_eq!((slips.pushes, slips.leads, slips.of, slips.days), (3, 2, 3, 70));
    assert_eq!(slips.median_days, Some(30.0));
    let rows: Vec<_> = slips.by_stage.iter().map(|r| (r.key.as_str(), r.leads, r.pushes, r.days)).collect();
    assert_eq!(rows, [("prospect", 1, 1, 30), ("qualified", 2, 2, 40)]);
    assert_eq!(slips.by_owner.len(), 1);
    let worst: Vec<_> = slips.worst.iter().map(|lead| (lead.id.as_str(), lead.days, lead.pushes)).collect();
    assert_eq!(worst, [("a", 40, 2), ("b", 30, 1)]);
    assert_eq!((slips.worst[0].from, slips.worst[0].to), (day("2026-03-11"), day("2026-04-11")));
    assert_eq!(slips.worst[0].title, "About a");
    assert_eq!((slips.typical, slips.corrected), (Typical { n: 0, days: None }, None));
    let joko = workspace.view().of(Some("joko"));
    assert_eq!(super::slips(&joko, &told, None).pushes, 0);
    // Of `b` siti has a part only.
    let share = |mut told: Expectation| {
        told.people.extend((told.id == "b").then(|| "joko".into()));
        told
    };
    let told: Vec<Expectation> = told.into_iter().map(share).collect();
    let both = super::slips(&workspace.view(), &told, None);
    let rows: Vec<_> = both.by_owner.iter().map(|row| (row.key.as_str(), row.pushes, row.days)).collect();
    assert_eq!((both.pushes, rows), (3, vec![("siti", 3, 70), ("joko", 1, 30)]));
    let own = super::slips(&joko, &told, None);
    assert_eq!((own.pushes, own.of, own.by_owner.len()), (1, 1, 1));
}

/// Won 10, 20, 30, 41 and 51 days after the first date: 30 is typical.
#[test]
fn open_leads_come_later_by_the_typical_slip() {
    let ids = ["v", "w", "x", "y", "z"];
    let histories: Vec<(&str, String)> = ids
        .iter()
        .enumerate()
        .map(|(at, id)| {
            (*id, format!("prospect 2026-01-01, won 2026-0{}-{}", 3 + at / 3, ["11", "21", "31"][at % 3]))
        })
        .collect();
    let mut leads: Vec<(&str, &str)> = histories.iter().map(|(id, h)| (*id, h.as_str())).collect();
    leads.extend([("long-won", "prospect 2026-01-01, won 2026-01-01")]);
    leads.extend([("a", "prospect 2026-01-01"), ("b", "prospect 2026-01-01"), ("c", "prospect 2026-01-01")]);
    let mut workspace = workspace(&leads);
    for (id, expected) in [("a", "2026-08-15"), ("b", "2026-07-10")] {
        workspace.value(id, 100);
        workspace.lead(id).expected_close = Some(day(expected));
    }
    let mut rows: Vec<String> = ids.iter().map(|id| format!("{id} 2026-01-01 0 2026-03-01")).collect();
    // `a` was first expected early: its date already holds the slip.
    rows.push("long-won 2026-01-01 3 2020-01-01".to_owned());
    rows.extend(["a 2026-01-01 0 2026-05-01".to_owned(), "a 2026-04-01 0 2026-08-15".to_owned()]);
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let slips = slips(&workspace.view(), &told(&rows), None);
    assert_eq!(slips.typical, Typical { n: 5, days: Some(30.0) });
    let corrected = slips.corrected.unwrap();
    let months: Vec<_> = corrected.months.iter().map(|m| (m.month.as_str(), m.expected.count)).collect();
    assert_eq!(months, [("2026-08", 2)], "`b` moves from 10 July to 9 August");
    assert_eq!(corrected.undated.count, 1);
}
