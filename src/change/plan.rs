//! A plan: what is to happen to the files of a workspace.

use similar::TextDiff;

use crate::source::RelPath;

/// One file's part of a plan. The old text is what was read; where the file
/// holds anything else by the time the plan is carried out, nothing is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PlanStep {
    /// A new file; refused where something is there.
    Create {
        /// Where.
        path: RelPath,
        /// What it says.
        new: String,
    },
    /// Another text in the same place.
    Edit {
        /// Which file.
        path: RelPath,
        /// What it said.
        old: String,
        /// What it is to say.
        new: String,
    },
    /// Another place, with another text or the same; refused where something
    /// is there.
    Move {
        /// Where it is.
        from: RelPath,
        /// Where it is to lie.
        to: RelPath,
        /// What it said.
        old: String,
        /// What it is to say.
        new: String,
    },
    /// No such file any more.
    Delete {
        /// Which file.
        path: RelPath,
        /// What it said.
        old: String,
    },
}

impl PlanStep {
    /// Where the file is before and after; `None` where it does not exist.
    pub fn places(&self) -> (Option<&RelPath>, Option<&RelPath>) {
        match self {
            Self::Create { path, .. } => (None, Some(path)),
            Self::Edit { path, .. } => (Some(path), Some(path)),
            Self::Move { from, to, .. } => (Some(from), Some(to)),
            Self::Delete { path, .. } => (Some(path), None),
        }
    }

    fn texts(&self) -> (&str, &str) {
        match self {
            Self::Create { new, .. } => ("", new),
            Self::Edit { old, new, .. } | Self::Move { old, new, .. } => (old, new),
            Self::Delete { old, .. } => (old, ""),
        }
    }

    /// The step as git shows it: a unified diff, with the move above it.
    pub fn diff(&self) -> String {
        let (before, after) = self.places();
        let name = |side: &str, path: Option<&RelPath>| {
            path.map_or_else(|| "/dev/null".to_owned(), |path| format!("{side}/{path}"))
        };
        let head = match self {
            Self::Move { from, to, .. } => format!("rename from {from}\nrename to {to}\n"),
            _ => String::new(),
        };
        let (old, new) = self.texts();
        let diff = TextDiff::from_lines(old, new);
        let body = diff.unified_diff().header(&name("a", before), &name("b", after)).to_string();
        head + &body
    }
}

/// Everything one change does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// What it does, in one line: `pt-karya-utama: proposal → negotiation`.
    pub title: String,
    /// The files, in order.
    pub steps: Vec<PlanStep>,
}

impl Plan {
    /// What `--dry-run` shows.
    pub fn diff(&self) -> String {
        self.steps.iter().map(PlanStep::diff).collect()
    }

    /// The paths it touches, old and new, each once.
    pub fn paths(&self) -> Vec<&RelPath> {
        let both = self.steps.iter().map(PlanStep::places).flat_map(|(before, after)| [before, after]);
        let mut paths: Vec<_> = both.flatten().collect();
        paths.sort();
        paths.dedup();
        paths
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_move_shows_as_git_shows_it() {
        let step = PlanStep::Move {
            from: RelPath::new("p/1-a/x.yaml"),
            to: RelPath::new("p/2-b/x.yaml"),
            old: "title: A\nhistory:\n  - {stage: a}\n".into(),
            new: "title: A\nhistory:\n  - {stage: a}\n  - {stage: b}\n".into(),
        };
        let plan = Plan { title: "x: a → b".into(), steps: vec![step] };
        let wanted = "rename from p/1-a/x.yaml\nrename to p/2-b/x.yaml\n--- a/p/1-a/x.yaml\n+++ b/p/2-b/x.yaml\n@@ -1,3 +1,4 @@\n title: A\n history:\n   - {stage: a}\n+  - {stage: b}\n";
        assert_eq!(plan.diff(), wanted);
        assert_eq!(plan.paths().len(), 2);
    }
}
