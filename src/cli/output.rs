//! Where results go: stdout, or a file that `-o` names.

use std::io::{ErrorKind, IsTerminal, Write};
use std::path::Path;

use clap::error::ErrorKind as UsageKind;

use super::mistyped::mistyped;
pub use super::stderr::{print, say, spoken};
use super::{Context, Failure, localized};
use crate::host::{self, Output, OutputFolder, OutputRefused};
use crate::message;
use crate::text::{Message, commandless, visible};
use crate::workspace::CONFIG_FILE;

/// Prints a result. A closed pipe ends it quietly; a runner of GitHub Actions
/// finds no command in it.
///
/// # Errors
/// Where stdout cannot be written.
pub fn result(text: &str) -> Result<(), Failure> {
    if !host::runner_reads(&std::io::stdout()) {
        return commands(text);
    }
    let harmless = commandless(text);
    if harmless != text {
        say(message!(
            "note: what a GitHub runner takes for commands is broken here, and not in a file (`-o`, `>`)"
        ));
    }
    commands(&harmless)
}

/// Prints a result that is said, in the language that is spoken.
///
/// # Errors
/// Where stdout cannot be written.
pub fn tell(what: &Message) -> Result<(), Failure> {
    result(&what.shown(spoken()))
}

/// Prints what may speak to a runner of GitHub Actions.
///
/// # Errors
/// Where stdout cannot be written.
pub fn commands(text: &str) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(Failure::usage(message!("the result cannot be written: {error}", error)))
        }
        _ => Ok(()),
    }
}

/// Prints what is wrong with a command line, or the help or version it asks for.
pub fn usage(error: &clap::Error) {
    let help = || localized::help(&error.render(), spoken());
    match error.kind() {
        UsageKind::DisplayHelpOnMissingArgumentOrSubcommand => print(&help()),
        _ if error.use_stderr() => say(mistyped(error)),
        // A closed pipe ends it quietly.
        _ => drop(result(&help())),
    }
}

/// Prints a diff: byte for byte, but nothing in it runs in a terminal.
///
/// # Errors
/// Where stdout cannot be written.
pub fn diff(text: &str) -> Result<(), Failure> {
    if std::io::stdout().is_terminal() { result(&harmless(text)) } else { result(text) }
}

/// A text whose lines and tabs stay, and whose other controls are visible.
fn harmless(text: &str) -> String {
    let piece = |piece: &str| {
        let (body, end) =
            piece.strip_suffix(['\n', '\t']).map_or((piece, ""), |body| (body, &piece[body.len()..]));
        format!("{}{end}", visible(body))
    };
    text.split_inclusive(['\n', '\t']).map(piece).collect()
}

/// Writes a result to the file that `-o` names, or to stdout.
///
/// # Errors
/// Where it cannot be written.
pub fn to(file: Option<&Path>, text: &str, context: &Context) -> Result<(), Failure> {
    let Some(file) = file else { return result(text) };
    let place = context.start.join(file);
    let root = host::find_root(&context.start, CONFIG_FILE).ok();
    let failed = |error| unwritable(file, OutputRefused::Io(error), context);
    match Output::at(&place, root.as_deref()).map_err(|why| unwritable(file, why, context))? {
        Output::Stdout => return result(text),
        Output::File(file) => file.write(text.as_bytes()).map_err(failed)?,
        Output::Device(mut device) => {
            let text = if host::runner_reads(&device) { commandless(text) } else { text.into() };
            device.write_all(text.as_bytes()).map_err(failed)?;
        }
    }
    if !context.quiet {
        say(message!("wrote {file}", file = file.display()));
    }
    Ok(())
}

/// Writes a result that is no text to the file that `-o` names.
///
/// # Errors
/// Where it cannot be written.
pub fn bytes(file: &Path, bytes: &[u8], context: &Context) -> Result<(), Failure> {
    let place = context.start.join(file);
    let root = host::find_root(&context.start, CONFIG_FILE).ok();
    let failed = |error| unwritable(file, OutputRefused::Io(error), context);
    match Output::at(&place, root.as_deref()).map_err(|why| unwritable(file, why, context))? {
        Output::Stdout => std::io::stdout().write_all(bytes).map_err(failed)?,
        Output::File(file) => file.write(bytes).map_err(failed)?,
        Output::Device(mut device) => device.write_all(bytes).map_err(failed)?,
    }
    Ok(())
}

/// The folder that `-o` names, made where it is missing.
///
/// # Errors
/// Where it may not be written to.
pub fn folder(named: &Path, context: &Context) -> Result<OutputFolder, Failure> {
    let root = host::find_root(&context.start, CONFIG_FILE).ok();
    host::output_folder(&context.start.join(named), root.as_deref())
        .map_err(|why| unwritable(named, why, context))
}

/// Says why what `-o` names is not written.
pub fn unwritable(file: &Path, why: OutputRefused, context: &Context) -> Failure {
    let shown = |path: &Path| {
        visible(&path.strip_prefix(&context.start).unwrap_or(path).display().to_string()).into_owned()
    };
    let cannot =
        |why: Message| Failure::usage(message!("`{file}` cannot be written: {why}", file = shown(file), why));
    let refused =
        |why: Message| Failure::refused(message!("`{file}` is not written: {why}", file = shown(file), why));
    match why {
        OutputRefused::Own => refused(message!(
            "the workspace is made of such files (`.yaml`, `templates/`, `schemas/`), and a result overwrites none\n  \
             help: give it another name, or a place outside the workspace"
        )),
        OutputRefused::Git => refused(message!("it is in git's own folder")),
        OutputRefused::Link(link) => refused(message!(
            "`{link}` is a symbolic link, and links are never followed",
            link = shown(&link)
        )),
        OutputRefused::NoFolder(folder) => {
            cannot(message!("there is no folder `{folder}`", folder = shown(&folder)))
        }
        OutputRefused::Io(error) => cannot(message!("{error}", error)),
    }
}

/// The format that was given, else the one that the file's extension chooses;
/// `None` where there is neither.
///
/// # Errors
/// Where the extension means none of `known`.
pub fn format<F: Copy>(
    given: Option<F>,
    file: Option<&Path>,
    known: &[(&str, F)],
) -> Result<Option<F>, Failure> {
    match (given, file) {
        (Some(format), _) => Ok(Some(format)),
        (None, Some(file)) => by_extension(file, known).map(Some),
        (None, None) => Ok(None),
    }
}

/// The format a file's extension chooses, where `formats` has one for it.
///
/// # Errors
/// Where the extension means none.
fn by_extension<F: Copy>(file: &Path, formats: &[(&str, F)]) -> Result<F, Failure> {
    let extension = file.extension().and_then(|e| e.to_str()).unwrap_or_default();
    let found = formats.iter().find(|(known, _)| known.eq_ignore_ascii_case(extension));
    found.map(|(_, format)| *format).ok_or_else(|| {
        let known: Vec<_> = formats.iter().map(|(extension, _)| format!(".{extension}")).collect();
        let message = message!("`{file}` does not say which format is meant", file = file.display());
        Failure::usage(message!(
            "{message}\n  help: name it {known} or give --format",
            message,
            known = known.join(", ")
        ))
    })
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn a_diff_runs_nothing() {
        assert_eq!(harmless("+a\tb\x1b[2J\r\n-\u{202e}c\n"), "+a\tb␛[2J␍\n-‹U+202E›c\n");
    }
}
