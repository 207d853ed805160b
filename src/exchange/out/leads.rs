//! The rows of what a lead says itself: the lead, its history and its lines.

use super::attempts::LeadAttempts;
use super::rows::LeadRows;
use super::value::{ExportValue, moment, option};
use crate::figures::{Chance, WeightSource};
use crate::pipeline::{Decimal, Discount, Reference, Stage, StageKind, Text, score};

/// How likely an open lead is won, and its value by that.
#[derive(Clone, Copy)]
pub struct Weighed {
    pub chance: Chance,
    pub weighted: Decimal,
}

/// What only the lead's file says.
#[derive(Default)]
pub struct OfFile {
    pub website: ExportValue,
    pub payment: ExportValue,
    pub tags: ExportValue,
    pub custom: ExportValue,
    pub notes: ExportValue,
}

impl LeadAttempts<'_> {
    /// The stage it was in.
    fn stage(&self) -> Option<(&str, &Stage)> {
        let entry = self.history().last()?;
        let pipeline = self.config.pipelines.get(usize::from(entry.pipeline))?;
        Some((&pipeline.id, pipeline.stages.get(usize::from(entry.stage))?))
    }

    /// The row of the lead.
    pub fn lead(&self, weighed: Option<Weighed>, file: OfFile, rows: &mut LeadRows) {
        let Some((pipeline, stage)) = self.stage() else { return };
        let lead = self.lead;
        let company = lead.company.as_ref();
        let closed = self.latest().and_then(|latest| latest.outcome).map(|outcome| outcome.day);
        let annual = self.annual_on(closed.unwrap_or(self.as_of));
        let recurs = lead.products.iter().any(|line| line.recurs.is_some());
        let worth = lead.worth();
        let chance = weighed.filter(|own| own.chance.percent.is_some() && self.value.is_some());
        let (step, hold) = (lead.next_step.as_ref(), lead.hold.as_ref());
        let contract = lead.contract.as_ref();
        rows.leads.push([
            lead.id.clone().into(),
            lead.title.clone().into(),
            pipeline.into(),
            stage.id.as_str().into(),
            stage.kind.word().into(),
            option(Some(&lead.owner)),
            self.config.group_of(&lead.owner).into(),
            option(lead.source.as_ref()),
            option(company.map(|company| &company.name)),
            option(company.and_then(|company| company.industry.as_ref())),
            company.and_then(|company| company.size).and_then(|size| i64::try_from(size).ok()).into(),
            option(company.and_then(|company| company.country.as_ref())),
            file.website,
            worth.map(|worth| worth.amount).into(),
            worth.map(|worth| worth.currency.code()).into(),
            self.value.into(),
            recurs.then_some(annual).into(),
            lead.probability.into(),
            chance.map(|own| own.weighted).into(),
            weighed.map(|own| by(own.chance.source)).into(),
            lead.created().into(),
            closed.into(),
            lead.expected_close.into(),
            hold.map(|hold| hold.until).into(),
            option(hold.and_then(|hold| hold.why.as_ref())),
            option(step.map(|step| &step.what)),
            step.and_then(|step| step.due).into(),
            option(step.and_then(|step| step.by.as_ref())),
            score(lead, self.config).into(),
            self.qualification(),
            file.tags,
            contract.and_then(|contract| contract.start).into(),
            contract.and_then(|contract| contract.end).into(),
            file.payment,
            named(&lead.renews),
            named(&lead.extends),
            file.custom,
            file.notes,
        ]);
    }

    fn qualification(&self) -> ExportValue {
        let levels = self.lead.qualification.iter();
        let levels = levels.map(|(id, level)| (id.to_string(), level.word().into()));
        let levels: serde_json::Map<_, _> = levels.collect();
        let text = (!levels.is_empty()).then(|| serde_json::Value::Object(levels).to_string());
        text.as_deref().into()
    }

    /// The rows of its history; `notes` has a note for each entry, or none at all.
    pub fn entries_of_history(&self, notes: &[ExportValue], rows: &mut LeadRows) {
        for (at, entry) in self.history().iter().enumerate() {
            let Some(pipeline) = self.config.pipelines.get(usize::from(entry.pipeline)) else { continue };
            let Some(stage) = pipeline.stages.get(usize::from(entry.stage)) else { continue };
            let owner = entry.owner.as_ref().filter(|_| entry.kind != StageKind::Open);
            rows.history.push([
                self.lead.id.clone().into(),
                (at + 1).into(),
                self.attempt_of(at).into(),
                pipeline.id.as_str().into(),
                stage.id.as_str().into(),
                entry.kind.word().into(),
                entry.day.into(),
                moment(entry.instant),
                option(entry.by.as_ref()),
                option(owner),
                option(entry.reason.as_ref()),
                option(entry.competitor.as_ref()),
                entry.path_unknown.into(),
                notes.get(at).cloned().unwrap_or_default(),
            ]);
        }
    }

    /// The rows of its activities until the day; `summaries` has one for each activity.
    pub fn activities(&self, summaries: &[ExportValue], rows: &mut LeadRows) {
        let known = self.lead.activities.iter().enumerate();
        for (at, activity) in known.filter(|(_, activity)| activity.day <= self.as_of) {
            rows.activities.push([
                self.lead.id.clone().into(),
                (at + 1).into(),
                activity.kind.clone().into(),
                activity.contact.into(),
                activity.day.into(),
                moment(activity.instant),
                option(activity.by.as_ref()),
                summaries.get(at).cloned().unwrap_or_default(),
                activity.minutes.into(),
                activity.cost.into(),
            ]);
        }
    }

    /// The rows of its lines.
    pub fn products(&self, rows: &mut LeadRows) {
        for (at, line) in self.lead.products.iter().enumerate() {
            let (percent, off) = match line.discount {
                Some(Discount::Percent(percent)) => (Some(percent), None),
                Some(Discount::Amount(amount)) => (None, Some(amount)),
                None => (None, None),
            };
            rows.products.push([
                self.lead.id.clone().into(),
                (at + 1).into(),
                line.name.clone().into(),
                line.quantity.into(),
                line.price.into(),
                line.currency.code().into(),
                line.recurs.map(|recurs| recurs.per.word()).into(),
                line.recurs.map(|recurs| recurs.term).into(),
                percent.into(),
                off.into(),
                line.value().map(|money| money.amount).into(),
                line.annual().map(|money| money.amount).into(),
            ]);
        }
    }
}

fn by(source: WeightSource) -> &'static str {
    match source {
        WeightSource::Lead => "lead",
        WeightSource::History => "history",
        WeightSource::Stage => "stage",
        WeightSource::None => "none",
    }
}

/// The ids of leads that are named.
fn named(references: &[Reference]) -> ExportValue {
    let ids: Vec<&str> = references.iter().map(|reference| reference.id.as_str()).collect();
    if ids.is_empty() { ExportValue::Empty } else { Text::from(ids.join(" ")).into() }
}
