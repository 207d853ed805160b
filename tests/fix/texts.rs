//! The safe mends.

use super::files;
use crate::check::{CONFIG as PAGES, World};
use crate::support::{Bench, PROSPECT};
use corong::change::mends::{Arrival, Draft, FileHistory, MendChoice, MendPolicy, mend};
use corong::check::RULES;
use corong::finding::Severity;
use corong::source::{RelPath, Snapshot};
use corong::text::{Language, Message};

/// Name, rule, what a file says, what it says when mended.
fn cases() -> Vec<(&'static str, &'static str, String, String)> {
    let case = |name, rule, from: &str, bad: &str, good: &str| {
        assert!(PROSPECT.contains(from), "{from}");
        (name, rule, PROSPECT.replacen(from, bad, 1), PROSPECT.replacen(from, good, 1))
    };
    let owner = "owner: siti\n";
    let entry = "  - {stage: prospect, at: 2026-11-10, by: siti}\n";
    vec![
        case("owner", "unknown-owner", owner, "owner:  'sitti'   # she\n", "owner:  siti   # she\n"),
        case("owner-name", "unknown-owner", owner, "owner: Siti Rahma\n", owner),
        case("by", "unknown-owner", "by: siti", "by: SITI", "by: siti"),
        case("source", "unknown-source", "referral", "\"Referal\"", "referral"),
        case("key", "schema", "title:", "titel:", "title:"),
        case("next-key", "schema", "next_step:", "next-step :", "next_step :"),
        case("inner-key", "schema", "due:", "dueee:", "dueee:"),
        case("stage", "schema", "stage: prospect", "stage: Prospekt", "stage: prospect"),
        case(
            "amount",
            "schema",
            owner,
            "owner: siti\nvalue: '250000000.50' # net\n",
            "owner: siti\nvalue: 250000000.50 # net\n",
        ),
        case("octal", "schema", owner, "owner: siti\nvalue: '012'\n", "owner: siti\nvalue: '012'\n"),
        case(
            "currency",
            "schema",
            owner,
            "owner: siti\nvalue: {amount: 1, currency: idr}\n",
            "owner: siti\nvalue: {amount: 1, currency: IDR}\n",
        ),
        case(
            "kind",
            "schema",
            owner,
            "owner: siti\nactivities:\n- {at: 2026-11-11, kind: Meetng, summary: x}\n",
            "owner: siti\nactivities:\n- {at: 2026-11-11, kind: meeting, summary: x}\n",
        ),
        case(
            "level",
            "schema",
            owner,
            "owner: siti\nqualification: {need: Met}\n",
            "owner: siti\nqualification: {need: met}\n",
        ),
        case(
            "two-levels",
            "schema",
            owner,
            "owner: siti\nqualification: {need: umet}\n",
            "owner: siti\nqualification: {need: umet}\n",
        ),
        case(
            "bracket",
            "yaml-style",
            owner,
            "owner: siti\ntags: [\n  a\n]\n",
            "owner: siti\ntags: [\n  a\n  ]\n",
        ),
        ("mark", "yaml-style", format!("\u{feff}{PROSPECT}"), PROSPECT.to_owned()),
        case("ignore", "needless-ignore", owner, "owner: siti  # corong: ignore[syntax] once\n", owner),
        case(
            "ignore-name",
            "needless-ignore",
            owner,
            "owner: sitti  # corong: ignore[unknown-ower] hers\n",
            "owner: sitti  # corong: ignore[unknown-owner] hers\n",
        ),
        case(
            "order",
            "history-order",
            entry,
            "# of the list\n  # back again\n  - stage: prospect\n    at: 2026-11-12\n    # in the rain\n\n  - {stage: qualified, at: 2026-11-08} # odd\n  - {stage: prospect, at: 2026-11-02}",
            "# of the list\n  - {stage: prospect, at: 2026-11-02}\n\n  - {stage: qualified, at: 2026-11-08} # odd\n  # back again\n  - stage: prospect\n    at: 2026-11-12\n    # in the rain",
        ),
    ]
}

#[test]
fn each_mend_changes_its_bytes_and_nothing_else_and_is_done_once() {
    for ends in ["\n", "\r\n"] {
        let bench = Bench::new();
        for (name, _, bad, _) in cases() {
            bench.write(&format!("pipeline/1-prospect/{name}.yaml"), bad.replace('\n', ends));
        }
        let before = files(&bench);
        let shown = bench.run(&["check", "--fix", "--dry-run"]);
        assert_eq!(files(&bench), before, "a dry run writes nothing");
        assert!(shown.out.contains("-source: \"Referal\""), "{shown:?}");
        let first = bench.run(&["check", "--fix", "--format", "json"]);
        let left = first.findings();
        for (name, rule, bad, good) in cases() {
            let path = format!("pipeline/1-prospect/{name}.yaml");
            assert_eq!(bench.read(&path), good.replace('\n', ends), "{name}: {first:?}");
            let told = left.iter().any(|f| f.starts_with(&path) && f.ends_with(rule));
            assert_eq!(told, bad == good, "{name}: {left:?}");
        }
        let after = files(&bench);
        let second = bench.run(&["check", "--fix", "--format", "json"]);
        assert_eq!(files(&bench), after);
        assert!(second.err.contains("nothing was mended"), "{second:?}");
        assert_eq!((second.status, &second.out), (1, &first.out));
    }
}

