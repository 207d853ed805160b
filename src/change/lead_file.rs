//! A lead's file as a change sees it: its text, read by the team's rules.

use std::sync::OnceLock;

use crate::check::{self, Checker, Run};
use crate::expr::{Conditions, Subject, Unmet};
use crate::finding::{Finding, Severity};
use crate::message;
use crate::pipeline::{Config, Day, Lead, Pipeline, Stage};
use crate::read::CustomFields;
use crate::source::{MemorySnapshot, RelPath};
use crate::text::Message;
use crate::workspace::{FileReader, LeadFile, LeadPath, Workspace};
use crate::yaml::Arena;

/// The team's rules, and the day.
#[derive(Clone, Copy)]
pub struct Policy<'c> {
    /// The configuration.
    pub config: &'c Config,
    /// The schemas of its own fields.
    pub custom: &'c CustomFields,
    /// Its gates and required fields.
    pub conditions: &'c Conditions,
    /// Today, in the workspace's time zone.
    pub today: Day,
}

/// One lead's text and where it is.
#[derive(Clone, Debug)]
pub struct LeadText {
    /// The file.
    pub path: RelPath,
    /// The index of its pipeline.
    pub pipeline: u16,
    /// What it says.
    pub text: String,
}

/// What a lead's text is by itself.
pub(super) struct JudgedText<'c> {
    /// The lead, or why its history cannot be read.
    pub lead: Result<Lead, Message>,
    /// What [`Policy::errors`] gives.
    pub errors: Vec<Finding>,
    /// What it lacks for the stage that it is to be in.
    pub unmet: Vec<Unmet<'c>>,
}

impl<'c> Policy<'c> {
    /// A message in the words of the workspace's language.
    pub fn said(&self, message: &Message) -> String {
        message.in_language(self.config.language)
    }

    /// The pipeline of an index.
    pub fn pipeline(&self, index: u16) -> &'c Pipeline {
        &self.config.pipelines[usize::from(index)]
    }

    /// The index of the stage whose folder a path is in.
    pub fn stage_of(&self, pipeline: u16, path: &RelPath) -> Option<u16> {
        let pipeline = self.pipeline(pipeline);
        let inside = |stage: &Stage| path.below(&pipeline.dir.join(&stage.dir)).is_some();
        pipeline.stages.iter().position(inside).and_then(|at| u16::try_from(at).ok())
    }

    /// Reads a lead.
    ///
    /// # Errors
    /// Why its history cannot be read.
    pub fn read(&self, lead: &LeadText) -> Result<Lead, Message> {
        self.judge(lead, None).lead
    }

    /// The errors that `corong check` finds in a lead's file looked at alone, by
    /// the team's severities and with what the file itself silences.
    pub fn errors(&self, lead: &LeadText) -> Vec<Finding> {
        self.judge(lead, None).errors
    }

    /// Reads a lead once and judges it; `entering` is a stage of its pipeline that
    /// it is to be in.
    pub(super) fn judge(&self, lead: &LeadText, entering: Option<&'c Stage>) -> JudgedText<'c> {
        let snapshot = MemorySnapshot::default().with(lead.path.as_str(), lead.text.as_bytes());
        let (checker, lacking) = (Checker::default(), OnceLock::new());
        let per_lead = |file: &LeadFile<'_>, found: &mut Vec<Finding>| {
            checker.lead(file, found);
            lacking.get_or_init(|| entering.map(|stage| self.unmet(file, stage, found)).unwrap_or_default());
        };
        let Policy { config, custom, conditions, today } = *self;
        let stage = self.stage_of(lead.pipeline, &lead.path);
        let place = LeadPath { path: lead.path.clone(), pipeline: lead.pipeline, stage };
        let reader = FileReader::new(&snapshot, config, custom, conditions, today, &per_lead);
        let read = reader.read(&place, &mut Vec::new(), &mut Arena::default());
        let broken = read.findings.iter().find(|finding| finding.rule == "syntax");
        let lead = broken.map_or(read.lead, |broken| Err(broken.message.clone()));
        let (leads, config) = (lead.iter().cloned().collect(), config.clone());
        let alone = Workspace { config, today, leads, counts: vec![true], left_out: Vec::new() };
        let mut errors = checker.finish(&alone, read.findings, 1).findings;
        // What takes other files to be judged is not judged by one.
        let by_itself = |rule: &str| {
            rule != "needless-ignore"
                && check::rule(rule).is_none_or(|rule| !matches!(rule.run, Run::Workspace(_)))
        };
        errors.retain(|finding| finding.severity == Severity::Error && by_itself(finding.rule));
        JudgedText { lead, errors, unmet: lacking.into_inner().unwrap_or_default() }
    }

    /// What a lead lacks to be in a stage of its pipeline, on what its text says.
    /// A condition on what cannot be read, as was `found`, cannot be judged.
    fn unmet(&self, file: &LeadFile<'_>, stage: &'c Stage, found: &[Finding]) -> Vec<Unmet<'c>> {
        let (Some(root), Some(_)) = (file.tree.root(), file.lead) else { return Vec::new() };
        let pipeline = self.pipeline(file.pipeline);
        let (lead, config, today) = (file.lead, self.config, self.today);
        let mut unmet = self.conditions.unmet(&Subject { root, lead, config, pipeline, stage, today });
        for one in &mut unmet {
            if let Unmet::Gate { gate, error: error @ None, .. } = one {
                let unread = check::unread_field(file, found, &gate.must);
                *error = unread.map(|field| message!("`{field}` cannot be read", field));
            }
        }
        owned(unmet, pipeline)
    }
}

/// The same conditions, borrowed from the configuration alone.
fn owned<'c>(unmet: Vec<Unmet<'_>>, pipeline: &'c Pipeline) -> Vec<Unmet<'c>> {
    let stage_of = |stage: &Stage| pipeline.stages.iter().find(|own| own.id == stage.id);
    let one = |unmet: Unmet<'_>| match unmet {
        Unmet::Field { field, stage } => {
            let stage = stage_of(stage)?;
            let field = stage.requires.iter().find(|own| *own == field)?;
            Some(Unmet::Field { field, stage })
        }
        Unmet::Gate { gate, stage, error } => {
            let stage = stage_of(stage)?;
            let gate = stage.gates.iter().find(|own| own.must == gate.must && own.say == gate.say)?;
            Some(Unmet::Gate { gate, stage, error })
        }
    };
    unmet.into_iter().filter_map(one).collect()
}
