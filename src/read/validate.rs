//! Walks a tree by its shape and tells every violation.

mod scalars;

use super::mend::{self, near};
use super::numbers::{self, CommaNumber};
use super::wanted;
use super::{CustomFields, EntryPipelines, amount, json};
use crate::finding::{Finding, Fix};
use crate::message;
use crate::pipeline::shape::{Field, Shape};
use crate::pipeline::{Config, Decimal, Pipeline};
use crate::source::{RelPath, Span};
use crate::text::Message;
use crate::yaml::{Node, NodeKind, Scalar};

/// The name of the rule for everything told here.
pub const RULE: &str = "schema";

/// Tells what does not fit a shape. For a lead it knows the team's words.
pub struct Validator<'v> {
    path: &'v RelPath,
    team: Option<(&'v Config, &'v Pipeline, &'v CustomFields)>,
    /// Where the entries of the history are, and the pipeline of each, where one is named.
    entries: Vec<(Span, Option<&'v Pipeline>)>,
    findings: &'v mut Vec<Finding>,
}

/// What a mapping is called in messages.
#[derive(Clone, Copy)]
enum What<'w> {
    /// The whole file, as "a lead".
    File(&'w Message),
    /// The value of a key.
    Key(&'w str),
}

impl What<'_> {
    fn message(&self) -> Message {
        match self {
            Self::File(what) => (*what).clone(),
            Self::Key(key) => message!("`{key}`", key),
        }
    }
}

impl<'v> Validator<'v> {
    /// For a file that is by itself: the configuration.
    pub fn new(path: &'v RelPath, findings: &'v mut Vec<Finding>) -> Self {
        Self { path, team: None, entries: Vec::new(), findings }
    }

    /// For a lead whose file is in the folder of a pipeline.
    pub fn for_lead(
        path: &'v RelPath,
        config: &'v Config,
        pipeline: &'v Pipeline,
        custom: &'v CustomFields,
        findings: &'v mut Vec<Finding>,
    ) -> Self {
        Self { path, team: Some((config, pipeline, custom)), entries: Vec::new(), findings }
    }

    /// Takes what the entries of a lead's history say of their pipelines.
    pub fn over_pipelines(&mut self, list: Node<'_>, read: &EntryPipelines) {
        let Some((config, own, _)) = self.team else { return };
        let pipeline = |at: &Option<u16>| config.pipelines.get(usize::from((*at)?));
        let all: Vec<_> = read.of.iter().map(pipeline).collect();
        if all.iter().any(|one| one.is_none_or(|one| one.id != own.id)) {
            self.entries = list.items().map(|item| item.span()).zip(all).collect();
        }
        if let [first, ..] = read.unclear[..] {
            let id = |at: &u16| format!("`{}`", config.pipelines[usize::from(*at)].id);
            let all = read.unclear.iter().map(id).collect::<Vec<_>>().join(", ");
            let taken = &config.pipelines[usize::from(first)].id;
            let message = message!("nothing says in which pipeline it began: {all}", all);
            let help = message!(
                "add `pipeline: {taken}` to the first entry, or the one that is right; `{taken}` is taken till then",
                taken
            );
            let place = list.items().next().map_or(list.span(), |item| item.span());
            self.add(self.finding(place, message).help(help));
        }
    }

    /// The pipeline of what is at a place; `None` where nobody knows.
    fn pipeline_at(&self, node: Node<'_>) -> Option<&'v Pipeline> {
        let within = |span: &Span| span.start <= node.span().start && node.span().end <= span.end;
        let entry = self.entries.iter().find(|(span, _)| within(span));
        entry.map_or(self.team.map(|(_, own, _)| own), |(_, pipeline)| *pipeline)
    }

    fn add(&mut self, finding: Finding) -> &mut Finding {
        self.findings.push(finding);
        let last = self.findings.len() - 1;
        &mut self.findings[last]
    }

    fn finding(&self, span: Span, message: Message) -> Finding {
        Finding::new(RULE, self.path, span, message)
    }

    fn expected(&mut self, node: Node<'_>, name: &str, wanted: Message) -> &mut Finding {
        let found = wanted::found(node);
        let message = message!("`{name}` has to be {wanted}, not {found}", name, wanted, found);
        self.add(self.finding(node.span(), message))
    }

    fn empty(&mut self, node: Node<'_>, name: &str) -> &mut Finding {
        let finding = self.finding(node.span(), message!("`{name}` is empty", name));
        self.add(finding.help(message!("give it a value or remove the line")))
    }

    /// Validates the outermost mapping of a file called `what` in messages.
    pub fn root(&mut self, node: Node<'_>, fields: &'static [Field], what: &Message) {
        if node.is_map() {
            self.map(node, fields, What::File(what));
        } else if node.is_null() {
            let needed: Vec<_> = fields.iter().filter(|f| f.required).map(|f| f.name).collect();
            let needed = needed.join(", ");
            let finding = self.finding(node.span(), message!("the file is empty"));
            self.add(finding.help(message!("{what} needs {needed}", what, needed)));
        } else {
            let found = node.kind_name();
            let message = message!("{what} has to be a mapping, not {found}", what, found);
            self.add(self.finding(node.span(), message));
        }
    }

    fn map(&mut self, node: Node<'_>, fields: &'static [Field], what: What<'_>) {
        let told = self.findings.len();
        let commas = numbers::with_commas(node, Some(fields));
        for number in &commas {
            let CommaNumber { span, meant, .. } = number;
            let message = message!("in braces a comma separates keys, and this is no longer one number");
            let finding = self.finding(*span, message);
            let title = message!("write {text}", text = meant);
            self.add(finding.help(title.clone()).fix(Fix::replace(title, *span, meant)));
        }
        for (at, (key, value)) in node.entries().enumerate() {
            if commas.iter().any(|number| number.holds(at)) {
                continue;
            }
            match fields.iter().find(|field| key.is(field.name)) {
                Some(field) => self.value(value, &field.shape, field.name),
                None => self.unknown_key(key, fields.iter().map(|field| field.name), what, node),
            }
        }
        let missing = |field: &&Field| field.required && node.get(field.name).is_none();
        for field in fields.iter().filter(missing) {
            // A misspelt key is one mistake, not also a missing one.
            if self.findings[told..].iter().any(|f| f.meant.as_deref() == Some(field.name)) {
                continue;
            }
            let place = node.entries().next().map_or(node.span(), |(key, _)| key.span());
            let message = message!("{what} has no `{name}`", what = what.message(), name = field.name);
            let help = message!("add `{name}`: {doc}", name = field.name, doc = Message::fixed(field.doc));
            self.add(self.finding(place, message).help(help));
        }
    }

    fn unknown_key<'k>(
        &mut self,
        key: Node<'_>,
        known: impl Iterator<Item = &'k str> + Clone,
        what: What<'_>,
        map: Node<'_>,
    ) {
        let name = key.value().unwrap_or_default();
        if name == "<<" && key.kind() == NodeKind::Plain {
            // A merge key was reported by the parser.
            return;
        }
        let near = near(name, known.clone());
        let free = near.is_some_and(|near| map.get(near.word).is_none());
        let known = known.collect::<Vec<_>>().join(", ");
        let name = wanted::short(name);
        let message = message!("{what} has no key `{name}`", what = what.message(), name);
        let finding = self.finding(key.span(), message).help(message!("known here: {known}", known));
        let mut finding = mend::suggest(finding, key, near);
        if !free {
            (finding.fix, finding.meant) = (None, None);
        }
        self.findings.push(finding);
    }

    fn value(&mut self, node: Node<'_>, shape: &Shape, name: &str) {
        if node.kind() == NodeKind::Alias {
            return;
        }
        if node.is_null() && node.value().is_some_and(str::is_empty) && !matches!(shape, Shape::Schema) {
            if !matches!(shape, Shape::Map(fields) if fields.iter().all(|f| !f.required)) {
                self.empty(node, name);
            }
            return;
        }
        match shape {
            Shape::Map(fields) => self.map_of(node, fields, name),
            Shape::IdOr(fields) if node.is_map() => self.map(node, fields, What::Key(name)),
            Shape::Money if node.is_map() => self.map(node, shape.fields(), What::Key(name)),
            Shape::List { of, min } => self.list(node, of, *min, name),
            Shape::OneOrMore if node.is_list() => self.list(node, &Shape::Text, 1, name),
            Shape::OneOrMore => self.scalar(node, &Shape::Text, name),
            Shape::Keyed(of) => self.keyed(node, of, name),
            Shape::Criteria => self.criteria(node, name),
            Shape::Split => self.split(node, name),
            Shape::Custom => self.custom(node, name),
            Shape::Schema => {
                if !node.is_map() && !matches!(node.scalar(), Some(Scalar::Bool(_))) {
                    self.expected(node, name, message!("a JSON Schema, a mapping"));
                }
            }
            _ => self.scalar(node, shape, name),
        }
    }

    fn map_of(&mut self, node: Node<'_>, fields: &'static [Field], name: &str) {
        if node.is_map() {
            self.map(node, fields, What::Key(name));
        } else {
            let keys: Vec<_> = fields.iter().map(|field| field.name).collect();
            let help = message!(
                "write it as `{name}: {{{first}: …}}`; its keys are {keys}",
                name,
                first = keys[0],
                keys = keys.join(", ")
            );
            self.expected(node, name, message!("a mapping")).help = Some(help);
        }
    }

    fn list(&mut self, node: Node<'_>, of: &Shape, min: usize, name: &str) {
        if !node.is_list() {
            self.expected(node, name, message!("a list")).help =
                Some(message!("write each item on a line after `- `"));
            return;
        }
        if node.items().count() < min {
            let message = match min {
                1 => message!("`{name}` needs at least one entry", name),
                _ => message!("`{name}` needs at least {min} entries", name, min),
            };
            self.add(self.finding(node.span(), message));
        }
        for item in node.items() {
            self.value(item, of, name);
        }
    }

    fn keyed(&mut self, node: Node<'_>, of: &Shape, name: &str) {
        if !node.is_map() {
            self.expected(node, name, message!("a mapping"));
            return;
        }
        for (key, value) in node.entries() {
            let key = key.value().unwrap_or_default();
            // `siti:` alone is a member without particulars.
            if !(value.is_null() && matches!(of, Shape::Map(_))) {
                self.value(value, of, key);
            }
        }
    }

    fn split(&mut self, node: Node<'_>, name: &str) {
        if !node.is_map() {
            self.expected(node, name, message!("a mapping from people to percentages that are 100 together"));
            return;
        }
        let told = self.findings.len();
        for (key, part) in node.entries() {
            self.value(part, &Shape::Percent, key.value().unwrap_or_default());
        }
        if self.findings.len() > told || split_sum(node) == Some(100.into()) {
            return;
        }
        let none = node.entries().find(|(_, part)| amount(*part).is_some_and(|part| part.is_zero()));
        if let Some((key, part)) = none {
            let who = wanted::short(key.value().unwrap_or_default());
            let message = message!("`{who}` has no part of the value", who);
            let finding = self.finding(part.span(), message);
            self.add(finding.help(message!("give them a part, or remove the entry")));
        } else {
            let sum: Decimal = node.entries().filter_map(|(_, part)| amount(part)).sum();
            let message = message!("the parts of `{name}` are {sum} percent together, not 100", name, sum);
            let finding = self.finding(node.span(), message);
            self.add(
                finding.help(message!("correct them: what each is credited with of the value, in percent")),
            );
        }
    }

    fn criteria(&mut self, node: Node<'_>, name: &str) {
        let Some((config, _, _)) = self.team else { return };
        if !node.is_map() {
            self.expected(node, name, message!("a mapping from criteria to met, partial or unmet"));
            return;
        }
        let known = config.qualification.iter().map(|criterion| criterion.id.as_str());
        for (key, value) in node.entries() {
            let id = key.value().unwrap_or_default();
            if known.clone().any(|known| known == id) {
                self.value(value, &Shape::LEVEL, id);
            } else {
                self.unknown_key(key, known.clone(), What::Key("qualification"), node);
            }
        }
    }

    fn custom(&mut self, node: Node<'_>, name: &str) {
        let Some((_, _, custom)) = self.team else { return };
        if !node.is_map() {
            self.expected(node, name, message!("a mapping"));
            return;
        }
        for (key, value) in node.entries() {
            let field = key.value().unwrap_or_default();
            match custom.violations(field, &json(value)) {
                None => self.unknown_key(key, custom.names(), What::Key("custom"), node),
                Some(violations) => {
                    for (pointer, message) in violations {
                        let place = at_pointer(value, &pointer).unwrap_or(value);
                        let message =
                            message!("`{field}` does not fit its schema: {message}", field, message);
                        self.add(Finding::new(RULE, self.path, place.span(), message));
                    }
                }
            }
        }
    }
}

/// What the parts of a split are together; `None` where one is no percentage above 0.
pub fn split_sum(node: Node<'_>) -> Option<Decimal> {
    let parts = node.entries().map(|(_, part)| amount(part));
    let part =
        |part: Option<Decimal>| part.filter(|part| !part.is_zero() && numbers::fits(&Shape::Percent, *part));
    parts.map(part).sum()
}

/// The node a JSON pointer leads to below `node`.
fn at_pointer<'t>(node: Node<'t>, pointer: &str) -> Option<Node<'t>> {
    pointer.split('/').skip(1).try_fold(node, |node, part| {
        let key = part.replace("~1", "/").replace("~0", "~");
        node.get(&key).or_else(|| node.items().nth(key.parse().ok()?))
    })
}
