//! Texts without what is not published: e-mail addresses, and telephone numbers
//! and names where they are hidden.

use std::borrow::Cow;
use std::sync::Arc;

use crate::text::{Personal, PersonalDatum};

/// What is in the place of something that was taken out.
const MARK: &str = "•••";

/// What is taken out of texts.
#[derive(Clone, Debug, Default)]
pub struct Mask(Arc<Personal>);

impl Mask {
    /// Takes out what is found.
    pub fn new(personal: Personal) -> Self {
        Self(Arc::new(personal))
    }

    /// The text without what is not published; owned where something was.
    pub fn of<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let found = self.0.find(text);
        if found.is_empty() { Cow::Borrowed(text) } else { Cow::Owned(without(text, 0, &found)) }
    }

    /// Whether anything would be taken out.
    pub fn hides(&self, text: &str) -> bool {
        !self.0.find(text).is_empty()
    }

    /// Takes it out of the pieces that are one text where they are read; the
    /// mark is in the piece where something begins. Whether anything was.
    pub fn pieces(&self, pieces: &mut [String]) -> bool {
        let found = self.0.find(&pieces.concat());
        let mut at = 0;
        for piece in pieces.iter_mut().filter(|_| !found.is_empty()) {
            let length = piece.len();
            *piece = without(piece, at, &found);
            at += length;
        }
        !found.is_empty()
    }
}

/// A piece that begins at `at` of a text in which something was found.
fn without(piece: &str, at: usize, found: &[PersonalDatum]) -> String {
    let first = found.partition_point(|datum| datum.range.end <= at);
    let own = found[first..].iter().take_while(|datum| datum.range.start < at + piece.len());
    let mut out = String::with_capacity(piece.len());
    let mut copied = 0;
    for PersonalDatum { range, .. } in own {
        out.push_str(&piece[copied..range.start.max(at) - at]);
        if range.start >= at {
            out.push_str(MARK);
        }
        copied = range.end.min(at + piece.len()) - at;
    }
    out + &piece[copied..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn telephone_numbers_are_taken_out_where_they_are_hidden() {
        let mask = Mask::new(Personal::new(Some(crate::text::Phones::default()), []));
        assert_eq!(mask.of("Call +62 812 1234 5678 now"), "Call ••• now");
        assert_eq!(Mask::default().of("+62 812 1234 5678, a@b.co"), "+62 812 1234 5678, •••");
    }

    #[test]
    fn pieces_are_one_text() {
        let mut pieces = ["ask a", "", "@", "b.co or c@", "d.co!"].map(str::to_owned);
        assert!(Mask::default().pieces(&mut pieces));
        assert_eq!(pieces, ["ask •••", "", "", " or •••", "!"]);
        assert!(!Mask::default().pieces(&mut pieces));
    }
}
