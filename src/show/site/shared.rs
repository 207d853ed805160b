//! What several pages show: the leads as rows, the boards, the agenda; computed
//! once.

use std::collections::{BTreeMap, HashMap};

use serde::Serialize;

use super::parts::Parts;
use crate::expr::Figured;
use crate::pipeline::{
    Choice, Currency, Day, Decimal, Language, StageKind, Text, age_days, company_key, days_in_stage,
    idle_days, is_rotting, part,
};
use crate::report::agenda::{Agenda, agenda};
use crate::report::board::{Boards, boards};
use crate::report::lead_page::{Links, Named};
use crate::report::seen::{Seen, Views};
use crate::report::{FrozenForecasts, Report, ReportOptions, build};
use crate::workspace::Workspace;

/// How many days ahead the agenda tells.
pub const AHEAD: u64 = 14;

/// A lead as a row of a table.
#[derive(Clone, Debug, Serialize)]
pub struct Row {
    /// Its id.
    pub id: String,
    /// What it is about.
    pub title: String,
    /// The customer's name.
    pub company: Option<String>,
    /// Whose it is.
    pub owner: Named,
    /// Its pipeline's index.
    pub pipeline: usize,
    /// The stage's index in its pipeline.
    pub stage_at: usize,
    /// What the stage is called.
    pub stage: String,
    /// `open`, `won`, `lost`.
    pub kind: &'static str,
    /// Who shares its value, percent.
    #[serde(skip)]
    pub split: Vec<(Text, Decimal)>,
    /// Its value in the workspace's currency.
    pub value: Option<Decimal>,
    /// Where it came from.
    pub source: Option<String>,
    /// When it closed, or is expected to.
    pub closes: Option<Day>,
    /// Whether that day is past while it is open.
    pub closes_late: bool,
    /// The next step.
    pub step: Option<String>,
    /// Who is to do it.
    pub doer: String,
    /// When that is due.
    pub due: Option<Day>,
    /// Whether that day is past.
    pub due_late: bool,
    /// Days since it was created, until it closed.
    pub age: i64,
    /// Days in its stage.
    pub in_stage: Option<i64>,
    /// Days since anything happened.
    pub idle: Option<i64>,
    /// Whether it rots.
    pub rotting: bool,
    /// The last day it is on hold; absent where it is not.
    pub held: Option<Day>,
    /// The day it closed.
    pub closed: Option<Day>,
    /// Whether it is open again since.
    pub again: bool,
    /// Why it closed.
    pub reason: Option<String>,
    /// Whom it was lost to.
    pub competitor: Option<String>,
    /// The companies of its contacts that are not the customer's.
    #[serde(skip)]
    pub contacts_of: Vec<String>,
}

impl Row {
    /// The row for somebody it counts for, with their part of its value.
    pub fn of(&self, who: &str, currency: Currency) -> Option<Self> {
        if self.split.is_empty() {
            return (self.owner.id == who).then(|| self.clone());
        }
        self.split.iter().find(|(own, _)| own == who)?;
        let value = self.value.and_then(|value| part(value, &self.split, who, currency));
        Some(Self { value, ..self.clone() })
    }
}

/// A customer with its leads, as indices of rows.
#[derive(Clone, Debug)]
pub struct CompanyRow {
    /// What its spellings share.
    pub key: String,
    /// Its name as its first lead writes it.
    pub name: String,
    /// Its leads.
    pub rows: Vec<usize>,
    /// Leads of others in which somebody of it is a contact.
    pub through: Vec<usize>,
}

/// Computed once for all pages.
pub struct Shared {
    /// Every lead that existed, by title.
    pub rows: Vec<Row>,
    /// What was won and lost in the period of the overview, as its figures
    /// count it: a lead that was lost, opened again and lost again is there
    /// twice. The latest first.
    pub closings: Vec<Row>,
    /// What the figures say of each lead, and its chance, percent.
    pub figured: Vec<Option<(Figured, Option<Decimal>)>>,
    /// The boards.
    pub boards: Boards,
    /// The agenda.
    pub agenda: Agenda,
    /// The customers in the order of their keys.
    pub companies: Vec<CompanyRow>,
}

impl Shared {
    /// Of a workspace as of a day.
    pub fn of(workspace: &Workspace, links: &Links, as_of: Day) -> Self {
        let views = Views::new(workspace, as_of, None);
        let mut figured = vec![None; workspace.leads.len()];
        let mut rows = Vec::with_capacity(workspace.leads.len());
        for seen in views.leads() {
            let Some(at) = links.index(&seen.lead().id) else { continue };
            figured[at] = Some((seen.figured, seen.tracked.chance.and_then(|chance| chance.percent)));
            rows.push((seen.lead().title.to_lowercase(), row(&seen, workspace, as_of)));
        }
        rows.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| a.1.id.cmp(&b.1.id)));
        let rows: Vec<Row> = rows.into_iter().map(|(_, row)| row).collect();
        let companies = companies(&rows);
        let closings = closings(&views, &rows, workspace);
        let (boards, agenda) = (boards(&views, as_of, None), agenda(&views, as_of, AHEAD, None));
        Self { rows, closings, figured, boards, agenda, companies }
    }
}

