//! `corong export`: leads as tables for other programs.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use sha2::{Digest, Sha256};

use super::condition::{condition, unjudged};
use super::{Context, Failure, looking, output};
use crate::change::slug;
use crate::exchange::out::{
    CsvFile, Export, ExportRows, ExportSource, NdjsonFile, ParquetFile, TableWriter, VIEWS, XlsxBook,
    headlines, views,
};
use crate::host::{self, ExportFile, ExportFolder, OutputRefused};
use crate::message;
use crate::pipeline::Lead;
use crate::pipeline::shape::is_id;
use crate::report::Slice;
use crate::report::exported::{ExportTable, TABLES};
use crate::text::{Message, visible};
use crate::workspace::CONFIG_FILE;

/// Write leads as tables, for DuckDB, Spark, spreadsheets and other programs
///
/// A folder a table: leads, history, attempts, stage entries, activities, contacts,
/// products, stages, rates and what the figures need beside them; `corong explain
/// export` says what is in each. Contacts' e-mail and phone, costs and notes are
/// left out, and whatever else `site:` in the configuration does not show, unless
/// --private is given.
#[derive(clap::Args)]
#[command(mut_arg("as_of", |date| date.help("The date the tables are as of: nothing later is in them; today where absent")))]
#[command(after_help = "Examples:
  corong export tables                      Parquet, for DuckDB, Spark or pandas
  corong export -o leads.xlsx               one workbook for Excel
  corong export tables --format csv --bom   for other spreadsheets
  corong export tables --where 'source == \"event\"'
  corong export /lake/sales --append        beside the exports of other workspaces
  corong export tables --rev v1.4           the files as they were then")]
pub struct Args {
    /// The folder; missing, empty, or one that was exported to before
    #[arg(value_name = "DIR", required_unless_present = "output", conflicts_with = "output")]
    pub folder: Option<PathBuf>,
    /// How to write the tables; Parquet where neither this nor a file says so
    #[arg(long, value_enum)]
    pub format: Option<Format>,
    /// Write one workbook to FILE, which ends in .xlsx
    #[arg(short, long, value_name = "FILE", conflicts_with = "append")]
    pub output: Option<PathBuf>,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub at: looking::AsOfArgs,
    /// Only leads that this condition holds for, as in `corong list --where`; what is
    /// learnt from history is learnt from all
    #[arg(long = "where", value_name = "EXPR")]
    pub condition: Option<String>,
    /// Only leads that were in this pipeline
    #[arg(long, value_name = "ID")]
    pub pipeline: Option<String>,
    /// Also write what a site does not show: addresses, numbers, costs, notes and what
    /// `site:` hides
    #[arg(long)]
    pub private: bool,
    /// With CSV: begin each file with the mark that spreadsheets know UTF-8 by
    #[arg(long)]
    pub bom: bool,
    /// Write beside the exports of other workspaces; an older one of this workspace
    /// is replaced
    #[arg(long)]
    pub append: bool,
    /// What this workspace's folders are called; made of its name where absent
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
    /// List what would be written, and write nothing
    #[arg(short = 'n', long)]
    pub dry_run: bool,
}

/// The cells of more leads take too much memory to keep until a workbook is finished.
const MANY: usize = 5_000;

/// What the rows that are written at a time need at most while they are kept, in bytes.
const ROOM: u64 = 64 << 20;

/// The folder that says which leads exports had.
const MARKS: &str = ".leads";

/// How tables are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// Typed, for engines
    Parquet,
    /// For spreadsheets, no cell a formula
    Csv,
    /// A JSON object a row
    Ndjson,
    /// One workbook, a sheet a table
    Xlsx,
}

impl Format {
    fn ending(self) -> &'static str {
        match self {
            Self::Parquet => "parquet",
            Self::Csv => "csv",
            Self::Ndjson => "ndjson",
            Self::Xlsx => "xlsx",
        }
    }
}

/// Runs it.
///
/// # Errors
/// Where there is no workspace, an argument does not fit it, or the folder holds
/// something else or cannot be written to.
pub fn run(args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    let format = args.format()?;
    let begun = host::instant();
    let (context, files) = &context.looking(&args.at.rev)?;
    let workspace = context.load(files)?.workspace;
    let as_of = args.at.day(&workspace, context)?;
    let whose = looking::WhoseArgs { owner: None, pipeline: args.pipeline.clone() };
    let pipeline = whose.meant(&workspace.config)?.pipeline;
    let slice = args.condition.as_deref().map(|source| {
        let compiled = condition(source, &workspace.config, context)?;
        Slice::of(&workspace, as_of, (source, &compiled), files).map_err(unjudged)
    });
    let (slice, private) = (slice.transpose()?, args.private);
    looking::say_left_out(&workspace, files, context);
    let export = Export::new(ExportSource { workspace, snapshot: files, as_of, pipeline, slice, private });
    let leads = export.leads();
    let name = args.name(&export)?;
    let place = match (&args.folder, &args.output) {
        (Some(folder), _) if format == Format::Xlsx => folder.join(format!("{name}.xlsx")),
        (Some(place), _) | (None, Some(place)) => place.clone(),
        (None, None) => return Ok(ExitCode::SUCCESS),
    };
    let job =
        Job { export: &export, leads: &leads, format, place, part: format!("workspace={name}"), context };
    if format == Format::Xlsx {
        job.workbook(args)?
    } else {
        job.tables(args)?
    };
    if !context.quiet && !args.dry_run {
        output::say(job.closing(begun));
    }
    // The process ends here: to free each lead takes longer than to leave them all.
    std::mem::forget(export);
    Ok(ExitCode::SUCCESS)
}

