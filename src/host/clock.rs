//! The clock.

use std::time::Instant;

use chrono::{DateTime, Utc};

/// The present moment.
pub fn now() -> DateTime<Utc> {
    Utc::now()
}

/// The present moment for measuring how long something takes.
pub fn instant() -> Instant {
    Instant::now()
}
