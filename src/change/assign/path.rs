//! What a dotted path of an assignment leads to, by the shapes of a lead's fields.

use crate::finding::nearest;
use crate::message;
use crate::pipeline::Config;
use crate::pipeline::shape::{Field, LEAD, MONEY, Shape, field};
use crate::text::Message;

/// What a path leads to.
pub(super) enum PathKind {
    /// A field of every lead's.
    Shape(Shape),
    /// A field of the team's; whether it is text.
    Custom(bool),
}

/// What a path leads to.
pub(super) fn shape(path: &str, config: &Config) -> Result<PathKind, Message> {
    if let Some(name) = path.strip_prefix("custom.") {
        let known = || config.fields.iter().map(|field| field.name.as_str());
        let own = config
            .fields
            .iter()
            .find(|field| field.name == name || name.starts_with(&format!("{}.", field.name)));
        return match own {
            Some(own) => {
                Ok(PathKind::Custom(own.schema.get("type").and_then(|t| t.as_str()) == Some("string")))
            }
            None => Err(unknown(name, known())),
        };
    }
    if let Some(name) = path.strip_prefix("qualification.") {
        let known = || config.qualification.iter().map(|criterion| criterion.id.as_str());
        let found = known().any(|id| id == name);
        return if found { Ok(PathKind::Shape(Shape::LEVEL)) } else { Err(unknown(name, known())) };
    }
    if let Some(name) = path.strip_prefix("split.") {
        let known = || config.team.iter().map(|member| member.id.as_str());
        let found = known().next().is_none() || known().any(|id| id == name);
        return if found { Ok(PathKind::Shape(Shape::Percent)) } else { Err(unknown(name, known())) };
    }
    let steps: Vec<_> = path.split('.').collect();
    in_shape(LEAD, &steps).map(PathKind::Shape).ok_or_else(|| {
        if let Some(why) = past_a_list(&steps) {
            return why;
        }
        let fields = path.rsplit_once('.').and_then(|(parent, _)| field(LEAD, parent));
        let fields = fields.map_or(LEAD, |parent| parent.shape.fields());
        unknown(steps.last().copied().unwrap_or_default(), fields.iter().map(|field| field.name))
    })
}

/// The shape at a path, numbers going into lists.
pub(super) fn in_shape(fields: &'static [Field], steps: &[&str]) -> Option<Shape> {
    let (name, rest) = steps.split_first()?;
    let found = fields.iter().find(|field| field.name == *name)?;
    deeper(&found.shape, rest)
}

fn deeper(shape: &'static Shape, rest: &[&str]) -> Option<Shape> {
    match (shape, rest.split_first()) {
        (shape, None) => Some(*shape),
        (Shape::List { of, .. }, Some((at, rest))) if at.parse::<usize>().is_ok() => deeper(of, rest),
        (Shape::Map(fields), Some(_)) => in_shape(fields, rest),
        (Shape::Money, Some(_)) => in_shape(MONEY, rest),
        _ => None,
    }
}

/// That a path goes into a list without saying into which of its items.
fn past_a_list(steps: &[&str]) -> Option<Message> {
    let [list, name] = steps else { return None };
    let Shape::List { of, .. } = field(LEAD, list)?.shape else { return None };
    let known = of.fields().iter().any(|field| field.name == *name);
    known.then(|| {
        message!(
            "`{list}` is a list: `{list}.0.{name}=…` sets it in the first one that is there, \
             `'{list}:=[{{{name}: …}}]'` writes the list anew",
            list,
            name
        )
    })
}

fn unknown<'k>(name: &str, known: impl Iterator<Item = &'k str> + Clone) -> Message {
    match nearest(name, known.clone()) {
        Some(near) => message!("a lead has no field `{name}`; did you mean `{near}`?", name, near),
        None => {
            message!(
                "a lead has no field `{name}` here; there are {known}",
                name,
                known = known.collect::<Vec<_>>().join(", ")
            )
        }
    }
}
