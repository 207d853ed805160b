//! The past as git holds it: revisions, stamps, the trend, slips.

mod revision;
mod stamp;
mod untouched;

use crate::support::{Bench, git};

/// Commits everything that lies here, at a moment.
pub fn save(bench: &Bench, at: &str, message: &str) {
    for args in [vec!["add", "--all"], vec!["commit", "--quiet", "--allow-empty", "-m", message]] {
        let done = git()
            .current_dir(bench.root())
            .args(args)
            .env("GIT_COMMITTER_DATE", at)
            .env("GIT_AUTHOR_DATE", "2001-01-01T00:00:00Z")
            .output()
            .unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    }
}

/// A lead of siti's with a value, an expected date and a history such as
/// `prospect 2026-01-05, qualified 2026-02-01`.
pub fn lead(value: u64, expected: &str, history: &str) -> String {
    let entry = |entry: &str| {
        let (stage, day) = entry.split_once(' ').unwrap();
        let reason = if stage == "lost" { ", reason: price" } else { "" };
        format!("  - {{stage: {stage}, at: {day}, by: siti{reason}}}\n")
    };
    let history: String = history.split(", ").map(entry).collect();
    format!(
        "title: ERP\nowner: siti\nsource: referral\ncontacts: [{{name: Andi}}]\nvalue: {value}\n\
         expected_close: {expected}\nqualification: {{budget: met}}\nnext_step: {{do: Call, due: 2026-12-01}}\n\
         history:\n{history}"
    )
}

/// Three commits: two leads, a move with a new value, a lead gone wrong.
pub fn three_commits(bench: &Bench, folder: &str) {
    let place = |path: &str| format!("{folder}{path}");
    bench.write(&place("pipeline/1-prospect/a.yaml"), lead(100, "2026-06-30", "prospect 2026-01-05"));
    bench.write(&place("pipeline/1-prospect/b.yaml"), lead(50, "2026-05-31", "prospect 2026-02-01"));
    bench.git(&["init", "--quiet", "--initial-branch=main"]);
    save(bench, "2026-03-01T20:00:00Z", "Two leads");
    std::fs::create_dir_all(bench.place(&place("pipeline/2-qualified"))).unwrap();
    std::fs::rename(
        bench.place(&place("pipeline/1-prospect/a.yaml")),
        bench.place(&place("pipeline/2-qualified/a.yaml")),
    )
    .unwrap();
    let moved = lead(300, "2026-08-31", "prospect 2026-01-05, qualified 2026-04-02");
    bench.write(&place("pipeline/2-qualified/a.yaml"), moved);
    save(bench, "2026-04-02T03:00:00Z", "One moved");
    let wrong = lead(50, "2026-05-31", "prospect 2026-02-01").replace("owner: siti", "owner: nobody");
    bench.write(&place("pipeline/1-prospect/b.yaml"), wrong);
    save(bench, "2026-05-10T03:00:00Z", "Gone wrong");
}
