//! The site's templates: the built-in ones and the team's.

use std::collections::BTreeMap;
use std::sync::Arc;

use minijinja::value::Value;

use super::super::format::Style;
use super::super::templates::{Compiled, built_in};
use super::{mask, policy, style_block};
use crate::read;
use crate::source::{EntryKind, RelPath, Snapshot};

/// How many templates of the team's own a site may draw in.
const MOST: usize = 64;

/// The team's own templates by name: every file in `templates/`.
///
/// # Errors
/// Where one cannot be read, or is a link: the built-in one in its place would
/// not be what the team means.
pub fn given(snapshot: &dyn Snapshot) -> Result<BTreeMap<String, String>, String> {
    let folder = RelPath::new("templates");
    let told = |path: &RelPath, why: &dyn std::fmt::Display| {
        format!("the template `{}` cannot be used: {why}", crate::show::findings::visible(path.as_str()))
    };
    let mut entries = snapshot.list(&folder).map_err(|error| told(&folder, &error))?;
    entries.retain(|entry| entry.kind != EntryKind::Folder && is_template(entry.path.name()));
    if entries.len() > MOST {
        return Err(format!("there are more than {MOST} templates in `templates/`"));
    }
    let mut given = BTreeMap::new();
    for entry in entries {
        let text = read::text(snapshot, &entry.path).map_err(|error| told(&entry.path, &error))?;
        let name = entry.path.below(&folder).unwrap_or_default().to_owned();
        given.insert(name, text);
    }
    Ok(given)
}

fn is_template(name: &str) -> bool {
    [".j2", ".css", ".js"].iter().any(|ending| name.ends_with(ending))
}

/// The one style of all pages: the report's and the site's.
pub fn style_sheet(given: &BTreeMap<String, String>) -> Result<String, String> {
    let mut all = String::new();
    for name in ["report.css", "site/site.css"] {
        let css = given.get(name).map(String::as_str).or_else(|| built_in(name)).unwrap_or_default();
        all.push_str(&style_block::minified(css).map_err(|why| format!("{name}: {why}"))?);
    }
    Ok(all)
}

/// The templates, read once.
pub fn compiled(
    style: Style,
    given: BTreeMap<String, String>,
    about: Value,
    live: bool,
) -> Result<Compiled, String> {
    let style = Arc::new(style);
    let compiled = Compiled::new(&style, given, Box::new(mask::masked), |engine| {
        engine.add_global("site", about);
        engine.add_function("content_policy", move || policy(live));
    });
    compiled.map_err(|error| error.to_string())
}
