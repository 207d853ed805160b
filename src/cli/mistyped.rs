//! What is wrong with a command line, in our words, as far as clap's kind of error
//! says it.

use std::error::Error as _;
use std::num::{IntErrorKind, ParseIntError};

use clap::error::{ContextKind, ContextValue, Error, ErrorKind};

use super::localized::own_words;
use super::stderr::spoken;
use crate::message;
use crate::text::Message;

/// What is said of it; what clap says where its kind is none of a command line's.
pub fn mistyped(error: &Error) -> Message {
    let Some(what) = what(error) else { return Message::verbatim(error.render().to_string()) };
    let usage = match error.get(ContextKind::Usage) {
        Some(ContextValue::StyledStr(usage)) => own_words(usage.to_string(), spoken()),
        _ => String::new(),
    };
    let lines = [message!("error: {message}", message = what)].into_iter().chain(hints(error));
    let told = Message::list(lines, "\n  ");
    match usage.trim() {
        "" => told,
        usage => message!("{told}\n\n{usage}\n\nFor more information, try `--help`.", told, usage),
    }
}

fn what(error: &Error) -> Option<Message> {
    let text = |kind| text(error, kind);
    let arg = text(ContextKind::InvalidArg);
    Some(match error.kind() {
        ErrorKind::UnknownArgument => message!("`{arg}` is not expected here", arg = arg?),
        ErrorKind::InvalidSubcommand => {
            message!("there is no command `{name}`", name = text(ContextKind::InvalidSubcommand)?)
        }
        ErrorKind::MissingSubcommand => message!("a command is missing"),
        ErrorKind::MissingRequiredArgument => {
            message!(
                "what has to be there is missing:\n    {all}",
                all = texts(error, ContextKind::InvalidArg)?.join("\n    ")
            )
        }
        ErrorKind::ArgumentConflict => conflict(error, arg?)?,
        ErrorKind::InvalidValue => match text(ContextKind::InvalidValue)? {
            value if value.is_empty() => message!("`{arg}` needs a value, and none is given", arg = arg?),
            value => message!("`{value}` is no value for `{arg}`", value, arg = arg?),
        },
        ErrorKind::ValueValidation => {
            let value = text(ContextKind::InvalidValue)?;
            message!("`{value}` is no value for `{arg}`: {why}", value, arg = arg?, why = refusal(error)?)
        }
        ErrorKind::TooManyValues => {
            let value = text(ContextKind::InvalidValue)?;
            message!("`{value}` is one value too many for `{arg}`", value, arg = arg?)
        }
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            message!("`{arg}` needs more values, or fewer", arg = arg?)
        }
        ErrorKind::NoEquals => message!("`{arg}` needs a `=` before its value", arg = arg?),
        ErrorKind::InvalidUtf8 => message!("an argument is not UTF-8"),
        _ => return None,
    })
}

/// Arguments that do not go together.
fn conflict(error: &Error, arg: String) -> Option<Message> {
    Some(match texts(error, ContextKind::PriorArg) {
        Some(others) if others == [arg.as_str()] => message!("`{arg}` is given more than once", arg),
        Some(others) => {
            message!("`{arg}` does not go together with `{others}`", arg, others = others.join("`, `"))
        }
        None => message!("`{arg}` does not go together with another argument", arg),
    })
}

/// Why a value was refused by its type.
fn refusal(error: &Error) -> Option<Message> {
    let why = error.source()?;
    Some(match why.downcast_ref::<ParseIntError>().map(ParseIntError::kind) {
        Some(IntErrorKind::PosOverflow | IntErrorKind::NegOverflow) => message!("the number is too large"),
        Some(_) => message!("it is no whole number"),
        None => match why.to_string().split_once(" is not in ") {
            Some((number, range)) => message!("{number} is not within {range}", number, range),
            None => Message::verbatim(why.to_string()),
        },
    })
}

/// What to do.
fn hints(error: &Error) -> Vec<Message> {
    let mut hints = Vec::new();
    for kind in [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue] {
        let near = texts(error, kind).unwrap_or_default();
        if !near.is_empty() {
            hints.push(message!("help: did you mean `{near}`?", near = near.join("`, `")));
        }
    }
    let valid = texts(error, ContextKind::ValidValue).unwrap_or_default();
    if !valid.is_empty() {
        hints.push(message!("help: it is one of {values}", values = valid.join(", ")));
    }
    let more = match error.get(ContextKind::Suggested) {
        Some(ContextValue::StyledStrs(more)) => more.iter().map(ToString::to_string).collect(),
        _ => Vec::new(),
    };
    hints.extend(more.iter().filter_map(|more| {
        // Both are sentences of clap's, with what is typed in quotes.
        let quoted: Vec<&str> = more.split('\'').skip(1).step_by(2).collect();
        match quoted[..] {
            [_, written] if more.starts_with("to pass ") => {
                Some(message!("help: to give it as a value, write `{written}`", written))
            }
            [known] => Some(message!("help: there is `{known}`", known)),
            _ => None,
        }
    }));
    hints
}

fn text(error: &Error, kind: ContextKind) -> Option<String> {
    texts(error, kind)?.into_iter().next()
}

fn texts(error: &Error, kind: ContextKind) -> Option<Vec<String>> {
    match error.get(kind)? {
        ContextValue::String(text) => Some(vec![text.clone()]),
        ContextValue::Strings(all) => Some(all.clone()),
        _ => None,
    }
}
