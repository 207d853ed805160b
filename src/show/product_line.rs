//! How often the price of a line is due, for how long, and what is taken off.

use super::format::Style;
use crate::pipeline::{Decimal, Per};
use crate::read::percentage;

/// What a line says of its price, as it is in the file.
pub struct Terms<'t> {
    /// How often it is due.
    pub per: Option<&'t str>,
    /// For how many months.
    pub term: Option<&'t str>,
    /// What is taken off.
    pub discount: Option<&'t str>,
    /// The currency of the price.
    pub currency: &'t str,
}

impl Terms<'_> {
    /// A price with them: `£ 40 a month for 24 months, less 10%`. What cannot be
    /// read is left out.
    pub fn with(&self, price: String, style: &Style) -> String {
        let per = Per::ALL.into_iter().find(|per| Some(per.word()) == self.per);
        let term = self.term.and_then(|term| term.parse::<u64>().ok());
        let price = match per.zip(term) {
            Some((per, term)) => {
                let args = [("price", price.into()), ("per", per.word().into()), ("term", term.into())];
                style.words.t("lead-recurs", &args)
            }
            None => price,
        };
        match self.discount.and_then(|discount| self.less(discount, style)) {
            Some(discount) => {
                style.words.t("lead-less", &[("price", price.into()), ("discount", discount.into())])
            }
            None => price,
        }
    }

    fn less(&self, discount: &str, style: &Style) -> Option<String> {
        let number = |text: &str| text.parse::<Decimal>().ok();
        match percentage(discount) {
            Some(percent) => {
                let percent = number(percent)?.normalize();
                let percent = style.decimal(percent, percent.scale());
                Some(style.words.t("percent", &[("number", percent.into())]))
            }
            None => number(discount).map(|amount| style.money_in(amount, self.currency)),
        }
    }
}
