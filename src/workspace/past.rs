//! Past states of the files in brief, each file read once however many commits
//! hold it.

use std::collections::{HashMap, HashSet};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::duplicates::{Dated, counted};
use super::file::FileReader;
use super::list::{LeadPath, Listed};
use super::{Brief, LoadError};
use crate::pipeline::{Config, Day, Text};
use crate::read::ReadConfig;
use crate::source::{RelPath, Snapshot};
use crate::yaml::Arena;

/// What was read of files, by the pipeline they are in and their object ids;
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

/// A past state: the leads that figures count, in brief.
#[derive(Debug)]
pub struct Past {
    /// The configuration of then.
    pub config: Config,
    /// The leads.
    pub leads: Vec<PastLead>,
}

/// A lead of a past state.
#[derive(Debug)]
pub struct PastLead {
    /// Its id.
    pub id: Text,
    /// The index of its pipeline.
    pub pipeline: u16,
    /// What it was.
    pub brief: Brief,
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

    /// Reads the files of a snapshot that are not known yet; `files` are reported
    /// with their object ids, and each is read once.
    pub fn learn(&mut self, snapshot: &dyn Snapshot, by: &ReadConfig, files: &[(LeadPath, String)]) {
        let mut unknown: HashMap<String, &LeadPath> = HashMap::new();
        for (file, object) in files {
            let key = key(file.pipeline, object);
            self.used.insert(key.clone());
            if !self.known.contains_key(&key) {
                unknown.insert(key, file);
            }
        }
        // No rule looks, so that no day matters.
        let reader =
            FileReader::new(snapshot, &by.config, &by.custom, &by.conditions, Day::default(), &|_, _| {});
        let read = |memory: &mut (Vec<u8>, Arena), (key, file): (String, &LeadPath)| {
            let lead = reader.read(file, &mut memory.0, &mut memory.1).lead;
            (key, lead.ok().map(|lead| Brief::of(&lead)))
        };
        let read: Vec<_> = unknown.into_par_iter().map_init(Default::default, read).collect();
        self.grown |= !read.is_empty();
        self.known.extend(read);
    }

    /// The state of a snapshot. `object` gives the object id of a file.
    ///
    /// # Errors
    /// Where a folder cannot be listed.
    pub fn past(
        &mut self,
        snapshot: &dyn Snapshot,
        by: ReadConfig,
        object: &dyn Fn(&RelPath) -> Option<String>,
    ) -> Result<Past, LoadError> {
        let listed = Listed::of(snapshot, &by.config)?.files.into_iter();
        let files: Vec<(LeadPath, String)> =
            listed.filter_map(|file| object(&file.path).map(|id| (file, id))).collect();
        self.learn(snapshot, &by, &files);
        let known = |(file, id): (LeadPath, String)| {
            let brief = self.get(file.pipeline, &id).flatten()?.clone();
            Some(OfFile { path: file.path, pipeline: file.pipeline, brief })
        };
        let leads: Vec<OfFile> = files.into_iter().filter_map(known).collect();
        let counts = counted(&leads).0;
        let counted = leads.into_iter().zip(counts).filter(|(_, counts)| *counts);
        let past =
            |(OfFile { path, pipeline, brief }, _)| PastLead { id: Text::new(path.stem()), pipeline, brief };
        let leads = counted.map(past).collect();
        Ok(Past { config: by.config, leads })
    }
}

fn key(pipeline: u16, object: &str) -> String {
    format!("{pipeline}:{object}")
}

/// A lead in brief, and its file.
struct OfFile {
    path: RelPath,
    pipeline: u16,
    brief: Brief,
}

impl Dated for OfFile {
    fn id(&self) -> &str {
        self.path.stem()
    }

    fn path(&self) -> &RelPath {
        &self.path
    }

    fn steps(&self) -> impl ExactSizeIterator<Item = (u16, u16, Day, Option<i64>)> {
        self.brief.steps(self.pipeline)
    }
}
