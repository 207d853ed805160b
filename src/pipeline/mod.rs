//! The domain: leads, stages, histories, money and the team's configuration.
//!
//! Plain data and the laws that hold for it, free of YAML, files and clocks.

mod amount;
mod attempt;
mod calendar;
mod company;
mod config;
mod credit;
mod currency_sign;
mod history;
mod hold;
mod idle;
mod import_map;
mod language;
mod lead;
mod money;
mod naming;
mod period;
mod product;
mod publish;
mod score;
pub mod shape;
#[cfg(test)]
pub mod testing;
mod typed_date;

pub use amount::{Ambiguous, NotAmount, TypedAmount, ambiguous, is_in_own_words, typed_amount, typed_number};
pub use attempt::{Attempt, Entered, Outcome, Stay};
pub use calendar::{Calendar, WEEKDAYS};
pub use company::company_key;
pub use config::{
    Choice, Config, Criterion, CustomField, Gate, Improvement, Member, Pipeline, Stage, StageKind, Target,
};
pub use credit::part;
pub use currency_sign::{currency_sign, split_currency};
pub use history::History;
pub use hold::Hold;
pub use idle::{age_days, days_in_stage, idle_days, is_rotting};
pub use import_map::{ImportMap, StageDateColumn, StageWord};
pub use language::{Language, Locale};
pub use lead::{
    Activity, Company, ContactCompany, Contract, Imported, Lead, LeadSpans, Level, NextStep, Reference,
    StageRef,
};
pub use money::{ExchangeRate, Money, Rates, minor_units, round_minor};
pub use naming::{Labelled, meant, meant_id};
pub use period::{FiscalYears, Period};
pub use product::{Discount, Per, Product, Recurrence};
pub use publish::{ALWAYS as ALWAYS_SHOWN, Chosen, PRIVATE, Publish};
pub use score::score;
pub use typed_date::{NumericDay, numeric_day};

/// A calendar day in the workspace's time zone.
pub type Day = chrono::NaiveDate;
/// An exact decimal number.
pub type Decimal = rust_decimal::Decimal;
/// Short text, kept inline up to 24 bytes.
pub type Text = compact_str::CompactString;
/// An ISO 4217 currency.
pub type Currency = iso_currency::Currency;
