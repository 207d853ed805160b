//! What corong reads means the same to whoever else reads it: where PyYAML or
//! ruamel.yaml refuse a text, or read something else, it is told.

use std::fmt::Write as _;
use std::io::Write as _;
use std::process::{Command, Stdio};

use corong::yaml::{Arena, Node, ProblemKind, splice};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngSeed, TestRunner};

use crate::support::{Bench, PROSPECT};

/// Texts that others refuse or read otherwise, what is said of each, and each
/// mended where that is certain.
const UNLIKE: [(&str, &str, Option<&str>); 25] = [
    ("title:\tERP\n", "a tab between values", Some("title: ERP\n")),
    ("title: ERP\t# c\n", "a tab between values", Some("title: ERP # c\n")),
    ("title: ERP\t\n", "a tab between values", Some("title: ERP\n")),
    ("title: ERP\n\t\nowner: siti\n", "a tab between values", Some("title: ERP\n\nowner: siti\n")),
    ("title: ERP\n \t \nowner: siti\n", "a tab between values", Some("title: ERP\n\nowner: siti\n")),
    ("a: [1,\t2]\t\nb:\t'x'\n", "a tab between values", Some("a: [1, 2]\nb: 'x'\n")),
    ("tags:\n-\tbig\n", "a tab between values", Some("tags:\n- big\n")),
    ("notes: |\t\n  x\n", "a tab between values", Some("notes: |\n  x\n")),
    ("a: [\n \t1 ]\n", "a tab between values", None),
    ("title: ERP\trollout\n", "a tab within a text", None),
    ("a: {b: c\td}\n", "a tab within a text", None),
    ("a: {do: Call?}\n", "a `?` in brackets", Some("a: {do: 'Call?'}\n")),
    ("a: [What's up?, b]\n", "a `?` in brackets", Some("a: ['What''s up?', b]\n")),
    ("a: {?b: 1}\n", "a `?` in brackets", Some("a: {'?b': 1}\n")),
    ("a: [?x]\n", "a `?` in brackets", Some("a: ['?x']\n")),
    ("notes: |\n \n  x\n", "a line of spaces", Some("notes: |\n\n  x\n")),
    ("notes: |\n  x", "without a line break", Some("notes: |\n  x\n")),
    ("notes: >\r\n  x\r\n  y", "without a line break", Some("notes: >\r\n  x\r\n  y\r\n")),
    ("a: {b: :c}\n", "refuse this", None),
    ("a: {b\n : c}\n", "refuse this", None),
    ("a: b\u{2028}c\n", "refuse this", None),
    ("a: |\n  b\u{2028}c\n", "refuse this", None),
    ("a: [\"b\":]\n", "a key without a value", None),
    ("a: b\n\u{feff}", "a byte-order mark at the end", Some("a: b\n")),
    ("a: 'x\u{85}y'\n", "refuse this", None),
];

#[test]
fn what_others_read_otherwise_is_told_and_mended_where_that_is_certain() {
    for (text, said, mended) in UNLIKE {
        let mut arena = Arena::default();
        let parsed = arena.parse(text);
        let problems = &parsed.problems;
        assert!(!problems.is_empty(), "{text:?}");
        for problem in problems {
            assert_eq!(problem.kind, ProblemKind::Style, "{text:?}: {}", problem.message);
            assert!(problem.message.to_string().contains(said), "{text:?}: {}", problem.message);
        }
        let edits: Vec<_> = problems.iter().filter_map(|problem| problem.mend.clone()).collect();
        let edits: Vec<_> = edits.into_iter().flat_map(|(_, edits)| edits).collect();
        assert_eq!(mended.is_some(), !edits.is_empty(), "{text:?}");
        let Some(mended) = mended else { continue };
        let now = splice(text, edits);
        assert_eq!(now, mended);
        let before = parsed.tree.root().map(drawn);
        let mut arena = Arena::default();
        let parsed = arena.parse(&now);
        assert!(parsed.problems.is_empty(), "{now:?}: {:?}", parsed.problems);
        assert_eq!(parsed.tree.root().map(drawn), before, "{text:?}");
    }
}

#[test]
fn check_says_so_and_mends_it() {
    let bench = Bench::new();
    let lead = PROSPECT.replace("do: Call", "do: Call?").replace("owner: siti", "owner:\tsiti\t# hers");
    bench.write("pipeline/1-prospect/pt-a.yaml", &lead);
    let ran = bench.run(&["check", "--format", "concise"]);
    let expected = "\
        pipeline/1-prospect/pt-a.yaml:2:7: warning[yaml-style] a tab between values, which other YAML readers refuse\n\
        pipeline/1-prospect/pt-a.yaml:4:17: warning[yaml-style] a `?` in brackets and without quotes, which other YAML readers refuse\n";
    assert_eq!((ran.status, ran.out.as_str()), (0, expected));
    assert_eq!(bench.run(&["check", "--fix"]).status, 0);
    let expected = lead.replace("Call?", "'Call?'").replace("owner:\tsiti\t#", "owner: siti #");
    assert_eq!(bench.read("pipeline/1-prospect/pt-a.yaml"), expected);
}

/// A tree as others can be asked for it: JSON, each scalar a text.
fn drawn(node: Node<'_>) -> String {
    let quoted = |text: &str| serde_json::to_string(text).unwrap();
    let mut out = String::new();
    if node.is_map() {
        let pairs = node.entries().map(|(key, value)| format!("[{}, {}]", drawn(key), drawn(value)));
        write!(out, "{{\"map\": [{}]}}", pairs.collect::<Vec<_>>().join(", ")).unwrap();
    } else if node.is_list() {
        write!(out, "[{}]", node.items().map(drawn).collect::<Vec<_>>().join(", ")).unwrap();
    } else {
        out = quoted(node.value().unwrap_or_default());
    }
    out
}

