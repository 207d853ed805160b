//! Lines that recur and lines with a discount, and what each product is of the whole.

use serde_json::{Value, json};

use crate::support::{Bench, CONFIG, Ran};

fn lead(bench: &Bench, folder: &str, id: &str, more: &str) {
    let history = match folder {
        "6-won" => "  - {stage: prospect, at: 2026-10-01}\n  - {stage: won, at: 2026-10-21}\n",
        _ => "  - {stage: prospect, at: 2026-11-10}\n",
    };
    let text = format!("title: {id}\nowner: siti\nsource: event\n{more}\nhistory:\n{history}");
    bench.write(&format!("pipeline/{folder}/{id}.yaml"), text);
}

fn done(ran: Ran) -> Ran {
    assert_eq!(ran.status, 0, "{}{}", ran.out, ran.err);
    ran
}

fn report(bench: &Bench) -> Value {
    done(bench.run(&["report", "--format", "json"])).json()["pipelines"][0].clone()
}

/// 5 × 40 a month for two years less 10 %, and a setup that is paid once.
const SUPPORT: &str = "products:
  - {name: Support, quantity: 5, price: 40, per: month, term: 24, discount: 10%}
  - {name: Setup, price: 300}";

#[test]
fn a_recurring_line_is_worth_its_term_and_its_year_is_told() {
    let bench = Bench::new();
    lead(&bench, "1-prospect", "open", SUPPORT);
    // 3 × 200 a quarter for 18 months is 3,600, less 600; a year of it is 2,400 less 400.
    let line = "{name: Care, quantity: 3, price: {amount: 200, currency: USD}, per: quarter, term: 18, discount: 600}";
    lead(&bench, "6-won", "won", &format!("products: [{line}]"));
    let told = report(&bench);
    // 4,800 less a tenth, and 300.
    assert_eq!((&told["open"]["value"], &told["open"]["annual"]), (&json!("4620"), &json!("2160")));
    // In rupiah of 2026: 16,250 each.
    assert_eq!((&told["won"]["value"], &told["won"]["annual"]), (&json!("48750000"), &json!("32500000")));
    let shown = done(bench.run(&["show", "open"])).out;
    assert!(shown.contains("5 × Support at Rp40 a month for 24 months, less 10% = Rp4,320"), "{shown}");
    assert!(shown.contains("Rp2,160 a year"), "{shown}");
    let text = done(bench.run(&["report", "--format", "text"])).out;
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(text.contains("Recurring Rp2.2K a year open, Rp33M a year won"), "{text}");
    for format in ["markdown", "html"] {
        let page = done(bench.run(&["report", "--format", format])).out;
        assert!(page.contains("a year recurring"), "{format}");
    }
    bench.write("corong.yaml", CONFIG.replace("name: Test\n", "name: Test\nlanguage: id\n"));
    let shown = done(bench.run(&["show", "open"])).out;
    assert!(shown.contains("per bulan selama 24 bulan, dikurangi 10%"), "{shown}");
    let list =
        done(bench.run(&["list", "--where", "annual > 2000", "--columns", "id,annual", "--format", "csv"]));
    assert_eq!(list.out, "id,annual\r\nopen,2160\r\nwon,32500000\r\n");
    let all = done(bench.run(&["list", "--all", "--where", "not annual", "--format", "csv"])).out;
    assert_eq!(all.lines().count(), 1, "{all}");
}

/// What does not recur says nothing of it.
#[test]
fn where_nothing_recurs_no_year_is_told() {
    let bench = Bench::new();
    lead(&bench, "1-prospect", "open", "products: [{name: Setup, quantity: 3, price: 100, discount: 50}]");
    let told = report(&bench);
    assert_eq!((&told["open"]["value"], &told["open"]["annual"]), (&json!("250"), &json!("0")));
    for format in ["text", "markdown", "html"] {
        let page = done(bench.run(&["report", "--format", format])).out;
        assert!(!page.contains("ecurring"), "{format}");
    }
    assert!(!done(bench.run(&["show", "open"])).out.contains("Recurring"));
}

