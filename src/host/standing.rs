//! Which commit the files of a folder were taken from, and which of them differ.

use std::path::Path;
use std::process::{Child, Command, Stdio};

use super::git::{object_id, reading};
use crate::source::RelPath;

/// What git was asked, answered while something else is done.
pub struct Asked {
    prefix: Option<Child>,
    status: Option<Child>,
}

/// Where a folder's files stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// The object id of `HEAD`; `None` outside git and before the first commit.
    pub head: Option<String>,
    /// The files below the folder that are other than in it, new and ignored
    /// ones included, relative to the folder.
    pub changed: Vec<RelPath>,
}

/// Asks git where the files of a folder stand. The index is not refreshed.
pub fn ask(folder: &Path) -> Asked {
    let prefix = start(reading(folder).args(["rev-parse", "--show-prefix"]));
    let status = prefix.as_ref().and_then(|_| {
        let args = ["status", "--porcelain=v2", "-z", "--branch", "--no-ahead-behind", "--no-renames"];
        let among = ["--untracked-files=all", "--ignored=traditional", "--ignore-submodules=all", "--", "."];
        start(reading(folder).args(args).args(among))
    });
    Asked { prefix, status }
}

fn start(command: &mut Command) -> Option<Child> {
    command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().ok()
}

impl Asked {
    /// What git answered; nothing where it knows nothing of the folder.
    pub fn told(self) -> Standing {
        let printed = |child: Option<Child>| {
            let output = child?.wait_with_output().ok()?;
            output.status.success().then_some(output.stdout)
        };
        let (prefix, status) = (printed(self.prefix), printed(self.status));
        let (Some(prefix), Some(status)) = (prefix, status) else { return Standing::default() };
        let prefix = prefix.strip_suffix(b"\n").unwrap_or(&prefix);
        let mut standing = Standing::default();
        for line in status.split(|byte| *byte == 0) {
            if let Some(id) = line.strip_prefix(b"# branch.oid ") {
                standing.head = object_id(id);
            } else if let Some(path) = changed(line).and_then(|path| path.strip_prefix(prefix)) {
                standing.changed.push(RelPath::new(String::from_utf8_lossy(path)));
            }
        }
        standing
    }
}

/// The path of an entry; what stands before it depends on its first letter.
fn changed(line: &[u8]) -> Option<&[u8]> {
    let before = match line.first()? {
        b'?' | b'!' => 1,
        b'1' => 8,
        b'u' => 10,
        _ => return None,
    };
    let mut rest = line;
    for _ in 0..before {
        rest = &rest[rest.iter().position(|byte| *byte == b' ')? + 1..];
    }
    Some(rest)
}

#[cfg(test)]
mod tests {
    use super::changed;

    #[test]
    fn the_path_of_an_entry() {
        let path =
            |line: &str| changed(line.as_bytes()).map(|path| String::from_utf8_lossy(path).into_owned());
        assert_eq!(path("1 .M N... 100644 100644 100644 aa bb p/a b.yaml").as_deref(), Some("p/a b.yaml"));
        assert_eq!(path("u UU N... 1 2 3 4 aa bb cc p/c.yaml").as_deref(), Some("p/c.yaml"));
        assert_eq!(path("? p/new one.yaml").as_deref(), Some("p/new one.yaml"));
        assert_eq!(path("# branch.head main"), None);
        assert_eq!(path(""), None);
    }
}
