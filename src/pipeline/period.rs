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

    /// `2026`, `2026-Q4`, `2026-11`, `FY2027` or `FY2027-Q1`.
    pub fn parse(text: &str, years: FiscalYears) -> Option<Self> {
        match text.split_at_checked(2) {
            Some((mark, rest)) if mark.eq_ignore_ascii_case("FY") => {
                let whole = Self::of_calendar(rest)?;
                (whole.months().len() > 1).then(|| whole.months_back(years.ahead()))?
            }
            _ => Self::of_calendar(text),
        }
    }

    /// `2026`, `2026-Q4` or `2026-11`.
    fn of_calendar(text: &str) -> Option<Self> {
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

    /// The whole months so many months before.
    fn months_back(self, months: u32) -> Option<Self> {
        let back = |day: Day| day.checked_sub_months(Months::new(months));
        Some(Self { from: back(self.from)?, to: back(self.to.succ_opt()?)?.pred_opt()? })
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
        self.months_back(12)
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

/// In which month fiscal years begin: 1 to 12. A year is called by the calendar
/// year it ends in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FiscalYears(u32);

impl Default for FiscalYears {
    /// Those of the calendar.
    fn default() -> Self {
        Self(1)
    }
}

impl FiscalYears {
    /// Those that begin in a month; `None` where there is no such month.
    pub fn from_month(month: u32) -> Option<Self> {
        (1..=12).contains(&month).then_some(Self(month))
    }

    /// How many months before the calendar year of its name one begins.
    fn ahead(self) -> u32 {
        (13 - self.0) % 12
    }

    /// Whether they are others than the calendar's.
    pub fn are_own(self) -> bool {
        self != Self::default()
    }

    /// The name of the quarter that a day is in, where years are not the calendar's.
    pub fn own_quarter(self, day: Day) -> Option<String> {
        self.are_own().then(|| self.quarter(day).map(|(name, _)| name))?
    }

    /// The quarter that a day is in, by its name and its days.
    pub fn quarter(self, day: Day) -> Option<(String, Period)> {
        let shifted = day.with_day(1)?.checked_add_months(Months::new(self.ahead()))?;
        let name = format!("FY{:04}-Q{}", shifted.year(), shifted.quarter());
        let period = Period::parse(&name, self)?;
        Some((name, period))
    }

    /// The name of a period that is one of these years or a quarter of one,
    /// where they are not the calendar's.
    pub fn own_name(self, period: Period) -> Option<String> {
        self.are_own().then(|| self.name(period))?
    }

    fn name(self, period: Period) -> Option<String> {
        let (quarter, days) = self.quarter(period.from)?;
        let (year, _) = quarter.split_once('-')?;
        let is_year = Period::parse(year, self) == Some(period);
        (is_year || days == period).then(|| if is_year { year.to_owned() } else { quarter.clone() })
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
        assert_eq!(Period::parse("2026", FiscalYears::default()), Some(period("2026-01-01", "2026-12-31")));
        assert_eq!(
            Period::parse("2026-Q4", FiscalYears::default()),
            Some(period("2026-10-01", "2026-12-31"))
        );
        assert_eq!(
            Period::parse("2026-02", FiscalYears::default()),
            Some(period("2026-02-01", "2026-02-28"))
        );
        for bad in ["2026-Q5", "2026-Q0", "2026-13", "26", "2026-1", "2026-+1", "+026", "2026-Qé"] {
            assert_eq!(Period::parse(bad, FiscalYears::default()), None, "{bad}");
        }
    }

    /// FY2027 is the year that ends in 2027, whatever month it begins in.
    #[test]
    fn fiscal_years_and_their_quarters() {
        let years = |month| FiscalYears::from_month(month).expect("a month");
        let of = |month, text: &str| Period::parse(text, years(month));
        assert_eq!(of(1, "FY2027"), Some(period("2027-01-01", "2027-12-31")));
        assert_eq!(of(4, "FY2027"), Some(period("2026-04-01", "2027-03-31")));
        assert_eq!(of(4, "fy2027-q1"), Some(period("2026-04-01", "2026-06-30")));
        assert_eq!(of(4, "FY2027-Q4"), Some(period("2027-01-01", "2027-03-31")));
        assert_eq!(of(12, "FY2027-Q1"), Some(period("2026-12-01", "2027-02-28")));
        assert_eq!(of(2, "FY2027"), Some(period("2026-02-01", "2027-01-31")));
        for bad in ["FY", "FY27", "FY2027-05", "FY2027-Q5", "FYFY2027", "FY2027-31", "F2027", "FYé"] {
            assert_eq!(of(4, bad), None, "{bad}");
        }
        assert_eq!((FiscalYears::from_month(0), FiscalYears::from_month(13)), (None, None));
        for month in 1..=12 {
            for quarter in ["FY2028-Q1", "FY2028-Q2", "FY2028-Q3", "FY2028-Q4", "FY2028"] {
                let period = of(month, quarter).expect("a period");
                assert_eq!(years(month).name(period).as_deref(), Some(quarter));
                assert!(years(month).quarter(period.to).is_some_and(|(_, days)| days.to == period.to));
            }
        }
        assert_eq!(years(4).name(period("2026-05-01", "2026-07-31")), None);
        let end =
            |day: &str| years(1).quarter(day.parse().expect("a day")).expect("a quarter").1.to.to_string();
        assert_eq!((end("2026-11-23"), end("2026-01-01")), ("2026-12-31".into(), "2026-03-31".into()));
        assert_eq!((end("2024-02-29"), end("2026-05-31")), ("2024-03-31".into(), "2026-06-30".into()));
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
