//! The words of the reports: one Fluent file a language, nothing said elsewhere.
//!
//! The style of numbers, dates and money is in those files too, so that a third
//! language is one file and one line in [`LANGUAGES`].

use std::collections::HashMap;
use std::sync::{PoisonError, RwLock};

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

/// Every language the reports speak, with its words; the first is the fallback.
pub const LANGUAGES: [(&str, &str); 2] =
    [("en", include_str!("words/en.ftl")), ("id", include_str!("words/id.ftl"))];

/// The words of one language.
pub struct Words {
    language: &'static str,
    bundle: FluentBundle<FluentResource>,
    /// Messages without arguments, put together once.
    plain: RwLock<HashMap<String, Option<String>>>,
}

/// What goes into a message.
#[derive(Clone, Debug)]
pub enum Arg {
    /// A text, put in as it is.
    Text(String),
    /// A count: chooses the plural, and is written by `N()`.
    Count(u64),
}

impl From<u64> for Arg {
    fn from(count: u64) -> Self {
        Self::Count(count)
    }
}

impl From<usize> for Arg {
    fn from(count: usize) -> Self {
        Self::Count(count as u64)
    }
}

impl From<String> for Arg {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&str> for Arg {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl Words {
    /// The words of a language; of the first one where it is not known.
    pub fn of(language: &str) -> Self {
        let (language, source) =
            LANGUAGES.into_iter().find(|(known, _)| *known == language).unwrap_or(LANGUAGES[0]);
        let identifier: LanguageIdentifier = language.parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![identifier]);
        bundle.set_use_isolating(false);
        // Whatever can be read of the file is used; a test reads it all.
        let resource = FluentResource::try_new(source.to_owned()).unwrap_or_else(|(partial, _)| partial);
        bundle.add_resource_overriding(resource);
        let mark = said(&bundle, "group-mark", &[]).unwrap_or_default();
        // Nothing of that name exists, so adding it cannot fail.
        let _ = bundle.add_function("N", move |args, _| match args.first() {
            Some(FluentValue::Number(n)) => FluentValue::from(group(&format!("{:.0}", n.value), &mark)),
            Some(FluentValue::String(text)) => FluentValue::from(text.to_string()),
            _ => FluentValue::Error,
        });
        Self { language, bundle, plain: RwLock::default() }
    }

    /// Its code, `en` or `id`.
    pub fn language(&self) -> &'static str {
        self.language
    }

    /// A message with its arguments; `None` where the file has none of that name.
    pub fn say(&self, id: &str, args: &[(&str, Arg)]) -> Option<String> {
        if !args.is_empty() {
            return said(&self.bundle, id, args);
        }
        if let Some(known) = self.plain.read().unwrap_or_else(PoisonError::into_inner).get(id) {
            return known.clone();
        }
        let text = said(&self.bundle, id, args);
        self.plain.write().unwrap_or_else(PoisonError::into_inner).insert(id.to_owned(), text.clone());
        text
    }

    /// A message that is known to be there; its name where it is not.
    pub fn t(&self, id: &str, args: &[(&str, Arg)]) -> String {
        self.say(id, args).unwrap_or_else(|| id.to_owned())
    }
}

fn said(bundle: &FluentBundle<FluentResource>, id: &str, args: &[(&str, Arg)]) -> Option<String> {
    let pattern = bundle.get_message(id)?.value()?;
    let mut values = FluentArgs::with_capacity(args.len());
    for (name, arg) in args {
        match arg {
            Arg::Text(text) => values.set(*name, FluentValue::String(text.as_str().into())),
            Arg::Count(count) => values.set(*name, FluentValue::from(*count)),
        }
    }
    let mut errors = Vec::new();
    let text = bundle.format_pattern(pattern, Some(&values), &mut errors);
    Some(text.into_owned())
}

/// Digits in groups of three.
pub(super) fn group(digits: &str, mark: &str) -> String {
    let (sign, digits) = digits.strip_prefix('-').map_or(("", digits), |rest| ("−", rest));
    let mut out = String::from(sign);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at) % 3 == 0 {
            out.push_str(mark);
        }
        out.push(digit);
    }
    out
}

/// Words as a sentence begins.
pub fn sentence(words: &str) -> String {
    let mut chars = words.chars();
    let first = chars.next().into_iter().flat_map(char::to_uppercase);
    first.chain(chars).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_sentences_are_grouped_and_plural() {
        let english = Words::of("en");
        assert_eq!(english.t("leads", &[("n", 1u64.into())]), "1 lead");
        assert_eq!(english.t("leads", &[("n", 12_300u64.into())]), "12,300 leads");
        assert_eq!(Words::of("id").t("leads", &[("n", 12_300u64.into())]), "12.300 peluang");
        assert_eq!(Words::of("xx").language(), "en");
        assert_eq!(english.say("no-such", &[]), None);
    }

    #[test]
    fn digits_go_in_threes() {
        assert_eq!(group("1", "."), "1");
        assert_eq!(group("123", "."), "123");
        assert_eq!(group("-1234567", "."), "−1.234.567");
    }
}
