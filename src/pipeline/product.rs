//! A line of what is sold: once, or recurring over a term.

use super::{Currency, Decimal, Money, Text};

/// A line of what is sold.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Product {
    /// Its name.
    pub name: Text,
    /// How many; 1 where not said.
    pub quantity: Decimal,
    /// The price of one, in `currency`: once, or each time it recurs. Absent too
    /// where the line cannot be worked out.
    pub price: Option<Decimal>,
    /// The currency of the price and of the discount.
    pub currency: Currency,
    /// What is taken off the whole line.
    pub discount: Option<Discount>,
    /// How often the price is due, and for how long.
    pub recurs: Option<Recurrence>,
}

/// What is taken off a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Discount {
    /// So many percent of it, at most 100.
    Percent(Decimal),
    /// An amount in the line's currency, at most the line.
    Amount(Decimal),
}

/// A price that is due again and again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Recurrence {
    /// How often.
    pub per: Per,
    /// For how many months, at least one.
    pub term: u32,
}

/// How often a price is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Per {
    /// Every month.
    Month,
    /// Every three months.
    Quarter,
    /// Every twelve months.
    Year,
}

impl Per {
    /// All of them, shortest first.
    pub const ALL: [Self; 3] = [Self::Month, Self::Quarter, Self::Year];

    /// The word used in leads.
    pub fn word(self) -> &'static str {
        match self {
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
        }
    }

    /// How often it is in a year.
    pub fn a_year(self) -> u32 {
        match self {
            Self::Month => 12,
            Self::Quarter => 4,
            Self::Year => 1,
        }
    }
}

/// An amount as a whole part and twelfths of it, so that thirds of a year stay
/// exact until all lines are summed.
#[derive(Clone, Copy, Default)]
struct Exact {
    whole: Decimal,
    twelfths: Decimal,
}

impl Exact {
    fn and(self, other: Self) -> Option<Self> {
        let whole = self.whole.checked_add(other.whole)?;
        Some(Self { whole, twelfths: self.twelfths.checked_add(other.twelfths)? })
    }

    fn amount(self) -> Option<Decimal> {
        match self.twelfths.is_zero() {
            true => Some(self.whole),
            false => self.whole.checked_add(self.twelfths.checked_div(Decimal::from(12))?),
        }
    }
}

impl Product {
    /// Quantity × price × (term / per) − discount; `None` without a price or past
    /// the range of decimals.
    pub fn value(&self) -> Option<Money> {
        self.money(self.exact()?.amount())
    }

    /// What twelve months of it are worth, discounted; `None` where it does not
    /// recur, has no price or is past the range of decimals.
    pub fn annual(&self) -> Option<Money> {
        let Recurrence { per, term } = self.recurs?;
        let year = self.gross()?.checked_mul(per.a_year().into())?;
        let off = |amount: Decimal| amount.checked_mul(12.into())?.checked_div(term.into());
        self.money(self.less(year, off))
    }

    /// The sum of all lines; `None` where there is none, one has no price or
    /// the currencies differ.
    pub fn sum(products: &[Product]) -> Option<Money> {
        let first = products.first()?;
        let sum = products.iter().try_fold(Exact::default(), |sum, line| {
            let same = line.currency == first.currency;
            sum.and(line.exact()?).filter(|_| same)
        })?;
        first.money(sum.amount())
    }

    /// What twelve months of all recurring lines are worth, of one currency
    /// each; lines without a price are not in it.
    pub fn annual_sums(products: &[Product]) -> Vec<Money> {
        let mut sums: Vec<Money> = Vec::new();
        for line in products.iter().filter_map(Product::annual) {
            match sums.iter_mut().find(|sum| sum.currency == line.currency) {
                Some(sum) => sum.amount = sum.amount.saturating_add(line.amount),
                None => sums.push(line),
            }
        }
        sums
    }

    fn money(&self, amount: Option<Decimal>) -> Option<Money> {
        Some(Money { amount: amount?, currency: self.currency })
    }

