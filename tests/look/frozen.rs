//! Forecasts that are kept, and how good past estimates were.

use serde_json::Value;

use crate::schema::{schema_of, validator};
use crate::support::{Bench, PROSPECT, Ran, command};

fn fits(bench: &Bench, kind: &str, told: &Value) {
    let schema = validator(&schema_of(bench, kind));
    let wrong: Vec<_> = schema.iter_errors(told).map(|e| format!("{}: {e}", e.instance_path())).collect();
    assert!(wrong.is_empty(), "{kind}: {wrong:#?}");
}

fn frozen(bench: &Bench, day: &str) -> Value {
    serde_json::from_str(&bench.read(&format!("forecasts/{day}.json"))).unwrap()
}

#[test]
fn a_forecast_is_kept_once_a_day() {
    let bench = Bench::copy_of("examples/nusantara");
    bench.repository();
    let patch = bench.run(&["forecast", "--freeze", "-n"]);
    assert!(patch.out.starts_with("--- /dev/null\n+++ b/forecasts/2026-11-23.json\n"), "{patch:?}");
    assert!(!bench.place("forecasts").exists());
    let told = bench.run(&["forecast", "--freeze", "--format", "json"]).json();
    let kept = frozen(&bench, "2026-11-23");
    fits(&bench, "frozen", &kept);
    let (own, all) = (&kept["pipelines"][0], &told["pipelines"][0]);
    for key in ["method", "open", "months", "new_business", "total", "targets"] {
        assert_eq!(own[key], all[key], "{key}");
    }
    let leads = own["leads"].as_array().unwrap();
    assert_eq!(leads.len() as u64, all["open"]["n"].as_u64().unwrap());
    let sum: f64 = leads.iter().map(|lead| lead["p"].as_f64().unwrap()).sum();
    assert!((sum - all["open"]["expected"]["count"].as_f64().unwrap()).abs() < 1e-4, "{sum}");
    let head = bench.git(&["rev-parse", "HEAD"]);
    assert_eq!(kept["commit"], head.trim());
    assert_eq!(kept["configuration"], told["stamp"]["configuration"]);
    // The same again changes nothing, once committed too.
    let text = bench.read("forecasts/2026-11-23.json");
    assert_eq!(bench.run(&["forecast", "--freeze"]).status, 0);
    bench.git(&["add", "-A"]);
    bench.git(&["commit", "-qm", "A forecast"]);
    assert_eq!(bench.run(&["forecast", "--freeze"]).status, 0);
    assert_eq!(bench.read("forecasts/2026-11-23.json"), text);
    assert!(bench.run(&["forecast", "--freeze", "-n"]).out.is_empty());
    // Another one is refused, unless it is meant.
    let other = bench.run(&["forecast", "--freeze", "--seed", "2"]);
    assert!(other.status == 1 && other.err.contains("--force"), "{other:?}");
    assert_eq!(bench.read("forecasts/2026-11-23.json"), text);
    assert_eq!(bench.run(&["forecast", "--freeze", "--seed", "2", "--force"]).status, 0);
    assert_ne!(bench.read("forecasts/2026-11-23.json"), text);
    assert_eq!(bench.run(&["undo", "--no-input"]).status, 0);
    assert_eq!(bench.read("forecasts/2026-11-23.json"), text);
    // Of a part of the leads none is kept, and no rule minds the folder.
    assert_eq!(bench.run(&["forecast", "--freeze", "--owner", "siti"]).status, 2);
    let before = Bench::copy_of("examples/nusantara").run(&["check", "--format", "json"]).out;
    assert_eq!(bench.run(&["check", "--format", "json"]).out, before);
}

/// The day that a lead of the example was won, as its file says.
fn won_on(id: &str) -> Option<String> {
    let files = walkdir::WalkDir::new("examples/nusantara/pipeline").into_iter().flatten();
    let file = files.into_iter().find(|file| file.file_name().to_string_lossy() == format!("{id}.yaml"))?;
    let text = std::fs::read_to_string(file.path()).unwrap();
    let won = text.rsplit_once("stage: won")?.1.split_once("at: ")?.1;
    Some(won.trim_start_matches('\'')[..10].to_owned())
}

