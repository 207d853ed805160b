//! The words of messages in other languages: a folder a language, a file a room.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::Language;

/// The files of each language: English words, and the same in the language.
pub const CATALOGUES: &[(Language, &[(&str, &str)])] = &[(Language::Id, INDONESIAN)];

macro_rules! files {
    ($language:literal: $($room:literal)+) => {
        &[$(($room, include_str!(concat!($language, "/", $room, ".json")))),+]
    };
}

const INDONESIAN: &[(&str, &str)] = files![
    "id": "change" "check" "cli" "exchange" "expr" "help" "host" "init" "live" "pipeline" "read" "report" "schema" "session" "show" "source" "workspace" "yaml"
];

static IN_INDONESIAN: LazyLock<HashMap<String, String>> = LazyLock::new(|| read(INDONESIAN));

/// All entries of some files. What cannot be read is said in English; a test
/// reads them all.
fn read(files: &[(&str, &str)]) -> HashMap<String, String> {
    let each = |(_, text): &(&str, &str)| serde_json::from_str(text).unwrap_or_default();
    files.iter().flat_map(|file| -> HashMap<String, String> { each(file) }).collect()
}

/// English words in a language; `None` where it has none for them.
pub fn translated(language: Language, template: &str) -> Option<&'static str> {
    match language {
        Language::En => None,
        Language::Id => IN_INDONESIAN.get(template).map(String::as_str),
    }
}
