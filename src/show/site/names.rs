//! What pages are called, so that every name is safe on every system.

use sha2::{Digest, Sha256};

use crate::pipeline::shape::is_id;

/// The name of a page for something called `id`: itself where it is an id, else
/// letters of it and a digest, which no id can be.
pub fn page_name(id: &str) -> String {
    if is_id(id) { id.to_owned() } else { other_name(id) }
}

/// A name that no id is, the same for the same text.
pub fn other_name(text: &str) -> String {
    let letters: String = text
        .chars()
        .flat_map(char::to_lowercase)
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .take(40)
        .collect();
    let words: Vec<&str> = letters.split('-').filter(|word| !word.is_empty()).collect();
    let digest = format!("{:x}", Sha256::digest(text));
    let words = if words.is_empty() { "x".to_owned() } else { words.join("-") };
    format!("{words}--{digest:.10}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_safe_everywhere() {
        assert_eq!(page_name("pt-karya"), "pt-karya");
        for odd in ["../../etc", "con", "A b", "<script>", "a@b.co", "", "é"] {
            let name = page_name(odd);
            assert!(name.contains("--") && !is_id(&name), "{name}");
            assert!(
                name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'),
                "{name}"
            );
        }
        assert_ne!(page_name("A"), page_name("B"));
    }
}
