//! Kinds of mistakes, each planted with a mark where its finding is due.

use super::Script;
use super::draft::Stage::{self, Lost, Prospect, Qualified, Won};
use super::draft::{Draft, Value};

/// How a mistake is planted.
pub enum Plant {
    /// In one file.
    Own(fn(&mut Draft)),
    /// In one file by way of others, which are then spent too.
    Across(fn(&mut Script, usize)),
}

use Plant::{Across, Own};

/// Its rule, the stages of the leads that can have it, and how it is planted.
pub type Kind = (&'static str, &'static [Stage], Plant);

const ANY: &[Stage] = &[Prospect, Qualified, Won, Lost];
const OPEN: &[Stage] = &[Prospect, Qualified];
const CLOSED: &[Stage] = &[Won, Lost];

/// Every kind of mistake.
pub fn kinds() -> Vec<Kind> {
    [structure(), yaml(), words(), time(), names(), stages()].into_iter().flatten().collect()
}

/// What a lead's fields may hold.
fn structure() -> Vec<Kind> {
    vec![
        ("schema", ANY, Own(|d| d.set("‸colour", "blue"))),
        (
            "schema",
            ANY,
            Own(|d| d.fields.iter_mut().filter(|f| f.0 == "title").for_each(|f| f.0 = "‸titel".to_owned())),
        ),
        ("schema", ANY, Own(|d| d.set("tags", "‸lots"))),
        ("schema", ANY, Own(|d| d.set("contacts", "‸{name: Ani}"))),
        ("schema", ANY, Own(|d| d.set("title", "‸\"  \""))),
        ("schema", ANY, Own(|d| d.set("history", "‸[]"))),
        ("schema", ANY, Own(|d| d.set("expected_close", "‸30-11-2027"))),
        ("schema", OPEN, Own(|d| d.inside("next_step", "due", "‸2027-02-30"))),
        ("schema", ANY, Own(|d| d.set("value", "‸-5"))),
        ("schema", ANY, Own(|d| d.set("value", "‸twelve"))),
        ("schema", ANY, Own(|d| d.set("value", "‸'250000000'"))),
        ("schema", ANY, Own(|d| d.set("value", "{amount: 5, currency: ‸IDX}"))),
        ("schema", ANY, Own(|d| d.set("probability", "‸120"))),
        ("schema", ANY, Own(|d| d.inside("company", "size", "‸1.5"))),
        ("schema", ANY, Own(|d| d.inside("history", "stage", "‸negotiation"))),
        ("schema", ANY, Own(|d| d.set("activities", "[{at: 2026-05-02, kind: ‸fax}]"))),
        ("schema", ANY, Own(|d| d.set("activities", "\n- {‸at: 2026-05-02, minutes: 5}"))),
        ("schema", ANY, Own(|d| d.set("activities", "[{at: 2026-05-02, kind: call, minutes: ‸-5}]"))),
        ("schema", &[Prospect], Own(|d| d.set("qualification", "{‸authority: met}"))),
        ("schema", ANY, Own(|d| d.set("qualification", "{budget: met, need: ‸maybe}"))),
        ("schema", ANY, Own(|d| d.set("custom", "{‸floor: 3}"))),
        ("schema", ANY, Own(|d| d.set("custom", "{seats: ‸many}"))),
        ("schema", ANY, Own(no_owner)),
        ("schema", ANY, Own(|d| whole(d, "‸"))),
        ("schema", ANY, Own(|d| whole(d, "‸# later\n"))),
        ("schema", ANY, Own(|d| whole(d, "‸ERP rollout for Karya\n"))),
        ("schema", ANY, Own(|d| whole(d, "‸- title\n- owner\n"))),
    ]
}

fn no_owner(draft: &mut Draft) {
    draft.remove("owner");
    draft.fields[0].0.insert(0, '‸');
}

fn whole(draft: &mut Draft, text: &str) {
    draft.head.clear();
    draft.fields = vec![(String::new(), Value::Text(text.to_owned()), "")];
}

