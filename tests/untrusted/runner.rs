//! Nothing that a lead says is a command to the runner of GitHub Actions that
//! reads what corong prints.

use std::fs::File;
use std::process::Stdio;

use crate::support::{Bench, CONFIG, PROSPECT, Ran, TODAY, command};

/// Text of others that a runner would obey.
const HOSTILE: [&str; 5] = [
    "::error::owned",
    "a\n::add-mask::b\r::set-output name=x::y\r\n\u{a0} ::warning::c",
    "##[add-mask]owned",
    "a ###[error]b",
    "{ ##[error]c",
];

/// A lead that says it in each of its texts, and its file.
fn lead(hostile: &str, at: usize) -> String {
    let said = serde_json::to_string(hostile).unwrap();
    PROSPECT
        .replace("ERP rollout", &said)
        .replace("{do: Call,", &format!("{{do: {said},"))
        .replace("by: siti}", &format!("by: siti, note: {said}}}"))
        .replace(
            "history:",
            &format!(
                "company: {{name: {said}, industry: {said}}}\ntags: [{said}]\ncontacts: [{{name: {said}, role: {said}}}]\n\
                 value: {at}00\nproducts: [{{name: {said}}}]\ncustom: {{more: {said}}}\nnotes: {said}\n\
                 activities: [{{at: 2026-11-12, kind: call, by: siti, summary: {said}}}]\nhistory:"
            ),
        )
}

fn bench() -> Bench {
    let bench = Bench::new();
    let label = serde_json::to_string(HOSTILE[1]).unwrap();
    let config = CONFIG
        .replace("label: Need,", &format!("label: {label},"))
        .replace("label: Prospect,", &format!("label: {label},"))
        .replace("name: Siti Rahma", &format!("name: {label}"))
        .replace("say: The budget has", "say: \"##[error]::x The budget has")
        .replace("counts as qualified", "counts as qualified\"")
        .replace("pipelines:", "fields: {more: {type: string}}\npipelines:");
    bench.write("corong.yaml", config);
    bench.write("pipeline/1-prospect/pt-there.yaml", PROSPECT);
    bench.repository();
    for (at, hostile) in HOSTILE.iter().enumerate() {
        bench.write(&format!("pipeline/1-prospect/pt-{at}.yaml"), lead(hostile, at));
        let lost = lead(hostile, at) + "  - {stage: lost, at: 2026-11-15, reason: price, competitor: WHO}\n";
        let said = serde_json::to_string(hostile).unwrap();
        bench.write(&format!("pipeline/lost/pt-lost-{at}.yaml"), lost.replace("WHO", &said));
        let broken = PROSPECT.replace("owner: siti", &format!("owner: {said}\n{said}: {said}"));
        bench.write(&format!("pipeline/1-prospect/pt-wrong-{at}.yaml"), broken);
    }
    bench.write("pipeline/1-prospect/##[error]x.yaml", "title: [\n");
    bench
}

/// Runs as a runner does, or as anybody, into a pipe or a file.
fn run(bench: &Bench, args: &[&str], runner: bool, out: Option<File>) -> Ran {
    let mut command = command();
    command.current_dir(bench.root()).args(["--today", TODAY]).args(args);
    if runner {
        command.env("GITHUB_ACTIONS", "true");
    }
    if let Some(out) = out {
        command.stdout(out);
    }
    Ran::of(command.stdin(Stdio::null()).output().unwrap())
}

/// The first line that a runner takes for a command.
fn commands(said: &str) -> Option<&str> {
    let ours = ["::error file=", "::warning file=", "::group::All findings", "::endgroup::"];
    said.split(['\n', '\r'])
        .find(|line| line.trim_start().starts_with("::") && !ours.iter().any(|own| line.starts_with(own)))
        .or_else(|| said.split(['\n', '\r']).find(|line| line.contains("##[")))
}

