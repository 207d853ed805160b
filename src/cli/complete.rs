//! What a shell offers while a command line is being typed: the commands and
//! options clap knows, and the workspace's own words for its arguments.
//!
//! Leads are offered by the names of their files; none is opened. Whatever goes
//! wrong here is silent: it would only disturb the line that is being typed.

use std::collections::BTreeSet;
use std::ffi::{OsStr, OsString};
use std::path::PathBuf;
use std::sync::OnceLock;

use clap::{Arg, Command};
use clap_complete::CompleteEnv;
use clap_complete::engine::{
    ArgValueCandidates, ArgValueCompleter, CompletionCandidate, PathCompleter, ValueCompleter,
};
use clap_complete::env::{Bash, EnvCompleter, Fish, Powershell, Shells, Zsh};

use super::localized::localized;
use crate::host::{self, Disk};
use crate::pipeline::shape::{LEAD, Shape, is_id};
use crate::pipeline::{Choice, Config, Day, FiscalYears, Pipeline};
use crate::source::{EntryKind, RelPath, Snapshot};
use crate::workspace::{CONFIG_FILE, load_config};
use crate::{check, report, session};

/// The variable by which a shell's script asks for candidates.
pub const VARIABLE: &str = "CORONG_COMPLETE";

/// The shells that can ask.
pub const SHELLS: [&dyn EnvCompleter; 4] = [&Bash, &Zsh, &Fish, &Powershell];

/// The line that is being typed, for what depends on more than its last word.
static LINE: OnceLock<Vec<OsString>> = OnceLock::new();

/// Answers a shell, where one asks; false where this is a run like any other.
pub fn answered(args: &[OsString], command: fn() -> Command) -> bool {
    if !host::is_set(VARIABLE) {
        return false;
    }
    let typed = args.iter().skip_while(|word| *word != "--").skip(1).cloned();
    let _ = LINE.set(typed.collect());
    let here = host::current_dir().ok();
    let language = here.as_deref().and_then(session::language).or_else(host::language).unwrap_or_default();
    let env = CompleteEnv::with_factory(|| hinted(localized(command(), language)));
    let env = env.var(VARIABLE).bin("corong");
    // An error would only disturb the line.
    let _ = env.shells(Shells(&SHELLS)).try_complete(args.to_vec(), here.as_deref());
    true
}

/// A command whose arguments know what they may be, by their names.
fn hinted(command: Command) -> Command {
    command.mut_args(hint).mut_subcommands(|sub| {
        let name = sub.get_name().to_owned();
        let sub = sub.mut_args(hint);
        match name.as_str() {
            "explain" => sub.mut_args(|arg| if arg.is_positional() { arg.add(from(explained)) } else { arg }),
            "win" => reasons(sub, |config| &config.won_reasons),
            "lose" => reasons(sub, |config| &config.lost_reasons),
            _ => sub,
        }
    })
}

fn reasons(command: Command, list: fn(&Config) -> &Vec<Choice>) -> Command {
    command.mut_args(|arg| match arg.get_id() == "reason" {
        true => arg.add(ArgValueCandidates::new(move || here(|it| it.choices(list(&it.config))))),
        false => arg,
    })
}

fn hint(arg: Arg) -> Arg {
    match arg.get_id().as_str() {
        "lead" | "other_lead" => arg.add(ArgValueCompleter::new(leads)),
        "stage" => arg.add(from(|it| it.stages())),
        "owner" | "by" => arg.add(from(|it| it.members())),
        "source" => arg.add(from(|it| it.choices(&it.config.sources))),
        "kind" => arg.add(from(|it| it.choices(&it.config.activity_kinds))),
        "reason" => arg.add(from(|it| {
            let mut all = it.choices(&it.config.lost_reasons);
            all.extend(it.choices(&it.config.won_reasons));
            all
        })),
        "period" | "compare" => arg.add(from(|it| it.periods())),
        "pipeline" => arg.add(from(|it| it.pipelines())),
        "sets" | "fields" => arg.add(from(|it| it.fields("="))),
        "unset" => arg.add(from(|it| it.fields(""))),
        _ => arg,
    }
}

