//! The workspace as the site may know it. What is hidden is not in it, so no
//! page, figure or sentence that is made from it can tell.

use std::borrow::Cow;
use std::collections::HashSet;

use rayon::prelude::*;

use super::super::format::Style;
use super::mask::Mask;
use super::parts::{self, Parts};
use super::secrets::Secrets;
use super::strip::{Fields, Strip};
use crate::check::Checked;
use crate::finding::Finding;
use crate::message;
use crate::pipeline::{Config, Day, Lead, Publish, Stage, Text};
use crate::read;
use crate::source::{RelPath, Snapshot};
use crate::text::{Personal, Phones};
use crate::workspace::{MergedIds, UncountedFile, Workspace};
use crate::yaml::{Arena, Node};

/// What the site is made from.
pub struct Published {
    /// The leads that are shown, without what is hidden of them.
    pub workspace: Workspace,
    /// What a check found in them, sorted by path.
    pub checked: Checked,
    /// What is taken out of texts.
    pub mask: Mask,
    /// What no finding may repeat.
    pub secrets: Secrets,
    /// How many leads are not shown.
    pub hidden: usize,
    /// What is computed from what is shown.
    pub parts: Parts,
}

/// Takes out of a workspace what the configuration does not let the site show. One that
/// is given away is changed in its place.
pub fn published(
    workspace: Cow<'_, Workspace>,
    checked: &Checked,
    snapshot: &dyn Snapshot,
    as_of: Day,
    style: &Style,
    parts: Parts,
) -> Published {
    let own = workspace.as_ref();
    let (rules, today, mask) = (own.config.site.clone(), own.today, mask(own));
    let strip = Strip { rules: Fields::of(&rules, &parts), owners: &rules, mask: &mask };
    let shows: Vec<bool> = own.leads.par_iter().map(|lead| is_shown(lead, &own.config, as_of)).collect();
    let hidden = hidden_paths(own, &shows, snapshot);
    let left_out = own.left_out.iter().filter(|left| !hidden.contains(&left.path));
    let left_out: Vec<UncountedFile> = left_out.map(|left| without(left, &hidden)).collect();
    let secrets = Secrets::of(&own.config, hidden.iter().map(|path| path.stem().to_owned()));
    let shown = |finding: &&Finding| {
        let mut places = std::iter::once(&finding.path).chain(finding.related.iter().map(|r| &r.path));
        places.all(|path| !hidden.contains(path)) && parts::tells(finding, &own.config)
    };
    let findings = checked.findings.iter().filter(shown).cloned().collect();
    let checked = Checked { leads: checked.leads, findings };
    let pipelines = shown_pipelines(&own.config);
    let config = strip.config(&own.config, &pipelines, style);
    let untold = untold(own, &shows);
    let (mut leads, counts) = kept(workspace, &shows, as_of);
    leads.par_iter_mut().for_each(|lead| {
        // The id of a hidden lead gives it away.
        for named in [&mut lead.renews, &mut lead.extends] {
            named.retain(|other| !untold.contains(&other.id));
        }
        strip.lead(lead);
        in_shown_pipelines(lead, &pipelines);
    });
    let workspace = Workspace { config, today, leads, counts, left_out };
    Published { workspace, checked, mask, secrets, hidden: hidden.len(), parts }
}

/// Whether a lead may be seen, by its owner and by its stages of the day and of now.
fn is_shown(lead: &Lead, config: &Config, as_of: Day) -> bool {
    let of = |at: u16| &config.pipelines[usize::from(at)];
    let then = lead.history.on(as_of);
    let then = then.and_then(|entry| of(entry.pipeline).stages.get(usize::from(entry.stage)));
    let now = of(lead.at.pipeline).stages.get(usize::from(lead.at.stage));
    let mut stages = then.into_iter().chain(now);
    config.site.shows_owner(&lead.owner) && stages.all(|stage| config.site.shows_stage(stage))
}

/// The files that no page may mention; `shows` says of each lead whether it may be seen.
fn hidden_paths(workspace: &Workspace, shows: &[bool], snapshot: &dyn Snapshot) -> HashSet<RelPath> {
    if shows.iter().all(|shows| *shows) && workspace.left_out.is_empty() {
        return HashSet::new();
    }
    let leads = || workspace.leads.iter().zip(shows);
    let shown: HashSet<&RelPath> = leads().filter(|(_, shows)| **shows).map(|(lead, _)| &lead.path).collect();
    let left_out = workspace.left_out.iter().map(|left| &left.path);
    let left_out = left_out.filter(|path| !tells(path, workspace, snapshot, &shown));
    let hidden = leads().filter(|(_, shows)| !**shows).map(|(lead, _)| &lead.path);
    hidden.filter(|path| !shown.contains(path)).chain(left_out).cloned().collect()
}

/// The ids by which shown leads name hidden ones.
fn untold(workspace: &Workspace, shows: &[bool]) -> HashSet<Text> {
    if shows.iter().all(|shows| *shows) {
        return HashSet::new();
    }
    let leads = || workspace.leads.iter().zip(shows);
    let shown: HashSet<&str> =
        leads().filter(|(_, shows)| **shows).map(|(lead, _)| lead.id.as_str()).collect();
    let all: HashSet<&str> = leads().map(|(lead, _)| lead.id.as_str()).collect();
    let merged = MergedIds::of(&workspace.leads);
    let named = leads().flat_map(|(lead, _)| lead.renews.iter().chain(&lead.extends)).map(|other| &other.id);
    let hidden = |id: &&Text| {
        let id = merged.now(id);
        all.contains(id) && !shown.contains(id)
    };
    named.filter(hidden).cloned().collect()
}

