//! `K=V`: text read by the field's type; `K:=YAML` for lists and objects.

mod path;

use path::{PathKind, in_shape, shape};

use super::amount::money;
use crate::finding::nearest;
use crate::message;
use crate::pipeline::shape::{LEAD, Shape};
use crate::pipeline::{Config, Currency, NotAmount, is_in_own_words, meant_id, typed_amount, typed_number};
use crate::read::{comma_number, decimal, percentage};
use crate::text::Message;
use crate::yaml::{Arena, NewValue, Node, NodeKind, Op, ProblemKind, Scalar};

/// A field to be set, as somebody typed it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assignment {
    /// The dotted path.
    pub path: String,
    /// The text after `=` or `:=`.
    pub value: String,
    /// Whether it was `:=`.
    pub yaml: bool,
}

/// The order of a lead's keys: where a new one goes.
pub fn key_order() -> Vec<&'static str> {
    LEAD.iter().map(|field| field.name).collect()
}

impl Assignment {
    /// Takes `K=V` or `K:=YAML` apart.
    ///
    /// # Errors
    /// Where there is no `=`, or nothing before it.
    pub fn parse(text: &str) -> Result<Self, Message> {
        let (key, value) =
            text.split_once('=').ok_or_else(|| message!("`{text}` is not of the form FIELD=VALUE", text))?;
        let (key, yaml) = key.strip_suffix(':').map_or((key, false), |key| (key, true));
        let key = key.trim();
        if key.is_empty() || key.split('.').any(str::is_empty) {
            return Err(message!("`{text}` names no field before its `=`", text));
        }
        Ok(Self { path: key.to_owned(), value: value.to_owned(), yaml })
    }

    /// Makes sure that a lead may have a field, and that no command of its own
    /// changes it.
    ///
    /// # Errors
    /// With that command, the nearest field there is, or all.
    pub fn known(path: &str, config: &Config) -> Result<(), Message> {
        let first = path.split('.').next().unwrap_or_default();
        let command = match first {
            "history" | "stage" => "corong move LEAD STAGE",
            "pipeline" => "corong move LEAD STAGE --pipeline ID",
            "id" => "corong rename LEAD ID",
            _ => return shape(path, config).map(drop),
        };
        Err(message!("`{first}` is not set as a field: `{command}` changes it", first, command))
    }

    /// The same where a label is written for what it is the label of, and a
    /// criterion is named by its own.
    #[must_use]
    pub fn by_ids(mut self, config: &Config) -> Self {
        if let Some(criterion) = self.path.strip_prefix("qualification.") {
            self.path = format!("qualification.{}", meant_id(criterion, &config.qualification));
        }
        if let Some(who) = self.path.strip_prefix("split.") {
            self.path = format!("split.{}", meant_id(who, &config.team));
        }
        let steps: Vec<_> = self.path.split('.').collect();
        let id = match in_shape(LEAD, &steps) {
            _ if self.yaml => return self,
            Some(Shape::Member) => meant_id(&self.value, &config.team),
            Some(Shape::Source) => meant_id(&self.value, &config.sources),
            Some(Shape::ActivityKind) => meant_id(&self.value, &config.activity_kinds),
            _ => return self,
        };
        Self { value: id, ..self }
    }

    /// Whether the field is a date.
    pub fn is_date(&self) -> bool {
        let steps: Vec<_> = self.path.split('.').collect();
        matches!(in_shape(LEAD, &steps), Some(Shape::Date))
    }

    /// The edits that set the field in a text: one, or more where what is
    /// there has another form.
    ///
    /// # Errors
    /// Where a lead has no such field or the value does not fit it.
    pub fn ops(&self, text: &str, config: &Config) -> Result<Vec<Op>, Message> {
        Self::known(&self.path, config)?;
        let shape = shape(&self.path, config)?;
        if self.yaml {
            return Ok(vec![Op::set(&self.path, self.parsed()?)]);
        }
        let mut arena = Arena::default();
        let parsed = arena.parse(text);
        let there = parsed.tree.find(&self.path);
        let outer = self.path.rsplit_once('.').and_then(|(outer, _)| parsed.tree.find(outer));
        let own = currency_in(there).or_else(|| currency_in(outer)).unwrap_or(config.currency);
        self.in_one_currency(&shape, own, config)?;
        let value = self.typed(&shape, own, config)?;
        // An amount goes into a value that is written as amount and currency.
        if matches!(shape, PathKind::Shape(Shape::Money)) && there.is_some_and(Node::is_map) {
            let path = |key: &str| format!("{}.{key}", self.path);
            return Ok(match value {
                NewValue::Map(entries) => {
                    entries.into_iter().map(|(key, value)| Op::set(&path(&key), value)).collect()
                }
                amount => vec![Op::set(&path("amount"), amount)],
            });
        }
        // A currency beside a bare number makes it amount and currency.
        if let Some((parent, name @ ("amount" | "currency"))) = self.path.rsplit_once('.')
            && let Some(bare) = parsed.tree.find(parent).filter(|node| node.is_scalar() && !node.is_null())
        {
            let amount = NewValue::Plain(bare.value().unwrap_or_default().to_owned());
            let entries = match name {
                "amount" => vec![("amount".to_owned(), value)],
                _ => vec![("amount".to_owned(), amount), ("currency".to_owned(), value)],
            };
            return Ok(vec![Op::set(parent, NewValue::Map(entries))]);
        }
        Ok(vec![Op::set(&self.path, value)])
    }

