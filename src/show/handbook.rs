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
    /// By language, as Markdown; English first.
    pages: &'static [(&'static str, &'static str)],
}

macro_rules! topics {
    ($($name:literal: $($language:literal)+;)+) => {
        &[$(Topic { name: $name, pages: &[$(($language, topics!(@page $name $language))),+] }),+]
    };
    (@page $name:literal $language:literal) => {
        include_str!(concat!("../../templates/handbook/", $name, ".", $language, ".md"))
    };
}

/// Every topic, in the order somebody would read them.
pub const TOPICS: &[Topic] = topics![
    "start": "en" "id";
    "day": "en" "id";
    "leads": "en" "id";
    "closing": "en" "id";
    "looking": "en" "id";
    "reading": "en" "id";
    "review": "en" "id";
    "crm": "en" "id";
    "setup": "en" "id";
    "pages": "en" "id";
    "past": "en" "id";
    "lake": "en" "id";
    "merging": "en";
    "ci": "en";
    "editor": "en";
    "shell": "en";
    "figures": "en" "id";
    "safety": "en" "id";
];

impl Topic {
    /// Its page in a language, as Markdown; in English, and saying so, where it has
    /// none in that language.
    pub fn page(&self, language: Language) -> String {
        match self.text(language) {
            (true, page) => page.to_owned(),
            (false, page) => format!("{}\n\n{page}", english_only().in_language(language)),
        }
    }

    /// Its title in a language.
    pub fn title(&self, language: Language) -> &'static str {
        self.text(language).1.lines().find_map(|line| line.strip_prefix("# ")).unwrap_or_default()
    }

    /// Whether it has a page in that language, and that page, else the English one.
    fn text(&self, language: Language) -> (bool, &'static str) {
        let own = self.pages.iter().find(|(code, _)| *code == language.code());
        let english = || self.pages.first().map_or("", |(_, page)| page);
        own.map_or_else(|| (false, english()), |(_, page)| (true, page))
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
