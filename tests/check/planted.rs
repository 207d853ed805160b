//! Mistakes planted in files: each is found at its place, and nothing else is.

use super::{CONFIG, World};

/// A lead without fault in the first stage.
const PROSPECT: &str = "\
title: ERP rollout
owner: siti
source: referral
next_step: {do: Call them, due: 2026-11-30}
history:
  - {stage: prospect, at: 2026-11-10, by: siti}
";

/// A lead without fault that was qualified and lost.
const LOST: &str = "\
title: CRM
owner: joko
history:
- stage: prospect
  at: 2026-02-02T09:00:00+07:00
  by: joko
- stage: lost
  at: 2026-03-02
  by: joko
  reason: price
";

fn path(name: &str) -> String {
    format!("pipeline/1-prospect/{name}.yaml")
}

/// The finding in a prospect's file where `from` became `to`.
fn planted(from: &str, to: &str) -> Vec<String> {
    assert!(PROSPECT.contains(from), "{from}");
    let world = World::new(CONFIG).with(&path("x"), PROSPECT.replacen(from, to, 1));
    world.places().iter().map(|p| p.trim_start_matches("pipeline/1-prospect/x.yaml:").to_owned()).collect()
}

#[test]
fn ten_mistakes_in_ten_files() {
    let mut world = World::new(CONFIG).with("pipeline/lost/crm.yaml", LOST);
    for good in 0..20 {
        world = world.with(&path(&format!("good-{good}")), PROSPECT);
    }
    let mistakes = [
        ("a", "owner: siti", "owner: sitti", "2:8 unknown-owner"),
        ("b", "source: referral", "source: referal", "3:9 unknown-source"),
        ("c", "title:", "titel:", "1:1 schema"),
        ("d", "at: 2026-11-10", "at: 2026-12-10", "6:27 future-date"),
        ("e", "stage: prospect", "stage: prospekt", "6:13 schema"),
        ("f", "title: ERP rollout", "title: 'ERP rollout", "1:8 syntax"),
        ("g", "title: ERP", "title: &a ERP", "1:8 yaml-feature"),
        ("h", "stage: prospect", "stage: qualified", "6:13 stage-history-mismatch"),
        ("i", "due: 2026-11-30", "due: 30.11.2026", "4:33 schema"),
    ];
    let mut expected: Vec<String> = Vec::new();
    for (name, from, to, at) in mistakes {
        world = world.with(&path(name), PROSPECT.replacen(from, to, 1));
        expected.push(format!("{}:{at}", path(name)));
    }
    world = world.with("pipeline/lost/j.yaml", LOST.replace("reason: price", "note: too dear"));
    expected.push("pipeline/lost/j.yaml:7:3 missing-reason".to_owned());
    assert_eq!(world.places(), expected);
    let checked = world.check();
    assert_eq!((checked.leads, checked.errors(), checked.warnings()), (31, 10, 0));
    assert!(checked.fails(false));
}

#[test]
fn who_left_is_fine_on_what_is_older() {
    assert_eq!(World::new(CONFIG).with("pipeline/lost/crm.yaml", LOST).places(), [""; 0]);
    assert_eq!(planted("owner: siti", "owner: joko"), ["2:8 unknown-owner"]);
    assert_eq!(planted("by: siti", "by: joko"), ["6:43 unknown-owner"]);
    assert_eq!(planted("2026-11-30}", "2026-11-30, by: joko}"), ["4:49 unknown-owner"]);
    let old = LOST.replace("2026-03-02\n  by: joko", "2026-04-02\n  by: joko");
    assert_eq!(
        World::new(CONFIG).with("pipeline/lost/crm.yaml", old).places(),
        ["pipeline/lost/crm.yaml:9:7 unknown-owner"]
    );
}

#[test]
fn instants_of_one_day_are_in_order_too() {
    let text = LOST.replace("at: 2026-03-02", "at: 2026-02-02T08:00:00+07:00");
    let world = World::new(CONFIG).with("pipeline/lost/crm.yaml", text);
    assert_eq!(world.places(), ["pipeline/lost/crm.yaml:8:7 history-order"]);
    assert!(world.check().findings[0].fix.is_none(), "two entries of one day are not sorted");
}

