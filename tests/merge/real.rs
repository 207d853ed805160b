//! Through git itself: the driver installed, branches merged.

use std::fs;
use std::path::Path;
use std::process::Output;

use crate::support::{Bench, Ran, TODAY, command, git};

/// A bench whose git finds this build's `corong`.
fn path() -> std::ffi::OsString {
    let own = Path::new(env!("CARGO_BIN_EXE_corong")).parent().unwrap().to_owned();
    let others = std::env::var_os("PATH").unwrap_or_default();
    std::env::join_paths(std::iter::once(own).chain(std::env::split_paths(&others))).unwrap()
}

fn merge(bench: &Bench, branch: &str) -> Output {
    let merge = ["merge", "--quiet", "--no-edit", branch];
    git().current_dir(bench.root()).env("PATH", path()).args(merge).output().unwrap()
}

/// Numbers that are the same on every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }
}

/// What a lead says, apart from what never changes.
#[derive(Clone)]
struct Lead {
    owner: &'static str,
    value: u64,
    activities: Vec<(u64, String)>,
    history: Vec<(&'static str, u64)>,
}

impl Lead {
    fn text(&self) -> String {
        let mut text = format!(
            "title: ERP rollout\nowner: {}\nsource: referral\nvalue: {}\n\
             qualification: {{need: met, budget: met}}\nactivities:\n",
            self.owner, self.value
        );
        for (day, what) in &self.activities {
            text += &format!("  - {{at: 2026-11-{day:02}, kind: call, by: siti, summary: {what}}}\n");
        }
        text += "history:\n";
        for (stage, day) in &self.history {
            text += &format!("  - {{stage: {stage}, at: 2026-11-{day:02}, by: siti}}\n");
        }
        text + "notes: |\n  What there is to know about them fills some lines, so that git\n  \
            still knows the file after it was moved to another folder.\n"
    }

    fn folder(&self) -> &'static str {
        match self.history.last().unwrap().0 {
            "prospect" => "1-prospect",
            "qualified" => "2-qualified",
            _ => "3-proposal",
        }
    }

    /// What one branch does: logs, sometimes sets, and moves where it may.
    fn worked_on(&self, side: &str, at: usize, may_move: bool, dice: &mut Dice) -> Self {
        let mut lead = self.clone();
        for _ in 0..=dice.roll(2) {
            let day = 3 + dice.roll(18);
            let place = lead.activities.iter().take_while(|known| known.0 <= day).count();
            lead.activities.insert(place, (day, format!("{side} {at} {}", dice.roll(1_000_000))));
        }
        match dice.roll(4) {
            0 => lead.owner = ["siti", "joko"][dice.roll(2) as usize],
            1 => lead.value = 1000 * (1 + dice.roll(3)),
            _ => {}
        }
        if may_move {
            lead.history.push(("qualified", 5 + dice.roll(10)));
        }
        lead
    }
}

#[test]
fn two_hundred_leads_of_two_branches_lose_nothing() {
    let (mut dice, mut clean, mut contradicting, mut moved) = (Dice(7), 0, 0, 0);
    for _ in 0..4 {
        let bench = Bench::new();
        let fresh = || Lead {
            owner: "siti",
            value: 500,
            activities: vec![(2, "First".to_owned())],
            history: vec![("prospect", 1)],
        };
        let bases: Vec<_> = (0..50).map(|_| fresh()).collect();
        let place = |lead: &Lead, at: usize| format!("pipeline/{}/lead-{at}.yaml", lead.folder());
        for (at, lead) in bases.iter().enumerate() {
            bench.write(&place(lead, at), lead.text());
        }
        bench.repository();
        assert_eq!(bench.run(&["merge-driver", "--install"]).status, 0);
        bench.save("Leads are merged by what they say");
        // One branch alone moves a lead, or both the same way.
        let who: Vec<_> = (0..50).map(|_| dice.roll(4)).collect();
        let sides: Vec<Vec<Lead>> = [("one", 1), ("two", 2)]
            .into_iter()
            .map(|(branch, bit)| {
                bench.git(&["checkout", "--quiet", "-b", branch, "main"]);
                let work = |(at, base): (usize, &Lead)| {
                    let lead = base.worked_on(branch, at, who[at] & bit > 0, &mut dice);
                    fs::remove_file(bench.place(&place(base, at))).unwrap();
                    bench.write(&place(&lead, at), lead.text());
                    lead
                };
                let leads = bases.iter().enumerate().map(work).collect();
                bench.save(branch);
                leads
            })
            .collect();
        bench.git(&["checkout", "--quiet", "one"]);
        let told = merge(&bench, "two");
        assert!(told.status.code().is_some_and(|code| code < 2), "{told:?}");
        for (at, base) in bases.iter().enumerate() {
            let (one, two) = (&sides[0][at], &sides[1][at]);
            let way = if one.history.len() > 1 { one } else { two };
            let text = bench.read(&place(way, at));
            let torn = |same: bool, one_changed: bool, two_changed: bool| !same && one_changed && two_changed;
            let contradicts = torn(one.owner == two.owner, one.owner != base.owner, two.owner != base.owner)
                || torn(one.value == two.value, one.value != base.value, two.value != base.value);
            assert_eq!(text.contains("<<<<<<< "), contradicts, "{text}");
            assert!(contradicts || agrees_with(base, one, two, &text), "{text}");
            let ours = super::taken(&text, true);
            assert_eq!(corong::yaml::agrees(&ours), Ok(()));
            for (day, what) in one.activities.iter().chain(&two.activities) {
                let entry = format!("  - {{at: 2026-11-{day:02}, kind: call, by: siti, summary: {what}}}\n");
                assert_eq!(text.matches(&entry).count(), 1, "{entry}{text}");
            }
            for list in ["activities", "history"] {
                let read: serde_yaml::Value = serde_yaml::from_str(&ours).unwrap();
                let days = read[list].as_sequence().unwrap().iter();
                assert!(days.map(|item| item["at"].as_str().unwrap().to_owned()).is_sorted(), "{text}");
            }
            clean += usize::from(!contradicts);
            contradicting += usize::from(contradicts);
            moved += usize::from(way.history.len() > 1);
        }
        let check = bench.run(&["check", "--format", "json"]);
        let found = check.findings();
        assert!(!found.iter().any(|found| found.ends_with("duplicate-id") || found.ends_with("syntax")));
        assert!(!found.iter().any(|found| found.ends_with("history-order")), "{found:?}");
    }
    assert!(clean > 150 && contradicting > 3 && moved > 100, "{clean} {contradicting} {moved}");
}

