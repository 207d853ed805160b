//! What the pages of a site hold, and what they never hold.

use std::path::Path;

use corong::check::{self, Checked, Checker};
use corong::host::Disk;
use corong::pipeline::{Day, Language};
use corong::report::Stamp;
use corong::show::site::{Site, SiteSource};
use corong::source::{Pages, Snapshot};
use corong::workspace::{self, Workspace};

pub const TODAY: &str = "2026-11-23";

/// A workspace as the site takes it.
pub struct Loaded {
    pub workspace: Workspace,
    pub checked: Checked,
}

pub fn load(snapshot: &dyn Snapshot) -> Loaded {
    let today: Day = TODAY.parse().unwrap();
    let names: Vec<&str> = check::names().collect();
    let checker = Checker::new();
    let loaded = workspace::load(snapshot, &names, &|_| today, &|file, found| checker.lead(file, found));
    let loaded = loaded.unwrap_or_else(|error| panic!("{error:?}"));
    let checked = checker.finish(&loaded.workspace, loaded.findings, loaded.files);
    Loaded { workspace: loaded.workspace, checked }
}

pub fn site<'a>(loaded: &'a Loaded, snapshot: &'a dyn Snapshot, language: Option<Language>) -> Site<'a> {
    Site::new(SiteSource {
        workspace: &loaded.workspace,
        checked: &loaded.checked,
        snapshot,
        as_of: loaded.workspace.today,
        language: language.unwrap_or(loaded.workspace.config.language),
        stamp: Stamp::new(None, false, ""),
        live: false,
    })
    .unwrap()
}

/// Writes a site for a look with a browser: `CORONG_SITE=workspace:folder`.
#[test]
fn a_site_for_the_eye() {
    let Ok(given) = std::env::var("CORONG_SITE") else { return };
    let (from, to) = given.split_once(':').unwrap();
    let disk = Disk::new(Path::new(from).to_owned());
    let start = std::time::Instant::now();
    let loaded = load(&disk);
    let read = start.elapsed();
    let site = site(&loaded, &disk, None);
    let paths = site.paths();
    for path in &paths {
        let file = Path::new(to).join(path);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, site.page(path).unwrap().unwrap()).unwrap();
    }
    eprintln!("{} pages, read in {read:?}, made in {:?}", paths.len(), start.elapsed() - read);
}