fn from(list: fn(&Here) -> Vec<CompletionCandidate>) -> ArgValueCandidates {
    ArgValueCandidates::new(move || here(list))
}

/// The candidates of the workspace the line is about; none where there is none.
fn here(list: impl Fn(&Here) -> Vec<CompletionCandidate>) -> Vec<CompletionCandidate> {
    Here::find().map(|here| list(&here)).unwrap_or_default()
}

fn candidate(value: &str, help: &str) -> CompletionCandidate {
    let help = (help != value && !help.is_empty()).then(|| help.to_owned().into());
    CompletionCandidate::new(value).help(help)
}

/// Ids, or paths where one has been begun.
fn leads(typed: &OsStr) -> Vec<CompletionCandidate> {
    let word = typed.to_string_lossy();
    if word.contains('/') {
        let files = PathCompleter::any().filter(|path| path.extension().is_some_and(|e| e == "yaml"));
        return start().map(|start| files.current_dir(start).complete(typed)).unwrap_or_default();
    }
    let mut all = here(Here::leads);
    all.retain(|lead| lead.get_value().to_string_lossy().starts_with(&*word));
    all
}

fn rules(_: &Here) -> Vec<CompletionCandidate> {
    check::RULES.iter().map(|rule| candidate(rule.name, rule.summary)).collect()
}

fn explained(here: &Here) -> Vec<CompletionCandidate> {
    let figures = report::explain::FIGURES.iter();
    rules(here).into_iter().chain(figures.map(|figure| candidate(figure.name, figure.summary))).collect()
}

/// The folder the line starts in: the current one, or that of its `-C`.
fn start() -> Option<PathBuf> {
    let here = host::current_dir().ok()?;
    let line = LINE.get().map_or(&[][..], Vec::as_slice);
    let named = line.windows(2).find(|pair| pair[0] == "-C").map(|pair| PathBuf::from(&pair[1]));
    Some(named.map_or(here.clone(), |folder| here.join(folder)))
}

/// The workspace a line is about.
struct Here {
    disk: Disk,
    config: Config,
    today: Day,
}

impl Here {
    fn find() -> Option<Self> {
        let disk = Disk::new(host::find_root(&start()?, CONFIG_FILE).ok()?);
        let names: Vec<&str> = check::names().collect();
        let config = load_config(&disk, &names).ok()?.config;
        let today = host::now().with_timezone(&config.timezone).date_naive();
        Some(Self { disk, config, today })
    }

    /// The paths of the leads of a pipeline.
    fn paths(&self, folder: &RelPath) -> Vec<RelPath> {
        let entries = self.disk.list(folder).unwrap_or_default().into_iter();
        let files = entries.filter(|entry| entry.kind == EntryKind::File && !entry.odd_name);
        let is_lead = |path: &RelPath| path.name().ends_with(".yaml") && is_id(path.stem());
        let mut paths: Vec<_> = files.map(|entry| entry.path).filter(is_lead).collect();
        paths.sort_by(|a, b| a.stem().cmp(b.stem()));
        paths
    }

    fn leads(&self) -> Vec<CompletionCandidate> {
        let mut all = Vec::new();
        for pipeline in &self.config.pipelines {
            for path in self.paths(&pipeline.dir) {
                let lies = |dir: &str| path.below(&pipeline.dir.join(dir)).is_some();
                let stage = pipeline.stages.iter().find(|stage| lies(&stage.dir));
                all.push(candidate(path.stem(), stage.map_or("", |stage| &stage.label)));
            }
        }
        all
    }

