//! What pages are called, so that every name is safe on every system.

use sha2::{Digest, Sha256};

use super::mask::Mask;
use crate::pipeline::shape::is_id;

/// The name of a page for something called `id`: itself where it is an id that
/// may be reported, else letters of it and a digest, which no id can be.
pub fn page_name(id: &str, mask: &Mask) -> String {
    if !mask.hides(id) && is_id(id) { id.to_owned() } else { other_name(id, mask) }
}

/// A name that no id is, the same for the same text. Of what is masked it tells
/// nothing, and its digest is of letters, so that nobody takes it for a number.
pub fn other_name(text: &str, mask: &Mask) -> String {
    let letters: String = mask
        .of(text)
        .chars()
        .flat_map(char::to_lowercase)
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .take(40)
        .collect();
    let words: Vec<&str> = letters.split('-').filter(|word| !word.is_empty()).collect();
    let words = if words.is_empty() { "x".to_owned() } else { words.join("-") };
    let digest = Sha256::digest(text);
    let halves = digest.iter().take(5).flat_map(|byte| [byte >> 4, byte & 15]);
    let digest: String = halves.map(|half| char::from(b'a' + half)).collect();
    format!("{words}--{digest}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Personal, Phones};

    #[test]
    fn names_are_safe_everywhere() {
        let mask = Mask::new(Personal::new(Some(Phones::default()), []));
        let named = |id| page_name(id, &mask);
        assert_eq!(named("pt-karya"), "pt-karya");
        for odd in ["../../etc", "con", "A b", "<script>", "a@b.co", "", "é", "0812-3456-7890-andi"] {
            let name = named(odd);
            assert!(name.contains("--") && !is_id(&name), "{name}");
            assert!(
                name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'),
                "{name}"
            );
        }
        assert_ne!(named("A"), named("B"));
        assert!(named("0812-3456-7890-andi").starts_with("andi--"));
        assert!(named("andi@karya.example").starts_with("x--"));
    }
}
