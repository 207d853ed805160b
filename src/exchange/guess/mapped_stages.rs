//! What the stages of an export are: in a new workspace's configuration, or among the
//! stages that are here.

use super::mapped::Guesser;
use super::role::Role;
use super::seen_pipeline::SeenPipeline;
use super::stage_names::{Status, rank};
use super::stages::{GuessedPipeline, StandIns, pipelines};
use crate::exchange::spelling::{bare, folded};
use crate::expr::row_column;
use crate::message;
use crate::pipeline::{Config, Language, Pipeline, StageDateColumn, StageKind, StageWord, meant};

fn stand_ins(language: Language) -> StandIns {
    let [won, lost, open, pipeline] =
        [message!("Won"), message!("Lost"), message!("Open"), message!("Sales")]
            .map(|own| own.in_language(language));
    StandIns { won, lost, open, pipeline }
}

impl Guesser<'_> {
    /// The pipelines, and what the CRM's words for stages are in them.
    pub(super) fn stages(&mut self) -> Vec<GuessedPipeline> {
        if self.seen.pipelines.is_empty() {
            self.seen.pipelines.push(SeenPipeline::default());
        }
        let of_status = |(word, status): &(String, Option<Status>)| {
            (word.clone(), status.unwrap_or(Status::Open).word().to_owned())
        };
        self.map.statuses = self.seen.statuses.iter().map(of_status).collect();
        for (word, status) in &self.seen.statuses {
            if status.is_none() {
                let why = message!("`{word}` says neither won, lost nor open", word = word.as_str());
                self.review.push((format!("statuses.{word}"), why));
            }
        }
        let guessed = pipelines(&self.seen.pipelines, self.seen.told_apart, &stand_ins(self.given.language));
        let several = guessed.len() > 1;
        for own in &guessed {
            let target = self.given.known.map(|config| own_pipeline(config, own));
            if let Some(word) = &own.unsure_won {
                let why = message!("`{word}` was taken for won: no stage is called so", word = word.as_str());
                self.review.push((format!("stages.{word}"), why));
            }
            if own.order_unsure && self.given.known.is_none() {
                let why = message!(
                    "nothing says for sure in which order the stages of `{label}` are: look at them in corong.yaml",
                    label = own.label.as_str()
                );
                self.review.push(("stages".to_owned(), why));
            }
            for stage in &own.stages {
                for (word, reason) in &stage.words {
                    let (id, sure) = target
                        .map_or((stage.id.clone(), true), |pipeline| own_stage(pipeline, word, stage.kind));
                    if !sure {
                        let why = message!(
                            "no stage here is called `{word}`; this one is the nearest",
                            word = word.as_str()
                        );
                        self.review.push((format!("stages.{word}"), why));
                    }
                    let pipeline = target.map_or_else(|| own.id.clone(), |pipeline| pipeline.id.clone());
                    self.map.stages.push(StageWord {
                        says: word.clone(),
                        within: own.word.clone().filter(|_| several),
                        stage: id,
                        pipeline: Some(pipeline).filter(|_| several || target.is_some()),
                        reason: reason.clone().filter(|_| self.columns.column(Role::LostReason).is_none()),
                    });
                }
            }
        }
        self.alias_words();
        self.ended_by_others(&guessed);
        for (column, word, pipeline) in &self.seen.dates {
            let at = row_column(&self.table.columns[*column]);
            let known = self.map.stages.iter().any(|own| folded(&own.says) == folded(word));
            if known {
                self.map.entered.push(StageDateColumn {
                    stage: word.clone(),
                    pipeline: pipeline.clone(),
                    at,
                });
            }
        }
        if self.known().is_some() { Vec::new() } else { guessed }
    }

    /// Where nothing else says that a deal is won or lost, the day it was does, or a
    /// reason for it.
    fn ended_by_others(&mut self, guessed: &[GuessedPipeline]) {
        let flags = [Role::IsClosed, Role::IsWon].iter().any(|role| self.columns.column(*role).is_some());
        if flags || self.at.status.is_some() {
            return;
        }
        let says = [
            (Role::WonAt, StageKind::Won, "won"),
            (Role::LostAt, StageKind::Lost, "lost"),
            (Role::LostReason, StageKind::Lost, "lost"),
        ];
        let stages = || guessed.iter().flat_map(|own| &own.stages);
        let parts = says.into_iter().filter_map(|(role, kind, word)| {
            let column = self.columns.column(role).filter(|at| self.columns.profiles[*at].filled > 0)?;
            let told = stages().any(|own| own.kind == kind && !own.words.is_empty());
            let template = row_column(&self.table.columns[column]);
            let inner = template.trim_start_matches("{{").trim_end_matches("}}").trim().to_owned();
            (!told).then(|| (word, format!("{inner} and \"{word}\" or ")))
        });
        let parts: Vec<(&str, String)> = parts.collect();
        if parts.is_empty() {
            return;
        }
        let all: String = parts.iter().map(|(_, part)| part.as_str()).collect();
        self.map.row.push(("status".to_owned(), ["{{ ", &all, "\"open\" }}"].concat()));
        let words = ["won", "lost"].into_iter().filter(|word| parts.iter().any(|(own, _)| own == word));
        self.map.statuses = words.chain(["open"]).map(|word| (word.to_owned(), word.to_owned())).collect();
        let why = message!("only a date or a reason says whether a deal is won or lost");
        self.review.push(("status".to_owned(), why));
    }

    /// The words of the file of changes, with the stages that they mean.
    fn alias_words(&mut self) {
        let mut aliases: Vec<(&String, &String)> = self.aliases.iter().collect();
        aliases.sort();
        let mut more = Vec::new();
        for (alias, word) in aliases {
            let same = self.map.stages.iter().filter(|own| bare(&own.says) == bare(word));
            more.extend(same.map(|own| StageWord { says: alias.clone(), ..own.clone() }));
        }
        self.map.stages.extend(more);
    }

    /// The stage of a row where no column names it: the last that a column dates.
    pub(super) fn stage_by_dates(&self) -> Option<String> {
        if self.at.stage.is_some() || self.map.entered.is_empty() {
            return None;
        }
        let place = |own: &&StageDateColumn| {
            let says = |word: &StageWord| folded(&word.says) == folded(&own.stage);
            self.map.stages.iter().position(says)
        };
        let mut entered: Vec<&StageDateColumn> = self.map.entered.iter().collect();
        entered.sort_by_key(|own| std::cmp::Reverse(place(own)));
        let part = |own: &StageDateColumn| {
            let inner = own.at.trim_start_matches("{{").trim_end_matches("}}").trim();
            let word = own.stage.replace(['"', '\\'], " ");
            format!("{inner} and \"{word}\"")
        };
        let first = self.map.stages.first().map_or("", |own| own.says.as_str()).replace(['"', '\\'], " ");
        let parts: Vec<String> = entered.into_iter().map(part).collect();
        Some(["{{ ", &parts.join(" or "), &format!(" or \"{first}\" }}}}")].concat())
    }
}

/// The pipeline of a workspace that one of the CRM's is.
fn own_pipeline<'c>(config: &'c Config, guessed: &GuessedPipeline) -> &'c Pipeline {
    let named = guessed.word.as_deref().and_then(|word| meant(word, &config.pipelines));
    named.unwrap_or(&config.pipelines[0])
}

/// The stage of a pipeline that a word of the CRM is, and whether that is sure.
fn own_stage(pipeline: &Pipeline, word: &str, kind: StageKind) -> (String, bool) {
    if let Some(stage) = pipeline.stage_meant(word) {
        return (stage.id.clone(), true);
    }
    let of_kind = || pipeline.stages.iter().filter(|stage| stage.kind == kind);
    if kind != StageKind::Open {
        return (of_kind().next().map(|stage| stage.id.clone()).unwrap_or_default(), true);
    }
    let near = |label: &str| rank(label).unwrap_or(u32::MAX / 2).abs_diff(rank(word).unwrap_or_default());
    let nearest = of_kind().min_by_key(|stage| near(&stage.label).min(near(&stage.id)));
    (nearest.map(|stage| stage.id.clone()).unwrap_or_default(), false)
}
