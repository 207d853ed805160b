//! Leads as of a day, with the stage they were in and what the figures say.

use crate::expr::{Condition, Figured, Subject};
use crate::figures::{Tracked, View, ViewFilter};
use crate::message;
use crate::pipeline::{Day, Lead, Period, Pipeline, Stage, StageKind};
use crate::source::Snapshot;
use crate::text::Message;
use crate::workspace::Workspace;
use crate::yaml::{Arena, Node};

/// The pipelines of a workspace as of a day.
pub struct Views<'w> {
    workspace: &'w Workspace,
    views: Vec<(usize, View<'w>)>,
}

/// A lead as of a day.
#[derive(Clone, Copy)]
pub struct Seen<'v, 'w> {
    /// The lead, its attempts, its value.
    pub tracked: &'v Tracked<'w>,
    /// The index of its pipeline.
    pub pipeline_at: usize,
    /// Its pipeline.
    pub pipeline: &'w Pipeline,
    /// The index of the stage it was in.
    pub stage_at: usize,
    /// What the figures say of it.
    pub figured: Figured,
}

impl<'w> Views<'w> {
    /// The pipelines as of a day: all of them, or the one of that id.
    pub fn new(workspace: &'w Workspace, as_of: Day, pipeline: Option<&str>) -> Self {
        let period = Period::year_to(as_of);
        let pipelines = workspace.config.pipelines.iter().enumerate();
        let wanted = pipelines.filter(|(_, own)| pipeline.is_none_or(|id| own.id == id));
        let view =
            |(at, _)| View::new(workspace, at, as_of, period, ViewFilter::default()).map(|view| (at, view));
        Self { workspace, views: wanted.filter_map(view).collect() }
    }

    /// Where the leads come from.
    pub fn workspace(&self) -> &'w Workspace {
        self.workspace
    }

    /// Each pipeline, by its index.
    pub fn each(&self) -> impl Iterator<Item = (usize, &View<'w>)> {
        self.views.iter().map(|(at, view)| (*at, view))
    }

    /// Every lead that figures count and that existed, in the pipeline it was in.
    pub fn leads(&self) -> impl Iterator<Item = Seen<'_, 'w>> {
        self.views.iter().flat_map(|(at, view)| {
            let here = view.all().iter().filter(|tracked| tracked.is_here());
            here.map(|tracked| Seen::new(tracked, *at, view))
        })
    }
}

impl<'v, 'w> Seen<'v, 'w> {
    fn new(tracked: &'v Tracked<'w>, pipeline_at: usize, view: &'v View<'w>) -> Self {
        let stage = tracked.lead.history.on(view.as_of).map_or(0, |entry| entry.stage);
        let value = tracked.value.ok();
        let open = tracked.open_stage().is_some();
        let chance = tracked.chance.filter(|chance| chance.percent.is_some());
        let weighted = (open && value.is_some() && chance.is_some()).then_some(tracked.weighted);
        let figured = Figured { value, weighted };
        Self { tracked, pipeline_at, pipeline: view.pipeline, stage_at: usize::from(stage), figured }
    }

    /// The lead.
    pub fn lead(&self) -> &'w Lead {
        self.tracked.lead
    }

    /// The stage it was in.
    pub fn stage(&self) -> &'w Stage {
        &self.pipeline.stages[self.stage_at]
    }

    /// Whether work goes on.
    pub fn is_open(&self) -> bool {
        self.stage().kind == StageKind::Open
    }

    /// Whether a condition chooses it; `root` is the outermost mapping of its file.
    ///
    /// # Errors
    /// Where it cannot be judged.
    pub fn chosen(
        &self,
        condition: &Condition,
        root: Node<'_>,
        workspace: &Workspace,
        as_of: Day,
    ) -> Result<bool, Message> {
        let subject = Subject {
            root,
            lead: Some(self.lead()),
            config: &workspace.config,
            pipeline: self.pipeline,
            stage: self.stage(),
            today: as_of,
        };
        condition.chooses(&subject, self.figured)
    }
}

/// A lead that a condition cannot be judged for.
pub struct Unjudged {
    /// The lead's id.
    pub id: String,
    /// Why.
    pub why: Message,
}

impl Unjudged {
    /// What is said of it.
    pub fn message(&self) -> Message {
        message!("`{id}`: {why}", id = self.id, why = self.why)
    }
}

/// The memory of one reader of files.
#[derive(Default)]
pub struct Rereader {
    bytes: Vec<u8>,
    arena: Arena,
}

impl Rereader {
    /// Reads a lead's file again and gives its outermost mapping to `with`;
    /// `None` where it can no longer be read.
    pub fn with<T>(
        &mut self,
        lead: &Lead,
        snapshot: &dyn Snapshot,
        with: impl FnOnce(Node<'_>) -> T,
    ) -> Option<T> {
        snapshot.read(&lead.path, crate::read::MAX_FILE, &mut self.bytes).ok()?;
        let text = std::str::from_utf8(&self.bytes).ok()?;
        self.arena.parse(text).tree.root().map(with)
    }
}
