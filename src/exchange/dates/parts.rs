//! The parts of a date as text: three numbers, or two and a month's name, perhaps a
//! time and an offset behind them. In which order day and month are is another
//! question.

use chrono::{FixedOffset, NaiveDate, NaiveTime, TimeZone};

use super::CellDate;
use super::words::{DateWord, word};

/// No date is longer, in bytes.
const LONGEST: usize = 64;

/// In which order a date has its parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Order {
    /// `31/12/2026`.
    Dmy,
    /// `12/31/2026`.
    Mdy,
    /// `2026/12/31`.
    Ymd,
}

/// A run of digits or of letters, and what is between it and the one before.
#[derive(Debug, Clone, Copy)]
struct Piece<'t> {
    before: &'t str,
    text: &'t str,
    number: Option<u32>,
}

/// A text that has the parts of a date.
#[derive(Debug, Clone)]
pub(super) struct DateParts<'t> {
    date: [Piece<'t>; 3],
    month: Option<(usize, u32)>,
    time: Option<Clock>,
    /// Seconds that its clock is ahead of UTC.
    offset: Option<i32>,
}

#[derive(Debug, Clone, Copy)]
struct Clock {
    at: NaiveTime,
    seconds: bool,
    half: bool,
}

fn pieces(text: &str) -> Option<Vec<Piece<'_>>> {
    let mut all = Vec::with_capacity(8);
    let mut rest = text;
    while let Some(start) = rest.find(char::is_alphanumeric) {
        let (before, run) = rest.split_at(start);
        let digits = run.starts_with(|c: char| c.is_ascii_digit());
        let same = |c: char| if digits { c.is_ascii_digit() } else { c.is_alphabetic() };
        let end = run.find(|c| !same(c)).unwrap_or(run.len());
        // A digit of another script is neither.
        let (piece, behind) = run.split_at(if end == 0 { return None } else { end });
        let number = if digits { Some(piece.parse().ok().filter(|_| piece.len() <= 9)?) } else { None };
        all.push(Piece { before, text: piece, number });
        rest = behind;
    }
    rest.chars().all(|c| matches!(c, '.' | ')' | ' ')).then_some(all)
}

impl<'t> DateParts<'t> {
    /// The parts of a text; `None` where it is no date in any order.
    pub(super) fn of(text: &'t str) -> Option<Self> {
        let text = text.trim();
        // `GMT+0000 (Coordinated Universal Time)`
        let text = text.split_once(" (").map_or(text, |(before, _)| before);
        if text.len() > LONGEST || !text.starts_with(char::is_alphanumeric) {
            return None;
        }
        if let Some(compact) = Self::compact(text) {
            return Some(compact);
        }
        let pieces = pieces(text)?;
        let (mut date, mut month, mut rest) = (Vec::with_capacity(3), None, pieces.as_slice());
        while date.len() < 3 {
            let (piece, behind) = rest.split_first()?;
            match (piece.number, month) {
                (Some(_), _) => date.push(*piece),
                (None, None) => match word(piece.text)? {
                    DateWord::Month(at) => {
                        month = Some((date.len(), at));
                        date.push(*piece);
                    }
                    DateWord::Ignored => {}
                    _ => return None,
                },
                (None, Some(_)) => (word(piece.text)? == DateWord::Ignored).then_some(())?,
            }
            rest = behind;
        }
        let date: [Piece<'t>; 3] = date.try_into().ok()?;
        let signs = |piece: &Piece<'_>| {
            piece.before.chars().all(|c| matches!(c, '/' | '-' | '.' | ',' | ' ' | '\'' | '’'))
        };
        let even = date[1].before.trim() == date[2].before.trim() && !date[1].before.contains(',');
        let fits = date[1..].iter().all(signs) && (month.is_some() || even);
        let (time, offset) = clock(rest)?;
        fits.then_some(Self { date, month, time, offset })
    }

