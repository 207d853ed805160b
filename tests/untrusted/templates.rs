//! Templates that reach outside or never end.

use std::fs;

use crate::support::{Bench, PROSPECT, Ran};

/// What `corong report` does with that template.
fn report(template: &str) -> Ran {
    let bench = Bench::new();
    bench.write("pipeline/1-prospect/pt-a.yaml", PROSPECT);
    bench.write("secret.md.j2", "a secret");
    bench.write("templates/report.md.j2", template);
    bench.run(&["report", "--trust-templates"])
}

#[test]
fn nothing_outside_the_templates_is_drawn_in() {
    for name in [
        "../secret.md.j2",
        "../../../../../../../etc/passwd",
        "/etc/passwd",
        "a/../../secret.md.j2",
        "./../secret.md.j2",
        "..",
    ] {
        for order in ["include", "extends", "import"] {
            let tail = if order == "import" { " as x" } else { "" };
            let ran = report(&format!("{{% {order} '{name}'{tail} %}}"));
            assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{order} {name}: {ran:?}");
            assert!(ran.err.contains("leads outside the workspace"), "{order} {name}: {ran:?}");
        }
        let ran = report(&format!("{{% include '{name}' ignore missing %}}"));
        assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{name}: {ran:?}");
    }
}

#[cfg(unix)]
#[test]
fn a_template_that_is_a_link_is_refused() {
    for (link, target) in [
        ("templates/report.md.j2", "../secret.md.j2"),
        ("templates/parts.md.j2", "/etc/passwd"),
        ("templates", "elsewhere"),
    ] {
        let bench = Bench::new();
        bench.write("secret.md.j2", "a secret");
        bench.write("elsewhere/report.md.j2", "a secret");
        let place = bench.place(link);
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        std::os::unix::fs::symlink(target, place).unwrap();
        let ran = bench.run(&["report"]);
        assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{link}: {ran:?}");
        assert!(ran.err.contains("symbolic link"), "{link}: {ran:?}");
    }
}

#[test]
fn endless_templates_run_out_of_fuel() {
    for endless in [
        "{% for a in range(100000) %}{% for b in range(100000) %}x{% endfor %}{% endfor %}",
        "{% macro again() %}{{ again() }}{% endmacro %}{{ again() }}",
        "{% include 'report.md.j2' %}",
        "{% set s = 'x' * 1000000000 %}{{ s }}",
        "{% set n = namespace(s='x') %}{% for i in range(60) %}{% set n.s = n.s ~ n.s %}{% endfor %}{{ n.s|length }}",
        "{{ range(1000000000)|list|length }}",
    ] {
        let ran = report(endless);
        assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{endless}: {ran:?}");
        assert!(ran.err.starts_with("error: report.md.j2"), "{endless}: {ran:?}");
    }
}

#[test]
fn a_template_cannot_speak_to_the_terminal_in_its_errors() {
    let ran = report("{% include 'a\u{1b}[31m\u{202e}.md.j2' %}");
    assert_eq!(ran.status, 2);
    assert!(!ran.err.contains(['\u{1b}', '\u{202e}']), "{ran:?}");
}
