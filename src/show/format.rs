//! How numbers, dates and money are written in a language.
//!
//! Money stays an exact decimal to its last digit; every mark, unit and month
//! comes from the words.

mod dates;

use std::collections::HashMap;
use std::sync::{PoisonError, RwLock};

use rust_decimal::RoundingStrategy;
use rust_decimal::prelude::ToPrimitive;

use super::currency::{minor_of, symbol_of};
use super::words::{Words, group};
use crate::pipeline::Decimal;
use crate::text::{Language, Message, MessageArg};
pub use dates::first_day;

/// Keeps a number and its neighbour on one line.
pub const NBSP: char = '\u{a0}';
/// Keeps a range on one line.
pub const JOINER: char = '\u{2060}';

/// How halves are rounded where a number is only shown; sums are exact.
const HALVES: RoundingStrategy = RoundingStrategy::MidpointAwayFromZero;

/// The style of one language and one currency.
pub struct Style {
    /// The words.
    pub words: Words,
    symbol: String,
    minor: u32,
    decimal_mark: String,
    group_mark: String,
    months_long: Vec<String>,
    months_short: Vec<String>,
    /// Powers of ten and their names, from small to large.
    units: Vec<(u32, String)>,
    /// Days and dates that were written before: a site writes few of them often.
    written: RwLock<HashMap<(&'static str, i64), String>>,
    /// What is in the place of every amount, where amounts are not reported.
    untold: Option<String>,
    /// Whether values are also said by their chances.
    weighs: bool,
    /// Whether idle days are working days.
    works: bool,
}

/// More days and dates than this are not kept.
const MOST: usize = 20_000;

impl Style {
    /// The style of a language for amounts of a currency (ISO 4217).
    pub fn new(language: &str, currency: &str) -> Self {
        let words = Words::of(language);
        let list =
            |id: &str| -> Vec<String> { words.t(id, &[]).split_whitespace().map(str::to_owned).collect() };
        let units = list("compact-units");
        let units = units.chunks_exact(2).filter_map(|p| Some((p[0].parse().ok()?, p[1].clone())));
        Self {
            symbol: symbol_of(currency),
            minor: minor_of(currency),
            decimal_mark: words.t("decimal-mark", &[]),
            group_mark: words.t("group-mark", &[]),
            months_long: list("months-long"),
            months_short: list("months-short"),
            units: units.collect(),
            written: RwLock::default(),
            untold: None,
            weighs: true,
            works: false,
            words,
        }
    }

    /// The same style, and every amount is written as one that is not known.
    #[must_use]
    pub fn without_amounts(mut self) -> Self {
        self.untold = Some(self.words.t("none", &[]));
        self
    }

    /// The same style, and no value is said by its chance.
    #[must_use]
    pub fn without_weights(mut self) -> Self {
        self.weighs = false;
        self
    }

    /// The same style; idle days are working days where the team has days off.
    #[must_use]
    pub fn with_working_days(self, works: bool) -> Self {
        Self { works, ..self }
    }

    /// Whether idle days are working days.
    pub fn has_working_days(&self) -> bool {
        self.works
    }

    /// Idle days, and what is counted as they are: `3 working days` where some are off.
    pub fn idle(&self, days: f64) -> String {
        if !self.works {
            return self.days(days);
        }
        let (number, one) = self.tenths(days);
        self.words.t("working-days", &[("number", number.into()), ("one", one.into())])
    }

    /// The same where there is little room: `3 wd`.
    pub fn idle_short(&self, days: i64) -> String {
        let short =
            || self.words.t("working-days-short", &[("number", self.count(days.unsigned_abs()).into())]);
        if self.works { short() } else { self.days(days as f64) }
    }

    /// `4.5 hours`: at most one decimal.
    pub fn hours(&self, hours: f64) -> String {
        let (number, one) = self.tenths(hours);
        self.words.t("hours-long", &[("number", number.into()), ("one", one.into())])
    }

    /// A number with at most one decimal, and whether it is one.
    fn tenths(&self, number: f64) -> (String, &'static str) {
        let tenths = (number * 10.0).round().to_i64().unwrap_or_default();
        let number = Decimal::new(tenths, 1);
        let text = self.decimal(number, u32::from(!number.fract().is_zero()));
        (text, if tenths == 10 { "yes" } else { "no" })
    }

