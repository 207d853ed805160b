//! `.gitattributes`: which files git merges by what they say.

use crate::source::RelPath;

const WHY: &str = "# Leads are merged by what they say where `corong merge-driver --install` was run;\n\
    # elsewhere git merges their lines\n";

/// What `.gitattributes` is to say so that leads in these folders are merged by
/// the driver; `None` where it says so already. Lines are added at the end, and
/// a pattern that has a `merge` of its own keeps it.
pub fn attributes(existing: Option<&str>, folders: &[RelPath]) -> Option<String> {
    let existing = existing.unwrap_or_default();
    let patterns = folders.iter().map(|folder| pattern(folder.as_str()));
    let known = |pattern: &str| {
        let sets = |line: &str| line.strip_prefix(pattern).is_some_and(|rest| rest.contains("merge"));
        existing.lines().any(|line| sets(line.trim_start()))
    };
    let new: String =
        patterns.filter(|pattern| !known(pattern)).map(|p| format!("{p} merge=corong\n")).collect();
    if new.is_empty() {
        return None;
    }
    let newline = if existing.is_empty() || existing.ends_with('\n') { "" } else { "\n" };
    Some(format!("{existing}{newline}{WHY}{new}"))
}

/// A pattern for the leads below a folder, in quotes where git asks for them.
fn pattern(folder: &str) -> String {
    let mut plain = String::new();
    for c in folder.chars() {
        if "*?[]\\!#".contains(c) {
            plain.push('\\');
        }
        plain.push(c);
    }
    let pattern = format!("{plain}/**/*.yaml");
    if pattern.contains([' ', '"', '\t']) {
        return format!("\"{}\"", pattern.replace('\\', "\\\\").replace('"', "\\\""));
    }
    pattern
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_added_once_and_nothing_is_taken() {
        let folders = [RelPath::new("sales"), RelPath::new("after care")];
        let first = attributes(None, &folders).unwrap();
        assert!(first.ends_with("sales/**/*.yaml merge=corong\n\"after care/**/*.yaml\" merge=corong\n"));
        assert_eq!(attributes(Some(&first), &folders), None);
        let own = "*.png binary\nsales/**/*.yaml merge=union";
        let more = attributes(Some(own), &folders).unwrap();
        assert!(more.starts_with(&format!("{own}\n# ")) && !more.contains("sales/**/*.yaml merge=corong"));
    }
}