    /// The stages of the pipeline that the line names or its lead is in, else of all.
    fn stages(&self) -> Vec<CompletionCandidate> {
        let line = LINE.get().map_or(&[][..], Vec::as_slice);
        let words: BTreeSet<String> = line.iter().map(|word| word.to_string_lossy().into_owned()).collect();
        let several = self.config.pipelines.len() > 1;
        let own = self.config.pipelines.iter().filter(|pipeline| {
            several && self.paths(&pipeline.dir).iter().any(|path| words.contains(path.stem()))
        });
        let own: Vec<_> = own.collect();
        let named = |pipeline: &&Pipeline| words.contains(&format!("--pipeline={}", pipeline.id));
        let apart = line.windows(2).filter(|pair| pair[0] == "--pipeline").map(|pair| &pair[1]);
        let apart: Vec<_> = apart.collect();
        let after = |pipeline: &&Pipeline| apart.iter().any(|word| **word == *pipeline.id);
        let goes: Vec<_> = self.config.pipelines.iter().filter(|own| named(own) || after(own)).collect();
        let own = if goes.is_empty() { own } else { goes };
        let chosen = if own.is_empty() { self.config.pipelines.iter().collect() } else { own };
        let mut known = BTreeSet::new();
        let stages = chosen.into_iter().flat_map(|pipeline| &pipeline.stages);
        let fresh = stages.filter(|stage| known.insert(stage.id.as_str()));
        fresh
            .enumerate()
            .map(|(at, stage)| candidate(&stage.id, &stage.label).display_order(Some(at)))
            .collect()
    }

    fn members(&self) -> Vec<CompletionCandidate> {
        let there =
            self.config.team.iter().filter(|member| member.until.is_none_or(|until| until >= self.today));
        there.map(|member| candidate(&member.id, &member.name)).collect()
    }

    fn choices(&self, choices: &[Choice]) -> Vec<CompletionCandidate> {
        let open = choices.iter().filter(|choice| choice.until.is_none_or(|until| until >= self.today));
        open.map(|choice| candidate(&choice.id, &choice.label)).collect()
    }

    fn pipelines(&self) -> Vec<CompletionCandidate> {
        self.config.pipelines.iter().map(|pipeline| candidate(&pipeline.id, &pipeline.label)).collect()
    }

    /// This month, quarter and year, and the fiscal ones where those are others.
    fn periods(&self) -> Vec<CompletionCandidate> {
        let (month, years) = (self.today.format("%Y-%m").to_string(), self.config.fiscal_years);
        let calendar = FiscalYears::default().quarter(self.today).map(|(name, _)| name.replace("FY", ""));
        let fiscal = years.own_quarter(self.today);
        let quarters: Vec<String> = fiscal.into_iter().chain(calendar).collect();
        let names = std::iter::once(month).chain(quarters.iter().flat_map(|quarter| {
            let year = quarter.split('-').next().unwrap_or_default();
            [quarter.clone(), year.to_owned()]
        }));
        names.enumerate().map(|(at, name)| CompletionCandidate::new(name).display_order(Some(at))).collect()
    }

    /// The fields a lead may have, each with `end` behind it.
    fn fields(&self, end: &str) -> Vec<CompletionCandidate> {
        let mut all = Vec::new();
        for field in LEAD.iter().filter(|field| field.name != "history") {
            let inner: Vec<&str> = match field.shape {
                Shape::Criteria => self.config.qualification.iter().map(|own| own.id.as_str()).collect(),
                Shape::Split => self.config.team.iter().map(|own| own.id.as_str()).collect(),
                Shape::Custom => self.config.fields.iter().map(|own| own.name.as_str()).collect(),
                Shape::Map(fields) => fields.iter().map(|inner| inner.name).collect(),
                _ => Vec::new(),
            };
            if inner.is_empty() && !matches!(field.shape, Shape::Criteria | Shape::Split | Shape::Custom) {
                all.push(candidate(&format!("{}{end}", field.name), field.doc));
            }
            all.extend(inner.iter().map(|name| candidate(&format!("{}.{name}{end}", field.name), "")));
        }
        all
    }
}
