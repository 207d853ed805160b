//! Which files are leads, and what is among them that is none.

use std::collections::BTreeSet;

use super::LoadError;
use super::sorted::renew_sorted;
use crate::finding::Finding;
use crate::message;
use crate::pipeline::Config;
use crate::pipeline::shape::is_id;
use crate::read::mend::did_you_mean;
use crate::source::{Changes, Entry, EntryKind, RelPath, Snapshot, Span};
use crate::text::Message;

/// A file that may be a lead, and where it is.
#[derive(Clone, Debug)]
pub struct LeadPath {
    /// The file.
    pub path: RelPath,
    /// The index of its pipeline.
    pub pipeline: u16,
    /// The index of the stage whose folder it is in.
    pub stage: Option<u16>,
}

impl LeadPath {
    /// Where a file is that may be a lead; `None` of any other.
    pub fn of(path: RelPath, config: &Config) -> Option<Self> {
        let name = path.name();
        let id = name.strip_suffix(".yaml").filter(|_| !name.starts_with('.'))?;
        let is_id = is_id(id);
        let place = Self::place(path, config)?;
        is_id.then_some(place)
    }

    /// Where a path is in the pipelines' folders.
    fn place(path: RelPath, config: &Config) -> Option<Self> {
        let mut pipelines = config.pipelines.iter().enumerate();
        let (index, inside) = pipelines.find_map(|(at, own)| Some((at, path.below(&own.dir)?)))?;
        let folder = |dir: &str| inside.strip_prefix(dir).is_some_and(|rest| rest.starts_with('/'));
        let stage = config.pipelines.get(index)?.stages.iter().position(|stage| folder(&stage.dir));
        let (pipeline, stage) = (u16::try_from(index).ok()?, stage.and_then(|at| u16::try_from(at).ok()));
        Some(Self { path, pipeline, stage })
    }
}

/// What the pipelines' folders hold.
#[derive(Debug, Default)]
pub struct Listed {
    /// The lead files: `*.yaml` whose name does not begin with a dot; sorted by path.
    pub files: Vec<LeadPath>,
    /// What is wrong with names and kinds of files.
    names: Vec<Finding>,
}

/// What a list anew came to.
#[derive(Debug, Default)]
pub struct Relisted {
    /// The files that changed or are new, sorted.
    pub read: Vec<LeadPath>,
    /// Those that are no longer there.
    pub gone: BTreeSet<RelPath>,
}

impl Listed {
    /// Lists the folder of every pipeline.
    ///
    /// # Errors
    /// Where one cannot be listed.
    pub fn of(snapshot: &dyn Snapshot, config: &Config) -> Result<Self, LoadError> {
        let mut listed = Self::default();
        for pipeline in &config.pipelines {
            listed.take(list(snapshot, &pipeline.dir)?, config);
        }
        listed.files.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(listed)
    }

    /// Lists again what changed, and no more than that where no pipeline's own
    /// folder did.
    ///
    /// # Errors
    /// As [`Self::of`]; then the list is as it was.
    pub fn renew(
        &mut self,
        snapshot: &dyn Snapshot,
        config: &Config,
        changes: &Changes,
    ) -> Result<Relisted, LoadError> {
        let above = |path: &RelPath| {
            config.pipelines.iter().any(|own| own.dir == *path || own.dir.below(path).is_some())
        };
        let whole = changes.is_everything() || changes.paths().any(above);
        let came =
            if whole { Self::of(snapshot, config)? } else { Self::changed(snapshot, config, changes)? };
        let mut gone = BTreeSet::new();
        if whole {
            gone.extend(self.files.iter().map(|file| file.path.clone()));
            self.names.clear();
        } else {
            for path in changes.paths() {
                gone.extend(self.below(path).iter().map(|file| file.path.clone()));
                self.names.retain(|finding| finding.path != *path && finding.path.below(path).is_none());
            }
        }
        let is_anew = |file: &&LeadPath| changes.touch(&file.path) || !gone.contains(&file.path);
        let read: Vec<LeadPath> = came.files.iter().filter(is_anew).cloned().collect();
        gone.retain(|path| came.files.binary_search_by(|file| file.path.cmp(path)).is_err());
        self.names.extend(came.names);
        renew_sorted(&mut self.files, |file| &file.path, &gone, came.files);
        Ok(Relisted { read, gone })
    }

    /// What is at the changed paths now.
    fn changed(snapshot: &dyn Snapshot, config: &Config, changes: &Changes) -> Result<Self, LoadError> {
        let mut listed = Self::default();
        let inside = |path: &&RelPath| config.pipelines.iter().any(|own| path.below(&own.dir).is_some());
        for path in changes.paths().filter(inside) {
            let kind = snapshot.kind(path).map_err(|error| LoadError::Folder(path.clone(), error))?;
            let Some(kind) = kind else { continue };
            let mut entries = if kind == EntryKind::Folder { list(snapshot, path)? } else { Vec::new() };
            entries.push(Entry { path: path.clone(), kind, odd_name: false });
            listed.take(entries, config);
        }
        listed.files.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(listed)
    }

