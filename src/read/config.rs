//! A text as the team's configuration.

mod laws;
mod names;

use super::conflict::{conflict, conflict_marker};
use super::mend::did_you_mean;
use super::scalar::{amount, date};
use super::{CustomFields, Validator, json};
use crate::expr::{Conditions, Scope, Wrong};
use crate::finding::{Finding, Severity, nearest};
use crate::message;
use crate::pipeline::shape::CONFIG;
use crate::pipeline::{
    Calendar, Choice, Chosen, Config, Criterion, Currency, CustomField, Day, Decimal, ExchangeRate,
    FiscalYears, Gate, Improvement, Language, Member, Period, Pipeline, Publish, Rates, Stage, StageKind,
    Target,
};
use crate::source::{RelPath, Span};
use crate::text::Message;
use crate::yaml::{Arena, Node, Problem, ProblemKind, Scalar};

/// A configuration with what was compiled from it.
pub struct ReadConfig {
    /// The configuration.
    pub config: Config,
    /// The schemas of the team's own fields.
    pub custom: CustomFields,
    /// The gates, ready to judge by.
    pub conditions: Conditions,
}

/// What a text's form has wrong, but for its style.
pub(super) fn syntax_findings(path: &RelPath, problems: &[Problem]) -> Vec<Finding> {
    let wrong = problems.iter().filter(|problem| problem.kind != ProblemKind::Style);
    let finding = |problem: &Problem| Finding::new("syntax", path, problem.span, problem.message.clone());
    wrong.map(|problem| finding(problem).maybe_help(problem.help.clone())).collect()
}

/// Reads a configuration. `rules` are the names that `rules:` may hold.
///
/// # Errors
/// Everything that is wrong with it, each with its place.
pub fn read_config(path: &RelPath, text: &str, rules: &[&str]) -> Result<ReadConfig, Vec<Finding>> {
    if let Some(marker) = conflict_marker(text) {
        return Err(vec![conflict(path, marker)]);
    }
    let mut arena = Arena::default();
    let parsed = arena.parse(text);
    let mut findings = syntax_findings(path, &parsed.problems);
    let Some(root) = parsed.tree.root() else { return Err(findings) };
    Validator::new(path, &mut findings).root(root, CONFIG, &message!("the configuration"));
    let mut reader = Reader { path, text, rules, findings, zone: chrono_tz::UTC };
    let config = reader.config(root);
    reader.laws(root, &config);
    let custom = reader.custom(root, &config);
    let conditions = reader.conditions(root, &config);
    match (custom, conditions) {
        (Some(custom), Some(conditions)) if reader.findings.is_empty() => {
            Ok(ReadConfig { config, custom, conditions })
        }
        _ => Err(reader.findings),
    }
}

struct Reader<'r> {
    path: &'r RelPath,
    text: &'r str,
    rules: &'r [&'r str],
    findings: Vec<Finding>,
    zone: chrono_tz::Tz,
}

fn text(map: Node<'_>, key: &str) -> Option<String> {
    map.get(key)?.value().map(str::to_owned)
}

fn items<'t>(map: Node<'t>, key: &str) -> impl Iterator<Item = Node<'t>> {
    map.get(key).into_iter().flat_map(Node::items)
}

fn texts(map: Node<'_>, key: &str) -> Vec<String> {
    items(map, key).filter_map(|item| item.value().map(str::to_owned)).collect()
}

fn number(map: Node<'_>, key: &str) -> Option<Decimal> {
    map.get(key).and_then(amount)
}

