//! What was changed lately, so that it can be taken back: one file a change,
//! written before the change is carried out.
//!
//! It is in git's own folder, so that no commit holds it; without git in
//! `.corong/`, which keeps itself out of a repository made later. A change that
//! was cut short is in it with steps that were never done: whoever takes a change
//! back judges by what the files say, and by which files these are.

use std::fs::File;
use std::io::{self, BufReader, ErrorKind, Read};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::Lock;
use super::folder::{Folder, Rights, USUAL, user};
use super::lock::git_folder;
use crate::change::{Plan, PlanStep};
use crate::message;
use crate::source::{EntryKind, RelPath};
use crate::text::Message;

/// How many changes are kept.
const KEPT: usize = 20;
/// The version of the files' form.
const FORMAT: u32 = 1;
/// The largest change that is kept, in bytes.
const LARGEST: u64 = 1 << 26;
/// No number of a change comes near it.
const LAST_NUMBER: u64 = 1 << 53;
/// The folder of the journal in a workspace without git.
const OUTSIDE_GIT: &str = ".corong";

/// The last changes of a workspace.
pub struct Journal {
    /// The workspace.
    root: PathBuf,
    /// A folder that no branch can exchange: git's own, or the workspace.
    base: PathBuf,
    /// The folders below it, outermost first.
    folders: Vec<String>,
}

/// A change of the journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JournalEntry {
    /// Which one; later ones have greater numbers.
    pub number: u64,
    /// What was done.
    pub plan: Plan,
    /// What every file of it allowed.
    pub mode: u32,
}

/// A change as its file holds it.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Record {
    corong: u32,
    title: String,
    steps: Vec<Noted>,
}

/// A step that leads nowhere outside the workspace.
#[derive(Clone, Serialize, Deserialize)]
#[serde(into = "Part", try_from = "Part")]
struct Noted(PlanStep);

/// The file before a step and after it.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Part {
    before: Option<Side>,
    after: Option<Side>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Side {
    path: String,
    text: String,
}

impl Journal {
    /// The journal of the workspace at `root`.
    pub fn of(root: &Path) -> Self {
        let (base, folders) = match git_folder(root) {
            Some((git, below)) => {
                let name = if below.is_empty() {
                    "undo".to_owned()
                } else {
                    // Several workspaces of one repository have a journal each.
                    let digest = Sha256::digest(below.as_bytes());
                    let short: String = digest.iter().take(6).map(|byte| format!("{byte:02x}")).collect();
                    format!("undo-{short}")
                };
                (git, vec!["corong".to_owned(), name])
            }
            None => (root.to_owned(), vec![OUTSIDE_GIT.to_owned()]),
        };
        Self { root: root.to_owned(), base, folders }
    }

    /// Notes a plan that is about to be carried out, and gives its number. Nobody
    /// may read the note who may not read all the files that are in it. The lock
    /// shows that no other corong is at work.
    ///
    /// # Errors
    /// What the system says.
    pub fn note(&self, plan: &Plan, _lock: &Lock) -> io::Result<u64> {
        let folder = self.made()?;
        let numbers = numbers(&folder)?;
        let number = numbers.last().map_or(1, |last| last + 1);
        let steps = plan.steps.iter().cloned().map(Noted).collect();
        let record = Record { corong: FORMAT, title: plan.title.clone(), steps };
        let text = serde_json::to_vec(&record).map_err(io::Error::other)?;
        if text.len() as u64 > LARGEST {
            return Err(io::Error::other(message!("it is too large to keep")));
        }
        folder.unfinished(&text, Rights::AtMost(self.mode(plan)))?.put(&name(number))?;
        folder.flush()?;
        for old in numbers.iter().rev().skip(KEPT - 1) {
            // One more than is needed harms nobody.
            let _ = folder.remove(name(*old));
        }
        Ok(number)
    }

    /// Forgets a change: it was taken back, or never made.
    ///
    /// # Errors
    /// What the system says.
    pub fn forget(&self, number: u64, _lock: &Lock) -> io::Result<()> {
        self.folder()?.map_or(Ok(()), |folder| folder.remove(name(number)))
    }

