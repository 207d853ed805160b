//! Reading files by their object ids, through one `git cat-file --batch`.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Error, Read, Result, Write};
use std::process::{Child, ChildStdin, ChildStdout, Stdio};

use super::Repository;
use crate::message;

/// Bytes of a file nobody wants that are read to get past it; for more the
/// child is ended.
const SKIPPED: u64 = 1 << 24;

/// Bytes of answers that are taken from the child at once.
const BUFFER: usize = 1 << 16;

/// A `git cat-file` that waits for the next id.
pub struct Blobs {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    /// Ids it was asked for and whose answers were not taken yet.
    asked: VecDeque<String>,
    /// Whether it was ended.
    ended: bool,
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
    /// Starts the child for a repository.
    pub fn start(repository: &Repository) -> Result<Self> {
        let mut command = repository.reading();
        command
            .args(["cat-file", "--batch"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        let mut child = command.spawn()?;
        match (child.stdin.take(), child.stdout.take()) {
            (Some(input), Some(output)) => {
                let output = BufReader::with_capacity(BUFFER, output);
                Ok(Self { child, input, output, asked: VecDeque::new(), ended: false })
            }
            _ => Err(Error::other(message!("git has no pipes"))),
        }
    }

    /// Whether it works on a file already, or on nothing.
    pub fn is_ready_for(&self, id: &str) -> bool {
        self.asked.front().is_none_or(|asked| asked == id)
    }

    /// Whether it was asked for files that nobody took.
    pub fn is_ahead(&self) -> bool {
        !self.asked.is_empty()
    }

    /// Whether it is of no use any more.
    pub fn has_ended(&self) -> bool {
        self.ended
    }

    /// Appends the bytes of a file to `buffer`, at most `limit`. Where the child
    /// does not work on it yet, those that come after it are asked for with it:
    /// git then reads them while this one is looked at.
    ///
    /// # Errors
    /// Where the child ended or spoke out of turn; it is of no use any more.
    pub fn read<'a>(
        &mut self,
        id: &str,
        limit: u64,
        buffer: &mut Vec<u8>,
        after: impl Iterator<Item = &'a str>,
    ) -> Result<Blob> {
        while self.asked.front().is_some_and(|asked| asked != id) {
            self.asked.pop_front();
            self.answer(0, &mut Vec::new())?;
        }
        if self.asked.pop_front().is_none() {
            let mut ids = format!("{id}\n");
            for id in after {
                ids.push_str(id);
                ids.push('\n');
                self.asked.push_back(id.to_owned());
            }
            self.input.write_all(ids.as_bytes())?;
        }
        self.answer(limit, buffer)
    }

    /// The next answer.
    fn answer(&mut self, limit: u64, buffer: &mut Vec<u8>) -> Result<Blob> {
        let mut line = Vec::new();
        self.output.read_until(b'\n', &mut line)?;
        let line = String::from_utf8_lossy(&line);
        let size = match line.trim_end().split(' ').collect::<Vec<_>>()[..] {
            [_, "missing"] => return Ok(Blob::Missing),
            [_, "blob", size] => size.parse::<u64>().map_err(Error::other)?,
            _ => return Err(Error::other(message!("git answered something else"))),
        };
        if size > limit {
            if size > SKIPPED {
                self.ended = true;
                self.child.kill()?;
                return Ok(Blob::TooLarge(size));
            }
            std::io::copy(&mut self.output.by_ref().take(size + 1), &mut std::io::sink())?;
            return Ok(Blob::TooLarge(size));
        }
        let got = self.output.by_ref().take(size).read_to_end(buffer)?;
        let mut end = [0];
        self.output.read_exact(&mut end)?;
        if got as u64 == size { Ok(Blob::Read) } else { Err(Error::other(message!("git ended early"))) }
    }
}

impl Drop for Blobs {
    fn drop(&mut self) {
        // It waits for an id, or writes what nobody reads: nothing is lost.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
