//! Transcripts: a file of commands and what they answered, played again in a
//! bench and compared. `CORONG_REFRESH=1 cargo test` writes them anew.
//!
//! ```text
//! # what the next commands are about
//! $ corong move pt-a qualified
//!   a line of stdout; `·` stands for an empty one
//! ! a line of stderr
//! = 1                      the exit status, where it is not 0
//! ```
//!
//! Commands are `corong`, `git`, `cat FILE` and `ls FOLDER`; single quotes hold
//! blanks together, `A=B` before a command sets a variable for it.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::{Bench, Ran, TODAY, command, git};

/// Plays a transcript in a bench and compares what is answered.
#[track_caller]
pub fn plays(bench: &Bench, file: &str) {
    let written = fs::read_to_string(file).unwrap_or_default();
    let mut fresh = String::new();
    for line in written.lines() {
        if let Some(typed) = line.strip_prefix("$ ") {
            fresh.push_str(&format!("{line}\n{}", shown(bench, &answered(bench, typed))));
        } else if line.is_empty() || line.starts_with('#') {
            fresh.push_str(&format!("{line}\n"));
        }
    }
    if std::env::var_os("CORONG_REFRESH").is_some() {
        fs::write(file, &fresh).unwrap();
        return;
    }
    assert!(!written.is_empty(), "{file} is missing or empty");
    let diff = similar::TextDiff::from_lines(&written, &fresh);
    assert!(
        written == fresh,
        "{file} says otherwise; CORONG_REFRESH=1 cargo test writes it anew\n{}",
        diff.unified_diff()
    );
}

/// An answer with its marks, and nothing of the machine in it.
fn shown(bench: &Bench, ran: &Ran) -> String {
    let marked = |mark: &str, text: &str| -> String {
        // A blank line of an answer is unlike one between commands.
        let line =
            |line: &str| format!("{mark}{}\n", if line.trim().is_empty() { "·" } else { line.trim_end() });
        text.replace(&bench.root().display().to_string(), "<root>").lines().map(line).collect()
    };
    let status = if ran.status == 0 { String::new() } else { format!("= {}\n", ran.status) };
    marked("  ", &ran.out) + &marked("! ", &ran.err) + &status
}

/// What a command line answers.
pub fn answered(bench: &Bench, typed: &str) -> Ran {
    let words = words(typed);
    let set = words.iter().take_while(|word| word.contains('=')).count();
    let (variables, words) = words.split_at(set);
    let (name, args) = words.split_first().expect("a command");
    let mut program = match name.as_str() {
        "corong" => {
            let mut program = command();
            program.args(["--today", TODAY]);
            program
        }
        "git" => git(),
        "cat" | "ls" => return looked(bench, name, &args[0]),
        _ => panic!("a transcript cannot run `{name}`"),
    };
    program.envs(variables.iter().filter_map(|word| word.split_once('=')));
    answer(bench, program.args(args))
}

fn answer(bench: &Bench, program: &mut Command) -> Ran {
    Ran::of(program.current_dir(bench.root()).output().unwrap())
}

/// A file's text, or the files below a folder.
fn looked(bench: &Bench, how: &str, path: &str) -> Ran {
    let place = bench.place(path);
    let out = match how {
        "cat" => fs::read_to_string(place).map_err(|error| error.to_string()),
        _ => Ok(below(&place, path)),
    };
    match out {
        Ok(out) => Ran { status: 0, out, err: String::new() },
        Err(err) => Ran { status: 1, out: String::new(), err },
    }
}

fn below(place: &Path, path: &str) -> String {
    let Ok(entries) = fs::read_dir(place) else { return String::new() };
    let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    let one = |name: String| match place.join(&name) {
        inner if inner.is_dir() => below(&inner, &format!("{path}/{name}")),
        _ => format!("{path}/{name}\n"),
    };
    names.into_iter().map(one).collect()
}

/// The words of a command line.
fn words(line: &str) -> Vec<String> {
    let (mut words, mut word, mut quoted, mut begun) = (Vec::new(), String::new(), false, false);
    for c in line.chars() {
        match c {
            '\'' => (quoted, begun) = (!quoted, true),
            ' ' if !quoted => {
                if begun {
                    words.push(std::mem::take(&mut word));
                }
                begun = false;
            }
            c => {
                word.push(c);
                begun = true;
            }
        }
    }
    if begun {
        words.push(word);
    }
    words
}
