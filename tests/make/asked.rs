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
    // Title, company, source, value, the contact, the next step and its date; there is one possible owner.
    let answers =
        "ERP: rollout\nPT Karya\nweb\n5.000\n5.000.000\n+62 812\nAndi, CFO, +62 812\nCall: him\nfriday\n";
    let Some((shown, status)) = at_a_terminal(&bench, "new", answers) else {
        println!("left out: this machine has no `script` of util-linux");
        return;
    };
    assert_eq!(status, 0, "{shown}");
    for told in [
        "Title, what it is about:",
        "could be 5000",
        "the name as well, please",
        "By when [2026-11-30]:",
        "1-prospect/pt-karya.yaml",
    ] {
        assert!(shown.contains(told), "{told}\n--\n{shown}");
    }
    assert_eq!(
        bench.read("pipeline/1-prospect/pt-karya.yaml"),
        "title: \"ERP: rollout\"\ncompany: {name: PT Karya}\ncontacts:\n  \
         - {name: Andi, role: CFO, phone: \"+62 812\"}\nvalue: 5000000\nowner: siti\nsource: website\n\
         next_step: {do: \"Call: him\", due: 2026-11-27}\n\
         history:\n  - {stage: prospect, at: 2026-11-23, by: siti}\n"
    );
}

#[test]
fn contact_and_next_step_are_skipped_by_enter() {
    let bench = Bench::new();
    let run = "new ERP --company Karya --source website --value 5";
    let Some((shown, status)) = at_a_terminal(&bench, run, "\n\n") else { return };
    assert_eq!(status, 0, "{shown}");
    let text = bench.read("pipeline/1-prospect/karya.yaml");
    assert!(!text.contains("contacts") && !text.contains("next_step"), "{text}");
    // A step without a date is due in a week.
    let (shown, status) = at_a_terminal(&bench, &run.replace("Karya", "Abadi"), "\nCall\n\n").unwrap();
    assert_eq!(status, 0, "{shown}");
    let text = bench.read("pipeline/1-prospect/abadi.yaml");
    assert!(text.contains("next_step: {do: Call, due: 2026-11-30}"), "{text}");
}

#[test]
fn without_an_answer_nothing_is_made() {
    let bench = bench();
    let Some((shown, status)) = at_a_terminal(&bench, "new", "\n") else { return };
    assert!(status == 1 && shown.contains("no title"), "{shown}");
    assert!(!bench.place("pipeline").exists());
}
