//! What is kept from one report to the next.

use super::past::Remembered;
use super::{Comparison, ReportOptions, Slice, TrailPoint};
use crate::figures::Mode;

/// Figures of past days. They are used again where the configuration, what the
/// report is about and all that its leads were by that day are the same.
#[derive(Debug, Default)]
pub struct PastFigures {
    about: Option<MadeFor>,
    pub(super) points: Remembered<Vec<TrailPoint>>,
    pub(super) compared: Remembered<Comparison>,
}

/// What figures are about beside leads and days.
#[derive(Debug, PartialEq, Eq)]
struct MadeFor {
    /// The configuration's digest.
    configuration: String,
    pipeline: Option<String>,
    owner: Option<String>,
    slice: Option<Slice>,
    mode: Mode,
}

impl PastFigures {
    /// Forgets what is about something else.
    pub(super) fn about(&mut self, options: &ReportOptions) {
        let about = options.stamp.as_ref().map(|stamp| MadeFor {
            configuration: stamp.configuration.clone(),
            pipeline: options.pipeline.clone(),
            owner: options.owner.clone(),
            slice: options.slice.clone(),
            mode: options.mode,
        });
        // Of a configuration without a digest nothing can be used again.
        if about.is_none() || about != self.about {
            *self = Self { about, ..Self::default() };
        }
    }
}
