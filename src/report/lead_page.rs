//! One lead as a page: its fields, its figures, its way, what is wrong with it.

mod links;
mod timeline;

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use super::fields;
use crate::check::Checked;
use crate::expr::Figured;
use crate::figures::value_on;
use crate::finding::Severity;
use crate::pipeline::{
    Choice, Config, Day, Decimal, Lead, StageKind, age_days, days_in_stage, idle_days, is_rotting, score,
};
use crate::source::LineIndex;
use crate::text::Message;
use crate::workspace::Workspace;
use crate::yaml::Node;
pub use links::Links;
use links::{extended_by, link, renewed_by};
use timeline::timeline;

/// The name and version of the JSON output's form.
pub const LEAD_SCHEMA: &str = "corong.lead/1";

/// A lead as of a day.
#[derive(Clone, Debug, Serialize)]
pub struct LeadPage {
    /// The name and version of this form.
    pub schema: &'static str,
    /// The day it is looked at.
    pub as_of: Day,
    /// Its id.
    pub id: String,
    /// Its file.
    pub path: String,
    /// What it is about.
    pub title: String,
    /// Where it is.
    pub pipeline: Named,
    /// The stage it is in.
    pub stage: StageSeen,
    /// How many times it has been tried, this one included.
    pub attempt: usize,
    /// Days since it was created.
    pub age_days: i64,
    /// Days since anything happened.
    pub idle_days: Option<i64>,
    /// Whether it rots.
    pub rotting: bool,
    /// Whose it is.
    pub owner: Named,
    /// Who is credited with its closing, where that is somebody else.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credited: Option<Named>,
    /// Who shares its value; absent where all counts for one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub split: Vec<Share>,
    /// Where it came from.
    pub source: Option<Named>,
    /// What it is worth.
    pub value: Option<Worth>,
    /// What money is converted into, ISO 4217.
    pub currency: String,
    /// Value times chance, while it is open.
    pub weighted: Option<Decimal>,
    /// The chance it is weighted by, percent.
    pub chance: Option<Decimal>,
    /// What twelve months of its recurring lines are worth; absent where nothing recurs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub annual: Option<Decimal>,
    /// What each product line is worth in its own currency; empty where one
    /// cannot be read.
    #[serde(skip)]
    pub sums: Vec<Option<Decimal>>,
    /// When it is expected to close.
    pub expected_close: Option<Due>,
    /// Until when it is parked; absent where it is not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hold: Option<HoldSeen>,
    /// What happens next.
    pub next_step: Option<DueStep>,
    /// How well it is qualified, percent; absent where the team judges by nothing.
    pub score: Option<Decimal>,
    /// The judgement on each criterion of the team's.
    pub qualification: Vec<Judged>,
    /// Every stage entered and every activity, oldest first.
    pub timeline: Vec<Event>,
    /// The lead this one renews; the first of several.
    pub renews: Option<Link>,
    /// The others that it renews.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub renews_too: Vec<Link>,
    /// The leads that it adds to.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub extends: Vec<Link>,
    /// The leads that add to this one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub extended_by: Vec<Link>,
    /// The leads that renew this one.
    pub renewed_by: Vec<Link>,
    /// What `check` finds in its file.
    pub findings: Vec<Found>,
    /// Everything its file says.
    pub fields: Value,
}

/// The id of something and what people call it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Named {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub label: String,
}

/// A stage and how long a lead has been in it.
#[derive(Clone, Debug, Serialize)]
pub struct StageSeen {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub label: String,
    /// `open`, `won` or `lost`.
    pub kind: &'static str,
    /// Days since it was entered.
    pub days: Option<i64>,
    /// How many idle days it allows.
    pub max_days: Option<u32>,
}

/// What a lead is worth.
#[derive(Clone, Debug, Serialize)]
pub struct Worth {
    /// In its own currency.
    pub amount: Decimal,
    /// Its own currency, ISO 4217.
    pub currency: String,
    /// In the workspace's currency; absent where there is no rate.
    pub converted: Option<Decimal>,
    /// Whether it is the sum of the products.
    pub of_products: bool,
}

/// Who shares the value, and how much of it.
#[derive(Clone, Debug, Serialize)]
pub struct Share {
    /// Who.
    #[serde(flatten)]
    pub who: Named,
    /// Their part, percent.
    pub percent: Decimal,
}

