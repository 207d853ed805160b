//! Ids of imported leads: made from their names, each there once.

use std::collections::{HashMap, HashSet};

use crate::change::slug;
use crate::pipeline::shape::is_id;

/// Gives ids; deals of one name get numbers.
#[derive(Debug, Default)]
pub struct Ids {
    taken: HashSet<String>,
    next: HashMap<String, usize>,
}

impl Ids {
    /// Ids beside those that are there.
    pub fn beside<'i>(taken: impl Iterator<Item = &'i str>) -> Self {
        Self { taken: taken.map(str::to_owned).collect(), next: HashMap::new() }
    }

    /// An id for a lead of a name.
    pub fn give(&mut self, name: &str, key: &str) -> String {
        let of_key = || slug(&format!("deal {key}")).unwrap_or_else(|| "deal".to_owned());
        let base = slug(name).unwrap_or_else(of_key);
        let fits = |id: &str| is_id(id) && !self.taken.contains(id);
        let id = if fits(&base) {
            base
        } else {
            let mut n = self.next.get(&base).copied().unwrap_or(2);
            let mut id = format!("{base}-{n}");
            while !fits(&id) {
                n += 1;
                id = format!("{base}-{n}");
            }
            self.next.insert(base, n + 1);
            id
        };
        self.taken.insert(id.clone());
        id
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leads_of_one_name_get_numbers() {
        let mut ids = Ids::default();
        ids.taken.insert("erp-2".to_owned());
        let given: Vec<String> =
            ["ERP", "ERP", "erp!", "株式会社", "con"].iter().map(|name| ids.give(name, "7")).collect();
        assert_eq!(given, ["erp", "erp-3", "erp-4", "deal-7", "con-2"]);
    }
}
