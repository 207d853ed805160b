//! `corong import`: a later export into the workspace that an earlier one made.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use super::deals::deals;
use super::shapes::shapes;
use crate::support::{Ran, TODAY, command};

const FIRST: &str = "Record ID,Deal Name,Deal Stage,Amount,Create Date,Close Date,Deal owner\n\
    1,Alpha,New,10,2026-01-02,,Ann Lee\n\
    2,Beta,New,20,2026-02-13,,Ann Lee\n\
    3,Gamma,Qualified,30,2026-03-04,,Bo Ek\n\
    4,Delta,Closed Won,40,2026-03-04,2026-04-05,Bo Ek\n\
    5,Epsilon,Closed Lost,50,2026-03-04,2026-04-05,Bo Ek\n";

struct Place(tempfile::TempDir);

impl Place {
    fn with(first: &str) -> Self {
        let place = Self(tempfile::tempdir().unwrap());
        place.write("deals.csv", first);
        let ran = place.run(&["init", "crm", "--no-input", "--from", "deals.csv"]);
        assert_eq!(ran.status, 0, "{ran:?}");
        place
    }

    fn write(&self, path: &str, text: &str) {
        fs::write(self.0.path().join(path), text).unwrap();
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.0.path().join("crm").join(path)).unwrap_or_else(|why| panic!("{path}: {why}"))
    }

    fn run(&self, args: &[&str]) -> Ran {
        Ran::of(command().current_dir(self.0.path()).args(["--today", TODAY]).args(args).output().unwrap())
    }

    fn import(&self, text: &str) -> Value {
        self.write("deals.csv", text);
        let ran = self.run(&["-C", "crm", "import", "../deals.csv", "--no-input", "--format", "json"]);
        assert_eq!(ran.status, 0, "{ran:?}");
        let checked = self.run(&["-C", "crm", "check", "--format", "concise"]);
        assert_eq!(checked.status, 0, "{checked:?}");
        serde_json::from_str(&ran.out).unwrap()
    }

    /// Every file with what it says.
    fn files(&self) -> Vec<(String, String)> {
        let all = walkdir::WalkDir::new(self.0.path().join("crm")).sort_by_file_name();
        let files = all.into_iter().map(Result::unwrap).filter(|entry| entry.file_type().is_file());
        let text = |path: &Path| (path.display().to_string(), fs::read_to_string(path).unwrap_or_default());
        files
            .filter(|entry| !entry.path().ends_with(".corong.lock"))
            .map(|entry| text(entry.path()))
            .collect()
    }
}

fn counts(report: &Value) -> [u64; 3] {
    ["new", "changed", "unchanged"].map(|key| report["leads"][key].as_u64().unwrap())
}

#[test]
fn the_same_export_again_changes_nothing() {
    let place = Place::with(FIRST);
    let before = place.files();
    assert_eq!(counts(&place.import(FIRST)), [0, 0, 5]);
    assert_eq!(place.files(), before);
    let deals = deals();
    for shape in shapes(&deals) {
        let place = Place(tempfile::tempdir().unwrap());
        shape.files.iter().for_each(|file| fs::write(place.0.path().join(file.name), &file.bytes).unwrap());
        let names = shape.files.iter().map(|file| file.name);
        let ran =
            place.run(&[&["init", "crm", "--no-input", "--from"], &names.collect::<Vec<_>>()[..]].concat());
        assert_eq!(ran.status, 0, "{}: {ran:?}", shape.name);
        let before = place.files();
        let names: Vec<String> = shape.files.iter().map(|file| format!("../{}", file.name)).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let ran = place.run(&[&["-C", "crm", "import", "--no-input"], &names[..]].concat());
        assert_eq!(ran.status, 0, "{}: {ran:?}", shape.name);
        assert!(ran.out.contains("64 as they were"), "{}: {ran:?}", shape.name);
        assert_eq!(place.files(), before, "{}", shape.name);
    }
}