/// Whether a merged text says of each field what the side says that changed it.
fn agrees_with(base: &Lead, one: &Lead, two: &Lead, text: &str) -> bool {
    let owner = if one.owner == base.owner { two.owner } else { one.owner };
    let value = if one.value == base.value { two.value } else { one.value };
    let moves = [one, two].map(|lead| lead.history.get(1).map(|entry| entry.1));
    let moves = moves.into_iter().flatten();
    text.contains(&format!("\nowner: {owner}\n"))
        && text.contains(&format!("\nvalue: {value}\n"))
        && moves.into_iter().all(|day| text.contains(&format!("stage: qualified, at: 2026-11-{day:02}")))
}

/// A repository of one lead, changed on `main` and on `other`.
fn torn(ours: &str, theirs: &str) -> (Bench, &'static str) {
    let bench = Bench::new();
    let path = "pipeline/1-prospect/pt-a.yaml";
    bench.write(path, crate::support::PROSPECT);
    bench.repository();
    bench.run(&["merge-driver", "--install"]);
    bench.save("The driver");
    bench.git(&["checkout", "--quiet", "-b", "other"]);
    bench.write(path, crate::support::PROSPECT.replace("owner: siti", theirs));
    bench.save("theirs");
    bench.git(&["checkout", "--quiet", "main"]);
    bench.write(path, crate::support::PROSPECT.replace("owner: siti", ours));
    bench.save("ours");
    (bench, path)
}

#[test]
fn a_contradiction_is_told_and_check_explains_it() {
    let (bench, path) = torn("owner: joko", "owner: ayu");
    let told = merge(&bench, "other");
    assert_eq!(told.status.code(), Some(1));
    let err = String::from_utf8(told.stderr).unwrap();
    assert!(err.contains(&format!("{path}: the branches contradict each other in owner")), "{err}");
    let text = bench.read(path);
    assert!(text.contains("\n<<<<<<< HEAD\nowner: joko\n=======\nowner: ayu\n>>>>>>> other\n"), "{text}");
    let check = bench.run(&["check", "--format", "concise"]);
    assert!(check.out.contains(":2:1: error[conflict-marker]"), "{check:?}");
}

#[test]
fn a_clone_where_corong_is_gone_merges_lines() {
    let (bench, path) = torn("owner: joko", "owner: ayu");
    let merge = ["merge", "--quiet", "--no-edit", "other"];
    let told = git().current_dir(bench.root()).env("PATH", "/usr/bin:/bin").args(merge).output().unwrap();
    assert_eq!(told.status.code(), Some(1), "{told:?}");
    let text = bench.read(path);
    assert!(text.contains("owner: joko\n") && text.contains("owner: ayu\n"), "{text}");
}

