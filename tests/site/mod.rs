//! The site: what its pages hold.

mod hidden;
mod hostile;
mod html;
mod pages;
