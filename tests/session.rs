//! A session that is kept shows what one begun afresh shows, whatever changed.

use std::fs;
use std::path::Path;
use std::process::Command;

use corong::pipeline::Language;
use corong::report::{ReportOptions, build, build_again, json};
use corong::session::{Counted, CurrentWorkspace, KeptSession, Listener, Session};
use corong::show::site::{Site, SiteSource};
use corong::show::templates::Given;
use corong::source::{Changes, LastChanges, Pages, RelPath};
use proptest::prelude::*;

use crate::support::{Bench, CONFIG, PROSPECT};

struct Nobody;

impl Listener for Nobody {
    fn note(&self, _: corong::text::Message) {}

    fn counting(&self, _: Counted) -> Box<dyn Fn() + Sync> {
        Box::new(|| {})
    }
}

const PLACES: [&str; 5] = [
    "pipeline/1-prospect/a.yaml",
    "pipeline/1-prospect/group/b.yaml",
    "pipeline/2-qualified/c.yaml",
    "pipeline/lost/a.yaml",
    "templates/report.css",
];

/// One change; places are indices into [`PLACES`].
#[derive(Clone, Debug)]
enum Step {
    Write(usize, u8),
    Remove(usize),
    Move(usize, usize),
    RemoveFolder(usize),
    Configure(usize),
    Stage(usize),
    Commit,
    Nothing,
}

fn step() -> impl Strategy<Value = Step> {
    let place = || 0..PLACES.len();
    prop_oneof![
        6 => (place(), 0..TEXTS).prop_map(|(place, text)| Step::Write(place, text)),
        2 => place().prop_map(Step::Remove),
        3 => (place(), place()).prop_map(|(from, to)| Step::Move(from, to)),
        1 => place().prop_map(Step::RemoveFolder),
        2 => (0..3usize).prop_map(Step::Configure),
        1 => place().prop_map(Step::Stage),
        2 => Just(Step::Commit),
        1 => Just(Step::Nothing),
    ]
}

fn git(root: &Path, args: &[&str]) {
    let mut git = Command::new("git");
    git.current_dir(root).args(["-c", "user.name=Siti", "-c", "user.email=siti@example.com"]).args(args);
    git.env("GIT_CONFIG_GLOBAL", "/dev/null").output().unwrap();
}

/// How many texts [`text`] knows.
const TEXTS: u8 = 9;

/// A lead of more than a year ago.
const OLD: &str = "\
title: ERP rollout
owner: siti
source: referral
history:
  - {stage: prospect, at: 2025-06-10, by: siti}
  - {stage: qualified, at: 2025-12-10, by: siti}
";

fn text(number: u8) -> String {
    match number {
        0 => PROSPECT.to_owned(),
        1 => "title: [".to_owned(),
        2 => format!("{PROSPECT}value: 2\nrenews: c\n"),
        // Alike on some past days, other on later ones or in another field.
        3 => format!("{OLD}value: 7\n"),
        4 => format!("{OLD}value: 7\n").replace("title: ERP", "title: Other"),
        5 => format!("{OLD}value: 8\nprobability: 35\n"),
        6 => format!("{OLD}  - {{stage: won, at: 2026-03-02, by: siti}}\nvalue: 7\n"),
        7 => format!("{OLD}  - {{stage: won, at: 2026-11-02, by: siti}}\nvalue: 7\n"),
        _ => format!("{OLD}value: 7\n").replace("owner: siti", "owner: joko"),
    }
}

/// Does it, and adds what a watcher tells of it.
fn take(step: Step, bench: &Bench, changes: &mut Changes) {
    let mut add = |path: &str| changes.add(RelPath::new(path));
    match step {
        Step::Write(at, number) => {
            bench.write(PLACES[at], text(number));
            add(PLACES[at]);
        }
        Step::Remove(at) => {
            let _ = fs::remove_file(bench.place(PLACES[at]));
            add(PLACES[at]);
        }
        Step::Move(from, to) => {
            fs::create_dir_all(bench.place(PLACES[to]).parent().unwrap()).unwrap();
            let _ = fs::rename(bench.place(PLACES[from]), bench.place(PLACES[to]));
            add(PLACES[from]);
            add(PLACES[to]);
        }
        Step::RemoveFolder(at) => {
            let folder = RelPath::new(PLACES[at]).parent().unwrap();
            let _ = fs::remove_dir_all(bench.place(folder.as_str()));
            add(folder.as_str());
        }
        Step::Configure(which) => {
            let texts =
                [CONFIG.to_owned(), CONFIG.replace("max_days: 14", "max_days: 3"), "corong: [".into()];
            bench.write("corong.yaml", &texts[which]);
            add("corong.yaml");
        }
        Step::Stage(at) => git(bench.root(), &["add", "--", PLACES[at]]),
        Step::Commit => {
            git(bench.root(), &["add", "-A"]);
            git(bench.root(), &["commit", "-qm", "all"]);
        }
        Step::Nothing => {}
    }
}

/// Everything that a page can say, and every page.
fn shown(mut current: CurrentWorkspace<'_>) -> String {
    let last_changes = current.last_changes();
    let CurrentWorkspace { reading, stamp, past, files, .. } = current;
    let workspace = &reading.loaded.workspace;
    let mut options = ReportOptions::as_of(workspace.today, Language::default());
    options.stamp = Some(stamp.clone());
    let report = json(&build_again(workspace, &options, past));
    assert_eq!(report, json(&build(workspace, &options)));
    let checked = reading.checked();
    let site = Site::new(SiteSource {
        workspace,
        checked: &checked,
        snapshot: &files,
        templates: Given::of(&files).unwrap_or_default(),
        last_changes: &last_changes,
        as_of: workspace.today,
        language: Language::default(),
        stamp,
        live: false,
    });
    let pages: String = match &site {
        Ok(site) => site.paths().iter().map(|path| format!("{path} {:?}\n", site.page(path))).collect(),
        Err(why) => why.to_string(),
    };
    let last = |path: &RelPath| {
        let last = last_changes.of(path);
        format!("{path} {:?} {}\n", last.committed, last.since)
    };
    let last: String = workspace.leads.iter().map(|lead| last(&lead.path)).collect();
    format!("{report}\n{checked:#?}\n{last}\n{pages}")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn what_is_kept_is_what_a_fresh_start_shows(batches in prop::collection::vec(prop::collection::vec(step(), 1..4), 1..8)) {
        let bench = Bench::new();
        git(bench.root(), &["init", "-q"]);
        let mut session = Session::new(bench.root().to_owned(), &Nobody);
        session.today = Some("2026-11-23".parse().unwrap());
        let mut kept = KeptSession::default();
        let _ = kept.look(&session, None, &Changes::everything());
        for batch in batches {
            let mut changes = Changes::default();
            batch.into_iter().for_each(|step| take(step, &bench, &mut changes));
            let look = |kept: &mut KeptSession, changes: &Changes| {
                let current = kept.look(&session, None, changes);
                current.map(shown).map_err(|error| format!("{error:?}"))
            };
            let now = look(&mut kept, &changes);
            prop_assert_eq!(now, look(&mut KeptSession::default(), &Changes::everything()));
        }
    }
}
