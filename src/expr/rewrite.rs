//! An expression written anew so that what is absent satisfies no comparison:
//! comparisons become calls of [`absent`](super::absent)'s functions, and what
//! is calculated with passes through one.

use minijinja::machinery::ast::{BinOpKind, CallArg, CompareOpKind, Expr, UnaryOpKind};
use minijinja::value::{Value, ValueKind};

use super::absent::{COMPARE, CONTAINS, LACKS, NUMBER};
use super::parts::range_of;

/// The source of an expression that means the same but for what is absent.
pub(super) fn rewritten(expression: &Expr<'_>) -> String {
    let mut writer = Writer(String::new());
    writer.whole(expression);
    writer.0
}

struct Writer(String);

impl Writer {
    fn push(&mut self, text: &str) {
        self.0.push_str(text);
    }

    /// An expression in whose place any may be.
    fn whole(&mut self, expression: &Expr<'_>) {
        match expression {
            Expr::BinOp(op) => match comparison(op.op) {
                Some(sign) => self.call(sign, &op.left, &op.right),
                None => self.calculation(op.op, &op.left, &op.right),
            },
            Expr::Compare(compare) => {
                let mut left = &compare.expr;
                for (at, op) in compare.ops.iter().enumerate() {
                    self.push(if at == 0 { "" } else { " and " });
                    self.call(sign_of(op.op), left, &op.expr);
                    left = &op.expr;
                }
            }
            Expr::UnaryOp(op) => match (&op.op, &op.expr) {
                // `x not in y` is the negation of `x in y` at the very same place.
                (UnaryOpKind::Not, Expr::BinOp(inner))
                    if matches!(inner.op, BinOpKind::In) && range_of(expression) == range_of(&op.expr) =>
                {
                    self.call("not in", &inner.left, &inner.right);
                }
                (UnaryOpKind::Not, inner @ Expr::UnaryOp(_)) => {
                    self.push("not ");
                    self.whole(inner);
                }
                (UnaryOpKind::Not, inner) => {
                    self.push("not ");
                    self.part(inner);
                }
                (UnaryOpKind::Neg, inner) => {
                    self.push("-");
                    self.number(inner);
                }
            },
            Expr::IfExpr(choice) => {
                self.part(&choice.true_expr);
                self.push(" if ");
                self.part(&choice.test_expr);
                if let Some(other) = &choice.false_expr {
                    self.push(" else ");
                    self.whole(other);
                }
            }
            Expr::Test(test) => {
                self.postfix(&test.expr);
                self.push(" is ");
                self.push(test.name);
                self.arguments(&test.args);
            }
            _ => self.postfix(expression),
        }
    }

    /// An expression as a part of another.
    fn part(&mut self, expression: &Expr<'_>) {
        let chained = matches!(expression, Expr::Compare(_));
        let called = !chained && matches!(expression, Expr::BinOp(op) if comparison(op.op).is_some());
        let open = matches!(expression, Expr::BinOp(_) | Expr::UnaryOp(_) | Expr::IfExpr(_) | Expr::Test(_));
        if chained || (open && !called) {
            self.push("(");
            self.whole(expression);
            self.push(")");
        } else {
            self.whole(expression);
        }
    }

