//! Why a lead does not change.

use crate::text::Message;
use crate::{message, said_by_message};

/// Why a lead does not change: everything at once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MoveRefused {
    /// What was refused, in one line.
    pub message: Message,
    /// Each reason, gates in their own words.
    pub reasons: Vec<Message>,
    /// The required fields among them, by their paths.
    pub missing: Vec<String>,
    /// The gates among them.
    pub gates: Vec<FailedGate>,
    /// What to do.
    pub help: Option<Message>,
}

/// A gate that does not let a lead pass.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FailedGate {
    /// Its own words.
    pub say: String,
    /// The fields it looks at, by their paths.
    pub fields: Vec<String>,
}

impl MoveRefused {
    /// What is said of it.
    pub fn message(&self) -> Message {
        let reasons = self.reasons.iter().map(|reason| message!("\n  - {reason}", reason));
        let help = self.help.iter().map(|help| message!("\n  help: {help}", help));
        Message::list([self.message.clone()].into_iter().chain(reasons).chain(help), "")
    }
}

said_by_message!(MoveRefused);

impl std::error::Error for MoveRefused {}
