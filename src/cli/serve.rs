//! `corong serve`: the site in the browser, live.

use std::io::ErrorKind;
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::mpsc::{Sender, channel};
use std::thread;
use std::time::Duration;

use tokio::sync::watch;

use super::filling::Within;
use super::site::{Making, SiteAbout, SiteFiles};
use super::watch::wanted;
use super::{Context, Failure, output};
use crate::check;
use crate::host::{self, Disk};
use crate::live::Changing;
use crate::live::serve::{Question, Show, World, attend, serve};
use crate::session::{Authorship, Stamping, TemplatesSaid};
use crate::source::{Changes, Pages};

/// The port where none is named, and how many after it are tried.
const PORT: u16 = 8000;
const PORTS: u16 = 20;
/// How long nothing may happen before a change is shown: shorter than usual, for
/// somebody looks.
const QUIET: Duration = Duration::from_millis(50);

/// Show the pages of the site in the browser, live
///
/// Makes them in memory as they are asked for and writes nothing. When leads,
/// templates or the configuration change, the open page shows it at once; a lead
/// that is broken shows what is wrong on its page. Only this machine is
/// answered. Ctrl-C ends it.
#[derive(clap::Args)]
#[command(mut_arg("as_of", |date| date.help("The date the pages are as of; today where absent")))]
#[command(after_help = "Examples:
  corong serve                              at http://localhost:8000, or the next free port
  corong serve --port 4000
  corong serve --rev v1.2                   as a commit held them; nothing changes then
  corong -C demo serve --language id")]
pub struct Args {
    /// The port; 0 takes any that is free [default: 8000, or the next free one]
    #[arg(short, long, value_name = "N")]
    pub port: Option<u16>,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub about: SiteAbout,
}

/// Runs it until Ctrl-C.
///
/// # Errors
/// Where there is no workspace, the port is taken, or the system cannot watch
/// the files.
pub fn run(args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    let (_, files) = context.looking(&args.about.at.rev)?;
    let listeners = listeners(args.port)?;
    let port = listeners.first().and_then(|listener| listener.local_addr().ok()).map_or(0, |at| at.port());
    let (asking, questions) = channel();
    // Another run has other versions, so that a page of the last one is loaded anew.
    let first = u64::try_from(host::now().timestamp_millis()).unwrap_or_default();
    let (version, heard) = watch::channel(first);
    if let Some(disk) = files.disk() {
        let root = disk.root().canonicalize().unwrap_or_else(|_| disk.root().to_owned());
        watch_files(root, asking.clone()).map_err(Failure::usage)?;
    }
    let answering = asking.clone();
    thread::spawn(move || {
        if let Err(error) = serve(listeners, asking, heard) {
            let _ = answering.send(Question::Failed(format!("the pages cannot be served: {error}")));
        }
    });
    output::result(&format!("http://localhost:{port}/\n"))?;
    if !context.quiet {
        output::say("serving; Ctrl-C ends");
    }
    let mut desk = Desk {
        args,
        context,
        reading: check::Kept::default(),
        authorship: Authorship::default(),
        said: None,
    };
    attend(&mut desk, &questions, &version).map_err(Failure::usage)?;
    Ok(ExitCode::SUCCESS)
}

fn listeners(port: Option<u16>) -> Result<Vec<TcpListener>, Failure> {
    let listening = match port {
        Some(port) => host::listen(port),
        None => host::listen_at_one_of(PORT..PORT + PORTS),
    };
    listening.map_err(|error| match (error.kind(), port) {
        (ErrorKind::AddrInUse, Some(port)) => Failure::usage(format!(
            "port {port} is in use by another program\n  help: name another, or none for the next that is free"
        )),
        (ErrorKind::AddrInUse, None) => {
            Failure::usage(format!("the ports {PORT} to {} are all in use\n  help: --port 0", PORT + PORTS - 1))
        }
        (_, port) => Failure::usage(format!("port {} cannot be listened at: {error}", port.unwrap_or(PORT))),
    })
}

/// Tells of changes from now on, until nobody listens.
///
/// # Errors
/// Where the system cannot watch the files.
fn watch_files(root: PathBuf, asking: Sender<Question>) -> Result<(), String> {
    let failed = |error| format!("the files cannot be watched: {error}");
    let mut watched = wanted(&Disk::new(&root)).unwrap_or_default();
    let changing = Changing::below(&root, watched.clone()).map_err(failed)?;
    thread::spawn(move || {
        let watching = changing.each(QUIET, |changes| {
            asking.send(Question::Changed(changes.clone())).ok()?;
            // A configuration that is broken for a moment keeps the folders it had.
            watched = wanted(&Disk::new(&root)).unwrap_or_else(|| watched.clone());
            Some(watched.clone())
        });
        if let Err(error) = watching {
            let _ = asking.send(Question::Failed(failed(error)));
        }
    });
    Ok(())
}

/// The files of a workspace and the pages made from them.
struct Desk<'d> {
    args: &'d Args,
    context: &'d Context,
    reading: check::Kept,
    authorship: Authorship,
    said: TemplatesSaid,
}

impl World for Desk<'_> {
    fn renew(&mut self, changes: Option<&Changes>, show: &mut Show<'_>) {
        if let Some(changes) = changes.filter(|changes| !self.context.quiet && !changes.is_empty()) {
            output::say(&format!("[{}] {}", host::now().format("%H:%M:%S"), changes.line()));
        }
        // A folder that became a link meanwhile must be noticed.
        let (context, files) = match self.context.looking(&self.args.about.at.rev) {
            Ok(looking) => looking,
            Err(failure) => return show(&Broken::of(&failure), &|| false),
        };
        let context = &context;
        let stamping = Stamping::of(&files, context);
        let everything = Changes::everything();
        let changes = changes.unwrap_or(&everything);
        let read = match self.reading.renew(&files, &|zone| context.day(zone), changes) {
            Ok(read) => read,
            Err(error) => return show(&Broken::of(&error.into()), &|| false),
        };
        let (workspace, checked) = (&read.loaded.workspace, &read.checked());
        let (zone, today) = (workspace.config.timezone, workspace.today);
        let is_stale = || context.day(zone) != today;
        let given = SiteFiles::of(stamping, workspace, &files, &mut self.authorship);
        let made = Making { workspace, checked, given: &given, live: true };
        match self.args.about.site(made, context, &mut self.said) {
            Ok((site, filling)) => show(&Within { pages: &site, filling }, &is_stale),
            Err(failure) => show(&Broken::of(&failure), &is_stale),
        }
    }
}

/// Pages that cannot be made, and why.
struct Broken(String);

impl Broken {
    fn of(failure: &Failure) -> Self {
        Self(failure.message().to_owned())
    }
}

impl Pages for Broken {
    fn paths(&self) -> Vec<String> {
        Vec::new()
    }

    fn page(&self, _path: &str) -> Result<Option<Vec<u8>>, String> {
        Err(self.0.clone())
    }
}
