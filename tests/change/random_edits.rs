//! Thousands of edits on files of every style: none wrong, no comment lost.

use corong::yaml::{NewValue, Op, apply};
use serde_yaml::Value as Yaml;
use similar::{ChangeTag, TextDiff};

/// A small generator of numbers (xorshift*), so that every run is the same.
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub(super) fn up_to(&mut self, n: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % n
    }

    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.up_to(of.len())]
    }
}

/// A comment or none, numbered so that each is unlike every other.
fn comment(dice: &mut Dice, count: &mut usize, before: &str) -> String {
    if dice.up_to(3) > 0 {
        return String::new();
    }
    *count += 1;
    format!(
        "{before}# {} {count}",
        dice.one(&["note", "it's \"so\"", "{a: 1}, [", "tab\there", "- x: y", "…"])
    )
}

fn scalar(dice: &mut Dice) -> &'static str {
    dice.one(&["x", "'it''s'", "\"a: b\"", "012", "~", "a b c", "2026-01-02", "\"\\u00e9\"", "no", "Rp 1,5"])
}

fn flow_scalar(dice: &mut Dice) -> &'static str {
    dice.one(&["x", "'it''s'", "\"a: b\"", "012", "null", "a b c", "2026-01-02", "https://x.example/y"])
}

fn flow_map(dice: &mut Dice) -> String {
    let (a, b) = (flow_scalar(dice), flow_scalar(dice));
    match dice.up_to(5) {
        0 => format!("{{ stage: {a}, by: {b} }}"),
        1 => format!("{{\"stage\": \"{}\", \"by\": \"z\"}}", dice.up_to(99)),
        2 => format!("{{stage: {a},\n          by: {b}}}"),
        3 => format!("{{stage: {a}}}"),
        _ => format!("{{stage: {a}, by: {b}, at: 2026-01-03}}"),
    }
}

/// A list under a key, in one of many styles.
fn list(dice: &mut Dice, n: &mut usize, key: &str) -> String {
    let pad = " ".repeat(dice.one(&["", "  ", "    ", "   "]).len());
    let items = 1 + dice.up_to(3);
    let mut out = format!("{key}:");
    match dice.up_to(8) {
        0 => return format!("{key}: []{}\n", comment(dice, n, " ")),
        1 => return format!("{key}:{}\n", comment(dice, n, " ")),
        2 => {
            let all: Vec<_> = (0..items).map(|_| flow_map(dice).replace('\n', "")).collect();
            return format!("{key}: [{}]{}\n", all.join(dice.one(&[", ", ","])), comment(dice, n, "  "));
        }
        3 => {
            out += &format!(" [{}\n", comment(dice, n, " "));
            for at in 0..items {
                let comma = if at + 1 < items || dice.up_to(2) == 0 { "," } else { "" };
                out += &format!("  {}{comma}{}\n", flow_map(dice), comment(dice, n, " "));
            }
            return format!("{out}{}]\n", dice.one(&["", "  "]));
        }
        4 | 5 => {
            out += &format!("{}\n", comment(dice, n, "  "));
            for _ in 0..items {
                out += &format!(
                    "{pad}-{}{}{}\n",
                    dice.one(&[" ", "   "]),
                    flow_map(dice),
                    comment(dice, n, "  ")
                );
                out += &below(dice, n);
            }
        }
        _ => {
            out += &format!("{}\n", comment(dice, n, "  "));
            for _ in 0..items {
                let first = dice.one(&["stage", "'stage'"]);
                out += &format!("{pad}- {first}: {}{}\n", scalar(dice), comment(dice, n, " "));
                out += &block_scalar(dice, n, &format!("{pad}  "), "note");
                out += &format!("{pad}  by: {}{}\n", scalar(dice), comment(dice, n, " "));
                if dice.up_to(3) == 0 {
                    out += &block_scalar(dice, n, &format!("{pad}  "), "more");
                }
                out += &below(dice, n);
            }
        }
    }
    out
}

