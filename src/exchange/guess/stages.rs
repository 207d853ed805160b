//! The pipelines and stages of an export: what its words for them are here, in order.

use std::collections::HashMap;

use super::stage_names::{ending, may_be_won, number, rank};
use crate::change::{free_id, slug};
use crate::exchange::spelling::bare;
use crate::pipeline::{Day, StageKind};

/// A stage's word as the rows have it.
#[derive(Clone, Debug, Default)]
pub struct SeenStage {
    /// The word.
    pub word: String,
    /// How many rows are there, won, and lost.
    pub rows: usize,
    /// Of those whose outcome has a column of its own.
    pub won: usize,
    /// Likewise.
    pub lost: usize,
    /// The sum of what the rows' probabilities are, and of how many.
    pub chance: (f64, usize),
    /// The highest of them.
    pub most: f64,
    /// The first day of a row there.
    pub first: Option<Day>,
}

/// The stages of one pipeline of the CRM.
#[derive(Clone, Debug, Default)]
pub struct SeenPipeline {
    /// The CRM's word; `None` where there is one and it has none.
    pub word: Option<String>,
    /// In the order they were seen.
    pub stages: Vec<SeenStage>,
    /// Of how many deals one stage was entered before another, by their indices.
    pub before: HashMap<(usize, usize), usize>,
}

impl SeenPipeline {
    /// The index of a word's stage, made where it is new.
    pub fn stage(&mut self, word: &str) -> usize {
        let key = bare(word);
        let same = |stage: &SeenStage| bare(&stage.word) == key;
        self.stages.iter().position(same).unwrap_or_else(|| {
            self.stages.push(SeenStage { word: word.to_owned(), ..SeenStage::default() });
            self.stages.len() - 1
        })
    }

    /// Notes the stages that a deal entered, in order.
    pub fn passed(&mut self, stages: &[usize]) {
        let mut first: Vec<usize> = Vec::new();
        for stage in stages {
            if !first.contains(stage) {
                first.push(*stage);
            }
        }
        for (at, early) in first.iter().enumerate() {
            for late in &first[at + 1..] {
                *self.before.entry((*early, *late)).or_default() += 1;
            }
        }
    }
}

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
        let label = pipeline.word.clone().unwrap_or_else(|| words.pipeline.clone());
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
    let mean = |stage: &SeenStage| (stage.chance.1 > 0).then(|| stage.chance.0 / stage.chance.1 as f64);
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

/// The open stages in order: by their histories, else by probability, else by what
/// their names say, else by their first days; whether the last was needed.
fn ordered(pipeline: &SeenPipeline, kinds: &[StageKind]) -> (Vec<usize>, bool) {
    let mut open: Vec<usize> = (0..kinds.len()).filter(|at| kinds[*at] == StageKind::Open).collect();
    let stage = |at: usize| &pipeline.stages[at];
    let means: Vec<Option<f64>> = pipeline
        .stages
        .iter()
        .map(|stage| (stage.chance.1 > 0).then(|| stage.chance.0 / stage.chance.1 as f64))
        .collect();
    let known = |of: &dyn Fn(usize) -> bool| open.iter().all(|at| of(*at));
    let first = |at: usize| stage(at).first.unwrap_or(Day::MAX);
    let key: Box<dyn Fn(usize) -> f64> = if known(&|at| number(&stage(at).word).is_some()) {
        Box::new(|at| f64::from(number(&pipeline.stages[at].word).unwrap_or_default()))
    } else if known(&|at| means[at].is_some()) {
        Box::new(|at| means[at].unwrap_or_default())
    } else if known(&|at| rank(&stage(at).word).is_some()) {
        Box::new(|at| f64::from(rank(&pipeline.stages[at].word).unwrap_or_default()))
    } else {
        Box::new(|_| 0.0)
    };
    open.sort_by(|a, b| key(*a).total_cmp(&key(*b)).then_with(|| first(*a).cmp(&first(*b))).then(a.cmp(b)));
    if pipeline.before.is_empty() {
        let spread = open.windows(2).all(|pair| key(pair[0]) < key(pair[1]));
        return (open.clone(), !spread);
    }
    let ahead = |a: usize, b: usize| {
        let count = |pair| pipeline.before.get(&pair).copied().unwrap_or_default();
        count((a, b)) > count((b, a))
    };
    let wins = |at: usize, open: &[usize]| open.iter().filter(|other| ahead(at, **other)).count();
    let losses = |at: usize, open: &[usize]| open.iter().filter(|other| ahead(**other, at)).count();
    let scored: HashMap<usize, (usize, usize)> =
        open.iter().map(|at| (*at, (wins(*at, &open), losses(*at, &open)))).collect();
    // A stable sort: stages that history does not order keep the order from before.
    open.sort_by_key(|at| {
        let (wins, losses) = scored[at];
        losses as i64 - wins as i64
    });
    (open, false)
}

fn stages(
    pipeline: &SeenPipeline,
    kinds: &[StageKind],
    open: &[usize],
    words: &StandIns,
) -> Vec<GuessedStage> {
    let mut stages: Vec<GuessedStage> = Vec::new();
    let id = |stages: &[GuessedStage], label: &str, fallback: &str| {
        let cleaned = label.trim_start_matches(|c: char| c.is_ascii_digit() || " .-_)/".contains(c));
        let base = slug(cleaned).or_else(|| slug(label)).unwrap_or_else(|| fallback.to_owned());
        let reserved = |id: &str| matches!(id, "won" | "lost") && fallback == "stage";
        free_id(&base, &|id| reserved(id) || stages.iter().any(|own| own.id == id))
    };
    for at in open {
        let seen = &pipeline.stages[*at];
        let mean = (seen.chance.1 > 0).then(|| (seen.chance.0 / seen.chance.1 as f64).round());
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
