//! The names an expression may use, and what is wrong with one before it runs.

use std::ops::Range;

use minijinja::machinery::ast::{BinOpKind, CompareOpKind, Expr};
use minijinja::value::ValueKind;

use super::engine::{ENGINE, parsed};
use super::parts::{IntoRange, children, range_of};
use super::wrong::Wrong;
use crate::finding::nearest;
use crate::pipeline::Config;
use crate::pipeline::shape::{Field, LEAD, Shape};

/// What a name means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameKind {
    /// A number; money too.
    Number,
    /// Text; dates too, as `2026-11-23`.
    Text,
    /// A list or a mapping.
    Many,
    /// It depends on the team's own schema, or on what is computed with it.
    Unknown,
}

/// The catalogue of names for one use of expressions.
pub struct Scope<'c> {
    config: &'c Config,
    computed: &'static [(&'static str, NameKind)],
}

/// What is known of a lead beside its own fields; the last takes the whole pipeline's history.
const COMPUTED_OF_ALL: &[(&str, NameKind)] = &[
    ("id", NameKind::Text),
    ("stage", NameKind::Text),
    ("pipeline", NameKind::Text),
    ("age_days", NameKind::Number),
    ("days_in_stage", NameKind::Number),
    ("idle_days", NameKind::Number),
    ("score", NameKind::Number),
    ("weighted", NameKind::Number),
];

/// What the lead alone is enough for.
const COMPUTED: &[(&str, NameKind)] = COMPUTED_OF_ALL.split_at(COMPUTED_OF_ALL.len() - 1).0;

/// Whether a name means a field of a lead, or what is computed of it.
pub(super) fn is_field(name: &str) -> bool {
    LEAD.iter().any(|field| field.name == name) || COMPUTED_OF_ALL.iter().any(|(known, _)| *known == name)
}

impl<'c> Scope<'c> {
    /// For gates: they see one lead, so nothing that takes the whole history.
    pub fn gates(config: &'c Config) -> Self {
        Self { config, computed: COMPUTED }
    }

    /// For choosing among leads that were all read: `weighted` too.
    pub fn choosing(config: &'c Config) -> Self {
        Self { config, computed: COMPUTED_OF_ALL }
    }

