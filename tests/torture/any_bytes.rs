//! Functions that take any text: no panic, every place lies within its text,
//! and what is edited agrees with both readers. `CORONG_TORTURE` is the number
//! of cases of each law.

use corong::check::Reading;
use corong::expr::{Condition, Scope, Subject};
use corong::finding::Finding;
use corong::pipeline::Language;
use corong::read::read_config;
use corong::report::{self, ReportOptions};
use corong::show::findings::{self, Format, TextStyle};
use corong::show::{self, ReportFormat};
use corong::source::{LineIndex, MemorySnapshot, RelPath, Span};
use corong::yaml::{Arena, NewValue, Node, Op, agrees, apply};
use proptest::prelude::*;
use proptest::sample::select;

use crate::support::{CONFIG, PROSPECT, TODAY};

const FRAGMENTS: [&str; 52] = [
    "a",
    "b",
    "title",
    "owner",
    "history",
    "stage",
    ": ",
    ":",
    "- ",
    "-",
    "? ",
    ", ",
    ",",
    "[",
    "]",
    "{",
    "}",
    "'",
    "\"",
    "''",
    "\\",
    "|",
    ">",
    "|-\n",
    ">+\n",
    "# c\n",
    " #x",
    "#",
    "\n",
    "\n  ",
    "\n    ",
    "\r\n",
    "\r",
    "\t",
    " ",
    "  ",
    "\u{feff}",
    "\u{85}",
    "\u{2028}",
    "\u{a0}",
    "é",
    "𝄞",
    "\0",
    "---\n",
    "...\n",
    "%YAML 1.2\n",
    "&x ",
    "*x",
    "!t ",
    "<<: ",
    "\u{1b}",
    "~",
];

fn config() -> ProptestConfig {
    let cases = std::env::var("CORONG_TORTURE").ok().and_then(|n| n.parse().ok()).unwrap_or(200);
    ProptestConfig { cases, failure_persistence: None, max_shrink_iters: 2000, ..ProptestConfig::default() }
}

fn yamlish() -> impl Strategy<Value = String> {
    let soup = || proptest::collection::vec(select(&FRAGMENTS[..]), 0..30).prop_map(|parts| parts.concat());
    let nest = (select(vec!["[", "{a: ", "- ", "a:\n "]), 0..200_usize).prop_map(|(part, n)| part.repeat(n));
    prop_oneof![4 => soup(), 4 => mutated(PROSPECT), 1 => any::<String>(), 1 => nest]
}

/// A text with lines dropped, repeated and swapped, and fragments put in and bytes cut out.
fn mutated(text: &'static str) -> impl Strategy<Value = String> {
    let change =
        (0..5_u8, any::<prop::sample::Index>(), any::<prop::sample::Index>(), select(&FRAGMENTS[..]));
    proptest::collection::vec(change, 0..5).prop_map(move |changes| {
        let mut text = text.to_owned();
        for (kind, one, other, fragment) in changes {
            let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
            if lines.is_empty() {
                break;
            }
            let (a, b) = (one.index(lines.len()), other.index(lines.len()));
            match kind {
                0 => drop(lines.remove(a)),
                1 => lines.insert(b, lines[a]),
                2 => lines.swap(a, b),
                _ => {
                    let places: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
                    let at = places[one.index(places.len())];
                    let mut new = text.clone();
                    if kind == 3 {
                        new.insert_str(at, fragment);
                    } else {
                        new.remove(at);
                    }
                    text = new;
                    continue;
                }
            }
            text = lines.concat();
        }
        text
    })
}

fn fits(text: &str, span: Span) -> Result<(), TestCaseError> {
    let (start, end) = (span.start as usize, span.end as usize);
    prop_assert!(start <= end && text.get(start..end).is_some(), "{span:?} in {text:?}");
    let place = LineIndex::new(text).place(span.start);
    prop_assert!(place.line >= 1 && place.column >= 1);
    Ok(())
}

fn nodes_fit(text: &str, node: Node<'_>) -> Result<(), TestCaseError> {
    fits(text, node.span())?;
    let _ = (node.value(), node.scalar(), node.kind_name());
    node.children().try_for_each(|child| nodes_fit(text, child))
}

fn findings_fit(found: &[Finding], text: &str, path: &RelPath) -> Result<(), TestCaseError> {
    for finding in found.iter().filter(|finding| finding.path == *path) {
        fits(text, finding.span)?;
        let edits = finding.fix.iter().flat_map(|fix| fix.text_edits());
        edits.map(|edit| edit.span).try_for_each(|span| fits(text, span))?;
    }
    Ok(())
}

fn op() -> impl Strategy<Value = Op> {
    let path =
        select(vec!["a", "b", "a.b", "owner", "history", "history.0", "history.0.stage", "next_step.do"]);
    let value = prop_oneof![
        yamlish().prop_map(NewValue::Text),
        any::<bool>().prop_map(NewValue::Bool),
        select(vec!["1", "2026-11-01"]).prop_map(|v| NewValue::Plain(v.into())),
        Just(NewValue::Map(vec![("stage".into(), NewValue::text("won"))])),
        Just(NewValue::List(vec![NewValue::text("x"), NewValue::text("y: z")])),
    ];
    (0..4_u8, path, value).prop_map(|(kind, path, value)| match kind {
        0 => Op::set(path, value),
        1 => Op::append(path, value),
        2 => Op::remove(path),
        _ => Op::Rename { path: path.split('.').map(str::to_owned).collect(), name: "renamed".into() },
    })
}

