//! What of the past is kept in `.git`, so that it is worked out once.

use std::collections::{BTreeMap, HashMap};

use sha2::{Digest, Sha256};

use crate::figures::{TrendOpen, TrendStage};
use crate::host::{Cache, Revision};
use crate::message;
use crate::session::opening::Session;
use crate::workspace::Memory;

/// The form of what is kept; another one is not read.
const FORM: &str = concat!(env!("CARGO_PKG_VERSION"), "/5");
/// More leads than this are not kept for one configuration; those that were not
/// asked for go first.
const LEADS: usize = 200_000;
/// More days than this are not kept.
const DAYS: usize = 20_000;

/// What was open in each pipeline on a day, as a commit holds it; `None` where
/// the commit holds no such pipeline.
pub type Standing = Vec<Option<(TrendOpen, Vec<TrendStage>)>>;

/// What is kept, as far as it was asked for.
pub struct KeptPast {
    cache: Option<Cache>,
    /// By the name it is kept under.
    memories: HashMap<String, Memory>,
    days: Option<(String, BTreeMap<String, Standing>, bool)>,
}

/// A name for some texts together.
pub fn name(kind: &str, of: &[&str]) -> String {
    let mut digest = Sha256::new();
    for text in [FORM].iter().chain(of) {
        digest.update((text.len() as u64).to_le_bytes());
        digest.update(text.as_bytes());
    }
    format!("{kind}-{:.24}", format!("{:x}", digest.finalize()))
}

impl KeptPast {
    /// What a commit's repository keeps.
    pub fn of(tip: &Revision) -> Self {
        Self { cache: Some(Cache::of(tip.repository())), memories: HashMap::new(), days: None }
    }

    fn read<T: serde::de::DeserializeOwned + Default>(cache: Option<&Cache>, name: &str) -> T {
        let bytes = cache.and_then(|cache| cache.read(name));
        bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default()
    }

    /// What was read of leads by a configuration of that text.
    pub fn memory(&mut self, configuration: &str) -> &mut Memory {
        let name = name("leads", &[configuration]);
        let cache = self.cache.as_ref();
        self.memories.entry(name).or_insert_with_key(|name| Self::read(cache, name))
    }

    /// What was worked out of days under a name.
    pub fn days(&mut self, name: &str) -> &BTreeMap<String, Standing> {
        let (_, days, _) =
            self.days.get_or_insert_with(|| (name.to_owned(), Self::read(self.cache.as_ref(), name), false));
        days
    }

    /// Adds a day to them.
    pub fn add(&mut self, key: String, standing: Standing) {
        if let Some((_, days, grown)) = self.days.as_mut() {
            days.insert(key, standing);
            *grown = true;
        }
    }

    /// Writes what was learnt. Failing is no harm: it is worked out again.
    pub fn write(self, session: &Session) {
        let Some(cache) = self.cache else { return };
        let memories = self.memories.iter().filter(|(_, memory)| memory.has_grown());
        let mut files: Vec<(&str, serde_json::Result<Vec<u8>>)> = memories
            .map(|(name, memory)| (name.as_str(), serde_json::to_vec(&memory.trimmed(LEADS))))
            .collect();
        if let Some((name, days, true)) = &self.days
            && days.len() <= DAYS
        {
            files.push((name, serde_json::to_vec(days)));
        }
        for (name, bytes) in files {
            let written = bytes.map_err(std::io::Error::other).and_then(|bytes| cache.write(name, &bytes));
            if let Err(error) = written
                && session.verbose
            {
                session.warn(message!("note: what was read of the past is not kept: {error}", error));
            }
        }
    }
}
