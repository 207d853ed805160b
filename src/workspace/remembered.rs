//! Past workspaces, each file of theirs read once however many commits hold it.

use std::collections::{HashMap, HashSet};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::file::FileReader;
use super::list::{LeadPath, lead_files};
use super::{Brief, LoadError, Workspace, duplicates};
use crate::pipeline::{Day, Lead};
use crate::read::ReadConfig;
use crate::source::{RelPath, Snapshot};
use crate::yaml::Arena;

/// What was read of files, by the pipeline they lie in and their object ids;
/// `None` of a file that is no readable lead. It holds for one configuration.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Memory {
    known: HashMap<String, Option<Brief>>,
    #[serde(skip)]
    grown: bool,
    /// Those asked for.
    #[serde(skip)]
    used: HashSet<String>,
}

impl Memory {
    /// Whether more is known than when it was made.
    pub fn has_grown(&self) -> bool {
        self.grown
    }

    /// What is worth keeping: everything, or what was asked for where that is
    /// more than `most` files.
    pub fn trimmed(&self, most: usize) -> Self {
        let all = self.known.len() <= most;
        let known = self.known.iter().filter(|(key, _)| all || self.used.contains(*key)).take(most);
        Self { known: known.map(|(key, brief)| (key.clone(), brief.clone())).collect(), ..Self::default() }
    }

    /// What is known of a file; `None` where it was not read.
    pub fn get(&self, pipeline: u16, object: &str) -> Option<Option<&Brief>> {
        self.known.get(&key(pipeline, object)).map(Option::as_ref)
    }

    /// Reads the files of a snapshot that are not known yet; `files` are told
    /// with their object ids, and each is read once.
    pub fn learn(&mut self, snapshot: &dyn Snapshot, by: &ReadConfig, files: Vec<(LeadPath, String)>) {
        let mut unknown: HashMap<String, LeadPath> = HashMap::new();
        for (file, object) in files {
            let key = key(file.pipeline, &object);
            self.used.insert(key.clone());
            if !self.known.contains_key(&key) {
                unknown.insert(key, file);
            }
        }
        // No rule looks, so that no day matters.
        let reader =
            FileReader::new(snapshot, &by.config, &by.custom, &by.conditions, Day::default(), &|_, _| {});
        let read = |memory: &mut (Vec<u8>, Arena), (key, file): (String, LeadPath)| {
            let lead = reader.read(&file, &mut memory.0, &mut memory.1).lead;
            (key, lead.ok().map(|lead| Brief::of(&lead)))
        };
        let read: Vec<_> = unknown.into_par_iter().map_init(Default::default, read).collect();
        self.grown |= !read.is_empty();
        self.known.extend(read);
    }
}

fn key(pipeline: u16, object: &str) -> String {
    format!("{pipeline}:{object}")
}

/// The workspace of a snapshot in brief: what figures of open leads ask for,
/// and no more. `object` gives the object id of a file.
///
/// # Errors
/// Where a folder cannot be listed.
pub fn load_remembered(
    snapshot: &dyn Snapshot,
    by: ReadConfig,
    today: Day,
    object: &dyn Fn(&RelPath) -> Option<String>,
    memory: &mut Memory,
) -> Result<Workspace, LoadError> {
    let found = lead_files(snapshot, &by.config)?;
    let files: Vec<(LeadPath, String)> =
        found.files.into_iter().filter_map(|file| object(&file.path).map(|id| (file, id))).collect();
    let keys: Vec<(RelPath, u16, String)> =
        files.iter().map(|(file, id)| (file.path.clone(), file.pipeline, id.clone())).collect();
    memory.learn(snapshot, &by, files);
    let lead = |(path, pipeline, id): &(RelPath, u16, String)| {
        memory.get(*pipeline, id).flatten().map(|brief| brief.lead(path, *pipeline))
    };
    let leads: Vec<Lead> = keys.iter().filter_map(lead).collect();
    let counts = duplicates::counted(&leads, &mut Vec::new());
    Ok(Workspace { config: by.config, today, leads, counts, left_out: Vec::new() })
}
