//! Which stage a row is in: by its stage's word, and by what says won or lost apart.

use std::collections::HashMap;

use super::row::RowReader;
use crate::exchange::guess::Status;
use crate::exchange::spelling::{bare, folded};
use crate::exchange::table::TableRow;
use crate::message;
use crate::pipeline::{Config, ImportMap, StageKind};
use crate::text::Message;

/// What the CRM's words for stages are in the configuration.
pub struct Places<'c> {
    config: &'c Config,
    /// By the words of the pipeline, empty where any, and of the stage.
    stages: HashMap<(String, String), MappedStage>,
    /// The pipelines that the CRM's words for them are.
    pipelines: HashMap<String, u16>,
    statuses: HashMap<String, Status>,
}

/// A stage, and why a lead is lost whose word it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MappedStage {
    /// The pipeline.
    pub pipeline: u16,
    /// The stage.
    pub stage: u16,
    /// The reason that the word says.
    pub reason: Option<String>,
}

impl<'c> Places<'c> {
    /// The places of a map.
    pub fn new(map: &ImportMap, config: &'c Config) -> Self {
        let (mut stages, mut pipelines) = (HashMap::new(), HashMap::new());
        for word in &map.stages {
            let at = match &word.pipeline {
                Some(id) => config.pipeline_index(id),
                None => Some(0),
            };
            let Some((pipeline, at)) = at.and_then(|at| Some((config.pipelines.get(at)?, at))) else {
                continue;
            };
            let Some(stage) = pipeline.stage_index(&word.stage) else { continue };
            let place = MappedStage { pipeline: at as u16, stage: stage as u16, reason: word.reason.clone() };
            let within = word.within.as_deref().map(folded).unwrap_or_default();
            if !within.is_empty() {
                pipelines.insert(within.clone(), at as u16);
            }
            stages.insert((within, bare(&word.says)), place);
        }
        for (at, pipeline) in config.pipelines.iter().enumerate() {
            for word in [&pipeline.id, &pipeline.label] {
                pipelines.entry(folded(word)).or_insert(at as u16);
            }
        }
        let statuses = map.statuses.iter();
        let statuses =
            statuses.filter_map(|(word, status)| Some((folded(word), Status::parse(status)?))).collect();
        Self { config, stages, pipelines, statuses }
    }

    /// The stage that a word means in a pipeline of the CRM.
    pub fn of_word(&self, word: &str, within: Option<&str>) -> Option<MappedStage> {
        let (key, within) = (bare(word), within.map(folded).unwrap_or_default());
        let known = |within: &str| self.stages.get(&(within.to_owned(), key.clone())).cloned();
        let own = || {
            let at = if within.is_empty() { 0 } else { *self.pipelines.get(&within)? };
            let pipeline = self.config.pipelines.get(usize::from(at))?;
            let stage = pipeline.stage_index(&pipeline.stage_meant(word)?.id)?;
            Some(MappedStage { pipeline: at, stage: stage as u16, reason: None })
        };
        known(&within).or_else(|| known("")).or_else(own)
    }

    /// What kind of stage a place is.
    pub fn kind(&self, pipeline: u16, stage: u16) -> StageKind {
        let pipeline = self.config.pipelines.get(usize::from(pipeline));
        pipeline.and_then(|own| own.stages.get(usize::from(stage))).map_or(StageKind::Open, |own| own.kind)
    }

    /// The stage of a pipeline that is won, or lost.
    pub fn end(&self, pipeline: u16, kind: StageKind) -> u16 {
        let pipeline = self.config.pipelines.get(usize::from(pipeline));
        let at = pipeline.and_then(|own| own.stages.iter().position(|stage| stage.kind == kind));
        at.unwrap_or_default() as u16
    }

    /// Where a row's deal is, and the open stage that its word names.
    ///
    /// # Errors
    /// Why the row is no lead.
    pub fn of_row(
        &self,
        rows: &RowReader<'_>,
        row: &TableRow,
    ) -> Result<(MappedStage, Option<MappedStage>), Message> {
        let within = rows.text(row, "pipeline");
        let word = rows.text(row, "stage");
        let own = match &word {
            None => None,
            Some(word) => match self.of_word(word, within.as_deref()) {
                Some(place) => Some(place),
                None if rows.has("status") => None,
                None => return Err(message!("the map does not say what stage `{word}` is", word)),
            },
        };
        let outcome = self.outcome(rows, row)?;
        let pipeline = own
            .as_ref()
            .map(|place| place.pipeline)
            .or_else(|| within.as_deref().and_then(|within| self.pipelines.get(&folded(within)).copied()));
        let pipeline = pipeline.unwrap_or_default();
        let own_kind = own.as_ref().map(|place| self.kind(place.pipeline, place.stage));
        let open = own.clone().filter(|_| own_kind == Some(StageKind::Open));
        let ended = |kind: StageKind| {
            let stage = self.end(pipeline, kind);
            let reason = own.as_ref().and_then(|place| place.reason.clone());
            MappedStage { pipeline, stage, reason }
        };
        let place = match (outcome, own.clone()) {
            (Some(Status::Skipped), _) => return Err(message!("the CRM marks it as deleted")),
            (Some(Status::Won), _) => ended(StageKind::Won),
            (Some(Status::Lost), _) => ended(StageKind::Lost),
            (_, Some(place)) => place,
            (Some(Status::Open), None) => MappedStage { pipeline, stage: 0, reason: None },
            (None, None) => return Err(message!("nothing says in which stage it is")),
        };
        Ok((place, open))
    }

    /// What a row says apart from its stage.
    fn outcome(&self, rows: &RowReader<'_>, row: &TableRow) -> Result<Option<Status>, Message> {
        if let Some(word) = rows.text(row, "status") {
            return match self.statuses.get(&folded(&word)) {
                Some(status) => Ok(Some(*status)),
                None => Err(message!("the map does not say what status `{word}` is", word)),
            };
        }
        if rows.has("status") && !rows.has("stage") {
            return Ok(None);
        }
        Ok(match (rows.truth(row, "is_closed"), rows.truth(row, "is_won")) {
            (_, Some(true)) => Some(Status::Won),
            (Some(true), Some(false)) => Some(Status::Lost),
            _ => None,
        })
    }
}
