//! `corong init`: a new workspace.

use std::io::{BufRead, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::builder::PossibleValuesParser;

use super::init_from::{self, FromArgs, Making};
use super::{Context, Failure, output};
use crate::change::{Plan, PlanStep};
use crate::host::{self, Disk, GitError, Lock, Repository};
use crate::init::{self, InitOptions};
use crate::message;
use crate::pipeline::{Currency, Language};
use crate::read::text;
use crate::source::RelPath;
use crate::text::Message;
use crate::workspace::CONFIG_FILE;

/// Make a workspace: configuration, stage folders, checks for CI and commits
///
/// Existing files are kept as they are and named.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  corong init                               a workspace here
  corong init sales --language id           in Indonesian, in the folder sales
  corong init demo --example                with a pipeline to look at
  corong init crm --from deals.csv          out of a CRM's export
  corong init -n                            only show what would be written")]
pub struct Args {
    /// The folder; made where it is missing, the current one where none is named
    #[arg(value_name = "DIR")]
    pub folder: Option<PathBuf>,
    /// Fill it with a believable pipeline, dated around today
    #[arg(long)]
    pub example: bool,
    /// The language of reports and of what the files say
    #[arg(long, value_parser = PossibleValuesParser::new(Language::CODES))]
    pub language: Option<String>,
    /// The team's or company's name; the folder's where none is given
    #[arg(long)]
    pub name: Option<String>,
    /// The currency of totals, ISO 4217; USD, or IDR in Indonesian
    #[arg(long, value_name = "CODE")]
    pub currency: Option<String>,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub export: FromArgs,
    /// Show what would be written, as a patch, and write nothing
    #[arg(short = 'n', long)]
    pub dry_run: bool,
    /// Ask nothing, also on a terminal
    #[arg(long)]
    pub no_input: bool,
}

/// Runs it.
///
/// # Errors
/// Status 1 where there is a workspace already or a link is in the way, 2
/// where something cannot be written.
pub fn run(args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    let given = args.folder.as_deref().unwrap_or(Path::new("."));
    let root = host::absolute(&context.start.join(given))
        .ok_or_else(|| Failure::usage(message!("`{given}` cannot be a folder", given = given.display())))?;
    if host::is_taken(&root.join(CONFIG_FILE)) {
        return Err(Failure::refused(message!(
            "`{given}` is a workspace already: it holds a `{config_file}`\n  \
             help: change that file, or name another folder: `corong init DIR`",
            given = given.display(),
            config_file = CONFIG_FILE
        )));
    }
    let options = options(args, &root)?;
    if !args.export.from.is_empty() {
        let Args { dry_run, no_input, .. } = *args;
        let making =
            Making { root: &root, options, currency_given: args.currency.is_some(), dry_run, no_input };
        let done = init_from::run(&args.export, &making, context)?;
        if !dry_run && !context.quiet && args.export.format.is_none() {
            let driver = install_driver(&root);
            output::say(next(&root, given, true));
            driver.into_iter().for_each(output::say);
        }
        return Ok(done);
    }
    let files = init::files(&options, context.day(options.timezone));
    let (kept, new): (Vec<_>, Vec<_>) =
        files.into_iter().partition(|(path, _)| host::is_taken(&root.join(path.as_str())));
    let mut steps: Vec<PlanStep> =
        new.into_iter().map(|(path, new)| PlanStep::Create { path, new }).collect();
    let added = attributes_added(&root);
    let kept: Vec<_> = kept
        .into_iter()
        .filter(|(path, _)| added.as_ref().is_none_or(|step| step.places().0 != Some(path)))
        .collect();
    steps.extend(added);
    let plan = Plan {
        title: message!("a workspace for {name}", name = options.name).in_language(options.language),
        steps,
    };
    if args.dry_run {
        kept.iter().for_each(|(path, _)| output::say(message!("would keep {path}", path)));
        say_lacking(&root, &kept);
        output::result(&plan.diff())?;
        return Ok(ExitCode::SUCCESS);
    }
    write(&root, given, &plan)?;
    let added = plan.steps.iter().filter_map(|step| step.places().0);
    let added: Vec<&RelPath> = added.collect();
    let wrote = plan.paths().into_iter().map(|path| {
        if added.contains(&path) {
            message!("added to {path}\n", path)
        } else {
            message!("wrote {path}\n", path)
        }
    });
    let all = wrote.chain(kept.iter().map(|(path, _)| message!("kept {path}\n", path)));
    output::tell(&Message::list(all, ""))?;
    say_lacking(&root, &kept);
    let driver = install_driver(&root);
    if !context.quiet {
        output::say(next(&root, given, args.example));
        driver.into_iter().for_each(output::say);
    }
    Ok(ExitCode::SUCCESS)
}

/// Says what is to be added to files of somebody's own.
fn say_lacking(root: &Path, kept: &[(RelPath, String)]) {
    for (path, ours) in kept {
        let theirs = text(&Disk::new(root), path).unwrap_or_default();
        if let Some(lines) = init::lacking(path, ours, &theirs) {
            let path = path.as_str();
            output::say(match path {
                ".gitignore" => message!("note: add to {path}:\n{lines}", path, lines),
                _ => message!("note: add to {path}, below `repos:`:\n{lines}", path, lines),
            });
        }
    }
}

/// The lines that a `.gitattributes` of somebody's own lacks, added to it.
fn attributes_added(root: &Path) -> Option<PlanStep> {
    let path = RelPath::new(".gitattributes");
    let old = text(&Disk::new(root), &path).ok()?;
    let new = init::attributes(Some(&old), &init::folders_of_leads())?;
    Some(PlanStep::Edit { path, old, new })
}

/// Lets git merge leads by what they say, where there is a repository; what is
/// to be told about it.
fn install_driver(root: &Path) -> Option<Message> {
    Some(match Repository::of(root).and_then(|repository| repository.install_driver()) {
        Err(GitError::NoRepository(_)) => return None,
        Ok(_) => message!(
            "note: git merges leads by what they say in this clone (merge.corong.driver in its \
            configuration);\n      another clone needs `corong merge-driver --install` once"
        ),
        Err(why) => message!("note: git was not told to merge leads by what they say: {why}", why),
    })
}

fn write(root: &Path, given: &Path, plan: &Plan) -> Result<(), Failure> {
    host::make_folder(root).map_err(|error| {
        Failure::usage(message!(
            "the folder `{given}` cannot be made: {error}",
            given = given.display(),
            error
        ))
    })?;
    Ok(host::carry_out(root, plan, &Lock::take(root)?)?)
}

/// What the command line says, what is answered, and what the machine knows.
fn options(args: &Args, root: &Path) -> Result<InitOptions, Failure> {
    let currency = args.currency.as_deref().map(currency).transpose()?;
    let asks = !args.no_input && std::io::stdin().is_terminal() && std::io::stderr().is_terminal();
    let asked = |what: Message, usual: String| if asks { ask(what, usual) } else { Ok(usual) };
    let code = match &args.language {
        Some(code) => code.clone(),
        None => asked(message!("Language, en or id"), Language::default().code().to_owned())?,
    };
    let language = Language::parse(code.trim()).ok_or_else(|| {
        Failure::usage(message!("corong does not speak `{code}`; it speaks en and id", code))
    })?;
    let name = match &args.name {
        Some(name) => name.clone(),
        None if args.example => InitOptions::example_name(language).to_owned(),
        None => asked(message!("Name of the team or company"), folder_name(root))?,
    };
    let name = name.trim().to_owned();
    if name.is_empty() || name.contains(char::is_control) {
        return Err(Failure::usage(message!(
            "the name has to be one line of text\n  help: --name \"Karya Utama\""
        )));
    }
    // Git is asked where there is a folder to ask it in.
    let there = root.ancestors().find(|folder| host::is_folder(folder)).unwrap_or(root);
    Ok(InitOptions {
        language,
        name,
        currency: currency.unwrap_or_else(|| language.locale().currency),
        timezone: host::time_zone().unwrap_or_else(|| language.locale().timezone),
        member: InitOptions::first_member(language, host::user_name(there), host::user_email(there)),
        example: args.example,
    })
}

fn currency(code: &str) -> Result<Currency, Failure> {
    Currency::from_code(&code.to_ascii_uppercase()).ok_or_else(|| {
        Failure::usage(message!(
            "`{code}` is no currency\n  help: its ISO 4217 code, such as IDR, USD or EUR",
            code
        ))
    })
}

fn folder_name(root: &Path) -> String {
    let name = root.file_name().map(|name| name.to_string_lossy().into_owned());
    name.unwrap_or_else(|| "Sales".to_owned())
}

/// Asks on the terminal; an empty answer is the usual one.
fn ask(what: Message, usual: String) -> Result<String, Failure> {
    let mut answer = String::new();
    let mut err = std::io::stderr().lock();
    let asked = write!(err, "{} [{usual}]: ", what.shown(output::spoken())).and_then(|()| err.flush());
    asked
        .and_then(|()| std::io::stdin().lock().read_line(&mut answer))
        .map_err(|error| Failure::usage(message!("the answer cannot be read: {error}", error)))?;
    let answer = answer.trim();
    Ok(if answer.is_empty() { usual } else { answer.to_owned() })
}

/// A path as a shell takes it: in quotes where it holds more than plain characters.
fn in_shell(path: &Path) -> String {
    let shown = path.display().to_string();
    let plain = shown.chars().all(|c| c.is_ascii_alphanumeric() || "/._-".contains(c));
    if plain { shown } else { format!("'{}'", shown.replace('\'', "'\\''")) }
}

/// What to do next, and what of the files takes no effect where they lie.
fn next(root: &Path, given: &Path, example: bool) -> Message {
    let here = given == Path::new(".");
    let corong = if here { "corong".to_owned() } else { format!("corong -C {}", in_shell(given)) };
    let first = if example {
        message!("look at the leads in pipeline/ and at corong.yaml, which explains itself")
    } else {
        message!("put your team and your lists into corong.yaml; a lead to begin with is at its end")
    };
    let mut lines = vec![
        message!("Next: {first}", first),
        message!("      {corong} check     finds what is wrong", corong),
        message!("      {corong} report    shows the pipeline and its conversion", corong),
    ];
    match host::top(root) {
        None => {
            let git = if here { "git".to_owned() } else { format!("git -C {}", in_shell(given)) };
            lines.push(message!("      {git} init         keeps every change and who made it", git));
            lines.push(message!("      {git} add --all && {git} commit -m 'The pipeline begins'", git));
            lines.push(message!("      {corong} merge-driver --install    then lets git merge leads by what they say", corong));
        }
        Some(above) if above != root => lines.push(message!("note: .github/ and .pre-commit-config.yaml take effect in {above} only: move them there and let them run `corong -C {folder}`", above = above.display(), folder = root.strip_prefix(&above).unwrap_or(root).display())),
        Some(_) => {}
    }
    if !init::knows_source() {
        lines.push(message!("note: the workflows do not know where corong comes from: write the address of its repository as CORONG_SOURCE in .github/workflows/corong.yml and corong-site.yml"));
    }
    Message::list(lines, "\n")
}
