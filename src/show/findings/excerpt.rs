//! A few lines of a file, made fit for a terminal, with the places to mark.

use miette::{MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};

use crate::source::{LineIndex, Place, Span};
use crate::text::{Character, characters, push_terminal, visible};

/// How many lines a mark may run over before it is cut.
const MARKED_LINES: u32 = 4;
/// How many bytes of a line are shown at most, however wide the terminal is.
const WIDEST: usize = 240;

/// Lines in a row: each shown visibly, cut where it is long, ended by `\n`.
#[derive(Debug)]
pub struct Excerpt {
    name: String,
    text: String,
    /// The number of its first line in the file, from 0.
    first_line: usize,
    /// The column of the first mark in the file, from 0.
    column: usize,
}

/// The lines from the first mark to the last, and where in them the marks are.
/// A mark over many lines ends with the last that is shown. `width` is how many
/// columns there are for a line.
pub fn excerpt(
    name: &str,
    (text, lines): (&str, &LineIndex<'_>),
    marks: &[Span],
    width: usize,
) -> (Excerpt, Vec<SourceSpan>) {
    let width = width.min(WIDEST);
    let place = |at: u32| lines.place(at);
    let first = marks.iter().map(|mark| place(mark.start).line).min().unwrap_or(1);
    let last_of = |mark: &Span| place(mark.end).line.min(place(mark.start).line + MARKED_LINES - 1);
    let last = marks.iter().map(last_of).max().unwrap_or(first);
    let mut shown = String::new();
    let mut ends: Vec<(Option<usize>, usize)> = vec![(None, 0); marks.len()];
    for line in first..=last {
        let at = lines.line(line);
        let points: Vec<u32> = marks
            .iter()
            .flat_map(|mark| [mark.start, mark.end])
            .map(|point| point.clamp(at.start, at.end))
            .collect();
        let inside = marks.iter().filter(|mark| mark.start <= at.end && at.start <= mark.end);
        let focus = inside.map(|mark| mark.start.clamp(at.start, at.end)).min().unwrap_or(at.start);
        let mapped = push_line(&mut shown, text, (at, focus), &points, width);
        for (mark, (end, to)) in marks.iter().zip(ends.iter_mut().zip(mapped.chunks(2))) {
            if mark.start <= at.end && at.start <= mark.end {
                end.0.get_or_insert(to[0]);
                end.1 = to[1];
            }
        }
    }
    let spans = ends.iter().map(|(from, to)| {
        let from = from.unwrap_or(0);
        SourceSpan::from((from, to.saturating_sub(from)))
    });
    let Place { column, .. } = marks.first().map_or(Place { line: 1, column: 1 }, |mark| place(mark.start));
    let excerpt = Excerpt {
        name: visible(name).into_owned(),
        first_line: first as usize - 1,
        column: column as usize - 1,
        text: String::new(),
    };
    let spans = spans.collect();
    (Excerpt { text: shown, ..excerpt }, spans)
}

/// Appends a line, cut around `focus`, and gives the places of `points` in
/// what was appended.
fn push_line(
    shown: &mut String,
    text: &str,
    (line, focus): (Span, u32),
    points: &[u32],
    width: usize,
) -> Vec<usize> {
    let (start, end, focus) = (line.start as usize, line.end as usize, focus as usize);
    let boundary = |mut at: usize| {
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    // What is marked is in the first third of a line that has to be cut.
    let before = width / 3;
    let from = if end - start > width && focus - start > before { boundary(focus - before) } else { start };
    let to = if end - from > width { boundary(from + width) } else { end };
    if from > start {
        shown.push('…');
    }
    let mut places = vec![None; points.len()];
    let note = |places: &mut Vec<Option<usize>>, at: usize, len: usize| {
        for (place, point) in places.iter_mut().zip(points) {
            if place.is_none() && *point as usize <= at {
                *place = Some(len);
            }
        }
    };
    for Character { at, c, hidden } in characters(&text[from..to]) {
        note(&mut places, from + at, shown.len());
        push_terminal(shown, c, hidden && c != '\t');
    }
    let len = shown.len();
    if to < end {
        shown.push('…');
    }
    shown.push('\n');
    places.into_iter().map(|place| place.unwrap_or(len)).collect()
}

impl SourceCode for Excerpt {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let part = self.text.as_str().read_span(span, before, after)?;
        Ok(Box::new(MietteSpanContents::new_named(
            self.name.clone(),
            part.data(),
            *part.span(),
            part.line() + self.first_line,
            self.column,
            part.line_count(),
        )))
    }
}
