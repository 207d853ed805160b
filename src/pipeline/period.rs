//! Stretches of days; both ends belong to them.

use chrono::{Datelike, Days, Months};

use super::Day;

/// From one day to another, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    /// The first day.
    pub from: Day,
    /// The last day.
    pub to: Day,
}

impl Period {
    /// Both ends as given; `None` where they are the wrong way round.
    pub fn new(from: Day, to: Day) -> Option<Self> {
        (from <= to).then_some(Self { from, to })
    }

    /// The twelve calendar months that end at `as_of`: from that date a year
    /// back, plus a day.
    pub fn year_to(as_of: Day) -> Self {
        let from = as_of.checked_sub_months(Months::new(12)).and_then(|day| day.succ_opt());
        Self { from: from.unwrap_or(as_of), to: as_of }
    }

    /// `2026`, `2026-Q4` or `2026-11`.
    pub fn parse(text: &str) -> Option<Self> {
        let (year, rest) = text.split_at_checked(4)?;
        if !year.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let year = year.parse().ok()?;
        let (month, months) = match rest.strip_prefix('-') {
            None if rest.is_empty() => (1, 12),
            Some(q) if q.len() == 2 && q.starts_with(['Q', 'q']) => {
                (q[1..].parse::<u32>().ok()?.checked_sub(1)? * 3 + 1, 3)
            }
            Some(m) if m.len() == 2 && m.bytes().all(|b| b.is_ascii_digit()) => (m.parse().ok()?, 1),
            _ => return None,
        };
        let from = Day::from_ymd_opt(year, month, 1)?;
        let to = from.checked_add_months(Months::new(months))?.pred_opt()?;
        Some(Self { from, to })
    }

    /// Whether a day is in it.
    pub fn contains(&self, day: Day) -> bool {
        self.from <= day && day <= self.to
    }

    /// How many days it has.
    pub fn days(&self) -> i64 {
        (self.to - self.from).num_days() + 1
    }

    /// The part of it up to a day; `None` where it begins later.
    pub fn cut_at(&self, as_of: Day) -> Option<Self> {
        Self::new(self.from, self.to.min(as_of))
    }

    /// As many days right before it.
    pub fn before(&self) -> Option<Self> {
        let to = self.from.pred_opt()?;
        Some(Self { from: to.checked_sub_days(Days::new(self.days() as u64 - 1))?, to })
    }

    /// The period before: of whole months as many months (the quarter before a
    /// quarter, the year before the twelve months to a day), else as many days.
    pub fn previous(&self) -> Option<Self> {
        let next = self.to.succ_opt()?;
        let number = |day: Day| day.year() * 12 + day.month0() as i32;
        let months = u32::try_from(number(next) - number(self.from)).map(Months::new);
        let whole = months.ok().filter(|months| self.from.checked_add_months(*months) == Some(next));
        match whole {
            Some(months) => {
                Some(Self { from: self.from.checked_sub_months(months)?, to: self.from.pred_opt()? })
            }
            None => self.before(),
        }
    }

    /// The same days of the year before; a month's end stays one.
    pub fn year_before(&self) -> Option<Self> {
        let back = |day: Day| day.checked_sub_months(Months::new(12));
        Some(Self { from: back(self.from)?, to: back(self.to.succ_opt()?)?.pred_opt()? })
    }

    /// Its first days, as many as said at most.
    pub fn first(&self, days: i64) -> Self {
        let last = u64::try_from(days - 1).ok().and_then(|more| self.from.checked_add_days(Days::new(more)));
        Self { from: self.from, to: last.map_or(self.to, |last| last.min(self.to)) }
    }

    /// The first days of its calendar months, in order.
    pub fn months(&self) -> Vec<Day> {
        let first = self.from.with_day(1).unwrap_or(self.from);
        let later = std::iter::successors(Some(first), |m| m.checked_add_months(Months::new(1)));
        later.take_while(|m| *m <= self.to).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn period(from: &str, to: &str) -> Period {
        Period { from: from.parse().expect("date"), to: to.parse().expect("date") }
    }

    #[test]
    fn names_of_periods() {
        assert_eq!(Period::parse("2026"), Some(period("2026-01-01", "2026-12-31")));
        assert_eq!(Period::parse("2026-Q4"), Some(period("2026-10-01", "2026-12-31")));
        assert_eq!(Period::parse("2026-02"), Some(period("2026-02-01", "2026-02-28")));
        for bad in ["2026-Q5", "2026-Q0", "2026-13", "26", "2026-1", "2026-+1", "+026", "2026-Qé"] {
            assert_eq!(Period::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn the_year_that_ends_today() {
        let as_of = "2026-11-23".parse().expect("date");
        assert_eq!(Period::year_to(as_of), period("2025-11-24", "2026-11-23"));
        let leap = "2024-02-29".parse().expect("date");
        assert_eq!(Period::year_to(leap), period("2023-03-01", "2024-02-29"));
    }

    #[test]
    fn the_one_before() {
        let before = |p: Period| p.previous().expect("a period");
        assert_eq!(before(period("2026-10-01", "2026-12-31")), period("2026-07-01", "2026-09-30"));
        assert_eq!(before(period("2026-03-01", "2026-03-31")), period("2026-02-01", "2026-02-28"));
        assert_eq!(before(period("2024-03-01", "2025-02-28")), period("2023-03-01", "2024-02-29"));
        assert_eq!(before(period("2025-11-24", "2026-11-23")), period("2024-11-24", "2025-11-23"));
        assert_eq!(before(period("2026-10-01", "2026-11-23")), period("2026-08-08", "2026-09-30"));
        assert_eq!(before(period("2026-10-05", "2026-10-05")), period("2026-10-04", "2026-10-04"));
        let year_before = |p: Period| p.year_before().expect("a period");
        assert_eq!(year_before(period("2025-02-01", "2025-02-28")), period("2024-02-01", "2024-02-29"));
        assert_eq!(year_before(period("2026-10-01", "2026-11-23")), period("2025-10-01", "2025-11-23"));
        assert_eq!(period("2026-07-01", "2026-09-30").first(54), period("2026-07-01", "2026-08-23"));
        assert_eq!(period("2026-02-01", "2026-02-28").first(30), period("2026-02-01", "2026-02-28"));
    }

    #[test]
    fn as_many_days_before() {
        let p = period("2026-10-01", "2026-11-23");
        assert_eq!(p.before().map(|b| b.days()), Some(p.days()));
        assert_eq!(p.months().len(), 2);
    }
}
