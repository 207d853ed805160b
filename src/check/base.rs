//! A branch judged by the rules of its base, which it may have changed.
//!
//! The law: a branch may fail, never pass, by what it changes in configuration,
//! folders, ignores, templates or schemas. Three things hold it. The base's
//! configuration and templates are taken in place of the branch's. Only ignores
//! that the base has count. And a lead that the base's rules do not see where
//! the branch's configuration does, or that was moved out of sight of both, is
//! a finding: [`BaseRules::unseen`].

use std::collections::{HashMap, HashSet};

use super::ignore::Ignores;
use super::rules::{unknown_stage_folder, unseen_lead};
use super::{names, severity};
use crate::finding::{Finding, Severity};
use crate::message;
use crate::pipeline::{Config, Pipeline, Stage};
use crate::read;
use crate::source::{Entry, EntryKind, Grafted, RelPath, Snapshot, Span};
use crate::text::Message;
use crate::workspace::{CONFIG_FILE, LeadPath, Listed, LoadError, load_config};
use crate::yaml::Arena;

/// A state of the files with the configuration and the templates of a base.
pub fn over<'s>(files: &'s dyn Snapshot, base: &'s dyn Snapshot) -> Grafted<'s> {
    Grafted::new(files, base, vec![RelPath::new(CONFIG_FILE), RelPath::new("templates")])
}

/// The rules of a base, and the leads it has.
pub struct BaseRules<'b> {
    /// What messages call it.
    name: &'b str,
    files: &'b dyn Snapshot,
    config: Config,
    /// The paths of its leads, by id.
    leads: HashMap<String, Vec<RelPath>>,
}

impl<'b> BaseRules<'b> {
    /// The rules that `files` hold; `name` is what messages call them.
    ///
    /// # Errors
    /// Where the configuration or a folder cannot be read.
    pub fn of(name: &'b str, files: &'b dyn Snapshot) -> Result<Self, LoadError> {
        let config = load_config(files, &names().collect::<Vec<_>>())?.config;
        let mut leads: HashMap<String, Vec<RelPath>> = HashMap::new();
        for lead in Listed::of(files, &config)?.files {
            leads.entry(lead.path.stem().to_owned()).or_default().push(lead.path);
        }
        Ok(Self { name, files, config, leads })
    }

    /// What messages call the base.
    pub fn name(&self) -> &str {
        self.name
    }

    /// Its configuration.
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// A state of the files with the configuration and the templates of the base.
    pub fn over<'s>(&'s self, files: &'s dyn Snapshot) -> Grafted<'s> {
        over(files, self.files)
    }

    /// The ignores that the base has for the lead of a file: those of the same
    /// path, else of the same id.
    pub(super) fn ignores(&self, path: &RelPath) -> Option<Ignores> {
        let leads = self.leads.get(path.stem())?;
        let own = leads.iter().find(|own| *own == path).or(leads.first())?;
        let text = read::text(self.files, own).ok()?;
        Ignores::of(own, &text, Arena::default().parse(&text).tree, true)
    }

    /// The leads of a branch that these rules do not see although they count for
    /// its own configuration `own`, or did in the base; `found` is what these
    /// rules found.
    ///
    /// # Errors
    /// Where a folder cannot be listed.
    pub fn unseen(
        &self,
        branch: &dyn Snapshot,
        own: &Config,
        found: &[Finding],
    ) -> Result<Vec<Finding>, LoadError> {
        let weight = severity(&self.config, &unseen_lead::RULE);
        if weight == Severity::Off {
            return Ok(Vec::new());
        }
        let seen = by_path(Listed::of(branch, &self.config)?.files);
        let counted = by_path(Listed::of(branch, own)?.files);
        let misplaced = counted.values().filter_map(|lead| {
            let why = self.misplaced(seen.get(&lead.path), lead, own)?;
            Some(self.finding(&lead.path, why, land_first()))
        });
        let mut unseen: Vec<Finding> = misplaced.chain(self.in_no_stage(&seen)).collect();
        // Where the folder itself is an error, its leads are none beside it.
        let is_folder =
            |f: &&Finding| f.rule == unknown_stage_folder::RULE.name && f.severity == Severity::Error;
        let folders: HashSet<_> = found.iter().filter(is_folder).filter_map(|f| f.path.parent()).collect();
        let in_no_stage = |path: &RelPath| seen.get(path).is_some_and(|lead| lead.stage.is_none());
        unseen.retain(|f| !(in_no_stage(&f.path) && f.path.parent().is_some_and(|of| folders.contains(&of))));
        unseen.extend(self.out_of_sight(branch, &[&seen, &counted])?);
        unseen.sort_by(|a, b| {
            a.path.cmp(&b.path).then_with(|| a.message.to_string().cmp(&b.message.to_string()))
        });
        unseen.dedup_by(|a, b| a.path == b.path);
        unseen.iter_mut().for_each(|finding| finding.severity = weight);
        Ok(unseen)
    }

    /// Why these rules do not judge a lead as what `own` makes of it; `None`
    /// where they do.
    fn misplaced(&self, seen: Option<&LeadPath>, lead: &LeadPath, own: &Config) -> Option<Message> {
        let name = self.name;
        let Some(seen) = seen else {
            return Some(message!(
                "the branch's configuration makes this a lead, and the rules of `{name}` do not see it",
                name
            ));
        };
        let (pipeline, stage) = place(own, lead);
        let stage = stage?;
        let (base_pipeline, base_stage) = place(&self.config, seen);
        let sees = match base_stage {
            None => message!("in no stage"),
            Some(base) if is_same(&self.config, (base_pipeline, base), own, (pipeline, stage)) => {
                return None;
            }
            Some(base) => {
                message!("in `{stage}` of `{pipeline}`", stage = base.id, pipeline = base_pipeline.id)
            }
        };
        let (stage, pipeline) = (&stage.id, &pipeline.id);
        Some(message!(
            "the branch's configuration puts this lead in `{stage}` of `{pipeline}`, and the rules of `{name}` see it {sees}",
            stage,
            pipeline,
            name,
            sees
        ))
    }

