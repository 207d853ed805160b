//! Segments whose win rate differs beyond chance.

use super::{Highlight, closed_leads, value};
use crate::figures::{Rate, Segment, View, segments_of};
use crate::report::chart_titles::{label, level};
use crate::report::{PipelineReport, Said, Sentence};

/// The segments of one side: what [`segments_of`] calls it, what people do, and
/// what they call one of its keys.
struct Side<'r> {
    name: &'r str,
    said: Said,
    rows: &'r [Segment],
    name_of: fn(&Segment, &'static str) -> Said,
}

/// Each segment whose win rate differs (Fisher against all others, Holm over
/// all that were tried).
pub(super) fn segments(view: &View<'_>, report: &PipelineReport) -> Vec<Highlight> {
    let all = sides(report);
    let differing =
        all.iter().flat_map(|side| side.rows.iter().filter(|row| row.differs).map(move |row| (side, row)));
    differing.filter_map(|(side, row)| differs(view, report, side, row)).collect()
}

/// Every side that was tried.
fn sides(report: &PipelineReport) -> Vec<Side<'_>> {
    let wins = &report.wins;
    let named = [
        ("source", "source", &report.by_source),
        ("product", "product", &report.by_product),
        ("industry", "industry", &report.by_industry),
        ("owner", "owner", &report.by_owner),
        ("group", "group", &report.by_group),
        ("size", "size", &wins.by_size),
        ("early activities", "early", &wins.by_early_activity),
    ];
    let named = named.map(|(name, word, rows)| Side { name, said: Said::Word(word), rows, name_of: label });
    let criteria = wins.by_qualification.iter().map(|criterion| Side {
        name: &criterion.id,
        said: criterion.label.as_str().into(),
        rows: &criterion.levels,
        name_of: level,
    });
    named.into_iter().chain(criteria).collect()
}

/// A segment against all others; nothing is said of leads that have no key.
fn differs(view: &View<'_>, report: &PipelineReport, side: &Side<'_>, row: &Segment) -> Option<Highlight> {
    let key = row.key.as_deref()?;
    let others = Rate::new(report.won.count - row.won, report.win_rate.n - row.win_rate.n);
    let better = value(row.win_rate) > value(others);
    let behind = |own: &(String, String)| own.0 == side.name && own.1 == key;
    let say = if better { "standing-segment-better" } else { "standing-segment-worse" };
    Some(Highlight {
        sentence: Sentence::new(
            say,
            [
                ("side", side.said.clone()),
                ("label", (side.name_of)(row, "none")),
                ("rate", Said::Percent(value(row.win_rate))),
                ("n", row.win_rate.n.into()),
                ("rest", Said::Percent(value(others))),
                ("tried", report.wins.tried.into()),
            ],
        ),
        n: row.win_rate.n,
        leads: closed_leads(view, |c| segments_of(view, c.tracked, c.attempt).iter().any(behind)),
        advice: None,
    })
}
