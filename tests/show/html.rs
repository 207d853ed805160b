//! The page: whole, quiet, safe.

use std::collections::BTreeSet;

use corong::show::templates::Given;
use corong::show::{ReportFormat, report};
use sha2::{Digest, Sha256};

use super::fixture;

fn page(of: &corong::report::Report) -> String {
    report(of, ReportFormat::Html, Given::default()).unwrap_or_else(|error| panic!("{error}"))
}

/// Writes the pages for a look with a browser: `CORONG_PAGES=/some/folder`.
#[test]
fn pages_for_the_eye() {
    let Ok(folder) = std::env::var("CORONG_PAGES") else { return };
    let mut english = fixture::nusantara();
    english.language = "en";
    let all = [
        ("nusantara", fixture::nusantara()),
        ("english", english),
        ("empty", fixture::empty()),
        ("one", fixture::one()),
        ("hostile", fixture::hostile()),
        ("large", fixture::large()),
    ];
    for (name, of) in all {
        std::fs::write(format!("{folder}/{name}.html"), page(&of)).unwrap();
        let markdown = report(&of, ReportFormat::Markdown, Given::default()).unwrap();
        std::fs::write(format!("{folder}/{name}.md"), markdown).unwrap();
    }
}

/// Closing, name, attributes, empty.
type Tag = (bool, String, Vec<(String, String)>, bool);

/// The tags of a page in order. Strict:
/// every `<` and `>` belongs to a tag.
fn tags(html: &str) -> Vec<Tag> {
    let start = html.find("<style>").unwrap() + "<style>".len();
    let end = html.find("</style>").unwrap();
    let html = format!("{}{}", &html[..start], &html[end..]);
    let mut out = Vec::new();
    let mut rest = html.strip_prefix("<!doctype html>").unwrap();
    while let Some(at) = rest.find(['<', '>']) {
        assert!(rest[at..].starts_with('<'), "a stray > before {:?}", &rest[at..rest.len().min(at + 40)]);
        let end = rest[at..].find('>').unwrap() + at;
        let tag = &rest[at + 1..end];
        let (closing, tag) = tag.strip_prefix('/').map_or((false, tag), |tag| (true, tag));
        let (empty, tag) = tag.strip_suffix('/').map_or((false, tag), |tag| (true, tag));
        let (name, mut attrs) = tag.split_once(' ').unwrap_or((tag, ""));
        let mut list = Vec::new();
        while let Some((key, after)) = attrs.trim_start().split_once("=\"") {
            let (value, after) = after.split_once('"').unwrap();
            list.push((key.to_owned(), value.to_owned()));
            attrs = after;
        }
        assert_eq!(attrs.trim(), "", "in <{tag}>");
        out.push((closing, name.to_owned(), list, empty));
        rest = &rest[end + 1..];
    }
    out
}

const VOID: [&str; 3] = ["meta", "br", "link"];

#[test]
fn every_page_is_well_formed_and_loads_nothing() {
    let pages =
        [fixture::nusantara(), fixture::empty(), fixture::one(), fixture::hostile(), fixture::large()];
    for of in pages {
        let html = page(&of);
        let mut open: Vec<String> = Vec::new();
        let mut ids = BTreeSet::new();
        let mut names = Vec::new();
        for (closing, name, attrs, empty) in tags(&html) {
            for (key, value) in attrs {
                assert!(key != "style" && key != "src" && !key.starts_with("on"), "{key} on <{name}>");
                assert!(key != "href" || value.starts_with('#'), "{value}");
                if key == "id" {
                    assert!(ids.insert(value.clone()), "the id {value} stands twice");
                } else if key == "aria-labelledby" || key == "href" {
                    names.extend(value.split(' ').map(|name| name.trim_start_matches('#').to_owned()));
                }
            }
            assert!(
                !["script", "img", "iframe", "object", "image", "use", "link"].contains(&name.as_str()),
                "{name}"
            );
            match (closing, empty || VOID.contains(&name.as_str())) {
                (true, _) => assert_eq!(open.pop().as_deref(), Some(name.as_str())),
                (false, false) => open.push(name),
                (false, true) => {}
            }
        }
        assert_eq!(open, Vec::<String>::new());
        for name in names {
            assert!(ids.contains(&name), "nothing has the id {name}");
        }
    }
}

#[test]
fn headings_go_down_one_step_at_a_time() {
    for of in [fixture::nusantara(), fixture::large(), fixture::empty()] {
        let mut last = 0;
        for (closing, name, ..) in tags(&page(&of)) {
            let level = name.strip_prefix('h').and_then(|n| n.parse::<u32>().ok());
            if let Some(level) = level.filter(|_| !closing) {
                assert!(level <= last + 1, "h{level} under h{last}");
                last = level;
            }
        }
    }
}

#[test]
fn the_policy_allows_just_this_style() {
    use base64::Engine;
    let html = page(&fixture::nusantara());
    let style = html.split_once("<style>").unwrap().1.split_once("</style>").unwrap().0;
    let hash = base64::engine::general_purpose::STANDARD.encode(Sha256::digest(style.as_bytes()));
    assert!(html.contains(&format!("style-src &#39;sha256-{hash}&#39;")));
    assert!(html.contains("default-src &#39;none&#39;"));
    assert_eq!(html.matches("<style").count(), 1);
}

#[test]
fn colours_are_tokens() {
    let html = page(&fixture::nusantara());
    let body = html.split_once("</style>").unwrap().1;
    assert!(!body.contains("fill=") && !body.contains("stroke=") && !body.contains("rgb("));
    let css = html.split_once("<style>").unwrap().1.split_once("</style>").unwrap().0;
    for rule in css.split('}').filter(|rule| rule.contains('#')) {
        let colours = rule.rsplit_once('{').unwrap().1.split(';').filter(|line| line.contains('#'));
        colours.for_each(|line| assert!(line.trim_start().starts_with("--"), "{line}"));
    }
}

#[test]
fn hostile_text_is_text() {
    let html = page(&fixture::hostile());
    assert!(!html.contains("<script") && !html.contains("<!--") && !html.contains('\u{202e}'));
    assert!(html.contains("&lt;script&gt;") && html.contains("‹U+202E›"));
    assert!(!html.lines().any(|line| line.trim_start().starts_with("::")));
}

/// At 1280 pixels they fit one line in both languages: eleven links of about a hundred.
#[test]
fn links_to_the_sections_fit_one_line() {
    for language in ["id", "en"] {
        let mut of = fixture::nusantara();
        of.language = language;
        let html = page(&of);
        let nav = html.split("<nav class=\"toc\"").nth(1).unwrap().split("</nav>").next().unwrap();
        let words: Vec<&str> = nav.split("\">").skip(2).map(|rest| rest.split('<').next().unwrap()).collect();
        let wide: usize = words.iter().map(|word| word.chars().count() * 7 + 20).sum();
        assert!(words.len() >= 8 && wide < 1120, "{wide}: {words:?}");
    }
}

#[test]
fn few_are_said_in_words() {
    let mut of = fixture::nusantara();
    of.pipelines[0].win_rate = fixture::rate(2, 4);
    let html = page(&of);
    assert!(html.contains("terlalu sedikit") && html.contains("dari\u{a0}4"));
    assert!(!html.contains("50%</p>"));
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    assert_eq!(page(&fixture::large()), page(&fixture::large()));
}
