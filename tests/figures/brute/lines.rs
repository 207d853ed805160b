//! What lines are worth, in whole numbers: a line is counted in parts of a
//! hundred twelfths of a hundredth.

use super::half_even;
use crate::figures::raw::RawLine;

/// A year's, or the term's, share of a line in those parts, less its discount.
fn parts(line: &RawLine, months: Option<i128>) -> i128 {
    let gross = line.quantity * line.price.unwrap() * 100;
    let (gross, share) = match (line.recurs, months) {
        (Some((a_year, term)), Some(months)) => (gross * a_year * months, (months, term)),
        (Some((a_year, term)), None) => (gross * a_year * term, (1, 1)),
        (None, _) => (gross * 12, (1, 1)),
    };
    let off = match line.discount {
        Some((true, percent)) => gross * percent / 100,
        Some((false, amount)) => amount * 1200 * share.0 / share.1,
        None => 0,
    };
    gross - off
}

/// Minor units of all lines together.
pub fn whole(lines: &[&RawLine], decimals: u32) -> i128 {
    let sum: i128 = lines.iter().map(|line| parts(line, None)).sum();
    half_even(sum, 1200 * 10_i128.pow(2 - decimals))
}

/// Minor units of twelve months of those that recur.
pub fn year(lines: &[RawLine], decimals: u32) -> i128 {
    let recurring = lines.iter().filter(|line| line.recurs.is_some() && line.price.is_some());
    let sum: i128 = recurring.map(|line| parts(line, Some(12))).sum();
    half_even(sum, 1200 * 10_i128.pow(2 - decimals))
}
