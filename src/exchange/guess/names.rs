//! What columns are called: in English, in Indonesian, and in the words of CRMs.

use super::lexicon::words;

/// A header as names are compared: lower case, words apart, no signs, without the
/// entity that Pipedrive puts before it.
pub fn plain(header: &str) -> String {
    let header = own_field(header);
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

/// A header without what a CRM's fields of records end with: Salesforce's `__c` of a
/// team's own field, and Odoo's `/name` of another record, as in `stage_id/name`.
fn own_field(header: &str) -> &str {
    let header = header.trim();
    let header = header.strip_suffix("__c").unwrap_or(header);
    match header.rsplit_once('/') {
        Some((record, field)) if words("header.field").contains(&field.trim().to_lowercase().as_str()) => {
            let record = record.trim();
            record.strip_suffix("_id").or_else(|| record.strip_suffix("_ids")).unwrap_or(record)
        }
        _ => header,
    }
}

/// Whether two names are one: `CREATEDDATE` is `created date`.
pub fn same_name(one: &str, other: &str) -> bool {
    let letters = |name: &'_ str| name.chars().filter(|c| *c != ' ').collect::<String>();
    one == other || one.len().abs_diff(other.len()) < 8 && letters(one) == letters(other)
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
            ("stage_id/name", "stage"),
            ("Customer/Display Name", "customer"),
            ("Won/Lost", "won lost"),
            ("LossReason__c", "loss reason"),
        ] {
            assert_eq!(plain(header), wanted);
        }
        assert!(same_name("createddate", "created date") && !same_name("close date", "closed date"));
        assert_eq!(entity("Deal - Title"), (Entity::Deal, "Title"));
        assert_eq!(entity("Organization - Name"), (Entity::Organization, "Name"));
        assert_eq!(entity("Title"), (Entity::Deal, "Title"));
    }
}
