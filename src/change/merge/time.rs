//! When an item of a lead's history or of its activities happened.

use std::cmp::Ordering;

use super::content::Content;
use crate::read::date;

/// The day as written and, of a moment, its seconds. No time zone is asked:
/// whoever writes a moment writes the day where they are.
pub type Time<'c> = (&'c str, Option<i64>);

/// When an item happened; `None` where that cannot be read.
pub fn time(item: &Content) -> Option<Time<'_>> {
    let at = item.text("at")?;
    let read = date(at, chrono_tz::UTC)?;
    Some((at.get(..10)?, read.instant))
}

/// Two moments by the second, else by the day.
pub fn compare(a: &Time<'_>, b: &Time<'_>) -> Ordering {
    match (a.1, b.1) {
        (Some(one), Some(other)) => one.cmp(&other),
        _ => a.0.cmp(b.0),
    }
}

/// Whether a list goes from the oldest to the newest.
pub fn in_order(items: &[Content]) -> bool {
    let times: Option<Vec<_>> = items.iter().map(time).collect();
    times.is_some_and(|times| times.windows(2).all(|pair| compare(&pair[0], &pair[1]) != Ordering::Greater))
}
