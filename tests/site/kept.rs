//! What is kept after many changes is what a reading of all files gives.

use std::collections::BTreeMap;

use chrono_tz::Tz;
use corong::check::{Kept, Reading};
use corong::pipeline::Day;
use corong::source::{Changes, MemorySnapshot, RelPath, Snapshot};
use proptest::prelude::*;

use crate::support::{CONFIG, PROSPECT};

/// Everything that can be seen of a workspace and its findings.
fn shown(reading: &Reading) -> String {
    format!("{:#?}\n{:#?}\n{}", reading.loaded.workspace, reading.checked(), reading.loaded.files())
}

fn whole(snapshot: &dyn Snapshot, today: &dyn Fn(Tz) -> Day) -> Option<String> {
    Reading::of(snapshot, today).ok().map(|reading| shown(&reading))
}

const FOLDERS: [&str; 6] = [
    "pipeline/1-prospect",
    "pipeline/1-prospect/group",
    "pipeline/1-prospect/.hidden",
    "pipeline/2-qualified",
    "pipeline/6-won/2026",
    "pipeline/nowhere",
];

const NAMES: [&str; 6] = ["a.yaml", "b.yaml", "c.yaml", "Bad Name.yaml", "e.yml", ".a.yaml.swp"];

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

/// One change of the files; places are indices into [`FOLDERS`] and [`NAMES`].
#[derive(Clone, Debug)]
enum Step {
    Write((usize, usize), usize),
    Remove((usize, usize)),
    Move((usize, usize), (usize, usize)),
    RemoveFolder(usize),
    MoveFolder(usize, usize),
    /// The folder of all leads goes away and comes back in one batch.
    Remake,
    Configure(usize),
    NextDay,
    Touch((usize, usize)),
    LoseEvents,
}

fn step() -> impl Strategy<Value = Step> {
    let place = || (0..FOLDERS.len(), 0..NAMES.len());
    let folder = || 0..FOLDERS.len();
    prop_oneof![
        12 => (place(), 0..texts().len()).prop_map(|(place, text)| Step::Write(place, text)),
        2 => place().prop_map(Step::Remove),
        3 => (place(), place()).prop_map(|(from, to)| Step::Move(from, to)),
        1 => folder().prop_map(Step::RemoveFolder),
        2 => (folder(), folder()).prop_map(|(from, to)| Step::MoveFolder(from, to)),
        1 => Just(Step::Remake),
        2 => (0..3usize).prop_map(Step::Configure),
        1 => Just(Step::NextDay),
        1 => place().prop_map(Step::Touch),
        1 => Just(Step::LoseEvents),
    ]
}

/// Files, the configuration and the day.
struct World {
    files: BTreeMap<String, String>,
    configuration: usize,
    day: u32,
}

fn path((folder, name): (usize, usize)) -> String {
    format!("{}/{}", FOLDERS[folder], NAMES[name])
}

impl World {
    /// Does it, and tells of it as a watcher does.
    fn step(&mut self, step: Step, changes: &mut Changes) {
        let mut tell = |path: &str| changes.add(RelPath::new(path));
        match step {
            Step::Write(place, text) => {
                self.files.insert(path(place), texts().swap_remove(text));
                tell(&path(place));
            }
            Step::Remove(place) => {
                self.files.remove(&path(place));
                tell(&path(place));
            }
            Step::Move(from, to) => {
                let (from, to) = (path(from), path(to));
                if let Some(text) = self.files.remove(&from) {
                    self.files.insert(to.clone(), text);
                }
                tell(&from);
                tell(&to);
            }
            Step::RemoveFolder(folder) => {
                self.files.retain(|path, _| !path.starts_with(&format!("{}/", FOLDERS[folder])));
                tell(FOLDERS[folder]);
            }
            Step::MoveFolder(from, to) => {
                let (from, to) = (format!("{}/", FOLDERS[from]), format!("{}/moved", FOLDERS[to]));
                let inside: Vec<String> =
                    self.files.keys().filter(|path| path.starts_with(&from)).cloned().collect();
                for old in inside {
                    let text = self.files.remove(&old).unwrap_or_default();
                    self.files.insert(format!("{to}/{}", &old[from.len()..]), text);
                }
                tell(from.trim_end_matches('/'));
                tell(&to);
            }
            Step::Remake => tell("pipeline"),
            Step::Configure(which) => {
                self.configuration = which;
                tell("corong.yaml");
            }
            Step::NextDay => self.day = self.day % 28 + 1,
            Step::Touch(place) => tell(&path(place)),
            Step::LoseEvents => changes.lose(),
        }
    }

