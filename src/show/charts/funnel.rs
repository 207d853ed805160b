//! The funnel: one bar a stage, cut into what became of those who entered.

use super::super::format::{NBSP, Style};
use super::super::shown;
use super::scale::{Scale, fit, gutter, width};
use super::svg::{El, rect, span, text};
use super::{finish, frame};
use crate::figures::{Flow, StageFigures};

/// From one stage to the next, px.
const PITCH: f64 = 72.0;
/// Where a bar begins below its row's top, px.
const TOP: f64 = 16.0;
/// The narrowest bars a page has, px.
const NARROW: f64 = 284.0;

/// The funnel over the open stages of `stages`; the scale is the stage that
/// most entered. In cohort mode the advanced part is as long as the next bar.
pub fn funnel(style: &Style, id: usize, title: &str, stages: &[&StageFigures]) -> String {
    let open: Vec<(&str, Flow)> = stages.iter().filter_map(|s| Some((s.label.as_str(), s.flow?))).collect();
    let scale = Scale::to(open.iter().map(|(_, flow)| flow.total()).max().unwrap_or(0) as f64);
    let (gutter, class) = gutter(open.iter().map(|(label, _)| *label));
    let data: Vec<String> = open.iter().map(|(label, flow)| sentence(style, label, flow)).collect();
    let height = PITCH * open.len() as f64 + 8.0;
    let mut chart = frame(id, &format!("funnel {class}"), height, title, &data.join(" "));
    chart.push(text(100.0, 24.0, 4.0, "m w", &style.words.t("settled", &[])));
    for (row, (label, flow)) in open.iter().enumerate() {
        let y = row as f64 * PITCH;
        labels(&mut chart, style, (label, flow), y, gutter);
        chart.push(parts(style, flow, scale, y));
        conversion(&mut chart, style, flow, y);
    }
    finish(&chart)
}

fn sentence(style: &Style, label: &str, flow: &Flow) -> String {
    let id = if flow.carried_in.is_some() { "funnel-row-carried" } else { "funnel-row" };
    let args = [
        ("stage", label.into()),
        ("carried", flow.carried_in.unwrap_or(0).into()),
        ("entered", flow.entered.into()),
        ("advanced", flow.advanced.into()),
        ("here", flow.open_here.into()),
        ("back", flow.moved_back.into()),
        ("lost", flow.lost.into()),
    ];
    let said = style.words.t(id, &args);
    if flow.transferred == 0 {
        return said;
    }
    let args = [("stage", label.into()), ("n", flow.transferred.into())];
    format!("{said} {}", style.words.t("funnel-row-transferred", &args))
}

fn labels(chart: &mut El, style: &Style, (label, flow): (&str, &Flow), y: f64, gutter: f64) {
    let count = match flow.carried_in {
        Some(carried) => {
            style.words.t("entered-carried", &[("n", flow.entered.into()), ("carried", carried.into())])
        }
        None => style.words.t("entered-count", &[("n", flow.entered.into())]),
    };
    let left = |dy: f64, class: &str, words: &str| text(0.0, -gutter, y + dy, class, words);
    chart.push(left(TOP + 11.0, "k w", &fit(label, gutter - 12.0)));
    // Long in mode `period`: then the carried part is below.
    match count.split_once(", ").filter(|_| width(&count) > gutter - 8.0) {
        Some((entered, carried)) => {
            chart.push(left(TOP + 27.0, "m w", entered));
            chart.push(left(TOP + 42.0, "m w", carried));
        }
        None => chart.push(left(TOP + 27.0, "m w", &count)),
    }
    // Value and interval at the row's other end, px.
    let figures = 108.0;
    let name = fit(label, NARROW - figures - width(&count) - 8.0);
    let narrow = El::new("text").at("x", "0").at("y", y + 11.0).class("p");
    let narrow = if name.chars().count() < 4 {
        narrow.with(span("k", &fit(label, NARROW - figures)))
    } else {
        narrow.with(span("k", &name)).with(span("m", &count).at("dx", 6))
    };
    chart.push(narrow);
}

