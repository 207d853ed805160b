//! `.gitattributes`: which files git merges by what they say, and line ends.

use crate::source::RelPath;

const WHY: &str = "# Leads are merged by what they say where `corong merge-driver --install` was run;\n\
    # elsewhere git merges their lines\n";

const WHY_ENDS: &str = "# The same bytes in every checkout, whatever line ends git is set to\n";

/// What files of a workspace other than leads, by patterns, are to git.
const LINE_ENDS: [(&str, &str); 3] = [
    ("/corong.yaml", "text eol=lf"),
    ("/templates/**", "text=auto eol=lf"),
    ("/schemas/**", "text=auto eol=lf"),
];

/// What `.gitattributes` is to say so that leads in these folders are merged by
/// the driver; `None` where it says so already. Lines are added at the end, and
/// a pattern that has a `merge` of its own keeps it.
pub fn merge_attributes(existing: Option<&str>, folders: &[RelPath]) -> Option<String> {
    let leads = folders.iter().map(|folder| (pattern(folder.as_str()), "merge=corong"));
    added(existing, WHY, leads.collect())
}

/// The same for a new workspace, whose files have the same bytes in every
/// checkout, whatever line ends git is set to.
pub fn attributes(existing: Option<&str>, folders: &[RelPath]) -> Option<String> {
    let others = LINE_ENDS.iter().map(|(pattern, set)| ((*pattern).to_owned(), *set));
    let leads = folders.iter().map(|folder| (pattern(folder.as_str()), "text eol=lf"));
    let same = added(existing, WHY_ENDS, others.chain(leads).collect());
    merge_attributes(same.as_deref().or(existing), folders).or(same)
}

/// The lines of patterns that do not set the last of what they are to set, behind
/// what is there.
fn added(existing: Option<&str>, why: &str, wanted: Vec<(String, &str)>) -> Option<String> {
    let existing = existing.unwrap_or_default();
    let known = |pattern: &str, set: &str| {
        let name = set.rsplit(' ').next().and_then(|last| last.split('=').next()).unwrap_or_default();
        let sets = |line: &str| line.strip_prefix(pattern).is_some_and(|rest| rest.contains(name));
        existing.lines().any(|line| sets(line.trim_start()))
    };
    let new = wanted.iter().filter(|(pattern, set)| !known(pattern, set));
    let new: String = new.map(|(pattern, set)| format!("{pattern} {set}\n")).collect();
    if new.is_empty() {
        return None;
    }
    let newline = if existing.is_empty() || existing.ends_with('\n') { "" } else { "\n" };
    Some(format!("{existing}{newline}{why}{new}"))
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
        let first = merge_attributes(None, &folders).unwrap();
        assert!(first.ends_with("sales/**/*.yaml merge=corong\n\"after care/**/*.yaml\" merge=corong\n"));
        assert_eq!(merge_attributes(Some(&first), &folders), None);
        let own = "*.png binary\nsales/**/*.yaml merge=union";
        let more = merge_attributes(Some(own), &folders).unwrap();
        assert!(more.starts_with(&format!("{own}\n# ")) && !more.contains("sales/**/*.yaml merge=corong"));
        // A new workspace has line ends too.
        let new = attributes(Some(own), &folders).unwrap();
        assert!(new.starts_with(own) && new.contains("sales/**/*.yaml text eol=lf\n"), "{new}");
        assert!(new.contains("/corong.yaml text eol=lf\n") && !new.contains("sales/**/*.yaml merge=corong"));
        assert_eq!((attributes(Some(&new), &folders), merge_attributes(Some(&new), &folders)), (None, None));
    }
}
