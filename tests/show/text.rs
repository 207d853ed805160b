//! The report as a terminal of 80 columns shows it.

use corong::show::plain;

use super::fixture;

#[test]
fn every_line_fits() {
    for language in ["en", "id"] {
        for mut of in [fixture::nusantara(), fixture::empty(), fixture::one(), fixture::large()] {
            of.language = language;
            let text = plain::text(&of, 80);
            let wide = text.lines().filter(|line| line.replace('\u{2060}', "").chars().count() > 80);
            assert_eq!(wide.collect::<Vec<_>>(), Vec::<&str>::new());
        }
    }
}

#[test]
fn hostile_text_steers_no_terminal() {
    let text = plain::text(&fixture::hostile(), 80);
    assert!(!text.contains(|c: char| c.is_control() && c != '\n') && !text.contains('\u{202e}'));
}
