//! Conflict markers, as git writes them.

use similar::{ChangeTag, TextDiff};

/// How the two sides are marked.
#[derive(Clone, Debug)]
pub struct Marks {
    /// How many signs a marker has; 7 unless git says otherwise.
    pub size: usize,
    /// What our side is called.
    pub ours: String,
    /// What their side is called.
    pub theirs: String,
}

impl Default for Marks {
    fn default() -> Self {
        Self { size: 7, ours: "ours".to_owned(), theirs: "theirs".to_owned() }
    }
}

impl Marks {
    /// Both texts in one: the lines they share once, the others between markers.
    pub fn around(&self, ours: &str, theirs: &str) -> String {
        let newline = if ours.contains("\r\n") { "\r\n" } else { "\n" };
        let diff = TextDiff::from_lines(ours, theirs);
        let sign = |sign: &str, label: &str| format!("{}{label}{newline}", sign.repeat(self.size));
        let (mut out, mut own, mut other) = (String::new(), String::new(), String::new());
        let close = |out: &mut String, own: &mut String, other: &mut String| {
            if own.is_empty() && other.is_empty() {
                return;
            }
            out.push_str(&sign("<", &format!(" {}", self.ours)));
            out.push_str(own);
            out.push_str(&sign("=", ""));
            out.push_str(other);
            out.push_str(&sign(">", &format!(" {}", self.theirs)));
            own.clear();
            other.clear();
        };
        for change in diff.iter_all_changes() {
            let line = change.value();
            let ends = if line.ends_with('\n') { "" } else { newline };
            match change.tag() {
                ChangeTag::Delete => own.extend([line, ends]),
                ChangeTag::Insert => other.extend([line, ends]),
                ChangeTag::Equal => {
                    close(&mut out, &mut own, &mut other);
                    out.push_str(line);
                }
            }
        }
        close(&mut out, &mut own, &mut other);
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_differs_is_marked() {
        let marked = Marks::default().around("a\nb\nc\n", "a\nx\nc");
        assert_eq!(marked, "a\n<<<<<<< ours\nb\nc\n=======\nx\nc\n>>>>>>> theirs\n");
        let marks = Marks { size: 9, ours: "HEAD".into(), theirs: "one".into() };
        let marked = marks.around("a\r\nb\r\n", "a\r\n");
        assert_eq!(marked, "a\r\n<<<<<<<<< HEAD\r\nb\r\n=========\r\n>>>>>>>>> one\r\n");
    }
}
