//! A figure and the leads behind it are one.

use serde_json::Value;

use corong::check::rule;
use corong::report::explain::figure;
use corong::text::Language;

use crate::support::{Bench, Ran, TODAY, command};

fn counted(explained: &Value) -> Vec<(String, u64)> {
    let groups = explained["pipelines"][0]["counted"].as_array().unwrap();
    let one = |group: &Value| {
        (group["name"].as_str().unwrap().to_owned(), group["rows"].as_array().unwrap().len() as u64)
    };
    groups.iter().map(one).collect()
}

fn agree(options: &[&str]) {
    let bench = Bench::copy_of("examples/nusantara");
    let json = |command: &[&str]| bench.run(&[command, &["--format", "json"], options].concat()).json();
    let report = json(&["report"]);
    let p = &report["pipelines"][0];
    let n = |pointer: &str| {
        let found = p.pointer(pointer).unwrap_or_else(|| panic!("{pointer}"));
        found.as_u64().unwrap_or_else(|| found.as_array().unwrap().len() as u64)
    };
    let won = n("/won/count");
    let first = n("/effort/first_activity_days/n") + n("/effort/first_activity_days/without");
    let effort = n("/effort/activities") + won + first;
    let changes = changed(p);
    let targets = counted(&json(&["explain", "targets"]));
    targeted(p, &targets);
    let (again, ended) = (n("/retention/won_again/n"), n("/retention/gross/n"));
    let retention = again + n("/retention/ending") + ended + n("/retention/without_open");
    let sum = |groups: &[(String, u64)]| groups.iter().map(|(_, n)| n).sum::<u64>();
    for (figure, expected) in [
        ("won", won),
        ("lost", n("/lost/count")),
        ("new", n("/new/count") + n("/new/reopened")),
        ("open", n("/open/count")),
        ("weighted", n("/open/count")),
        ("closing", n("/open/count")),
        ("win-rate", n("/win_rate/n")),
        ("conversion", n("/conversion/n")),
        ("cycle", n("/cycle_days/n")),
        ("rotting", n("/rotting")),
        ("average", won - n("/won/unvalued") - n("/won/superseded")),
        ("time-to-win", n("/time_to_win/n")),
        ("months", n("/new/count") + n("/win_rate/n")),
        ("velocity", n("/open/count") + n("/win_rate/n")),
        ("losses", n("/lost/count")),
        ("wins", n("/open/count") + n("/win_rate/n")),
        ("effort", effort),
        ("targets", sum(&targets)),
        ("retention", retention),
        ("improvements", sum(&changes)),
    ] {
        let explained = json(&["explain", figure]);
        let sum: u64 = counted(&explained).iter().map(|(_, n)| n).sum();
        assert_eq!(sum, expected, "{figure} {options:?}");
        let listed = |key: &str| explained["pipelines"][0][key].as_array().unwrap().clone();
        let left_out = listed("left_out");
        assert!(left_out.iter().all(|row| !row["note"].as_str().unwrap().is_empty()), "{figure}");
        // Every lead of the workspace is either counted or left out.
        let rows = listed("counted").into_iter().flat_map(|g| g["rows"].as_array().unwrap().clone());
        let mut all: Vec<String> =
            rows.chain(left_out).map(|row| row["lead"].as_str().unwrap().to_owned()).collect();
        all.sort();
        all.dedup();
        let files = report["left_out"].as_array().unwrap().len();
        assert_eq!(all.len(), leads(&bench) + files, "{figure} {options:?}");
    }
    assert_eq!(counted(&json(&["explain", "improvements"])), changes, "{options:?}");
    sides(p, &json(&["explain", "losses"]), &json(&["explain", "wins"]));
    let (stages, stays) =
        (counted(&json(&["explain", "stages"])), counted(&json(&["explain", "time-in-stage"])));
    for stage in p["stages"].as_array().unwrap().iter().filter(|stage| stage["kind"] == "open") {
        let of = |groups: &[(String, u64)], name: String| {
            groups.iter().find(|group| group.0 == name).map_or(0, |group| group.1)
        };
        let id = stage["id"].as_str().unwrap();
        assert_eq!(
            of(&stages, format!("entered {id}")),
            stage["entered"].as_u64().unwrap(),
            "{id} {options:?}"
        );
        let carried = stage.get("carried_in").and_then(Value::as_u64).unwrap_or(0);
        assert_eq!(of(&stages, format!("carried into {id}")), carried, "{id} {options:?}");
        let ended = of(&stays, format!("{id}: stays that ended in the period"));
        assert_eq!(ended, stage["stay_days"]["n"].as_u64().unwrap(), "{id}");
    }
}

