//! A comparison as a comment on a pull request: GitHub-flavoured Markdown.

use std::fmt::Write;

use super::sums::{ends, headline, likely, waterfall};
use super::tell::{Teller, compared};
use super::text::tells;
use crate::compare::{Change, Diff, Direction, LeadChange, PipelineDiff};
use crate::show::format::Style;
use crate::text::escape_markdown;

/// What a comment begins with, unseen, so that it is found again and updated.
pub const MARK: &str = "<!-- corong diff -->";

/// The most bytes of a comment; GitHub takes 65,536 characters.
const MOST: usize = 60_000;
/// What stays free for closing a table or a fold and saying that there is more.
const SPARE: usize = 1_000;
/// The most leads in one table.
const ROWS: usize = 100;
/// The longest bar, in characters.
const BAR: f64 = 16.0;

struct Page<'d> {
    out: String,
    style: &'d Style,
}

/// A comparison as Markdown; nothing at all where nothing material changed.
pub fn markdown(diff: &Diff, style: &Style) -> String {
    if !diff.is_material() {
        return String::new();
    }
    let mut page = Page { out: format!("{MARK}\n"), style };
    page.line(&format!("### {}\n", page.t("diff-title")));
    page.line(&format!("**{}**\n", headline(diff, style)));
    let several = diff.pipelines.len() > 1;
    for pipeline in diff.pipelines.iter().filter(|pipeline| tells(pipeline)) {
        let teller = Teller { diff, pipeline, style, escape: escape_markdown };
        if several {
            page.line(&format!("#### {}\n", teller.text(&pipeline.label)));
        }
        page.pipeline(pipeline, &teller);
    }
    page.line(&format!("<sub>{}</sub>", compared(diff, style)));
    page.out
}

/// What a change is marked with, beside its words.
fn sign(lead: &LeadChange) -> &'static str {
    match lead.change {
        _ if lead.direction == Some(Direction::Backwards) => "⬅️",
        Change::Won => "🏆",
        Change::Lost => "❌",
        Change::Reopened => "🔁",
        Change::New => "🆕",
        Change::Moved => "➡️",
        Change::Transferred => "↪️",
        Change::Changed => "✏️",
        Change::Removed => "🗑️",
        Change::Unreadable => "⚠️",
        Change::Readable => "✅",
    }
}

impl Page<'_> {
    fn t(&self, id: &str) -> String {
        self.style.words.t(id, &[])
    }

    fn line(&mut self, text: &str) {
        self.out.push_str(text);
        self.out.push('\n');
    }

    /// Whether there is room for so much more.
    fn fits(&self, more: &str) -> bool {
        self.out.len() + more.len() + SPARE < MOST
    }

    /// That so many leads found no room.
    fn more(&mut self, count: usize) {
        if count > 0 {
            let more = self.style.words.t("diff-more", &[("n", count.into())]);
            self.line(&format!("\n{more}"));
        }
    }

    fn pipeline(&mut self, pipeline: &PipelineDiff, teller: &Teller<'_>) {
        if !self.fits(&"x".repeat(4_000)) {
            return self.more(pipeline.leads.len());
        }
        let heads = [self.t("diff-before"), self.t("diff-after"), self.t("diff-change")];
        self.line(&format!("| | {} |\n|:--|--:|--:|--:|", heads.join(" | ")));
        for [name, from, to, change] in ends(pipeline, self.style) {
            self.line(&format!("| {name} | {from} | {to} | {change} |"));
        }
        self.line("");
        for line in likely(pipeline, self.style) {
            self.line(&format!("{line}\n"));
        }
        self.leads(pipeline, teller);
        for line in teller.pushes() {
            self.line(&format!("{line}\n"));
        }
        self.waterfall(pipeline);
        self.details(pipeline, teller);
    }

    fn leads(&mut self, pipeline: &PipelineDiff, teller: &Teller<'_>) {
        if pipeline.leads.is_empty() {
            return;
        }
        let heads = [self.t("diff-what"), self.t("lead"), self.t("value")];
        self.line(&format!("| {} |\n|:--|:--|--:|", heads.join(" | ")));
        let mut shown = 0;
        for lead in pipeline.leads.iter().take(ROWS) {
            let value = lead.value.map_or_else(|| self.t("none"), |value| self.style.money(value));
            let (what, name) = (teller.what_and_first(lead), teller.name(lead));
            let row = format!("| {} {what} | {name} | {value} |", sign(lead));
            if !self.fits(&row) {
                break;
            }
            self.line(&row);
            shown += 1;
        }
        self.more(pipeline.leads.len() - shown);
        self.line("");
    }

    fn waterfall(&mut self, pipeline: &PipelineDiff) {
        let lines = waterfall(pipeline, self.style);
        if lines.is_empty() {
            return;
        }
        let heads = [self.t("diff-how"), self.t("value"), self.t("diff-leads")];
        self.line(&format!("| {} | |\n|:--|--:|--:|:--|", heads.join(" | ")));
        for line in lines {
            let bar = "█".repeat((line.share * BAR).round() as usize);
            let leads = line.leads.map(|n| self.style.count(n)).unwrap_or_default();
            let strong = if line.leads.is_none() { "**" } else { "" };
            let (name, amount) = (line.name, line.amount);
            self.line(&format!("| {strong}{name}{strong} | {strong}{amount}{strong} | {leads} | {bar} |"));
        }
        self.line("");
    }

    /// What changed in each lead, folded.
    fn details(&mut self, pipeline: &PipelineDiff, teller: &Teller<'_>) {
        let told: Vec<(&LeadChange, Vec<String>)> = pipeline
            .leads
            .iter()
            .map(|lead| (lead, teller.details(lead)))
            .filter(|(_, lines)| !lines.is_empty())
            .collect();
        if told.is_empty() {
            return;
        }
        let summary = self.style.words.t("diff-details", &[("n", told.len().into())]);
        self.line(&format!("<details>\n<summary>{summary}</summary>\n"));
        let mut shown = 0;
        for (lead, lines) in &told {
            let id = teller.text(&lead.id);
            let mut block = format!("- **{}** ({id})\n", teller.name(lead));
            for line in lines {
                // Writing to a String cannot fail.
                let _ = writeln!(block, "  - {line}");
            }
            if !self.fits(&block) {
                break;
            }
            self.out.push_str(&block);
            shown += 1;
        }
        self.more(told.len() - shown);
        self.line("\n</details>\n");
    }
}