/// The value was agreed at 1,000; by the lines it would be 3,000 and 1,000.
#[test]
fn products_add_up_to_what_was_won() {
    let bench = Bench::new();
    let lines = "products: [{name: A, price: 3000}, {name: B, quantity: 2, price: 500}]";
    lead(&bench, "6-won", "agreed", &format!("value: 1000\n{lines}"));
    let thirds = "products: [{name: A, price: 1}, {name: B, price: 1}, {name: C, price: 1}]";
    lead(&bench, "6-won", "thirds", &format!("value: 100\n{thirds}"));
    lead(&bench, "6-won", "free", "value: 10\nproducts: [{name: A, price: 0}, {name: B, price: 0}]");
    let told = report(&bench);
    let row = |key: &str| {
        let rows = told["by_product"].as_array().unwrap();
        rows.iter().find(|row| row["key"] == key).unwrap()["won_value"].clone()
    };
    // 750 + 33 + 5, 250 + 34 (of 66.67) + 5, the rest of 100.
    assert_eq!((row("A"), row("B"), row("C")), (json!("788"), json!("289"), json!("33")));
    assert_eq!(told["won"]["value"], "1110");
}

#[test]
fn lines_that_cannot_be_are_reported() {
    let bench = Bench::new();
    for (line, told) in [
        ("price: 5, term: 12", "`term` says for how long, and nothing how often the price is due"),
        ("price: 5, per: month", "`per` says how often the price is due, and nothing for how long"),
        ("price: 5, per: week, term: 3", "`per` has to be one of month, quarter, year, not `week`"),
        ("price: 5, per: month, term: 0", "`term` has to be a whole number, 1 or more, not `0`"),
        ("price: 5, discount: 6", "the discount is more than the line, which is 5"),
        ("price: 5, per: month, term: 2, discount: 11", "the discount is more than the line, which is 10"),
        (
            "price: 5, discount: 101%",
            "`discount` has to be an amount, or a percentage from 0% to 100%, not `101%`",
        ),
        (
            "price: 5, discount: -1",
            "`discount` has to be an amount, or a percentage from 0% to 100%, not `-1`",
        ),
        (
            "price: 5, discount: -1%",
            "`discount` has to be an amount, or a percentage from 0% to 100%, not `-1%`",
        ),
    ] {
        lead(&bench, "1-prospect", "odd", &format!("products: [{{name: A, {line}}}]"));
        let check = bench.run(&["check", "--format", "concise"]);
        assert!(check.status == 1 && check.out.contains(told), "{line}: {}", check.out);
        let told = report(&bench);
        assert_eq!((&told["open"]["unvalued"], &told["open"]["annual"]), (&json!(1), &json!("0")), "{line}");
    }
    for line in ["price: 5, discount: 100%", "price: 5, discount: 5", "price: 5, discount: 12.5%"] {
        lead(&bench, "1-prospect", "odd", &format!("products: [{{name: A, {line}}}]"));
        let check = bench.run(&["check"]);
        assert_eq!(check.status, 0, "{line}: {}", check.out);
    }
    lead(&bench, "1-prospect", "odd", "products: [{name: A, price: 5000, discount: 1.500}]");
    assert!(bench.run(&["check"]).out.contains("ambiguous-amount"));
}

#[test]
fn lines_are_typed_like_other_fields() {
    let bench = Bench::new();
    lead(&bench, "1-prospect", "a", "products:\n  - {name: A, price: 100}");
    done(bench.run(&[
        "set",
        "a",
        "products.0.per=month",
        "products.0.term=12",
        "products.0.discount=12.5 %",
    ]));
    let text = bench.read("pipeline/1-prospect/a.yaml");
    assert!(text.contains("{name: A, price: 100, per: month, term: 12, discount: 12.5%}"), "{text}");
    let wrong = bench.run(&["set", "a", "products.0.per=monthly"]);
    assert!(wrong.status == 1 && wrong.err.contains("did you mean `month`?"), "{}", wrong.err);
    done(bench.run(&["set", "a", "products:=[{name: B, price: 7, per: year, term: 36, discount: 1}]"]));
    assert_eq!(report(&bench)["open"]["value"], "20");
    done(bench.run(&["check"]));
}

