//! Ids made from what people call a lead.

use crate::message;
use crate::pipeline::shape::is_id;
use crate::text::Message;

/// How long an id made from a name may be; a longer name is cut after a word.
const LONGEST: usize = 60;

/// Letters and what they are in ASCII, by what they become.
const LETTERS: &[(&str, &str)] = &[
    ("a", "àáâãäåāăąǎǟǡǻȁȃȧạảấầẩẫậắằẳẵặª"),
    ("ae", "æǣǽ"),
    ("b", "ƀɓ"),
    ("c", "çćĉċčƈ"),
    ("d", "ďđðɖɗḍ"),
    ("e", "èéêëēĕėęěȅȇȩẹẻẽếềểễệəɛ"),
    ("f", "ƒ"),
    ("g", "ĝğġģǥǧǵɠ"),
    ("h", "ĥħȟḥḫ"),
    ("i", "ìíîïĩīĭįıǐȉȋịỉɪ"),
    ("ij", "ĳ"),
    ("j", "ĵǰ"),
    ("k", "ķĸǩƙ"),
    ("l", "ĺļľŀłḷ"),
    ("n", "ñńņňŉŋǹɲṇ"),
    ("o", "òóôõöøōŏőơǒǫǭǿȍȏȫȭȯọỏốồổỗộớờởỡợɔº"),
    ("oe", "œ"),
    ("r", "ŕŗřȑȓṛ"),
    ("s", "śŝşšșṣſ"),
    ("ss", "ßẞ"),
    ("t", "ţťŧțṭ"),
    ("th", "þ"),
    ("u", "ùúûüũūŭůűųưǔǖǘǚǜȕȗụủứừửữự"),
    ("w", "ŵẁẃẅ"),
    ("y", "ýÿŷȳỳỵỷỹ"),
    ("z", "źżžƶẓ"),
];

/// The id that a name makes: its letters and digits in lower-case ASCII, accents
/// left out, joined by `-`. `P.T.` is `pt`, `O'Brien` is `obrien`. `None` where
/// nothing of it is left, as of a name in another script.
pub fn slug(name: &str) -> Option<String> {
    let words = name.split(|c: char| c.is_whitespace() || "-_/,;:&+|".contains(c)).flat_map(parts);
    let mut id = String::new();
    for word in words.filter(|word| !word.is_empty()) {
        let gap = usize::from(!id.is_empty());
        if id.len() + gap + word.len() > LONGEST {
            if id.is_empty() {
                id.push_str(&word[..LONGEST]);
            }
            break;
        }
        id.extend((gap > 0).then_some('-'));
        id.push_str(&word);
    }
    (!id.is_empty()).then_some(id)
}

/// The parts of a word that are letters and digits: one, unless signs stand
/// between them. Apostrophes, and the dots of an abbreviation, are no signs.
fn parts(word: &str) -> Vec<String> {
    let pieces: Vec<&str> = word.split('.').collect();
    let letters = |piece: &&str| piece.chars().count() <= 1;
    let joined = if pieces.iter().all(letters) { pieces.concat() } else { word.to_owned() };
    let mut ascii = String::with_capacity(joined.len());
    for c in joined.chars().flat_map(char::to_lowercase) {
        match c {
            'a'..='z' | '0'..='9' => ascii.push(c),
            '\'' | '’' | '‘' | 'ʼ' | '`' | '\u{300}'..='\u{36f}' => {}
            c => ascii.push_str(in_ascii(c).unwrap_or("-")),
        }
    }
    ascii.split('-').map(str::to_owned).collect()
}

fn in_ascii(letter: char) -> Option<&'static str> {
    LETTERS.iter().find(|(_, letters)| letters.contains(letter)).map(|(ascii, _)| *ascii)
}

/// The first of `base`, `base-2`, `base-3`… that is an id and not taken. A
/// number at the end of `base`, such as that of `pt-x-2`, is counted on.
pub fn free_id(base: &str, taken: &dyn Fn(&str) -> bool) -> String {
    let is_free = |id: &str| is_id(id) && !taken(id);
    if is_free(base) {
        return base.to_owned();
    }
    let numbered = base.rsplit_once('-').filter(|(stem, number)| !stem.is_empty() && number.len() <= 2);
    let counted = numbered.and_then(|(stem, number)| Some((stem, number.parse::<usize>().ok()?)));
    let (stem, from) = counted.filter(|(_, from)| *from > 1).unwrap_or((base, 1));
    // Of one more number than there are ids taken, one is free.
    (from + 1..).map(|n| format!("{stem}-{n}")).find(|id| is_free(id)).unwrap_or_default()
}

/// Why a word cannot be the id of a new lead; `taken` tells where it is already.
///
/// # Errors
/// The reason and what to do.
pub fn judge_id(id: &str, taken: &dyn Fn(&str) -> Option<String>) -> Result<(), (Message, Message)> {
    let free = |base: &str| free_id(base, &|id| taken(id).is_some());
    if !is_id(id) {
        let near =
            slug(id).map(|near| message!("; `{free}` would do", free = free(&near))).unwrap_or_default();
        return Err((
            message!("`{id}` cannot be the id of a lead", id),
            message!(
                "an id is 1 to 80 lower-case letters and digits, with single `-` between them{near}",
                near
            ),
        ));
    }
    match taken(id) {
        Some(path) => Err((
            message!("the id `{id}` is taken by {path}", id, path),
            message!("`{free}` is free", free = free(id)),
        )),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_ids() {
        for (name, id) in [
            ("PT Karya Utama", "pt-karya-utama"),
            ("P.T. Karya-Utama, Tbk.", "pt-karya-utama-tbk"),
            ("Müller & Söhne GmbH", "muller-sohne-gmbh"),
            ("Bäckerei Weiß", "backerei-weiss"),
            ("O'Brien’s", "obriens"),
            ("Łódź Ærø 2026", "lodz-aero-2026"),
            ("Đặng Việt", "dang-viet"),
            ("cafe\u{301}", "cafe"),
            ("karya.example", "karya-example"),
            ("  --  ERP (fase 2)  ", "erp-fase-2"),
        ] {
            assert_eq!(slug(name).as_deref(), Some(id), "{name}");
        }
        assert_eq!(slug("株式会社"), None);
        assert_eq!(slug("  "), None);
        let long = slug(&"kata ".repeat(30)).unwrap();
        assert!(is_id(&long) && long.len() <= LONGEST && long.ends_with("-kata"), "{long}");
        assert_eq!(slug(&"x".repeat(200)).map(|id| id.len()), Some(LONGEST));
    }

    #[test]
    fn taken_ids_are_counted_on() {
        let taken = |id: &str| matches!(id, "pt-x" | "pt-x-2" | "pt-2026");
        assert_eq!(free_id("pt-y", &taken), "pt-y");
        assert_eq!(free_id("pt-x", &taken), "pt-x-3");
        assert_eq!(free_id("pt-x-2", &taken), "pt-x-3");
        assert_eq!(free_id("pt-2026", &taken), "pt-2026-2");
        assert_eq!(free_id("con", &taken), "con-2");
    }

    #[test]
    fn bad_and_taken_ids_are_refused_with_help() {
        let taken = |id: &str| (id == "pt-x").then(|| "p/pt-x.yaml".to_owned());
        assert_eq!(judge_id("pt-y", &taken), Ok(()));
        assert!(judge_id("PT X", &taken).unwrap_err().1.to_string().ends_with("`pt-x-2` would do"));
        assert_eq!(judge_id("pt-x", &taken).unwrap_err().1, "`pt-x-2` is free");
        assert!(judge_id("con", &taken).is_err());
    }
}
