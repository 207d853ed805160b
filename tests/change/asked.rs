//! Questions on a terminal, answered through the one that `script` makes.

use crate::support::terminal::at_a_terminal;
use crate::support::{Bench, CONFIG, PROSPECT};

const A: &str = "pipeline/1-prospect/pt-a.yaml";
const BARE: &str = "title: ERP rollout\ncompany: {name: PT Karya Utama}\nowner: siti\nhistory:\n  - {stage: prospect, at: 2026-11-10, by: siti}\n";

fn bench() -> Bench {
    let bench = Bench::new();
    bench.write("corong.yaml", CONFIG);
    bench.write(A, BARE);
    bench.write("pipeline/1-prospect/pt-b.yaml", PROSPECT);
    bench
}

/// Plays a dialogue: status, what is shown, and the file it left.
#[track_caller]
fn dialogue(run: &str, answers: &str, status: i32, told: &[&str], (path, says): (&str, &[&str])) {
    let bench = bench();
    let Some((shown, ended)) = at_a_terminal(&bench, run, answers) else {
        println!("left out: this machine has no `script` of util-linux");
        return;
    };
    assert_eq!(ended, status, "{shown}");
    for told in told {
        assert!(shown.contains(told), "{told}\n--\n{shown}");
    }
    let text = bench.read(path);
    for says in says {
        assert!(text.contains(says), "{says}\n--\n{text}\n--\n{shown}");
    }
}

#[test]
fn a_refused_move_asks_for_fields_and_for_what_gates_look_at() {
    dialogue(
        "move pt-a qualified",
        "much\n250000000\nweb\nmet\n",
        0,
        &[
            "`pt-a` was not moved to `qualified`; fill in what it lacks",
            "`value`: `much` is no amount",
            "2  website",
            "The budget has to be confirmed before a lead counts as qualified",
            "qualification.budget (Budget):",
            "pt-a: prospect → qualified",
        ],
        (
            "pipeline/2-qualified/pt-a.yaml",
            &[
                "value: 250000000\n",
                "source: website\n",
                "qualification: {budget: met}\n",
                "stage: qualified",
            ],
        ),
    );
}

#[test]
fn people_are_asked_for_without_yaml() {
    dialogue(
        "move pt-b proposal --set value=1 --set qualification.budget=met",
        "Andi: the CFO\nCFO\nandi@karya.example\n+62 812 1234\n\n\n\n",
        0,
        &["contacts (name: the person's name; empty to go on)", "contacts (another; name"],
        (
            "pipeline/3-proposal/pt-b.yaml",
            &[
                "  - {name: \"Andi: the CFO\", role: CFO, email: andi@karya.example, phone: \"+62 812 1234\"}\n",
            ],
        ),
    );
}

#[test]
fn nothing_answered_gives_up() {
    let told = ["fill in what it lacks", "refused: `pt-a` was not moved to `qualified`"];
    dialogue("move pt-a qualified", "\n", 1, &told, (A, &[BARE]));
    dialogue("move pt-a qualified --no-input", "", 1, &["refused:"], (A, &[BARE]));
    // A level that does not open the gate is asked for again.
    let partial = "1\nevent\npartial\n\n";
    dialogue("move pt-a qualified", partial, 1, &["refused: `pt-a`"], (A, &[BARE]));
}

#[test]
fn a_lost_lead_is_asked_why_and_to_whom() {
    let lost = "pipeline/lost/pt-a.yaml";
    let told = ["Why was pt-a lost:", "3  no-budget", "pt-a: prospect → lost"];
    dialogue("lose pt-a", "3\n\n", 0, &told, (lost, &["reason: no-budget}"]));
    let to = ["reason: competitor, competitor: PT Lain}"];
    dialogue("lose pt-a --reason competitor", "PT Lain\n", 0, &["Whom was it lost to"], (lost, &to));
    // Not where the reason that was given is not the competition, or nothing was lost.
    dialogue("lose pt-a --reason price", "", 0, &told[2..], (lost, &["reason: price}"]));
    let config =
        CONFIG.replace("lost_reasons:", "lost_reasons:\n  - {id: spam, label: Spam, counts: false}\n#");
    let bench = bench();
    bench.write("corong.yaml", config);
    if let Some((shown, status)) = at_a_terminal(&bench, "lose pt-a", "spam\n") {
        assert!(status == 0 && !shown.contains("Whom was it lost to"), "{shown}");
    }
    dialogue("move pt-a lost", "2\nPT Lain\n", 0, &told[..1], (lost, &to));
    dialogue("lose pt-a --reason price --no-input", "", 0, &told[2..], (lost, &["reason: price}"]));
}

