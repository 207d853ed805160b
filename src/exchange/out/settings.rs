//! The rows of what the configuration says.

use super::value::ExportRows;
use crate::pipeline::{Config, minor_units};

/// The stages of each pipeline, or of one.
pub fn stages(config: &Config, only: Option<&str>) -> ExportRows {
    let mut rows = ExportRows::default();
    for pipeline in config.pipelines.iter().filter(|own| only.is_none_or(|id| own.id == id)) {
        for (at, stage) in pipeline.stages.iter().enumerate() {
            rows.push([
                pipeline.id.as_str().into(),
                pipeline.label.as_str().into(),
                stage.id.as_str().into(),
                at.into(),
                stage.label.as_str().into(),
                stage.kind.word().into(),
                stage.probability.into(),
                stage.max_days.into(),
            ]);
        }
    }
    rows
}

/// What currencies are worth.
pub fn rates(config: &Config) -> ExportRows {
    let mut rows = ExportRows::default();
    for rate in config.rates.each() {
        rows.push([rate.currency.code().into(), rate.at.into(), rate.rate.into()]);
    }
    rows
}

/// How many of the currency's smallest units make one of it.
pub fn units(config: &Config) -> i64 {
    10_i64.saturating_pow(minor_units(config.currency))
}
