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
