//! Personal data in texts, however it is spelled: the rule warns of it, the site
//! masks it, and neither takes anything else for it.

use std::fs;

use serde_json::Value;

use crate::support::{Bench, CONFIG, PROSPECT};

/// Spellings of addresses and telephone numbers, and what of them is found where
/// that is not all.
const PERSONAL: [(&str, &str); 46] = [
    ("siti@karya.example", ""),
    ("siti\u{200b}@karya.example", ""),
    ("s\u{ad}iti@ka\u{2060}rya.exa\u{202e}mple", ""),
    ("siti＠karya．example", ""),
    ("ｓｉｔｉ@karya.example", ""),
    ("siti@karya。example", ""),
    ("siti@ka\u{308}rya.example", ""),
    ("siti&#64;karya.example", ""),
    ("siti&#x40;karya&period;example", ""),
    ("siti&commat;karya.example", ""),
    ("siti&#8203;@karya.example", ""),
    ("siti%40karya.example", ""),
    ("siti\\@karya.example", ""),
    ("siti*@*karya.example", ""),
    ("siti@**karya**.example", ""),
    ("**siti**@karya.example", "siti**@karya.example"),
    ("_siti_@karya.example", "siti_@karya.example"),
    ("`siti`@karya.example", "siti`@karya.example"),
    ("[siti](x)@karya.example", "siti](x)@karya.example"),
    ("siti@[karya](x).example", ""),
    ("siti<b>@</b>karya.example", ""),
    ("<siti@karya.example>", "siti@karya.example"),
    ("[mail](mailto:siti@karya.example)", "siti@karya.example"),
    ("+62 812 3456 7890", ""),
    ("+628123456789", ""),
    ("0812-3456-7890", ""),
    ("081234567890", ""),
    ("62 812 3456 7890", ""),
    ("(021) 555-12345", ""),
    ("021-5553456", ""),
    ("00 62 8123 4567", ""),
    ("0062 8123 45678", ""),
    ("０８１２-３４５６-７８９０", ""),
    ("＋６２　８１２　３４５６　７８９０", ""),
    ("٠٨١٢ ٣٤٥٦ ٧٨٩٠", ""),
    ("०८१२३४५६७८९०", ""),
    ("𝟎𝟖𝟏𝟐-𝟑𝟒𝟓𝟔-𝟕𝟖𝟗𝟎", ""),
    ("0812\u{2011}3456\u{2013}7890", ""),
    ("0812\u{a0}3456\u{a0}7890", ""),
    ("08\u{200b}12\u{200b}3456\u{ad}7890", ""),
    ("0812&#45;3456&nbsp;7890", ""),
    ("&#48;&#56;12 3456 7890", ""),
    ("&plus;62 812 3456 7890", ""),
    ("**0812**-3456-7890", "0812**-3456-7890"),
    ("08**12**-`3456`-7890", ""),
    ("[0812](x)-3456<wbr>7890", "0812](x)-3456<wbr>7890"),
];

/// What is neither.
const OTHER: [&str; 24] = [
    "05-11-2026 and 2026-11-23",
    "２０２６-１１-２３",
    "2026-08-01 - 2027-07-31",
    "2026-11-23 09.00 - 2026-11-23 10.00",
    "05.11.26 - 08.11.26",
    "08.00-17.00, 09.00-18.00",
    "Rp250.000.000",
    "Rp1.000.000.000.000",
    "Rp\u{a0}1.500.000.000",
    "**Rp 250.000.000** + 12.500.000",
    "1\u{2009}000\u{2009}000\u{2009}000",
    "IDR 628123456789",
    "No. 001/2026/11/0045",
    "PO 0045001234",
    "Order #0812345678",
    "PO_0812345678",
    "SO-0812345678",
    "SKU A0812345678",
    "commit 628123456789abc",
    "[12](x) 08.12.2026",
    "5 unit@Rp10.500.000",
    "Q&#64;A and 5 @ *x*. So",
    "node@18.2.0 for @team.lead",
    "100%40 or 35%",
];