    /// Whether amounts are said.
    pub fn tells_amounts(&self) -> bool {
        self.untold.is_none()
    }

    /// Whether values are also said by their chances.
    pub fn weighs(&self) -> bool {
        self.weighs
    }

    /// `1.500`.
    pub fn count(&self, n: u64) -> String {
        group(&n.to_string(), &self.group_mark)
    }

    /// A decimal with just so many places, halves away from zero, as people round.
    pub fn decimal(&self, number: Decimal, places: u32) -> String {
        let mut number = number.round_dp_with_strategy(places, HALVES);
        number.rescale(places);
        let text = number.to_string();
        let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
        let whole = group(whole, &self.group_mark);
        if part.is_empty() { whole } else { format!("{whole}{}{part}", self.decimal_mark) }
    }

    /// `32%`. What is not nothing is not written as nothing: `<1%`; nor as all: `>99%`.
    pub fn percent(&self, share: f64) -> String {
        let whole = (share * 100.0).round();
        let text = match whole {
            _ if share > 0.0 && whole == 0.0 => "<1".to_owned(),
            _ if share < 1.0 && whole >= 100.0 => ">99".to_owned(),
            _ => format!("{whole:.0}"),
        };
        self.words.t("percent", &[("number", text.into())])
    }

    /// `+12%`, `-7%`.
    pub fn signed_percent(&self, share: f64) -> String {
        let whole = (share * 100.0).round();
        let sign = if whole > 0.0 { "+" } else { "" };
        self.words.t("percent", &[("number", format!("{sign}{:.0}", whole + 0.0).into())])
    }

    /// `22–44%`.
    pub fn range(&self, low: f64, high: f64) -> String {
        let text = format!("{:.0}{JOINER}–{JOINER}{:.0}", (low * 100.0).round(), (high * 100.0).round());
        self.words.t("percent", &[("number", text.into())])
    }

    /// `of 37`.
    pub fn sample(&self, n: u64) -> String {
        self.words.t("sample", &[("n", self.count(n).into())])
    }

    /// An amount in full: `Rp1.500.000`, `US$12,300`, `US$0.50`.
    pub fn money(&self, amount: Decimal) -> String {
        self.money_to(amount, self.decimals(amount))
    }

    /// The decimals an amount is written with: those of its currency, or none
    /// where it is whole.
    pub fn decimals(&self, amount: Decimal) -> u32 {
        if amount.fract().is_zero() { 0 } else { self.minor }
    }

    /// An amount with so many decimals, as the others of its table.
    pub fn money_to(&self, amount: Decimal, places: u32) -> String {
        if let Some(untold) = &self.untold {
            return untold.clone();
        }
        self.signed("money", &self.decimal(amount, places), None)
    }

    /// An amount of another currency (ISO 4217), as [`Self::money`] writes it.
    pub fn money_in(&self, amount: Decimal, currency: &str) -> String {
        if let Some(untold) = &self.untold {
            return untold.clone();
        }
        let places = if amount.fract().is_zero() { 0 } else { minor_of(currency) };
        self.with_symbol("money", &symbol_of(currency), &self.decimal(amount, places), None)
    }

    /// An amount in few digits: `Rp5,34 miliar`, `Rp238 juta`, `Rp8,0 juta`, `US$12.3K`.
    pub fn compact(&self, amount: Decimal) -> String {
        match self.compact_parts(amount).filter(|_| self.untold.is_none()) {
            Some((number, unit)) => self.signed("money-compact", &number, Some(unit)),
            None => self.money(amount),
        }
    }

    /// The same without the currency: `898 juta`.
    pub fn compact_bare(&self, amount: Decimal) -> String {
        if let Some(untold) = &self.untold {
            return untold.clone();
        }
        match self.compact_parts(amount) {
            Some((number, unit)) => {
                self.words.t("number-compact", &[("amount", number.into()), ("unit", unit.into())])
            }
            None => self.decimal(amount, if amount.fract().is_zero() { 0 } else { self.minor }),
        }
    }

    fn signed(&self, id: &str, number: &str, unit: Option<&str>) -> String {
        self.with_symbol(id, &self.symbol, number, unit)
    }

