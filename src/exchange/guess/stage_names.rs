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
        "s" | "w" => return Some(Status::Won),
        "f" | "l" => return Some(Status::Lost),
        _ if is(known("stage.skipped")) => return Some(Status::Skipped),
        _ => {}
    }
    let open = || is(known("stage.open")) || words.iter().any(|word| word == "open" || word == "progress");
    ending(word)
        .map(|kind| if kind == StageKind::Won { Status::Won } else { Status::Lost })
        .or_else(|| open().then_some(Status::Open))
}

/// How far on the usual names of stages are.
const RANKS: [(&str, u32); 12] = [
    ("rank.10", 10),
    ("rank.20", 20),
    ("rank.25", 25),
    ("rank.30", 30),
    ("rank.35", 35),
    ("rank.40", 40),
    ("rank.50", 50),
    ("rank.55", 55),
    ("rank.60", 60),
    ("rank.70", 70),
    ("rank.80", 80),
    ("rank.90", 90),
];

/// How far on a stage is by its usual name.
pub fn rank(name: &str) -> Option<u32> {
    let words = words(name);
    if words.first().is_some_and(|word| matches!(word.as_str(), "not" | "belum")) {
        return Some(RANKS[0].1);
    }
    let has = |all: &[&str]| words.iter().any(|word| all.contains(&word.as_str()));
    RANKS.iter().filter(|(key, _)| has(known(key))).map(|(_, rank)| *rank).max()
}

/// The number that a name begins with, or the letter in its place: `2. Qualified`, `B) Qualified`.
pub fn number(name: &str) -> Option<u32> {
    let name = name.trim();
    let digits: String = name.chars().take_while(char::is_ascii_digit).collect();
    let lettered = || match name.as_bytes() {
        [letter, b'.' | b')' | b':', ..] if letter.is_ascii_alphabetic() => {
            Some(u32::from(letter.to_ascii_lowercase() - b'a'))
        }
        _ => None,
    };
    digits.parse().ok().or_else(lettered)
}

/// A name without the number or the letter that it begins with.
pub fn unnumbered(name: &str) -> &str {
    let name = name.trim();
    if number(name).is_none() {
        return name;
    }
    let sign = |c: char| c.is_ascii_digit() || " .-_):/".contains(c);
    let rest = name.trim_start_matches(sign);
    let lettered = rest.len() == name.len();
    let rest = if lettered { rest.get(1..).unwrap_or_default().trim_start_matches(sign) } else { rest };
    if rest.is_empty() { name } else { rest }
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
        for (name, wanted) in [
            ("2. Qualified", "Qualified"),
            ("B. Demo", "Demo"),
            ("3 - Won", "Won"),
            ("3", "3"),
            ("A B", "A B"),
        ] {
            assert_eq!(unnumbered(name), wanted);
        }
        assert_eq!(
            (status("open"), status("S"), status("deleted")),
            (Some(Status::Open), Some(Status::Won), Some(Status::Skipped))
        );
    }
}
