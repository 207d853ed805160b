//! Three-way merging of what a lead's file says.

use super::content::Content;
use super::{LineMerge, MergeVersions};

/// A merged value, every contradiction settled for our side and for theirs;
/// the two are alike where there was none. `None` is an absent value.
pub type Both = (Option<Content>, Option<Content>);

/// Fields that say one thing together: an amount and its currency, what is to
/// be done and by when.
const WHOLE: [&str; 3] = ["value", "price", "next_step"];

/// A merge on its way.
pub struct FieldMerge<'l> {
    pub lines: &'l LineMerge<'l>,
    /// Dotted paths of the fields that the sides contradict each other in.
    pub contradictions: Vec<String>,
}

impl FieldMerge<'_> {
    /// Merges the values at a path.
    pub fn merge(
        &mut self,
        path: &str,
        base: Option<&Content>,
        ours: Option<&Content>,
        theirs: Option<&Content>,
    ) -> Both {
        let both = |side: Option<&Content>| (side.cloned(), side.cloned());
        if ours == theirs || theirs == base {
            return both(ours);
        }
        if ours == base {
            return both(theirs);
        }
        let name = path.rsplit('.').next().unwrap_or(path);
        match (ours, theirs) {
            (Some(Content::Map(own)), Some(Content::Map(other))) if !WHOLE.contains(&name) => {
                self.map(path, base, own, other)
            }
            (Some(Content::List(own)), Some(Content::List(other))) => {
                let base = if let Some(Content::List(base)) = base { base.as_slice() } else { &[] };
                self.list(path, base, own, other)
            }
            (Some(own), Some(other)) => match self.long_text(base, own, other) {
                Some(merged) => both(Some(&merged)),
                None => self.contradiction(path, ours, theirs),
            },
            _ => self.contradiction(path, ours, theirs),
        }
    }

    fn contradiction(&mut self, path: &str, ours: Option<&Content>, theirs: Option<&Content>) -> Both {
        self.contradicts(path);
        (ours.cloned(), theirs.cloned())
    }

    pub(super) fn contradicts(&mut self, path: &str) {
        if !self.contradictions.iter().any(|known| known == path) {
            self.contradictions.push(path.to_owned());
        }
    }

    fn map(
        &mut self,
        path: &str,
        base: Option<&Content>,
        own: &[(String, Content)],
        other: &[(String, Content)],
    ) -> Both {
        let value = |side: &[(String, Content)], key: &str| {
            side.iter().find(|(name, _)| name == key).map(|(_, value)| value.clone())
        };
        let new = other.iter().filter(|(key, _)| own.iter().all(|(name, _)| name != key));
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        for (key, _) in own.iter().chain(new) {
            let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
            let before = base.and_then(|base| base.get(key));
            let merged = self.merge(&path, before, value(own, key).as_ref(), value(other, key).as_ref());
            ours.extend(merged.0.map(|value| (key.clone(), value)));
            theirs.extend(merged.1.map(|value| (key.clone(), value)));
        }
        let some = |entries: Vec<_>| (!entries.is_empty()).then_some(Content::Map(entries));
        (some(ours), some(theirs))
    }

    /// Texts of several lines, merged by their lines where that is clean.
    fn long_text(&self, base: Option<&Content>, own: &Content, other: &Content) -> Option<Content> {
        let text = |content: &Content| match content {
            Content::Scalar(text, crate::yaml::Scalar::Text, _) if text.contains('\n') => Some(text.clone()),
            _ => None,
        };
        let (before, ours, theirs) = (text(base?)?, text(own)?, text(other)?);
        let sides = MergeVersions { base: Some(&before), ours: &ours, theirs: &theirs };
        let merged = (self.lines)(&sides).filter(|merged| merged.clean)?;
        Some(Content::Scalar(merged.text, crate::yaml::Scalar::Text, false))
    }
}
