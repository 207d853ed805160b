//! Both states of the files read, each file once that is the same in both.

use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, PoisonError};

use chrono_tz::Tz;

use super::base::note_unseen;
use super::ends::{DiffEnds, Head};
use super::error::SessionError;
use super::opening::Session;
use crate::check;
use crate::compare::{Gates, demands};
use crate::finding::Finding;
use crate::host::{Objects, Revision, is_object};
use crate::message;
use crate::pipeline::{Config, Day, Lead};
use crate::read;
use crate::source::{Entry, Grafted, ReadError, RelPath, Snapshot, with_plain_ends};
use crate::workspace::{CONFIG_FILE, Known, LeadFile, LoadError, Loaded, Loader, Workspace, load_config};

/// What was read of one end.
pub struct Read {
    /// The files.
    pub workspace: Workspace,
    /// The day it is as of.
    pub as_of: Day,
    /// What the files that matter lack.
    pub gates: HashMap<RelPath, Gates>,
}

/// Both ends.
pub struct Sides {
    /// The base.
    pub start: Read,
    /// The head.
    pub end: Read,
    /// Whether `corong.yaml` is another text.
    pub configuration_changed: bool,
}

/// The day both ends are as of, from today and the head's configuration.
type AsOf<'a, E> = &'a dyn Fn(Day, &Config) -> Result<Day, E>;

/// Reads both ends. Where the configurations are the same text, a lead whose
/// file is the same in both is read once and its conditions are not judged:
/// nothing about them can have changed but by time.
///
/// `rules` names the revision whose configuration both are read by, where not by
/// their own; `as_of` gives the day both are as of from today's and the head's
/// configuration, where it is not each one's own.
///
/// # Errors
/// Where the head is no workspace, or a date or a revision is not known.
pub fn read<E: From<SessionError>>(
    ends: &DiffEnds,
    rules: Option<&str>,
    as_of: Option<AsOf<'_, E>>,
    session: &Session,
) -> Result<Sides, E> {
    let named = rules.unwrap_or_default();
    let rules = rules.map(|name| ends.base.beside(name)).transpose().map_err(SessionError::Git)?;
    let noting = Noting { ends, same: Mutex::default() };
    if let Some(rules) = &rules {
        let base = check::BaseRules::of(named, rules).map_err(SessionError::Load)?;
        note_unseen(&base, session, &noting)?;
    }
    let graft = |files| match &rules {
        Some(rules) => Grafted::new(files, rules, vec![RelPath::new(CONFIG_FILE)]),
        None => Grafted::new(files, files, Vec::new()),
    };
    let (base, head) = (graft(&ends.base), graft(&noting));
    let config = RelPath::new(CONFIG_FILE);
    let plain =
        |files: &Grafted<'_>| read::text(files, &config).map(|text| with_plain_ends(&text).into_owned());
    let alike = plain(&base) == plain(&head);
    let names: Vec<&str> = check::names().collect();
    let of_head = load_config(&head, &names).map_err(SessionError::Load)?.config;
    let zone = of_head.timezone;
    let today = session.day(zone);
    let days = match as_of {
        Some(as_of) => as_of(today, &of_head).map(|day| (day, day))?,
        None => days(ends, zone, today)?,
    };
    let lift = as_of.is_none().then_some(session);

    let asked = Judged::default();
    let judge = |file: &LeadFile<'_>, _: &mut Vec<Finding>| {
        if !(alike && noting.is_same(file.path)) {
            asked.judge(file);
        }
    };
    let loaded = one(&head, days.1, &judge, &|_| None).map_err(SessionError::Load)?;
    let end = Read::of(loaded, days.1, asked, lift);

    let by_path: HashMap<&RelPath, &Lead> =
        end.workspace.leads.iter().map(|lead| (&lead.path, lead)).collect();
    let known = |path: &RelPath| {
        let same = alike && noting.is_same(path);
        if same { by_path.get(path).map(|lead| (*lead).clone()) } else { None }
    };
    let asked = Judged::default();
    let judge = |file: &LeadFile<'_>, _: &mut Vec<Finding>| asked.judge(file);
    let loaded = match one(&base, days.0, &judge, &known) {
        Err(LoadError::Unreadable(_) | LoadError::Configuration { .. }) => {
            let short = ends.base.commit().get(..12).unwrap_or_default();
            session.note(message!(
                "note: `{config_file}` cannot be read at {short}: its leads are read by the head's",
                config_file = CONFIG_FILE,
                short
            ));
            one(&Grafted::new(&base, &head, vec![config]), days.0, &judge, &|_| None)
        }
        loaded => loaded,
    };
    let start = Read::of(loaded.map_err(SessionError::Load)?, days.0, asked, lift);
    Ok(Sides { start, end, configuration_changed: !alike })
}

