//! What the reader takes, and what it says of what it does not.

use super::{Arena, ProblemKind};

/// The problems of a text: kind, the bytes meant, the message.
fn problems(text: &str) -> Vec<(ProblemKind, String, String)> {
    let mut arena = Arena::default();
    let parsed = arena.parse(text);
    let one = |p: &super::Problem| (p.kind, p.span.slice(text).to_owned(), p.message.to_string());
    parsed.problems.iter().map(one).collect()
}

#[test]
fn a_tree_has_places() {
    let text = "title: ERP # new\ncompany: {name: 'it''s'}\nhistory:\n- {stage: won, at: 2026-01-01}\n";
    let mut arena = Arena::default();
    let parsed = arena.parse(text);
    assert!(parsed.problems.is_empty());
    let root = parsed.tree.root().expect("a root");
    assert_eq!(root.get("title").map(|n| n.span().slice(text)), Some("ERP"));
    assert_eq!(parsed.tree.find("company.name").and_then(|n| n.value()), Some("it's"));
    assert_eq!(root.get("history").map(|n| n.items().count()), Some(1));
    assert_eq!(parsed.tree.comments().iter().map(|c| c.slice(text)).collect::<Vec<_>>(), ["# new"]);
    let item = root.get("history").and_then(|n| n.items().next()).expect("an item");
    assert_eq!(item.span().slice(text), "{stage: won, at: 2026-01-01}");
}

#[test]
fn a_closing_bracket_at_its_keys_column_is_read_and_told() {
    let text = "tags: [\n  a, b\n]\ncompany: {\n  name: X\n}\nowner: siti\n";
    let mut arena = Arena::default();
    let parsed = arena.parse(text);
    let root = parsed.tree.root().expect("a root");
    assert_eq!(root.get("owner").map(|n| n.span().slice(text)), Some("siti"));
    assert_eq!(root.get("tags").map(|n| n.span().slice(text)), Some("[\n  a, b\n]"));
    assert_eq!(parsed.problems.len(), 2);
    assert_eq!(parsed.problems[1].span.slice(text), "}");
    assert!(parsed.problems.iter().all(|p| p.kind == ProblemKind::Style));
}

#[test]
fn an_unclosed_bracket_is_told_where_it_was_opened() {
    for (text, bracket) in [
        ("tags: [a, b\nowner: siti\n", "["),
        ("company: {name: X\nowner: siti\n", "{"),
        ("contacts: [{name: A, role: B]\n", "{"),
        ("contacts:\n  - {name: A\n  - {name: B}\nowner: siti\n", "{"),
        ("tags: [a,\n  b", "["),
    ] {
        let problems = problems(text);
        let (kind, marked, message) = &problems[0];
        assert_eq!((*kind, marked.as_str()), (ProblemKind::Syntax, bracket), "{text}: {problems:?}");
        assert!(message.contains("not closed"), "{message}");
    }
}

#[test]
fn no_help_names_a_librarys_options() {
    for text in ["a: b: c\n", "a: x\u{a0}: [\n  y\n", "a: 'x\n", "a: &\n", "- a\nb\n", "a\u{a0}b\nc: d\n"] {
        let mut arena = Arena::default();
        for problem in arena.parse(text).problems {
            let help = problem.help.unwrap_or_default().to_string();
            assert!(!help.contains("::") && !help.contains("oneyaml"), "{text:?}: {help}");
        }
    }
}

#[test]
fn tabs_that_indent_are_marked_themselves() {
    for (text, marked) in [("a:\n\tb: 1\n", "\t"), ("a:\r\n  \t\tb: 1\r\n", "\t\t")] {
        let problems = problems(text);
        assert_eq!((problems.len(), problems[0].1.as_str()), (1, marked), "{problems:?}");
    }
}

#[test]
fn what_a_lead_must_not_use() {
    let found = problems("a: &x 1\nb: *x\nc: !!str 3\n<<: {d: 1}\n");
    let bytes: Vec<_> = found.iter().map(|(kind, bytes, _)| (*kind, bytes.as_str())).collect();
    let feature = ProblemKind::Feature;
    assert_eq!(bytes, [(feature, "&x"), (feature, "*x"), (feature, "!!str"), (feature, "<<")]);
}

#[test]
fn equal_keys_and_second_documents() {
    let found = problems("a: 1\nb: {c: 1, c: 2}\na: 3\n");
    assert_eq!(found.iter().map(|f| f.1.as_str()).collect::<Vec<_>>(), ["c", "a"]);
    assert_eq!(problems("a: 1\n---\nb: 2\n")[0].1, "---");
    let many: String = (0..100).map(|n| format!("k{n}: 1\n")).collect();
    assert_eq!(problems(&format!("{many}k7: 2\n")).len(), 1);
}

#[test]
fn limits_end_reading_at_once() {
    for text in ["[".repeat(1 << 20), "- ".repeat(100_000), "[],".repeat(20_000)] {
        let found = problems(&text);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].0, ProblemKind::Syntax);
    }
}
