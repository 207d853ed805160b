//! The figures on random histories: against laws that always hold, and against
//! an independent calculation.

#![allow(clippy::unwrap_used)]

mod against_brute;
mod ahead;
mod brute;
pub mod build;
pub mod files;
mod independent;
mod laws;
pub mod raw;
mod standing;
