//! Output that a runner of GitHub Actions reads: it takes `::…` at a line's
//! start and `##[…` anywhere in one for a command.

use std::borrow::Cow;

/// The text with nothing in it that a runner takes for a command. JSON and XML
/// keep their values; elsewhere a space is put in between.
pub fn commandless(text: &str) -> Cow<'_, str> {
    if !text.contains("##[") && !lines(text).any(commands) {
        return Cow::Borrowed(text);
    }
    let (colons, bracket) = match text.trim_start().chars().next() {
        Some('{' | '[') => (": :", "#\\u0023["),
        Some('<') => ("&#58;:", "##&#91;"),
        _ => (": :", "## ["),
    };
    let line = |line: &str| if commands(line) { line.replacen("::", colons, 1) } else { line.to_owned() };
    Cow::Owned(lines(text).map(line).collect::<String>().replace("##[", bracket))
}

/// The lines as a runner sees them, each with its end.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive(['\n', '\r'])
}

fn commands(line: &str) -> bool {
    line.trim_start().starts_with("::")
}

#[cfg(test)]
mod tests {
    use super::commandless;

    #[test]
    fn no_line_is_a_command() {
        for (text, expected) in [
            ("a::b\n: :c # # [d]\n", "a::b\n: :c # # [d]\n"),
            ("\"x\n::error::y\r\u{a0} ::z\"", "\"x\n: :error::y\r\u{a0} : :z\""),
            ("a ##[error]b", "a ## [error]b"),
            ("{\"a\": \"##[x]::\"}\n", "{\"a\": \"#\\u0023[x]::\"}\n"),
            ("<a>\n::x ##[y]</a>", "<a>\n&#58;:x ##&#91;y]</a>"),
        ] {
            assert_eq!(commandless(text), expected);
        }
    }
}
