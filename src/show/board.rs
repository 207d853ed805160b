//! A board as text: the stages one below the other, a line a lead.

use super::format::Style;
use super::lead::away;
use super::paint::{Paint, Tone};
use super::table::{Cell, Column as Sheet, draw};
use super::wrap::cut;
use crate::report::board::{Board, BoardColumn, Boards, CLOSED_DAYS, Card};
use crate::text::visible;

/// The boards, in at most so many columns of a terminal.
pub fn text(boards: &Boards, style: &Style, room: Option<usize>, paint: Paint) -> String {
    let mut out = String::new();
    for board in &boards.pipelines {
        if boards.pipelines.len() > 1 {
            out.push_str(&format!("{}\n\n", paint.tone(&visible(&board.label), Tone::Strong)));
        }
        pipeline(board, style, room, paint, &mut out);
    }
    out
}

fn pipeline(board: &Board, style: &Style, room: Option<usize>, paint: Paint, out: &mut String) {
    let rows = |column: &BoardColumn| column.leads.iter().map(|card| row(card, style)).collect::<Vec<_>>();
    // One set of widths for all stages, so that the eye runs down.
    let inner = room.map(|room| room.saturating_sub(2));
    let all: Vec<Vec<Cell>> = board.stages.iter().flat_map(rows).collect();
    let drawn = draw(&sheet(), &all, inner, paint);
    let mut lines = drawn.text.lines().skip(1);
    for column in &board.stages {
        let mut head = headline(column, style);
        if let Some(room) = room {
            head = cut(&head, room);
        }
        out.push_str(&paint.tone(&head, Tone::Strong));
        out.push('\n');
        for line in lines.by_ref().take(column.leads.len()) {
            out.push_str("  ");
            out.push_str(line);
            out.push('\n');
        }
        out.push('\n');
    }
}

/// `Proposal: 7 peluang, Rp1,25 miliar`.
pub fn headline(column: &BoardColumn, style: &Style) -> String {
    let leads = style.words.t("leads", &[("n", column.count.into())]);
    let label = visible(&column.label).into_owned();
    let label = match column.kind {
        "open" => label,
        _ => style.words.t("board-closed", &[("stage", label.into()), ("days", CLOSED_DAYS.into())]),
    };
    format!("{label}: {leads}, {}", style.compact(column.value))
}

fn sheet() -> [Sheet; 6] {
    let column = |right, least, leave| Sheet { right, least, leave, spare: leave >= 4, ..Sheet::default() };
    [
        Sheet { key: true, ..Sheet::default() },
        column(false, Some(8), 4),
        column(false, Some(6), 3),
        column(true, None, 1),
        column(false, Some(12), 2),
        column(false, Some(14), 5),
    ]
}

fn row(card: &Card, style: &Style) -> Vec<Cell> {
    let cell = |text: &str, tone| Cell { text: visible(text).into_owned(), tone };
    let (when, alarm) = when(card, style);
    let plain = if card.held.is_some() { Tone::Faint } else { Tone::Plain };
    vec![
        cell(&card.id, Tone::Plain),
        cell(&card.title, plain),
        cell(&card.owner.label, plain),
        cell(&card.value.map(|value| style.compact(value)).unwrap_or_default(), plain),
        cell(&when, if alarm { Tone::Alarm } else { plain }),
        cell(card.what.as_deref().unwrap_or_default(), plain),
    ]
}

/// When the next step is due, or for how long the lead rots; and whether it is
/// to be seen to.
pub fn when(card: &Card, style: &Style) -> (String, bool) {
    if let Some(until) = card.held {
        return (style.words.t("board-held", &[("date", style.date_short(until).into())]), false);
    }
    match card.due {
        _ if card.rotting => {
            let days = style.idle_short(card.idle_days.unwrap_or_default());
            (style.words.t("board-rotting", &[("days", days.into())]), true)
        }
        Some(due) => (away(style, due.days), due.overdue),
        None => (String::new(), false),
    }
}
