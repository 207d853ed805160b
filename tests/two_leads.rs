//! Two leads that are one: `corong merge`.

use crate::support::terminal::at_a_terminal;
use crate::support::{Bench, CONFIG, Ran};

const KEEP: &str = "pipeline/2-qualified/karya.yaml";
const OTHER: &str = "pipeline/1-prospect/karya-lama.yaml";

const KEPT: &str = "title: ERP rollout
company: {name: PT Karya Utama}   # by the register
contacts:
  - {name: Andi, email: andi@karya.example}
value: 500
owner: siti
source: event
tags: [big]
qualification: {budget: met}
next_step: {do: Call, due: 2026-11-30}
activities:
  - {at: 2026-11-02, kind: call, summary: First}
  - {at: 2026-11-12, kind: meeting}
history:
  - {stage: prospect, at: 2026-11-01}
  - {stage: qualified, at: 2026-11-10}
notes: |
  Ours.
";

const GONE: &str = "# yaml-language-server: $schema=../../schemas/lead.schema.json
# from the fair
title: ERP
company: {name: PT. Karya Utama, industry: retail}
contacts:
  - {name: andi, phone: '+62 812 1'}
  - {name: Budi}
value: 700
owner: siti
source: referral
expected_close: 2026-12-15
probability: 40
tags: [Big, jakarta]
hold: {until: 2027-01-01}
merged: [karya-kuno]
activities:
  - {at: 2026-11-02, kind: call, summary: First}
  - {at: 2026-11-05, kind: email}
history:
  - {stage: prospect, at: 2026-11-03}
notes: Theirs.
";