/// The texts of leads, each spelled as the table has it.
fn bench(spellings: impl Iterator<Item = String>) -> Bench {
    let bench = Bench::new();
    let rules = "rules: {personal-data: warning, hidden-character: off, yaml-style: off}\n";
    bench.write("corong.yaml", format!("{CONFIG}{rules}site: {{show: [notes]}}\n"));
    for (at, spelling) in spellings.enumerate() {
        let text = format!("'Call {spelling}, ok'");
        let lead = format!(
            "title: {text}
owner: siti
source: referral
company: {{name: {text}}}
contacts: [{{name: {text}}}]
tags: [{text}]
next_step: {{do: {text}, due: 2026-11-28}}
activities:
  - {{at: 2026-11-12, kind: call, by: siti, summary: {text}}}
history:
  - {{stage: prospect, at: 2026-11-10, by: siti, note: {text}}}
notes: |
  Call {spelling}, ok

  ~~~ {spelling}
  Call {spelling}, ok
  ~~~
",
        );
        bench.write(&format!("pipeline/1-prospect/of-{}.yaml", letters(at)), lead);
    }
    bench
}

/// A name without digits.
fn letters(number: usize) -> String {
    [number / 26, number % 26].map(|part| char::from(b'a' + u8::try_from(part).unwrap())).iter().collect()
}

fn part<'t>((spelling, found): &(&'t str, &'t str)) -> &'t str {
    if found.is_empty() { spelling } else { found }
}

/// What the rule found in the leads: the lead, the line, and the text itself.
fn findings(bench: &Bench) -> Vec<(String, usize, String)> {
    let ran = bench.run(&["check", "--format", "json"]);
    let json: Value = serde_json::from_str(&ran.out).unwrap();
    let own =
        json["findings"].as_array().unwrap().iter().filter(|finding| finding["rule"] == "personal-data");
    let place = |finding: &Value| {
        let number = |key: &str| usize::try_from(finding[key].as_u64().unwrap()).unwrap();
        let path = finding["path"].as_str().unwrap();
        let lead = bench.read(path);
        let line: Vec<char> = lead.lines().nth(number("line") - 1).unwrap().chars().collect();
        let text = line[number("column") - 1..number("end_column") - 1].iter().collect();
        (path.to_owned(), number("line"), text)
    };
    own.map(place).collect()
}

#[test]
fn the_rule_finds_every_spelling_where_it_is() {
    let bench = bench(PERSONAL.iter().map(|(spelling, _)| (*spelling).to_owned()));
    let all = findings(&bench);
    for (at, row) in PERSONAL.iter().enumerate() {
        let path = format!("pipeline/1-prospect/of-{}.yaml", letters(at));
        let own: Vec<_> = all.iter().filter(|(of, ..)| *of == path).collect();
        assert!(own.iter().all(|(.., text)| text == part(row)), "{row:?}: {own:?}");
        for line in [1, 7, 9, 11, 13, 15, 16] {
            let count = own.iter().filter(|(_, at, _)| *at == line).count();
            assert_eq!(count, 1, "{row:?} in line {line}: {own:?}");
        }
    }
}

#[test]
fn the_rule_reads_escapes() {
    let bench = bench(std::iter::empty());
    let lead = PROSPECT
        .replace("ERP rollout", r#""Call siti\x40karya.example or \u0660\u0668\u0661\u0662-3456-7890""#);
    bench.write("pipeline/1-prospect/a.yaml", lead);
    let found = findings(&bench);
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found.iter().all(|(_, line, text)| *line == 1 && text.starts_with('"')), "{found:?}");
}

