//! What was changed lately, so that it can be taken back: one file a change,
//! written before the change is carried out.
//!
//! It is in git's own folder, so that no commit holds it; without git in
//! `.corong/`, which keeps itself out of a repository made later. A change that
//! was cut short is in it with steps that were never done: whoever takes a change
//! back judges by what the files say, and by which files these are.

use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::Lock;
use super::folder::Folder;
use super::lock::git_folder;
use crate::change::{Plan, Step};
use crate::source::RelPath;

/// How many changes are kept.
const KEPT: usize = 20;
/// The version of the files' form.
const FORMAT: u32 = 1;
/// The largest change that is kept, in bytes: a mend of a hundred thousand leads.
const LARGEST: u64 = 1 << 29;
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
pub struct Kept {
    /// Which one; later ones have greater numbers.
    pub number: u64,
    /// What was done.
    pub plan: Plan,
}

/// A change as its file holds it.
#[derive(Serialize, Deserialize)]
struct Record {
    corong: u32,
    title: String,
    steps: Vec<Part>,
}

/// A step: the file before it and after it.
#[derive(Serialize, Deserialize)]
struct Part {
    before: Option<Side>,
    after: Option<Side>,
}

#[derive(Serialize, Deserialize)]
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
        let steps = plan.steps.iter().map(Part::of).collect();
        let record = Record { corong: FORMAT, title: plan.title.clone(), steps };
        let text = serde_json::to_vec(&record).map_err(io::Error::other)?;
        if text.len() as u64 > LARGEST {
            return Err(io::Error::other("it is too large to keep"));
        }
        folder.unfinished_of_mode(&text, self.mode(plan))?.put(&name(number))?;
        for old in numbers.iter().rev().skip(KEPT - 1) {
            folder.remove(&name(*old))?;
        }
        Ok(number)
    }

    /// Forgets a change: it was taken back, or never made.
    ///
    /// # Errors
    /// What the system says.
    pub fn forget(&self, number: u64, _lock: &Lock) -> io::Result<()> {
        self.folder()?.map_or(Ok(()), |folder| folder.remove(&name(number)))
    }

    /// The changes that can be read, the last one first.
    ///
    /// # Errors
    /// What the system says.
    pub fn last(&self, count: usize) -> io::Result<Vec<Kept>> {
        let Some(folder) = self.folder()? else { return Ok(Vec::new()) };
        let mut found = Vec::new();
        for number in numbers(&folder)?.into_iter().rev() {
            if found.len() == count {
                break;
            }
            found.extend(read(&folder, number)?);
        }
        Ok(found)
    }

    /// The mode that every file of the plan allows; one that is gone allows any.
    fn mode(&self, plan: &Plan) -> u32 {
        let mode = |path: &RelPath| {
            let place = self.root.join(path.as_str());
            Folder::open(place.parent()?).ok()?.metadata(path.name()).ok().map(|meta| meta.mode())
        };
        plan.steps.iter().filter_map(|step| mode(step.places().0?)).fold(0o666, |all, mode| all & mode)
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
                folder.unfinished(b"*\n", None)?.put(".gitignore")?;
            }
        }
        Ok(folder)
    }
}

fn name(number: u64) -> String {
    format!("{number:08}.json")
}

/// A change; `None` where its file is damaged, too large or of another version.
fn read(folder: &Folder, number: u64) -> io::Result<Option<Kept>> {
    let name = name(number);
    if !folder.metadata(&name)?.is_file() {
        return Ok(None);
    }
    let mut bytes = Vec::new();
    folder.file(&name)?.take(LARGEST + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LARGEST {
        return Ok(None);
    }
    let record: Option<Record> = serde_json::from_slice(&bytes).ok();
    let Some(record) = record.filter(|record| record.corong == FORMAT) else { return Ok(None) };
    let steps: Option<Vec<Step>> = record.steps.into_iter().map(Part::step).collect();
    let plan = steps.map(|steps| Plan { title: record.title, steps });
    Ok(plan.map(|plan| Kept { number, plan }))
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

impl Part {
    fn of(step: &Step) -> Self {
        let side = |path: &RelPath, text: &str| Some(Side { path: path.to_string(), text: text.to_owned() });
        match step {
            Step::Create { path, new } => Self { before: None, after: side(path, new) },
            Step::Edit { path, old, new } => Self { before: side(path, old), after: side(path, new) },
            Step::Move { from, to, old, new } => Self { before: side(from, old), after: side(to, new) },
            Step::Delete { path, old } => Self { before: side(path, old), after: None },
        }
    }

    /// The step; `None` where it is none, or leads outside the workspace.
    fn step(self) -> Option<Step> {
        let side = |side: Side| -> Option<(RelPath, String)> {
            let path = RelPath::new(&side.path);
            let git = path.as_str().split('/').any(|part| part.eq_ignore_ascii_case(".git"));
            (path.is_inside() && !path.as_str().is_empty() && !git).then_some((path, side.text))
        };
        let (before, after) = (self.before.map(side), self.after.map(side));
        Some(match (before, after) {
            (None, None) => return None,
            (None, Some(after)) => after.map(|(path, new)| Step::Create { path, new })?,
            (Some(before), None) => before.map(|(path, old)| Step::Delete { path, old })?,
            (Some(before), Some(after)) => {
                let ((from, old), (to, new)) = (before?, after?);
                if from == to {
                    Step::Edit { path: from, old, new }
                } else {
                    Step::Move { from, to, old, new }
                }
            }
        })
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
            Step::Create { path: path.clone(), new: text("a") },
            Step::Edit { path: path.clone(), old: text("a"), new: text("b\r\n") },
            Step::Move { from: path.clone(), to: RelPath::new("p/y.yaml"), old: text("b"), new: text("b") },
            Step::Delete { path, old: text("\u{feff}") },
        ];
        Plan { title: title.to_owned(), steps }
    }

    #[test]
    fn changes_are_kept_and_the_oldest_go() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        let lock = Lock::take(root).unwrap();
        let journal = Journal::of(root);
        assert_eq!(journal.last(1).unwrap(), []);
        for n in 1..=25 {
            assert_eq!(journal.note(&plan(&n.to_string()), &lock).unwrap(), n);
        }
        let all = journal.last(100).unwrap();
        assert_eq!(all.len(), KEPT);
        assert_eq!(all[0], Kept { number: 25, plan: plan("25") });
        assert_eq!(all[19].number, 6);
        journal.forget(25, &lock).unwrap();
        assert_eq!(journal.last(1).unwrap()[0].number, 24);
        assert_eq!(fs::read_to_string(root.join(".corong/.gitignore")).unwrap(), "*\n");
    }

    #[test]
    fn what_is_damaged_or_leads_outside_is_no_change() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        let journal = Journal::of(root);
        fs::create_dir(root.join(".corong")).unwrap();
        let write =
            |number: u64, text: &str| fs::write(root.join(".corong").join(name(number)), text).unwrap();
        write(1, "{\"corong\":1,\"title\":");
        write(2, "{\"corong\":2,\"title\":\"x\",\"steps\":[]}");
        for (number, path) in [(3, "../x"), (4, "a/../../x"), (5, ".git/hooks/x"), (6, "a/.GIT/x"), (7, "")] {
            let text = format!(
                "{{\"corong\":1,\"title\":\"x\",\"steps\":[{{\"before\":null,\"after\":{{\"path\":\"{path}\",\"text\":\"\"}}}}]}}"
            );
            write(number, &text);
        }
        assert_eq!(journal.last(100).unwrap(), []);
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