/// What is not YAML, or more of it than a lead uses.
fn yaml() -> Vec<Kind> {
    vec![
        ("yaml-feature", ANY, Own(|d| d.set("title", "‸&a ERP"))),
        ("yaml-feature", ANY, Own(|d| d.set("tags", "[‸&a big, ‸*a]"))),
        ("yaml-feature", ANY, Own(|d| d.set("title", "‸!!str ERP"))),
        ("yaml-feature", ANY, Own(|d| d.head = "‸%YAML 1.2\n---\n".to_owned())),
        ("yaml-style", ANY, Own(|d| d.set("tags", "[\n  big\n‸]"))),
        ("yaml-style", ANY, Own(|d| d.head.insert_str(0, "‸\u{feff}"))),
        ("syntax", ANY, Own(|d| d.set("title", "‸\"ERP rollout"))),
        // Due where the bracket is still open: at the first line that cannot be in it.
        ("syntax", ANY, Own(|d| d.set("tags", "‸[big, new\nprobability: 20"))),
        ("syntax", ANY, Own(|d| d.set("tags", "‸[big, new}"))),
        ("syntax", ANY, Own(|d| d.set("contract", "\n‸\tstart: 2026-01-01"))),
        ("syntax", ANY, Own(|d| d.set("contract", "\n  ‸\tstart: 2026-01-01"))),
        ("syntax", ANY, Own(|d| d.raw("‸---\n"))),
        ("syntax", ANY, Own(|d| d.fields.push(("‸owner".to_owned(), Value::Text("siti".to_owned()), "")))),
        ("syntax", ANY, Own(|d| d.inside("company", "‸name", "Again"))),
        ("syntax", ANY, Own(|d| d.set("tags", &format!("{}‸[{}", "[".repeat(63), "]".repeat(64))))),
        ("syntax", ANY, Own(|d| d.set("tags", "[caf‸\u{e000}]"))),
        (
            "conflict-marker",
            ANY,
            Own(|d| d.raw("‸<<<<<<< HEAD\nprobability: 20\n=======\nprobability: 30\n>>>>>>> other\n")),
        ),
    ]
}

/// Words a team knows.
fn words() -> Vec<Kind> {
    vec![
        ("unknown-owner", ANY, Own(|d| d.set("owner", "‸rudi"))),
        ("unknown-owner", OPEN, Own(|d| d.set("owner", "‸joko"))),
        ("unknown-owner", ANY, Own(|d| d.inside("history", "by", "‸rudi"))),
        ("unknown-owner", OPEN, Own(|d| d.inside("next_step", "by", "‸rudi"))),
        ("unknown-source", ANY, Own(|d| d.set("source", "‸fair"))),
        ("unknown-source", OPEN, Own(|d| d.set("source", "‸ads"))),
        ("unknown-reason", &[Lost], Own(|d| d.inside("history", "reason", "‸weather"))),
        ("unknown-reason", &[Won], Own(|d| d.inside("history", "reason", "‸weather"))),
        ("missing-rate", ANY, Own(|d| d.set("value", "{amount: 5, currency: ‸SGD}"))),
        (
            "missing-rate",
            &[Prospect],
            Own(|d| {
                d.remove("value");
                d.set("products", "[{name: A, price: {amount: 5, currency: ‸SGD}}]");
            }),
        ),
        ("needless-ignore", ANY, Own(|d| d.set("owner", "siti # corong: ignore[‸unknown-owner]"))),
        ("needless-ignore", ANY, Own(|d| d.set("owner", "siti # corong: ignore[‸unknown-ower]"))),
        ("needless-ignore", ANY, Own(|d| d.set("owner", "siti ‸# corong: ignroe[unknown-owner]"))),
        ("personal-data", ANY, Own(|d| d.set("notes", "|\n  Write to\n  漢字 ‸ani@karya.example soon"))),
        ("personal-data", OPEN, Own(|d| d.inside("next_step", "do", "Call ‸+62 812 3456 7890"))),
        ("secret", ANY, Own(|d| d.set("owner", "siti # password: ‸Rahasia2026"))),
        ("ambiguous-amount", ANY, Own(|d| d.set("value", "‸150.000"))),
        (
            "ambiguous-amount",
            ANY,
            Own(|d| d.set("products", "[{name: A, price: {amount: ‸1.750, currency: USD}}]")),
        ),
        (
            "ambiguous-amount",
            ANY,
            Own(|d| d.set("activities", "[{at: 2026-11-20, kind: call, cost: ‸25.000}]")),
        ),
        ("hidden-character", ANY, Own(|d| d.set("title", "‸\"ERP\\u200b rollout\""))),
        ("hidden-character", ANY, Own(|d| d.set("title", "ERP ‸\u{202e}tuollor"))),
        (
            "owner-left",
            &[Prospect],
            Own(|d| {
                d.inside("history", "at", "2026-03-01");
                d.set("activities", "[{at: 2026-11-20, kind: call}]");
                d.set("owner", "‸joko");
            }),
        ),
    ]
}

