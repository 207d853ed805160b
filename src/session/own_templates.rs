//! A workspace's own templates: which of them are used.
//!
//! A template may hold a script, and decides all that a page or a comment says.
//! So one is used only where the main branch has the same file, unless whoever
//! looks trusts it.

use super::error::SessionError;
use super::files::Files;
use super::opening::Session;
use crate::host::{GitError, Revision, is_object};
use crate::show::templates::{Given, built_in};
use crate::source::{RelPath, Snapshot, with_plain_ends};
use crate::text::visible;

/// What was said last of templates that are not used, so that it is not said
/// again after every change.
pub type TemplatesSaid = Option<String>;

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
            note.iter().for_each(|note| self.note(note));
            *said = note;
        }
        Ok(given)
    }
}

/// Leaves out what the main branch does not have just so; what is to be said then.
fn leave_out(given: &mut Given, files: &Files) -> Option<String> {
    given.retain(|name, text| built_in(name) != Some(text));
    if given.is_empty() {
        return None;
    }
    let main = on_main(files);
    let mut left_out = String::new();
    given.retain(|name, text| {
        let object = main.as_ref().ok().map(|(_, there)| there.object(&RelPath::new(name)));
        let why = match object {
            Some(Some(id)) if is_same(text, id) => return true,
            Some(Some(_)) => " differs",
            Some(None) => " is not there",
            None => "",
        };
        left_out.push_str(&format!("\n  - templates/{}{why}", visible(name)));
        false
    });
    let why = match &main {
        Ok((main, _)) => format!("where the workspace's own are not those of the main branch (`{main}`)"),
        Err(why) => format!("instead of the workspace's own: {why}"),
    };
    (!left_out.is_empty()).then(|| {
        format!(
            "note: the built-in templates are used {why}{left_out}\n  \
             help: --trust-templates uses them as they are; their scripts then run in the browser"
        )
    })
}

/// The name of the main branch, and the templates it has; else why they are not known.
fn on_main(files: &Files) -> Result<(String, Revision), String> {
    let main_files = || {
        let repository = files.repository()?;
        let Some(main) = repository.main_branch() else { return Ok(None) };
        let own = files.commit().and_then(|_| files.in_repository());
        let folder = own.unwrap_or_else(|| RelPath::new(repository.prefix())).join("templates");
        Ok(Some((visible(main.short()).into_owned(), repository.main_files(&main, &folder)?)))
    };
    match main_files() {
        Ok(found) => found.ok_or_else(|| {
            "there is no main branch (origin's HEAD, main or master) that has them".to_owned()
        }),
        Err(GitError::NoRepository(_)) => {
            Err("there is no git repository whose main branch has them".to_owned())
        }
        Err(error) => Err(visible(&error.why().lines().collect::<Vec<_>>().join(" ")).into_owned()),
    }
}

/// Whether a text is a file of git's; it may have the line ends of a checkout.
fn is_same(text: &str, id: &str) -> bool {
    is_object(text.as_bytes(), id) || is_object(with_plain_ends(text).as_bytes(), id)
}
