//! From pipelines to their forecasts.

use rayon::prelude::*;

use super::aimed::{Aim, aims};
use super::draft::{ForecastDraft, ForecastOptions};
use super::ground::ForecastGround;
use super::result::PipelineForecast;
use super::steps::steps;
use super::trials::Trials;
use crate::figures::{Expectation, View};

/// The forecasts of some pipelines as of one day, in their order. `expectations`
/// are what commits said of the leads of each; without them no dates are tried.
pub fn forecasts(
    views: &[View<'_>],
    expectations: &[Vec<Expectation>],
    options: &ForecastOptions,
) -> Vec<PipelineForecast> {
    ForecastGround::of(views, expectations, options.until).forecasts(views, options)
}

impl ForecastGround {
    /// The forecasts of the same pipelines, of whoever's leads the views are about.
    pub fn forecasts(&self, views: &[View<'_>], options: &ForecastOptions) -> Vec<PipelineForecast> {
        let Some(first) = views.first() else { return Vec::new() };
        let as_of = first.as_of;
        let aims = aims(views, options.until);
        let steps = steps(as_of, options.until, &aims);
        let drafts: Vec<ForecastDraft<'_, '_>> = views
            .par_iter()
            .zip(&self.pipelines)
            .map(|(view, ground)| ForecastDraft::of(view, ground, options, &aims, &steps))
            .collect();
        let index = |days: i32| steps.iter().position(|step| *step == days).unwrap_or_default();
        let of_aim = |aim: &Aim<'_>| {
            let (after, to) = aim.days(as_of);
            (after.map(index), index(to))
        };
        let targets: Vec<(Option<usize>, usize)> = aims.iter().map(of_aim).collect();
        let pipelines = drafts.iter().map(|draft| draft.trial.clone()).collect();
        let trials = Trials { steps, pipelines, targets };
        let any = drafts.iter().any(|draft| draft.enough);
        let ran = if any { trials.run(options.runs, options.seed) } else { Vec::new() };
        drafts.iter().enumerate().map(|(at, draft)| draft.told(at, &trials, &ran, &aims, &drafts)).collect()
    }
}
