//! Configurations that reach outside, never end, or fetch from elsewhere.

use std::time::{Duration, Instant};

use crate::support::{Bench, CONFIG, PROSPECT, Ran};

/// What `corong check` says under a configuration, within a time that has
/// nothing endless in it.
fn check(bench: &Bench, config: &str) -> Ran {
    bench.write("corong.yaml", config);
    let begun = Instant::now();
    let ran = bench.run(&["check", "--format", "concise"]);
    assert!(begun.elapsed() < Duration::from_secs(20), "it took {:?}", begun.elapsed());
    ran
}

fn bench() -> Bench {
    let bench = Bench::new();
    let lead = PROSPECT
        .replace("history:", "qualification: {budget: met}\nvalue: 5\nhistory:")
        .replace("history:\n", "history:\n  - {stage: prospect, at: 2026-11-01, by: siti}\n");
    bench.write(
        "pipeline/2-qualified/pt-a.yaml",
        lead.replace("prospect, at: 2026-11-10", "qualified, at: 2026-11-10"),
    );
    bench
}

#[test]
fn an_endless_gate_runs_out_of_fuel_and_does_not_hold() {
    let bench = bench();
    assert_eq!(bench.run(&["check"]).status, 0, "{:?}", bench.run(&["check"]));
    for endless in [
        "range(100000)|list|length > 0",
        "('x' * 100000000)|length > 0",
        "range(100000)|map('string')|join|length > 0",
        "title in range(100000)|map('string')|list",
    ] {
        let ran =
            check(&bench, &CONFIG.replace("qualification.budget == \"met\"", &format!("\"{endless}\"")));
        assert_ne!(ran.status, 0, "{endless}: {ran:?}");
    }
}

#[test]
fn folders_stay_inside_and_apart() {
    let bench = bench();
    for dir in [
        "..",
        "../elsewhere",
        "/etc",
        "/",
        ".",
        "a/../b",
        ".git",
        ".git/hooks",
        "a/.git",
        ".GIT",
        "C:\\x",
        "a\\b",
        "templates",
        "''",
        "con",
        "a//b",
    ] {
        let ran = check(&bench, &CONFIG.replace("dir: pipeline\n", &format!("dir: {dir}\n")));
        assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{dir}: {ran:?}");
        assert!(ran.err.contains("corong.yaml:18:"), "{dir}: {}", ran.err);
    }
    for dir in ["..", "../../etc", "/etc", ".git", "a/../../b", "2-qualified"] {
        let ran = check(&bench, &CONFIG.replace("dir: 1-prospect,", &format!("dir: {dir},")));
        assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{dir}: {ran:?}");
    }
}

#[cfg(unix)]
#[test]
fn links_are_never_opened() {
    use std::os::unix::fs::symlink;
    let elsewhere = bench();
    elsewhere.write("pipeline/1-prospect/pt-secret.yaml", "title: a secret\n");

    let bench = Bench::new();
    symlink(elsewhere.place("pipeline"), bench.place("pipeline")).unwrap();
    let ran = bench.run(&["check"]);
    assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{ran:?}");
    assert!(ran.err.contains("symbolic link"), "{ran:?}");

    let bench = Bench::new();
    bench.write("pipeline/6-won/.keep", "");
    symlink(elsewhere.place("pipeline/1-prospect"), bench.place("pipeline/1-prospect")).unwrap();
    symlink(elsewhere.place("pipeline/1-prospect/pt-secret.yaml"), bench.place("pipeline/6-won/pt-b.yaml"))
        .unwrap();
    let ran = bench.run(&["check", "--format", "concise"]);
    assert_eq!(ran.status, 1);
    assert_eq!(ran.out.matches("error[outside-link]").count(), 2, "{ran:?}");
    assert!(!ran.out.contains("secret"), "{ran:?}");

    let bench = Bench::new();
    std::fs::remove_file(bench.place("corong.yaml")).unwrap();
    symlink(elsewhere.place("corong.yaml"), bench.place("corong.yaml")).unwrap();
    assert_eq!(bench.run(&["check"]).status, 2);
}

#[test]
fn schemas_refer_only_into_themselves() {
    let bench = bench();
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let port = listener.local_addr().unwrap().port();
    for to in [
        format!("http://127.0.0.1:{port}/x.json"),
        "https://json-schema.example/x".to_owned(),
        "file:///etc/passwd".to_owned(),
        "../../x.json".to_owned(),
        "x.json#/a".to_owned(),
    ] {
        for key in ["$ref", "$dynamicRef"] {
            let config = format!("{CONFIG}fields:\n  a: {{{key}: '{to}'}}\n");
            let ran = check(&bench, &config);
            assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{key} {to}: {ran:?}");
        }
    }
    assert!(listener.accept().is_err(), "somebody was asked");
    let own = "fields:\n  a: {$defs: {n: {type: integer}}, $ref: '#/$defs/n'}\n";
    assert_eq!(check(&bench, &format!("{CONFIG}{own}")).status, 0);
}

#[test]
fn patterns_run_in_linear_time() {
    let bench = bench();
    let text = "a".repeat(100_000);
    let lead = bench.read("pipeline/2-qualified/pt-a.yaml");
    bench.write("pipeline/2-qualified/pt-a.yaml", format!("{lead}custom: {{a: {text}!}}\n"));
    for pattern in ["^(a+)+$", "^(a|a)*$", "(.*)*x", "^(([a-z])+.)+[A-Z]([a-z])+$"] {
        let ran = check(&bench, &format!("{CONFIG}fields:\n  a: {{type: string, pattern: '{pattern}'}}\n"));
        assert!(
            ran.status == 1 && ran.out.contains("error[schema]"),
            "{pattern}: {} {}",
            ran.status,
            ran.err
        );
    }
    // Too much memory for an automaton, or no linear way at all.
    for pattern in ["^(a{1,1000}){1,1000}$", "^(?=a)a$", r"^(a)\1$"] {
        let ran = check(&bench, &format!("{CONFIG}fields:\n  a: {{type: string, pattern: '{pattern}'}}\n"));
        assert_eq!(ran.status, 2, "{pattern}: {ran:?}");
    }
}

#[test]
fn a_configuration_has_the_limits_of_every_file() {
    let bench = bench();
    let ran = check(&bench, &format!("{CONFIG}# {}\n", "x".repeat(1 << 20)));
    assert!(ran.status == 2 && ran.err.contains("too large"), "{ran:?}");
    let deep = format!("{CONFIG}fields:\n  a: {}1{}\n", "{a: ".repeat(5_000), "}".repeat(5_000));
    assert_eq!(check(&bench, &deep).status, 2);
    let many: String = (0..60_000).map(|at| format!("s{at}, ")).collect();
    let ran = check(&bench, &CONFIG.replace("[referral,", &format!("[{many}referral,")));
    assert_eq!(ran.status, 2, "{}", ran.err.get(..500).unwrap_or(&ran.err));
}