#[test]
fn what_the_crm_changed_is_taken_and_what_was_changed_here_stays() {
    let place = Place::with(FIRST);
    let alpha = "pipeline/1-new/alpha.yaml";
    let own =
        place.read(alpha).replace("value: 10", "value: 11").replace("title: Alpha", "title: Alpha  # ours");
    place.write(&format!("crm/{alpha}"), &own);
    let beta = "pipeline/1-new/beta.yaml";
    place.write(&format!("crm/{beta}"), &place.read(beta).replace("value: 20", "value: 21"));
    let second = FIRST
        .replace("1,Alpha,New,10", "1,Alpha two,New,10")
        .replace("2,Beta,New,20", "2,Beta,New,25")
        .replace("3,Gamma,Qualified,30,2026-03-04,", "3,Gamma,Closed Won,35,2026-03-04,2026-05-06")
        .replace(
            "5,Epsilon,Closed Lost,50,2026-03-04,2026-04-05,Bo Ek\n",
            "6,Zeta,New,60,2026-06-07,,Cy Ro\n",
        );
    let report = place.import(&second);
    assert_eq!(counts(&report), [1, 2, 2]);
    let alpha = place.read(alpha);
    assert!(alpha.contains("title: Alpha two  # ours") && alpha.contains("value: 11"), "{alpha}");
    assert!(place.read(beta).contains("value: 21"));
    let conflicts = report["conflicts"].as_array().unwrap();
    assert_eq!(conflicts.len(), 1, "{conflicts:?}");
    assert_eq!(conflicts[0]["lead"], "beta");
    assert_eq!((&conflicts[0]["here"], &conflicts[0]["there"]), (&"21".into(), &"25".into()));
    let gamma = place.read("pipeline/3-won/gamma.yaml");
    assert!(gamma.contains("value: 35") && gamma.contains("{stage: won, at: 2026-05-06}"), "{gamma}");
    assert!(gamma.contains("{stage: qualified, at: 2026-03-04"), "{gamma}");
    assert_eq!(report["gone"][0]["lead"], "epsilon");
    assert!(place.read("pipeline/lost/epsilon.yaml").contains("imported:"));
    assert!(place.read("pipeline/1-new/zeta.yaml").contains("owner: cy"));
    assert!(place.read("corong.yaml").contains("cy: {name: Cy Ro}"));
    let before = place.files();
    let again = place.import(&second);
    assert_eq!((counts(&again), again["conflicts"].as_array().unwrap().len()), ([0, 0, 5], 0));
    assert_eq!(place.files(), before);
}

#[test]
fn a_lead_that_was_moved_or_removed_here_stays_so() {
    let place = Place::with(FIRST);
    assert_eq!(place.run(&["-C", "crm", "move", "alpha", "qualified", "--at", "2026-07-01"]).status, 0);
    fs::remove_file(place.0.path().join("crm/pipeline/1-new/beta.yaml")).unwrap();
    let second = FIRST.replace("1,Alpha,New,10,2026-01-02,", "1,Alpha,Closed Won,10,2026-01-02,2026-08-01");
    let report = place.import(&second);
    assert_eq!(report["conflicts"][0]["field"], "stage");
    assert!(place.read("pipeline/2-qualified/alpha.yaml").contains("at: 2026-07-01"));
    assert_eq!(report["left_out"][0]["row"], 3);
    assert!(!place.0.path().join("crm/pipeline/1-new/beta.yaml").exists());
}

