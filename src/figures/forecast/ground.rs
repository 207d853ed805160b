//! What forecasts of a pipeline rest on, whoever's leads they are about.

use rayon::prelude::*;

use super::backtest::{BackLook, CutRow, rows};
use super::chances::PastCourses;
use super::choice::Runs;
use super::gather::{number, past, told};
use super::lead_chances::percent;
use crate::figures::{Expectation, View};
use crate::pipeline::Day;

/// So many leads are many.
const MANY: usize = 5_000;

/// What the past of some pipelines teaches as of a day, for forecasts up to another.
pub struct ForecastGround {
    pub(super) pipelines: Vec<Ground>,
}

/// What the past of one teaches.
pub(super) struct Ground {
    pub(super) past: PastCourses,
    pub(super) rows: Vec<CutRow>,
    pub(super) runs: Runs,
}

impl ForecastGround {
    /// Of some pipelines. `expectations` are what commits said of the leads of each;
    /// without them no dates are tried.
    pub fn of(views: &[View<'_>], expectations: &[Vec<Expectation>], until: Day) -> Self {
        Self::looking(views, expectations, until, BackLook::Whole)
    }

    /// The same for a page of many figures: of many leads only as much of the
    /// past is tried as the choice of a method needs.
    pub fn for_page(views: &[View<'_>], until: Day) -> Self {
        let leads: usize = views.iter().map(|view| view.all().len()).sum();
        let look = if leads > MANY { BackLook::Brief } else { BackLook::Whole };
        Self::looking(views, &[], until, look)
    }

    fn looking(views: &[View<'_>], expectations: &[Vec<Expectation>], until: Day, look: BackLook) -> Self {
        let one = |(at, view): (usize, &View<'_>)| {
            let told = expectations.get(at).map(Vec::as_slice).unwrap_or_default();
            Ground::of(view, told, until, look)
        };
        Self { pipelines: views.par_iter().enumerate().map(one).collect() }
    }
}

impl Ground {
    pub(super) fn of(view: &View<'_>, expectations: &[Expectation], until: Day, look: BackLook) -> Self {
        let ahead = number(until) - number(view.as_of);
        let past = past(view, &told(expectations, view.as_of), ahead.max(90));
        let configured: Vec<Option<f64>> =
            view.pipeline.stages.iter().map(|stage| percent(stage.probability)).collect();
        let rows = rows(&past, number(view.as_of), &configured, look);
        let runs = Runs::of(&rows);
        Self { past, rows, runs }
    }
}
