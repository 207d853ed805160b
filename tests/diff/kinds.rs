//! Every kind of change once, in a repository with fixed dates.

use std::fs;

use super::{adds_up, diff, lead, named};
use crate::support::{Bench, CONFIG};

/// A repository with every kind of change between `main` and `work`.
fn repository() -> Bench {
    let bench = Bench::new();
    let write = |path: &str, text: String| bench.write(&format!("pipeline/{path}.yaml"), text);
    let first = "prospect 11-02";
    let qualified = "prospect 11-02, qualified 11-09";
    write("1-prospect/pt-forwards", lead("ERP for forwards", "100000000", first));
    write("2-qualified/pt-backwards", lead("Back again", "20000000", qualified));
    write("2-qualified/pt-won", lead("Soon won", "80000000", qualified));
    write("2-qualified/pt-lost", lead("Soon lost", "30000000", qualified));
    write("lost/pt-again", lead("Lost once", "15000000", "prospect 10-01, lost 10-20 price"));
    write("1-prospect/pt-gone", lead("Given up", "5000000", first));
    write("1-prospect/pt-old-name", lead("Named anew", "7000000", first));
    write("1-prospect/pt-more", lead("Grows", "{amount: 1000, currency: USD}", first));
    write("1-prospect/pt-less", lead("Shrinks", "40000000", first));
    write("1-prospect/pt-broken", lead("To be broken", "9000000", first));
    write("1-prospect/pt-mended", "title: [\n".to_owned());
    write(
        "1-prospect/pt-gate",
        lead("Budget unknown", "1000000", first).replace("budget: met", "budget: unmet"),
    );
    write("1-prospect/pt-same", lead("Untouched", "2000000", first));
    bench.repository();
    bench.git(&["checkout", "--quiet", "-b", "work"]);
    let gone = |path: &str| fs::remove_file(bench.place(&format!("pipeline/{path}.yaml"))).unwrap();
    for path in [
        "1-prospect/pt-forwards",
        "2-qualified/pt-backwards",
        "2-qualified/pt-won",
        "2-qualified/pt-lost",
        "lost/pt-again",
        "1-prospect/pt-gone",
        "1-prospect/pt-old-name",
    ] {
        gone(path);
    }
    write(
        "2-qualified/pt-forwards",
        lead("ERP for forwards", "100000000", "prospect 11-02, qualified 11-18"),
    );
    write(
        "1-prospect/pt-backwards",
        lead("Back again", "20000000", "prospect 11-02, qualified 11-09, prospect 11-18"),
    );
    write("6-won/pt-won", lead("Soon won", "90000000", "prospect 11-02, qualified 11-09, won 11-19"));
    write("lost/pt-lost", lead("Soon lost", "30000000", "prospect 11-02, qualified 11-09, lost 11-19 price"));
    write(
        "1-prospect/pt-again",
        lead("Lost once", "16000000", "prospect 10-01, lost 10-20 price, prospect 11-19"),
    );
    write("1-prospect/pt-new-name", lead("Named anew", "7000000", first));
    write(
        "1-prospect/pt-new",
        lead("@everyone | <b>#1</b> ![x](http://e.example)", "12000000", "prospect 11-19"),
    );
    let more = lead("Grows", "{amount: 1500, currency: USD}", first).replace("owner: siti", "owner: joko");
    write("1-prospect/pt-more", more.replace("2026-12-15", "2027-01-14"));
    let less = lead("Shrinks", "25000000", first).replace("2026-12-15", "2026-12-05");
    write("1-prospect/pt-less", format!("probability: 55\n{less}"));
    write("1-prospect/pt-broken", "title: To be broken\nhistory: never\n".to_owned());
    write("1-prospect/pt-mended", lead("Mended", "3000000", first));
    write("1-prospect/pt-gate", lead("Budget unknown", "1000000", first));
    bench.save("A week of work");
    bench
}

