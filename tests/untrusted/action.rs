//! The action's steps, run by bash as a runner runs them.

use std::collections::BTreeMap;
use std::fs;
use std::process::Command;

use serde_yaml::Value;

use crate::support::{Bench, CONFIG, PROSPECT, Ran, TODAY, git};

const A: &str = "pipeline/1-prospect/pt-a.yaml";

fn action() -> Value {
    serde_yaml::from_str(&fs::read_to_string("action.yml").unwrap()).unwrap()
}

fn all_steps() -> Vec<Value> {
    action()["runs"]["steps"].as_sequence().unwrap().clone()
}

/// The steps where a program is given: nothing is looked up in a cache.
fn steps() -> Vec<Value> {
    all_steps().into_iter().filter(|step| step["if"].as_str() != Some("inputs.path == ''")).collect()
}

/// A checkout of a pull request, and what the runner knows of it.
struct Runner {
    checkout: Bench,
    temp: tempfile::TempDir,
    known: BTreeMap<String, String>,
    /// A folder before all others that programs are looked for in.
    path: Option<std::path::PathBuf>,
}

/// How a run of all steps ended.
struct Done {
    check: Ran,
    summary: String,
}

impl Runner {
    /// A repository with an old mistake, cloned; `change` is made on a branch.
    fn new(change: impl Fn(&Bench)) -> Self {
        let origin = Bench::new();
        origin.write(A, PROSPECT.replace("owner: siti", "owner: nobody"));
        origin.repository();
        let checkout = Bench::new();
        fs::remove_file(checkout.place("corong.yaml")).unwrap();
        let source = origin.root().to_str().unwrap().to_owned();
        checkout.git(&["clone", "--quiet", &source, "."]);
        checkout.git(&["checkout", "--quiet", "-b", "pull"]);
        change(&checkout);
        checkout.save("A change");
        let temp = tempfile::Builder::new().prefix("runner temp ").tempdir().unwrap();
        let text = |text: &str| text.to_owned();
        let place = |path: &std::path::Path| path.to_str().unwrap().to_owned();
        let known = [
            ("inputs.path", text(env!("CARGO_BIN_EXE_corong"))),
            ("inputs.directory", text(".")),
            ("inputs.base", text("")),
            ("inputs.strict", text("false")),
            ("github.base_ref", text("main")),
            ("github.event.merge_group.base_sha", text("")),
            ("github.workspace", place(checkout.root())),
            ("github.action_path", text(env!("CARGO_MANIFEST_DIR"))),
            ("runner.temp", place(temp.path())),
        ];
        Self { checkout, temp, known: known.map(|(name, value)| (text(name), value)).into(), path: None }
    }

    fn with(mut self, name: &str, value: &str) -> Self {
        self.known.insert(name.to_owned(), value.to_owned());
        self
    }

    /// The value of a text that may be one expression.
    fn value(&self, text: &str) -> String {
        match text.strip_prefix("${{").and_then(|rest| rest.strip_suffix("}}")) {
            Some(name) => self.known.get(name.trim()).unwrap_or_else(|| panic!("{name}")).clone(),
            None => text.to_owned(),
        }
    }

    /// Runs one step; what it writes to its outputs is known afterwards.
    fn step(&mut self, step: &Value) -> Ran {
        let script = self.temp.path().join("step.sh");
        fs::write(&script, step["run"].as_str().unwrap()).unwrap();
        let outputs = self.temp.path().join("outputs");
        fs::write(&outputs, "").unwrap();
        let mut bash = Command::new("bash");
        bash.args(["--noprofile", "--norc", "-eo", "pipefail"]).arg(&script);
        bash.env("GITHUB_OUTPUT", &outputs).env("GITHUB_STEP_SUMMARY", self.temp.path().join("summary"));
        bash.env("CORONG_TODAY", TODAY).env_remove("NO_COLOR");
        if let Some(first) = &self.path {
            let path = std::env::var("PATH").unwrap_or_default();
            bash.env("PATH", format!("{}:{path}", first.display()));
        }
        for (name, value) in step["env"].as_mapping().unwrap() {
            bash.env(name.as_str().unwrap(), self.value(value.as_str().unwrap()));
        }
        let folder = step.get("working-directory").and_then(Value::as_str).map(|folder| self.value(folder));
        bash.current_dir(folder.unwrap_or_else(|| self.known["github.workspace"].clone()));
        let ran = Ran::of(bash.output().unwrap());
        if let Some(id) = step.get("id").and_then(Value::as_str) {
            for (name, value) in
                fs::read_to_string(&outputs).unwrap().lines().filter_map(|l| l.split_once('='))
            {
                self.known.insert(format!("steps.{id}.outputs.{name}"), value.to_owned());
            }
        }
        ran
    }

