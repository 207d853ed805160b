//! The words by which exports are recognised, out of `lexicon.txt`.

use std::collections::HashMap;
use std::sync::LazyLock;

static LEXICON: LazyLock<HashMap<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
    let lines = include_str!("lexicon.txt").lines().filter(|line| !line.starts_with('#'));
    let line = |line: &'static str| {
        let (key, words) = line.split_once(": ")?;
        Some((key, words.split(", ").map(str::trim).collect()))
    };
    lines.filter_map(line).collect()
});

/// The words under a key.
pub fn words(key: &str) -> &'static [&'static str] {
    LEXICON.get(key).map_or(&[], Vec::as_slice)
}
