//! What commands say: every message has its words in every language, and every
//! entry of a language has its message.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use clap::Command;
use clap::builder::StyledStr;
use corong::check::RULES;
use corong::cli::pieces;
use corong::pipeline::shape::{CONFIG, Field, IMPORT_MAP, LEAD, Shape};
use corong::report::explain::FIGURES;
use corong::report::exported::TABLES;
use corong::text::CATALOGUES;
use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// A text in the source.
enum Literal {
    /// What a message says.
    Message(String),
    /// Any other.
    Other(String),
}

/// The templates of all messages outside tests, each with a file that says it, and
/// what rules and figures are in a few words.
fn templates() -> BTreeMap<String, PathBuf> {
    let mut found = BTreeMap::new();
    for path in sources(Path::new("src")) {
        let tokens = fs::read_to_string(&path).unwrap().parse().unwrap();
        let mut said = |literal| {
            if let Literal::Message(template) = literal {
                found.insert(template, path.clone());
            }
        };
        walk(tokens, &mut said);
    }
    let rules = RULES.iter().map(|rule| rule.summary);
    let lists = rules.chain(FIGURES.iter().map(|figure| figure.summary));
    found.extend(lists.map(|summary| (summary.to_owned(), PathBuf::from("a rule or a figure"))));
    let mut commands = corong::cli::command();
    commands.build();
    found.extend(help_texts(&commands).into_iter().map(|text| (text, PathBuf::from("a command's help"))));
    for (fields, of) in
        [(LEAD, "a lead's fields"), (CONFIG, "the configuration's fields"), (IMPORT_MAP, "the map's fields")]
    {
        found.extend(docs(fields).into_iter().map(|doc| (doc, PathBuf::from(of))));
    }
    for table in &TABLES {
        let docs = table.columns.iter().map(|column| column.doc).chain([table.doc]);
        found.extend(docs.map(|doc| (doc.to_owned(), PathBuf::from("the tables of an export"))));
    }
    found
}

/// Whether a piece of an example is what is typed.
fn is_typed(piece: &str) -> bool {
    piece.starts_with("  ") || piece.trim().is_empty()
}

/// All that a command, its arguments and those in it say in a help, a paragraph each.
fn help_texts(command: &Command) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    let mut text = |text: Option<&StyledStr>| {
        let text = text.map(ToString::to_string).unwrap_or_default();
        all.extend(pieces(&text).into_iter().map(str::to_owned).filter(|piece| !is_typed(piece)));
    };
    [command.get_about(), command.get_long_about(), command.get_after_help()].into_iter().for_each(&mut text);
    for arg in command.get_arguments() {
        [arg.get_help(), arg.get_long_help()].into_iter().for_each(&mut text);
        arg.get_possible_values().iter().for_each(|value| text(value.get_help()));
    }
    for arg in command.get_arguments().filter(|arg| arg.get_action().takes_values()) {
        all.extend(arg.get_value_names().unwrap_or_default().iter().map(ToString::to_string));
    }
    all.extend(command.get_arguments().filter_map(|arg| arg.get_help_heading()).map(str::to_owned));
    command.get_subcommands().for_each(|inner| all.extend(help_texts(inner)));
    all
}

/// What fields mean, and the fields in them.
fn docs(fields: &[Field]) -> Vec<String> {
    let inner = |shape: &Shape| match shape {
        Shape::List { of: inner, .. } | Shape::Keyed(inner) => inner.fields(),
        shape => shape.fields(),
    };
    fields.iter().flat_map(|field| [vec![field.doc.to_owned()], docs(inner(&field.shape))].concat()).collect()
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let inside = |path: PathBuf| if path.is_dir() { sources(&path) } else { vec![path] };
    let code = |path: &PathBuf| path.extension().is_some_and(|e| e == "rs") && !path.ends_with("tests.rs");
    entries.flat_map(inside).filter(code).collect()
}

/// Finds the literals in tokens, but for what only tests see and what attributes
/// say: those of `message!("…"`, and all others.
fn walk(tokens: TokenStream, said: &mut dyn FnMut(Literal)) {
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
                at += tokens[at..].iter().position(ends).unwrap_or(tokens.len() - at) + 1;
            }
            [TokenTree::Punct(hash), TokenTree::Group(_), ..] if hash.as_char() == '#' => at += 2,
            [TokenTree::Punct(hash), TokenTree::Punct(mark), TokenTree::Group(_), ..]
                if hash.as_char() == '#' && mark.as_char() == '!' =>
            {
                at += 3;
            }
            [TokenTree::Ident(name), TokenTree::Punct(mark), TokenTree::Group(group), ..]
                if name == "message" && mark.as_char() == '!' =>
            {
                let mut inside = group.stream().into_iter();
                match inside.next() {
                    Some(TokenTree::Literal(first)) => said(Literal::Message(text(&first.to_string()))),
                    Some(first) => walk(first.into(), said),
                    None => {}
                }
                walk(inside.collect(), said);
                at += 3;
            }
            [TokenTree::Literal(literal), ..] if literal.to_string().contains('"') => {
                said(Literal::Other(text(&literal.to_string())));
                at += 1;
            }
            [TokenTree::Group(group), ..] => {
                walk(group.stream(), said);
                at += 1;
            }
            _ => at += 1,
        }
    }
}

fn is_test(tree: &TokenTree) -> bool {
    matches!(tree, TokenTree::Group(group) if ["cfg(test)", "cfg(all(test,unix))"].contains(&group.stream().to_string().replace(' ', "").as_str()))
}