    /// Leads that came to a folder of no stage, where that is an error: one that
    /// was there before may speak for the folder.
    fn in_no_stage(&self, seen: &HashMap<RelPath, LeadPath>) -> Vec<Finding> {
        if severity(&self.config, &unknown_stage_folder::RULE) != Severity::Error {
            return Vec::new();
        }
        let came = |lead: &&LeadPath| {
            let before = self.leads.get(lead.path.stem());
            lead.stage.is_none() && !before.is_some_and(|paths| paths.contains(&lead.path))
        };
        let tell = |lead: &LeadPath| {
            let why = message!("the rules of `{name}` see this lead in no stage", name = self.name);
            self.finding(&lead.path, why, message!("put it into a stage's folder"))
        };
        seen.values().filter(came).map(tell).collect()
    }

    /// Leads of the base that neither its rules nor the branch's configuration
    /// see any more, and whose file is elsewhere. One that was deleted is gone,
    /// for everybody to see.
    fn out_of_sight(
        &self,
        branch: &dyn Snapshot,
        counted: &[&HashMap<RelPath, LeadPath>],
    ) -> Result<Vec<Finding>, LoadError> {
        let here: HashSet<&str> = counted.iter().flat_map(|files| files.keys()).map(RelPath::stem).collect();
        let gone = self.leads.iter().filter(|(id, _)| !here.contains(id.as_str()));
        let gone: HashMap<&str, &RelPath> =
            gone.filter_map(|(id, paths)| Some((id.as_str(), paths.first()?))).collect();
        if gone.is_empty() {
            return Ok(Vec::new());
        }
        let title = |path: &&RelPath| looks_like_a_lead(self.files, path).flatten();
        let titles: HashMap<String, &RelPath> =
            gone.values().filter_map(|path| Some((title(path)?, *path))).collect();
        let before: HashSet<RelPath> = files(self.files)?.collect();
        let is_new =
            |path: &RelPath| !before.contains(path) && counted.iter().all(|files| !files.contains_key(path));
        let was = |path: &RelPath| {
            let id = path.name().trim_start_matches('.').split('.').next().unwrap_or_default();
            let named = gone.get(id.to_ascii_lowercase().as_str());
            let lower = path.name().to_ascii_lowercase();
            let is_yaml = lower.contains(".yaml") || lower.contains(".yml");
            match (named, is_yaml) {
                (Some(was), true) => Some(*was),
                (Some(was), false) => looks_like_a_lead(branch, path).map(|_| *was),
                (None, true) => titles.get(&looks_like_a_lead(branch, path)??).copied(),
                (None, false) => None,
            }
        };
        let finding = |path: RelPath| {
            let why = message!(
                "the lead {was} of `{name}` is here, where no rules see it",
                was = was(&path)?,
                name = self.name
            );
            let help = message!("put it into a stage's folder, or delete it where it is to go");
            Some(self.finding(&path, why, help))
        };
        Ok(files(branch)?.filter(is_new).filter_map(finding).collect())
    }

    fn finding(&self, path: &RelPath, why: Message, help: Message) -> Finding {
        Finding::new(unseen_lead::RULE.name, path, Span::default(), why).help(help)
    }
}

fn land_first() -> Message {
    message!(
        "let the change of the configuration be merged first, then leads that need it; see `corong explain unseen-lead`"
    )
}

fn by_path(files: Vec<LeadPath>) -> HashMap<RelPath, LeadPath> {
    files.into_iter().map(|lead| (lead.path.clone(), lead)).collect()
}

fn place<'c>(config: &'c Config, lead: &LeadPath) -> (&'c Pipeline, Option<&'c Stage>) {
    let pipeline = &config.pipelines[usize::from(lead.pipeline)];
    (pipeline, lead.stage.and_then(|stage| pipeline.stages.get(usize::from(stage))))
}

/// Whether a stage of the branch is the base's, perhaps renamed.
fn is_same(
    base: &Config,
    (base_pipeline, base_stage): (&Pipeline, &Stage),
    own: &Config,
    (pipeline, stage): (&Pipeline, &Stage),
) -> bool {
    let renamed =
        || base.pipeline_index(&pipeline.id).is_none() && own.pipeline_index(&base_pipeline.id).is_none();
    (pipeline.id == base_pipeline.id || renamed())
        && (stage.id == base_stage.id || stage.formerly.contains(&base_stage.id))
}

/// The files of a workspace, but for git's own.
fn files(snapshot: &dyn Snapshot) -> Result<impl Iterator<Item = RelPath>, LoadError> {
    let root = RelPath::new("");
    let listed = snapshot.list(&root).map_err(|error| LoadError::Folder(root, error))?;
    let is_file = |entry: &Entry| {
        entry.kind == EntryKind::File && !entry.path.as_str().split('/').any(|part| part == ".git")
    };
    Ok(listed.into_iter().filter(is_file).map(|entry| entry.path))
}

/// The title of a file that has a title or a history, as leads have; `None` of
/// any other file.
fn looks_like_a_lead(snapshot: &dyn Snapshot, path: &RelPath) -> Option<Option<String>> {
    let text = read::text(snapshot, path).ok()?;
    let mut arena = Arena::default();
    let root = arena.parse(&text).tree.root()?;
    let title = root.get("title");
    (title.is_some() || root.get("history").is_some())
        .then(|| title.and_then(|title| title.value()).map(str::to_owned))
}
