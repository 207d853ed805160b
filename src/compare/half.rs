//! One pipeline of one side, indexed by id.

use std::collections::HashMap;

use super::ComparedSide;
use crate::figures::{self, Open, Tracked, View};
use crate::pipeline::{Currency, Day, Period, Pipeline};
use crate::workspace::{UncountedFile, Workspace};

/// All pipelines of one side.
pub(super) struct Whole<'s, 'w> {
    side: &'s ComparedSide<'w>,
    views: Vec<View<'w>>,
}

/// Where a counted lead is: the id of its pipeline, and what the figures see there.
#[derive(Clone, Copy)]
pub(super) struct InPipeline<'v, 'w> {
    pub(super) pipeline: &'w Pipeline,
    pub(super) tracked: &'v Tracked<'w>,
}

/// Where the leads of one side are, by id; empty where it has one pipeline.
pub(super) type LeadPlaces<'v, 'w> = HashMap<&'w str, InPipeline<'v, 'w>>;

impl<'s, 'w> Whole<'s, 'w> {
    pub(super) fn new(side: &'s ComparedSide<'w>) -> Self {
        // No figure of a comparison counts events of a period.
        let period = Period { from: side.as_of, to: side.as_of };
        let all = 0..side.workspace.config.pipelines.len();
        let view = |at| View::new(side.workspace, at, side.as_of, period, Default::default());
        Self { side, views: all.filter_map(view).collect() }
    }

    pub(super) fn places(&self) -> LeadPlaces<'_, 'w> {
        if self.views.len() < 2 {
            return HashMap::new();
        }
        let mut places = HashMap::new();
        for view in &self.views {
            for tracked in view.all().iter().filter(|tracked| tracked.is_here()) {
                places.insert(tracked.lead.id.as_str(), InPipeline { pipeline: view.pipeline, tracked });
            }
        }
        places
    }
}

/// One pipeline of one side; it may lack it.
pub(super) struct Half<'s, 'w> {
    pub(super) side: &'s ComparedSide<'w>,
    view: Option<&'s View<'w>>,
    places: &'s LeadPlaces<'s, 'w>,
}

/// What a side knows of an id.
#[derive(Clone, Copy)]
pub(super) enum State<'v, 'w> {
    /// Nothing, as of the day.
    Absent,
    /// A file that no figure counts.
    LeftOut(&'w UncountedFile),
    /// A lead that is counted.
    Here(&'v Tracked<'w>),
}

impl<'v, 'w> State<'v, 'w> {
    pub(super) fn here(self) -> Option<&'v Tracked<'w>> {
        match self {
            Self::Here(tracked) => Some(tracked),
            _ => None,
        }
    }

    pub(super) fn left_out(self) -> Option<&'w UncountedFile> {
        match self {
            Self::LeftOut(left) => Some(left),
            _ => None,
        }
    }
}

/// One lead on both sides.
pub(super) struct Pair<'v, 'w> {
    /// Its id; of a renamed lead the new one.
    pub(super) id: &'w str,
    /// The id it had, where it was renamed.
    pub(super) old_id: Option<&'w str>,
    /// At the base.
    pub(super) start: State<'v, 'w>,
    /// At the head.
    pub(super) end: State<'v, 'w>,
}

impl<'s, 'w> Half<'s, 'w> {
    pub(super) fn new(whole: &'s Whole<'s, 'w>, places: &'s LeadPlaces<'s, 'w>, id: &str) -> Self {
        let view = whole.views.iter().find(|view| view.pipeline.id == id);
        Self { side: whole.side, view, places }
    }

    /// Where a lead is that is in another pipeline of this side.
    pub(super) fn elsewhere(&self, id: &str) -> Option<InPipeline<'s, 'w>> {
        let own = self.pipeline().map(|own| own.id.as_str());
        self.places.get(id).filter(|place| Some(place.pipeline.id.as_str()) != own).copied()
    }

    pub(super) fn workspace(&self) -> &'w Workspace {
        self.side.workspace
    }

    pub(super) fn as_of(&self) -> Day {
        self.side.as_of
    }

    pub(super) fn pipeline(&self) -> Option<&'w Pipeline> {
        self.view.map(|view| view.pipeline)
    }

    pub(super) fn label(&self) -> Option<&'w str> {
        self.pipeline().map(|pipeline| pipeline.label.as_str())
    }

    pub(super) fn labels(&self) -> impl Iterator<Item = (&'w str, &'w str)> {
        let stages = self.pipeline().into_iter().flat_map(|pipeline| &pipeline.stages);
        stages.map(|stage| (stage.id.as_str(), stage.label.as_str()))
    }

    pub(super) fn currency(&self) -> Currency {
        self.side.workspace.config.currency
    }

    /// What is open, as the report has it.
    pub(super) fn open(&self) -> Open {
        self.view.map_or_else(super::nothing, |view| figures::open(std::slice::from_ref(view)))
    }

    /// The counted leads that are in it and the files left out, by id.
    pub(super) fn states(&self) -> HashMap<&'w str, State<'s, 'w>> {
        let mut states = HashMap::new();
        let dir = self.pipeline().map(|pipeline| &pipeline.dir);
        for left in &self.side.workspace.left_out {
            if dir.is_some_and(|dir| left.path.below(dir).is_some()) {
                states.insert(left.path.stem(), State::LeftOut(left));
            }
        }
        let tracked = self.view.into_iter().flat_map(View::all).filter(|tracked| tracked.is_here());
        states.extend(tracked.map(|tracked| (tracked.lead.id.as_str(), State::Here(tracked))));
        states
    }

    /// The id of the stage a lead is in, won and lost included.
    pub(super) fn stage(&self, tracked: &Tracked<'_>) -> Option<&'w str> {
        stage(self.pipeline()?, tracked)
    }
}

impl<'w> InPipeline<'_, 'w> {
    /// The id of the stage it is in, won and lost included.
    pub(super) fn stage(&self) -> Option<&'w str> {
        stage(self.pipeline, self.tracked)
    }
}

fn stage<'w>(pipeline: &'w Pipeline, tracked: &Tracked<'_>) -> Option<&'w str> {
    let at = match (tracked.open_stage(), tracked.outcome()) {
        (Some(at), _) => at,
        (None, Some(outcome)) if outcome.won => pipeline.won(),
        (None, _) => pipeline.lost(),
    };
    pipeline.stages.get(at).map(|stage| stage.id.as_str())
}
