//! One lead file: bytes to text, text to tree, tree to lead.

use super::list::LeadPath;
use crate::expr::{Conditions, Subject};
use crate::finding::{Finding, Fix};
use crate::message;
use crate::pipeline::shape::{CONFIG, Field, LEAD};
use crate::pipeline::{Config, Day, Lead, StageRef};
use crate::read::{CustomFields, LeadReader, MAX_FILE, conflict, conflict_marker};
use crate::source::{ReadError, RelPath, Snapshot, Span};
use crate::text::Message;
use crate::yaml::{Arena, Node, Problem, ProblemKind, Tree};

/// The configuration's file.
pub const CONFIG_FILE: &str = "corong.yaml";
/// The map of an import, beside it.
pub const MAP_FILE: &str = "corong.import.yaml";

/// Why a file is no lead in which git left a conflict.
pub fn conflicted() -> Message {
    message!("it holds a conflict of git's")
}

/// One lead's file while its text is at hand: what a rule about one lead sees.
pub struct LeadFile<'a> {
    /// The file.
    pub path: &'a RelPath,
    /// Its text.
    pub text: &'a str,
    /// Its tree; without a root where it is not YAML.
    pub tree: Tree<'a>,
    /// The lead; `None` where its history cannot be read.
    pub lead: Option<&'a Lead>,
    /// The index of the pipeline it is in.
    pub pipeline: u16,
    /// The stage whose folder it is in; `None` outside every stage's folder.
    pub at: Option<StageRef>,
    /// The team's configuration.
    pub config: &'a Config,
    /// Its gates and required fields.
    pub conditions: &'a Conditions,
    /// The day it is looked at.
    pub today: Day,
}

impl LeadFile<'_> {
    /// The keys that it may have: a lead's, or the configuration's.
    pub fn fields(&self) -> &'static [Field] {
        if self.path.as_str() == CONFIG_FILE { CONFIG } else { LEAD }
    }
}

/// What is done with each file while its text is at hand: it sees what the
/// reader found in it, and may add and remove.
pub type PerLead<'p> = &'p (dyn Fn(&LeadFile<'_>, &mut Vec<Finding>) + Sync);

/// What reading a file gave: a lead, or why no figure counts it.
pub struct FileOutcome {
    /// The lead, or why there is none, in a few words.
    pub lead: Result<Lead, Message>,
    /// What is wrong with the file.
    pub findings: Vec<Finding>,
}

/// Reads lead files, each in the worker that has it.
pub struct FileReader<'f> {
    snapshot: &'f dyn Snapshot,
    config: &'f Config,
    conditions: &'f Conditions,
    today: Day,
    per_lead: PerLead<'f>,
    leads: LeadReader<'f>,
}

impl<'f> FileReader<'f> {
    /// A reader of a snapshot's files by a team's rules, as of a day.
    pub fn new(
        snapshot: &'f dyn Snapshot,
        config: &'f Config,
        custom: &'f CustomFields,
        conditions: &'f Conditions,
        today: Day,
        per_lead: PerLead<'f>,
    ) -> Self {
        let leads = LeadReader::new(config, custom);
        Self { snapshot, config, conditions, today, per_lead, leads }
    }

    /// Reads one file with the memory of its worker.
    pub fn read(&self, file: &LeadPath, bytes: &mut Vec<u8>, arena: &mut Arena) -> FileOutcome {
        if let Err(error) = self.snapshot.read(&file.path, MAX_FILE, bytes) {
            return unreadable(file, &error);
        }
        let text = match std::str::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => return not_utf8(file, error.valid_up_to()),
        };
        if let Some(marker) = conflict_marker(text) {
            let finding = conflict(&file.path, marker);
            return FileOutcome { lead: Err(conflicted()), findings: vec![finding] };
        }
        let mut findings = Vec::new();
        let parsed = arena.parse(text);
        if text.starts_with('\u{feff}') {
            findings.push(byte_order_mark(file));
        }
        findings.extend(parsed.problems.into_iter().map(|problem| finding_of(file, problem)));
        self.lead(file, text, parsed.tree, findings)
    }

    fn lead(&self, file: &LeadPath, text: &str, tree: Tree<'_>, mut findings: Vec<Finding>) -> FileOutcome {
        if tree.root().is_none() && findings.iter().all(|finding| finding.rule != "syntax") {
            findings.push(empty(file));
        }
        let mut lead = self.leads.read(&file.path, file.pipeline, file.stage, tree, &mut findings);
        if let (Ok(lead), Some(root)) = (&mut lead, tree.root()) {
            match self.targets(lead, root) {
                Ok(targets) => lead.targets = targets,
                Err(why) => {
                    let message =
                        message!("whether a target is about this lead cannot be judged: {why}", why);
                    findings.push(Finding::new("schema", &file.path, Span::default(), message));
                }
            }
        }
        let view = LeadFile {
            path: &file.path,
            text,
            tree,
            lead: lead.as_ref().ok(),
            pipeline: file.pipeline,
            at: file.stage.map(|stage| StageRef { pipeline: file.pipeline, stage }),
            config: self.config,
            conditions: self.conditions,
            today: self.today,
        };
        (self.per_lead)(&view, &mut findings);
        FileOutcome { lead, findings }
    }
}

