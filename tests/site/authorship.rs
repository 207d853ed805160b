//! Who changed a lead's file last, as its page tells it.

use crate::support::{Bench, CONFIG, PROSPECT, Ran, command};

/// What the page of a lead says of its file, with the site written anew by
/// `corong site` with `args`, run in `folder`.
fn told(bench: &Bench, folder: &str, args: &[&str], lead: &str) -> String {
    let out = bench.place("out");
    let mut run = command();
    run.current_dir(bench.place(folder)).args(["--today", "2026-11-23", "site", "-o"]).arg(&out).args(args);
    let ran = Ran::of(run.output().unwrap());
    assert_eq!(ran.status, 0, "{ran:?}");
    let page = bench.read(&format!("out/leads/{lead}.html"));
    // The last words of the page's last part; before them stands the path.
    let (parts, _) = page.rsplit_once("</section>").unwrap();
    let (_, last) = parts.rsplit_once("<p class=\"stamp\">").unwrap();
    if last.starts_with("<code>") {
        return String::new();
    }
    ["<code>", "</code>", "</p>"].iter().fold(last.replace('\u{a0}', " "), |text, tag| text.replace(tag, ""))
}

fn with_addresses() -> String {
    CONFIG.replace("{name: Siti Rahma}", "{name: Siti Rahma, email: SITI@nusantara.example}")
}

/// Everything committed at a moment, by somebody; the commit's id as pages show it.
fn commit(bench: &Bench, at: &str, author: &str) -> String {
    bench.git(&["add", "-A", "--", ":!out"]);
    bench.git_at(at, &["commit", "-qm", "change", "--author", author]);
    head(bench)
}

fn head(bench: &Bench) -> String {
    bench.git(&["rev-parse", "HEAD"])[..10].to_owned()
}

const SITI: &str = "S <siti@nusantara.example>";
const STRANGER: &str = "Eve <eve@elsewhere.example>";

#[test]
fn the_last_commit_of_each_file_and_who_of_the_team_made_it() {
    let bench = Bench::new();
    std::fs::remove_file(bench.place("corong.yaml")).unwrap();
    let crm = "crm é";
    bench.write("crm é/corong.yaml", with_addresses());
    for name in ["a", "b", "c"] {
        bench.write(&format!("crm é/pipeline/1-prospect/{name}.yaml"), PROSPECT);
    }
    bench.git(&["init", "-qb", "main"]);
    let first = commit(&bench, "2026-11-19T20:00:00Z", SITI);
    bench.write("crm é/pipeline/1-prospect/b.yaml", PROSPECT.replace("ERP", "CRM"));
    bench.write("pipeline/1-prospect/a.yaml", "another folder's");
    let second = commit(&bench, "2026-11-21T01:00:00Z", STRANGER);
    // In Jakarta it is the next day; a stranger's name is on no page.
    let a = format!("Last changed on 20 November 2026 by Siti Rahma, commit {first}.");
    let b = format!("Last changed on 21 November 2026, commit {second}.");
    let here = |args: &[&str], lead: &str| told(&bench, crm, args, lead);
    assert_eq!((here(&[], "a"), here(&[], "b")), (a.clone(), b.clone()));
    assert_eq!(here(&["--rev", "HEAD"], "b"), b);
    assert_eq!(here(&["--rev", "HEAD~1"], "b"), a, "a revision knows nothing of what came later");
    assert_eq!(told(&bench, "", &["--rev", "HEAD:crm é"], "b"), b);
    let id = format!("Terakhir diubah 20 November 2026 oleh Siti Rahma, komit {first}.");
    assert_eq!(here(&["--language", "id"], "a"), id);

    // What is not committed is said; a move is a change.
    bench.write("crm é/pipeline/1-prospect/a.yaml", PROSPECT.replace("ERP", "HRM"));
    assert_eq!(here(&[], "a"), format!("{a} Changes not yet committed."));
    bench.write("crm é/pipeline/1-prospect/new.yaml", PROSPECT);
    assert_eq!(here(&[], "new"), "Changes not yet committed.");
    bench.git(&["checkout", "-q", "--", "."]);
    std::fs::create_dir_all(bench.place("crm é/pipeline/2-qualified")).unwrap();
    bench.git(&["mv", "crm é/pipeline/1-prospect/c.yaml", "crm é/pipeline/2-qualified/c.yaml"]);
    let third = commit(&bench, "2026-11-22T01:00:00Z", SITI);
    assert_eq!(here(&[], "c"), format!("Last changed on 22 November 2026 by Siti Rahma, commit {third}."));

    // A bare clone knows as much; one that is cut off tells nothing of what lies behind.
    let mirror = bench.mirror();
    assert_eq!(told(&bench, mirror.path().to_str().unwrap(), &["--rev", "main:crm é"], "b"), b);
    let here = format!("file://{}", bench.root().display());
    bench.git(&["clone", "-q", "--depth", "2", &here, "cut"]);
    let unchanged = "Last changed on or before 21 November 2026.";
    assert_eq!(told(&bench, "cut/crm é", &[], "a"), unchanged);
    let c = format!("Last changed on 22 November 2026 by Siti Rahma, commit {third}.");
    assert_eq!(told(&bench, "cut/crm é", &[], "c"), c);
}

