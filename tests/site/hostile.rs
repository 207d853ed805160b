//! 500 hostile strings as titles, names and notes: each ends as text.

use corong::source::MemorySnapshot;

use super::html;
use super::pages::{all, load, site};

/// What somebody would try, and variants of each.
fn strings() -> Vec<String> {
    let seeds = [
        "<script>alert(1)</script>",
        "</script><script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<svg/onload=alert(1)>",
        "\"><script>alert(1)</script>",
        "'><img src=x onerror=alert(1)>",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\tscript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:msgbox(1)",
        "[x](javascript:alert(1))",
        "![x](https://evil.example/x.png)",
        "<a href=\"javascript:alert(1)\">x</a>",
        "<iframe src=//evil.example></iframe>",
        "<style>*{display:none}</style>",
        "<meta http-equiv=refresh content=0;url=//evil.example>",
        "<base href=//evil.example>",
        "<form action=//evil.example><input name=a></form>",
        "<object data=x></object>",
        "</title><script>alert(1)</script>",
        "</textarea><script>alert(1)</script>",
        "--><script>alert(1)</script>",
        "]]><script>alert(1)</script>",
        "{{ 7 * 7 }}",
        "{% for x in y %}{% endfor %}",
        "${alert(1)}",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "&#60;script&#62;alert(1)&#60;/script&#62;",
        "%3Cscript%3Ealert(1)%3C/script%3E",
        "\u{202e}<script>alert(1)</script>",
        "a\u{0}b",
        "\u{2028}alert(1)\u{2029}",
        "\u{1}index.html",
        "onmouseover=alert(1) x=",
        "\" onfocus=alert(1) autofocus=\"",
        "' style='position:fixed' '",
        "<x onclick=alert(1)>",
        "<math><mtext></mtext><script>alert(1)</script></math>",
        "<!--<img src=\"--><img src=x onerror=alert(1)//\">",
        "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
        "=cmd|' /C calc'!A0",
        "@everyone #1 <!-- x -->",
        "<details open ontoggle=alert(1)>",
        "`<b>`",
        "| a | <b>b</b> |",
        "<https://evil.example>",
        "https://evil.example/<script>",
        "\\\"<script>",
        "</svg></desc></title><script>alert(1)</script>",
    ];
    let shapes: [fn(&str) -> String; 10] = [
        str::to_owned,
        str::to_uppercase,
        |s| format!("x {s}"),
        |s| format!("{s} x"),
        |s| format!("{s}{s}"),
        |s| format!("\"{s}\""),
        |s| format!("<{s}>"),
        |s| format!("**{s}**"),
        |s| format!("& {s}"),
        |s| s.replace('<', "<\u{feff}"),
    ];
    seeds.iter().flat_map(|seed| shapes.iter().map(move |shape| shape(seed))).collect()
}

