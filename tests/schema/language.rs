//! What an editor shows of a schema is in the language of the workspace.

use std::path::Path;

use serde_json::{Value, json};

use super::schema_of;
use crate::support::{Bench, CONFIG, command};

/// What an editor shows: the words under these keys are for people.
const SHOWN: [&str; 3] = ["title", "description", "patternErrorMessage"];

/// Takes what is shown out of a schema, each with its place.
fn take(schema: &mut Value, place: &str, taken: &mut Vec<(String, String)>) {
    let inner = |key: &str| format!("{place}/{key}");
    match schema {
        Value::Array(items) => {
            items.iter_mut().enumerate().for_each(|(at, item)| take(item, &inner(&at.to_string()), taken));
        }
        Value::Object(map) => {
            for (key, value) in map {
                match value {
                    Value::String(text) if SHOWN.contains(&key.as_str()) => {
                        taken.push((inner(key), std::mem::take(text)));
                    }
                    value => take(value, &inner(key), taken),
                }
            }
        }
        _ => {}
    }
}

fn taken(schema: &mut Value) -> Vec<(String, String)> {
    let mut taken = Vec::new();
    take(schema, "", &mut taken);
    taken
}

/// What a team wrote itself is the same in every language.
fn is_the_teams(place: &str) -> bool {
    ["custom", "split", "qualification"]
        .iter()
        .any(|field| place.starts_with(&format!("/properties/{field}/properties/")))
}

fn in_language(bench: &Bench, code: &str, what: &str) -> Value {
    let own = "fields:\n  branch: {type: string, title: Branch, description: Where they are}\n";
    bench.write("corong.yaml", format!("{CONFIG}language: {code}\n{own}"));
    schema_of(bench, what)
}

#[test]
fn every_description_is_in_the_language_of_the_workspace() {
    let bench = Bench::new();
    for (what, least) in [("lead", 70), ("config", 100)] {
        let (mut english, mut indonesian) =
            (in_language(&bench, "en", what), in_language(&bench, "id", what));
        let (in_english, in_indonesian) = (taken(&mut english), taken(&mut indonesian));
        assert_eq!(in_english.len(), in_indonesian.len());
        let mut differ = 0;
        for ((place, english), (_, indonesian)) in in_english.iter().zip(&in_indonesian) {
            if is_the_teams(place) && !place.ends_with("/joko/description") {
                assert_eq!(english, indonesian, "{place}");
            } else {
                assert_ne!(english, indonesian, "{place}");
                differ += 1;
            }
        }
        assert!(differ >= least, "{what}: {differ}");
        assert_same_but_for_meanings(&english, &indonesian);
    }
}

/// The same, but for what the words of a list mean.
fn assert_same_but_for_meanings(english: &Value, indonesian: &Value) {
    let said = indonesian.to_string().replace("(sampai 2026-03-31)", "(until 2026-03-31)");
    assert_eq!(english.to_string(), said);
}

#[test]
fn words_of_a_list_say_in_it_until_when_they_may_be_chosen() {
    let bench = Bench::new();
    let owner = &in_language(&bench, "id", "lead")["properties"]["owner"];
    assert_eq!(owner["enumDescriptions"], json!(["Siti Rahma", "Joko (sampai 2026-03-31)"]));
}

#[test]
fn what_programs_read_is_english() {
    let bench = Bench::new();
    for what in ["report", "forecast", "check", "diff"] {
        assert_eq!(in_language(&bench, "en", what), in_language(&bench, "id", what), "{what}");
    }
}

#[test]
fn what_is_written_is_in_the_language_of_the_workspace_whoever_writes_it() {
    let title = |root: &Path| {
        let text = std::fs::read_to_string(root.join("schemas/lead.schema.json")).unwrap();
        serde_json::from_str::<Value>(&text).unwrap()["properties"]["title"]["description"].clone()
    };
    let folder = tempfile::tempdir().unwrap();
    for (code, environment, words) in
        [("id", "en_GB.UTF-8", "tentang apa"), ("en", "id_ID.UTF-8", "what it is about")]
    {
        let run = |args: &[&str]| {
            let ran =
                command().current_dir(folder.path()).env("LC_ALL", environment).args(args).output().unwrap();
            assert!(ran.status.success(), "{ran:?}");
            String::from_utf8(ran.stdout).unwrap()
        };
        run(&["init", code, "--language", code, "--no-input"]);
        assert_eq!(title(&folder.path().join(code)), words);
        run(&["-C", code, "schema", "--write"]);
        assert_eq!(title(&folder.path().join(code)), words);
    }
}

#[test]
fn outside_of_a_workspace_it_is_in_the_language_of_the_environment() {
    let folder = tempfile::tempdir().unwrap();
    let mut asked = command();
    asked.current_dir(folder.path()).env("LANG", "id_ID.UTF-8").args(["schema", "lead"]);
    let ran = asked.output().unwrap();
    let schema: Value = serde_json::from_slice(&ran.stdout).unwrap();
    assert_eq!(schema["title"], "Peluang");
    assert_eq!(schema["properties"]["title"]["description"], "tentang apa");
}
