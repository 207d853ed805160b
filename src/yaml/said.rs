//! What the parser's diagnostics say, in our words by their code.

use oneyaml::{Diagnostic, code};

use crate::message;
use crate::text::Message;

/// What is wrong, and what to do; the parser's own words where a code is none that a
/// lead's text gives.
pub(super) fn words(diagnostic: &Diagnostic) -> (Message, Option<Message>) {
    let in_quotes = || Some(message!("put the text in quotes"));
    match diagnostic.code {
        code::INVALID_INDENTATION => (
            message!("the line is indented otherwise than those it belongs to"),
            Some(message!("indent it as the lines beside it")),
        ),
        code::BLOCK_COLLECTION_NOT_ALLOWED => (
            message!("no list or mapping can begin here"),
            Some(message!("begin it on the next line, indented; or put the text in quotes")),
        ),
        code::TAB_INDENTATION => {
            (message!("the line is indented by tabs"), Some(message!("write spaces instead of tabs")))
        }
        code::MULTILINE_IMPLICIT_KEY | code::IMPLICIT_KEY_TOO_LONG => {
            (message!("a key has to be short and on one line"), in_quotes())
        }
        code::MISSING_MAPPING_COLON => {
            (message!("a `:` is missing behind the key"), Some(message!("write `key: value`")))
        }
        code::INVALID_NODE_START => (message!("no value can begin with this character"), in_quotes()),
        code::UNTERMINATED_QUOTED_SCALAR => (
            message!("the text in quotes that begins here is not closed"),
            Some(message!("close it with the same quote")),
        ),
        code::QUOTED_SCALAR_INDENTATION => (
            message!("a text in quotes is not closed, or goes on without being indented"),
            Some(message!("close it with the same quote, or indent its lines")),
        ),
        code::INVALID_ESCAPE => (
            message!("`\\` has no meaning before this character"),
            Some(message!("write `\\\\`, or put the text in single quotes")),
        ),
        code::INVALID_QUOTED_CHARACTER | code::INVALID_COMMENT_CHARACTER => {
            (message!("a character that no text may hold"), Some(message!("remove it")))
        }
        code::INLINE_COLON_IN_PLAIN_VALUE | code::LENIENT_INLINE_COLON => (
            message!("a `:` with a space behind it begins another key"),
            Some(message!("put it in quotes, colon included")),
        ),
        code::UNEXPECTED_CONTENT | code::CONTENT_AFTER_DOCUMENT => {
            (message!("this does not belong to the value before it"), in_quotes())
        }
        code::INVALID_BLOCK_HEADER => (
            message!("nothing else may be on the line of `|` or `>`"),
            Some(message!("begin the text on the next line, indented")),
        ),
        code::BLOCK_SCALAR_INDENTATION => (
            message!("a line of the text below `|` or `>` is indented less than its first"),
            Some(message!("indent all of its lines alike")),
        ),
        code::UNTERMINATED_FLOW_COLLECTION => (message!("a bracket is not closed"), None),
        code::MISSING_FLOW_SEPARATOR => {
            (message!("a comma is missing between two values"), Some(message!("write `,` between them")))
        }
        code::UNEXPECTED_FLOW_INDICATOR => {
            (message!("this bracket or comma has nothing that it belongs to"), in_quotes())
        }
        code::INVALID_ANCHOR | code::INVALID_TAG | code::DUPLICATE_PROPERTY | code::ALIAS_WITH_PROPERTIES => {
            (message!("`&`, `*` and `!` begin no text"), in_quotes())
        }
        code::DIRECTIVE_WITHOUT_DOCUMENT | code::MALFORMED_DIRECTIVE | code::DIRECTIVE_IN_DOCUMENT => {
            (message!("`%` begins no line of a lead"), in_quotes())
        }
        code::MISPLACED_BYTE_ORDER_MARK => {
            (message!("a byte-order mark is within the text"), Some(message!("remove it")))
        }
        _ => (Message::verbatim(&diagnostic.message), None),
    }
}