#[test]
fn each_is_named_once_and_the_waterfall_adds_up() {
    let json = diff(&repository(), &["main...work", "--format", "json"]).json();
    assert_eq!(
        named(&json),
        [
            "pt-won won qualified won",
            "pt-lost lost qualified lost",
            "pt-again reopened lost prospect",
            "pt-new new - prospect",
            "pt-forwards moved prospect qualified",
            "pt-backwards moved qualified prospect",
            "pt-less changed prospect prospect",
            "pt-more changed prospect prospect",
            "pt-new-name changed prospect prospect",
            "pt-gate changed prospect prospect",
            "pt-gone removed prospect -",
            "pt-broken unreadable prospect -",
            "pt-mended readable - prospect",
        ]
    );
    adds_up(&json);
    let line = |name: &str| json["pipelines"][0]["waterfall"][name].as_str().unwrap().to_owned();
    // By hand: 1,000 dollars are 16,250,000 rupiah.
    assert_eq!(line("start"), "310250000");
    assert_eq!(line("new"), "12000000");
    assert_eq!(line("reopened"), "16000000");
    assert_eq!(line("increased"), "18125000"); // 10 of the won, 500 dollars
    assert_eq!(line("decreased"), "15000000");
    assert_eq!(
        (line("won"), line("lost"), line("removed")),
        ("90000000".into(), "30000000".into(), "5000000".into())
    );
    assert_eq!(
        (line("unreadable"), line("currency"), line("end")),
        ("-6000000".into(), "0".into(), "210375000".into())
    );
    let lead = |id: &str| {
        json["pipelines"][0]["leads"].as_array().unwrap().iter().find(|l| l["id"] == id).unwrap().clone()
    };
    assert_eq!(lead("pt-more")["pushed_days"], 30);
    assert_eq!(lead("pt-less")["pushed_days"], -10);
    assert_eq!(lead("pt-more")["fields"]["value"], serde_json::json!({"from": "16250000", "to": "24375000"}));
    assert_eq!(lead("pt-more")["fields"]["owner"], serde_json::json!({"from": "siti", "to": "joko"}));
    assert_eq!(
        lead("pt-new-name")["fields"]["id"],
        serde_json::json!({"from": "pt-old-name", "to": "pt-new-name"})
    );
    let passed = &lead("pt-gate")["gates"]["passed"][0];
    assert_eq!(
        (&passed["stage"], passed["say"].as_str().unwrap().starts_with("The budget")),
        (&"qualified".into(), true)
    );
    let schema: serde_json::Value = serde_json::from_str(&corong::schema::text(
        corong::schema::SchemaKind::Diff,
        None,
        corong::text::Language::En,
    ))
    .unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let wrong: Vec<_> = validator.iter_errors(&json).map(|e| e.to_string()).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Start and end are what the report calls open.
#[test]
fn the_ends_are_the_reports() {
    let bench = repository();
    let json = diff(&bench, &["main..work", "--format", "json"]).json();
    for (rev, end) in [("main", "start"), ("work", "end")] {
        let report = bench.run(&["report", "--rev", rev, "--as-of", "2026-11-20", "--format", "json"]).json();
        let (open, pipeline) = (&report["pipelines"][0]["open"], &json["pipelines"][0]);
        assert_eq!(open["value"], pipeline["waterfall"][end], "{rev}");
        assert_eq!(open["weighted"], pipeline["weighted"][end], "{rev}");
        assert_eq!(open["count"], pipeline["open"][end], "{rev}");
    }
}

/// What people see, to be read by eye; `CORONG_REFRESH=1 cargo test` writes it anew.
#[test]
fn three_formats_are_as_kept() {
    let bench = repository();
    for (name, args) in [
        ("diff.txt", &["main...work"][..]),
        ("comment.md", &["main...work", "--format", "markdown"]),
        ("comment.id.md", &["main...work", "--format", "markdown", "--language", "id"]),
        ("diff.json", &["main...work", "--format", "json"]),
    ] {
        let fresh = diff(&bench, args).out;
        let path = format!("tests/diff/kept/{name}");
        if std::env::var_os("CORONG_REFRESH").is_some() {
            fs::create_dir_all("tests/diff/kept").unwrap();
            fs::write(&path, &fresh).unwrap();
        }
        let kept = fs::read_to_string(&path).unwrap_or_default();
        assert!(kept == fresh, "{path} is out of date; CORONG_REFRESH=1 cargo test mends it\n{fresh}");
    }
}

#[test]
fn text_fits_eighty_columns_and_a_comment_holds_no_markup_of_leads() {
    let bench = repository();
    let text = diff(&bench, &["main...work"]).out;
    assert!(text.lines().all(|line| unicode_width(line) <= 80), "{text}");
    let comment = diff(&bench, &["main...work", "--format", "markdown"]).out;
    assert!(comment.starts_with("<!-- corong diff -->\n### "), "{comment}");
    for bad in ["@everyone", "#1", "<b>", "![", "http://"] {
        assert!(!comment.contains(bad), "{bad}: {comment}");
    }
}

fn unicode_width(line: &str) -> usize {
    corong::show::wrap::width(line)
}

#[test]
fn a_long_comment_is_cut_with_a_word() {
    let bench = Bench::new();
    bench.write("corong.yaml", CONFIG);
    bench.repository();
    bench.git(&["checkout", "--quiet", "-b", "work"]);
    let title = "|".repeat(150);
    for at in 0..400 {
        let text = lead(&format!("\"{title} {at}\""), "1", "prospect 11-02");
        bench.write(&format!("pipeline/1-prospect/l{at}.yaml"), text.replace("budget: met", "budget: unmet"));
    }
    let comment = diff(&bench, &["--format", "markdown"]).out;
    assert!(comment.len() < 65_536, "{}", comment.len());
    assert!(comment.contains("more leads; corong diff shows them all."), "{comment}");
    assert_eq!(comment.matches("<details>").count(), comment.matches("</details>").count());
}
