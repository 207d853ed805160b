//! Texts made of values that nobody knows the size of.

use std::fmt::{self, Display, Write};

/// A value as text, of at most so many bytes; `Err` holds the beginning of one
/// that is longer.
pub fn cut(value: &dyn Display, most: usize) -> Result<String, String> {
    let mut text = Cut { text: String::new(), most };
    match write!(text, "{value}") {
        Ok(()) => Ok(text.text),
        Err(_) => Err(text.text),
    }
}

struct Cut {
    text: String,
    most: usize,
}

impl Write for Cut {
    fn write_str(&mut self, part: &str) -> fmt::Result {
        let room = self.most - self.text.len();
        let fits = (0..=room.min(part.len())).rev().find(|at| part.is_char_boundary(*at)).unwrap_or(0);
        self.text.push_str(&part[..fits]);
        if fits == part.len() { Ok(()) } else { Err(fmt::Error) }
    }
}

#[cfg(test)]
mod tests {
    use super::cut;

    #[test]
    fn what_is_longer_is_cut_between_characters() {
        assert_eq!(cut(&"héh", 4), Ok("héh".to_owned()));
        assert_eq!(cut(&"héh", 3), Err("hé".to_owned()));
        assert_eq!(cut(&"héh", 2), Err("h".to_owned()));
        assert_eq!(cut(&format_args!("{}{}", "ab", "cd"), 3), Err("abc".to_owned()));
    }
}
