//! Reading files by their object ids, through one `git cat-file --batch`.

use std::io::{BufRead, BufReader, Error, Read, Result, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Stdio};

use super::git::reading;

/// Bytes of a file nobody wants that are read to get past it; for more the
/// child is ended.
const SKIPPED: u64 = 1 << 24;

/// A `git cat-file` that waits for the next id.
pub struct Blobs {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

/// What git has under an id.
pub enum Blob {
    /// The file; its bytes are in the buffer.
    Read,
    /// A file with more bytes than were allowed; how many.
    TooLarge(u64),
    /// No file.
    Missing,
}

impl Blobs {
    /// Starts the child for the repository of `folder`.
    pub fn start(folder: &Path) -> Result<Self> {
        let mut command = reading(folder);
        command
            .args(["cat-file", "--batch"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        let mut child = command.spawn()?;
        match (child.stdin.take(), child.stdout.take()) {
            (Some(input), Some(output)) => Ok(Self { child, input, output: BufReader::new(output) }),
            _ => Err(Error::other("git has no pipes")),
        }
    }

    /// Appends the bytes of a file to `buffer`, at most `limit`.
    ///
    /// # Errors
    /// Where the child ended or spoke out of turn; it is of no use any more.
    pub fn read(&mut self, id: &str, limit: u64, buffer: &mut Vec<u8>) -> Result<Blob> {
        self.input.write_all(format!("{id}\n").as_bytes())?;
        let mut line = Vec::new();
        self.output.read_until(b'\n', &mut line)?;
        let line = String::from_utf8_lossy(&line);
        let size = match line.trim_end().split(' ').collect::<Vec<_>>()[..] {
            [_, "missing"] => return Ok(Blob::Missing),
            [_, "blob", size] => size.parse::<u64>().map_err(Error::other)?,
            _ => return Err(Error::other("git answered something else")),
        };
        if size > limit {
            if size > SKIPPED {
                self.child.kill()?;
            }
            std::io::copy(&mut self.output.by_ref().take(size + 1), &mut std::io::sink())?;
            return Ok(Blob::TooLarge(size));
        }
        let got = self.output.by_ref().take(size).read_to_end(buffer)?;
        let mut end = [0];
        self.output.read_exact(&mut end)?;
        if got as u64 == size { Ok(Blob::Read) } else { Err(Error::other("git ended early")) }
    }
}

impl Drop for Blobs {
    fn drop(&mut self) {
        // It waits for an id, or writes what nobody reads: nothing is lost.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
