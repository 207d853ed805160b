//! A strict reader of the pages' HTML: what is a tag, what is text.

use std::collections::BTreeSet;

/// An opening tag: its name and its attributes as they are meant.
#[derive(Debug)]
pub struct Tag {
    pub name: String,
    pub attributes: Vec<(String, String)>,
}

/// A page taken apart.
#[derive(Default)]
pub struct Page {
    pub tags: Vec<Tag>,
    /// All text, entities resolved.
    pub text: String,
}

impl Page {
    pub fn values<'p>(&'p self, attribute: &'p str) -> impl Iterator<Item = &'p str> {
        let all = self.tags.iter().flat_map(|tag| &tag.attributes);
        all.filter(move |(name, _)| name == attribute).map(|(_, value)| value.as_str())
    }

    pub fn ids(&self) -> BTreeSet<&str> {
        self.values("id").collect()
    }
}

/// Reads a page. Every `<` begins a tag that ends and every attribute is quoted.
pub fn read(path: &str, html: &str) -> Page {
    let mut page = Page::default();
    let mut open: Vec<String> = Vec::new();
    let mut rest = html.strip_prefix("<!doctype html>").unwrap_or_else(|| panic!("{path}: no doctype"));
    while let Some(at) = rest.find('<') {
        page.text.push_str(&meant(&rest[..at]));
        let tag = &rest[at + 1..];
        let mut quoted = false;
        let end = tag.find(|c| {
            quoted ^= c == '"';
            c == '>' && !quoted
        });
        let end = end.unwrap_or_else(|| panic!("{path}: a tag without an end: {:.80}", tag));
        let inner = &tag[..end];
        rest = &tag[end + 1..];
        if let Some(name) = inner.strip_prefix('/') {
            assert_eq!(open.pop().as_deref(), Some(name), "{path}");
            continue;
        }
        let (inner, closed) =
            inner.strip_suffix('/').map_or((inner, false), |inner| (inner.trim_end(), true));
        let tag = tag_of(path, inner);
        let void = ["meta", "link", "br", "hr", "input"].contains(&tag.name.as_str());
        if !closed && !void {
            open.push(tag.name.clone());
        }
        page.tags.push(tag);
    }
    page.text.push_str(&meant(rest));
    assert!(open.is_empty(), "{path}: {open:?} stay open");
    page
}

fn tag_of(path: &str, inner: &str) -> Tag {
    let (name, mut rest) = inner.split_once(' ').unwrap_or((inner, ""));
    assert!(name.bytes().all(|b| b.is_ascii_alphanumeric()), "{path}: <{inner}>");
    let mut attributes = Vec::new();
    while let Some((key, after)) = rest.trim_start().split_once("=\"") {
        let (value, after) = after.split_once('"').unwrap_or_else(|| panic!("{path}: <{inner}>"));
        assert!(!key.contains(char::is_whitespace), "{path}: <{inner}>");
        attributes.push((key.to_owned(), meant(value)));
        rest = after;
    }
    assert_eq!(rest.trim(), "", "{path}: <{inner}>");
    Tag { name: name.to_owned(), attributes }
}

/// Text without entities.
pub fn meant(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
}
