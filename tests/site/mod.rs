//! The site: what its pages hold.

mod authorship;
mod gone;
mod hidden;
mod hostile;
mod html;
mod browser;
mod closed;
pub mod pages;
pub mod serve;
mod sums;
mod kept;
mod writer;
