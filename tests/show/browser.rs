//! The pages in a browser: accessible, no sideways scrolling, nothing loaded.

use std::process::Command;

use crate::support::Bench;

/// Needs what `tests/all` installs: node, chromium, playwright-core and axe-core.
#[test]
#[ignore = "needs a browser; tests/all runs it"]
fn axe_finds_nothing() {
    let tools = std::env::var("CORONG_TEST_TOOLS").expect("run tests/all");
    let chromium = std::env::var("CORONG_CHROMIUM").unwrap_or_else(|_| "/usr/bin/chromium".to_owned());
    let benches = ["examples/nusantara", "examples/brightline"].map(Bench::copy_of);
    let pages = benches.iter().map(|bench| {
        assert_eq!(bench.run(&["report", "-q", "-o", "report.html"]).status, 0);
        bench.place("report.html")
    });
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/show/axe.mjs");
    let mut node = Command::new("node");
    node.arg(script).args(pages).env("CORONG_TEST_TOOLS", tools).env("CORONG_CHROMIUM", chromium);
    let ran = node.output().unwrap();
    let said = String::from_utf8_lossy(&ran.stdout).into_owned() + &String::from_utf8_lossy(&ran.stderr);
    assert!(ran.status.success(), "{said}");
}
