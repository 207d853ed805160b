//! Everything that is tested from outside, as one binary.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]
#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "tests stand at the edge")]

mod calendar;
mod change;
mod check;
mod checkouts;
mod contacts;
mod diff;
mod export;
mod disagreement;
mod exchange;
mod figures;
mod init;
mod fix;
mod guide;
mod handbook;
mod help;
mod hold;
mod make;
mod lines;
mod look;
mod merge;
mod past;
mod readers;
mod readme;
mod revisions;
mod rooms;
mod said;
mod schema;
mod session;
mod show;
mod site;
mod small;
mod support;
mod sync;
mod teams;
mod years;
mod torture;
mod transfers;
mod transcripts;
mod two_leads;
mod untrusted;
mod watch;
