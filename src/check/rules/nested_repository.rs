//! `nested-repository`: a folder of the workspace is, or looks like, a repository of its own.

use crate::check::{Rule, Run};
use crate::finding::{Finding, Severity};
use crate::message;
use crate::read;
use crate::source::{RelPath, SITE_MANIFEST, Snapshot, Span};

/// The rule.
pub const RULE: Rule = Rule {
    name: "nested-repository",
    severity: Severity::Error,
    summary: "a folder that is, or looks like, a repository of its own",
    page: crate::page!("nested-repository"),
    run: Run::Files(look),
};

fn look(snapshot: &dyn Snapshot, findings: &mut Vec<Finding>) {
    // What cannot be listed was said where it was read.
    for path in snapshot.repositories().unwrap_or_default() {
        let folder = path.parent().unwrap_or_else(|| RelPath::new(""));
        let is_whole = path.name().eq_ignore_ascii_case(".git");
        if is_whole && (is_registered(snapshot, &path) || is_site(snapshot, &folder)) {
            continue;
        }
        let shown = if folder.as_str().is_empty() { "." } else { folder.as_str() };
        let (message, help) = if is_whole {
            (
                message!(
                    "the folder `{folder}` is a repository of its own, so nothing in it is committed here",
                    folder = shown
                ),
                message!("move it out of the workspace, or make it a submodule: `git submodule add`"),
            )
        } else {
            (
                message!("the folder `{folder}` looks like a repository of git's", folder = shown),
                message!(
                    "remove `HEAD`, or what is beside it: git run in that folder would obey its `config`"
                ),
            )
        };
        findings.push(Finding::new(RULE.name, &path, Span::default(), message).help(help));
    }
}

/// Whether a `.git` is the file of a submodule or of a linked working tree: the
/// repository around it knows of those.
fn is_registered(snapshot: &dyn Snapshot, path: &RelPath) -> bool {
    let text = read::text(snapshot, path).unwrap_or_default();
    let to = text.strip_prefix("gitdir: ").unwrap_or_default();
    to.split(['/', '\\']).any(|part| part == "modules" || part == "worktrees")
}

/// Whether the pages of `corong site` are published from a folder.
fn is_site(snapshot: &dyn Snapshot, folder: &RelPath) -> bool {
    read::text(snapshot, &folder.join(SITE_MANIFEST)).is_ok()
}