#[test]
fn a_history_out_of_order_is_mended_by_moving_its_entries() {
    let text = "title: X\nowner: siti\nhistory:\n- stage: lost\n  at: 2026-03-02\n  reason: price\n\
        - {stage: prospect, at: 2026-02-02}\n";
    let world = World::new(CONFIG).with("pipeline/lost/x.yaml", text);
    let checked = world.check();
    let fix = checked.findings[0].fix.as_ref().expect("a mend");
    let mut mended = text.to_owned();
    for edit in fix.text_edits().iter().rev() {
        mended.replace_range(edit.span.start as usize..edit.span.end as usize, &edit.text);
    }
    assert_eq!(
        mended,
        "title: X\nowner: siti\nhistory:\n- {stage: prospect, at: 2026-02-02}\n\
        - stage: lost\n  at: 2026-03-02\n  reason: price\n"
    );
    assert_eq!(World::new(CONFIG).with("pipeline/lost/x.yaml", mended).places(), [""; 0]);
}

#[test]
fn a_misspelt_key_is_one_mistake() {
    let text = PROSPECT.replace("next_step", "next_stp");
    assert_eq!(World::new(CONFIG).with(&path("x"), text).places(), [format!("{}:4:1 schema", path("x"))]);
}

#[test]
fn what_a_team_ignores() {
    let behind = "owner: sitti  # corong: ignore[unknown-owner] his old account";
    assert_eq!(planted("owner: siti", behind), [""; 0]);
    assert_eq!(planted("owner: siti", "# corong: ignore[unknown-owner]\nowner: sitti"), [""; 0]);
    let head = "# corong: ignore[unknown-owner, unknown-source]\ntitle";
    let text = PROSPECT.replacen("title", head, 1).replace("siti", "nobody").replace("referral", "elsewhere");
    assert_eq!(World::new(CONFIG).with(&path("x"), text).places(), [""; 0]);
    assert_eq!(
        planted("owner: siti", "owner: sitti # corong: ignore[unknown-source]"),
        ["2:8 unknown-owner", "2:31 needless-ignore"]
    );
    assert_eq!(
        planted("owner: siti", "owner: siti # corong: ignore[unknown-ower]"),
        ["2:30 needless-ignore"]
    );
    assert_eq!(planted("owner: siti", "owner: siti # corong: ignroe[x]"), ["2:13 needless-ignore"]);
    let waved = "owner: siti # corong: ignore[stale-lead, needless-ignore]";
    assert_eq!(planted("owner: siti", waved), [""; 0]);
}

#[test]
fn a_needless_ignore_is_taken_out() {
    let mended = |text: &str| {
        let world = World::new(CONFIG).with(&path("x"), text);
        let checked = world.check();
        let edit = checked.findings[0].fix.as_ref().expect("a mend").text_edits()[0].clone();
        let mut text = text.to_owned();
        text.replace_range(edit.span.start as usize..edit.span.end as usize, &edit.text);
        text
    };
    assert_eq!(mended(&format!("# corong: ignore[syntax]\r\n{PROSPECT}")), PROSPECT);
    assert_eq!(mended(&PROSPECT.replace("siti\n", "siti  # corong: ignore[syntax]\n")), PROSPECT);
    let both = PROSPECT.replace("owner: siti\n", "owner: sitti # corong: ignore[syntax, unknown-owner]\n");
    assert_eq!(mended(&both), both.replace("syntax, ", ""));
}

#[test]
fn severities_are_the_teams() {
    let config =
        format!("{CONFIG}rules: {{unknown-owner: warning, missing-next-step: error, future-date: off}}\n");
    let text =
        PROSPECT.replace("siti", "sitti").replace("11-10", "12-10").replace("next_step:", "custom: {} #");
    let checked = World::new(&config).with(&path("x"), text).check();
    assert_eq!((checked.errors(), checked.warnings()), (1, 2), "{:?}", checked.findings);
    assert!(checked.fails(false));
    let warned =
        World::new(&config).with(&path("x"), PROSPECT.replace("owner: siti", "owner: sitti")).check();
    assert!(!warned.fails(false) && warned.fails(true));
}

