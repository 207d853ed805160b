//! What of the leads a site shows.

/// What the configuration says about the site. Nothing said: everything but
/// what is private is shown.
#[derive(Clone, Debug, Default)]
pub struct Publish {
    /// What is private and shown all the same: words of [`PRIVATE`].
    pub show: Vec<String>,
    /// What is not shown.
    pub hide: Chosen,
    /// Where one of its lists holds something, nothing else of that kind is shown.
    pub only: Chosen,
}

/// Fields, stages and owners.
#[derive(Clone, Debug, Default)]
pub struct Chosen {
    /// Dotted paths of a lead's fields.
    pub fields: Vec<String>,
    /// Ids of stages, of whatever pipeline.
    pub stages: Vec<String>,
    /// Ids of the team.
    pub owners: Vec<String>,
}

/// The words that let in what is private.
pub const PRIVATE: &[&str] = &["contacts.email", "contacts.phone", "costs", "notes"];

/// What is private, and the word that lets it in.
const LET_IN: [(&str, &str); 6] = [
    ("contacts.email", "contacts.email"),
    ("contacts.phone", "contacts.phone"),
    ("activities.cost", "costs"),
    ("notes", "notes"),
    ("contacts.notes", "notes"),
    ("history.note", "notes"),
];

/// Fields that tell another one, which is not shown without it.
const TELLS: [(&str, &str); 6] = [
    ("products.discount", "value.amount"),
    ("products.price", "value.amount"),
    ("products.price", "value.currency"),
    ("activities.by", "owner"),
    ("next_step.by", "owner"),
    ("history.by", "owner"),
];

/// What a page is made of: it can neither be hidden nor be left out of `only`.
pub const ALWAYS: [&str; 5] = ["title", "history", "history.stage", "history.pipeline", "history.at"];

/// Whether a field is another one, or a part of it.
fn within(inner: &str, outer: &str) -> bool {
    inner.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

impl Publish {
    /// Whether a field is shown, by its dotted path without numbers of lists.
    pub fn shows_field(&self, path: &str) -> bool {
        if ALWAYS.contains(&path) {
            return true;
        }
        let hidden = self.hide.fields.iter().any(|field| within(path, field));
        let only = &self.only.fields;
        let chosen = only.is_empty() || only.iter().any(|one| within(path, one) || within(one, path));
        let private = LET_IN
            .iter()
            .any(|(field, word)| within(path, field) && !self.show.iter().any(|shown| shown == word));
        let tells = TELLS.iter().any(|(field, told)| within(path, field) && !self.shows_field(told));
        chosen && !hidden && !private && !tells
    }

    /// Whether the team hides a field or a part of it; what is private inside it
    /// does not count.
    pub fn hides_of(&self, path: &str) -> bool {
        if ALWAYS.contains(&path) && path != "history" {
            return false;
        }
        let hidden = self.hide.fields.iter().any(|field| within(field, path));
        let only = &self.only.fields;
        let chosen = only.is_empty() || only.iter().any(|one| within(path, one));
        !self.shows_field(path) || hidden || !chosen
    }

    /// Whether a field is shown with all its parts.
    pub fn shows_all_of(&self, path: &str) -> bool {
        let kept =
            |field: &str, word: &str| within(field, path) && !self.show.iter().any(|shown| shown == word);
        !self.hides_of(path) && !LET_IN.iter().any(|(field, word)| kept(field, word))
    }

    /// Whether any field is hidden by name.
    pub fn chooses_fields(&self) -> bool {
        !self.hide.fields.is_empty() || !self.only.fields.is_empty()
    }

    /// Whether the leads of an owner are shown, and the name.
    pub fn shows_owner(&self, id: &str) -> bool {
        let is = |one: &String| one == id;
        !self.hide.owners.iter().any(is) && (self.only.owners.is_empty() || self.only.owners.iter().any(is))
    }

    /// Whether leads are left out for their owner.
    pub fn chooses_owners(&self) -> bool {
        !self.hide.owners.is_empty() || !self.only.owners.is_empty()
    }

    /// Whether leads are left out for their stage.
    pub fn chooses_stages(&self) -> bool {
        !self.hide.stages.is_empty() || !self.only.stages.is_empty()
    }

    /// The words of what is private and stays so.
    pub fn kept_private(&self) -> impl Iterator<Item = &'static str> {
        PRIVATE.iter().copied().filter(|word| {
            let mut fields = LET_IN.iter().filter(|(_, own)| own == word);
            fields.all(|(field, _)| !self.shows_field(field))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(words: &[&str]) -> Vec<String> {
        words.iter().map(|word| (*word).to_owned()).collect()
    }

    #[test]
    fn what_is_private_stays_so_until_it_is_let_in() {
        let mut publish = Publish::default();
        for field in ["contacts.email", "contacts.phone", "activities.cost", "notes", "history.note"] {
            assert!(!publish.shows_field(field), "{field}");
        }
        assert!(publish.shows_field("contacts.name") && publish.shows_field("notes-more"));
        assert_eq!(publish.kept_private().count(), 4);
        publish.show = texts(&["notes"]);
        assert!(publish.shows_field("notes") && publish.shows_field("history.note"));
        assert!(!publish.shows_field("contacts.email"));
    }

    #[test]
    fn hidden_beats_shown_and_only_beats_nothing() {
        let mut publish = Publish { show: texts(&["notes"]), ..Publish::default() };
        publish.hide.fields = texts(&["notes", "company"]);
        assert!(!publish.shows_field("notes") && !publish.shows_field("company.website"));
        publish.only.fields = texts(&["value", "company.name", "contacts"]);
        assert!(publish.shows_field("value.amount") && !publish.shows_field("company.name"));
        assert!(publish.shows_field("contacts.name") && !publish.shows_field("contacts.email"));
        assert!(publish.shows_field("title") && publish.shows_field("history.stage"));
        assert!(!publish.shows_field("source"));
    }

    #[test]
    fn what_tells_a_hidden_field_is_hidden_with_it() {
        let mut publish = Publish::default();
        assert!(publish.shows_field("products.price") && publish.shows_field("history.by"));
        publish.hide.fields = texts(&["value.amount"]);
        assert!(!publish.shows_field("products.price"));
        publish.hide.fields = texts(&["value", "owner"]);
        for field in ["products.price.amount", "history.by", "activities.by", "next_step.by"] {
            assert!(!publish.shows_field(field), "{field}");
        }
        assert!(!publish.shows_all_of("contacts") && publish.shows_all_of("tags"));
        assert!(publish.shows_field("products.quantity") && publish.shows_field("next_step.do"));
    }
}