/// The groups of an improvement are its stage's entries and stays on both sides.
fn changed(p: &Value) -> Vec<(String, u64)> {
    let mut groups = Vec::new();
    for change in p["improvements"].as_array().unwrap() {
        for word in ["before", "after"] {
            let side = &change[word];
            let Some(entered) = side["entered"].as_u64() else { continue };
            let text = |value: &Value| value.as_str().unwrap().to_owned();
            let name = format!("{} since {}, {word}", text(&change["stage"]), text(&change["from"]));
            let days = format!("{} to {}", text(&side["from"]), text(&side["to"]));
            groups.push((format!("{name}: entered {days}"), entered));
            let stays = side["stay_days"]["n"].as_u64().unwrap();
            groups.push((format!("{name}: stays that ended {days}"), stays));
        }
    }
    groups
}

/// A target in deals lists as many wins as it says.
fn targeted(p: &Value, counted: &[(String, u64)]) {
    for target in p["targets"].as_array().unwrap() {
        let owner = target["owner"].as_str().map(|owner| format!(", {owner}")).unwrap_or_default();
        let name = format!("{}{owner}: won in its period", target["label"].as_str().unwrap());
        let listed = counted.iter().find(|group| group.0 == name).unwrap();
        let Some(won) = target["deals"]["won"].as_u64() else { continue };
        assert_eq!(listed.1, won, "{name}");
    }
}

/// The notes of a figure's groups whose name begins so, cut into what they say.
fn said(explained: &Value, begins: &str) -> Vec<Vec<String>> {
    let groups = explained["pipelines"][0]["counted"].as_array().unwrap().iter();
    let mine = groups.filter(|group| group["name"].as_str().unwrap().starts_with(begins));
    let rows = mine.flat_map(|group| group["rows"].as_array().unwrap());
    rows.map(|row| row["note"].as_str().unwrap().split("; ").map(str::to_owned).collect()).collect()
}

/// The notes name each segment as often as the report counts it.
fn sides(p: &Value, losses: &Value, wins: &Value) {
    let count = |notes: &[Vec<String>], word: &str| {
        notes.iter().filter(|note| note.iter().any(|said| said.ends_with(word))).count() as u64
    };
    let rows = |key: &str| p.pointer(key).unwrap().as_array().unwrap().clone();
    let lost = said(losses, "lost");
    for (key, side) in [("by_reason", ""), ("by_stage", ", from "), ("by_owner", "owner ")]
        .into_iter()
        .chain([("by_source", "source "), ("by_industry", "industry "), ("by_competitor", "to ")])
    {
        for row in rows(&format!("/losses/{key}")) {
            let Some(id) = row["key"].as_str() else { continue };
            let listed = match side {
                "" => said(losses, &format!("lost for {id}")).len() as u64,
                _ => count(&lost, &format!("{side}{id}")),
            };
            assert_eq!(listed, row["count"].as_u64().unwrap(), "{key} {id}");
        }
    }
    let (won, lost, open) = (said(wins, "won"), said(wins, "lost"), said(wins, "open"));
    let judge = |side: &str, rows: Vec<Value>| {
        for row in rows {
            let Some(id) = row["key"].as_str() else { continue };
            for (notes, field) in [(&won, "won"), (&lost, "lost"), (&open, "open")] {
                let word = format!("{side} {id}");
                let listed = notes.iter().filter(|note| note.contains(&word)).count() as u64;
                assert_eq!(listed, row[field].as_u64().unwrap(), "{word} {field}");
            }
        }
    };
    for side in ["owner", "source", "product", "industry"] {
        judge(side, rows(&format!("/by_{side}")));
    }
    judge("size", rows("/wins/by_size"));
    judge("early activities", rows("/wins/by_early_activity"));
    for criterion in rows("/wins/by_qualification") {
        judge(criterion["id"].as_str().unwrap(), criterion["levels"].as_array().unwrap().clone());
    }
}

