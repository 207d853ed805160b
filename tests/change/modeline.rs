//! The modeline of a lead that comes from a sub-folder, byte for byte.

use crate::support::Bench;

const DEEP: &str = "pipeline/6-won/2026/pt-a.yaml";
const WON: &str = "\u{feff}#  yaml-language-server: $schema=../../../schemas/lead.schema.json  # ours\r
title: ERP\r
owner: siti\r
source: event\r
value: 1\r
qualification: {budget: met}\r
contacts: [{name: A}]\r
history:\r
  - {stage: prospect, at: 2026-11-10, by: siti}\r
  - {stage: won, at: 2026-11-12, by: siti}";

fn bench(lead: &str) -> Bench {
    let bench = Bench::new();
    bench.write("schemas/lead.schema.json", "{}");
    bench.write(DEEP, lead);
    bench
}

fn entry(stage: &str, more: &str) -> String {
    format!("\r\n  - {{stage: {stage}, at: 2026-11-23, by: siti{more}}}")
}

#[test]
fn a_move_to_another_depth_takes_the_line_along() {
    let bench = bench(WON);
    assert_eq!(bench.run(&["move", "pt-a", "lost", "--reason", "price"]).status, 0);
    let wanted = WON.replace("../../../", "../../") + &entry("lost", ", owner: siti, reason: price");
    assert_eq!(bench.read("pipeline/lost/pt-a.yaml"), wanted);
    // Equally deep, nothing changes but the history.
    assert_eq!(bench.run(&["move", "pt-a", "prospect"]).status, 0);
    assert_eq!(bench.read("pipeline/1-prospect/pt-a.yaml"), wanted + &entry("prospect", ""));
}

#[test]
fn a_line_that_led_nowhere_stays() {
    for line in ["../../schemas/lead.schema.json", "https://x.example/lead.schema.json", "../../../gone.json"]
    {
        let text = WON.replace("../../../schemas/lead.schema.json", line);
        let bench = bench(&text);
        assert_eq!(bench.run(&["move", "pt-a", "lost", "--reason", "price"]).status, 0);
        assert_eq!(
            bench.read("pipeline/lost/pt-a.yaml"),
            text + &entry("lost", ", owner: siti, reason: price")
        );
    }
}

/// A mend that moves a file does the same.
#[test]
fn a_mended_place_takes_the_line_along() {
    let history = "\r\n  - {stage: proposal, at: 2026-11-20, by: siti}";
    let bench = bench(WON);
    bench.repository();
    bench.write(DEEP, WON.to_owned() + history);
    bench.save("Back to a proposal");
    let ran = bench.run(&["check", "--unsafe-fixes"]);
    let moved = bench.place("pipeline/3-proposal/pt-a.yaml");
    assert!(moved.exists(), "{ran:?}");
    assert_eq!(bench.read("pipeline/3-proposal/pt-a.yaml"), WON.replace("../../../", "../../") + history);
}
