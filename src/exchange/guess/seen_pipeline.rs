//! A pipeline of the CRM as its rows show it: its stages' words, and which came before which.

use std::collections::HashMap;

use crate::exchange::spelling::bare;
use crate::pipeline::Day;

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

impl SeenStage {
    /// The mean of the rows' probabilities, in percent.
    pub fn mean(&self) -> Option<f64> {
        (self.chance.1 > 0).then(|| self.chance.0 / self.chance.1 as f64)
    }
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
