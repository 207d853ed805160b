//! What a branch's conditions, templates and schemas cost the machine that
//! looks at them: little, whatever they hold. The program is a process of its
//! own here; its time and memory are watched.

use crate::support::watched::watch;
use crate::support::{Bench, CONFIG, PROSPECT, Ran, TODAY, command};

/// A second and 200 MB are promised of the program that people have, on an ordinary
/// machine. This one is not optimised and takes up to 240 MB; what is not held takes
/// gigabytes.
const SECONDS: u64 = 10;
const MEGABYTES: u64 = 400;

/// Runs the program and ends it where it takes too long or too much.
pub fn watched(bench: &Bench, args: &[&str]) -> Ran {
    let mut run = command();
    let done = watch(run.current_dir(bench.root()).args(["--today", TODAY]).args(args), SECONDS, MEGABYTES);
    let shown = done.ran.err.get(..500).unwrap_or(&done.ran.err);
    assert!(done.well, "{args:?}: {:?}, {} MB, {} {shown}", done.time, done.memory, done.ran.status);
    done.ran
}

/// Conditions that take for ever, or all memory, where nothing holds them.
fn conditions() -> Vec<(&'static str, String, &'static str)> {
    let repeated = |part: &str, times: usize| part.repeat(times);
    vec![
        (
            "folded constants",
            "[[[[[1]*100]*100]*100]*100]*100 == [[[[[1]*100]*100]*100]*100]*100".into(),
            "`*`",
        ),
        ("lists of lists", "([([title]*10000)]*10000)|join|length > 1".into(), "`*`"),
        ("a list by another name", "(tags|list)*100000 == tags".into(), "`*`"),
        ("many attributes", format!("company{}", repeated(".name", 20_000)), "bytes"),
        ("many signs", format!("{}1 == 1", repeated("-", 50_000)), "bytes"),
        ("fewer signs", format!("{}1 == 1", repeated("-", 3_000)), "names, values and signs"),
        ("many conditions", format!("score > 1{}", repeated(" and score > 1", 9_000)), "bytes"),
        ("many negations", format!("{}title", repeated("not ", 900)), "names, values and signs"),
        ("many filters", format!("title{}", repeated("|e", 1_500)), "names, values and signs"),
        ("many choices", format!("{}title", repeated("1 if 1 else ", 300)), "names, values and signs"),
        ("deep brackets", format!("{}1{}", repeated("[", 200), repeated("]", 200)), "brackets nest"),
        (
            "one text many times",
            "range(9000)|map(attribute='x', default=notes)|join|length > 1".into(),
            "short texts",
        ),
        ("one text for many", "range(9000)|list|batch(9000, notes)|join|length > 1".into(), "no filter"),
        ("texts that grow", "notes|replace('a', notes)|replace('a', notes)|length > 1".into(), "steps"),
        ("a wide text", "'%999999999d'|format(1)|length > 1".into(), "no filter"),
        ("an endless list", "range(99999)|map('upper')|map('lower')|list|length > 3".into(), "steps"),
    ]
}

fn lead() -> String {
    let text = "a".repeat(500_000);
    PROSPECT.replace("history:", &format!("tags: [a, b]\nnotes: {text}\nhistory:"))
}

#[test]
fn a_condition_is_refused_before_it_costs() {
    let bench = Bench::new();
    bench.write("pipeline/1-prospect/pt-a.yaml", lead());
    assert_eq!(bench.run(&["check"]).status, 0);
    for (what, condition, why) in conditions() {
        let ran = watched(&bench, &["list", &format!("--where={condition}")]);
        assert!(ran.status == 2 && ran.err.contains(why), "{what}: {} {}", ran.status, ran.err);
        let gate = format!("gates: [{{must: \"{condition}\", say: No}}]");
        let config = CONFIG.replace("label: Prospect,", &format!("label: Prospect, {gate},"));
        bench.write("corong.yaml", config);
        for args in [
            &["check", "--format", "concise"][..],
            &["report"],
            &["diff"],
            &["move", "pt-a", "prospect", "-n"],
        ] {
            let ran = watched(&bench, args);
            assert!(
                args[0] != "check" || ran.status > 0 && format!("{ran:?}").contains(why),
                "{what}: {ran:?}"
            );
        }
        bench.write("corong.yaml", CONFIG);
    }
}

#[test]
fn many_conditions_on_many_leads_are_paid_from_one_purse() {
    let bench = Bench::new();
    for at in 0..40 {
        bench.write(&format!("pipeline/1-prospect/pt-{at}.yaml"), PROSPECT);
    }
    let gate = "{must: 'range(7000)|sum > 0', say: No}";
    let gates = vec![gate; 400].join(", ");
    bench.write(
        "corong.yaml",
        CONFIG.replace("label: Prospect,", &format!("label: Prospect, gates: [{gates}],")),
    );
    let ran = watched(&bench, &["check", "--format", "concise"]);
    assert!(ran.status == 1 && ran.out.contains("over all leads"), "{}", ran.err);
    let gates = vec!["{must: '[1,2,3,4,5]|sum > 0', say: No}"; 1_000].join(", ");
    bench.write(
        "corong.yaml",
        CONFIG.replace("label: Prospect,", &format!("label: Prospect, gates: [{gates}],")),
    );
    let ran = watched(&bench, &["check"]);
    assert!(ran.status == 2 && ran.err.contains("all gates and targets have at most"), "{}", ran.err);
}

#[test]
fn ordinary_conditions_are_as_free_as_ever() {
    let bench = Bench::new();
    bench.write(
        "pipeline/1-prospect/pt-a.yaml",
        lead().replace("history:", "value: 50\ncustom: {n: 3, l: [1, 2]}\nhistory:"),
    );
    bench.write("corong.yaml", format!("{CONFIG}fields: {{n: {{}}, l: {{}}}}\n"));
    for yes in [
        "value * 2 == 100 and custom.n * 2 == 6",
        "(custom.l|sum)|int * 2 == 6",
        "-value * (1 + 1) < 0",
        "title * 2 == title ~ title",
        "tags|map('upper')|join('-') == 'A-B'",
        "tags + custom.l == ['a', 'b', 1, 2]",
        "((((((((((value)))))))))) > 1",
        "notes|length > 499999",
        "owner in ['siti', 'joko'] and score is defined or not score",
    ] {
        let ran = bench.run(&["list", &format!("--where={yes}")]);
        assert!(ran.status == 0 && ran.out.contains("ERP"), "{yes}: {ran:?}");
    }
    let ran = bench.run(&["list", "--where=custom.l * 2 == 6"]);
    assert!(ran.status == 2 && ran.err.contains("`custom` is a list here"), "{ran:?}");
}
