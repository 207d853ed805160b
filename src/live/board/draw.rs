//! The board put on a screen.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style as Ink};
use ratatui::widgets::{Block, Clear, Widget};

use super::model::{BoardMode, BoardModel, Deed, Purpose, Refusal, Typing};
use crate::report::board::{BoardColumn, Card};
use crate::show::board::when;
use crate::show::format::Style;
use crate::show::wrap::{cut, width, wrap};
use crate::text::visible;

/// The fewest columns of the terminal that a stage takes.
const STAGE: u16 = 24;
/// The least there must be of a terminal.
const LEAST: (u16, u16) = (24, 8);
/// The lines of a screen from which on a card takes three, else two.
const TALL: u16 = 30;

/// Draws the board, and what is over it.
pub fn draw(model: &BoardModel, style: &Style, frame: &mut Frame<'_>) {
    let area = frame.area();
    let buffer = frame.buffer_mut();
    if area.width < LEAST.0 || area.height < LEAST.1 {
        put(buffer, area, 0, 0, &style.words.t("board-small", &[]), Ink::new());
        return;
    }
    stages(model, style, area, buffer);
    footer(model, style, area, buffer);
    over(model, style, area, buffer);
}

/// Writes a line inside an area, cut to it.
fn put(buffer: &mut Buffer, area: Rect, x: u16, y: u16, text: &str, ink: Ink) {
    if y >= area.height || x >= area.width {
        return;
    }
    let room = usize::from(area.width - x);
    buffer.set_stringn(area.x + x, area.y + y, cut(text, room), room, ink);
}

fn stages(model: &BoardModel, style: &Style, area: Rect, buffer: &mut Buffer) {
    let Some(board) = &model.board else { return };
    let count = u16::try_from(board.stages.len()).unwrap_or(u16::MAX).max(1);
    let shown = (area.width / STAGE).clamp(1, count);
    // The marked stage is always seen, with those before it where they fit.
    let marked = u16::try_from(model.column).unwrap_or_default();
    let first = (marked + 1).saturating_sub(shown);
    let each = area.width / shown;
    for place in 0..shown {
        let at = usize::from(first + place);
        let Some(stage) = board.stages.get(at) else { continue };
        let column = Rect { x: area.x + place * each, y: area.y, width: each - 1, height: area.height - 2 };
        let hidden = (place == 0 && first > 0, place + 1 == shown && first + shown < count);
        stage_column(model, style, (at, stage), column, hidden, buffer);
    }
}

fn stage_column(
    model: &BoardModel,
    style: &Style,
    (at, stage): (usize, &BoardColumn),
    area: Rect,
    (before, after): (bool, bool),
    buffer: &mut Buffer,
) {
    let cards = model.cards(at);
    let here = at == model.column;
    let ink =
        if here { Ink::new().add_modifier(Modifier::BOLD | Modifier::UNDERLINED) } else { Ink::new().bold() };
    let arrows = (if before { "‹ " } else { "" }, if after { " ›" } else { "" });
    put(buffer, area, 0, 0, &format!("{}{}{}", arrows.0, visible(&stage.label), arrows.1), ink);
    let count = match cards.len() == stage.count {
        true => style.count(stage.count as u64),
        false => format!("{}/{}", style.count(cards.len() as u64), style.count(stage.count as u64)),
    };
    put(buffer, area, 0, 1, &format!("{count} · {}", style.compact(stage.value)), Ink::new().dim());
    let high = if area.height + 2 >= TALL { 3 } else { 2 };
    let room = usize::from(area.height.saturating_sub(3) / high).max(1);
    let row = model.rows.get(at).copied().unwrap_or_default();
    let first = (row + 1).saturating_sub(room);
    for (place, card) in cards.iter().enumerate().skip(first).take(room) {
        let y = 3 + high * u16::try_from(place - first).unwrap_or_default();
        let lines = Rect { x: area.x, y: area.y + y, width: area.width, height: high }.intersection(area);
        card_lines(card, style, lines, here && place == row, buffer);
    }
    if cards.is_empty() && here {
        put(buffer, area, 0, 3, &style.words.t("board-nothing", &[]), Ink::new().dim());
    }
}