    fn snapshot(&self) -> MemorySnapshot {
        let configuration = configurations()[self.configuration].clone();
        let files = self.files.iter();
        files.fold(MemorySnapshot::default().with("corong.yaml", configuration), |snapshot, (path, text)| {
            snapshot.with(path, text.clone())
        })
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 160, ..ProptestConfig::default() })]

    #[test]
    fn reading_what_changed_is_reading_all(batches in prop::collection::vec(prop::collection::vec(step(), 1..6), 1..12)) {
        let mut world = World { files: BTreeMap::new(), configuration: 0, day: 1 };
        let mut kept = Kept::default();
        for batch in batches {
            let mut changes = Changes::default();
            batch.into_iter().for_each(|step| world.step(step, &mut changes));
            let (snapshot, day) = (world.snapshot(), world.day);
            let today = |_| Day::from_ymd_opt(2026, 11, day).unwrap();
            let renewed = kept.renew(&snapshot, &today, &changes, &|| {}).ok().map(shown);
            prop_assert_eq!(renewed, whole(&snapshot, &today));
        }
    }
}

/// A snapshot that notes what it is asked.
struct Noting<'s>(&'s MemorySnapshot, std::sync::Mutex<Vec<String>>);

impl Snapshot for Noting<'_> {
    fn list(&self, folder: &RelPath) -> Result<Vec<corong::source::Entry>, corong::source::ReadError> {
        self.1.lock().unwrap().push(format!("{folder}/"));
        self.0.list(folder)
    }

    fn kind(&self, path: &RelPath) -> Result<Option<corong::source::EntryKind>, corong::source::ReadError> {
        self.0.kind(path)
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

/// A file that did not change is not read, nor is a folder listed.
#[test]
fn only_what_changed_is_read() {
    let mut snapshot = MemorySnapshot::default().with("corong.yaml", CONFIG);
    for n in 0..50 {
        snapshot = snapshot.with(&format!("pipeline/1-prospect/pt-{n}.yaml"), PROSPECT);
    }
    let today = |_| "2026-11-23".parse::<Day>().unwrap();
    let mut kept = Kept::default();
    let begun = kept.renew(&snapshot, &today, &Changes::everything(), &|| {}).map(drop);
    begun.unwrap_or_else(|error| panic!("{error:?}"));
    let snapshot = snapshot.with("pipeline/1-prospect/pt-7.yaml", "title: [");
    let snapshot = snapshot.with("pipeline/1-prospect/new/new.yaml", PROSPECT);
    let noting = Noting(&snapshot, Default::default());
    let mut changes = Changes::default();
    changes.add(RelPath::new("pipeline/1-prospect/pt-7.yaml"));
    changes.add(RelPath::new("pipeline/1-prospect/new"));
    let read = kept.renew(&noting, &today, &changes, &|| {}).unwrap_or_else(|error| panic!("{error:?}"));
    assert_eq!(read.loaded.workspace.leads.len(), 50);
    let mut asked = noting.1.into_inner().unwrap();
    asked.sort();
    let expected = [
        "corong.yaml",
        "pipeline/1-prospect/new/",
        "pipeline/1-prospect/new/new.yaml",
        "pipeline/1-prospect/pt-7.yaml",
    ];
    assert_eq!(asked, expected);
}
