//! What is said to people: an English sentence with what goes into it, put into
//! the words of a language where it is shown.

mod arg;
mod catalogue;

use std::borrow::Cow;
use std::fmt;

pub use arg::{MessageArg, ToArg};
pub use catalogue::{CATALOGUES, translated};

use super::{Language, visible};

/// What is said to people. [`message!`](crate::message) makes one; [`Display`](fmt::Display)
/// says it in English.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Message(Box<Parts>);

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Parts {
    /// The English words, with `{name}` for what goes in.
    template: &'static str,
    args: Vec<(&'static str, MessageArg)>,
}

/// Makes a [`Message`](crate::text::Message): English words, and by name what goes
/// into them.
///
/// The words are the key to the other languages' words in
/// `src/text/message/LANGUAGE/`; a test refuses those that have none.
///
/// ```text
/// message!("there is no folder `{folder}`", folder = path.display())
/// message!("`{name}` is no lead: {error}", name, error)
/// ```
#[macro_export]
macro_rules! message {
    (@arg $name:ident) => { $crate::text::ToArg::to_arg(&$name) };
    (@arg $name:ident, $value:expr) => { $crate::text::ToArg::to_arg(&$value) };
    ($template:literal $(, $name:ident $(= $value:expr)?)* $(,)?) => {{
        // The compiler holds the names in the words against those given.
        let _ = || { let _ = ::std::format_args!($template $(, $name = "")*); };
        $crate::text::Message::new(
            $template,
            ::std::vec![$((::std::stringify!($name), $crate::message!(@arg $name $(, $value)?))),*],
        )
    }};
}

impl Message {
    /// What [`message!`](crate::message) makes.
    #[doc(hidden)]
    pub fn new(template: &'static str, args: Vec<(&'static str, MessageArg)>) -> Self {
        Self(Box::new(Parts { template, args }))
    }

    /// Words of others, or names, which are the same in every language. No message is
    /// taken: its words in other languages would be lost.
    pub fn verbatim(text: impl AsRef<str>) -> Self {
        Self::new("{text}", vec![("text", MessageArg::Text(text.as_ref().to_owned()))])
    }

    /// Words of a list of ours, such as the fields' descriptions; braces are doubled.
    pub fn fixed(template: &'static str) -> Self {
        Self::new(template, Vec::new())
    }

    /// Several, with the same in between.
    pub fn list(all: impl IntoIterator<Item = Self>, between: &'static str) -> Self {
        Self::new("{all}", vec![("all", MessageArg::List(Box::new((all.into_iter().collect(), between))))])
    }

    /// With more behind it.
    #[must_use]
    pub fn and(self, more: Self) -> Self {
        Self::list([self, more], "")
    }

    /// The English words, before anything goes into them.
    pub fn template(&self) -> &'static str {
        self.0.template
    }

    /// What goes into it by a name, where that is a text or a count.
    pub fn arg(&self, name: &str) -> Option<String> {
        let (_, arg) = self.0.args.iter().find(|(known, _)| *known == name)?;
        Some(arg.plain())
    }

    /// Whether one of the texts that go into it, at any depth, is as `is` says.
    pub fn any_text(&self, is: &dyn Fn(&str) -> bool) -> bool {
        self.0.args.iter().any(|(_, arg)| match arg {
            MessageArg::Text(text) => is(text),
            MessageArg::Message(inner) => inner.any_text(is),
            MessageArg::List(list) => list.0.iter().any(|one| one.any_text(is)),
            MessageArg::Count(_) | MessageArg::Day(_) => false,
        })
    }

    /// In the words of a language; in English where it has none.
    pub fn in_language(&self, language: Language) -> String {
        self.written(language, &|_| None)
    }

    /// In the words of a language, for a terminal: nothing that goes in acts there.
    pub fn shown(&self, language: Language) -> String {
        self.written(language, &|arg| match arg {
            MessageArg::Text(text) if text.contains('\n') => Some(visible_lines(text)),
            MessageArg::Text(text) => Some(visible(text).into_owned()),
            _ => None,
        })
    }

    /// The same with what goes into it as `write` writes it, where it does.
    pub fn written(&self, language: Language, write: &dyn Fn(&MessageArg) -> Option<String>) -> String {
        let mut out = String::new();
        self.write(&mut out, language, write);
        out
    }

    fn write(&self, out: &mut String, language: Language, write: &dyn Fn(&MessageArg) -> Option<String>) {
        let mut rest = translated(language, self.0.template).unwrap_or(self.0.template);
        while let Some(at) = rest.find(['{', '}']) {
            out.push_str(&rest[..at]);
            let (brace, behind) = rest[at..].split_at(1);
            // A brace that is meant is doubled.
            if let Some(behind) = behind.strip_prefix(brace) {
                out.push_str(brace);
                rest = behind;
                continue;
            }
            let (name, behind) = behind.split_once('}').unwrap_or((behind, ""));
            match self.0.args.iter().find(|(known, _)| *known == name).map(|(_, arg)| arg) {
                Some(MessageArg::Message(inner)) => inner.write(out, language, write),
                Some(MessageArg::List(list)) => {
                    let (all, between) = &**list;
                    for (at, one) in all.iter().enumerate() {
                        out.push_str(if at > 0 { between } else { "" });
                        one.write(out, language, write);
                    }
                }
                Some(arg) => out.push_str(&write(arg).unwrap_or_else(|| arg.plain())),
                None => {}
            }
            rest = behind;
        }
        out.push_str(rest);
    }
}

/// Lines that stay lines, each made visible.
fn visible_lines(text: &str) -> String {
    text.split('\n').map(|line| visible(line).into_owned()).collect::<Vec<_>>().join("\n")
}

impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.in_language(Language::En))
    }
}

impl std::error::Error for Message {}

/// What programs read is English.
impl serde::Serialize for Message {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl schemars::JsonSchema for Message {
    fn schema_name() -> Cow<'static, str> {
        "Message".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        String::json_schema(generator)
    }
}

impl PartialEq<str> for Message {
    fn eq(&self, other: &str) -> bool {
        self.in_language(Language::En) == other
    }
}

impl PartialEq<&str> for Message {
    fn eq(&self, other: &&str) -> bool {
        self == *other
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_in_is_put_where_the_words_say() {
        let inner = message!("there is no folder `{folder}`", folder = "a{folder}");
        let n = 3_usize;
        let said = message!("{{{n}}} {inner}", n, inner);
        assert_eq!(said, "{3} there is no folder `a{folder}`");
        assert_eq!(said.in_language(Language::Id), "{3} folder `a{folder}` tidak ada");
        let write = |arg: &MessageArg| matches!(arg, MessageArg::Count(_)).then(|| "three".to_owned());
        assert_eq!(said.written(Language::En, &write), "{three} there is no folder `a{folder}`");
    }

    #[test]
    fn several_are_one() {
        let all = ["a", "b"].map(Message::verbatim);
        assert_eq!(Message::list(all, ", ").and(Message::verbatim("!")), "a, b!");
        assert_eq!(Message::default(), "");
    }
}
