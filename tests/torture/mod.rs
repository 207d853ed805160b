//! Files that nobody should write: a finding each, no panic, no hang, nothing
//! read from outside.

mod any_bytes;
mod corpus;
mod mutated;
mod mutator;

use std::fs;

use crate::support::{Bench, PROSPECT, Ran};

fn check(bench: &Bench) -> Ran {
    let ran = bench.run(&["check", "--format", "json"]);
    assert!(!ran.err.contains("panicked"), "{}", ran.err);
    ran
}

/// The rules found for one odd file beside a lead without fault.
fn rules_for(bytes: &[u8]) -> Vec<String> {
    let bench = Bench::new();
    bench.write("pipeline/1-prospect/good.yaml", PROSPECT);
    bench.write("pipeline/1-prospect/odd.yaml", bytes);
    let ran = check(&bench);
    let found = ran.findings();
    assert!(found.iter().all(|f| f.starts_with("pipeline/1-prospect/odd.yaml:")), "{found:?}");
    found.iter().map(|f| f.split(' ').nth(1).unwrap().to_owned()).collect()
}

#[test]
fn odd_bytes_give_a_finding() {
    let bomb = {
        let mut text = String::from("l0: &l0 [lol]\n");
        for level in 1..20 {
            let aliases = vec![format!("*l{}", level - 1); 10].join(", ");
            text.push_str(&format!("l{level}: &l{level} [{aliases}]\n"));
        }
        text
    };
    let latin1 = [PROSPECT.as_bytes(), b"notes: caf\xe9\n"].concat();
    let utf16: Vec<u8> = PROSPECT.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (what, bytes, rule) in [
        ("brackets", "[".repeat(1 << 20).into_bytes(), "syntax"),
        ("braces", "{a: ".repeat(200_000).into_bytes(), "syntax"),
        ("nested lists", "- ".repeat(100_000).into_bytes(), "syntax"),
        ("an alias bomb", bomb.into_bytes(), "yaml-feature"),
        ("sixty megabytes", vec![b'a'; 60 << 20], "syntax"),
        ("Latin-1", latin1, "syntax"),
        ("UTF-16", utf16, "syntax"),
        ("nothing", Vec::new(), "schema"),
        ("a comment alone", b"# later\n".to_vec(), "schema"),
        ("zeroes", vec![0; 1000], "syntax"),
        ("two documents", format!("{PROSPECT}---\n{PROSPECT}").into_bytes(), "syntax"),
        (
            "a conflict",
            format!("<<<<<<< HEAD\n{PROSPECT}=======\n{PROSPECT}>>>>>>> b\n").into_bytes(),
            "conflict-marker",
        ),
        ("a key twice", format!("{PROSPECT}owner: siti\n").into_bytes(), "syntax"),
        ("a list", b"- a\n- b\n".to_vec(), "schema"),
        ("text", b"just text\n".to_vec(), "schema"),
        ("many values", format!("{PROSPECT}tags: [{}]\n", "a,".repeat(20_000)).into_bytes(), "syntax"),
    ] {
        let rules = rules_for(&bytes);
        assert!(rules.iter().any(|r| r == rule), "{what}: {rules:?}");
        assert!(rules.len() < 300, "{what} gives {} findings", rules.len());
    }
}

#[test]
fn crlf_and_a_byte_order_mark_are_readable() {
    assert_eq!(rules_for(PROSPECT.replace('\n', "\r\n").as_bytes()), [""; 0]);
    assert_eq!(rules_for(format!("\u{feff}{PROSPECT}").as_bytes()), ["yaml-style"]);
    assert_eq!(rules_for(PROSPECT.trim_end().as_bytes()), [""; 0]);
}

#[test]
fn a_folder_named_like_a_lead() {
    let bench = Bench::new();
    bench.write("pipeline/1-prospect/x.yaml/inside.yaml", PROSPECT);
    let found = check(&bench).findings();
    assert_eq!(found, ["pipeline/1-prospect/x.yaml:1:1 bad-id"]);
}

#[cfg(unix)]
#[test]
fn links_are_never_followed() {
    use std::os::unix::fs::symlink;
    let outside = tempfile::tempdir().unwrap();
    fs::write(outside.path().join("secret.yaml"), "title: TOP-SECRET\n").unwrap();
    let bench = Bench::new();
    bench.write("pipeline/1-prospect/good.yaml", PROSPECT);
    let link = |target: &str, name: &str| {
        symlink(target, bench.place(&format!("pipeline/1-prospect/{name}"))).unwrap()
    };
    link("nowhere.yaml", "dangling.yaml");
    link("loop.yaml", "loop.yaml");
    link(outside.path().join("secret.yaml").to_str().unwrap(), "outward.yaml");
    link(outside.path().to_str().unwrap(), "folder");
    let ran = check(&bench);
    let expected = ["dangling.yaml", "folder", "loop.yaml", "outward.yaml"];
    let expected: Vec<_> =
        expected.iter().map(|n| format!("pipeline/1-prospect/{n}:1:1 outside-link")).collect();
    assert_eq!(ran.findings(), expected);
    assert!(!ran.out.contains("TOP-SECRET"));
    assert_eq!(bench.run(&["report", "--format", "json"]).json()["pipelines"][0]["open"]["count"], 1);
}

#[cfg(unix)]
#[test]
fn a_linked_configuration_or_pipeline_is_not_opened() {
    use std::os::unix::fs::symlink;
    let outside = Bench::new();
    outside.write("pipeline/1-prospect/good.yaml", PROSPECT);
    let config = tempfile::tempdir().unwrap();
    symlink(outside.place("corong.yaml"), config.path().join("corong.yaml")).unwrap();
    let run = |folder: &std::path::Path| {
        let output = crate::support::command().current_dir(folder).args(["check"]).output().unwrap();
        Ran::of(output)
    };
    let ran = run(config.path());
    assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{ran:?}");
    assert!(ran.err.contains("symbolic link"), "{}", ran.err);
    let folder = Bench::new();
    symlink(outside.place("pipeline"), folder.place("pipeline")).unwrap();
    let ran = run(folder.root());
    assert_eq!(ran.status, 2, "{ran:?}");
    assert!(ran.err.contains("symbolic link"), "{}", ran.err);
}

/// Needs YAML's own test suite; `tests/all` fetches it.
#[test]
#[ignore = "needs what tests/all installs"]
fn every_file_of_yamls_own_test_suite() {
    let tools = std::env::var("CORONG_TEST_TOOLS").unwrap();
    let cases = fs::read_to_string(format!("{tools}/yaml-test-suite.json")).unwrap();
    let cases: Vec<String> = serde_json::from_str(&cases).unwrap();
    assert!(cases.len() > 350, "{} cases", cases.len());
    let bench = Bench::new();
    for (at, case) in cases.iter().enumerate() {
        bench.write(&format!("pipeline/1-prospect/case-{at}.yaml"), case);
    }
    let found = check(&bench).findings();
    for (at, case) in cases.iter().enumerate() {
        let path = format!("pipeline/1-prospect/case-{at}.yaml:");
        assert!(found.iter().any(|f| f.starts_with(&path)), "no finding for {case:?}");
    }
    assert_eq!(
        bench.run(&["report", "--format", "json"]).json()["left_out"].as_array().unwrap().len(),
        cases.len()
    );
}
