//! What every command knows: where it runs, which day it is, how to speak.

use std::io::IsTerminal;
use std::ops::Deref;
use std::path::Path;

use super::Global;
use super::failure::{self, Failure};
use super::progress::Progress;
use super::stderr::{say, speak, spoken};
use crate::host;
use crate::message;
use crate::read;
use crate::session::{self, Counted, Files, Listener, Session};
use crate::show::findings::TextStyle;
use crate::source::RelPath;
use crate::text::Message;

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

/// The revision that is looked at.
#[derive(clap::Args, Clone, Debug, Default)]
pub struct RevArgs {
    /// Look at the files as the commit REV holds them, as of its date; REV:FOLDER
    /// where the workspace lay in another folder
    #[arg(long, value_name = "REV")]
    pub rev: Option<String>,
}

/// Tells on stderr what a session does.
struct Stderr;

impl Listener for Stderr {
    fn note(&self, what: Message) {
        say(what);
    }

    fn counting(&self, what: Counted) -> Box<dyn Fn() + Sync> {
        let progress = match what {
            Counted::Leads => Progress::start(true),
            Counted::Days => Progress::of(true, message!("days of the past read")),
        };
        Box::new(move || progress.count())
    }
}

/// What every command knows.
#[derive(Clone)]
pub struct Context {
    /// Where it looks, and on which day.
    session: Session,
    color: ColorChoice,
}

impl Deref for Context {
    type Target = Session;

    fn deref(&self) -> &Session {
        &self.session
    }
}

impl Context {
    /// # Errors
    /// Where the folder or the date of the command line cannot be used.
    pub fn new(global: Global) -> Result<Self, Failure> {
        let here = host::current_dir()
            .map_err(|e| Failure::usage(message!("the current folder is gone: {e}", e)))?;
        let start = global.dir.as_ref().map_or(here.clone(), |dir| here.join(dir));
        session::language(&start).into_iter().for_each(speak);
        if !host::is_folder(&start) {
            return Err(Failure::usage(message!("there is no folder `{folder}`", folder = start.display())));
        }
        let day = |text: &str| {
            read::day(text).ok_or_else(|| {
                Failure::usage(message!("`{text}` is not a date for --today; write it as 2026-11-23", text))
            })
        };
        let today = global.today.as_deref().map(day).transpose()?;
        host::list_at_most(global.max_files);
        let Global { quiet, verbose, color, .. } = global;
        let mut session = Session::new(start, &Stderr);
        (session.today, session.quiet, session.verbose) = (today, quiet, verbose);
        Ok(Self { session, color })
    }

    /// The files a command looks at, and what it knows then.
    ///
    /// # Errors
    /// Where there is no workspace or no such commit.
    pub fn looking(&self, args: &RevArgs) -> Result<(Self, Files), Failure> {
        let (session, files) = self.open(args.rev.as_deref())?;
        Ok((self.of(session), files))
    }

    /// The same for another session.
    #[must_use]
    pub fn of(&self, session: Session) -> Self {
        Self { session, color: self.color }
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
    pub fn look(&self, terminal: bool) -> TextStyle {
        TextStyle { color: terminal && self.color(), width: failure::width(), language: spoken() }
    }

    /// A path of the command line as one of the workspace. A link on the way to the
    /// workspace is the person's own; of one below it the path keeps the name.
    ///
    /// # Errors
    /// Where it is outside.
    pub fn inside(&self, root: &Path, path: &Path) -> Result<RelPath, Failure> {
        let outside =
            || Failure::usage(message!("`{path}` lies outside the workspace", path = path.display()));
        let place = host::absolute(&self.start.join(path)).ok_or_else(outside)?;
        let root = host::absolute(root).ok_or_else(outside)?;
        let below = match place.strip_prefix(&root) {
            Ok(below) => below,
            Err(_) => {
                let root = host::real(&root);
                // The outermost one: a link below may lead back to the workspace.
                let above = place.ancestors().filter(|above| host::real(above) == root).last();
                above.and_then(|above| place.strip_prefix(above).ok()).ok_or_else(outside)?
            }
        };
        let parts: Vec<_> = below.iter().map(|part| part.to_string_lossy()).collect();
        Ok(RelPath::new(parts.join("/")))
    }
}
