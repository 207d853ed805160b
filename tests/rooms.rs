//! The order of the rooms, and of the files in them: each imports only rooms
//! above it, and no two files import each other.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// The rooms in the order the data passes them; `src/lib.rs` lists them so.
fn rooms() -> Vec<String> {
    let lib = fs::read_to_string("src/lib.rs").unwrap();
    let listed = lib.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'));
    listed.map(str::to_owned).collect()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let inside = |path: PathBuf| if path.is_dir() { files(&path) } else { vec![path] };
    entries.flat_map(inside).filter(|path| path.extension().is_some_and(|e| e == "rs")).collect()
}

/// A path of names, such as `crate::read::text`.
type Names = Vec<String>;

/// What a file names outside its tests.
#[derive(Default)]
struct Named {
    paths: Vec<Names>,
    /// Those of them that it gives on.
    given_on: Vec<Names>,
}

impl Named {
    fn of(text: &str) -> Self {
        let mut named = Self::default();
        named.walk(text.parse::<TokenStream>().unwrap(), &[], false);
        named
    }

    /// Takes the paths of some tokens; those of a group behind `a::b::` begin so.
    fn walk(&mut self, tokens: TokenStream, before: &[String], given_on: bool) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let is = |at: usize, sign: char| matches!(tokens.get(at), Some(TokenTree::Punct(p)) if p.as_char() == sign);
        let (mut at, mut public, mut in_use) = (0, false, given_on);
        while at < tokens.len() {
            match &tokens[at] {
                TokenTree::Punct(p) if p.as_char() == '#' && is_test(tokens.get(at + 1)) => {
                    // The item that it is about ends with its braces or a semicolon.
                    let ends = |tree: &TokenTree| match tree {
                        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
                        TokenTree::Punct(p) => p.as_char() == ';',
                        _ => false,
                    };
                    at += tokens[at..].iter().position(ends).unwrap_or(tokens.len() - at);
                }
                TokenTree::Punct(p) if p.as_char() == ';' => (public, in_use) = (false, given_on),
                TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis && public => {}
                TokenTree::Group(group) => {
                    public = false;
                    self.walk(group.stream(), &[], false);
                }
                TokenTree::Ident(name) if name == "pub" => public = true,
                TokenTree::Ident(name) if name == "use" => in_use = public,
                TokenTree::Ident(name) if name == "as" => at += 1,
                TokenTree::Ident(name) => {
                    public = false;
                    let mut path = before.to_vec();
                    path.push(name.to_string());
                    while is(at + 1, ':') && is(at + 2, ':') {
                        at += 3;
                        match tokens.get(at) {
                            Some(TokenTree::Ident(name)) => path.push(name.to_string()),
                            Some(TokenTree::Group(group)) => self.walk(group.stream(), &path, in_use),
                            _ => break,
                        }
                    }
                    if in_use {
                        self.given_on.push(path.clone());
                    }
                    self.paths.push(path);
                }
                _ => {}
            }
            at += 1;
        }
    }
}

/// Whether an attribute is `[cfg(test)]`.
fn is_test(tree: Option<&TokenTree>) -> bool {
    matches!(tree, Some(TokenTree::Group(group)) if group.stream().to_string().replace(' ', "") == "cfg(test)")
}

/// The files of the crate, by the names of their modules.
struct Crate(BTreeMap<Names, Named>);

impl Crate {
    fn read() -> Self {
        let module = |path: &Path| {
            let inside = path.strip_prefix("src").unwrap().with_extension("");
            let mut names: Names = inside.iter().map(|part| part.to_str().unwrap().to_owned()).collect();
            if names.last().is_some_and(|last| matches!(last.as_str(), "mod" | "lib" | "main")) {
                names.pop();
            }
            names
        };
        let read = |path: PathBuf| (module(&path), Named::of(&fs::read_to_string(&path).unwrap()));
        let own = files(Path::new("src")).into_iter().filter(|path| !path.ends_with("main.rs"));
        Self(own.map(read).collect())
    }

    /// A path that a module names, from the top of the crate; `None` of what is
    /// another crate's or the module's own.
    fn absolute(&self, module: &[String], path: &[String]) -> Option<Names> {
        let ups = path.iter().take_while(|name| *name == "super").count();
        match path[0].as_str() {
            "crate" => Some(path[1..].to_vec()),
            "self" => Some([module, &path[1..]].concat()),
            "super" => Some([&module[..module.len().checked_sub(ups)?], &path[ups..]].concat()),
            child => {
                let inside = [module, &[child.to_owned()]].concat();
                (path.len() > 1 && self.0.contains_key(&inside)).then(|| [module, path].concat())
            }
        }
    }

