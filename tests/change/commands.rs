//! The commands that change a lead, played from transcripts, refusals included.

use crate::support::transcript::plays;
use crate::support::{Bench, CONFIG, PROSPECT};

/// A lead with a comment, in every stage's manner.
const PT_A: &str = "\
# yaml-language-server: $schema=../../schemas/lead.schema.json
title: ERP rollout   # phase 1
company: {name: PT Karya Utama}
owner: siti
next_step: {do: Call, due: 2026-11-28}  # they asked for it
history:
  - {stage: prospect, at: 2026-11-10, by: siti}   # came by itself
notes: |
  Free.
";

/// Two leads and a configuration with reasons for winning.
fn bench() -> Bench {
    let bench = Bench::new();
    bench.write(
        "corong.yaml",
        CONFIG.replace("qualification:\n", "won_reasons: [fit, price]\nqualification:\n"),
    );
    bench.write("pipeline/1-prospect/pt-a.yaml", PT_A);
    bench.write("pipeline/1-prospect/pt-b.yaml", PROSPECT);
    bench
}

fn played(name: &str, bench: &Bench) {
    plays(bench, &format!("tests/change/transcripts/{name}.txt"));
}

#[test]
fn move_() {
    played("move", &bench());
}

#[test]
fn win_and_lose() {
    played("win-and-lose", &bench());
}

#[test]
fn log() {
    played("log", &bench());
}

#[test]
fn next() {
    played("next", &bench());
}

#[test]
fn set() {
    played("set", &bench());
}

/// What says rupiah in the workspace's words is not taken for the lead's dollars.
#[test]
fn an_amount_in_other_words_than_the_leads_currency_is_refused() {
    let bench = Bench::new();
    bench.write("corong.yaml", bench.read("corong.yaml") + "language: id\n");
    let lead = PROSPECT.replace("owner:", "value: {amount: 5000, currency: USD}\nowner:");
    bench.write("pipeline/1-prospect/pt-usd.yaml", lead);
    for field in ["value=1jt", "value.amount=1,5 juta"] {
        let refused = bench.run(&["set", "pt-usd", field]);
        assert_eq!(refused.status, 1, "{refused:?}");
        assert!(refused.err.contains("dalam USD") && refused.err.contains("`IDR 1"), "{}", refused.err);
    }
    for (value, written) in [
        ("USD 1jt", "{amount: 1000000, currency: USD}"),
        ("IDR 1jt", "{amount: 1000000, currency: IDR}"),
        ("USD 6k", "{amount: 6000, currency: USD}"),
        ("7k", "{amount: 7000, currency: USD}"),
        ("7000", "{amount: 7000, currency: USD}"),
    ] {
        assert_eq!(bench.run(&["set", "pt-usd", &format!("value={value}")]).status, 0, "{value}");
        let text = bench.read("pipeline/1-prospect/pt-usd.yaml");
        assert!(text.contains(written), "{value}: {text}");
        bench.run(&["undo"]);
    }
}

/// Amounts, dates and names as people type them in Indonesian.
#[test]
fn typed() {
    let bench = Bench::new();
    let config = CONFIG.replace("name: Test\n", "name: Test\nlanguage: id\n");
    let config = config.replace("[price, competitor, no-budget]", "[{id: price, label: Harga}, competitor]");
    let config = config.replace("[call, email, meeting]", "[{id: call, label: Telepon}, email]");
    bench.write("corong.yaml", config.replace("[referral,", "[{id: referral, label: Rujukan},"));
    bench.write("pipeline/1-prospect/pt-a.yaml", PT_A);
    played("typed", &bench);
}

/// Committed on the way, as the person git is set to.
#[test]
fn commit() {
    let bench = bench();
    bench.write(
        "corong.yaml",
        bench
            .read("corong.yaml")
            .replace("{name: Siti Rahma}", "{name: Siti, email: siti@nusantara.example}"),
    );
    bench.repository();
    bench.git(&["config", "user.name", "Siti"]);
    bench.git(&["config", "user.email", "Siti@nusantara.example"]);
    played("commit", &bench);
}

/// The change stays, uncommitted, and nothing of it is staged.
#[cfg(unix)]
#[test]
fn a_hook_that_fails_leaves_the_change_uncommitted() {
    use std::os::unix::fs::PermissionsExt;
    let bench = bench();
    bench.repository();
    bench.git(&["config", "user.name", "Siti"]);
    bench.git(&["config", "user.email", "siti@nusantara.example"]);
    bench.write(".git/hooks/pre-commit", "#!/bin/sh\necho 'not today' >&2\nexit 1\n");
    let executable = std::fs::Permissions::from_mode(0o755);
    std::fs::set_permissions(bench.place(".git/hooks/pre-commit"), executable).unwrap();
    let ran = bench.run(&["lose", "pt-a", "--reason", "price", "--commit"]);
    assert_eq!(ran.status, 1, "{ran:?}");
    assert!(ran.err.contains("but git did not commit it: not today"), "{ran:?}");
    assert!(bench.read("pipeline/lost/pt-a.yaml").contains("reason: price"));
    assert_eq!(bench.git(&["log", "--format=%s"]), "The beginning");
    assert_eq!(bench.git(&["diff", "--cached", "--name-only"]), "");
}

#[cfg(unix)]
#[test]
fn edit() {
    played("edit", &bench());
}

/// A text that is not written is kept, and its place told.
#[cfg(unix)]
#[test]
fn an_edit_that_breaks_a_lead_is_kept_elsewhere() {
    let bench = bench();
    let place = bench.place("pipeline/1-prospect/pt-a.yaml");
    for (editor, status, told) in [
        ("sed -i s/siti/sitti/g", 1, "did you mean `siti`?"),
        ("sed -i s/history/histori/", 1, "a lead has no key `histori`"),
        ("printf 'title: [' >", 1, "`pt-a` was not changed: the edited text brings"),
        ("printf '\\377' >", 1, "the edited text: stream did not contain valid UTF-8"),
        ("sed -i s/Free/Bound/ \"$@\"; false", 2, "ended with exit status: 1"),
        // Another program changes the lead while it is edited.
        (
            &format!("printf '# theirs\\n' >>'{}'; sed -i s/Free/Bound/", place.display()),
            1,
            "while you edited",
        ),
    ] {
        let before = bench.read("pipeline/1-prospect/pt-a.yaml");
        let mut command = crate::support::command();
        let run = command.current_dir(bench.root()).args(["--today", crate::support::TODAY, "edit", "pt-a"]);
        let ran = crate::support::Ran::of(run.env("VISUAL", editor).output().unwrap());
        assert_eq!((ran.status, ran.out.as_str()), (status, ""), "{editor}: {ran:?}");
        assert!(ran.err.contains(told), "{editor}: {ran:?}");
        let after = bench.read("pipeline/1-prospect/pt-a.yaml");
        assert!(after == before || after == format!("{before}# theirs\n"), "{editor}: {after}");
        let kept = ran.err.split("your text is kept in ").nth(1).expect(editor).trim();
        let text = std::fs::read(kept).unwrap();
        assert!(text != before.as_bytes() && kept.ends_with("/pt-a.yaml"), "{editor}");
        std::fs::remove_dir_all(std::path::Path::new(kept).parent().unwrap()).unwrap();
    }
}
