//! The languages that corong speaks, and its pages in each.

/// A language of commands and reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Hash)]
pub enum Language {
    /// English.
    #[default]
    En,
    /// Indonesian.
    Id,
}

impl Language {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::En, Self::Id];
    /// Their codes.
    pub const CODES: &'static [&'static str] = &[Self::En.code(), Self::Id.code()];

    /// Its ISO 639-1 code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Id => "id",
        }
    }

    /// The language of a code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.code() == code)
    }

    /// The language of a locale's name, as in `id_ID.UTF-8`.
    pub fn of_locale(name: &str) -> Option<Self> {
        let code = name.split(['_', '-', '.', '@']).next()?.to_ascii_lowercase();
        // Java and old systems call Indonesian so.
        Self::parse(if code == "in" { "id" } else { &code })
    }
}

/// A page that comes with the program, as Markdown; [`page!`](crate::page) reads one.
#[derive(Clone, Copy, Debug)]
pub struct ManualPage {
    #[doc(hidden)]
    pub en: &'static str,
    #[doc(hidden)]
    pub id: &'static str,
}

impl ManualPage {
    /// The page in a language.
    pub fn in_language(&self, language: Language) -> &'static str {
        match language {
            Language::En => self.en,
            Language::Id => self.id,
        }
    }
}

/// The page of a name: `NAME.md` and `NAME.id.md` beside the file that says it.
#[macro_export]
macro_rules! page {
    ($name:literal) => {
        $crate::text::ManualPage {
            en: ::std::include_str!(::std::concat!($name, ".md")),
            id: ::std::include_str!(::std::concat!($name, ".id.md")),
        }
    };
}

#[cfg(test)]
mod tests {
    use super::Language;

    #[test]
    fn a_locale_names_its_language() {
        for (name, language) in [
            ("id_ID.UTF-8", Some(Language::Id)),
            ("in", Some(Language::Id)),
            ("en-GB", Some(Language::En)),
            ("C.UTF-8", None),
            ("", None),
        ] {
            assert_eq!(Language::of_locale(name), language, "{name}");
        }
    }
}