    /// Refuses an amount in the words of the workspace's currency for what is in
    /// another, `there`.
    fn in_one_currency(&self, kind: &PathKind, there: Currency, config: &Config) -> Result<(), Message> {
        let (own, language, text) = (config.currency, config.language, self.value.as_str());
        let is_money = matches!(kind, PathKind::Shape(Shape::Money | Shape::Amount));
        if !is_money || there == own || language.locale().currency != own || !is_in_own_words(text, language)
        {
            return Ok(());
        }
        let Ok(amount) = typed_amount(text, there, language) else { return Ok(()) };
        let (path, number) = (&self.path, amount.number);
        Err(message!(
            "`{path}` is in {there}, and `{text}` may be meant in {own}: write `{there} {number}` or `{own} {number}`",
            path,
            there = there.code(),
            text,
            own = own.code(),
            number
        ))
    }

    /// The value; an amount without a currency named is in `own`.
    fn typed(&self, kind: &PathKind, own: Currency, config: &Config) -> Result<NewValue, Message> {
        let (path, text, language) = (&self.path, self.value.as_str(), config.language);
        let told = |why: NotAmount| match (kind, &why) {
            (PathKind::Shape(Shape::Money | Shape::Amount), NotAmount::Negative(_)) => message!(
                "`{path}`: {why}; what is taken off a price is the `discount` of its line in `products`, and what \
                 was agreed to be less is a lower `value`",
                path,
                why
            ),
            _ => message!("`{path}`: {why}", path, why),
        };
        let shape = match kind {
            PathKind::Custom(true) => return Ok(NewValue::text(text)),
            PathKind::Custom(false) => return self.parsed(),
            PathKind::Shape(shape) => shape,
        };
        match shape {
            Shape::Money => money(text, own, language).map_err(told),
            Shape::Amount => typed_number(text, own, language).map(NewValue::Plain).map_err(told),
            Shape::Discount if let Some(percent) = percentage(text.trim()) => {
                Ok(NewValue::text(format!("{}%", percent.trim_end().replace(',', "."))))
            }
            Shape::Discount => typed_number(text, own, language).map(NewValue::Plain).map_err(told),
            Shape::Integer { .. } => {
                let number = typed_number(text, own, language).map_err(told)?;
                let whole = number.bytes().all(|byte| byte.is_ascii_digit());
                whole
                    .then_some(NewValue::Plain(number))
                    .ok_or_else(|| message!("`{path}` has to be a whole number, not `{text}`", path, text))
            }
            Shape::Percent => {
                let number = text.trim().trim_end_matches('%').trim_end().replace(',', ".");
                let fits = decimal(&number).is_some() && !number.starts_with('+');
                let wrong =
                    || message!("`{path}` has to be a percentage from 0 to 100, not `{text}`", path, text);
                fits.then_some(NewValue::Plain(number)).ok_or_else(wrong)
            }
            Shape::Date if crate::read::date(text.trim(), chrono_tz::UTC).is_some() => {
                Ok(NewValue::Plain(text.trim().to_owned()))
            }
            Shape::Date => {
                Err(message!("`{path}` has to be a date such as 2026-11-28, not `{text}`", path, text))
            }
            Shape::Word(words) if !words.contains(&text) => {
                let near = nearest(text, words.iter().copied());
                let near = near.map_or_else(
                    || message!("one of {words}", words = words.join(", ")),
                    |near| message!("did you mean `{near}`?", near),
                );
                Err(message!("`{path}` cannot be `{text}`; {near}", path, text, near))
            }
            Shape::OneOrMore if !text.contains(',') => Ok(NewValue::text(text)),
            Shape::List { of: Shape::Text | Shape::Id, .. } | Shape::OneOrMore => {
                let words = text.split(',').map(str::trim).filter(|word| !word.is_empty());
                Ok(NewValue::List(words.map(NewValue::text).collect()))
            }
            Shape::List { .. }
            | Shape::Map(_)
            | Shape::Criteria
            | Shape::Split
            | Shape::Custom
            | Shape::Keyed(_) => Err(self.several(shape, config)),
            _ => Ok(NewValue::text(text)),
        }
    }