    /// The last change, or the one so many before it.
    ///
    /// # Errors
    /// What the system says; `InvalidData` where it is none that corong noted here.
    pub fn last(&self, before: usize) -> io::Result<Option<JournalEntry>> {
        let Some(folder) = self.folder()? else { return Ok(None) };
        let Some(number) = numbers(&folder)?.into_iter().rev().nth(before) else { return Ok(None) };
        let meta = folder.metadata(name(number))?;
        let record = match meta.kind {
            EntryKind::File if !self.is_own(meta.owner) => Err(message!("another user wrote it")),
            EntryKind::File if meta.len > LARGEST => Err(message!("it is too large")),
            EntryKind::File => read(folder.file(name(number))?),
            _ => Err(message!("it is no file")),
        };
        let record = record.map_err(|why| {
            let place = self.folders.iter().fold(self.base.clone(), |place, name| place.join(name));
            let place = place.join(name(number));
            io::Error::new(
                ErrorKind::InvalidData,
                message!(
                    "`{place}` is not what corong noted here: {why}\n  \
                     help: look into it; once it is gone, the change before it is the last",
                    place = place.strip_prefix(&self.root).unwrap_or(&place).display(),
                    why
                ),
            )
        })?;
        let steps = record.steps.into_iter().map(|Noted(step)| step).collect();
        Ok(Some(JournalEntry { number, plan: Plan { title: record.title, steps }, mode: meta.mode() }))
    }

    /// Whether a file was written by this user, or by the one whose workspace it is.
    /// Git looks after its own folder itself.
    fn is_own(&self, owner: Option<u32>) -> bool {
        let roots = || Folder::open(&self.root).and_then(|root| root.itself()).ok().map(|meta| meta.owner);
        self.folders[0] != OUTSIDE_GIT || owner == user() || Some(owner) == roots()
    }

    /// The mode that every file of the plan allows; one that is gone allows any.
    fn mode(&self, plan: &Plan) -> u32 {
        let mode = |path: &RelPath| {
            let place = self.root.join(path.as_str());
            Folder::open(place.parent()?).ok()?.metadata(path.name()).ok().map(|meta| meta.mode())
        };
        plan.steps.iter().filter_map(|step| mode(step.places().0?)).fold(USUAL, |all, mode| all & mode)
            | 0o600
    }

    /// The journal's folder, where there is one.
    fn folder(&self) -> io::Result<Option<Folder>> {
        let mut folder = Folder::open(&self.base)?;
        for name in &self.folders {
            folder = match folder.below(name) {
                Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
                below => below?,
            };
        }
        Ok(Some(folder))
    }

    /// The journal's folder, made where it is missing.
    fn made(&self) -> io::Result<Folder> {
        let mut folder = Folder::open(&self.base)?;
        for name in &self.folders {
            match folder.make(name) {
                Err(error) if error.kind() != ErrorKind::AlreadyExists => return Err(error),
                _ => folder = folder.below(name)?,
            }
            if name == OUTSIDE_GIT && folder.metadata(".gitignore").is_err() {
                folder.unfinished(b"*\n", Rights::AtMost(USUAL))?.put(".gitignore")?;
            }
        }
        Ok(folder)
    }
}

fn name(number: u64) -> String {
    format!("{number:08}.json")
}

fn read(file: File) -> Result<Record, Message> {
    let record: Record = serde_json::from_reader(BufReader::new(file.take(LARGEST))).map_err(|_| {
        message!("it is damaged, of another version, or writes what is outside the workspace")
    })?;
    if record.corong == FORMAT { Ok(record) } else { Err(message!("it is of another version")) }
}

/// The numbers of the changes, sorted.
fn numbers(folder: &Folder) -> io::Result<Vec<u64>> {
    let number = |file: &String| -> Option<u64> {
        let number = file.strip_suffix(".json")?.parse().ok()?;
        (*file == name(number) && number < LAST_NUMBER).then_some(number)
    };
    let mut numbers: Vec<u64> = folder.names()?.iter().filter_map(number).collect();
    numbers.sort_unstable();
    Ok(numbers)
}

impl From<Noted> for Part {
    fn from(Noted(step): Noted) -> Self {
        let side = |path: RelPath, text| Some(Side { path: path.to_string(), text });
        match step {
            PlanStep::Create { path, new } => Self { before: None, after: side(path, new) },
            PlanStep::Edit { path, old, new } => {
                Self { before: side(path.clone(), old), after: side(path, new) }
            }
            PlanStep::Move { from, to, old, new } => Self { before: side(from, old), after: side(to, new) },
            PlanStep::Delete { path, old } => Self { before: side(path, old), after: None },
        }
    }
}

impl TryFrom<Part> for Noted {
    type Error = Message;

