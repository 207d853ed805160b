//! `new` and `renew` on a terminal.

use crate::support::terminal::at_a_terminal;
use crate::support::{Bench, CONFIG};

fn bench() -> Bench {
    let bench = Bench::new();
    bench.write("corong.yaml", CONFIG.replace("dir: 1-prospect,", "dir: 1-prospect, requires: [contacts],"));
    bench
}

#[test]
fn a_new_lead_asks_for_what_is_missing() {
    let bench = bench();
    // Title, company, owner, source, value, then the contact's name and the rest of them.
    let answers = "ERP: rollout\nPT Karya\nsiti\nweb\n5.000\n5.000.000\nAndi\nCFO\n\n+62 812\n\n\n";
    let Some((shown, status)) = at_a_terminal(&bench, "new", answers) else {
        println!("left out: this machine has no `script` of util-linux");
        return;
    };
    assert_eq!(status, 0, "{shown}");
    for told in ["Title, what it is about:", "Siti Rahma", "could be 5000", "1-prospect/pt-karya.yaml"] {
        assert!(shown.contains(told), "{told}\n--\n{shown}");
    }
    assert_eq!(
        bench.read("pipeline/1-prospect/pt-karya.yaml"),
        "title: \"ERP: rollout\"\ncompany: {name: PT Karya}\ncontacts:\n  \
         - {name: Andi, role: CFO, phone: \"+62 812\"}\nvalue: 5000000\nowner: siti\nsource: website\n\
         history:\n  - {stage: prospect, at: 2026-11-23, by: siti}\n"
    );
}

#[test]
fn without_an_answer_nothing_is_made() {
    let bench = bench();
    let Some((shown, status)) = at_a_terminal(&bench, "new", "\n") else { return };
    assert!(status == 1 && shown.contains("no title"), "{shown}");
    assert!(!bench.place("pipeline").exists());
}
