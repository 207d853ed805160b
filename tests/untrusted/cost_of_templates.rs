//! What a branch's templates cost: little, whatever they hold.

use std::fs;

use super::cost::watched;
use crate::support::{Bench, PROSPECT};

/// Templates that take for ever, or all memory, and what is said of some.
fn templates() -> Vec<(String, &'static str)> {
    let cyclic = "{% set ns = namespace() %}{% set ns.x = ns %}{% set b = namespace() %}{% set b.x = b %}";
    let doubled = format!(
        "{{% set a = [1] %}}{{% set b = [1] %}}{}",
        "{% set a = [a, a] %}{% set b = [b, b] %}".repeat(60)
    );
    let merged = format!("{{% set a = [1] %}}{}", "{% set a = a + a %}".repeat(60));
    let deep = "{% set ns = namespace(l=[]) %}{% for i in range(3000) %}{% for j in range(200) %}{% set ns.l = [ns.l] %}{% endfor %}{% endfor %}";
    let mut all: Vec<(String, &str)> = Vec::new();
    let uses = [
        "{{ X }}",
        "{{ X ~ '' }}",
        "{{ X|string }}",
        "{{ X|tojson }}",
        "{{ X|join }}",
        "{{ X|pprint }}",
        "{{ X|escape }}",
        "{{ X == Y }}",
        "{{ X < Y }}",
        "{{ X in [Y] }}",
        "{{ {X: 1} }}",
        "{{ [X, Y]|sort }}",
        "{{ [X, Y]|unique|list }}",
        "{{ X|money }}",
        "{{ X|urlencode }}",
        "{{ X|replace('a', 'b') }}",
        "{{ 'a' in X }}",
        "{{ X|length }}",
        "{{ owner_name(X, X) }}",
        "{{ t('none', x=X) }}",
        "{{ debug() }}",
        "{% include X %}",
    ];
    let made =
        [(cyclic, "ns", "b"), (&doubled, "a", "b"), (&merged, "a", "(a+[1])"), (deep, "ns.l", "[ns.l]")];
    // Each use of one of them, or of all.
    let every = std::env::var_os("CORONG_TORTURE").is_some();
    for (at, use_of) in uses.iter().enumerate() {
        for (make, x, y) in made.iter().skip(at % 4).step_by(if every { 1 } else { 4 }) {
            all.push((format!("{make}{}", use_of.replace('X', x).replace('Y', y)), ""));
        }
    }
    for (template, why) in [
        ("{{ pipelines*100000 }}", "is written with at most"),
        ("{{ ((pipelines*100000)|list)*100000 }}", ""),
        ("{{ ([[1]*10000]*10000)|join }}", ""),
        ("{{ [[[[[1]*100]*100]*100]*100]*100 == [[[[[1]*100]*100]*100]*100]*100 }}", ""),
        ("{{ 'x'*1000000000 }}", "steps (fuel)"),
        ("{{ 'x'|indent(1000000000) }}", ""),
        ("{{ '%1000000000s'|format(1) }}", ""),
        ("{{ range(100000)|batch(100000, 'x'*1000)|list|length }}", ""),
        (
            "{% for a in range(100000) %}{% for b in range(100000) %}{{ loop.changed([a, b]) }}{% endfor %}{% endfor %}",
            "more than",
        ),
        (
            "{% set l = namespace(s='x') %}{% for i in range(60) %}{% set l.s = l.s|replace('x', 'xxxx') %}{% endfor %}",
            "more than",
        ),
        ("{% for x in [1] recursive %}{{ loop([[x]]) }}{% endfor %}", ""),
        ("{% macro m(x) %}{{ m([x]) }}{% endmacro %}{{ m(1) }}", ""),
        ("{% extends 'report.md.j2' %}", ""),
        ("{% import 'report.md.j2' as x %}", ""),
    ] {
        all.push((template.to_owned(), why));
    }
    for (part, times, end, why) in [
        ("{% if 1 %}", 3_000, "", ""),
        ("{% if 0 %}{% elif 0 %}", 1, "", ""),
        ("{% elif 0 %}", 15_000, "{% endif %}", ""),
        ("{% block x %}", 3_000, "", ""),
        ("{% set a = a|default([]) %}", 30_000, "", "bytes"),
        ("{% a %}", 30_000, "", "tags"),
        ("{{ ", 1, "((((((((((((((((((((((((((((((((((((((((((((((((", "brackets nest"),
    ] {
        let before = if part.contains("elif") { "{% if 0 %}" } else { "" };
        all.push((format!("{before}{}{end}", part.repeat(times)), why));
    }
    all.push((format!("{{{{ {}1 }}}}", "-".repeat(50_000)), "names, values and signs"));
    all.push((format!("{{{{ x{} }}}}", ".name".repeat(20_000)), "names, values and signs"));
    all.push((format!("{{{{ {}1 }}}}", "not ".repeat(900)), ""));
    all.push(("x".repeat(300_000), "bytes"));
    all
}

#[test]
fn a_template_is_refused_before_it_costs() {
    let bench = Bench::new();
    bench.write("pipeline/1-prospect/pt-a.yaml", PROSPECT);
    for (template, why) in templates() {
        bench.write("templates/report.md.j2", &template);
        let shown: String = template.chars().rev().take(200).collect::<Vec<_>>().into_iter().rev().collect();
        let ran = watched(&bench, &["report", "--format", "markdown", "--trust-templates"]);
        // What is small after all is written.
        let small = ran.status == 0 && ran.out.len() < 200_000 && why.is_empty();
        let refused = ran.status == 2 && ran.err.starts_with("error: ") && ran.err.contains(why);
        assert!(small || refused, "{shown}: {} {} {}", ran.status, ran.out.len(), ran.err);
    }
}

#[test]
fn a_site_of_costly_templates_is_refused() {
    let bench = Bench::new();
    for at in 0..200 {
        bench.write(&format!("pipeline/1-prospect/pt-{at}.yaml"), PROSPECT);
    }
    let busy = "{% for a in range(1000) %}{% for b in range(900) %}{% endfor %}{% endfor %}";
    bench.write("templates/site/lead.html.j2", busy);
    let ran = watched(&bench, &["site", "--trust-templates"]);
    assert!(
        ran.status == 2 && ran.err.contains("filling in `templates/` takes more than the 1.4 seconds"),
        "{ran:?}"
    );
}

#[test]
fn templates_of_the_teams_own_work_as_ever() {
    let bench = Bench::copy_of("examples/brightline");
    let plain = bench.run(&["report", "--format", "html"]).out;
    bench.run(&["site", "-q"]);
    let page = bench.read("_site/index.html");
    for name in ["report.html.j2", "sections.html.j2", "site/index.html.j2", "site/page.html.j2"] {
        let text = fs::read_to_string(format!("templates/{name}")).unwrap();
        bench.write(&format!("templates/{name}"), format!("{text}{{# ours #}}"));
    }
    assert_eq!(watched(&bench, &["report", "--format", "html", "--trust-templates"]).out, plain);
    assert_eq!(watched(&bench, &["site", "-q", "--trust-templates"]).status, 0);
    assert_eq!(bench.read("_site/index.html"), page);
}
