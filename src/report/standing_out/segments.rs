//! Segments whose win rate differs beyond chance.

use super::{FEW, Said, Standing, closed_leads, text, value, with};
use crate::figures::{Rate, Segment, View, segments_of};
use crate::report::PipelineReport;

/// The segments of one side: what [`segments_of`] calls it, what people do, and
/// what they call one of its keys.
struct Side<'r> {
    name: &'r str,
    said: Said,
    rows: &'r [Segment],
    label: fn(&Segment) -> Said,
}

/// Each segment whose win rate differs (Fisher against all others, Holm over
/// all that were tried), or that none does.
pub(super) fn segments(view: &View<'_>, report: &PipelineReport) -> Vec<Standing> {
    let all = sides(report);
    let differing =
        all.iter().flat_map(|side| side.rows.iter().filter(|row| row.differs).map(move |row| (side, row)));
    let told: Vec<Standing> = differing.filter_map(|(side, row)| differs(view, report, side, row)).collect();
    let tried = report.wins.tried;
    let none = told.is_empty() && tried > 1 && report.win_rate.n >= FEW;
    let nothing = none.then(|| Standing {
        say: "standing-segments-none",
        with: with([("tried", Said::Count(tried))]),
        n: report.win_rate.n,
        leads: Vec::new(),
        advice: None,
    });
    told.into_iter().chain(nothing).collect()
}

/// Every side that was tried.
fn sides(report: &PipelineReport) -> Vec<Side<'_>> {
    let wins = &report.wins;
    let named = [
        ("source", "source", &report.by_source),
        ("product", "product", &report.by_product),
        ("industry", "industry", &report.by_industry),
        ("owner", "owner", &report.by_owner),
        ("size", "size", &wins.by_size),
        ("early activities", "early", &wins.by_early_activity),
    ];
    let label = |row: &Segment| text(row.label.as_deref().or(row.key.as_deref()).unwrap_or_default());
    let named = named.map(|(name, word, rows)| Side { name, said: Said::Word(word), rows, label });
    let criteria = wins.by_qualification.iter().map(|criterion| Side {
        name: &criterion.id,
        said: text(&criterion.label),
        rows: &criterion.levels,
        label: level,
    });
    named.into_iter().chain(criteria).collect()
}

/// What people call how far a criterion is met.
fn level(row: &Segment) -> Said {
    Said::Word(match row.key.as_deref() {
        Some("met") => "lead-met",
        Some("partial") => "lead-partial",
        _ => "lead-unmet",
    })
}

/// A segment against all others; nothing is said of leads that have no key.
fn differs(view: &View<'_>, report: &PipelineReport, side: &Side<'_>, row: &Segment) -> Option<Standing> {
    let key = row.key.as_deref()?;
    let others = Rate::new(report.won.count - row.won, report.win_rate.n - row.win_rate.n);
    let better = value(row.win_rate) > value(others);
    let behind = |own: &(String, String)| own.0 == side.name && own.1 == key;
    Some(Standing {
        say: if better { "standing-segment-better" } else { "standing-segment-worse" },
        with: with([
            ("side", side.said.clone()),
            ("label", (side.label)(row)),
            ("rate", Said::Percent(value(row.win_rate))),
            ("n", Said::Count(row.win_rate.n)),
            ("rest", Said::Percent(value(others))),
            ("tried", Said::Count(report.wins.tried)),
        ]),
        n: row.win_rate.n,
        leads: closed_leads(view, |c| segments_of(view, c.tracked, c.attempt).iter().any(behind)),
        advice: None,
    })
}
