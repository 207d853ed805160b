//! Notes in Markdown as HTML that does nothing: no raw HTML, no image, no
//! link but to the web and to mail, nothing that is masked.

use comrak::nodes::NodeValue;
use comrak::{Arena, Node, Options, format_html, parse_document};

use super::mask::Mask;
use crate::text::{Character, characters, escape_html, is_hidden, push_visible};

/// The highest level of a heading in notes: they stand under one of level 2.
const HIGHEST: u8 = 3;

/// Notes as HTML. `name` says of a table what it belongs to.
pub fn html(markdown: &str, mask: &Mask, name: &str) -> String {
    let options = options();
    let arena = Arena::new();
    let root = parse_document(&arena, markdown, &options);
    let nodes: Vec<Node<'_>> = root.descendants().collect();
    nodes.chunk_by(|_, next| !next.data().value.block()).for_each(|block| without(block, mask));
    let mut level = HIGHEST - 1;
    for node in nodes {
        let unwrap = match &mut node.data_mut().value {
            NodeValue::Heading(heading) => {
                level = (heading.level + HIGHEST - 1).min(level + 1).clamp(HIGHEST, 6);
                heading.level = level;
                false
            }
            NodeValue::CodeBlock(code) if mask.hides(&code.info) => {
                code.info.clear();
                false
            }
            NodeValue::Link(link) => {
                link.title.clear();
                !is_safe(&link.url) || mask.hides(&link.url)
            }
            NodeValue::Image(_) => true,
            _ => false,
        };
        if unwrap {
            for child in node.children().collect::<Vec<_>>() {
                node.insert_before(child);
            }
            node.detach();
        }
    }
    let mut html = String::with_capacity(markdown.len() * 2);
    // Writing to a String cannot fail.
    let _ = format_html(root, &options, &mut html);
    let label = escape_html(name);
    // Text is escaped, so these are markup wherever they are.
    visible(&html)
        .replace("<a href=\"", "<a rel=\"nofollow noopener noreferrer\" href=\"")
        .replace(
            "<table>",
            &format!("<div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-label=\"{label}\"><table>"),
        )
        .replace("</table>", "</table></div>")
        .replace("<input type=\"checkbox\" checked=\"\" disabled=\"\" />", "☑")
        .replace("<input type=\"checkbox\" disabled=\"\" />", "☐")
}

/// Takes what is masked out of the texts of a block, wherever marks split it.
fn without(block: &[Node<'_>], mask: &Mask) {
    let mut pieces: Vec<String> = block.iter().map(|node| said(&node.data().value)).collect();
    if !mask.pieces(&mut pieces) {
        return;
    }
    for (node, piece) in block.iter().zip(pieces).rev() {
        let emptied = match &mut node.data_mut().value {
            NodeValue::Text(text) => {
                *text = piece.into();
                text.is_empty()
            }
            NodeValue::Code(code) => {
                code.literal = piece;
                false
            }
            NodeValue::HtmlInline(html) => {
                *html = piece;
                false
            }
            NodeValue::CodeBlock(code) => {
                code.literal = piece;
                false
            }
            NodeValue::HtmlBlock(html) => {
                html.literal = piece;
                false
            }
            NodeValue::SoftBreak | NodeValue::LineBreak => piece.is_empty(),
            NodeValue::Emph | NodeValue::Strong | NodeValue::Strikethrough | NodeValue::Link(_) => {
                node.first_child().is_none()
            }
            _ => false,
        };
        if emptied {
            node.detach();
        }
    }
}

/// The text of a node itself, as it is read.
fn said(value: &NodeValue) -> String {
    match value {
        NodeValue::Text(text) => text.to_string(),
        NodeValue::Code(code) => code.literal.clone(),
        NodeValue::HtmlInline(html) => html.clone(),
        NodeValue::CodeBlock(code) => code.literal.clone(),
        NodeValue::HtmlBlock(html) => html.literal.clone(),
        NodeValue::SoftBreak | NodeValue::LineBreak => "\n".to_owned(),
        _ => String::new(),
    }
}

fn options() -> Options<'static> {
    let mut options = Options::default();
    options.extension.table = true;
    options.extension.strikethrough = true;
    options.extension.tasklist = true;
    options.extension.autolink = true;
    options.render.escape = true;
    options
}

/// Whether a link goes where a page may lead.
pub fn is_safe(url: &str) -> bool {
    let lower = url.trim().to_ascii_lowercase();
    let scheme = ["https://", "http://", "mailto:"].into_iter().find(|scheme| lower.starts_with(scheme));
    scheme.is_some_and(|scheme| lower.len() > scheme.len())
        && !url.chars().any(|c| is_hidden(c) || c.is_whitespace())
}

/// With what steers written visibly; lines stay lines.
fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for Character { c, hidden, .. } in characters(text) {
        match c {
            '\n' | '\t' => out.push(c),
            '\r' => {}
            c if hidden => push_visible(&mut out, c),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(markdown: &str) -> String {
        html(markdown, &Mask::default(), "Notes")
    }

    #[test]
    fn nothing_of_notes_runs_or_loads() {
        for hostile in [
            "<script>alert(1)</script>",
            "a <img src=x onerror=alert(1)> b",
            "[x](javascript:alert(1))",
            "[x](JaVaScRiPt:alert(1))",
            "[x](data:text/html,<script>)",
            "[x](&#106;avascript:alert(1))",
            "![x](https://e.example/x.png)",
            "<javascript:alert(1)>",
            "[x]: javascript:alert(1)\n\n[x]",
            "[x](//e.example)",
            "[x](vbscript:x)",
            "<div\nonclick=alert(1)>\n\n</div>",
        ] {
            let html = of(hostile);
            for bad in ["<script", "<img", "href=\"javascript", "href=\"data", "<div\n", "href=\"//", "src="]
            {
                assert!(!html.to_lowercase().contains(bad) || html.contains("&lt;img"), "{hostile}: {html}");
            }
            assert!(!html.contains("<img") && !html.contains("<a "), "{hostile}: {html}");
        }
    }

    #[test]
    fn what_people_write_is_shown() {
        assert_eq!(of("a **b** ~~c~~"), "<p>a <strong>b</strong> <del>c</del></p>\n");
        assert_eq!(
            of("[x](https://e.example \"t\")"),
            "<p><a rel=\"nofollow noopener noreferrer\" href=\"https://e.example\">x</a></p>\n"
        );
        assert!(of("- [x] a\n- [ ] b").contains("☑ a"));
        assert!(of("| a |\n|---|\n| b |").contains("<th>a</th>"));
        assert_eq!(of("# a\n\n### b"), "<h3>a</h3>\n<h4>b</h4>\n");
        assert_eq!(of("a\u{202e}b"), "<p>a‹U+202E›b</p>\n");
    }

    #[test]
    fn addresses_stay_out_however_they_are_written() {
        for written in [
            "andi@karya.example",
            "andi&#64;karya.example",
            "<andi@karya.example>",
            "[m](mailto:andi@karya.example)",
            "`andi@karya.example`",
        ] {
            assert!(!of(written).contains("karya"), "{written}: {}", of(written));
        }
    }
}
