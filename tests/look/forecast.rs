//! The forecast from outside: its laws, and that nothing later changes it.

use serde_json::Value;

use super::nusantara;
use crate::schema::{schema_of, validator};
use crate::support::{Bench, Ran, command};

fn forecast(bench: &Bench, more: &[&str]) -> Value {
    bench.run(&[&["forecast", "--format", "json"], more].concat()).json()
}

fn float(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| value.as_str().unwrap().parse().unwrap())
}

#[test]
fn every_forecast_fits_its_schema_and_its_laws() {
    let bench = Bench::copy_of("examples/nusantara");
    let schema = validator(&schema_of(&bench, "forecast"));
    for more in [
        &[][..],
        &["--until", "2027-03-31", "--owner", "siti"],
        &["--as-of", "2026-06-30", "--method", "dates", "--runs", "500"],
        &["--method", "stage", "--pipeline", "sales"],
        &["--as-of", "2025-01-31"],
        &["--where", "value.amount > 300000000"],
    ] {
        let told = forecast(&bench, more);
        let wrong: Vec<_> =
            schema.iter_errors(&told).map(|e| format!("{}: {e}", e.instance_path())).collect();
        assert!(wrong.is_empty(), "{more:?}: {wrong:#?}");
        told["pipelines"].as_array().unwrap().iter().for_each(laws);
    }
}

fn laws(p: &Value) {
    let leads = p["leads"].as_array().unwrap();
    let chances: Vec<f64> = leads.iter().map(|lead| float(&lead["p"])).collect();
    assert!(chances.iter().all(|p| (0.0..=1.0).contains(p)), "{chances:?}");
    assert_eq!(leads.len() as u64, p["open"]["n"].as_u64().unwrap());
    let sum: f64 = chances.iter().sum();
    assert!((sum - float(&p["open"]["expected"]["count"])).abs() < 1e-9, "{sum}");
    let months = p["months"].as_array().unwrap();
    assert_eq!(months.last().unwrap()["expected"], p["open"]["expected"]);
    for two in months.windows(2) {
        for key in ["expected", "p10", "p50", "p90"] {
            for part in ["count", "value"] {
                let of = |month: &Value| month[key].get(part).map(float).unwrap_or_default();
                assert!(of(&two[0]) <= of(&two[1]) + 1e-9, "{key} {part}: {two:?}");
            }
        }
    }
    for band in months.iter().chain([&p["open"], &p["total"], &p["new_business"]]) {
        let [low, middle, high] = ["p10", "p50", "p90"].map(|key| &band[key]);
        if !low.is_null() {
            for part in ["count", "value"] {
                assert!(
                    float(&low[part]) <= float(&middle[part]) && float(&middle[part]) <= float(&high[part])
                );
            }
        }
    }
    for target in p["targets"].as_array().unwrap() {
        let [all, open] = ["probability", "by_open"].map(|key| target[key].as_f64());
        assert!(
            all.zip(open).is_none_or(|(all, open)| (0.0..=1.0).contains(&open) && open <= all),
            "{target}"
        );
    }
}

/// A lead that closes after the day, or comes in after it, is not known on it.
#[test]
fn what_is_later_changes_nothing() {
    let bench = Bench::copy_of("examples/nusantara");
    let day = ["--as-of", "2026-09-30"];
    let before = forecast(&bench, &day);
    let open = before["pipelines"][0]["leads"][0]["id"].as_str().unwrap().to_owned();
    let files = bench.run(&["list", "--where", &format!("id == '{open}'"), "--columns", "id,stage"]);
    assert_eq!(files.status, 0, "{files:?}");
    bench.run(&["win", &open, "--at", "2026-11-20", "--no-input"]);
    bench.run(&["new", "Later", "--id", "later", "--no-input"]);
    bench.run(&["forecast"]);
    let after = forecast(&bench, &day);
    for key in ["open", "months", "new_business", "total", "backtest", "method", "leads"] {
        assert_eq!(before["pipelines"][0][key], after["pipelines"][0][key], "{key}");
    }
}

#[test]
fn the_same_seed_gives_the_same_bytes() {
    let of = |seed| nusantara(&["forecast", "--format", "json", "--runs", "2000", "--seed", seed], None).out;
    assert_eq!(of("1"), of("1"));
    assert_ne!(of("1"), of("2"));
    let on = |threads: &str| {
        let mut command = command();
        command.env("RAYON_NUM_THREADS", threads).args(["-C", "examples/nusantara", "--today", "2026-11-23"]);
        let asked = ["forecast", "--format", "json", "--runs", "2000", "--seed", "1"];
        Ran::of(command.args(asked).output().unwrap()).out
    };
    assert_eq!(on("1"), of("1"));
    assert_eq!(on("4"), of("1"));
}

