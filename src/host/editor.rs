//! A text given to somebody's editor, as a copy in a private folder, so that
//! nothing of a workspace is open while they think.
#![allow(clippy::disallowed_types, reason = "an editor is a program")]

use crate::message;
use crate::text::Message;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus};

use tempfile::TempDir;

use super::process::program;

/// The copy of a text; removed when dropped, unless it is kept.
#[derive(Debug)]
pub struct Copy {
    folder: TempDir,
    file: PathBuf,
}

impl Copy {
    /// Writes a copy under a file's name, in a folder that only this user sees.
    ///
    /// # Errors
    /// What the system says.
    pub fn new(name: &str, text: &str) -> io::Result<Self> {
        let folder = tempfile::Builder::new().prefix("corong-").tempdir()?;
        let file = folder.path().join(name);
        fs::write(&file, text)?;
        Ok(Self { folder, file })
    }

    /// Opens the copy in an editor and waits until that ends. Ctrl-C is the
    /// editor's meanwhile.
    ///
    /// # Errors
    /// Where the editor cannot be started or says that it failed.
    pub fn open(&self, editor: &str) -> Result<(), Message> {
        let told = |why: Message| message!("the editor `{editor}` {why}", editor, why);
        let status = undisturbed(|| command(editor, &self.file).status());
        let status = status.map_err(|error| told(message!("cannot be started: {error}", error)))?;
        if status.success() { Ok(()) } else { Err(told(ended(status))) }
    }

    /// What the copy says now.
    ///
    /// # Errors
    /// Where it is gone, or is not UTF-8.
    pub fn text(&self) -> io::Result<String> {
        fs::read_to_string(&self.file)
    }

    /// Leaves the copy where it is, and tells where.
    pub fn keep(self) -> PathBuf {
        let _ = self.folder.keep();
        self.file
    }
}

fn ended(status: ExitStatus) -> Message {
    match status.code() {
        // What a shell says of a program that is not there.
        Some(127) => message!("was not found"),
        _ => message!("ended with {status}", status = status.to_string()),
    }
}

/// The editor's command line is the shell's, as git takes it.
#[cfg(unix)]
fn command(editor: &str, file: &Path) -> Command {
    let mut command = program("sh");
    command.arg("-c").arg(format!("{editor} \"$@\"")).arg(editor).arg(file);
    command
}

#[cfg(not(unix))]
fn command(editor: &str, file: &Path) -> Command {
    let whole = Path::new(editor).is_file();
    let mut words = editor.split_whitespace().filter(|_| !whole);
    let mut command = program(words.next().unwrap_or(editor));
    command.args(words).arg(file);
    command
}

/// Runs something while Ctrl-C does not end this program.
#[cfg(unix)]
fn undisturbed<T>(run: impl FnOnce() -> T) -> T {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};

    use signal_hook::consts::{SIGINT, SIGQUIT};

    let ends = Arc::new(AtomicBool::new(false));
    for signal in [SIGINT, SIGQUIT] {
        // Where it cannot be had, Ctrl-C ends the program, and no file has changed.
        let _ = signal_hook::flag::register_conditional_default(signal, Arc::clone(&ends));
    }
    let ran = run();
    ends.store(true, Ordering::SeqCst);
    ran
}

#[cfg(not(unix))]
fn undisturbed<T>(run: impl FnOnce() -> T) -> T {
    run()
}

/// The editor somebody wants: `VISUAL`, `EDITOR`, git's `core.editor`, else what
/// every system has.
pub fn editor(root: &Path) -> String {
    let set = |name: &str| std::env::var(name).ok().filter(|value| !value.trim().is_empty());
    let usual = if cfg!(windows) { "notepad" } else { "vi" };
    set("VISUAL")
        .or_else(|| set("EDITOR"))
        .or_else(|| super::git::setting(root, "core.editor"))
        .unwrap_or_else(|| usual.to_owned())
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn an_editor_is_a_command_line() {
        let copy = Copy::new("pt x.yaml", "title: A\n").unwrap();
        copy.open("printf '%s' \"it's\" >").unwrap();
        assert_eq!(copy.text().unwrap(), "it's");
        assert!(copy.open("exit 3;").unwrap_err().to_string().ends_with("exit status: 3"));
        assert!(
            copy.open("no-such-editor-here 2>/dev/null").unwrap_err().to_string().ends_with("was not found")
        );
        let place = copy.keep();
        assert!(place.ends_with("pt x.yaml"));
        fs::remove_dir_all(place.parent().unwrap()).unwrap();
    }
}
