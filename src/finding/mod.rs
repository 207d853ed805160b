//! A finding: what is wrong, where, why it matters and what to do.
//!
//! Findings hold byte spans only; whoever shows one reads the file again. This
//! room knows no rule by name: rules live in `check`, the reader names the few
//! it reports itself.

mod cut;
mod fix;

use std::fmt;

pub use cut::cut;
pub use fix::{Fix, Mend, TextEdit, Turn};

use crate::source::{RelPath, Span};
use crate::text::Message;
use crate::text_in_messages;

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Not reported.
    Off,
    /// Reported; fails a run only with `--strict`.
    Warning,
    /// Reported; fails a run.
    Error,
}

impl Severity {
    /// The word used in configurations and outputs.
    pub fn word(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }

    /// The severity a word names.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Off, Self::Warning, Self::Error].into_iter().find(|s| s.word() == word)
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

text_in_messages!(Severity);

/// A further place that belongs to a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// The file.
    pub path: RelPath,
    /// The bytes meant.
    pub span: Span,
    /// What is there.
    pub message: Message,
}

/// One defect at one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule's name, kebab-case.
    pub rule: &'static str,
    /// The rule's severity after the team's settings.
    pub severity: Severity,
    /// The file it is in.
    pub path: RelPath,
    /// The offending bytes of that file.
    pub span: Span,
    /// What is wrong, in one sentence without a full stop.
    pub message: Message,
    /// What to do about it.
    pub help: Option<Message>,
    /// Other places that disagree with this one.
    pub related: Vec<Related>,
    /// How it could be mended.
    pub fix: Option<Fix>,
    /// The known word that was probably meant, certain or not.
    pub meant: Option<String>,
}

impl Finding {
    /// A finding of `rule`; its severity is [`Severity::Error`] until the
    /// runner sets the team's.
    pub fn new(rule: &'static str, path: &RelPath, span: Span, message: impl Into<Message>) -> Self {
        Self {
            rule,
            severity: Severity::Error,
            path: path.clone(),
            span,
            message: message.into(),
            help: None,
            related: Vec::new(),
            fix: None,
            meant: None,
        }
    }

    /// With what to do about it.
    #[must_use]
    pub fn help(mut self, help: impl Into<Message>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// With what to do about it, where something can be said.
    #[must_use]
    pub fn maybe_help(mut self, help: Option<Message>) -> Self {
        self.help = help.or(self.help);
        self
    }

    /// With a further place.
    #[must_use]
    pub fn related(mut self, path: &RelPath, span: Span, message: impl Into<Message>) -> Self {
        self.related.push(Related { path: path.clone(), span, message: message.into() });
        self
    }

    /// With a mend.
    #[must_use]
    pub fn fix(mut self, fix: Fix) -> Self {
        self.fix = Some(fix);
        self
    }
}

/// The one of `known` nearest to `word`, if near enough to be what was meant.
pub fn nearest<'k>(word: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let lower = word.to_lowercase();
    let distance = |k: &&str| strsim::damerau_levenshtein(&lower, &k.to_lowercase());
    let best = known.into_iter().min_by_key(distance)?;
    let allowed = (word.chars().count().max(best.chars().count()) / 3).max(1);
    (distance(&best) <= allowed).then_some(best)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn near_misses_are_near() {
        assert_eq!(nearest("ower", ["owner", "source"]), Some("owner"));
        assert_eq!(nearest("Owner", ["owner", "source"]), Some("owner"));
        assert_eq!(nearest("zebra", ["owner", "source"]), None);
        assert_eq!(nearest("x", []), None);
    }
}
