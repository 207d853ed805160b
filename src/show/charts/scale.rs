//! The scale that all charts share, and how wide text is.

use rust_decimal::prelude::ToPrimitive;

use crate::pipeline::Decimal;

/// From 0 to the largest, as 0 to 100 %.
#[derive(Clone, Copy)]
pub struct Scale(f64);

impl Scale {
    /// A scale that just holds the largest.
    pub fn to(largest: f64) -> Self {
        Self(largest)
    }

    /// A scale that just holds the largest amount.
    pub fn to_amount(largest: Option<Decimal>) -> Self {
        Self(largest.map_or(0.0, size))
    }

    /// Where a value is, in percent; 0 on an empty scale.
    pub fn at(self, value: f64) -> f64 {
        if self.0 > 0.0 { (value / self.0 * 100.0).clamp(0.0, 100.0) } else { 0.0 }
    }

    /// Where an amount is, in percent.
    pub fn amount(self, value: Decimal) -> f64 {
        self.at(size(value))
    }
}

/// How long an amount is drawn; never what is written.
fn size(amount: Decimal) -> f64 {
    amount.to_f64().unwrap_or(0.0)
}

/// About how many px a text takes at 12 px: generous, so that nothing overlaps.
pub fn width(text: &str) -> f64 {
    text.chars().map(advance).sum()
}

fn advance(c: char) -> f64 {
    match c {
        'i' | 'j' | 'l' | '.' | ',' | '\'' | '|' | '!' | ':' | ';' | 'I' => 4.6,
        'f' | 't' | 'r' | ' ' | '\u{a0}' | '(' | ')' | '-' => 5.6,
        'm' | 'w' | 'M' | 'W' | '%' | '@' | '…' => 12.6,
        '<' | '>' | '=' | '+' | '~' | '^' | '#' | '&' => 10.6,
        '–' | '—' | '‹' | '›' | '’' | '“' | '”' => 8.0,
        '\u{2060}' => 0.0,
        c if c.is_ascii_uppercase() => 9.4,
        c if c.is_ascii() => 8.2,
        // Wide scripts take a full square.
        c if u32::from(c) >= 0x1100 => 13.0,
        _ => 8.6,
    }
}

/// The text, cut with … where it is wider than so many px.
pub fn fit(text: &str, px: f64) -> String {
    if width(text) <= px {
        return text.to_owned();
    }
    let mut left = px - advance('…');
    let kept = text.chars().take_while(|c| {
        left -= advance(*c);
        left >= 0.0
    });
    let kept: String = kept.collect();
    format!("{}…", kept.trim_end())
}

/// Room for labels at the left, in px; each has its class in the style.
const GUTTERS: [u32; 5] = [56, 80, 96, 112, 144];

/// The narrowest room that holds every label, and its class.
pub fn gutter<'a>(labels: impl Iterator<Item = &'a str>) -> (f64, &'static str) {
    let widest = labels.map(width).fold(0.0, f64::max) + 14.0;
    match GUTTERS.into_iter().find(|px| f64::from(*px) >= widest).unwrap_or(144) {
        56 => (56.0, "l56"),
        80 => (80.0, "l80"),
        96 => (96.0, "l96"),
        112 => (112.0, "l112"),
        _ => (144.0, "l144"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_labels_are_cut() {
        assert_eq!(fit("Proposal", 100.0), "Proposal");
        let cut = fit("Menunggu tanda tangan direksi pusat", 112.0);
        assert!(cut.ends_with('…') && width(&cut) <= 112.0, "{cut}");
        assert_eq!(gutter(["Budi"].into_iter()).1, "l56");
        assert_eq!(gutter(["Menunggu tanda tangan direksi"].into_iter()).1, "l144");
    }

    #[test]
    fn an_empty_scale_draws_nothing() {
        assert_eq!(Scale::to(0.0).at(5.0), 0.0);
        assert_eq!(Scale::to(50.0).at(25.0), 50.0);
        assert_eq!(Scale::to_amount(Some(Decimal::from(4))).amount(Decimal::from(1)), 25.0);
    }
}