fn row(seen: &Seen<'_, '_>, workspace: &Workspace, as_of: Day) -> Row {
    let (lead, stage, config) = (seen.lead(), seen.stage(), &workspace.config);
    let open = stage.kind == StageKind::Open;
    let closed = seen.tracked.outcome().map(|outcome| outcome.day);
    let step = lead.next_step.as_ref();
    let due = step.and_then(|step| step.due);
    let named = |id: &str| Named { id: id.to_owned(), label: config.owner_name(id).to_owned() };
    let held = lead.hold.as_ref().filter(|_| lead.is_held(as_of)).map(|hold| hold.until);
    // Nothing is late of a lead that is on hold.
    let past = |day: Option<Day>| held.is_none() && day.is_some_and(|day| day < as_of);
    Row {
        id: lead.id.to_string(),
        title: lead.title.to_string(),
        company: lead.company.as_ref().map(|company| company.name.to_string()),
        owner: named(lead.held_by(as_of)),
        split: lead.split.clone(),
        pipeline: seen.pipeline_at,
        stage_at: seen.stage_at,
        stage: stage.label.clone(),
        kind: stage.kind.word(),
        value: seen.figured.value,
        source: lead.source.as_ref().map(ToString::to_string),
        closes: if open { lead.expected_close } else { closed },
        closes_late: open && past(lead.expected_close),
        step: step.map(|step| step.what.to_string()),
        doer: step.and_then(|step| step.by.as_deref()).unwrap_or(&lead.owner).to_owned(),
        due,
        due_late: past(due),
        age: age_days(lead, closed.unwrap_or(as_of)),
        in_stage: days_in_stage(lead, as_of),
        idle: idle_days(lead, as_of, &config.calendar),
        rotting: open && is_rotting(lead, stage, as_of, &config.calendar),
        held,
        closed,
        again: false,
        reason: None,
        competitor: None,
        contacts_of: lead.contact_companies.iter().map(|company| company.name.to_string()).collect(),
    }
}

/// The closings of the views' period, each as the row of its lead then.
fn closings(views: &Views<'_>, rows: &[Row], workspace: &Workspace) -> Vec<Row> {
    let known: HashMap<&str, &Row> = rows.iter().map(|row| (row.id.as_str(), row)).collect();
    let config = &workspace.config;
    let owner = |id: &str| Named { id: id.to_owned(), label: config.owner_name(id).to_owned() };
    let mut closings = Vec::new();
    for (_, view) in views.each() {
        for closing in view.closings() {
            let Some(row) = known.get(closing.tracked.lead.id.as_str()) else { continue };
            let (kind, reasons) = match closing.outcome.won {
                true => (StageKind::Won, &config.won_reasons),
                false => (StageKind::Lost, &config.lost_reasons),
            };
            let stage = view.pipeline.stages.iter().find(|stage| stage.kind == kind);
            closings.push(Row {
                kind: kind.word(),
                stage: stage.map(|stage| stage.label.clone()).unwrap_or_default(),
                value: closing.value(),
                closed: Some(closing.outcome.day),
                again: closing.superseded,
                reason: closing.reason().map(|id| Choice::label_of(reasons, id).to_owned()),
                competitor: closing.competitor().map(str::to_owned),
                owner: owner(closing.tracked.lead.credited(closing.attempt)),
                ..(*row).clone()
            });
        }
    }
    closings.sort_by(|a, b| b.closed.cmp(&a.closed).then_with(|| a.id.cmp(&b.id)));
    closings
}

fn companies(rows: &[Row]) -> Vec<CompanyRow> {
    let mut by_key: BTreeMap<String, CompanyRow> = BTreeMap::new();
    let new = |name: &String| CompanyRow {
        key: String::new(),
        name: name.clone(),
        rows: Vec::new(),
        through: Vec::new(),
    };
    let filled = |name: &&String| !name.trim().is_empty();
    for (at, row) in rows.iter().enumerate() {
        let Some(name) = row.company.as_ref().filter(filled) else { continue };
        by_key.entry(company_key(name)).or_insert_with(|| new(name)).rows.push(at);
    }
    for (at, row) in rows.iter().enumerate() {
        for name in row.contacts_of.iter().filter(filled) {
            let known = by_key.entry(company_key(name)).or_insert_with(|| new(name));
            if !known.rows.contains(&at) && known.through.last() != Some(&at) {
                known.through.push(at);
            }
        }
    }
    let company = |(key, company): (String, CompanyRow)| CompanyRow { key, ..company };
    by_key.into_iter().map(company).collect()
}

/// The report of the overview, without what is computed from hidden fields; `frozen`
/// are the forecasts that are judged.
pub fn report(
    workspace: &Workspace,
    parts: &Parts,
    (as_of, language): (Day, Language),
    frozen: FrozenForecasts,
) -> Report {
    let options = ReportOptions { frozen: frozen.into(), ..ReportOptions::as_of(as_of, language) };
    let mut report = build(workspace, &options);
    for pipeline in &mut report.pipelines {
        parts.prune(pipeline);
        pipeline.entitle();
    }
    report
}