    /// The names that may be at the beginning.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        LEAD.iter().map(|field| field.name).chain(self.computed.iter().map(|(name, _)| *name))
    }

    /// Checks an expression: its grammar, the fields it names, the filters and
    /// tests it uses, and that no number is compared with text.
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
        self.walk(&expression)?;
        if source.contains("value.") && self.bare_value(&expression) {
            let message = "`value` is used both as a number and as a mapping".to_owned();
            let help = Some(
                "use `value` (in the workspace's currency), or `value.amount` and `value.currency`"
                    .to_owned(),
            );
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

    fn walk(&self, expression: &Expr<'_>) -> Result<(), Wrong> {
        match expression {
            Expr::Var(_) | Expr::GetAttr(_) => self.kind(expression).map(drop),
            Expr::Compare(compare) => {
                let mut left = &compare.expr;
                for op in &compare.ops {
                    if !matches!(op.op, CompareOpKind::In | CompareOpKind::NotIn) {
                        self.comparable(left, &op.expr)?;
                    }
                    left = &op.expr;
                }
                self.children(expression)
            }
            Expr::BinOp(op) if is_comparison(op.op) => {
                self.comparable(&op.left, &op.right)?;
                self.children(expression)
            }
            _ => self.children(expression),
        }
    }

    fn children(&self, expression: &Expr<'_>) -> Result<(), Wrong> {
        children(expression).into_iter().try_for_each(|child| self.walk(child))
    }

    fn comparable(&self, left: &Expr<'_>, right: &Expr<'_>) -> Result<(), Wrong> {
        let (a, b) = (self.kind(left)?, self.kind(right)?);
        let clash = matches!((a, b), (NameKind::Number, NameKind::Text) | (NameKind::Text, NameKind::Number));
        if !clash {
            return Ok(());
        }
        let text = if a == NameKind::Text { left } else { right };
        let help = match text {
            Expr::Const(_) => "write the number without quotes",
            _ => "compare a number with a number, text with text in quotes",
        };
        let range = range_of(left).start..range_of(right).end;
        let message = "a number is compared with text, which is never true".to_owned();
        Err(Wrong { message, help: Some(help.to_owned()), range: Some(range) })
    }

    /// What an expression means, as far as it can be known.
    fn kind(&self, expression: &Expr<'_>) -> Result<NameKind, Wrong> {
        match expression {
            Expr::Var(var) => self.variable(var.id, var.span().into_range()),
            Expr::Const(constant) => Ok(match constant.value.kind() {
                ValueKind::Number => NameKind::Number,
                ValueKind::String => NameKind::Text,
                _ => NameKind::Unknown,
            }),
            Expr::UnaryOp(op) => self.kind(&op.expr),
            Expr::GetAttr(attr) => {
                self.walk(&attr.expr)?;
                self.attribute(&attr.expr, attr.name, attr.span().into_range())
            }
            Expr::Filter(filter)
                if matches!(filter.name, "length" | "count" | "abs" | "round" | "int" | "float") =>
            {
                Ok(NameKind::Number)
            }
            Expr::Filter(filter) if matches!(filter.name, "lower" | "upper" | "trim" | "string") => {
                Ok(NameKind::Text)
            }
            _ => Ok(NameKind::Unknown),
        }
    }

    fn variable(&self, name: &str, range: Range<usize>) -> Result<NameKind, Wrong> {
        if let Some(field) = LEAD.iter().find(|field| field.name == name) {
            return Ok(kind_of(field));
        }
        if let Some((_, kind)) = self.computed.iter().find(|(known, _)| *known == name) {
            return Ok(*kind);
        }
        let help = match nearest(name, self.names()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("known are: {}", self.names().collect::<Vec<_>>().join(", ")),
        };
        Err(Wrong { message: format!("a lead has no field `{name}`"), help: Some(help), range: Some(range) })
    }

    fn attribute(&self, of: &Expr<'_>, name: &str, range: Range<usize>) -> Result<NameKind, Wrong> {
        let Expr::Var(parent) = of else { return Ok(NameKind::Unknown) };
        let Some(field) = LEAD.iter().find(|field| field.name == parent.id) else {
            return Ok(NameKind::Unknown);
        };
        let (found, known): (Option<NameKind>, Vec<&str>) = match &field.shape {
            Shape::Criteria => {
                let known: Vec<_> = self.config.qualification.iter().map(|c| c.id.as_str()).collect();
                (known.contains(&name).then_some(NameKind::Text), known)
            }
            Shape::Custom => {
                let known: Vec<_> = self.config.fields.iter().map(|f| f.name.as_str()).collect();
                (known.contains(&name).then_some(NameKind::Unknown), known)
            }
            Shape::List { .. } => return Ok(NameKind::Unknown),
            shape => {
                let fields = shape.fields();
                let found = fields.iter().find(|field| field.name == name).map(kind_of);
                (found, fields.iter().map(|field| field.name).collect())
            }
        };
        found.ok_or_else(|| {
            let help = match nearest(name, known.iter().copied()) {
                Some(near) => format!("did you mean `{}.{near}`?", parent.id),
                None => format!("`{}` has: {}", parent.id, known.join(", ")),
            };
            let message = format!("`{}` has no `{name}`", parent.id);
            Wrong { message, help: Some(help), range: Some(range) }
        })
    }

    /// Whether `value` is alone somewhere, as a number.
    fn bare_value(&self, expression: &Expr<'_>) -> bool {
        match expression {
            Expr::Var(var) => var.id == "value",
            Expr::GetAttr(attr) if matches!(&attr.expr, Expr::Var(var) if var.id == "value") => false,
            _ => children(expression).into_iter().any(|child| self.bare_value(child)),
        }
    }
}

fn kind_of(field: &Field) -> NameKind {
    match field.shape {
        Shape::Amount | Shape::Percent | Shape::Integer { .. } | Shape::Money => NameKind::Number,
        Shape::List { .. } | Shape::Map(_) | Shape::Criteria | Shape::Custom | Shape::Keyed(_) => {
            NameKind::Many
        }
        _ => NameKind::Text,
    }
}

fn is_comparison(op: BinOpKind) -> bool {
    use BinOpKind::{Eq, Gt, Gte, Lt, Lte, Ne};
    matches!(op, Eq | Ne | Lt | Lte | Gt | Gte)
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
