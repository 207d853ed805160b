//! When an item of a lead's history or of its activities happened.

use super::content::Content;
use crate::read::date;

/// The day as written and, of a moment, its seconds; `None` where that cannot
/// be read. No time zone is asked: whoever writes a moment writes the day where
/// they are.
fn time(item: &Content) -> Option<(&str, Option<i64>)> {
    let at = item.text("at")?;
    let read = date(at, chrono_tz::UTC)?;
    Some((at.get(..10)?, read.instant))
}

/// Whether an item is later than another: two moments by the second, else by
/// the day. What has no time is later than nothing.
pub fn is_later(item: &Content, other: &Content) -> bool {
    time(item).zip(time(other)).is_some_and(|(own, other)| match (own.1, other.1) {
        (Some(own), Some(other)) => own > other,
        _ => own.0 > other.0,
    })
}

/// Whether a list goes from the oldest to the newest.
pub fn in_order(items: &[Content]) -> bool {
    items.iter().all(|item| time(item).is_some())
        && items.windows(2).all(|pair| !is_later(&pair[0], &pair[1]))
}

/// The items from the oldest to the newest, those of one time as they were. By
/// hand: days and moments mixed are no order that `sort` takes.
pub fn sorted(items: Vec<Content>) -> Vec<Content> {
    let mut sorted: Vec<Content> = Vec::with_capacity(items.len());
    for item in items {
        let at = sorted.iter().rposition(|other| !is_later(other, &item)).map_or(0, |at| at + 1);
        sorted.insert(at, item);
    }
    sorted
}
