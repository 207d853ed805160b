//! How likely an open lead is won, and who says so.

use schemars::JsonSchema;
use serde::Serialize;

use crate::pipeline::{Decimal, Lead, Stage};

/// Who says how likely a lead is won.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// The lead's own `probability`.
    Lead,
    /// The pipeline's history.
    History,
    /// The stage's configured probability.
    Stage,
    /// Nobody: the lead is counted, not weighted.
    None,
}

/// How likely a lead is won.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chance {
    /// From 0 to 100; `None` where nobody says.
    pub percent: Option<Decimal>,
    /// Who says so.
    pub source: Source,
}

/// The chance of a lead that is open in `stage`: its own probability, else the
/// stage's configured one, else none.
pub fn chance(lead: &Lead, stage: &Stage) -> Chance {
    let own = lead.probability.map(|percent| (percent, Source::Lead));
    let said = own.or_else(|| stage.probability.map(|percent| (percent, Source::Stage)));
    let within = |percent: Decimal| percent.clamp(Decimal::ZERO, Decimal::ONE_HUNDRED);
    Chance {
        percent: said.map(|(percent, _)| within(percent)),
        source: said.map_or(Source::None, |(_, source)| source),
    }
}

/// How many open leads are weighted by what; together all open leads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct WeightedBy {
    /// The lead's own `probability`.
    pub lead: u64,
    /// The pipeline's history.
    pub history: u64,
    /// The stage's configured probability.
    pub stage: u64,
    /// Nothing: not weighted.
    pub none: u64,
}

impl WeightedBy {
    /// Counts one lead.
    pub fn count(&mut self, source: Source) {
        match source {
            Source::Lead => self.lead += 1,
            Source::History => self.history += 1,
            Source::Stage => self.stage += 1,
            Source::None => self.none += 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::testing::{config, lead};

    #[test]
    fn the_lead_is_asked_before_the_stage() {
        let stage = &config().pipelines[0].stages[1];
        let mut lead = lead("a", "qualified 2026-01-01");
        assert_eq!(chance(&lead, stage), Chance { percent: Some(25.into()), source: Source::Stage });
        lead.probability = Some(Decimal::ZERO);
        assert_eq!(chance(&lead, stage), Chance { percent: Some(0.into()), source: Source::Lead });
        lead.probability = Some(140.into());
        assert_eq!(chance(&lead, stage).percent, Some(100.into()));
        lead.probability = None;
        let unsaid = Stage { probability: None, ..stage.clone() };
        assert_eq!(chance(&lead, &unsaid), Chance { percent: None, source: Source::None });
    }
}
