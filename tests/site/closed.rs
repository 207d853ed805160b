//! What pages say of leads that are closed, opened again, or none's.

use crate::support::{Bench, CONFIG};

fn lead(title: &str, more: &str, history: &[(&str, &str)]) -> String {
    let entry = |(stage, at): &(&str, &str)| match *stage {
        "lost" => format!("  - {{stage: lost, at: {at}, by: siti, reason: price}}\n"),
        stage => format!("  - {{stage: {stage}, at: {at}, by: siti}}\n"),
    };
    let history: String = history.iter().map(entry).collect();
    format!("title: {title}\nowner: siti\nsource: referral\n{more}history:\n{history}")
}

/// The pages of a bench as text without tags, by path.
struct Pages(Bench);

impl Pages {
    fn of(bench: Bench) -> Self {
        let built = bench.run(&["site"]);
        assert_eq!(built.status, 0, "{built:?}");
        Self(bench)
    }

    fn raw(&self, path: &str) -> String {
        self.0.read(&format!("_site/{path}"))
    }

    /// The words of a page's content, a blank between each two.
    fn words(&self, path: &str) -> String {
        let page = self.raw(path);
        let page = page.split_once("</nav>").map_or(page.as_str(), |(_, rest)| rest);
        let mut words = String::new();
        let mut inside = false;
        for c in page.chars() {
            match c {
                '<' => inside = true,
                '>' => {
                    inside = false;
                    words.push(' ');
                }
                c if !inside => words.push(c),
                _ => {}
            }
        }
        words.replace("&nbsp;", " ").split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// Won in 2025, before the period; lost, opened again and lost again; lost,
/// opened again and still open; won with a step for Joko.
fn pages() -> Pages {
    let bench = Bench::new();
    let deal = "value: {amount: 5000000, currency: IDR}\ncompany: {name: PT A, size: 1200}\n";
    let early = [("prospect", "2025-09-01"), ("won", "2025-11-01")];
    bench.write("pipeline/6-won/early.yaml", lead("Early", deal, &early));
    let twice = [
        ("prospect", "2026-01-05"),
        ("lost", "2026-02-04"),
        ("prospect", "2026-06-04"),
        ("lost", "2026-06-14"),
    ];
    bench.write("pipeline/lost/twice.yaml", lead("Twice", "company: {name: PT B}\n", &twice));
    let again = [
        ("prospect", "2026-03-01"),
        ("qualified", "2026-03-11"),
        ("lost", "2026-03-31"),
        ("prospect", "2026-11-03"),
    ];
    bench.write(
        "pipeline/1-prospect/again.yaml",
        lead("Again", "next_step: {do: Ask, due: 2026-12-01}\n", &again),
    );
    let won = [("prospect", "2026-01-01"), ("proposal", "2026-01-21"), ("won", "2026-03-22")];
    let step = "expected_close: 2026-03-30\nnext_step: {do: Thank them, due: 2026-12-02, by: joko}\n";
    bench.write("pipeline/6-won/won.yaml", lead("Payroll", &format!("{step}{deal}"), &won));
    Pages::of(bench)
}

#[test]
fn a_closed_lead_says_when_it_closed_and_how_long_it_took() {
    let pages = pages();
    let won = pages.words("leads/won.html");
    assert!(won.contains("Stage Won 22 March 2026 Owner"), "{won}");
    assert!(won.contains("Duration 80 days from the start to the close"), "{won}");
    assert!(!won.contains("Expected close") && !won.contains("idle"), "{won}");
    assert!(won.contains("Qualified skipped") && won.contains("80 days in 2 steps"), "{won}");
    assert!(won.contains("Employees 1,200"), "{won}");
    // An open one says how long it may lie still.
    let again = pages.words("leads/again.html");
    assert!(
        again.contains("Stage Prospect 20 days") && again.contains("idle 20 days, limit 14 days"),
        "{again}"
    );
    assert!(again.contains("Reopened at Prospect") && !again.contains("Back to"), "{again}");
    // Ten and twenty days, then twenty more; the seven months it was lost count for nothing.
    assert!(again.contains("50 days in 3 steps; 2 attempts"), "{again}");
    assert!(again.contains("Proposal not reached"), "{again}");
}

#[test]
fn the_list_has_the_day_it_closed_and_no_age_beyond_it() {
    let pages = pages();
    let row = |title: &str| {
        let list = pages.words("leads.html");
        let (_, row) = list.split_once(&format!(" {title} ")).unwrap();
        row.split(" Siti Rahma ").nth(1).unwrap().to_owned()
    };
    assert!(row("Payroll").contains("22 Mar 2026 Thank them 2 Dec 2026 80 days"), "{}", row("Payroll"));
    assert!(row("Twice").starts_with("– 14 Jun 2026 – 160 days"), "{}", row("Twice"));
    let data = pages.raw("leads.js");
    assert!(data.contains("\"2026-03-22\"") && !data.contains("\"2026-03-30\""), "{data}");
}

#[test]
fn lists_of_a_period_hold_what_its_figures_count() {
    let pages = pages();
    let losses = pages.words("losses.html");
    assert!(losses.contains("Lost leads 3"), "{losses}");
    let twice = |closed: &str| losses.contains(&format!("Twice PT B Siti Rahma {closed} – price"));
    assert!(twice("14 June 2026") && twice("4 February 2026 reopened since"), "{losses}");
    assert!(losses.contains("Again Siti Rahma 31 March 2026 reopened since – price"), "{losses}");
    let wins = pages.words("wins.html");
    assert!(wins.contains("Won leads 1") && wins.contains("1 more closed before 24 November 2025"), "{wins}");
    assert!(pages.raw("wins.html").contains("href=\"leads.html#state=won\""));
    let siti = pages.words("owners/siti.html");
    assert!(siti.contains("1 of 4 closed") && !siti.contains("Early"), "{siti}");
    assert!(siti.contains("All leads of this owner"), "{siti}");
}

#[test]
fn a_step_stands_on_the_page_of_who_takes_it() {
    let pages = pages();
    let joko = pages.words("owners/joko.html");
    assert!(joko.contains("2 December 2026 Thank them Payroll PT A"), "{joko}");
    let siti = pages.words("owners/siti.html");
    assert!(siti.contains("1 December 2026 Ask") && !siti.contains("2 December 2026 Thank them"), "{siti}");
    let agenda = pages.raw("agenda.html");
    assert!(agenda.contains("href=\"owners/joko.html\""), "{agenda}");
    let agenda = pages.words("agenda.html");
    assert!(agenda.contains("When Next step Stage By Value"), "{agenda}");
}

#[test]
fn no_value_is_no_sum() {
    let companies = pages().words("companies.html");
    assert!(companies.contains("PT A Early Won Payroll Won – Rp10,000,000 0"), "{companies}");
    assert!(companies.contains("PT B Twice Lost – – 1"), "{companies}");
}

#[test]
fn a_site_without_leads_says_how_to_begin() {
    let pages = Pages::of(Bench::new());
    for path in ["index.html", "leads.html", "owners.html", "companies.html", "sources.html", "agenda.html"] {
        let page = pages.words(path);
        assert!(page.contains("No leads yet: corong new &quot;Title&quot; makes the first one."), "{page}");
        assert!(path == "index.html" || !pages.raw(path).contains("<table"), "{path}");
    }
    let hidden = Bench::new();
    hidden.write("corong.yaml", format!("{CONFIG}site: {{hide: {{owners: [siti]}}}}\n"));
    hidden.write("pipeline/1-prospect/a.yaml", lead("A", "", &[("prospect", "2026-11-01")]));
    assert!(!Pages::of(hidden).words("leads.html").contains("No leads yet"), "there are some");
}

#[test]
fn two_closings_give_no_velocity() {
    let index = pages().words("index.html");
    assert!(!index.contains("a day"), "{index}");
    for format in ["markdown", "text"] {
        let bench = Bench::new();
        let won = [("prospect", "2026-01-01"), ("won", "2026-03-22")];
        bench.write("pipeline/6-won/won.yaml", lead("Won", "value: 5\n", &won));
        bench.write("pipeline/1-prospect/a.yaml", lead("A", "value: 5\n", &[("prospect", "2026-11-01")]));
        let told = bench.run(&["report", "--format", format]).out.replace('\u{a0}', " ");
        let line = told.lines().find(|line| line.contains("Sales velocity")).unwrap();
        assert!(line.contains("too few") && line.contains("of 1") && !line.contains("a day"), "{line}");
    }
}
