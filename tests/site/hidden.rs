//! What the configuration keeps off the site is on no page of it.

use corong::source::{MemorySnapshot, Snapshot};

use super::pages::{all, example, load, site};

const LEAD: &str = "\
title: Rollout for the shops, ask ann@acme.example
company: {name: Zebedee Stores, industry: fishmongery, website: https://zebedee.example, size: 4711}
contacts:
  - {name: Ann Miller, role: Head of buying, email: ann@acme.example, phone: \"+44 20 7946 0999\", notes: Likes sturgeon}
  - {name: Bob, phone: 0812-3456-7890}
value: 987654
owner: joko
source: referral
tags: [xylophone]
next_step: {do: Call 0812-3456-7890 or bob@acme.example, due: 2026-11-30, by: siti}
activities:
  - {at: 2026-11-02, kind: call, by: joko, summary: Wrote to ann@acme.example and Joko Pranowo, minutes: 37, cost: 31337}
custom: {secret_code: Q-PLUTO}
history:
  - {stage: prospect, at: 2026-10-05, by: joko, note: Whispered something}
notes: |
  A **confidential** remark about marzipan.
";

const OTHER: &str = "\
title: Plain
company: {name: Other Ltd}
owner: siti
renews: rollout
value: 5
history:
  - {stage: prospect, at: 2026-10-05, by: joko}
  - {stage: talks, at: 2026-10-09, by: joko, note: x}
  - {stage: prospect, at: 2026-10-12, by: siti}
";

const LATE: &str = "\
title: Wallflower
owner: siti
value: 424242
history:
  - {stage: prospect, at: 2026-10-05}
  - {stage: talks, at: 2026-10-09}
";

const CONFIG: &str = "\
corong: 1
name: Test
language: en
currency: USD
team: {siti: {name: Siti Rahma, email: siti@team.example}, joko: {name: Joko Pranowo}}
sources: [referral]
activity_kinds: [call]
lost_reasons: [price]
fields: {secret_code: {type: string}}
pipelines:
  - id: sales
    dir: pipeline
    stages:
      - {id: prospect, dir: 1-prospect, label: Prospecting}
      - {id: talks, dir: 2-talks, label: Haggling}
      - {id: won, dir: 6-won, kind: won}
      - {id: lost, dir: lost, kind: lost}
";

fn files(site: &str) -> MemorySnapshot {
    MemorySnapshot::default()
        .with("corong.yaml", format!("{CONFIG}{site}"))
        .with("pipeline/1-prospect/rollout.yaml", LEAD)
        .with("pipeline/1-prospect/other.yaml", OTHER)
        .with("pipeline/2-talks/wallflower.yaml", LATE)
        .with("pipeline/2-talks/broken.yaml", "title: Snowdrop\nowner: [joko\n")
}

/// Everything the site says.
fn whole(snapshot: &dyn Snapshot) -> String {
    let loaded = load(snapshot);
    let pages = all(&site(&loaded, snapshot, None));
    pages.into_iter().map(|(path, text)| format!("{path}\n{text}\n")).collect()
}

fn absent(whole: &str, words: &[&str]) {
    for word in words {
        let at = whole.to_lowercase().find(&word.to_lowercase());
        let around = at.map(|at| whole.get(at.saturating_sub(200)..(at + 60).min(whole.len())));
        assert!(at.is_none(), "{word}: {around:?}");
    }
}

fn present(whole: &str, words: &[&str]) {
    for word in words {
        assert!(whole.contains(word), "{word}");
    }
}

const PRIVATE: [&str; 9] = [
    "acme.example",
    "7946",
    "3456",
    "31337",
    "31,337",
    "marzipan",
    "Whispered",
    "sturgeon",
    "siti@team.example",
];

#[test]
fn what_is_private_is_on_no_page() {
    let whole = whole(&files(""));
    absent(&whole, &PRIVATE);
    present(
        &whole,
        &["Ann Miller", "Head of buying", "987,654", "Zebedee", "Q-PLUTO", "37 min", "Call •••", "xylophone"],
    );
    present(&whole, &["contacts’ e-mail, contacts’ phone, costs, notes"]);
}

#[test]
fn no_page_of_the_examples_holds_an_address_or_a_number_of_a_contact() {
    for name in ["nusantara", "brightline"] {
        let disk = example(name);
        let whole = whole(&disk);
        let root = format!("{}/examples/{name}", env!("CARGO_MANIFEST_DIR"));
        let mut seen = 0;
        for entry in walkdir::WalkDir::new(root).into_iter().filter_map(Result::ok) {
            let Ok(text) = std::fs::read_to_string(entry.path()) else { continue };
            for line in text.lines() {
                for key in ["email:", "phone:"] {
                    let Some((_, value)) = line.split_once(key) else { continue };
                    let value = value.trim().trim_start_matches('"');
                    let value = value.split(['"', ',', '}']).next().unwrap().trim();
                    if value.len() > 3 {
                        seen += 1;
                        absent(&whole, &[value]);
                    }
                }
            }
        }
        assert!(seen > 10, "{name}: {seen}");
    }
}

#[test]
fn what_is_let_in_is_shown_and_nothing_more() {
    let whole = whole(&files("site: {show: [contacts.email, costs]}\n"));
    present(&whole, &["ann@acme.example", "31,337"]);
    // In texts an address is masked all the same.
    absent(&whole, &["bob@acme.example", "ask ann@", "to ann@", "marzipan", "7946", "Whispered"]);
    let whole = self::whole(&files("site: {show: [notes, contacts.phone]}\n"));
    present(
        &whole,
        &["<strong>confidential</strong>", "marzipan", "Whispered", "+44 20 7946 0999", "sturgeon"],
    );
    absent(&whole, &["acme.example", "31337"]);
}

#[test]
fn hidden_fields_are_on_no_page() {
    let hide = "[company.website, company.size, custom.secret_code, tags, activities.minutes, source, value]";
    let whole = whole(&files(&format!("site: {{hide: {{fields: {hide}}}}}\n")));
    absent(
        &whole,
        &["zebedee.example", "4711", "PLUTO", "secret_code", "xylophone", "37 min", "referral", "987"],
    );
    present(&whole, &["Zebedee", "fishmongery", "Siti Rahma"]);
    let whole = self::whole(&files("site: {only: {fields: [value, company.name]}}\n"));
    absent(&whole, &PRIVATE);
    let others =
        ["Joko Pranowo", "Siti Rahma", "Call •••", "fishmongery", "zebedee.example", "PLUTO", "Ann Miller"];
    absent(&whole, &others);
    present(&whole, &["987,654", "Zebedee"]);
}

#[test]
fn hidden_stages_and_owners_leave_no_trace() {
    let whole = whole(&files("site: {hide: {stages: [talks]}}\n"));
    absent(&whole, &["talks", "Haggling", "Wallflower", "424242", "424,242", "broken", "Snowdrop"]);
    present(&whole, &["stage 2", "Zebedee", "Some leads are not part of this site"]);
    let whole = self::whole(&files("site: {hide: {owners: [joko]}}\n"));
    absent(&whole, &["joko", "Zebedee", "987,654", "rollout", "broken"]);
    present(&whole, &["Other Ltd", "Wallflower", "Siti Rahma"]);
    let whole = self::whole(&files("site: {only: {stages: [talks], owners: [siti]}}\n"));
    absent(&whole, &["joko", "Zebedee", "Other Ltd", "Prospecting"]);
    present(&whole, &["Wallflower", "424,242"]);
}

#[test]
fn addresses_and_numbers_where_names_belong_are_masked() {
    let odd = "\
title: Call (555) 123-4567 or 555.123.4567
company: {name: Acme1793}
contacts: [{name: Ann, phone: \"(555) 123-4567\"}]
owner: andi@karya.example
tags: [0812-3456-7890/0813-4567-8901]
history:
  - {stage: prospect, at: 2026-10-05, by: +62 812 9999 8888}
";
    let snapshot = files("")
        .with("pipeline/1-prospect/0812-7777-6666-andi.yaml", odd)
        .with("pipeline/1-prospect/Budi budi@karya.example 0812 5555 4444.yaml", odd);
    let whole = whole(&snapshot);
    absent(&whole, &["karya", "123-4567", "123.4567", "4567-8901", "9999", "7777", "5555", "5551234567"]);
    present(&whole, &["Call ••• or •••", "leads/andi--"]);
}

#[test]
fn what_tells_a_hidden_field_is_not_told_either() {
    let priced = "\
title: Priced
owner: siti
products: [{name: Till, quantity: 3, price: 329218}]
next_step: {do: Call back, due: 2027-02-01, by: siti}
history:
  - {stage: prospect, at: 2026-08-05, by: siti}
";
    let with = |site: &str| {
        let limit = CONFIG.replace("label: Prospecting}", "label: Prospecting, max_days: 90}");
        let snapshot = files("").with("corong.yaml", format!("{limit}{site}"));
        whole(&snapshot.with("pipeline/1-prospect/priced.yaml", priced))
    };
    present(&with(""), &["329,218", "987,654"]);
    let whole = with("site: {hide: {fields: [value]}}\n");
    absent(&whole, &["329", "987", "no value", "$0"]);
    present(&whole, &["Till"]);
    let whole = with("site: {hide: {fields: [owner]}}\n");
    absent(&whole, &["Siti Rahma", "joko</code>", "owners/"]);
    // Whether it rots depends on the step, which nobody sees.
    let whole = with("site: {hide: {fields: [next_step]}}\n");
    absent(&whole, &["Rotting:", ">no next step", "Call back"]);
}

#[test]
fn a_hidden_criterion_takes_the_score_with_it() {
    let criteria = "qualification:
  - {id: need, label: Needing, weight: 50}
  - {id: money, label: Moneyed, weight: 50}
";
    let lead = format!("{OTHER}qualification: {{need: met, money: partial}}\n");
    let with = |site: &str| {
        let snapshot = files("").with("corong.yaml", format!("{CONFIG}{criteria}{site}"));
        let snapshot = snapshot.with("pipeline/1-prospect/other.yaml", lead.as_str());
        let loaded = load(&snapshot);
        let pages = all(&super::pages::site(&loaded, &snapshot, None));
        let whole: String = pages.values().cloned().collect();
        (pages["leads/other.html"].clone(), whole)
    };
    let (page, _) = with("");
    present(&page, &["75%", "Needing", "Moneyed"]);
    let (page, whole) = with("site: {hide: {fields: [qualification.money]}}\n");
    present(&page, &["Needing"]);
    absent(&page, &["75%", "50%", "100%", "not known"]);
    absent(&whole, &["Moneyed"]);
}

#[test]
fn findings_tell_nothing_of_what_is_hidden() {
    let near =
        "title: Near\nowner: bodi\nrenews: wallflowr\nhistory:\n  - {stage: prospekt, at: 2026-10-05}\n";
    let twice = "title: Other\nowner: siti\nhistory:\n  - {stage: prospect, at: 2026-10-05}\n";
    let further = format!("{twice}  - {{stage: talks, at: 2026-10-09}}\n");
    let with = |site: &str| {
        let snapshot = files(site).with("pipeline/1-prospect/near.yaml", near);
        let snapshot = snapshot.with("pipeline/1-prospect/twice.yaml", twice);
        whole(&snapshot.with("pipeline/2-talks/twice.yaml", further.as_str()))
    };
    present(&with(""), &["wallflower", "siti, joko", "talks"]);
    let whole = with("site: {hide: {stages: [talks]}}\n");
    absent(&whole, &["wallflower", "talks"]);
    present(&whole, &["its id is also that of another file", "in a field that is not shown here"]);
    absent(&with("site: {hide: {owners: [joko]}}\n"), &["joko"]);
}

#[test]
fn a_pipeline_of_which_nothing_is_shown_is_not_there() {
    let two = "  - id: renewals
    dir: renewals
    label: Extensions
    stages:
      - {id: due, dir: 1-due}
      - {id: kept, dir: 2-kept, kind: won}
      - {id: gone, dir: gone, kind: lost}
targets:
  - {period: 2026-Q4, value: 77777, pipeline: sales}
  - {period: 2026-Q4, deals: 4, pipeline: renewals}
";
    let lead = "title: Third year\nowner: siti\nvalue: 5151\nhistory: [{stage: due, at: 2026-10-05}]\n";
    let with = |site: &str| {
        let snapshot = files("").with("corong.yaml", format!("{CONFIG}{two}{site}"));
        whole(&snapshot.with("renewals/1-due/third.yaml", lead))
    };
    present(&with(""), &["77.8K", "Prospecting", "Extensions", "5,151"]);
    let whole = with("site: {only: {stages: [due, kept, gone]}}\n");
    absent(&whole, &["Prospecting", "77.8", "77,777", "Zebedee", "board-"]);
    present(&whole, &["Extensions", "Third year", "5,151", "0 of 4"]);
}

#[test]
fn a_file_that_is_no_lead_has_a_page_with_its_findings() {
    let snapshot = files("");
    let loaded = load(&snapshot);
    let pages = all(&site(&loaded, &snapshot, None));
    let page = &pages["leads/broken.html"];
    assert!(
        page.contains("not read") && page.contains("pipeline/2-talks/broken.yaml") && page.contains("syntax")
    );
    assert!(pages["findings.html"].contains("href=\"leads/broken.html\""));
}

#[test]
fn what_the_configuration_names_has_to_exist() {
    let names: Vec<&str> = corong::check::names().collect();
    for (site, message, help) in [
        ("hide: {fields: [company.webste]}", "no field `company.webste`", "did you mean `company.website`?"),
        ("only: {fields: [custom.nothing]}", "no field `custom.nothing`", "a field of the lead"),
        ("hide: {stages: [prospct]}", "`prospct` is not among the stages", "did you mean `prospect`?"),
        ("only: {owners: [sitti]}", "`sitti` is not among the team", "did you mean `siti`?"),
        ("hide: {fields: [title]}", "`title` cannot be hidden", "hide the leads"),
        ("show: [note]", "`note`", "did you mean `notes`?"),
        ("only: {stages: []}", "stages", ""),
    ] {
        let snapshot = files(&format!("site: {{{site}}}\n"));
        let error = corong::workspace::load_config(&snapshot, &names).err();
        let Some(corong::workspace::LoadError::Configuration { findings, .. }) = error else {
            panic!("{site}: accepted")
        };
        let said = format!("{} {}", findings[0].message, findings[0].help.clone().unwrap_or_default());
        assert!(said.contains(message) && said.contains(help), "{site}: {said}");
    }
}

#[test]
fn a_file_of_another_shape_tells_nothing_and_stops_nothing() {
    let odd = |lines: &str| {
        let text = format!(
            "title: Odd\nowner: siti\n{lines}history:\n  - {{stage: prospect, at: 2026-10-05, by: joko}}\n"
        );
        whole(
            &files("site: {hide: {fields: [company.name, value.amount]}}\n")
                .with("pipeline/1-prospect/odd.yaml", text),
        )
    };
    for private in [
        "contacts: 555 987 6548 Andi\n",
        "contacts: [Budi 555 987 6548 (budi at karya.example)]\n",
        "company: PT Rahasia 6548 karya\n",
        "value: Rahasia 6548 karya\n",
    ] {
        let whole = odd(private);
        absent(&whole, &["6548", "karya", "Rahasia"]);
        present(&whole, &["Something has to be mended in a field that is not shown here"]);
    }
    for shape in ["x", "null", "[a, [b]]", "{name: [x], start: 5, website: 7, need: {a: b}}", "5", "true"] {
        for key in
            ["custom", "company", "contract", "contacts", "products", "tags", "qualification", "next_step"]
        {
            present(&odd(&format!("{key}: {shape}\n")), &["leads/odd.html"]);
        }
    }
}
