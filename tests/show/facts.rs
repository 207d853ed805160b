//! Every fact of a report is in every format that shows its section.

use std::collections::BTreeMap;

use corong::figures::Segment;
use corong::host::Disk;
use corong::pipeline::{Decimal, Language};
use corong::report::{self, PipelineReport, Rate, Report, ReportOptions, Sentence};
use corong::show::format::Style;
use corong::show::templates::Given;
use corong::show::{ReportFormat, changes, plain, sentences};
use corong::workspace::Loader;

use super::fixture;
use crate::support::TODAY;

/// What must be read one after the other in a section, which the formats head differently.
struct Fact {
    heads: &'static [&'static str],
    said: Vec<String>,
}

fn fact(heads: &'static [&'static str], said: impl IntoIterator<Item = String>) -> Fact {
    Fact { heads, said: said.into_iter().filter(|text| !text.is_empty()).collect() }
}

fn shown(style: &Style, rate: &Rate) -> String {
    rate.shown().map_or_else(String::new, |(value, ..)| style.percent(value))
}

/// An amount, short or to the last digit.
fn money(style: &Style, amount: Decimal) -> String {
    [style.compact(amount), style.money(amount)].join("\0")
}

/// The titles of charts and what they head.
fn titles(p: &PipelineReport) -> Vec<(&'static [&'static str], &Sentence)> {
    let t = &p.titles;
    let loud = |part: &str| !p.quiet.iter().any(|quiet| quiet == part);
    let mut all: Vec<(&'static [&'static str], &Sentence)> =
        vec![(&["now"], &t.stages), (&["now", "by-owner-head"], &t.owners), (&["rotting"], &t.rotting)];
    let parts: [(&str, &'static [&'static str], _); 7] = [
        ("funnel", &["funnel"], &t.funnel),
        ("closing", &["closing", "now"], &t.closing),
        ("closed", &["results"], &t.closed),
        ("won", &["results"], &t.won),
        ("stays", &["times", "stays"], &t.stays),
        ("cycle", &["times", "time-to-win"], &t.cycle),
        ("curve", &["times", "time-to-win"], &t.curve),
    ];
    // What is too little is named once, and shown nowhere.
    all.extend(parts.into_iter().filter(|(part, ..)| loud(part)).map(|(_, heads, title)| (heads, title)));
    all.extend(loud("losses").then_some((&["losses"] as &[_], &t.losses)));
    let segments: [(&str, &'static [&'static str], _, &[Segment]); 5] = [
        ("by_source", &["segments", "by-source"], &t.by_source, &p.by_source),
        ("by_product", &["segments", "by-product"], &t.by_product, &p.by_product),
        ("by_industry", &["segments", "by-industry"], &t.by_industry, &p.by_industry),
        ("by_size", &["segments", "by-size"], &t.by_size, &p.wins.by_size),
        ("by_early_activity", &["segments", "by-early"], &t.by_early_activity, &p.wins.by_early_activity),
    ];
    let said = segments.into_iter().filter(|(part, .., rows)| loud(part) && !rows.is_empty());
    all.extend(said.map(|(_, heads, title, _)| (heads, title)));
    all.extend(t.targets.as_ref().map(|title| (&["targets"] as &[_], title)));
    all
}

fn rows(style: &Style, heads: &'static [&'static str], rows: &[Segment]) -> Vec<Fact> {
    let named = rows.iter().filter_map(|row| Some((row.label.clone()?, row)));
    let known = named.filter(|(_, row)| !row.win_rate.few && row.win_rate.n > 0);
    known.take(3).map(|(label, row)| fact(heads, [label, shown(style, &row.win_rate)])).collect()
}

