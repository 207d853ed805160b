//! The command line in a language: what commands and arguments say of themselves,
//! and clap's own words around it.
//!
//! The English texts of the commands are the keys, as those of messages are.

use std::io::IsTerminal;

use clap::builder::{PossibleValue, PossibleValuesParser, Resettable, StyledStr};
use clap::{Arg, Command};

use crate::host;
use crate::message;
use crate::text::{Language, translated};

/// How examples begin.
const EXAMPLES: &str = "Examples:";

/// A command, and all in it, in the words of a language.
pub fn localized(mut command: Command, language: Language) -> Command {
    if language == Language::En {
        return command;
    }
    // The help options, and what all commands take, are there from then on.
    command.build();
    said(command, language)
}

fn said(command: Command, language: Language) -> Command {
    let about = paragraphs(command.get_about(), language);
    let long_about = paragraphs(command.get_long_about(), language);
    let after_help = paragraphs(command.get_after_help(), language);
    command
        .about(about)
        .long_about(long_about)
        .after_help(after_help)
        .mut_args(|arg| argument(arg, language))
        .mut_subcommands(|inner| said(inner, language))
}

fn argument(arg: Arg, language: Language) -> Arg {
    let help = paragraphs(arg.get_help(), language);
    let long_help = paragraphs(arg.get_long_help(), language);
    let heading = arg.get_help_heading().and_then(|heading| translated(language, heading));
    let names = arg.get_value_names().map(|names| {
        let name =
            |name: &clap::builder::Str| translated(language, name).map_or_else(|| name.clone(), Into::into);
        names.iter().map(name).collect::<Vec<_>>()
    });
    let values = arg.get_possible_values();
    let mut arg = arg.help(help).long_help(long_help);
    if let Some(heading) = heading {
        arg = arg.help_heading(heading);
    }
    if let Some(names) = names {
        arg = arg.value_names(names);
    }
    match values.iter().any(|value| value.get_help().is_some()) {
        true => {
            arg.value_parser(PossibleValuesParser::new(values.into_iter().map(|own| value(own, language))))
        }
        false => arg,
    }
}

fn value(value: PossibleValue, language: Language) -> PossibleValue {
    let help = paragraphs(value.get_help(), language);
    value.help(help)
}

/// A text of a command in a language, each paragraph for itself.
fn paragraphs(text: Option<&StyledStr>, language: Language) -> Resettable<StyledStr> {
    let Some(text) = text.map(ToString::to_string) else { return Resettable::Reset };
    let said = pieces(&text).into_iter().map(|piece| translated(language, piece).unwrap_or(piece));
    Resettable::Value(said.collect::<String>().into())
}

/// A command's text in pieces, which are all of it: each paragraph, of examples each
/// remark, and what is between them.
pub fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    for own in text.split_inclusive("\n\n") {
        let (own, end) = own.strip_suffix("\n\n").map_or((own, ""), |own| (own, "\n\n"));
        match own.starts_with(EXAMPLES) {
            true => own.split_inclusive('\n').for_each(|line| pieces.extend(remark(line))),
            false => pieces.push(own),
        }
        pieces.push(end);
    }
    pieces
}

/// A line of examples: the command, what is said of it, the line's end.
fn remark(line: &str) -> [&str; 3] {
    let (own, end) = line.split_at(line.trim_end().len());
    let at = own.rfind("  ").map(|at| at + 2).filter(|at| *at > 2);
    let at = at.unwrap_or(if own == EXAMPLES { 0 } else { own.len() });
    [&own[..at], &own[at..], end]
}

/// Help that clap set, with clap's own words in a language too.
pub fn help(help: &StyledStr, language: Language) -> String {
    let styled = std::io::stdout().is_terminal() && !host::is_set("NO_COLOR") && !host::is_dumb();
    own_words(if styled { help.ansi().to_string() } else { help.to_string() }, language)
}

/// What clap itself says in a help or a usage.
pub fn own_words(text: String, language: Language) -> String {
    let words = [
        message!("Usage:"),
        message!("Commands:"),
        message!("Arguments:"),
        message!("Options:"),
        message!("[OPTIONS]"),
        message!("<COMMAND>"),
        message!("[default:"),
        message!("[possible values:"),
        message!("Possible values:"),
        message!("[env:"),
    ];
    match language {
        Language::En => text,
        _ => words
            .iter()
            .fold(unbroken(&text), |text, word| text.replace(word.template(), &word.in_language(language))),
    }
}

/// A help in which no line ends between words of clap's own; it ends behind them.
fn unbroken(help: &str) -> String {
    let mut pieces = help.split("[possible");
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let rest = piece.trim_start();
        let between = &piece[..piece.len() - rest.len()];
        match rest.strip_prefix("values: ").filter(|_| between.contains('\n')) {
            Some(rest) => out.extend(["[possible values:", between, rest]),
            None => out.extend(["[possible", piece]),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clap_s_own_words_are_said_though_a_line_ends_between_them() {
        let said = |text: &str| own_words(text.to_owned(), Language::Id);
        assert_eq!(said("a [possible values: b]"), "a [pilihan: b]");
        assert_eq!(said("a [possible\n  values: b]"), "a [pilihan:\n  b]");
        assert_eq!(said("a [possible values:\n  b] c"), "a [pilihan:\n  b] c");
        assert_eq!(said("a [possible"), "a [possible");
    }

    #[test]
    fn a_text_is_all_of_its_pieces() {
        let text = "One.\n\nExamples:\n  corong a b    what it does\n  corong b\n       more\n\nTwo";
        assert_eq!(pieces(text).concat(), text);
        let said: Vec<_> = pieces(text).into_iter().filter(|piece| !piece.trim().is_empty()).collect();
        assert_eq!(
            said,
            ["One.", "Examples:", "  corong a b    ", "what it does", "  corong b", "more", "Two"]
        );
    }
}
