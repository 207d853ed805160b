//! Findings for people and machines: one file a format.
//!
//! A finding holds bytes; whoever shows it reads its file again, once. What
//! comes from a lead is made visible first: no control character, no change of
//! direction and no line break of a lead's reaches a terminal, and no line of
//! output begins with a lead's text.

pub mod concise;
mod excerpt;
mod files;
pub mod json;
pub mod text;
mod visible;

pub use text::Look;
pub use visible::visible;

/// "1 error", "2 errors".
pub(crate) fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}
