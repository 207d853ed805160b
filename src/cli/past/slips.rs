//! What every commit of the line said of each lead's expected date.

use super::{Line, Look};
use crate::check;
use crate::cli::{Failure, revisions};
use crate::figures::Expectation;
use crate::host::{Objects, versions};
use crate::pipeline::Text;
use crate::source::RelPath;
use crate::workspace::{LeadPath, load_config};

impl Look<'_> {
    /// The expectations of each pipeline of the configuration, oldest first,
    /// read by the configuration as it is now.
    pub(super) fn told(&self, line: Option<&mut Line>) -> Result<Vec<Vec<Expectation>>, Failure> {
        let config = &self.workspace.config;
        let mut told = vec![Vec::new(); config.pipelines.len()];
        let names: Vec<&str> = check::names().collect();
        let (Some(line), Ok(by)) = (line, load_config(self.configuration, &names)) else { return Ok(told) };
        let top = line.tip.folder();
        let folders: Vec<RelPath> = config.pipelines.iter().map(|own| top.join(own.dir.as_str())).collect();
        let found = versions(line.tip.repository(), line.tip.commit(), &folders);
        let (commits, versions) = found.map_err(|error| revisions::failure(&error))?;
        let mut files = Vec::new();
        for version in &versions {
            let name = version.path.name();
            let lead = name.ends_with(".yaml") && !name.starts_with('.');
            let inside = folders.iter().position(|folder| version.path.below(folder).is_some());
            if let Some(pipeline) = inside.filter(|_| lead).and_then(|at| u16::try_from(at).ok()) {
                let day = commits[version.commit].at.with_timezone(&config.timezone).date_naive();
                files.push((version, pipeline, day));
            }
        }
        let read = |(version, pipeline, _): &(&crate::host::Version, u16, _)| {
            let path = Objects::path(&version.object, version.path.name());
            (LeadPath { path, pipeline: *pipeline, stage: None }, version.object.clone())
        };
        let memory = line.kept.memory(&self.text());
        let paths: Vec<(LeadPath, String)> = files.iter().map(read).collect();
        memory.learn(&line.tip.objects(), &by, &paths);
        for (version, pipeline, day) in files {
            let Some(brief) = memory.get(pipeline, &version.object).flatten() else { continue };
            told[usize::from(pipeline)].push(Expectation {
                id: Text::new(version.path.stem()),
                day,
                owner: Text::new(&brief.owner),
                stage: usize::from(brief.stage()),
                expected: brief.expected,
            });
        }
        Ok(told)
    }
}
