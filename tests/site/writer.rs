//! Writing the pages: only what changed, only what is ours, nothing outside.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant, SystemTime};

use corong::host::publish;
use corong::source::Pages;
use corong::text::Message;

use crate::support::{Bench, PROSPECT, TODAY, command};

/// Pages as a test says them.
struct Told(BTreeMap<String, String>);

impl Told {
    fn new(pages: &[(&str, &str)]) -> Self {
        Self(pages.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect())
    }
}

impl Pages for Told {
    fn paths(&self) -> Vec<String> {
        self.0.keys().cloned().collect()
    }

    fn page(&self, path: &str) -> Result<Option<Vec<u8>>, Message> {
        match self.0.get(path).map(String::as_str) {
            Some("broken") => Err(Message::verbatim("it is broken")),
            text => Ok(text.map(|text| text.as_bytes().to_vec())),
        }
    }
}

/// Every file and folder below, files with their text and time.
fn seen(folder: &Path) -> BTreeMap<String, Option<(Vec<u8>, SystemTime)>> {
    let walk = walkdir::WalkDir::new(folder).min_depth(1).into_iter().map(Result::unwrap);
    walk.map(|entry| {
        let path = entry.path().strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
        let meta = entry.path().symlink_metadata().unwrap();
        let file = meta.is_file().then(|| (fs::read(entry.path()).unwrap(), meta.modified().unwrap()));
        (path, file)
    })
    .collect()
}

fn names(folder: &Path) -> Vec<String> {
    seen(folder).into_keys().filter(|name| !name.starts_with('.')).collect()
}

fn put(pages: &Told, folder: &Path) -> Result<(usize, usize, Vec<String>), String> {
    let base = folder.parent().unwrap();
    let done = publish(pages, folder, base, false, &|| {}).map_err(|error| error.to_string())?;
    Ok((done.written.len(), done.unchanged, done.removed))
}

/// Sets every file's time to long ago, so that a write shows.
fn age(folder: &Path) {
    for path in seen(folder).into_iter().filter_map(|(path, file)| file.map(|_| path)) {
        let file = fs::File::options().write(true).open(folder.join(path)).unwrap();
        file.set_modified(SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000)).unwrap();
    }
}

#[test]
fn only_what_changed_is_written_and_what_is_gone_goes() {
    let folder = tempfile::tempdir().unwrap();
    let site = folder.path().join("deep/site");
    let first =
        Told::new(&[("index.html", "a"), ("leads/x.html", "x"), ("leads/y.html", "y"), ("o/p/q.html", "q")]);
    assert_eq!(put(&first, &site), Ok((5, 0, vec![])));
    fs::write(site.join("CNAME"), "mine").unwrap();
    fs::create_dir(site.join("o/mine")).unwrap();
    age(&site);
    let before = seen(&site);
    assert_eq!(put(&first, &site), Ok((0, 5, vec![])));
    assert_eq!(seen(&site), before, "nothing was touched");

    let second = Told::new(&[("index.html", "b"), ("leads/x.html", "x")]);
    assert_eq!(put(&second, &site), Ok((1, 2, vec!["leads/y.html".to_owned(), "o/p/q.html".to_owned()])));
    assert_eq!(names(&site), ["CNAME", "index.html", "leads", "leads/x.html", "o", "o/mine"]);
    let after = seen(&site);
    assert_eq!(after["leads/x.html"], before["leads/x.html"]);
    assert_eq!(after["index.html"].as_ref().unwrap().0, b"b");
    // What somebody else changed is mended.
    fs::write(site.join("leads/x.html"), "z").unwrap();
    assert_eq!(put(&second, &site), Ok((1, 2, vec![])));
}

