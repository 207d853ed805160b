//! A forecast, and beside it how good past estimates were.

use super::{Forecast, ForecastQuestion, FrozenForecasts, HowGood};
use crate::figures::Expectation;
use crate::workspace::Workspace;

impl Forecast {
    /// Adds how good past estimates were. `told` is what commits said of the leads of each
    /// pipeline, where they were asked.
    pub fn judge(
        &mut self,
        workspace: &Workspace,
        question: &ForecastQuestion,
        frozen: &FrozenForecasts,
        told: &[Vec<Expectation>],
    ) {
        for (at, view) in question.views(workspace).iter().enumerate() {
            let told = told.get(at).map(Vec::as_slice).unwrap_or_default();
            let own = self.pipelines.iter_mut().find(|own| own.figures.id == view.pipeline.id);
            if let Some(own) = own {
                own.scored = HowGood::or_by_files(view, &frozen.all, told);
            }
        }
        self.left_out = Some(frozen.left_out.clone());
    }
}
