//! Everything that is tested from outside, as one binary.

mod change;
mod figures;
mod rooms;
mod support;
mod torture;
