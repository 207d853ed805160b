//! Why a lead does not change.

use std::fmt;

/// Why a lead does not change: everything at once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MoveRefused {
    /// What was refused, in one line.
    pub message: String,
    /// Each reason, gates in their own words.
    pub reasons: Vec<String>,
    /// The required fields among them, by their paths.
    pub missing: Vec<String>,
    /// The gates among them.
    pub gates: Vec<FailedGate>,
    /// What to do.
    pub help: Option<String>,
}

/// A gate that does not let a lead pass.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FailedGate {
    /// Its own words.
    pub say: String,
    /// The fields it looks at, by their paths.
    pub fields: Vec<String>,
}

impl fmt::Display for MoveRefused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        self.reasons.iter().try_for_each(|reason| write!(f, "\n  - {reason}"))?;
        self.help.as_ref().map_or(Ok(()), |help| write!(f, "\n  help: {help}"))
    }
}

impl std::error::Error for MoveRefused {}
