//! How far the reading of many leads or the making of many pages has come, on
//! a terminal only.

use std::io::IsTerminal;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::stderr::spoken;
use crate::message;
use crate::text::Message;

/// How long it may take before anything is shown.
const PATIENCE: Duration = Duration::from_millis(500);
/// After how many leads it is looked at again.
const EVERY: u64 = 512;

/// A line on the terminal that counts and goes when dropped.
pub struct Progress {
    done: AtomicU64,
    every: u64,
    bar: Option<ProgressBar>,
}

impl Progress {
    /// Counts leads on stderr where that is a terminal and `wanted`; else
    /// silently.
    pub fn start(wanted: bool) -> Self {
        Self::new(wanted, &template(message!("leads read")), EVERY, None)
    }

    /// The same of a few of something else, called by its words.
    pub fn of(wanted: bool, words: Message) -> Self {
        Self::new(wanted, &template(words), 1, None)
    }

    /// The same of many.
    pub fn of_many(wanted: bool, words: Message) -> Self {
        Self::new(wanted, &template(words), EVERY, None)
    }

    /// Counts so many pages, in the same way.
    pub fn of_pages(wanted: bool, count: usize) -> Self {
        let line = message!("{done} of {all} pages", done = "{human_pos}", all = "{human_len}");
        let line = format!("{{bar:30}} {}", line.in_language(spoken()));
        Self::new(wanted, &line, (count as u64 / 100).max(1), Some(count as u64))
    }

    fn new(wanted: bool, template: &str, every: u64, length: Option<u64>) -> Self {
        let bar = (wanted && std::io::stderr().is_terminal()).then(|| {
            let bar = ProgressBar::with_draw_target(length, ProgressDrawTarget::stderr());
            match ProgressStyle::with_template(template) {
                Ok(style) => bar.with_style(style),
                Err(_) => bar,
            }
        });
        Self { done: AtomicU64::new(0), every, bar }
    }

    /// One more is done.
    pub fn count(&self) {
        let Some(bar) = &self.bar else { return };
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        if done.is_multiple_of(self.every) && bar.elapsed() > PATIENCE {
            bar.set_position(done);
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

/// The line about things whose number is not known beforehand.
fn template(words: Message) -> String {
    format!("{{spinner}} {{human_pos}} {}", words.in_language(spoken()))
}
