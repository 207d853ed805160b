//! Templates that a branch plants: their scripts are on no page unless the main
//! branch has the very same, or the one who looks says so.

use std::fs;
use std::path::Path;

use crate::site::serve::Serving;
use crate::support::{Bench, PROSPECT, Ran, TODAY, command};

/// What is planted, and where it then would show.
const PLANTED: [(&str, &str); 4] = [
    ("templates/report.html.j2", "<script>planted()</script>"),
    ("templates/report.md.j2", "planted()"),
    ("templates/site/page.html.j2", "<script>planted()</script>{% block content %}{% endblock %}"),
    ("templates/site/site.js", "planted()"),
];

/// A workspace in a repository, on a branch beside `main`.
fn bench() -> Bench {
    let bench = Bench::new();
    bench.write("pipeline/1-prospect/pt-a.yaml", PROSPECT);
    bench.repository();
    bench.git(&["checkout", "--quiet", "-b", "work"]);
    bench
}

fn plant(bench: &Bench) {
    for (path, text) in PLANTED {
        bench.write(path, text);
    }
}

/// A branch that plants.
fn hostile() -> Bench {
    let bench = bench();
    plant(&bench);
    bench.save("Planted");
    bench
}

/// Every output that templates fill in, and what was said.
fn outputs(folder: &Path, more: &[&str]) -> Vec<(String, String)> {
    let run = |args: &[&str]| {
        let args = [args, more].concat();
        let ran =
            Ran::of(command().current_dir(folder).args(["--today", TODAY]).args(args).output().unwrap());
        assert_eq!(ran.status, 0, "{ran:?}");
        (ran.out, ran.err)
    };
    let pages = tempfile::tempdir().unwrap();
    let (_, said) = run(&["site", "-o", pages.path().to_str().unwrap()]);
    let read = |name: &str| fs::read_to_string(pages.path().join(name)).unwrap();
    let mut all = vec![
        run(&["report", "--format", "html"]),
        run(&["report"]),
        (read("index.html"), said.clone()),
        (read("site.js"), said),
    ];
    let serving = Serving::at(folder, more);
    for path in ["/", "/site.js"] {
        all.push((serving.get(path).body, String::new()));
    }
    let said = serving.said();
    all.iter_mut().skip(4).for_each(|served| served.1.clone_from(&said));
    all
}

#[track_caller]
fn is_used(folder: &Path, more: &[&str]) {
    for (text, said) in outputs(folder, more) {
        assert!(text.contains("planted()") && !said.contains("--trust-templates"), "{said}: {text}");
    }
}

/// The built-in ones are in their place, and it is said `why`.
#[track_caller]
fn is_not_used(folder: &Path, more: &[&str], why: &str) {
    for (text, said) in outputs(folder, more) {
        assert!(!text.contains("planted()") && !text.is_empty(), "{text}");
        assert!(said.contains(why) && said.contains("help: --trust-templates uses them"), "{said}");
        assert_eq!(said.matches("\n  - templates/").count(), PLANTED.len(), "{said}");
    }
}

#[test]
fn a_branchs_templates_are_not_used_unless_they_are_trusted() {
    let bench = hostile();
    is_not_used(bench.root(), &[], "templates/site/site.js is not there");
    is_not_used(bench.root(), &["--rev", "HEAD"], "of the main branch (`main`)");
    is_used(bench.root(), &["--trust-templates"]);
    is_used(bench.root(), &["--trust-templates", "--rev", "HEAD"]);
    let quiet = bench.run(&["report", "-q"]);
    assert!(quiet.err.is_empty() && !quiet.out.contains("planted()"), "{quiet:?}");
}

#[test]
fn what_the_main_branch_has_is_used_and_only_just_so() {
    let bench = hostile();
    bench.git(&["branch", "--force", "main", "work"]);
    is_used(bench.root(), &[]);
    is_used(bench.root(), &["--rev", "HEAD"]);
    // Whatever main had once, or has elsewhere, is not what it has there.
    bench.git(&["checkout", "--quiet", "main"]);
    bench.git(&["mv", "templates", "attic"]);
    bench.save("Moved");
    bench.git(&["checkout", "--quiet", "work"]);
    is_not_used(bench.root(), &[], "is not there");
    bench.git(&["checkout", "--quiet", "main"]);
    for (path, _) in PLANTED {
        bench.write(path, "plain");
    }
    bench.save("Other ones");
    // On the main branch itself: what is not committed yet.
    plant(&bench);
    is_not_used(bench.root(), &[], "templates/report.html.j2 differs");
    bench.save("Committed");
    is_used(bench.root(), &[]);
    // A checkout may have other line ends, and nothing else.
    bench.write("templates/report.md.j2", "planted()\r\n");
    bench.git(&["-c", "core.autocrlf=true", "add", "--all"]);
    bench.git(&["commit", "--quiet", "-m", "Line ends"]);
    let ran = bench.run(&["report"]);
    assert!(ran.out.contains("planted()") && !ran.err.contains("note"), "{ran:?}");
    let text = fs::read_to_string("templates/report.md.j2").unwrap();
    bench.write("templates/report.md.j2", text);
    assert_eq!(bench.run(&["report"]).err, "", "it is the built-in one");
}