fn card_lines(card: &Card, style: &Style, area: Rect, marked: bool, buffer: &mut Buffer) {
    let name = card.company.as_deref().unwrap_or(&card.title).to_owned();
    let (when, alarm) = when(card, style);
    let value = card.value.map(|value| style.compact(value)).unwrap_or_default();
    let joined =
        |parts: [&str; 2]| parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    let lines = match area.height {
        3.. => vec![name, joined([&value, &card.owner.label]), when],
        _ => vec![name, joined([&value, &when])],
    };
    let last = lines.len() - 1;
    let ink = match marked {
        true => Ink::new().reversed(),
        false if card.held.is_some() => Ink::new().add_modifier(Modifier::DIM),
        false => Ink::new(),
    };
    buffer.set_style(area, ink);
    // The mark is a sign too, for terminals without reverse video.
    let sign = if marked { "▌" } else { " " };
    for (at, line) in lines.iter().enumerate() {
        let ink = match at {
            0 => ink,
            at if at == last && alarm => ink.red(),
            _ => ink.add_modifier(Modifier::DIM),
        };
        let indent = if at == 0 { "" } else { " " };
        put(
            buffer,
            area,
            0,
            u16::try_from(at).unwrap_or_default(),
            &format!("{sign}{indent}{}", visible(line)),
            ink,
        );
    }
}

fn footer(model: &BoardModel, style: &Style, area: Rect, buffer: &mut Buffer) {
    let y = area.height - 2;
    let marked = model.card().map(|card| {
        let step = card.what.as_deref().map(|what| format!(" → {what}")).unwrap_or_default();
        visible(&format!("{} · {}{step}", card.id, card.title)).into_owned()
    });
    put(buffer, area, 0, y, &marked.unwrap_or_default(), Ink::new().bold());
    let (text, ink) = match (&model.mode, &model.said) {
        (BoardMode::Filter, _) => (filter(model, style, "▏"), Ink::new().reversed()),
        (_, Some(said)) if model.changed => {
            (style.words.t("board-done", &[("what", said.clone().into())]), Ink::new().reversed())
        }
        (_, Some(said)) => (said.clone(), Ink::new().reversed()),
        _ if !model.filter.is_empty() => (filter(model, style, ""), Ink::new()),
        _ => (style.words.t("board-keys", &[]), Ink::new().dim()),
    };
    put(buffer, area, 0, y + 1, &text, ink);
}

fn filter(model: &BoardModel, style: &Style, cursor: &str) -> String {
    let text = format!("{}{cursor}", visible(&model.filter));
    style.words.t("board-filter", &[("text", text.into())])
}

/// What is over the cards.
fn over(model: &BoardModel, style: &Style, area: Rect, buffer: &mut Buffer) {
    let t = |id: &str| style.words.t(id, &[]);
    let of = |id: &str, path: &str| style.words.t(id, &[("lead", model.name(path).into())]);
    let why = |path: &str, stage: &str| {
        let what = [("lead", model.name(path).into()), ("stage", model.stage(stage).into())];
        style.words.t("board-choose-reason", &what)
    };
    match &model.mode {
        BoardMode::Walk | BoardMode::Filter => {}
        BoardMode::Page { lines, top } => {
            let all = Rect { height: area.height - 1, ..area };
            let inner = framed(all, "", buffer);
            for (at, line) in lines.iter().skip(*top).take(usize::from(inner.height)).enumerate() {
                put(buffer, inner, 0, u16::try_from(at).unwrap_or_default(), line, Ink::new());
            }
        }
        BoardMode::Help => pop_up(&t("board-help"), &help(style), None, area, buffer),
        BoardMode::Refused { refusal, deed } => {
            pop_up(&t("board-refused"), &refused(refusal, deed, style), None, area, buffer);
        }
        BoardMode::Choose { purpose, options, at } => {
            let title = match purpose {
                Purpose::Close { path, stage } => why(path, stage),
                Purpose::Log { path } => of("board-choose-kind", path),
            };
            let lines: Vec<String> = options.iter().map(|(_, label)| visible(label).into_owned()).collect();
            pop_up(&title, &lines, Some(*at), area, buffer);
        }
        BoardMode::Type { typing, text } => {
            let title = match typing {
                Typing::Summary { path, .. } => of("board-type-summary", path),
                Typing::Reason { path, stage } => why(path, stage),
                Typing::Set { path } => of("board-type-set", path),
                Typing::Next { path } => of("board-type-next", path),
                Typing::Hold { path } => of("board-type-hold", path),
                Typing::Due { path, .. } => of("board-type-due", path),
                Typing::Field { .. } => t("board-type-field"),
                Typing::Title => t("board-type-title"),
                Typing::Company { .. } => t("board-type-company"),
                Typing::Value { .. } => t("board-type-value"),
            };
            // The end of what is typed is seen.
            let room = usize::from(area.width.saturating_sub(10)).min(60);
            let mut seen = visible(text).into_owned();
            while width(&seen) > room {
                seen.remove(0);
            }
            pop_up(&title, &[format!("{seen}▏")], None, area, buffer);
        }
    }
}

