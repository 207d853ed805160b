//! The languages: what corong itself writes and understands in each, beside the
//! words that `show` says.

use chrono_tz::Tz;

use super::Currency;
pub use crate::text::Language;

/// What is particular to a language.
#[derive(Debug)]
pub struct Locale {
    /// The currency that is usual where it is spoken.
    pub currency: Currency,
    /// The time zone where the machine does not tell one.
    pub timezone: Tz,
    /// The id and the name of a team's first member where git knows nobody.
    pub somebody: (&'static str, &'static str),
    /// What a renewal is called in a lead's title.
    pub renewal: &'static str,
    /// A renewal's first step.
    pub talk_about_renewal: &'static str,
    /// Words for a day beside today, and how many days it is away.
    pub near: &'static [(&'static str, i64)],
    /// Weekdays from Monday, each with its names.
    pub weekdays: [&'static [&'static str]; 7],
}

const EN: Locale = Locale {
    currency: Currency::USD,
    timezone: Tz::UTC,
    somebody: ("me", "Me"),
    renewal: "renewal",
    talk_about_renewal: "Talk about the renewal",
    near: &[("today", 0), ("tomorrow", 1), ("yesterday", -1)],
    weekdays: [
        &["monday", "mon"],
        &["tuesday", "tue"],
        &["wednesday", "wed"],
        &["thursday", "thu"],
        &["friday", "fri"],
        &["saturday", "sat"],
        &["sunday", "sun"],
    ],
};

const ID: Locale = Locale {
    currency: Currency::IDR,
    timezone: Tz::Asia__Jakarta,
    somebody: ("saya", "Saya"),
    renewal: "perpanjangan",
    talk_about_renewal: "Bicarakan perpanjangan",
    near: &[("hari ini", 0), ("besok", 1), ("lusa", 2), ("kemarin", -1)],
    weekdays: [&["senin"], &["selasa"], &["rabu"], &["kamis"], &["jumat", "jum'at"], &["sabtu"], &["minggu"]],
};

impl Language {
    /// What is particular to it.
    pub fn locale(self) -> &'static Locale {
        match self {
            Self::En => &EN,
            Self::Id => &ID,
        }
    }
}
