//! `corong schema`: what it prints and writes.

use serde_json::json;

use super::{schema_of, validator};
use crate::support::{Bench, CONFIG, command};

#[test]
fn a_workspace_has_its_own_words() {
    let bench = Bench::new();
    bench.write(
        "corong.yaml",
        format!("{CONFIG}fields:\n  size: {{$ref: '#/$defs/n', $defs: {{n: {{minimum: 2}}}}}}\n"),
    );
    let schema = schema_of(&bench, "lead");
    let lead = &schema["properties"];
    assert_eq!(lead["owner"]["enum"], json!(["siti", "joko"]));
    assert_eq!(lead["owner"]["enumDescriptions"], json!(["Siti Rahma", "Joko (until 2026-03-31)"]));
    assert_eq!(lead["source"]["enum"], json!(["referral", "website", "event"]));
    assert_eq!(
        lead["activities"]["items"]["properties"]["kind"]["enum"],
        json!(["call", "email", "meeting"])
    );
    assert_eq!(lead["qualification"]["properties"]["need"]["enum"], json!(["met", "partial", "unmet"]));
    let entry = &lead["history"]["items"];
    assert_eq!(
        entry["properties"]["stage"]["enum"],
        json!(["prospect", "qualified", "proposal", "won", "lost"])
    );
    assert_eq!(
        entry["allOf"][0]["then"]["properties"]["reason"]["enum"],
        json!(["price", "competitor", "no-budget"])
    );
    assert_eq!(
        schema["$schema"], "https://json-schema.org/draft/2020-12/schema",
        "a reference has neighbours"
    );
    let fits = |size| {
        let lead = json!({"title": "T", "owner": "siti", "history": [{"stage": "won", "at": "2026-01-01"}], "custom": {"size": size}});
        validator(&schema).is_valid(&lead)
    };
    assert!(fits(2) && !fits(1));
}

#[test]
fn what_a_team_switched_off_is_only_proposed() {
    let bench = Bench::new();
    bench.write("corong.yaml", format!("{CONFIG}rules: {{unknown-source: off, missing-reason: off}}\n"));
    let lead = schema_of(&bench, "lead");
    let source = &lead["properties"]["source"];
    assert_eq!(
        (&source["enum"], &source["examples"]),
        (&json!(null), &json!(["referral", "website", "event"]))
    );
    assert_eq!(lead["properties"]["history"]["items"]["allOf"][0]["then"]["required"], json!(null));
}

#[test]
fn outside_of_a_workspace_it_is_generic() {
    let folder = tempfile::tempdir().unwrap();
    let ran = command().current_dir(folder.path()).args(["schema", "lead"]).output().unwrap();
    assert_eq!(
        String::from_utf8(ran.stdout).unwrap(),
        corong::schema::text(corong::schema::SchemaKind::Lead, None, corong::text::Language::En)
    );
    let ran = command().current_dir(folder.path()).args(["schema", "--write"]).output().unwrap();
    assert_eq!(ran.status.code(), Some(2));
    let ran = command().current_dir(folder.path()).args(["schema"]).output().unwrap();
    assert_eq!(ran.status.code(), Some(2));
}

#[test]
fn writes_what_differs_and_nothing_else() {
    let bench = Bench::new();
    let dry = bench.run(&["schema", "lead", "--write", "-n"]);
    assert!(dry.out.starts_with("--- /dev/null\n+++ b/schemas/lead.schema.json\n"), "{dry:?}");
    assert!(!bench.place("schemas").exists());
    let wrote = bench.run(&["schema", "--write"]);
    assert_eq!((wrote.status, wrote.out.lines().count()), (0, 10), "{wrote:?}");
    assert!(wrote.out.starts_with("wrote schemas/lead.schema.json\n"), "{wrote:?}");
    assert_eq!(bench.read("schemas/lead.schema.json"), bench.run(&["schema", "lead"]).out);
    bench.write("corong.yaml", CONFIG.replace("  siti: {name: Siti Rahma}", "  siti:\n  dewi:"));
    let again = bench.run(&["schema", "--write"]);
    let said: Vec<_> = again.out.lines().collect();
    assert_eq!(said[0], "wrote schemas/lead.schema.json");
    assert_eq!(said[1], "schemas/config.schema.json is up to date");
    assert!(bench.read("schemas/lead.schema.json").contains("[\"siti\", \"dewi\", \"joko\"]"));
}

#[test]
fn a_broken_configuration_leaves_the_others() {
    let bench = Bench::new();
    bench.write("corong.yaml", "corong: 1\nteam: [");
    assert_eq!(bench.run(&["schema", "lead"]).status, 2);
    assert_eq!(bench.run(&["schema", "config"]).status, 0);
    assert_eq!(bench.run(&["schema", "config", "--write"]).status, 0);
}

#[cfg(unix)]
#[test]
fn never_through_a_link() {
    let (bench, outside) = (Bench::new(), tempfile::tempdir().unwrap());
    std::os::unix::fs::symlink(outside.path(), bench.place("schemas")).unwrap();
    let refused = bench.run(&["schema", "--write"]);
    assert_eq!(refused.status, 1, "{refused:?}");
    std::fs::remove_file(bench.place("schemas")).unwrap();
    std::fs::create_dir(bench.place("schemas")).unwrap();
    std::os::unix::fs::symlink(outside.path().join("x"), bench.place("schemas/lead.schema.json")).unwrap();
    let refused = bench.run(&["schema", "--write"]);
    assert_eq!(refused.status, 1, "{refused:?}");
    assert_eq!(std::fs::read_dir(outside.path()).unwrap().count(), 0);
}

#[test]
fn a_new_workspace_has_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let run = |args: &[&str]| command().current_dir(folder.path()).args(args).output().unwrap();
    assert!(run(&["init", "sales", "--no-input"]).status.success());
    let said = String::from_utf8(run(&["-C", "sales", "schema", "--write"]).stdout).unwrap();
    assert!(said.lines().all(|line| line.ends_with(" is up to date")), "{said}");
    let settings = std::fs::read_to_string(folder.path().join("sales/.vscode/settings.json")).unwrap();
    let settings: serde_json::Value = serde_json::from_str(&settings).unwrap();
    for path in settings["yaml.schemas"].as_object().unwrap().keys() {
        assert!(folder.path().join("sales").join(path).is_file(), "{path}");
    }
}

#[test]
fn one_schema_for_several_pipelines() {
    let bench = Bench::new();
    let more = "  - id: renewals
    dir: renewals
    stages:
      - {id: lost, dir: 1-lost, label: Lost touch}
      - {id: renewed, dir: renewed, kind: won}
      - {id: ended, dir: ended, kind: lost, formerly: [gone]}
";
    bench.write("corong.yaml", format!("{CONFIG}{more}"));
    let schema = schema_of(&bench, "lead");
    let entry = &schema["properties"]["history"]["items"];
    let stages = ["prospect", "qualified", "proposal", "won", "lost", "renewed", "ended", "gone"];
    assert_eq!(entry["properties"]["stage"]["enum"], json!(stages));
    // `lost` is an open stage of the other, so nothing can be said of it.
    assert_eq!(entry["allOf"][0]["if"]["properties"]["stage"]["enum"], json!(["ended", "gone"]));
}
