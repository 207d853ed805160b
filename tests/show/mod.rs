//! Reports as people see them.

#![allow(clippy::unwrap_used, clippy::panic)]

mod fixture;
mod html;
mod markdown;
mod templates;
mod words;