#[test]
fn five_places_of_one_company_and_near_renewals() {
    let text = |company: &str| format!("company: {{name: {company}}}\n{PROSPECT}");
    let mut world = World::new(CONFIG);
    for (at, name) in
        ["PT Maju", "PT Maju", "PT Maju", "PT Maju", "PT Maju", "PT Maju", "P.T. Maju"].iter().enumerate()
    {
        world = world.with(&path(&format!("maju-{at}")), text(name));
    }
    let checked = world.check();
    let rules: Vec<_> = checked.findings.iter().map(|f| (f.rule, f.related.len())).collect();
    assert_eq!(rules, [("duplicate-company", 4), ("company-spelling", 1)]);
    assert_eq!(checked.findings[0].message, "7 open leads are for `PT Maju`");
    let renewing = format!("renews: crm-2026\n{PROSPECT}");
    let world = World::new(CONFIG).with(&path("x"), renewing).with("pipeline/lost/crm-2025.yaml", LOST);
    assert_eq!(world.check().findings[0].help.clone().unwrap(), "did you mean `crm-2025`?");
}

#[test]
fn one_lead_left_in_two_stages_names_both_files() {
    let on = "title: ERP\nowner: siti\nvalue: 1\nsource: event\nqualification: {budget: met}\n\
        next_step: {do: Call them, due: 2026-11-30}\nhistory:\n  - {stage: prospect, at: 2026-11-10, by: siti}\n  \
        - {stage: qualified, at: 2026-11-12}\n";
    let world = World::new(CONFIG).with(&path("erp"), PROSPECT).with("pipeline/2-qualified/erp.yaml", on);
    let checked = world.check();
    assert_eq!(checked.findings.len(), 1);
    let finding = &checked.findings[0];
    assert!(
        ["pipeline/2-qualified/erp.yaml", &path("erp")]
            .iter()
            .all(|path| finding.message.to_string().contains(*path))
    );
    assert_eq!(finding.related[0].path.as_str(), path("erp"));
    let help = finding.help.clone().unwrap_or_default().to_string();
    assert!(help.contains("continues") && help.contains(&path("erp")), "{help}");
}

#[test]
fn hostile_names_are_told_and_shown() {
    use corong::show::findings::{Format, TextStyle, render};
    for name in [
        "a\nb",
        "a\u{1b}[31mb",
        "::error::x",
        "-x",
        "con",
        "a b",
        "é",
        "A",
        "a_b",
        "a\u{202e}b",
        &"x".repeat(81),
    ] {
        let world = World::new(CONFIG).with(&path(name), PROSPECT);
        let checked = world.check();
        let rules: Vec<_> = checked.findings.iter().map(|finding| finding.rule).collect();
        assert_eq!(rules, ["bad-id"], "{name:?}");
        for format in [Format::Text, Format::Concise, Format::Github, Format::Junit] {
            let out = render(&checked, &world, format, TextStyle::default());
            let acts = |c: char| c != '\n' && (c.is_control() || c == '\u{202e}');
            assert!(!out.contains(acts), "{out:?}");
            assert!(
                !out.lines().any(|line| line.starts_with("b.yaml") || line.starts_with("::error::x")),
                "{out}"
            );
        }
    }
}

#[test]
fn a_lead_in_dollars_wants_a_rate_on_its_day() {
    let old =
        LOST.replace("title: CRM", "title: CRM\nvalue: {amount: 10, currency: USD}").replace("2026", "2025");
    let world = World::new(CONFIG).with("pipeline/lost/crm.yaml", old);
    assert_eq!(world.places(), ["pipeline/lost/crm.yaml:2:31 missing-rate"]);
    let lines =
        PROSPECT.replace("source: referral", "products: [{name: A, price: {amount: 5, currency: SGD}}]");
    let world = World::new(CONFIG).with(&path("x"), lines);
    assert_eq!(world.places(), [format!("{}:3:51 missing-rate", path("x"))]);
}
