//! Which files are leads, and what lies among them that is none.

use super::LoadError;
use crate::finding::Finding;
use crate::pipeline::Config;
use crate::pipeline::shape::is_id;
use crate::source::{Entry, EntryKind, RelPath, Snapshot, Span};

/// A file that may be a lead, and where it lies.
pub struct LeadPath {
    /// The file.
    pub path: RelPath,
    /// The index of its pipeline.
    pub pipeline: u16,
    /// The index of the stage whose folder it lies in.
    pub stage: Option<u16>,
}

impl LeadPath {
    /// Where a file lies that may be a lead; `None` of any other.
    pub fn of(path: RelPath, config: &Config) -> Option<Self> {
        let name = path.name();
        let id = name.strip_suffix(".yaml").filter(|_| !name.starts_with('.'))?;
        let mut pipelines = config.pipelines.iter().enumerate();
        let (index, inside) = pipelines.find_map(|(at, own)| Some((at, path.below(&own.dir)?)))?;
        let folder = |dir: &str| inside.strip_prefix(dir).is_some_and(|rest| rest.starts_with('/'));
        let stage = config.pipelines.get(index)?.stages.iter().position(|stage| folder(&stage.dir));
        let (pipeline, stage) = (u16::try_from(index).ok()?, stage.and_then(|at| u16::try_from(at).ok()));
        is_id(id).then_some(Self { path, pipeline, stage })
    }
}

/// What the pipelines' folders hold.
pub struct Found {
    /// The lead files, sorted by path.
    pub files: Vec<LeadPath>,
    /// What is wrong with names and kinds of files.
    pub findings: Vec<Finding>,
}

/// Lists the lead files of every pipeline: `*.yaml` whose name does not begin
/// with a dot.
///
/// # Errors
/// Where a pipeline's folder cannot be listed.
pub fn lead_files(snapshot: &dyn Snapshot, config: &Config) -> Result<Found, LoadError> {
    let mut found = Found { files: Vec::new(), findings: Vec::new() };
    for (index, pipeline) in config.pipelines.iter().enumerate() {
        let listed = snapshot.list(&pipeline.dir);
        let entries = listed.map_err(|error| LoadError::Folder(pipeline.dir.clone(), error))?;
        let stages: Vec<_> = pipeline.stages.iter().map(|stage| pipeline.dir.join(&stage.dir)).collect();
        for entry in entries {
            if !found.takes(&entry) {
                continue;
            }
            let stage = stages.iter().position(|dir| entry.path.below(dir).is_some());
            let (pipeline, stage) = (index as u16, stage.map(|stage| stage as u16));
            found.files.push(LeadPath { path: entry.path, pipeline, stage });
        }
    }
    found.files.sort_by(|a, b| a.path.cmp(&b.path));
    found.unknown_folders(config);
    Ok(found)
}

impl Found {
    fn tell(&mut self, rule: &'static str, path: &RelPath, message: String, help: &str) {
        self.findings.push(Finding::new(rule, path, Span::default(), message).help(help));
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
                let message = format!("`{name}` is a symbolic link, and links are never followed");
                self.tell("outside-link", &entry.path, message, "put the file itself here");
                false
            }
            EntryKind::Folder | EntryKind::Special if like_a_lead => {
                let what = if entry.kind == EntryKind::Folder { "a folder" } else { "no regular file" };
                let message = format!("`{name}` is named like a lead and is {what}");
                self.tell("bad-id", &entry.path, message, "rename it, or put a file in its place");
                false
            }
            EntryKind::File if like_a_lead => self.well_named(entry, name),
            _ => false,
        }
    }

    fn well_named(&mut self, entry: &Entry, name: &str) -> bool {
        let Some(stem) = name.strip_suffix(".yaml") else {
            let message = format!("`{name}` does not end in `.yaml`, so it is not read");
            self.tell("bad-id", &entry.path, message, "rename it so that it ends in `.yaml`");
            return false;
        };
        if entry.odd_name || !is_id(stem) {
            let shown: String = stem.chars().map(|c| if c.is_control() { '�' } else { c }).collect();
            let message = format!("`{shown}` cannot be the id of a lead");
            let help = "an id is 1 to 80 lower-case letters and digits, with single `-` between them, and no name that Windows keeps";
            self.tell("bad-id", &entry.path, message, help);
        }
        !entry.odd_name
    }

    /// One finding a folder that is no stage's, at its first lead.
    fn unknown_folders(&mut self, config: &Config) {
        let mut last: Option<RelPath> = None;
        let outside = self.files.iter().filter(|file| file.stage.is_none());
        let mut told = Vec::new();
        for file in outside {
            let folder = file.path.parent().unwrap_or_else(|| RelPath::new(""));
            if last.as_ref() == Some(&folder) {
                continue;
            }
            let pipeline = &config.pipelines[usize::from(file.pipeline)];
            let known: Vec<_> = pipeline.stages.iter().map(|stage| stage.dir.as_str()).collect();
            let name = folder.below(&pipeline.dir).unwrap_or_default().to_owned();
            let near = crate::finding::nearest(&name, known.iter().copied());
            let message = if name.is_empty() {
                format!("a lead lies in `{folder}` itself, outside every stage's folder")
            } else {
                format!("the folder `{name}` is no stage of the pipeline `{}`", pipeline.id)
            };
            let help = match near {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("the stages' folders are {}", known.join(", ")),
            };
            told.push((file.path.clone(), message, help));
            last = Some(folder);
        }
        for (path, message, help) in told {
            self.tell("unknown-stage-folder", &path, message, &help);
        }
    }
}
