//! Thousands of edits on files of every style: none wrong, no comment lost.

use corong::yaml::{Op, Value, apply};
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

fn op(dice: &mut Dice) -> Op {
    let text = dice.one(&["no", "a, b", "it's", "Budget: yes # ok", "siti", "012", "line\nbreak", "é ü", ""]);
    let item = Value::Map(vec![
        ("stage".into(), Value::text("won")),
        ("at".into(), Value::Plain("2026-11-20".into())),
        ("note".into(), Value::text(text)),
    ]);
    match dice.up_to(10) {
        0..=3 => Op::append("history", item),
        4 => Op::append("activities", item),
        5 => Op::set(dice.one(&["title", "company.name", "next_step.do", "notes"]), Value::text(text)),
        6 => Op::set("company.size", Value::Plain("12".into())),
        7 => Op::set("tags", Value::List(vec![Value::text(text)])),
        8 => Op::remove(dice.one(&["title", "notes", "company.size", "owner"])),
        _ => Op::set("products", Value::List(vec![item])),
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

#[test]
fn thousands_of_edits_none_wrong() {
    let tries = std::env::var("CORONG_EDITS").ok().and_then(|n| n.parse().ok()).unwrap_or(4_000);
    let mut dice = Dice::new(20);
    let (mut done, mut refused, mut unread, mut absent) = (0, Vec::new(), 0, 0);
    for _ in 0..tries {
        let text = document(&mut dice);
        if corong::yaml::agrees(&text).is_err() {
            unread += 1;
            continue;
        }
        let op = op(&mut dice);
        match apply(&text, std::slice::from_ref(&op), &[]) {
            Ok(after) => {
                done += 1;
                // What stands deeper below a block scalar is its text, and goes with it.
                let takes_text =
                    matches!(&op, Op::Set { path, .. } | Op::Remove { path } if path[0] == "notes");
                assert!(takes_text || comments(&text) == comments(&after), "{op:?}\n{text}\n=>\n{after}");
                let (gone, _) = diff(&text, &after);
                let most = match &op {
                    Op::Append { .. } => 1,
                    Op::Set { path, .. } if path[0] == "notes" => 9,
                    Op::Set { .. } => 1,
                    _ => 9,
                };
                assert!(gone <= most, "{gone} lines gone: {op:?}\n{text}\n=>\n{after}");
                let last_gone = matches!(op, Op::Remove { .. });
                assert!(
                    last_gone || text.ends_with('\n') == after.ends_with('\n'),
                    "{op:?}\n{text}\n=>\n{after}"
                );
                let bare = |text: &str| text.matches('\n').count() - text.matches("\r\n").count();
                assert!(!text.contains("\r\n") || bare(&after) == 0, "{op:?}\n{text:?}\n=>\n{after:?}");
            }
            Err(why) if why.message.starts_with("there is no") => absent += 1,
            Err(why) => refused.push((why.to_string(), text)),
        }
    }
    for (why, text) in refused.iter().take(8) {
        println!("{why}\n{text}\n----");
    }
    println!(
        "{tries} tried, {unread} that the readers do not agree on, {done} done, {absent} absent, {} refused",
        refused.len()
    );
    assert!(refused.len() * 100 < tries, "{} refused", refused.len());
}