/// The leads that are shown and were there on the day, and whether each counts.
fn kept(workspace: Cow<'_, Workspace>, shows: &[bool], as_of: Day) -> (Vec<Lead>, Vec<bool>) {
    let keeps = |lead: &Lead, shows: bool| shows && lead.created() <= as_of;
    match workspace {
        Cow::Borrowed(workspace) => {
            let leads = workspace.leads.par_iter().zip(&workspace.counts).zip(shows);
            let kept = leads.filter(|((lead, _), shows)| keeps(lead, **shows));
            kept.map(|((lead, counts), _)| (lead.clone(), *counts)).unzip()
        }
        Cow::Owned(workspace) => {
            let (mut leads, mut counts) = (workspace.leads, workspace.counts);
            let keep: Vec<bool> = leads.iter().zip(shows).map(|(lead, shows)| keeps(lead, *shows)).collect();
            let (mut of_leads, mut of_counts) = (keep.iter(), keep.iter());
            leads.retain(|_| of_leads.next() == Some(&true));
            counts.retain(|_| of_counts.next() == Some(&true));
            (leads, counts)
        }
    }
}

/// Places a lead among the pipelines that are shown. What it did in a hidden one is
/// hidden too.
fn in_shown_pipelines(lead: &mut Lead, pipelines: &[usize]) {
    let place = |of: u16| {
        let place = pipelines.iter().position(|at| *at == usize::from(of));
        place.and_then(|at| u16::try_from(at).ok())
    };
    lead.at.pipeline = place(lead.at.pipeline).unwrap_or_default();
    lead.history.edit(|entries| {
        entries.retain(|entry| place(entry.pipeline).is_some());
        for entry in entries {
            entry.pipeline = place(entry.pipeline).unwrap_or_default();
        }
    });
}

/// The pipelines that have a stage that is shown, as indices; the first one
/// where none has.
fn shown_pipelines(config: &Config) -> Vec<usize> {
    let shown = |stages: &[Stage]| stages.iter().any(|stage| config.site.shows_stage(stage));
    let all = config.pipelines.iter().enumerate();
    let kept: Vec<usize> = all.filter(|(_, own)| shown(&own.stages)).map(|(at, _)| at).collect();
    if kept.is_empty() { vec![0] } else { kept }
}

/// A file that no figure counts, and why; the other file that it may be about
/// is not named where it is hidden.
fn without(left: &UncountedFile, hidden: &HashSet<RelPath>) -> UncountedFile {
    let why = match left.why.arg("path").filter(|path| hidden.contains(&RelPath::new(path))) {
        Some(_) => message!("its id is also that of another file, whose history goes further"),
        None => left.why.clone(),
    };
    UncountedFile { path: left.path.clone(), why }
}

/// Whether the site may tell of a file that no figure counts: what cannot be
/// read may be anybody's.
fn tells(path: &RelPath, workspace: &Workspace, snapshot: &dyn Snapshot, shown: &HashSet<&RelPath>) -> bool {
    let rules = &workspace.config.site;
    if shown.contains(path) {
        return true;
    }
    if rules.chooses_stages() {
        let pipelines = workspace.config.pipelines.iter();
        let mut stages =
            pipelines.flat_map(|pipeline| pipeline.stages.iter().map(move |stage| (pipeline, stage)));
        let own = stages.find(|(pipeline, stage)| path.below(&pipeline.dir.join(&stage.dir)).is_some());
        if !own.is_some_and(|(_, stage)| rules.shows_stage(stage)) {
            return false;
        }
    }
    !rules.chooses_owners() || owner(path, snapshot).is_some_and(|owner| rules.shows_owner(&owner))
}

fn owner(path: &RelPath, snapshot: &dyn Snapshot) -> Option<String> {
    let text = read::text(snapshot, path).ok()?;
    let mut arena = Arena::default();
    let parsed = arena.parse(&text);
    parsed.tree.root()?.get("owner")?.value().map(str::to_owned)
}

/// What no text may hold.
fn mask(workspace: &Workspace) -> Mask {
    let rules = &workspace.config.site;
    let hidden = workspace.config.team.iter().filter(|member| !rules.shows_owner(&member.id));
    let numbers = || workspace.leads.iter().flat_map(|lead| lead.phones.iter().copied());
    let phones = (!rules.shows_field("contacts.phone")).then(|| Phones::of(numbers()));
    Mask::new(Personal::new(phones, hidden.map(|member| member.name.as_str())))
}

/// Where in a file the values lie that are hidden.
pub fn hidden_places(root: Node<'_>, rules: &Publish) -> Vec<crate::source::Span> {
    let mut places = Vec::new();
    gather(root, "", rules, &mut places);
    places
}

fn gather(node: Node<'_>, path: &str, rules: &Publish, places: &mut Vec<crate::source::Span>) {
    // What should hold more and does not may say all of it.
    if !node.is_map() && !node.is_list() && !path.is_empty() && !rules.shows_all_of(path) {
        places.push(node.span());
    }
    for (key, value) in node.entries() {
        let key = key.value().unwrap_or_default();
        let path = if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
        if !rules.shows_field(&path) {
            places.push(value.span());
        } else {
            gather(value, &path, rules, places);
        }
    }
    for item in node.items() {
        gather(item, path, rules, places);
    }
}
