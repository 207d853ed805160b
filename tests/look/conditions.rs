//! What `--where` takes, what it refuses with what was probably meant, and what
//! absent fields satisfy: no comparison.

use super::bench;

fn ids(condition: &str) -> Vec<String> {
    let ran = bench().run(&["list", "--all", "--sort", "id", "--format", "json", "--where", condition]);
    assert_eq!(ran.status, 0, "{condition}: {ran:?}");
    let leads = ran.json()["leads"].as_array().unwrap().clone();
    leads.iter().map(|lead| lead["id"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn what_is_absent_satisfies_no_comparison() {
    let all = ["cv-maju", "pt-abadi", "pt-abadi-2027", "pt-karya", "pt-rugi"];
    let without_close = ["cv-maju", "pt-abadi", "pt-karya", "pt-rugi"];
    for (condition, wanted) in [
        ("expected_close < '2027-01-01'", &["pt-abadi-2027"][..]),
        ("expected_close >= '2026'", &["pt-abadi-2027"]),
        ("expected_close != '2026-01-01'", &["pt-abadi-2027"]),
        ("value < 1", &[]),
        ("value <= 90000000", &["cv-maju", "pt-abadi"]),
        ("0 <= value < 90000001", &["cv-maju", "pt-abadi"]),
        ("source != 'event'", &["pt-karya"]),
        ("source not in ['event']", &["pt-karya"]),
        ("source in ['event', 'referral']", &["pt-abadi", "pt-karya"]),
        ("company.size < 300", &["pt-karya"]),
        ("next_step.due < '2026-11-24'", &["pt-karya"]),
        ("value * 2 > 100000000 or stage == 'lost'", &["pt-abadi", "pt-karya", "pt-rugi"]),
        ("(-value) < 0", &["cv-maju", "pt-abadi", "pt-karya"]),
        ("value|round > 90000000", &["pt-karya"]),
        ("value is gt(90000000)", &["pt-karya"]),
        ("source is ne('event')", &["pt-karya"]),
        ("value is none", &["pt-abadi-2027", "pt-rugi"]),
        ("not value", &["pt-abadi-2027", "pt-rugi"]),
        ("not (value > 5)", &["pt-abadi-2027", "pt-rugi"]),
        ("expected_close is not defined", &without_close),
        // A list that is absent holds nothing.
        ("'jakarta' not in tags", &["cv-maju", "pt-abadi", "pt-abadi-2027", "pt-rugi"]),
        ("'jakarta' in tags or true", &all),
        ("contacts|selectattr('role', 'eq', 'CFO')|list|length > 0", &["pt-karya"]),
        ("(contacts|first).name == 'Budi'", &["pt-abadi"]),
    ] {
        assert_eq!(ids(condition), wanted, "{condition}");
    }
}

#[test]
fn what_reads_as_something_else_is_told_with_what_was_meant() {
    let bench = bench();
    for (condition, told, help) in [
        ("value > 100.000.000", "`100.000.000` is no number", "write 100000000"),
        ("value > 100.000", "`100.000` could be 100000 or 100.000", "plain digits"),
        ("value in [100.000]", "`100.000` could be 100000 or 100.000", "plain digits"),
        ("value > 100,000,000", "a comma ends the number", "write 100000000"),
        ("value > '100jt'", "a number is compared with text", "write 100000000 without quotes"),
        ("value > 'much'", "a number is compared with text", "without quotes"),
        ("expected_close < 2027-01-01", "a date without quotes", "write it in quotes: \"2027-01-01\""),
        ("expected_close < 31/12/2026", "a date without quotes", "\"2026-12-31\""),
        ("2027-01-01 > expected_close", "a date without quotes", "\"2027-01-01\""),
        ("expected_close < 2027", "a date is compared with a number", "in quotes"),
        ("expected_close < '31/12/2026'", "`31/12/2026` is no date", "write \"2026-12-31\""),
        ("expected_close > '2026-12'", "`2026-12` is no date", "\"2026-12-01\""),
        ("expected_close == 'soon'", "`soon` is no date", "2026-11-23"),
        ("expected_close < today", "a lead has no field `today`", "write a date in quotes"),
        ("expected_close - 7 > 3", "a date cannot be calculated with", "in quotes"),
        ("history[0].at < 5", "a date is compared with a number", "in quotes"),
        ("stage = 'won'", "`=` compares nothing", "write `==`"),
        ("stage = 'won' and owner = 'siti'", "`=` compares nothing", "write `==`"),
        ("owner == siti", "a lead has no field `siti`", "text is written in quotes: \"siti\""),
        ("siti == owner", "a lead has no field `siti`", "text is written in quotes: \"siti\""),
        ("stage == Won", "a lead has no field `Won`", "\"won\""),
        ("'lost' == stage or title == no-budget", "a lead has no field `no-budget`", "\"no-budget\""),
        ("jakarta in tags", "a lead has no field `jakarta`", "\"jakarta\""),
        ("owner == 'Siti Rahma'", "there is no member of the team `Siti Rahma`", "did you mean \"siti\"?"),
        ("stage == 'Prospect'", "there is no stage `Prospect`", "did you mean \"prospect\"?"),
        ("stage in ['won', 'loss']", "there is no stage `loss`", "did you mean \"lost\"?"),
        ("source != 'web'", "there is no source `web`", "known are"),
        ("qualification.need == 'yes'", "there is no level `yes`", "known are met, partial, unmet"),
        ("owner == 'siti' or 'joko'", "this by itself compares nothing", "repeat the field"),
        ("not 'siti'", "this by itself compares nothing", "repeat the field"),
        ("value == none", "what is absent satisfies no comparison", "is none"),
        ("value == null", "a lead has no field `null`", "is none"),
        ("tags == 'jakarta'", "`tags` is a list", "in tags"),
        ("contacts > 1", "`contacts` is a list", "`contacts|length`"),
        ("company == 'PT Karya'", "`company` has several parts", "`company.name`"),
        ("'1' in value", "`value` is neither", "=="),
        ("5 in tags", "`tags` holds texts", "in quotes"),
        ("value > 5 AND owner == 'siti'", "`AND` is not known here", "write `and`"),
        ("value > 5 && value < 9", "`&&` is not known here", "write `and`"),
        ("title.name == 'x'", "`title` has no `name`", ""),
    ] {
        let ran = bench.run(&["list", "--where", condition]);
        let said = ran.err.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(ran.status, 2, "{condition}: {ran:?}");
        assert!(said.contains(told) && said.contains(help), "{condition}\n  {told}\n  {help}\n{}", ran.err);
    }
}

#[test]
fn the_examples_of_help_are_right() {
    let help = bench().run(&["list", "--help"]).out;
    let conditions = help.lines().filter_map(|line| line.trim().strip_prefix("corong list --where '"));
    let conditions: Vec<&str> =
        conditions.filter_map(|rest| rest.rsplit_once('\'')).map(|(own, _)| own).collect();
    assert!(conditions.len() > 1, "{help}");
    for condition in conditions {
        ids(condition);
    }
}

#[test]
fn gates_are_held_to_the_same() {
    let bench = bench();
    let config = bench.read("corong.yaml");
    for (gate, told) in [
        ("value > 100.000.000", "write 100000000"),
        ("expected_close < 2027-01-01", "2027-01-01"),
        ("owner == siti", "text is written in quotes"),
    ] {
        bench.write("corong.yaml", config.replace("qualification.budget == \"met\"", gate));
        let ran = bench.run(&["list"]);
        assert!(ran.status == 2 && ran.err.contains(told), "{gate}: {ran:?}");
    }
}
