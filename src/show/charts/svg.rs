//! A tiny SVG writer: elements, attributes and text, everything escaped.

use crate::text::escape_html;

/// One element.
pub struct El {
    name: &'static str,
    attrs: Vec<(&'static str, String)>,
    inner: Vec<Inner>,
}

enum Inner {
    El(El),
    Text(String),
}

impl El {
    /// An element of that name.
    pub fn new(name: &'static str) -> Self {
        Self { name, attrs: Vec::new(), inner: Vec::new() }
    }

    /// With an attribute.
    #[must_use]
    pub fn at(mut self, name: &'static str, value: impl ToString) -> Self {
        self.attrs.push((name, value.to_string()));
        self
    }

    /// With classes; none where there are none.
    #[must_use]
    pub fn class(self, class: &str) -> Self {
        if class.is_empty() { self } else { self.at("class", class) }
    }

    /// With text.
    #[must_use]
    pub fn text(mut self, text: impl Into<String>) -> Self {
        self.inner.push(Inner::Text(text.into()));
        self
    }

    /// With an element inside.
    #[must_use]
    pub fn with(mut self, el: El) -> Self {
        self.inner.push(Inner::El(el));
        self
    }

    /// Puts an element inside.
    pub fn push(&mut self, el: El) {
        self.inner.push(Inner::El(el));
    }

    /// Writes it.
    pub fn write(&self, out: &mut String) {
        out.push('<');
        out.push_str(self.name);
        for (name, value) in &self.attrs {
            out.push(' ');
            out.push_str(name);
            out.push_str("=\"");
            out.push_str(&escape_html(value));
            out.push('"');
        }
        if self.inner.is_empty() {
            out.push_str("/>");
            return;
        }
        out.push('>');
        for inner in &self.inner {
            match inner {
                Inner::El(el) => el.write(out),
                Inner::Text(text) => out.push_str(&escape_html(text)),
            }
        }
        out.push_str("</");
        out.push_str(self.name);
        out.push('>');
    }
}

/// A box; `x` and `width` in percent of the chart, `y` and `height` in px.
pub fn rect(x: f64, width: f64, y: f64, height: f64, class: &str) -> El {
    El::new("rect")
        .at("x", percent(x))
        .at("y", number(y))
        .at("width", percent(width))
        .at("height", number(height))
        .class(class)
}

/// A line of text that begins `dx` px from `x` percent.
pub fn text(x: f64, dx: f64, y: f64, class: &str, words: &str) -> El {
    let el = El::new("text").at("x", percent(x));
    let el = if dx == 0.0 { el } else { el.at("dx", number(dx)) };
    el.at("y", number(y)).class(class).text(words)
}

/// A straight line, x in percent, y in px.
pub fn line(x1: f64, y1: f64, x2: f64, y2: f64, class: &str) -> El {
    El::new("line")
        .at("x1", percent(x1))
        .at("y1", number(y1))
        .at("x2", percent(x2))
        .at("y2", number(y2))
        .class(class)
}

/// A piece of a line of text.
pub fn span(class: &str, words: &str) -> El {
    El::new("tspan").class(class).text(words)
}

/// `12.5%`, with no more digits than an eye can tell apart.
pub fn percent(x: f64) -> String {
    format!("{}%", number(x))
}

/// At most two decimals, none needless.
pub fn number(x: f64) -> String {
    let hundredths = if x.is_finite() { (x * 100.0).round() as i64 } else { 0 };
    let (sign, whole) = (if hundredths < 0 { "-" } else { "" }, hundredths.unsigned_abs());
    match (whole / 100, whole % 100) {
        (units, 0) => format!("{sign}{units}"),
        (units, rest) if rest % 10 == 0 => format!("{sign}{units}.{}", rest / 10),
        (units, rest) => format!("{sign}{units}.{rest:02}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_text_is_escaped() {
        let el = El::new("g").at("aria-label", "a\"b").with(text(0.0, 0.0, 9.0, "k", "<script>"));
        let mut out = String::new();
        el.write(&mut out);
        assert_eq!(
            out,
            "<g aria-label=\"a&quot;b\"><text x=\"0%\" y=\"9\" class=\"k\">&lt;script&gt;</text></g>"
        );
    }

    #[test]
    fn numbers_are_short() {
        assert_eq!((number(12.0), number(0.126), number(-0.001)), ("12".into(), "0.13".into(), "0".into()));
        assert_eq!(number(f64::NAN), "0");
    }
}
