//! For XML, text and attributes alike.

use super::terminal::visible;

/// The text in XML: what XML 1.0 cannot hold is made visible first.
pub fn escape_xml(text: &str) -> String {
    let text = visible(text);
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::escape_xml;

    #[test]
    fn what_xml_cannot_hold_is_visible() {
        assert_eq!(escape_xml("<a b=\"&\">\0\u{ffff}"), "&lt;a b=&quot;&amp;&quot;&gt;␀‹U+FFFF›");
    }
}
