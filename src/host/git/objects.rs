//! Files of a repository by their object ids, whatever commits hold them.

use std::sync::{Arc, Mutex, PoisonError};

use super::Repository;
use super::blobs::{Blob, Blobs};
use crate::message;
use crate::source::{Entry, ReadError, RelPath, Snapshot};

/// The children that read files, as many as threads ever read at once.
#[derive(Clone)]
pub struct Objects {
    repository: Repository,
    idle: Arc<Mutex<Vec<Blobs>>>,
}

impl Objects {
    pub(super) fn of(repository: Repository) -> Self {
        Self { repository, idle: Arc::default() }
    }

    /// The repository.
    pub(super) fn repository(&self) -> &Repository {
        &self.repository
    }

    /// The path under which a file can be read, with a name of its own.
    pub fn path(object: &str, name: &str) -> RelPath {
        RelPath::new(format!("{object}/{name}"))
    }

    /// Reads a file by its object id; `after` are those that are likely to be
    /// read next.
    pub(super) fn blob<'a>(
        &self,
        id: &str,
        limit: u64,
        buffer: &mut Vec<u8>,
        after: impl Iterator<Item = &'a str>,
    ) -> Result<(), ReadError> {
        match self.answered(id, limit, buffer, after) {
            Ok(Blob::Read) => Ok(()),
            Ok(Blob::TooLarge(size)) => Err(ReadError::TooLarge(size)),
            Ok(Blob::Missing) => Err(ReadError::NotHeld),
            Err(error) => Err(ReadError::Other(message!("git cannot read it: {error}", error))),
        }
    }

    fn answered<'a>(
        &self,
        id: &str,
        limit: u64,
        buffer: &mut Vec<u8>,
        after: impl Iterator<Item = &'a str>,
    ) -> std::io::Result<Blob> {
        let mut blobs = self.idle(id).map_or_else(|| Blobs::start(&self.repository), Ok)?;
        let read = blobs.read(id, limit, buffer, after)?;
        if !blobs.has_ended() {
            self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(blobs);
        }
        Ok(read)
    }

    /// A child that waits: the one that works on the file already, else one that
    /// works on nothing, else any.
    fn idle(&self, id: &str) -> Option<Blobs> {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        let ready = |ahead: bool| move |blobs: &Blobs| blobs.is_ready_for(id) && blobs.is_ahead() == ahead;
        let at = idle.iter().position(ready(true)).or_else(|| idle.iter().position(ready(false)));
        let at = at.or_else(|| idle.len().checked_sub(1))?;
        Some(idle.swap_remove(at))
    }
}

impl Repository {
    /// Its files by their object ids.
    pub fn objects(&self) -> Objects {
        Objects::of(self.clone())
    }
}

/// Nothing is listed; what is read is named by [`Objects::path`].
impl Snapshot for Objects {
    fn list(&self, _folder: &RelPath) -> Result<Vec<Entry>, ReadError> {
        Ok(Vec::new())
    }

    fn read(&self, path: &RelPath, limit: u64, buffer: &mut Vec<u8>) -> Result<(), ReadError> {
        buffer.clear();
        let id = path.as_str().split('/').next().unwrap_or_default();
        if id.is_empty() || !id.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(ReadError::Missing);
        }
        self.blob(id, limit, buffer, std::iter::empty())
    }
}
