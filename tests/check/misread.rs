//! Amounts, dates and names that read as something else than they say.

use corong::workspace::LoadError;

use super::{CONFIG, World};

const LEAD: &str = "\
title: ERP rollout
owner: siti
source: referral
value: 250000000
qualification: {budget: met, need: met}
next_step: {do: Call them, due: 2026-11-30}
activities:
  - {at: 2026-11-12, kind: call, summary: Talked}
history:
  - {stage: prospect, at: 2026-11-02, by: siti}
  - {stage: qualified, at: 2026-11-10, by: siti}
";

/// What is found in a qualified lead where `from` became `to`.
fn found(config: &str, from: &str, to: &str) -> Vec<String> {
    assert!(LEAD.contains(from), "{from}");
    let path = "pipeline/2-qualified/x.yaml";
    let world = World::new(config).with(path, LEAD.replacen(from, to, 1));
    world
        .lines()
        .lines()
        .map(|line| line.trim_start_matches(path).trim_start_matches(':').to_owned())
        .collect()
}

#[track_caller]
fn one(from: &str, to: &str, place: &str, told: &str) {
    let found = found(CONFIG, from, to);
    assert!(found.len() == 1 && found[0].starts_with(place) && found[0].contains(told), "{to}: {found:#?}");
}

#[test]
fn three_decimals_are_ambiguous_wherever_they_are() {
    let value = "value: 250000000";
    one(
        value,
        "value: 150.000",
        "4:8: error[ambiguous-amount]",
        "could be 150000 or 150.000: write 150000, or 150",
    );
    one(value, "value: +150.000", "4:8: error[ambiguous-amount]", "`+150.000`");
    one(value, "value: {amount: 1.750, currency: USD}", "4:17: error[ambiguous-amount]", "or 1.75");
    one(value, "products: [{name: A, price: 750.000}]", "4:29: error[ambiguous-amount]", "750000");
    one(value, "products: [{name: A, quantity: 1.500, price: 5}]", "4:32: error[ambiguous-amount]", "1500");
    one("kind: call", "kind: call, cost: 25.000", "8:40: error[ambiguous-amount]", "25000");
    one("kind: call", "kind: call, minutes: 1.000", "8:43: error[ambiguous-amount]", "1000");
    one(
        "source: referral",
        "company: {name: A, size: 1.200}\nsource: referral",
        "3:26: error[schema]",
        "whole number",
    );
    for fine in ["0.125", "150.00", "150.0000", "1500.5"] {
        assert_eq!(found(CONFIG, "250000000", fine), [""; 0], "{fine}");
    }
    let dinars = CONFIG.replace("currency: IDR\n", "currency: KWD\n");
    assert_eq!(found(&dinars, "250000000", "150.125"), [""; 0]);
}

#[test]
fn a_configuration_is_held_to_the_same() {
    for (from, to, told) in [
        ("currency: IDR\n", "<<<<<<< a\ncurrency: IDR\n=======\n>>>>>>> b\n", "git left a conflict here"),
        ("rate: 16250", "rate: 16.250", "`16.250` could be 16250"),
        ("max_days: 14", "max_days: 1.000", "`1.000` could be 1000"),
        ("pipelines:", "targets: [{period: 2026, value: 5.000}]\npipelines:", "`5.000` could be 5000"),
        ("pipelines:", "targets: [{period: 2026, value: 5,000,500}]\npipelines:", "write 5000500"),
    ] {
        let world = World::new(&CONFIG.replacen(from, to, 1));
        let today = |_| "2026-11-23".parse().expect("a day");
        let refused = corong::check::run(&world, &today).map(|_| ()).map_err(|error| match error {
            LoadError::Configuration { findings, .. } => {
                let said = findings.iter().flat_map(|one| [Some(&one.message), one.help.as_ref()]);
                said.flatten().map(ToString::to_string).collect::<Vec<_>>().join("; ")
            }
            error => format!("{error:?}"),
        });
        assert!(refused.as_ref().is_err_and(|error| error.contains(told)), "{to}: {refused:?}");
    }
    // No group of thousands has more than three digits before it.
    let exact = CONFIG.replacen("rate: 16250", "rate: 16250.125", 1);
    assert_eq!(found(&exact, "250000000", "250000001"), [""; 0]);
}

#[test]
fn a_comma_in_braces_separates_keys() {
    let value = "value: 250000000";
    one(value, "value: {amount: 1,500,000.00}", "4:17: error[schema]", "a comma separates keys");
    one("kind: call", "kind: call, cost: 150,250", "8:40: error[schema]", "a comma separates keys");
    one(value, "value: 1,500,000", "4:8: error[schema]", "`value` has to be an amount");
    let told = found(CONFIG, value, "value: {amount: 1,000,000}");
    assert!(told.len() == 1 && told[0].contains("`000` is here a second time"), "{told:#?}");
}

#[test]
fn dates_as_people_write_them_are_told_what_they_are() {
    let at = "at: 2026-11-12";
    for fine in
        ["at: 2026-11-12 10:00:00+07:00", "at: 2026-11-12T10:00:00Z", "at: \"2026-11-12 00:00:00+07:00\""]
    {
        assert_eq!(found(CONFIG, at, fine), [""; 0], "{fine}");
    }
    one(
        at,
        "at: 2026-11-12T00:00:00.000+09:00",
        "8:10: warning[shifted-midnight]",
        "is 2026-11-11 in Asia/Jakarta",
    );
    one(at, "at: 12/31/2025", "8:10: error[schema]", "has to be a date");
    one(at, "at: 2026-11-12 10:00:00", "8:10: error[schema]", "has to be a date");
}

