//! What every command knows: where it runs, which day it is, how to speak.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use super::Global;
use super::progress::Progress;
use crate::check::Reading;
use crate::finding::Finding;
use crate::host::{self, Disk};
use crate::pipeline::Day;
use crate::show::findings::{Look, text};
use crate::source::{MemorySnapshot, RelPath, Snapshot};
use crate::workspace::{CONFIG_FILE, LoadError, Loaded, Loader};
use crate::{check, read};

/// When to use colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum ColorChoice {
    /// On a terminal, unless `NO_COLOR` is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// Why a command could not be done.
#[derive(Debug)]
pub struct Failure {
    /// 1 for a refused change, 2 for all else.
    status: u8,
    /// What is said, ready to print.
    message: String,
}

impl Failure {
    /// Wrong usage, something unreadable, a failed write: status 2.
    pub fn usage(message: impl Into<String>) -> Self {
        Self { status: 2, message: format!("error: {}", message.into()) }
    }

    /// A refused change: status 1.
    pub fn refused(message: impl Into<String>) -> Self {
        Self { status: 1, message: format!("refused: {}", message.into()) }
    }

    /// With more to say.
    #[must_use]
    pub fn and(mut self, more: &str) -> Self {
        self.message.push_str(more);
        self
    }

    /// Prints it on stderr and gives its exit status.
    pub fn show(&self) -> ExitCode {
        super::output::say(&self.message);
        ExitCode::from(self.status)
    }

    /// What is said.
    pub fn message(&self) -> &str {
        &self.message
    }
}

/// What every command knows.
#[derive(Clone)]
pub struct Context {
    /// The folder the command runs in.
    pub start: PathBuf,
    /// `--today`, where it was given.
    pub today: Option<Day>,
    /// Whether to say only results and errors.
    pub quiet: bool,
    /// Whether to say more.
    pub verbose: bool,
    /// When the revision that is looked at was committed.
    past: Option<DateTime<Utc>>,
    color: ColorChoice,
}

impl Context {
    /// # Errors
    /// Where the folder or the date of the command line cannot be used.
    pub fn new(global: Global) -> Result<Self, Failure> {
        let here =
            host::current_dir().map_err(|e| Failure::usage(format!("the current folder is gone: {e}")))?;
        let start = global.dir.as_ref().map_or(here.clone(), |dir| here.join(dir));
        if !start.is_dir() {
            return Err(Failure::usage(format!("there is no folder `{}`", start.display())));
        }
        let today = match global.today.as_deref() {
            Some(text) => Some(read::day(text).ok_or_else(|| {
                Failure::usage(format!("`{text}` is not a date for --today; write it as 2026-11-23"))
            })?),
            None => None,
        };
        host::list_at_most(global.max_files);
        let Global { quiet, verbose, color, .. } = global;
        Ok(Self { start, today, quiet, verbose, past: None, color })
    }

    /// The same at a revision of that moment, or at none.
    #[must_use]
    pub fn at(&self, past: Option<DateTime<Utc>>) -> Self {
        Self { past, ..self.clone() }
    }

    /// Whether to use colour on stdout.
    pub fn color(&self) -> bool {
        match self.color {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto => std::io::stdout().is_terminal() && !host::is_set("NO_COLOR"),
        }
    }

    /// How text looks on stdout; `terminal` where it goes there at all.
    pub fn look(&self, terminal: bool) -> Look {
        let width = host::terminal_width().unwrap_or(Look::default().width);
        Look { color: terminal && self.color(), width }
    }

    /// The day it is in a time zone: that of `--today`, else of the revision
    /// looked at, else of the clock.
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
    pub fn disk(&self) -> Result<Disk, Failure> {
        let root = host::find_root(&self.start, CONFIG_FILE).map_err(|missing| {
            Failure::usage(format!(
                "there is no `{CONFIG_FILE}` in `{}` or in the folders above it\n  \
                 help: `corong init` makes a workspace here; -C DIR names another folder",
                missing.from.display()
            ))
        })?;
        Ok(Disk::new(root))
    }

    /// Reads a workspace, as of today; where that takes long, a terminal tells
    /// how far it is.
    ///
    /// # Errors
    /// Where its configuration cannot be read.
    pub fn load(&self, snapshot: &dyn Snapshot) -> Result<Loaded, Failure> {
        let (names, progress) = (check::names().collect::<Vec<_>>(), Progress::start(!self.quiet));
        let loader =
            Loader::new(&names, &|zone| self.day(zone)).each(&|_, _| progress.count()).load(snapshot);
        loader.map_err(|error| self.load_failure(error))
    }

    /// The same with the rules looking on.
    ///
    /// # Errors
    /// As [`Self::load`].
    pub fn read(&self, snapshot: &dyn Snapshot) -> Result<Reading, Failure> {
        let progress = Progress::start(!self.quiet);
        let read = Reading::counting(snapshot, &|zone| self.day(zone), &|| progress.count());
        read.map_err(|error| self.load_failure(error))
    }

    /// The same as [`Self::read`], and nothing is printed: another screen may be on
    /// the terminal.
    ///
    /// # Errors
    /// As [`Self::load`].
    pub fn read_silently(&self, snapshot: &dyn Snapshot) -> Result<Reading, Failure> {
        Reading::of(snapshot, &|zone| self.day(zone)).map_err(|error| self.load_failure(error))
    }

    /// Says why there is no workspace, with the places in the configuration.
    pub fn load_failure(&self, error: LoadError) -> Failure {
        match error {
            LoadError::Unreadable(error) => {
                Failure::usage(format!("`{CONFIG_FILE}` cannot be read: {error}"))
            }
            LoadError::Folder(folder, error) => {
                Failure::usage(format!("the folder `{folder}` cannot be listed: {error}"))
            }
            LoadError::Configuration { text, findings } => self.configuration_failure(&text, &findings),
        }
    }

    fn configuration_failure(&self, text: &str, findings: &[Finding]) -> Failure {
        let snapshot = MemorySnapshot::default().with(CONFIG_FILE, text.as_bytes());
        let shown = text::findings(findings, &snapshot, self.look(false));
        Failure::usage(format!("the configuration has to be mended first\n\n{shown}"))
    }

    /// A path of the command line as one of the workspace.
    ///
    /// # Errors
    /// Where it lies outside.
    pub fn inside(&self, root: &Path, path: &Path) -> Result<RelPath, Failure> {
        let outside = || Failure::usage(format!("`{}` lies outside the workspace", path.display()));
        let place = host::absolute(&self.start.join(path)).ok_or_else(outside)?;
        let root = host::absolute(root).ok_or_else(outside)?;
        let below = place.strip_prefix(&root).map_err(|_| outside())?;
        let parts: Vec<_> = below.iter().map(|part| part.to_string_lossy()).collect();
        Ok(RelPath::new(parts.join("/")))
    }
}