    /// The commenting step with a `gh` that writes down what it is asked, says
    /// that there is an older comment, and then one that may do nothing.
    fn comment(&mut self, step: &Value) {
        if !self.known.contains_key("steps.diff.outputs.made") {
            return;
        }
        for (name, value) in [
            ("github.token", "a token"),
            ("github.repository", "team/crm"),
            ("github.event.pull_request.number", "7"),
        ] {
            self.known.insert(name.to_owned(), value.to_owned());
        }
        let comment = fs::read_to_string(self.temp.path().join("corong-diff.md")).unwrap();
        for (answer, asked) in
            [("42\n43", "-X PATCH repos/team/crm/issues/comments/42"), ("", "7/comments -F")]
        {
            let log = self.gh(&format!("printf '%s ' \"$*\" | tr '\\n' ' ' >> LOG; echo >> LOG; case $2 in --paginate) printf '{answer}' ;; esac"));
            let ran = self.step(step);
            assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{ran:?}");
            let told = fs::read_to_string(log).unwrap();
            match (comment.is_empty(), answer) {
                (true, "") => assert_eq!(told.lines().count(), 1, "{told}"),
                (true, _) => assert!(told.contains("-X DELETE repos/team/crm/issues/comments/42"), "{told}"),
                _ => assert!(told.contains(asked), "{told}"),
            }
        }
        self.gh("echo no >&2; exit 1");
        let ran = self.step(step);
        assert!(ran.status == 0 && ran.out.starts_with("No comment: "), "{ran:?}");
    }

    /// Puts a `gh` of this script before all others.
    fn gh(&mut self, script: &str) -> std::path::PathBuf {
        let folder = self.temp.path().join("bin");
        fs::create_dir_all(&folder).unwrap();
        let log = folder.join("log");
        fs::write(&log, "").unwrap();
        let script = script.replace("LOG", &format!("'{}'", log.display()));
        fs::write(folder.join("gh"), format!("#!/bin/sh\n{script}\n")).unwrap();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            fs::set_permissions(folder.join("gh"), fs::Permissions::from_mode(0o755)).unwrap();
        }
        self.path = Some(folder);
        log
    }

    fn run(mut self) -> Done {
        let steps = steps();
        let installed = self.step(&steps[0]);
        assert!(installed.status == 0 && installed.out.starts_with("corong "), "{installed:?}");
        let check = self.step(&steps[1]);
        let summarised = self.step(&steps[2]);
        assert_eq!(summarised.status, 0, "{summarised:?}");
        if !self.known["github.base_ref"].is_empty() {
            let told = self.step(&steps[3]);
            assert_eq!((told.status, told.err.as_str()), (0, ""), "{told:?}");
            self.comment(&steps[4]);
        }
        let summary = fs::read_to_string(self.temp.path().join("summary")).unwrap();
        assert_eq!(self.known["steps.check.outputs.status"], check.status.to_string());
        assert!(self.checkout.git(&["status", "--porcelain"]).is_empty(), "nothing is left in the checkout");
        Done { check, summary }
    }
}

#[test]
fn scripts_hold_no_expression_and_the_action_no_secret() {
    for step in all_steps() {
        if let Some(uses) = step["uses"].as_str() {
            assert_eq!(uses, "actions/cache@v4");
            continue;
        }
        assert!(!step["run"].as_str().unwrap().contains("${{"), "{step:?}");
        assert_eq!(step["shell"].as_str(), Some("bash"));
    }
    let text = fs::read_to_string("action.yml").unwrap();
    assert!(!text.contains("secrets."));
    // The token is seen by one step, which runs neither the program nor reads the checkout.
    assert_eq!(text.matches("github.token").count(), 1);
    let last = steps().pop().unwrap();
    assert_eq!(last["env"]["GH_TOKEN"].as_str(), Some("${{ github.token }}"));
    assert!(last["env"].get("PROGRAM").is_none() && last["env"].get("INPUT_DIRECTORY").is_none());
    assert_eq!(action()["runs"]["using"].as_str(), Some("composite"));
}

#[test]
fn a_pull_request_without_fault_passes_whatever_is_old() {
    let done = Runner::new(|bench| bench.write("pipeline/1-prospect/pt-b.yaml", PROSPECT)).run();
    assert_eq!(done.check.status, 0, "{:?}", done.check);
    assert!(done.summary.starts_with("### corong: all is well\n\n``` text\n"), "{}", done.summary);
}

