//! Lines of what is sold that cannot be: half of a recurrence, too much taken off.

use super::lines::is_below_zero;
use super::validate::RULE;
use crate::finding::Finding;
use crate::message;
use crate::pipeline::Product;
use crate::source::RelPath;
use crate::text::Message;
use crate::yaml::Node;

/// Reports what each line says that cannot be; `read` reads one.
pub(super) fn judge(
    root: Node<'_>,
    path: &RelPath,
    read: impl Fn(Node<'_>) -> Option<Product>,
    findings: &mut Vec<Finding>,
) {
    let mut tell = |node: Node<'_>, message: Message, help: Message| {
        findings.push(Finding::new(RULE, path, node.span(), message).help(help));
    };
    for item in root.get("products").into_iter().flat_map(Node::items) {
        match (item.get("per"), item.get("term")) {
            (Some(per), None) => {
                let message = message!("`per` says how often the price is due, and nothing for how long");
                let help = message!("add `term: 12`, in months, or remove `per`");
                tell(per, message, help);
            }
            (None, Some(term)) => {
                let message = message!("`term` says for how long, and nothing how often the price is due");
                let help = message!("add `per: month`, `quarter` or `year`, or remove `term`");
                tell(term, message, help);
            }
            _ => {}
        }
        let off = item.get("discount");
        if let Some((off, line)) = off.zip(read(item).filter(is_below_zero)) {
            let whole = Product { discount: None, ..line }.value().map(|value| value.amount.normalize());
            let whole = whole.unwrap_or_default();
            let message = message!("the discount is more than the line, which is {whole}", whole);
            let help = message!(
                "give it as a part of the whole line over its term, such as 10%, or as a lower amount"
            );
            tell(off, message, help);
        }
    }
}
