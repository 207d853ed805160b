//! Work that strangers wrote, watched: it ends the program where it takes too
//! much. A thread cannot be stopped from outside, so nothing less would do.

use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use crate::message;
use crate::text::Message;

/// How often is looked.
const EVERY: Duration = Duration::from_millis(5);
/// What the stack of such work may grow to, so that recursion meets the bound of
/// memory first; only what is used counts.
const STACK: usize = 1 << 30;
/// Of each thread's stack room is reserved.
const THREADS: usize = 8;

/// What work may take.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// Of the processor's time, all threads together.
    pub time: Duration,
    /// Bytes beyond what the program has when it begins.
    pub memory: usize,
}

/// Which bound work is past.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exceeded {
    /// The time.
    Time,
    /// The memory.
    Memory,
}

/// Does work on threads of its own. Where it goes past its bounds, `past` says
/// so and the program ends with status 2.
///
/// # Errors
/// Where the system gives no threads.
pub fn bounded<T: Send>(
    bounds: Bounds,
    past: &(dyn Fn(Exceeded) + Sync),
    work: impl FnOnce() -> T + Send,
) -> Result<T, Message> {
    let threads = rayon::current_num_threads().min(THREADS);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).stack_size(STACK).build();
    let pool = pool.map_err(|error| {
        message!("there are no threads to fill templates in: {error}", error = error.to_string())
    })?;
    let (done, waiting) = channel::<()>();
    let (time, memory) = (time() + bounds.time, memory() + bounds.memory);
    Ok(thread::scope(|scope| {
        scope.spawn(move || {
            while waiting.recv_timeout(EVERY) == Err(RecvTimeoutError::Timeout) {
                let beyond = match () {
                    () if self::memory() > memory => Exceeded::Memory,
                    () if self::time() > time => Exceeded::Time,
                    () => continue,
                };
                past(beyond);
                std::process::exit(2);
            }
        });
        let result = pool.install(work);
        drop(done);
        result
    }))
}

/// The memory the program has; 0 where the system does not tell.
fn memory() -> usize {
    memory_stats::memory_stats().map_or(0, |stats| stats.physical_mem)
}

/// The processor's time the program took.
#[cfg(unix)]
fn time() -> Duration {
    use rustix::time::{ClockId, clock_gettime};
    clock_gettime(ClockId::ProcessCPUTime).try_into().unwrap_or_default()
}

/// The time that went by, which is more.
#[cfg(not(unix))]
fn time() -> Duration {
    use std::sync::LazyLock;
    use std::time::Instant;
    static BEGUN: LazyLock<Instant> = LazyLock::new(Instant::now);
    BEGUN.elapsed()
}
