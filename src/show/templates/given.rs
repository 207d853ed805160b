//! The team's own templates: those in the workspace's `templates/`.

use std::collections::BTreeMap;

use super::built_in;
use crate::message;
use crate::read;
use crate::source::{EntryKind, ReadError, RelPath, Snapshot};
use crate::text::Message;

/// How many templates of its own a team may have.
const MOST: usize = 64;

/// The team's own templates, by name. Each takes the place of the built-in one
/// of its name, or is there beside them.
#[derive(Clone, Debug, Default)]
pub struct Given(BTreeMap<String, String>);

impl Given {
    /// Every template in the `templates/` of a workspace.
    ///
    /// # Errors
    /// Where one cannot be read, or is a link: the built-in one in its place
    /// would not be what the team means.
    pub fn of(snapshot: &dyn Snapshot) -> Result<Self, Message> {
        let folder = RelPath::new("templates");
        let mut entries = snapshot.list(&folder).map_err(|error| refused(&folder, &error))?;
        entries.retain(|entry| entry.kind != EntryKind::Folder && is_template(entry.path.name()));
        if entries.len() > MOST {
            return Err(message!("there are more than {most} templates in `templates/`", most = MOST));
        }
        let template = |path: RelPath| {
            let text = read::text(snapshot, &path).map_err(|error| refused(&path, &error))?;
            Ok((path.below(&folder).unwrap_or_default().to_owned(), text))
        };
        entries.into_iter().map(|entry| template(entry.path)).collect::<Result<_, _>>().map(Self)
    }

    /// Whether the team has none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Leaves out those that `keep` refuses by name and text; the built-in ones
    /// are in their place again.
    pub fn retain(&mut self, mut keep: impl FnMut(&str, &str) -> bool) {
        self.0.retain(|name, text| keep(name, text));
    }

    /// The template of that name: the team's, else the built-in one.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str).or_else(|| built_in(name))
    }
}

impl<N: Into<String>, T: Into<String>> FromIterator<(N, T)> for Given {
    fn from_iter<I: IntoIterator<Item = (N, T)>>(templates: I) -> Self {
        Self(templates.into_iter().map(|(name, text)| (name.into(), text.into())).collect())
    }
}

fn is_template(name: &str) -> bool {
    [".j2", ".css", ".js"].iter().any(|ending| name.ends_with(ending))
}

/// Says that a template of the team's own cannot be used.
fn refused(path: &RelPath, why: &ReadError) -> Message {
    message!("the template `{path}` cannot be used: {why}", path, why)
}