    /// Quantity × price, once.
    fn gross(&self) -> Option<Decimal> {
        self.quantity.checked_mul(self.price?)
    }

    fn exact(&self) -> Option<Exact> {
        let Some(Recurrence { per, term }) = self.recurs else {
            let whole = self.less(self.gross()?, Some)?;
            return Some(Exact { whole, ..Exact::default() });
        };
        let twelfths = self.gross()?.checked_mul(per.a_year().checked_mul(term)?.into())?;
        let off = |amount: Decimal| amount.checked_mul(12.into());
        Some(Exact { twelfths: self.less(twelfths, off)?, ..Exact::default() })
    }

    /// An amount less the discount; of one that is an amount, `share` gives how
    /// much falls on it.
    fn less(&self, amount: Decimal, share: impl Fn(Decimal) -> Option<Decimal>) -> Option<Decimal> {
        match self.discount {
            None => Some(amount),
            Some(Discount::Percent(percent)) => {
                let rest = Decimal::ONE_HUNDRED.checked_sub(percent)?;
                amount.checked_mul(rest)?.checked_div(Decimal::ONE_HUNDRED)
            }
            Some(Discount::Amount(off)) => amount.checked_sub(share(off)?),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(price: i64, recurs: Option<(Per, u32)>, discount: Option<Discount>) -> Product {
        let recurs = recurs.map(|(per, term)| Recurrence { per, term });
        let (name, quantity, price) = ("x".into(), Decimal::TWO, Some(price.into()));
        Product { name, quantity, price, currency: Currency::USD, discount, recurs }
    }

    fn told(line: &Product) -> (Option<String>, Option<String>) {
        let text = |money: Option<Money>| money.map(|money| money.amount.normalize().to_string());
        (text(line.value()), text(line.annual()))
    }

    #[test]
    fn a_line_is_quantity_price_and_term_less_the_discount() {
        let percent = Some(Discount::Percent(Decimal::TEN));
        let amount = Some(Discount::Amount(90.into()));
        let some = |text: &str| Some(text.to_owned());
        // 2 × 50 once.
        assert_eq!(told(&line(50, None, None)), (some("100"), None));
        assert_eq!(told(&line(50, None, percent)), (some("90"), None));
        assert_eq!(told(&line(50, None, amount)), (some("10"), None));
        // 2 × 50 a month for 24 months; twelve of them are half of it.
        assert_eq!(told(&line(50, Some((Per::Month, 24)), None)), (some("2400"), some("1200")));
        assert_eq!(told(&line(50, Some((Per::Month, 24)), percent)), (some("2160"), some("1080")));
        assert_eq!(told(&line(50, Some((Per::Month, 24)), amount)), (some("2310"), some("1155")));
        assert_eq!(told(&line(50, Some((Per::Quarter, 6)), None)), (some("200"), some("400")));
        assert_eq!(told(&line(600, Some((Per::Year, 18)), None)), (some("1800"), some("1200")));
    }

    /// Three thirds of a year are a whole one.
    #[test]
    fn thirds_are_exact_in_the_sum() {
        let third = line(1, Some((Per::Year, 4)), None);
        let sum = Product::sum(&[third.clone(), third.clone(), third]).map(|sum| sum.amount);
        assert_eq!(sum, Some(Decimal::TWO));
    }

    #[test]
    fn what_has_no_price_makes_the_sum_unknown_and_years_are_summed_by_currency() {
        let recurring = line(50, Some((Per::Year, 12)), None);
        let unpriced = Product { price: None, ..recurring.clone() };
        let foreign = Product { currency: Currency::EUR, ..recurring.clone() };
        assert_eq!(Product::sum(&[recurring.clone(), unpriced.clone()]), None);
        assert_eq!(Product::sum(&[recurring.clone(), foreign.clone()]), None);
        let sums = Product::annual_sums(&[recurring.clone(), unpriced, foreign, recurring]);
        assert_eq!(sums.iter().map(|sum| sum.amount).collect::<Vec<_>>(), [200.into(), 100.into()]);
    }
}
