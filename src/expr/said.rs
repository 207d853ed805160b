//! What the template language says of an error, in our words where its kind and
//! form are known; else in its own.

use minijinja::{Error, ErrorKind};

use crate::message;
use crate::text::Message;

/// What an error says.
pub fn engine_words(error: &Error) -> Message {
    let own = std::error::Error::source(error).and_then(|source| source.downcast_ref::<Message>());
    if let Some(own) = own {
        return own.clone();
    }
    let Some(detail) = error.detail() else { return kind(error.kind()) };
    known(error.kind(), detail)
        .unwrap_or_else(|| message!("{kind}: {detail}", kind = kind(error.kind()), detail))
}

/// An error of the language that says what a message does.
pub(super) fn error(kind: ErrorKind, message: Message) -> Error {
    Error::from(kind).with_source(message)
}

/// What is said by so many details of a kind.
fn known(kind: ErrorKind, detail: &str) -> Option<Message> {
    let named = |before: &str| detail.strip_prefix(before)?.strip_suffix(" is unknown");
    Some(match kind {
        ErrorKind::UnknownFilter => message!("there is no filter `{name}`", name = named("filter ")?),
        ErrorKind::UnknownTest => message!("there is no test `{name}`", name = named("test ")?),
        ErrorKind::UnknownFunction => message!("there is no function `{name}`", name = named("")?),
        ErrorKind::UnknownMethod => {
            let (_, name) = detail.split_once(" has no method named ")?;
            message!("there is no method `{name}`", name)
        }
        ErrorKind::SyntaxError => match detail.strip_prefix("unexpected ")?.split_once(", expected ") {
            Some((found, wanted)) => {
                message!("{found} where {wanted} is expected", found = token(found), wanted = token(wanted))
            }
            None => message!("{found} is not expected", found = token(detail.strip_prefix("unexpected ")?)),
        },
        _ => return None,
    })
}

/// A piece of an expression, as the language calls it.
fn token(called: &str) -> Message {
    match called {
        "end of input" => message!("the end"),
        "expression" => message!("an expression"),
        "identifier" => message!("a name"),
        "string" => message!("a text"),
        "integer" | "float" => message!("a number"),
        "end of string" => message!("the end of a text without its quote"),
        "character" => message!("a sign that is none of the language"),
        "input after expression" => message!("more behind the expression"),
        "start of block" => message!("the beginning of a tag"),
        "end of block" => message!("the end of a tag"),
        "end of variable block" => message!("`}}}}`"),
        sign => Message::verbatim(sign),
    }
}

/// What kind of error it is.
fn kind(kind: ErrorKind) -> Message {
    match kind {
        ErrorKind::SyntaxError => message!("it is not written as the language wants it"),
        ErrorKind::InvalidOperation => message!("that cannot be done with these values"),
        ErrorKind::NonPrimitive => message!("a list or a mapping is where a single value has to be"),
        ErrorKind::TemplateNotFound => message!("a template is missing"),
        ErrorKind::TooManyArguments => message!("too many arguments"),
        ErrorKind::MissingArgument => message!("an argument is missing"),
        ErrorKind::UnknownFilter => message!("an unknown filter"),
        ErrorKind::UnknownTest => message!("an unknown test"),
        ErrorKind::UnknownFunction => message!("an unknown function"),
        ErrorKind::UnknownMethod => message!("an unknown method"),
        ErrorKind::UnknownBlock => message!("an unknown block"),
        ErrorKind::BadEscape => message!("an unknown `\\` sequence in a text"),
        ErrorKind::UndefinedError => message!("something is used that is not there"),
        ErrorKind::OutOfFuel => message!("it takes too many steps"),
        other => Message::verbatim(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Language;

    #[test]
    fn errors_are_said_in_every_language() {
        let error = |kind, detail: &'static str| engine_words(&Error::new(kind, detail));
        let unknown = error(ErrorKind::UnknownFilter, "filter shout is unknown");
        assert_eq!(unknown, "there is no filter `shout`");
        let end = error(ErrorKind::SyntaxError, "unexpected end of input, expected expression");
        assert_eq!(end, "the end where an expression is expected");
        assert_ne!(end.in_language(Language::Id), end.to_string());
        let other = error(ErrorKind::InvalidOperation, "tried to use + operator");
        assert_eq!(other, "that cannot be done with these values: tried to use + operator");
        let own = super::error(ErrorKind::InvalidOperation, message!("a number"));
        assert_eq!(engine_words(&own), "a number");
    }
}
