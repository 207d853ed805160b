//! Before and after: only the lines an edit must change change.

use corong::yaml::{NewValue, Op, apply};
use similar::{ChangeTag, TextDiff};

fn entry() -> NewValue {
    NewValue::Map(vec![
        ("stage".into(), NewValue::text("won")),
        ("at".into(), NewValue::Plain("2026-11-20".into())),
        ("by".into(), NewValue::text("siti")),
    ])
}

/// The lines that went and came, `-old` and `+new`.
pub(super) fn changed(before: &str, after: &str) -> Vec<String> {
    let diff = TextDiff::from_lines(before, after);
    let sign = |tag| if tag == ChangeTag::Insert { '+' } else { '-' };
    let changes = diff.iter_all_changes().filter(|change| change.tag() != ChangeTag::Equal);
    changes.map(|change| format!("{}{}", sign(change.tag()), change.value())).collect()
}

#[track_caller]
fn appends(before: &str, lines: &[&str]) {
    let after =
        apply(before, &[Op::append("history", entry())], &[]).unwrap_or_else(|why| panic!("{why}\n{before}"));
    assert_eq!(changed(before, &after), lines, "{after}");
}

#[test]
fn a_history_in_block_style_takes_a_line() {
    let flow = "+  - {stage: won, at: 2026-11-20, by: siti}\n";
    appends(
        "title: A # t\nhistory: # h\n  - {stage: a, at: 2026-01-01}   # c\n  # closing: later\n\nnotes: |\n  x\n",
        &[flow],
    );
    appends("history:\n  - {stage: a, at: 2026-01-01}\n    # they said yes\n# next\nowner: x\n", &[flow]);
    appends(
        "history:\n- {stage: a}\n#\ttabs\there\nowner: x\n",
        &["+- {stage: won, at: 2026-11-20, by: siti}\n"],
    );
    appends(
        "history:\r\n  - {stage: a}\r\nowner: x\r\n",
        &["+  - {stage: won, at: 2026-11-20, by: siti}\r\n"],
    );
    appends("\u{feff}history:\n  - {stage: a}\n", &[flow]);
    appends(
        "owner: x\nhistory:\n  - {stage: a}",
        &["-  - {stage: a}", "+  - {stage: a}\n", "+  - {stage: won, at: 2026-11-20, by: siti}"],
    );
    appends("history:\n  - { stage: a }\n", &["+  - { stage: won, at: 2026-11-20, by: siti }\n"]);
    appends(
        "history:\n      -   {\"stage\": \"a\", \"at\": \"2026-01-01\"}\nowner: x\n",
        &["+      -   {\"stage\": \"won\", \"at\": \"2026-11-20\", \"by\": siti}\n"],
    );
    appends("history:\n  - {stage: a,\n     at: 2026-01-01}\n\n\n# end\n", &[flow]);
}

/// As formatters write: spaces inside braces, and what is long over several lines.
#[test]
fn braces_are_padded_as_the_file_has_them() {
    let broken = "  - {\n      stage: a,\n      at: 2026-01-01,\n    }\n";
    let padded = "+  - { stage: won, at: 2026-11-20, by: siti }\n";
    let plain = "+  - {stage: won, at: 2026-11-20, by: siti}\n";
    appends(&format!("history:\n  - {{ stage: a }}\n{broken}"), &[padded]);
    appends(&format!("company: {{ name: A }}\nhistory:\n{broken}"), &[padded]);
    appends(&format!("history:\n{broken}"), &[padded]);
    appends(&format!("company: {{name: A}}\nhistory:\n{broken}"), &[plain]);
    appends(&format!("history:\n{broken}value: {{ amount: 1 }}\n"), &[padded]);
    appends("tags: [ a ]\nhistory:\n  - {}\n", &[plain]);
    // A list that is not there yet, and a value of another form.
    appends("company: { name: A }\n", &["+history:\n", padded]);
    appends("company: { name: A }\nhistory:\n", &[padded]);
    let map = NewValue::Map(vec![("amount".into(), NewValue::Plain("1".into()))]);
    let set = |before: &str| apply(before, &[Op::set("value", map.clone())], &[]).unwrap();
    assert_eq!(set("company: { name: A }\nvalue: 2\n"), "company: { name: A }\nvalue: { amount: 1 }\n");
    assert_eq!(set("company: { name: A }\n"), "company: { name: A }\nvalue: { amount: 1 }\n");
}

