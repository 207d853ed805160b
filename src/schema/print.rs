//! JSON to read and to compare line by line: what fits a line is on one, lists
//! of plain values are filled.

use serde_json::Value;

const WIDTH: usize = 110;

/// A value as text, with a line break at its end.
pub fn print(value: &Value) -> String {
    let mut text = String::new();
    put(value, 0, 0, &mut text);
    text.push('\n');
    text
}

/// `column` is where the value begins, `depth` how far its lines are indented.
fn put(value: &Value, column: usize, depth: usize, text: &mut String) {
    let line = line(value);
    // A comma may follow.
    if column + line.chars().count() < WIDTH {
        text.push_str(&line);
        return;
    }
    match value {
        Value::Object(entries) => {
            text.push('{');
            for (at, (key, value)) in entries.iter().enumerate() {
                let key = format!("{}: ", Value::String(key.clone()));
                next(at > 0, depth + 1, text);
                text.push_str(&key);
                put(value, (depth + 1) * 2 + key.chars().count(), depth + 1, text);
            }
            next(false, depth, text);
            text.push('}');
        }
        Value::Array(items) if items.iter().any(|item| item.is_object() || item.is_array()) => {
            text.push('[');
            for (at, item) in items.iter().enumerate() {
                next(at > 0, depth + 1, text);
                put(item, (depth + 1) * 2, depth + 1, text);
            }
            next(false, depth, text);
            text.push(']');
        }
        Value::Array(items) => fill(items, depth, text),
        _ => text.push_str(&line),
    }
}

fn fill(items: &[Value], depth: usize, text: &mut String) {
    text.push('[');
    let mut column = WIDTH;
    for (at, item) in items.iter().enumerate() {
        let item = item.to_string();
        let wide = item.chars().count() + 2;
        if column + wide > WIDTH {
            next(at > 0, depth + 1, text);
            column = (depth + 1) * 2;
        } else {
            text.push_str(", ");
        }
        text.push_str(&item);
        column += wide;
    }
    next(false, depth, text);
    text.push(']');
}

fn next(comma: bool, depth: usize, text: &mut String) {
    text.push_str(if comma { ",\n" } else { "\n" });
    text.extend(std::iter::repeat_n("  ", depth));
}

/// All on one line.
fn line(value: &Value) -> String {
    match value {
        Value::Object(entries) if entries.is_empty() => "{}".to_owned(),
        Value::Object(entries) => {
            let entry =
                |(key, value): (&String, &Value)| format!("{}: {}", Value::String(key.clone()), line(value));
            format!("{{{}}}", entries.iter().map(entry).collect::<Vec<_>>().join(", "))
        }
        Value::Array(items) => format!("[{}]", items.iter().map(line).collect::<Vec<_>>().join(", ")),
        plain => plain.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_fits_is_on_one_line() {
        let words: Vec<String> = (0..30).map(|n| format!("word {n}")).collect();
        let value = json!({"a": {"b": [1, {}], "c": null}, "words": words, "é": [{"x": "y".repeat(100)}]});
        let text = print(&value);
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), value);
        assert!(
            text.starts_with("{\n  \"a\": {\"b\": [1, {}], \"c\": null},\n  \"words\": [\n    \"word 0\", ")
        );
        let longest = text.lines().filter(|line| !line.contains("yy")).map(|line| line.chars().count()).max();
        assert!(longest <= Some(WIDTH), "{text}");
    }
}
