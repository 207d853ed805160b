//! The pipelines and stages of an export: what its words for them are here, in order.

use super::order::{have_chances, ordered};
use super::seen_pipeline::{SeenPipeline, SeenStage};
use super::stage_names::{ending, may_be_won, unnumbered};
use crate::change::{free_id, slug};
use crate::pipeline::StageKind;

/// A stage as it will be.
#[derive(Clone, Debug, PartialEq)]
pub struct GuessedStage {
    /// Its id.
    pub id: String,
    /// What people see.
    pub label: String,
    /// What it is.
    pub kind: StageKind,
    /// Its probability, percent.
    pub probability: Option<u32>,
    /// The CRM's words that mean it, each with the reason that a word is.
    pub words: Vec<(String, Option<String>)>,
}

/// A pipeline as it will be.
#[derive(Clone, Debug, PartialEq)]
pub struct GuessedPipeline {
    /// Its id.
    pub id: String,
    /// What people see.
    pub label: String,
    /// Its folder.
    pub dir: String,
    /// The CRM's word.
    pub word: Option<String>,
    /// In order: open ones, won, lost.
    pub stages: Vec<GuessedStage>,
    /// Whether the order is a guess of the last resort.
    pub order_unsure: bool,
    /// The word that was taken for won though its name does not say so.
    pub unsure_won: Option<String>,
}

/// The labels of stages that the export does not have, in the workspace's language.
#[derive(Clone, Debug)]
pub struct StandIns {
    /// Of the one won.
    pub won: String,
    /// Of the one lost.
    pub lost: String,
    /// Of an open one where there is none.
    pub open: String,
    /// Of a pipeline without a name.
    pub pipeline: String,
}

/// The pipelines of an export. `told_apart` is whether its rows say their outcome
/// beside the stage for deals that stay in it.
pub fn pipelines(seen: &[SeenPipeline], told_apart: bool, words: &StandIns) -> Vec<GuessedPipeline> {
    let mut taken: Vec<String> = Vec::new();
    let one = |pipeline: &SeenPipeline| {
        // One that is called `0` in the CRM has no name.
        let named = |word: &String| seen.len() > 1 || word.chars().any(char::is_alphabetic);
        let label = pipeline.word.clone().filter(named).unwrap_or_else(|| words.pipeline.clone());
        let id = free_id(&slug(&label).unwrap_or_else(|| "pipeline".to_owned()), &|id| {
            taken.iter().any(|own| own == id)
        });
        taken.push(id.clone());
        let dir = if seen.len() == 1 { "pipeline".to_owned() } else { id.clone() };
        let (kinds, unsure_won) = kinds(pipeline, told_apart);
        let (open, order_unsure) = ordered(pipeline, &kinds);
        let stages = stages(pipeline, &kinds, &open, words);
        GuessedPipeline { id, label, dir, word: pipeline.word.clone(), stages, order_unsure, unsure_won }
    };
    seen.iter().map(one).collect()
}

/// What each stage is, and the word that was taken for won for want of a surer one.
fn kinds(pipeline: &SeenPipeline, told_apart: bool) -> (Vec<StageKind>, Option<String>) {
    let mut kinds: Vec<StageKind> = pipeline
        .stages
        .iter()
        .map(|stage| match ending(&stage.word) {
            Some(kind) => kind,
            None if told_apart || stage.rows == 0 => StageKind::Open,
            None if stage.won == stage.rows => StageKind::Won,
            None if stage.lost == stage.rows => StageKind::Lost,
            None => StageKind::Open,
        })
        .collect();
    let mean = SeenStage::mean;
    let has = |kinds: &[StageKind], kind: StageKind| kinds.contains(&kind);
    let mut unsure = None;
    if !told_apart && !has(&kinds, StageKind::Won) {
        let certain = |stage: &&SeenStage| mean(stage).is_some_and(|mean| mean >= 99.9);
        let found = pipeline.stages.iter().find(certain);
        let found = found.or_else(|| {
            let named = pipeline.stages.iter().find(|stage| may_be_won(&stage.word));
            unsure = named.map(|stage| stage.word.clone());
            named
        });
        if let Some(at) =
            found.and_then(|found| pipeline.stages.iter().position(|own| own.word == found.word))
        {
            kinds[at] = StageKind::Won;
        }
    }
    if !told_apart && !has(&kinds, StageKind::Lost) {
        let none = |at: &usize| {
            kinds[*at] == StageKind::Open && mean(&pipeline.stages[*at]).is_some_and(|mean| mean <= 0.0)
        };
        let found: Vec<usize> = (0..kinds.len()).filter(none).collect();
        if let [only] = found[..] {
            kinds[only] = StageKind::Lost;
        }
    }
    (kinds, unsure)
}

