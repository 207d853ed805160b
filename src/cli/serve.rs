//! `corong serve`: the site in the browser, live.

use std::io::ErrorKind;
use std::net::TcpListener;
use std::process::ExitCode;
use std::sync::mpsc::channel;
use std::sync::{LazyLock, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use super::filling::Within;
use super::site::SiteAbout;
use super::{Context, Failure, output, watch};
use crate::host;
use crate::live::serve::{Question, ServeWorld, Show, attend, serve};
use crate::message;
use crate::session::{KeptSession, TemplatesSaid};
use crate::source::{Changes, Pages};
use crate::text::Message;

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
    let (version, heard) = tokio::sync::watch::channel(first);
    if let Some(disk) = files.disk() {
        let changing = watch::begin(disk, None)?;
        let (asking, failing) = (asking.clone(), asking.clone());
        changing.beside(
            QUIET,
            move |changes| asking.send(Question::Changed(changes)).is_ok(),
            move |error| drop(failing.send(Question::Failed(watch::failed(error).message()))),
        );
    }
    let answering = asking.clone();
    thread::spawn(move || {
        if let Err(error) = serve(listeners, asking, heard, output::spoken()) {
            let _ = answering.send(Question::Failed(message!("the pages cannot be served: {error}", error)));
        }
    });
    output::result(&format!("http://localhost:{port}/\n"))?;
    if !context.quiet {
        output::say(message!("serving; Ctrl-C ends"));
    }
    context.note_left_out(files.disk());
    let mut desk = Desk { args, context, kept: KeptSession::default(), said: None };
    attend(&mut desk, &questions, &version).map_err(Failure::usage)?;
    Ok(ExitCode::SUCCESS)
}

fn listeners(port: Option<u16>) -> Result<Vec<TcpListener>, Failure> {
    let listening = match port {
        Some(port) => host::listen(port),
        None => host::listen_at_one_of(PORT..PORT + PORTS),
    };
    listening.map_err(|error| match (error.kind(), port) {
        (ErrorKind::AddrInUse, Some(port)) => Failure::usage(message!("port {port} is in use by another program\n  help: name another, or none for the next that is free", port)),
        (ErrorKind::AddrInUse, None) => {
            Failure::usage(message!("the ports {port} to {ports} are all in use\n  help: --port 0", port = PORT, ports = PORT + PORTS - 1))
        }
        (_, port) => Failure::usage(message!("port {port} cannot be listened at: {error}", port = port.unwrap_or(PORT), error)),
    })
}

/// The files of a workspace and the pages made from them.
struct Desk<'d> {
    args: &'d Args,
    context: &'d Context,
    kept: KeptSession,
    said: TemplatesSaid,
}

impl ServeWorld for Desk<'_> {
    fn renew(&mut self, changes: Option<&Changes>, show: &mut Show<'_>) {
        if let Some(changes) = changes.filter(|changes| !self.context.quiet && !changes.is_empty()) {
            output::say(message!(
                "[{time}] {changes}",
                time = host::now().format("%H:%M:%S").to_string(),
                changes = changes.line()
            ));
        }
        let everything = Changes::everything();
        let revision = self.args.about.at.rev.rev.as_deref();
        let mut current = match self.kept.look(self.context, revision, changes.unwrap_or(&everything)) {
            Ok(current) => current,
            Err(error) => return show(&Broken::of(&error.into()), &|| false),
        };
        let context = &self.context.of(current.session.clone());
        let (zone, today) =
            (current.reading.loaded.workspace.config.timezone, current.reading.loaded.workspace.today);
        let is_stale = || context.day(zone) != today;
        let last_changes = current.last_changes();
        let checked = LazyLock::new(|| current.reading.checked());
        let said = Mutex::new(&mut self.said);
        let site = LazyLock::new(|| {
            let said = &mut **said.lock().unwrap_or_else(PoisonError::into_inner);
            self.args.about.site((&current, &last_changes), &checked, true, context, said)
        });
        show(
            &WhenAsked(|path: &str| match &*site {
                Ok((site, filling)) => Within { pages: site, filling: *filling }.page(path),
                Err(failure) => Broken::of(failure).page(path),
            }),
            &is_stale,
        );
    }
}

/// Pages that are made only when somebody asks for one: whoever has one open
/// hears of a change before.
struct WhenAsked<F>(F);

impl<F: Fn(&str) -> Result<Option<Vec<u8>>, Message> + Sync> Pages for WhenAsked<F> {
    fn paths(&self) -> Vec<String> {
        Vec::new()
    }

    fn page(&self, path: &str) -> Result<Option<Vec<u8>>, Message> {
        self.0(path)
    }
}

/// Pages that cannot be made, and why.
struct Broken(Message);

impl Broken {
    fn of(failure: &Failure) -> Self {
        Self(failure.message())
    }
}

impl Pages for Broken {
    fn paths(&self) -> Vec<String> {
        Vec::new()
    }

    fn page(&self, _path: &str) -> Result<Option<Vec<u8>>, Message> {
        Err(self.0.clone())
    }
}
