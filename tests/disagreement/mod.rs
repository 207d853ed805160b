//! `check --git`: what git saw of the moves, against what the histories say.

use proptest::prelude::*;

use crate::check::World;
use crate::support::{Bench, CONFIG, Ran};

const FOLDERS: [(&str, &str); 5] = [
    ("prospect", "1-prospect"),
    ("qualified", "2-qualified"),
    ("proposal", "3-proposal"),
    ("won", "6-won"),
    ("lost", "lost"),
];

fn place(id: &str, stage: &str) -> String {
    let folder = FOLDERS.iter().find(|(name, _)| *name == stage).unwrap().1;
    format!("pipeline/{folder}/{id}.yaml")
}

/// A lead with all that any stage asks for; its history begins on line 9.
fn lead(history: &[(&str, &str)]) -> String {
    let entry = |(stage, day): &(&str, &str)| {
        let reason = if *stage == "lost" { ", reason: price" } else { "" };
        format!("  - {{stage: {stage}, at: {day}, by: siti{reason}}} # as told\n")
    };
    let history: String = history.iter().map(entry).collect();
    format!(
        "title: ERP\nowner: siti\nsource: referral\ncontacts: [{{name: Andi}}]\nvalue: 100\n\
         qualification: {{budget: met}}\nnext_step: {{do: Call, due: 2026-12-01}}\nhistory:\n{history}"
    )
}

/// Puts a lead where its history ends, or elsewhere, and takes it from wherever it lay.
fn put(bench: &Bench, id: &str, stage: &str, text: &str) {
    for (other, _) in FOLDERS {
        let _ = std::fs::remove_file(bench.place(&place(id, other)));
    }
    bench.write(&place(id, stage), text);
}

/// The morning of a day in Jakarta.
fn morning(day: &str) -> String {
    format!("{day}T03:00:00Z")
}

/// Commits everything on a day.
fn commit(bench: &Bench, day: &str) {
    bench.git(&["add", "--all"]);
    bench.git_at(&morning(day), &["commit", "--quiet", "--allow-empty", "-m", "work"]);
}

/// Merges a branch on a day.
fn merge(bench: &Bench, branch: &str, day: &str) {
    bench.git_at(&morning(day), &["merge", "--quiet", "--no-ff", "-m", "merged", branch]);
}

fn repository() -> Bench {
    let bench = Bench::new();
    bench.write(
        "corong.yaml",
        CONFIG.replace("{name: Siti Rahma}", "{name: Siti Rahma, email: siti@nusantara.example}"),
    );
    bench.git(&["init", "--quiet", "--initial-branch=main"]);
    commit(&bench, "2026-01-01");
    bench
}

/// A day, the stage whose folder the lead lies in then, and its history.
type Step<'s> = (&'s str, &'s str, &'s [(&'s str, &'s str)]);

