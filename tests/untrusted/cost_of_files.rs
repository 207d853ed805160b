//! What a branch's schemas, leads and folders cost: little, whatever they hold.

use super::cost::watched;
use crate::support::{Bench, CONFIG, PROSPECT, Ran};

/// A bench whose one lead has a field `a`, and what `check` says of it under
/// a schema of that field.
fn under(schema: &str, value: &str) -> Ran {
    let bench = Bench::new();
    bench.write("corong.yaml", format!("{CONFIG}fields:\n  a: {schema}\n"));
    bench.write(
        "pipeline/1-prospect/pt-a.yaml",
        PROSPECT.replace("history:", &format!("custom: {{a: {value}}}\nhistory:")),
    );
    watched(&bench, &["check", "--format", "concise"])
}

/// Definitions, each of which refers so often to the next.
fn chain(length: usize, times: usize, around: &str) -> String {
    let refs = |at: usize| vec![format!("{{$ref: '#/$defs/d{}'}}", at + 1); times].join(", ");
    let one = |at: usize| format!("d{at}: {}", around.replace('X', &refs(at)));
    let all: Vec<String> = (0..length).map(one).collect();
    format!("{{$ref: '#/$defs/d0', $defs: {{{}, d{length}: {{type: integer}}}}}}", all.join(", "))
}

#[test]
fn a_schema_is_refused_before_it_costs() {
    let many = |part: &str, times: usize| part.repeat(times);
    for (schema, value, why) in [
        (chain(40, 2, "{allOf: [X]}"), "1", "references followed"),
        (chain(40, 2, "{anyOf: [X]}"), "x", "references followed"),
        (chain(400, 1, "{allOf: [X]}"), "1", "deep"),
        ("{$ref: '#'}".into(), "1", "circle"),
        ("{anyOf: [{$ref: '#'}, {$ref: '#'}]}".into(), "1", "circle"),
        ("{properties: {b: {$ref: '#'}}}".into(), "1", "circle"),
        ("{$defs: {a: {$dynamicAnchor: x, allOf: [{$dynamicRef: '#x'}, {$dynamicRef: '#x'}]}}, $ref: '#/$defs/a'}".into(), "1", "circle"),
        ("{$defs: {a: {$id: 'http://a/', $ref: '#'}}, $ref: '#/$defs/a'}".into(), "1", "`$id`"),
        (format!("{}{{}}{}", many("{not: ", 60), many("}", 60)), "1", ""),
        ("{type: string, pattern: '^(a{1,1000}){1,1000}$'}".into(), "x", "schema"),
        (r"{type: string, pattern: '^[\w\s]{1,1000}$'}".into(), "x", ""),
        (format!("{{allOf: [{}]}}", many("{pattern: '^.{1,200}$'},", 60)), "x", "patterns"),
        (format!("{{allOf: [{}]}}", many("{pattern: '^[a-z]{1,900}$'},", 50)), "x", ""),
        ("{$schema: 'http://json-schema.org/draft-07/schema#', format: regex}".into(), "((((a{1000}){1000}){1000}){1000})", ""),
    ] {
        let ran = under(&schema, value);
        assert!(why.is_empty() || ran.status == 2 && ran.err.replace('\n', " ").contains(why), "{schema}: {ran:?}");
    }
}

