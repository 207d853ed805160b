//! Text that others wrote, made safe for the place it goes to.
//!
//! One table of the characters that are not seen, one notation for showing
//! them, and every escaping: for a terminal, Markdown, HTML, XML, scripts,
//! spreadsheets, GitHub's commands and calendars. One detector of personal data.
//! The languages, and what is said in them. It knows no other room.

mod calendar;
mod characters;
mod github;
mod hidden;
mod html;
mod language;
mod markdown;
mod message;
mod personal;
mod quoted;
mod runner;
mod script;
mod sheet;
mod terminal;
mod xml;

pub use calendar::{escape_calendar, one_line};
pub use characters::{is_hidden, looks_like, named, steers};
pub use github::{command_data, command_property};
pub use hidden::{Character, characters, hides, push_visible};
pub use html::{escape_html, is_plain};
pub use language::{Language, ManualPage};
pub use markdown::escape_markdown;
pub use message::{CATALOGUES, Message, MessageArg, ToArg, translated};
pub use personal::{Folded, Personal, PersonalDatum, PersonalKind, Phone, Phones};
pub use quoted::{is_disguised, short, spelled, undisguised};
pub use runner::commandless;
pub use script::{script_literal, script_text};
pub use sheet::{csv, harmless_cell};
pub use terminal::{push_terminal, visible};
pub use xml::escape_xml;