#[test]
fn a_history_of_block_mappings_takes_one_more() {
    appends(
        "history:\n  - stage: a\n    note: |\n      x\n\n      y\n\n\nnotes: z\n",
        &["+  - stage: won\n", "+    at: 2026-11-20\n", "+    by: siti\n"],
    );
    appends(
        "history:\n-   stage: a\n    at: 2026-01-01\n\n-   stage: b\n    at: 2026-01-02\n",
        &["+\n", "+-   stage: won\n", "+    at: 2026-11-20\n", "+    by: siti\n"],
    );
    appends(
        "history:\n  -\n    stage: a\nowner: x\n",
        &["+  -\n", "+    stage: won\n", "+    at: 2026-11-20\n", "+    by: siti\n"],
    );
    appends(
        "history:\n  - # first\n    stage: 'a'\nowner: x\n",
        &["+  - stage: 'won'\n", "+    at: 2026-11-20\n", "+    by: siti\n"],
    );
    appends(
        "history:\n  - stage: a\n    note: |+\n      kept\n\n\nowner: x\n",
        &["+  - stage: won\n", "+    at: 2026-11-20\n", "+    by: siti\n"],
    );
}

#[test]
fn a_history_in_brackets_takes_an_item() {
    appends(
        "history: [{stage: a}, {stage: b}] # c\nowner: x\n",
        &[
            "-history: [{stage: a}, {stage: b}] # c\n",
            "+history: [{stage: a}, {stage: b}, {stage: won, at: 2026-11-20, by: siti}] # c\n",
        ],
    );
    appends(
        "history: [\n  {stage: a},\n  {stage: b}, # c\n]\nowner: x\n",
        &["+  {stage: won, at: 2026-11-20, by: siti},\n"],
    );
    appends(
        "history: [\n  {stage: a},\n  {stage: b} # c, d\n  # e\n  ]\nowner: x\n",
        &["-  {stage: b} # c, d\n", "+  {stage: b}, # c, d\n", "+  {stage: won, at: 2026-11-20, by: siti}\n"],
    );
    appends("history: []\n", &["-history: []\n", "+history: [{stage: won, at: 2026-11-20, by: siti}]\n"]);
    appends(
        "{\"title\": \"A\", \"history\": [{\"stage\":\"a\"}]}",
        &[
            "-{\"title\": \"A\", \"history\": [{\"stage\":\"a\"}]}",
            "+{\"title\": \"A\", \"history\": [{\"stage\":\"a\"}, {\"stage\": \"won\", \"at\": 2026-11-20, \"by\": siti}]}",
        ],
    );
}

#[test]
fn an_absent_or_empty_list_is_made() {
    let flow = "+  - {stage: won, at: 2026-11-20, by: siti}\n";
    appends("title: A\nhistory: # c\n  # d\nowner: x\n", &[flow]);
    appends(
        "title: A\nhistory:",
        &["-history:", "+history:\n", "+  - {stage: won, at: 2026-11-20, by: siti}"],
    );
    appends("title: A\nnotes: |\n  x\n\n", &["+history:\n", flow]);
    appends("tags:\n- a\n", &["+history:\n", "+- {stage: won, at: 2026-11-20, by: siti}\n"]);
    let order = ["activities", "history", "notes"];
    let text = "title: A\nhistory:\n  - {stage: a}\n\n# n\nnotes: |\n  x\n";
    let after = apply(text, &[Op::append("activities", entry())], &order).unwrap();
    assert_eq!(changed(text, &after), ["+activities:\n", flow]);
}

