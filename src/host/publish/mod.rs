//! Writing pages to a folder: only what changed is written, only what is ours
//! is removed, and nothing outside the folder is touched.
//!
//! The folder holds a manifest of the files that are ours. It names a file
//! before the file is written and until after it is gone, so that whatever a
//! build that was killed leaves behind is known to the next one. A page that is
//! there is replaced whole: it is the old one or the new one. One that is new is
//! written where it belongs; of a build that was killed it may be half, and the
//! next build sees that, for it compares the bytes. What the pages are made from
//! is kept elsewhere, so nothing waits for the disk: after a loss of power the
//! next build sees what is damaged.

mod error;
mod folder;
mod manifest;

use std::collections::BTreeSet;
use std::path::Path;

use rayon::prelude::*;

pub use error::PublishError;
use folder::SiteFolder;

use crate::message;
use crate::source::Pages;
use crate::text::Message;

/// Keeps GitHub Pages from leaving out what it takes for drafts.
const NO_JEKYLL: &str = ".nojekyll";

/// What was written, or would be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PublishedFiles {
    /// The pages that are new or other than before, sorted.
    pub written: Vec<String>,
    /// How many were there as they are to be.
    pub unchanged: usize,
    /// The files that are pages no more, sorted.
    pub removed: Vec<String>,
}

/// Writes all pages to `folder`, which is made where it is missing. It must be
/// no link, no folder between it and `base` may be one where it is in `base`,
/// and it must be empty or what was written here before. `made` hears of each
/// page. With `dry` nothing is written.
///
/// # Errors
/// Where the folder holds something else, a link is in the way, a page
/// cannot be made, or the system refuses. What was written until then stays.
pub fn publish(
    pages: &dyn Pages,
    folder: &Path,
    base: &Path,
    dry: bool,
    made: &(dyn Fn() + Sync),
) -> Result<PublishedFiles, PublishError> {
    let mut paths: BTreeSet<String> = pages.paths().into_iter().collect();
    if let Some(odd) = paths.iter().find(|path| !manifest::may_name(path)) {
        return Err(PublishError::Page { path: odd.clone(), why: message!("no file can have this name") });
    }
    paths.insert(NO_JEKYLL.to_owned());
    let folder = if dry { SiteFolder::look(folder, base)? } else { SiteFolder::take(folder, base, &paths)? };
    let one = |path: &String| {
        let bytes = match path.as_str() {
            NO_JEKYLL => Vec::new(),
            path => made_page(pages, path)?,
        };
        let new = folder.put(path, &bytes, dry)?;
        made();
        Ok(new.then(|| path.clone()))
    };
    let all: Vec<&String> = paths.iter().collect();
    let done = all.par_iter().map(|path| one(path)).collect::<Result<Vec<_>, PublishError>>()?;
    let written: Vec<String> = done.into_iter().flatten().collect();
    let removed: Vec<String> = folder.ours().difference(&paths).cloned().collect();
    let published = PublishedFiles { unchanged: paths.len() - written.len(), written, removed };
    if !dry {
        folder.finish(&paths, &published.removed)?;
    }
    Ok(published)
}

fn made_page(pages: &dyn Pages, path: &str) -> Result<Vec<u8>, PublishError> {
    let wrong = |why: Message| PublishError::Page { path: path.to_owned(), why };
    match pages.page(path) {
        Ok(Some(bytes)) => Ok(bytes),
        Ok(None) => Err(wrong(message!("there is no such page"))),
        Err(why) => Err(wrong(why)),
    }
}