#[test]
fn without_a_map_and_a_terminal_a_doubtful_guess_is_written_and_nothing_else() {
    let place = Place(tempfile::tempdir().unwrap());
    assert_eq!(place.run(&["init", "crm", "--no-input"]).status, 0);
    let rows = "Ref,Customer,Stage,Price in total,Started on date\n1,Acme,Prospecting,10,2026-01-02\n2,Borg,Nosing around,20,2026-02-13\n";
    place.write("list.csv", rows);
    let ran = place.run(&["-C", "crm", "import", "../list.csv", "--no-input"]);
    assert_eq!(ran.status, 1, "{ran:?}");
    let map = place.read("corong.import.yaml");
    assert!(map.contains("# review") && place.read("corong.yaml").contains("1-prospect"), "{map}");
    assert!(!place.0.path().join("crm/pipeline/1-prospect/acme.yaml").exists());
    let checked = place.run(&["-C", "crm", "check", "--format", "concise"]);
    assert!(checked.out.contains("unreviewed-import") && checked.status == 0, "{checked:?}");
    assert_eq!(place.run(&["-C", "crm", "import", "../list.csv", "--no-input"]).status, 1);
    let seen: Vec<&str> = map.lines().map(|line| line.split("   # review").next().unwrap()).collect();
    place.write("crm/corong.import.yaml", &(seen.join("\n") + "\n"));
    let ran = place.run(&["-C", "crm", "import", "../list.csv", "--no-input"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    assert!(place.read("pipeline/1-prospect/acme.yaml").contains("imported:"), "{ran:?}");
    assert_eq!(place.run(&["-C", "crm", "import", "../list.csv", "-n"]).status, 0);
}

#[test]
fn a_first_import_into_a_workspace_brings_its_people_lists_and_fields() {
    let place = Place(tempfile::tempdir().unwrap());
    assert_eq!(place.run(&["init", "crm", "--no-input"]).status, 0);
    let rows = "Ref;Customer;Stage;Value;Sales rep name;Lead source;Loss reason;Margin;Created on;Closed on\n\
        1;Acme;Nosing around;1.250,50;Ann Lee;Fair;;1.010,5;13.01.2026;\n2;Borg;Lost;20,00;Bo Ek;Web;Too slow;2,25;14.01.2026;20.02.2026\n";
    place.write("list.csv", rows);
    let import = ["-C", "crm", "import", "../list.csv", "--no-input"];
    assert_eq!(place.run(&import).status, 1);
    let checked = place.run(&["-C", "crm", "check", "--format", "concise"]);
    assert_eq!(checked.status, 0, "{checked:?}");
    let map = place.read("corong.import.yaml");
    let seen: Vec<&str> = map.lines().map(|line| line.split("   # review").next().unwrap()).collect();
    place.write("crm/corong.import.yaml", &(seen.join("\n") + "\n"));
    let ran = place.run(&import);
    assert!(ran.status == 0 && ran.out.starts_with("2 leads out of 2 rows"), "{ran:?}");
    let config = place.read("corong.yaml");
    for part in ["ann: {name: Ann Lee}", "label: Fair", "label: Too slow", "margin: {type: number}"] {
        assert!(config.contains(part), "{part}: {config}");
    }
    let acme = place.read("pipeline/1-prospect/acme.yaml");
    assert!(
        acme.contains("value: 1250.5") && acme.contains("margin: 1010.5") && acme.contains("owner: ann"),
        "{acme}"
    );
    assert_eq!(place.run(&["-C", "crm", "check", "--format", "concise"]).status, 0);
    let before = place.files();
    assert!(place.run(&import).out.contains("2 as they were"));
    assert_eq!(place.files(), before);
}

#[test]
fn the_history_becomes_commits_one_a_day() {
    let place = Place(tempfile::tempdir().unwrap());
    let stages = "Record ID,Deal Name,Deal Stage,Amount,Create Date,Deal owner,\"Date entered \"\"New\"\"\",\"Date entered \"\"Qualified\"\"\"\n\
        1,Alpha,Qualified,10,2026-01-02,Ann Lee,2026-01-02,2026-02-13\n2,Beta,New,20,2026-01-02,Ann Lee,2026-01-02,\n";
    place.write("deals.csv", stages);
    let ran = place.run(&["init", "crm", "--no-input", "--as-commits", "--from", "deals.csv"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    let git = |args: &[&str]| {
        let out = Command::new("git").current_dir(place.0.path().join("crm")).args(args).output().unwrap();
        String::from_utf8(out.stdout).unwrap()
    };
    assert_eq!(git(&["log", "--format=%as %s"]), "2026-02-13 alpha: Qualified\n2026-01-02 2 leads moved\n");
    assert_eq!(git(&["status", "--porcelain"]), "");
    let then = git(&["show", "HEAD~1:pipeline/1-new/alpha.yaml"]);
    assert!(then.contains("at: 2026-01-02") && !then.contains("2026-02-13"), "{then}");
    let looked = place.run(&["-C", "crm", "list", "--rev", "HEAD~1", "--format", "csv"]);
    assert!(looked.status == 0 && looked.out.contains("alpha"), "{looked:?}");
}
