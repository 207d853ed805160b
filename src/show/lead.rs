//! A lead's page as text, in as many columns as there are.

use serde_json::Value;

use super::format::Style;
use super::paint::{Paint, Tone};
use super::product_line::Terms;
use super::words::Arg;
use super::wrap::{fill, width, wrap};
use crate::pipeline::{Day, Decimal};
use crate::report::fields::brief;
use crate::report::lead_page::{Due, Event, LeadPage, Link, Share, What, Worth};
use crate::text::visible;

/// A gap in a timeline is worked out from so many days on.
const GAP: i64 = 14;

/// The page.
pub fn text(page: &LeadPage, style: &Style, room: usize, paint: Paint) -> String {
    let mut sheet = Sheet { out: String::new(), style, room, paint };
    sheet.head(page);
    sheet.facts(page);
    sheet.people(page);
    sheet.qualification(page);
    sheet.products(page);
    sheet.own_fields(page);
    sheet.timeline(page);
    sheet.notes(page);
    sheet.findings(page);
    sheet.out
}

struct Sheet<'s> {
    out: String,
    style: &'s Style,
    room: usize,
    paint: Paint,
}

/// What a map says under a key, as one line.
fn text_of(map: &Value, key: &str) -> Option<String> {
    map.get(key).map(brief).filter(|text| !text.is_empty())
}