    fn try_from(part: Part) -> Result<Self, Message> {
        let side = |side: Side| {
            let path = RelPath::new(&side.path);
            let git = path.as_str().split('/').any(|part| part.eq_ignore_ascii_case(".git"));
            let inside = path.is_inside() && !path.as_str().is_empty() && !git;
            if inside { Ok((path, side.text)) } else { Err(message!("the path leads outside the workspace")) }
        };
        let (before, after) = (part.before.map(side).transpose()?, part.after.map(side).transpose()?);
        Ok(Self(match (before, after) {
            (None, None) => return Err(message!("nothing is done")),
            (None, Some((path, new))) => PlanStep::Create { path, new },
            (Some((path, old)), None) => PlanStep::Delete { path, old },
            (Some((path, old)), Some((to, new))) if path == to => PlanStep::Edit { path, old, new },
            (Some((from, old)), Some((to, new))) => PlanStep::Move { from, to, old, new },
        }))
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn plan(title: &str) -> Plan {
        let path = RelPath::new("p/x.yaml");
        let text = |text: &str| text.to_owned();
        let steps = vec![
            PlanStep::Create { path: path.clone(), new: text("a") },
            PlanStep::Edit { path: path.clone(), old: text("a"), new: text("b\r\n") },
            PlanStep::Move {
                from: path.clone(),
                to: RelPath::new("p/y.yaml"),
                old: text("b"),
                new: text("b"),
            },
            PlanStep::Delete { path, old: text("\u{feff}") },
        ];
        Plan { title: title.to_owned(), steps }
    }

    #[test]
    fn changes_are_kept_and_the_oldest_go() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        let lock = Lock::take(root).unwrap();
        let journal = Journal::of(root);
        assert_eq!(journal.last(0).unwrap(), None);
        for n in 1..=25 {
            assert_eq!(journal.note(&plan(&n.to_string()), &lock).unwrap(), n);
        }
        let at = |before| journal.last(before).unwrap();
        let last = at(0).unwrap();
        assert_eq!((last.number, last.plan), (25, plan("25")));
        assert_eq!((at(KEPT - 1).unwrap().number, at(KEPT)), (6, None));
        journal.forget(25, &lock).unwrap();
        assert_eq!(at(0).unwrap().number, 24);
        assert_eq!(fs::read_to_string(root.join(".corong/.gitignore")).unwrap(), "*\n");
    }

    #[test]
    fn what_is_damaged_or_leads_outside_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        let journal = Journal::of(root);
        fs::create_dir(root.join(".corong")).unwrap();
        let place = root.join(".corong").join(name(7));
        let refused = |text: &str| {
            fs::write(&place, text).unwrap();
            let error = journal.last(0).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::InvalidData, "{text}");
            error.to_string()
        };
        assert!(
            refused("{\"corong\":1,\"title\":")
                .contains("00000007.json` is not what corong noted here: it is damaged")
        );
        let of = |version: u32, steps: &str| {
            format!("{{\"corong\":{version},\"title\":\"x\",\"steps\":[{steps}]}}")
        };
        assert!(refused(&of(2, "")).contains("it is of another version"));
        refused(&of(1, "{\"before\":null,\"after\":null}"));
        for path in ["../x", "a/../../x", ".git/hooks/x", "a/.GIT/x", ""] {
            let step = format!("{{\"before\":null,\"after\":{{\"path\":\"{path}\",\"text\":\"\"}}}}");
            assert!(refused(&of(1, &step)).contains("outside the workspace"), "{path}");
        }
        File::options().write(true).open(&place).unwrap().set_len(LARGEST + 1).unwrap();
        assert!(journal.last(0).unwrap_err().to_string().contains("it is too large"));
        fs::remove_file(&place).unwrap();
        fs::create_dir(&place).unwrap();
        assert!(journal.last(0).unwrap_err().to_string().contains("it is no file"));
    }

    #[test]
    fn it_is_in_gits_folder() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::create_dir_all(root.join(".git")).unwrap();
        fs::create_dir_all(root.join("sales")).unwrap();
        let (top, sales) = (Journal::of(root), Journal::of(&root.join("sales")));
        assert_eq!((top.base, &*top.folders[0], &*top.folders[1]), (root.join(".git"), "corong", "undo"));
        assert_eq!((sales.base, &*sales.folders[0]), (root.join(".git"), "corong"));
        assert_ne!(sales.folders[1], top.folders[1]);
    }
}