fn freeze_on(bench: &Bench, day: &str) {
    let mut command = command();
    command.current_dir(bench.root()).args(["--today", day, "forecast", "--freeze"]);
    let done = Ran::of(command.output().unwrap());
    assert_eq!(done.status, 0, "{done:?}");
}

/// What was kept for a past day only when that day's forecast was over is not judged, and
/// it says so.
#[test]
fn hindsight_is_no_forecast() {
    let bench = Bench::copy_of("examples/nusantara");
    let past = |day| assert_eq!(bench.run(&["forecast", "--freeze", "--as-of", day]).status, 0);
    past("2026-07-31");
    let scored =
        || bench.run(&["forecast", "--scored", "--format", "json"]).json()["pipelines"][0]["scored"].clone();
    let said = |format: &str| {
        bench.run(&["forecast", "--scored", "--language", "en", "--format", format]).out.replace('\n', " ")
    };
    let one = scored();
    assert_eq!(
        (&one["hindsight"], &one["together"], &one["forecasts"]),
        (&1.into(), &Value::Null, &Value::Array(vec![]))
    );
    for format in ["text", "markdown", "html"] {
        let page = said(format);
        assert!(page.contains("1 frozen forecast was made only after the days"), "{format}: {page}");
        assert!(!page.contains("can be judged by now"), "{format}: {page}");
    }
    freeze_on(&bench, "2026-08-31");
    past("2026-08-30");
    let three = scored();
    assert_eq!((&three["hindsight"], &three["together"]["forecasts"]), (&2.into(), &1.into()));
    assert_eq!(three["together"]["later"], 0);
    fits(&bench, "forecast", &bench.run(&["forecast", "--scored", "--format", "json"]).json());
    assert!(said("text").contains("1 frozen forecast can be judged by now"));
    assert!(said("text").contains("2 frozen forecasts were made only after the days"));
}

/// Three forecasts of past days, judged by what the histories say came.
#[test]
fn frozen_forecasts_are_held_against_what_came() {
    let bench = Bench::copy_of("examples/nusantara");
    let nothing = bench.run(&["forecast", "--scored", "--language", "en"]);
    assert!(nothing.out.contains("How good were we"), "{nothing:?}");
    for day in ["2026-07-31", "2026-08-31", "2026-09-30"] {
        freeze_on(&bench, day);
    }
    let told = bench.run(&["forecast", "--scored", "--format", "json"]).json();
    fits(&bench, "forecast", &told);
    let scored = &told["pipelines"][0]["scored"];
    let forecasts = scored["forecasts"].as_array().unwrap();
    assert_eq!(forecasts.len(), 3);
    for own in forecasts {
        let kept = frozen(&bench, own["date"].as_str().unwrap());
        let leads = kept["pipelines"][0]["leads"].as_array().unwrap();
        assert_eq!(own["n"], leads.len());
        // By hand: those whose file says that they were won in its days.
        let (from, to) = (own["date"].as_str().unwrap(), own["until"].as_str().unwrap());
        let is_won = |lead: &&Value| {
            won_on(lead["id"].as_str().unwrap()).is_some_and(|day| *from < *day && *day <= *to)
        };
        assert_eq!(own["won"]["count"], leads.iter().filter(is_won).count(), "{own}");
        let brier = own["brier"].as_f64().unwrap();
        assert!(brier > 0.0 && brier < 0.25, "{own}");
    }
    let together = &scored["together"];
    assert_eq!(together["forecasts"], 3);
    for format in ["text", "markdown", "html"] {
        let page = bench.run(&["forecast", "--scored", "--language", "en", "--format", format]).out;
        let page = page.replace('\n', " ");
        assert!(page.contains("3 frozen forecasts can be judged by now"), "{format}: {page}");
    }
    let csv = bench.run(&["forecast", "--scored", "--format", "csv"]).out;
    assert!(csv.contains("sales,scored,,,together.forecasts,3"), "{csv}");
    // The report and the site say it too, and say nothing where there is nothing.
    let report = bench.run(&["report", "--format", "json"]).json();
    assert_eq!(report["pipelines"][0]["scored"]["forecasts"], scored["forecasts"]);
    fits(&bench, "report", &report);
    for format in ["text", "markdown", "html"] {
        let page = bench.run(&["report", "--language", "en", "--format", format]).out;
        assert!(page.contains("How good were we"), "{format}");
    }
    assert_eq!(bench.run(&["site", "--language", "en"]).status, 0);
    assert!(bench.read("_site/index.html").contains("How good were we"));
    let other = Bench::copy_of("examples/nusantara").run(&["report", "--format", "json"]).json();
    assert!(other["pipelines"][0].get("scored").is_none());
}

