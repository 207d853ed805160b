//! For Markdown, in a table cell or anywhere else within a line.

use super::hidden::each;

/// The text as Markdown in one line: no markup, no link, no image, no comment,
/// no mention, no issue number, no formula; what is hidden made visible.
pub fn escape_markdown(text: &str) -> String {
    let mut shown = String::with_capacity(text.len() + 16);
    let mut before = ' ';
    each(text, &mut shown, |out, c| {
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
    shown
}

#[cfg(test)]
mod tests {
    use super::escape_markdown as md;

    #[test]
    fn markdown_calls_nobody_and_loads_nothing() {
        assert_eq!(md("| @everyone #1"), "\\| @\u{2060}everyone #\u{2060}1");
        assert_eq!(md("![x](http://e)"), "!\\[x\\](http:\u{2060}//e)");
        assert_eq!(md("<!-- `a` -->"), "&lt;!-- \\`a\\` --&gt;");
        assert_eq!(md("www.e.example GH-12"), "www\u{2060}.e.example GH\u{2060}-\u{2060}12");
        assert_eq!(md("PT Karya Utama, tahap 2 (Rp1.500.000)"), "PT Karya Utama, tahap 2 (Rp1.500.000)");
        assert_eq!(md("a\u{202e}\nb"), "a‹U+202E› b");
    }
}
