//! Templates over a row of a table: text with `{{ row['Column'] }}` in it. Each is
//! as bounded as a condition is: short, and with so many steps.

use std::sync::Arc;

use minijinja::machinery::{Token, tokenize};
use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Object, Value};
use minijinja::{Expression, context};

use super::engine::{ENGINE, failure, parsed};
use super::said::engine_words;
use crate::message;
use crate::text::Message;

/// How long a template may be, in bytes.
const LONGEST: usize = 4_000;
/// How long what it gives may be, in bytes.
const MOST: usize = 64 << 10;

/// A compiled template over a row.
pub struct RowTemplate {
    parts: Vec<Part>,
    /// The columns it names, in their order.
    columns: Vec<String>,
    direct: bool,
}

enum Part {
    Text(String),
    Expression(Box<Expression<'static, 'static>>),
}

/// What gives the text of a row's cell by its column's name.
pub trait RowText: Send + Sync + std::fmt::Debug + 'static {
    /// The cell's text; `None` where there is no such column.
    fn text(&self, column: &str) -> Option<String>;
}

#[derive(Debug)]
struct RowObject<R>(R);

impl<R: RowText> Object for RowObject<R> {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        self.0.text(key.as_str()?).map(Value::from)
    }
}

impl RowTemplate {
    /// Reads a template.
    ///
    /// # Errors
    /// What is wrong with it, or what limit it is past.
    pub fn new(source: &str) -> Result<Self, Message> {
        if source.len() > LONGEST {
            return Err(message!("a template of the map has at most {bytes} bytes", bytes = LONGEST));
        }
        if let Some(column) = only_column(source) {
            return Ok(Self { parts: Vec::new(), columns: vec![column], direct: true });
        }
        let (mut parts, mut columns) = (Vec::new(), Vec::new());
        for piece in pieces(source)? {
            match piece {
                Piece::Text(text) => parts.push(Part::Text(text.to_owned())),
                Piece::Expression(inner) => {
                    drop(parsed(inner).map_err(|wrong| wrong.message)?);
                    let expression =
                        ENGINE.compile_expression_owned(inner.to_owned()).map_err(|e| engine_words(&e))?;
                    if let Some(odd) =
                        expression.undeclared_variables(false).into_iter().find(|name| name != "row")
                    {
                        return Err(message!("`{odd}` is unknown here: a column is `row['Its name']`", odd));
                    }
                    columns.extend(named_columns(inner));
                    parts.push(Part::Expression(Box::new(expression)));
                }
            }
        }
        columns.dedup();
        Ok(Self { parts, columns, direct: false })
    }

    /// The columns it names.
    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    /// The column whose cell it is, where it is one and nothing else.
    pub fn column(&self) -> Option<&str> {
        self.columns.first().filter(|_| self.direct).map(String::as_str)
    }

    /// What it gives for a row.
    ///
    /// # Errors
    /// Where it cannot be filled in, such as for want of fuel.
    pub fn fill<R: RowText>(&self, row: R) -> Result<String, Message> {
        if let Some(column) = self.column() {
            return Ok(row.text(column).unwrap_or_default());
        }
        let (row, mut out) = (Value::from_object(RowObject(row)), String::new());
        for part in &self.parts {
            match part {
                Part::Text(text) => out.push_str(text),
                Part::Expression(expression) => {
                    let value = expression.eval(context! { row => row.clone() }).map_err(|e| failure(&e))?;
                    if !value.is_undefined() && !value.is_none() {
                        out.push_str(&value.to_string());
                    }
                }
            }
            if out.len() > MOST {
                return Err(message!("a template gives more than {bytes} bytes", bytes = MOST));
            }
        }
        Ok(out)
    }
}