#[test]
fn an_order_is_mended_only_where_no_date_can_be_the_mistake() {
    let bench = Bench::new();
    let text = |history: &str| {
        format!(
            "title: X\nowner: siti\nvalue: 1\nsource: event\nqualification: {{budget: met}}\nhistory:\n{history}"
        )
    };
    // A year mistyped would sort the second stage before the first.
    let typed = text("  - {stage: prospect, at: 2026-10-05}\n  - {stage: qualified, at: 2025-10-19}\n");
    let twice = text("  - {stage: qualified, at: 2026-10-19}\n  - {stage: prospect, at: 2026-10-05}\n");
    bench.write("pipeline/2-qualified/typed.yaml", &typed);
    bench.write("pipeline/2-qualified/twice.yaml", &twice);
    let ran = bench.run(&["check", "--fix"]);
    assert_eq!(bench.read("pipeline/2-qualified/typed.yaml"), typed, "{ran:?}");
    assert!(
        bench
            .read("pipeline/2-qualified/twice.yaml")
            .ends_with("  - {stage: prospect, at: 2026-10-05}\n  - {stage: qualified, at: 2026-10-19}\n")
    );
}

#[test]
fn a_mend_that_would_break_the_file_is_dropped_and_said() {
    let bench = Bench::new();
    let text =
        PROSPECT.replace("owner: siti\n", "ownr: siti\nownerr: joko\n").replace("referral", "Referral");
    bench.write("pipeline/1-prospect/x.yaml", &text);
    let ran = bench.run(&["check", "--fix"]);
    let mended = text.replace("ownr", "owner").replace("Referral", "referral");
    assert_eq!(bench.read("pipeline/1-prospect/x.yaml"), mended, "{ran:?}");
    assert!(ran.err.contains("refused: pipeline/1-prospect/x.yaml: "), "{ran:?}");
}

#[test]
fn paths_choose_what_is_mended_and_the_rest_is_named() {
    let bench = Bench::new();
    let text = PROSPECT.replace("owner: siti", "owner: sitti");
    bench.write("pipeline/1-prospect/x.yaml", &text);
    bench.write("pipeline/1-prospect/y.yaml", &text);
    let ran = bench.run(&["check", "--fix", "pipeline/1-prospect/x.yaml"]);
    assert_eq!((ran.status, bench.read("pipeline/1-prospect/x.yaml").as_str()), (0, PROSPECT), "{ran:?}");
    let ran = bench.run(&["check"]);
    assert!(ran.err.contains("1 can be mended with --fix"), "{ran:?}");
    assert_eq!(bench.read("pipeline/1-prospect/y.yaml"), text);
    assert_eq!(bench.run(&["check", "--dry-run"]).status, 2);
}

/// Nobody to ask.
struct Nothing;

impl FileHistory for Nothing {
    fn is_kept(&self, _: &RelPath) -> Result<(), Message> {
        Err(Message::verbatim("no git"))
    }

    fn arrival(&self, _: &RelPath) -> Result<Arrival, Message> {
        Err(Message::verbatim("no git"))
    }
}

fn mended(draft: &mut Draft<'_>) -> (usize, usize) {
    let today = "2026-11-23".parse().unwrap();
    let mut check = |draft: &Draft<'_>| {
        let config = corong::workspace::load_config(draft, &corong::check::names().collect::<Vec<_>>());
        let team = MendPolicy { config: config.unwrap().config, today };
        corong::check::run(draft, &|_| today).map(|checked| (checked, team))
    };
    let wanted = MendChoice { safe: true, files: false };
    let outcome = mend(draft, wanted, &mut check, &Nothing).unwrap();
    (
        outcome.done.len(),
        outcome.checked.findings.iter().filter(|f| f.fix.as_ref().is_some_and(|f| f.is_safe())).count(),
    )
}

#[test]
fn every_pages_example_is_mended_once_or_not_at_all() {
    let mut mends = 0;
    for rule in RULES {
        let switched = format!("{PAGES}rules: {{{}: warning}}\n", rule.name);
        let config = if rule.severity == Severity::Off { &switched } else { PAGES };
        let world = crate::check::pages::world_of(config, rule.page.in_language(Language::En), "bad");
        let mut draft = Draft::new(&world);
        let (done, left) = mended(&mut draft);
        mends += done;
        assert_eq!(left, 0, "{}", rule.name);
        let mut again = World::new(config);
        for entry in draft.list(&RelPath::new("pipeline")).unwrap() {
            if let Some(text) = draft.text(&entry.path) {
                again = again.with(entry.path.as_str(), text);
            }
        }
        let mut draft = Draft::new(&again);
        assert_eq!((mended(&mut draft), draft.changed()), ((0, 0), 0), "{}", rule.name);
    }
    assert!(mends >= 4, "{mends}");
}
