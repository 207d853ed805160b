//! What commands say: every message has its words in every language, and every
//! entry of a language has its message.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use corong::check::RULES;
use corong::report::explain::FIGURES;
use corong::text::CATALOGUES;
use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// The templates of all messages outside tests, each with a file that says it, and
/// what rules and figures are in a few words.
fn templates() -> BTreeMap<String, PathBuf> {
    let mut found = BTreeMap::new();
    for path in sources(Path::new("src")) {
        let tokens = fs::read_to_string(&path).unwrap().parse().unwrap();
        let mut said = |template| drop(found.insert(template, path.clone()));
        walk(tokens, &mut said);
    }
    let rules = RULES.iter().map(|rule| rule.summary);
    let lists = rules.chain(FIGURES.iter().map(|figure| figure.summary));
    found.extend(lists.map(|summary| (summary.to_owned(), PathBuf::from("a rule or a figure"))));
    found
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let inside = |path: PathBuf| if path.is_dir() { sources(&path) } else { vec![path] };
    let code = |path: &PathBuf| path.extension().is_some_and(|e| e == "rs") && !path.ends_with("tests.rs");
    entries.flat_map(inside).filter(code).collect()
}

/// Finds `message!("…"` in tokens, but for what only tests see.
fn walk(tokens: TokenStream, said: &mut dyn FnMut(String)) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut at = 0;
    while at < tokens.len() {
        match &tokens[at..] {
            [TokenTree::Punct(hash), attribute, ..] if hash.as_char() == '#' && is_test(attribute) => {
                let ends = |tree: &TokenTree| match tree {
                    TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
                    TokenTree::Punct(p) => p.as_char() == ';',
                    _ => false,
                };
                at += tokens[at..].iter().position(ends).unwrap_or(tokens.len() - at);
            }
            [TokenTree::Ident(name), TokenTree::Punct(mark), TokenTree::Group(group), ..]
                if name == "message" && mark.as_char() == '!' =>
            {
                if let Some(TokenTree::Literal(first)) = group.stream().into_iter().next() {
                    said(text(&first.to_string()));
                }
            }
            _ => {}
        }
        if let Some(TokenTree::Group(group)) = tokens.get(at) {
            walk(group.stream(), said);
        }
        at += 1;
    }
}

fn is_test(tree: &TokenTree) -> bool {
    matches!(tree, TokenTree::Group(group) if group.stream().to_string().replace(' ', "") == "cfg(test)")
}

/// What a string literal of the source means.
fn text(literal: &str) -> String {
    if let Some(raw) = literal.strip_prefix('r') {
        return raw.trim_matches('#').trim_matches('"').to_owned();
    }
    let inner = literal.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    let mut chars = inner.unwrap_or(literal).chars().peekable();
    let mut out = String::new();
    while let Some(c) = chars.next() {
        match (c, chars.peek()) {
            ('\\', Some('\n')) => while chars.next_if(|c| c.is_whitespace()).is_some() {},
            ('\\', Some('n')) => drop((chars.next(), out.push('\n'))),
            ('\\', Some('t')) => drop((chars.next(), out.push('\t'))),
            ('\\', Some('u')) => {
                let code: String = chars.by_ref().skip(2).take_while(|c| *c != '}').collect();
                out.push(char::from_u32(u32::from_str_radix(&code, 16).unwrap()).unwrap());
            }
            ('\\', Some(_)) => out.extend(chars.next()),
            _ => out.push(c),
        }
    }
    out
}

/// The words of a template, and the names in it.
fn parts(template: &str) -> (String, BTreeSet<String>) {
    let (mut words, mut names) = (String::new(), BTreeSet::new());
    let plain = template.replace("{{", "\u{1}").replace("}}", "\u{2}");
    for (at, part) in plain.split(['{', '}']).enumerate() {
        match at % 2 {
            0 => words += part,
            _ => drop(names.insert(part.to_owned())),
        }
    }
    (words, names)
}

/// Whether a template says anything of its own.
fn speaks(template: &str) -> bool {
    parts(template).0.chars().any(char::is_alphabetic)
}

fn entries(file: &str) -> Vec<(String, String)> {
    let all: serde_json::Map<String, serde_json::Value> = serde_json::from_str(file).unwrap();
    all.into_iter().map(|(english, other)| (english, other.as_str().unwrap().to_owned())).collect()
}

#[test]
fn every_message_has_its_words_in_every_language() {
    let templates = templates();
    for (language, files) in CATALOGUES {
        let known: BTreeSet<String> =
            files.iter().flat_map(|(_, file)| entries(file)).map(|(english, _)| english).collect();
        let missing = |(template, _): &(&String, &PathBuf)| speaks(template) && !known.contains(*template);
        let missing: Vec<String> = templates
            .iter()
            .filter(missing)
            .map(|(template, path)| format!("{}\n  {template:?}: \"…\",", path.display()))
            .collect();
        let place = format!("src/text/message/{}", language.code());
        assert!(missing.is_empty(), "to be said in {place}/ROOM.json:\n{}", missing.join("\n"));
        let needless: Vec<_> = known.iter().filter(|english| !templates.contains_key(*english)).collect();
        assert!(needless.is_empty(), "in {place}, and said nowhere:\n{needless:#?}");
    }
}

#[test]
fn entries_are_sorted_and_name_what_goes_into_them() {
    for (language, files) in CATALOGUES {
        let folder = format!("src/text/message/{}", language.code());
        let on_disk: BTreeSet<String> = fs::read_dir(&folder)
            .unwrap()
            .map(|file| file.unwrap().path().file_stem().unwrap().to_str().unwrap().to_owned())
            .collect();
        let read: BTreeSet<String> = files.iter().map(|(room, _)| (*room).to_owned()).collect();
        assert_eq!(read, on_disk, "{folder}");
        let mut seen = BTreeSet::new();
        for (room, file) in *files {
            let own = entries(file);
            let sorted: BTreeMap<String, String> = own.iter().cloned().collect();
            let written = serde_json::to_string_pretty(&sorted).unwrap() + "\n";
            if std::env::var_os("CORONG_REFRESH").is_some() {
                fs::write(format!("{folder}/{room}.json"), &written).unwrap();
            } else {
                assert_eq!(*file, written, "{room}.json is not sorted; CORONG_REFRESH=1 sorts it");
            }
            for (english, other) in own {
                assert!(seen.insert(english.clone()), "{room}.json repeats {english:?}");
                assert_eq!(parts(&english).1, parts(&other).1, "{room}.json: {english:?}");
                let broken = |text: &str| text.ends_with(['\n', ' ']);
                assert_eq!(broken(&english), broken(&other), "{room}.json: {english:?}");
            }
        }
    }
}
