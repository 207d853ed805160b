//! For HTML and SVG, text and attributes alike.

use std::borrow::Cow;

use super::hidden::each;

/// Whether a text can be in HTML as it is; of others it may say that they
/// cannot.
pub fn is_plain(text: &str) -> bool {
    let plain = |byte: &u8| matches!(byte, b' '..=b'~') && !matches!(byte, b'&' | b'<' | b'>' | b'"' | b'\'');
    text.as_bytes().iter().all(plain)
}

/// The text as HTML in one line: no markup, what is hidden made visible.
pub fn escape_html(text: &str) -> Cow<'_, str> {
    if is_plain(text) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    each(text, &mut out, |out, c| match c {
        '&' => out.push_str("&amp;"),
        '<' => out.push_str("&lt;"),
        '>' => out.push_str("&gt;"),
        '"' => out.push_str("&quot;"),
        '\'' => out.push_str("&#39;"),
        c => out.push(c),
    });
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::escape_html;

    #[test]
    fn nothing_of_a_lead_is_markup() {
        assert_eq!(
            escape_html("<b a='\"'>&\u{202e}\n\u{1b}[31m"),
            "&lt;b a=&#39;&quot;&#39;&gt;&amp;‹U+202E› ␛[31m"
        );
        assert_eq!(escape_html("22\u{2060}–\u{2060}44% 漢"), "22\u{2060}–\u{2060}44% 漢");
    }
}
