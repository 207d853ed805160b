//! Two leads that are one: `corong merge`.

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
