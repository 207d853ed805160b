//! Keys that are in one mapping twice.

use std::collections::HashMap;

use super::Node;
use super::problem::{Problem, ProblemKind, problem};

/// A problem for each key of a mapping that stood in it before. `hashes` is
/// memory to use again: nearly every mapping is settled by it alone.
pub(super) fn repeated(map: Node<'_>, hashes: &mut Vec<u32>) -> Vec<Problem> {
    hashes.clear();
    hashes.extend(map.entries().map(|(key, _)| fnv(key.value().unwrap_or_default())));
    hashes.sort_unstable();
    if hashes.windows(2).all(|pair| pair[0] != pair[1]) {
        return Vec::new();
    }
    let mut first = HashMap::new();
    let again = map.entries().filter_map(|(key, _)| Some((key, first.insert(key.value()?, key)?)));
    again.map(|(key, before)| twice(key, before)).collect()
}

fn twice(key: Node<'_>, before: Node<'_>) -> Problem {
    let name = key.value().unwrap_or_default();
    let message = format!("the key `{name}` is here a second time");
    let mut found = problem(ProblemKind::Syntax, key.span(), message);
    found.help = Some("keep one of the two".to_owned());
    found.related = Some((before.span(), "it is here first"));
    found
}

/// Fowler, Noll and Vo's hash 1a of 32 bits: keys of one hash are then compared.
fn fnv(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}
