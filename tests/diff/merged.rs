//! Two branches move one lead to different stages and merge cleanly.

use std::fs;

use super::{adds_up, diff, lead};
use crate::support::Bench;

#[test]
fn a_lead_in_two_stages_is_shown_in_both_and_check_refuses_it() {
    let bench = Bench::new();
    let from = "pipeline/1-prospect/pt-a.yaml";
    bench.write(from, lead("Torn apart", "50000000", "prospect 11-02"));
    bench.repository();
    let history = "prospect 11-02, qualified 11-10";
    for (branch, path, history) in [
        ("one", "pipeline/2-qualified/pt-a.yaml", history.to_owned()),
        (
            "two",
            "pipeline/3-proposal/pt-a.yaml",
            format!("{}, proposal 11-12", history.replace("11-10", "11-11")),
        ),
    ] {
        bench.git(&["checkout", "--quiet", "-b", branch, "main"]);
        fs::remove_file(bench.place(from)).unwrap();
        // It gained more than it had: git sees no rename any more, and merges cleanly.
        let notes = format!("notes: {}\n", format!("What branch {branch} learned. ").repeat(40));
        bench.write(path, format!("{}{notes}", lead("Torn apart", "50000000", &history)));
        bench.save(branch);
    }
    bench.git(&["merge", "--quiet", "--no-edit", "one"]);
    let check = bench.run(&["check", "--format", "json"]);
    assert_eq!(check.status, 1);
    assert!(check.findings().iter().any(|found| found.ends_with("duplicate-id")), "{check:?}");

    let json = diff(&bench, &["--format", "json"]).json();
    let leads = json["pipelines"][0]["leads"].as_array().unwrap();
    assert_eq!(leads.len(), 1);
    let places: Vec<_> = leads[0]["places"].as_array().unwrap().iter().map(|p| p["stage"].clone()).collect();
    assert_eq!(
        (&leads[0]["change"], places),
        (&"unreadable".into(), vec!["qualified".into(), "proposal".into()])
    );
    adds_up(&json);
    assert_eq!(json["pipelines"][0]["waterfall"]["unreadable"], "-50000000");
    let text = diff(&bench, &[]).out;
    assert!(text.contains("lies in Qualified, Proposal at once"), "{text}");
}
