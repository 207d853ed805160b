//! The schemas in this repository are those the program writes.
//! `CORONG_REFRESH=1 cargo test` writes them anew.

use std::fs;
use std::path::Path;

use corong::schema::{SchemaKind, text};
use corong::text::Language;

use crate::support::command;

fn hold(path: &str, fresh: &str) {
    if std::env::var_os("CORONG_REFRESH").is_some() {
        fs::create_dir_all(Path::new(path).parent().unwrap()).unwrap();
        fs::write(path, fresh).unwrap();
        return;
    }
    let kept = fs::read_to_string(path).unwrap_or_default();
    assert!(kept == fresh, "{path} is out of date; CORONG_REFRESH=1 cargo test mends it");
}

#[test]
fn the_generic_ones() {
    for kind in SchemaKind::ALL {
        hold(kind.path().as_str(), &text(kind, None, Language::En));
    }
}

#[test]
fn those_of_the_examples() {
    for example in ["examples/nusantara", "examples/brightline"] {
        for (word, kind) in
            ["lead", "config", "report", "forecast", "check", "diff"].iter().zip(SchemaKind::ALL)
        {
            let ran = command().args(["-C", example, "schema", word]).output().unwrap();
            assert!(ran.status.success());
            hold(&format!("{example}/{}", kind.path()), &String::from_utf8(ran.stdout).unwrap());
        }
    }
}

#[test]
fn they_are_schemas() {
    for kind in SchemaKind::ALL {
        let schema = serde_json::from_str(&text(kind, None, Language::En)).unwrap();
        jsonschema::meta::validate(&schema).unwrap_or_else(|e| panic!("{kind:?}: {e}"));
    }
}