/// Nothing but that a part cannot be read is said, whatever rests on it.
#[test]
fn where_a_part_cannot_be_read_nothing_that_rests_on_it_speaks() {
    let gates = |gate: &str| CONFIG.replace("qualification.budget == \"met\"", gate);
    for (gate, from, to) in [
        ("score >= 70", "2026-11-02, by", "2026-11-32, by"),
        ("score >= 70", "{budget: met, need: met}", "{budget: mett, need: met}"),
        ("idle_days < 5", "at: 2026-11-12", "at: 2026-11-12 10:00"),
        ("value > 100000000", "250000000", "150.000"),
        ("value > 100000000", "250000000", "250jt"),
        ("expected_close > '2026-12-01'", "source:", "expected_close: 1/13/20269\nsource:"),
        ("days_in_stage < 5", "stage: qualified, at: 2026-11-10", "stage: qualified, at: soon"),
    ] {
        let found = found(&gates(gate), from, to);
        assert!(found.len() == 1 && !found[0].contains("gate-failed"), "{gate}, {to}: {found:#?}");
    }
    // The same gates speak where all can be read.
    assert_eq!(found(&gates("value > 300000000"), "title", "title").len(), 1);
    // Nobody knows how long nothing happened where an activity cannot be read.
    let stale = LEAD.replace("2026-11-10", "2026-10-10").replace("2026-11-02", "2026-10-02");
    let stale = stale.replace("2026-11-12", "2026-10-12").replace("due: 2026-11-30", "due: 2027-11-30");
    let at = |text: &str| World::new(CONFIG).with("pipeline/2-qualified/x.yaml", text).places();
    assert_eq!(at(&stale), ["pipeline/2-qualified/x.yaml:11:13 stale-lead"]);
    assert_eq!(
        at(&stale.replace("at: 2026-10-12", "at: 12.10.26")),
        ["pipeline/2-qualified/x.yaml:8:10 schema"]
    );
}

#[test]
fn a_character_that_is_not_what_it_looks_like_is_named_where_it_is() {
    for (from, to, place, rule) in [
        ("owner: siti", "owner: siti\u{a0}", "2:12", "unknown-owner"),
        ("owner: siti", "owner: si\u{ad}ti", "2:10", "unknown-owner"),
        ("source: referral", "source: refer\u{200b}ral", "3:14", "unknown-source"),
        ("kind: call", "kind: call\u{a0}", "8:32", "schema"),
        ("at: 2026-11-12", "at: 2026\u{2011}11\u{2011}12", "8:14", "schema"),
        ("at: 2026-11-12", "at: 2026\u{2013}11-12", "8:14", "schema"),
        ("budget: met", "budget: met\u{a0}", "5:28", "schema"),
        ("source: referral", "source\u{a0}: referral", "3:7", "schema"),
    ] {
        let told = found(CONFIG, from, to);
        let named =
            told.iter().filter(|line| line.starts_with(&format!("{place}: warning[hidden-character]")));
        assert_eq!(named.count(), 1, "{to:?}: {told:#?}");
        assert!(told.iter().any(|line| line.contains(rule)), "{to:?}: {told:#?}");
        assert!(!told.iter().any(|line| line.contains("did you mean")), "{to:?}: {told:#?}");
    }
    for fine in
        ["title: 👩\u{200d}🔬 می\u{200c}خواهم", "title: 3\u{2013}5\u{a0}cabang", "title: ERP\u{2014}2"]
    {
        assert_eq!(found(CONFIG, "title: ERP rollout", fine), [""; 0], "{fine}");
    }
}

#[test]
fn what_is_told_of_a_disguised_name_is_mended() {
    let path = "pipeline/2-qualified/x.yaml";
    let text = LEAD
        .replace("owner: siti", "owner: si\u{ad}ti\u{a0}")
        .replace("2026-11-12", "2026\u{2011}11\u{2011}12");
    let checked = World::new(CONFIG).with(path, text).check();
    let mends = checked.findings.iter().filter_map(|finding| Some((finding.rule, finding.fix.as_ref()?)));
    let titles: Vec<_> = mends.map(|(rule, fix)| (rule, fix.title.to_string())).collect();
    let rule = "hidden-character";
    assert_eq!(titles, [(rule, "write `siti`".to_owned()), (rule, "write `2026-11-12`".to_owned())]);
}

/// What is written in the configuration is read by the same eyes as a lead is.
#[test]
fn dates_and_names_of_the_configuration_are_looked_at_too() {
    let found = |from: &str, to: &str| {
        assert!(CONFIG.contains(from), "{from}");
        World::new(&CONFIG.replacen(from, to, 1)).lines()
    };
    let midnight = found("at: 2026-01-01, rate", "at: 2026-01-01T00:00:00+09:00, rate");
    assert!(
        midnight.contains("warning[shifted-midnight] midnight of 2026-01-01 is 2025-12-31"),
        "{midnight}"
    );
    assert!(midnight.starts_with("corong.yaml:") && midnight.lines().count() == 1, "{midnight}");
    let hidden = found("name: Nusantara Digital", "name: \"Te\u{200b}st\"");
    assert!(hidden.contains("warning[hidden-character]") && hidden.lines().count() == 1, "{hidden}");
    let silenced =
        found("name: Nusantara Digital", "name: \"Te\u{200b}st\" # corong: ignore[hidden-character]");
    assert_eq!(silenced, "");
    let off = found("name: Nusantara Digital", "name: \"Te\u{200b}st\"\nrules: {hidden-character: off}");
    assert_eq!(off, "");
}