fn help(style: &Style) -> Vec<String> {
    let ids = [
        "board-help-walk",
        "board-help-page",
        "board-help-move",
        "board-help-close",
        "board-help-log",
        "board-help-next",
        "board-help-hold",
        "board-help-set",
        "board-help-new",
        "board-help-undo",
        "board-help-pipeline",
        "board-help-filter",
        "board-help-reload",
        "board-help-quit",
    ];
    ids.iter().map(|id| style.words.t(id, &[])).collect()
}

fn refused(refusal: &Refusal, deed: &Deed, style: &Style) -> Vec<String> {
    let keys = if deed.takes_fields() { "board-refused-keys" } else { "board-leave" };
    let keys = style.words.t(keys, &[]);
    let lines = refusal.lines.iter().map(|line| visible(line).into_owned());
    lines.chain([String::new(), keys]).collect()
}

/// A box in the middle with these lines, wrapped; one of them may be marked.
fn pop_up(title: &str, lines: &[String], marked: Option<usize>, area: Rect, buffer: &mut Buffer) {
    let room = usize::from(area.width.saturating_sub(6)).clamp(8, 76);
    let mut text: Vec<(String, bool)> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        text.extend(wrap(line, room).into_iter().map(|part| (part, marked == Some(at))));
    }
    let widest = text.iter().map(|(line, _)| width(line)).max().unwrap_or(0).max(width(title) + 2).min(room);
    let inner_height = u16::try_from(text.len()).unwrap_or(u16::MAX).min(area.height.saturating_sub(4));
    let (wide, high) = (u16::try_from(widest + 4).unwrap_or(area.width).min(area.width), inner_height + 2);
    let place = Rect {
        x: area.x + (area.width - wide) / 2,
        y: area.y + (area.height.saturating_sub(high)) / 2,
        width: wide,
        height: high,
    };
    let inner = framed(place, title, buffer);
    let seen = usize::from(inner.height);
    let at = text.iter().position(|(_, marked)| *marked).unwrap_or_default();
    let first = (at + 1).saturating_sub(seen);
    for (y, (line, marked)) in text.iter().skip(first).take(seen).enumerate() {
        let sign = if *marked { format!("▌{line}") } else { format!(" {line}") };
        let ink = if *marked { Ink::new().reversed() } else { Ink::new() };
        put(buffer, inner, 0, u16::try_from(y).unwrap_or_default(), &sign, ink);
    }
}

/// A frame with nothing in it, and the room inside.
fn framed(place: Rect, title: &str, buffer: &mut Buffer) -> Rect {
    Clear.render(place, buffer);
    let block =
        Block::bordered().title(cut(&format!(" {title} "), usize::from(place.width.saturating_sub(2))));
    let inner = block.inner(place);
    block.render(place, buffer);
    inner
}
