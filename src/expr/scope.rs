//! The names an expression may use, and what each gives.

use std::ops::Range;

use minijinja::machinery::ast::Expr;
use minijinja::value::ValueKind;

use super::kind::{Kind, WordList};
use super::parts::IntoRange;
use super::wrong::Wrong;
use crate::finding::nearest;
use crate::message;
use crate::pipeline::Config;
use crate::pipeline::shape::{LEAD, Shape};

/// The catalogue of names for one use of expressions.
pub struct Scope<'c> {
    pub(super) config: &'c Config,
    computed: &'static [(&'static str, Kind)],
}

/// What is known of a lead beside its own fields; the last takes the whole pipeline's history.
const COMPUTED_OF_ALL: &[(&str, Kind)] = &[
    ("id", Kind::Text),
    ("stage", Kind::Word(WordList::Stages)),
    ("pipeline", Kind::Word(WordList::Pipelines)),
    ("group", Kind::Word(WordList::Groups)),
    ("score", Kind::Number),
    ("annual", Kind::Amount),
    ("age_days", Kind::Number),
    ("days_in_stage", Kind::Number),
    ("idle_days", Kind::Number),
    ("held", Kind::Truth),
    ("weighted", Kind::Amount),
];

/// What the lead alone is enough for.
const COMPUTED: &[(&str, Kind)] = COMPUTED_OF_ALL.split_at(COMPUTED_OF_ALL.len() - 1).0;

/// What is not another one every day.
const COMPUTED_FOR_GOOD: &[(&str, Kind)] = COMPUTED_OF_ALL.split_at(COMPUTED_OF_ALL.len() - 5).0;

/// The fields of a lead that what is computed is computed of. Without a history
/// there is no lead to compute of.
const COMPUTED_FROM: &[(&str, &[&str])] = &[
    ("age_days", &["history"]),
    ("days_in_stage", &["history"]),
    ("idle_days", &["history", "activities"]),
    ("score", &["qualification", "history"]),
    ("value", &["value", "products", "history"]),
    ("held", &["hold", "history"]),
    ("annual", &["products", "history"]),
    ("weighted", &["value", "products", "probability", "history"]),
    ("group", &["owner"]),
    ("id", &["history"]),
];

/// Whether a name means a field of a lead, or what is computed of it.
pub(super) fn is_field(name: &str) -> bool {
    LEAD.iter().any(|field| field.name == name) || COMPUTED_OF_ALL.iter().any(|(known, _)| *known == name)
}

/// The fields of a lead that a name rests on: itself, or what it is computed of.
pub(super) fn rests_on(name: &str) -> Vec<&str> {
    let computed = COMPUTED_FROM.iter().find(|(known, _)| *known == name);
    computed.map_or_else(|| vec![name], |(_, fields)| fields.to_vec())
}

impl<'c> Scope<'c> {
    /// For gates: they see one lead, so nothing that takes the whole history.
    pub fn gates(config: &'c Config) -> Self {
        Self { config, computed: COMPUTED }
    }

    /// For targets: nothing that is another one every day.
    pub fn targets(config: &'c Config) -> Self {
        Self { config, computed: COMPUTED_FOR_GOOD }
    }

    /// For choosing among leads that were all read: `weighted` too.
    pub fn choosing(config: &'c Config) -> Self {
        Self { config, computed: COMPUTED_OF_ALL }
    }

