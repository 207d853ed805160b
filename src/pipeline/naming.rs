//! Which configured thing a word means: by its id, or by its label in any case.

use super::{Choice, Config, Criterion, Member, Pipeline, Stage};

/// What has an id and a label.
pub trait Labelled {
    /// Its id.
    fn id(&self) -> &str;
    /// What people see.
    fn label(&self) -> &str;
}

macro_rules! named {
    ($($type:ty: $label:ident),*) => {
        $(impl Labelled for $type {
            fn id(&self) -> &str {
                &self.id
            }

            fn label(&self) -> &str {
                &self.$label
            }
        })*
    };
}

named!(Choice: label, Criterion: label, Member: name, Pipeline: label, Stage: label);

/// The one of `all` with that id; else the only one whose id or label the word
/// is in any case.
pub fn meant<'a, T: Labelled>(word: &str, all: &'a [T]) -> Option<&'a T> {
    if let Some(exact) = all.iter().find(|one| one.id() == word) {
        return Some(exact);
    }
    let folded = word.trim().to_lowercase();
    let mut fits =
        all.iter().filter(|one| one.label().to_lowercase() == folded || one.id().to_lowercase() == folded);
    fits.next().filter(|_| fits.next().is_none())
}

/// The id that a word means; the word itself where it means none.
pub fn meant_id<T: Labelled>(word: &str, all: &[T]) -> String {
    meant(word, all).map_or(word, Labelled::id).to_owned()
}

impl Pipeline {
    /// The stage that a word means: by an id it has or had, or its label.
    pub fn stage_meant(&self, word: &str) -> Option<&Stage> {
        let by_id = self.stage_index(word).map(|at| &self.stages[at]);
        by_id.or_else(|| meant(word, &self.stages))
    }
}

impl Config {
    /// The id of the reason that a word means, for winning or losing.
    pub fn reason_meant(&self, word: &str, won: bool) -> String {
        meant_id(word, if won { &self.won_reasons } else { &self.lost_reasons })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pipeline::testing::choice;

    #[test]
    fn ids_come_before_labels() {
        let all =
            [choice("price", "Harga"), choice("harga", "Lain"), choice("fit", "Cocok"), choice("b", "Cocok")];
        let id = |word: &str| meant(word, &all).map(Labelled::id);
        assert_eq!(id("harga"), Some("harga"));
        assert_eq!(id("PRICE"), Some("price"));
        assert_eq!(id(" lain"), Some("harga"));
        assert_eq!(id("cocok"), None);
        assert_eq!(meant_id("none", &all), "none");
    }
}
