//! What the repository's history tells beside the files: the trend, and slips.

mod kept;
mod slips;
mod trend;

use super::error::SessionError;
use super::files::Files;
use super::opening::{Counted, Session};
use crate::figures::{Expectation, View};
use crate::host::{Log, LogFiles, Logged, Revision, Walk};
use crate::message;
use crate::pipeline::Day;
use crate::report::{HowGood, Report, ReportOptions, TrendInterval, trend_dates};
use crate::source::{Commit, Snapshot};
use crate::workspace::Workspace;
use kept::KeptPast;

/// More days than this are no picture any more: ten years of weeks.
const MOST: usize = 522;

/// What a look into the past is about.
pub struct Look<'l> {
    /// The workspace of the report.
    pub workspace: &'l Workspace,
    /// What the report is asked for.
    pub options: &'l ReportOptions,
    /// Its files.
    pub files: &'l Files,
    /// What was taken for its configuration.
    pub configuration: &'l dyn Snapshot,
    /// Who looks.
    pub session: &'l Session,
}

/// The history that git has of a workspace.
struct Line {
    /// A commit of it, from which others are reached.
    tip: Revision,
    /// Newest first, each with its day in the workspace's time zone.
    commits: Vec<(Commit, Day)>,
    kept: KeptPast,
}

impl Look<'_> {
    /// Adds the trend and the slips to the report's pipelines.
    ///
    /// # Errors
    /// Where there are too many days, or git fails midway.
    pub fn add_to(&self, report: &mut Report, step: TrendInterval) -> Result<(), SessionError> {
        let dates = self.dates(step)?;
        let mut line = self.line();
        let count = self.session.counting(Counted::Days);
        let mut trends = self.trends(&dates, line.as_mut(), &*count)?;
        let mut told = self.told(line.as_mut())?;
        for pipeline in &mut report.pipelines {
            let Some(at) = self.workspace.config.pipeline_index(&pipeline.id) else { continue };
            let trend = trends.get_mut(at).map(std::mem::take);
            let mine = told.get_mut(at).map(std::mem::take).unwrap_or_default();
            let Some(view) = self.view(at) else { continue };
            let slips = crate::figures::slips(&view, &mine, since(line.as_ref()));
            let scored = HowGood::of(&view, &self.options.frozen.all, &mine);
            pipeline.add_past(trend, Some(slips), scored);
        }
        if let Some(line) = line {
            line.kept.write(self.session);
        }
        Ok(())
    }

    /// What the commits say of the leads of each pipeline, oldest first.
    ///
    /// # Errors
    /// Where git fails midway.
    pub fn expectations(&self) -> Result<Vec<Vec<Expectation>>, SessionError> {
        let mut line = self.line();
        let told = self.told(line.as_mut())?;
        if let Some(line) = line {
            line.kept.write(self.session);
        }
        Ok(told)
    }

    fn dates(&self, step: TrendInterval) -> Result<Vec<Day>, SessionError> {
        let period = self.options.period.cut_at(self.options.as_of).unwrap_or(self.options.period);
        let dates = trend_dates(step, period);
        if dates.len() > MOST {
            let help = message!("help: choose a shorter --period, or --trend months");
            let count = dates.len();
            return Err(SessionError::Misfit(message!(
                "the period has {count} such days, more than {most}\n  {help}",
                count,
                most = MOST,
                help
            )));
        }
        Ok(dates)
    }

    /// The pipeline of that index as of the report's day.
    fn view(&self, pipeline: usize) -> Option<View<'_>> {
        let ReportOptions { as_of, period, .. } = self.options;
        View::new(self.workspace, pipeline, *as_of, *period, self.options.filter())
    }

    /// The line of first parents; `None` outside git and before the first commit.
    fn line(&self) -> Option<Line> {
        let tip = self.files.at(self.files.commit().unwrap_or("HEAD")).ok()?;
        let zone = self.workspace.config.timezone;
        let asked = Log { tip: tip.commit(), walk: Walk::Line, kinds: "", of: LogFiles::None };
        let commits = tip.repository().log(&asked).ok()?;
        let dated = |Logged { commit, .. }: Logged| {
            let day = commit.committed.with_timezone(&zone).date_naive();
            (commit, day)
        };
        let commits: Vec<(Commit, Day)> = commits.into_iter().map(dated).collect();
        if let Some((_, first)) = commits.last() {
            self.session.note_shallow(&tip, *first);
        }
        let kept = KeptPast::of(&tip);
        Some(Line { tip, commits, kept })
    }
}

/// The day of the first commit that is known.
fn since(line: Option<&Line>) -> Option<Day> {
    line.and_then(|line| line.commits.last()).map(|(_, day)| *day)
}

impl Line {
    /// The last commit of the line on or before a day. Dates may go back and
    /// forth on it; the line's order decides.
    fn on(&self, day: Day) -> Option<&str> {
        self.commits.iter().find(|(_, own)| *own <= day).map(|(commit, _)| commit.id.as_str())
    }
}
