//! The law: a branch may fail, never pass, by what it changes in configuration,
//! folders, ignores, templates or schemas. Random branches plant an error that
//! the base's rules see, and then change what they can to hide it.

mod branch;
mod changes;

use corong::check;
use corong::finding::{Finding, Severity};
use corong::source::MemorySnapshot;
use rayon::prelude::*;

use crate::check::{ByBase, TODAY};
use crate::support::{Bench, Ran};
use branch::{Base, Case, Files};

/// Bases, and branches of each.
const BASES: u64 = 125;
const BRANCHES: u64 = 8;

/// Whether a finding names what was planted, or that something escapes.
fn is_due(case: &Case, finding: &Finding) -> bool {
    let planted = |path: &str| {
        let name = path.rsplit('/').next().unwrap().trim_start_matches('.');
        case.planted.iter().any(|id| name.split('.').next() == Some(id))
    };
    let mut paths = std::iter::once(&finding.path).chain(finding.related.iter().map(|related| &related.path));
    // One speaks for all leads of a folder.
    matches!(finding.rule, "unseen-lead" | "unknown-stage-folder") || paths.any(|path| planted(path.as_str()))
}

fn snapshot(files: &Files) -> MemorySnapshot {
    files.iter().fold(MemorySnapshot::default(), |all, (path, bytes)| all.with(path, bytes.clone()))
}

fn is_error(finding: &&Finding) -> bool {
    finding.severity == Severity::Error
}

/// Whether a branch passes by its own rules.
fn passes_by_its_own(case: &Case, base: &Base) -> bool {
    let today = |_| TODAY.parse().unwrap();
    let found = |files: &Files| check::run(&snapshot(files), &today).ok();
    let (Some(now), Some(before)) = (found(&case.files), found(&base.files)) else { return false };
    let brought =
        check::new_findings(now.findings, &snapshot(&case.files), &before.findings, &snapshot(&base.files));
    !brought.iter().any(|finding| is_error(&finding))
}

/// How many branches of a base cannot be read, which is no passing either, and
/// how many of those asked pass by their own rules.
fn branches_of(number: u64) -> (u64, u64) {
    let base = Base::new(number);
    let (files, tip) = (snapshot(&base.files), snapshot(&base.tip));
    let judge = ByBase::new(&tip, Some(&files)).unwrap();
    assert_eq!(judge.judge(&files).unwrap().errors(), 0, "{number}: what is old is not brought");
    let mut refused = 0;
    for seed in number * BRANCHES..(number + 1) * BRANCHES {
        let case = base.branch(seed);
        let Ok(checked) = judge.judge(&snapshot(&case.files)) else {
            refused += 1;
            continue;
        };
        let errors: Vec<&Finding> = checked.findings.iter().filter(is_error).collect();
        let mended = case.is_perhaps_mended();
        assert!(
            errors.iter().any(|finding| mended || is_due(&case, finding)),
            "{seed}: {:?} by {:?} is not told, but {errors:#?}",
            case.planted,
            case.told,
        );
    }
    (refused, u64::from(passes_by_its_own(&base.branch(number * BRANCHES), &base)))
}

#[test]
fn a_branch_may_fail_and_never_pass_by_what_it_changes() {
    let counts = (0..BASES).into_par_iter().map(branches_of);
    let (refused, own) = counts.reduce(|| (0, 0), |a, b| (a.0 + b.0, a.1 + b.1));
    assert!(refused < BASES * BRANCHES / 20, "{refused} branches could not be read");
    assert!(own > BASES / 4, "only {own} branches in {BASES} hide anything from their own rules");
}

/// The same by the program and git, which find what the library finds.
#[test]
fn the_program_says_what_the_library_says() {
    for number in (0..BASES).step_by(8) {
        let base = Base::new(number);
        let seed = number * BRANCHES;
        let case = base.branch(seed);
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
        lay(&base.files);
        bench.repository();
        bench.git(&["checkout", "--quiet", "-b", "work"]);
        lay(&case.files);
        bench.git(&["add", "--all", "--force"]);
        bench.save("A change");
        bench.git(&["checkout", "--quiet", "main"]);
        lay(&base.tip);
        bench.save("Main goes on");
        bench.git(&["checkout", "--quiet", "work"]);
        let args = ["check", "--changed-since=main", "--config-from=main", "--format=json"];
        let ran = bench.run(&args);
        let files = snapshot(&base.files);
        let tip = snapshot(&base.tip);
        let judge = ByBase::new(&tip, Some(&files)).unwrap();
        let Ok(checked) = judge.judge(&snapshot(&case.files)) else {
            assert_eq!(ran.status, 2, "{seed}: {ran:?}");
            continue;
        };
        assert_eq!(ran.status, 1, "{seed}: {:?} by {:?}: {ran:?}", case.planted, case.told);
        let line = |finding: &Finding| format!("{} {}", finding.path, finding.rule);
        let expected: Vec<String> = checked.findings.iter().map(line).collect();
        assert_eq!(told(&ran), expected, "{seed}: {:?}", case.told);
    }
}

fn told(ran: &Ran) -> Vec<String> {
    let text = |finding: &serde_json::Value, key: &str| finding[key].as_str().unwrap().to_owned();
    let line = |finding: &serde_json::Value| format!("{} {}", text(finding, "path"), text(finding, "rule"));
    ran.json()["findings"].as_array().unwrap().iter().map(line).collect()
}
