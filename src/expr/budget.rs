//! What conditions may cost over all leads: some of each lead's is free, and
//! what is above that is paid from one purse.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use super::engine::FUEL;
use crate::message;
use crate::text::Message;

/// Steps of each lead that are free: some hundred ordinary conditions.
const FREE: u64 = 2_000;
/// Steps beyond those; less than a second.
const PURSE: u64 = 5_000_000;

/// The steps that were taken, over all leads.
#[derive(Debug, Default)]
pub(super) struct Budget {
    spent: AtomicU64,
    leads: AtomicU64,
}

impl Budget {
    /// Another lead is looked at.
    pub(super) fn lead(&self) {
        self.leads.fetch_add(1, Relaxed);
    }

    /// Whether there is something left.
    ///
    /// # Errors
    /// A sentence where there is nothing.
    pub(super) fn check(&self) -> Result<(), Message> {
        if self.spent.load(Relaxed) <= PURSE + FREE * self.leads.load(Relaxed) {
            return Ok(());
        }
        Err(message!(
            "over all leads, conditions take more than {purse} steps and {free} more a lead: make them simpler",
            purse = PURSE,
            free = FREE
        ))
    }

    /// Pays for a condition that was judged; `None` of one that ran out of fuel.
    pub(super) fn pay(&self, steps: Option<u64>) {
        self.spent.fetch_add(steps.unwrap_or(FUEL), Relaxed);
    }
}