impl Reader<'_> {
    fn tell(&mut self, span: Span, message: impl Into<Message>) -> &mut Finding {
        self.findings.push(Finding::new("schema", self.path, span, message));
        let last = self.findings.len() - 1;
        &mut self.findings[last]
    }

    /// Reads what is there; what is absent or wrong was reported, and a stand-in
    /// keeps the reading going.
    fn config(&mut self, root: Node<'_>) -> Config {
        self.zone = text(root, "timezone").and_then(|zone| zone.parse().ok()).unwrap_or(chrono_tz::UTC);
        let currency = root.get("currency").and_then(Node::value).and_then(Currency::from_code);
        let currency = currency.unwrap_or(Currency::XXX);
        let language = text(root, "language").and_then(|code| Language::parse(&code));
        let rates = items(root, "rates").filter_map(|item| self.rate(item)).collect();
        let month = number(root, "fiscal_year").and_then(|month| month.try_into().ok());
        let fiscal_years = month.and_then(FiscalYears::from_month).unwrap_or_default();
        Config {
            name: text(root, "name").unwrap_or_default(),
            language: language.unwrap_or_default(),
            currency,
            timezone: self.zone,
            calendar: self.calendar(root),
            fiscal_years,
            rates: Rates::new(currency, rates),
            team: root
                .get("team")
                .into_iter()
                .flat_map(Node::entries)
                .map(|(k, v)| self.member(k, v))
                .collect(),
            sources: self.choices(root, "sources"),
            activity_kinds: self.choices(root, "activity_kinds"),
            lost_reasons: self.choices(root, "lost_reasons"),
            won_reasons: self.choices(root, "won_reasons"),
            qualification: items(root, "qualification").map(criterion).collect(),
            fields: root.get("fields").into_iter().flat_map(Node::entries).map(custom_field).collect(),
            pipelines: items(root, "pipelines").map(pipeline).collect(),
            targets: items(root, "targets")
                .zip(0..)
                .filter_map(|(item, at)| target(item, at, fiscal_years))
                .collect(),
            improvements: items(root, "improvements").filter_map(|item| self.improvement(item)).collect(),
            rules: self.severities(root),
            site: publish(root),
        }
    }

    fn day(&self, map: Node<'_>, key: &str) -> Option<Day> {
        date(map.get(key)?.value()?, self.zone).map(|date| date.day)
    }

    fn rate(&self, item: Node<'_>) -> Option<ExchangeRate> {
        let currency = Currency::from_code(item.get("currency")?.value()?)?;
        Some(ExchangeRate { currency, at: self.day(item, "at")?, rate: number(item, "rate")? })
    }

    fn member(&self, key: Node<'_>, value: Node<'_>) -> Member {
        let id = key.value().unwrap_or_default().to_owned();
        let name = text(value, "name").unwrap_or_else(|| id.clone());
        Member {
            id,
            name,
            email: text(value, "email"),
            until: self.day(value, "until"),
            group: text(value, "group"),
        }
    }

    fn choices(&self, root: Node<'_>, key: &str) -> Vec<Choice> {
        let one = |item: Node<'_>| {
            let id = item.value().map(str::to_owned).or_else(|| text(item, "id")).unwrap_or_default();
            let label = text(item, "label").unwrap_or_else(|| id.clone());
            let not = |key| matches!(item.get(key).and_then(Node::scalar), Some(Scalar::Bool(false)));
            let until = self.day(item, "until");
            Choice { id, label, until, counts: !not("counts"), contact: !not("contact") }
        };
        items(root, key).map(one).collect()
    }

    fn calendar(&self, root: Node<'_>) -> Calendar {
        let Some(calendar) = root.get("calendar").filter(|node| node.is_map()) else {
            return Calendar::default();
        };
        let holidays = items(calendar, "holidays").filter_map(Node::value);
        let holidays = holidays.filter_map(|text| date(text, self.zone)).map(|date| date.day);
        Calendar::new(items(calendar, "week").filter_map(Node::value), holidays)
    }

    fn improvement(&self, item: Node<'_>) -> Option<Improvement> {
        Some(Improvement {
            stage: text(item, "stage")?,
            pipeline: text(item, "pipeline"),
            from: self.day(item, "from")?,
            owner: text(item, "owner"),
            action: text(item, "action")?,
        })
    }

    fn severities(&mut self, root: Node<'_>) -> Vec<(String, Severity)> {
        let mut severities = Vec::new();
        for (key, value) in root.get("rules").into_iter().flat_map(Node::entries) {
            let name = key.value().unwrap_or_default();
            if !self.rules.contains(&name) {
                let near = nearest(name, self.rules.iter().copied()).map(did_you_mean);
                self.tell(key.span(), message!("there is no rule `{name}`", name)).help = near;
            }
            if let Some(severity) = value.value().and_then(Severity::parse) {
                severities.push((name.to_owned(), severity));
            }
        }
        severities
    }

    fn custom(&mut self, root: Node<'_>, config: &Config) -> Option<CustomFields> {
        match CustomFields::new(&config.fields) {
            Ok(custom) => Some(custom),
            Err((field, why)) => {
                let node = root.get("fields").and_then(|fields| fields.get(&field));
                let span = node.map(Node::span).unwrap_or_default();
                self.tell(span, message!("the schema of `{field}` cannot be used: {why}", field, why));
                None
            }
        }
    }

    /// Compiles the gates and checks the fields that stages require.
    fn conditions(&mut self, root: Node<'_>, config: &Config) -> Option<Conditions> {
        for required in
            items(root, "pipelines").flat_map(|p| items(p, "stages")).flat_map(|s| items(s, "requires"))
        {
            self.required_field(required, config);
        }
        let scope = Scope::gates(config);
        let gates = items(root, "pipelines").flat_map(|p| items(p, "stages")).flat_map(|s| items(s, "gates"));
        for must in gates.filter_map(|gate| gate.get("must")) {
            self.condition(must, &scope);
        }
        let scope = Scope::targets(config);
        for condition in items(root, "targets").filter_map(|target| target.get("where")) {
            self.condition(condition, &scope);
        }
        if !self.findings.is_empty() {
            return None;
        }
        let conditions = Conditions::new(config);
        if let Err(why) = &conditions {
            self.tell(root.span(), why.clone());
        }
        conditions.ok()
    }

    fn condition(&mut self, node: Node<'_>, scope: &Scope<'_>) {
        if let Err(wrong) = scope.check(node.value().unwrap_or_default()) {
            let span = self.inside(node, &wrong);
            self.tell(span, wrong.message).help = wrong.help;
        }
    }

    /// The bytes that are wrong in an expression; all of it where they cannot
    /// be known, as in a folded one.
    fn inside(&self, node: Node<'_>, wrong: &Wrong) -> Span {
        let whole = node.span();
        let at = node.value().and_then(|value| whole.slice(self.text).find(value));
        match (at, &wrong.range) {
            (Some(at), Some(range)) => {
                let start = whole.start as usize + at;
                Span::new(start + range.start, start + range.end)
            }
            _ => whole,
        }
    }
}