/// What may stand between two entries.
fn below(dice: &mut Dice, n: &mut usize) -> String {
    let pad = dice.one(&["", "  ", "      "]);
    match dice.up_to(6) {
        0 => "\n".to_owned(),
        1 => "\n\n".to_owned(),
        2 | 3 => match comment(dice, n, pad) {
            none if none.is_empty() => none,
            some => format!("{some}\n"),
        },
        _ => String::new(),
    }
}

fn block_scalar(dice: &mut Dice, n: &mut usize, under: &str, key: &str) -> String {
    let sign = dice.one(&["|", ">", "|-", ">-", "|+"]);
    let body = format!("{under}    # no comment\n{under}    text: [\n");
    format!("{under}{key}: {sign}{}\n{body}{}", comment(dice, n, " "), dice.one(&["", "\n", "\n\n"]))
}

/// A next step, in one of the styles people write it in.
fn next_step(dice: &mut Dice, n: &mut usize) -> String {
    let (what, due) = (flow_scalar(dice), "2026-11-28");
    match dice.up_to(6) {
        0 => format!("next_step:{}\n", comment(dice, n, " ")),
        1 => format!("next_step: {{do: {what}, due: {due}}}{}\n", comment(dice, n, "  ")),
        2 => format!(
            "next_step: {{ \"do\": \"x\", \"due\": \"{due}\", \"by\": \"y\" }}{}\n",
            comment(dice, n, " ")
        ),
        3 => format!("next_step: {{do: {what},\n   due: {due}, by: siti}}\n"),
        _ => {
            let (a, b, c, d) =
                (comment(dice, n, " "), comment(dice, n, "  "), comment(dice, n, " "), below(dice, n));
            let by = if dice.up_to(2) == 0 { format!("  by: siti{c}\n") } else { String::new() };
            format!("next_step:{a}\n  do: {}{b}\n{d}  due: {due}\n{by}", scalar(dice))
        }
    }
}

pub(super) fn document(dice: &mut Dice) -> String {
    let (mut out, mut n) = (String::new(), 0);
    if dice.up_to(4) == 0 {
        out += "# yaml-language-server: $schema=../../schemas/lead.schema.json\n";
    }
    let mut parts: Vec<String> = vec![format!("title: {}{}\n", scalar(dice), comment(dice, &mut n, " "))];
    parts.push(list(dice, &mut n, "history"));
    parts.push(match dice.up_to(4) {
        0 => format!("company: {{name: {}, size: 3}}{}\n", flow_scalar(dice), comment(dice, &mut n, " ")),
        1 => format!("company:{}\n", comment(dice, &mut n, " ")),
        2 => String::new(),
        _ => {
            let (c, d) = (comment(dice, &mut n, " "), comment(dice, &mut n, "  "));
            format!("company:{c}\n  name: {}\n  size: 3{d}\n", scalar(dice))
        }
    });
    if dice.up_to(2) == 0 {
        parts.push(list(dice, &mut n, "activities"));
    }
    if dice.up_to(3) > 0 {
        parts.push(next_step(dice, &mut n));
    }
    parts.push(block_scalar(dice, &mut n, "", "notes"));
    parts.push(format!("owner: {}{}\n", scalar(dice), comment(dice, &mut n, "\t")));
    for at in (1..parts.len()).rev() {
        parts.swap(at, dice.up_to(at + 1));
    }
    for part in parts {
        out += &part;
        out += &below(dice, &mut n);
    }
    if dice.up_to(4) == 0 {
        out.truncate(out.trim_end_matches('\n').len());
    }
    if dice.up_to(4) == 0 {
        out = out.replace('\n', "\r\n");
    }
    if dice.up_to(8) == 0 { format!("\u{feff}{out}") } else { out }
}

