//! The list of the files in a folder that are ours.

use std::collections::BTreeSet;

use crate::source::{RelPath, SITE_MANIFEST};

/// The manifest's file.
pub const NAME: &str = SITE_MANIFEST;
/// The folder that pages are written in before they go to their place.
pub const UNFINISHED: &str = ".corong-site.tmp";
/// Its first line.
const FORMAT: &str = "corong site 1";
/// For whoever opens it.
const NOTE: &str = "# The files here that `corong site` wrote. It writes and removes no others.";

/// Whether a file of that path can be ours: it is in the folder, is nothing of
/// git's and none of what we keep here ourselves.
pub fn may_name(path: &str) -> bool {
    let part = |part: &str| !part.eq_ignore_ascii_case(".git") && part != NAME && part != UNFINISHED;
    let plain = !path.is_empty() && !path.contains(char::is_control) && !path.contains('\\');
    plain
        && !path.starts_with('#')
        && RelPath::new(path).as_str() == path
        && RelPath::new(path).is_inside()
        && path.split('/').all(part)
}

/// The manifest of some files.
pub fn text(paths: &BTreeSet<String>) -> String {
    let mut text = format!("{FORMAT}\n{NOTE}\n");
    for path in paths {
        text.push_str(path);
        text.push('\n');
    }
    text
}

/// The files a manifest names; `None` where it is none of ours, or names what
/// can be none.
pub fn read(text: &str) -> Option<BTreeSet<String>> {
    let rest = text.strip_prefix(FORMAT)?.strip_prefix('\n')?;
    // Every line is ended: half of a name would be another's.
    let whole = rest.is_empty() || rest.ends_with('\n');
    let paths: BTreeSet<String> =
        rest.lines().filter(|line| !line.starts_with('#')).map(str::to_owned).collect();
    (whole && paths.iter().all(|path| may_name(path))).then_some(paths)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let paths: BTreeSet<String> = ["a.html", "leads/b.html", "-/x.js"].map(str::to_owned).into();
        assert_eq!(read(&text(&paths)), Some(paths));
        assert_eq!(read(&text(&BTreeSet::new())), Some(BTreeSet::new()));
    }

    #[test]
    fn what_leads_elsewhere_is_no_manifest() {
        for path in [
            "../a",
            "a/../../b",
            "/etc/passwd",
            "a//b",
            ".git/config",
            "a/.GIT/b",
            "",
            "a\\b",
            ".corong-site",
            "a/",
            "./a",
            "a\u{1b}b",
        ] {
            assert!(!may_name(path), "{path}");
            assert_eq!(read(&format!("{FORMAT}\nindex.html\n{path}\n")), None, "{path}");
        }
        assert_eq!(read("corong site 2\n"), None);
        assert_eq!(read("corong site 1\nindex.ht"), None);
        assert_eq!(read(""), None);
    }
}