impl Args {
    fn format(&self) -> Result<Format, Failure> {
        let is_book =
            |file: &Path| file.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("xlsx"));
        let format = match (self.format, self.output.as_deref()) {
            (Some(format), None) => format,
            (None, None) => Format::Parquet,
            (Some(Format::Xlsx), Some(_)) => Format::Xlsx,
            (None, Some(file)) if is_book(file) => Format::Xlsx,
            _ => {
                return Err(Failure::usage(message!(
                    "one file is for a workbook\n  help: name it .xlsx, or name a folder without -o"
                )));
            }
        };
        if self.bom && format != Format::Csv {
            return Err(Failure::usage(message!("--bom is for CSV\n  help: add --format csv")));
        }
        if self.append && format == Format::Xlsx {
            return Err(Failure::usage(message!(
                "a workbook is of one workspace\n  help: leave out --append"
            )));
        }
        Ok(format)
    }

    /// What this workspace's folders are called: never what an engine takes for a number
    /// or a date.
    fn name(&self, export: &Export<'_>) -> Result<String, Failure> {
        let Some(name) = self.name.as_deref() else {
            let slug = slug(&export.workspace().config.name).unwrap_or_default();
            if self.append && slug.is_empty() {
                return Err(Failure::usage(message!(
                    "no folder can be called after `{name}`\n  help: --name names it",
                    name = visible(&export.workspace().config.name)
                )));
            }
            let letter = slug.starts_with(|c: char| c.is_ascii_lowercase());
            return Ok(if letter { slug } else { format!("w-{slug}").trim_end_matches('-').to_owned() });
        };
        let is_name = is_id(name) && name.starts_with(|c: char| c.is_ascii_lowercase());
        is_name.then(|| name.to_owned()).ok_or_else(|| {
            Failure::usage(message!(
                "`{name}` cannot be a workspace's name in an export; it is made of small letters, digits and -, and begins with a letter",
                name = visible(name)
            ))
        })
    }
}

/// An export on its way to its place.
struct Job<'a> {
    export: &'a Export<'a>,
    leads: &'a [&'a Lead],
    format: Format,
    place: PathBuf,
    /// What the workspace's folders are called.
    part: String,
    context: &'a Context,
}

