//! The parts of an expression, and where they are in its source.

use std::ops::Range;

use minijinja::machinery::ast::{CallArg, Expr};

/// A span of the expression's source as a range.
pub(super) trait IntoRange {
    fn into_range(self) -> Range<usize>;
}

impl IntoRange for minijinja::machinery::Span {
    fn into_range(self) -> Range<usize> {
        self.start_offset as usize..self.end_offset as usize
    }
}

pub(super) fn range_of(expression: &Expr<'_>) -> Range<usize> {
    match expression {
        Expr::Var(e) => e.span().into_range(),
        Expr::Const(e) => e.span().into_range(),
        Expr::Slice(e) => e.span().into_range(),
        Expr::UnaryOp(e) => e.span().into_range(),
        Expr::BinOp(e) => e.span().into_range(),
        Expr::Compare(e) => e.span().into_range(),
        Expr::IfExpr(e) => e.span().into_range(),
        Expr::Filter(e) => e.span().into_range(),
        Expr::Test(e) => e.span().into_range(),
        Expr::GetAttr(e) => e.span().into_range(),
        Expr::GetItem(e) => e.span().into_range(),
        Expr::Call(e) => e.span().into_range(),
        Expr::List(e) => e.span().into_range(),
        Expr::Tuple(e) => e.span().into_range(),
        Expr::Map(e) => e.span().into_range(),
    }
}

pub(super) fn children<'e, 'a>(expression: &'e Expr<'a>) -> Vec<&'e Expr<'a>> {
    let args = |args: &'e [CallArg<'a>]| {
        args.iter().map(|arg| match arg {
            CallArg::Pos(e) | CallArg::Kwarg(_, e) | CallArg::PosSplat(e) | CallArg::KwargSplat(e) => e,
        })
    };
    match expression {
        Expr::Var(_) | Expr::Const(_) => Vec::new(),
        Expr::Slice(e) => std::iter::once(&e.expr).chain(&e.start).chain(&e.stop).chain(&e.step).collect(),
        Expr::UnaryOp(e) => vec![&e.expr],
        Expr::BinOp(e) => vec![&e.left, &e.right],
        Expr::Compare(e) => std::iter::once(&e.expr).chain(e.ops.iter().map(|op| &op.expr)).collect(),
        Expr::IfExpr(e) => [&e.test_expr, &e.true_expr].into_iter().chain(&e.false_expr).collect(),
        Expr::Filter(e) => e.expr.iter().chain(args(&e.args)).collect(),
        Expr::Test(e) => std::iter::once(&e.expr).chain(args(&e.args)).collect(),
        Expr::GetAttr(e) => vec![&e.expr],
        Expr::GetItem(e) => vec![&e.expr, &e.subscript_expr],
        // What is called is a function or a method, not a field.
        Expr::Call(e) => match &e.expr {
            Expr::GetAttr(method) => std::iter::once(&method.expr).chain(args(&e.args)).collect(),
            _ => args(&e.args).collect(),
        },
        Expr::List(e) => e.items.iter().collect(),
        Expr::Tuple(e) => e.items.iter().collect(),
        Expr::Map(e) => e.keys.iter().chain(&e.values).collect(),
    }
}
