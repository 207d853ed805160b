//! Reports as people see them.

mod fixture;
mod html;
mod markdown;
mod templates;
mod words;
