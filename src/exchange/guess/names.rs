//! What columns are called: in English, in Indonesian, and in the words of CRMs.

use super::lexicon::words;

/// A header as names are compared: lower case, words apart, no signs, without the
/// entity that Pipedrive puts before it.
pub fn plain(header: &str) -> String {
    let mut out = String::with_capacity(header.len());
    let mut before = ' ';
    for c in header.chars() {
        // `CloseDate` is two words, `ID` is one.
        if c.is_uppercase() && before.is_lowercase() {
            out.push(' ');
        }
        match c {
            '%' => out.push_str(" pct "),
            '\'' | '’' | '"' | '“' | '”' => {}
            c if c.is_alphanumeric() => out.extend(c.to_lowercase()),
            _ => out.push(' '),
        }
        before = c;
    }
    let words = out.split_whitespace().collect::<Vec<_>>().join(" ");
    words.strip_suffix(" pct").filter(|rest| !rest.is_empty()).map_or(words.clone(), str::to_owned)
}

/// What a header's beginning says that it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entity {
    /// The deal.
    Deal,
    /// A person of the customer's.
    Person,
    /// The customer.
    Organization,
}

/// The entity before ` - `, as in `Deal - Title`, and the rest.
pub fn entity(header: &str) -> (Entity, &str) {
    let Some((before, rest)) = header.split_once(" - ").filter(|(_, rest)| !rest.trim().is_empty()) else {
        return (Entity::Deal, header);
    };
    let word = before.trim().to_lowercase();
    let found = match word.as_str() {
        word if words("entity.person").contains(&word) => Entity::Person,
        word if words("entity.organization").contains(&word) => Entity::Organization,
        _ => Entity::Deal,
    };
    (found, rest.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_compared_by_their_words() {
        for (header, wanted) in [
            ("Deal Name", "deal name"),
            ("CloseDate", "close date"),
            ("OpportunityId", "opportunity id"),
            ("Probability (%)", "probability"),
            ("close_value", "close value"),
            ("Record ID", "record id"),
            ("Email-Address", "email address"),
        ] {
            assert_eq!(plain(header), wanted);
        }
        assert_eq!(entity("Deal - Title"), (Entity::Deal, "Title"));
        assert_eq!(entity("Organization - Name"), (Entity::Organization, "Name"));
        assert_eq!(entity("Title"), (Entity::Deal, "Title"));
    }
}