/// A day ahead or behind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Due {
    /// The day.
    pub day: Day,
    /// Days until then; negative where it has passed.
    pub days: i64,
    /// Whether it has passed while the lead is open.
    pub overdue: bool,
}

/// A lead that is parked.
#[derive(Clone, Debug, Serialize)]
pub struct HoldSeen {
    /// Its last day on hold; overdue where that has passed.
    pub until: Due,
    /// What it waits for.
    pub why: Option<String>,
}

/// What happens next.
#[derive(Clone, Debug, Serialize)]
pub struct DueStep {
    /// What.
    #[serde(rename = "do")]
    pub what: String,
    /// By when.
    pub due: Option<Due>,
    /// By whom; the owner where nobody is named.
    pub by: Named,
}

/// A criterion and how far it is met.
#[derive(Clone, Debug, Serialize)]
pub struct Judged {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub label: String,
    /// Its share of the score.
    pub weight: Decimal,
    /// `met`, `partial`, `unmet`; absent where it was not judged.
    pub level: Option<&'static str>,
}

/// Something that happened.
#[derive(Clone, Debug, Serialize)]
pub struct Event {
    /// The day.
    pub day: Day,
    /// Days since the event before.
    pub gap_days: i64,
    /// The stage that was entered, or the kind of activity.
    #[serde(flatten)]
    pub what: What,
    /// Who did it.
    pub by: Option<Named>,
    /// The summary or the note.
    pub text: Option<String>,
}

/// A stage was entered, or something was done.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// A stage was entered.
    Entered {
        /// Which.
        stage: Named,
        /// `open`, `won` or `lost`.
        kind: &'static str,
        /// Why it closed.
        reason: Option<Named>,
        /// Whom it was lost to.
        competitor: Option<String>,
        /// The pipeline, where it came from another one.
        #[serde(skip_serializing_if = "Option::is_none")]
        pipeline: Option<Named>,
    },
    /// Something was done.
    Activity {
        /// Its kind.
        kind: Named,
        /// How long it took.
        minutes: Option<u32>,
        /// What it cost, in the workspace's currency.
        cost: Option<Decimal>,
    },
}

/// Another lead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Link {
    /// Its id.
    pub id: String,
    /// What it is about; absent where there is no such lead.
    pub title: Option<String>,
    /// The id of its stage.
    pub stage: Option<String>,
}

/// A finding in its file.
#[derive(Clone, Debug, Serialize)]
pub struct Found {
    /// The rule.
    pub rule: &'static str,
    /// `warning` or `error`.
    pub severity: &'static str,
    /// What is wrong.
    pub message: Message,
    /// The line, from 1.
    pub line: u32,
}

/// What a page is made from.
pub struct LeadPageSource<'a> {
    /// The leads around it.
    pub workspace: &'a Workspace,
    /// The lead.
    pub lead: &'a Lead,
    /// The text of its file.
    pub text: &'a str,
    /// The outermost mapping of its file.
    pub root: Node<'a>,
    /// What a check found in the workspace.
    pub checked: &'a Checked,
    /// What the figures say of it, and its chance; nothing where they do not count it.
    pub figured: Option<(Figured, Option<Decimal>)>,
    /// What links leads.
    pub links: &'a Links,
    /// The day it is looked at.
    pub as_of: Day,
}

