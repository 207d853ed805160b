//! Pipelines as teams really have them: what is not known, what never was a
//! lead, who is credited, what continues what.

use serde_json::{Value, json};

use crate::support::{Bench, CONFIG, Ran};

fn lead(bench: &Bench, folder: &str, id: &str, more: &str, history: &[&str]) {
    let history: String = history.iter().map(|entry| format!("  - {{{entry}}}\n")).collect();
    let text = format!("title: {id}\nowner: siti\nsource: event\n{more}history:\n{history}");
    bench.write(&format!("pipeline/{folder}/{id}.yaml"), text);
}

fn done(ran: Ran) -> Ran {
    assert_eq!(ran.status, 0, "{}{}", ran.out, ran.err);
    ran
}

fn report(bench: &Bench, more: &[&str]) -> Value {
    let args = [&["report", "--format", "json"], more].concat();
    done(bench.run(&args)).json()["pipelines"][0].clone()
}

/// The smallest input of an import: 25 known as won, 25 as lost, one open.
#[test]
fn a_way_that_is_not_known_is_in_no_stage_and_teaches_nothing() {
    let bench = Bench::new();
    bench.write("corong.yaml", CONFIG);
    for n in 0..25 {
        lead(&bench, "6-won", &format!("won-{n}"), "value: 5\n", &["stage: won, at: 2026-10-01"]);
        let lost = ["stage: lost, at: 2026-10-01, reason: price"];
        lead(&bench, "lost", &format!("lost-{n}"), "", &lost);
    }
    lead(&bench, "1-prospect", "open", "value: 100000\n", &["stage: prospect, at: 2026-11-01"]);
    let told = report(&bench, &[]);
    assert_eq!(told["open"]["weighted"], "10000");
    assert_eq!((&told["unknown_path"], &told["new"]["count"]), (&json!(50), &json!(51)));
    assert_eq!((&told["won"]["count"], &told["win_rate"]["value"]), (&json!(25), &json!(0.5)));
    for stage in 0..3 {
        assert_eq!(told["stages"][stage]["settled"]["n"], 0, "{}", told["stages"][stage]);
        assert_eq!(told["stages"][stage]["entered"], u64::from(stage == 0));
    }
    let text = done(bench.run(&["report", "--format", "text"])).out;
    assert!(text.contains("50 more are in no stage, as their way is not known."), "{text}");
    assert!(!text.contains("100%"), "{text}");
    let why = done(bench.run(&["explain", "unknown-path"])).out;
    assert!(why.contains("lost-3") && why.contains("created closed"), "{why}");
}

/// `path: unknown` is as good as created closed, but the days and the stages it names are known.
#[test]
fn an_entry_may_say_that_what_was_before_it_is_not_known() {
    let bench = Bench::new();
    let begun = "stage: prospect, at: 2026-10-01";
    lead(&bench, "lost", "lost", "", &[begun, "stage: lost, at: 2026-10-11, reason: price, path: unknown"]);
    lead(&bench, "6-won", "won", "", &[begun, "stage: won, at: 2026-10-21, path: unknown"]);
    let told = report(&bench, &[]);
    assert_eq!((&told["unknown_path"], &told["stages"][0]["entered"]), (&json!(2), &json!(0)));
    assert_eq!((&told["cycle_days"]["n"], &told["cycle_days"]["mean"]), (&json!(1), &json!(20.0)));
    assert_eq!(told["stages"][0]["stay_days"]["n"], 0);
    assert_eq!(told["losses"]["by_stage"][0]["key"], Value::Null);
    assert_eq!(told["time_to_win"]["n"], 2);
    let closed = report(&bench, &["--mode", "entered", "--from", "2026-10-15"]);
    assert_eq!(closed["unknown_path"], 1);
    lead(&bench, "1-prospect", "wrong", "", &["stage: prospect, at: 2026-10-01, path: known"]);
    let check = bench.run(&["check"]).out;
    assert!(check.contains("`path` has to be one of unknown, not `known`"), "{check}");
}

