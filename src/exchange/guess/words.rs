//! People, sources and reasons: the CRM's words with an id for each.

use std::collections::HashMap;

use crate::change::{free_id, slug};
use crate::exchange::cells::shown;
use crate::exchange::spelling::{folded, line, name_of};
use crate::exchange::table::Table;
use crate::pipeline::{Labelled, Member, meant};

/// How many different words a list of choices has at most.
pub const MOST: usize = 2_000;

/// The different words of a column, the first spelling of each, in their order.
pub fn distinct(table: &Table, column: usize) -> Vec<String> {
    let mut seen: HashMap<String, ()> = HashMap::new();
    let mut words = Vec::new();
    for row in &table.rows {
        let Some(cell) = row.cells.get(column) else { continue };
        let text = line(&shown(cell));
        if !text.is_empty() && words.len() < MOST && seen.insert(folded(&text), ()).is_none() {
            words.push(text);
        }
    }
    words
}

/// A word with the id it is given, and whether that is new.
pub struct NamedWord {
    /// The CRM's word.
    pub word: String,
    /// The id.
    pub id: String,
    /// Whether the workspace does not have it yet.
    pub new: bool,
}

/// Ids for words; those that the workspace has keep theirs.
pub fn named<T: Labelled>(words: &[String], known: &[T], fallback: &str) -> Vec<NamedWord> {
    let mut taken: Vec<String> = known.iter().map(|own| own.id().to_owned()).collect();
    let one = |word: &String| {
        if let Some(own) = meant(word, known) {
            return NamedWord { word: word.clone(), id: own.id().to_owned(), new: false };
        }
        let base = slug(word).unwrap_or_else(|| fallback.to_owned());
        let id = free_id(&base, &|id| taken.iter().any(|own| own == id));
        taken.push(id.clone());
        NamedWord { word: word.clone(), id, new: true }
    };
    words.iter().map(one).collect()
}

/// The people of some words, the team's own among them. A person is called by the
/// first name where nobody else has it.
pub fn people(
    words: &[String],
    emails: &HashMap<String, String>,
    team: &[Member],
) -> (Vec<(String, String)>, Vec<Member>) {
    let first = |name: &str| name.split_whitespace().next().and_then(slug);
    let mut firsts: HashMap<String, usize> = HashMap::new();
    for word in words {
        let (name, _) = name_of(word);
        firsts.entry(first(name).unwrap_or_default()).and_modify(|n| *n += 1).or_insert(1);
    }
    let (mut table, mut new): (Vec<(String, String)>, Vec<Member>) = (Vec::new(), Vec::new());
    for word in words {
        let (name, address) = name_of(word);
        let address = address.map(str::to_owned).or_else(|| emails.get(word).cloned());
        let same = |own: &&Member| {
            own.name.eq_ignore_ascii_case(name)
                || address.as_ref().is_some_and(|address| own.has_email(address))
                || own.id == name
        };
        if let Some(own) = team.iter().chain(&new).find(same) {
            table.push((word.clone(), own.id.clone()));
            continue;
        }
        let name = name.split_once('@').map_or(name, |(local, _)| local);
        let alone = first(name).filter(|first| {
            first.len() > 1 && firsts.get(first) == Some(&1) && !first.bytes().all(|b| b.is_ascii_digit())
        });
        let base = alone.or_else(|| slug(name)).unwrap_or_else(|| "person".to_owned());
        let id = free_id(&base, &|id| team.iter().chain(&new).any(|own| own.id == id));
        table.push((word.clone(), id.clone()));
        new.push(Member { id, name: name.to_owned(), email: address, until: None, group: None });
    }
    (table, new)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_called_by_what_tells_them_apart() {
        let words = ["Siti Rahma", "Budi Santoso", "Budi Hartono", "ann@x.example", "Joko (joko@x.example)"];
        let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        let (table, new) = people(&words, &HashMap::new(), &[]);
        let ids: Vec<&str> = table.iter().map(|(_, id)| id.as_str()).collect();
        assert_eq!(ids, ["siti", "budi-santoso", "budi-hartono", "ann", "joko"]);
        assert_eq!(new[4].email.as_deref(), Some("joko@x.example"));
    }
}
