//! Help and manual pages: every command has its examples.

use std::fs;

use crate::support::Bench;

/// The commands that `corong --help` lists.
fn commands(bench: &Bench) -> Vec<String> {
    let help = bench.run(&["--help"]).out;
    let list = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    let names = list.take_while(|line| !line.is_empty()).filter(|line| !line.starts_with("    "));
    let names = names.filter_map(|line| line.split_whitespace().next());
    names.filter(|name| *name != "help").map(str::to_owned).collect()
}

#[test]
fn every_command_has_examples() {
    let bench = Bench::new();
    let commands = commands(&bench);
    assert!(commands.len() > 15, "{commands:?}");
    for name in commands {
        let help = bench.run(&[&name, "--help"]).out;
        assert!(help.contains(&format!("Examples:\n  corong {name}")) || name == "completions", "{help}");
        assert!(help.contains("Examples:\n"), "{help}");
    }
}

#[test]
fn every_command_has_a_page() {
    let bench = Bench::new();
    let ran = bench.run(&["man", "-o", "pages"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    for name in commands(&bench) {
        let page = bench.read(&format!("pages/corong-{name}.1"));
        for section in
            [".SH NAME\n", ".SH SYNOPSIS\n", ".SH DESCRIPTION\n", ".SH OPTIONS\n", ".SH EXAMPLES\n"]
        {
            assert!(page.contains(section), "{name}: {section}");
        }
        assert_eq!(bench.run(&["man", &name]).out, page);
    }
    let own = bench.run(&["man"]).out;
    assert_eq!(own, bench.read("pages/corong.1"));
    assert!(own.contains("corong\\-move(1)") && own.contains(".SH \"EXIT STATUS\""), "{own}");
    assert!(fs::read_dir(bench.place("pages")).unwrap().count() > 15);
}
