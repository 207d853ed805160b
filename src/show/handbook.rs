//! The handbook: a page a topic, as Markdown in `templates/handbook/`, in
//! English and where it is there in Indonesian too.

use super::paint::{Paint, Tone};
use crate::message;
use crate::text::{Language, Message};

/// A topic of the handbook.
#[derive(Debug)]
pub struct Topic {
    /// What `corong help` is asked for.
    pub name: &'static str,
    english: &'static str,
    indonesian: Option<&'static str>,
}

macro_rules! topics {
    (@page $name:literal $language:literal) => {
        include_str!(concat!("../../templates/handbook/", $name, ".", $language, ".md"))
    };
    (both: $($both:literal)+; english: $($english:literal)+) => {
        &[
            $(Topic {
                name: $both,
                english: topics!(@page $both "en"),
                indonesian: Some(topics!(@page $both "id")),
            },)+
            $(Topic { name: $english, english: topics!(@page $english "en"), indonesian: None },)+
        ]
    };
}

/// Every topic, in the order somebody would read them.
pub const TOPICS: &[Topic] = topics![
    both: "start" "day" "leads" "closing" "looking" "reading" "review" "setup";
    english: "pages" "past" "merging" "ci" "editor" "shell" "figures" "safety"
];

impl Topic {
    /// Its page in a language, as Markdown; in English, and saying so, where it has
    /// none in that language.
    pub fn page(&self, language: Language) -> String {
        match (language, self.indonesian) {
            (Language::En, _) => self.english.to_owned(),
            (Language::Id, Some(page)) => page.to_owned(),
            (Language::Id, None) => format!("{}\n\n{}", english_only().in_language(language), self.english),
        }
    }

    /// Its title in a language.
    pub fn title(&self, language: Language) -> &'static str {
        let page = match language {
            Language::En => self.english,
            Language::Id => self.indonesian.unwrap_or(self.english),
        };
        page.lines().find_map(|line| line.strip_prefix("# ")).unwrap_or_default()
    }
}

fn english_only() -> Message {
    message!("This page is there in English only.")
}

/// The topic of a name.
pub fn topic(name: &str) -> Option<&'static Topic> {
    TOPICS.iter().find(|topic| topic.name == name)
}

/// A page as a terminal shows it: headings without their marks, blocks indented.
pub fn on_terminal(page: &str, paint: Paint) -> String {
    let mut out = String::new();
    let mut block = false;
    for line in page.lines() {
        if line.starts_with("```") {
            block = !block;
            continue;
        }
        let heading = line.strip_prefix("# ").or_else(|| line.strip_prefix("## "));
        match heading.filter(|_| !block) {
            Some(heading) => out.push_str(&paint.tone(heading, Tone::Strong)),
            None if block && !line.is_empty() => out.extend(["    ", line]),
            None => out.push_str(line),
        }
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_for_those_who_read_markdown() {
        let page = "# Title\n\nWords.\n\n```console\n$ corong\n# no heading\n```\n## More\n";
        let shown = "Title\n\nWords.\n\n    $ corong\n    # no heading\nMore\n";
        assert_eq!(on_terminal(page, Paint::default()), shown);
    }

    #[test]
    fn what_is_not_in_a_language_says_so() {
        let page = topic("ci").map(|topic| topic.page(Language::Id)).unwrap_or_default();
        assert!(page.starts_with("Halaman ini baru ada dalam bahasa Inggris."), "{page}");
        assert!(TOPICS.iter().all(|topic| !topic.title(Language::Id).is_empty()));
    }
}
