//! `--where`: a condition that chooses leads.

use super::stderr::spoken;
use super::{Context, Failure};
use crate::expr::{Condition, Scope, Wrong};
use crate::finding::Finding;
use crate::message;
use crate::pipeline::Config;
use crate::show::findings::text;
use crate::source::{MemorySnapshot, RelPath, Span};
use crate::text::{Message, translated};

/// That it cannot be judged; for which lead, and why.
pub fn unjudged(why: Message) -> Failure {
    Failure::usage(message!("--where cannot be judged for {why}", why))
}

/// The condition of `--where`, compiled.
///
/// # Errors
/// Where it cannot be used, with the characters that are wrong.
pub fn condition(source: &str, config: &Config, context: &Context) -> Result<Condition, Failure> {
    let wrong = |wrong: Wrong| where_failure(source, wrong, context);
    Scope::choosing(config).check(source).map_err(wrong)?;
    Condition::new(source).map_err(|message| wrong(Wrong { message, help: None, range: None }))
}

/// Says what is wrong with `--where`, with the characters that are.
fn where_failure(source: &str, wrong: Wrong, context: &Context) -> Failure {
    let path = RelPath::new("--where");
    let range = wrong.range.filter(|range| !range.is_empty()).unwrap_or(0..source.len());
    let here = message!("here").template();
    let here = translated(spoken(), here).unwrap_or(here);
    let finding = Finding::new(here, &path, Span::new(range.start, range.end), wrong.message);
    let snapshot = MemorySnapshot::default().with(path.as_str(), source.as_bytes());
    let shown = text::findings(&[finding.maybe_help(wrong.help)], &snapshot, context.look(false));
    Failure::usage(message!("the condition of --where cannot be used\n\n{shown}", shown = shown.trim_end()))
}
