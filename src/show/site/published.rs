//! The workspace as the site may know it. What is hidden is not in it, so no
//! page, figure or sentence that is made from it can tell.

use std::collections::HashSet;
use std::sync::Arc;

use rayon::prelude::*;

use super::super::format::Style;
use super::mask::Mask;
use super::phones::Phones;
use super::secrets::Secrets;
use crate::check::Checked;
use crate::finding::Finding;
use crate::pipeline::{Config, Day, Lead, Publish, Stage, Text};
use crate::read;
use crate::source::{RelPath, Snapshot};
use crate::workspace::{LeftOut, Workspace};
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
}

/// Takes out of a workspace what the configuration does not let the site show.
pub fn published(
    workspace: &Workspace,
    checked: &Checked,
    snapshot: &dyn Snapshot,
    as_of: Day,
    style: &Style,
) -> Published {
    let rules = &workspace.config.site;
    let mask = mask(workspace);
    let shown = |lead: &Lead| {
        let pipeline = workspace.pipeline(lead);
        let entered = lead.history.partition_point(|entry| entry.day <= as_of);
        let then = lead.history[..entered].last();
        let then = then.and_then(|entry| pipeline.stages.get(usize::from(entry.stage)));
        let now = pipeline.stages.get(usize::from(lead.at.stage));
        rules.shows_owner(&lead.owner) && then.into_iter().chain(now).all(|stage| rules.shows_stage(stage))
    };
    let strip = Strip { rules: Fields::of(rules), owners: rules, mask: &mask };
    let kept = workspace.leads.par_iter().zip(&workspace.counts).filter(|(lead, _)| shown(lead));
    let kept: Vec<(&Lead, bool)> = kept.map(|(lead, counts)| (lead, *counts)).collect();
    let hidden: HashSet<&RelPath> = {
        let shown: HashSet<&RelPath> = kept.iter().map(|(lead, _)| &lead.path).collect();
        let left_out = workspace.left_out.iter().map(|left| &left.path);
        let not_told = left_out.filter(|path| !tells(path, workspace, snapshot, &shown));
        let leads = workspace.leads.iter().map(|lead| &lead.path).filter(|path| !shown.contains(path));
        leads.chain(not_told).collect()
    };
    let pipelines = shown_pipelines(&workspace.config);
    let ids: HashSet<&str> = kept.iter().map(|(lead, _)| lead.id.as_str()).collect();
    let all: HashSet<&str> = workspace.leads.iter().map(|lead| lead.id.as_str()).collect();
    let kept = kept.into_par_iter().filter(|(lead, _)| lead.created() <= as_of);
    let (leads, counts): (Vec<Lead>, Vec<bool>) = kept
        .map(|(lead, counts)| {
            let mut own = strip.lead(lead);
            // The id of a hidden lead tells of it.
            own.renews = own.renews.filter(|id| ids.contains(id.as_str()) || !all.contains(id.as_str()));
            let place = pipelines.iter().position(|at| *at == usize::from(own.at.pipeline));
            own.at.pipeline = place.and_then(|at| u16::try_from(at).ok()).unwrap_or_default();
            (own, counts)
        })
        .unzip();
    let left_out = workspace.left_out.iter().filter(|left| !hidden.contains(&left.path));
    let left_out: Vec<LeftOut> = left_out.map(|left| without(left, &hidden)).collect();
    let secrets = Secrets::of(&workspace.config, hidden.iter().map(|path| path.stem().to_owned()));
    let shown = |finding: &&Finding| {
        let mut places = std::iter::once(&finding.path).chain(finding.related.iter().map(|r| &r.path));
        places.all(|path| !hidden.contains(path))
    };
    let findings = checked.findings.iter().filter(shown).cloned().collect();
    let checked = Checked { leads: checked.leads, findings, silenced: Vec::new() };
    let hidden = hidden.len();
    let config = strip.config(&workspace.config, &pipelines, style);
    let workspace = Workspace { config, today: workspace.today, leads, counts, left_out };
    Published { workspace, checked, mask, secrets, hidden }
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
fn without(left: &LeftOut, hidden: &HashSet<&RelPath>) -> LeftOut {
    let names = |path: &&&RelPath| left.why.contains(path.as_str());
    let why = match hidden.iter().find(names) {
        Some(path) => left.why.replace(path.as_str(), "another file"),
        None => left.why.clone(),
    };
    LeftOut { path: left.path.clone(), why }
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
    let names = hidden.map(|member| member.name.to_lowercase()).filter(|name| name.chars().count() > 2);
    let numbers = || workspace.leads.iter().flat_map(|lead| lead.phones.iter().copied());
    let phones = (!rules.shows_field("contacts.phone")).then(|| Arc::new(Phones::of(numbers())));
    Mask { phones, names: names.collect() }
}

/// Where in a file the values lie that are hidden.
pub fn hidden_places(root: Node<'_>, rules: &Publish) -> Vec<crate::source::Span> {
    let mut places = Vec::new();
    gather(root, "", rules, &mut places);
    places
}

fn gather(node: Node<'_>, path: &str, rules: &Publish, places: &mut Vec<crate::source::Span>) {
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

/// What of a lead is shown; each is asked once.
pub struct Fields {
    pub company: bool,
    pub value: bool,
    pub products: bool,
    pub price: bool,
    pub owner: bool,
    pub source: bool,
    pub expected_close: bool,
    pub probability: bool,
    pub next_step: bool,
    pub due: bool,
    pub step_by: bool,
    pub activities: bool,
    pub activity_by: bool,
    pub summary: bool,
    pub minutes: bool,
    pub cost: bool,
    pub contract: bool,
    pub renews: bool,
    pub history_by: bool,
    pub reason: bool,
    pub competitor: bool,
    pub note: bool,
    pub industry: bool,
    pub size: bool,
    pub country: bool,
}

impl Fields {
    /// By the team's rules.
    pub fn of(rules: &Publish) -> Self {
        let on = |path: &str| rules.shows_field(path);
        let (value, owner) = (on("value") && on("value.amount") && on("value.currency"), on("owner"));
        let activities = on("activities") && on("activities.at") && on("activities.kind");
        Self {
            company: on("company.name"),
            value,
            products: on("products.name"),
            price: value && on("products.price") && on("products.quantity"),
            owner,
            source: on("source"),
            expected_close: on("expected_close"),
            probability: on("probability"),
            next_step: on("next_step.do"),
            due: on("next_step.due"),
            step_by: owner && on("next_step.by"),
            activities,
            activity_by: owner && on("activities.by"),
            summary: on("activities.summary"),
            minutes: activities && on("activities.minutes"),
            cost: activities && on("activities.cost"),
            contract: on("contract.end"),
            renews: on("renews"),
            history_by: owner && on("history.by"),
            reason: on("history.reason"),
            competitor: on("history.competitor"),
            note: on("history.note"),
            industry: on("company.industry"),
            size: on("company.size"),
            country: on("company.country"),
        }
    }
}

struct Strip<'s> {
    rules: Fields,
    owners: &'s Publish,
    mask: &'s Mask,
}

impl Strip<'_> {
    fn lead(&self, lead: &Lead) -> Lead {
        let on = &self.rules;
        let mut lead = lead.clone();
        self.text(&mut lead.title);
        if !on.owner {
            lead.owner = Text::default();
        }
        self.text(&mut lead.owner);
        lead.phones = Box::default();
        match &mut lead.company {
            Some(company) if on.company => {
                self.text(&mut company.name);
                self.option(&mut company.industry, on.industry);
                self.option(&mut company.country, on.country);
                company.size = company.size.filter(|_| on.size);
            }
            company => *company = None,
        }
        lead.value = lead.value.filter(|_| on.value);
        if !on.products {
            lead.products.clear();
        }
        for product in &mut lead.products {
            self.text(&mut product.name);
            product.price = product.price.filter(|_| on.price);
        }
        self.option(&mut lead.source, on.source);
        lead.expected_close = lead.expected_close.filter(|_| on.expected_close);
        lead.probability = lead.probability.filter(|_| on.probability);
        lead.qualification.retain(|(id, _)| self.owners.shows_field(&format!("qualification.{id}")));
        lead.contract = lead.contract.filter(|_| on.contract);
        self.option(&mut lead.renews, on.renews);
        self.step(&mut lead);
        for activity in &mut lead.activities {
            if !on.activities {
                activity.kind = Text::default();
            }
            self.person(&mut activity.by, on.activity_by);
            activity.minutes = activity.minutes.filter(|_| on.minutes);
            activity.cost = activity.cost.filter(|_| on.cost);
        }
        for entry in &mut lead.history {
            self.person(&mut entry.by, on.history_by);
            self.option(&mut entry.reason, on.reason);
            self.option(&mut entry.competitor, on.competitor);
        }
        lead
    }

    fn step(&self, lead: &mut Lead) {
        let on = &self.rules;
        match &mut lead.next_step {
            Some(step) if on.next_step => {
                self.text(&mut step.what);
                step.due = step.due.filter(|_| on.due);
                self.person(&mut step.by, on.step_by);
            }
            step => *step = None,
        }
    }

    fn text(&self, text: &mut Text) {
        if let std::borrow::Cow::Owned(masked) = self.mask.of(text) {
            *text = masked.into();
        }
    }

    fn option(&self, text: &mut Option<Text>, shown: bool) {
        match text {
            Some(inner) if shown => self.text(inner),
            text => *text = None,
        }
    }

    fn person(&self, person: &mut Option<Text>, shown: bool) {
        if !shown || person.as_ref().is_some_and(|id| !self.owners.shows_owner(id)) {
            *person = None;
        }
        if let Some(person) = person {
            self.text(person);
        }
    }

    fn string(&self, text: &mut String) {
        if let std::borrow::Cow::Owned(masked) = self.mask.of(text) {
            *text = masked;
        }
    }

    /// The configuration without the names of what is hidden.
    fn config(&self, config: &Config, pipelines: &[usize], style: &Style) -> Config {
        let rules = self.owners;
        let on = &self.rules;
        let mut own = config.clone();
        own.pipelines = pipelines.iter().filter_map(|at| config.pipelines.get(*at).cloned()).collect();
        let there = |pipeline: &Option<String>| {
            pipeline.as_ref().is_none_or(|id| own.pipelines.iter().any(|pipeline| pipeline.id == *id))
        };
        own.targets.retain(|target| there(&target.pipeline));
        own.improvements.retain(|improvement| there(&improvement.pipeline));
        own.team.retain(|member| rules.shows_owner(&member.id));
        for member in &mut own.team {
            member.email = None;
            self.string(&mut member.name);
        }
        self.string(&mut own.name);
        let hidden = |id: &str| {
            let stages = config.pipelines.iter().flat_map(|pipeline| &pipeline.stages);
            stages.filter(|stage| stage.id == id).any(|stage| !rules.shows_stage(stage))
        };
        let shown =
            |owner: &Option<String>| owner.as_deref().is_none_or(|id| on.owner && rules.shows_owner(id));
        own.targets.retain(|target| shown(&target.owner));
        for target in &mut own.targets {
            target.value = target.value.filter(|_| on.value);
        }
        own.targets.retain(|target| target.value.is_some() || target.deals.is_some());
        own.improvements.retain(|improvement| !hidden(&improvement.stage) && shown(&improvement.owner));
        for improvement in &mut own.improvements {
            self.string(&mut improvement.action);
        }
        let choices =
            [&mut own.sources, &mut own.activity_kinds, &mut own.lost_reasons, &mut own.won_reasons];
        for choice in choices.into_iter().flatten() {
            self.string(&mut choice.label);
        }
        for pipeline in &mut own.pipelines {
            self.string(&mut pipeline.label);
            for (at, stage) in pipeline.stages.iter_mut().enumerate() {
                self.string(&mut stage.label);
                if !rules.shows_stage(stage) {
                    nameless(stage, at, style);
                }
                // Without the next steps nobody knows what waits for one.
                stage.max_days = stage.max_days.filter(|_| on.next_step && on.due);
            }
        }
        own
    }
}

/// A stage that keeps its place and loses its name. Its id is no id, so that
/// nothing is taken for it.
fn nameless(stage: &mut Stage, at: usize, style: &Style) {
    stage.id = format!("-{}", at + 1);
    stage.label = style.words.t("site-stage-hidden", &[("n", (at + 1).into())]);
    stage.dir = String::new();
    stage.formerly.clear();
    stage.gates.clear();
}
