//! What cells say: as text, as yes or no, or that there is nothing.

use super::missing::is_missing;
use super::table::TableCell;

/// A cell's text as people see it; empty where it holds nothing.
pub fn shown(cell: &TableCell) -> String {
    match cell {
        TableCell::Empty => String::new(),
        TableCell::Text(_) if is_missing(cell) => String::new(),
        TableCell::Text(text) => text.trim().to_owned(),
        TableCell::Number(number) => number.normalize().to_string(),
        TableCell::Moment(moment) if moment.time() == chrono::NaiveTime::MIN => moment.date().to_string(),
        TableCell::Moment(moment) => moment.format("%Y-%m-%dT%H:%M:%S").to_string(),
        TableCell::Truth(truth) => truth.to_string(),
    }
}

/// What a cell says as yes or no.
pub fn truth(cell: &TableCell) -> Option<bool> {
    match cell {
        TableCell::Truth(truth) => Some(*truth),
        TableCell::Number(number) if number.is_zero() => Some(false),
        TableCell::Number(number) => (*number == 1.into()).then_some(true),
        TableCell::Text(text) => match text.trim().to_lowercase().as_str() {
            "true" | "yes" | "y" | "1" | "x" | "✓" | "ya" | "benar" | "ja" | "sí" | "si" | "oui" | "sim"
            | "да" => Some(true),
            "false" | "no" | "n" | "0" | "tidak" | "salah" | "nein" | "non" | "não" | "нет" => {
                Some(false)
            }
            _ => None,
        },
        _ => None,
    }
}

/// Whether a text could be an e-mail address.
pub fn is_email(text: &str) -> bool {
    text.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty() && host.contains('.') && !text.contains(char::is_whitespace)
    })
}