#[test]
fn what_it_brought_is_annotated_and_summed_up_by_the_rules_of_the_base() {
    let done = Runner::new(|bench| {
        bench.write("pipeline/1-prospect/pt-b.yaml", PROSPECT.replace("owner: siti", "owner: stranger"));
        bench.write("corong.yaml", format!("{CONFIG}rules: {{unknown-owner: off}}\n"));
    })
    .run();
    assert_eq!(done.check.status, 1);
    let annotations: Vec<_> = done.check.out.lines().filter(|line| line.starts_with("::error")).collect();
    assert_eq!(annotations.len(), 1, "{:?}", done.check);
    assert!(annotations[0].contains("file=pipeline/1-prospect/pt-b.yaml,line=2"), "{annotations:?}");
    let (_, notes) = done.check.out.split_once("::stop-commands::").unwrap();
    assert!(notes.contains("`unknown-owner` goes from error to off"), "{notes}");
    assert!(done.summary.contains("### corong: there are findings"), "{}", done.summary);
    assert!(
        done.summary.contains("goes from error to off") && done.summary.contains("pt-b.yaml:2"),
        "{}",
        done.summary
    );
    assert!(!done.summary.contains("pt-a.yaml"), "{}", done.summary);
}

#[test]
fn a_push_reports_everything_and_so_does_none() {
    for (name, value) in [("github.base_ref", ""), ("inputs.base", "none")] {
        let done = Runner::new(|_| {}).with(name, value).run();
        assert_eq!(done.check.status, 1, "{name}");
        assert!(done.check.out.contains("file=pipeline/1-prospect/pt-a.yaml"), "{:?}", done.check);
    }
}

#[test]
fn a_merge_queue_is_held_against_where_its_group_began() {
    let queued = Runner::new(|_| {}).with("github.base_ref", "");
    let done = queued.with("github.event.merge_group.base_sha", "origin/main").run();
    assert_eq!(done.check.status, 0, "an old mistake is not the group's: {:?}", done.check);
}

#[test]
fn strict_counts_warnings_and_a_folder_is_found() {
    let late = |bench: &Bench| {
        bench.write("pipeline/1-prospect/pt-b.yaml", PROSPECT.replace("2026-11-28", "2026-11-20"))
    };
    assert_eq!(Runner::new(late).run().check.status, 0);
    assert_eq!(Runner::new(late).with("inputs.strict", "true").run().check.status, 1);
    assert_eq!(Runner::new(late).with("inputs.directory", "pipeline").run().check.status, 0);
    assert_eq!(Runner::new(late).with("inputs.directory", "nowhere; echo x").run().check.status, 2);
}

#[test]
fn inputs_are_words_and_never_code() {
    let planted = "$(touch planted)`touch planted`;touch planted";
    for name in ["inputs.base", "inputs.directory", "github.base_ref"] {
        let done = Runner::new(|_| {}).with(name, planted).run();
        assert_eq!(done.check.status, 2, "{name}: {:?}", done.check);
        assert!(done.summary.contains("could not be checked"), "{}", done.summary);
    }
}

#[test]
fn a_shallow_checkout_is_told_what_to_do() {
    let mut runner = Runner::new(|_| {});
    let source = format!("file://{}", runner.checkout.root().display()).replace(' ', "%20");
    let shallow = runner.temp.path().join("shallow");
    let output = git().args(["clone", "--quiet", "--depth=1", &source]).arg(&shallow).output().unwrap();
    assert!(output.status.success());
    runner.known.insert("github.workspace".to_owned(), shallow.to_str().unwrap().to_owned());
    let done = runner.run();
    assert_eq!(done.check.status, 2);
    assert!(
        done.check.out.contains("fetch-depth: 0") && done.summary.contains("fetch-depth: 0"),
        "{:?}",
        done.check
    );
}

#[test]
fn hostile_leads_reach_neither_the_runner_nor_the_summarys_markup() {
    let hostile = "\"::error::owned ````` </pre><img src=x> ##[add-mask]e \\e[31m\"";
    let done = Runner::new(|bench| {
        let lead =
            PROSPECT.replace("ERP rollout", hostile).replace("owner: siti", &format!("owner: {hostile}"));
        bench.write(
            "pipeline/1-prospect/pt-b.yaml",
            lead.replace("history:", "x: |\n  `````\n  ::error::x\nhistory:"),
        );
        bench.write("corong.yaml", format!("{CONFIG}rules: {{unknown-owner: off}}\n"));
    })
    .run();
    let ours = [
        "::error file=",
        "::warning file=",
        "::group::",
        "::endgroup::",
        "::stop-commands::corong-",
        "::corong-",
    ];
    for line in done.check.out.lines() {
        let command = line.trim_start().starts_with("::");
        assert!(!command || ours.iter().any(|ours| line.starts_with(ours)), "{line}");
        assert!(!line.contains("##[") && !line.contains('\u{1b}'), "{line}");
    }
    let fence = done.summary.lines().nth(2).unwrap().strip_suffix(" text").unwrap().to_owned();
    assert!(fence.len() > 5 && fence.chars().all(|c| c == '`'), "{}", done.summary);
    assert_eq!(done.summary.matches(&fence).count(), 2, "{}", done.summary);
    // What the pull request does to the pipeline comes after it, its text made harmless.
    let (_, diff) = done.summary.split_once(&format!("\n{fence}\n")).unwrap();
    assert!(diff.starts_with("\n<!-- corong diff -->\n") && !diff.contains("<img"), "{diff}");
}