/// What a command does to a text: one operation, or several that belong together.
fn ops(dice: &mut Dice) -> Vec<Op> {
    let text = dice.one(&["no", "a, b", "it's", "Budget: yes # ok", "siti", "012", "line\nbreak", "é ü", ""]);
    let plain = |text: &str| NewValue::Plain(text.into());
    let entry = |entries: &[(&str, NewValue)]| {
        NewValue::Map(entries.iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect())
    };
    let item = entry(&[
        ("stage", NewValue::text("won")),
        ("at", plain("2026-11-20")),
        ("note", NewValue::text(text)),
    ]);
    let called = [
        ("at", plain("2026-11-20T10:30:00+07:00")),
        ("kind", NewValue::text("call")),
        ("by", NewValue::text("siti")),
        ("summary", NewValue::text(text)),
        ("minutes", plain("30")),
        ("cost", plain("150000.50")),
    ];
    let due = || Op::set("next_step.due", plain("2026-12-24"));
    match dice.up_to(16) {
        0..=3 => vec![Op::append("history", item)],
        4..=6 => vec![Op::append("activities", entry(&called[..4 + dice.up_to(3)]))],
        7 => {
            vec![Op::set(dice.one(&["title", "company.name", "next_step.do", "notes"]), NewValue::text(text))]
        }
        8 => vec![Op::set("company.size", plain("12"))],
        9 => vec![Op::set("tags", NewValue::List(vec![NewValue::text(text)]))],
        10 => vec![Op::remove(dice.one(&["title", "notes", "company.size", "owner", "next_step"]))],
        11 => vec![Op::set("next_step.do", NewValue::text(text)), due()],
        12 => vec![
            Op::set("next_step.do", NewValue::text(text)),
            due(),
            Op::set("next_step.by", NewValue::text("siti")),
        ],
        13 => vec![due(), Op::remove("next_step.by")],
        14 => vec![Op::append("activities", entry(&called)), Op::remove("next_step")],
        _ => vec![Op::set("products", NewValue::List(vec![item]))],
    }
}

/// Every comment of the generator carries a number; all of them have to stay.
fn comments(text: &str) -> Vec<&str> {
    let marks = ["# note ", "# it's \"so\" ", "# {a: 1}, [ ", "# tab\there ", "# - x: y ", "# … "];
    let mut all: Vec<_> = text
        .lines()
        .filter_map(|line| {
            marks.iter().filter_map(|mark| line.rfind(mark)).max().map(|at| line[at..].trim_end())
        })
        .collect();
    all.sort_unstable();
    all
}

/// Lines gone and lines come, line breaks not compared at the end of the file.
fn diff(before: &str, after: &str) -> (usize, usize) {
    let (before, after): (Vec<_>, Vec<_>) = (before.split('\n').collect(), after.split('\n').collect());
    let diff = TextDiff::from_slices(&before, &after);
    let count = |tag| diff.iter_all_changes().filter(|change| change.tag() == tag).count();
    (count(ChangeTag::Delete), count(ChangeTag::Insert))
}

/// A text as the second reader has it. The last line break of a block that ends
/// a file without one is read in two ways, and not compared.
fn read(text: &str) -> Yaml {
    fn even(value: &mut Yaml) {
        match value {
            Yaml::String(text) => text.truncate(text.trim_end_matches('\n').len()),
            Yaml::Sequence(items) => items.iter_mut().for_each(even),
            Yaml::Mapping(map) => map.values_mut().for_each(even),
            _ => {}
        }
    }
    let mut value = serde_yaml::from_str(text.trim_start_matches('\u{feff}')).unwrap();
    even(&mut value);
    value
}

fn yaml(value: &NewValue) -> Yaml {
    match value {
        NewValue::Text(text) => Yaml::String(text.trim_end_matches('\n').to_owned()),
        NewValue::Plain(text) => serde_yaml::from_str(text).unwrap(),
        NewValue::Bool(truth) => Yaml::Bool(*truth),
        NewValue::List(items) => Yaml::Sequence(items.iter().map(yaml).collect()),
        NewValue::Map(entries) => Yaml::Mapping(
            entries.iter().map(|(key, value)| (Yaml::from(key.as_str()), yaml(value))).collect(),
        ),
    }
}

