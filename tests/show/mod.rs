//! Reports as people see them.

#![allow(clippy::unwrap_used, clippy::panic)]

mod browser;
mod examples;
mod explain;
mod facts;
mod fixture;
mod html;
mod markdown;
mod templates;
mod text;
mod words;
