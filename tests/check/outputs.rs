//! What people and programs are shown.

use corong::show::findings::{Format, TextStyle, render, text};

use super::{CONFIG, World};

const LEAD: &str = "title: ERP\nowner: sitti\nnext_step: {do: Call, due: 2026-11-30}\nhistory:\n  - {stage: prospect, at: 2026-11-10}\n";

fn world(text: &str) -> World {
    World::new(CONFIG).with("pipeline/1-prospect/x.yaml", text)
}

fn shown(world: &World) -> String {
    render(&world.check(), world, Format::Text, TextStyle::default())
}

#[test]
fn text_marks_the_exact_characters() {
    insta::assert_snapshot!(shown(&world(LEAD)), @r"
    × `sitti` is nobody of the team
     ╭─[pipeline/1-prospect/x.yaml:2:8]
   2 │ owner: sitti
     ·        ──┬──
     ·          ╰── unknown-owner
     ╰────
    help: did you mean `siti`?

  1 error in 1 of 1 lead
  ");
}

#[test]
fn text_shows_the_other_places() {
    let two = World::new(CONFIG)
        .with("pipeline/1-prospect/x.yaml", LEAD.replace("sitti", "siti"))
        .with("pipeline/lost/x.yaml", "title: X\nowner: siti\nhistory:\n  - {stage: prospect, at: 2026-11-10}\n  - {stage: lost, at: 2026-11-03, reason: price}\n");
    insta::assert_snapshot!(shown(&two), @r"
    × `pipeline/lost/x.yaml` and `pipeline/1-prospect/x.yaml` are both the lead `x`
     ╭─[pipeline/lost/x.yaml:5:13]
   5 │   - {stage: lost, at: 2026-11-03, reason: price}
     ·             ──┬─
     ·               ╰── duplicate-id
     ╰────
    help: their histories part: here `lost` on 2026-11-03, there `prospect` on 2026-11-10; an id is
          unique over all pipelines: make one of the two with `corong merge KEEP.yaml OTHER.yaml`,
          or rename one of them
    ☞ the other file
     ╭─[pipeline/1-prospect/x.yaml:5:13]
   5 │   - {stage: prospect, at: 2026-11-10}
     ·             ────────
     ╰────

    × this entry is dated before the one above it, 2026-11-10
     ╭─[pipeline/lost/x.yaml:5:23]
   4 │   - {stage: prospect, at: 2026-11-10}
     ·                           ─────┬────
     ·                                ╰── the entry above it
   5 │   - {stage: lost, at: 2026-11-03, reason: price}
     ·                       ─────┬────
     ·                            ╰── history-order
     ╰────
    help: a history is written oldest first: correct the date or the order

  2 errors in 1 of 2 leads
  ");
}

#[test]
fn nothing_found_is_said_too() {
    assert_eq!(shown(&world(&LEAD.replace("sitti", "siti"))), "nothing found in 1 lead\n");
}

#[test]
fn concise_is_a_line_each() {
    let world = world(LEAD);
    assert_eq!(
        render(&world.check(), &world, Format::Concise, TextStyle::default()),
        "pipeline/1-prospect/x.yaml:2:8: error[unknown-owner] `sitti` is nobody of the team\n"
    );
}

#[test]
fn json_has_the_contracts_keys() {
    let world = world(LEAD);
    insta::assert_snapshot!(render(&world.check(), &world, Format::Json, TextStyle::default()), @r#"
    {
      "schema": "corong.check/1",
      "leads": 1,
      "errors": 1,
      "warnings": 0,
      "findings": [
        {
          "rule": "unknown-owner",
          "severity": "error",
          "message": "`sitti` is nobody of the team",
          "help": "did you mean `siti`?",
          "path": "pipeline/1-prospect/x.yaml",
          "line": 2,
          "column": 8,
          "end_line": 2,
          "end_column": 13,
          "related": [],
          "fix": {
            "title": "write `siti`",
            "safe": true
          }
        }
      ]
    }
    "#);
}

/// Odd texts in the place of an owner.
fn odd() -> Vec<(&'static str, String)> {
    vec![
        ("crlf", LEAD.replace('\n', "\r\n")),
        ("tab", LEAD.replace("owner: sitti", "owner:\tsitti")),
        ("wide", LEAD.replace("sitti", "漢字漢字 👩‍👩‍👧")),
        ("escape", LEAD.replace("sitti", "\"\\e[31m::error::x\\n::warning::y\"")),
        ("bidi", LEAD.replace("sitti", "a\u{202e}b\u{2066}c")),
        ("long", LEAD.replace("sitti", &"sitti ".repeat(20_000))),
        ("deep", format!("{}{}", "# x\n".repeat(200_000), LEAD)),
        ("far", LEAD.replace("owner", &format!("tags: [{}]\nowner", "a, ".repeat(2000)))),
        ("block", LEAD.replace("owner: sitti", "owner: |\n  one\n  two\n  three\n  four\n  five\n  six")),
        ("cut", LEAD.replace("sitti", "\"sitti")),
        ("empty", String::new()),
        ("marks", "\u{feff}".to_owned() + LEAD),
        ("command", LEAD.replace("sitti", "'::error file=x::boo'")),
    ]
}

#[test]
fn odd_texts_are_shown_in_every_format() {
    for (name, text) in odd() {
        let world = world(&text);
        let checked = world.check();
        assert!(!checked.findings.is_empty(), "{name}");
        for width in [20, 80, 100_000] {
            let text = render(&checked, &world, Format::Text, TextStyle { width, ..TextStyle::default() });
            assert!(text.contains("x.yaml"), "{name}: {text}");
            let acts = |c: char| c != '\n' && (c.is_control() || ('\u{202a}'..='\u{202e}').contains(&c));
            assert!(!text.contains(acts), "{name}: {text:?}");
            assert!(!text.lines().any(|line| line.starts_with("::")), "{name}: {text}");
            assert!(text.lines().all(|line| line.chars().count() < 400.max(width)), "{name}");
            assert!(
                name != "long" || text.lines().all(|line| line.chars().count() <= width.max(60)),
                "{text}"
            );
        }
        for format in [Format::Concise, Format::Json] {
            let out = render(&checked, &world, format, TextStyle::default());
            assert!(!out.lines().any(|line| line.starts_with("::")), "{name}: {out}");
        }
        let colored = render(
            &checked,
            &world,
            Format::Text,
            TextStyle { color: true, width: 80, ..TextStyle::default() },
        );
        assert!(colored.contains("\u{1b}["), "{name}");
    }
}

#[test]
fn bytes_that_are_no_text_are_shown() {
    let world =
        World::new(CONFIG).with("pipeline/1-prospect/x.yaml", b"title: caf\xe9\nowner: siti\n".to_vec());
    insta::assert_snapshot!(shown(&world), @r"
    × the file is not UTF-8 from here on
     ╭─[pipeline/1-prospect/x.yaml:1:11]
   1 │ title: caf�
     ·           ┬
     ·           ╰── syntax
     ╰────
    help: save it as UTF-8; it may be in Latin-1 or UTF-16

  1 error in 1 of 1 lead
  ");
}

#[test]
fn a_configurations_mistakes_are_shown_alike() {
    let world = World::new(&CONFIG.replace("currency: IDR", "curency: IDR"));
    let error = corong::check::run(&world, &|_| super::TODAY.parse().expect("a day")).expect_err("wrong");
    let corong::workspace::LoadError::Configuration { findings, .. } = error else { panic!("{error:?}") };
    let shown = text::findings(&findings, &world, TextStyle::default());
    assert!(shown.contains("corong.yaml:4:1") && shown.contains("curency"), "{shown}");
}
