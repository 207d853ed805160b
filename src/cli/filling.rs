//! Filling in templates: the team's own, which may be a branch's, within bounds.

use std::time::Duration;

use super::Failure;
use crate::host::{Bounds, Exceeded, bounded};
use crate::message;
use crate::show::templates::Given;
use crate::source::Pages;
use crate::text::Message;

/// What filling in may take: seconds and megabytes, and what each lead adds.
const SECONDS: u64 = 1;
const MEGABYTES: usize = 200;
const MILLISECONDS_A_LEAD: u64 = 2;
const KILOBYTES_A_LEAD: usize = 5;

/// Whose templates are filled in, and for how many leads.
#[derive(Clone, Copy)]
pub struct Filling {
    own: bool,
    leads: usize,
}

impl Filling {
    /// With the team's own templates, where it has some.
    pub fn of(own: &Given, leads: usize) -> Self {
        Self { own: !own.is_empty(), leads }
    }

    /// Fills in. Where templates of the team's own take too much, it says so and
    /// the program ends.
    ///
    /// # Errors
    /// Where the system gives no threads.
    pub fn run<T: Send>(self, work: impl FnOnce() -> T + Send) -> Result<T, Failure> {
        if !self.own {
            return Ok(work());
        }
        let leads = u64::try_from(self.leads).unwrap_or(u64::MAX);
        let time =
            Duration::from_secs(SECONDS) + Duration::from_millis(leads.saturating_mul(MILLISECONDS_A_LEAD));
        let memory = (MEGABYTES << 20).saturating_add(self.leads.saturating_mul(KILOBYTES_A_LEAD << 10));
        let past = |past: Exceeded| {
            let limit = match past {
                Exceeded::Time => message!(
                    "{seconds} seconds of the processor's time",
                    seconds = format!("{:.1}", time.as_secs_f64())
                ),
                Exceeded::Memory => message!("{memory} MB", memory = memory >> 20),
            };
            // Its status is the program's.
            let _ = Failure::usage(message!(
                "filling in `templates/` takes more than the {limit} that it may for these leads\n  \
                 help: make the team's own templates simpler, or remove them",
                limit
            ))
            .show();
        };
        bounded(Bounds { time, memory }, &past, work).map_err(Failure::usage)
    }
}

/// Pages, each filled in within bounds.
pub struct Within<'p> {
    /// The pages.
    pub pages: &'p dyn Pages,
    /// Their bounds.
    pub filling: Filling,
}

impl Pages for Within<'_> {
    fn paths(&self) -> Vec<String> {
        self.pages.paths()
    }

    fn page(&self, path: &str) -> Result<Option<Vec<u8>>, Message> {
        let filled = self.filling.run(|| self.pages.page(path));
        filled.map_err(|failure| failure.message())?
    }
}
