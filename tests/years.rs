//! Years that begin elsewhere than in January, groups of people, and slices of the leads.

use serde_json::{Value, json};

use crate::support::{Bench, CONFIG, Ran};

const TEAM: &str = "fiscal_year: 4
team:
  siti: {name: Siti Rahma, group: barat}
  budi: {name: Budi, group: timur}
  rina: {name: Rina, group: barat}
";

const TARGETS: &str = "targets:
  - {period: FY2027-Q1, value: 200, group: barat}
  - {period: FY2027, value: 300, deals: 2, where: company.industry == \"retail\"}
";

fn lead(bench: &Bench, folder: &str, id: &str, more: &str, history: &[&str]) {
    let history: String = history.iter().map(|entry| format!("  - {{{entry}}}\n")).collect();
    bench.write(&format!("pipeline/{folder}/{id}.yaml"), format!("title: {id}\n{more}\nhistory:\n{history}"));
}

/// Siti, of the west, won 60 in May to July's quarter and 7 in this one; Rina of
/// the west has 40 open; Budi, of the east, won 100 and lost one.
fn bench() -> Bench {
    let bench = Bench::new();
    let config = CONFIG.replace("team:\n  siti: {name: Siti Rahma}\n", TEAM);
    bench.write("corong.yaml", format!("{config}{TARGETS}"));
    let begun = "stage: prospect, at: 2026-05-01";
    let retail = "company: {name: PT Ritel, industry: retail}";
    let siti = |value| format!("owner: siti\nsource: event\nvalue: {value}\n{retail}");
    lead(&bench, "6-won", "a", &siti(60), &[begun, "stage: won, at: 2026-06-10"]);
    lead(&bench, "6-won", "c", &siti(7), &[begun, "stage: won, at: 2026-10-05"]);
    lead(&bench, "6-won", "b", "owner: budi\nvalue: 100", &[begun, "stage: won, at: 2026-06-20"]);
    lead(&bench, "lost", "d", "owner: budi", &[begun, "stage: lost, at: 2026-06-11, reason: price"]);
    let open = format!("owner: rina\nvalue: 40\n{retail}\nexpected_close: 2026-12-20");
    lead(&bench, "1-prospect", "e", &open, &[begun]);
    bench
}

/// So many leads that its report is no short one.
fn many(bench: &Bench) {
    for n in 0..20 {
        let begun = "stage: prospect, at: 2026-11-02";
        let owner = if n % 2 == 0 { "owner: siti" } else { "owner: budi" };
        lead(bench, "6-won", &format!("won-{n}"), owner, &[begun, "stage: won, at: 2026-11-03"]);
    }
}

fn done(ran: Ran) -> Ran {
    assert_eq!(ran.status, 0, "{}{}", ran.out, ran.err);
    ran
}

fn report(bench: &Bench, more: &[&str]) -> Value {
    done(bench.run(&[&["report", "--format", "json"], more].concat())).json()
}

/// FY2027 began in April 2026: its first quarter is April to June, its third has begun.
#[test]
fn fiscal_years_are_taken_and_named() {
    let bench = bench();
    let quarter = report(&bench, &["--period", "FY2027-Q1"]);
    assert_eq!(quarter["period"], json!({"from": "2026-04-01", "to": "2026-06-30"}));
    assert_eq!(quarter["period_name"], "FY2027-Q1");
    assert_eq!(quarter["pipelines"][0]["won"]["count"], 2);
    assert_eq!(quarter["pipelines"][0]["months"][2]["quarter"], "FY2027-Q1");
    let year = report(&bench, &["--period", "fy2027", "--compare", "FY2026-Q3"]);
    assert_eq!(year["period"], json!({"from": "2026-04-01", "to": "2026-11-23"}));
    assert_eq!((&year["period_name"], &year["pipelines"][0]["won"]["count"]), (&json!("FY2027"), &json!(3)));
    assert_eq!(year["compare"][1]["period"], json!({"from": "2025-10-01", "to": "2025-12-31"}));
    assert_eq!(report(&bench, &["--period", "2026-Q2"])["period_name"], "FY2027-Q1");
    assert_eq!(report(&bench, &[]).get("period_name"), None);
    let text = done(bench.run(&["report", "--format", "text", "--period", "FY2027-Q3"])).out;
    assert!(text.contains("Period Q3 FY2027, 1\u{a0}October\u{a0}2026"), "{text}");
    many(&bench);
    let page = done(bench.run(&["report", "--format", "html", "--period", "FY2027", "--language", "id"])).out;
    assert!(page.contains("tahun fiskal 2027, 1") && page.contains("Triwulan I tahun fiskal 2027"), "{page}");
    assert!(page.contains(">FY2027</text>"), "{page}");
    done(bench.run(&["site"]));
    assert!(bench.read("_site/months/index.html").contains("<small>Q3 FY2027</small>"));
    assert!(bench.read("_site/months/2026-10.html").contains("Q3 FY2027."));
    for (wrong, args) in [("FY27", ["--period", "FY27"]), ("FY2027-Q5", ["--compare", "FY2027-Q5"])] {
        let ran = bench.run(&[&["report"][..], &args].concat());
        assert!(ran.status == 2 && ran.err.contains(wrong), "{ran:?}");
    }
}

/// Without a month FY2027 is 2027, and nothing is called by it; a month is one of twelve.
#[test]
fn a_fiscal_year_is_the_calendars_where_nothing_else_is_said() {
    let bench = Bench::new();
    lead(&bench, "6-won", "a", "owner: siti", &["stage: won, at: 2026-06-10"]);
    let year = report(&bench, &["--period", "FY2026"]);
    assert_eq!(year["period"], json!({"from": "2026-01-01", "to": "2026-11-23"}));
    assert_eq!((year.get("period_name"), year["pipelines"][0].get("by_group")), (None, None));
    assert_eq!(year["pipelines"][0]["months"][0].get("quarter"), None);
    for wrong in ["0", "13", "4.5", "april", "\"4\""] {
        bench.write("corong.yaml", format!("fiscal_year: {wrong}\n{CONFIG}"));
        let ran = bench.run(&["check"]);
        assert!(ran.err.contains("`fiscal_year` has to be the number of a month, 1 to 12"), "{ran:?}");
    }
}

/// 60 of the west's 200 were won in its quarter; 67 of the retail's 300 in its year.
#[test]
fn groups_are_compared_and_have_targets() {
    let bench = bench();
    let told = report(&bench, &[]);
    let sales = &told["pipelines"][0];
    let row = |at: usize| {
        let row = &sales["by_group"][at];
        (
            row["key"].clone(),
            row["open"].clone(),
            row["won"].clone(),
            row["lost"].clone(),
            row["won_value"].clone(),
        )
    };
    assert_eq!(row(0), (json!("timur"), json!(0), json!(1), json!(1), json!("100")));
    assert_eq!(row(1), (json!("barat"), json!(1), json!(2), json!(0), json!("67")));
    assert_eq!(sales["by_group"].as_array().unwrap().len(), 2);
    let west = &sales["targets"][0];
    assert_eq!((&west["group"], &west["value"]["won"]), (&json!("barat"), &json!("60")));
    let retail = &sales["targets"][1];
    assert_eq!(retail["where"], "company.industry == \"retail\"");
    assert_eq!((&retail["value"]["won"], &retail["value"]["open"]), (&json!("67"), &json!("40")));
    assert_eq!((&retail["deals"]["won"], &retail["needed"]["stages"][0]["open"]), (&json!(2), &json!(1)));
    let text = done(bench.run(&["report", "--format", "text"])).out;
    assert!(text.contains("Q1 FY2027, group barat"), "{text}");
    assert!(text.contains("FY2027, where company.industry == \"retail\""), "{text}");
    let page = done(bench.run(&["report", "--format", "markdown", "--language", "id"])).out;
    assert!(page.contains("Triwulan I tahun fiskal 2027, kelompok barat"), "{page}");
    many(&bench);
    let page = done(bench.run(&["report", "--format", "html", "--language", "id"])).out;
    assert!(page.contains("Menurut kelompok"), "{page}");
    let csv = done(bench.run(&["report", "--format", "csv", "--table", "by_group"])).out;
    assert!(csv.contains("timur") && csv.contains("barat"), "{csv}");
    let why = done(bench.run(&["explain", "targets"])).out;
    assert!(why.contains("FY2027-Q1, group barat: won in its period"), "{why}");
    done(bench.run(&["site"]));
    assert!(bench.read("_site/owners.html").contains("By group"), "owners");
    assert!(bench.read("_site/targets.html").contains("Q1 FY2027, group barat"));
}

/// What a target names is known when the configuration is read.
#[test]
fn targets_are_checked_as_they_are_read() {
    let bench = bench();
    let config = bench.read("corong.yaml");
    for (target, told) in [
        ("group: brat", "`brat` is not among the groups of the team"),
        ("where: company.industri == \"x\"", "`company` has no `industri`"),
        ("where: idle_days > 3", "`idle_days` is another one every day"),
        ("where: group == \"brat\"", "there is no group of the team `brat`"),
        ("where: value > \"3\"", "a number is compared with text"),
    ] {
        bench.write("corong.yaml", format!("{config}  - {{period: FY2027, value: 1, {target}}}\n"));
        let ran = bench.run(&["check"]);
        assert!(ran.status == 2 && ran.err.contains(told), "{target}: {ran:?}");
    }
}

/// The retail leads alone: two won, one open; the weight of the open one is learnt from all.
#[test]
fn a_report_may_be_of_the_leads_that_a_condition_holds_for() {
    let bench = bench();
    let retail = ["--where", "company.industry == \"retail\""];
    let told = report(&bench, &retail);
    let sales = &told["pipelines"][0];
    assert_eq!(told["filter"], json!({"where": "company.industry == \"retail\""}));
    assert_eq!((&sales["won"]["count"], &sales["lost"]["count"]), (&json!(2), &json!(0)));
    assert_eq!((&sales["won"]["value"], &sales["open"]["value"]), (&json!("67"), &json!("40")));
    assert_eq!(sales["targets"][0]["value"]["won"], "60");
    assert_eq!(told["opening"]["waiting"]["rotting"], 1);
    assert_eq!(told["compare"][0]["pipelines"][0]["new"]["count"], 0);
    let east = report(&bench, &["--where", "group == \"timur\""]);
    assert_eq!(east["pipelines"][0]["won"]["value"], "100");
    assert_eq!(east["opening"]["target"], Value::Null);
    for (format, words) in [
        ("text", "only leads where company.industry == \"retail\""),
        ("markdown", "only leads where company.industry == \"retail\""),
        ("html", "only leads where company.industry == &quot;retail&quot;"),
    ] {
        let out = done(bench.run(&[&["report", "--format", format], &retail[..]].concat())).out;
        assert!(out.contains(words), "{out}");
    }
    let why = done(bench.run(&[&["explain", "won"], &retail[..]].concat())).out;
    assert!(
        why.contains("won in the period: 2") && why.contains("b  the condition does not hold for it"),
        "{why}"
    );
    let list = done(bench.run(&["list", "--where", "group == \"barat\"", "--columns", "id,group"])).out;
    assert!(list.contains("barat") && !list.contains("timur"), "{list}");
    let wrong = bench.run(&["report", "--where", "company.industri == \"x\""]);
    assert!(wrong.status == 2 && wrong.err.contains("did you mean `company.industry`?"), "{wrong:?}");
}