    fn with_symbol(&self, id: &str, symbol: &str, number: &str, unit: Option<&str>) -> String {
        let (sign, number) = number.strip_prefix('−').map_or(("", number), |rest| ("−", rest));
        let args =
            [("symbol", symbol.into()), ("amount", number.into()), ("unit", unit.unwrap_or_default().into())];
        format!("{sign}{}", self.words.t(id, &args))
    }

    /// The number and the unit; `None` below the smallest unit.
    fn compact_parts(&self, amount: Decimal) -> Option<(String, &str)> {
        let step = Decimal::from(1000);
        let mut at = self.units.iter().rposition(|(power, _)| amount.abs() >= ten_to(*power))?;
        let mut number = amount / ten_to(self.units[at].0);
        // 999,6 juta is written 1,00 miliar, not 1.000 juta.
        if number.abs().round_dp_with_strategy(self.places(number, self.units[at].0), HALVES) >= step
            && at + 1 < self.units.len()
        {
            at += 1;
            number = amount / ten_to(self.units[at].0);
        }
        let (power, unit) = &self.units[at];
        Some((self.decimal(number, self.places(number, *power)), unit))
    }

    /// Two decimals from the billion on, one under ten, none else; where the
    /// currency has small coins, three digits.
    fn places(&self, number: Decimal, power: u32) -> u32 {
        let (ten, hundred) = (Decimal::TEN, Decimal::ONE_HUNDRED);
        match number.abs() {
            n if power >= 9 || (self.minor > 0 && n < ten) => {
                if n < hundred {
                    2
                } else {
                    1
                }
            }
            n if n < ten || (self.minor > 0 && n < hundred) => 1,
            _ => 0,
        }
    }

    /// The unit that a chart's amounts are all written in: its power of ten and
    /// its name in money, `miliar rupiah`-like: `Rp miliar`. `None` for small amounts.
    pub fn chart_unit(&self, largest: Decimal) -> Option<(u32, String)> {
        let (power, name) = self.units.iter().rfind(|(power, _)| largest.abs() >= ten_to(*power))?;
        Some((*power, format!("{}{NBSP}{name}", self.symbol.trim_end())))
    }

    /// The currency's sign, or its code.
    pub fn symbol(&self) -> &str {
        self.symbol.trim_end()
    }

    /// What is said in a message. Days and counts are as files write them in English, in which
    /// messages are written, and as reports write them in other languages.
    pub fn message(&self, message: &Message) -> String {
        let language = Language::parse(self.words.language()).unwrap_or_default();
        message.written(language, &|arg| match arg {
            MessageArg::Day(day) if language != Language::En => Some(self.date(*day)),
            MessageArg::Count(n) if language != Language::En => u64::try_from(*n).ok().map(|n| self.count(n)),
            _ => None,
        })
    }

    /// What was written by a message of a number, or `write`.
    fn once(&self, id: &'static str, number: i64, write: impl FnOnce() -> String) -> String {
        if let Some(known) = self.written.read().unwrap_or_else(PoisonError::into_inner).get(&(id, number)) {
            return known.clone();
        }
        let text = write();
        let mut written = self.written.write().unwrap_or_else(PoisonError::into_inner);
        if written.len() < MOST {
            written.insert((id, number), text.clone());
        }
        text
    }

