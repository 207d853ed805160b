//! What a checkout leaves out of a workspace.

use std::borrow::Borrow;

use super::opening::Session;
use super::stamping::is_ours;
use crate::check;
use crate::host::Disk;
use crate::message;
use crate::source::{RelPath, Snapshot};
use crate::text::Message;
use crate::workspace::load_config;

/// How many files are named.
const NAMED: usize = 5;

/// Of some paths the configuration, the templates and the leads; all where there is
/// no configuration that can be read.
pub fn of_workspace<P: Borrow<RelPath>>(files: &dyn Snapshot, mut paths: Vec<P>) -> Vec<P> {
    let rules: Vec<&str> = check::names().collect();
    let read = if paths.is_empty() { None } else { load_config(files, &rules).ok() };
    if let Some(read) = read {
        paths.retain(|path| is_ours(path.borrow(), &read.config));
    }
    paths
}

impl Session {
    /// Says which of a workspace's files this checkout leaves out, and gives them.
    pub fn note_left_out<'d>(&self, disk: Option<&'d Disk>) -> Vec<&'d RelPath> {
        let absent = disk.map(|disk| of_workspace(disk, disk.left_out())).unwrap_or_default();
        if let Some(what) = left_out(&absent) {
            self.note(message!(
                "note: {what}\n  \
                 help: `--rev HEAD` looks at all of them; `git sparse-checkout disable` brings them back",
                what
            ));
        }
        absent
    }
}

/// That files are left out, and which; `None` where none is.
pub fn left_out(absent: &[&RelPath]) -> Option<Message> {
    let names = absent.iter().take(NAMED).map(|path| path.as_str()).collect::<Vec<_>>().join(", ");
    let more = match absent.len().saturating_sub(NAMED) {
        0 => Message::default(),
        more => message!(" and {more} more", more),
    };
    let what = if absent.len() == 1 { message!("a file") } else { message!("files") };
    (!absent.is_empty()).then(|| {
        message!(
            "this checkout leaves out {what} of the workspace, as a sparse one does: {names}{more}",
            what,
            names,
            more
        )
    })
}