/// The page of a lead; `None` where it did not exist yet.
pub fn lead_page(source: &LeadPageSource<'_>) -> Option<LeadPage> {
    let LeadPageSource { workspace, lead, as_of, .. } = *source;
    let config = &workspace.config;
    let entry = lead.history.on(as_of)?;
    let pipeline = &config.pipelines[usize::from(entry.pipeline)];
    let tries = lead.history.attempts(as_of);
    let latest = tries.last()?;
    let stage = &pipeline.stages[usize::from(entry.stage)];
    let open = stage.kind == StageKind::Open;
    let valued_on = latest.outcome.map_or(as_of, |outcome| outcome.day);
    let (figured, chance) = source.figured.unwrap_or_default();
    let owner = |id: &str| Named { id: id.to_owned(), label: config.owner_name(id).to_owned() };
    let held = lead.is_held(as_of);
    let due = |day: Day| {
        let days = (day - as_of).num_days();
        Due { day, days, overdue: open && !held && days < 0 }
    };
    Some(LeadPage {
        schema: LEAD_SCHEMA,
        as_of,
        id: lead.id.to_string(),
        path: lead.path.to_string(),
        title: lead.title.to_string(),
        pipeline: Named { id: pipeline.id.clone(), label: pipeline.label.clone() },
        stage: StageSeen {
            id: stage.id.clone(),
            label: stage.label.clone(),
            kind: stage.kind.word(),
            days: days_in_stage(lead, as_of),
            max_days: stage.max_days,
        },
        attempt: tries.iter().filter(|attempt| attempt.pipeline == entry.pipeline).count(),
        age_days: age_days(lead, as_of),
        idle_days: idle_days(lead, as_of, &config.calendar),
        rotting: open && is_rotting(lead, stage, as_of, &config.calendar),
        owner: owner(&lead.owner),
        credited: Some(lead.held_by(as_of))
            .filter(|who| **who != lead.owner && lead.split.is_empty())
            .map(|who| owner(who)),
        split: lead.split.iter().map(|(who, percent)| Share { who: owner(who), percent: *percent }).collect(),
        source: lead.source.as_deref().map(|id| choice(id, &config.sources)),
        value: lead.worth().map(|money| Worth {
            amount: money.amount,
            currency: money.currency.code().to_owned(),
            converted: value_on(money, valued_on, config).ok(),
            of_products: lead.value.is_none(),
        }),
        currency: config.currency.code().to_owned(),
        weighted: figured.weighted,
        chance: chance.filter(|_| figured.weighted.is_some()),
        annual: Some(lead.annual(valued_on, &config.rates)).filter(|annual| !annual.is_zero()),
        sums: sums(source),
        expected_close: lead.expected_close.map(due),
        hold: lead
            .hold
            .as_ref()
            .filter(|_| open)
            .map(|hold| HoldSeen { until: due(hold.until), why: hold.why.as_ref().map(ToString::to_string) }),
        next_step: lead.next_step.as_ref().map(|step| DueStep {
            what: step.what.to_string(),
            due: step.due.map(due),
            by: owner(step.by.as_deref().unwrap_or(&lead.owner)),
        }),
        score: score(lead, config),
        qualification: qualification(lead, config),
        timeline: timeline(source),
        renews: lead.renews.first().map(|own| link(&own.id, source)),
        renews_too: lead.renews.iter().skip(1).map(|own| link(&own.id, source)).collect(),
        extends: lead.extends.iter().map(|own| link(&own.id, source)).collect(),
        extended_by: extended_by(source),
        renewed_by: renewed_by(source),
        findings: findings(source),
        fields: fields::whole(source.root),
    })
}

fn sums(source: &LeadPageSource<'_>) -> Vec<Option<Decimal>> {
    let written = source.root.get("products").into_iter().flat_map(Node::items).count();
    let lines = source.lead.products.iter().filter(|_| source.lead.products.len() == written);
    lines.map(|line| line.value().map(|value| value.amount)).collect()
}

fn choice(id: &str, choices: &[Choice]) -> Named {
    Named { id: id.to_owned(), label: Choice::label_of(choices, id).to_owned() }
}

fn qualification(lead: &Lead, config: &Config) -> Vec<Judged> {
    let level =
        |id: &str| lead.qualification.iter().find(|(own, _)| own == id).map(|(_, level)| level.word());
    let judged = config.qualification.iter().map(|criterion| Judged {
        id: criterion.id.clone(),
        label: criterion.label.clone(),
        weight: criterion.weight,
        level: level(&criterion.id),
    });
    judged.collect()
}

fn findings(source: &LeadPageSource<'_>) -> Vec<Found> {
    let lines = LineIndex::new(source.text);
    let found = source.checked.of(&source.lead.path).iter().map(|finding| Found {
        rule: finding.rule,
        severity: if finding.severity == Severity::Error { "error" } else { "warning" },
        message: finding.message.clone(),
        line: lines.place(finding.span.start).line,
    });
    found.collect()
}

impl LeadPage {
    /// As JSON.
    pub fn json(&self) -> String {
        // Its keys are text, so it cannot fail to serialise.
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }
}