    /// `79,5 hari`, `97 hari`: at most one decimal.
    pub fn days(&self, days: f64) -> String {
        let tenths = (days * 10.0).round().to_i64().unwrap_or_default();
        self.once("days", tenths, || {
            let (number, one) = self.tenths(days);
            self.words.t("days", &[("number", number.into()), ("one", one.into())])
        })
    }
}

/// A power of ten; the powers are those of the words, up to 28.
pub fn ten_to(power: u32) -> Decimal {
    (0..power.min(28)).fold(Decimal::ONE, |product, _| product * Decimal::TEN)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pipeline::Day;

    fn of(number: i64) -> Decimal {
        number.into()
    }

    #[test]
    fn money_as_people_write_it() {
        let id = Style::new("id", "IDR");
        assert_eq!(id.money(of(1_500_000)), "Rp1.500.000");
        assert_eq!(id.money(of(0)), "Rp0");
        assert_eq!(id.money(of(-1500)), "−Rp1.500");
        let compact = |n| id.compact(of(n)).replace(NBSP, " ");
        assert_eq!(compact(5_342_000_000), "Rp5,34 miliar");
        assert_eq!(compact(238_400_000), "Rp238 juta");
        assert_eq!(compact(8_000_000), "Rp8,0 juta");
        assert_eq!(compact(999_600_000), "Rp1,00 miliar");
        assert_eq!(compact(999_400_000), "Rp999 juta");
        assert_eq!(compact(2_500_000_000_000), "Rp2,50 triliun");
        assert_eq!(compact(850), "Rp850");
        assert_eq!(compact(-238_000_000), "−Rp238 juta");
        let en = Style::new("en", "USD");
        assert_eq!(en.money(of(12_300)), "US$12,300");
        assert_eq!(en.money(Decimal::new(50, 2)), "US$0.50");
        assert_eq!(en.compact(of(12_300)), "US$12.3K");
        assert_eq!(en.compact(of(1_440_000)), "US$1.44M");
        assert_eq!(Style::new("en", "CHF").money(of(5)), "CHF\u{a0}5");
        assert_eq!(id.money_in(Decimal::new(123_450, 2), "USD"), "US$1.234,50");
        assert_eq!(id.money_in(of(5), "CHF"), Style::new("id", "CHF").money(of(5)));
        assert_eq!(Style::new("id", "IDR").compact_bare(of(898_000_000)), "898\u{a0}juta");
    }

    #[test]
    fn the_largest_amount_keeps_every_digit() {
        let id = Style::new("id", "IDR");
        assert_eq!(id.money(Decimal::MAX), "Rp79.228.162.514.264.337.593.543.950.335");
    }

    #[test]
    fn rates_days_and_dates() {
        let id = Style::new("id", "IDR");
        assert_eq!(id.percent(0.3235), "32%");
        assert_eq!((id.percent(0.001), id.percent(0.999)), ("<1%".into(), ">99%".into()));
        assert_eq!((id.percent(0.0), id.percent(1.0)), ("0%".into(), "100%".into()));
        assert_eq!(id.range(0.221, 0.438).replace(JOINER, ""), "22–44%");
        assert_eq!(id.days(79.5), "79,5\u{a0}hari");
        assert_eq!(id.days(97.0), "97\u{a0}hari");
        assert_eq!(Style::new("en", "USD").days(1.0), "1\u{a0}day");
        let day = Day::from_ymd_opt(2026, 11, 23).unwrap();
        assert_eq!(id.date(day).replace(NBSP, " "), "23 November 2026");
        assert_eq!(id.date_short(day).replace(NBSP, " "), "23 Nov");
        assert_eq!((id.month("2026-08"), id.month_short("2026-08")), ("Agustus 2026".into(), "Agu".into()));
        assert_eq!(id.sample(1037), "dari\u{a0}1.037");
        let periods = ["2026", "2026-Q4", "2026-11"].map(|label| id.period(label).replace(NBSP, " "));
        assert_eq!(periods, ["2026", "Triwulan IV 2026", "November 2026"]);
        assert_eq!(Style::new("en", "USD").period("2026-Q3"), "Q3 2026");
        let fiscal = ["FY2027", "FY2027-Q1"].map(|label| id.period(label).replace(NBSP, " "));
        assert_eq!(fiscal, ["tahun fiskal 2027", "Triwulan I tahun fiskal 2027"]);
        assert_eq!(Style::new("en", "USD").period("FY2027-Q1"), "Q1 FY2027");
    }

    #[test]
    fn halves_are_rounded_up_whatever_stands_before() {
        let id = Style::new("id", "IDR");
        let of = |amount: i64| id.compact(amount.into()).replace(NBSP, " ");
        assert_eq!((of(118_500_000), of(91_500_000)), ("Rp119 juta".into(), "Rp92 juta".into()));
        assert_eq!((of(1_105_000_000), of(-118_500_000)), ("Rp1,11 miliar".into(), "−Rp119 juta".into()));
        assert_eq!(of(999_500_000), "Rp1,00 miliar");
        assert_eq!(Style::new("en", "GBP").compact(18_450.into()), "£18.5K");
    }
}
