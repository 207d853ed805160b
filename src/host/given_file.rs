//! A file that somebody names on the command line, wherever it is.

use std::fs::File;
use std::io::{Error, ErrorKind, Read, Result};
use std::path::Path;

use crate::message;

/// The bytes of a file of at most so many.
///
/// # Errors
/// What the system says; where it is larger.
pub fn read_given(path: &Path, most: u64) -> Result<Vec<u8>> {
    let file = File::open(path)?;
    if file.metadata()?.is_dir() {
        return Err(Error::new(ErrorKind::IsADirectory, message!("it is a folder")));
    }
    let mut bytes = Vec::new();
    file.take(most + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most {
        return Err(Error::new(ErrorKind::FileTooLarge, message!("it has more than {most} bytes", most)));
    }
    Ok(bytes)
}
