//! When there are too few to tell.

/// From so many on a rate or a median says something.
pub const ENOUGH: u64 = 5;

/// Whether there are some, and too few to tell.
pub fn is_few(n: u64) -> bool {
    (1..ENOUGH).contains(&n)
}