#[test]
fn a_contacts_own_number_is_found_however_it_is_written() {
    let bench = bench(std::iter::empty());
    let contacts = "contacts: [{name: Ann, phone: (５55) 123-4567}]\n";
    for (at, spelling) in ["555.123.4567", "5551234567", "1-555-123-4567", "٥٥٥ ١٢٣ ٤٥٦٧"].iter().enumerate()
    {
        let text = format!("'Call {spelling}, ok'");
        let lead = format!("{}{contacts}", PROSPECT.replace("ERP rollout", &text));
        bench.write(&format!("pipeline/1-prospect/of-{}.yaml", letters(at)), lead);
        assert_eq!(findings(&bench).last().map(|(.., text)| text.as_str()), Some(*spelling));
    }
    assert_eq!(bench.run(&["site", "-q", "-o", "pages"]).status, 0);
    for at in 0..4 {
        assert!(bench.read(&format!("pages/leads/of-{}.html", letters(at))).contains("Call •••, ok"), "{at}");
    }
}

/// A message that quotes the head of a text must not cut it out of the mask.
#[test]
fn an_address_that_a_message_cuts_is_masked() {
    let bench = bench(std::iter::empty());
    for length in 25..64 {
        let owner = format!("'{} joko@karya.example'", "x".repeat(length));
        let lead = PROSPECT.replace("owner: siti", &format!("owner: {owner}\nsource: {owner}"));
        bench.write(
            &format!("pipeline/1-prospect/of-{}.yaml", letters(length)),
            lead.replace("source: referral\n", ""),
        );
    }
    assert_eq!(bench.run(&["site", "-q", "-o", "pages"]).status, 0);
    for length in 25..64 {
        let page = bench.read(&format!("pages/leads/of-{}.html", letters(length)));
        assert!(!page.contains("joko@") && !page.contains("@kar"), "{length}");
    }
}

#[test]
fn the_site_masks_every_spelling_on_every_page() {
    let bench = bench(PERSONAL.iter().map(|(spelling, _)| (*spelling).to_owned()));
    assert_eq!(bench.run(&["site", "-q", "-o", "pages"]).status, 0);
    let mut pages = 0;
    for entry in walkdir::WalkDir::new(bench.place("pages")).into_iter().map(Result::unwrap) {
        let Ok(page) = fs::read_to_string(entry.path()) else { continue };
        pages += 1;
        for word in ["karya", "rya.ex", "3456", "３４５６", "٣٤٥٦", "३४५६", "𝟑𝟒𝟓𝟔", "555-1", "8123"]
        {
            let around = page.find(word).map(|at| page[..at].chars().rev().take(80).collect::<String>());
            let around = around.map(|text| text.chars().rev().collect::<String>());
            assert_eq!(around, None, "{word} in {}", entry.path().display());
        }
    }
    assert!(pages > PERSONAL.len(), "{pages}");
    for (at, row) in PERSONAL.iter().enumerate() {
        let page = bench.read(&format!("pages/leads/of-{}.html", letters(at)));
        let notes = page.split("<h2").find(|part| part.contains("<pre>") || part.contains("<pre ")).unwrap();
        let words = words(notes);
        // As Markdown shows it, and as code does.
        let read = if row.0.starts_with("[mail]") { "mail" } else { "•••" };
        let code = row.0.replace(part(row), "•••").replace('<', "&lt;").replace('>', "&gt;");
        for shown in [read, &code] {
            assert!(words.contains(&format!("Call {shown}, ok")), "{row:?}: {words}");
        }
    }
}

#[test]
fn nothing_else_is_taken_for_personal_data() {
    let bench = bench(OTHER.iter().map(|text| (*text).to_owned()));
    assert_eq!(findings(&bench), []);
    assert_eq!(bench.run(&["site", "-q", "-o", "pages"]).status, 0);
    for (at, text) in OTHER.iter().enumerate() {
        let page = bench.read(&format!("pages/leads/of-{}.html", letters(at)));
        assert!(!page.contains("•••"), "{text}");
    }
}

/// The text of a page without its markup.
fn words(html: &str) -> String {
    let mut words = String::new();
    let mut inside = false;
    for c in html.chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            c if !inside => words.push(c),
            _ => {}
        }
    }
    words
}
