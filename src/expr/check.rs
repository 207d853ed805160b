//! What is wrong with an expression before it runs: comparisons that cannot be
//! meant, each with what probably was.

use std::ops::Range;

use minijinja::machinery::ast::{BinOpKind, CompareOpKind, Expr, UnaryOpKind};

use super::engine::{ENGINE, parsed};
use super::hints::{bare_words, dotted_number, three_decimals, unquoted_date};
use super::kind::{Kind, WordList};
use super::parts::{children, range_of};
use super::scope::{Scope, is_field};
use super::wrong::Wrong;
use crate::finding::nearest;
use crate::message;
use crate::pipeline::{Day, NumericDay, minor_units, numeric_day, typed_number};
use crate::text::Message;

/// What a comparison asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Asks {
    /// Whether both are the same, or not.
    Same,
    /// Which is first: `<` and `>=`, which the beginning of a date answers too.
    Before,
    /// Which is first: `>` and `<=`.
    After,
}

impl Scope<'_> {
    /// Checks an expression: its grammar, the fields it names, the filters and
    /// tests it uses, and that what it compares can be compared.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn check(&self, source: &str) -> Result<(), Wrong> {
        self.judge(source).map_err(|wrong| {
            let range = wrong.range.map(|range| whole_characters(source, &range));
            Wrong { range, ..wrong }
        })
    }

    fn judge(&self, source: &str) -> Result<(), Wrong> {
        let expression = parsed(source)?;
        let judge = Judge { scope: self, source };
        judge.truth(&expression)?;
        judge.walk(&expression)?;
        if source.contains("value.") && bare_value(&expression) {
            let message = message!("`value` is used both as a number and as a mapping");
            let help = Some(message!(
                "use `value` (in the workspace's currency), or `value.amount` and `value.currency`"
            ));
            return Err(Wrong { message, help, range: None });
        }
        self.try_run(source)
    }

    /// Unknown filters and tests show only when something runs.
    fn try_run(&self, source: &str) -> Result<(), Wrong> {
        use minijinja::ErrorKind::{UnknownFilter, UnknownFunction, UnknownMethod, UnknownTest};
        let compiled = ENGINE.compile_expression(source).map_err(|e| Wrong::of(&e))?;
        match compiled.eval(minijinja::value::Value::from(())) {
            Err(e) if matches!(e.kind(), UnknownFilter | UnknownTest | UnknownFunction | UnknownMethod) => {
                Err(Wrong::of(&e))
            }
            _ => Ok(()),
        }
    }
}

struct Judge<'j, 'c> {
    scope: &'j Scope<'c>,
    source: &'j str,
}

impl Judge<'_, '_> {
    fn walk(&self, expression: &Expr<'_>) -> Result<(), Wrong> {
        if let Some(day) = unquoted_date(expression) {
            let message = message!("a date without quotes is a calculation with numbers");
            return Err(wrong(message, message!("write it in quotes: \"{day}\"", day), range_of(expression)));
        }
        if let Some((range, digits)) = dotted_number(expression, self.source) {
            let number = &self.source[range.clone()];
            let message = message!("`{number}` is no number", number);
            return Err(wrong(message, message!("write {digits}, without dots", digits), range));
        }
        match expression {
            Expr::Var(_) | Expr::GetAttr(_) => {
                self.scope.kind(expression)?;
            }
            Expr::Compare(compare) => {
                let mut left = &compare.expr;
                for op in &compare.ops {
                    match op.op {
                        CompareOpKind::In | CompareOpKind::NotIn => self.contained(left, &op.expr)?,
                        CompareOpKind::Lt | CompareOpKind::Gte => self.both(left, &op.expr, Asks::Before)?,
                        CompareOpKind::Gt | CompareOpKind::Lte => self.both(left, &op.expr, Asks::After)?,
                        CompareOpKind::Eq | CompareOpKind::Ne => self.both(left, &op.expr, Asks::Same)?,
                    }
                    left = &op.expr;
                }
            }
            Expr::BinOp(op) => match op.op {
                BinOpKind::In => self.contained(&op.left, &op.right)?,
                BinOpKind::Eq | BinOpKind::Ne => self.both(&op.left, &op.right, Asks::Same)?,
                BinOpKind::Lt | BinOpKind::Gte => self.both(&op.left, &op.right, Asks::Before)?,
                BinOpKind::Gt | BinOpKind::Lte => self.both(&op.left, &op.right, Asks::After)?,
                BinOpKind::ScAnd | BinOpKind::ScOr => {
                    self.truth(&op.left)?;
                    self.truth(&op.right)?;
                }
                // Text is multiplied by being repeated.
                BinOpKind::Sub | BinOpKind::Div | BinOpKind::FloorDiv | BinOpKind::Rem => {
                    self.number(&op.left)?;
                    self.number(&op.right)?;
                }
                _ => {}
            },
            Expr::UnaryOp(op) if matches!(op.op, UnaryOpKind::Not) => self.truth(&op.expr)?,
            _ => {}
        }
        children(expression).into_iter().try_for_each(|child| self.walk(child))
    }

