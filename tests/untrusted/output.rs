//! Leads that speak to a terminal or to a CI runner.

use crate::support::{Bench, CONFIG, PROSPECT};

/// Texts that would act where somebody shows them.
const HOSTILE: [&str; 7] = [
    "::error::owned",
    "::add-mask::e",
    "  ::set-output name=x::y",
    "##[add-mask]e",
    "\u{1b}[31mred\u{1b}]0;title\u{7}",
    "\u{202e}gpj.exe\u{2066}",
    "a\u{2028}::warning::b\u{85}::error::c",
];

/// What the runner would take for a command of ours.
fn is_ours(line: &str, formats: &str) -> bool {
    formats == "github"
        && ["::error file=", "::warning file=", "::notice", "::group::", "::endgroup::"]
            .iter()
            .any(|c| line.starts_with(c))
}

#[test]
fn hostile_texts_are_shown_and_do_nothing() {
    let bench = Bench::new();
    for (at, hostile) in HOSTILE.iter().enumerate() {
        let quoted = serde_json::to_string(hostile).unwrap();
        let escaped: String =
            quoted
                .chars()
                .map(|c| {
                    if c.is_ascii() && !c.is_control() {
                        c.to_string()
                    } else {
                        format!("\\u{:04x}", c as u32)
                    }
                })
                .collect();
        // As it stands, where YAML lets it, and as an escape.
        for (kind, text) in
            [("raw", quoted.replace("\\u001b", "\u{1b}").replace("\\u0007", "\u{7}")), ("escaped", escaped)]
        {
            let lead = PROSPECT
                .replace("ERP rollout", &text)
                .replace("owner: siti", &format!("owner: {text}"))
                .replace("source: referral", &format!("source: {text}\n{text}: {text}"));
            bench.write(&format!("pipeline/1-prospect/pt-{at}-{kind}.yaml"), lead);
        }
    }
    for format in ["text", "concise", "github"] {
        let ran = bench.run(&["check", "--format", format]);
        assert_eq!(ran.status, 1);
        let hidden = ran
            .out
            .chars()
            .find(|c| (c.is_control() && *c != '\n') || matches!(c, '\u{2028}'..='\u{202e}' | '\u{2066}'));
        assert_eq!(hidden, None, "{format}");
        for line in ran.out.lines() {
            let trimmed = line.trim_start();
            assert!(!trimmed.starts_with("::") || is_ours(line, format), "{format}: {line}");
            assert!(!line.contains("##["), "{format}: {line}");
            assert!(!HOSTILE.iter().any(|text| trimmed.starts_with(text.trim())), "{format}: {line}");
        }
    }
}

#[test]
fn a_hostile_configuration_says_nothing_to_the_runner() {
    let bench = Bench::new();
    for hostile in HOSTILE {
        let quoted = serde_json::to_string(hostile).unwrap();
        for (from, to) in [
            ("currency: IDR", format!("currency: {quoted}")),
            ("sources:", format!("{quoted}: x\nsources:")),
            ("kind: won", format!("kind: {quoted}")),
            ("\"met\"", format!("\"met\" ~ {hostile}")),
        ] {
            bench.write("corong.yaml", CONFIG.replacen(from, &to, 1));
            let ran = bench.run(&["check"]);
            if ran.status == 0 {
                continue;
            }
            for line in ran.err.lines() {
                assert!(!line.trim_start().starts_with("::") && !line.contains("##["), "{line}");
                assert!(!line.contains(['\u{1b}', '\u{202e}', '\u{2066}', '\u{2028}', '\u{85}']), "{line:?}");
            }
        }
    }
}

#[test]
fn names_of_files_and_gates_do_nothing_in_notes() {
    let bench = Bench::new();
    bench.write(
        "corong.yaml",
        CONFIG.replace("qualification.budget == \"met\"", "\"title != '\\e[31m##[error]x'\""),
    );
    bench.repository();
    bench.write("corong.yaml", CONFIG);
    let ran = bench.run(&["check", "--config-from", "main"]);
    assert!(ran.err.contains("no longer has the gate"), "{ran:?}");
    assert!(!ran.err.contains('\u{1b}') && !ran.err.contains("##["), "{ran:?}");
}

/// Hidden characters as entities and in a fence's words, in text and code.
const HIDING: &str = "\
title: ERP rollout
owner: siti
source: referral
next_step: {do: Call, due: 2026-11-28}
history:
  - {stage: prospect, at: 2026-11-10, by: siti}
notes: |
  fdp&#x202e;cod &#8203;&ZeroWidthSpace;&#1;&#27;[31m `a\u{202e}b`

  [x\u{2066}](https://e.example/\u{202e}a) [y](https://e.example/&#x202e;b)

  ``` rust\u{202e}&#x2066;
  let x\u{200b};
  ```

  می\u{200c}خواهم 👩\u{200d}🔬
";

#[test]
fn notes_show_what_is_hidden_however_it_is_written() {
    let bench = Bench::new();
    bench.write("corong.yaml", format!("{CONFIG}site: {{show: [notes]}}\n"));
    bench.write("pipeline/1-prospect/pt-karya.yaml", HIDING);
    assert_eq!(bench.run(&["site", "-q", "-o", "pages"]).status, 0);
    let page = bench.read("pages/leads/pt-karya.html");
    for (place, c) in page.char_indices() {
        let hides =
            (c.is_control() && c != '\n') || matches!(c, '\u{200b}' | '\u{202a}'..='\u{202e}' | '\u{2066}');
        assert!(!hides, "{:?}", &page[place.saturating_sub(60)..place + c.len_utf8()]);
    }
    for shown in ["fdp‹U+202E›cod ‹U+200B›‹U+200B›␁␛[31m <code>a‹U+202E›b</code>", "let x‹U+200B›;"]
    {
        assert!(page.contains(shown), "{shown}: {}", page.split("otes</h2>").nth(1).unwrap());
    }
    assert!(page.contains("می\u{200c}خواهم 👩\u{200d}🔬"), "what joins is kept");
}

#[test]
fn words_and_dates_name_what_only_looks_right() {
    let bench = Bench::new();
    let lead = PROSPECT
        .replace("owner: siti", "owner: siti\u{a0}")
        .replace("source: referral", "source: ref\u{200b}erral")
        .replace("2026-11-28", "2026\u{2011}11\u{2011}28")
        .replace("stage: prospect", "stage: prospect\u{a0}");
    bench.write("pipeline/1-prospect/pt-karya.yaml", lead);
    let out = bench.run(&["check", "--format", "concise"]).out;
    for said in [
        "`siti‹U+00A0›` is nobody",
        "`ref‹U+200B›erral` is none",
        "not `2026‹U+2011›11‹U+2011›28`",
        "not `prospect‹U+00A0›`",
    ] {
        assert!(out.contains(said), "{said}: {out}");
    }
}
