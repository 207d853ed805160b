//! What is said beside the result.

use std::io::Write;

use crate::host;
use crate::text::commandless;

/// Says something on stderr, with a line break after it.
pub fn say(text: &str) {
    let mut err = std::io::stderr().lock();
    let text = if host::runner_reads(&err) { commandless(text) } else { text.into() };
    let _ = writeln!(err, "{}", text.trim_end_matches('\n'));
}
