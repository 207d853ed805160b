//! A commit as a snapshot, wherever it is opened.

use std::path::Path;

use corong::host::{Disk, GitError, Repository, Revision};
use corong::source::{EntryKind, ReadError, RelPath, Snapshot};

use crate::support::{Bench, PROSPECT};

const LEAD: &str = "pipeline/1-prospect/pt-a.yaml";

fn text(files: &dyn Snapshot, path: &str) -> Result<String, ReadError> {
    let mut bytes = Vec::new();
    files.read(&RelPath::new(path), 1 << 20, &mut bytes)?;
    Ok(String::from_utf8(bytes).unwrap())
}

fn names(files: &dyn Snapshot, folder: &str) -> Vec<String> {
    let entries = files.list(&RelPath::new(folder)).unwrap();
    let mut names: Vec<_> = entries.iter().map(|e| format!("{} {:?}", e.path, e.kind)).collect();
    names.sort();
    names
}

fn repository() -> Bench {
    let bench = Bench::new();
    bench.write(LEAD, PROSPECT);
    bench.write("pipeline/1-prospect/deep/pt-b.yaml", "title: B\r\n");
    bench.repository();
    bench
}

#[test]
fn a_commit_lists_and_reads_like_the_disk_it_came_from() {
    let bench = repository();
    let disk = Disk::new(bench.root());
    let (listed, read) = (names(&disk, "pipeline"), text(&disk, LEAD));
    bench.write(LEAD, "title: changed since\n");
    bench.write("pipeline/1-prospect/pt-c.yaml", "title: C\n");
    let revision = Revision::open(bench.root(), "main").unwrap();
    assert_eq!(revision.commit(), bench.git(&["rev-parse", "HEAD"]));
    assert_eq!(names(&revision, "pipeline"), listed);
    assert_eq!(text(&revision, LEAD), read);
    assert_eq!(text(&revision, "pipeline/1-prospect/deep/pt-b.yaml").as_deref(), Ok("title: B\r\n"));
    assert_eq!(text(&revision, "pipeline/1-prospect/pt-c.yaml"), Err(ReadError::Missing));
    assert_eq!(text(&revision, "pipeline"), Err(ReadError::NotAFile));
    assert!(names(&revision, "nowhere").is_empty());
    let mut bytes = Vec::new();
    assert_eq!(
        revision.read(&RelPath::new(LEAD), 5, &mut bytes),
        Err(ReadError::TooLarge(PROSPECT.len() as u64))
    );
    assert_eq!(text(&revision, LEAD).as_deref(), Ok(PROSPECT), "the child goes on after a large file");
}

#[test]
fn it_is_read_by_many_threads() {
    let bench = Bench::new();
    for at in 0..200 {
        bench.write(&format!("pipeline/1-prospect/l{at}.yaml"), format!("title: {at}\n"));
    }
    bench.repository();
    let revision = Revision::open(bench.root(), "HEAD").unwrap();
    std::thread::scope(|scope| {
        for first in 0..4 {
            let revision = &revision;
            scope.spawn(move || {
                for at in (first..200).step_by(2) {
                    let read = text(revision, &format!("pipeline/1-prospect/l{at}.yaml"));
                    assert_eq!(read, Ok(format!("title: {at}\n")));
                }
            });
        }
    });
}

