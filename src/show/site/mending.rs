//! The pages of what has to be mended: all findings, and a file that is no lead.

use std::collections::HashMap;

use minijinja::Value;
use minijinja::value::Serde;
use serde::Serialize;

use super::Site;
use super::page_findings::{PageFinding, page_findings};
use super::pages::Made;
use crate::pipeline::Lead;
use crate::read;
use crate::source::RelPath;
use crate::yaml::Arena;

/// A file and what is wrong in it.
#[derive(Serialize)]
struct FileFindings<'s> {
    path: &'s str,
    lead: Option<Which<'s>>,
    told: Vec<PageFinding>,
}

/// A lead by what people call it.
#[derive(Clone, Copy, Serialize)]
struct Which<'s> {
    id: &'s str,
    title: &'s str,
    company: Option<&'s str>,
}

impl<'s> Which<'s> {
    fn of(lead: &'s Lead) -> Self {
        let company = lead.company.as_ref().map(|company| &*company.name);
        Self { id: &lead.id, title: &lead.title, company }
    }
}

impl Site<'_> {
    /// What a check finds, file by file.
    pub(super) fn findings(&self) -> Made {
        let checked = &self.published.checked;
        let mut paths: Vec<&RelPath> = checked.findings.iter().map(|finding| &finding.path).collect();
        paths.dedup();
        let by_path: HashMap<&RelPath, Which<'_>> =
            self.published.workspace.counted().map(|lead| (&lead.path, Which::of(lead))).collect();
        let files = paths.into_iter().map(|path| FileFindings {
            path: path.as_str(),
            lead: by_path.get(path).copied(),
            told: self.page_findings(path),
        });
        let files: Vec<FileFindings<'_>> = files.collect();
        let context = minijinja::context! {
            files => Value::from(Serde(&files)), errors => checked.errors(), warnings => checked.warnings(),
        };
        Made {
            key: "findings",
            title: self.words("site-findings"),
            template: "site/findings.html.j2",
            context,
        }
    }

    /// A file that is no lead: what has to be mended in it.
    pub(super) fn file(&self, at: usize) -> Made {
        let left = self.published.workspace.left_out.get(at);
        let path = left.map(|left| left.path.clone()).unwrap_or_else(|| RelPath::new(""));
        let why = left.map(|left| self.style.message(&left.why)).unwrap_or_default();
        let told = self.page_findings(&path);
        let context = minijinja::context! {
            path => path.as_str(), stem => path.stem(), why, told => Value::from(Serde(&told)),
            changed => self.last_change(&path),
        };
        let title = path.stem().to_owned();
        Made { key: "", title, template: "site/file.html.j2", context }
    }

    fn page_findings(&self, path: &RelPath) -> Vec<PageFinding> {
        let text = read::text(self.source.snapshot, path).unwrap_or_default();
        let mut arena = Arena::default();
        let root = arena.parse(&text).tree.root();
        page_findings(path, &text, root, &self.published, &self.style)
    }
}
