//! Who is credited with an attempt, and with which part of the value.

use super::{Attempt, Currency, Day, Decimal, Lead, Text, round_minor};

impl Lead {
    /// Who is responsible for an attempt: whom the entry names that closed it, on
    /// whatever day, else the owner. A split shares the credit all the same.
    pub fn credited(&self, attempt: &Attempt) -> &Text {
        self.credited_of(attempt.number)
    }

    /// The same of the attempt of that number.
    pub fn credited_of(&self, number: usize) -> &Text {
        let whole = self.history.attempts(Day::MAX);
        let outcome = whole.get(number).and_then(|attempt| attempt.outcome);
        let closing = outcome.and_then(|outcome| self.history.get(outcome.entry));
        closing.and_then(|entry| entry.owner.as_ref()).unwrap_or(&self.owner)
    }

    /// Who is responsible for its latest attempt as of a day.
    pub fn held_by(&self, as_of: Day) -> &Text {
        self.history.attempts(as_of).last().map_or(&self.owner, |attempt| self.credited(attempt))
    }

    /// Everybody an attempt counts for: who share the value, else who is responsible.
    pub fn counts_for(&self, attempt: &Attempt) -> impl Iterator<Item = &Text> {
        let one = self.split.is_empty().then(|| self.credited(attempt));
        self.split.iter().map(|(who, _)| who).chain(one)
    }

    /// Whether its latest attempt as of a day counts for somebody.
    pub fn is_of(&self, who: &str, as_of: Day) -> bool {
        match self.split.is_empty() {
            true => self.held_by(as_of) == who,
            false => self.split.iter().any(|(own, _)| own == who),
        }
    }
}

/// The parts of an amount by percentages that are 100 together, in the
/// currency's minor unit; together they are the amount, rounded. Each is what is
/// due up to and with them less what is due up to them, halves to even.
fn parts<'s, Who>(
    amount: Decimal,
    split: &'s [(Who, Decimal)],
    currency: Currency,
) -> impl Iterator<Item = Decimal> + 's {
    let (mut percent, mut given) = (Decimal::ZERO, Decimal::ZERO);
    split.iter().map(move |(_, own)| {
        percent += own;
        let until = amount.checked_mul(percent).map(|hundredfold| hundredfold / Decimal::ONE_HUNDRED);
        let until = round_minor(until.unwrap_or(amount), currency);
        let part = until - given;
        given = until;
        part
    })
}

/// The part of an amount that is somebody's; `None` where they have none.
pub fn part<Who: AsRef<str>>(
    amount: Decimal,
    split: &[(Who, Decimal)],
    who: &str,
    currency: Currency,
) -> Option<Decimal> {
    let at = split.iter().position(|(own, _)| own.as_ref() == who)?;
    parts(amount, split, currency).nth(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shared(amount: Decimal, percents: &[i64], currency: Currency) -> Vec<String> {
        let split: Vec<_> = percents.iter().map(|percent| (Text::new("x"), (*percent).into())).collect();
        parts(amount, &split, currency).map(|part| part.to_string()).collect()
    }

    #[test]
    fn parts_are_the_whole() {
        assert_eq!(shared(101.into(), &[60, 40], Currency::IDR), ["61", "40"]);
        assert_eq!(shared(101.into(), &[50, 50], Currency::IDR), ["50", "51"]);
        assert_eq!(shared(1.into(), &[40, 30, 30], Currency::IDR), ["0", "1", "0"]);
        assert_eq!(shared(Decimal::new(1001, 2), &[50, 50], Currency::USD), ["5.00", "5.01"]);
    }
}