/// What others read of some texts: a line a text, a JSON object of readers with
/// what each read, nothing of those that refuse it.
fn others(texts: &[String]) -> Vec<serde_json::Value> {
    let tools = std::env::var("CORONG_TEST_TOOLS").expect("run tests/all");
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/readers/others.py");
    let mut python = Command::new("python3");
    python.arg(script).env("PYTHONPATH", format!("{tools}/python"));
    let mut child = python.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    let lines: String = texts.iter().map(|text| serde_json::to_string(text).unwrap() + "\n").collect();
    let asking = std::thread::spawn(move || input.write_all(lines.as_bytes()).unwrap());
    let output = child.wait_with_output().unwrap();
    asking.join().unwrap();
    assert!(output.status.success());
    let said = String::from_utf8(output.stdout).unwrap();
    said.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Texts that corong reads without a word and others read otherwise.
fn untold(texts: &[String]) -> Vec<String> {
    let mut arena = Arena::default();
    let mut untold = Vec::new();
    for (text, others) in texts.iter().zip(others(texts)) {
        let parsed = arena.parse(text);
        let own = parsed.tree.root().map(drawn).filter(|_| parsed.problems.is_empty());
        let Some(own) = own else { continue };
        let own: serde_json::Value = serde_json::from_str(&own).unwrap();
        for (reader, read) in others.as_object().unwrap() {
            if *read != own {
                untold.push(format!("{text:?}: {own} and {read} of {reader}"));
            }
        }
    }
    untold
}

const LEADS: [&str; 2] = [
    "title: a b\nowner: 's'\ntags: [a, \"b c\"]\nvalue: {amount: 1, cur: X}\nl:\n  - {stage: p, at: 2026-01-01}\n  \
     - x: 1\n    y: 2\nn: |\n  t u\n\n  v\nz: >-\n  a\n  b\n",
    "a:\n- b\n- c: 1\n  d: e\nf: \"g\n  h\"\nk: 'l\n  m'\np: q\n  r\ns: [\n  1, 2 ]\n# e\nt:\n",
];

const PIECES: [&str; 66] = [
    "\t",
    " \t",
    "\t ",
    "\t#",
    "\t# c",
    " #",
    "# c",
    "?",
    "? ",
    "?x",
    "- ",
    "-",
    ":",
    ": ",
    " :",
    "::",
    "%",
    "@",
    "`",
    "!",
    "! ",
    "|",
    ">",
    "|-",
    ">+",
    "|2",
    "*a",
    "&a ",
    "'",
    "\"",
    "''",
    ",",
    ", ",
    "[",
    "]",
    "{",
    "}",
    "[]",
    "{}",
    "\n",
    "\n\n",
    "\n\t\n",
    "\n \t\n",
    "\n  \n",
    " ",
    "  ",
    "\u{a0}",
    "\u{85}",
    "\u{2028}",
    "\u{2029}",
    "\u{feff}",
    "\u{7f}",
    "\u{1f600}",
    "\r",
    "\r\n",
    "\n---\n",
    "...",
    "\\",
    "\\\n",
    "~",
    "<<: ",
    "é",
    "\n# c\n",
    "\n  # c\n",
    "\n    x\n",
    "\n\tx\n",
];

/// Needs PyYAML and ruamel.yaml; `tests/all` fetches them.
#[test]
#[ignore = "needs what tests/all installs"]
fn nothing_that_others_read_otherwise_is_read_without_a_word() {
    // What the table says of others is true.
    let texts: Vec<String> = UNLIKE.iter().map(|(text, ..)| (*text).to_owned()).collect();
    for (text, others) in texts.iter().zip(others(&texts)) {
        let parsed_by_all = others.as_object().unwrap().values().all(|read| {
            let mut arena = Arena::default();
            let own = arena.parse(text).tree.root().map(drawn).unwrap();
            *read == serde_json::from_str::<serde_json::Value>(&own).unwrap()
        });
        assert!(!parsed_by_all, "{text:?} is the same to all: {others}");
    }
    // Each piece at each place of a lead, and several at random.
    let mut texts = Vec::new();
    for lead in LEADS {
        for at in 0..=lead.len() {
            texts.extend(PIECES.iter().map(|piece| format!("{}{piece}{}", &lead[..at], &lead[at..])));
        }
    }
    let config = Config { rng_seed: RngSeed::Fixed(1), failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new(config);
    let changes = prop::collection::vec((any::<prop::sample::Index>(), 0..3_usize, 0..PIECES.len()), 2..5);
    let changed = (0..LEADS.len(), changes);
    for _ in 0..6000 {
        let (lead, changes) = changed.new_tree(&mut runner).unwrap().current();
        let mut text: Vec<char> = LEADS[lead].chars().collect();
        for (at, gone, piece) in changes {
            let at = at.index(text.len() + 1);
            let end = (at + gone).min(text.len());
            text.splice(at..end, PIECES[piece].chars());
        }
        texts.push(text.into_iter().collect());
    }
    let untold = untold(&texts);
    assert!(
        untold.is_empty(),
        "{} of {}:\n{}",
        untold.len(),
        texts.len(),
        untold[..untold.len().min(10)].join("\n")
    );
}
