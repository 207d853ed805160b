//! The law: a branch may fail, never pass, by what it changes in configuration,
//! folders, ignores, templates or schemas. Random branches plant an error that
//! the base's rules see, and then change what they can to hide it.

mod branch;
mod changes;

use corong::check::{self, Checked};
use corong::finding::Severity;
use corong::source::MemorySnapshot;

use crate::check::{TODAY, by_base};
use crate::support::{Bench, Ran};
use branch::{Case, Files};

const CASES: u64 = 1000;

/// Whether a finding names what was planted, or that something escapes.
fn is_due(case: &Case, rule: &str, paths: &[&str]) -> bool {
    let planted = |path: &str| {
        let name = path.rsplit('/').next().unwrap().trim_start_matches('.');
        case.planted.iter().any(|id| name.split('.').next() == Some(id))
    };
    // One speaks for all leads of a folder.
    matches!(rule, "unseen-lead" | "unknown-stage-folder") || paths.iter().any(|path| planted(path))
}

fn snapshot(files: &Files) -> MemorySnapshot {
    files.iter().fold(MemorySnapshot::default(), |all, (path, bytes)| all.with(path, bytes.clone()))
}

/// What a check of the case finds; `None` where the branch's configuration
/// cannot be read, which is no passing either.
fn judged(case: &Case) -> Option<Checked> {
    by_base(&snapshot(&case.branch), &snapshot(&case.tip), Some(&snapshot(&case.base))).ok()
}

/// Whether the branch passes by its own rules.
fn passes_by_its_own(case: &Case) -> bool {
    let today = |_| TODAY.parse().unwrap();
    let found = |files: &Files| check::run(&snapshot(files), &today).ok();
    let (Some(now), Some(before)) = (found(&case.branch), found(&case.base)) else { return false };
    check::brought(now.findings, &snapshot(&case.branch), &before.findings, &snapshot(&case.base))
        .iter()
        .all(|finding| finding.severity != Severity::Error)
}

#[test]
fn a_branch_may_fail_and_never_pass_by_what_it_changes() {
    let (mut refused, mut own) = (0, 0);
    for seed in 0..CASES {
        let case = Case::new(seed);
        if seed % 10 == 0 {
            let before = by_base(&snapshot(&case.base), &snapshot(&case.tip), Some(&snapshot(&case.base)));
            assert_eq!(before.unwrap().errors(), 0, "{seed}: what is old is not brought");
            own += u64::from(passes_by_its_own(&case));
        }
        let Some(checked) = judged(&case) else {
            refused += 1;
            continue;
        };
        let errors = checked.findings.iter().filter(|finding| finding.severity == Severity::Error);
        let due = |finding: &corong::finding::Finding| {
            let paths: Vec<&str> = finding.related.iter().map(|related| related.path.as_str()).collect();
            is_due(&case, finding.rule, &[&[finding.path.as_str()][..], &paths].concat())
        };
        assert!(
            errors.clone().any(due),
            "{seed}: {:?} by {:?} is not told, but {:#?}",
            case.planted,
            case.told,
            errors.collect::<Vec<_>>()
        );
    }
    assert!(refused < CASES / 20, "{refused} branches could not be read");
    assert!(own > CASES / 40, "only {own} branches in {} hide anything from their own rules", CASES / 10);
}

/// The same by the program and git, which find what the library finds.
#[test]
fn the_program_says_what_the_library_says() {
    for seed in (0..CASES).step_by(28) {
        let case = Case::new(seed);
        let bench = Bench::new();
        let lay = |files: &Files| {
            for entry in std::fs::read_dir(bench.root()).unwrap().map(|entry| entry.unwrap().path()) {
                match entry.file_name().is_some_and(|name| name == ".git") {
                    true => {}
                    false if entry.is_dir() => std::fs::remove_dir_all(entry).unwrap(),
                    false => std::fs::remove_file(entry).unwrap(),
                }
            }
            files.iter().for_each(|(path, bytes)| bench.write(path, bytes));
        };
        lay(&case.base);
        bench.repository();
        bench.git(&["checkout", "--quiet", "-b", "work"]);
        lay(&case.branch);
        bench.git(&["add", "--all", "--force"]);
        bench.save("A change");
        bench.git(&["checkout", "--quiet", "main"]);
        lay(&case.tip);
        bench.save("Main goes on");
        bench.git(&["checkout", "--quiet", "work"]);
        let args = ["check", "--changed-since=main", "--config-from=main", "--format=json"];
        let ran = bench.run(&args);
        let Some(checked) = judged(&case) else {
            assert_eq!(ran.status, 2, "{seed}: {ran:?}");
            continue;
        };
        assert_eq!(ran.status, 1, "{seed}: {:?} by {:?}: {ran:?}", case.planted, case.told);
        let line = |finding: &corong::finding::Finding| format!("{} {}", finding.path, finding.rule);
        let expected: Vec<String> = checked.findings.iter().map(line).collect();
        assert_eq!(told(&ran), expected, "{seed}: {:?}", case.told);
    }
}

fn told(ran: &Ran) -> Vec<String> {
    let text = |finding: &serde_json::Value, key: &str| finding[key].as_str().unwrap().to_owned();
    let line = |finding: &serde_json::Value| format!("{} {}", text(finding, "path"), text(finding, "rule"));
    ran.json()["findings"].as_array().unwrap().iter().map(line).collect()
}