/// Its own probability takes the place of the chance to be won at all, and a lead on
/// hold counts from the day its hold ends.
#[test]
fn own_chances_and_holds() {
    let bench = Bench::copy_of("examples/nusantara");
    let p = |bench: &Bench, id: &str| {
        let told = forecast(bench, &[]);
        let leads = told["pipelines"][0]["leads"].as_array().unwrap().clone();
        let lead = leads.into_iter().find(|lead| lead["id"] == id).unwrap();
        (float(&lead["p"]), lead["by"].as_str().unwrap().to_owned())
    };
    let id = "pt-pesona-resor";
    let (before, by) = p(&bench, id);
    assert_ne!(by, "lead");
    bench.run(&["set", id, "probability=100", "--no-input"]);
    let (sure, by) = p(&bench, id);
    assert!(by == "lead" && before < sure && sure <= 1.0, "{before} {sure} {by}");
    bench.run(&["hold", id, "--until", "2026-12-20", "--no-input"]);
    let (parked, _) = p(&bench, id);
    assert!(parked < sure, "{parked} {sure}");
    bench.run(&["hold", id, "--until", "2027-12-20", "--no-input"]);
    assert_eq!(p(&bench, id).0, 0.0);
}

/// Where history is short there is a middle and no band, and it says so.
#[test]
fn little_history_says_so() {
    let bench = Bench::new();
    bench.write("pipeline/1-prospect/a.yaml", crate::support::PROSPECT);
    let p = &forecast(&bench, &[])["pipelines"][0];
    assert_eq!((&p["method"]["id"], &p["method"]["why"]), (&"base".into(), &"little_history".into()));
    assert!(p["open"]["p10"].is_null() && p["total"]["p90"].is_null());
    let text = bench.run(&["forecast"]).out;
    assert!(text.contains("nobody can say how many"), "{text}");
    let empty = Bench::new();
    assert!(empty.run(&["forecast"]).out.contains("No lead is open"));
}

/// A forecast of some leads says of which, and judges no target of all leads by these.
#[test]
fn a_part_of_the_leads_is_named() {
    let condition = "source == 'referral'";
    let bench = Bench::copy_of("examples/nusantara");
    let said = |format: &str| {
        let args =
            ["forecast", "--where", condition, "--owner", "siti", "--language", "en", "--format", format];
        bench.run(&args).out.replace('\n', " ")
    };
    for format in ["text", "markdown", "html"] {
        let page = said(format);
        assert!(page.contains("owner siti; only leads where source == "), "{format}: {page}");
        assert!(!page.contains("The target of"), "{format}: {page}");
    }
    let report = bench
        .run(&["report", "--where", condition, "--owner", "siti", "--language", "en", "--format", "text"])
        .out;
    assert!(report.contains("\nowner siti; only leads where source == "), "{report}");
    let targets = |bench: &Bench, more: &[&str]| forecast(bench, more)["pipelines"][0]["targets"].clone();
    assert!(targets(&bench, &[]).as_array().unwrap().len() > 2);
    assert_eq!(targets(&bench, &["--where", condition]), Value::Array(vec![]));
    let own = format!("targets:\n  - {{period: 2026-Q4, where: \"{condition}\", value: 900000000}}\n");
    bench.write("corong.yaml", bench.read("corong.yaml").replace("targets:\n", &own));
    let kept = targets(&bench, &["--where", condition]);
    assert_eq!(kept.as_array().unwrap().len(), 1, "{kept}");
    let among = targets(&bench, &[]);
    let among = among.as_array().unwrap().iter().find(|own| own["where"] == condition).unwrap().clone();
    assert_eq!(kept[0]["won"], among["won"], "{kept}");
    let page = bench.run(&["forecast", "--where", condition, "--language", "en"]).out;
    assert_eq!(page.matches("The target of").count(), 1, "{page}");
}