impl Job<'_> {
    /// Writes one workbook.
    fn workbook(&self, args: &Args) -> Result<(), Failure> {
        if args.dry_run {
            return output::tell(&message!("write {path}\n", path = self.place.display()));
        }
        let made = self.made_workbook().map_err(Failure::usage)?;
        if let Some(folder) = args.folder.as_deref() {
            output::folder(folder, self.context)?;
        }
        output::bytes(&self.place, &made, self.context)
    }

    fn made_workbook(&self) -> Result<Vec<u8>, Message> {
        let many = self.leads.len() > MANY;
        let mut book = XlsxBook::new(&self.export.workspace().config, self.export.as_of(), many)?;
        book.headlines(&headlines(self.export))?;
        self.export.rows(self.leads, &mut |parts| {
            if many {
                has_room()?;
            }
            book.rows(&parts)
        })?;
        let about = self.export.about(self.leads.len(), "");
        book.rows(&[vec![ExportRows::default(); TABLES.len() - 1], vec![about]].concat())?;
        book.finish()
    }

    /// Writes a folder a table.
    fn tables(&self, args: &Args) -> Result<(), Failure> {
        let place = self.context.start.join(&self.place);
        self.fits(&place, args.append)?;
        let (files, last) = self.written(args.bom).map_err(Failure::usage)?;
        if args.dry_run {
            let all = files.iter().chain([&last]);
            let path = |file: &ExportFile| format!("{}/{}/{}", file.table, self.part, file.name);
            return output::tell(&Message::list(
                all.map(|file| message!("write {path}\n", path = path(file))),
                "",
            ));
        }
        let root = host::find_root(&self.context.start, CONFIG_FILE).ok();
        let refused = |why| output::unwritable(&self.place, why, self.context);
        let io = |error| refused(OutputRefused::Io(error));
        let folder = ExportFolder::take(&place, root.as_deref(), &self.part).map_err(refused)?;
        for (name, spark) in VIEWS {
            folder.beside(name, &views(self.format.ending(), spark).map_err(Failure::usage)?).map_err(io)?;
        }
        folder.put(&files, &last).map_err(io)?;
        folder.mark(MARKS, &self.export.marks()).map_err(io)
    }

    /// Makes sure that the folder is one for this export.
    fn fits(&self, place: &Path, append: bool) -> Result<(), Failure> {
        let dir = self.place.display();
        let failed = |error| Failure::usage(message!("`{dir}` cannot be read: {error}", dir, error));
        let found = host::export_place(place, "workspaces").map_err(failed)?;
        let known = |name: &String| {
            TABLES.iter().any(|table| table.name == name)
                || VIEWS.iter().any(|(view, _)| view == name)
                || name.starts_with('.')
        };
        if let Some(foreign) = found.names.iter().find(|name| !known(name)) {
            return Err(Failure::refused(message!(
                "`{dir}` holds something else: `{foreign}`\n  help: name a folder that is missing, empty, or was exported to before",
                dir,
                foreign = visible(foreign)
            )));
        }
        self.replaces_its_own(place)?;
        let is_used = |names: &[String]| names.iter().any(|name| !name.starts_with('.'));
        let mut others = found.parts.iter().filter(|(own, names)| *own != self.part && is_used(names));
        let Some((other, names)) = others.next() else { return Ok(()) };
        if !append {
            return Err(Failure::refused(message!(
                "`{dir}` holds an export of another workspace: `{other}`\n  help: --append writes beside it",
                dir,
                other = visible(other)
            )));
        }
        let ending = self.format.ending();
        if names.iter().all(|name| name.starts_with('.') || name.ends_with(ending)) {
            return Ok(());
        }
        Err(Failure::refused(message!(
            "the exports in `{dir}` are in another format, and engines read one at a time\n  help: --format chooses it",
            dir
        )))
    }

    /// Makes sure that what would be replaced is an older export of the same workspace: it
    /// has some of its leads.
    fn replaces_its_own(&self, place: &Path) -> Result<(), Failure> {
        let file = place.join(MARKS).join(&self.part);
        let before = host::read_given(&file, 1 << 16).unwrap_or_default();
        let (before, now) = (String::from_utf8_lossy(&before), self.export.marks());
        if before.is_empty()
            || now.is_empty()
            || now.lines().any(|own| before.lines().any(|mark| mark == own))
        {
            return Ok(());
        }
        Err(Failure::refused(message!(
            "`{dir}` holds an export of this name that has none of these leads: `{part}`\n  help: --name gives this one a name of its own; where it is the same workspace, remove `{file}` first",
            dir = self.place.display(),
            part = self.part.as_str(),
            file = self.place.join(MARKS).join(&self.part).display()
        )))
    }

    /// The files of the tables, and the one that says that they count.
    fn written(&self, bom: bool) -> Result<(Vec<ExportFile>, ExportFile), Message> {
        let (export, leads) = (self.export, self.leads);
        let zone = export.workspace().config.timezone;
        let start = |table: &'static ExportTable| -> Result<Box<dyn TableWriter>, Message> {
            Ok(match self.format {
                Format::Parquet => Box::new(ParquetFile::new(table)?),
                Format::Csv => Box::new(CsvFile::new(table, zone, bom)),
                _ => Box::new(NdjsonFile::new(table, zone)),
            })
        };
        let tables = export.tables(leads, start)?;
        let mut digest = Sha256::new();
        tables.iter().for_each(|(_, bytes)| digest.update(bytes));
        let digest = format!("{:x}", digest.finalize());
        let id = format!("{}-{}", export.as_of(), &digest[..12]);
        let ending = self.format.ending();
        let file = |(table, bytes): (&'static ExportTable, Vec<u8>)| ExportFile {
            table: table.name,
            name: format!("{id}.{ending}"),
            bytes,
        };
        let about = &TABLES[TABLES.len() - 1];
        let mut writer = start(about)?;
        writer.write(export.about(leads.len(), &id))?;
        let last =
            ExportFile { table: about.name, name: format!("workspace.{ending}"), bytes: writer.finish()? };
        Ok((tables.into_iter().map(file).collect(), last))
    }

    fn closing(&self, begun: Instant) -> Message {
        let hidden = self.export.hidden();
        let told = message!(
            "{folder}: {leads} leads in {seconds} s",
            folder = self.place.display(),
            leads = self.leads.len(),
            seconds = format!("{:.1}", begun.elapsed().as_secs_f64())
        );
        let mut lines = vec![told];
        if hidden > 0 {
            lines.push(message!(
                "hidden by `site:` in corong.yaml, and not in it without --private: {hidden} files of leads",
                hidden
            ));
        }
        Message::list(lines, "\n")
    }
}

/// Makes sure that a workbook's rows can be kept until it is finished: who writes them
/// does not survive a full disk.
fn has_room() -> Result<(), Message> {
    let folder = host::temporary();
    match host::free_bytes(&folder) {
        Some(free) if free < ROOM => Err(message!(
            "`{folder}` is full, and the rows are kept there until the workbook is finished\n  help: TMPDIR names another folder",
            folder = folder.display()
        )),
        _ => Ok(()),
    }
}