    /// The file at a path, or those below it.
    fn below(&self, path: &RelPath) -> &[LeadPath] {
        if let Ok(at) = self.files.binary_search_by(|file| file.path.cmp(path)) {
            return &self.files[at..=at];
        }
        let folder = format!("{path}/");
        let from = self.files.partition_point(|file| file.path.as_str() < folder.as_str());
        let count = self.files[from..].partition_point(|file| file.path.as_str().starts_with(&folder));
        &self.files[from..from + count]
    }

    fn take(&mut self, entries: Vec<Entry>, config: &Config) {
        for entry in entries {
            if self.takes(&entry) {
                self.files.extend(LeadPath::place(entry.path, config));
            }
        }
    }

    fn tell(&mut self, rule: &'static str, path: &RelPath, message: Message, help: Message) {
        self.names.push(Finding::new(rule, path, Span::default(), message).help(help));
    }

    /// Whether an entry is a lead file; tells what is wrong with it.
    fn takes(&mut self, entry: &Entry) -> bool {
        let name = entry.path.name();
        if name.starts_with('.') {
            return false;
        }
        let lower = name.to_ascii_lowercase();
        let like_a_lead = lower.ends_with(".yaml") || lower.ends_with(".yml");
        match entry.kind {
            EntryKind::Link => {
                let message = message!("`{name}` is a symbolic link, and links are never followed", name);
                self.tell("outside-link", &entry.path, message, message!("put the file itself here"));
                false
            }
            EntryKind::Folder | EntryKind::Special if like_a_lead => {
                let message = match entry.kind {
                    EntryKind::Folder => message!("`{name}` is named like a lead and is a folder", name),
                    _ => message!("`{name}` is named like a lead and is no regular file", name),
                };
                self.tell("bad-id", &entry.path, message, message!("rename it, or put a file in its place"));
                false
            }
            EntryKind::File if like_a_lead => self.well_named(entry, name),
            _ => false,
        }
    }

    fn well_named(&mut self, entry: &Entry, name: &str) -> bool {
        let Some(stem) = name.strip_suffix(".yaml") else {
            let message = message!("`{name}` does not end in `.yaml`, so it is not read", name);
            self.tell("bad-id", &entry.path, message, message!("rename it so that it ends in `.yaml`"));
            return false;
        };
        if entry.odd_name || !is_id(stem) {
            let shown: String = stem.chars().map(|c| if c.is_control() { '�' } else { c }).collect();
            let message = message!("`{name}` cannot be the id of a lead", name = shown);
            let help = message!(
                "an id is 1 to 80 lower-case letters and digits, with single `-` between them, and no name that Windows keeps"
            );
            self.tell("bad-id", &entry.path, message, help);
        }
        !entry.odd_name
    }

    /// What is wrong with names, kinds and places of files.
    pub fn findings(&self, config: &Config) -> impl Iterator<Item = Finding> {
        self.names.iter().cloned().chain(self.unknown_folders(config))
    }

    /// One finding a folder that is no stage's, at its first lead.
    fn unknown_folders(&self, config: &Config) -> Vec<Finding> {
        let mut last: Option<RelPath> = None;
        let mut found = Vec::new();
        for file in self.files.iter().filter(|file| file.stage.is_none()) {
            let folder = file.path.parent().unwrap_or_else(|| RelPath::new(""));
            if last.as_ref() == Some(&folder) {
                continue;
            }
            found.push(unknown_folder(&file.path, &folder, config, usize::from(file.pipeline)));
            last = Some(folder);
        }
        found
    }
}

fn list(snapshot: &dyn Snapshot, folder: &RelPath) -> Result<Vec<Entry>, LoadError> {
    snapshot.list(folder).map_err(|error| LoadError::Folder(folder.clone(), error))
}

fn unknown_folder(path: &RelPath, folder: &RelPath, config: &Config, pipeline: usize) -> Finding {
    let pipeline = &config.pipelines[pipeline];
    let known: Vec<_> = pipeline.stages.iter().map(|stage| stage.dir.as_str()).collect();
    let name = folder.below(&pipeline.dir).unwrap_or_default();
    let message = match name {
        "" => message!("a lead lies in `{folder}` itself, outside every stage's folder", folder),
        name => message!(
            "the folder `{name}` is no stage of the pipeline `{pipeline}`",
            name,
            pipeline = pipeline.id
        ),
    };
    let help = match crate::finding::nearest(name, known.iter().copied()) {
        Some(near) => did_you_mean(near),
        None => message!(
            "the stages' folders are {folders}; the leads of a stage that was taken out go into the folder of the one in \
             its place, which names it in `formerly`",
            folders = known.join(", ")
        ),
    };
    Finding::new("unknown-stage-folder", path, Span::default(), message).help(help)
}
