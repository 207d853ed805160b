//! What the guide for contributors says of the source is so.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

const GUIDE: &str = ".github/CONTRIBUTING.md";

/// The lists of files, by the words before them: `**A chart**, as …`.
fn lists() -> BTreeMap<String, Vec<String>> {
    let mut lists = BTreeMap::new();
    let mut of = String::new();
    for line in fs::read_to_string(GUIDE).unwrap().lines() {
        if let Some((name, _)) = line.strip_prefix("**").and_then(|line| line.split_once("**, as ")) {
            of = name.to_owned();
        } else if let Some(file) = line.strip_prefix("- `").and_then(|line| line.strip_suffix('`')) {
            lists.entry(of.clone()).or_insert_with(Vec::new).push(file.to_owned());
        }
    }
    lists
}

fn sources(folder: &Path, out: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, out);
        } else if path.extension().is_some_and(|e| e == "rs" || e == "j2") {
            let name = path.to_str().unwrap().replace('\\', "/");
            out.push((name, fs::read_to_string(&path).unwrap()));
        }
    }
}

fn all() -> Vec<(String, String)> {
    let mut out = Vec::new();
    sources(Path::new("src"), &mut out);
    sources(Path::new("templates"), &mut out);
    out
}

/// The files beside its own that name a thing.
fn naming(words: &[&str], own: &str) -> BTreeSet<String> {
    // What tests name costs nobody who adds a thing.
    let code = |text: &str| text.split("mod tests {").next().unwrap_or_default().to_owned();
    let names = |text: &str| words.iter().any(|word| code(text).contains(word));
    let named = all().into_iter().filter(|(_, text)| names(text)).map(|(name, _)| name);
    named.chain([own.to_owned()]).collect()
}

#[test]
fn adding_things_is_short() {
    let lists = lists();
    let most = [("A figure", 7), ("A chart", 4), ("A format of findings", 2), ("A language", 5)];
    for (what, most) in most {
        let files = lists.get(what).unwrap_or_else(|| panic!("{what} has no list: {lists:?}"));
        assert!(files.len() <= most, "{what} takes {}", files.len());
        files.iter().for_each(|file| assert!(Path::new(file).is_file(), "{what}: {file} is not there"));
    }
    let listed = |what: &str| lists[what].iter().cloned().collect::<BTreeSet<String>>();
    assert_eq!(listed("A chart"), naming(&["curve_chart", "mod curve;"], "src/show/charts/curve.rs"));
    let junit = naming(&["junit::", "mod junit;"], "src/show/findings/junit.rs");
    assert_eq!(listed("A format of findings"), junit);
    let text = |file: &String| fs::read_to_string(file).unwrap();
    let strange: Vec<_> = lists["A figure"].iter().filter(|file| !text(file).contains("velocity")).collect();
    assert!(strange.is_empty(), "these know nothing of the figure: {strange:?}");
    let mut language = naming(&["Language::Id", "words/id.ftl"], "src/show/words/id.ftl");
    language.retain(|file| !lists["A language"].contains(file));
    assert_eq!(language, BTreeSet::new(), "more files know a language");
}

/// Types that two files may have, since one of them is compiled: what a system does.
const OF_A_SYSTEM: [&str; 1] = ["Folder"];

#[test]
fn a_public_types_name_is_there_once() {
    let mut named: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (file, text) in all() {
        for line in text.lines().map(str::trim_start) {
            let Some(rest) = line.strip_prefix("pub").and_then(|rest| match rest.strip_prefix('(') {
                Some(limited) => limited.split_once(") ").map(|(_, rest)| rest),
                None => rest.strip_prefix(' '),
            }) else {
                continue;
            };
            let kinds = ["struct ", "enum ", "trait ", "type ", "union "];
            let Some(rest) = kinds.iter().find_map(|kind| rest.strip_prefix(kind)) else { continue };
            let name: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            named.entry(name).or_default().push(file.clone());
        }
    }
    assert!(named.len() > 300, "{}", named.len());
    // Every command has its arguments and its formats.
    let free = |name: &str| ["Args", "Format"].contains(&name) || OF_A_SYSTEM.contains(&name);
    let twice: Vec<_> = named.iter().filter(|(name, files)| files.len() > 1 && !free(name)).collect();
    assert!(twice.is_empty(), "names that mean two things:\n{twice:#?}");
}