    /// `20261231` and `20261231T103000Z`.
    fn compact(text: &'t str) -> Option<Self> {
        let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        if digits != 8 && digits != 14 {
            return None;
        }
        let piece = |from: usize, to: usize| {
            let part = text.get(from..to)?;
            Some(Piece { before: "", text: part, number: part.parse().ok() })
        };
        let rest = text.get(8..)?.trim_start_matches(['T', ' ']);
        let of_day = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let (time, offset) = match of_day {
            4 | 6 => {
                let two = |at: usize| rest.get(at..at + 2).and_then(|two| two.parse().ok());
                let at = NaiveTime::from_hms_opt(two(0)?, two(2)?, two(4).unwrap_or(0))?;
                let zone = clock_end(&pieces(&rest[of_day..])?)?;
                (Some(Clock { at, seconds: true, half: false }), zone)
            }
            _ if rest.is_empty() => (None, None),
            _ => clock(&pieces(rest)?)?,
        };
        let year: u32 = text.get(..4)?.parse().ok()?;
        let plausible = (1900..2200).contains(&year);
        let date = [piece(0, 4)?, piece(4, 6)?, piece(6, 8)?];
        plausible.then_some(Self { date, month: None, time, offset })
    }

    /// Which part is the day, the month and the year, in an order that the text itself
    /// does not rule out.
    fn places(&self, order: Order) -> [usize; 3] {
        let long =
            |at: usize| self.date[at].text.len() == 4 || self.date[at].number.is_some_and(|year| year > 31);
        match (self.month, order) {
            (Some((0, _)), _) if long(1) => [2, 0, 1],
            (Some((0, _)), _) => [1, 0, 2],
            (Some((1, _)), _) if long(0) => [2, 1, 0],
            (Some((1, _)), _) => [0, 1, 2],
            (Some(_), _) if long(0) => [1, 2, 0],
            (Some(_), _) => [0, 2, 1],
            (None, _) if self.date[0].text.len() == 4 => [2, 1, 0],
            (None, Order::Dmy) => [0, 1, 2],
            (None, Order::Mdy) => [1, 0, 2],
            (None, Order::Ymd) if self.date[2].text.len() == 4 => [0, 1, 2],
            (None, Order::Ymd) => [2, 1, 0],
        }
    }

    /// What it means in an order; `None` where that is no date.
    pub(super) fn read(&self, order: Order) -> Option<CellDate> {
        let [day, month, year] = self.places(order).map(|at| &self.date[at]);
        let short = |piece: &Piece<'_>| piece.number.filter(|_| piece.text.len() <= 2);
        let month = self.month.map_or_else(|| short(month), |(_, month)| Some(month));
        let day = NaiveDate::from_ymd_opt(full_year(year)?, month?, short(day)?)?;
        let Some(clock) = self.time else { return Some(CellDate::Day(day)) };
        let at = day.and_time(clock.at);
        match self.offset {
            None => Some(CellDate::local(at)),
            Some(offset) => {
                let zone = FixedOffset::east_opt(offset)?;
                Some(CellDate::exact(zone.from_local_datetime(&at).single()?))
            }
        }
    }

    /// The format as it is written into a map, such as `%d/%m/%Y %H:%M`.
    pub(super) fn pattern(&self, order: Order) -> String {
        let [day, month, _] = self.places(order);
        let part = |at: usize| {
            let piece = &self.date[at];
            let sign = match at {
                _ if at == day => "%d",
                _ if at == month && piece.number.is_some() => "%m",
                _ if at == month && piece.text.chars().count() > 4 => "%B",
                _ if at == month => "%b",
                _ if piece.text.len() == 4 => "%Y",
                _ => "%y",
            };
            let before = if at == 0 { "" } else { piece.before };
            format!("{before}{sign}")
        };
        let mut pattern: String = (0..3).map(part).collect();
        if let Some(clock) = self.time {
            pattern.push_str(if clock.half { " %I:%M" } else { " %H:%M" });
            pattern.push_str(if clock.seconds { ":%S" } else { "" });
            pattern.push_str(if clock.half { " %p" } else { "" });
            pattern.push_str(if self.offset.is_some() { "%z" } else { "" });
        }
        pattern
    }

