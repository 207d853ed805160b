//! The commands that make and rename leads and take changes back, played from
//! transcripts, refusals included.

use crate::support::transcript::plays;
use crate::support::{Bench, CONFIG, PROSPECT};

const WON: &str = "\
title: ERP rollout 2025   # phase 1
company: {name: PT Karya Utama, industry: retail}
contacts:
  - {name: Andi Wijaya, role: CFO, phone: \"+62 812 1234\"}   # prefers WhatsApp
value: {amount: 5000, currency: USD}
products:
  - {name: ERP Core, quantity: 5}
owner: joko
source: referral
contract: {start: 2026-01-01, end: 2026-12-31}
history:
  - {stage: prospect, at: 2025-11-10, by: joko}
  - {stage: won, at: 2025-12-20, by: joko}
";

const LOST: &str = "\
title: Two shops
value: \"5000\"
owner: siti
history:
  - {stage: prospect, at: 2026-10-10, by: siti}
  - {stage: lost, at: 2026-10-20, by: siti, reason: price}
";

const REOPENED: &str = "\
title: Cranes
owner: siti
history:
  - {stage: prospect, at: 2026-01-10, by: siti}
  - {stage: won, at: 2026-02-20, by: siti}
  - {stage: prospect, at: 2026-10-20, by: siti}
";

fn bench() -> Bench {
    let bench = Bench::new();
    let config = CONFIG.replace("{name: Siti Rahma}", "{name: Siti Rahma, email: siti@nusantara.example}");
    bench.write("corong.yaml", config.replace("dir: 1-prospect,", "dir: 1-prospect, requires: [source],"));
    bench.write("pipeline/1-prospect/pt-a.yaml", PROSPECT);
    bench.write("pipeline/6-won/2025/karya-2025.yaml", WON);
    bench.write("pipeline/lost/two-shops.yaml", LOST);
    bench.write("pipeline/1-prospect/cranes.yaml", REOPENED);
    bench
}

/// In a repository whose git knows Siti.
fn kept() -> Bench {
    let bench = bench();
    bench.repository();
    bench.git(&["config", "user.email", "Siti@Nusantara.example"]);
    bench.git(&["config", "user.name", "Siti"]);
    bench
}

fn played(name: &str, bench: &Bench) {
    plays(bench, &format!("tests/make/transcripts/{name}.txt"));
}

#[test]
fn new() {
    let bench = bench();
    bench.write("schemas/lead.schema.json", "{}");
    played("new", &bench);
}

#[test]
fn new_by_whom_git_knows() {
    played("new-in-git", &kept());
}

#[test]
fn renew() {
    played("renew", &bench());
}

#[test]
fn rename() {
    let bench = bench();
    let renewing =
        "title: ERP rollout 2026\nowner: siti\nsource: website\nrenews: 'karya-2025'   # the first\n";
    let history = "history:\n  - {stage: prospect, at: 2026-10-10}\n";
    bench.write("pipeline/1-prospect/karya-2026.yaml", format!("{renewing}{history}"));
    bench.write("pipeline/1-prospect/broken.yaml", format!("{renewing}histery: []\n"));
    bench.write("pipeline/1-prospect/PT Odd.yaml", PROSPECT);
    played("rename", &bench);
}

#[test]
fn undo() {
    played("undo", &bench());
}

#[test]
fn undo_in_git() {
    played("undo-in-git", &kept());
}

#[test]
fn man_and_completions() {
    played("helps", &bench());
}