/// What a string literal of the source means.
fn text(literal: &str) -> String {
    let literal = literal.trim_start_matches(['b', 'c']);
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

/// Whether a text has two words in a row, as sentences have.
fn is_prose(text: &str) -> bool {
    let is_word = |word: &&str| word.len() > 1 && word.chars().all(|c| c.is_ascii_alphabetic() || c == '\'');
    let words: Vec<bool> =
        text.split(' ').map(|word| is_word(&word.trim_matches([',', '.', ':', ';']))).collect();
    words.windows(2).any(|two| two[0] && two[1])
}

/// Sentences that are in English for every reader: what programs and editors read,
/// files that are the same in every language, what is compared and not shown.
const ENGLISH_ALONE: &[(&str, &[&str])] = &[
    // What the template language calls things: known by it, said in words of ours.
    ("src/expr/said.rs", &["end of ", "start of ", "input after ", " has no method named ", " is unknown"]),
    ("src/expr/rewrite.rs", &["not in"]),
    // How clap begins a sentence that is said in words of ours.
    ("src/cli/mistyped.rs", &["to pass ", " is not in "]),
    // What git says and is set to, and files that git or corong read again.
    ("src/host/git/config.rs", &["corong: leads by what they say", "if command -v "]),
    ("src/host/git/upstream.rs", &["fetch first"]),
    ("src/host/publish/manifest.rs", &["# The files here that "]),
    ("src/change/plan.rs", &["rename from "]),
    // Comments and names in files of a new workspace.
    ("src/init/attributes.rs", &["# Leads are merged ", "# The same bytes "]),
    ("src/init/mod.rs", &["git keeps no empty folder"]),
    ("src/exchange/again/record.rs", &["# Written by "]),
    ("src/init/templates.rs", &["Brightwater Systems", "Ruang Tata Digital"]),
    // A language's own words.
    ("src/pipeline/language.rs", &["Talk about the ", "Bicarakan ", "hari ini"]),
    ("src/check/rules/secret.rs", &["kata sandi", "api key"]),
    // Formats of other programs.
    ("src/cli/man.rs", &["corong's manual"]),
    ("src/live/serve/answer.rs", &["default-src "]),
    ("src/live/serve/guard.rs", &["GET, HEAD"]),
    ("src/show/charts/bars.rs", &["bars pareto "]),
    ("src/show/charts/bullets.rs", &["run gone"]),
    ("src/show/charts/minis.rs", &["mini spark"]),
    ("src/show/diff/markdown.rs", &["<!-- corong diff -->"]),
    ("src/show/findings/github.rs", &["GitHub shows "]),
    ("src/show/findings/sarif.rs", &["The folder that corong.yaml lies in"]),
    ("src/schema/tables.rs", &["The tables that "]),
    // Never shown.
    ("src/figures/wins.rs", &["early activities"]),
    ("src/report/standing_out/segments.rs", &["early activities"]),
    ("src/show/plain_fields.rs", &["no fields"]),
];

/// Characters' names in Unicode, in capitals, are those of a standard.
fn is_name(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_uppercase() || " -".contains(c)) || text.starts_with("corong ")
}

#[test]
fn no_sentence_is_said_by_another_door() {
    let known: BTreeSet<String> = templates().into_keys().collect();
    let mut unused: BTreeSet<_> =
        ENGLISH_ALONE.iter().flat_map(|(path, all)| all.iter().map(move |one| (*path, *one))).collect();
    let mut found = Vec::new();
    for path in sources(Path::new("src")).into_iter().filter(|path| !path.ends_with("testing.rs")) {
        let tokens = fs::read_to_string(&path).unwrap().parse().unwrap();
        let path = path.to_str().unwrap().to_owned();
        let mut said = |literal| match literal {
            Literal::Other(text) if is_prose(&text) && !is_name(&text) && !known.contains(&text) => {
                let excepted = |(file, begins): &(&str, &str)| *file == path && text.starts_with(begins);
                let all =
                    || ENGLISH_ALONE.iter().flat_map(|(path, all)| all.iter().map(move |one| (*path, *one)));
                match all().find(excepted) {
                    Some(one) => drop(unused.remove(&one)),
                    None => found.push(format!("{path}: {text:?}")),
                }
            }
            _ => {}
        };
        walk(tokens, &mut said);
    }
    assert!(found.is_empty(), "a sentence is a `message!`, or is in a list here:\n{}", found.join("\n"));
    assert!(unused.is_empty(), "excepted, and said nowhere: {unused:?}");
}

/// The files that take in words of others as they are.
const OTHERS_WORDS: [&str; 15] = [
    "src/check/look.rs",
    "src/check/rules/gate_failed.rs",
    "src/cli/merge_driver.rs",
    "src/cli/mistyped.rs",
    "src/cli/moving.rs",
    "src/cli/typed.rs",
    "src/expr/said.rs",
    "src/host/git/error.rs",
    "src/read/custom.rs",
    "src/report/explain/counted.rs",
    "src/report/explain/sides.rs",
    "src/text/message/arg.rs",
    "src/text/message/mod.rs",
    "src/yaml/said.rs",
    "src/yaml/second.rs",
];

#[test]
fn words_of_others_are_taken_in_where_they_were_looked_at() {
    let takes = |path: &PathBuf| {
        let text = fs::read_to_string(path).unwrap();
        text.split("#[cfg(test)]").next().is_some_and(|code| code.contains("verbatim"))
    };
    let found: BTreeSet<_> =
        sources(Path::new("src")).into_iter().filter(takes).map(|path| path.display().to_string()).collect();
    assert_eq!(found, OTHERS_WORDS.map(str::to_owned).into());
}
