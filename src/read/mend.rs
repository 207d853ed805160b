//! Near misses: what was probably meant, whether that is certain, and how it is
//! written in the place of the old word.

use crate::finding::{Finding, Fix, nearest};
use crate::message;
use crate::text::{Message, is_disguised};
use crate::yaml::{Node, NodeKind, Scalar, resolve};

/// What is said of a word that only looks right; which of its characters is
/// wrong, and what to write, is said by the rule for that.
pub fn disguised() -> Message {
    message!("a character in it is not what it looks like: see `hidden-character`")
}

/// What was probably meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Near<'k> {
    /// The known word.
    pub word: &'k str,
    /// Whether nothing else can have been meant: it differs in case, spaces and
    /// punctuation only, or by one letter of four or more and no other known
    /// word is as near.
    pub certain: bool,
}

/// The known word nearest to `word`.
pub fn near<'k>(word: &str, known: impl Iterator<Item = &'k str> + Clone) -> Option<Near<'k>> {
    let folded = fold(word);
    let mut same = known.clone().filter(|k| fold(k) == folded);
    if let (Some(word), None) = (same.next(), same.next()) {
        return Some(Near { word, certain: true });
    }
    let best = nearest(word, known.clone())?;
    let close = known.filter(|k| strsim::damerau_levenshtein(&fold(k), &folded) <= 1).count();
    let one_off = strsim::damerau_levenshtein(&fold(best), &folded) == 1;
    Some(Near { word: best, certain: one_off && close == 1 && folded.chars().count() >= 4 })
}

fn fold(word: &str) -> String {
    word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Whether that was meant.
pub fn did_you_mean(word: &str) -> Message {
    message!("did you mean `{word}`?", word)
}

/// Asks "did you mean", with a mend where that is certain.
pub fn suggest(finding: Finding, node: Node<'_>, near: Option<Near<'_>>) -> Finding {
    let Some(near) = near else { return finding };
    let mut finding = finding.help(did_you_mean(near.word));
    finding.meant = Some(near.word.to_owned());
    if node.value().is_some_and(is_disguised) {
        finding.help = Some(disguised());
        return finding;
    }
    if !near.certain || node.kind() == NodeKind::Block {
        return finding;
    }
    finding.fix(Fix::replace(message!("write `{word}`", word = near.word), node.span(), write(near.word)))
}

/// A word as a YAML scalar: plain where that says the same, else in quotes.
pub fn write(word: &str) -> String {
    let inner = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ' ' | '/');
    let plain = word.starts_with(char::is_alphanumeric)
        && word.ends_with(char::is_alphanumeric)
        && word.chars().all(inner)
        && resolve(word) == Scalar::Text;
    if plain { word.to_owned() } else { serde_json::Value::from(word).to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn certain_is_only_what_nothing_else_can_be() {
        let of = |word, known: &[&'static str]| near(word, known.iter().copied());
        assert_eq!(of("Siti", &["siti", "joko"]), Some(Near { word: "siti", certain: true }));
        assert_eq!(of("No Budget", &["no-budget"]), Some(Near { word: "no-budget", certain: true }));
        assert_eq!(of("sitti", &["siti", "joko"]), Some(Near { word: "siti", certain: true }));
        assert_eq!(of("rino", &["rina", "rini"]).map(|n| n.certain), Some(false));
        assert_eq!(of("ad", &["ads"]).map(|n| n.certain), Some(false));
        assert_eq!(of("zebra", &["siti"]), None);
    }

    #[test]
    fn words_stay_text() {
        assert_eq!(write("no-budget"), "no-budget");
        assert_eq!(write("null"), "\"null\"");
        assert_eq!(write("2026"), "\"2026\"");
        assert_eq!(write("a: b"), "\"a: b\"");
    }
}
