//! The map of an import as the text of its file: lines for people, the doubtful ones marked.

use crate::message;
use crate::pipeline::ImportMap;
use crate::text::{Language, Message};
use crate::yaml::{NewValue, document};

/// The text of a map. `review` are the paths of doubtful lines, each with why.
pub fn map_text(map: &ImportMap, review: &[(String, Message)], language: Language) -> String {
    let mut out = Lines { text: String::new(), review, told: Vec::new(), language };
    out.text.push_str("# yaml-language-server: $schema=schemas/import-map.schema.json\n");
    out.comment(message!(
        "How the rows of an export become leads: `corong import FILE` reads a later export by this.\nA value is text with {{{{ row['Column'] }}}} in it, as the export's header writes it. A line whose end says `# review`\nis a guess: correct it, or take the mark away where it is right."
    ));
    out.entry(0, "corong_import", NewValue::Plain("1".to_owned()), "corong_import");
    out.text(0, "from", &map.from, "from");
    for (key, template) in &map.row {
        out.text(0, key, template, key);
    }
    out.lead(map);
    out.changes(map);
    out.stages(map);
    let tables: [Words<'_>; 6] = [
        (
            "statuses",
            &map.statuses,
            message!("The export's words for won, lost and open; `skip` leaves the row out."),
        ),
        ("people", &map.people, message!("The export's people, each with a key of `team` in corong.yaml.")),
        ("sources", &map.sources, message!("The export's sources, each with its id in corong.yaml.")),
        ("reasons", &map.reasons, message!("Why deals were lost or won, each with its id in corong.yaml.")),
        (
            "dates",
            &map.dates,
            message!("How the dates of a column are written: %d is the day, %m the month, %Y the year."),
        ),
        ("numbers", &map.numbers, message!("How the numbers of a column are written.")),
    ];
    for (key, table, what) in tables {
        out.table(key, table, what);
    }
    if !map.dropped.is_empty() {
        out.comment(message!("Columns that are left out."));
        let all = map.dropped.iter().cloned().map(NewValue::Text).collect();
        out.entry(0, "drop", NewValue::List(all), "drop");
    }
    out.text
}

/// A table of words: its key, what it holds, and what it is for.
type Words<'m> = (&'static str, &'m [(String, String)], Message);

struct Lines<'r> {
    text: String,
    review: &'r [(String, Message)],
    told: Vec<&'r str>,
    language: Language,
}

