//! `unreviewed-import`: a line of an import's map is a guess that nobody looked at. The
//! map is read here too, with everything that is wrong with it.

use crate::check::{Rule, Run};
use crate::finding::{Finding, Severity};
use crate::message;
use crate::read::{self, read_import_map, review_marks};
use crate::source::{ReadError, RelPath, Snapshot};
use crate::workspace::{MAP_FILE, load_config};
use crate::yaml::Arena;

/// The rule.
pub const RULE: Rule = Rule {
    name: "unreviewed-import",
    severity: Severity::Warning,
    summary: "a line of an import's map that nobody looked at",
    page: crate::page!("unreviewed-import"),
    run: Run::Files(look),
};

fn look(snapshot: &dyn Snapshot, findings: &mut Vec<Finding>) {
    let path = RelPath::new(MAP_FILE);
    let text = match read::text(snapshot, &path) {
        Ok(text) => text,
        Err(ReadError::Missing) => return,
        Err(error) => {
            let message = message!("`{path}` cannot be read: {error}", path, error);
            findings.push(Finding::new("schema", &path, Default::default(), message));
            return;
        }
    };
    let rules: Vec<&str> = crate::check::names().collect();
    let config = load_config(snapshot, &rules).ok().map(|read| read.config);
    if let Err(wrong) = read_import_map(&path, &text, config.as_ref()) {
        findings.extend(wrong);
    }
    let mut arena = Arena::default();
    for (_, span) in review_marks(arena.parse(&text).tree) {
        let message = message!("this line was guessed, and nobody looked at it");
        let help = message!("correct it, or take the mark `# review` away where it is right");
        findings.push(Finding::new(RULE.name, &path, span, message).help(help));
    }
}