    /// The names that may be at the beginning.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        LEAD.iter().map(|field| field.name).chain(self.computed.iter().map(|(name, _)| *name))
    }

    /// What an expression gives, as far as it can be known.
    ///
    /// # Errors
    /// Where it names what no lead has.
    pub(super) fn kind(&self, expression: &Expr<'_>) -> Result<Kind, Wrong> {
        Ok(match expression {
            Expr::Var(var) => return self.variable(var.id, var.span().into_range()),
            Expr::Const(constant) => match constant.value.kind() {
                ValueKind::Number => Kind::Number,
                ValueKind::String => Kind::Text,
                ValueKind::Bool => Kind::Truth,
                _ => Kind::Unknown,
            },
            Expr::UnaryOp(op) => match op.op {
                minijinja::machinery::ast::UnaryOpKind::Not => Kind::Truth,
                minijinja::machinery::ast::UnaryOpKind::Neg => self.kind(&op.expr)?,
            },
            Expr::GetAttr(attr) => return self.attribute(&attr.expr, attr.name, attr.span().into_range()),
            Expr::GetItem(item) => match self.kind(&item.expr)? {
                Kind::List(Some(of)) => Kind::of(of),
                _ => Kind::Unknown,
            },
            Expr::Test(_) | Expr::Compare(_) => Kind::Truth,
            Expr::List(_) | Expr::Tuple(_) => Kind::List(None),
            Expr::Map(_) => Kind::Map(&[]),
            Expr::Filter(filter) => match filter.name {
                "length" | "count" | "abs" | "round" | "int" | "float" => Kind::Number,
                "lower" | "upper" | "trim" | "string" | "title" | "capitalize" | "replace" | "join" => {
                    Kind::Text
                }
                "bool" => Kind::Truth,
                "default" | "d" => filter.expr.as_ref().map_or(Ok(Kind::Unknown), |own| self.kind(own))?,
                "first" | "last" => match filter.expr.as_ref().map(|own| self.kind(own)).transpose()? {
                    Some(Kind::List(Some(of))) => Kind::of(of),
                    _ => Kind::Unknown,
                },
                _ => Kind::Unknown,
            },
            _ => Kind::Unknown,
        })
    }

    fn variable(&self, name: &str, range: Range<usize>) -> Result<Kind, Wrong> {
        if let Some(field) = LEAD.iter().find(|field| field.name == name) {
            return Ok(Kind::of(&field.shape));
        }
        if let Some((_, kind)) = self.computed.iter().find(|(known, _)| *known == name) {
            return Ok(*kind);
        }
        let daily = self.computed.len() == COMPUTED_FOR_GOOD.len();
        let help = match nearest(name, self.names()) {
            _ if daily && is_field(name) => {
                message!(
                    "`{name}` is another one every day: a target is about the same leads throughout",
                    name
                )
            }
            _ if matches!(name.to_lowercase().as_str(), "null" | "nil" | "none" | "empty") => {
                message!("what is absent is asked for by `is none`, as in `value is none`")
            }
            Some(near) => message!("did you mean `{meant}`?", meant = near),
            None => message!("known are {words}", words = self.names().collect::<Vec<_>>().join(", ")),
        };
        Err(Wrong {
            message: message!("a lead has no field `{name}`", name),
            help: Some(help),
            range: Some(range),
        })
    }

    fn attribute(&self, of: &Expr<'_>, name: &str, range: Range<usize>) -> Result<Kind, Wrong> {
        let outer = self.kind(of)?;
        let called = match of {
            Expr::Var(parent) => parent.id,
            _ => "that",
        };
        let (found, known): (Option<Kind>, Vec<&str>) = match (called, outer) {
            ("qualification", Kind::Map(_)) => {
                let known: Vec<_> = self.config.qualification.iter().map(|own| own.id.as_str()).collect();
                (known.contains(&name).then_some(Kind::of(&Shape::LEVEL)), known)
            }
            ("split", Kind::Map(_)) => {
                let known: Vec<_> = self.config.team.iter().map(|own| own.id.as_str()).collect();
                (known.contains(&name).then_some(Kind::of(&Shape::Percent)), known)
            }
            ("custom", Kind::Map(_)) => {
                let own = self.config.fields.iter().find(|field| field.name == name);
                let known = self.config.fields.iter().map(|field| field.name.as_str()).collect();
                (own.map(|field| Kind::of_schema(&field.schema)), known)
            }
            ("value", Kind::Amount) | (_, Kind::Map([_, ..])) => {
                let fields = match outer {
                    Kind::Map(fields) => fields,
                    _ => Shape::Money.fields(),
                };
                let found = fields.iter().find(|field| field.name == name);
                (found.map(|field| Kind::of(&field.shape)), fields.iter().map(|field| field.name).collect())
            }
            _ if matches!(outer, Kind::Text | Kind::Word(_) | Kind::Date | Kind::Number | Kind::Truth) => {
                (None, Vec::new())
            }
            _ => return Ok(Kind::Unknown),
        };
        found.ok_or_else(|| {
            let help = match nearest(name, known.iter().copied()) {
                Some(near) => Some(message!("did you mean `{called}.{near}`?", called, near)),
                None if known.is_empty() => None,
                None => Some(message!("`{called}` has: {parts}", called, parts = known.join(", "))),
            };
            Wrong { message: message!("`{called}` has no `{name}`", called, name), help, range: Some(range) }
        })
    }
}