fn commit(bench: &Bench, at: &str) {
    bench.git(&["add", "-A"]);
    bench.git_at(at, &["commit", "-qm", "All"]);
}

/// What owners said comes from commits as it was, not from what files say by now.
#[test]
fn what_owners_said_is_what_commits_held() {
    let bench = Bench::new();
    let lead = PROSPECT.replace(
        "title:",
        "value: 100\nqualification: {budget: met}\ncontacts: [{name: Andi}]\nprobability: 80\n\
         expected_close: 2026-10-20\ntitle:",
    );
    let history = |text: &str| {
        let at = text.find("history:").unwrap();
        format!("{}history:\n  - {{stage: prospect, at: 2026-09-01, by: siti}}\n", &text[..at])
    };
    bench.write("pipeline/1-prospect/a.yaml", history(&lead));
    bench.git(&["init", "-q", "-b", "main"]);
    commit(&bench, "2026-09-02T10:00:00+07:00");
    bench.run(&["set", "a", "probability=10", "expected_close=2026-11-10", "--no-input"]);
    commit(&bench, "2026-11-05T10:00:00+07:00");
    assert_eq!(bench.run(&["win", "a", "--at", "2026-11-10", "--no-input"]).status, 0);
    commit(&bench, "2026-11-10T10:00:00+07:00");
    let told = bench.run(&["forecast", "--scored", "--format", "json"]).json();
    let scored = &told["pipelines"][0]["scored"];
    assert_eq!(scored["source"], "commits", "{scored}");
    let person = &scored["people"][0];
    assert_eq!(person["key"], "siti");
    assert_eq!((&person["chances"]["n"], &person["chances"]["said"]), (&1.into(), &0.8.into()));
    assert!((person["chances"]["brier"].as_f64().unwrap() - 0.04).abs() < 1e-12);
    assert_eq!((&person["dates"]["n"], &person["dates"]["late"]), (&1.into(), &21.0.into()));
    // A report asks git where the trend is asked for.
    let with = bench.run(&["report", "--trend", "months", "--format", "json"]).json();
    assert_eq!(with["pipelines"][0]["scored"]["people"], scored["people"]);
    let without = bench.run(&["report", "--format", "json"]).json();
    assert!(without["pipelines"][0].get("scored").is_none());
    // Without git the files are all there is, and it says so.
    let plain = Bench::new();
    plain.write("pipeline/6-won/a.yaml", bench.read("pipeline/6-won/a.yaml"));
    let told = plain.run(&["forecast", "--scored", "--format", "json"]).json();
    assert_eq!(told["pipelines"][0]["scored"]["source"], "files");
}

/// What is no frozen forecast is named and left out.
#[test]
fn files_that_are_none_are_left_out() {
    let bench = Bench::copy_of("examples/nusantara");
    bench.write("forecasts/2026-09-30.json", "{}");
    bench.write("forecasts/2026-10-31.json", "[".repeat(100_000));
    bench.write("forecasts/notes.txt", "mine");
    assert_eq!(bench.run(&["forecast", "--freeze", "--as-of", "2026-08-31"]).status, 0);
    let moved = bench
        .read("forecasts/2026-08-31.json")
        .replace("\"as_of\": \"2026-08-31\"", "\"as_of\": \"2026-08-30\"");
    bench.write("forecasts/2026-08-31.json", moved);
    let run = bench.run(&["forecast", "--scored", "--format", "json"]);
    assert_eq!((run.status, run.err.matches("forecasts/").count()), (0, 3), "{run:?}");
    assert_eq!(run.json()["left_out"].as_array().unwrap().len(), 3);
    assert_eq!(bench.run(&["report", "--format", "json"]).status, 0);
}