    /// An expression that is followed by `.`, `[`, `|` or `is`.
    fn postfix(&mut self, expression: &Expr<'_>) {
        match expression {
            Expr::Var(var) => self.push(var.id),
            Expr::Const(constant) => self.literal(&constant.value),
            Expr::GetAttr(attr) => {
                self.head(&attr.expr);
                self.push(".");
                self.push(attr.name);
            }
            Expr::GetItem(item) => {
                self.head(&item.expr);
                self.bracketed(|own| own.whole(&item.subscript_expr));
            }
            Expr::Slice(slice) => {
                self.head(&slice.expr);
                self.bracketed(|own| {
                    slice.start.iter().for_each(|start| own.part(start));
                    own.push(":");
                    slice.stop.iter().for_each(|stop| own.part(stop));
                    if let Some(step) = &slice.step {
                        own.push(":");
                        own.part(step);
                    }
                });
            }
            Expr::Filter(filter) => {
                let numeric = matches!(filter.name, "abs" | "round");
                match &filter.expr {
                    Some(inner) if numeric => self.number(inner),
                    Some(inner) => self.postfix(inner),
                    None => {}
                }
                self.push("|");
                self.push(filter.name);
                self.arguments(&filter.args);
            }
            Expr::Call(call) => {
                self.head(&call.expr);
                self.push("(");
                self.listed(&call.args);
                self.push(")");
            }
            Expr::List(list) => self.bracketed(|own| own.items(&list.items)),
            Expr::Tuple(tuple) => {
                self.push("(");
                self.items(&tuple.items);
                self.push(if tuple.items.len() == 1 { ",)" } else { ")" });
            }
            Expr::Map(map) => {
                self.push("{");
                for (at, (key, value)) in map.keys.iter().zip(&map.values).enumerate() {
                    self.push(if at == 0 { "" } else { ", " });
                    self.whole(key);
                    self.push(": ");
                    self.whole(value);
                }
                self.push("}");
            }
            _ => {
                self.push("(");
                self.whole(expression);
                self.push(")");
            }
        }
    }

    /// What is looked into or called: filters bind looser than `.`.
    fn head(&mut self, expression: &Expr<'_>) {
        if matches!(expression, Expr::Filter(_) | Expr::Const(_)) {
            self.push("(");
            self.whole(expression);
            self.push(")");
        } else {
            self.postfix(expression);
        }
    }

    fn calculation(&mut self, op: BinOpKind, left: &Expr<'_>, right: &Expr<'_>) {
        let sign = sign_of_calculation(op);
        // A chain of one operator needs no brackets on its left.
        let chained = matches!(left, Expr::BinOp(inner) if sign_of_calculation(inner.op) == sign)
            && !matches!(op, BinOpKind::Pow);
        let numbers = !matches!(op, BinOpKind::ScAnd | BinOpKind::ScOr | BinOpKind::Concat);
        match (chained, numbers) {
            (true, _) => self.whole(left),
            (false, true) => self.number(left),
            (false, false) => self.part(left),
        }
        self.push(sign);
        if numbers { self.number(right) } else { self.part(right) }
    }

    /// What is calculated with: where it is absent so is the result.
    fn number(&mut self, expression: &Expr<'_>) {
        if matches!(expression, Expr::Const(_)) {
            return self.postfix(expression);
        }
        self.push(NUMBER);
        self.push("(");
        self.whole(expression);
        self.push(")");
    }

    fn call(&mut self, sign: &str, left: &Expr<'_>, right: &Expr<'_>) {
        let (function, sign) = match sign {
            "in" => (CONTAINS, None),
            "not in" => (LACKS, None),
            sign => (COMPARE, Some(sign)),
        };
        self.push(function);
        self.push("(");
        if let Some(sign) = sign {
            self.push(&format!("\"{sign}\", "));
        }
        self.whole(left);
        self.push(", ");
        self.whole(right);
        self.push(")");
    }

