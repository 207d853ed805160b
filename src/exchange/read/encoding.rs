//! The text of a file: UTF-8, UTF-16, Windows-1252 or Windows-1251, with a byte-order
//! mark or without.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1251, WINDOWS_1252};

use super::kind::FileKind;
use super::unreadable::Unreadable;

/// The bytes as text.
///
/// # Errors
/// Where they are none.
pub(super) fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, Unreadable> {
    let padded = bytes.iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1);
    let (encoding, mark) = Encoding::for_bom(bytes).unwrap_or((by_content(bytes), 0));
    let cut = if encoding == UTF_8 || encoding == WINDOWS_1252 { padded } else { bytes.len() & !1 };
    let content = bytes.get(mark..cut).unwrap_or_default();
    if encoding == UTF_8 {
        return cleaned(utf8(content));
    }
    let (text, _) = encoding.decode_without_bom_handling(content);
    cleaned(text)
}

/// Which of them bytes without a mark are in.
fn by_content(bytes: &[u8]) -> &'static Encoding {
    let head = &bytes[..bytes.len().min(4096) & !1];
    let zeros = |at: usize| head.iter().skip(at).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd, pairs) = (zeros(0), zeros(1), head.len() / 2);
    // Of a table, nearly every other byte is 0 in UTF-16.
    if odd * 2 > pairs && even * 10 < odd {
        UTF_16LE
    } else if even * 2 > pairs && odd * 10 < even {
        UTF_16BE
    } else {
        UTF_8
    }
}

/// UTF-8 where most of what is not ASCII is, else Windows-1252. A character that
/// was cut off at the end is left out.
fn utf8(bytes: &[u8]) -> Cow<'_, str> {
    let (mut right, mut wrong, mut cut) = (0_usize, 0_usize, bytes.len());
    for chunk in bytes.utf8_chunks() {
        right += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        wrong += usize::from(!chunk.invalid().is_empty());
    }
    if wrong == 0 {
        return String::from_utf8_lossy(bytes);
    }
    if let Err(error) = std::str::from_utf8(bytes) {
        let at_end = error.error_len().is_none() && right > 0;
        cut = if at_end { error.valid_up_to() } else { cut };
    }
    if right > wrong || cut < bytes.len() {
        return String::from_utf8_lossy(&bytes[..cut]);
    }
    let text = WINDOWS_1252.decode_without_bom_handling(bytes).0;
    if is_cyrillic(&text) { WINDOWS_1251.decode_without_bom_handling(bytes).0 } else { text }
}

/// Whether a text that was read as Windows-1252 is in Windows-1251: in no language of
/// Latin letters most of those next to each other have an accent.
fn is_cyrillic(text: &str) -> bool {
    let accented = |c: char| ('\u{c0}'..='\u{ff}').contains(&c);
    let (mut pairs, mut mixed, mut before) = (0_usize, 0_usize, ' ');
    for c in text.chars() {
        pairs += usize::from(accented(before) && accented(c));
        mixed += usize::from(accented(before) != accented(c) && before.is_alphabetic() && c.is_alphabetic());
        before = c;
    }
    pairs > mixed
}

/// Without the few NULs that a broken export has; more of them are no text.
fn cleaned(text: Cow<'_, str>) -> Result<Cow<'_, str>, Unreadable> {
    let control = |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{80}'..='\u{9f}');
    let odd = text.chars().filter(|c| control(*c) || *c == '\u{fffd}').count();
    if odd * 100 > text.len() {
        return Err(Unreadable::Other(FileKind::Binary));
    }
    Ok(if odd > 0 && text.contains('\0') { Cow::Owned(text.replace('\0', "")) } else { text })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf16(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(order).collect()
    }

    #[test]
    fn one_text_in_every_encoding() {
        let text = "Deal;Betrag\nMüller & Söhne;1\n";
        let marked = |mark: &[u8], rest: Vec<u8>| [mark, &rest].concat();
        let latin = WINDOWS_1252.encode(text).0.into_owned();
        for bytes in [
            text.as_bytes().to_vec(),
            marked(b"\xef\xbb\xbf", text.as_bytes().to_vec()),
            utf16(text, u16::to_le_bytes),
            utf16(text, u16::to_be_bytes),
            marked(b"\xff\xfe", utf16(text, u16::to_le_bytes)),
            marked(b"\xfe\xff", utf16(text, u16::to_be_bytes)),
            latin,
        ] {
            assert_eq!(decode(&bytes).unwrap(), text, "{bytes:?}");
        }
    }

    #[test]
    fn what_is_cut_or_padded() {
        let text = "Deal,Preis\nCafé,€5\n";
        let bytes = text.as_bytes();
        let cut = text.find('€').unwrap() + 2;
        assert_eq!(decode(&bytes[..cut]).unwrap(), "Deal,Preis\nCafé,");
        assert_eq!(decode(&[bytes, &[0; 50]].concat()).unwrap(), text);
        let wide = utf16(text, u16::to_le_bytes);
        assert_eq!(decode(&wide[..wide.len() - 1]).unwrap(), text.trim_end());
        assert_eq!(decode(b"a,b\n1\0,2\nlonger and longer text, so that it is one, as is this line here of it all\nand more of it to come here").unwrap().matches('\0').count(), 0);
        assert_eq!(decode(&[1, 2, 3, 0, 200, 7]), Err(Unreadable::Other(FileKind::Binary)));
    }
}
