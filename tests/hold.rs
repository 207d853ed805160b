//! Leads on hold: parked until a day, neither rotting nor overdue till then.

use serde_json::{Value, json};

use crate::support::terminal::at_a_terminal;
use crate::support::{Bench, CONFIG, Ran, command};

/// Idle since January, all its days passed, no next step but one that was due.
const PARKED: &str = "title: ERP
owner: siti
source: event
value: 500
expected_close: 2026-10-01   # they said
next_step: {do: Call, due: 2026-09-30}
history:
  - {stage: prospect, at: 2026-01-10}
";
const FILE: &str = "pipeline/1-prospect/karya.yaml";

fn done(ran: Ran) -> Ran {
    assert_eq!(ran.status, 0, "{}{}", ran.out, ran.err);
    ran
}

fn parked() -> Bench {
    let bench = Bench::new();
    bench.write(FILE, PARKED);
    bench
}

fn report(bench: &Bench, more: &[&str]) -> Value {
    let args = [&["report", "--format", "json"], more].concat();
    done(bench.run(&args)).json()["pipelines"][0].clone()
}

fn rules(bench: &Bench) -> Vec<String> {
    let found = bench.run(&["check", "--format", "json"]).json();
    let rules = found["findings"].as_array().unwrap().iter();
    rules.map(|finding| finding["rule"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_lead_is_parked_and_taken_up_again_byte_for_byte() {
    let bench = parked();
    let said = done(bench.run(&["hold", "karya", "--until", "2027-02-01", "--why", "budget round", "-n"]));
    assert!(said.out.contains("+hold: {until: 2027-02-01, why: budget round}"), "{}", said.out);
    assert_eq!(bench.read(FILE), PARKED);
    let said = done(bench.run(&["hold", "kar", "--until", "2027-02-01", "--why", "budget round"]));
    assert_eq!(said.out, format!("karya: on hold until 2027-02-01\n{FILE}\n"));
    let held = PARKED.replace("value: 500\n", "value: 500\nhold: {until: 2027-02-01, why: budget round}\n");
    assert_eq!(bench.read(FILE), held);
    // Another day keeps what it waits for; undo takes that back.
    done(bench.run(&["hold", "karya", "--until", "+1w"]));
    assert_eq!(bench.read(FILE), held.replace("2027-02-01", "2026-11-30"));
    done(bench.run(&["undo"]));
    assert_eq!(bench.read(FILE), held);
    done(bench.run(&["check"]));
    let said = done(bench.run(&["hold", "karya", "--end"]));
    assert_eq!(said.out, format!("karya: no longer on hold\n{FILE}\n"));
    assert_eq!(bench.read(FILE), PARKED);
}

#[test]
fn what_cannot_be_parked_is_refused() {
    let bench = parked();
    for (args, told) in [
        (&["--end"][..], "it is not on hold"),
        (&["--until", "2026-11-22"], "2026-11-22 has passed; a hold ends today or later"),
        (&["--until", "soon"], "`soon` is not a date for --until"),
        (&["--why", "x"], "a hold needs its last day"),
        (&["--until", "friday", "--end"], "does not go together with"),
        (&["--until", "friday", "--why", " "], "--why says what the lead waits for"),
    ] {
        let ran = bench.run(&[&["hold", "karya"], args].concat());
        assert!(ran.status != 0 && ran.err.contains(told), "{args:?}: {}", ran.err);
        assert_eq!(bench.read(FILE), PARKED);
    }
    done(bench.run(&["lose", "karya", "--reason", "price"]));
    let closed = bench.run(&["hold", "karya", "--until", "friday"]);
    assert!(closed.err.contains("it is closed: only open leads are parked"), "{}", closed.err);
    bench.write("corong.yaml", CONFIG.replace("name: Test\n", "name: Test\nlanguage: id\n"));
    let closed = bench.run(&["hold", "karya", "--until", "jumat"]);
    assert!(closed.err.contains("hanya yang terbuka yang bisa ditunda"), "{}", closed.err);
}

#[test]
fn closing_ends_a_hold_and_a_move_keeps_it() {
    let bench = parked();
    bench.write(FILE, PARKED.to_owned() + "qualification: {budget: met}\n");
    done(bench.run(&["hold", "karya", "--until", "2027-02-01"]));
    done(bench.run(&["move", "karya", "qualified"]));
    let moved = bench.read("pipeline/2-qualified/karya.yaml");
    assert!(moved.contains("hold: {until: 2027-02-01}"), "{moved}");
    let said = done(bench.run(&["lose", "karya", "--reason", "price"])).out;
    assert!(said.starts_with("karya: qualified → lost, no longer on hold\n"), "{said}");
    assert!(!bench.read("pipeline/lost/karya.yaml").contains("hold"), "it is closed");
}

/// As of 23 November; the last day on hold belongs to it.
#[test]
fn what_is_on_hold_neither_rots_nor_is_overdue() {
    let bench = parked();
    assert_eq!(rules(&bench), ["overdue-close", "overdue-next-step", "stale-lead"]);
    let before = report(&bench, &[]);
    assert_eq!(before["open"]["held"], json!({"count": 0, "value": "0"}));
    assert_eq!(
        (&before["rotting"][0]["id"], &before["closing"]["overdue"]["count"]),
        (&json!("karya"), &json!(1))
    );
    bench.write(FILE, PARKED.to_owned() + "hold: {until: 2026-11-23}\n");
    assert_eq!(rules(&bench), [""; 0]);
    let held = report(&bench, &[]);
    assert_eq!(held["open"]["held"], json!({"count": 1, "value": "500"}));
    assert_eq!((&held["open"]["count"], &held["open"]["value"]), (&json!(1), &json!("500")));
    assert_eq!((&held["rotting"], &held["closing"]["overdue"]["count"]), (&json!([]), &json!(0)));
    assert_eq!(held["closing"]["undated"]["count"], 1);
    let told = done(bench.run(&["report", "--format", "text"])).out;
    let told = told.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(told.contains("On hold Rp500, 1 lead"), "{told}");
    let agenda = done(bench.run(&["agenda", "--format", "json"])).json();
    for part in ["overdue", "due", "closing", "rotting"] {
        assert_eq!(agenda[part], json!([]), "{part}");
    }
    assert_eq!((&agenda["holds"][0]["id"], &agenda["holds"][0]["days"]), (&json!("karya"), &json!(0)));
    let text = done(bench.run(&["agenda"])).out.replace('\u{a0}', " ");
    assert!(text.contains("On hold until\n    Mon 23 Nov, today: ERP"), "{text}");
    assert!(done(bench.run(&["agenda", "--format", "ics"])).out.contains("No longer on hold"));
    // A day later.
    let later = |args: &[&str]| {
        let late = command().current_dir(bench.root()).args(["--today", "2026-11-24"]).args(args).output();
        Ran::of(late.unwrap())
    };
    assert_eq!(done(later(&["agenda", "--format", "json"])).json()["rotting"][0]["id"], "karya");
    let found = later(&["check", "--format", "concise"]).out;
    assert!(found.contains("warning[overdue-hold] this lead was on hold until yesterday"), "{found}");
    assert!(found.contains("stale-lead"), "{found}");
    assert_eq!(report(&bench, &["--as-of", "2026-11-24"])["open"]["held"]["count"], 0);
}

#[test]
fn lists_pages_and_boards_show_it_quietly() {
    let bench = parked();
    bench.write(FILE, PARKED.to_owned() + "hold: {until: 2027-02-01, why: budget round}\n");
    bench.write("pipeline/1-prospect/other.yaml", PARKED);
    let list = |condition: &str| {
        let args = ["list", "--where", condition, "--columns", "id,hold,hold.why", "--format", "csv"];
        done(bench.run(&args)).out.replace('\r', "")
    };
    assert_eq!(list("held"), "id,hold,hold.why\nkarya,2027-02-01,budget round\n");
    assert_eq!(list("not held"), "id,hold,hold.why\nother,,\n");
    assert_eq!(list("hold.until > '2027-01-01'").lines().count(), 2);
    let shown = done(bench.run(&["show", "karya"])).out.replace('\u{a0}', " ");
    assert!(shown.contains("On hold until       budget round, 1 February 2027, in 70 days"), "{shown}");
    let page = done(bench.run(&["show", "karya", "--format", "json"])).json();
    assert_eq!((&page["rotting"], &page["hold"]["until"]["day"]), (&json!(false), &json!("2027-02-01")));
    let board = done(bench.run(&["board", "--format", "text"])).out.replace('\u{a0}', " ");
    assert!(board.contains("on hold until 1 Feb"), "{board}");
    done(bench.run(&["site"]));
    let board = bench.read("_site/board.html").replace('\u{a0}', " ").replace("&nbsp;", " ");
    for told in [
        "class=\"card held\"",
        "on hold until 1 February 2027",
        "id=\"without-held\"",
        "without the lead on hold",
    ] {
        assert!(board.contains(told), "{told}: {board}");
    }
    let page = bench.read("_site/leads/karya.html").replace('\u{a0}', " ");
    assert!(page.contains("on hold until 1 February 2027: budget round"));
    assert!(bench.read("_site/leads.html").contains("data-held=\"On hold\""));
    assert!(bench.read("_site/leads.js").contains(",8]"));
    let hidden = CONFIG.to_owned() + "site: {hide: {fields: [hold]}}\n";
    bench.write("corong.yaml", hidden);
    done(bench.run(&["site"]));
    for page in ["board.html", "leads/karya.html", "leads.html", "index.html", "agenda.html"] {
        let text = bench.read(&format!("_site/{page}")).to_lowercase();
        assert!(!text.contains("on hold") && !text.contains("budget round"), "{page}");
    }
}

/// A hold that cannot be read silences what rests on it.
#[test]
fn a_hold_that_cannot_be_read_is_one_mistake() {
    let bench = parked();
    for hold in ["{until: someday}", "{why: budget}", "2027-02-01"] {
        bench.write(FILE, format!("{PARKED}hold: {hold}\n"));
        assert_eq!(rules(&bench), ["schema"], "{hold}");
    }
}

#[test]
fn a_terminal_asks_until_when_and_for_what() {
    let bench = parked();
    let Some((shown, ended)) = at_a_terminal(&bench, "hold karya", "someday\nfriday\nbudget round\n") else {
        println!("left out: this machine has no `script` of util-linux");
        return;
    };
    assert_eq!(ended, 0, "{shown}");
    for told in ["On hold until", "`someday` is not a date", "What it waits for (Enter: nothing said)"] {
        assert!(shown.contains(told), "{told}: {shown}");
    }
    let held = "hold: {until: 2026-11-27, why: budget round}\n";
    assert!(bench.read(FILE).contains(held), "{}", bench.read(FILE));
    // What is given is not asked for.
    let (shown, ended) = at_a_terminal(&bench, "hold karya --until 2026-12-04", "").unwrap();
    assert!(ended == 0 && !shown.contains("What it waits for"), "{shown}");
    assert!(
        bench.read(FILE).contains("hold: {until: 2026-12-04, why: budget round}\n"),
        "{}",
        bench.read(FILE)
    );
}