/// The operation carried out on plain data, by other means than the program's.
fn done_to(value: &mut Yaml, op: &Op) {
    match op {
        Op::Set { path, value: new } => *at(value, path) = yaml(new),
        Op::Append { path, item } => {
            let list = at(value, path);
            if list.is_null() {
                *list = Yaml::Sequence(Vec::new());
            }
            list.as_sequence_mut().unwrap().push(yaml(item));
        }
        Op::Remove { path } => {
            let (key, parents) = path.split_last().unwrap();
            let parent = at(value, parents).as_mapping_mut().unwrap();
            parent.remove(key.as_str()).unwrap();
            if parent.is_empty() && !parents.is_empty() {
                done_to(value, &Op::Remove { path: parents.to_vec() });
            }
        }
        Op::Insert { .. } | Op::Rename { .. } => unreachable!("no command does so"),
    }
}

fn at<'v>(value: &'v mut Yaml, path: &[String]) -> &'v mut Yaml {
    let Some((key, rest)) = path.split_first() else { return value };
    if value.is_null() {
        *value = Yaml::Mapping(Default::default());
    }
    at(value.as_mapping_mut().unwrap().entry(key.as_str().into()).or_insert(Yaml::Null), rest)
}

/// How many lines may go: those of a value that is replaced or removed.
fn most_gone(op: &Op) -> usize {
    match op {
        Op::Append { .. } | Op::Insert { .. } => 1,
        Op::Set { path, value } if path[0] != "notes" && !matches!(value, NewValue::List(_)) => 1,
        _ => 9,
    }
}

/// Everything an edit has to leave as it is.
fn judge(text: &str, ops: &[Op], after: &str) {
    let shown = || format!("{ops:?}\n{text}\n=>\n{after}");
    corong::yaml::agrees(after).unwrap_or_else(|why| panic!("{why}\n{}", shown()));
    let mut meant = read(text);
    ops.iter().for_each(|op| done_to(&mut meant, op));
    assert_eq!(read(after), meant, "{}", shown());
    // What stands deeper below a block scalar is its text, and goes with it.
    let takes_text = |op: &Op| matches!(op, Op::Set { path, .. } | Op::Remove { path } if path.last().unwrap() == "notes" || path.last().unwrap() == "do");
    assert!(ops.iter().any(takes_text) || comments(text) == comments(after), "{}", shown());
    let (gone, _) = diff(text, after);
    assert!(gone <= ops.iter().map(most_gone).sum(), "{gone} lines gone: {}", shown());
    let last_gone = ops.iter().any(|op| matches!(op, Op::Remove { .. }));
    assert!(last_gone || text.ends_with('\n') == after.ends_with('\n'), "{}", shown());
    let bare = |text: &str| text.matches('\n').count() - text.matches("\r\n").count();
    assert!(!text.contains("\r\n") || bare(after) == 0, "{text:?}\n=>\n{after:?}");
    assert_eq!(text.starts_with('\u{feff}'), after.starts_with('\u{feff}'), "{}", shown());
}

/// 500 files, and as many edits of each as `CORONG_EDITS` says, by fives one
/// after the other.
#[test]
fn thousands_of_edits_none_wrong() {
    const FILES: usize = 500;
    let tries = std::env::var("CORONG_EDITS").ok().and_then(|n| n.parse().ok()).unwrap_or(22_000);
    let mut dice = Dice::new(20);
    let (mut done, mut refused, mut unread, mut absent) = (0, Vec::new(), 0, 0);
    for _ in 0..FILES {
        let first = loop {
            let text = document(&mut dice);
            if corong::yaml::agrees(&text).is_ok() && text.contains("# ") {
                break text;
            }
            unread += 1;
        };
        let mut text = first.clone();
        for nth in 0..tries / FILES {
            if nth % 5 == 0 {
                text.clone_from(&first);
            }
            let ops = ops(&mut dice);
            match apply(&text, &ops, &[]) {
                Ok(after) => {
                    done += 1;
                    judge(&text, &ops, &after);
                    text = after;
                }
                Err(why) if why.message.to_string().starts_with("there is no") => absent += 1,
                Err(why) => refused.push(format!("{why}\n{text}")),
            }
        }
    }
    refused.iter().for_each(|why| println!("refused: {why}\n----"));
    println!(
        "{FILES} files ({unread} others that the readers do not agree on), {done} edits done, {absent} of what is not there, {} refused",
        refused.len()
    );
    assert!(refused.len() * 1_000 < done, "{} of {done} refused", refused.len());
}
