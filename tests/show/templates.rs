//! A team's own templates.

use corong::show::templates::{BUILT_IN, Given, TemplateError};
use corong::show::{ReportFormat, report};

use super::fixture;
use crate::support::Bench;

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
    // It is the team's to the last space.
    let odd = ".a::before { content: \"a  /* x */  b\"; }\n\n  /* c */ .b{}";
    assert!(with("report.css", odd).unwrap().contains(&format!("<style>{odd}</style>")));
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
    assert!(word.message.to_string().contains("no-such-word"), "{word}");
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
    assert!(endless.message.to_string().contains("fuel"), "{endless}");
    let itself = with("report.md.j2", "{% include 'report.md.j2' %}");
    assert!(itself.is_err());
}

/// Calls every function that takes rows, whole and filtered, as `templates/README.md` has it.
const ROWS: &str = r#"
{% for p in pipelines %}
{% set open = p.stages|selectattr("kind", "equalto", "open")|list %}
{% for stages in [p.stages, open] %}
{{ funnel_chart(stages, funnel_title(stages)) }} {{ funnel_total(stages) }}
{{ stages_chart(stages, stages_title(stages)) }}
{{ days_chart(stages, false, days_title(stages, false)) }}{{ days_chart(stages, true, days_title(stages, true)) }}
{% endfor %}
{% for owners in [p.by_owner, p.by_owner|selectattr("open")|list] %}
{{ owners_chart(owners, owners_title(owners)) }}
{{ segments_chart(owners, "nobody", segments_title(owners, "nobody", none)) }}{{ segments_title(owners, "nobody", "of") }}
{% endfor %}
{{ closed_chart(p.months[1:], period, closed_title(p.months[1:])) }}
{{ won_chart(p.months, period, won_title(p.months)) }}{{ chart_unit(p.months) }}
{{ losses_chart(p.loss_reasons, losses_title(p.loss_reasons)) }}
{{ closing_chart(p.closing, closing_title(p.closing)) }}
{{ cycle_chart(p.cycle_bins, p.cycle_days, cycle_title(p.cycle_days)) }}
{{ curve_chart(p.win_curve, p.time_to_win.at_days, curve_title(p.time_to_win)) }}
{{ rates_chart(["a", "b"], [p.win_rate, p.conversion], "title") }}{{ mini_rate(p.win_rate) }}
{{ trend_chart(p.trend, trend_title(p.trend)) }}{{ trend_sources(p.trend) }}{{ trend_unit(p.trend) }}
{{ slips_title(p.slips) }}{{ slips_typical(p.slips) }}{{ both_closings(p.closing, p.closing)|length }}
{{ targets_chart([{"label": "a", "attainment": 0.5, "gone": 0.2, "note": "b"}], "title") }}
{{ change("rate", p.win_rate, p.conversion) }}{{ change("money", p.open.value, p.won.value) }}
{% for s in p.standing_out %}{{ standing(s.say, s.with) }}{% endfor %}
{% for c in p.wins.by_qualification %}{{ levels(c.levels)|map(attribute="label")|join(",") }}{% endfor %}
{{ total_value(p.rotting) }}{{ largest_value(p.months|list and open) }}{{ mini_value(p.open.value, p.open.weighted) }}
{% endfor %}
{{ stamp_line(stamp) }}
"#;

/// Walks through the whole context: every rate, every median and every sentence
/// can be written.
const WALK: &str = r#"
{% macro walk(value) %}
{% if value is mapping %}
{% if "low" in value and "n" in value %}RATE {{ value|rate }} {{ value|interval }}
{% elif "few" in value and "p90" in value and "mean" not in value %}DAYS {{ value|median }} {{ value|p90 }}
{% elif "say" in value and "with" in value %}SAID {{ standing(value.say, value.with) }}
{% endif %}
{% for key in value if key != "with" %}{{ walk(value[key]) }}{% endfor %}
{% elif value is sequence and value is not string %}
{% for one in value %}{{ walk(one) }}{% endfor %}
{% endif %}
{% endmacro %}
{{ walk({"pipelines": pipelines, "total": total, "compare": compare}) }}
"#;

#[test]
fn helpers_take_what_the_report_holds() {
    for example in ["examples/nusantara", "examples/brightline"] {
        let bench = Bench::copy_of(example);
        bench.repository();
        let made = |template: &str| {
            bench.write("templates/report.md.j2", template);
            let ran =
                bench.run(&["report", "--trust-templates", "--trend", "months", "--compare", "2026-Q1"]);
            assert_eq!(ran.status, 0, "{example}: {}", ran.err);
            ran.out
        };
        assert!(made(ROWS).matches("<svg").count() > 15, "{example}");
        let walked = made(WALK);
        for (what, least) in [("RATE ", 40), ("DAYS ", 10), ("SAID ", 20)] {
            assert!(walked.matches(what).count() > least, "{example}: {what}\n{walked}");
        }
    }
}

#[test]
fn what_is_no_row_of_a_report_is_an_error() {
    for (wrong, why) in [
        ("{{ funnel_chart([1, 2], 'x') }}", "it takes StageFigures of a report, not number"),
        ("{{ funnel_title(pipelines[0].months) }}", "it takes StageFigures of a report, not map"),
        ("{{ {'n': 7}|rate }}", "it takes Rate of a report, not map"),
        ("{{ pipelines[0].open.value|rate }}", "it takes Rate of a report, not string"),
        (
            "{{ targets_chart([{'label': 'a', 'attainment': 1.0, 'gone': 0.5}], 'x') }}",
            "the row has no `note`",
        ),
        ("{{ standing('rotting', {}) }}", "it takes `say` and `with` of a sentence"),
        ("{{ mini_value('much', '0') }}", "this is no amount: much"),
        ("{{ total_value(pipelines[0].months) }}", "the row has no `value`"),
    ] {
        let refused = with("report.md.j2", wrong).unwrap_err();
        assert!(refused.message.to_string().contains(why), "{wrong}: {refused}");
    }
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