/// A contract of 1,200 a year that ended, and what goes on of it.
fn ended(bench: &Bench, id: &str) {
    let care = |price: u32| format!("products: [{{name: Care, price: {price}, per: month, term: 12}}]\n");
    lead(bench, "6-won", id, &format!("{}contract: {{end: 2026-11-10}}", care(100)));
    lead(bench, "6-won", &format!("{id}-next"), &format!("{}renews: {id}", care(80)));
    lead(bench, "6-won", &format!("{id}-more"), &format!("{}extends: {id}", care(20)));
    lead(bench, "1-prospect", &format!("{id}-open"), &format!("{}extends: {id}", care(500)));
}

/// 960 of 1,200 a year go on, and 240 were added.
#[test]
fn gross_and_net_retention_of_recurring_contracts() {
    let bench = Bench::new();
    ended(&bench, "a");
    let told = report(&bench)["retention"].clone();
    let of = |kept: &str, value: f64, n: u32| {
        let ended = (1200 * n).to_string();
        json!({"value": value, "n": n, "ended": ended, "kept": kept, "few": n < 5})
    };
    assert_eq!((&told["gross"], &told["net"]), (&of("960", 0.8, 1), &of("1200", 1.0, 1)));
    let said = |format: &str| {
        let text = done(bench.run(&["report", "--format", format])).out.replace("&nbsp;", " ");
        text.replace('\u{a0}', " ").split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let few = "1 recurring contract worth Rp1.2K a year ended in the period: Rp960 a year goes on, \
               Rp1.2K with what was added; too few for a rate.";
    for format in ["text", "markdown"] {
        assert!(said(format).contains(few), "{}", said(format));
    }
    ["b", "c", "d", "e"].iter().for_each(|id| ended(&bench, id));
    let told = report(&bench)["retention"].clone();
    assert_eq!((&told["gross"], &told["net"]), (&of("4800", 0.8, 5), &of("6000", 1.0, 5)));
    let rate = "worth Rp6.0K a year ended in the period: 80% of that goes on (gross retention), \
                100% with what was added (net retention).";
    for format in ["text", "markdown", "html"] {
        assert!(said(format).contains(rate), "{}", said(format));
    }
    let csv = said("csv");
    assert!(csv.contains("sales,retention,,,gross.kept,4800"), "{csv}");
    let explained = done(bench.run(&["explain", "retention"])).out;
    let row = "ended on 2026-11-10: IDR 1200 a year, renewed for IDR 960, extended for IDR 240";
    assert!(explained.contains(row), "{explained}");
    // By the year after, nothing ended.
    let next = done(bench.run(&["report", "--format", "json", "--from", "2026-11-11"])).json();
    assert_eq!(next["pipelines"][0]["retention"]["gross"]["value"], Value::Null);
    let page = |bench: &Bench| {
        done(bench.run(&["site"]));
        bench.read("_site/index.html").replace('\u{a0}', " ").replace("&nbsp;", " ")
    };
    assert!(page(&bench).contains(rate));
    bench.write("corong.yaml", CONFIG.replace("name: Test\n", "name: Test\nlanguage: id\n"));
    assert!(said("text").contains("80% di antaranya berlanjut (retensi bruto)"), "{}", said("text"));
    bench.write("corong.yaml", format!("{}\nsite: {{hide: {{fields: [renews]}}}}\n", CONFIG.trim_end()));
    assert!(!page(&bench).contains("recurring contract"));
}
