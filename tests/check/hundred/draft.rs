//! Drafts of leads: fields that are written in one of several styles, with
//! marks where a finding is due.

use std::fmt::Write;

/// Stands before the characters a finding is due at; no lead holds it otherwise.
pub const MARK: char = '‸';

/// Where a lead stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    Prospect,
    Qualified,
    Won,
    Lost,
}

impl Stage {
    pub fn id(self) -> &'static str {
        ["prospect", "qualified", "won", "lost"][self as usize]
    }

    pub fn folder(self) -> &'static str {
        ["1-prospect", "2-qualified", "6-won", "lost"][self as usize]
    }
}

/// Keys and what stands behind them.
pub type Pairs = Vec<(String, String)>;

/// What stands behind a key of a lead.
#[derive(Clone)]
pub enum Value {
    /// As it is written.
    Text(String),
    Map(Pairs),
    List(Vec<Pairs>),
}

/// How mappings and lists are written.
#[derive(Clone, Copy)]
pub enum Style {
    /// A line for each key; items at their list's column.
    Block,
    /// The same, items indented.
    Indented,
    /// An item a line, in braces.
    Items,
    /// All in brackets on one line.
    Flow,
    /// All in brackets, an item a line.
    Tall,
}

impl Style {
    pub const ALL: [Self; 5] = [Self::Block, Self::Indented, Self::Items, Self::Flow, Self::Tall];
}

/// A lead to be written.
#[derive(Clone)]
pub struct Draft {
    pub stage: Stage,
    /// Its folder below the pipeline's.
    pub folder: String,
    /// Its file's name.
    pub name: String,
    /// Comments before the first key.
    pub head: String,
    /// Key, value, and a comment behind it. Without a key the value stands alone.
    pub fields: Vec<(String, Value, &'static str)>,
    pub style: Style,
    pub crlf: bool,
    /// Whether a symbolic link lies there instead.
    pub link: bool,
    /// The rule due at every mark.
    pub rule: Option<&'static str>,
}

impl Draft {
    pub fn id(&self) -> &str {
        self.name.trim_end_matches(".yaml")
    }

    pub fn path(&self) -> String {
        format!("pipeline/{}/{}", self.folder, self.name)
    }

    /// Writes a value as it is, in the place of the old one.
    pub fn set(&mut self, key: &str, text: &str) {
        self.put(key, Value::Text(text.to_owned()));
    }

    pub fn put(&mut self, key: &str, value: Value) {
        match self.fields.iter_mut().find(|field| field.0 == key) {
            Some(field) => field.1 = value,
            None => self.fields.insert(1, (key.to_owned(), value, "")),
        }
    }

    pub fn remove(&mut self, key: &str) {
        self.fields.retain(|field| field.0 != key);
    }

    /// Lines of no key, between the fields.
    pub fn raw(&mut self, text: &str) {
        let at = self.fields.len() / 2;
        self.fields.insert(at.max(1), (String::new(), Value::Text(text.to_owned()), ""));
    }

    /// The keys of a mapping, or of a list's last item.
    pub fn pairs(&mut self, key: &str) -> &mut Pairs {
        match self.fields.iter_mut().find(|field| field.0 == key).map(|field| &mut field.1) {
            Some(Value::Map(pairs)) => pairs,
            Some(Value::List(items)) => items.last_mut().expect("an item"),
            _ => panic!("{key} has no keys"),
        }
    }

    /// Writes a value inside a mapping, or inside a list's last item.
    pub fn inside(&mut self, key: &str, inner: &str, text: &str) {
        let pairs = self.pairs(key);
        match pairs.iter_mut().find(|(key, _)| key == inner) {
            Some((_, value)) => text.clone_into(value),
            None => pairs.push((inner.to_owned(), text.to_owned())),
        }
    }

    /// Marks the stage the history ends in: the place of what is absent.
    pub fn mark_stage(&mut self) {
        let (_, stage) =
            self.pairs("history").iter_mut().find(|(key, _)| key == "stage").expect("an entry has a stage");
        stage.insert(0, MARK);
    }

    /// The file with its marks.
    pub fn marked(&self) -> String {
        let mut out = self.head.clone();
        for (key, value, comment) in &self.fields {
            match value {
                Value::Text(text) if key.is_empty() => out.push_str(text),
                Value::Text(text) if comment.is_empty() || text.contains(['#', '\n']) => {
                    let _ = writeln!(out, "{key}: {}", text.trim_end());
                }
                Value::Text(text) => {
                    let _ = writeln!(out, "{key}: {text}  # {comment}");
                }
                Value::Map(pairs) => map(&mut out, key, pairs, self.style),
                Value::List(items) => list(&mut out, key, items, self.style),
            }
        }
        if self.crlf { out.replace('\n', "\r\n") } else { out }
    }

    /// The file.
    pub fn text(&self) -> String {
        self.marked().replace(MARK, "")
    }

    /// Line and column of every mark; columns count characters.
    pub fn marks(&self) -> Vec<(usize, usize)> {
        let mut marks = Vec::new();
        for (at, line) in self.marked().split('\n').enumerate() {
            let mut column = 1;
            for c in line.chars() {
                if c == MARK {
                    marks.push((at + 1, column));
                } else {
                    column += 1;
                }
            }
        }
        marks
    }
}

/// A mapping in braces. An empty key's value stands before the brace.
fn braces(pairs: &Pairs) -> String {
    let before: String =
        pairs.iter().filter(|(key, _)| key.is_empty()).map(|(_, mark)| mark.as_str()).collect();
    let inside: Vec<String> = pairs
        .iter()
        .filter(|(key, _)| !key.is_empty())
        .map(|(key, value)| format!("{key}: {value}"))
        .collect();
    format!("{before}{{{}}}", inside.join(", "))
}

fn map(out: &mut String, key: &str, pairs: &Pairs, style: Style) {
    let _ = match style {
        Style::Block | Style::Indented => {
            let lines: String = pairs.iter().map(|(key, value)| format!("  {key}: {value}\n")).collect();
            write!(out, "{key}:\n{lines}")
        }
        Style::Items | Style::Flow | Style::Tall => writeln!(out, "{key}: {}", braces(pairs)),
    };
}

fn list(out: &mut String, key: &str, items: &[Pairs], style: Style) {
    let indent = if matches!(style, Style::Block) { "" } else { "  " };
    let _ = match style {
        Style::Block | Style::Indented => {
            let _ = writeln!(out, "{key}:");
            for item in items {
                let _ = write!(out, "{indent}- ");
                let mut first = true;
                for (key, value) in item {
                    let _ = match (key.is_empty(), first) {
                        (true, _) => write!(out, "{value}"),
                        (_, true) => writeln!(out, "{key}: {value}"),
                        (_, false) => writeln!(out, "{indent}  {key}: {value}"),
                    };
                    first &= key.is_empty();
                }
            }
            Ok(())
        }
        Style::Items => {
            let lines: String = items.iter().map(|item| format!("  - {}\n", braces(item))).collect();
            write!(out, "{key}:\n{lines}")
        }
        Style::Flow => writeln!(out, "{key}: [{}]", items.iter().map(braces).collect::<Vec<_>>().join(", ")),
        Style::Tall => {
            let lines: String = items.iter().map(|item| format!("    {},\n", braces(item))).collect();
            writeln!(out, "{key}: [\n{lines}  ]")
        }
    };
}