impl Sheet<'_> {
    fn t(&self, id: &str, args: &[(&str, Arg)]) -> String {
        self.style.words.t(id, args)
    }

    /// Lines at an indent, broken where they must be; what follows the first
    /// is `hang` further in.
    fn lines(&mut self, indent: usize, hang: usize, text: &str, tone: Tone) {
        let room = self.room.saturating_sub(indent + hang).max(8);
        for (at, line) in wrap(&visible(text), room).into_iter().enumerate() {
            let indent = if at == 0 { indent } else { indent + hang };
            self.out.push_str(&" ".repeat(indent));
            self.out.push_str(&self.paint.tone(&line, tone));
            self.out.push('\n');
        }
    }

    fn heading(&mut self, id: &str, more: Option<String>) {
        self.out.push('\n');
        let mut text = self.t(id, &[]);
        if let Some(more) = more {
            text = format!("{text} {more}");
        }
        self.lines(0, 2, &text, Tone::Strong);
    }

    /// A label and what it says; beside each other where there is room.
    fn fact(&mut self, label: &str, value: &str, tone: Tone) {
        let column = 20.min(self.room / 3).max(12);
        let (label, value) = (visible(label).into_owned(), visible(value).into_owned());
        if self.room < 44 {
            self.lines(2, 2, &format!("{label}: {value}"), tone);
            return;
        }
        let room = self.room.saturating_sub(column + 2).max(8);
        let mut lines = wrap(&value, room).into_iter();
        let first = lines.next().unwrap_or_default();
        let beside = width(&label) < column;
        let label = if beside { fill(&label, column, false) } else { label };
        self.out.push_str("  ");
        self.out.push_str(&self.paint.tone(&label, Tone::Faint));
        if !beside {
            self.out.push('\n');
            self.out.push_str(&" ".repeat(column + 2));
        }
        self.out.push_str(&self.paint.tone(&first, tone));
        self.out.push('\n');
        for line in lines {
            self.out.push_str(&" ".repeat(column + 2));
            self.out.push_str(&self.paint.tone(&line, tone));
            self.out.push('\n');
        }
    }

    fn head(&mut self, page: &LeadPage) {
        self.lines(0, 2, &page.title, Tone::Strong);
        if let Some(company) = page.fields.get("company") {
            let people = text_of(company, "size").map(|size| self.t("lead-people", &[("n", size.into())]));
            let parts = [
                text_of(company, "name"),
                text_of(company, "industry"),
                people,
                text_of(company, "country"),
                text_of(company, "website"),
            ];
            self.lines(0, 2, &joined(parts, " · "), Tone::Plain);
        }
        self.lines(0, 2, &format!("{} · {}", page.id, page.path), Tone::Faint);
        self.out.push('\n');
    }

    fn facts(&mut self, page: &LeadPage) {
        let style = self.style;
        let mut stage = page.stage.label.clone();
        if let Some(days) = page.stage.days {
            stage =
                self.t("lead-stage-days", &[("stage", stage.into()), ("days", whole(style, days).into())]);
        }
        self.fact(&self.t("lead-stage", &[]), &stage, Tone::Plain);
        if page.rotting {
            let idle = style.idle(page.idle_days.unwrap_or_default() as f64).into();
            let limit = style.idle(page.stage.max_days.unwrap_or_default().into()).into();
            let text = self.t("lead-rotting", &[("idle", idle), ("limit", limit)]);
            self.fact(&self.t("lead-idle", &[]), &text, Tone::Alarm);
        }
        if page.attempt > 1 {
            let text = self.t("lead-attempt-number", &[("n", page.attempt.into())]);
            self.fact(&self.t("lead-attempt", &[]), &text, Tone::Plain);
        }
        self.fact(&self.t("lead-owner", &[]), &page.owner.label, Tone::Plain);
        if let Some(credited) = &page.credited {
            self.fact(&self.t("lead-credited", &[]), &credited.label, Tone::Plain);
        }
        if !page.split.is_empty() {
            let share = |share: &Share| {
                let percent = style.decimal(share.percent.normalize(), share.percent.normalize().scale());
                let percent = self.t("percent", &[("number", percent.into())]);
                format!("{} {percent}", share.who.label)
            };
            let shares: Vec<String> = page.split.iter().map(share).collect();
            self.fact(&self.t("lead-split", &[]), &shares.join(", "), Tone::Plain);
        }
        let value = page
            .value
            .as_ref()
            .map_or_else(|| self.t("lead-no-value", &[]), |worth| self.worth(worth, &page.currency));
        self.fact(&self.t("lead-value", &[]), &value, Tone::Plain);
        if let Some(weighted) = page.weighted {
            let chance =
                page.chance.map(|chance| style.decimal(chance, u32::from(!chance.fract().is_zero())));
            let chance = self.t("percent", &[("number", chance.unwrap_or_default().into())]);
            let args = [("money", style.money(weighted).into()), ("chance", chance.into())];
            self.fact(&self.t("lead-weighted", &[]), &self.t("lead-weighted-by", &args), Tone::Plain);
        }
        let held = page.hold.as_ref().is_some_and(|hold| !hold.until.overdue);
        if let Some(annual) = page.annual {
            let text = self.t("annual-a-year", &[("money", style.money(annual).into())]);
            self.fact(&self.t("lead-annual", &[]), &text, Tone::Plain);
        }
        if let Some(due) = page.expected_close.filter(|_| page.stage.kind == "open") {
            self.due("lead-expected-close", "", Some(due), held);
        }
        if let Some(hold) = &page.hold {
            self.due("lead-hold", hold.why.as_deref().unwrap_or_default(), Some(hold.until), held);
        }
        if let Some(step) = &page.next_step {
            self.due("lead-next-step", &step.what, step.due, held);
            if step.by != page.owner {
                self.fact(&self.t("lead-by", &[]), &step.by.label, Tone::Plain);
            }
        } else if page.stage.kind == "open" && !held {
            self.fact(&self.t("lead-next-step", &[]), &self.t("lead-no-step", &[]), Tone::Alarm);
        }
        if let Some(source) = &page.source {
            self.fact(&self.t("lead-source", &[]), &source.label, Tone::Plain);
        }
        if let Some(tags) = text_of(&page.fields, "tags") {
            self.fact(&self.t("lead-tags", &[]), &tags, Tone::Plain);
        }
        self.contract(page);
        let links = [
            ("lead-renews", page.renews.as_slice()),
            ("lead-renews", &page.renews_too),
            ("lead-renewed-by", &page.renewed_by),
            ("lead-extends", &page.extends),
            ("lead-extended-by", &page.extended_by),
        ];
        for (word, links) in links {
            links.iter().for_each(|link| self.fact(&self.t(word, &[]), &linked(link), Tone::Plain));
        }
    }

    fn worth(&self, worth: &Worth, currency: &str) -> String {
        let own = self.style.money_in(worth.amount, &worth.currency);
        let same = worth.currency == currency;
        let mut text = match worth.converted {
            Some(_) if same => own,
            Some(converted) => {
                let args = [("own", own.into()), ("converted", self.style.money(converted).into())];
                self.t("lead-converted", &args)
            }
            None => self.t("lead-no-rate", &[("own", own.into())]),
        };
        if worth.of_products {
            text = self.t("lead-of-products", &[("money", text.into())]);
        }
        text
    }

    /// A day with how far it is away, in words; nothing is late of a lead on hold.
    fn due(&mut self, label: &str, what: &str, due: Option<Due>, held: bool) {
        let mut parts = vec![what.to_owned()];
        if let Some(due) = due {
            parts.push(self.style.date(due.day));
            parts.extend((!held || due.days >= 0).then(|| away(self.style, due.days)));
        }
        let text = joined(parts.into_iter().map(|part| Some(part).filter(|p| !p.is_empty())), ", ");
        let tone = if due.is_some_and(|due| due.overdue) { Tone::Alarm } else { Tone::Plain };
        self.fact(&self.t(label, &[]), &text, tone);
    }

    fn contract(&mut self, page: &LeadPage) {
        let Some(contract) = page.fields.get("contract") else { return };
        let day = |key: &str| {
            let text = text_of(contract, key)?;
            Some(text.parse::<Day>().map_or(text, |day| self.style.date(day)))
        };
        let days = joined([day("start"), day("end")], " – ");
        let text = joined([Some(days).filter(|d| !d.is_empty()), text_of(contract, "payment")], ", ");
        if !text.is_empty() {
            self.fact(&self.t("lead-contract", &[]), &text, Tone::Plain);
        }
    }

    fn people(&mut self, page: &LeadPage) {
        let contacts = page.fields.get("contacts").and_then(Value::as_array);
        let Some(contacts) = contacts.filter(|contacts| !contacts.is_empty()) else { return };
        self.heading("lead-contacts", None);
        for contact in contacts {
            let parts =
                ["name", "role", "company", "phone", "email", "notes"].map(|key| text_of(contact, key));
            self.lines(2, 2, &joined(parts, ", "), Tone::Plain);
        }
    }

    fn qualification(&mut self, page: &LeadPage) {
        let Some(score) = page.score else { return };
        let score = self.t("percent", &[("number", self.style.decimal(score, 0).into())]);
        self.heading("lead-qualification", Some(score));
        for one in &page.qualification {
            let level = match one.level {
                Some("met") => self.t("lead-met", &[]),
                Some("partial") => self.t("lead-partial", &[]),
                Some(_) => self.t("lead-unmet", &[]),
                None => self.t("lead-unknown", &[]),
            };
            self.fact(&one.label, &level, Tone::Plain);
        }
    }

    fn products(&mut self, page: &LeadPage) {
        let products = page.fields.get("products").and_then(Value::as_array);
        let Some(products) = products.filter(|products| !products.is_empty()) else { return };
        self.heading("lead-products", None);
        for (at, product) in products.iter().enumerate() {
            let number = |value: &Value| brief(value).parse::<Decimal>().ok();
            let quantity = product.get("quantity").and_then(number).unwrap_or(Decimal::ONE);
            let name = text_of(product, "name").unwrap_or_default();
            let mut text = format!("{} × {name}", self.style.decimal(quantity, quantity.normalize().scale()));
            if let Some(price) = product.get("price") {
                let currency = text_of(price, "currency").unwrap_or_else(|| page.currency.clone());
                let money = |amount| self.style.money_in(amount, &currency);
                let amount = price.get("amount").map_or_else(|| number(price), number);
                let [per, term, discount] = ["per", "term", "discount"].map(|key| text_of(product, key));
                let terms = Terms {
                    per: per.as_deref(),
                    term: term.as_deref(),
                    discount: discount.as_deref(),
                    currency: &currency,
                };
                let sum = page.sums.get(at).copied().flatten();
                if let (Some(amount), Some(sum)) = (amount, sum) {
                    let price = terms.with(money(amount), self.style);
                    let args = [("price", price.into()), ("sum", money(sum).into())];
                    text = format!("{text} {}", self.t("lead-price", &args));
                }
            }
            self.lines(2, 2, &text, Tone::Plain);
        }
    }

    fn own_fields(&mut self, page: &LeadPage) {
        let Some(custom) = page.fields.get("custom").and_then(Value::as_object).filter(|map| !map.is_empty())
        else {
            return;
        };
        self.heading("lead-custom", None);
        for (name, value) in custom {
            self.fact(name, &brief(value), Tone::Plain);
        }
    }

    fn timeline(&mut self, page: &LeadPage) {
        self.heading("lead-timeline", None);
        for event in &page.timeline {
            if event.gap_days >= GAP {
                let text = self.t("lead-gap", &[("days", whole(self.style, event.gap_days).into())]);
                self.lines(2, 2, &text, Tone::Faint);
            }
            self.event(event);
        }
        let idle = page.idle_days.filter(|days| *days >= GAP && page.stage.kind == "open");
        if let Some(idle) = idle {
            let text = self.t("lead-gap-now", &[("days", self.style.idle(idle as f64).into())]);
            self.lines(2, 2, &text, Tone::Faint);
        }
    }

    fn event(&mut self, event: &Event) {
        let by = event.by.as_ref().map(|by| by.label.clone());
        let (mut text, aside, tone) = match &event.what {
            What::Entered { stage, kind, reason, competitor, pipeline } => {
                let tone = match *kind {
                    "won" => Tone::Good,
                    "lost" => Tone::Alarm,
                    _ => Tone::Strong,
                };
                let reason = reason.as_ref().map(|reason| reason.label.clone());
                let stage = match pipeline {
                    Some(pipeline) => format!("→ {}: {}", pipeline.label, stage.label),
                    None => format!("→ {}", stage.label),
                };
                (stage, vec![reason, competitor.clone(), by], tone)
            }
            What::Activity { kind, minutes, cost } => {
                let minutes = minutes.map(|n| self.t("lead-minutes", &[("n", u64::from(n).into())]));
                let cost = cost.filter(|cost| !cost.is_zero()).map(|cost| self.style.money(cost));
                (kind.label.clone(), vec![by, minutes, cost], Tone::Plain)
            }
        };
        if let Some(words) = &event.text {
            text = format!("{text}: {words}");
        }
        let aside = joined(aside, ", ");
        if !aside.is_empty() {
            text = format!("{text} ({aside})");
        }
        let date = event.day.to_string();
        if self.room < 44 {
            self.lines(2, 2, &format!("{date} {text}"), tone);
        } else {
            self.lines(2, date.len() + 1, &format!("{date} {text}"), tone);
        }
    }

    fn notes(&mut self, page: &LeadPage) {
        let Some(notes) = text_of(&page.fields, "notes").filter(|notes| !notes.trim().is_empty()) else {
            return;
        };
        self.heading("lead-notes", None);
        for line in notes.trim_end().lines() {
            if line.trim().is_empty() {
                self.out.push('\n');
            } else {
                let indent = line.len() - line.trim_start().len();
                self.lines(2 + indent.min(8), 0, line, Tone::Plain);
            }
        }
    }

    fn findings(&mut self, page: &LeadPage) {
        if page.findings.is_empty() {
            return;
        }
        self.heading("lead-findings", None);
        for found in &page.findings {
            let tone = if found.severity == "error" { Tone::Alarm } else { Tone::Plain };
            let message = self.style.message(&found.message);
            let text = format!("{}: {}[{}] {}", found.line, found.severity, found.rule, message);
            self.lines(2, 2, &text, tone);
        }
    }
}

/// How far a day is away, in words.
pub fn away(style: &Style, days: i64) -> String {
    let number = whole(style, days.abs());
    match days {
        0 => style.words.t("lead-today", &[]),
        1 => style.words.t("lead-tomorrow", &[]),
        days if days < 0 => style.words.t("lead-late", &[("days", number.into())]),
        _ => style.words.t("lead-ahead", &[("days", number.into())]),
    }
}

/// `25 days`.
pub fn whole(style: &Style, days: i64) -> String {
    let number = style.decimal(days.into(), 0);
    let one = if days == 1 { "yes" } else { "no" };
    style.words.t("days", &[("number", number.into()), ("one", one.into())])
}

fn linked(link: &Link) -> String {
    joined([Some(link.id.clone()), link.title.clone()], " · ")
}

fn joined(parts: impl IntoIterator<Item = Option<String>>, between: &str) -> String {
    parts.into_iter().flatten().collect::<Vec<_>>().join(between)
}