fn publish(root: Node<'_>) -> Publish {
    let Some(site) = root.get("site") else { return Publish::default() };
    let chosen = |key: &str| match site.get(key) {
        None => Chosen::default(),
        Some(map) => Chosen {
            fields: texts(map, "fields"),
            stages: texts(map, "stages"),
            owners: texts(map, "owners"),
        },
    };
    Publish { show: texts(site, "show"), hide: chosen("hide"), only: chosen("only") }
}

fn criterion(item: Node<'_>) -> Criterion {
    let id = text(item, "id").unwrap_or_default();
    let label = text(item, "label").unwrap_or_else(|| id.clone());
    Criterion { id, label, weight: number(item, "weight").unwrap_or(Decimal::ONE) }
}

fn custom_field((key, schema): (Node<'_>, Node<'_>)) -> CustomField {
    CustomField { name: key.value().unwrap_or_default().to_owned(), schema: json(schema) }
}

fn pipeline(item: Node<'_>) -> Pipeline {
    let id = text(item, "id").unwrap_or_default();
    let label = text(item, "label").unwrap_or_else(|| id.clone());
    let dir = RelPath::new(text(item, "dir").unwrap_or_default());
    Pipeline { id, label, dir, stages: items(item, "stages").map(stage).collect() }
}

fn stage(item: Node<'_>) -> Stage {
    let id = text(item, "id").unwrap_or_default();
    let gate = |gate: Node<'_>| Some(Gate { must: text(gate, "must")?, say: text(gate, "say")? });
    Stage {
        dir: text(item, "dir").unwrap_or_default(),
        label: text(item, "label").unwrap_or_else(|| id.clone()),
        kind: match item.get("kind").and_then(Node::value) {
            Some("won") => StageKind::Won,
            Some("lost") => StageKind::Lost,
            _ => StageKind::Open,
        },
        probability: number(item, "probability"),
        max_days: number(item, "max_days").and_then(|days| u32::try_from(days).ok()),
        requires: texts(item, "requires"),
        gates: items(item, "gates").filter_map(gate).collect(),
        formerly: texts(item, "formerly"),
        id,
    }
}

fn target(item: Node<'_>, at: u16, years: FiscalYears) -> Option<Target> {
    let label = text(item, "period")?;
    Some(Target {
        number: at,
        period: Period::parse(&label, years)?,
        label,
        value: number(item, "value"),
        deals: number(item, "deals").and_then(|deals| u32::try_from(deals).ok()),
        pipeline: text(item, "pipeline"),
        owner: text(item, "owner"),
        group: text(item, "group"),
        condition: text(item, "where"),
    })
}
