//! The mends that move or delete a file or take a date from git.

use super::{commit, files, git, repository};
use crate::support::{Bench, PROSPECT};

const HERE: &str = "pipeline/1-prospect/x.yaml";
const NEXT: &str = "pipeline/2-qualified/x.yaml";
const LAST: &str = "pipeline/3-proposal/x.yaml";
const UNSAFE: [&str; 2] = ["check", "--unsafe-fixes"];

/// A lead with all that the later stages ask for.
fn ready() -> String {
    PROSPECT.replacen(
        "next_step",
        "value: 1\ncontacts: [{name: A}] # who\nqualification: {budget: met}\nnext_step",
        1,
    )
}

/// A move on a day, as siti, on the way to which the file gains what the later
/// stages ask for: too much for git to see a rename.
fn moved(bench: &Bench, stage: &str, day: &str) {
    let contacts = "contacts:=[{name: Andi Wijaya, role: CFO, email: andi@karya.example, phone: '+62 812 1234 5678'}, \
        {name: Rina Kusuma, role: IT manager, email: rina@karya.example, phone: '+62 812 8765 4321'}]";
    let sets = ["--set", "value=250000000", "--set", "qualification.budget=met", "--set", contacts];
    let ran = bench.run(&[&["move", "x", stage, "--at", day, "--by", "siti"], &sets[..]].concat());
    assert_eq!(ran.status, 0, "{ran:?}");
    commit(bench, day);
}

/// Two branches from one commit: one moves the lead once, the other as given.
fn merged(other: &[(&str, &str)]) -> Bench {
    let bench = repository();
    bench.write(HERE, PROSPECT);
    commit(&bench, "2026-11-10");
    git(&bench, "2026-11-11", &["switch", "--quiet", "-c", "other"]);
    other.iter().for_each(|(stage, day)| moved(&bench, stage, day));
    git(&bench, "2026-11-13", &["switch", "--quiet", "main"]);
    // Else the same commit as the other branch's first.
    bench.write("README.md", "main\n");
    moved(&bench, "qualified", "2026-11-12");
    git(&bench, "2026-11-14", &["merge", "--quiet", "-m", "both", "other"]);
    assert_eq!(files(&bench).len(), 2, "git left both");
    let told = bench.run(&["check"]);
    assert!(told.status == 1 && told.out.contains(NEXT), "{told:?}");
    bench
}

#[test]
fn a_merge_where_one_history_continues_the_other_is_settled() {
    let bench = merged(&[("qualified", "2026-11-12"), ("proposal", "2026-11-13")]);
    let kept = bench.read(LAST);
    let shown = bench.run(&["check", "--unsafe-fixes", "-n"]);
    assert!(shown.out.contains("+++ /dev/null") && bench.place(NEXT).exists(), "{shown:?}");
    let ran = bench.run(&UNSAFE);
    assert_eq!((ran.status, files(&bench)), (0, vec![(LAST.to_owned(), kept.into_bytes())]), "{ran:?}");
    assert!(bench.run(&UNSAFE).err.contains("nothing was mended"));
}

#[test]
fn a_merge_where_histories_disagree_is_refused_with_both_named() {
    let bench = merged(&[("proposal", "2026-11-13")]);
    let before = files(&bench);
    let ran = bench.run(&UNSAFE);
    assert_eq!((ran.status, files(&bench)), (1, before), "{ran:?}");
    let refused = ran.err.lines().find(|line| line.starts_with("refused: ")).unwrap_or_default();
    assert!(refused.contains(NEXT) && refused.contains(LAST), "{ran:?}");
    assert!(
        refused.contains("`qualified` on 2026-11-12") && refused.contains("`proposal` on 2026-11-13"),
        "{ran:?}"
    );
}

#[test]
fn what_a_crash_left_is_settled_and_what_only_one_copy_holds_is_not_lost() {
    let bench = repository();
    bench.write(HERE, ready());
    commit(&bench, "2026-11-10");
    bench.write(NEXT, format!("{}  - {{stage: qualified, at: 2026-11-12}}\n", ready()));
    // The copy that goes is as committed; the new one may be as it is.
    let noted = ready() + "activities:\n  - {at: 2026-11-11, kind: call}\n";
    bench.write(HERE, &noted);
    assert!(bench.run(&UNSAFE).err.contains("uncommitted changes"));
    let lossy = bench.run(&["check", "--unsafe-fixes", "--allow-dirty"]);
    assert!(lossy.status == 1 && lossy.err.contains("`activities`"), "{lossy:?}");
    assert_eq!(bench.read(HERE), noted);
    bench.write(HERE, ready());
    let ran = bench.run(&UNSAFE);
    assert!(ran.status == 0 && !bench.place(HERE).exists() && bench.place(NEXT).exists(), "{ran:?}");
}

#[test]
fn a_file_moved_by_hand_gets_its_entry_from_git() {
    let bench = repository();
    let text = ready().replace('\n', "\r\n");
    bench.write(HERE, &text);
    commit(&bench, "2026-11-10");
    std::fs::create_dir_all(bench.place("pipeline/2-qualified")).unwrap();
    std::fs::rename(bench.place(HERE), bench.place(NEXT)).unwrap();
    let early = bench.run(&UNSAFE);
    assert!(early.status == 1 && early.err.contains("uncommitted"), "{early:?}");
    let dirty = bench.run(&["check", "--unsafe-fixes", "--allow-dirty"]);
    assert!(dirty.status == 1 && dirty.err.contains("no commit brought it"), "{dirty:?}");
    commit(&bench, "2026-11-15");
    let ran = bench.run(&UNSAFE);
    // 20:00 in Greenwich is the next day in Jakarta.
    let entry = "  - {stage: qualified, at: 2026-11-16, by: siti}\r\n";
    assert_eq!((ran.status, bench.read(NEXT)), (0, format!("{text}{entry}")), "{ran:?}");
    commit(&bench, "2026-11-17");
    assert!(bench.run(&UNSAFE).err.contains("nothing was mended"));
}

#[test]
fn a_file_whose_history_went_on_without_it_is_moved() {
    let bench = repository();
    bench.write(HERE, ready());
    commit(&bench, "2026-11-10");
    let text = ready() + "  - {stage: won, at: 2026-11-12}\n";
    bench.write(HERE, &text);
    let dirty = bench.run(&UNSAFE);
    assert!(dirty.status == 1 && dirty.err.contains("--allow-dirty"), "{dirty:?}");
    commit(&bench, "2026-11-12");
    let ran = bench.run(&UNSAFE);
    assert_eq!(files(&bench), [("pipeline/6-won/x.yaml".to_owned(), text.into_bytes())], "{ran:?}");
    assert_eq!(ran.status, 0, "{ran:?}");
}

#[test]
fn what_git_cannot_tell_is_refused() {
    let bench = repository();
    bench.write(NEXT, ready());
    commit(&bench, "2026-11-10");
    let new = bench.run(&UNSAFE);
    assert!(new.status == 1 && new.err.contains("git knows it in this folder only"), "{new:?}");
    git(&bench, "2026-11-12", &["mv", "pipeline/2-qualified", "pipeline/lost"]);
    commit(&bench, "2026-11-12");
    let lost = bench.run(&UNSAFE);
    assert!(lost.err.contains("a lost lead needs a reason"), "{lost:?}");
    let bench = Bench::new();
    bench.write(NEXT, ready());
    let bare = bench.run(&UNSAFE);
    assert!(bare.status == 1 && bare.err.contains("no git repository"), "{bare:?}");
    assert_eq!(bench.read(NEXT), ready());
}
