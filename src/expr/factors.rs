//! What `*` may multiply. Repeating a list costs the engine nothing until
//! somebody looks at it, and then everything: so no list is repeated.

use minijinja::machinery::ast::{BinOpKind, Expr};
use minijinja::value::{Value, ValueKind};

use super::Wrong;
use super::parts::{children, range_of};
use crate::message;
use crate::text::Message;

/// A field whose value decides: the name at its head, and the keys below.
pub(super) struct Path {
    name: String,
    keys: Vec<Value>,
}

impl Path {
    /// Refuses a list in a lead.
    pub(super) fn check(&self, context: &Value) -> Result<(), Message> {
        let mut value = context.get_attr(&self.name).unwrap_or_default();
        for key in &self.keys {
            value = value.get_item(key).unwrap_or_default();
        }
        match value.kind() {
            ValueKind::Seq | ValueKind::Iterable => {
                Err(message!("`{name}` is a list here, and `*` takes numbers", name = self.name))
            }
            _ => Ok(()),
        }
    }
}

/// Refuses `*` beside what is, or may be, a list.
///
/// # Errors
/// The first such.
pub(super) fn check(expression: &Expr<'_>) -> Result<(), Wrong> {
    collect(expression, &mut Vec::new())
}

/// The fields that are multiplied.
pub(super) fn multiplied(expression: &Expr<'_>) -> Vec<Path> {
    let mut paths = Vec::new();
    // It was checked before.
    let _ = collect(expression, &mut paths);
    paths
}

fn collect(expression: &Expr<'_>, paths: &mut Vec<Path>) -> Result<(), Wrong> {
    if let Expr::BinOp(op) = expression
        && matches!(op.op, BinOpKind::Mul)
    {
        factor(&op.left, paths)?;
        factor(&op.right, paths)?;
    }
    children(expression).into_iter().try_for_each(|child| collect(child, paths))
}

/// Whether one side can be no list but where a field is one.
fn factor(side: &Expr<'_>, paths: &mut Vec<Path>) -> Result<(), Wrong> {
    use BinOpKind::{Add, ScAnd, ScOr};
    let single = |name: &str| {
        matches!(
            name,
            "length"
                | "count"
                | "int"
                | "float"
                | "abs"
                | "round"
                | "bool"
                | "lower"
                | "upper"
                | "trim"
                | "string"
        )
    };
    match side {
        Expr::Const(_) | Expr::Test(_) | Expr::Compare(_) => Ok(()),
        Expr::UnaryOp(op) => factor(&op.expr, paths),
        Expr::BinOp(op) if matches!(op.op, Add | ScAnd | ScOr) => {
            factor(&op.left, paths)?;
            factor(&op.right, paths)
        }
        // Its own sides were looked at, or it gives a number, a text or a truth.
        Expr::BinOp(_) => Ok(()),
        Expr::IfExpr(choice) => {
            factor(&choice.true_expr, paths)?;
            choice.false_expr.as_ref().map_or(Ok(()), |other| factor(other, paths))
        }
        Expr::Filter(filter) if single(filter.name) => Ok(()),
        _ => match path(side) {
            Some(path) => {
                paths.push(path);
                Ok(())
            }
            None => Err(Wrong {
                message: message!("`*` takes numbers, and this may be a list"),
                help: Some(message!("write `|int` or `|float` behind it")),
                range: Some(range_of(side)),
            }),
        },
    }
}

/// A field by its names and constant keys.
fn path(expression: &Expr<'_>) -> Option<Path> {
    match expression {
        Expr::Var(var) => Some(Path { name: var.id.to_owned(), keys: Vec::new() }),
        Expr::GetAttr(attr) => deeper(&attr.expr, Value::from(attr.name)),
        Expr::GetItem(item) => match &item.subscript_expr {
            Expr::Const(key) => deeper(&item.expr, key.value.clone()),
            _ => None,
        },
        _ => None,
    }
}

fn deeper(parent: &Expr<'_>, key: Value) -> Option<Path> {
    let mut path = path(parent)?;
    path.keys.push(key);
    Some(path)
}
