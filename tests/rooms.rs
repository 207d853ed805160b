//! The order of the rooms: each imports only rooms above it.

use std::fs;
use std::path::{Path, PathBuf};

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

/// The rooms a text names after `crate::`, `crate::{a::…, b}` included.
fn named(text: &str, rooms: &[String]) -> Vec<String> {
    let mut named = Vec::new();
    for (at, _) in text.match_indices("crate::") {
        let rest = &text[at + "crate::".len()..];
        let part = if rest.starts_with('{') { &rest[..rest.find("};").unwrap_or(rest.len())] } else { rest };
        let words: Vec<&str> = if rest.starts_with('{') {
            part.split(['{', ',', '\n']).map(str::trim).collect()
        } else {
            vec![part]
        };
        for word in words {
            let first: String = word.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            if rooms.contains(&first) {
                named.push(first);
            }
        }
    }
    named
}

#[test]
fn each_room_imports_only_rooms_above_it() {
    let rooms = rooms();
    assert!(rooms.len() > 8, "src/lib.rs lists the rooms: {rooms:?}");
    let mut wrong = Vec::new();
    for (at, room) in rooms.iter().enumerate() {
        let folder = PathBuf::from("src").join(room);
        for file in files(&folder) {
            let text = fs::read_to_string(&file).unwrap();
            // Tests may build what they need from any room.
            let code = text.split("#[cfg(test)]").next().unwrap();
            let below = named(code, &rooms).into_iter().filter(|name| !rooms[..=at].contains(name));
            wrong.extend(below.map(|name| format!("{} imports {name}", file.display())));
        }
    }
    assert!(wrong.is_empty(), "a room imports a room below it:\n{}", wrong.join("\n"));
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