    /// The file that holds what a path names, through what others give on.
    fn holder(&self, path: &[String]) -> Option<&Names> {
        let (len, (module, named)) =
            (1..=path.len()).rev().find_map(|len| Some((len, self.0.get_key_value(&path[..len])?)))?;
        let given =
            path.get(len).and_then(|name| named.given_on.iter().find(|given| given.last() == Some(name)));
        let further = given.and_then(|given| self.absolute(module, given)).filter(|further| further != path);
        further.and_then(|further| self.holder(&further)).or(Some(module))
    }

    /// The files that each file names, but for those of the folders it is in.
    fn imports(&self) -> BTreeMap<&Names, BTreeSet<&Names>> {
        let of = |(module, named): (_, &Named)| {
            let module: &Names = module;
            let paths = named.paths.iter().filter_map(|path| self.absolute(module, path));
            let held: BTreeSet<&Names> = paths.filter_map(|path| self.holder(&path)).collect();
            (module, held.into_iter().filter(|held| !module.starts_with(held)).collect())
        };
        self.0.iter().map(of).collect()
    }
}

#[test]
fn each_room_imports_only_rooms_above_it() {
    let rooms = rooms();
    assert!(rooms.len() > 8, "src/lib.rs lists the rooms: {rooms:?}");
    let (all, mut wrong) = (Crate::read(), Vec::new());
    for (module, named) in all.0.iter().filter(|(module, _)| !module.is_empty()) {
        let at = rooms.iter().position(|room| *room == module[0]).expect("every folder is a room");
        let below = named.paths.iter().filter_map(|path| all.absolute(module, path)?.first().cloned());
        let below: BTreeSet<_> = below.filter(|name| rooms[at + 1..].contains(name)).collect();
        wrong.extend(below.iter().map(|name| format!("{} imports {name}", module.join("::"))));
    }
    assert!(wrong.is_empty(), "a room imports a room below it:\n{}", wrong.join("\n"));
}

/// What a file's own folder holds in its `mod.rs` is everybody's there.
#[test]
fn no_files_import_each_other() {
    let all = Crate::read();
    let mut imports = all.imports();
    // What leads nowhere is in no circle, and neither is what nothing leads to.
    loop {
        let led_to: BTreeSet<&Names> = imports.values().flatten().copied().collect();
        let apart = |(module, held): &(&&Names, &BTreeSet<&Names>)| {
            !led_to.contains(**module) || held.iter().all(|held| !imports.contains_key(held))
        };
        let apart: Vec<&Names> = imports.iter().filter(apart).map(|(module, _)| *module).collect();
        if apart.is_empty() {
            break;
        }
        apart.iter().for_each(|module| drop(imports.remove(module)));
    }
    let line = |(module, held): (&&Names, &BTreeSet<&Names>)| {
        let held: Vec<String> =
            held.iter().filter(|held| imports.contains_key(*held)).map(|held| held.join("::")).collect();
        format!("{} imports {}", module.join("::"), held.join(", "))
    };
    let circles: Vec<String> = imports.iter().map(line).collect();
    assert!(circles.is_empty(), "files import each other:\n{}", circles.join("\n"));
}

#[test]
fn what_files_name_is_found_wherever_it_is_written() {
    let named = Named::of(
        "use crate::{read::{self, text}, yaml}; pub(super) use super::a::B as C;
         #[cfg(test)] mod tests { use crate::live; }
         fn f() -> crate::host::X { println!(\"crate::cli {}\", crate::show::y()) } // crate::init",
    );
    let joined = |paths: &[Names]| paths.iter().map(|path| path.join("::")).collect::<Vec<_>>();
    let found: Vec<String> = joined(&named.paths).into_iter().filter(|path| path.contains("crate")).collect();
    assert_eq!(
        found,
        [
            "crate::read::self",
            "crate::read::text",
            "crate::read",
            "crate::yaml",
            "crate",
            "crate::host::X",
            "crate::show::y"
        ]
    );
    assert_eq!(joined(&named.given_on), ["super::a::B"]);
}

#[test]
fn every_module_says_what_it_is_for() {
    let silent: Vec<_> = files(Path::new("src"))
        .into_iter()
        .filter(|file| !fs::read_to_string(file).unwrap().starts_with("//! "))
        .collect();
    assert!(silent.is_empty(), "these files do not open with `//!`: {silent:?}");
}

/// Whatever starts a program says so in one file; clippy holds it too.
#[test]
fn programs_are_started_in_one_place() {
    let starts = ["Command::new(", "process::Command as", "posix_spawn", "execv"];
    let starting = |file: &PathBuf| {
        let text = fs::read_to_string(file).unwrap();
        starts.iter().any(|start| text.contains(start))
    };
    let found: Vec<_> = files(Path::new("src")).into_iter().filter(starting).collect();
    assert_eq!(found, [PathBuf::from("src/host/process.rs")]);
}
