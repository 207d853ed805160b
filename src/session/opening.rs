//! Where a workspace is looked for, on which day, and who hears of it.

use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use super::error::SessionError;
use super::files::Files;
use crate::check::{self, Reading};
use crate::host::{self, Disk, Revision};
use crate::message;
use crate::pipeline::Day;
use crate::read;
use crate::source::{RelPath, Snapshot};
use crate::text::{Language, Message, visible};
use crate::workspace::{CONFIG_FILE, Loaded, Loader};

/// The language of the workspace around a folder, as its configuration has it
/// even where that cannot be read otherwise; `None` where there is none.
pub fn language(start: &Path) -> Option<Language> {
    let disk = host::find_root(start, CONFIG_FILE).map(Disk::new).ok()?;
    let text = read::text(&disk, &RelPath::new(CONFIG_FILE)).unwrap_or_default();
    let written = text.lines().find_map(|line| line.strip_prefix("language:")).unwrap_or_default();
    let code = written.split('#').next().unwrap_or_default().trim().trim_matches(['"', '\'']);
    Some(Language::parse(code).unwrap_or_default())
}

/// What is counted while somebody waits for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counted {
    /// Leads that are read.
    Leads,
    /// Days of the past.
    Days,
}

/// Who hears of what a session does.
pub trait Listener: Sync {
    /// Something worth knowing that is no error, in lines.
    fn note(&self, what: Message);

    /// Begins to count; what is given is called once for each, from any thread,
    /// and dropped at the end.
    fn counting(&self, what: Counted) -> Box<dyn Fn() + Sync>;
}

/// Where a workspace is looked for, on which day, and who hears of it.
#[derive(Clone)]
pub struct Session {
    /// The folder that a workspace is looked for in, and above.
    pub start: PathBuf,
    /// The day that counts as today; that of the clock where absent.
    pub today: Option<Day>,
    /// Whether nobody hears of anything.
    pub quiet: bool,
    /// Whether more is said.
    pub verbose: bool,
    /// When the revision that is looked at was committed.
    past: Option<DateTime<Utc>>,
    listener: &'static dyn Listener,
}

impl Session {
    /// A session of the working tree around a folder.
    pub fn new(start: PathBuf, listener: &'static dyn Listener) -> Self {
        Self { start, today: None, quiet: false, verbose: false, past: None, listener }
    }

    /// The same, and nobody hears of it.
    #[must_use]
    pub fn silent(&self) -> Self {
        Self { quiet: true, ..self.clone() }
    }

    pub(super) fn note(&self, what: Message) {
        if !self.quiet {
            self.listener.note(what);
        }
    }

    /// The same, where somebody wants to hear nothing but what went wrong too.
    pub(super) fn warn(&self, what: Message) {
        self.listener.note(what);
    }

    pub(super) fn counting(&self, what: Counted) -> Box<dyn Fn() + Sync> {
        if self.quiet { Box::new(|| {}) } else { self.listener.counting(what) }
    }

    /// The day it is in a time zone: the one given, else of the revision looked
    /// at, else of the clock.
    pub fn day(&self, zone: Tz) -> Day {
        let moment = || self.past.unwrap_or_else(host::now);
        self.today.unwrap_or_else(|| moment().with_timezone(&zone).date_naive())
    }

    /// The day of the revision looked at, in a time zone; `None` of the working tree.
    pub fn past_day(&self, zone: Tz) -> Option<Day> {
        self.past.map(|moment| moment.with_timezone(&zone).date_naive())
    }

    /// The workspace's files: those of the nearest folder upwards that holds
    /// `corong.yaml`.
    ///
    /// # Errors
    /// Where there is none.
    pub fn disk(&self) -> Result<Disk, SessionError> {
        host::find_root(&self.start, CONFIG_FILE).map(Disk::of_checkout).map_err(|none| {
            let configuration = RelPath::new(CONFIG_FILE);
            let mut above = none.from.ancestors().take_while(|folder| folder.starts_with(&none.to));
            match above.find(|folder| Disk::of_checkout(*folder).object(&configuration).is_some()) {
                Some(folder) => SessionError::Misfit(message!("this checkout leaves out `{folder}`, as a sparse one does\n  \
                     help: `--rev HEAD` looks at the commit; `git sparse-checkout disable` brings the files back", folder = visible(&folder.join(CONFIG_FILE).to_string_lossy()))),
                None => SessionError::NoWorkspace(none),
            }
        })
    }

    /// The files of the working tree, or those that a revision holds, and the
    /// session that looks at them: at a revision the day of its commit is the
    /// one that is looked at, and today unless another is given.
    ///
    /// # Errors
    /// Where there is no workspace or no such commit.
    pub fn open(&self, revision: Option<&str>) -> Result<(Self, Files), SessionError> {
        let files = match revision {
            None => Files::present(self.disk()?, &self.start),
            Some(name) => Files::past(&self.start, name)?,
        };
        Ok((Self { past: files.committed(), ..self.clone() }, files))
    }

    /// Reads a workspace, as of today.
    ///
    /// # Errors
    /// Where its configuration cannot be read.
    pub fn load(&self, snapshot: &dyn Snapshot) -> Result<Loaded, SessionError> {
        let (names, count) = (check::names().collect::<Vec<_>>(), self.counting(Counted::Leads));
        Ok(Loader::new(&names, &|zone| self.day(zone)).each(&|_, _| count()).load(snapshot)?)
    }

    /// The same with the rules looking on.
    ///
    /// # Errors
    /// As [`Self::load`].
    pub fn read(&self, snapshot: &dyn Snapshot) -> Result<Reading, SessionError> {
        let count = self.counting(Counted::Leads);
        Ok(Reading::counting(snapshot, &|zone| self.day(zone), &*count)?)
    }

    /// Says that a clone is cut off; `first` is the first day that it holds.
    pub(super) fn note_shallow(&self, tip: &Revision, first: Day) {
        if tip.is_shallow() {
            self.note(message!("note: this clone is shallow: git tells nothing of the days before {first}\n  \
                 help: `git fetch --unshallow` brings the rest; in CI let the checkout fetch everything (`fetch-depth: 0`)", first));
        }
    }
}
