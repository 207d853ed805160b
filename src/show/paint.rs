//! Colour on a terminal: beside words, never in their place.

/// How a piece of text is to look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// As it is.
    #[default]
    Plain,
    /// A heading.
    Strong,
    /// Of less weight.
    Faint,
    /// To be seen to.
    Alarm,
    /// Good.
    Good,
}

/// Paints, or does not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Paint {
    /// Whether there is colour.
    pub color: bool,
}

impl Paint {
    /// The text in a tone.
    pub fn tone(self, text: &str, tone: Tone) -> String {
        let code = match tone {
            Tone::Strong => "1",
            Tone::Faint => "2",
            Tone::Alarm => "31",
            Tone::Good => "32",
            Tone::Plain => return text.to_owned(),
        };
        if self.color && !text.is_empty() { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_owned() }
    }
}