fn facts(style: &Style, report: &Report, p: &PipelineReport) -> Vec<Fact> {
    let word = |id: &str| style.words.t(id, &[]);
    const HEADLINES: &[&str] = &["headlines", "compared"];
    let cycle = p.cycle_days.shown().map_or_else(|| word("too-few"), |(median, _)| style.days(median));
    let mut facts = vec![
        fact(HEADLINES, [word("open-value"), style.compact(p.open.value), style.compact(p.open.weighted)]),
        fact(HEADLINES, [word("won-value"), style.compact(p.won.value), style.count(p.won.count)]),
        fact(HEADLINES, [word("win-rate"), shown(style, &p.win_rate)]),
        fact(HEADLINES, [word("conversion"), shown(style, &p.conversion.rate)]),
        fact(HEADLINES, [word("cycle"), if p.cycle_days.n > 0 { cycle } else { String::new() }]),
        fact(
            HEADLINES,
            [word("average"), p.won.average.map_or_else(String::new, |value| style.compact(value))],
        ),
        fact(HEADLINES, [word("new"), style.count(p.new.count)]),
    ];
    let others =
        report.compare.iter().flat_map(|days| days.pipelines.iter().filter(|other| other.id == p.id));
    for (name, difference) in others.flat_map(|other| other.differences.named()) {
        if difference.is_some() {
            facts.push(fact(HEADLINES, [word(name), changes::difference(style, difference)]));
        }
    }
    for standing in &p.standing_out {
        facts.push(fact(&["standing"], [sentences::said(style, &standing.sentence)]));
    }
    for (heads, title) in titles(p) {
        facts.push(fact(heads, [sentences::said(style, title)]));
    }
    // Of few leads, what is too little is named once, and shown nowhere.
    let loud = |part: &str| !report.opening.few || !p.quiet.iter().any(|quiet| quiet == part);
    let entered =
        p.stages.iter().filter_map(|stage| Some((stage, stage.flow.filter(|flow| flow.total() > 0)?)));
    for (stage, flow) in entered {
        let counts = [flow.total(), flow.advanced].map(|n| style.count(n));
        let row = [stage.label.clone()].into_iter().chain(counts).chain([shown(style, &flow.settled)]);
        facts.extend(loud("funnel").then(|| fact(&["funnel"], row)));
        facts.push(fact(&["now"], [stage.label.clone(), money(style, stage.value)]));
    }
    for reason in p.loss_reasons.iter().filter(|reason| reason.label.is_some() && loud("losses")).take(5) {
        let label = reason.label.clone().unwrap_or_default();
        facts.push(fact(&["losses"], [label, style.count(reason.count), money(style, reason.value)]));
    }
    for lead in p.rotting.iter().take(5) {
        facts.push(fact(&["rotting"], [lead.title.clone(), lead.idle_days.to_string()]));
    }
    // HTML draws the months; text and Markdown have them in a table.
    if let Some(ahead) = p.forecast.as_ref().filter(|ahead| ahead.open.n > 0) {
        facts.push(fact(&["fc-section"], [sentences::said(style, &ahead.answer)]));
        if ahead.open.band.p90.is_some() {
            facts.push(fact(&["fc-section"], [sentences::said(style, &ahead.rests_on)]));
        }
    }
    for target in &p.targets {
        facts.push(fact(&["targets"], [style.period(&target.label)]));
    }
    for improved in &p.improvements {
        facts.push(fact(&["improvements"], [improved.action.clone()]));
    }
    for (part, heads, segments) in [
        ("by_source", &["segments", "by-source"], &p.by_source),
        ("by_product", &["segments", "by-product"], &p.by_product),
        ("by_industry", &["segments", "by-industry"], &p.by_industry),
    ] {
        if !p.quiet.iter().any(|quiet| quiet == part) {
            facts.extend(rows(style, heads, segments));
        }
    }
    facts.extend(rows(style, &["now", "segments", "by-owner-head"], &p.by_owner));
    facts
}

