//! The handbook: every page is one of a topic, its transcripts are what the
//! program says, and `corong help` prints it.

use std::collections::BTreeSet;
use std::fs;

use corong::show::handbook::{TOPICS, topic};
use corong::text::Language;

use crate::support::Bench;
use crate::support::blocks::{is_fresh, played};
use crate::support::terminal::at_a_terminal;

const FOLDER: &str = "templates/handbook";

/// The pages, each with its topic and its language.
fn pages() -> Vec<(String, String, String)> {
    let names = fs::read_dir(FOLDER).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<_> = names.collect();
    names.sort();
    let page = |name: String| {
        let (topic, language) = name.strip_suffix(".md").unwrap().rsplit_once('.').unwrap();
        (format!("{FOLDER}/{name}"), topic.to_owned(), language.to_owned())
    };
    names.into_iter().map(page).collect()
}

/// English pages play in the English example, Indonesian ones in the other.
#[test]
fn every_transcript_is_what_the_program_says() {
    for (file, _, language) in pages() {
        let page = fs::read_to_string(&file).unwrap();
        let bench =
            Bench::copy_of(if language == "id" { "examples/nusantara" } else { "examples/brightline" });
        bench.repository();
        let (fresh, _) = played(&bench, &page);
        is_fresh(&file, &page, &fresh);
    }
}

#[test]
fn every_page_is_printed() {
    let bench = Bench::new();
    let mut printed = BTreeSet::new();
    for (file, name, language) in pages() {
        let page = fs::read_to_string(&file).unwrap();
        assert!(page.starts_with("# "), "{file}");
        let said = bench.run(&["help", &name, "--language", &language]);
        assert_eq!((said.status, said.out.as_str()), (0, page.as_str()), "{file}");
        printed.insert(name);
    }
    let topics: BTreeSet<String> = TOPICS.iter().map(|topic| topic.name.to_owned()).collect();
    assert_eq!(printed, topics);
    // What salespeople need is there in their language.
    for name in [
        "start", "day", "leads", "closing", "looking", "reading", "review", "pages", "past", "figures",
        "safety",
    ] {
        let page = topic(name).unwrap().page(Language::Id);
        assert!(!page.contains("baru ada dalam bahasa Inggris"), "{name}");
    }
}

#[test]
fn help_knows_topics_and_commands() {
    let bench = Bench::new();
    let list = bench.run(&["help"]).out;
    for known in ["  day ", "  closing ", "  move ", "Global options:"] {
        assert!(list.contains(known), "{known}\n{list}");
    }
    assert_eq!(bench.run(&["help", "move"]).out, bench.run(&["move", "--help"]).out);
    assert_eq!(bench.run(&["help", "watch", "check"]).out, bench.run(&["watch", "check", "--help"]).out);
    let wrong = bench.run(&["help", "agnda"]);
    assert!(wrong.status == 2 && wrong.err.contains("did you mean `agenda`?"), "{}", wrong.err);
    assert_eq!(bench.run(&["help", "day", "--language", "fr"]).status, 2);
    let commands = list.lines().filter_map(|line| line.strip_prefix("  ")?.split_whitespace().next());
    let commands: Vec<&str> = commands.collect();
    for topic in TOPICS {
        let names = commands.iter().filter(|name| **name == topic.name).count();
        assert_eq!(names, 1, "`{}` is a topic, and no command", topic.name);
    }
}

/// The language is the workspace's.
#[test]
fn a_page_is_in_the_workspaces_language() {
    let bench = Bench::copy_of("examples/nusantara");
    assert_eq!(bench.run(&["help", "day"]).out, topic("day").unwrap().page(Language::Id));
    let ci = bench.run(&["help", "ci"]).out;
    assert!(ci.starts_with("Halaman ini baru ada dalam bahasa Inggris.\n\n# "), "{ci}");
    let Some((shown, 0)) = at_a_terminal(&bench, "help day --language en", "") else {
        println!("left out: this machine has no `script` of util-linux");
        return;
    };
    assert!(!shown.contains("# ") && !shown.contains("```") && shown.contains("    $ corong"), "{shown}");
}