const UNITED: &str = "title: ERP rollout
company: {name: PT Karya Utama, industry: retail}   # by the register
contacts:
  - {name: Andi, email: andi@karya.example, phone: \"+62 812 1\"}
  - {name: Budi}
value: 500
owner: siti
hold: {until: 2027-01-01}
source: event
expected_close: 2026-12-15
probability: 40
tags: [big, jakarta]
qualification: {budget: met}
next_step: {do: Call, due: 2026-11-30}
activities:
  - {at: 2026-11-02, kind: call, summary: First}
  - {at: 2026-11-05, kind: email}
  - {at: 2026-11-12, kind: meeting}
merged: [karya-lama, karya-kuno]
history:
  - {stage: prospect, at: 2026-11-01}
  - {stage: qualified, at: 2026-11-10}
notes: |
  Ours.

  Theirs.
";

fn done(ran: Ran) -> Ran {
    assert_eq!(ran.status, 0, "{}{}", ran.out, ran.err);
    ran
}

fn two() -> Bench {
    let bench = Bench::new();
    bench.write(KEEP, KEPT);
    bench.write(OTHER, GONE);
    bench.write("pipeline/1-prospect/next.yaml", NEXT);
    bench
}

const NEXT: &str = "title: Next year
owner: siti
renews:   karya-lama  # the old one
next_step: {do: Call, due: 2026-11-30}
history:
  - {stage: prospect, at: 2026-11-01}
";

#[test]
fn one_lead_out_of_two_and_back_byte_for_byte() {
    let bench = two();
    let dry = done(bench.run(&["merge", "karya", "karya-lama", "--dry-run"]));
    for told in ["+merged: [karya-lama, karya-kuno]", "+renews:   karya  # the old one", "+++ /dev/null"] {
        assert!(dry.out.contains(told), "{told}: {}", dry.out);
    }
    assert_eq!((bench.read(KEEP), bench.read(OTHER)), (KEPT.to_owned(), GONE.to_owned()));
    let said = done(bench.run(&["merge", "karya", "karya-lama"]));
    assert_eq!(said.out, format!("karya: karya-lama merged into it\n{KEEP}\n"));
    for told in [
        "title: `ERP rollout` stays, `ERP` goes",
        "company.name: `PT Karya Utama` stays, `PT. Karya Utama` goes",
        "value: `500` stays, `700` goes",
        "source: `event` stays, `referral` goes",
        "hold: it is on hold until 2027-01-01, as the other was",
        "history: that of `karya-lama` goes (prospect 2026-11-03)",
        "comments of `karya-lama` that are not kept: 1",
        "pipeline/1-prospect/next.yaml follows",
    ] {
        assert!(said.err.contains(told), "{told}: {}", said.err);
    }
    assert_eq!(bench.read(KEEP), UNITED);
    assert!(!bench.place(OTHER).exists());
    assert_eq!(bench.read("pipeline/1-prospect/next.yaml"), NEXT.replace("karya-lama", "karya"));
    // The ids that went still mean it, before the beginnings of others.
    for word in ["karya-lama", "karya-kuno"] {
        assert!(done(bench.run(&["show", word])).out.contains("karya · "), "{word}");
    }
    assert!(bench.run(&["new", "X", "--id", "karya-lama", "--owner", "siti"]).err.contains("karya-lama"));
    done(bench.run(&["undo"]));
    assert_eq!((bench.read(KEEP), bench.read(OTHER)), (KEPT.to_owned(), GONE.to_owned()));
    assert_eq!(bench.read("pipeline/1-prospect/next.yaml"), NEXT);
}

#[test]
fn what_cannot_be_merged_is_refused() {
    let bench = two();
    let same = bench.run(&["merge", "karya", KEEP]);
    assert!(same.status == 1 && same.err.contains("they are the same lead"), "{}", same.err);
    bench.write(OTHER, "title: [\n");
    let broken = bench.run(&["merge", "karya", "karya-lama"]);
    assert!(broken.status == 1 && broken.err.contains("`karya-lama` cannot be read"), "{}", broken.err);
    assert_eq!(bench.read(KEEP), KEPT);
    assert_eq!(bench.run(&["merge", "karya", "nobody"]).status, 2);
    bench.write("corong.yaml", CONFIG.replace("name: Test\n", "name: Test\nlanguage: id\n"));
    assert!(bench.run(&["merge", "karya", KEEP]).err.contains("keduanya peluang yang sama"));
}

/// A lead that renewed the one it takes over renews nobody any more.
#[test]
fn a_lead_does_not_refer_to_itself() {
    let bench = two();
    bench.write(KEEP, KEPT.replace("owner: siti\n", "owner: siti\nrenews: karya-lama\n"));
    done(bench.run(&["merge", "karya", "karya-lama"]));
    assert!(!bench.read(KEEP).contains("renews"), "{}", bench.read(KEEP));
    let bench = two();
    bench.write(OTHER, GONE.replace("owner: siti\n", "owner: siti\nrenews: karya\n"));
    let said = done(bench.run(&["merge", "karya", "karya-lama"]));
    assert!(
        !bench.read(KEEP).contains("renews") && said.err.contains("renews: `karya` goes"),
        "{}",
        said.err
    );
}

#[test]
fn a_value_does_not_beat_products_that_were_there() {
    let bench = two();
    bench.write(KEEP, KEPT.replace("value: 500\n", "products: [{name: A, price: 500}]\n"));
    let said = done(bench.run(&["merge", "karya", "karya-lama"]));
    assert!(said.err.contains("value: `A` stays, `700` goes"), "{}", said.err);
    let list = done(bench.run(&["list", "--columns", "id,value", "--format", "csv"])).out;
    assert!(list.lines().any(|line| line == "karya,500"), "{list}");
}

#[test]
fn an_id_that_was_taken_over_is_taken() {
    let bench = two();
    std::fs::remove_file(bench.place("pipeline/1-prospect/next.yaml")).unwrap();
    done(bench.run(&["merge", "karya", "karya-lama"]));
    done(bench.run(&["check"]));
    bench.write(OTHER, NEXT.replace("renews:   karya-lama  # the old one\n", ""));
    let check = bench.run(&["check", "--format", "json"]);
    let told = "`karya-lama` is an id that `karya` took over";
    assert!(check.status == 1 && check.out.contains(told), "{}", check.out);
    let help = "merge it with `corong merge karya pipeline/1-prospect/karya-lama.yaml`";
    assert!(check.out.contains(help), "{}", check.out);
    // The file that is there is meant.
    assert!(done(bench.run(&["show", "karya-lama"])).out.contains("Next year"));
}

/// What rules advise is what works.
#[test]
fn two_files_of_one_id_are_merged_by_their_paths() {
    let bench = Bench::new();
    let twin = "pipeline/1-prospect/karya.yaml";
    bench.write(KEEP, KEPT);
    bench.write(twin, GONE.replace("merged: [karya-kuno]\n", ""));
    let check = bench.run(&["check", "--format", "json"]).out;
    assert!(check.contains("`corong merge KEEP.yaml OTHER.yaml`"), "{check}");
    done(bench.run(&["merge", KEEP, twin]));
    assert!(!bench.place(twin).exists() && !bench.read(KEEP).contains("merged"));
    done(bench.run(&["check"]));
    bench.write(OTHER, GONE);
    let check = bench.run(&["check", "--format", "json"]).out;
    assert!(check.contains("make one of them with `corong merge KEEP OTHER`"), "{check}");
}

#[test]
fn git_keeps_a_merge_as_one_commit() {
    let bench = two();
    bench.git(&["init", "--quiet", "--initial-branch=main"]);
    bench.git(&["add", "-A"]);
    bench.git(&["commit", "--quiet", "-m", "Begin"]);
    done(bench.run(&["merge", "karya", "karya-lama", "--commit"]));
    let log = bench.git(&["log", "-1", "--format=%s", "--name-status", "--no-renames"]);
    for told in [
        "karya: karya-lama merged into it",
        "D\tpipeline/1-prospect/karya-lama.yaml",
        "M\tpipeline/2-qualified/karya.yaml",
    ] {
        assert!(log.contains(told), "{log}");
    }
    assert_eq!(bench.git(&["status", "--porcelain"]), "");
}

/// Somebody else's branch may name the id that is gone: it means the lead that took it over.
#[test]
fn who_renews_an_id_that_was_taken_over_renews_its_keeper() {
    let bench = Bench::new();
    bench.write("corong.yaml", format!("{}\nrules: {{missing-renewal: warning}}\n", CONFIG.trim_end()));
    let head = "owner: siti
source: event
value: 9
products: [{name: ERP}]
contacts: [{name: Andi}]
qualification: {budget: met}
history:
  - {stage: prospect, at: 2026-01-01}
  - {stage: won, at: 2026-01-05}
";
    let won = |title: &str, more: &str| format!("title: {title}\n{more}{head}");
    let ends = "contract: {end: 2026-12-20}\nmerged: [karya-lama]\n";
    bench.write("pipeline/6-won/karya.yaml", won("Base", ends));
    bench.write("pipeline/6-won/more.yaml", won("More", "extends: [karya-lama]\n"));
    let missing = bench.run(&["check", "--format", "concise"]);
    assert!(missing.status == 0 && missing.out.contains("missing-renewal"), "{}", missing.out);
    bench.write("pipeline/1-prospect/next.yaml", NEXT);
    let check = done(bench.run(&["check", "--format", "concise"])).out;
    assert!(!check.contains("missing-renewal") && !check.contains("dangling-renewal"), "{check}");
    let report = done(bench.run(&["report", "--format", "json"])).json();
    let retention = &report["pipelines"][0]["retention"];
    assert_eq!(retention["ending"][0]["renewal"]["id"], "next");
    // The three are one customer, who has an open lead.
    assert_eq!(
        (&retention["won_again"]["n"], retention["without_open"].as_array().unwrap().len()),
        (&1.into(), 0)
    );
    let page = |id: &str| done(bench.run(&["show", id, "--format", "json"])).json();
    assert_eq!(
        (&page("next")["renews"]["id"], &page("next")["renews"]["title"]),
        (&"karya".into(), &"Base".into())
    );
    assert_eq!(page("karya")["renewed_by"][0]["id"], "next");
    assert_eq!(page("karya")["extended_by"][0]["id"], "more");
    let refused = bench.run(&["renew", "karya-lama", "--no-input"]);
    assert!(refused.status == 1 && refused.err.contains("`next` renews it already"), "{}", refused.err);
    done(bench.run(&["site"]));
    for (page, link) in [("next", "karya.html"), ("karya", "next.html"), ("karya", "more.html")] {
        let text = bench.read(&format!("_site/leads/{page}.html"));
        assert!(text.contains(link), "{page}: {link}");
    }
    // A file that has the id is meant before.
    bench.write(OTHER, NEXT.replace("renews:   karya-lama  # the old one\n", ""));
    let check = bench.run(&["check", "--format", "concise"]).out;
    assert!(check.contains("`karya-lama` was never won, so there is nothing to renew"), "{check}");
}

/// KEEP's own hold is right; one that has passed, or of a lead that is closed, goes.
#[test]
fn a_hold_is_taken_over_where_it_is_of_use() {
    let held = |line: &str| KEPT.replace("owner: siti\n", &format!("owner: siti\n{line}\n"));
    let (own, gone) = ("hold: {until: 2026-12-01, why: budget}", "hold: {until: 2027-01-01}");
    let closed = KEPT.replace("notes:", "  - {stage: lost, at: 2026-11-12, reason: price}\nnotes:");
    for (keep, place, hold, told, says) in [
        (
            held(own),
            KEEP,
            gone,
            "hold: `until: 2026-12-01, why: budget` stays, `until: 2027-01-01` goes",
            Some(own),
        ),
        (KEPT.to_owned(), KEEP, "hold: {until: 2026-11-22}", "hold: `until: 2026-11-22` goes", None),
        (closed, "pipeline/lost/karya.yaml", gone, "hold: `until: 2027-01-01` goes", None),
    ] {
        let bench = Bench::new();
        bench.write(place, keep);
        bench.write(OTHER, GONE.replace("hold: {until: 2027-01-01}", hold));
        let said = done(bench.run(&["merge", "karya", "karya-lama"]));
        assert!(said.err.contains(told), "{}", said.err);
        let text = bench.read(place);
        assert!(says.map_or(!text.contains("hold:"), |says| text.contains(says)), "{text}");
    }
}

#[test]
fn a_terminal_asks_before_two_are_one() {
    for (answer, status, left) in [("y\n", 0, UNITED), ("n\n", 1, KEPT)] {
        let bench = two();
        let Some((shown, ended)) = at_a_terminal(&bench, "merge karya karya-lama", answer) else {
            println!("left out: this machine has no `script` of util-linux");
            return;
        };
        assert_eq!(ended, status, "{shown}");
        for told in ["source: `event` stays, `referral` goes", "Merge karya-lama into karya?"] {
            assert!(shown.contains(told), "{told}: {shown}");
        }
        assert_eq!((bench.read(KEEP).as_str(), bench.place(OTHER).exists()), (left, status == 1), "{shown}");
    }
}