/// A lead that goes this way.
fn way(bench: &Bench, id: &str, steps: &[Step<'_>]) {
    for (day, stage, history) in steps {
        put(bench, id, stage, &lead(history));
        commit(bench, day);
    }
}

/// The findings of the rule, a line each; that there are no others.
fn told(ran: &Ran) -> Vec<String> {
    assert!(ran.err.is_empty(), "{ran:?}");
    let lines = ran.out.lines();
    lines
        .inspect(|line| assert!(line.contains("warning[git-disagrees]"), "{line}"))
        .map(str::to_owned)
        .collect()
}

fn check(bench: &Bench) -> Vec<String> {
    told(&bench.run(&["check", "--git", "--format", "concise"]))
}

fn short(bench: &Bench, revision: &str) -> String {
    bench.git(&["rev-parse", revision])[..12].to_owned()
}

const P: (&str, &str) = ("prospect", "2026-02-02");
const Q: (&str, &str) = ("qualified", "2026-03-02");

#[test]
fn who_moves_in_the_evening_and_commits_in_the_morning_agrees() {
    let bench = repository();
    way(
        &bench,
        "a",
        &[
            ("2026-02-02", "prospect", &[P]),
            ("2026-03-03", "qualified", &[P, Q]),
            ("2026-03-10", "proposal", &[P, Q, ("proposal", "2026-03-11")]),
            ("2026-03-20", "qualified", &[P, Q, ("proposal", "2026-03-11"), ("qualified", "2026-03-20")]),
        ],
    );
    assert_eq!(check(&bench), [""; 0]);
}

#[test]
fn a_date_days_off_is_found_at_its_place_and_can_be_let_be() {
    let bench = repository();
    way(&bench, "a", &[("2026-02-02", "prospect", &[P]), ("2026-03-05", "qualified", &[P, Q])]);
    let expected = format!(
        "pipeline/2-qualified/a.yaml:10:28: warning[git-disagrees] `qualified` is dated 2026-03-02, \
         and git saw the lead come to its folder on 2026-03-05 ({})",
        short(&bench, "HEAD")
    );
    assert_eq!(check(&bench), [expected]);
    let plain = bench.run(&["check"]);
    assert!(
        plain.status == 0 && plain.out.starts_with("nothing found"),
        "only where it is asked for: {plain:?}"
    );
    assert_eq!(bench.run(&["check", "--git", "--strict"]).status, 1);
    let text = bench.read(&place("a", "qualified"));
    let at = text.rfind("# as told").unwrap();
    bench.write(&place("a", "qualified"), format!("{}# corong: ignore[git-disagrees] weekly\n", &text[..at]));
    assert_eq!(check(&bench), [""; 0]);
    let plain = bench.run(&["check"]);
    assert!(
        plain.out.starts_with("nothing found"),
        "an ignore of what was not looked at is not needless: {plain:?}"
    );
    put(&bench, "a", "qualified", &lead(&[P, ("qualified", "2026-03-04")]));
    assert_eq!(check(&bench), [""; 0], "the files here are judged, committed or not");
}

#[test]
fn a_stage_the_history_does_not_name_is_entered_from_git() {
    let bench = repository();
    let late: (&str, &str) = ("proposal", "2026-04-02");
    way(
        &bench,
        "a",
        &[
            ("2026-02-02", "prospect", &[P]),
            ("2026-03-02", "qualified", &[P]),
            ("2026-04-02", "proposal", &[P, late]),
        ],
    );
    let expected = format!(
        "pipeline/3-proposal/a.yaml:10:13: warning[git-disagrees] git saw the lead in the folder of `qualified` \
         from 2026-03-02 ({}) to 2026-04-02, and the history does not name it",
        short(&bench, "HEAD~1")
    );
    assert_eq!(check(&bench), [expected]);
    assert!(bench.run(&["check", "--git"]).err.contains("1 can be mended with --unsafe-fixes"));
    let before = bench.read(&place("a", "proposal"));
    let dirty = format!("{before}# mine\n");
    bench.write(&place("a", "proposal"), &dirty);
    let refused = bench.run(&["check", "--git", "--unsafe-fixes"]);
    assert!(refused.err.contains("uncommitted changes"), "{refused:?}");
    assert_eq!(bench.read(&place("a", "proposal")), dirty);
    bench.write(&place("a", "proposal"), &before);
    let ran = bench.run(&["check", "--git", "--unsafe-fixes"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    let entry = "  - {stage: qualified, at: 2026-03-02, by: siti}\n";
    let at = before.find("  - {stage: proposal").unwrap();
    assert_eq!(bench.read(&place("a", "proposal")), format!("{}{entry}{}", &before[..at], &before[at..]));
    assert_eq!(check(&bench), [""; 0]);
}

#[test]
fn no_entry_is_put_before_the_beginning() {
    let bench = repository();
    // The move git saw lies before all that the history tells.
    let late: &[(&str, &str)] = &[("prospect", "2026-06-01"), ("proposal", "2026-07-01")];
    way(
        &bench,
        "a",
        &[
            ("2026-02-02", "prospect", late),
            ("2026-03-02", "qualified", late),
            ("2026-07-01", "proposal", late),
        ],
    );
    let told = check(&bench);
    assert!(told.len() == 2 && told.iter().any(|line| line.contains("of `qualified`")), "{told:?}");
    let ran = bench.run(&["check", "--git", "--unsafe-fixes"]);
    assert!(ran.err.contains("nothing was mended"), "{ran:?}");
    assert_eq!(bench.read(&place("a", "proposal")), lead(late));
}

#[test]
fn a_lost_stage_is_named_and_a_slip_of_the_hand_is_not() {
    let bench = repository();
    way(
        &bench,
        "lost-and-back",
        &[
            ("2026-02-02", "prospect", &[P]),
            ("2026-03-02", "lost", &[P, ("lost", "2026-03-02")]),
            ("2026-03-20", "prospect", &[P]),
        ],
    );
    way(
        &bench,
        "slip",
        &[
            ("2026-02-02", "prospect", &[P]),
            ("2026-03-02", "lost", &[P, ("lost", "2026-03-02")]),
            ("2026-03-03", "prospect", &[P]),
        ],
    );
    let told = check(&bench);
    assert!(
        told.len() == 1 && told[0].contains("lost-and-back") && told[0].contains("of `lost`"),
        "{told:?}"
    );
    let ran = bench.run(&["check", "--git", "--unsafe-fixes"]);
    assert!(ran.err.contains("nothing was mended"), "it would need a reason: {ran:?}");
}

#[test]
fn what_a_lead_came_with_is_nothing_of_gits() {
    let bench = repository();
    let old = [("prospect", "2024-02-02"), ("qualified", "2024-03-02")];
    way(
        &bench,
        "brought-over",
        &[
            ("2026-02-02", "qualified", &old),
            ("2026-03-02", "proposal", &[old[0], old[1], ("proposal", "2026-03-02")]),
        ],
    );
    // Its folder came right only later.
    way(&bench, "mended", &[("2026-02-02", "prospect", &old), ("2026-03-02", "qualified", &old)]);
    // Another id is another lead to git.
    way(&bench, "old-name", &[("2026-02-02", "prospect", &[P]), ("2026-03-02", "qualified", &[P, Q])]);
    std::fs::rename(
        bench.place(&place("old-name", "qualified")),
        bench.place(&place("new-name", "qualified")),
    )
    .unwrap();
    commit(&bench, "2026-05-01");
    // Gone for a while.
    way(&bench, "again", &[("2026-02-02", "prospect", &[P])]);
    std::fs::remove_file(bench.place(&place("again", "prospect"))).unwrap();
    commit(&bench, "2026-03-01");
    way(&bench, "again", &[("2026-06-01", "qualified", &[P, Q])]);
    assert_eq!(check(&bench), [""; 0]);
}

#[test]
fn a_history_that_begins_after_git_knew_the_lead_is_found() {
    let bench = repository();
    way(
        &bench,
        "a",
        &[("2026-02-02", "prospect", &[P]), ("2026-05-02", "prospect", &[("prospect", "2026-05-01")])],
    );
    let expected = format!(
        "pipeline/1-prospect/a.yaml:9:27: warning[git-disagrees] the history begins on 2026-05-01, \
         and git knows the lead since 2026-02-02 ({})",
        short(&bench, "HEAD~1")
    );
    assert_eq!(check(&bench), [expected]);
}

#[test]
fn a_review_of_a_week_is_no_disagreement() {
    let bench = repository();
    way(&bench, "fine", &[("2026-02-02", "prospect", &[P])]);
    way(&bench, "off", &[("2026-02-02", "prospect", &[P])]);
    bench.git(&["switch", "--quiet", "-c", "branch"]);
    way(
        &bench,
        "fine",
        &[
            ("2026-03-02", "qualified", &[P, Q]),
            ("2026-03-04", "proposal", &[P, Q, ("proposal", "2026-03-04")]),
        ],
    );
    way(&bench, "off", &[("2026-03-05", "qualified", &[P, ("qualified", "2026-02-20")])]);
    let made = short(&bench, "HEAD");
    bench.git(&["switch", "--quiet", "main"]);
    merge(&bench, "branch", "2026-03-12");
    let told = check(&bench);
    let expected =
        format!("dated 2026-02-20, and git saw the lead come to its folder on 2026-03-05 ({made})");
    assert!(told.len() == 1 && told[0].contains("/off.yaml") && told[0].ends_with(&expected), "{told:?}");
}

#[test]
fn only_what_the_branch_brought_and_what_a_revision_held() {
    let bench = repository();
    way(&bench, "old", &[("2026-02-02", "prospect", &[P]), ("2026-03-12", "qualified", &[P, Q])]);
    bench.git(&["switch", "--quiet", "-c", "branch"]);
    way(&bench, "new", &[("2026-02-02", "prospect", &[P]), ("2026-03-22", "qualified", &[P, Q])]);
    assert_eq!(check(&bench).len(), 2);
    let ran = bench.run(&["check", "--git", "--changed-since", "main", "--format", "concise"]);
    let brought = told(&ran);
    assert!(brought.len() == 1 && brought[0].contains("/new.yaml"), "{brought:?}");
    let ran = bench.run(&["check", "--git", "--rev", "main", "--format", "concise"]);
    let there = told(&ran);
    assert!(there.len() == 1 && there[0].contains("/old.yaml"), "{there:?}");
}

#[test]
fn a_workspace_in_a_folder_of_the_repository() {
    let bench = repository();
    let inside = |path: &str| format!("crm/{path}");
    bench.write("crm/corong.yaml", CONFIG);
    bench.write(&inside(&place("a", "prospect")), lead(&[P]));
    commit(&bench, "2026-02-02");
    std::fs::remove_file(bench.place(&inside(&place("a", "prospect")))).unwrap();
    bench.write(&inside(&place("a", "qualified")), lead(&[P, Q]));
    commit(&bench, "2026-03-12");
    let ran = bench.run(&["-C", "crm", "check", "--git", "--format", "concise"]);
    let told = told(&ran);
    assert!(told.len() == 1 && told[0].starts_with("pipeline/2-qualified/a.yaml:10:28:"), "{told:?}");
}

#[test]
fn a_shallow_clone_says_so_and_accuses_nobody_of_what_it_cannot_know() {
    let bench = repository();
    way(
        &bench,
        "a",
        &[
            ("2026-02-02", "prospect", &[P]),
            ("2026-03-12", "qualified", &[P, Q]),
            ("2026-04-12", "proposal", &[P, Q, ("proposal", "2026-04-02")]),
        ],
    );
    assert_eq!(check(&bench).len(), 2);
    let clone = tempfile::tempdir().unwrap();
    let url = format!("file://{}", bench.root().display());
    let to = clone.path().join("c").display().to_string();
    bench.git(&["clone", "--quiet", "--depth", "2", &url, &to]);
    let ran = bench.run(&["-C", &to, "check", "--git", "--format", "concise"]);
    assert_eq!(ran.out.lines().count(), 1, "{ran:?}");
    assert!(ran.out.contains("`proposal` is dated 2026-04-02"), "{ran:?}");
    assert!(ran.err.contains("shallow") && ran.err.contains("before 2026-03-12"), "{ran:?}");
}

#[test]
fn without_git_or_a_commit_it_says_what_is_missing() {
    let bench = Bench::new();
    let ran = bench.run(&["check", "--git"]);
    assert!(ran.status == 2 && ran.out.is_empty() && ran.err.contains("repository"), "{ran:?}");
    bench.git(&["init", "--quiet"]);
    let ran = bench.run(&["check", "--git"]);
    assert!(ran.status == 2 && ran.err.contains("HEAD"), "{ran:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    /// A history with git's own dates agrees; with one of them some days off
    /// it disagrees there where that is more than a day, and nowhere else.
    #[test]
    fn just_the_entry_that_is_off(
        steps in proptest::collection::vec((0_usize..3, 8_i64..40), 2..9),
        off in any::<prop::sample::Index>(),
        days in -4_i64..=4,
    ) {
        let mut day: chrono::NaiveDate = "2024-01-01".parse().unwrap();
        let mut moves: Vec<(&str, chrono::NaiveDate)> = Vec::new();
        for (stage, gap) in steps {
            day += chrono::Duration::days(gap);
            let stage = FOLDERS[stage].0;
            if moves.last().is_none_or(|(last, _)| *last != stage) {
                moves.push((stage, day));
            }
        }
        prop_assume!(moves.len() > 1);
        let off = 1 + off.index(moves.len() - 1);
        let dated = |(at, (stage, day)): (usize, &(&str, chrono::NaiveDate))| {
            let day = if at == off { *day + chrono::Duration::days(days) } else { *day };
            (stage.to_string(), day.to_string())
        };
        let history: Vec<(String, String)> = moves.iter().enumerate().map(dated).collect();
        let history: Vec<(&str, &str)> = history.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        let last = moves.last().unwrap().0;
        let world = moves.iter().enumerate().fold(
            World::new(CONFIG).with(&place("a", last), lead(&history)),
            |world, (at, (stage, day))| world.commit(&format!("{at:012}"), &day.to_string(), &place("a", stage)),
        );
        let expected: Vec<String> = (days.abs() > 1)
            .then(|| format!("{}:{}:{} git-disagrees", place("a", last), 9 + off, 19 + history[off].0.len()))
            .into_iter()
            .collect();
        let found: Vec<String> =
            world.places().into_iter().filter(|place| place.ends_with("git-disagrees")).collect();
        prop_assert_eq!(found, expected);
    }
}
