//! Who wins most often.

use std::borrow::Borrow;

use crate::figures::Segment;
use crate::report::{Said, Sentence};

/// What people call a segment.
pub fn label(row: &Segment, none: &'static str) -> Said {
    Said::name(row.label.as_deref(), row.key.as_deref(), none)
}

/// What people call how far a criterion is met.
pub fn level(row: &Segment, none: &'static str) -> Said {
    match row.key.as_deref() {
        Some("met") => Said::Word("lead-met"),
        Some("partial") => Said::Word("lead-partial"),
        Some("unmet") => Said::Word("lead-unmet"),
        _ => label(row, none),
    }
}

/// Which segment wins most often, and whether that could be chance.
pub fn segments<S: Borrow<Segment>>(segments: &[S], name: impl Fn(&Segment) -> Said) -> Sentence {
    let segments = || segments.iter().map(Borrow::borrow);
    let rate = |row: &Segment| row.win_rate.value.unwrap_or(0.0);
    let mut shown: Vec<&Segment> = segments().filter(|row| row.win_rate.shown().is_some()).collect();
    shown.sort_by(|a, b| rate(b).total_cmp(&rate(a)).then(b.win_rate.n.cmp(&a.win_rate.n)));
    let Some(best) = shown.first() else {
        let closed: u64 = segments().map(|row| row.win_rate.n).sum();
        let say = if closed == 0 { "segment-title-none" } else { "segment-title-few" };
        return Sentence::new(say, []);
    };
    let ties = shown.iter().filter(|row| row.win_rate.value == best.win_rate.value).count();
    let second = shown.get(1).filter(|_| ties > 1);
    let say = match shown.len() {
        1 => "segment-title-one",
        _ if best.differs => "segment-title",
        _ if ties > 2 => "segment-title-ties",
        _ if ties > 1 => "segment-title-tie",
        _ => "segment-title-chance",
    };
    let with = [
        ("label", name(best)),
        ("other", second.map_or_else(|| "".into(), |row| name(row))),
        ("ties", ties.into()),
        ("rate", Said::Percent(rate(best))),
        ("n", best.win_rate.n.into()),
    ];
    Sentence::new(say, with)
}

/// A title that says what it is of, where the segments' names alone do not.
pub fn of_what(of: Said, title: Sentence) -> Sentence {
    Sentence::new("segment-title-of", [("of", of), ("title", Said::Sentence(Box::new(title)))])
}