    /// What has to be true: a constant always is, or never.
    fn truth(&self, expression: &Expr<'_>) -> Result<(), Wrong> {
        let always = match expression {
            Expr::Const(constant) => !matches!(constant.value.kind(), minijinja::value::ValueKind::Bool),
            Expr::Tuple(_) | Expr::List(_) | Expr::Map(_) => true,
            _ => false,
        };
        if !always {
            return Ok(());
        }
        let message = message!("this by itself compares nothing, and is always the same");
        let help = message!(
            "repeat the field: `owner == \"siti\" or owner == \"joko\"`, or `owner in [\"siti\", \"joko\"]`"
        );
        Err(wrong(message, help, range_of(expression)))
    }

    /// What is calculated with.
    fn number(&self, expression: &Expr<'_>) -> Result<(), Wrong> {
        // A word with a hyphen is reported where it is compared.
        if bare_words(expression).is_some_and(|word| !is_field(&word)) {
            return Ok(());
        }
        let what = match self.scope.kind(expression)? {
            Kind::Date => message!("a date cannot be calculated with"),
            Kind::Text | Kind::Word(_) => message!("text cannot be calculated with"),
            _ => return Ok(()),
        };
        let help = message!(
            "compare a date with another one in quotes; `age_days`, `days_in_stage` and `idle_days` are numbers"
        );
        Err(wrong(what, help, range_of(expression)))
    }

    /// Both sides of a comparison.
    fn both(&self, left: &Expr<'_>, right: &Expr<'_>, asks: Asks) -> Result<(), Wrong> {
        self.side(left, right, asks)?;
        let turned = match asks {
            Asks::Same => Asks::Same,
            Asks::Before => Asks::After,
            Asks::After => Asks::Before,
        };
        self.side(right, left, turned)
    }

