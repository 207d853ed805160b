//! In which order the open stages of a pipeline are.

use super::seen_pipeline::SeenPipeline;
use super::stage_names::{number, rank};
use crate::pipeline::{Day, StageKind};

/// How far the probabilities of neighbouring stages are apart on the average, in
/// points, where they say more than chance does.
const APART: f64 = 3.0;

/// The open stages in order: by their histories, else by their numbers, by
/// probability, by what their names say, by their first days; whether the last was needed.
pub fn ordered(pipeline: &SeenPipeline, kinds: &[StageKind]) -> (Vec<usize>, bool) {
    let mut open: Vec<usize> = (0..kinds.len()).filter(|at| kinds[*at] == StageKind::Open).collect();
    let first = |at: usize| pipeline.stages[at].first.unwrap_or(Day::MAX);
    open.sort_by_key(|at| (first(*at), *at));
    let keys = keys(pipeline, &open);
    let key = |at: usize| keys.iter().find(|(own, _)| *own == at).and_then(|(_, key)| *key);
    let open = by_keys(&open, &key);
    if pipeline.before.is_empty() {
        let told = |pair: &[usize]| match (key(pair[0]), key(pair[1])) {
            (Some(one), Some(other)) => one < other,
            _ => false,
        };
        let unsure = !open.windows(2).all(told);
        return (open, unsure);
    }
    (by_history(pipeline, open), false)
}

/// What each stage is ordered by, where something tells it.
fn keys(pipeline: &SeenPipeline, open: &[usize]) -> Vec<(usize, Option<f64>)> {
    let of = |key: &dyn Fn(usize) -> Option<f64>| -> Vec<(usize, Option<f64>)> {
        open.iter().map(|at| (*at, key(*at))).collect()
    };
    let known = |keys: &[(usize, Option<f64>)]| keys.iter().filter(|(_, key)| key.is_some()).count();
    let word = |at: usize| pipeline.stages[at].word.as_str();
    let numbers = of(&|at| number(word(at)).map(f64::from));
    if known(&numbers) * 5 >= open.len() * 4 {
        return numbers;
    }
    let means = of(&|at| pipeline.stages[at].mean());
    let ranks = of(&|at| rank(word(at)).map(f64::from));
    let told = are_apart(&means);
    match () {
        () if told && known(&means) == open.len() => means,
        () if known(&ranks) == open.len() => ranks,
        () if told && known(&means) * 2 > open.len() => means,
        () => ranks,
    }
}

/// Whether the probabilities of open stages are theirs, and not each deal's own.
pub fn have_chances(pipeline: &SeenPipeline, open: &[usize]) -> bool {
    let means: Vec<_> = open.iter().map(|at| (*at, pipeline.stages[*at].mean())).collect();
    are_apart(&means)
}

/// Whether stages differ in their probabilities by more than chance.
fn are_apart(means: &[(usize, Option<f64>)]) -> bool {
    let all = || means.iter().filter_map(|(_, mean)| *mean);
    let gaps = all().count().saturating_sub(1);
    let spread = all().fold(f64::MIN, f64::max) - all().fold(f64::MAX, f64::min);
    spread >= APART * gaps as f64
}

/// Those with a key in its order; each of the others behind those that came before it.
fn by_keys(open: &[usize], key: &dyn Fn(usize) -> Option<f64>) -> Vec<usize> {
    let mut sorted: Vec<usize> = open.iter().copied().filter(|at| key(*at).is_some()).collect();
    let told = |at: &usize| key(*at).unwrap_or_default();
    sorted.sort_by(|a, b| told(a).total_cmp(&told(b)));
    for (place, at) in open.iter().enumerate().filter(|(_, at)| key(**at).is_none()) {
        sorted.insert(place.min(sorted.len()), *at);
    }
    sorted
}

/// In the order that most deals went. Stages that no history tells apart keep theirs.
fn by_history(pipeline: &SeenPipeline, mut open: Vec<usize>) -> Vec<usize> {
    let count = |pair| pipeline.before.get(&pair).copied().unwrap_or_default();
    let ahead = |a: usize, b: usize| count((a, b)) > count((b, a));
    let mut sorted = Vec::with_capacity(open.len());
    while !open.is_empty() {
        let waits = |at: usize| open.iter().filter(|other| ahead(**other, at)).count();
        let least = open.iter().map(|at| waits(*at)).min().unwrap_or_default();
        let next = open.iter().position(|at| waits(*at) == least).unwrap_or_default();
        sorted.push(open.remove(next));
    }
    sorted
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Stages by their words, with the probability of each where it has one.
    fn seen(stages: &[(&str, f64)]) -> SeenPipeline {
        let mut pipeline = SeenPipeline::default();
        for (word, chance) in stages {
            let at = pipeline.stage(word);
            pipeline.stages[at].chance = if *chance >= 0.0 { (*chance, 1) } else { (0.0, 0) };
        }
        pipeline
    }

    fn sorted(pipeline: &SeenPipeline) -> (Vec<&str>, bool) {
        let kinds = vec![StageKind::Open; pipeline.stages.len()];
        let (order, unsure) = ordered(pipeline, &kinds);
        (order.iter().map(|at| pipeline.stages[*at].word.as_str()).collect(), unsure)
    }

    #[test]
    fn what_tells_most_decides() {
        let lettered = seen(&[("C. Zulu", -1.0), ("A. Yankee", -1.0), ("B. X", -1.0)]);
        assert_eq!(sorted(&lettered), (vec!["A. Yankee", "B. X", "C. Zulu"], false));
        let by_chance = seen(&[("Two", 40.0), ("One", 10.0)]);
        assert_eq!(sorted(&by_chance), (vec!["One", "Two"], false));
        // Probabilities that are the deals' own say nothing of stages.
        let noise = seen(&[("Negotiation", 49.0), ("Proposal", 50.0), ("Qualification", 51.0)]);
        assert_eq!(sorted(&noise), (vec!["Qualification", "Proposal", "Negotiation"], false));
        let half_known = seen(&[("Contacted", -1.0), ("Zulu", -1.0), ("New", -1.0)]);
        assert_eq!(sorted(&half_known), (vec!["New", "Zulu", "Contacted"], true));
    }

    #[test]
    fn a_short_history_orders_what_it_has_seen() {
        let mut pipeline = seen(&[("A", 10.0), ("B", 20.0), ("C", 50.0), ("D", 80.0)]);
        pipeline.passed(&[0, 3]);
        assert_eq!(sorted(&pipeline).0, ["A", "B", "C", "D"]);
        pipeline.passed(&[2, 1]);
        assert_eq!(sorted(&pipeline).0, ["A", "C", "B", "D"]);
    }
}
