//! The whole terminal, taken and given back.

use std::io::{Result, Stdout};
use std::time::Duration;

use ratatui::backend::CrosstermBackend;
use ratatui::crossterm::event::{self, Event};
use ratatui::{Frame, Terminal};

/// The terminal, full-screen until dropped. A panic gives it back too, before
/// it says anything.
pub struct Screen(Terminal<CrosstermBackend<Stdout>>);

impl Screen {
    /// Takes the terminal.
    ///
    /// # Errors
    /// What the system says.
    pub fn take() -> Result<Self> {
        ratatui::try_init().map(Self)
    }

    /// Draws what changed.
    ///
    /// # Errors
    /// What the system says.
    pub fn draw(&mut self, draw: impl FnOnce(&mut Frame<'_>)) -> Result<()> {
        self.0.draw(draw).map(drop)
    }

    /// What somebody did at the terminal, waited for so long.
    ///
    /// # Errors
    /// What the system says.
    pub fn event(&self, patience: Duration) -> Result<Option<Event>> {
        if event::poll(patience)? { event::read().map(Some) } else { Ok(None) }
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        ratatui::restore();
    }
}
