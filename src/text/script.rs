//! For data in a script.

use super::hidden::each;

/// A text that a page's own script shows in one line, what is hidden visible.
pub fn script_text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    each(text, &mut out, String::push);
    out
}

/// JSON that is a JavaScript literal wherever it is: no `<`, no `>`, no line
/// separator in it.
pub fn script_literal(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        match c {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::script_literal;

    #[test]
    fn data_ends_no_script() {
        let data = serde_json::json!(["</script>\u{2028}\u{2029}<!--", "\"\\"]);
        let text = script_literal(&data.to_string());
        assert_eq!(text, r#"["\u003c/script\u003e\u2028\u2029\u003c!--","\"\\"]"#);
        assert_eq!(serde_json::from_str::<serde_json::Value>(&text).unwrap(), data);
    }
}
