//! A workspace's own templates: which of them are used.
//!
//! A template may hold a script, and decides all that a page or a comment says.
//! So one is used only where the main branch has the same file, unless whoever
//! looks trusts it.

use super::error::SessionError;
use super::files::Files;
use super::opening::Session;
use crate::host::{GitError, Revision, is_object};
use crate::message;
use crate::show::templates::{Given, built_in};
use crate::source::{RelPath, Snapshot, with_plain_ends};
use crate::text::{Message, visible};

/// What was said last of templates that are not used, so that it is not said
/// again after every change.
pub type TemplatesSaid = Option<Message>;

impl Session {
    /// The workspace's own templates that are used, of those in `snapshot`, a
    /// state of `files`: all where they are trusted, else what the main branch
    /// has too. A note says which are not.
    ///
    /// # Errors
    /// Where one cannot be read.
    pub fn own_templates(
        &self,
        snapshot: &dyn Snapshot,
        files: &Files,
        is_trusted: bool,
        said: &mut TemplatesSaid,
    ) -> Result<Given, SessionError> {
        let mut given = Given::of(snapshot).map_err(SessionError::Misfit)?;
        let note = if is_trusted { None } else { leave_out(&mut given, files) };
        if note != *said {
            note.iter().cloned().for_each(|note| self.note(note));
            *said = note;
        }
        Ok(given)
    }
}

/// Leaves out what the main branch does not have just so; what is to be said then.
fn leave_out(given: &mut Given, files: &Files) -> Option<Message> {
    given.retain(|name, text| built_in(name) != Some(text));
    if given.is_empty() {
        return None;
    }
    let main = on_main(files);
    let mut left_out = Vec::new();
    given.retain(|name, text| {
        let object = main.as_ref().ok().map(|(_, there)| there.object(&RelPath::new(name)));
        let why = match object {
            Some(Some(id)) if is_same(text, id) => return true,
            Some(Some(_)) => message!(" differs"),
            Some(None) => message!(" is not there"),
            None => Message::default(),
        };
        left_out.push(message!("\n  - templates/{name}{why}", name = visible(name), why));
        false
    });
    let why = match &main {
        Ok((main, _)) => {
            message!("where the workspace's own are not those of the main branch (`{main}`)", main)
        }
        Err(why) => message!("instead of the workspace's own: {why}", why),
    };
    (!left_out.is_empty()).then(|| {
        message!(
            "note: the built-in templates are used {why}{left_out}\n  \
             help: --trust-templates uses them as they are; their scripts then run in the browser",
            why,
            left_out = Message::list(left_out, "")
        )
    })
}

/// The name of the main branch, and the templates it has; else why they are not known.
fn on_main(files: &Files) -> Result<(String, Revision), Message> {
    let main_files = || {
        let repository = files.repository()?;
        let Some(main) = repository.main_branch() else { return Ok(None) };
        let own = files.commit().and_then(|_| files.in_repository());
        let folder = own.unwrap_or_else(|| RelPath::new(repository.prefix())).join("templates");
        Ok(Some((visible(main.short()).into_owned(), repository.main_files(&main, &folder)?)))
    };
    match main_files() {
        Ok(found) => found
            .ok_or_else(|| message!("there is no main branch (origin's HEAD, main or master) that has them")),
        Err(GitError::NoRepository(_)) => {
            Err(message!("there is no git repository whose main branch has them"))
        }
        Err(error) => Err(error.why()),
    }
}

/// Whether a text is a file of git's; it may have the line ends of a checkout.
fn is_same(text: &str, id: &str) -> bool {
    is_object(text.as_bytes(), id) || is_object(with_plain_ends(text).as_bytes(), id)
}