impl<'r> Lines<'r> {
    fn comment(&mut self, what: Message) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        for line in what.in_language(self.language).lines() {
            self.text.push_str(&format!("# {line}\n"));
        }
    }

    /// A key and its value, with the mark of its path.
    fn entry(&mut self, depth: usize, key: &str, value: NewValue, path: &str) {
        let line = document(&[(key.to_owned(), value)]);
        self.line(depth, line.trim_end_matches('\n'), path);
    }

    fn line(&mut self, depth: usize, line: &str, path: &str) {
        self.text.push_str(&format!("{}{line}", "  ".repeat(depth)));
        let review = self.review;
        let found = review.iter().find(|(own, _)| own == path && !self.told.contains(&own.as_str()));
        if let Some((own, why)) = found {
            self.told.push(own);
            let why = why.in_language(self.language).replace('\n', " ");
            self.text.push_str(&format!("   {}: {why}", crate::read::REVIEW));
        }
        self.text.push('\n');
    }

    fn text(&mut self, depth: usize, key: &str, text: &str, path: &str) {
        self.entry(depth, key, NewValue::text(one_line(text)), path);
    }

    fn lead(&mut self, map: &ImportMap) {
        self.comment(message!("The lead."));
        self.line(0, "lead:", "lead");
        let mut open: Vec<&str> = Vec::new();
        for (path, template) in &map.lead {
            let parts: Vec<&str> = path.split('.').collect();
            let Some((key, above)) = parts.split_last() else { continue };
            let same = open.iter().zip(above).take_while(|(a, b)| a == b).count();
            open.truncate(same);
            let mut begins = "";
            for part in &above[same..] {
                if part.bytes().all(|byte| byte.is_ascii_digit()) {
                    begins = "- ";
                } else {
                    self.line(depth(&open), &format!("{part}:"), "");
                }
                open.push(part);
            }
            let line = document(&[((*key).to_owned(), NewValue::text(one_line(template)))]);
            let indent = depth(&open) - usize::from(!begins.is_empty());
            self.line(indent, &format!("{begins}{}", line.trim_end_matches('\n')), &format!("lead.{path}"));
        }
    }

    fn changes(&mut self, map: &ImportMap) {
        if !map.entered.is_empty() {
            self.comment(message!("Columns that say when a stage was entered."));
            self.line(0, "entered:", "entered");
            for own in &map.entered {
                let mut entry = vec![("stage".to_owned(), NewValue::text(&own.stage))];
                entry.extend(own.pipeline.as_ref().map(|word| ("pipeline".to_owned(), NewValue::text(word))));
                entry.push(("at".to_owned(), NewValue::text(one_line(&own.at))));
                self.item(entry, &format!("entered.{}", own.stage));
            }
        }
        if !map.changes.is_empty() {
            self.comment(message!("The second file: changes of deals, one a row."));
            self.line(0, "changes:", "changes");
            for (key, template) in &map.changes {
                self.text(1, key, template, &format!("changes.{key}"));
            }
        }
    }

    fn stages(&mut self, map: &ImportMap) {
        self.comment(message!("What the export's stages are in corong.yaml."));
        if map.stages.is_empty() {
            return;
        }
        self.line(0, "stages:", "stages");
        for own in &map.stages {
            let mut entry = vec![("says".to_owned(), NewValue::text(one_line(&own.says)))];
            let mut put = |key: &str, value: &Option<String>| {
                entry.extend(value.as_ref().map(|value| (key.to_owned(), NewValue::text(one_line(value)))));
            };
            put("in", &own.within);
            put("stage", &Some(own.stage.clone()));
            put("pipeline", &own.pipeline);
            put("reason", &own.reason);
            self.item(entry, &format!("stages.{}", own.says));
        }
    }

    fn item(&mut self, entry: Vec<(String, NewValue)>, path: &str) {
        let line = document(&[("x".to_owned(), NewValue::Map(entry))]);
        let line = line.trim_end_matches('\n').strip_prefix("x: ").unwrap_or_default().to_owned();
        self.line(1, &format!("- {line}"), path);
    }

    fn table(&mut self, key: &str, table: &[(String, String)], what: Message) {
        if table.is_empty() {
            return;
        }
        self.comment(what);
        self.line(0, &format!("{key}:"), key);
        for (word, meaning) in table {
            self.text(1, &one_line(word), meaning, &format!("{key}.{word}"));
        }
    }
}

/// How deep the keys below some others are: an item's are as deep as its dash and two more.
fn depth(open: &[&str]) -> usize {
    open.len() + 1
}

fn one_line(text: &str) -> String {
    text.replace(['\n', '\r'], " ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pipeline::StageWord;
    use crate::read::read_import_map;
    use crate::source::RelPath;
    use crate::workspace::MAP_FILE;

    #[test]
    fn a_map_is_read_as_it_was_written() {
        let pairs = |all: &[(&str, &str)]| {
            all.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect::<Vec<_>>()
        };
        let map = ImportMap {
            from: "hubspot".to_owned(),
            row: pairs(&[("id", "{{ row['Record ID'] }}"), ("stage", "{{ row['Deal Stage'] }}")]),
            lead: pairs(&[
                ("title", "{{ row['Deal Name'] }}"),
                ("company.name", "{{ row[\"It's\"] }}"),
                ("contacts.0.name", "{{ row['A'] }}"),
                ("contacts.0.email", "{{ row['B'] }}"),
                ("custom.x", "{{ row['X: y'] }}"),
            ]),
            stages: vec![StageWord {
                says: "Closed, Won".to_owned(),
                within: None,
                stage: "won".to_owned(),
                pipeline: None,
                reason: None,
            }],
            people: pairs(&[("Siti: Rahma", "siti"), ("no", "no")]),
            dates: pairs(&[("Close Date", "%d/%m/%Y")]),
            ..ImportMap::default()
        };
        let review = [
            ("lead.company.name".to_owned(), message!("nothing says for sure")),
            ("people.no".to_owned(), Message::verbatim("x")),
        ];
        let text = map_text(&map, &review, Language::En);
        let read = read_import_map(&RelPath::new(MAP_FILE), &text, None)
            .unwrap_or_else(|why| panic!("{text}\n{why:?}"));
        let lines: Vec<&str> = read.review.iter().map(|line| text.lines().nth(line - 1).unwrap()).collect();
        assert!(lines.len() == 2 && lines[0].contains("name:"), "{lines:?}");
        assert_eq!(ImportMap { review: Vec::new(), ..read }, map, "{text}");
    }
}
