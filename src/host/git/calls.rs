//! Calls of git about a repository: what writes, what reads, what compares files.

use std::collections::BTreeSet;
use std::env;
use std::process::Command;

use super::call::{git, run_git};
use super::{GitError, Repository};
use crate::host::real;
use crate::message;

/// Variables that name programs to run.
const PROGRAMS: [&str; 8] = [
    "GIT_ASKPASS",
    "GIT_EDITOR",
    "GIT_EXTERNAL_DIFF",
    "GIT_PAGER",
    "GIT_PROXY_COMMAND",
    "GIT_SSH",
    "GIT_SSH_COMMAND",
    "SSH_ASKPASS",
];

/// What a call that reads sets aside of the configuration.
const SETTINGS: [&str; 5] = [
    "core.fsmonitor=false",
    "core.hooksPath=/dev/null",
    "log.showSignature=false",
    "protocol.allow=never",
    "submodule.recurse=false",
];

impl Repository {
    /// `git` for what writes: hooks, signing and filters run as for any user.
    pub(super) fn writing(&self) -> Command {
        let mut command = git();
        self.name_to(&mut command);
        command
    }

    /// `git` for what reads. It runs no hook, monitor, pager or editor, fetches
    /// and asks nothing, takes no lock, and objects are what their ids say.
    pub(super) fn reading(&self) -> Command {
        let mut command = git();
        for name in PROGRAMS {
            command.env_remove(name);
        }
        command.env("LC_ALL", "C").env("GIT_ALLOW_PROTOCOL", "").env("GIT_NO_LAZY_FETCH", "1");
        command.env("GIT_OPTIONAL_LOCKS", "0").env("GIT_TERMINAL_PROMPT", "0");
        command.args(["--no-pager", "--no-replace-objects"]);
        command.args(SETTINGS.iter().flat_map(|setting| ["-c", setting]));
        self.name_to(&mut command);
        self.keep_quarantine(&mut command);
        command
    }

    /// The same for what compares the working tree's files: no filter runs.
    pub(super) fn comparing(&self) -> Result<Command, GitError> {
        let names =
            ["config", "--null", "--name-only", "--get-regexp", r"^filter\..*\.(clean|smudge|process)$"];
        let names = match run_git(self.reading().args(names)) {
            // It fails where there is none.
            Err(GitError::Git(why)) if why.is_empty() => Vec::new(),
            told => told?,
        };
        let odd = |_| GitError::Unread(message!("the name of a filter is not UTF-8"));
        let names = str::from_utf8(&names).map_err(odd)?;
        let drivers: BTreeSet<&str> =
            names.split('\0').filter_map(|name| Some(name.rsplit_once('.')?.0)).collect();
        if !drivers.is_empty() {
            refuse_old()?;
        }
        let off = |driver: &&str| {
            let set = |key: &str, value| (format!("{driver}.{key}"), value);
            [set("clean", ""), set("smudge", ""), set("process", ""), set("required", "false")]
        };
        let mut command = self.reading();
        // By variables, as a name may hold any character.
        let known = env::var("GIT_CONFIG_COUNT").ok().and_then(|count| count.parse().ok());
        let mut count: usize = known.unwrap_or(0);
        for (key, value) in drivers.iter().flat_map(off) {
            command.env(format!("GIT_CONFIG_KEY_{count}"), key);
            command.env(format!("GIT_CONFIG_VALUE_{count}"), value);
            count += 1;
        }
        if count > 0 {
            command.env("GIT_CONFIG_COUNT", count.to_string());
        }
        Ok(command)
    }

    fn name_to(&self, command: &mut Command) {
        command.arg("-C").arg(&self.folder);
        command.arg("--git-dir").arg(&self.dir);
        match &self.top {
            Some(top) => command.arg("--work-tree").arg(top),
            None => command.arg("--bare"),
        };
    }

    /// What a push brings is beside the objects until a hook has agreed.
    fn keep_quarantine(&self, command: &mut Command) {
        let objects = self.common().join("objects");
        let place = env::var_os("GIT_QUARANTINE_PATH").map(|place| real(place.as_ref()));
        if let Some(place) = place.filter(|place| place.starts_with(&objects)) {
            command.env("GIT_OBJECT_DIRECTORY", place).env("GIT_ALTERNATE_OBJECT_DIRECTORIES", objects);
        }
    }
}

/// Older ones do not know the variables that switch filters off.
fn refuse_old() -> Result<(), GitError> {
    let printed = String::from_utf8_lossy(&run_git(git().arg("version"))?).trim().to_owned();
    let mut numbers = printed.split(|c: char| !c.is_ascii_digit()).filter_map(|part| part.parse().ok());
    let version: (Option<u32>, Option<u32>) = (numbers.next(), numbers.next());
    if version < (Some(2), Some(31)) { Err(GitError::TooOld(printed)) } else { Ok(()) }
}
