//! Text that others wrote, made harmless for the place it goes to.

use std::fmt::Write;

/// Whether a character steers the output instead of being seen: control
/// characters and the marks that turn the direction of text around.
pub fn steers(c: char) -> bool {
    let turns =
        matches!(c, '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    turns || c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}')
}

/// Writes what steers visibly, line breaks as a space, and hands all else on.
fn each(text: &str, out: &mut String, mut plain: impl FnMut(&mut String, char)) {
    for c in text.chars() {
        match c {
            '\n' | '\r' | '\t' => out.push(' '),
            c if steers(c) => {
                // Writing to a String cannot fail.
                let _ = write!(out, "‹U+{:04X}›", u32::from(c));
            }
            c => plain(out, c),
        }
    }
}

/// Whether a text can stand in HTML as it is; of others it may say that they
/// cannot.
pub fn is_plain(text: &str) -> bool {
    let plain = |byte: &u8| matches!(byte, b' '..=b'~') && !matches!(byte, b'&' | b'<' | b'>' | b'"' | b'\'');
    text.as_bytes().iter().all(plain)
}

/// For data that a page's own script shows as text.
pub fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    each(text, &mut out, String::push);
    out
}

/// For HTML and SVG, text and attributes alike.
pub fn html(text: &str, out: &mut String) {
    if is_plain(text) {
        out.push_str(text);
        return;
    }
    each(text, out, |out, c| match c {
        '&' => out.push_str("&amp;"),
        '<' => out.push_str("&lt;"),
        '>' => out.push_str("&gt;"),
        '"' => out.push_str("&quot;"),
        '\'' => out.push_str("&#39;"),
        c => out.push(c),
    });
}

/// For Markdown, in a table cell or anywhere else within a line: no markup, no
/// link, no image, no comment, no mention, no issue number, no formula.
pub fn markdown(text: &str, out: &mut String) {
    let mut before = ' ';
    each(text, out, |out, c| {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '$' => out.extend(['\\', c]),
            // An entity would be turned back before names are looked for.
            '@' | '#' => out.extend([c, '\u{2060}']),
            '-' if matches!(before, 'H' | 'h') => out.extend(['\u{2060}', c, '\u{2060}']),
            '/' if before == ':' => out.extend(['\u{2060}', c]),
            '.' if matches!(before, 'w' | 'W') => out.extend(['\u{2060}', c]),
            c => out.push(c),
        }
        before = c;
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn md(text: &str) -> String {
        let mut out = String::new();
        markdown(text, &mut out);
        out
    }

    #[test]
    fn nothing_of_a_lead_is_markup() {
        let mut out = String::new();
        html("<b a='\"'>&\u{202e}\n\u{1b}[31m", &mut out);
        assert_eq!(out, "&lt;b a=&#39;&quot;&#39;&gt;&amp;‹U+202E› ‹U+001B›[31m");
    }

    #[test]
    fn markdown_calls_nobody_and_loads_nothing() {
        assert_eq!(md("| @everyone #1"), "\\| @\u{2060}everyone #\u{2060}1");
        assert_eq!(md("![x](http://e)"), "!\\[x\\](http:\u{2060}//e)");
        assert_eq!(md("<!-- `a` -->"), "&lt;!-- \\`a\\` --&gt;");
        assert_eq!(md("www.e.example GH-12"), "www\u{2060}.e.example GH\u{2060}-\u{2060}12");
        assert_eq!(md("PT Karya Utama, tahap 2 (Rp1.500.000)"), "PT Karya Utama, tahap 2 (Rp1.500.000)");
    }
}
