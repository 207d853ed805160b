//! How large an expression or a template may be, seen from its tokens before
//! anything is parsed: the parser and the compiler recurse, and fold constants.

use minijinja::machinery::{Token, tokenize};
use minijinja::syntax::SyntaxConfig;

use crate::message;
use crate::text::Message;

/// What limits are of.
#[derive(Clone, Copy)]
pub enum Limited {
    /// One condition.
    Expression,
    /// One template.
    Template,
}

/// How large a text of the template language may be.
#[derive(Clone, Copy)]
pub struct Limits {
    /// What it is.
    pub of: Limited,
    /// Bytes of all of it.
    pub bytes: usize,
    /// Names, values and signs in one expression or tag.
    pub tokens: usize,
    /// Tags in all of it.
    pub tags: usize,
}

/// Of one condition.
pub(super) const CONDITION: Limits = Limits { of: Limited::Expression, bytes: 4_000, tokens: 500, tags: 1 };
/// Of one template.
pub const TEMPLATE: Limits = Limits { of: Limited::Template, bytes: 256 << 10, tokens: 1_000, tags: 20_000 };
/// How deep brackets may nest.
const DEPTH: usize = 32;

impl Limits {
    /// Counts the tokens of a text; `expression` is one without tags.
    ///
    /// # Errors
    /// A sentence that names the limit it is past and says what to do.
    pub fn count(&self, source: &str, expression: bool, syntax: SyntaxConfig) -> Result<usize, Message> {
        let Self { of, bytes, tokens: most, tags: most_tags } = self;
        let (len, bytes) = (source.len(), *bytes);
        if len > bytes {
            return Err(match of {
                Limited::Expression => {
                    message!(
                        "an expression has at most {bytes} bytes, and this has {len}: split it",
                        bytes,
                        len
                    )
                }
                Limited::Template => {
                    message!("a template has at most {bytes} bytes, and this has {len}: split it", bytes, len)
                }
            });
        }
        let (mut all, mut tokens, mut tags, mut depth) = (0, 0, 0, 0_usize);
        // The parser reports what is no token.
        for (token, _) in tokenize(source, expression, syntax).map_while(Result::ok) {
            match token {
                Token::TemplateData(_) => continue,
                Token::VariableStart | Token::BlockStart => (tokens, depth, tags) = (0, 0, tags + 1),
                Token::BracketOpen | Token::ParenOpen | Token::BraceOpen => depth += 1,
                Token::BracketClose | Token::ParenClose | Token::BraceClose => {
                    depth = depth.saturating_sub(1);
                }
                _ => {}
            }
            (all, tokens) = (all + 1, tokens + 1);
            if tokens > *most {
                return Err(message!(
                    "one expression has at most {most} names, values and signs: split it",
                    most
                ));
            }
            if tags > *most_tags {
                return Err(message!("a template has at most {most} tags: split it", most = most_tags));
            }
            if depth > DEPTH {
                return Err(message!("brackets nest at most {depth} deep: write it flatter", depth = DEPTH));
            }
        }
        Ok(all)
    }
}
