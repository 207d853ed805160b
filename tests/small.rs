//! Small things that were said wrongly, or not at all.

use crate::support::{Bench, CONFIG, PROSPECT, Ran, command};

const FILE: &str = "pipeline/1-prospect/karya.yaml";

fn check(bench: &Bench) -> String {
    bench.run(&["check", "--format", "json"]).out
}

fn done(ran: Ran) -> Ran {
    assert_eq!(ran.status, 0, "{}{}", ran.out, ran.err);
    ran
}

/// Pushed by 30 days and by 66, pulled in by 16 between: 80 days later.
#[test]
fn a_date_that_was_pulled_in_between_is_as_much_later_as_it_is() {
    let bench = Bench::new();
    let commit = |expected: &str, date: &str| {
        bench.write(
            FILE,
            PROSPECT
                .replace("owner:", &format!("expected_close: {expected}\nowner:"))
                .replace("2026-11-10", "2026-01-02"),
        );
        bench.git(&["add", "-A"]);
        bench.git_at(date, &["commit", "--quiet", "-m", expected]);
    };
    bench.git(&["init", "--quiet", "--initial-branch=main"]);
    for (expected, date) in [
        ("2026-03-01", "2026-01-05T03:00:00Z"),
        ("2026-03-31", "2026-02-05T03:00:00Z"),
        ("2026-03-15", "2026-02-15T03:00:00Z"),
        ("2026-05-20", "2026-03-05T03:00:00Z"),
    ] {
        commit(expected, date);
    }
    let report = |format: &str| {
        let args = ["--today", "2026-06-30", "report", "--trend", "months", "--format", format];
        done(Ran::of(command().current_dir(bench.root()).args(args).output().unwrap()))
    };
    let worst = report("json").json()["pipelines"][0]["slips"]["worst"][0].clone();
    assert_eq!([&worst["pushes"], &worst["days"], &worst["later"]], [2, 96, 80]);
    assert_eq!((worst["from"].as_str(), worst["to"].as_str()), (Some("2026-03-01"), Some("2026-05-20")));
    let page = report("markdown").out.replace('\u{a0}', " ");
    assert!(page.contains("| 2 | 80 | 1 March 2026 | 20 May 2026 |"), "{page}");
    // Pulled in at last.
    commit("2026-04-01", "2026-03-25T03:00:00Z");
    let worst = report("json").json()["pipelines"][0]["slips"]["worst"][0].clone();
    assert_eq!((&worst["later"], worst["to"].as_str()), (&31.into(), Some("2026-04-01")));
}

#[test]
fn what_is_negative_is_told_so_with_what_to_do() {
    let bench = Bench::new();
    let told = "an amount cannot be negative: what is taken off a price is the `discount` of its line";
    for line in ["value: -500", "value: {amount: -5, currency: USD}", "products: [{name: A, price: -5}]"] {
        bench.write(FILE, format!("{PROSPECT}{line}\n"));
        assert!(check(&bench).contains(told), "{line}: {}", check(&bench));
    }
    bench.write(FILE, PROSPECT);
    let typed = bench.run(&["set", "karya", "value=-500"]);
    let told = "less than nothing, and an amount is 0 or more; what is taken off a price is the `discount`";
    assert!(typed.status == 1 && typed.err.contains(told), "{}", typed.err);
    assert!(!bench.run(&["set", "karya", "company.size=-1"]).err.contains("discount"));
}

#[test]
fn a_stage_that_was_taken_out_is_named_formerly() {
    let bench = Bench::new();
    let history = "  - {stage: demo, at: 2026-11-01}\n  - {stage: prospect";
    bench.write(FILE, PROSPECT.replace("  - {stage: prospect", history));
    assert!(check(&bench).contains("add `formerly: [demo]` to the one in its place"), "{}", check(&bench));
    bench.write("corong.yaml", CONFIG.replace("label: Prospect,", "label: Prospect, formerly: [demo],"));
    assert!(!check(&bench).contains("demo"), "{}", check(&bench));
    bench.write("pipeline/demo/other.yaml", PROSPECT);
    assert!(check(&bench).contains("which names it in `formerly`"), "{}", check(&bench));
    let moved = bench.run(&["move", "karya", "trial"]);
    assert!(moved.err.contains("another names it in `formerly`"), "{}", moved.err);
}

#[test]
fn a_win_by_mistake_is_taken_out_by_undo() {
    let bench = Bench::new();
    bench
        .write(FILE, PROSPECT.to_owned() + "value: 5\nqualification: {budget: met}\ncontacts: [{name: A}]\n");
    let before = bench.read(FILE);
    let won = |bench: &Bench| {
        done(bench.run(&["report", "--format", "json"])).json()["pipelines"][0]["won"]["count"].clone()
    };
    done(bench.run(&["win", "karya"]));
    let back = done(bench.run(&["move", "karya", "prospect"]));
    assert!(back.err.contains("note: `won` on 2026-11-23 stays in the figures"), "{}", back.err);
    assert!(back.err.contains("`corong undo`, once for this and once for that"), "{}", back.err);
    assert_eq!(won(&bench), 1);
    done(bench.run(&["undo"]));
    done(bench.run(&["undo"]));
    assert_eq!((won(&bench), bench.read(FILE)), (0.into(), before));
    let on = done(bench.run(&["move", "karya", "qualified"]));
    assert!(!on.err.contains("note:"), "{}", on.err);
}

#[test]
fn a_time_that_the_clocks_skip_is_read_with_an_offset() {
    let bench = Bench::new();
    bench.write("corong.yaml", CONFIG.replace("Asia/Jakarta", "Europe/Berlin"));
    bench.write(FILE, PROSPECT.replace("2026-11-10", "2026-03-29T02:30:00"));
    let told = "the clocks of Europe/Berlin skip that time; a moment says how far from UTC it is, such as 2026-03-29T02:30:00+01:00";
    assert!(check(&bench).contains(told), "{}", check(&bench));
    bench.write(FILE, PROSPECT);
    let typed = bench.run(&["log", "karya", "call", "x", "--at", "2026-03-29 02:30"]);
    let told = "the clocks of Europe/Berlin skip `2026-03-29 02:30`; for --at write how far from UTC it is, such as 2026-03-29T02:30:00+01:00";
    assert!(typed.status == 2 && typed.err.contains(told), "{}", typed.err);
    let there = bench.run(&["log", "karya", "call", "x", "--at", "2026-10-25 02:30"]).err;
    assert!(there.contains("in Europe/Berlin it is 2026-10-25T02:30:00+02:00"), "{there}");
}