#[test]
fn installing_twice_changes_nothing_and_keeps_what_is_there() {
    let bench = Bench::new();
    let install = || bench.run(&["merge-driver", "--install"]);
    let outside = install();
    assert_eq!((outside.status, outside.out.as_str()), (2, ""), "{outside:?}");
    bench.write(".gitattributes", "*.png binary");
    bench.repository();
    let first = install();
    assert_eq!(first.status, 0, "{first:?}");
    let (attributes, settings) = (bench.read(".gitattributes"), bench.read(".git/config"));
    assert!(attributes.starts_with("*.png binary\n#"), "{attributes}");
    assert!(attributes.ends_with("\npipeline/**/*.yaml merge=corong\n"), "{attributes}");
    assert!(settings.contains("corong merge-driver %O %A %B %P %L %S %X %Y"), "{settings}");
    let attribute = bench.git(&["check-attr", "merge", "pipeline/6-won/2026/pt-a.yaml"]);
    assert!(attribute.ends_with("merge: corong"), "{attribute}");
    let again = install();
    assert!(again.out.contains(".gitattributes is up to date"), "{again:?}");
    assert_eq!((bench.read(".gitattributes"), bench.read(".git/config")), (attributes, settings));
}

#[test]
fn init_tells_git_and_adds_to_attributes_of_ones_own() {
    let folder = tempfile::tempdir().unwrap();
    let status = git().current_dir(folder.path()).args(["init", "--quiet"]).status().unwrap();
    assert!(status.success());
    fs::write(folder.path().join(".gitattributes"), "* text=auto\n").unwrap();
    let mut init = command();
    init.current_dir(folder.path()).args(["--today", TODAY, "init", "--no-input"]);
    let done = Ran::of(init.env("GIT_CONFIG_GLOBAL", "/dev/null").output().unwrap());
    assert!(done.status == 0 && done.out.contains("added to .gitattributes\n"), "{done:?}");
    assert!(done.err.contains("another clone needs `corong merge-driver --install` once"), "{done:?}");
    let attributes = fs::read_to_string(folder.path().join(".gitattributes")).unwrap();
    assert!(attributes.starts_with("* text=auto\n#") && attributes.ends_with("merge=corong\n"));
    assert!(fs::read_to_string(folder.path().join(".git/config")).unwrap().contains("[merge \"corong\"]"));
}

#[test]
fn what_cannot_be_read_stops_git_and_touches_nothing() {
    let bench = Bench::new();
    bench.write("ours", "title: A\n");
    let gone = bench.run(&["merge-driver", "no-base", "ours", "no-theirs", "pipeline/a.yaml"]);
    assert_eq!((gone.status, bench.read("ours").as_str()), (129, "title: A\n"), "{gone:?}");
    bench.write("base", "");
    bench.write("theirs", [0xff, 0x00, b'x']);
    let binary = bench.run(&["merge-driver", "base", "ours", "theirs"]);
    assert_eq!((binary.status, bench.read("ours").as_str()), (1, "title: A\n"), "{binary:?}");
    // A label that git does not know, and a file made by both.
    bench.write("theirs", "title: B\n");
    let made = bench.run(&["merge-driver", "base", "ours", "theirs", "a.yaml", "9", "%S", "%X", "%Y"]);
    assert_eq!(made.status, 1, "{made:?}");
    let marked = "<<<<<<<<< ours\ntitle: A\n=========\ntitle: B\n>>>>>>>>> theirs\n";
    assert_eq!(bench.read("ours"), marked);
}

#[test]
fn moved_to_two_stages_the_two_ways_are_kept_and_check_finds_the_markers() {
    let bench = Bench::new();
    let lead = Lead {
        owner: "siti",
        value: 500,
        activities: vec![(2, "First".to_owned())],
        history: vec![("prospect", 1)],
    };
    bench.write("pipeline/1-prospect/pt-a.yaml", lead.text());
    bench.repository();
    bench.run(&["merge-driver", "--install"]);
    bench.save("The driver");
    for (branch, stage, day) in [("one", "qualified", 9), ("two", "proposal", 10)] {
        bench.git(&["checkout", "--quiet", "-b", branch, "main"]);
        let mut moved = lead.clone();
        moved.history.push((stage, day));
        moved.activities.push((day, format!("What {branch} heard")));
        fs::remove_file(bench.place("pipeline/1-prospect/pt-a.yaml")).unwrap();
        bench.write(&format!("pipeline/{}/pt-a.yaml", moved.folder()), moved.text());
        bench.save(branch);
    }
    bench.git(&["checkout", "--quiet", "one"]);
    let told = merge(&bench, "two");
    assert_eq!(told.status.code(), Some(1), "{told:?}");
    for path in ["pipeline/2-qualified/pt-a.yaml", "pipeline/3-proposal/pt-a.yaml"] {
        let text = bench.read(path);
        assert!(text.contains("What one heard") && text.contains("What two heard"), "{text}");
        // Git asks for longer markers here.
        let marked = text.split("<<<<<<<< ").nth(1).unwrap();
        assert!(marked.contains("stage: qualified") && marked.contains("stage: proposal"), "{text}");
    }
    let check = bench.run(&["check", "--format", "json"]);
    let found = check.findings();
    assert_eq!(found.iter().filter(|found| found.ends_with(" conflict-marker")).count(), 2, "{found:?}");
}