    fn arguments(&mut self, args: &[CallArg<'_>]) {
        if !args.is_empty() {
            self.push("(");
            self.listed(args);
            self.push(")");
        }
    }

    fn listed(&mut self, args: &[CallArg<'_>]) {
        for (at, arg) in args.iter().enumerate() {
            self.push(if at == 0 { "" } else { ", " });
            let (sign, value) = match arg {
                CallArg::Pos(value) => (String::new(), value),
                CallArg::Kwarg(name, value) => (format!("{name}="), value),
                CallArg::PosSplat(value) => ("*".to_owned(), value),
                CallArg::KwargSplat(value) => ("**".to_owned(), value),
            };
            self.push(&sign);
            self.whole(value);
        }
    }

    fn items(&mut self, items: &[Expr<'_>]) {
        for (at, item) in items.iter().enumerate() {
            self.push(if at == 0 { "" } else { ", " });
            self.whole(item);
        }
    }

    fn bracketed(&mut self, inner: impl FnOnce(&mut Self)) {
        self.push("[");
        inner(self);
        self.push("]");
    }

    fn literal(&mut self, value: &Value) {
        let text = match value.kind() {
            ValueKind::String => serde_json::Value::from(value.as_str().unwrap_or_default()).to_string(),
            ValueKind::Number if !value.is_integer() => match f64::try_from(value.clone()) {
                Ok(number) if number.is_finite() => format!("{number:e}"),
                _ => "1e999".to_owned(),
            },
            ValueKind::None => "none".to_owned(),
            _ => value.to_string(),
        };
        self.push(&text);
    }
}

/// The sign of an operator that compares.
fn comparison(op: BinOpKind) -> Option<&'static str> {
    Some(match op {
        BinOpKind::Eq => "==",
        BinOpKind::Ne => "!=",
        BinOpKind::Lt => "<",
        BinOpKind::Lte => "<=",
        BinOpKind::Gt => ">",
        BinOpKind::Gte => ">=",
        BinOpKind::In => "in",
        _ => return None,
    })
}

fn sign_of(op: CompareOpKind) -> &'static str {
    match op {
        CompareOpKind::Eq => "==",
        CompareOpKind::Ne => "!=",
        CompareOpKind::Lt => "<",
        CompareOpKind::Lte => "<=",
        CompareOpKind::Gt => ">",
        CompareOpKind::Gte => ">=",
        CompareOpKind::In => "in",
        CompareOpKind::NotIn => "not in",
    }
}

fn sign_of_calculation(op: BinOpKind) -> &'static str {
    match op {
        BinOpKind::ScAnd => " and ",
        BinOpKind::ScOr => " or ",
        BinOpKind::Add => " + ",
        BinOpKind::Sub => " - ",
        BinOpKind::Mul => " * ",
        BinOpKind::Div => " / ",
        BinOpKind::FloorDiv => " // ",
        BinOpKind::Rem => " % ",
        BinOpKind::Pow => " ** ",
        BinOpKind::Concat => " ~ ",
        op => comparison(op).unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use minijinja::machinery::parse_expr;

    use super::rewritten;

    fn written(source: &str) -> String {
        parse_expr(source).map(|expression| rewritten(&expression)).unwrap()
    }

    #[test]
    fn comparisons_are_calls() {
        for (source, wanted) in [
            ("a < 1 and b == 'x'", "_compare(\"<\", a, 1) and _compare(\"==\", b, \"x\")"),
            ("1 < a <= 2.5", "_compare(\"<\", 1, a) and _compare(\"<=\", a, 2.5e0)"),
            ("a not in b", "_lacks(a, b)"),
            ("not (a in b)", "not _contains(a, b)"),
            ("not not a", "not not a"),
            ("(a or b) and c", "(a or b) and c"),
            ("a and b and c", "a and b and c"),
            ("-a * (2 - 1) > 0", "_compare(\">\", _number(-_number(a)) * _number(2 - 1), 0)"),
            ("a|length > 1", "_compare(\">\", a|length, 1)"),
            ("a[0].b is defined", "a[0].b is defined"),
            ("(a|first).b", "(a|first).b"),
            ("a[1:-1]|join(', ', attribute='x')", "a[1:(-1)]|join(\", \", attribute=\"x\")"),
            ("x if a is odd else y if b else z", "x if (a is odd) else y if b else z"),
            ("[1, (2,), {'k': none}]", "[1, (2,), {\"k\": none}]"),
            ("range(1, *b, **c)", "range(1, *b, **c)"),
        ] {
            assert_eq!(written(source), wanted, "{source}");
        }
    }

    #[test]
    fn what_was_written_anew_can_be_read() {
        for source in ["2 ** 3 ** 2", "(a ~ b) ~ c", "a - (b - c)", "a is not none", "(1).x", "\"\\\"\\\\\""]
        {
            let once = written(source);
            assert!(parse_expr(&once).is_ok(), "{source}: {once}");
        }
        let long = vec!["a < 1"; 120].join(" and ");
        assert!(parse_expr(&written(&long)).is_ok());
    }
}
