//! Looking at leads: list, show, agenda and board, as people and programs
//! see them.

mod board;
mod calendar;
mod conditions;
mod forecast;
mod frozen;
mod hostile;
mod list;
mod pages;
mod terminal;

use crate::support::{Bench, Ran, command};

/// A run in the example as it is shipped, with so many columns.
fn nusantara(args: &[&str], columns: Option<&str>) -> Ran {
    let mut command = command();
    command.env_remove("COLUMNS").args(["-C", "examples/nusantara", "--today", "2026-11-23"]).args(args);
    if let Some(columns) = columns {
        command.env("COLUMNS", columns);
    }
    Ran::of(command.output().unwrap())
}

/// What a run printed, as a page to review.
fn shown(ran: &Ran) -> String {
    let err = if ran.err.is_empty() { String::new() } else { format!("--- stderr\n{}", ran.err) };
    format!("--- status {}\n{}{err}", ran.status, ran.out)
}

/// A workspace with a lead of every kind.
fn bench() -> Bench {
    let bench = Bench::new();
    bench.write(
        "pipeline/1-prospect/pt-karya.yaml",
        "title: ERP rollout\ncompany: {name: PT Karya, industry: retail, size: 250}\nowner: siti\nsource: referral\n\
         value: 250000000\ntags: [enterprise, jakarta]\n\
         contacts: [{name: Andi, role: CFO, phone: '+62 812 5550 0101', email: andi@karya.example}]\n\
         next_step: {do: Send the quotation, due: 2026-11-20}\n\
         activities:\n  - {at: 2026-11-12, kind: call, by: siti, summary: Talked scope, minutes: 30}\n\
         history:\n  - {stage: prospect, at: 2026-11-10, by: siti}\nnotes: |\n  They *like* it.\n",
    );
    bench.write(
        "pipeline/1-prospect/cv-maju.yaml",
        "title: Stock\nowner: siti\nvalue: {amount: 1000.50, currency: USD}\n\
         history:\n  - {stage: prospect, at: 2026-10-01, by: siti}\n",
    );
    bench.write(
        "pipeline/6-won/pt-abadi.yaml",
        "title: Fleet\ncompany: {name: PT Abadi}\nowner: siti\nsource: event\nvalue: 90000000\n\
         contract: {start: 2026-01-01, end: 2026-12-31, payment: 30 days}\ncontacts: [{name: Budi}]\n\
         qualification: {need: met, budget: met}\n\
         history:\n  - {stage: prospect, at: 2026-01-02}\n  - {stage: won, at: 2026-03-04, by: siti}\n",
    );
    bench.write(
        "pipeline/1-prospect/pt-abadi-2027.yaml",
        "title: Fleet 2027\ncompany: {name: PT Abadi}\nowner: siti\nrenews: pt-abadi\n\
         next_step: {do: Ask, due: 2026-11-25, by: siti}\nexpected_close: 2026-11-26\n\
         history:\n  - {stage: prospect, at: 2026-11-20, by: siti}\n",
    );
    bench.write(
        "pipeline/lost/pt-rugi.yaml",
        "title: Cashier\nowner: siti\nhistory:\n  - {stage: prospect, at: 2026-09-01}\n\
         \x20 - {stage: lost, at: 2026-11-01, by: siti, reason: price, note: Too dear}\n",
    );
    bench
}