/// Days.
fn time() -> Vec<Kind> {
    vec![
        ("future-date", ANY, Own(|d| d.inside("history", "at", "‸2026-12-10"))),
        ("future-date", ANY, Own(|d| d.set("activities", "[{at: ‸2027-01-01, kind: call}]"))),
        ("history-order", &[Qualified, Won, Lost], Own(|d| d.inside("history", "at", "‸2026-02-01"))),
        ("shifted-midnight", OPEN, Own(|d| d.set("expected_close", "‸2026-12-20T00:00:00+09:00"))),
        ("overdue-next-step", OPEN, Own(|d| d.inside("next_step", "due", "‸2026-11-22"))),
        ("overdue-close", OPEN, Own(|d| d.set("expected_close", "‸2026-11-01"))),
        ("overdue-hold", OPEN, Own(|d| d.set("hold", "{until: ‸2026-11-22}"))),
        ("impossible-dates", ANY, Own(|d| d.set("contract", "{start: 2028-12-01, end: ‸2028-11-30}"))),
        (
            "missing-renewal",
            &[Won],
            Own(|d| {
                d.set("contract", "{start: 2025-12-16, end: 2026-12-15}");
                d.mark_stage();
            }),
        ),
        (
            "missing-next-step",
            OPEN,
            Own(|d| {
                d.remove("next_step");
                d.mark_stage();
            }),
        ),
        (
            "stale-lead",
            &[Prospect],
            Own(|d| {
                d.remove("activities");
                d.inside("history", "at", "2026-08-01");
                d.inside("next_step", "due", "2027-03-01");
                d.mark_stage();
            }),
        ),
    ]
}

/// Names of files, and what refers to them.
fn names() -> Vec<Kind> {
    vec![
        ("bad-id", ANY, Own(|d| named(d, d.name.replace('-', "_")))),
        ("bad-id", ANY, Own(|d| named(d, d.name.replace(".yaml", ".yml")))),
        ("bad-id", ANY, Own(|d| named(d, d.name.replace('-', "--")))),
        ("bad-id", ANY, Own(|d| named(d, format!("{}-{}", "x".repeat(80), d.name)))),
        (
            "outside-link",
            ANY,
            Own(|d| {
                d.link = true;
                d.head.insert(0, '‸');
            }),
        ),
        (
            "unknown-stage-folder",
            ANY,
            Own(|d| {
                d.folder = format!("of-{}", d.id());
                d.head.insert(0, '‸');
            }),
        ),
        ("dangling-renewal", ANY, Own(|d| d.set("renews", "‸nobody-knows"))),
        ("dangling-renewal", ANY, Own(|d| d.set("renews", &format!("‸{}", d.id())))),
        (
            "dangling-renewal",
            ANY,
            Across(|s, at| {
                let open = s.free(OPEN);
                let renewed = format!("‸{}", s.drafts[open].id());
                s.drafts[at].set("renews", &renewed);
            }),
        ),
        (
            "duplicate-id",
            &[Qualified],
            Across(|s, at| {
                let other = s.free(&[Prospect]);
                s.drafts[at].name = s.drafts[other].name.clone();
                s.drafts[at].mark_stage();
            }),
        ),
        (
            "duplicate-company",
            OPEN,
            Across(|s, at| {
                let other = s.free(OPEN);
                let name = s.company(other);
                s.drafts[at].inside("company", "name", &name);
                let first = if s.drafts[at].path() < s.drafts[other].path() { at } else { other };
                s.drafts[first].inside("company", "name", &format!("‸{name}"));
                s.drafts[first].rule = Some("duplicate-company");
            }),
        ),
        (
            "company-spelling",
            CLOSED,
            Across(|s, at| {
                let (one, two) = (s.free(CLOSED), s.free(CLOSED));
                let name = s.company(one);
                s.drafts[two].inside("company", "name", &name);
                let plain = name.trim_start_matches("PT ").to_uppercase();
                s.drafts[at].inside("company", "name", &format!("‸{plain}"));
            }),
        ),
    ]
}

fn named(draft: &mut Draft, name: String) {
    draft.name = name;
    draft.head.insert(0, '‸');
}

/// What a stage asks for.
fn stages() -> Vec<Kind> {
    vec![
        (
            "stage-history-mismatch",
            &[Qualified],
            Own(|d| {
                Prospect.folder().clone_into(&mut d.folder);
                d.mark_stage();
            }),
        ),
        (
            "missing-required",
            &[Qualified, Won],
            Own(|d| {
                d.remove("value");
                d.mark_stage();
            }),
        ),
        (
            "missing-required",
            &[Qualified, Won],
            Own(|d| {
                d.remove("source");
                d.mark_stage();
            }),
        ),
        ("gate-failed", &[Qualified, Won], Own(|d| d.inside("qualification", "budget", "‸partial"))),
        (
            "gate-failed",
            &[Qualified, Won],
            Own(|d| {
                d.remove("qualification");
                d.set("‸qualification", "{need: met}");
            }),
        ),
        (
            "gate-failed",
            &[Qualified, Won],
            Own(|d| {
                d.remove("qualification");
                d.mark_stage();
            }),
        ),
        (
            "missing-reason",
            &[Lost],
            Own(|d| {
                let entry = d.pairs("history");
                entry.retain(|(key, _)| key != "reason");
                entry.insert(0, (String::new(), "‸".to_owned()));
            }),
        ),
    ]
}
