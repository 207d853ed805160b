//! A team's own templates.

use corong::show::templates::{BUILT_IN, Given, TemplateError};
use corong::show::{ReportFormat, report};

use super::fixture;

fn with(name: &'static str, source: &'static str) -> Result<String, TemplateError> {
    let format = if name.contains(".md") { ReportFormat::Markdown } else { ReportFormat::Html };
    report(&fixture::hostile(), format, Given::from_iter([(name, source)]))
}

#[test]
fn an_own_template_takes_the_place_of_the_built_in_one() {
    let text = with("report.md.j2", "{{ pipelines[0].open.value|money }} {{ t('stage') }}\n").unwrap();
    assert_eq!(text, "Rp5.340.000.000 Tahap\n");
    let text = with("report.html.j2", "{{ name }}").unwrap();
    assert!(text.starts_with("&lt;/title&gt;&lt;script&gt;"), "{text}");
}

#[test]
fn an_own_piece_may_be_drawn_in() {
    let own = [("report.md.j2", "{% include 'own/greeting.md.j2' %}!"), ("own/greeting.md.j2", "Halo")];
    let own = Given::from_iter(own);
    assert_eq!(report(&fixture::empty(), ReportFormat::Markdown, own).unwrap(), "Halo!");
}

#[test]
fn an_own_style_has_its_own_hash() {
    let html = with("report.css", "body { margin: 9px; }").unwrap();
    assert!(html.contains("<style>body{margin:9px}</style>"));
    let error = with("report.css", "</style><script>").unwrap_err();
    assert_eq!(error.name, "report.css");
}

#[test]
fn a_broken_template_is_an_error_that_points_into_it() {
    let place = |error: TemplateError| (error.name, error.line);
    let broken = with("report.md.j2", "a\n{{ 1 +").unwrap_err();
    assert_eq!(place(broken), ("report.md.j2".into(), 2));
    let unknown = with("report.md.j2", "a\n\n{{ pipelines[0].nothing }}").unwrap_err();
    assert_eq!(place(unknown), ("report.md.j2".into(), 3));
    let word = with("report.md.j2", "{{ t('no-such-word') }}").unwrap_err();
    assert!(word.message.contains("no-such-word"), "{word}");
    let missing = with("report.md.j2", "\n{% include 'nowhere.md.j2' %}").unwrap_err();
    assert!(missing.to_string().contains("nowhere.md.j2"), "{missing}");
    let within = with(
        "parts.md.j2",
        "{% macro rate(r) %}\n{{ r.nothing }}{% endmacro %}{% macro segment_table() %}{% endmacro %}{% macro owner() %}{% endmacro %}{% macro versus(a, b, c, d, e, f) %}{% endmacro %}",
    );
    assert_eq!(place(within.unwrap_err()), ("parts.md.j2".into(), 2));
}

#[test]
fn a_template_ends() {
    let endless = with(
        "report.md.j2",
        "{% for a in range(9999) %}{% for b in range(9999) %}{{ a * b }}{% endfor %}{% endfor %}",
    );
    let endless = endless.unwrap_err();
    assert!(endless.message.contains("fuel"), "{endless}");
    let itself = with("report.md.j2", "{% include 'report.md.j2' %}");
    assert!(itself.is_err());
}

#[test]
fn the_folder_holds_what_is_built_in() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/templates");
    // `init/` holds what a new workspace is made of, not what pages are.
    let of = |folder: &str, before: &str| {
        let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap());
        let files = files.filter(|file| file.file_type().unwrap().is_file());
        let files = files.map(|file| format!("{before}{}", file.file_name().into_string().unwrap()));
        files.filter(|name| name != "README.md").collect::<Vec<String>>()
    };
    let mut files = of(folder, "");
    files.extend(of(&format!("{folder}/site"), "site/"));
    files.sort();
    assert_eq!(files, BUILT_IN.map(|(name, _)| name.to_owned()));
}