#[test]
fn a_won_lead_is_asked_why() {
    let bench = bench();
    bench.write("corong.yaml", CONFIG.replace("lost_reasons:", "won_reasons: [fit, price]\nlost_reasons:"));
    bench.write(
        "pipeline/1-prospect/pt-b.yaml",
        BARE.replace(
            "history:",
            "value: 1\nsource: website\ncontacts: [{name: Andi}]\nqualification: {budget: met}\nhistory:",
        ),
    );
    bench.write("pipeline/1-prospect/pt-c.yaml", bench.read("pipeline/1-prospect/pt-b.yaml"));
    let Some((shown, status)) = at_a_terminal(&bench, "win pt-b", "fit\n") else {
        println!("left out: this machine has no `script` of util-linux");
        return;
    };
    assert!(status == 0 && shown.contains("Why was pt-b won (Enter to skip):"), "{shown}");
    assert!(bench.read("pipeline/6-won/pt-b.yaml").contains("reason: fit}"));
    let (shown, status) = at_a_terminal(&bench, "win pt-c", "\n").unwrap();
    assert_eq!(status, 0, "{shown}");
    assert!(!bench.read("pipeline/6-won/pt-c.yaml").contains("reason"));
}

#[test]
fn log_and_next_ask_for_what_is_missing() {
    dialogue(
        "log pt-a",
        "meting\nmeeting\nThey agreed\n",
        0,
        &["What was done with pt-a:", "did you mean `meeting`?", "pt-a: meeting logged"],
        (A, &["  - {at: 2026-11-23, kind: meeting, by: siti, summary: They agreed}\n"]),
    );
    dialogue(
        "next pt-a",
        "Send it\nsoon\nbesok\n",
        0,
        &[
            "What is to be done next for pt-a:",
            "By when:",
            "`soon` is not a date for the due date",
            "pt-a: next step due 2026-11-24",
        ],
        (A, &["next_step: {do: Send it, due: 2026-11-24}\n"]),
    );
    dialogue(
        "log pt-a call Hi --next Send",
        "besok\n",
        0,
        &["By when:", "pt-a: call logged, next step due 2026-11-24"],
        (A, &["summary: Hi}", "next_step: {do: Send, due: 2026-11-24}\n"]),
    );
}

#[test]
fn words_of_title_or_company_are_confirmed() {
    let by = ["Do you mean pt-a (ERP rollout, PT Karya Utama)?"];
    dialogue("log 'utama karya' call Hi", "y\n", 0, &by, (A, &["summary: Hi"]));
    dialogue("log 'utama karya' call Hi", "n\n", 2, &["no lead was chosen"], (A, &[BARE]));
    let several = ["`erp` could be any of 2", "1  pt-a  ERP rollout, PT Karya Utama"];
    dialogue("log erp call Hi", "1\n", 0, &several, (A, &["summary: Hi"]));
    dialogue("log pt call Hi", "pt-a\n", 0, &["`pt` could be any of 2"], (A, &["summary: Hi"]));
    dialogue("log erp call Hi --no-input", "", 2, &["there is no lead `erp`"], (A, &[BARE]));
}

/// In a pipe a diff is byte for byte; in a terminal nothing of it runs.
#[test]
fn a_diff_runs_nothing_in_a_terminal() {
    let bench = bench();
    bench.write(A, BARE.replace("ERP", "ERP \u{202e}"));
    let piped = bench.run(&["set", "pt-a", "tags=x", "-n"]).out;
    assert!(piped.contains("title: ERP \u{202e}"), "{piped}");
    let Some((shown, 0)) = at_a_terminal(&bench, "set pt-a tags=x -n", "") else {
        println!("left out: this machine has no `script` of util-linux");
        return;
    };
    assert!(shown.contains("title: ERP ‹U+202E› rollout"), "{shown}");
}

#[cfg(unix)]
#[test]
fn a_broken_edit_may_be_edited_again_written_or_left() {
    let run = |answers: &str, status: i32, told: &[&str], says: &[&str]| {
        let bench = bench();
        bench.write(".ed", "#!/bin/sh\nsed -i 's/owner: sitti/owner: siti # mended/; t; s/owner: siti$/owner: sitti/' \"$1\"\n");
        bench.git(&["init", "--quiet"]);
        bench.git(&["config", "core.editor", &format!("sh '{}'", bench.place(".ed").display())]);
        let Some((shown, ended)) = at_a_terminal(&bench, "edit pt-a", answers) else {
            println!("left out: this machine has no `script` of util-linux");
            return;
        };
        assert_eq!(ended, status, "{shown}");
        told.iter().for_each(|told| assert!(shown.contains(told), "{told}\n--\n{shown}"));
        let text = bench.read(A);
        says.iter().for_each(|says| assert!(text.contains(says), "{text}"));
        if let Some((_, kept)) = shown.split_once("your text is kept in ") {
            let kept = std::path::Path::new(kept.trim());
            assert!(std::fs::read_to_string(kept).unwrap().contains("owner: sitti\n"));
            std::fs::remove_dir_all(kept.parent().unwrap()).unwrap();
        }
    };
    run(
        "again\n",
        0,
        &["`sitti` is nobody of the team", "The edited text brings", "pt-a: edited"],
        &["owner: siti # mended\n"],
    );
    run("write\n", 1, &["pt-a: edited"], &["owner: sitti\n"]);
    run("stop\n", 1, &["refused: `pt-a` was not changed", "your text is kept in"], &[BARE]);
}
