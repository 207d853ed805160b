//! What happened to a lead, in words. Text of leads and of the configuration
//! goes through the escaping of where it is shown.

use crate::compare::{Change, Changed, Demand, Diff, Direction, LeadChange, PipelineDiff};
use crate::pipeline::Day;
use crate::show::format::Style;
use crate::show::words::Arg;

/// The most characters of one text of a lead's.
const MOST: usize = 120;

/// Tells of the leads of a pipeline.
pub(super) struct Teller<'d> {
    pub(super) diff: &'d Diff,
    pub(super) pipeline: &'d PipelineDiff,
    pub(super) style: &'d Style,
    pub(super) escape: fn(&str) -> String,
}

impl Teller<'_> {
    fn t(&self, id: &str, args: &[(&str, Arg)]) -> String {
        self.style.words.t(id, args)
    }

    /// A text from outside, at most so long, fit for where it goes.
    pub(super) fn text(&self, text: &str) -> String {
        let mut chars = text.chars();
        let mut cut: String = chars.by_ref().take(MOST).collect();
        if chars.next().is_some() {
            cut.push('…');
        }
        (self.escape)(&cut)
    }

    pub(super) fn stage(&self, id: &str) -> String {
        self.text(self.pipeline.stages.get(id).map_or(id, String::as_str))
    }

    pub(super) fn owner(&self, id: &str) -> String {
        self.text(self.diff.owners.get(id).map_or(id, String::as_str))
    }

    /// What a lead is called: the customer, then what it is about.
    pub(super) fn name(&self, lead: &LeadChange) -> String {
        let title = self.text(&lead.title);
        let company = lead.company.as_deref().filter(|company| *company != lead.title);
        company.map_or_else(|| title.clone(), |company| format!("{}: {title}", self.text(company)))
    }

    /// What happened in one line: where only fields changed, with the first of them.
    pub(super) fn what_and_first(&self, lead: &LeadChange) -> String {
        let (what, details) = (self.what(lead), self.details(lead));
        match &details[..] {
            [first, more @ ..] if lead.change == Change::Changed => {
                let first = format!("{what}. {first}");
                let args = [("what", first.as_str().into()), ("n", more.len().into())];
                if more.is_empty() { first } else { self.t("diff-what-and-more", &args) }
            }
            _ => what,
        }
    }

    /// What happened, in a few words.
    pub(super) fn what(&self, lead: &LeadChange) -> String {
        let stage = |id: &Option<String>| id.as_deref().map(|id| self.stage(id)).unwrap_or_default();
        let args = [("from", stage(&lead.from).into()), ("to", stage(&lead.to).into())];
        let created = lead.from.is_none();
        let id = match lead.change {
            _ if lead.places.len() > 1 && lead.to.is_none() => return self.twice(lead),
            Change::Won if created => "diff-what-won-new",
            Change::Won => "diff-what-won",
            Change::Lost if created => "diff-what-lost-new",
            Change::Lost => "diff-what-lost",
            Change::Reopened => "diff-what-reopened",
            Change::New => "diff-what-new",
            Change::Moved if lead.direction == Some(Direction::Backwards) => "diff-what-backwards",
            Change::Moved => "diff-what-forwards",
            Change::Transferred => "diff-what-transferred",
            Change::Changed if lead.fields.id.is_some() => "diff-what-renamed",
            Change::Changed => "diff-what-changed",
            Change::Removed if created => "diff-what-removed-unread",
            Change::Removed => "diff-what-removed",
            Change::Unreadable => "diff-what-unreadable",
            Change::Readable => "diff-what-readable",
        };
        self.t(id, &args)
    }

    /// That a lead's files are in several stages.
    fn twice(&self, lead: &LeadChange) -> String {
        let stage = |id: &Option<String>| id.as_deref().map_or_else(String::new, |id| self.stage(id));
        let stages: Vec<String> = lead.places.iter().map(|place| stage(&place.stage)).collect();
        self.t("diff-what-twice", &[("stages", stages.join(", ").into())])
    }

    /// What changed beside that, each in one line.
    pub(super) fn details(&self, lead: &LeadChange) -> Vec<String> {
        let mut lines = self.fields(lead);
        for place in lead.places.iter().filter(|_| lead.places.len() > 1) {
            let stage = place.stage.as_deref().map_or_else(|| self.t("none", &[]), |id| self.stage(id));
            let args = [("stage", stage.into()), ("path", self.text(&place.path).into())];
            lines.push(self.t("diff-place", &args));
        }
        lines.extend(
            lead.why
                .as_ref()
                .map(|why| self.t("diff-why", &[("why", self.text(&self.style.message(why)).into())])),
        );
        let gates = &lead.gates;
        let still = gates.failing.iter().filter(|demand| !gates.failed.contains(demand));
        lines.extend(gates.passed.iter().map(|demand| self.demand("diff-gate-passed", demand)));
        lines.extend(gates.failed.iter().map(|demand| self.demand("diff-gate-failed", demand)));
        lines.extend(still.map(|demand| self.demand("diff-gate-failing", demand)));
        lines
    }

    fn demand(&self, id: &str, demand: &Demand) -> String {
        let what = match (&demand.field, &demand.say) {
            (Some(field), _) => self.t("diff-gate-field", &[("field", self.text(field).into())]),
            (None, say) => self.text(say.as_deref().unwrap_or_default()),
        };
        self.t(id, &[("stage", self.stage(&demand.stage).into()), ("what", what.into())])
    }

    fn fields(&self, lead: &LeadChange) -> Vec<String> {
        let fields = &lead.fields;
        let mut lines = Vec::new();
        let plain = |text: &String| self.text(text);
        let stage = |id: &String| self.stage(id);
        let mut tell = |name: String, line: Option<(String, String)>| {
            if let Some((from, to)) = line {
                let args = [("field", name.into()), ("from", from.into()), ("to", to.into())];
                lines.push(self.t("diff-field", &args));
            }
        };
        let name = |id: &str| self.t(id, &[]);
        tell(name("diff-field-id"), self.both(&fields.id, plain));
        tell(name("diff-field-title"), self.both(&fields.title, plain));
        tell(name("diff-field-company"), self.both(&fields.company, plain));
        match &fields.written {
            Some(written) => tell(name("value"), self.both(&Some(written.clone()), |m| self.money(m))),
            None => tell(name("value"), self.both(&fields.value, |value| self.style.money(*value))),
        }
        tell(name("owner"), self.both(&fields.owner, |id| self.owner(id)));
        tell(name("lead-split"), self.both(&fields.split, plain));
        if let Some((from, to)) = self.both(&fields.expected_close, |day: &Day| self.style.date(*day)) {
            let days = lead.pushed_days.map(|days| self.pushed(days)).unwrap_or_default();
            tell(name("lead-expected-close"), Some((from, format!("{to}{days}"))));
        }
        let percent = |percent: &crate::pipeline::Decimal| {
            let places = percent.normalize().scale();
            self.t("percent", &[("number", self.style.decimal(*percent, places).into())])
        };
        tell(name("diff-field-probability"), self.both(&fields.probability, percent));
        tell(name("lead-source"), self.both(&fields.source, plain));
        for (id, changed) in &fields.qualification {
            let word = |word: &String| match word.as_str() {
                "met" => self.t("lead-met", &[]),
                "partial" => self.t("lead-partial", &[]),
                _ => self.t("lead-unmet", &[]),
            };
            let args = [("criterion", self.text(id).into())];
            tell(self.t("diff-field-criterion", &args), self.both(&Some(changed.clone()), word));
        }
        tell(name("pipeline"), self.both(&fields.pipeline, plain));
        tell(name("diff-field-folder"), self.both(&fields.folder, stage));
        lines
    }

    /// `USD 1000` as people write it.
    fn money(&self, written: &str) -> String {
        let parts = written.split_once(' ');
        let amount = parts.and_then(|(code, amount)| Some((code, amount.parse().ok()?)));
        match amount {
            Some((code, amount)) => self.style.money_in(amount, code),
            None => self.text(written),
        }
    }

    fn both<T>(&self, changed: &Option<Changed<T>>, say: impl Fn(&T) -> String) -> Option<(String, String)> {
        let changed = changed.as_ref()?;
        let end = |end: &Option<T>| end.as_ref().map_or_else(|| self.t("none", &[]), &say);
        Some((end(&changed.from), end(&changed.to)))
    }

    /// ` (30 days later)`.
    fn pushed(&self, days: i64) -> String {
        let id = if days > 0 { "diff-pushed-later" } else { "diff-pushed-earlier" };
        let days = self.style.days(days.unsigned_abs() as f64);
        format!(" ({})", self.t(id, &[("days", days.into())]))
    }

    /// Whose expected date was moved, and by how much: `Later: …`; furthest first.
    pub(super) fn pushes(&self) -> Vec<String> {
        const NAMED: usize = 10;
        let mut lines = Vec::new();
        for (id, later) in [("diff-later", true), ("diff-earlier", false)] {
            let leads = self.pipeline.leads.iter();
            let mut moved: Vec<(i64, &LeadChange)> = leads
                .filter_map(|lead| Some((lead.pushed_days?, lead)))
                .filter(|(days, _)| (*days > 0) == later && *days != 0)
                .collect();
            if moved.is_empty() {
                continue;
            }
            moved.sort_by_key(|(days, lead)| (std::cmp::Reverse(days.abs()), lead.id.clone()));
            let name = |(days, lead): &(i64, &LeadChange)| {
                let days = self.style.days(days.unsigned_abs() as f64);
                format!("{} ({days})", self.name(lead))
            };
            let mut names: Vec<String> = moved.iter().take(NAMED).map(name).collect();
            if moved.len() > NAMED {
                names.push(self.t("more-leads", &[("n", (moved.len() - NAMED).into())]));
            }
            let args = [("n", moved.len().into()), ("leads", names.join(", ").into())];
            lines.push(self.t(id, &args));
        }
        lines
    }
}

/// What was compared, in one sentence.
pub(super) fn compared(diff: &Diff, style: &Style) -> String {
    let short = |id: &str| id.get(..8).unwrap_or(id).to_owned();
    let head = diff.head.as_deref().map_or_else(|| style.words.t("diff-files", &[]), short);
    let args = [
        ("base", short(&diff.base).into()),
        ("from", style.date(diff.from).into()),
        ("head", head.into()),
        ("to", style.date(diff.to).into()),
        ("currency", diff.currency.as_str().into()),
    ];
    let mut text = style.words.t("diff-compared", &args);
    if let Some(before) = &diff.currency_before {
        let args = [("before", before.as_str().into()), ("now", diff.currency.as_str().into())];
        text.push(' ');
        text.push_str(&style.words.t("diff-currency-before", &args));
    }
    text
}
