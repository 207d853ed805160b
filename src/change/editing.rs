//! A lead's file being changed in its place: reasons are gathered, and what
//! the change itself would break is one of them.

use super::assign::{Assignment, key_order};
use super::lead_file::{JudgedText, LeadText, Policy};
use super::refused::MoveRefused;
use super::{Plan, PlanStep};
use crate::finding::Finding;
use crate::message;
use crate::pipeline::Lead;
use crate::text::Message;
use crate::yaml::{Op, apply};

/// A lead's file on its way from one text to another.
pub(super) struct Editing<'e> {
    pub team: &'e Policy<'e>,
    pub file: &'e LeadText,
    /// The lead before.
    pub lead: Lead,
    /// The errors before.
    pub errors: Vec<Finding>,
    /// The text so far.
    pub text: String,
    /// What speaks against the change.
    pub reasons: Vec<Message>,
    what: Message,
}

impl<'e> Editing<'e> {
    /// Begins; `what` is said where the change is refused, such as "`x` was not changed".
    ///
    /// # Errors
    /// Where the lead cannot be read as it is.
    pub fn begin(team: &'e Policy<'e>, file: &'e LeadText, what: &Message) -> Result<Self, MoveRefused> {
        let JudgedText { lead, errors, .. } = team.judge(file, None);
        let lead = lead.map_err(|why| unreadable(what, why))?;
        let (text, reasons) = (file.text.clone(), Vec::new());
        Ok(Self { team, file, lead, errors, text, reasons, what: what.clone() })
    }

    /// Adds a reason where there is one.
    pub fn refuse(&mut self, reason: Option<Message>) {
        self.reasons.extend(reason);
    }

    /// Carries out operations, all of them or none.
    pub fn apply(&mut self, ops: &[Op]) {
        match apply(&self.text, ops, &key_order()) {
            Ok(text) => self.text = text,
            Err(refused) => self.reasons.push(refused.message()),
        }
    }

    /// Sets fields, each by itself, and gives the paths of those that do not fit.
    pub fn set(&mut self, sets: &[Assignment]) -> Vec<String> {
        let mut failed = Vec::new();
        for set in sets {
            let ops = set.ops(&self.text, self.team.config);
            let done = ops.and_then(|ops| apply(&self.text, &ops, &key_order()).map_err(|why| why.message()));
            match done {
                Ok(text) => self.text = text,
                Err(why) => {
                    self.reasons.push(why);
                    failed.push(set.path.clone());
                }
            }
        }
        failed
    }

    /// The plan of the edit; of no step where nothing changes.
    ///
    /// # Errors
    /// Every reason gathered, and every error of `corong check` that the file
    /// would have and has not.
    pub fn finish(mut self, title: &Message) -> Result<Plan, MoveRefused> {
        let after = LeadText { text: self.text, ..self.file.clone() };
        let told = new_findings(&self.errors, &self.team.errors(&after));
        self.reasons.extend(told);
        if !self.reasons.is_empty() {
            return Err(MoveRefused { message: self.what, reasons: self.reasons, ..MoveRefused::default() });
        }
        if after.text == self.file.text {
            return Ok(Plan {
                title: self.team.said(&message!("{stem}: nothing to change", stem = after.path.stem())),
                steps: Vec::new(),
            });
        }
        let step = PlanStep::Edit { path: after.path, old: self.file.text.clone(), new: after.text };
        Ok(Plan { title: self.team.said(title), steps: vec![step] })
    }
}

/// The refusal of a lead that cannot be read.
pub(super) fn unreadable(what: &Message, why: Message) -> MoveRefused {
    let help = message!("mend the file first, with `corong edit`; `corong check` shows the places");
    MoveRefused { message: what.clone(), reasons: vec![why], help: Some(help), ..MoveRefused::default() }
}

/// What `after` finds that `before` did not, as often as it does.
pub fn new_findings(before: &[Finding], after: &[Finding]) -> Vec<Message> {
    let mut known: Vec<_> = before.iter().map(|finding| (finding.rule, &finding.message)).collect();
    let new = after.iter().filter(|finding| {
        let at = known.iter().position(|old| *old == (finding.rule, &finding.message));
        at.map(|at| known.swap_remove(at)).is_none()
    });
    new.map(described).collect()
}

/// A finding as a reason: what is wrong, and what to do.
fn described(finding: &Finding) -> Message {
    match &finding.help {
        Some(help) => message!("{message}; {help}", message = finding.message, help),
        None => finding.message.clone(),
    }
}
