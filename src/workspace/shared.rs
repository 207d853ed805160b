//! Items that share a key.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::Hash;

/// The items whose key another has too, by their keys, each list in the order
/// they came; of at most about `most` items.
pub fn shared<K: Hash + Eq + Copy, T: Copy>(
    items: impl Iterator<Item = (K, T)>,
    most: usize,
) -> HashMap<K, Vec<T>> {
    let mut first: HashMap<K, T> = HashMap::with_capacity(most);
    let mut shared: HashMap<K, Vec<T>> = HashMap::new();
    for (key, item) in items {
        match first.entry(key) {
            Entry::Vacant(entry) => drop(entry.insert(item)),
            Entry::Occupied(entry) => shared.entry(key).or_insert_with(|| vec![*entry.get()]).push(item),
        }
    }
    shared
}
