//! A lead that is parked until a day.

use super::{Day, Text};

/// Until when a lead is parked, and why.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Hold {
    /// Its last day on hold.
    pub until: Day,
    /// What it waits for.
    pub why: Option<Text>,
}