/// Spam was lost, and is in no figure but its own.
#[test]
fn what_never_was_a_lead_is_in_no_figure() {
    let bench = Bench::new();
    let spam = "lost_reasons: [price, {id: spam, counts: false}, ";
    bench.write("corong.yaml", CONFIG.replace("lost_reasons: [price, ", spam));
    let begun = "stage: prospect, at: 2026-10-01";
    lead(&bench, "6-won", "won", "value: 7\n", &[begun, "stage: won, at: 2026-10-21"]);
    let before = report(&bench, &[]);
    for n in 0..3 {
        let lost = [begun, "stage: lost, at: 2026-10-02, reason: spam"];
        lead(&bench, "lost", &format!("spam-{n}"), "value: 9\n", &lost);
    }
    let mut after = report(&bench, &[]);
    let source = json!([{"key": "event", "label": "event", "count": 3}]);
    assert_eq!(after["disqualified"], json!({"count": 3, "by_source": source}));
    after["disqualified"] = before["disqualified"].clone();
    assert_eq!(before, after);
    let text = done(bench.run(&["report", "--format", "text"])).out;
    let words = "3 more were lost for a reason that does not count, and are in no figure: event 3.";
    assert!(text.contains(words), "{text}");
    let why = done(bench.run(&["explain", "lost"])).out;
    assert!(why.contains("lost on 2026-10-02, spam, which does not count"), "{why}");
    bench.write(
        "corong.yaml",
        CONFIG.replace("lost_reasons: [price, ", "lost_reasons: [{id: spam, counts: no}, "),
    );
    assert!(bench.run(&["check"]).err.contains("`counts` has to be true or false, not `no`"));
}

