//! What is said beside the result, and in which language.

use std::io::Write;
use std::sync::OnceLock;

use crate::host;
use crate::text::{Language, Message, commandless};

static LANGUAGE: OnceLock<Language> = OnceLock::new();

/// Speaks a language from now on; the first one stays.
pub fn speak(language: Language) {
    LANGUAGE.get_or_init(|| language);
}

/// The language that is spoken: the workspace's, else the environment's.
pub fn spoken() -> Language {
    *LANGUAGE.get_or_init(|| host::language().unwrap_or_default())
}

/// Says something on stderr, with a line break after it.
pub fn say(what: impl Into<Message>) {
    print(&what.into().shown(spoken()));
}

/// Prints what is in somebody's words already.
pub fn print(text: &str) {
    let mut err = std::io::stderr().lock();
    let text = if host::runner_reads(&err) { commandless(text) } else { text.into() };
    let _ = writeln!(err, "{}", text.trim_end_matches('\n'));
}