    /// That the field holds several values, and how they are written.
    fn several(&self, shape: &Shape, config: &Config) -> Message {
        let (path, text) = (&self.path, self.value.as_str());
        let quoted = serde_json::Value::from(text);
        let plain = !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || " .-".contains(c));
        let text = if plain { text.to_owned() } else { quoted.to_string() };
        let way = match shape {
            Shape::List { of, .. } => {
                let first = of.fields().first().map_or("name", |field| field.name);
                format!("{path}:=[{{{first}: {text}}}]")
            }
            Shape::Map(fields) => {
                format!("{path}.{}={text}", fields.first().map_or("name", |field| field.name))
            }
            Shape::Criteria => {
                let first = config.qualification.first().map_or("CRITERION", |own| own.id.as_str());
                format!("{path}.{first}=met")
            }
            Shape::Split => {
                let first = config.team.first().map_or("WHO", |own| own.id.as_str());
                format!("{path}.{first}=100")
            }
            _ => {
                let first = config.fields.first().map_or("FIELD", |own| own.name.as_str());
                format!("{path}.{first}={text}")
            }
        };
        message!("`{path}` holds several values: write `'{way}'`", path, way)
    }

    /// The value as YAML.
    fn parsed(&self) -> Result<NewValue, Message> {
        let mut arena = Arena::default();
        let parsed = arena.parse(&self.value);
        if let Some(problem) = parsed.problems.iter().find(|problem| problem.kind != ProblemKind::Style) {
            return Err(message!(
                "the value of `{path}` is not YAML: {message}",
                path = self.path,
                message = problem.message
            ));
        }
        let root = parsed.tree.root().filter(|root| !root.is_null());
        if let Some(number) = root.and_then(comma_number) {
            return Err(message!(
                "`{path}`: in braces a comma separates keys; write {number}",
                path = self.path,
                number
            ));
        }
        root.map(value_of).ok_or_else(|| message!("`{path}` is given no value", path = self.path))
    }
}

/// The currency that amount and currency name.
fn currency_in(node: Option<Node<'_>>) -> Option<Currency> {
    Currency::from_code(node?.get("currency")?.value()?)
}

/// A node as a value to be written anew.
pub(super) fn value_of(node: Node<'_>) -> NewValue {
    if node.is_map() {
        let entry = |(key, value): (Node<'_>, Node<'_>)| {
            (key.value().unwrap_or_default().to_owned(), value_of(value))
        };
        return NewValue::Map(node.entries().map(entry).collect());
    }
    if node.is_list() {
        return NewValue::List(node.items().map(value_of).collect());
    }
    let text = node.value().unwrap_or_default().to_owned();
    match node.scalar() {
        Some(Scalar::Bool(truth)) => NewValue::Bool(truth),
        Some(Scalar::Int | Scalar::Float) => NewValue::Plain(text),
        _ if node.kind() == NodeKind::Plain && crate::read::day(&text).is_some() => NewValue::Plain(text),
        _ if node.is_null() => NewValue::Plain("null".to_owned()),
        _ => NewValue::Text(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_type() {
        let one = |text: &str| Assignment::parse(text).map(|a| (a.path, a.value, a.yaml));
        assert_eq!(one("a.b=c=d"), Ok(("a.b".into(), "c=d".into(), false)));
        assert_eq!(one("tags:=[a]"), Ok(("tags".into(), "[a]".into(), true)));
        assert!(one("tags").is_err());
        assert!(one("=x").is_err());
        assert!(one("a..b=x").is_err());
    }

    #[test]
    fn shapes_go_into_lists() {
        assert!(matches!(in_shape(LEAD, &["contacts", "0", "phone"]), Some(Shape::Text)));
        assert!(matches!(in_shape(LEAD, &["value", "amount"]), Some(Shape::Amount)));
        assert!(in_shape(LEAD, &["contacts", "phone"]).is_none());
    }
}
