//! What every commit of the line said of each lead's expected date.

use super::{Line, Look};
use crate::check;
use crate::figures::Expectation;
use crate::host::{Log, LogFiles, Objects, Walk};
use crate::pipeline::Text;
use crate::session::error::SessionError;
use crate::source::RelPath;
use crate::workspace::{LeadPath, load_config};

impl Look<'_> {
    /// The expectations of each pipeline of the configuration, oldest first,
    /// read by the configuration as it is now.
    pub(super) fn told(&self, line: Option<&mut Line>) -> Result<Vec<Vec<Expectation>>, SessionError> {
        let config = &self.workspace.config;
        let mut told = vec![Vec::new(); config.pipelines.len()];
        let names: Vec<&str> = check::names().collect();
        let (Some(line), Ok(by)) = (line, load_config(self.configuration, &names)) else { return Ok(told) };
        let top = line.tip.folder();
        let folders: Vec<RelPath> = config.pipelines.iter().map(|own| top.join(own.dir.as_str())).collect();
        // A removal says nothing.
        let asked =
            Log { tip: line.tip.commit(), walk: Walk::Line, kinds: "AMT", of: LogFiles::Below(&folders) };
        let log = line.tip.repository().log(&asked)?;
        let mut files = Vec::new();
        for logged in log.into_iter().rev() {
            let day = logged.commit.committed.with_timezone(&config.timezone).date_naive();
            for change in logged.changes {
                let name = change.path.name();
                let lead = name.ends_with(".yaml") && !name.starts_with('.');
                let inside = folders.iter().position(|folder| change.path.below(folder).is_some());
                let pipeline = inside.filter(|_| lead).and_then(|at| u16::try_from(at).ok());
                files.extend(pipeline.zip(change.after).map(|(at, object)| (change.path, object, at, day)));
            }
        }
        let read = |(path, object, pipeline, _): &(RelPath, String, u16, _)| {
            let path = Objects::path(object, path.name());
            (LeadPath { path, pipeline: *pipeline, stage: None }, object.clone())
        };
        let memory = line.kept.memory(&self.text());
        let paths: Vec<(LeadPath, String)> = files.iter().map(read).collect();
        memory.learn(&line.tip.objects(), &by, &paths);
        for (path, object, pipeline, day) in files {
            let Some(brief) = memory.get(pipeline, &object).flatten() else { continue };
            told[usize::from(pipeline)].push(Expectation {
                id: Text::new(path.stem()),
                day,
                owner: Text::new(&brief.owner),
                people: brief.people().map(Text::new).collect(),
                stage: usize::from(brief.stage()),
                expected: brief.expected,
            });
        }
        Ok(told)
    }
}
