//! The agenda as a calendar, read back by a small parser of RFC 5545 that
//! shares nothing with the writer.

use std::collections::BTreeMap;

use super::{bench, nusantara};

/// The events, each as its properties; parameters stay with the name.
fn events(text: &str) -> Vec<BTreeMap<String, String>> {
    assert!(
        text.ends_with("\r\n") && !text.replace("\r\n", "").contains(['\r', '\n']),
        "every line ends in CRLF"
    );
    assert!(text.split("\r\n").all(|line| line.len() <= 75), "no line is longer than 75 octets");
    let unfolded = text.replace("\r\n ", "").replace("\r\n\t", "");
    let mut lines = unfolded.lines().peekable();
    assert_eq!(lines.next(), Some("BEGIN:VCALENDAR"));
    let mut events = Vec::new();
    let mut open: Option<BTreeMap<String, String>> = None;
    let mut head = BTreeMap::new();
    for line in lines {
        let (name, value) = line.split_once(':').unwrap_or_else(|| panic!("{line}"));
        match (name, value) {
            ("BEGIN", "VEVENT") => open = Some(BTreeMap::new()),
            ("END", "VEVENT") => events.extend(open.take()),
            ("END", "VCALENDAR") => {
                assert_eq!(head["VERSION"], "2.0");
                assert!(head.contains_key("PRODID"));
                return events;
            }
            ("BEGIN" | "END", _) => panic!("{line}"),
            _ => drop(open.as_mut().unwrap_or(&mut head).insert(name.to_owned(), plain(value))),
        }
    }
    panic!("the calendar does not end")
}

/// A text without its escapes; commas and semicolons must have had one.
fn plain(value: &str) -> String {
    let mut out = String::new();
    let mut chars = value.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some('n' | 'N') => out.push('\n'),
                Some(c @ ('\\' | ',' | ';')) => out.push(c),
                other => panic!("no escape: {other:?} in {value}"),
            },
            ',' | ';' => panic!("not escaped: {value}"),
            c => out.push(c),
        }
    }
    out
}

#[test]
fn others_can_import_it() {
    let ran = bench().run(&["agenda", "--format", "ics"]);
    let all = events(&ran.out);
    let step = all.iter().find(|event| event["SUMMARY"].starts_with("Send")).unwrap();
    assert_eq!(step["SUMMARY"], "Send the quotation – PT Karya");
    assert_eq!(
        (step["DTSTART;VALUE=DATE"].as_str(), step["DTEND;VALUE=DATE"].as_str()),
        ("20261120", "20261121")
    );
    assert_eq!(step["DTSTAMP"], "20261123T000000Z");
    assert!(step["DESCRIPTION"].contains("\nSiti Rahma\nRp250,000,000\npt-karya"), "{}", step["DESCRIPTION"]);
    assert_eq!(all.len(), 4, "{all:?}");
    assert_eq!(ran.out, bench().run(&["agenda", "--format", "ics"]).out, "the same bytes again");
}

#[test]
fn a_step_that_is_put_off_keeps_its_name() {
    let uids = |due: &str| {
        let bench = bench();
        let path = "pipeline/1-prospect/pt-karya.yaml";
        bench.write(path, bench.read(path).replace("due: 2026-11-20", due));
        let mut uids: Vec<_> = events(&bench.run(&["agenda", "--format", "ics"]).out)
            .iter()
            .map(|event| event["UID"].clone())
            .collect();
        uids.sort();
        uids.dedup();
        uids
    };
    assert_eq!(uids("due: 2026-11-20"), uids("due: 2026-12-20"));
    assert_eq!(uids("due: 2026-11-20").len(), 4, "no two are the same");
}

#[test]
fn nothing_is_smuggled_in() {
    let bench = bench();
    bench.write(
        "pipeline/1-prospect/evil.yaml",
        "title: \"a\\r\\nEND:VEVENT\\nBEGIN:VALARM\"\nowner: siti\ncompany: {name: \"x, y; z\\\\ \\u2028 q\"}\n\
         next_step: {do: \"one\\r\\nATTACH:file:///etc/passwd\", due: 2026-11-24}\n\
         history: [{stage: prospect, at: 2026-11-20}]\n",
    );
    let all = events(&bench.run(&["agenda", "--format", "ics"]).out);
    let evil = all.iter().find(|event| event["SUMMARY"].contains("ATTACH")).unwrap();
    assert_eq!(evil["SUMMARY"], "one ATTACH:file:///etc/passwd – x, y; z\\ q");
    assert!(all.iter().all(|event| !event.contains_key("ATTACH")));
}

#[test]
fn the_example_is_a_calendar_too() {
    assert!(events(&nusantara(&["agenda", "--format", "ics"], None).out).len() > 20);
}