    /// What is known of one side, and what the other is.
    fn side(&self, known: &Expr<'_>, other: &Expr<'_>, asks: Asks) -> Result<(), Wrong> {
        if bare_words(known).is_some_and(|word| !is_field(&word)) {
            return Ok(());
        }
        let kind = self.scope.kind(known)?;
        let range =
            || range_of(known).start.min(range_of(other).start)..range_of(known).end.max(range_of(other).end);
        if matches!(other, Expr::Const(constant) if constant.value.is_none()) {
            let message = message!("nothing is the same as `none`: what is absent satisfies no comparison");
            return Err(wrong(message, message!("ask `is none`, or `is not none`"), range()));
        }
        if let Some(day) = unquoted_date(other) {
            let message = message!("a date without quotes is a calculation with numbers");
            return Err(wrong(message, message!("write it in quotes: \"{day}\"", day), range_of(other)));
        }
        if let Some(word) = bare_words(other).filter(|word| kind.is_text() && !is_field(word)) {
            return Err(self.unquoted(kind, &word, range_of(other)));
        }
        let literal = match other {
            Expr::Const(constant) => constant.value.as_str().map(str::to_owned),
            _ => None,
        };
        let other_kind = self.scope.kind(other)?;
        match (kind, literal) {
            (Kind::Amount | Kind::Number, Some(text)) => Err(self.quoted_number(&text, range())),
            (Kind::Amount | Kind::Number, None) if other_kind.is_text() => Err(wrong(
                message!("a number is compared with text, which is never true"),
                message!("compare a number with a number, text with text in quotes"),
                range(),
            )),
            (Kind::Amount, None) => {
                match three_decimals(other, self.source, minor_units(self.scope.config.currency)) {
                    Some(unsure) => Err(wrong(
                        unsure.message(),
                        message!("an amount is written in plain digits"),
                        range_of(other),
                    )),
                    None => Ok(()),
                }
            }
            (Kind::Date, None) if other_kind.is_number() => Err(wrong(
                message!("a date is compared with a number, which is never true"),
                message!("write the date in quotes, such as \"2026-11-23\""),
                range(),
            )),
            (Kind::Date, Some(text)) => self.date(&text, asks, range_of(other)),
            (Kind::Word(list), Some(text)) if asks == Asks::Same => self.word(list, &text, range_of(other)),
            (Kind::List(_), _) if !matches!(other_kind, Kind::List(_) | Kind::Unknown) => {
                let name = self.source_of(known);
                let help = if other_kind.is_number() {
                    message!("`{name}|length` is how many there are", name)
                } else {
                    message!("write `… in {name}` for one of them", name)
                };
                Err(wrong(
                    message!("`{name}` is a list, and is compared with one value", name),
                    help,
                    range(),
                ))
            }
            (Kind::Map(fields), _) if !matches!(other_kind, Kind::Map(_) | Kind::Unknown) => {
                let name = self.source_of(known);
                let help = fields.iter().map(|field| format!("`{name}.{}`", field.name)).collect::<Vec<_>>();
                let help = (!help.is_empty())
                    .then(|| message!("compare one of them: {parts}", parts = help.join(", ")));
                let message = message!("`{name}` has several parts, and is compared with one value", name);
                Err(Wrong { message, help, range: Some(range()) })
            }
            _ => Ok(()),
        }
    }

    /// `x in y`.
    fn contained(&self, item: &Expr<'_>, container: &Expr<'_>) -> Result<(), Wrong> {
        let items = match container {
            Expr::List(list) => Some(&list.items),
            Expr::Tuple(tuple) => Some(&tuple.items),
            _ => None,
        };
        if let Some(items) = items {
            return items.iter().try_for_each(|one| self.side(item, one, Asks::Same));
        }
        let (inside, of) =
            (self.scope.kind(container)?, Some(item).map(|item| self.item_kind(item, container)));
        let name = self.source_of(container);
        match (inside, of.transpose()?) {
            (Kind::Amount | Kind::Number | Kind::Date | Kind::Truth, _) => {
                let message = message!("`in` looks into lists and texts, and `{name}` is neither", name);
                Err(wrong(message, message!("write `{name} == …`", name), range_of(container)))
            }
            (Kind::List(Some(of)), Some(kind)) if kind.is_number() && Kind::of(of).is_text() => {
                let message = message!("`{name}` holds texts, and a number is looked for", name);
                Err(wrong(message, message!("write it in quotes"), range_of(item)))
            }
            _ => Ok(()),
        }
    }

    /// What is looked for; a word without quotes is reported.
    fn item_kind(&self, item: &Expr<'_>, container: &Expr<'_>) -> Result<Kind, Wrong> {
        match bare_words(item).filter(|word| !is_field(word)) {
            Some(word) => {
                let of = match self.scope.kind(container)? {
                    Kind::List(Some(of)) => Kind::of(of),
                    kind => kind,
                };
                Err(self.unquoted(of, &word, range_of(item)))
            }
            None => self.scope.kind(item),
        }
    }

    /// A word that is no field: text without quotes.
    fn unquoted(&self, kind: Kind, word: &str, range: Range<usize>) -> Wrong {
        let meant = match kind {
            Kind::Word(list) => list.meant(word, self.scope.config),
            Kind::Date => {
                let help = message!("write a date in quotes, such as \"2026-11-23\"");
                return wrong(message!("a lead has no field `{word}`", word), help, range);
            }
            _ => None,
        };
        let near = meant.is_none().then(|| nearest(word, self.scope.names())).flatten();
        let help = match near {
            Some(near) => message!("did you mean the field `{near}`, or the text \"{word}\"?", near, word),
            None => message!("text is written in quotes: \"{text}\"", text = meant.unwrap_or(word)),
        };
        wrong(message!("a lead has no field `{word}`", word), help, range)
    }

