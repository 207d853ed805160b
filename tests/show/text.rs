//! The report as a terminal of 80 columns shows it.

use corong::show::plain;

use super::fixture;
use crate::support::Bench;
use crate::support::terminal::at_a_terminal;

#[test]
fn every_line_fits() {
    for language in ["en", "id"] {
        for mut of in [fixture::nusantara(), fixture::empty(), fixture::one(), fixture::large()] {
            of.language = language;
            let text = plain::text(&of, 80);
            let wide = text.lines().filter(|line| line.replace('\u{2060}', "").chars().count() > 80);
            assert_eq!(wide.collect::<Vec<_>>(), Vec::<&str>::new());
        }
    }
}

#[test]
fn hostile_text_steers_no_terminal() {
    let text = plain::text(&fixture::hostile(), 80);
    assert!(!text.contains(|c: char| c.is_control() && c != '\n') && !text.contains('\u{202e}'));
}

#[test]
fn a_terminal_gets_text_and_a_pipe_markdown() {
    let bench = Bench::new();
    assert!(bench.run(&["report"]).out.starts_with("# Test"));
    let Some((shown, status)) = at_a_terminal(&bench, "report", "") else {
        println!("left out: this machine has no `script` of util-linux");
        return;
    };
    assert_eq!(status, 0, "{shown}");
    assert!(shown.starts_with("Test: Sales pipeline report\n"), "{shown}");
    let (markdown, _) = at_a_terminal(&bench, "report --format markdown", "").unwrap();
    assert!(markdown.starts_with("# Test"), "{markdown}");
}

/// What was won and is missing, what is open and what waits, before all tables.
#[test]
fn it_opens_with_the_answer() {
    for (example, says) in [
        (
            "examples/nusantara",
            ["Menang ", " dari target ", "tercapai, ", "Masih terbuka ", "Perlu dikerjakan: "],
        ),
        ("examples/brightline", [" won of ", " reached with ", " gone; ", " is open in ", "To do: "]),
    ] {
        let text = Bench::copy_of(example).run(&["report", "--format", "text"]).out;
        let opening: Vec<&str> = text.lines().skip(2).take_while(|line| !line.is_empty()).collect();
        assert!(opening.len() <= 7, "{opening:#?}");
        let opening = opening.join(" ");
        for words in says {
            assert!(opening.contains(words), "{words}: {opening}");
        }
    }
}

/// As the page does, a report of few leads names in one line what says too little.
#[test]
fn few_leads_make_a_short_report() {
    let bench = Bench::new();
    for n in 0..5 {
        bench.write(&format!("pipeline/1-prospect/pt-{n}.yaml"), crate::support::PROSPECT);
    }
    for format in ["text", "markdown"] {
        let text = bench.run(&["report", "--format", format]).out;
        let line = text.lines().find(|line| line.starts_with("Too few to tell yet: "));
        assert!(line.is_some_and(|line| line.contains("Funnel, ")), "{text}");
        assert!(text.lines().count() < 90 && !text.contains("Loss reasons\n"), "{}", text.lines().count());
    }
}

/// Nothing is compared with nothing, and no table is of zeros alone.
#[test]
fn an_empty_workspace_has_a_short_report() {
    let text = Bench::new().run(&["report", "--format", "text"]).out;
    assert!(!text.contains("as before"), "{text}");
    assert!(text.contains("No leads yet: `corong new \"Title\"` makes the first one.\n"), "{text}");
    assert!(text.lines().count() < 20, "{text}");
    // The first lead makes it a report.
    let bench = Bench::new();
    bench.write("pipeline/1-prospect/pt-a.yaml", crate::support::PROSPECT);
    let text = bench.run(&["report", "--format", "text"]).out;
    assert!(!text.contains("No leads yet") && text.contains("New leads: ↑ 1 from 0"), "{text}");
}

/// A pipeline of few leads beside one of many names what is too little in one line.
#[test]
fn a_small_pipeline_beside_a_large_one_is_short() {
    let bench = Bench::new();
    let config = bench.read("corong.yaml");
    let stages = "\n    stages:\n      - {id: due, dir: 1-due, label: Due, probability: 50}\n      \
                  - {id: renewed, dir: 2-renewed, label: Renewed, kind: won}\n      \
                  - {id: left, dir: left, label: Left, kind: lost}\n";
    let small = format!("pipelines:\n  - id: renewals\n    label: Renewals\n    dir: renewals{stages}");
    bench.write("corong.yaml", config.replace("pipelines:\n", &small));
    let lead = |stage: &str| {
        format!("title: X\nowner: siti\nvalue: 5\nhistory:\n  - {{stage: {stage}, at: 2026-11-10}}\n")
    };
    for at in 0..21 {
        bench.write(&format!("pipeline/1-prospect/lead-{at}.yaml"), lead("prospect"));
    }
    for at in 0..3 {
        bench.write(&format!("renewals/1-due/renewal-{at}.yaml"), lead("due"));
    }
    for (format, small, large, head) in [
        ("text", "== Renewals ==", "== sales ==", "\nFunnel\n"),
        ("markdown", "## Renewals\n", "## sales\n", "# Funnel\n"),
    ] {
        let report = bench.run(&["report", "--format", format]).out;
        let (_, parts) = report.split_once(small).unwrap();
        let (small, large) = parts.split_once(large).unwrap();
        let line = "Too few to tell yet: Funnel, Won and lost, ";
        assert!(small.contains(line) && !small.contains(head), "{small}");
        assert!(large.contains(head) && !large.contains("Too few to tell yet"), "{large}");
    }
}
