//! What the names of stages and of statuses say: won, lost, open, and how far on.

use super::lexicon::words as known;
use crate::pipeline::StageKind;

/// What a word for the status of a deal says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Work goes on.
    Open,
    /// Won.
    Won,
    /// Lost.
    Lost,
    /// No deal any more.
    Skipped,
}

impl Status {
    /// As the map writes it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Won => "won",
            Self::Lost => "lost",
            Self::Skipped => "skip",
        }
    }

    /// As the map says it.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Open, Self::Won, Self::Lost, Self::Skipped].into_iter().find(|own| own.word() == word)
    }
}

fn words(name: &str) -> Vec<String> {
    let lower = name.to_lowercase();
    lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// How the name of a stage ends a deal; `None` where it does not.
pub fn ending(name: &str) -> Option<StageKind> {
    let (words, whole) = (words(name), words(name).join(" "));
    let has = |all: &[&str]| words.iter().any(|word| all.contains(&word.as_str()));
    let negated = words.iter().any(|word| matches!(word.as_str(), "not" | "belum" | "no"));
    if has(known("stage.lost"))
        || known("stage.maybe_lost").contains(&whole.as_str())
        || words.first().is_some_and(|word| word == "disqualified")
    {
        Some(StageKind::Lost)
    } else if has(known("stage.won")) && !negated {
        Some(StageKind::Won)
    } else {
        None
    }
}

/// Whether a name may mean that a deal was won, where no other does.
pub fn may_be_won(name: &str) -> bool {
    known("stage.maybe_won").contains(&words(name).join(" ").as_str())
}

/// What a word of a column of statuses says.
pub fn status(word: &str) -> Option<Status> {
    let (words, whole) = (words(word), words(word).join(" "));
    let is = |all: &[&str]| all.contains(&whole.as_str());
    match whole.as_str() {
        "s" => return Some(Status::Won),
        "f" => return Some(Status::Lost),
        _ if is(known("stage.skipped")) => return Some(Status::Skipped),
        _ => {}
    }
    let open = || is(known("stage.open")) || words.iter().any(|word| word == "open" || word == "progress");
    ending(word)
        .map(|kind| if kind == StageKind::Won { Status::Won } else { Status::Lost })
        .or_else(|| open().then_some(Status::Open))
}

/// How far on the usual names of stages are.
const RANKS: [(&str, u32); 9] = [
    ("rank.10", 10),
    ("rank.20", 20),
    ("rank.30", 30),
    ("rank.40", 40),
    ("rank.50", 50),
    ("rank.55", 55),
    ("rank.60", 60),
    ("rank.70", 70),
    ("rank.80", 80),
];

/// How far on a stage is by its usual name.
pub fn rank(name: &str) -> Option<u32> {
    let words = words(name);
    let has = |all: &[&str]| words.iter().any(|word| all.contains(&word.as_str()));
    RANKS.iter().filter(|(key, _)| has(known(key))).map(|(_, rank)| *rank).max()
}

/// The number that a name begins with: `2. Qualified`.
pub fn number(name: &str) -> Option<u32> {
    let digits: String = name.trim().chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_say_how_a_deal_ends() {
        for won in ["Won", "Closed Won", "closedwon", "6 - Won", "Menang", "C1:WON"] {
            assert_eq!(ending(won), Some(StageKind::Won), "{won}");
        }
        for lost in ["Closed Lost", "Lost", "Kalah", "Batal", "Disqualified", "Closed-Lost to Competition"] {
            assert_eq!(ending(lost), Some(StageKind::Lost), "{lost}");
        }
        for open in ["Proposal", "Negotiation/Review", "Not won yet"] {
            assert_eq!(ending(open), None, "{open}");
        }
        assert!(may_be_won("Contract signed") && !may_be_won("Proposal"));
        assert_eq!(
            (status("open"), status("S"), status("deleted")),
            (Some(Status::Open), Some(Status::Won), Some(Status::Skipped))
        );
    }
}