impl FileReader<'_> {
    /// The targets that are about a lead by their conditions.
    fn targets(&self, lead: &Lead, root: Node<'_>) -> Result<Box<[u16]>, Message> {
        let pipeline = &self.config.pipelines[usize::from(lead.at.pipeline)];
        let Some(stage) = pipeline.stages.get(usize::from(lead.at.stage)) else { return Ok(Box::default()) };
        let lead = Some(lead);
        self.conditions.targets(&Subject {
            root,
            lead,
            config: self.config,
            pipeline,
            stage,
            today: self.today,
        })
    }
}

/// A file of nothing but blanks and comments has no tree and no problem.
fn empty(file: &LeadPath) -> Finding {
    let help = message!("a lead needs title, owner and history; `corong new` writes one");
    Finding::new("schema", &file.path, Span::default(), message!("the file is empty")).help(help)
}

fn finding_of(file: &LeadPath, problem: Problem) -> Finding {
    let rule = match problem.kind {
        ProblemKind::Syntax => "syntax",
        ProblemKind::Feature => "yaml-feature",
        ProblemKind::Style => "yaml-style",
    };
    let mut finding = Finding::new(rule, &file.path, problem.span, problem.message).maybe_help(problem.help);
    if let Some((span, message)) = problem.related {
        finding = finding.related(&file.path, span, message);
    }
    finding.fix = problem.mend.map(|(title, edits)| Fix::edits(title, edits));
    finding
}

fn byte_order_mark(file: &LeadPath) -> Finding {
    let message = message!("the file begins with a byte-order mark, which some YAML readers refuse");
    Finding::new("yaml-style", &file.path, Span::new(0, 3), message)
        .help(message!("save it as UTF-8 without the mark"))
        .fix(Fix::replace(message!("remove the mark"), Span::new(0, 3), ""))
}

fn unreadable(file: &LeadPath, error: &ReadError) -> FileOutcome {
    if *error == ReadError::LeftOut {
        return FileOutcome { lead: Err(error.message()), findings: Vec::new() };
    }
    let (rule, message, help) = match error {
        ReadError::TooLarge(size) => (
            "syntax",
            message!("the file has {size} bytes; a lead may have {most}", size, most = MAX_FILE),
            message!("move long texts and attachments elsewhere and link to them"),
        ),
        ReadError::Link => ("outside-link", error.message(), message!("put the file itself here")),
        _ => (
            "syntax",
            message!("the file cannot be read: {why}", why = error.message()),
            message!("check the file and its permissions"),
        ),
    };
    let finding = Finding::new(rule, &file.path, Span::default(), message).help(help);
    let why = match error {
        ReadError::NotHeld => error.message(),
        _ => message!("it cannot be read"),
    };
    FileOutcome { lead: Err(why), findings: vec![finding] }
}

fn not_utf8(file: &LeadPath, at: usize) -> FileOutcome {
    let message = message!("the file is not UTF-8 from here on");
    let help = message!("save it as UTF-8; it may be in Latin-1 or UTF-16");
    let finding = Finding::new("syntax", &file.path, Span::new(at, at + 1), message).help(help);
    FileOutcome { lead: Err(message!("it is not UTF-8")), findings: vec![finding] }
}