#[test]
fn much_under_a_schema_is_told_in_little() {
    let items = "[1, 2],".repeat(1_500);
    let unevaluated = (0..14).fold("{type: string}".to_owned(), |inner, at| {
        format!("{{allOf: [{{properties: {{b{at}: {inner}}}}}], unevaluatedProperties: false}}")
    });
    for (schema, value) in [
        (format!("{{allOf: [{}]}}", "{type: string},".repeat(900)), format!("[{items}]")),
        (format!("{{items: {{allOf: [{}]}}}}", "{type: string},".repeat(900)), format!("[{items}]")),
        (format!("{{items: {{anyOf: [{}]}}}}", "{type: string},".repeat(900)), format!("[{items}]")),
        (format!("{{enum: [{}]}}", "x,".repeat(4_000)), "a".repeat(500_000)),
        ("{type: integer}".into(), "a".repeat(1_000_000)),
        ("{uniqueItems: true, maxItems: 1}".into(), format!("[{items}]")),
        (unevaluated, "{b13: {b12: {b11: {b10: {c: 1}}}}}".into()),
    ] {
        let ran = under(&schema, &value);
        let about: String = schema.chars().take(60).collect();
        assert!(ran.status == 1 && ran.out.contains("error[schema]"), "{about}: {} {}", ran.status, ran.err);
        assert!(ran.out.len() < 60_000, "{about}: {} bytes", ran.out.len());
        assert!(ran.out.lines().all(|line| line.len() < 600), "{about}: {}", ran.out);
    }
}

#[test]
fn a_schema_of_a_teams_own_works_as_ever() {
    let address = "{type: object, properties: {street: {type: string}, city: {$ref: '#/$defs/name'}}, \
                   $defs: {name: {type: string, pattern: '^[A-Z].{1,40}$'}}}";
    assert_eq!(under(address, "{street: A, city: Jakarta}").status, 0);
    let ran = under(address, "{street: A, city: jakarta}");
    assert!(ran.out.contains("`a` does not fit its schema: `jakarta` does not match"), "{ran:?}");
    let ran = under("{type: integer}", &"a".repeat(300));
    assert!(ran.out.contains(&format!("`{}…` is not a whole number", "a".repeat(60))), "{ran:?}");
}

#[test]
fn many_ignores_cost_little() {
    let bench = Bench::new();
    let ignores = "# corong: ignore[schema]\n".repeat(40_000);
    bench.write("pipeline/1-prospect/pt-a.yaml", format!("{ignores}{PROSPECT}"));
    watched(&bench, &["check", "--format", "concise"]);
    watched(&bench, &["check", "--fix", "-n"]);
    let lines: String =
        (0..2_000).map(|at| format!("k{at}: 1 # corong: ignore[schema, gate-failed, nothing]\n")).collect();
    bench.write("pipeline/1-prospect/pt-b.yaml", format!("{PROSPECT}{lines}"));
    let broken = format!("{PROSPECT}{}", "x: [ # corong: ignore[syntax]\n".repeat(30_000));
    bench.write("pipeline/1-prospect/pt-c.yaml", broken);
    let ran = watched(&bench, &["check", "--format", "concise"]);
    assert_eq!(ran.status, 1, "{}", ran.err);
    assert!(ran.out.len() < 1_500_000, "{} bytes", ran.out.len());
}

#[test]
fn a_tree_without_end_is_refused_by_a_limit_that_an_option_lifts() {
    let bench = Bench::new();
    for at in 0..30 {
        bench.write(&format!("pipeline/1-prospect/pt-{at}.yaml"), PROSPECT);
    }
    bench.repository();
    let lines = |ran: &Ran| ran.err.replace('\n', " ");
    for args in [&["check"][..], &["report"], &["report", "--rev", "HEAD"], &["list"]] {
        let few = [args, &["--max-files", "30"]].concat();
        let ran = watched(&bench, &few);
        assert!(
            ran.status == 2 && lines(&ran).contains("more than 30 files and folders"),
            "{few:?}: {ran:?}"
        );
        assert!(lines(&ran).contains("--max-files lifts"), "{few:?}: {ran:?}");
        let ran = watched(&bench, &[args, &["--max-files", "31"]].concat());
        assert_eq!(ran.status, 0, "{args:?}: {ran:?}");
    }
    bench.write(&format!("pipeline/1-prospect/{}pt-deep.yaml", "d/".repeat(70)), PROSPECT);
    bench.save("Deep");
    for args in [&["check"][..], &["report", "--rev", "HEAD"]] {
        let ran = watched(&bench, args);
        assert!(ran.status == 2 && lines(&ran).contains("nest more than 64 deep"), "{args:?}: {ran:?}");
    }
}
