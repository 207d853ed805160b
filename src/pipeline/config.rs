//! The team's configuration, as `corong.yaml` says it.

use chrono_tz::Tz;

use super::{Calendar, Currency, Day, Decimal, FiscalYears, Language, Period, Publish, Rates, shape};
use crate::finding::Severity;
use crate::source::RelPath;

/// A whole workspace's configuration. Made by `read::config`, which also made
/// sure of everything said here: ids are unique, every pipeline has open
/// stages and then exactly one won and one lost, folders are disjoint.
#[derive(Clone, Debug)]
pub struct Config {
    /// The team's or company's name.
    pub name: String,
    /// The language of reports.
    pub language: Language,
    /// What totals are in.
    pub currency: Currency,
    /// Where a day begins.
    pub timezone: Tz,
    /// The days people work on.
    pub calendar: Calendar,
    /// When fiscal years begin.
    pub fiscal_years: FiscalYears,
    /// What foreign money is worth.
    pub rates: Rates,
    /// Who may own leads, in the file's order.
    pub team: Vec<Member>,
    /// Where leads come from.
    pub sources: Vec<Choice>,
    /// Kinds of activities.
    pub activity_kinds: Vec<Choice>,
    /// Why leads are lost.
    pub lost_reasons: Vec<Choice>,
    /// Why leads are won; empty where the team keeps none.
    pub won_reasons: Vec<Choice>,
    /// The criteria a lead is judged by.
    pub qualification: Vec<Criterion>,
    /// The team's own fields.
    pub fields: Vec<CustomField>,
    /// The pipelines, at least one.
    pub pipelines: Vec<Pipeline>,
    /// What is to be reached.
    pub targets: Vec<Target>,
    /// What the team changed.
    pub improvements: Vec<Improvement>,
    /// Severities by rule name.
    pub rules: Vec<(String, Severity)>,
    /// What the site shows.
    pub site: Publish,
}

impl Config {
    /// The member of that id.
    pub fn member(&self, id: &str) -> Option<&Member> {
        self.team.iter().find(|member| member.id == id)
    }

    /// The member of that e-mail address, as git knows people.
    pub fn member_at(&self, email: &str) -> Option<&Member> {
        self.team.iter().find(|member| member.has_email(email))
    }

    /// The name people know an owner by; the id itself where it is unknown.
    pub fn owner_name<'a>(&'a self, id: &'a str) -> &'a str {
        self.member(id).map_or(id, |member| &member.name)
    }

    /// The group that an owner is in.
    pub fn group_of(&self, id: &str) -> Option<&str> {
        self.member(id)?.group.as_deref()
    }

    /// The groups of the team, in the file's order.
    pub fn groups(&self) -> Vec<&str> {
        let mut groups: Vec<&str> = Vec::new();
        for group in self.team.iter().filter_map(|member| member.group.as_deref()) {
            if !groups.contains(&group) {
                groups.push(group);
            }
        }
        groups
    }

    /// Whether the customer hears from us by an activity of a kind.
    pub fn is_contact(&self, kind: &str) -> bool {
        self.activity_kinds.iter().all(|own| own.contact || own.id != kind)
    }

    /// The index of the pipeline of that id.
    pub fn pipeline_index(&self, id: &str) -> Option<usize> {
        self.pipelines.iter().position(|pipeline| pipeline.id == id)
    }
}

/// Somebody of the team.
#[derive(Clone, Debug)]
pub struct Member {
    /// The key used in leads.
    pub id: String,
    /// The name people see.
    pub name: String,
    /// An address, never shown on pages.
    pub email: Option<String>,
    /// The last day they were there.
    pub until: Option<Day>,
    /// The group they are in.
    pub group: Option<String>,
}

impl Member {
    /// Whether an e-mail address is theirs.
    pub fn has_email(&self, email: &str) -> bool {
        self.email.as_ref().is_some_and(|own| own.eq_ignore_ascii_case(email))
    }
}

/// One of a closed list, such as a source or a reason.
#[derive(Clone, Debug)]
pub struct Choice {
    /// The key used in leads.
    pub id: String,
    /// What people see; the id where nothing else was given.
    pub label: String,
    /// The last day it may be chosen.
    pub until: Option<Day>,
    /// Of a reason for losing: whether what was lost for it was a lead.
    pub counts: bool,
    /// Of a kind of activity: whether the customer hears from us by it.
    pub contact: bool,
}

impl Choice {
    /// What people see for `id` among `choices`; `id` itself where unknown.
    pub fn label_of<'a>(choices: &'a [Choice], id: &'a str) -> &'a str {
        choices.iter().find(|choice| choice.id == id).map_or(id, |choice| &choice.label)
    }
}