#[cfg(unix)]
#[test]
fn links_and_submodules_are_told_apart_and_never_followed() {
    let bench = repository();
    std::os::unix::fs::symlink("/etc/passwd", bench.place("pipeline/1-prospect/pt-l.yaml")).unwrap();
    std::os::unix::fs::symlink("pipeline", bench.place("link")).unwrap();
    bench.git(&["add", "--all"]);
    let head = bench.git(&["rev-parse", "HEAD"]);
    bench.git(&["update-index", "--add", "--cacheinfo", &format!("160000,{head},pipeline/module")]);
    bench.git(&["commit", "--quiet", "-m", "Odd things"]);
    let revision = Revision::open(bench.root(), "HEAD").unwrap();
    let listed = names(&revision, "pipeline");
    assert!(listed.contains(&"pipeline/1-prospect/pt-l.yaml Link".to_owned()), "{listed:?}");
    assert!(listed.contains(&format!("pipeline/module {:?}", EntryKind::Special)), "{listed:?}");
    assert_eq!(text(&revision, "pipeline/1-prospect/pt-l.yaml"), Err(ReadError::Link));
    assert_eq!(text(&revision, "link/1-prospect/pt-a.yaml"), Err(ReadError::Link));
    assert_eq!(revision.list(&RelPath::new("link")), Err(ReadError::Link));
}

#[test]
fn it_works_below_the_top_in_a_worktree_and_in_a_bare_repository() {
    let bench = Bench::new();
    bench.write(&format!("crm é/{LEAD}"), PROSPECT);
    bench.write("crm é2/other.yaml", "x");
    bench.repository();
    let below = Revision::open(&bench.place("crm é"), "HEAD").unwrap();
    assert_eq!(text(&below, LEAD).as_deref(), Ok(PROSPECT));
    assert_eq!(text(&below, "corong.yaml"), Err(ReadError::Missing), "what lies above is not seen");
    assert_eq!(below.list(&RelPath::new("")).unwrap().len(), 3, "{:?}", names(&below, ""));

    bench.git(&["worktree", "add", "--quiet", "tree", "-b", "side"]);
    let side = Revision::open(&bench.place("tree/crm é"), "side").unwrap();
    assert_eq!(text(&side, LEAD).as_deref(), Ok(PROSPECT));

    let mirror = bench.mirror();
    let (bare, above) = Revision::nearest(mirror.path(), "main", None, "corong.yaml").unwrap();
    assert_eq!(above, 0);
    assert_eq!(text(&bare, &format!("crm é/{LEAD}")).as_deref(), Ok(PROSPECT));
}

#[test]
fn a_revision_is_never_an_option() {
    let bench = repository();
    let files = || std::fs::read_dir(bench.root()).unwrap().count();
    let before = files();
    for name in
        ["--output=x", "-h", "--help", "", "^main", "main..main", "main:corong.yaml", "nope", "--all", "a\nb"]
    {
        let told = Revision::open(bench.root(), name).err();
        let unknown = GitError::Unknown { revision: name.to_owned(), shallow: false };
        assert_eq!(told, Some(unknown), "{name}");
        assert!(Repository::of(bench.root()).unwrap().merge_base(name, "HEAD").is_err(), "{name}");
    }
    assert_eq!(files(), before);
    for name in ["main", "HEAD", "@", "main^{commit}", "HEAD^0"] {
        assert!(Revision::open(bench.root(), name).is_ok(), "{name}");
    }
}

#[test]
fn what_is_not_there_is_told_clearly() {
    let bench = Bench::new();
    // No repository above a temporary folder, as far as this machine goes.
    if corong::host::find_root(Path::new("/tmp"), ".git").is_err() {
        let told = Revision::open(bench.root(), "main").err().unwrap().to_string();
        assert!(told.starts_with("git opens no repository here"), "{told}");
    }
    bench.repository();
    bench.save("Second");
    let source = format!("file://{}", bench.root().display()).replace(' ', "%20");
    bench.git(&["clone", "--quiet", "--depth=1", &source, "shallow"]);
    let told = Revision::open(&bench.place("shallow"), "HEAD~1").err().unwrap().to_string();
    assert!(
        told.starts_with("there is no commit `HEAD~1`") && told.contains("this clone is shallow"),
        "{told}"
    );
    bench.git(&["checkout", "--quiet", "--orphan", "island"]);
    bench.save("Elsewhere");
    let told = Repository::of(bench.root()).unwrap().merge_base("main", "HEAD").err().unwrap().to_string();
    assert_eq!(told, "`main` and HEAD have no commit in common");
}