    fn quoted_number(&self, text: &str, range: Range<usize>) -> Wrong {
        let config = self.scope.config;
        let help = match typed_number(text, config.currency, config.language) {
            Ok(number) if number != text => message!("write {number} without quotes", number),
            _ => message!("write the number without quotes"),
        };
        wrong(message!("a number is compared with text, which is never true"), help, range)
    }

    /// The text that a date is compared with.
    fn date(&self, text: &str, asks: Asks, range: Range<usize>) -> Result<(), Wrong> {
        let whole = |text: &str| text.len() == 10 && Day::parse_from_str(text, "%Y-%m-%d").is_ok();
        // All days before a month or a year are before its name as a text.
        let begins =
            asks == Asks::Before && (whole(&format!("{text}-01-01")) || whole(&format!("{text}-01")));
        if whole(text) || begins {
            return Ok(());
        }
        let day = match numeric_day(text, self.scope.config.language) {
            Some(NumericDay::One(day)) => Some(message!("write \"{day}\"", day)),
            Some(NumericDay::Two(one, other)) => Some(message!("write \"{one}\" or \"{other}\"", one, other)),
            None => {
                text.get(..10).filter(|day| whole(day)).map(|day| message!("compare days: \"{day}\"", day))
            }
        };
        let day = day.or_else(|| {
            let first =
                ["-01-01", "-01"].iter().map(|rest| format!("{text}{rest}")).find(|day| whole(day))?;
            Some(message!("write a whole date, such as \"{first}\"", first))
        });
        let help = day.unwrap_or_else(|| message!("a date is written \"2026-11-23\""));
        Err(wrong(message!("`{text}` is no date, and a date is compared with it", text), help, range))
    }

    /// The text that a word of a list is compared with.
    fn word(&self, list: WordList, text: &str, range: Range<usize>) -> Result<(), Wrong> {
        let words = list.words(self.scope.config);
        if words.is_empty() || words.iter().any(|(id, _)| *id == text) {
            return Ok(());
        }
        let ids = || words.iter().map(|(id, _)| *id);
        let meant = list.meant(text, self.scope.config).or_else(|| nearest(text, ids()));
        let help = match meant {
            Some(meant) => message!("did you mean \"{meant}\"?", meant),
            None => message!("known are {words}", words = ids().collect::<Vec<_>>().join(", ")),
        };
        Err(wrong(list.none(text), help, range))
    }

    fn source_of(&self, expression: &Expr<'_>) -> &str {
        self.source.get(range_of(expression)).unwrap_or_default().trim()
    }
}

fn wrong(message: Message, help: Message, range: Range<usize>) -> Wrong {
    Wrong { message, help: Some(help), range: Some(range) }
}

/// Whether `value` is alone somewhere, as a number.
fn bare_value(expression: &Expr<'_>) -> bool {
    match expression {
        Expr::Var(var) => var.id == "value",
        Expr::GetAttr(attr) if matches!(&attr.expr, Expr::Var(var) if var.id == "value") => false,
        _ => children(expression).into_iter().any(bare_value),
    }
}

/// A range widened to the characters it touches: the language counts bytes,
/// and may end inside one.
fn whole_characters(source: &str, range: &Range<usize>) -> Range<usize> {
    let end = range.end.max(range.start);
    let start = (0..=range.start.min(source.len())).rev().find(|at| source.is_char_boundary(*at));
    let end = (end..source.len()).find(|at| source.is_char_boundary(*at));
    start.unwrap_or(0)..end.unwrap_or(source.len())
}

#[cfg(test)]
mod tests {
    use super::whole_characters;

    #[test]
    fn a_range_ends_on_characters() {
        assert_eq!(whole_characters("é > 1", &(0..1)), 0..2);
        assert_eq!(whole_characters("a é", &(3..3)), 2..4);
        assert_eq!(whole_characters("a é", &(1..2)), 1..2);
        assert_eq!(whole_characters("a", &(0..9)), 0..1);
    }
}