/// A criterion of the qualification.
#[derive(Clone, Debug)]
pub struct Criterion {
    /// The key used in leads.
    pub id: String,
    /// What people see.
    pub label: String,
    /// Its share of the score, 1 where none was given.
    pub weight: Decimal,
}

/// A field of the team's own, allowed under `custom:`.
#[derive(Clone, Debug)]
pub struct CustomField {
    /// Its name.
    pub name: String,
    /// The JSON Schema its value has to satisfy.
    pub schema: serde_json::Value,
}

/// A pipeline: open stages in order, then won and lost.
#[derive(Clone, Debug)]
pub struct Pipeline {
    /// Its id.
    pub id: String,
    /// What people see.
    pub label: String,
    /// The folder that holds its stages.
    pub dir: RelPath,
    /// Open stages in order, then `won`, then `lost`.
    pub stages: Vec<Stage>,
}

impl Pipeline {
    /// The index of a stage by its id or one of its former ids.
    pub fn stage_index(&self, id: &str) -> Option<usize> {
        let by_id = self.stages.iter().position(|stage| stage.id == id);
        by_id.or_else(|| self.stages.iter().position(|stage| stage.formerly.iter().any(|f| f == id)))
    }

    /// How many open stages there are; they come first.
    pub fn open_stages(&self) -> usize {
        self.stages.iter().filter(|stage| stage.kind == StageKind::Open).count()
    }

    /// The index of the won stage.
    pub fn won(&self) -> usize {
        self.open_stages()
    }

    /// The index of the lost stage.
    pub fn lost(&self) -> usize {
        self.open_stages() + 1
    }
}

/// What being in a stage means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StageKind {
    /// Work goes on.
    Open,
    /// Closed with success.
    Won,
    /// Closed without.
    Lost,
}

impl StageKind {
    /// The word used in configurations and outputs.
    pub fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Won => "won",
            Self::Lost => "lost",
        }
    }
}

/// A stage of a pipeline.
#[derive(Clone, Debug)]
pub struct Stage {
    /// Its id.
    pub id: String,
    /// The name of its folder inside the pipeline's.
    pub dir: String,
    /// What people see.
    pub label: String,
    /// Open, won or lost.
    pub kind: StageKind,
    /// The configured chance of winning, percent.
    pub probability: Option<Decimal>,
    /// Idle longer than this many days without a future next step = rotting.
    pub max_days: Option<u32>,
    /// Fields a lead must have to be here or further on; dotted paths.
    pub requires: Vec<String>,
    /// Conditions to be here or further on.
    pub gates: Vec<Gate>,
    /// Ids the stage had before.
    pub formerly: Vec<String>,
}

/// A condition of a stage.
#[derive(Clone, Debug)]
pub struct Gate {
    /// The expression that has to be true.
    pub must: String,
    /// What is said where it is not.
    pub say: String,
}

/// What is to be reached in a period.
#[derive(Clone, Debug)]
pub struct Target {
    /// Its place in the file's list, from 0.
    pub number: u16,
    /// The period.
    pub period: Period,
    /// The period as the team wrote it: `2026`, `2026-Q4`, `2026-11`, `FY2027`, `FY2027-Q1`.
    pub label: String,
    /// Won value, in the workspace's currency.
    pub value: Option<Decimal>,
    /// Won leads.
    pub deals: Option<u32>,
    /// Only this pipeline.
    pub pipeline: Option<String>,
    /// Only this owner.
    pub owner: Option<String>,
    /// Only the owners of this group.
    pub group: Option<String>,
    /// Only the leads that this condition holds for.
    pub condition: Option<String>,
}

/// A change of how the team works.
#[derive(Clone, Debug)]
pub struct Improvement {
    /// The stage it is meant for.
    pub stage: String,
    /// The pipeline of that stage, where several have one of that id.
    pub pipeline: Option<String>,
    /// The first day it held.
    pub from: Day,
    /// Who leads it.
    pub owner: Option<String>,
    /// What is done differently.
    pub action: String,
}

impl Config {
    /// Whether a path may be named in `site.hide.fields` and `site.only.fields`:
    /// a lead's field, gone into lists and the team's own fields.
    pub fn is_lead_field(&self, path: &str) -> bool {
        match path.split_once('.') {
            Some(("custom", name)) => self.fields.iter().any(|field| field.name == name),
            Some(("qualification", id)) => self.qualification.iter().any(|criterion| criterion.id == id),
            _ => shape::field_in_items(shape::LEAD, path).is_some(),
        }
    }
}

impl Publish {
    /// Whether the leads in a stage are shown, and its name.
    pub fn shows_stage(&self, stage: &Stage) -> bool {
        let is = |id: &String| *id == stage.id || stage.formerly.contains(id);
        !self.hide.stages.iter().any(is) && (self.only.stages.is_empty() || self.only.stages.iter().any(is))
    }
}