fn comments(text: &str) -> Vec<String> {
    let mut arena = Arena::default();
    let tree = arena.parse(text).tree;
    tree.comments().iter().map(|span| span.slice(text).trim_end().to_owned()).collect()
}

const TOKENS: [&str; 34] = [
    "value",
    "value.amount",
    "title",
    "qualification.need",
    "tags",
    "é",
    "nothing",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "'",
    "\"x\"",
    "'y'",
    "1",
    "9999999999999999999999",
    "1.5",
    "==",
    "<",
    "+",
    "/",
    "%",
    "**",
    "and",
    "not",
    "is",
    "in",
    "|",
    "length",
    "if",
    "else",
    ".",
];

proptest! {
    #![proptest_config(config())]

    #[test]
    fn any_text_is_parsed(text in yamlish()) {
        let mut arena = Arena::default();
        let parsed = arena.parse(&text);
        for problem in &parsed.problems {
            fits(&text, problem.span)?;
            problem.related.iter().try_for_each(|(span, _)| fits(&text, *span))?;
            problem.mend.iter().flat_map(|(_, edits)| edits).try_for_each(|edit| fits(&text, edit.span))?;
        }
        parsed.tree.comments().iter().try_for_each(|span| fits(&text, *span))?;
        parsed.tree.root().map_or(Ok(()), |root| nodes_fit(&text, root))?;
        let _ = agrees(&text);
    }

    #[test]
    fn any_edit_is_refused_or_right(text in yamlish(), ops in proptest::collection::vec(op(), 1..4)) {
        if let Ok(new) = apply(&text, &ops, &["title", "owner"]) {
            prop_assert_eq!(agrees(&new), Ok(()), "{:?} of {:?}", new, text);
            let mut after = comments(&new);
            for comment in comments(&text) {
                let at = after.iter().position(|other| *other == comment);
                prop_assert!(at.is_some(), "{comment:?} is lost: {text:?} -> {new:?}");
                at.map(|at| after.remove(at));
            }
        }
    }

    #[test]
    fn any_configuration_is_read_or_refused(text in mutated(CONFIG)) {
        let path = RelPath::new("corong.yaml");
        if let Err(found) = read_config(&path, &text, &[]) {
            prop_assert!(!found.is_empty(), "refused without a reason: {text:?}");
            findings_fit(&found, &text, &path)?;
        }
    }

    #[test]
    fn any_lead_is_checked_and_shown(text in yamlish()) {
        let path = RelPath::new("pipeline/1-prospect/odd.yaml");
        let files = MemorySnapshot::default().with("corong.yaml", CONFIG).with(path.as_str(), text.as_str());
        let today = TODAY.parse().unwrap();
        let read = Reading::of(&files, &|_| today).unwrap();
        let (loaded, checked) = (&read.loaded, read.checked());
        findings_fit(&checked.findings, &text, &path)?;
        let key = |f: &Finding| (f.path.clone(), f.span.start);
        prop_assert!(checked.findings.is_sorted_by_key(key));
        for format in [Format::Text, Format::Concise, Format::Github, Format::Junit] {
            findings::render(&checked, &files, format, TextStyle::default());
        }
        for format in [Format::Json, Format::Sarif, Format::Gitlab] {
            let shown = findings::render(&checked, &files, format, TextStyle::default());
            prop_assert!(serde_json::from_str::<serde_json::Value>(&shown).is_ok());
        }
        let built = report::build(&loaded.workspace, &ReportOptions::as_of(today, Language::default()));
        for format in [ReportFormat::Markdown, ReportFormat::Html] {
            prop_assert!(show::report(&built, format, show::templates::Given::default()).is_ok());
        }
    }

    #[test]
    fn any_expression_is_judged_or_refused(tokens in proptest::collection::vec(select(&TOKENS[..]), 0..12)) {
        let source = tokens.join(" ");
        let read = read_config(&RelPath::new("corong.yaml"), CONFIG, &[]).unwrap();
        if let Err(wrong) = Scope::gates(&read.config).check(&source) {
            let fit = wrong.range.as_ref().is_none_or(|range| source.get(range.clone()).is_some());
            prop_assert!(fit, "{wrong:?} in {source:?}");
        }
        if let Ok(condition) = Condition::new(&source) {
            let mut arena = Arena::default();
            let root = arena.parse(PROSPECT).tree.root().unwrap();
            let (config, pipeline) = (&read.config, &read.config.pipelines[0]);
            let (stage, today) = (&pipeline.stages[0], TODAY.parse().unwrap());
            let _ = condition.chooses(&Subject { root, lead: None, config, pipeline, stage, today }, Default::default());
        }
    }
}