/// 101 shared 60 and 40 are 61 and 40; each counts the lead, and a hand-over takes nothing along.
#[test]
fn a_split_shares_the_value_and_each_counts_the_lead() {
    let bench = Bench::new();
    let targets = "
targets:
  - {period: 2026-Q4, value: 100, deals: 1, owner: budi}
  - {period: 2026-Q4, value: 100, where: title == 'a'}
  - {period: 2026-Q4, value: 100, owner: budi, where: title == 'a'}
  - {period: 2026-Q4, value: 100, owner: budi, where: title != 'a'}
";
    let team = CONFIG.replace("team:\n", "team:\n  budi: {name: Budi}\n");
    bench.write("corong.yaml", format!("{}{targets}", team.trim_end()));
    let begun = "stage: prospect, at: 2026-10-01";
    let split = "value: 101\nsplit: {siti: 60, budi: 40}\n";
    lead(&bench, "1-prospect", "a", split, &[begun]);
    lead(&bench, "1-prospect", "open", "value: 5\nsplit: {siti: 60, budi: 40}\n", &[begun]);
    let budget = ["--set", "qualification.budget=met", "--set", "contacts:=[{name: Ann}]"];
    done(bench.run(&[&["win", "a", "--at", "2026-11-10"][..], &budget].concat()));
    assert!(bench.read("pipeline/6-won/a.yaml").contains("by: siti, owner: siti}"));
    let rows = |told: &Value, key: &str| -> Vec<(String, Value, Value, Value)> {
        let rows = told[key].as_array().unwrap().iter();
        let row = |row: &Value| {
            (
                row["key"].as_str().unwrap().to_owned(),
                row["won"].clone(),
                row["won_value"].clone(),
                row["open_value"].clone(),
            )
        };
        rows.map(row).collect()
    };
    let told = report(&bench, &[]);
    assert_eq!(
        rows(&told, "by_owner"),
        [
            ("siti".into(), json!(1), json!("61"), json!("3")),
            ("budi".into(), json!(1), json!("40"), json!("2"))
        ]
    );
    assert_eq!(told["won"]["value"], "101");
    assert_eq!(
        (&told["targets"][0]["value"]["won"], &told["targets"][0]["deals"]["won"]),
        (&json!("40"), &json!(1))
    );
    let by_condition = [1, 2, 3].map(|at| told["targets"][at]["value"]["won"].clone());
    assert_eq!(by_condition, ["101", "40", "0"]);
    let budis = report(&bench, &["--owner", "budi"]);
    assert_eq!(
        (&budis["won"]["value"], &budis["open"]["value"], &budis["open"]["count"]),
        (&json!("40"), &json!("2"), &json!(1))
    );
    assert_eq!(rows(&budis, "by_owner").len(), 1);
    let listed = done(bench.run(&[
        "list",
        "--all",
        "--owner",
        "budi",
        "--columns",
        "id,split.budi",
        "--format",
        "csv",
    ]))
    .out;
    assert!(listed.contains("a,40") && listed.contains("open,40"), "{listed}");
    let board = done(bench.run(&["board", "--owner", "budi", "--format", "json"])).json();
    let columns = board["pipelines"][0]["stages"].as_array().unwrap();
    let value = |id: &str| columns.iter().find(|column| column["id"] == id).unwrap()["value"].clone();
    assert_eq!((value("won"), value("prospect")), (json!("40"), json!("2")));
    let shown = done(bench.run(&["show", "a"])).out;
    assert!(shown.contains("Siti Rahma 60%, Budi 40%"), "{shown}");
    assert!(done(bench.run(&["list", "--where", "split.budi > 30", "--format", "csv"])).out.contains("open"));
    done(bench.run(&["set", "a", "split.siti=50", "split.Budi=50"]));
    let new = ["new", "Shared", "--owner", "siti", "--source", "event", "--no-input"];
    done(bench.run(&[&new[..], &["--set", "split:={siti: 60, budi: 40}"]].concat()));
    assert!(bench.read("pipeline/1-prospect/shared.yaml").contains("split: {siti: 60, budi: 40}\n"));
    assert_eq!(report(&bench, &["--owner", "siti"])["won"]["value"], "50");
    for (wrong, says) in [
        ("split: {siti: 60, budi: 30}\n", "the parts of `split` are 90 percent together, not 100"),
        ("split: {siti: 100, budi: 0}\n", "`budi` has no part of the value"),
        ("split: {siti: 60, nobody: 40}\n", "`nobody` is nobody of the team"),
        ("split: [siti]\n", "`split` has to be a mapping from people to percentages"),
        ("split: {siti: 101}\n", "`siti` has to be a percentage from 0 to 100"),
    ] {
        lead(&bench, "1-prospect", "open", wrong, &[begun]);
        let check = bench.run(&["check"]).out;
        assert!(check.contains(says), "{check}");
    }
}

/// A closed quarter stays as it was, whoever has its leads now.
#[test]
fn a_hand_over_leaves_a_closed_quarter_as_it_was() {
    let bench = Bench::new();
    let target = "\ntargets:\n  - {period: 2026-Q3, value: 100, owner: siti}\n";
    let team = CONFIG.replace("team:\n", "team:\n  budi: {name: Budi}\n");
    bench.write("corong.yaml", format!("{}{target}", team.trim_end()));
    let begun = "stage: prospect, at: 2026-07-01";
    let activity = "activities:\n  - {at: 2026-07-02, kind: call}\ncontract: {end: 2026-10-20}\n";
    lead(&bench, "6-won", "a", &format!("value: 60\n{activity}"), &[begun, "stage: won, at: 2026-08-01"]);
    lead(&bench, "lost", "b", "value: 9\n", &[begun, "stage: lost, at: 2026-08-02, reason: price"]);
    let again = [
        begun,
        "stage: won, at: 2026-07-02",
        "stage: prospect, at: 2026-07-03",
        "stage: won, at: 2026-09-01",
    ];
    lead(&bench, "6-won", "c", "value: 5\n", &again);
    lead(&bench, "6-won", "d", "value: 7\n", &["stage: won, at: 2026-09-30"]);
    let quarter = |owner: &[&str]| {
        let args = ["report", "--format", "json", "--period", "2026-Q3", "--as-of", "2026-09-30"];
        let mut told = done(bench.run(&[&args, owner].concat())).json();
        told["stamp"].take();
        told
    };
    let before = [quarter(&[]), quarter(&["--owner", "siti"]), quarter(&["--owner", "budi"])];
    assert_eq!(before[0]["pipelines"][0]["targets"][0]["value"]["won"], "72");
    for id in ["a", "b", "c", "d"] {
        done(bench.run(&["set", id, "owner=budi"]));
    }
    assert!(bench.read("pipeline/6-won/a.yaml").contains("owner: budi"));
    assert!(bench.read("pipeline/6-won/a.yaml").contains("{stage: won, at: 2026-08-01, owner: siti}"));
    assert_eq!(bench.read("pipeline/6-won/c.yaml").matches("owner: siti").count(), 2);
    let after = [quarter(&[]), quarter(&["--owner", "siti"]), quarter(&["--owner", "budi"])];
    assert!(before == after);
    // The next hand-over changes nothing that is written.
    done(bench.run(&["set", "a", "owner=siti"]));
    assert_eq!(bench.read("pipeline/6-won/a.yaml").matches("owner: siti").count(), 2);
    lead(&bench, "6-won", "e", "", &["stage: won, at: 2026-09-30, owner: nobody"]);
    assert!(bench.run(&["check"]).out.contains("`nobody` is nobody of the team"));
}