#[test]
fn what_is_somebody_elses_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let pages = Told::new(&[("index.html", "a")]);
    let with = |name: &str, file: &str, text: &str| {
        let site = folder.path().join(name);
        fs::create_dir(&site).unwrap();
        fs::write(site.join(file), text).unwrap();
        let before = seen(&site);
        let refused = put(&pages, &site).unwrap_err();
        assert_eq!(seen(&site), before, "{name}");
        refused
    };
    assert!(with("a", "photo.jpg", "x").contains("holds something else, such as "));
    assert!(with("b", "index.html", "x").contains("holds something else"));
    assert!(with("c", ".corong-site", "x").contains("does not say which files are pages"));
    assert!(with("d", ".corong-site", "corong site 1\n../../etc/passwd\n").contains("does not say"));
    assert!(with("e", ".corong-site", "corong site 1\n.git/config\n").contains("does not say"));
    assert!(with("f", "index.html", "x").contains("something else"));
    // Beside a manifest too, what it does not name is not ours.
    let site = folder.path().join("g");
    put(&pages, &site).unwrap();
    fs::write(site.join("mine.html"), "mine").unwrap();
    let more = Told::new(&[("index.html", "a"), ("mine.html", "ours")]);
    assert!(put(&more, &site).unwrap_err().contains("mine.html is no page of the site"));
    assert_eq!(fs::read_to_string(site.join("mine.html")).unwrap(), "mine");
    put(&pages, &site).unwrap();
    // A working tree of git's without files is empty enough.
    let tree = folder.path().join("tree");
    fs::create_dir_all(tree.join(".git")).unwrap();
    fs::write(tree.join(".git/config"), "x").unwrap();
    assert_eq!(put(&pages, &tree), Ok((2, 0, vec![])));
    assert_eq!(fs::read_to_string(tree.join(".git/config")).unwrap(), "x");
}

