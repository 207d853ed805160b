//! Which entry of a history belongs to which move that git saw.

use super::APART;
use super::tracks::Stop;
use crate::pipeline::Day;

/// What pairing costs: first how many disagreements there are, moves without
/// entries weighing more than those with another date; then the days between.
type Cost = (u32, u64);

const OTHER_DATE: u32 = 2;
const NO_ENTRY: u32 = 3;

/// For each move the entry that belongs to it, both in the order of time; the
/// pairing with the least disagreement. Entries without a move cost
/// nothing: one merge may bring several of them.
pub fn align(moves: &[Stop], entries: &[(u16, Day)]) -> Vec<Option<usize>> {
    let mut best: Vec<Vec<Cost>> = vec![vec![(0, 0); entries.len() + 1]; moves.len() + 1];
    for at in (0..moves.len()).rev() {
        for entry in (0..=entries.len()).rev() {
            let mut cost = add(best[at + 1][entry], (NO_ENTRY, 0));
            if let Some(own) = entries.get(entry) {
                cost = cost.min(best[at][entry + 1]);
                if let Some(pair) = pair(&moves[at], *own) {
                    cost = cost.min(add(best[at + 1][entry + 1], pair));
                }
            }
            best[at][entry] = cost;
        }
    }
    let mut pairs = Vec::with_capacity(moves.len());
    let mut entry = 0;
    for (at, stop) in moves.iter().enumerate() {
        loop {
            let cost = best[at][entry];
            let own = entries.get(entry);
            if own.and_then(|own| pair(stop, *own)).is_some_and(|p| cost == add(best[at + 1][entry + 1], p)) {
                pairs.push(Some(entry));
                entry += 1;
                break;
            }
            if own.is_some() && cost == best[at][entry + 1] {
                entry += 1;
                continue;
            }
            pairs.push(None);
            break;
        }
    }
    pairs
}

/// What it costs to match an entry to a move; `None` where it cannot.
fn pair(stop: &Stop, (stage, day): (u16, Day)) -> Option<Cost> {
    let apart = stop.by.apart(day);
    (stop.stage == stage).then_some((if apart > APART { OTHER_DATE } else { 0 }, apart))
}

fn add(a: Cost, b: Cost) -> Cost {
    (a.0 + b.0, a.1 + b.1)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::check::past::Coming;

    fn day(text: &str) -> Day {
        format!("2026-{text}").parse().unwrap()
    }

    fn aligned(moves: &[(u16, &str)], entries: &[(u16, &str)]) -> Vec<Option<usize>> {
        let stop = |(stage, at): &(u16, &str)| {
            let by = Coming { commit: String::new(), day: day(at), or: Vec::new(), email: String::new() };
            Stop { stage: *stage, by: Arc::new(by) }
        };
        let moves: Vec<Stop> = moves.iter().map(stop).collect();
        let entries: Vec<_> = entries.iter().map(|(stage, at)| (*stage, day(at))).collect();
        align(&moves, &entries)
    }

    #[test]
    fn the_least_disagreement_wins() {
        let there_and_back = [(1, "04-02"), (2, "04-20"), (1, "06-01")];
        assert_eq!(aligned(&there_and_back, &there_and_back), [Some(0), Some(1), Some(2)]);
        assert_eq!(aligned(&there_and_back, &there_and_back[1..]), [None, Some(0), Some(1)]);
        assert_eq!(
            aligned(&there_and_back, &[(1, "04-02"), (2, "04-10"), (1, "06-01")]),
            [Some(0), Some(1), Some(2)]
        );
        assert_eq!(aligned(&[(2, "04-20")], &[(0, "01-01"), (1, "04-02"), (2, "04-19")]), [Some(2)]);
        assert_eq!(aligned(&[(1, "04-02")], &[(1, "01-02"), (2, "02-02"), (1, "04-02")]), [Some(2)]);
        assert_eq!(aligned(&[(1, "04-02")], &[]), [None]);
    }
}
