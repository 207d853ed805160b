//! The trend: each day by the last commit before it, else by the histories.

use std::collections::BTreeMap;

use super::kept::{self, Standing};
use super::{Line, Look};
use crate::check;
use crate::figures::{View, open_on, open_then};
use crate::host::Revision;
use crate::pipeline::{Day, Period, Pipeline};
use crate::read;
use crate::report::{TrendPoint, TrendSource};
use crate::session::error::SessionError;
use crate::source::RelPath;
use crate::workspace::{CONFIG_FILE, Past, load_config};

impl Look<'_> {
    /// The trend of each pipeline of the configuration.
    pub(super) fn trends(
        &self,
        dates: &[Day],
        line: Option<&mut Line>,
        count: &(dyn Fn() + Sync),
    ) -> Result<Vec<Vec<TrendPoint>>, SessionError> {
        let past: Vec<Day> = dates.iter().copied().filter(|day| !self.is_own(*day)).collect();
        let known = line.map_or_else(|| Ok(BTreeMap::new()), |line| self.by_git(&past, line, count))?;
        let trend = |pipeline: usize| {
            let point = |day: &Day| self.point(pipeline, *day, known.get(day));
            dates.iter().filter_map(point).collect()
        };
        Ok((0..self.workspace.config.pipelines.len()).map(trend).collect())
    }

    /// Whether a day is the report's own, and its files are those of the day.
    fn is_own(&self, day: Day) -> bool {
        let files = self.options.files_of.unwrap_or(self.workspace.today);
        day == self.options.as_of && files <= day
    }

    fn point(&self, pipeline: usize, date: Day, known: Option<&(String, Standing)>) -> Option<TrendPoint> {
        let by_git = known.and_then(|(commit, standing)| {
            let (open, stages) = standing.get(pipeline)?.clone()?;
            let commit = Some(commit.clone());
            Some(TrendPoint { date, source: TrendSource::Git, commit, open, stages })
        });
        by_git.or_else(|| {
            let period = Period { from: date, to: date };
            let view = View::new(self.workspace, pipeline, date, period, self.options.filter())?;
            let (open, stages) = open_on(&view, view.pipeline);
            let source = if self.is_own(date) { TrendSource::Files } else { TrendSource::History };
            Some(TrendPoint { date, source, commit: None, open, stages })
        })
    }

    /// What git knows of some days: of each the commit and what it held.
    fn by_git(
        &self,
        dates: &[Day],
        line: &mut Line,
        count: &(dyn Fn() + Sync),
    ) -> Result<BTreeMap<Day, (String, Standing)>, SessionError> {
        let configuration = self.text();
        let owner = self.options.owner.as_deref().unwrap_or("*");
        let folder = line.tip.folder();
        let mut about = vec![&*configuration, folder.as_str(), owner];
        if let Some(slice) = &self.options.slice {
            let mut leads: Vec<&str> = slice.leads.iter().map(|id| id.as_str()).collect();
            leads.sort_unstable();
            about.push("where");
            about.append(&mut leads);
        }
        let name = kept::name("days", &about);
        let mut known = BTreeMap::new();
        let mut last: Option<(String, Option<Past>)> = None;
        for day in dates {
            let Some(commit) = line.on(*day).map(str::to_owned) else { continue };
            let key = format!("{commit} {day}");
            let mut standing = line.kept.days(&name).get(&key).cloned();
            if standing.is_none() {
                if last.as_ref().is_none_or(|(id, _)| *id != commit) {
                    last = Some((commit.clone(), self.past_at(&commit, line)?));
                }
                let then = last.as_ref().and_then(|(_, past)| past.as_ref());
                let computed = then.map(|then| self.standings(then, *day)).unwrap_or_default();
                line.kept.add(key, computed.clone());
                standing = Some(computed);
            }
            count();
            known.extend(standing.map(|standing| (*day, (commit, standing))));
        }
        Ok(known)
    }

    /// Each present pipeline as a past state held it.
    fn standings(&self, then: &Past, day: Day) -> Standing {
        let of = |present: &Pipeline| {
            let at = then.config.pipeline_index(&present.id)?;
            open_then(then, at, day, &self.options.filter(), present)
        };
        self.workspace.config.pipelines.iter().map(of).collect()
    }

    /// The state that a commit holds; `None` where it holds none that can be
    /// read. Money is the present configuration's where the currency was another.
    fn past_at(&self, commit: &str, line: &mut Line) -> Result<Option<Past>, SessionError> {
        let revision = line.tip.sibling(commit)?;
        let names: Vec<&str> = check::names().collect();
        let Ok(by) = load_config(&revision, &names) else { return Ok(None) };
        let object = |path: &RelPath| revision.object(path).map(str::to_owned);
        let past = line.kept.memory(&text(&revision)).past(&revision, by, &object);
        let Ok(mut past) = past else { return Ok(None) };
        let present = &self.workspace.config;
        // Read by the currency of then, converted by the rates of now.
        if past.config.currency != present.currency {
            (past.config.currency, past.config.rates) = (present.currency, present.rates.clone());
        }
        Ok(Some(past))
    }

    /// The text of the configuration that holds now.
    pub(super) fn text(&self) -> String {
        read::text(self.configuration, &RelPath::new(CONFIG_FILE)).unwrap_or_default()
    }
}

fn text(revision: &Revision) -> String {
    read::text(revision, &RelPath::new(CONFIG_FILE)).unwrap_or_default()
}