#[test]
fn a_merge_that_settles_a_conflict_is_a_change_and_another_is_none() {
    let bench = Bench::new();
    bench.write("corong.yaml", with_addresses());
    let a = "pipeline/1-prospect/a.yaml";
    let b = "pipeline/1-prospect/b.yaml";
    bench.write(a, PROSPECT);
    bench.write(b, PROSPECT);
    bench.git(&["init", "-qb", "main"]);
    commit(&bench, "2026-11-10T01:00:00Z", SITI);
    bench.git(&["checkout", "-qb", "side"]);
    bench.write(a, PROSPECT.replace("ERP", "CRM"));
    bench.write(b, PROSPECT.replace("ERP", "CRM"));
    let side = commit(&bench, "2026-11-11T01:00:00Z", SITI);
    bench.git(&["checkout", "-q", "main"]);
    bench.write(a, PROSPECT.replace("ERP", "HRM"));
    commit(&bench, "2026-11-12T01:00:00Z", SITI);
    let merging =
        crate::support::git().current_dir(bench.root()).args(["merge", "-q", "side"]).output().unwrap();
    assert!(!merging.status.success(), "both changed the title");
    bench.write(a, PROSPECT.replace("ERP", "HRM and CRM"));
    let merge = commit(&bench, "2026-11-13T01:00:00Z", SITI);
    let here = |lead: &str| told(&bench, "", &[], lead);
    assert_eq!(here("a"), format!("Last changed on 13 November 2026 by Siti Rahma, commit {merge}."));
    assert_eq!(here("b"), format!("Last changed on 11 November 2026 by Siti Rahma, commit {side}."));
}

#[test]
fn nobody_is_named_who_is_hidden_and_nothing_is_told_outside_git() {
    let bench = Bench::new();
    bench.write("pipeline/1-prospect/a.yaml", PROSPECT.replace("siti", "joko"));
    bench.write("corong.yaml", with_addresses());
    assert_eq!(told(&bench, "", &[], "a"), "");
    bench.git(&["init", "-qb", "main"]);
    assert_eq!(told(&bench, "", &[], "a"), "", "no commit yet");
    for (rule, by) in [
        ("", " by Siti Rahma"),
        ("site: {hide: {owners: [siti]}}\n", ""),
        ("site: {hide: {fields: [owner]}}\n", ""),
        ("site: {hide: {fields: [history.by]}}\n", ""),
        ("site: {hide: {fields: [source]}}\n", " by Siti Rahma"),
    ] {
        bench.write("corong.yaml", with_addresses() + rule);
        bench.write("pipeline/1-prospect/a.yaml", PROSPECT.replace("siti", "joko") + &format!("# {rule}"));
        let commit = commit(&bench, "2026-11-22T01:00:00Z", SITI);
        let wanted = format!("Last changed on 22 November 2026{by}, commit {commit}.");
        assert_eq!(told(&bench, "", &[], "a"), wanted, "{rule}");
    }
}

#[test]
fn a_file_that_cannot_be_read_tells_who_changed_it_too() {
    let bench = Bench::new();
    bench.write("corong.yaml", with_addresses());
    bench.write("pipeline/1-prospect/broken.yaml", "title: [\n");
    bench.git(&["init", "-qb", "main"]);
    let commit = commit(&bench, "2026-11-22T01:00:00Z", SITI);
    let wanted = format!("Last changed on 22 November 2026 by Siti Rahma, commit {commit}.");
    assert_eq!(told(&bench, "", &[], "broken"), wanted);
}