#[test]
fn values_are_set_where_they_belong() {
    let set = |text: &str, path: &str, value: NewValue| apply(text, &[Op::set(path, value)], &[]).unwrap();
    assert_eq!(set("a: 1 # c\nb: 2\n", "a", NewValue::Plain("7".into())), "a: 7 # c\nb: 2\n");
    assert_eq!(set("a: 'x'\n", "a", NewValue::text("it's")), "a: 'it''s'\n");
    assert_eq!(set("a:   # c\nb: 1\n", "a", NewValue::text("no")), "a: \"no\"   # c\nb: 1\n");
    assert_eq!(set("q: {need: met}\n", "q.budget", NewValue::text("met")), "q: {need: met, budget: met}\n");
    assert_eq!(
        set("q:\n   need: met\nz: 1\n", "q.budget", NewValue::text("met")),
        "q:\n   need: met\n   budget: met\nz: 1\n"
    );
    assert_eq!(set("a: 1\n", "q.budget", NewValue::text("met")), "a: 1\nq: {budget: met}\n");
    assert_eq!(set("n: | # h\n  a\n  b\nz: 1", "n", NewValue::text("one")), "n: |- # h\n  one\nz: 1");
    assert_eq!(set("n: |- # h\n  a\n  b\nz: 1", "n", NewValue::Plain("3".into())), "n: 3 # h\nz: 1");
    assert_eq!(set("n: |\n   a\nz: 1", "n", NewValue::text("x\ny\n")), "n: |\n   x\n   y\nz: 1");
    assert_eq!(set("a: 1\r\n", "m", NewValue::text("x\ny\n")), "a: 1\r\nm: |\r\n  x\r\n  y\r\n");
    assert_eq!(
        set("t:\n  - a\n  - b\nz: 1\n", "t", NewValue::List(vec![NewValue::text("c")])),
        "t: [c]\nz: 1\n"
    );
    assert_eq!(set("p: [{price: 1}]\n", "p.0.price", NewValue::Plain("2".into())), "p: [{price: 2}]\n");
    let refused = apply("value: 12\n", &[Op::set("value.currency", NewValue::text("USD"))], &[]).unwrap_err();
    assert!(refused.message.to_string().contains("a number is where"), "{refused}");
    assert!(
        apply("a: [1, # c\n 2]\n", &[Op::set("a", NewValue::Bool(true))], &[])
            .unwrap_err()
            .message
            .to_string()
            .contains("# c")
    );
}

#[test]
fn keys_go_and_change_their_names() {
    let remove = |text: &str, path: &str| apply(text, &[Op::remove(path)], &[]).unwrap();
    assert_eq!(remove("a: 1\n# c\nb: 2 # d\nc: 3\n", "b"), "a: 1\n# c\n# d\nc: 3\n");
    assert_eq!(remove("a: 1\nb:\n  c: |\n    x\nd: 1", "b.c"), "a: 1\nd: 1");
    assert_eq!(remove("a: 1\nb: 2", "b"), "a: 1");
    assert_eq!(remove("a: {x: 1, y: 2}\n", "a.y"), "a: {x: 1}\n");
    assert_eq!(remove("a: {x: 1, y: 2}\n", "a.x"), "a: {y: 2}\n");
    assert_eq!(remove("l:\n  - a: 1\n    b: 2\n  - c\n", "l.0.a"), "l:\n  - b: 2\n  - c\n");
    assert_eq!(remove("l:\n  - a # x\n  - c\n", "l.1"), "l:\n  - a # x\n");
    assert!(apply("a: 1\n", &[Op::remove("a")], &[]).is_err());
    let rename = Op::Rename { path: vec!["a".into()], name: "b".into() };
    assert_eq!(apply("'a' : 1 # c\n", &[rename], &[]).unwrap(), "'b' : 1 # c\n");
}

#[test]
fn an_item_goes_before_another() {
    let insert = |text: &str, at: usize| {
        apply(text, &[Op::Insert { path: vec!["history".into()], at, item: entry() }], &[])
    };
    let line = ["+  - {stage: won, at: 2026-11-20, by: siti}\n"];
    let text = "history: # h\n  # first\n  - {stage: a} # a\n    # of a\n  - {stage: b}\no: 1\n";
    let after = [0, 1].map(|at| insert(text, at).unwrap());
    for after in &after {
        assert_eq!(changed(text, after), line);
    }
    assert!(after[0].contains("siti}\n  - {stage: a} # a\n"), "{}", after[0]);
    assert!(after[1].contains("# of a\n  - {stage: won"), "{}", after[1]);
    let text = "history:\n  - stage: a\n    note: |\n      - x\n\n  -  stage: b\n";
    let after = insert(text, 1).unwrap();
    let new = ["+  -  stage: won\n", "+     at: 2026-11-20\n", "+     by: siti\n", "+\n"];
    assert_eq!(changed(text, &after), new, "{after}");
    assert_eq!(insert("history: [{stage: a}, {stage: b}]\n", 1).unwrap().matches("stage").count(), 3);
    let own_lines = insert("history: [\n  {stage: a},\n  {stage: b}, # b\n  ]\n", 1).unwrap();
    assert_eq!(
        own_lines,
        "history: [\n  {stage: a},\n  {stage: won, at: 2026-11-20, by: siti},\n  {stage: b}, # b\n  ]\n"
    );
    // A dash with a comment behind it is no clear place.
    assert!(insert("history:\n  - {stage: a}\n  - # b\n    {stage: b}\n", 1).is_err());
    assert!(
        insert("history:\r\n- {stage: a}\r\n- {stage: b}\r\n", 1).unwrap().contains("siti}\r\n- {stage: b}")
    );
}