enum Piece<'s> {
    Text(&'s str),
    Expression(&'s str),
}

/// Text and expressions in turn.
fn pieces(source: &str) -> Result<Vec<Piece<'_>>, Message> {
    let (mut pieces, mut begun, mut text_from) = (Vec::new(), None, 0);
    for token in tokenize(source, false, SyntaxConfig::default()) {
        let (token, span) = token.map_err(|error| engine_words(&error))?;
        let (start, end) = (span.start_offset as usize, span.end_offset as usize);
        match token {
            Token::VariableStart => {
                if text_from < start {
                    pieces.push(Piece::Text(&source[text_from..start]));
                }
                begun = Some(end);
            }
            Token::VariableEnd => {
                if let Some(from) = begun.take() {
                    pieces.push(Piece::Expression(source[from..start].trim()));
                }
                text_from = end;
            }
            Token::BlockStart => {
                return Err(message!("a template of the map holds `{{{{ … }}}}` and no other tags"));
            }
            _ => {}
        }
    }
    if begun.is_some() {
        return Err(message!("`{{{{` has no `}}}}`"));
    }
    if text_from < source.len() {
        pieces.push(Piece::Text(&source[text_from..]));
    }
    Ok(pieces)
}

/// The column of a template that is `{{ row['Column'] }}`.
fn only_column(source: &str) -> Option<String> {
    let inner = source.trim().strip_prefix("{{")?.strip_suffix("}}")?.trim();
    let quoted = inner.strip_prefix("row[")?.strip_suffix(']')?.trim();
    literal(quoted)
}

/// A text between quotes without any of them, or an escape, in it.
fn literal(quoted: &str) -> Option<String> {
    ['\'', '"'].into_iter().find_map(|quote| {
        let inner = quoted.strip_prefix(quote)?.strip_suffix(quote)?;
        (!inner.contains([quote, '\\'])).then(|| inner.to_owned())
    })
}

/// The columns that an expression names by `row['…']`.
fn named_columns(expression: &str) -> Vec<String> {
    let tokens: Vec<_> =
        tokenize(expression, true, SyntaxConfig::default()).map_while(Result::ok).map(|(t, _)| t).collect();
    let named = |at: &[Token<'_>]| match at {
        [Token::Ident("row"), Token::BracketOpen, Token::Str(name), ..] => Some((*name).to_owned()),
        [Token::Ident("row"), Token::BracketOpen, Token::String(name), ..] => Some(name.to_string()),
        _ => None,
    };
    (0..tokens.len()).filter_map(|at| named(&tokens[at..])).collect()
}

/// A template that is a column's cell.
pub fn row_column(column: &str) -> String {
    if !column.contains(['\'', '\\']) {
        return format!("{{{{ row['{column}'] }}}}");
    }
    format!("{{{{ row[\"{}\"] }}}}", column.replace('\\', "\\\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug)]
    struct Pairs(&'static [(&'static str, &'static str)]);

    impl RowText for Pairs {
        fn text(&self, column: &str) -> Option<String> {
            self.0.iter().find(|(name, _)| *name == column).map(|(_, text)| (*text).to_owned())
        }
    }

    fn filled(source: &str) -> Result<String, String> {
        let row = Pairs(&[("Deal Name", "ERP"), ("It's", "x"), ("First", "Ann"), ("Last", "Lee")]);
        let template = RowTemplate::new(source).map_err(|why| why.to_string())?;
        template.fill(row).map_err(|why| why.to_string())
    }

    #[test]
    fn templates_give_what_the_row_holds() {
        assert_eq!(filled("{{ row['Deal Name'] }}").as_deref(), Ok("ERP"));
        assert_eq!(filled(&row_column("It's")).as_deref(), Ok("x"));
        assert_eq!(filled("{{ row['First'] }} {{ row['Last'] }}").as_deref(), Ok("Ann Lee"));
        assert_eq!(filled("{{ row['Nick'] or row['First'] | upper }}").as_deref(), Ok("ANN"));
        assert_eq!(filled("{{ row['Gone'] }}").as_deref(), Ok(""));
        assert_eq!(filled("fixed").as_deref(), Ok("fixed"));
    }

    #[test]
    fn columns_are_known_without_a_row() {
        let template = RowTemplate::new("{{ row['A'] }} {{ row[\"B\"] or row['C'] }}").unwrap();
        assert_eq!((template.columns(), template.column()), (&["A", "B", "C"].map(str::to_owned)[..], None));
    }

    #[test]
    fn what_is_no_template_is_refused() {
        for bad in ["{{ row['A' }}", "{{ lead.x }}", "{% for x in row %}{% endfor %}", "{{ row['A']"] {
            assert!(filled(bad).is_err(), "{bad}");
        }
        assert!(filled(&"x".repeat(LONGEST + 1)).is_err());
    }
}