/// The bar and the numbers under it, in the order advanced, here, moved back, to
/// another pipeline, lost.
fn parts(style: &Style, flow: &Flow, scale: Scale, y: f64) -> El {
    let all = [
        (flow.advanced, "a", "advanced"),
        (flow.open_here, "b", "here"),
        (flow.moved_back, "c", "moved-back"),
        (flow.transferred, "e", "transferred"),
        (flow.lost, "hol", "lost"),
    ];
    let parts: Vec<_> = all.into_iter().filter(|(n, ..)| *n > 0).collect();
    let mut bar = El::new("g").class("bar");
    let mut x = 0.0;
    for (n, class, _) in &parts {
        let long = scale.at(*n as f64);
        // A stroke is half outside: the hollow part is drawn that much smaller.
        let (inset, class) = if *class == "hol" { (0.6, "hol") } else { (0.0, *class) };
        bar.push(rect(x, long, y + TOP + inset, 24.0 - inset * 2.0, &format!("{class} sep")));
        x += long;
    }
    if parts.is_empty() {
        bar.push(
            El::new("line")
                .at("x1", 0)
                .at("x2", "100%")
                .at("y1", y + TOP + 12.0)
                .at("y2", y + TOP + 12.0)
                .class("hr"),
        );
        return bar;
    }
    bar.push(legend(style, &parts, y + TOP + 40.0));
    bar
}

fn legend(style: &Style, parts: &[(u64, &str, &str)], y: f64) -> El {
    let words: Vec<String> = parts.iter().map(|(_, _, id)| style.words.t(id, &[])).collect();
    let numbers: Vec<String> = parts.iter().map(|(n, ..)| style.count(*n)).collect();
    let total: f64 = words.iter().chain(&numbers).map(|text| width(text) + 11.0).sum();
    // Where narrow pages have no room for the words, the line above the chart has them.
    let class = if total > NARROW { "v" } else { "" };
    let mut line = El::new("text").at("x", 0).at("y", y);
    for (at, ((_, part, _), (word, number))) in parts.iter().zip(words.iter().zip(&numbers)).enumerate() {
        line.push(span(part, "■").at("dx", if at == 0 { 0 } else { 12 }));
        line.push(span("k", number).at("dx", 4));
        line.push(span(class, &format!("{NBSP}{word}")));
    }
    line
}

fn conversion(chart: &mut El, style: &Style, flow: &Flow, y: f64) {
    let sample = style.sample(flow.settled.n);
    let Some((value, low, high)) = flow.settled.shown() else {
        let few = shown::unknown(style, flow.settled.n);
        chart.push(text(100.0, 24.0, y + TOP + 11.0, "m w", &few));
        chart.push(text(100.0, 24.0, y + TOP + 27.0, "m w", &sample));
        let narrow = text(100.0, 0.0, y + 11.0, "m p", &few).at("text-anchor", "end");
        chart.push(narrow);
        return;
    };
    let (value, range) = (style.percent(value), style.range(low, high));
    let mut wide = El::new("text").at("x", "100%").at("dx", 24).at("y", y + TOP + 13.0).class("w");
    wide.push(span("k big", &value));
    if flow.lowest {
        wide.push(span("tr", &style.words.t("lowest", &[])).at("dx", 8));
    }
    chart.push(wide);
    chart.push(text(100.0, 24.0, y + TOP + 30.0, "m w", &format!("{range}, {sample}")));
    let narrow = El::new("text").at("x", "100%").at("y", y + 11.0).at("text-anchor", "end").class("p");
    let mark = if flow.lowest { "tr" } else { "k" };
    chart.push(narrow.with(span(mark, &value)).with(span("m", &range).at("dx", 5)));
}