/// Blanks of every kind are one, Markdown's escapes and HTML's entities are what they mean.
fn plainly(text: &str) -> String {
    let text = text.replace(['\u{2060}', '\\', '*'], "").replace(['|', '\u{a0}', '\u{202f}'], " ");
    let text = [
        ("&amp;", "&"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&#39;", "'"),
        ("&#x27;", "'"),
        ("&quot;", "\""),
        ("&#x2f;", "/"),
    ]
    .iter()
    .fold(text, |text, (entity, means)| text.replace(entity, means));
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The sections of a text, by what heads them; of several pipelines all together.
type Sections = BTreeMap<String, String>;

fn markdown(text: &str) -> Sections {
    let mut out = Sections::new();
    let mut head = String::new();
    for line in text.lines() {
        match line.strip_prefix("##") {
            Some(title) => head = plainly(title.trim_start_matches('#')),
            None => out.entry(head.clone()).or_default().extend([line, "\n"]),
        }
    }
    // The headline figures follow what is above them without a heading.
    out
}

fn terminal(text: &str) -> Sections {
    let mut out = Sections::new();
    let mut head = String::new();
    let lines: Vec<&str> = text.lines().collect();
    for (at, line) in lines.iter().enumerate() {
        if lines.get(at + 1).is_some_and(|next| next.starts_with('─')) {
            head = plainly(line);
        } else {
            out.entry(head.clone()).or_default().extend([*line, "\n"]);
        }
    }
    out
}

fn html(text: &str) -> Sections {
    let mut out = Sections::new();
    for part in text.split("<h2").chain(text.split("<h3 class=\"h\"")).skip(1) {
        let (head, body) = part.split_once("</h").unwrap_or((part, ""));
        let head = head.split_once('>').map_or(head, |(_, head)| head);
        let mut words = String::new();
        for piece in body.split('<') {
            let (tag, said) = piece.split_once('>').unwrap_or(("", piece));
            // The words of a chart are there for those who do not see it.
            let label = tag.split_once("aria-label=\"").and_then(|(_, rest)| rest.split_once('"'));
            words.extend([" ", label.map_or("", |(label, _)| label), " ", said]);
        }
        out.entry(plainly(head)).or_default().push_str(&words);
    }
    out
}

/// Whether the strings of a fact come one after the other.
fn says(text: &str, said: &[String]) -> bool {
    let Some((first, rest)) = said.split_first() else { return true };
    let first = plainly(first);
    text.match_indices(&first).any(|(at, _)| {
        let mut after = &text[at + first.len()..];
        rest.iter().all(|next| {
            let ways = next.split('\0').map(plainly);
            let found = ways.filter_map(|next| Some(after.find(&next)? + next.len())).min();
            found.map(|end| after = &after[end..]).is_some()
        })
    })
}

/// What a format lacks of a report's facts.
fn lacking(format: &str, sections: &Sections, report: &Report) -> Vec<String> {
    let style = Style::new(report.language, &report.currency);
    let mut lacking = Vec::new();
    for p in &report.pipelines {
        let until = p.forecast.as_ref().map_or(report.as_of, |ahead| ahead.until);
        let date = [("date", style.date(until).into())];
        let head = |id: &&str| plainly(&style.words.t(id, if *id == "fc-section" { &date } else { &[] }));
        for fact in facts(&style, report, p) {
            let heads: Vec<String> = fact.heads.iter().map(head).collect();
            let of = |head: &String| sections.get(head).map(|text| plainly(text));
            let mut bodies: Vec<String> = heads.iter().filter_map(of).collect();
            if format == "markdown" && fact.heads[0] == "headlines" {
                bodies = sections.values().map(|text| plainly(text)).collect();
            }
            let must = fact.heads == ["fc-section"] && format != "html";
            if must && bodies.is_empty() {
                lacking.push(format!("{format} has no section {heads:?}"));
            }
            if !bodies.is_empty() && !bodies.iter().any(|body| says(body, &fact.said)) {
                lacking.push(format!("{format}, {}: {:?}", fact.heads[0], fact.said));
            }
        }
    }
    lacking
}

fn examples() -> Vec<Report> {
    let today: corong::pipeline::Day = TODAY.parse().unwrap();
    let folder = |name: &str| {
        Disk::new(std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/examples")).join(name))
    };
    let of = |name: &str, language| {
        let loaded = Loader::new(&[], &|_| today).load(&folder(name)).unwrap_or_else(|_| panic!("{name}"));
        report::build(&loaded.workspace, &ReportOptions::as_of(today, language))
    };
    let each = |name| Language::ALL.map(|language| of(name, language));
    ["nusantara", "brightline"].into_iter().flat_map(each).collect()
}

/// What is likely by each month's end is in the formats that draw nothing: value, or wins
/// where no lead has a value.
#[test]
fn likely_months_are_in_text_and_markdown() {
    let mut seen = 0;
    for mut report in examples() {
        let style = Style::new(report.language, &report.currency);
        for valued in [true, false] {
            for ahead in report.pipelines.iter_mut().filter_map(|p| p.forecast.as_mut()) {
                ahead.open.unvalued = if valued { 0 } else { ahead.open.n };
            }
            let markdown = corong::show::report(&report, ReportFormat::Markdown, Given::default()).unwrap();
            let pages = [plain::text(&report, 400), markdown].map(|page| plainly(&page));
            let ahead = report.pipelines.iter().filter_map(|p| p.forecast.as_ref());
            for month in ahead.filter(|own| own.open.n > 0).flat_map(|own| &own.months) {
                let [Some(low), Some(middle), Some(high)] = [month.band.p10, month.band.p50, month.band.p90]
                else {
                    continue;
                };
                let ends = [low, middle, high].map(|end| match valued {
                    true => style.compact(end.value),
                    false => style.count(end.count),
                });
                let row = plainly(&ends.join(" "));
                seen += 1;
                for page in &pages {
                    assert!(page.contains(&row), "{} {}: {row}", report.name, report.language);
                }
            }
        }
    }
    assert!(seen > 0);
}

#[test]
fn every_fact_is_in_every_format() {
    let mut lacks = Vec::new();
    for report in examples().into_iter().chain([fixture::nusantara(), fixture::one(), fixture::empty()]) {
        let page = |format| corong::show::report(&report, format, Given::default()).unwrap();
        for (format, sections) in [
            ("text", terminal(&plain::text(&report, 400))),
            ("markdown", markdown(&page(ReportFormat::Markdown))),
            ("html", html(&page(ReportFormat::Html))),
        ] {
            let least = if report.opening.few { 1 } else { 3 };
            assert!(sections.len() > least, "{format}: {:?}", sections.keys());
            let of = |lack| format!("{} {}: {lack}", report.name, report.language);
            lacks.extend(lacking(format, &sections, &report).into_iter().map(of));
        }
    }
    assert!(lacks.is_empty(), "{} facts are missing:\n{}", lacks.len(), lacks.join("\n"));
}
