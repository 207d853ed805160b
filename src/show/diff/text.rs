//! A comparison as plain text for a terminal.

use super::sums::{ends, headline, likely, waterfall};
use super::tell::{Teller, compared};
use crate::compare::{Change, Diff, LeadChange, PipelineDiff};
use crate::show::format::{JOINER, NBSP, Style};
use crate::show::paint::{Paint, Tone};
use crate::show::table::{self, Cell, Column};
use crate::show::wrap::{width, wrap};
use crate::text::visible;

/// The longest bar, in characters.
const BAR: f64 = 20.0;

struct Page<'d> {
    out: String,
    room: usize,
    paint: Paint,
    style: &'d Style,
}

/// A comparison in lines of at most so many columns.
pub fn text(diff: &Diff, style: &Style, room: usize, paint: Paint) -> String {
    let mut page = Page { out: String::new(), room: room.max(40), paint, style };
    let headline = headline(diff, style);
    page.item("", &headline, Tone::Strong);
    page.item("", &compared(diff, style), Tone::Faint);
    let several = diff.pipelines.len() > 1;
    for pipeline in diff.pipelines.iter().filter(|pipeline| diff.is_material() && tells(pipeline)) {
        let teller = Teller { diff, pipeline, style, escape: |text| visible(text).into_owned() };
        page.out.push('\n');
        if several {
            page.item("", &teller.text(&pipeline.label), Tone::Strong);
        }
        page.ends(pipeline);
        for line in likely(pipeline, style) {
            page.item("", &line, Tone::Plain);
        }
        page.waterfall(pipeline);
        page.leads(pipeline, &teller);
    }
    page.out
}

/// Whether there is anything to say of a pipeline.
pub(super) fn tells(pipeline: &PipelineDiff) -> bool {
    !pipeline.leads.is_empty()
        || pipeline.waterfall.start != pipeline.waterfall.end
        || pipeline.weighted.start != pipeline.weighted.end
}

impl Page<'_> {
    /// A text behind its mark; further lines begin below it.
    fn item(&mut self, mark: &str, text: &str, tone: Tone) {
        let text = text.replace(JOINER, "").replace(NBSP, " ");
        let indent = width(mark);
        for (at, line) in wrap(&text, self.room.saturating_sub(indent)).iter().enumerate() {
            let before = if at == 0 { mark.to_owned() } else { " ".repeat(indent) };
            let line = self.paint.tone(line, tone);
            self.out.extend([before.as_str(), &line, "\n"]);
        }
    }

    fn table(&mut self, titles: &[&str], rows: Vec<Vec<String>>, last_is_number: bool) {
        let last = titles.len() - 1;
        let column = |(at, title): (usize, &&str)| Column {
            title: (*title).to_owned(),
            right: at > 0 && (at < last || last_is_number),
            least: (at == 0).then_some(8),
            leave: if at == last { 1 } else { 0 },
            ..Column::default()
        };
        let columns: Vec<Column> = titles.iter().enumerate().map(column).collect();
        let cell = |text: String| Cell { text: text.replace(NBSP, " "), tone: Tone::Plain };
        let rows: Vec<Vec<Cell>> = rows.into_iter().map(|row| row.into_iter().map(cell).collect()).collect();
        self.out.push_str(&table::draw(&columns, &rows, Some(self.room), self.paint).text);
    }

    fn ends(&mut self, pipeline: &PipelineDiff) {
        let t = |id: &str| self.style.words.t(id, &[]);
        let (before, after, change) = (t("diff-before"), t("diff-after"), t("diff-change"));
        let rows = ends(pipeline, self.style).into_iter().map(|row| row.to_vec()).collect();
        self.table(&["", &before, &after, &change], rows, true);
    }

    fn waterfall(&mut self, pipeline: &PipelineDiff) {
        let lines = waterfall(pipeline, self.style);
        if lines.is_empty() {
            return;
        }
        let t = |id: &str| self.style.words.t(id, &[]);
        let (how, amount, leads) = (t("diff-how"), t("value"), t("diff-leads"));
        let row = |line: super::sums::Line| {
            let bar = "█".repeat((line.share * BAR).round() as usize);
            let leads = line.leads.map(|n| self.style.count(n)).unwrap_or_default();
            vec![line.name, line.amount, leads, bar]
        };
        let rows = lines.into_iter().map(row).collect();
        self.out.push('\n');
        self.table(&[&how, &amount, &leads, ""], rows, false);
    }

    fn leads(&mut self, pipeline: &PipelineDiff, teller: &Teller<'_>) {
        for line in teller.pushes() {
            self.out.push('\n');
            self.item("", &line, Tone::Plain);
        }
        if !pipeline.leads.is_empty() {
            self.out.push('\n');
        }
        for lead in &pipeline.leads {
            self.lead(lead, teller);
        }
    }

    fn lead(&mut self, lead: &LeadChange, teller: &Teller<'_>) {
        let what = teller.what(lead);
        let value = lead.value.map(|value| format!(", {}", self.style.money(value))).unwrap_or_default();
        let name = format!("{} ({}){value}", teller.name(lead), teller.text(&lead.id));
        let tone = match lead.change {
            Change::Won => Tone::Good,
            Change::Lost | Change::Unreadable | Change::Removed => Tone::Alarm,
            _ => Tone::Strong,
        };
        let line = format!("{what}: {name}").replace(NBSP, " ").replace(JOINER, "");
        for (at, line) in wrap(&line, self.room - 4).iter().enumerate() {
            let painted = match line.strip_prefix(what.as_str()) {
                Some(rest) if at == 0 => format!("{}{rest}", self.paint.tone(&what, tone)),
                _ => line.clone(),
            };
            self.out.extend([if at == 0 { "* " } else { "    " }, &painted, "\n"]);
        }
        for detail in teller.details(lead) {
            self.item("    - ", &detail, Tone::Plain);
        }
    }
}
