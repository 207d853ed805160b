//! What a branch did to the pipeline, made visible: for a terminal, for a
//! comment on a pull request, for other programs.

mod markdown;
mod sums;
mod tell;
mod text;

pub use markdown::{MARK, markdown};
pub use text::text;

use crate::compare::Diff;

/// As JSON, indented, with a newline at its end.
pub fn json(diff: &Diff) -> String {
    // It holds no map with keys that are not text, so that nothing fails.
    let mut text = serde_json::to_string_pretty(diff).unwrap_or_default();
    text.push('\n');
    text
}