    /// In which order its parts are, as far as the text says.
    pub(super) fn order(&self, order: Order) -> Order {
        match self.places(order) {
            [_, _, 0] => Order::Ymd,
            [0, _, _] | [1, 2, _] => Order::Dmy,
            _ => Order::Mdy,
        }
    }
}

/// A year of two digits is one of 1970 to 2069.
fn full_year(piece: &Piece<'_>) -> Option<i32> {
    let year = i32::try_from(piece.number?).ok()?;
    match piece.text.len() {
        4 => Some(year).filter(|year| (1900..2200).contains(year)),
        2 if year < 70 => Some(2000 + year),
        2 => Some(1900 + year),
        _ => None,
    }
}

/// The time of day and the offset behind a date; `None` where something else is.
fn clock(pieces: &[Piece<'_>]) -> Option<(Option<Clock>, Option<i32>)> {
    let mut rest = pieces;
    while let Some((first, behind)) = rest.split_first().filter(|(first, _)| first.number.is_none()) {
        (word(first.text)? == DateWord::Ignored).then_some(())?;
        rest = behind;
    }
    let Some((hour, behind)) = rest.split_first() else { return Some((None, None)) };
    let mut parts = [hour.number?, 0, 0];
    let (mut read, mut rest) = (1, behind);
    while let Some((piece, behind)) = rest.split_first().filter(|(piece, _)| piece.number.is_some()) {
        match piece.before {
            ":" | "." if read < 3 => parts[read] = piece.number?,
            "." | "," | ":" => {}
            _ => break,
        }
        read += 1;
        rest = behind;
    }
    let half = rest.split_first().and_then(|(piece, behind)| match word(piece.text)? {
        DateWord::Half(second) => Some((second, behind)),
        _ => None,
    });
    if let Some((second, behind)) = half {
        // The rest of `a.m.`.
        let dotted = behind.first().is_some_and(|piece| piece.text.eq_ignore_ascii_case("m"));
        rest = &behind[usize::from(dotted)..];
        let hour = Some(parts[0]).filter(|hour| (1..=12).contains(hour));
        // `13:05 PM` is written too.
        parts[0] = hour.map_or(parts[0], |hour| hour % 12 + if second { 12 } else { 0 });
    }
    if read < 2 && half.is_none() {
        return None;
    }
    let at = NaiveTime::from_hms_opt(parts[0] % 24, parts[1], parts[2]).filter(|_| parts[0] <= 24)?;
    Some((Some(Clock { at, seconds: read > 2, half: half.is_some() }), clock_end(rest)?))
}

/// The offset behind a time: `Z`, `UTC`, `+07:00`, `GMT+7`; `None` where something
/// else is there.
fn clock_end(pieces: &[Piece<'_>]) -> Option<Option<i32>> {
    let (mut offset, mut rest) = (None, pieces);
    while let Some((piece, behind)) = rest.split_first().filter(|(piece, _)| piece.number.is_none()) {
        match word(piece.text)? {
            DateWord::Zone(seconds) => offset = Some(offset.unwrap_or(seconds)),
            DateWord::Ignored => {}
            _ => return None,
        }
        rest = behind;
    }
    let Some((hours, behind)) = rest.split_first() else { return Some(offset) };
    let sign = match hours.before.trim_start_matches([' ', '(']) {
        "+" => 1,
        "-" | "−" => -1,
        _ => return None,
    };
    let number = i32::try_from(hours.number?).ok()?;
    let (hours, minutes) = match (hours.text.len(), behind) {
        (4, []) => (number / 100, number % 100),
        (1 | 2, []) => (number, 0),
        (1 | 2, [minutes]) if minutes.before == ":" => (number, i32::try_from(minutes.number?).ok()?),
        _ => return None,
    };
    (hours <= 14 && minutes < 60).then_some(Some(sign * (hours * 60 + minutes) * 60))
}
