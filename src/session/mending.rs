//! What git knows of files that mends move or delete.

use std::path::Path;

use crate::change::mends::{Arrival, FileHistory};
use crate::host::{GitError, Log, LogFiles, Objects, Repository, Walk};
use crate::message;
use crate::read;
use crate::source::RelPath;
use crate::text::Message;

/// What git knows of the workspace.
pub struct GitPast<'r> {
    /// Its folder.
    pub root: &'r Path,
    /// Whether files may change that git could not give back.
    pub allow_dirty: bool,
}

impl GitPast<'_> {
    /// The repository; where there is none, that it is there for something.
    fn repository(&self, to: Message) -> Result<Repository, Message> {
        Repository::of(self.root).map_err(|error| match error {
            GitError::NoRepository(_) => message!("there is no git repository here that {to}", to),
            error => error.message(),
        })
    }
}

impl FileHistory for GitPast<'_> {
    fn is_kept(&self, path: &RelPath) -> Result<(), Message> {
        if self.allow_dirty {
            return Ok(());
        }
        let repository = self.repository(message!("could give it back; --allow-dirty mends all the same"))?;
        if repository.is_uncommitted(path).map_err(GitError::why)? {
            return Err(message!(
                "`{path}` has uncommitted changes: commit them first, or mend all the same with --allow-dirty",
                path
            ));
        }
        Ok(())
    }

    fn arrival(&self, path: &RelPath) -> Result<Arrival, Message> {
        let repository = self.repository(message!("knows when it came to this folder"))?;
        let unknown = || {
            message!(
                "no commit brought it to this folder, so git does not know when it came: commit the move first, or undo it and use `corong move`"
            )
        };
        // By names alone, along the line of first parents: renames are not guessed.
        let folder = RelPath::new(repository.prefix());
        let (own, of) = (folder.join(path.as_str()), LogFiles::Named(&folder, path.name()));
        let log = repository.log(&Log { tip: "HEAD", walk: Walk::Line, kinds: "AD", of });
        let mut log = log.map_err(GitError::why)?.into_iter();
        let logged = log.find_map(|logged| {
            let came = logged.changes.iter().find(|change| change.path == own)?.after.clone()?;
            Some((logged, came))
        });
        let (logged, came) = logged.ok_or_else(unknown)?;
        let objects = repository.objects();
        let text = |object: &str| {
            read::text(&objects, &Objects::path(object, path.name())).map_err(|error| error.message())
        };
        let gone: Vec<&String> = logged.changes.iter().filter_map(|change| change.before.as_ref()).collect();
        // Of several it is not known which one moved.
        let before = if let [one] = gone[..] { Some(text(one)?) } else { None };
        let commit = logged.commit;
        Ok(Arrival { at: commit.authored, email: commit.email, text: text(&came)?, before })
    }
}