fn stages(
    pipeline: &SeenPipeline,
    kinds: &[StageKind],
    open: &[usize],
    words: &StandIns,
) -> Vec<GuessedStage> {
    let mut stages: Vec<GuessedStage> = Vec::new();
    let id = |stages: &[GuessedStage], label: &str, fallback: &str| {
        let base = slug(unnumbered(label)).or_else(|| slug(label)).unwrap_or_else(|| fallback.to_owned());
        let reserved = |id: &str| matches!(id, "won" | "lost") && fallback == "stage";
        free_id(&base, &|id| reserved(id) || stages.iter().any(|own| own.id == id))
    };
    let chances = have_chances(pipeline, open);
    for at in open {
        let seen = &pipeline.stages[*at];
        let mean = seen.mean().map(f64::round).filter(|_| chances);
        let id = id(&stages, &seen.word, "stage");
        stages.push(GuessedStage {
            id,
            label: seen.word.clone(),
            kind: StageKind::Open,
            probability: mean.filter(|mean| (0.0..=100.0).contains(mean)).map(|mean| mean as u32),
            words: vec![(seen.word.clone(), None)],
        });
    }
    if stages.is_empty() {
        let (id, label) = ("open".to_owned(), words.open.clone());
        stages.push(GuessedStage { id, label, kind: StageKind::Open, probability: None, words: Vec::new() });
    }
    for (kind, id, label) in [(StageKind::Won, "won", &words.won), (StageKind::Lost, "lost", &words.lost)] {
        let mut of: Vec<&SeenStage> = pipeline
            .stages
            .iter()
            .zip(kinds)
            .filter(|(_, own)| **own == kind)
            .map(|(stage, _)| stage)
            .collect();
        // The commonest of the surest names is the stage's; others are why it ended so.
        of.sort_by_key(|stage| (ending(&stage.word) != Some(kind), std::cmp::Reverse(stage.rows)));
        let named = |at: usize, word: &str| (at > 0 && kind == StageKind::Lost).then(|| word.to_owned());
        let label = of.first().map_or(label, |first| &first.word).to_owned();
        let words =
            of.iter().enumerate().map(|(at, stage)| (stage.word.clone(), named(at, &stage.word))).collect();
        stages.push(GuessedStage { id: id.to_owned(), label, kind, probability: None, words });
    }
    stages
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words() -> StandIns {
        let [won, lost, open, pipeline] = ["Won", "Lost", "Open", "Sales"].map(str::to_owned);
        StandIns { won, lost, open, pipeline }
    }

    fn seen(stages: &[(&str, f64)]) -> SeenPipeline {
        let mut pipeline = SeenPipeline::default();
        for (word, chance) in stages {
            let at = pipeline.stage(word);
            pipeline.stages[at].rows = 3;
            if *chance >= 0.0 {
                pipeline.stages[at].chance = (chance * 3.0, 3);
            }
        }
        pipeline
    }

    fn ids(pipeline: &SeenPipeline) -> Vec<String> {
        let guessed = pipelines(std::slice::from_ref(pipeline), false, &words());
        guessed[0].stages.iter().map(|stage| stage.id.clone()).collect()
    }

    #[test]
    fn stages_are_ordered_by_what_is_known() {
        let by_chance =
            seen(&[("Closed Won", 100.0), ("Proposal", 60.0), ("New", 10.0), ("Closed Lost", 0.0)]);
        assert_eq!(ids(&by_chance), ["new", "proposal", "won", "lost"]);
        let by_name = seen(&[("Negotiation", -1.0), ("Lead In", -1.0), ("Won", -1.0)]);
        assert_eq!(ids(&by_name), ["lead-in", "negotiation", "won", "lost"]);
        let by_number = seen(&[("2. Zulu", -1.0), ("1. Yankee", -1.0), ("3. Won", -1.0)]);
        assert_eq!(ids(&by_number), ["yankee", "zulu", "won", "lost"]);
        let mut by_history = seen(&[("B", 50.0), ("A", 60.0), ("Won", -1.0)]);
        by_history.passed(&[1, 0, 2]);
        assert_eq!(ids(&by_history), ["a", "b", "won", "lost"]);
    }

    #[test]
    fn several_words_for_lost_are_reasons() {
        let pipeline = seen(&[("New", -1.0), ("Lost", -1.0), ("Disqualified", -1.0), ("Won", -1.0)]);
        let guessed = pipelines(&[pipeline], false, &words());
        let lost = guessed[0].stages.last().unwrap();
        assert_eq!(
            lost.words,
            [("Lost".to_owned(), None), ("Disqualified".to_owned(), Some("Disqualified".to_owned()))]
        );
    }

    #[test]
    fn every_pipeline_has_the_stages_it_needs() {
        assert_eq!(ids(&seen(&[("Won", -1.0)])), ["open", "won", "lost"]);
        assert_eq!(ids(&seen(&[("Alpha", 0.0), ("Beta", 100.0)])), ["open", "won", "lost"]);
        assert_eq!(
            ids(&seen(&[("Working", -1.0), ("Closed", -1.0), ("Lost", -1.0)])),
            ["working", "won", "lost"]
        );
    }
}
