//! The short way against the parser: wherever it gives a tree, it is the same.
#![allow(clippy::disallowed_methods, reason = "the texts it is compared on are files")]

use proptest::prelude::*;

use crate::yaml::{Arena, Tree};

/// A tree as text: kinds, places, values, comments.
fn drawn(arena: &mut Arena, text: &str, short: bool) -> Option<String> {
    use std::fmt::Write;
    if short {
        arena.empty();
        super::read(arena, text)?;
    } else {
        let parsed = arena.parse_in_full(text);
        if let Some(problem) = parsed.problems.first() {
            return Some(problem.message.to_string());
        }
    }
    let tree = Tree { text, arena };
    let mut out = String::new();
    let mut nodes: Vec<_> = tree.root().into_iter().collect();
    while let Some(node) = nodes.pop() {
        writeln!(out, "{:?} {:?} {:?}", node.kind(), node.span(), node.value()).unwrap();
        nodes.extend(node.children());
    }
    writeln!(out, "{:?}", tree.comments()).unwrap();
    Some(out)
}

/// Whether the short way reads a text; it has to read it as the parser does.
fn agrees(text: &str) -> bool {
    let short = drawn(&mut Arena::default(), text, true);
    let whole = drawn(&mut Arena::default(), text, false);
    if short.is_some() {
        assert_eq!(short, whole, "{text:?}");
        assert_eq!(crate::yaml::agrees(text), Ok(()), "{text:?}");
    }
    short.is_some()
}

const LEAD: &str = "\
# yaml-language-server: $schema=../../schemas/lead.schema.json
title: ERP rollout — 2026   # soon
company: {name: PT Karya Utama, size: 250, website: https://karya.example}
contacts:
  - name: Andi
    phone: \"+62 812\"
  -   {name: 'Budi', tags: [a, b-c, []]}
value: {amount: 250000000, currency: IDR}
tags: [enterprise, \"a, b\"]

activities:
- at: 2026-11-02
  kind: call
# between
- {at: 2026-11-03, kind: call, summary: 10:30 at x#y}
history:
  - {stage: prospect, at: 2026-10-05, by: siti}
custom: {}
notes: |
  Free *Markdown*.

    - more
next_step:
  do: -5 degrees
  due: 2026-11-28
";

#[test]
fn leads_as_people_write_them_go_the_short_way() {
    assert!(agrees(LEAD));
    assert!(agrees("a: 1"));
    assert!(agrees("a:\n- x\n- y: 1\n  z: 2\nb: |-\n  text\n"));
    for odd in ["", "- a\n", "a: &x 1\n", "a: [\n]\n", "a: x: y\n", "a: 1\na: 2\n", "a:\n", "a: >\n  b\n"] {
        assert!(!agrees(odd), "{odd:?}");
    }
}

#[test]
fn what_it_reads_the_parser_reads_alike() {
    for folder in ["tests/torture/corpus", "examples"] {
        for entry in walkdir::WalkDir::new(folder) {
            let bytes = std::fs::read(entry.unwrap().path()).unwrap_or_default();
            if let Ok(text) = String::from_utf8(bytes) {
                agrees(&text);
            }
        }
    }
}

/// Needs YAML's own test suite; `tests/all` fetches it.
#[test]
#[ignore = "needs what tests/all installs"]
fn yamls_own_suite() {
    let tools = std::env::var("CORONG_TEST_TOOLS").unwrap();
    let cases = std::fs::read_to_string(format!("{tools}/yaml-test-suite.json")).unwrap();
    let cases: Vec<String> = serde_json::from_str(&cases).unwrap();
    let short = cases.iter().filter(|case| agrees(case)).count();
    assert!(short > 5, "{short} of {} went the short way", cases.len());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, failure_persistence: None, ..ProptestConfig::default() })]

    /// A lead with a few places overwritten by what YAML knows.
    #[test]
    fn changed_at_random(changes in prop::collection::vec((0..LEAD.len(), 0..3usize, "[-:#{}\\[\\],'\"|>&*! \n?a1~%@]{0,3}"), 1..5)) {
        let mut text = LEAD.to_owned();
        for (at, gone, new) in changes {
            let at = (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap();
            let end = (at + gone).min(text.len());
            let end = (end..=text.len()).find(|end| text.is_char_boundary(*end)).unwrap();
            text.replace_range(at..end, &new);
        }
        agrees(&text);
    }

    /// Lines of pieces, each indented by one step more or less than the one above.
    #[test]
    fn made_of_pieces(lines in prop::collection::vec((-2..=2isize, "(- )?(k[a-z]: )(x|x y|[{]a: 1, b: c[}]|\\[1, \\[\\]\\]|'q'|\"q\"|-1|a#b|x:y)?( # c)?"), 1..9)) {
        let mut indent = 0;
        let mut text = String::new();
        for (step, line) in lines {
            indent = (indent + step).max(0);
            let end = if line.ends_with(": ") { line.trim_end() } else { &line };
            text += &format!("{}{end}\n", " ".repeat(if text.is_empty() { 0 } else { indent as usize }));
        }
        agrees(&text);
    }
}