fn one(
    files: &dyn Snapshot,
    day: Day,
    judge: &(dyn Fn(&LeadFile<'_>, &mut Vec<Finding>) + Sync),
    known: Known<'_>,
) -> Result<Loaded, LoadError> {
    let names: Vec<&str> = check::names().collect();
    Loader::new(&names, &|_| day).each(judge).knowing(known).load(files)
}

/// The days the two ends are as of: those of the commits; of the files here it
/// is today.
fn days(ends: &DiffEnds, zone: Tz, today: Day) -> Result<(Day, Day), SessionError> {
    let of = |revision: &Revision| {
        Ok::<Day, SessionError>(revision.committed()?.with_timezone(&zone).date_naive())
    };
    let to = match &ends.head {
        Head::Tree(_) => today,
        Head::Commit(revision) => of(revision)?,
    };
    Ok((of(&ends.base)?, to))
}

impl Read {
    /// A commit cannot tell of what came after it: one that seems to was dated
    /// back, and is as of its youngest history entry, today at the latest.
    fn of(loaded: Loaded, day: Day, asked: Judged, lifted_by: Option<&Session>) -> Self {
        let workspace = loaded.workspace;
        let today = lifted_by.map(|session| session.day(workspace.config.timezone));
        let youngest = workspace.leads.iter().filter_map(|lead| lead.history.last()).map(|last| last.day);
        let youngest = youngest.filter(|day| today.is_some_and(|today| *day <= today)).max();
        let as_of = youngest.map_or(day, |youngest| youngest.max(day));
        Self { workspace, as_of, gates: asked.0.into_inner().unwrap_or_else(PoisonError::into_inner) }
    }
}

/// What the conditions found lacking, file by file.
#[derive(Default)]
struct Judged(Mutex<HashMap<RelPath, Gates>>);

impl Judged {
    fn judge(&self, file: &LeadFile<'_>) {
        if let Some(found) = demands(file) {
            let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            all.insert(file.path.clone(), found);
        }
    }
}

/// The head's files, noting while they are read which are the base's too.
struct Noting<'e> {
    ends: &'e DiffEnds,
    /// Of the files here.
    same: Mutex<HashSet<RelPath>>,
}

impl Noting<'_> {
    /// Whether a file that was read has the same bytes in the base.
    fn is_same(&self, path: &RelPath) -> bool {
        match &self.ends.head {
            Head::Tree(_) => self.same.lock().unwrap_or_else(PoisonError::into_inner).contains(path),
            Head::Commit(head) => {
                let id = self.ends.base.object(path);
                id.is_some() && id == head.object(path)
            }
        }
    }
}

impl Snapshot for Noting<'_> {
    fn list(&self, folder: &RelPath) -> Result<Vec<Entry>, ReadError> {
        match &self.ends.head {
            Head::Tree(disk) => disk.list(folder),
            Head::Commit(head) => head.list(folder),
        }
    }

    fn read(&self, path: &RelPath, limit: u64, buffer: &mut Vec<u8>) -> Result<(), ReadError> {
        match &self.ends.head {
            // What the checkout leaves out is as git holds it: nobody changed it here.
            Head::Tree(disk) => match (disk.read(path, limit, buffer), disk.object(path)) {
                (Err(ReadError::LeftOut), Some(object)) => {
                    self.ends.base.objects().read(&Objects::path(object, path.name()), limit, buffer)?;
                }
                (read, _) => read?,
            },
            Head::Commit(head) => return head.read(path, limit, buffer),
        }
        if self.ends.base.object(path).is_some_and(|id| is_object(buffer, id)) {
            self.same.lock().unwrap_or_else(PoisonError::into_inner).insert(path.clone());
        }
        Ok(())
    }
}
