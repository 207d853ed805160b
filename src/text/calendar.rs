//! For calendars (RFC 5545) and headers of mail, which a line break would end.

use super::hidden::characters;

/// A text on one line, without what is hidden.
pub fn one_line(text: &str) -> String {
    let kept = characters(text).filter_map(|character| match character.c {
        c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') => Some(' '),
        c => (!character.hidden).then_some(c),
    });
    kept.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text of a calendar's property that a library takes for a plain value.
pub fn escape_calendar(text: &str) -> String {
    one_line(text).replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_begins_a_property() {
        assert_eq!(one_line("a\r\nATTENDEE:x\u{2028}b \u{202e} c"), "a ATTENDEE:x b c");
        assert_eq!(one_line("👩\u{200d}🔬 a\u{200b}b"), "👩\u{200d}🔬 ab");
        assert_eq!(escape_calendar("a;b,c\\\n"), "a\\;b\\,c\\\\");
    }
}
