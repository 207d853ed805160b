//! What goes into a message.

use std::borrow::Cow;

use chrono::NaiveDate;

use super::Message;
use crate::message;

/// What goes into a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MessageArg {
    /// A name, or words of others, as they are.
    Text(String),
    /// How many.
    Count(i64),
    /// When.
    Day(NaiveDate),
    /// Words of ours.
    Message(Message),
    /// Several of them, and what is between two.
    List(Box<(Vec<Message>, &'static str)>),
}

impl MessageArg {
    /// As files write it: digits alone, days as `2026-11-23`.
    pub(super) fn plain(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Count(count) => count.to_string(),
            Self::Day(day) => day.to_string(),
            Self::Message(message) => message.to_string(),
            Self::List(list) => Message::list(list.0.iter().cloned(), list.1).to_string(),
        }
    }
}

/// What can go into a message.
pub trait ToArg {
    /// As it goes into one.
    fn to_arg(&self) -> MessageArg;
}

impl<T: ToArg + ?Sized> ToArg for &T {
    fn to_arg(&self) -> MessageArg {
        (**self).to_arg()
    }
}

impl<T: ToArg + ?Sized> ToArg for Box<T> {
    fn to_arg(&self) -> MessageArg {
        (**self).to_arg()
    }
}

impl<T: ToArg + ToOwned + ?Sized> ToArg for Cow<'_, T> {
    fn to_arg(&self) -> MessageArg {
        (**self).to_arg()
    }
}

impl ToArg for Message {
    fn to_arg(&self) -> MessageArg {
        MessageArg::Message(self.clone())
    }
}

impl ToArg for NaiveDate {
    fn to_arg(&self) -> MessageArg {
        MessageArg::Day(*self)
    }
}

/// Types that go in as text, by their `Display`.
#[macro_export]
macro_rules! text_in_messages {
    ($($type:ty),+ $(,)?) => {
        $(impl $crate::text::ToArg for $type {
            fn to_arg(&self) -> $crate::text::MessageArg {
                $crate::text::MessageArg::Text(self.to_string())
            }
        })+
    };
}

text_in_messages!(
    str,
    String,
    char,
    compact_str::CompactString,
    rust_decimal::Decimal,
    std::path::Display<'_>,
    std::sync::Arc<str>,
);

/// Types that have a `message()`: it is their `Display`, and what goes into others.
#[macro_export]
macro_rules! said_by_message {
    ($($type:ty),+ $(,)?) => {
        $(impl ::std::fmt::Display for $type {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Display::fmt(&self.message(), f)
            }
        }
        impl $crate::text::ToArg for $type {
            fn to_arg(&self) -> $crate::text::MessageArg {
                $crate::text::MessageArg::Message(self.message())
            }
        }
        impl From<$type> for $crate::text::Message {
            fn from(from: $type) -> Self {
                from.message()
            }
        })+
    };
}

/// What is said through the system, and the system's own words that are frequent.
impl ToArg for std::io::Error {
    fn to_arg(&self) -> MessageArg {
        let own = self.get_ref().and_then(|inner| inner.downcast_ref::<Message>());
        let text = self.to_string();
        MessageArg::Message(own.cloned().unwrap_or_else(|| match text.as_str() {
            "Permission denied (os error 13)" => message!("Permission denied (os error 13)"),
            "No such file or directory (os error 2)" => message!("No such file or directory (os error 2)"),
            "No space left on device (os error 28)" => message!("No space left on device (os error 28)"),
            "Not a directory (os error 20)" => message!("Not a directory (os error 20)"),
            "Read-only file system (os error 30)" => message!("Read-only file system (os error 30)"),
            _ => Message::verbatim(text),
        }))
    }
}

macro_rules! counts {
    ($($type:ty),+) => {
        $(impl ToArg for $type {
            fn to_arg(&self) -> MessageArg {
                MessageArg::Count(i64::try_from(*self).unwrap_or(i64::MAX))
            }
        })+
    };
}

counts!(u8, u16, u32, u64, usize, i32, i64);
