//! Keys that are in one mapping twice.

use std::collections::HashMap;

use super::problem::{Problem, ProblemKind, problem};
use super::{Node, NodeKind};
use crate::message;

/// A problem for each key of a mapping that stood in it before. `hashes` is
/// memory to use again: nearly every mapping is settled by it alone.
pub(super) fn repeated(map: Node<'_>, hashes: &mut Vec<u32>) -> Vec<Problem> {
    hashes.clear();
    hashes.extend(map.entries().map(|(key, _)| fnv(key.value().unwrap_or_default())));
    hashes.sort_unstable();
    if hashes.windows(2).all(|pair| pair[0] != pair[1]) {
        return Vec::new();
    }
    let map_is_flow = map.kind() == (NodeKind::Map { flow: true });
    let mut first = HashMap::new();
    let again = map.entries().filter_map(|(key, _)| Some((key, first.insert(key.value()?, key)?)));
    again.map(|(key, before)| twice(key, before, map_is_flow)).collect()
}

fn twice(key: Node<'_>, before: Node<'_>, map_is_flow: bool) -> Problem {
    let name = key.value().unwrap_or_default();
    let message = message!("the key `{name}` is here a second time", name);
    let mut found = problem(ProblemKind::Syntax, key.span(), message);
    let digits =
        name.split('.').all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()));
    let comma = digits && map_is_flow && name.len() >= 3;
    found.help = Some(if comma {
        message!("in braces a comma separates keys: write a number without commas, as in 1000000")
    } else {
        message!("keep one of the two")
    });
    found.related = Some((before.span(), message!("it is here first")));
    found
}

/// Fowler, Noll and Vo's hash 1a of 32 bits: keys of one hash are then compared.
fn fnv(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}