/// How many leads there are in the pipeline's folder.
fn leads(bench: &Bench) -> usize {
    fn count(folder: &std::path::Path) -> usize {
        let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        entries
            .map(|path| match path.is_dir() {
                true => count(&path),
                false => usize::from(path.extension().is_some_and(|e| e == "yaml")),
            })
            .sum()
    }
    count(&bench.place("pipeline"))
}

#[test]
fn the_leads_listed_are_those_counted() {
    agree(&[]);
    agree(&["--owner", "siti", "--mode", "entered"]);
    agree(&["--period", "2026-Q2", "--mode", "period"]);
    agree(&["--as-of", "2026-06-30"]);
}

#[test]
fn rules_and_figures_are_listed_and_guessed() {
    let bench = Bench::new();
    let list = bench.run(&["explain"]).out;
    assert!(list.contains("stale-lead") && list.contains("win-rate") && list.contains("\nFigures\n"));
    let wrong = bench.run(&["explain", "win-rat"]);
    assert_eq!(wrong.status, 2);
    assert!(wrong.err.contains("did you mean `win-rate`?"), "{}", wrong.err);
    assert!(bench.run(&["explain", "win-rate"]).out.contains(&format!("as of {TODAY}")));
}

/// In the workspace's language; outside one in the environment's.
#[test]
fn pages_are_in_the_workspaces_language() {
    let bench = Bench::copy_of("examples/nusantara");
    for name in ["won", "stale-lead"] {
        let page = bench.run(&["explain", name]).out;
        let known = match figure(name) {
            Some(figure) => figure.page,
            None => rule(name).unwrap().page,
        };
        assert!(page.starts_with(known.in_language(Language::Id)), "{page}");
    }
    let counted = bench.run(&["explain", "lost"]).out;
    assert!(counted.contains("\n## Di sini: pipeline sales, per 2026-11-23\n"), "{counted}");
    assert!(counted.contains("\n### Dihitung, kalah dalam periode: "), "{counted}");
    assert!(counted.contains("\n### Tidak dihitung: ") && counted.contains("  terbuka, di "), "{counted}");
    let list = bench.run(&["explain"]).out;
    assert!(
        list.starts_with("Aturan\n") && list.contains("  kontrak yang berakhir sebelum dimulai\n"),
        "{list}"
    );
    assert!(bench.run(&["explain", "won", "--format", "json"]).out.contains("\"won in the period\""));
    let outside = tempfile::tempdir().unwrap();
    let said = |locale: &str| {
        let run =
            command().current_dir(outside.path()).env("LC_ALL", locale).args(["explain", "won"]).output();
        Ran::of(run.unwrap()).out
    };
    for (key, name) in [("velocity_per_day", "velocity"), ("win_rate", "win-rate"), ("open", "open")] {
        assert_eq!(figure(key).unwrap().name, name);
    }
    assert_eq!(said("id_ID.UTF-8"), figure("won").unwrap().page.in_language(Language::Id));
    assert_eq!(said("C.UTF-8"), figure("won").unwrap().page.in_language(Language::En));
}
