//! What history says of each stage, in whole numbers: parts of 10^27.

use super::Way;
use crate::figures::raw::{OPEN, RawLead};

pub fn of(leads: &[RawLead], pipeline: usize, as_of: i64) -> Vec<Option<i128>> {
    let all = leads.iter().filter(|lead| lead.counts).flat_map(|lead| Way::of(&lead.history, as_of));
    let ways: Vec<Way> = all.filter(|way| way.pipeline == pipeline).collect();
    (0..OPEN).map(|stage| of_stage(&ways, stage, as_of)).collect()
}

/// Parts of 10^18, rounded.
fn of_stage(ways: &[Way], stage: usize, as_of: i64) -> Option<i128> {
    let known = |way: &&Way| way.tells(stage).is_some_and(|day| as_of - day < 730);
    let age = |way: &Way| way.until().unwrap_or(as_of) - way.tells(stage).unwrap();
    let known: Vec<(i64, &Way)> = ways.iter().filter(known).map(|way| (age(way), way)).collect();
    if known.iter().filter(|(_, way)| way.end.is_some()).count() < 20 {
        return None;
    }
    let longest = known.iter().map(|(age, _)| *age).max()?;
    // wins, losses and all that were followed for just so many days
    let mut days = vec![[0_i128; 3]; longest as usize + 1];
    for (age, way) in &known {
        let day = &mut days[*age as usize];
        day[0] += i128::from(way.won());
        day[1] += i128::from(way.lost());
        day[2] += 1;
    }
    let one = 10_i128.pow(27);
    let (mut won, mut lost, mut followed) = (0, 0, known.len() as i128);
    for [wins, losses, all] in days {
        let free = one - won - lost;
        won += free * wins / followed;
        lost += free * losses / followed;
        followed -= all;
    }
    let all = won + lost;
    let billion = 10_i128.pow(9);
    let (high, rest) = (won * billion / all, won * billion % all);
    Some(high * billion + (rest * billion + all / 2) / all)
}
