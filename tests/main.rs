//! Everything that is tested from outside, as one binary.

mod change;
mod check;
mod figures;
mod readme;
mod rooms;
mod schema;
mod show;
mod support;
mod torture;
mod watch;
