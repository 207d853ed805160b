//! How far the reading of many leads has come, on a terminal only.

use std::io::IsTerminal;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// How long reading may take before anything is shown.
const PATIENCE: Duration = Duration::from_millis(500);
/// After how many leads it is looked at again.
const EVERY: u64 = 512;

/// A line on the terminal that counts leads and goes when dropped.
pub struct Progress {
    read: AtomicU64,
    bar: Option<ProgressBar>,
}

impl Progress {
    /// Counts on stderr where that is a terminal and `wanted`; else silently.
    pub fn start(wanted: bool) -> Self {
        Self::of(wanted, "leads read")
    }

    /// The same of something else, called by its words.
    pub fn of(wanted: bool, words: &str) -> Self {
        let bar = (wanted && std::io::stderr().is_terminal()).then(|| {
            let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
            match ProgressStyle::with_template(&format!("{{spinner}} {{human_pos}} {words}")) {
                Ok(style) => bar.with_style(style),
                Err(_) => bar,
            }
        });
        Self { read: AtomicU64::new(0), bar }
    }

    /// One lead more was read.
    pub fn count(&self) {
        let Some(bar) = &self.bar else { return };
        let read = self.read.fetch_add(1, Ordering::Relaxed) + 1;
        if read.is_multiple_of(EVERY) && bar.elapsed() > PATIENCE {
            bar.set_position(read);
        }
    }

    /// One of a few was read.
    pub fn step(&self) {
        if let Some(bar) = &self.bar {
            let read = self.read.fetch_add(1, Ordering::Relaxed) + 1;
            if bar.elapsed() > PATIENCE {
                bar.set_position(read);
            }
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
