//! The ways of leads from folder to folder.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::{Came, Coming, CommitStep};
use crate::pipeline::{Config, Text};
use crate::source::RelPath;
use crate::workspace::LeadPath;

/// A stage's folder a lead came to.
#[derive(Clone, Debug)]
pub struct Stop {
    /// The index of the stage.
    pub stage: u16,
    /// When and by whom.
    pub by: Arc<Coming>,
}

/// A lead's way since it was last absent, in two places at once, or in a folder
/// that is no stage's.
#[derive(Clone, Debug)]
pub struct Track {
    /// The index of its pipeline.
    pub pipeline: u16,
    /// Where it appeared.
    pub first: Stop,
    /// The object id of the file it appeared with, and its name.
    pub file: (String, String),
    /// Where it came from there, oldest first; each in another stage than the
    /// one before.
    pub moves: Vec<Stop>,
}

impl Track {
    fn stage(&self) -> u16 {
        self.moves.last().map_or(self.first.stage, |stop| stop.stage)
    }
}

/// The ways of all leads that are in one place at the end.
pub fn follow(steps: &[CommitStep], config: &Config) -> HashMap<Text, Track> {
    let mut lies: HashMap<Text, Vec<RelPath>> = HashMap::new();
    let mut tracks: HashMap<Text, Track> = HashMap::new();
    for step in steps {
        // What was touched, and what came of it.
        let mut touched: BTreeMap<&str, Option<&Came>> = BTreeMap::new();
        for path in &step.gone {
            let Some(places) = lies.get_mut(path.stem()) else { continue };
            places.retain(|place| place != path);
            touched.insert(path.stem(), None);
        }
        for came in &step.came {
            let path = &came.0;
            let places = lies.entry(Text::new(path.stem())).or_default();
            if !places.contains(path) {
                places.push(path.clone());
            }
            touched.insert(path.stem(), Some(came));
        }
        for (id, came) in touched {
            let place = match lies.get(id).map(Vec::as_slice) {
                Some([place]) => LeadPath::of(place.clone(), config),
                _ => None,
            };
            advance(&mut tracks, id, place.as_ref(), came);
        }
    }
    tracks
}

/// One lead after a step that touched it.
fn advance(tracks: &mut HashMap<Text, Track>, id: &str, place: Option<&LeadPath>, came: Option<&Came>) {
    let lies = place.and_then(|place| Some((place.pipeline, place.stage?)));
    let (Some((pipeline, stage)), Some((path, object, by))) = (lies, came) else {
        // Where a copy went, the lead appears anew with its next coming.
        tracks.remove(id);
        return;
    };
    let stop = Stop { stage, by: Arc::clone(by) };
    match tracks.get_mut(id).filter(|track| track.pipeline == pipeline) {
        Some(track) if track.stage() == stage => {}
        Some(track) => track.moves.push(stop),
        None => {
            let file = (object.clone(), path.name().to_owned());
            tracks.insert(Text::new(id), Track { pipeline, first: stop, file, moves: Vec::new() });
        }
    }
}