#[test]
fn origins_main_branch_comes_before_the_local_one() {
    let bench = hostile();
    bench.git(&["branch", "--force", "main", "work"]);
    let first = bench.git(&["rev-parse", "HEAD~1"]);
    bench.git(&["update-ref", "refs/remotes/origin/main", &first]);
    is_not_used(bench.root(), &[], "of the main branch (`origin/main`)");
    bench.git(&["update-ref", "refs/remotes/origin/trunk", "work"]);
    bench.git(&["symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/trunk"]);
    is_used(bench.root(), &[]);
}

/// What is merely called like the main branch is not it.
#[test]
fn no_name_of_a_branch_or_a_tag_is_taken_for_the_main_branch() {
    let bench = hostile();
    let lend = |bench: &Bench| {
        for name in
            ["main", "origin/main", "refs/remotes/origin/main", "refs/heads/main", "remotes/origin/main"]
        {
            bench.git(&["tag", name, "work"]);
            bench.git(&["update-ref", &format!("refs/{name}"), "work"]);
        }
        for name in ["origin/main", "refs/remotes/origin/main", "refs/heads/main", "HEAD", "origin/HEAD"] {
            bench.git(&["update-ref", &format!("refs/heads/{name}"), "work"]);
        }
        // Git itself writes there; a direct one says of no branch that it is the main one.
        bench.git(&["update-ref", "refs/remotes/origin/HEAD", "work"]);
    };
    let first = bench.git(&["rev-parse", "main"]);
    lend(&bench);
    bench.git(&["update-ref", "refs/heads/main", &first]);
    bench.git(&["update-ref", "-d", "refs/remotes/origin/main"]);
    is_not_used(bench.root(), &[], "of the main branch (`main`)");
    bench.git(&["update-ref", "-d", "refs/heads/main"]);
    is_not_used(bench.root(), &[], "there is no main branch (origin's HEAD, main or master)");
}

#[test]
fn outside_of_git_nothing_vouches_for_a_template() {
    let bench = Bench::new();
    bench.write("pipeline/1-prospect/pt-a.yaml", PROSPECT);
    plant(&bench);
    is_not_used(bench.root(), &[], "there is no git repository whose main branch has them");
    is_used(bench.root(), &["--trust-templates"]);
}

#[test]
fn in_a_mirror_and_a_linked_working_tree_it_is_the_same() {
    let bench = hostile();
    bench.git(&["branch", "origin/main"]);
    bench.git(&["update-ref", "refs/remotes/origin/main", "work"]);
    let mirror = tempfile::tempdir().unwrap();
    bench.git(&["clone", "--quiet", "--mirror", ".", mirror.path().to_str().unwrap()]);
    bench.git(&["--git-dir", mirror.path().to_str().unwrap(), "symbolic-ref", "HEAD", "refs/heads/main"]);
    is_not_used(mirror.path(), &["--rev", "work"], "of the main branch (`main`)");
    bench.git(&["update-ref", "-d", "refs/remotes/origin/main"]);
    let tree = tempfile::tempdir().unwrap();
    let tree = tree.path().join("tree");
    bench.git(&["worktree", "add", "--quiet", tree.to_str().unwrap(), "-b", "side", "work"]);
    is_not_used(&tree, &[], "of the main branch (`main`)");
    bench.git(&["branch", "--force", "main", "work"]);
    is_used(&tree, &[]);
    is_used(bench.mirror().path(), &["--rev", "work"]);
}

/// The path counts from the repository's top: a template of one workspace is
/// not one of another.
#[test]
fn a_workspace_in_a_folder_has_its_own() {
    let bench = hostile();
    bench.git(&["branch", "--force", "main", "work"]);
    for path in ["corong.yaml", "pipeline/1-prospect/pt-a.yaml"] {
        bench.write(&format!("crm/{path}"), bench.read(path));
    }
    for (path, text) in PLANTED {
        bench.write(&format!("crm/{path}"), text);
    }
    bench.save("In a folder");
    is_not_used(&bench.place("crm"), &[], "is not there");
    is_not_used(&bench.place("crm/pipeline"), &["--rev", "HEAD"], "is not there");
    bench.git(&["branch", "--force", "main", "work"]);
    is_used(&bench.place("crm"), &[]);
    is_used(&bench.place("crm/pipeline"), &["--rev", "HEAD"]);
}

/// `--config-from` takes templates from another revision; they are held against
/// the main branch's too.
#[test]
fn a_named_base_vouches_for_nothing() {
    let bench = hostile();
    for args in [["report", "--config-from", "work"], ["report", "--config-from", "main"]] {
        let ran = bench.run(&args);
        assert!(!ran.out.contains("planted()") && ran.status == 0, "{ran:?}");
    }
    bench.git(&["branch", "--force", "main", "work"]);
    bench.git(&["rm", "--quiet", "-r", "templates"]);
    assert!(bench.run(&["report", "--config-from", "main"]).out.contains("planted()"));
}

/// Served again after a change; said once.
#[test]
fn it_is_said_once_while_it_is_served() {
    let bench = hostile();
    let serving = Serving::start(&bench, &[]);
    let (mut events, _) = serving.events();
    serving.get("/");
    bench.write("pipeline/1-prospect/pt-b.yaml", PROSPECT);
    crate::site::serve::version(&mut events);
    assert!(!serving.get("/").body.contains("planted()"));
    assert_eq!(serving.said().matches("note: ").count(), 1, "{}", serving.said());
}
