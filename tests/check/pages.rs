//! Each rule's page says what its examples give. `CORONG_BLESS=1` writes what
//! they give now into the pages.

use std::collections::BTreeSet;
use std::path::PathBuf;

use corong::check::{RULES, Rule};
use corong::finding::Severity;
use corong::report::explain::FIGURES;
use corong::text::Language;

use super::{CONFIG, World};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src/check/rules")
}

/// A fenced block of a page: the words behind its fence, and its text.
#[derive(Debug, PartialEq)]
struct Fence<'p> {
    words: Vec<&'p str>,
    body: &'p str,
}

fn fences(page: &str) -> Vec<Fence<'_>> {
    let mut fences = Vec::new();
    let mut rest = page;
    while let Some(at) = rest.find("```") {
        let (info, body) = rest[at + 3..].split_once('\n').expect("a fence has a line");
        let end = body.find("```").expect("a fence is closed");
        fences.push(Fence { words: info.split_whitespace().collect(), body: &body[..end] });
        rest = &body[end + 3..];
    }
    fences
}

/// The workspace of a page's bad or good examples.
pub fn world(rule: &Rule, page: &str, which: &str) -> World {
    let switched = format!("{CONFIG}rules: {{{}: warning}}\n", rule.name);
    world_of(if rule.severity == Severity::Off { &switched } else { CONFIG }, page, which)
}

/// The same, of a configuration.
pub fn world_of(config: &str, page: &str, which: &str) -> World {
    let world = World::new(config);
    fences(page).iter().fold(world, |world, fence| match fence.words[..] {
        [_, kind, "link", path] if kind == which => world.link(path),
        [_, kind, path] if kind == which => world.with(path, fence.body),
        // A line a commit: its id, its day, and where it put the file.
        ["text", "git"] => fence.body.lines().fold(world, |world, line| {
            let words: Vec<&str> = line.split(' ').collect();
            let [commit, day, path] = words[..] else { panic!("{line}: not what a commit did") };
            world.commit(commit, day, path)
        }),
        _ => world,
    })
}

#[test]
fn bad_examples_give_just_that_finding_and_good_ones_none() {
    let mut wrong = Vec::new();
    for rule in RULES {
        let page = rule.page.in_language(Language::En);
        let bad = world(rule, page, "bad").check().findings;
        if bad.len() != 1 || bad[0].rule != rule.name {
            wrong.push(format!("{}: the bad example has to give one finding of it, not\n{bad:?}", rule.name));
        }
        let good = world(rule, page, "good").lines();
        if !good.is_empty() || !fences(page).iter().any(|f| f.words.contains(&"good")) {
            wrong.push(format!("{}: the good example gives\n{good}", rule.name));
        }
        if !page.starts_with(&format!("# {}\n", rule.name)) {
            wrong.push(format!("{}: the page begins with another title", rule.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn pages_say_what_their_bad_examples_give_in_their_language() {
    let mut wrong = Vec::new();
    for (rule, language) in RULES.iter().flat_map(|rule| Language::ALL.map(|language| (rule, language))) {
        let page = rule.page.in_language(language);
        let found = world(rule, page, "bad").lines_in(language);
        let told =
            fences(page).iter().find(|f| f.words == ["text", "finds"]).map_or("", |f| f.body).to_owned();
        if std::env::var_os("CORONG_BLESS").is_some() {
            let finds = |body: &str| format!("```text finds\n{body}```");
            let path = folder().join(match language {
                Language::En => format!("{}.md", rule.name),
                Language::Id => format!("{}.id.md", rule.name),
            });
            std::fs::write(&path, page.replace(&finds(&told), &finds(&found))).expect("written");
        } else if found != told {
            wrong.push(format!("{}, {}: finds\n{found}not\n{told}", rule.name, language.code()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_folder_is_the_list() {
    let mut files: Vec<String> = std::fs::read_dir(folder())
        .expect("the folder")
        .map(|entry| entry.expect("an entry").file_name().into_string().expect("a name"))
        .filter(|name| name != "mod.rs")
        .collect();
    files.sort();
    let mut expected: Vec<String> = RULES
        .iter()
        .flat_map(|r| {
            let name = r.name;
            [format!("{name}.id.md"), format!("{name}.md"), format!("{}.rs", name.replace('-', "_"))]
        })
        .collect();
    expected.sort();
    assert_eq!(files, expected);
    assert!(RULES.is_sorted_by_key(|rule| rule.name));
}

/// An example is the same in every language, and so is its place in the page.
#[test]
fn pages_of_every_language_show_the_same() {
    for rule in RULES {
        let [english, indonesian] = Language::ALL.map(|language| rule.page.in_language(language));
        let examples =
            |page| fences(page).into_iter().filter(|f| f.words != ["text", "finds"]).collect::<Vec<_>>();
        assert_eq!(examples(indonesian), examples(english), "{}", rule.name);
        assert_eq!(shape(indonesian), shape(english), "{}", rule.name);
        let begins = format!("# {}\n\n", rule.name);
        assert!(indonesian.starts_with(&begins) && indonesian.contains("\n## Sesudah\n"), "{}", rule.name);
    }
    for figure in &FIGURES {
        let [english, indonesian] = Language::ALL.map(|language| figure.page.in_language(language));
        assert_eq!(shape(indonesian), shape(english), "{}", figure.name);
        assert!(indonesian.contains("\n## Perlu diingat\n"), "{}", figure.name);
    }
}

/// What each paragraph of a page is, and what its code begins with.
fn shape(page: &str) -> Vec<(&str, BTreeSet<&str>)> {
    let mut block = false;
    let mut parts = Vec::new();
    for line in page.lines().filter(|line| !line.is_empty()) {
        block ^= line.starts_with("```");
        let kind = line.split(' ').next().filter(|mark| ["#", "##", "*", "-"].contains(mark));
        if !block && !line.starts_with("```") {
            let code = line.split('`').skip(1).step_by(2);
            parts.push((kind.unwrap_or("text"), code.map(named).collect()));
        }
    }
    parts
}

/// What code names: what a command is given may be in the language.
fn named(code: &str) -> &str {
    code.split(" LEAD").next().unwrap_or(code)
}

/// Errors and warnings are seen in the examples; what is off has to be said.
#[test]
fn a_page_says_whether_its_rule_is_off() {
    for rule in RULES {
        let page = std::fs::read_to_string(folder().join(format!("{}.md", rule.name))).expect("a page");
        let said = page.contains(" Off where nothing is said") || page.contains(" Off until a team");
        assert_eq!(said, rule.severity == Severity::Off, "{}", rule.name);
    }
}