/// Every command that says something of a lead, in each of its formats.
fn all() -> Vec<Vec<String>> {
    let mut all: Vec<String> = Vec::new();
    let formats = |all: &mut Vec<String>, command: &str, formats: &[&str]| {
        all.extend(formats.iter().map(|format| format!("{command} --format {format}")));
    };
    let columns =
        "title,company,company.industry,contacts,tags,products,custom.more,notes,next_step,stage,owner";
    formats(&mut all, &format!("list --all --columns {columns}"), &["text", "csv", "json"]);
    for id in 0..HOSTILE.len() {
        formats(&mut all, &format!("show pt-{id}"), &["text", "json"]);
        formats(&mut all, &format!("show pt-lost-{id}"), &["text", "json"]);
    }
    formats(&mut all, "agenda --days 30", &["text", "json", "ics"]);
    formats(&mut all, "board", &["text", "json"]);
    formats(&mut all, "report", &["text", "markdown", "html", "csv", "json"]);
    formats(&mut all, "diff main", &["text", "markdown", "json"]);
    formats(&mut all, "check", &["text", "concise", "json", "sarif", "github", "gitlab", "junit"]);
    formats(&mut all, "explain open", &["text", "json"]);
    formats(&mut all, "explain losses", &["text", "json"]);
    all.extend(
        [
            "move pt-1 qualified -n",
            "move pt-2 qualified",
            "lose pt-1 --reason price -n",
            "win pt-1",
            "set pt-1 source=website -n",
            "set pt-1 title=::error::x -n",
            "set pt-2 title=##[error]x",
            "log pt-1 call ::error::x -n",
            "log pt-2 ::error::x x",
            "next pt-1 --done -n",
            "rename pt-2 pt-renamed -n",
            "undo -n",
            "undo",
            "check --fix -n",
            "check --unsafe-fixes -n --allow-dirty",
            "check --config-from main --changed-since main",
            "site -o out",
            "show ::error::x",
            "list --where ::error::x",
            "list --where title=='##[error]x'",
            "list --sort ::error::x",
            "list --stage ::error::x",
            "check ##[error]x",
            "check nowhere --format ##[error]x",
            "::error::x",
            "report --period ::error::x",
            "report --rev ::error::x",
            "explain ##[error]x",
            "-C ##[error]x list",
        ]
        .map(str::to_owned),
    );
    let mut all: Vec<Vec<String>> =
        all.iter().map(|line| line.split(' ').map(str::to_owned).collect()).collect();
    // Arguments of several lines, as a workflow hands on a title.
    for args in [
        ["show", "x\n::error::y"],
        ["list", "--x\n::error::y"],
        ["check", "x\n::error::y"],
        ["explain", "x\n::error::y"],
        ["diff", "x\n::error::y"],
        ["x\n::error::y", "x"],
    ] {
        all.push(args.map(str::to_owned).to_vec());
    }
    all.push(["report", "--format", "x\n::error::y"].map(str::to_owned).to_vec());
    all.push(["list", "--where", "title == 'x\n::error::y'"].map(str::to_owned).to_vec());
    all
}

#[test]
fn a_runner_finds_no_command_in_any_output() {
    let bench = bench();
    let mut said = Vec::new();
    for args in all() {
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
        let ran = run(&bench, &args, true, None);
        for (stream, text) in [("stdout", &ran.out), ("stderr", &ran.err)] {
            said.extend(commands(text).map(|line| format!("{args:?} on {stream}: {line:?}")));
        }
    }
    assert_eq!(said, [""; 0]);
}

#[test]
fn data_is_the_same_wherever_no_runner_reads() {
    let bench = bench();
    let columns = "title,company,contacts,custom.more,notes";
    let list = |format| ["list", "--all", "--columns", columns, "--format", format];
    let csv = run(&bench, &list("csv"), false, None).out;
    assert!(commands(&csv).is_some(), "nothing is tested: {csv}");
    let read = run(&bench, &list("csv"), true, None);
    assert!(read.out != csv && read.err.contains("GitHub runner"), "{read:?}");
    // What a program reads means the same.
    assert_eq!(run(&bench, &list("json"), true, None).json(), run(&bench, &list("json"), false, None).json());
    let named = [&list("csv")[..], &["-o", "named.csv"]].concat();
    assert_eq!(run(&bench, &named, true, None).status, 0);
    assert_eq!(bench.read("named.csv"), csv);
    if cfg!(unix) {
        let file = File::create(bench.place("into.csv")).unwrap();
        assert!(!run(&bench, &list("csv"), true, Some(file)).err.contains("GitHub runner"));
        assert_eq!(bench.read("into.csv"), csv);
    }
}
