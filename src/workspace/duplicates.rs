//! Which of several files with one id counts.

use std::collections::HashMap;

use super::LeftOut;
use crate::pipeline::{Entered, Lead};

/// Whether each lead counts: of several with one id the one whose history
/// continues all others', where there is one. Those that do not are added to
/// `left_out`.
pub fn counted(leads: &[Lead], left_out: &mut Vec<LeftOut>) -> Vec<bool> {
    let mut by_id: HashMap<&str, Vec<usize>> = HashMap::with_capacity(leads.len());
    for (at, lead) in leads.iter().enumerate() {
        by_id.entry(&lead.id).or_default().push(at);
    }
    let mut counts = vec![true; leads.len()];
    for same in by_id.values().filter(|same| same.len() > 1) {
        let winner = same
            .iter()
            .find(|at| same.iter().all(|other| other == *at || continues(&leads[**at], &leads[*other])));
        for at in same.iter().filter(|at| Some(*at) != winner) {
            counts[*at] = false;
            let why = match winner {
                Some(winner) => {
                    format!("its id is also that of {}, whose history goes further", leads[*winner].path)
                }
                None => "its id is also another file's, and neither history continues the other".to_owned(),
            };
            left_out.push(LeftOut { path: leads[*at].path.clone(), why });
        }
    }
    counts
}

/// Whether the history of `longer` begins with all of `shorter`'s and goes on.
pub fn continues(longer: &Lead, shorter: &Lead) -> bool {
    let same = |(a, b): (&Entered, &Entered)| a.stage == b.stage && a.day == b.day && a.instant == b.instant;
    let within = longer.at.pipeline == shorter.at.pipeline && longer.history.len() > shorter.history.len();
    within && longer.history.iter().zip(&shorter.history).all(same)
}