#[cfg(unix)]
#[test]
fn no_link_is_followed() {
    use std::os::unix::fs::symlink;
    let (folder, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (base, away) = (folder.path(), elsewhere.path());
    let pages = Told::new(&[("index.html", "a"), ("leads/x.html", "x")]);
    let refused = |site: &Path| {
        let error = publish(&pages, site, base, false, &|| {}).unwrap_err();
        assert!(error.is_refusal(), "{error}");
        error.to_string()
    };
    symlink(away, base.join("site")).unwrap();
    assert!(refused(&base.join("site")).contains("links are never followed"));
    fs::create_dir(base.join("real")).unwrap();
    symlink(away, base.join("real/up")).unwrap();
    assert!(refused(&base.join("real/up/site")).contains("links are never followed"));

    let site = base.join("good");
    put(&pages, &site).unwrap();
    fs::remove_dir_all(site.join("leads")).unwrap();
    fs::write(away.join("x.html"), "theirs").unwrap();
    symlink(away, site.join("leads")).unwrap();
    assert!(refused(&site).contains("links are never followed"));
    // Nor when pages go.
    let fewer = Told::new(&[("index.html", "a")]);
    assert!(publish(&fewer, &site, base, false, &|| {}).is_err());
    fs::remove_file(site.join("leads")).unwrap();
    fs::create_dir(site.join("leads")).unwrap();
    symlink(away.join("x.html"), site.join("leads/x.html")).unwrap();
    assert!(refused(&site).contains("lies where one goes"));
    symlink(away, site.join(".corong-site.tmp")).unwrap();
    assert!(refused(&site).contains("links are never followed"));
    fs::remove_file(site.join(".corong-site.tmp")).unwrap();
    fs::remove_file(site.join(".corong-site")).unwrap();
    symlink(away.join("x.html"), site.join(".corong-site")).unwrap();
    assert!(refused(&site).contains("does not say"));
    assert_eq!(names(away), ["x.html"]);
    assert_eq!(fs::read_to_string(away.join("x.html")).unwrap(), "theirs");
}

#[test]
fn a_build_that_broke_off_is_mended_by_the_next() {
    let folder = tempfile::tempdir().unwrap();
    let site = folder.path().join("site");
    let pages: Vec<(String, String)> = (0..40).map(|n| (format!("leads/{n}.html"), n.to_string())).collect();
    let told = |broken: Option<usize>| {
        let mut all: BTreeMap<String, String> = pages.iter().cloned().collect();
        broken.iter().for_each(|n| drop(all.insert(format!("leads/{n}.html"), "broken".to_owned())));
        Told(all)
    };
    let error = put(&told(Some(20)), &site).unwrap_err();
    assert_eq!(error, "the page leads/20.html cannot be made: it is broken");
    assert_eq!(put(&told(None), &site).map(|done| done.0 + done.1), Ok(41));
    let error = put(&Told::new(&[("leads/1.html", "new"), ("index.html", "broken")]), &site).unwrap_err();
    assert!(error.contains("index.html"));
    // Nothing went while a page was missing, and all that may be ours is known.
    assert!(site.join("leads/39.html").exists());
    let done = put(&Told::new(&[("index.html", "a")]), &site).unwrap();
    assert_eq!(done.2.iter().filter(|path| path.starts_with("leads/")).count(), 40);
    assert_eq!(names(&site), ["index.html"]);
    assert!(!site.join(".corong-site.tmp").exists());
}

/// `corong site` killed at any instant: the next one gives the same folder as
/// one that was never disturbed.
#[test]
fn a_killed_build_is_mended_by_the_next() {
    let bench = Bench::new();
    for n in 0..60 {
        bench.write(&format!("pipeline/1-prospect/pt-{n}.yaml"), PROSPECT);
    }
    let started = Instant::now();
    assert_eq!(bench.run(&["site", "-o", "whole"]).status, 0);
    let whole = started.elapsed();
    let expected = |folder: &str| {
        let files = seen(&bench.place(folder)).into_iter();
        files.map(|(path, file)| (path, file.map(|(bytes, _)| bytes))).collect::<BTreeMap<_, _>>()
    };
    let tries: u32 = if std::env::var("CORONG_KILLS").is_ok() { 100 } else { 12 };
    for n in 0..tries {
        if n % 2 == 1 {
            // From pages that all change.
            bench.run(&["site", "-o", "cut", "--as-of", "2026-11-01", "--language", "id"]);
        }
        let mut program = command();
        program.current_dir(bench.root()).args(["--today", TODAY, "site", "-o", "cut"]);
        let mut child = program.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(whole.mul_f64(f64::from(n) / f64::from(tries)));
        child.kill().unwrap();
        child.wait().unwrap();
        let next = bench.run(&["site", "-o", "cut"]);
        assert_eq!(next.status, 0, "{next:?}");
        assert_eq!(expected("cut"), expected("whole"), "killed at {n} of {tries}");
        if n % 3 == 2 {
            fs::remove_dir_all(bench.place("cut")).unwrap();
        }
    }
}

#[test]
fn the_command_says_what_it_did() {
    let bench = Bench::new();
    bench.write("pipeline/1-prospect/pt-a.yaml", PROSPECT);
    bench.write("pipeline/1-prospect/broken.yaml", "title: [");
    let dry = bench.run(&["site", "-n"]);
    assert_eq!((dry.status, bench.place("_site").exists()), (0, false), "{dry:?}");
    assert!(dry.out.lines().any(|line| line == "write index.html"), "{}", dry.out);
    let first = bench.run(&["site"]);
    assert_eq!((first.status, first.out.as_str()), (0, ""), "{first:?}");
    assert!(first.err.contains("1 file is left out"), "{}", first.err);
    assert!(
        first.err.contains("_site: ") && first.err.contains(" new or changed, 0 as they were, 0 removed")
    );
    let again = bench.run(&["site"]);
    assert!(again.err.contains("; 0 new or changed, "), "{}", again.err);
    assert_eq!(bench.run(&["site", "-q"]).err, "");
    assert_eq!(bench.run(&["site", "-n"]).out, "");
    // Not into the workspace's own folders, nor over it.
    for (folder, why) in [
        (".", "the workspace itself lies there"),
        ("pipeline", "keeps `pipeline` there"),
        ("pipeline/1-prospect/site", "keeps `pipeline` there"),
        ("templates/x", "keeps `templates` there"),
        ("schemas", "keeps `schemas` there"),
        (".git/x", "it belongs to git"),
        ("..", "the workspace itself lies there"),
    ] {
        let refused = bench.run(&["site", "-o", folder]);
        assert_eq!(refused.status, 1, "{folder}: {refused:?}");
        assert!(refused.err.contains(why), "{folder}: {}", refused.err);
    }
    bench.write("other/notes.txt", "mine");
    let refused = bench.run(&["site", "-o", "other"]);
    assert_eq!(refused.status, 1);
    assert!(refused.err.starts_with("refused: the site is not written: the folder holds something else"));
}
