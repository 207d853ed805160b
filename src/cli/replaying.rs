//! `--as-commits`: the dated history of imported leads as commits, one a day.

use std::path::Path;

use chrono::{NaiveTime, Offset, TimeZone};
use chrono_tz::Tz;

use super::Failure;
use crate::exchange::convert::Deal;
use crate::exchange::each_day;
use crate::host::{self, Authored, Replay};
use crate::message;
use crate::pipeline::{Config, Day, Member};
use crate::source::RelPath;

/// Leads whose history is to be committed.
pub struct Replayed<'r> {
    /// Each with its id.
    pub leads: Vec<(&'r str, &'r Deal)>,
    /// The configuration they are of.
    pub config: &'r Config,
    /// The CRM.
    pub from: &'r str,
    /// What the first commit holds beside.
    pub beside: Vec<(RelPath, String)>,
}

/// Makes the commits in the repository of a folder, which is made where there is none.
///
/// # Errors
/// Where git does not make them.
pub fn replay(root: &Path, replayed: Replayed<'_>) -> Result<(), Failure> {
    let failed = |why| {
        Failure::refused(message!("the leads were written, but their history was not committed: {why}", why))
    };
    if host::top(root).is_none() {
        host::make_repository(root).map_err(failed)?;
    }
    let mut commits = Replay::begin(root).map_err(failed)?;
    let Replayed { leads, config, from, mut beside } = replayed;
    each_day(&leads, config, from, |day| {
        let mut files = day.files;
        files.append(&mut beside);
        commits.commit(&authored(day.author, day.day, config.timezone), &day.title, &day.gone, &files)
    })
    .map_err(failed)?;
    commits.finish().map_err(failed)
}

/// At noon of a day, by a member of the team where that is known.
fn authored(member: Option<&Member>, day: Day, zone: Tz) -> Authored {
    let noon = NaiveTime::from_hms_opt(12, 0, 0).unwrap_or_default();
    let at = zone.from_local_datetime(&day.and_time(noon)).earliest();
    let author = member.map(|own| {
        let email = own.email.clone().unwrap_or_else(|| format!("{}@localhost", own.id));
        (own.name.clone(), email)
    });
    Authored {
        author,
        seconds: at.map_or_else(|| day.and_time(noon).and_utc().timestamp(), |at| at.timestamp()),
        offset: at.map_or(0, |at| at.offset().fix().local_minus_utc()),
    }
}
