//! Findings with the paths that their reader expects: those of the workspace
//! for people and scripts, those of the repository for a service that shows
//! them beside its files.

use crate::check::Checked;
use crate::show::findings::{self, Format, TextStyle};
use crate::source::{Nested, RelPath, Snapshot};

/// What a run found, in a format.
/// `folder` is where the workspace is in its repository.
pub fn render(
    checked: &Checked,
    files: &dyn Snapshot,
    format: Format,
    look: TextStyle,
    folder: Option<RelPath>,
) -> String {
    let services = matches!(format, Format::Github | Format::Gitlab | Format::Sarif);
    let folder = folder.filter(|_| services);
    let Some(folder) = folder.filter(|folder| !folder.as_str().is_empty()) else {
        return findings::render(checked, files, format, look);
    };
    let nested = Nested::new(files, folder);
    let mut checked = checked.clone();
    for finding in &mut checked.findings {
        finding.path = nested.outward(&finding.path);
        finding.related.iter_mut().for_each(|related| related.path = nested.outward(&related.path));
    }
    findings::render(&checked, &nested, format, look)
}
