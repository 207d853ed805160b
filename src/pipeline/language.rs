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
    /// What an add-on is called in a lead's title and id.
    pub addition: &'static str,
    /// An add-on's first step.
    pub talk_about_addition: &'static str,
    /// A renewal's first step.
    pub talk_about_renewal: &'static str,
    /// Words for a day beside today, and how many days it is away.
    pub near: &'static [(&'static str, i64)],
    /// Weekdays from Monday, each with its names.
    pub weekdays: [&'static [&'static str]; 7],
    /// The sign between thousands.
    pub between_thousands: char,
    /// Words behind a number, and by how many tens each multiplies it. Of one
    /// letter they mean it in this language only.
    pub scales: &'static [(&'static str, u32)],
    /// Whether `3/4/2026` is always the third of April.
    pub day_first: bool,
}

const EN: Locale = Locale {
    currency: Currency::USD,
    timezone: Tz::UTC,
    somebody: ("me", "Me"),
    renewal: "renewal",
    addition: "add-on",
    talk_about_addition: "Talk about the add-on",
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
    between_thousands: ',',
    scales: &[
        ("k", 3),
        ("thousand", 3),
        ("m", 6),
        ("million", 6),
        ("millions", 6),
        ("bn", 9),
        ("billion", 9),
        ("trillion", 12),
    ],
    day_first: false,
};

const ID: Locale = Locale {
    currency: Currency::IDR,
    timezone: Tz::Asia__Jakarta,
    somebody: ("saya", "Saya"),
    renewal: "perpanjangan",
    addition: "tambahan",
    talk_about_addition: "Bicarakan tambahannya",
    talk_about_renewal: "Bicarakan perpanjangan",
    near: &[("hari ini", 0), ("besok", 1), ("lusa", 2), ("kemarin", -1)],
    weekdays: [&["senin"], &["selasa"], &["rabu"], &["kamis"], &["jumat", "jum'at"], &["sabtu"], &["minggu"]],
    between_thousands: '.',
    scales: &[
        ("k", 3),
        ("rb", 3),
        ("ribu", 3),
        ("jt", 6),
        ("juta", 6),
        ("miliar", 9),
        ("milyar", 9),
        ("triliun", 12),
    ],
    day_first: true,
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
