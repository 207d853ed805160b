//! The board on a terminal, full-screen.
//!
//! [`BoardModel`] is what is shown and what a key makes of it: pure, without a
//! terminal. [`draw`] puts it on the screen. [`run`] joins the two with
//! whatever carries deeds out, which is the caller's.

mod draw;
mod model;
mod press;

use std::time::Duration;

use ratatui::crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

pub use draw::draw;
pub use model::{Act, BoardMode, BoardModel, Choices, Deed, Key, Options, Refusal};

use crate::host::Screen;
use crate::report::board::Board;
use crate::show::format::Style;

/// How long a key is waited for before it is asked whether files changed.
const PATIENCE: Duration = Duration::from_millis(250);

/// What the board needs of the world.
pub trait BoardWorld {
    /// The board as the files are now; `anew` where all of them are to be read.
    ///
    /// # Errors
    /// Why they cannot be read, in words.
    fn board(&mut self, anew: bool) -> Result<Board, String>;
    /// The board of the next pipeline, which is the one that is shown from now on.
    ///
    /// # Errors
    /// As [`Self::board`].
    fn next_pipeline(&mut self) -> Result<Board, String>;
    /// A lead's page in so many columns, by the path of its file.
    ///
    /// # Errors
    /// Why it cannot be shown, in words.
    fn page(&mut self, path: &str, room: usize) -> Result<String, String>;
    /// Carries a deed out and says what was done.
    ///
    /// # Errors
    /// Why it was refused.
    fn carry(&mut self, deed: &Deed) -> Result<String, Refusal>;
    /// Whether the files changed since this was asked last.
    fn changed(&mut self) -> bool;
}

/// How the board was left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Left {
    /// By its own key.
    Quit,
    /// By Ctrl-C.
    Interrupted,
}

/// Shows the board until it is left.
///
/// # Errors
/// What the system says of the terminal.
pub fn run(
    model: &mut BoardModel,
    world: &mut dyn BoardWorld,
    style: &Style,
    screen: &mut Screen,
) -> std::io::Result<Left> {
    loop {
        let mut room = 80;
        screen.draw(|frame| {
            room = usize::from(frame.area().width);
            draw(model, style, frame);
        })?;
        if let Some(event) = screen.event(PATIENCE)? {
            match key(&event).map_or(Act::Nothing, |key| model.press(key)) {
                Act::Nothing => {}
                Act::Leave => return Ok(Left::Quit),
                Act::Interrupt => return Ok(Left::Interrupted),
                Act::Reload => reload(model, world, true),
                Act::Pipeline => model.switch(world.next_pipeline()),
                Act::Page(path) => model.show(world.page(&path, room.saturating_sub(4).clamp(20, 110))),
                Act::Do(deed) => {
                    let done = world.carry(&deed);
                    reload(model, world, false);
                    model.done(deed, done);
                }
            }
        }
        if world.changed() {
            reload(model, world, false);
        }
    }
}

fn reload(model: &mut BoardModel, world: &mut dyn BoardWorld, anew: bool) {
    match world.board(anew) {
        Ok(board) => model.renew(board),
        Err(why) => model.say(&why),
    }
}

/// What a key press means; nothing where it is no press.
fn key(event: &Event) -> Option<Key> {
    let Event::Key(KeyEvent { code, modifiers, kind, .. }) = event else { return None };
    if *kind == KeyEventKind::Release {
        return None;
    }
    let control = modifiers.contains(KeyModifiers::CONTROL);
    Some(match code {
        KeyCode::Char('c') if control => Key::Interrupt,
        KeyCode::Char('u') if control => Key::Clear,
        KeyCode::Char(_) if control => return None,
        KeyCode::Char(c) => Key::Char(*c),
        KeyCode::Up => Key::Up,
        KeyCode::Down => Key::Down,
        KeyCode::Left => Key::Left,
        KeyCode::Right => Key::Right,
        KeyCode::Home => Key::Home,
        KeyCode::End => Key::End,
        KeyCode::PageUp => Key::PageUp,
        KeyCode::PageDown => Key::PageDown,
        KeyCode::Enter => Key::Enter,
        KeyCode::Esc => Key::Escape,
        KeyCode::Backspace => Key::Backspace,
        _ => return None,
    })
}
