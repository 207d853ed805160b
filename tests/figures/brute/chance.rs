//! What history says of each stage, in whole numbers: parts of 10^27.

use super::Way;
use crate::figures::raw::{OPEN, RawLead};

pub fn of(leads: &[RawLead], pipeline: usize, as_of: i64) -> Vec<Option<i128>> {
    let mine = leads.iter().filter(|lead| lead.counts && lead.pipeline == pipeline);
    let ways: Vec<Way> = mine.flat_map(|lead| Way::of(&lead.history, as_of)).collect();
    (0..OPEN).map(|stage| of_stage(&ways, stage, as_of)).collect()
}

/// Parts of 10^18, rounded.
fn of_stage(ways: &[Way], stage: usize, as_of: i64) -> Option<i128> {
    let known = |way: &&Way| way.counts_at(stage) && as_of - way.arrival(stage).0 < 730;
    let age = |way: &Way| way.end.map_or(as_of, |end| end.1) - way.arrival(stage).0;
    let known: Vec<(i64, &Way)> = ways.iter().filter(known).map(|way| (age(way), way)).collect();
    if known.iter().filter(|(_, way)| way.end.is_some()).count() < 20 {
        return None;
    }
    let one = 10_i128.pow(27);
    let (mut won, mut lost) = (0, 0);
    for day in 0..=known.iter().map(|(age, _)| *age).max()? {
        let followed = known.iter().filter(|(age, _)| *age >= day).count() as i128;
        let today = || known.iter().filter(|(age, _)| *age == day).map(|(_, way)| way);
        let (wins, losses) = (today().filter(|w| w.won()).count(), today().filter(|w| w.lost()).count());
        if wins + losses > 0 {
            let free = one - won - lost;
            won += free * wins as i128 / followed;
            lost += free * losses as i128 / followed;
        }
    }
    let all = won + lost;
    let billion = 10_i128.pow(9);
    let (high, rest) = (won * billion / all, won * billion % all);
    Some(high * billion + (rest * billion + all / 2) / all)
}
