//! What was meant by an expression that reads as something else: dates and
//! words without quotes, numbers with dots or commas, `=` for `==`.

use std::ops::Range;

use minijinja::machinery::ast::{BinOpKind, Expr};
use minijinja::machinery::{Token, parse_expr, tokenize};

use super::parts::{IntoRange, range_of};
use super::wrong::Wrong;
use crate::message;
use crate::pipeline::{Ambiguous, Language, NumericDay, ambiguous, numeric_day};
use crate::text::Message;

/// A date without quotes: `2027-01-01` is a subtraction, `31/12/2026` a division.
pub(super) fn unquoted_date(expression: &Expr<'_>) -> Option<String> {
    let Expr::BinOp(outer) = expression else { return None };
    let Expr::BinOp(inner) = &outer.left else { return None };
    let sign = match (outer.op, inner.op) {
        (BinOpKind::Sub, BinOpKind::Sub) => '-',
        (BinOpKind::Div, BinOpKind::Div) => '/',
        _ => return None,
    };
    let number = |expression: &Expr<'_>| match expression {
        Expr::Const(constant) => u16::try_from(constant.value.clone()).ok(),
        _ => None,
    };
    let (a, b, c) = (number(&inner.left)?, number(&inner.right)?, number(&outer.right)?);
    let written =
        if a > 31 { format!("{a:04}{sign}{b:02}{sign}{c:02}") } else { format!("{a}{sign}{b}{sign}{c:04}") };
    match numeric_day(&written, Language::En)? {
        NumericDay::One(day) => Some(day.to_string()),
        NumericDay::Two(one, other) => Some(format!("{one}\" or \"{other}")),
    }
}

/// A number with several dots, which reads as a part of a number: where it is
/// and its digits.
pub(super) fn dotted_number(expression: &Expr<'_>, source: &str) -> Option<(Range<usize>, String)> {
    let mut inner = match expression {
        Expr::GetAttr(attr) => &attr.expr,
        Expr::GetItem(item) if matches!(item.subscript_expr, Expr::Const(_)) => &item.expr,
        _ => return None,
    };
    while let Expr::GetItem(item) = inner {
        inner = &item.expr;
    }
    let Expr::Const(constant) = inner else { return None };
    constant.value.is_number().then_some(())?;
    let start = range_of(inner).start;
    let rest = source.get(start..)?;
    let end = rest.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(rest.len());
    let text = rest[..end].trim_end_matches('.');
    Some((start..start + text.len(), text.replace('.', "")))
}

/// A number written with exactly three decimals.
pub(super) fn three_decimals(expression: &Expr<'_>, source: &str, units: u32) -> Option<Ambiguous> {
    let Expr::Const(constant) = expression else { return None };
    constant.value.is_number().then_some(())?;
    ambiguous(source.get(range_of(expression))?, units)
}

/// A name, or names and numbers joined by `-`, as ids are.
pub(super) fn bare_words(expression: &Expr<'_>) -> Option<String> {
    match expression {
        Expr::Var(var) => Some(var.id.to_owned()),
        Expr::BinOp(op) if matches!(op.op, BinOpKind::Sub) => {
            let right = match &op.right {
                Expr::Const(constant) if constant.value.is_integer() => constant.value.to_string(),
                right => bare_words(right)?,
            };
            Some(format!("{}-{right}", bare_words(&op.left)?))
        }
        _ => None,
    }
}

/// The number around a comma, with digits on both sides.
fn comma_number(source: &str, comma: usize) -> Option<Range<usize>> {
    let inner = |c: char| c.is_ascii_digit() || matches!(c, ',' | '.');
    let (before, behind) = (source.get(..comma)?, source.get(comma + 1..)?);
    let start = before.trim_end_matches(inner).len();
    let end = comma + 1 + behind.find(|c| !inner(c)).unwrap_or(behind.len());
    let digits =
        before.ends_with(|c: char| c.is_ascii_digit()) && behind.starts_with(|c: char| c.is_ascii_digit());
    digits.then_some(start..end)
}

/// What is wrong with a text that is no expression.
pub(super) fn no_expression(source: &str, error: &minijinja::Error) -> Wrong {
    let wrong = Wrong::of(error);
    let told = |message: Message, help: Message, range: Range<usize>| Wrong {
        message,
        help: Some(help),
        range: Some(range),
    };
    let tokens: Vec<_> = tokenize(source, true, Default::default()).map_while(Result::ok).collect();
    let parses = |replaced: &str| parse_expr(replaced).is_ok();
    for (token, span) in &tokens {
        let range = span.into_range();
        match token {
            Token::Assign => {
                let fixed = [&source[..range.start], "==", &source[range.end..]].concat();
                if parses(&fixed)
                    || tokens.iter().filter(|(token, _)| matches!(token, Token::Assign)).count() > 1
                {
                    let help = message!("write `==` to compare");
                    return told(message!("`=` compares nothing"), help, range);
                }
            }
            Token::Ident(word) => {
                let lower = word.to_lowercase();
                let meant = match lower.as_str() {
                    "and" | "dan" => "and",
                    "or" | "atau" => "or",
                    "not" | "bukan" | "tidak" => "not",
                    "in" => "in",
                    "is" => "is",
                    _ => continue,
                };
                let fixed = [&source[..range.start], meant, &source[range.end..]].concat();
                if *word != meant && parses(&fixed) {
                    return told(
                        message!("`{word}` is not known here", word),
                        message!("write `{meant}`", meant),
                        range,
                    );
                }
            }
            Token::Comma => {
                let Some(number) = comma_number(source, range.start) else { continue };
                let digits = source[number.clone()].replace(',', "");
                let help = message!("write {digits}, without commas", digits);
                return told(message!("a comma ends the number"), help, number);
            }
            _ => {}
        }
    }
    let signs = [("&&", "and"), ("||", "or"), ("<>", "!=")];
    match signs.into_iter().find_map(|(sign, meant)| Some((source.find(sign)?, sign, meant))) {
        Some((at, sign, meant)) => told(
            message!("`{word}` is not known here", word = sign),
            message!("write `{meant}`", meant),
            at..at + sign.len(),
        ),
        None => wrong,
    }
}