const CONFIG: &str = "\
corong: 1
name: \"<script>alert(0)</script>\"
language: en
currency: USD
team: {siti: {name: \"Siti <b onclick=x>\"}}
sources: [{id: web, label: \"<img src=x>\"}]
activity_kinds: [{id: call, label: \"</script>\"}]
lost_reasons: [{id: price, label: \"<price>\"}]
fields: {free: {type: string}}
site: {show: [notes, contacts.email, contacts.phone, costs]}
pipelines:
  - id: sales
    label: \"<sales>\"
    dir: pipeline
    stages:
      - {id: prospect, dir: 1-prospect, label: \"<prospect>\", max_days: 3}
      - {id: won, dir: 6-won, kind: won}
      - {id: lost, dir: lost, kind: lost}
";

/// A string as YAML writes it, whatever it holds.
fn quoted(text: &str) -> String {
    serde_json::to_string(text)
        .unwrap()
        .replace('\u{feff}', "\\ufeff")
        .replace('\u{2028}', "\\u2028")
        .replace('\u{2029}', "\\u2029")
}

fn lead(hostile: &str) -> String {
    let text = quoted(hostile);
    format!(
        "title: {text}\ncompany: {{name: {text}, industry: {text}, website: {text}}}\n\
         contacts:\n  - {{name: {text}, role: {text}, email: {text}, phone: {text}, notes: {text}}}\n\
         value: 10\nproducts: [{{name: {text}}}]\nowner: siti\nsource: web\ntags: [{text}]\n\
         next_step: {{do: {text}, due: 2026-11-20}}\n\
         activities:\n  - {{at: 2026-10-07, kind: call, summary: {text}}}\n\
         contract: {{payment: {text}}}\ncustom: {{free: {text}}}\n\
         history:\n  - {{stage: prospect, at: 2026-10-05, note: {text}}}\n  - {{stage: lost, at: 2026-10-06, reason: price, competitor: {text}}}\n  - {{stage: prospect, at: 2026-10-07}}\n\
         notes: {text}\n"
    )
}

#[test]
fn five_hundred_hostile_strings_end_as_text() {
    let strings = strings();
    assert_eq!(strings.len(), 500);
    let mut snapshot = MemorySnapshot::default().with("corong.yaml", CONFIG);
    for (at, hostile) in strings.iter().enumerate() {
        snapshot = snapshot.with(&format!("pipeline/1-prospect/lead-{at}.yaml"), lead(hostile));
    }
    snapshot = snapshot.with("pipeline/1-prospect/<script>alert(1)<.yaml", "title: [");
    let loaded = load(&snapshot);
    assert!(loaded.workspace.leads.len() >= 480, "{:?}", loaded.workspace.left_out.len());
    let pages = all(&site(&loaded, &snapshot, None));
    for (path, text) in &pages {
        assert!(path.bytes().all(|b| b.is_ascii_alphanumeric() || b"-./".contains(&b)), "{path}");
        assert!(
            !text.contains('\u{202e}') && !text.contains('\u{2028}') && !text.contains('\u{1}'),
            "{path}"
        );
        if path.ends_with(".html") {
            harmless(path, &html::read(path, text));
        }
    }
    let data = &pages["leads.js"];
    assert!(!data.contains('<') && !data.contains('>'));
    let json = data.strip_prefix("window.corong = ").unwrap().trim_end().strip_suffix(';').unwrap();
    let json: serde_json::Value = serde_json::from_str(json).unwrap();
    assert_eq!(json["leads"].as_array().unwrap().len(), loaded.workspace.counted().count());
    let first = html::read("", &pages["leads/lead-0.html"]);
    assert!(first.text.matches("<script>alert(1)</script>").count() >= 10, "{}", first.text);
}

fn harmless(path: &str, page: &html::Page) {
    let known = [
        "html",
        "head",
        "meta",
        "title",
        "link",
        "body",
        "a",
        "header",
        "div",
        "p",
        "nav",
        "ul",
        "li",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "dl",
        "dt",
        "dd",
        "main",
        "section",
        "footer",
        "script",
        "span",
        "small",
        "b",
        "br",
        "i",
        "table",
        "caption",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "details",
        "summary",
        "figure",
        "figcaption",
        "svg",
        "desc",
        "rect",
        "line",
        "text",
        "tspan",
        "path",
        "circle",
        "g",
        "ol",
        "time",
        "code",
        "strong",
        "em",
        "del",
        "blockquote",
        "pre",
        "hr",
    ];
    for tag in &page.tags {
        assert!(known.contains(&tag.name.as_str()), "{path}: <{}>", tag.name);
        for (name, value) in &tag.attributes {
            assert!(!name.starts_with("on") && name != "style", "{path}: {name}={value}");
            if name == "href" || name == "src" {
                let lower = value.to_lowercase();
                let own = !value.contains(':') && !value.starts_with("//");
                let web = lower.starts_with("https://") || lower.starts_with("http://");
                assert!(own || (web && tag.name == "a"), "{path}: {name}={value}");
            }
        }
    }
    let scripts: Vec<&str> = page.values("src").collect();
    assert!(
        scripts.iter().all(|src| src.ends_with("site.js") || src.ends_with("leads.js")),
        "{path}: {scripts:?}"
    );
}
