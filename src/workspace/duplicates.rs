//! Which of several files with one id counts.

use super::{UncountedFile, shared};
use crate::message;
use crate::pipeline::{Day, Lead};
use crate::source::RelPath;

/// A lead's file and its history.
pub trait Dated {
    /// The file's stem.
    fn id(&self) -> &str;

    /// The file.
    fn path(&self) -> &RelPath;

    /// Pipeline, stage, day and moment of each history entry.
    fn steps(&self) -> impl ExactSizeIterator<Item = (u16, u16, Day, Option<i64>)>;
}

impl Dated for Lead {
    fn id(&self) -> &str {
        &self.id
    }

    fn path(&self) -> &RelPath {
        &self.path
    }

    fn steps(&self) -> impl ExactSizeIterator<Item = (u16, u16, Day, Option<i64>)> {
        self.history.iter().map(|entry| (entry.pipeline, entry.stage, entry.day, entry.instant))
    }
}

/// Whether each lead counts: of several with one id the one whose history
/// continues all others', where there is one; and those that do not, with why.
pub fn counted<L: Dated>(leads: &[L]) -> (Vec<bool>, Vec<UncountedFile>) {
    let several = shared(leads.iter().enumerate().map(|(at, lead)| (lead.id(), at)), leads.len());
    let (mut counts, mut left_out) = (vec![true; leads.len()], Vec::new());
    for same in several.values() {
        let winner = same
            .iter()
            .find(|at| same.iter().all(|other| other == *at || continues(&leads[**at], &leads[*other])));
        for at in same.iter().filter(|at| Some(*at) != winner) {
            counts[*at] = false;
            let why = match winner {
                Some(winner) => {
                    message!(
                        "its id is also that of {path}, whose history goes further",
                        path = leads[*winner].path()
                    )
                }
                None => message!("its id is also another file's, and neither history continues the other"),
            };
            left_out.push(UncountedFile { path: leads[*at].path().clone(), why });
        }
    }
    (counts, left_out)
}

/// Whether the history of `longer` begins with all of `shorter`'s and goes on.
pub fn continues<L: Dated>(longer: &L, shorter: &L) -> bool {
    let (long, short) = (longer.steps(), shorter.steps());
    long.len() > short.len() && long.zip(short).all(|(a, b)| a == b)
}
