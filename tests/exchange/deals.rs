//! One list of deals, the same at every run, that all exports are written from.

use chrono::{Days, NaiveDate, NaiveDateTime};

/// How a deal ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Open,
    Won,
    Lost,
}

/// A deal as it truly was.
#[derive(Clone, Debug)]
pub struct Deal {
    pub number: usize,
    pub title: String,
    pub company: String,
    pub contact: String,
    pub email: String,
    /// In cents of a dollar.
    pub cents: i64,
    pub owner: &'static str,
    pub source: &'static str,
    /// The open stages it entered, by number, and when; the first is its creation.
    pub entered: Vec<(usize, NaiveDateTime)>,
    pub outcome: Outcome,
    /// When it was won or lost.
    pub closed: Option<NaiveDateTime>,
    pub reason: Option<&'static str>,
    /// When it is to be closed, or was.
    pub close_date: NaiveDate,
}

impl Deal {
    pub fn created(&self) -> NaiveDateTime {
        self.entered[0].1
    }

    /// The last open stage it was in.
    pub fn stage(&self) -> usize {
        self.entered.last().unwrap().0
    }

    pub fn won(&self) -> Option<NaiveDateTime> {
        self.closed.filter(|_| self.outcome == Outcome::Won)
    }

    pub fn lost(&self) -> Option<NaiveDateTime> {
        self.closed.filter(|_| self.outcome == Outcome::Lost)
    }

    /// When it last changed.
    pub fn changed(&self) -> NaiveDateTime {
        self.closed.unwrap_or_else(|| self.entered.last().unwrap().1)
    }
}

/// Open stages that every shape has, under names of its own.
pub const STAGES: usize = 5;

const COMPANIES: [&str; 12] = [
    "Nordwind GmbH",
    "PT Karya Utama",
    "Acme, Inc.",
    "Café Müller",
    "Blue \"Sky\" Ltd",
    "O'Hara & Sons",
    "Lumen S.A.",
    "Vega Logistics",
    "Hinode KK",
    "Östra Bygg AB",
    "Copper Hill",
    "Total Fitness",
];
const WORK: [&str; 5] = ["Website", "ERP rollout", "Support 2026", "Training", "Migration, phase 2"];
const OWNERS: [&str; 4] = ["Siti Rahma", "Budi Santoso", "Ana López", "Tom O'Neil"];
const SOURCES: [&str; 4] = ["Website", "Referral", "Trade Show", "Cold Call"];
const REASONS: [&str; 4] = ["Price", "Competitor", "No budget", "No response"];
const PEOPLE: [&str; 6] =
    ["Andi Wijaya", "Claire Dubois", "Jan de Vries", "Mei Tanaka", "Omar Haddad", "Eva Lind"];

fn deal(number: usize) -> Deal {
    let outcome = match number % 10 {
        0 | 2 | 5 | 7 => Outcome::Won,
        1 | 3 | 6 | 8 => Outcome::Lost,
        _ => Outcome::Open,
    };
    let last = match outcome {
        Outcome::Won => STAGES - 1,
        _ => (number / 10 + number) % STAGES,
    };
    // On every day of a month and at every hour of work.
    let first = NaiveDate::from_ymd_opt(2025, 12, 1).unwrap() + Days::new(number as u64 * 4);
    let time = |at: usize| ((9 + (number + at) % 7) as u32, (number * 7 % 60) as u32);
    let mut day = first;
    let mut moment = |at: usize, gap: u64| {
        day = day + Days::new(gap);
        let (hour, minute) = time(at);
        day.and_hms_opt(hour, minute, 0).unwrap()
    };
    let gap = |at: usize| 2 + ((number * 7 + at * 5) % 11) as u64;
    let entered = (0..=last).map(|at| (at, moment(at, if at == 0 { 0 } else { gap(at) }))).collect();
    let closed = (outcome != Outcome::Open).then(|| moment(last + 1, gap(last + 1)));
    let person = PEOPLE[number % PEOPLE.len()];
    let company = COMPANIES[number % COMPANIES.len()];
    Deal {
        number,
        title: format!("{company}: {}", WORK[number % WORK.len()]),
        company: company.to_owned(),
        contact: person.to_owned(),
        email: format!("{}@example.com", person.to_lowercase().replace(' ', ".")),
        cents: 150_000 + (number as i64 * 97_700) % 5_000_000 + if number.is_multiple_of(4) { 50 } else { 0 },
        owner: OWNERS[number % OWNERS.len()],
        source: SOURCES[number / 2 % SOURCES.len()],
        entered,
        outcome,
        closed,
        reason: (outcome == Outcome::Lost).then(|| REASONS[number / 3 % REASONS.len()]),
        close_date: closed.map_or_else(|| first + Days::new(120), |at| at.date()),
    }
}

/// All of them; two have one title.
pub fn deals() -> Vec<Deal> {
    (0..64).map(deal).collect()
}

/// What a report has to say of them.
#[derive(Debug, PartialEq)]
pub struct Truth {
    pub won: usize,
    pub lost: usize,
    pub open: usize,
    pub won_cents: i64,
    /// Days from creation to win, sorted.
    pub cycles: Vec<i64>,
}

pub fn truth(deals: &[Deal]) -> Truth {
    let count = |outcome| deals.iter().filter(|deal| deal.outcome == outcome).count();
    let won = || deals.iter().filter(|deal| deal.outcome == Outcome::Won);
    let days = |deal: &Deal| (deal.closed.unwrap().date() - deal.created().date()).num_days();
    let mut cycles: Vec<i64> = won().map(days).collect();
    cycles.sort_unstable();
    Truth {
        won: count(Outcome::Won),
        lost: count(Outcome::Lost),
        open: count(Outcome::Open),
        won_cents: won().map(|deal| deal.cents).sum(),
        cycles,
    }
}
