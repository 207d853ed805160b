//! Writing under a lock: nothing lost by eight at once, by a kill, by another
//! program.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use corong::change::{Plan, PlanStep};
use corong::host::{Lock, WriteError, carry_out};
use corong::source::RelPath;
use corong::yaml::{Arena, NewValue, Op, apply};

use super::random_edits::Dice;

const LEAD: &str =
    "title: A # c\nhistory:\n  - {stage: a, at: 2026-01-01}\nactivities:\n  - {n: 0} # first\n";

fn write(root: &Path, path: &str, text: &str) {
    let place = root.join(path);
    fs::create_dir_all(place.parent().unwrap()).unwrap();
    fs::write(place, text).unwrap();
}

fn one(step: PlanStep) -> Plan {
    Plan { title: "x".into(), steps: vec![step] }
}

fn step(from: &str, to: &str, old: &str, new: &str) -> PlanStep {
    PlanStep::Move { from: RelPath::new(from), to: RelPath::new(to), old: old.into(), new: new.into() }
}

fn append(root: &Path, n: usize) {
    let lock = Lock::take(root).unwrap();
    let path = RelPath::new("p/x.yaml");
    let old = fs::read_to_string(root.join(path.as_str())).unwrap();
    let item = NewValue::Map(vec![("n".into(), NewValue::Plain(n.to_string()))]);
    let new = apply(&old, &[Op::append("activities", item)], &[]).unwrap();
    carry_out(root, &one(PlanStep::Edit { path, old, new }), &lock).unwrap();
}

#[test]
fn eight_at_once_lose_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    write(root, "p/x.yaml", LEAD);
    std::thread::scope(|scope| {
        for worker in 0..8 {
            scope.spawn(move || (0..10).for_each(|n| append(root, worker * 100 + n + 1)));
        }
    });
    let text = fs::read_to_string(root.join("p/x.yaml")).unwrap();
    let mut arena = Arena::default();
    let parsed = arena.parse(&text);
    assert_eq!(parsed.tree.find("activities").map(|list| list.items().count()), Some(81));
    assert!(text.starts_with(LEAD));
    assert_eq!(fs::read_dir(root.join("p")).unwrap().count(), 1);
}

#[test]
fn another_programs_change_is_never_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let lock = Lock::take(root).unwrap();
    write(root, "p/1/x.yaml", "theirs\n");
    write(root, "p/2/y.yaml", "y\n");
    let moved = carry_out(root, &one(step("p/1/x.yaml", "p/3/x.yaml", "ours\n", "new\n")), &lock);
    assert!(matches!(moved, Err(WriteError::Changed(_))));
    let taken = carry_out(root, &one(step("p/1/x.yaml", "p/2/y.yaml", "theirs\n", "new\n")), &lock);
    assert!(matches!(taken, Err(WriteError::Occupied(_))));
    assert_eq!(fs::read_to_string(root.join("p/2/y.yaml")).unwrap(), "y\n");
    // Where one step of a plan cannot be done, none is.
    let edit = PlanStep::Edit { path: RelPath::new("p/2/y.yaml"), old: "y\n".into(), new: "z\n".into() };
    let gone = PlanStep::Delete { path: RelPath::new("p/1/x.yaml"), old: "ours\n".into() };
    assert!(carry_out(root, &Plan { title: "x".into(), steps: vec![edit, gone] }, &lock).is_err());
    assert_eq!(fs::read_to_string(root.join("p/2/y.yaml")).unwrap(), "y\n");
}

#[cfg(unix)]
#[test]
fn links_are_never_followed_and_permissions_stay() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let outside = tempfile::tempdir().unwrap();
    let lock = Lock::take(root).unwrap();
    write(root, "p/1/x.yaml", "a\n");
    fs::set_permissions(root.join("p/1/x.yaml"), fs::Permissions::from_mode(0o640)).unwrap();
    symlink(outside.path(), root.join("p/2")).unwrap();
    let linked = carry_out(root, &one(step("p/1/x.yaml", "p/2/x.yaml", "a\n", "b\n")), &lock);
    assert!(matches!(linked, Err(WriteError::Link(_))));
    assert_eq!(fs::read_dir(outside.path()).unwrap().count(), 0);
    carry_out(root, &one(step("p/1/x.yaml", "p/3/deep/x.yaml", "a\n", "b\n")), &lock).unwrap();
    let mode = fs::metadata(root.join("p/3/deep/x.yaml")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o640);
    assert!(!root.join("p/1/x.yaml").exists());
}

/// Moves one lead to and fro until it is killed; run by the test below as a
/// process of its own.
#[test]
#[ignore = "a child of the test below"]
fn child_that_moves_for_ever() {
    let Some(root) = std::env::var_os("CORONG_MOVES_IN") else { return };
    let root = Path::new(&root);
    for _ in 0..100_000 {
        let lock = Lock::take(root).unwrap();
        let here = ["p/1/x.yaml", "p/2/x.yaml"].map(|path| (path, fs::read_to_string(root.join(path))));
        let (from, to, old) = match here {
            // Left twice by a kill: the older is the beginning of the newer.
            [(_, Ok(a)), (_, Ok(b))] => {
                let older = if a.len() <= b.len() { ("p/1/x.yaml", a) } else { ("p/2/x.yaml", b) };
                let gone = PlanStep::Delete { path: RelPath::new(older.0), old: older.1 };
                carry_out(root, &one(gone), &lock).unwrap();
                continue;
            }
            [(from, Ok(old)), (to, _)] | [(to, _), (from, Ok(old))] => (from, to, old),
            _ => panic!("neither is there"),
        };
        let new = if old.len() > 4_000 { "x\n".to_owned() } else { format!("{old}x\n") };
        if new.len() > old.len() {
            carry_out(root, &one(step(from, to, &old, &new)), &lock).unwrap();
        } else {
            carry_out(root, &one(PlanStep::Edit { path: RelPath::new(from), old, new }), &lock).unwrap();
        }
    }
}

#[test]
fn a_kill_at_any_instant_leaves_a_whole_copy() {
    let tries = std::env::var("CORONG_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(50);
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    write(root, "p/1/x.yaml", "x\n");
    let mut dice = Dice::new(7);
    let mut twice = 0;
    for _ in 0..tries {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "change::writes::child_that_moves_for_ever", "--ignored"])
            .env("CORONG_MOVES_IN", root)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_micros(3_000 + dice.up_to(30_000) as u64));
        child.kill().unwrap();
        child.wait().unwrap();
        let copies: Vec<_> =
            ["p/1/x.yaml", "p/2/x.yaml"].iter().filter_map(|path| fs::read(root.join(path)).ok()).collect();
        assert!(!copies.is_empty());
        twice += usize::from(copies.len() == 2);
        for copy in &copies {
            assert!(copy.len() >= 2 && copy.chunks(2).all(|line| line == b"x\n"), "not whole");
        }
    }
    println!("{tries} killed, {twice} left two whole copies");
}
