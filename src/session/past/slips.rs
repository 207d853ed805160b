//! What every commit of the line said of each lead's expected date, chance and hold.

use std::collections::HashMap;

use super::{Line, Look};
use crate::check;
use crate::figures::Expectation;
use crate::host::{Log, LogFiles, Objects, Walk};
use crate::pipeline::Text;
use crate::session::error::SessionError;
use crate::source::RelPath;
use crate::workspace::{LeadPath, load_config};

/// In none of a pipeline's stages.
const NO_STAGE: usize = usize::MAX;

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
        let mut places: HashMap<Text, u16> = HashMap::new();
        for (path, object, pipeline, day) in files {
            let Some(brief) = memory.get(pipeline, &object).flatten() else { continue };
            let (id, owner) = (Text::new(path.stem()), Text::new(&brief.owner));
            // Where it came from it is in no stage any more.
            if let Some(left) = places.insert(id.clone(), pipeline).filter(|left| *left != pipeline) {
                let (id, owner) = (id.clone(), owner.clone());
                let (stage, people, expected, probability) = (NO_STAGE, Vec::new(), None, None);
                told[usize::from(left)].push(Expectation {
                    id,
                    day,
                    owner,
                    people,
                    stage,
                    expected,
                    probability,
                    held: None,
                });
            }
            told[usize::from(pipeline)].push(Expectation {
                id,
                day,
                owner,
                people: brief.people().map(Text::new).collect(),
                stage: brief.stage_in(pipeline).map_or(NO_STAGE, usize::from),
                expected: brief.expected,
                probability: brief.probability,
                held: brief.held,
            });
        }
        Ok(told)
    }
}
