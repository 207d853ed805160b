//! The one place where programs are started: git, an editor.
#![allow(clippy::disallowed_types, reason = "this is the place")]

use std::ffi::OsStr;
use std::process::Command;

/// A program to be run, with this one's environment.
pub(super) fn program(name: impl AsRef<OsStr>) -> Command {
    Command::new(name)
}
