//! What stands after many changes is what a reading of all files gives.

use chrono_tz::Tz;
use corong::check::{self, Checked, Standing};
use corong::pipeline::Day;
use corong::source::{MemorySnapshot, RelPath, Snapshot};
use corong::workspace::{Workspace, load};
use proptest::prelude::*;

use crate::support::{CONFIG, PROSPECT};

/// Everything that can be seen of a workspace and its findings.
fn shown(workspace: &Workspace, checked: &Checked) -> String {
    format!("{workspace:#?}\n{checked:#?}")
}

fn whole(snapshot: &dyn Snapshot, today: &dyn Fn(Tz) -> Day) -> Option<String> {
    let names: Vec<&str> = check::names().collect();
    let checker = check::Checker::new();
    let loaded = load(snapshot, &names, today, &|file, found| checker.lead(file, found)).ok()?;
    let checked = checker.finish(&loaded.workspace, loaded.findings, loaded.files);
    Some(shown(&loaded.workspace, &checked))
}

const PATHS: [&str; 7] = [
    "pipeline/1-prospect/a.yaml",
    "pipeline/1-prospect/b.yaml",
    // The same id twice.
    "pipeline/2-qualified/a.yaml",
    "pipeline/6-won/2026/c.yaml",
    "pipeline/nowhere/d.yaml",
    "pipeline/1-prospect/Bad Name.yaml",
    "pipeline/1-prospect/e.yml",
];

fn texts() -> Vec<String> {
    let won = "title: W\nowner: siti\ncompany: {name: PT Satu}\nvalue: 5\nhistory:\n  - {stage: prospect, at: 2026-10-01}\n  - {stage: won, at: 2026-11-01}\n";
    [
        PROSPECT.to_owned(),
        PROSPECT.replace("source: referral", "source: refferal  # corong: ignore[unknown-source]"),
        format!("# corong: ignore[stale-lead]\n{PROSPECT}company: {{name: \"PT  Satu\"}}\n"),
        format!("{PROSPECT}company: {{name: PT Satu}}\nrenews: c\n"),
        won.to_owned(),
        won.replace("won, at", "qualified, at"),
        "title: [".to_owned(),
        String::new(),
        "<<<<<<< a\n=======\n>>>>>>> b\n".to_owned(),
    ]
    .into()
}

fn configurations() -> [String; 3] {
    [
        CONFIG.to_owned(),
        CONFIG.replace("max_days: 14", "max_days: 3") + "rules: {stale-lead: error, schema: warning}\n",
        "corong: [".to_owned(),
    ]
}

/// One change of the files.
#[derive(Clone, Debug)]
enum Step {
    Write(usize, usize),
    Remove(usize),
    Move(usize, usize),
    Configure(usize),
    NextDay,
    Touch(usize),
}

fn step() -> impl Strategy<Value = Step> {
    let path = 0..PATHS.len();
    prop_oneof![
        6 => (path.clone(), 0..texts().len()).prop_map(|(path, text)| Step::Write(path, text)),
        2 => path.clone().prop_map(Step::Remove),
        2 => (path.clone(), path.clone()).prop_map(|(from, to)| Step::Move(from, to)),
        1 => (0..3usize).prop_map(Step::Configure),
        1 => Just(Step::NextDay),
        1 => path.prop_map(Step::Touch),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, ..ProptestConfig::default() })]

    #[test]
    fn reading_what_changed_is_reading_all(batches in prop::collection::vec(prop::collection::vec(step(), 1..4), 1..12)) {
        let (texts, configurations) = (texts(), configurations());
        let mut files: Vec<Option<String>> = vec![None; PATHS.len()];
        let (mut configuration, mut day) = (0, 1u32);
        let mut standing = Standing::default();
        for batch in batches {
            let mut touched: Vec<&str> = Vec::new();
            for step in batch {
                match step {
                    Step::Write(path, text) => {
                        files[path] = Some(texts[text].clone());
                        touched.push(PATHS[path]);
                    }
                    Step::Remove(path) => {
                        files[path] = None;
                        touched.push(PATHS[path]);
                    }
                    Step::Move(from, to) => {
                        files[to] = files[from].take().or(files[to].take());
                        touched.extend([PATHS[from], PATHS[to]]);
                    }
                    Step::Configure(which) => {
                        configuration = which;
                        touched.push("corong.yaml");
                    }
                    Step::NextDay => day = day % 28 + 1,
                    Step::Touch(path) => touched.push(PATHS[path]),
                }
            }
            let mut snapshot = MemorySnapshot::default().with("corong.yaml", configurations[configuration].clone());
            for (path, text) in PATHS.iter().zip(&files) {
                if let Some(text) = text {
                    snapshot = snapshot.with(path, text.clone());
                }
            }
            let today = |_| Day::from_ymd_opt(2026, 11, day).unwrap();
            let is_touched = |path: &RelPath| touched.contains(&path.as_str());
            let renewed = standing.renew(&snapshot, &today, &is_touched).ok();
            let renewed = renewed.map(|(workspace, checked)| shown(workspace, checked));
            prop_assert_eq!(renewed, whole(&snapshot, &today));
        }
    }
}

/// A file that did not change is not read.
#[test]
fn only_what_changed_is_read() {
    struct Watched<'s>(&'s MemorySnapshot, std::sync::Mutex<Vec<String>>);
    impl Snapshot for Watched<'_> {
        fn list(&self, folder: &RelPath) -> Result<Vec<corong::source::Entry>, corong::source::ReadError> {
            self.0.list(folder)
        }
        fn read(
            &self,
            path: &RelPath,
            limit: u64,
            buffer: &mut Vec<u8>,
        ) -> Result<(), corong::source::ReadError> {
            self.1.lock().unwrap().push(path.to_string());
            self.0.read(path, limit, buffer)
        }
    }
    let mut snapshot = MemorySnapshot::default().with("corong.yaml", CONFIG);
    for n in 0..50 {
        snapshot = snapshot.with(&format!("pipeline/1-prospect/pt-{n}.yaml"), PROSPECT);
    }
    let today = |_| "2026-11-23".parse::<Day>().unwrap();
    let mut standing = Standing::default();
    standing.renew(&snapshot, &today, &|_| false).map(drop).unwrap_or_else(|error| panic!("{error:?}"));
    let snapshot = snapshot.with("pipeline/1-prospect/pt-7.yaml", "title: [");
    let snapshot = snapshot.with("pipeline/1-prospect/new.yaml", PROSPECT);
    let watched = Watched(&snapshot, Default::default());
    let seven = |path: &RelPath| path.name() == "pt-7.yaml";
    standing.renew(&watched, &today, &seven).map(drop).unwrap_or_else(|error| panic!("{error:?}"));
    let mut read = watched.1.into_inner().unwrap();
    read.sort();
    assert_eq!(read, ["corong.yaml", "pipeline/1-prospect/new.yaml", "pipeline/1-prospect/pt-7.yaml"]);
    assert_eq!(standing.standing().unwrap().0.leads.len(), 50);
}
