//! Paths inside a workspace.

use std::fmt;
use std::sync::Arc;

/// A path relative to the workspace's root, with `/` between its parts on
/// every system and neither `.` nor `..` among them. The root itself is `""`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RelPath(Arc<str>);

impl RelPath {
    /// Takes `path` as it is; the caller made sure of its form.
    pub fn new(path: impl AsRef<str>) -> Self {
        Self(Arc::from(path.as_ref().trim_matches('/')))
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// `self/name`.
    pub fn join(&self, name: &str) -> Self {
        if self.0.is_empty() { Self::new(name) } else { Self::new(format!("{}/{name}", self.0)) }
    }

    /// The last part.
    pub fn name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or("")
    }

    /// The last part without its last extension.
    pub fn stem(&self) -> &str {
        let name = self.name();
        match name.rfind('.') {
            Some(dot) if dot > 0 => &name[..dot],
            _ => name,
        }
    }

    /// The folder it is in; `None` for the root.
    pub fn parent(&self) -> Option<Self> {
        if self.0.is_empty() {
            return None;
        }
        Some(Self::new(self.0.rfind('/').map_or("", |at| &self.0[..at])))
    }

    /// Whether the path stays inside, whatever it is joined to: no part of it
    /// is empty, `.` or `..`, and on Windows none holds `\\` or `:`.
    pub fn is_inside(&self) -> bool {
        let plain = |part: &str| {
            let elsewhere = cfg!(windows) && part.contains(['\\', ':']);
            !matches!(part, "" | "." | "..") && !part.contains('\0') && !elsewhere
        };
        self.0.is_empty() || self.0.split('/').all(plain)
    }

    /// What follows `folder/` in this path; `None` where it is not inside.
    pub fn below(&self, folder: &RelPath) -> Option<&str> {
        if folder.0.is_empty() {
            return Some(&self.0);
        }
        self.0.strip_prefix(&*folder.0)?.strip_prefix('/')
    }
}

crate::text_in_messages!(RelPath);

impl fmt::Display for RelPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for RelPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

#[cfg(test)]
mod tests {
    use super::RelPath;

    #[test]
    fn parts_of_a_path() {
        let path = RelPath::new("pipeline/6-won/2026/pt-abadi.yaml");
        assert_eq!(path.name(), "pt-abadi.yaml");
        assert_eq!(path.stem(), "pt-abadi");
        assert_eq!(path.parent(), Some(RelPath::new("pipeline/6-won/2026")));
        assert_eq!(path.below(&RelPath::new("pipeline")), Some("6-won/2026/pt-abadi.yaml"));
        assert_eq!(path.below(&RelPath::new("pipe")), None);
        assert_eq!(RelPath::new("a").parent(), Some(RelPath::new("")));
        assert_eq!(RelPath::new("").parent(), None);
        for (path, inside) in
            [("", true), ("a/b..c", true), ("a/../b", false), ("..", false), ("a//b", false)]
        {
            assert_eq!(RelPath::new(path).is_inside(), inside, "{path}");
        }
    }
}