/// A row of the long table is named by its pipeline, table, key, label and measure.
#[test]
fn no_two_rows_have_the_same_name() {
    for (example, day) in [("examples/nusantara", "2026-09-30"), ("examples/brightline", "2026-10-31")] {
        let bench = Bench::copy_of(example);
        assert_eq!(bench.run(&["forecast", "--freeze", "--as-of", day]).status, 0);
        for asked in [&["forecast"][..], &["forecast", "--scored"], &["report"]] {
            let table = bench.run(&[asked, &["--format", "csv"]].concat()).out;
            let mut rows = csv::Reader::from_reader(table.as_bytes());
            let name = |row: csv::StringRecord| row.iter().take(5).collect::<Vec<_>>().join(",");
            let names: Vec<String> = rows.records().map(|row| name(row.unwrap())).collect();
            let distinct: std::collections::BTreeSet<&String> = names.iter().collect();
            assert_eq!(names.len(), distinct.len(), "{example} {asked:?}");
            if asked == ["forecast"] {
                let key = |key: &str| names.iter().any(|name| name.contains(key));
                assert!(
                    key(",backtest.horizons.methods,30 base,") && key(",backtest.horizons.methods,90 base,")
                );
            }
        }
    }
    let table = nusantara(&["forecast", "--format", "csv"], None).out;
    assert!(table.contains("\nsales,targets,2026-Q4,,value,2400000000"), "{table}");
    assert!(table.contains("\nsales,targets,2026-Q4 siti,,value,700000000"), "{table}");
}

/// What all had is said of leads that have it, and not where owners or nobody gave any.
#[test]
fn chances_are_said_to_be_alike_where_they_are() {
    let bench = Bench::new();
    let said = || bench.run(&["forecast"]).out.replace('\n', " ");
    let alike = "the chance that all had";
    let none = said();
    assert!(!none.contains(alike) && none.contains("There are fewer than 3 past month ends"), "{none}");
    bench.write("pipeline/1-prospect/a.yaml", crate::support::PROSPECT);
    assert!(said().contains(&format!("Every lead has {alike}")));
    bench.run(&["set", "a", "probability=40", "--no-input"]);
    let own = said();
    assert!(!own.contains(alike) && own.contains("the chance that its owner gave it"), "{own}");
    bench.write("pipeline/1-prospect/b.yaml", crate::support::PROSPECT);
    assert!(said().contains(&format!("Every lead without a chance of its owner\u{2019}s has {alike}")));
}

#[test]
fn every_format_says_the_answer() {
    let shown = |args: &[&str]| {
        nusantara(&[&["forecast", "--backtest", "--language", "en"], args].concat(), None).out
    };
    for format in ["text", "markdown", "html"] {
        let page = shown(&["--format", format]).replace('\n', " ");
        assert!(page.contains("open leads will probably be won by"), "{format}: {page}");
        assert!(page.contains("What would have been said at past month ends"), "{format}");
    }
    let html = shown(&["--format", "html"]);
    assert!(html.contains("class=\"chart fan\"") && html.contains("class=\"chart calibration\""));
    let csv = shown(&["--format", "csv"]);
    assert!(csv.contains("\nsales,leads,pt-cipta-baja,,p,"), "{csv}");
}

#[test]
fn where_a_chance_comes_from() {
    let told = nusantara(&["explain", "forecast", "pt-pesona-resor", "--format", "json"], None).json();
    let steps = &told["steps"];
    let all = nusantara(&["forecast", "--format", "json"], None).json();
    let leads = all["pipelines"][0]["leads"].as_array().unwrap();
    let lead = leads.iter().find(|lead| lead["id"] == "pt-pesona-resor").unwrap();
    assert!((float(&steps["p"]) - float(&lead["p"])).abs() < 1e-12, "{steps} {lead}");
    assert_eq!(steps["method"], all["pipelines"][0]["method"]["id"]);
    let page = nusantara(&["explain", "forecast", "pt-pesona-resor"], None);
    assert!(page.status == 0 && page.out.starts_with("# pt-pesona-resor"), "{page:?}");
    assert_eq!(nusantara(&["explain", "won", "pt-pesona-resor"], None).status, 2);
}

/// A branch that wins a lead makes the target likelier, and says so.
#[test]
fn a_branch_says_what_it_does_to_the_forecast() {
    let bench = Bench::copy_of("examples/nusantara");
    bench.repository();
    assert_eq!(bench.run(&["win", "pt-pesona-resor", "--no-input"]).status, 0);
    let ahead = &bench.run(&["diff", "--format", "json"]).json()["pipelines"][0]["forecast"];
    let [before, after] = ["start", "end"].map(|end| float(&ahead["expected"][end]["value"]));
    assert!(before < after, "{ahead}");
    let chance = &ahead["target"]["probability"];
    assert!(float(&chance["start"]) < float(&chance["end"]), "{ahead}");
    let text = bench.run(&["diff", "--language", "en"]).out;
    assert!(text.contains("Likely won by 31 December 2026: ") && text.contains(" of 100 runs"), "{text}");
    bench.git(&["checkout", "-q", "."]);
    bench.git(&["clean", "-qfd"]);
    assert!(!bench.run(&["diff", "--language", "en"]).out.contains("Likely"));
}