/// An add-on is no renewal: of what was won again, of a contract's end, of what is missing.
#[test]
fn what_extends_continues_no_contract() {
    let bench = Bench::new();
    bench.write("corong.yaml", format!("{}\nrules: {{missing-renewal: warning}}\n", CONFIG.trim_end()));
    let company = "company: {name: PT Karya}\n";
    let base = format!("{company}value: 9\nproducts: [{{name: ERP}}]\ncontract: {{end: 2026-12-20}}\n");
    lead(&bench, "6-won", "base", &base, &["stage: won, at: 2026-01-05"]);
    let more = format!("{company}value: 1\nextends: base\n");
    lead(&bench, "6-won", "more", &more, &["stage: won, at: 2026-03-05"]);
    let retention = || report(&bench, &[])["retention"].clone();
    let again = |told: &Value| (told["won_again"]["value"].clone(), told["won_again"]["n"].clone());
    let told = retention();
    assert_eq!((again(&told), &told["ending"][0]["renewal"]), ((json!(0.0), json!(1)), &Value::Null));
    assert!(bench.run(&["check"]).out.contains("ends on 2026-12-20, and no lead renews it"));
    done(bench.run(&["renew", "base", "--extends", "--no-input", "--source", "event"]));
    let added = bench.read("pipeline/1-prospect/base-add-on.yaml");
    assert!(added.contains("title: base (add-on)\n") && added.contains("extends: base\n"), "{added}");
    assert!(!added.contains("products") && !added.contains("value") && added.contains("PT Karya"), "{added}");
    let shown = done(bench.run(&["show", "base"])).out;
    assert!(shown.contains("Added to by") && shown.contains("base-add-on"), "{shown}");
    let all = format!("{company}renews: [base, more]\n");
    lead(&bench, "6-won", "again", &all, &["stage: won, at: 2026-10-05"]);
    let told = retention();
    assert_eq!(
        (again(&told), &told["ending"][0]["renewal"]["id"]),
        ((json!(1.0), json!(1)), &json!("again"))
    );
    assert!(!bench.run(&["check"]).out.contains("missing-renewal"));
    done(bench.run(&["rename", "base", "first"]));
    assert!(bench.read("pipeline/6-won/more.yaml").contains("extends: first\n"));
    assert!(bench.read("pipeline/6-won/again.yaml").contains("renews: [first, more]\n"));
    lead(
        &bench,
        "1-prospect",
        "wrong",
        "extends: [nobody, wrong, base-add-on]\n",
        &["stage: prospect, at: 2026-11-01"],
    );
    let check = bench.run(&["check"]).out;
    for says in [
        "there is no lead `nobody` to extend",
        "a lead cannot extend itself",
        "never won, so there is nothing to extend",
    ] {
        assert!(check.contains(says), "{check}");
    }
}
