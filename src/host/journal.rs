//! What was changed lately, so that it can be taken back: one file a change,
//! written before the change is carried out.
//!
//! It lies in git's own folder, so that no commit holds it; without git in
//! `.corong/`, which keeps itself out of a repository made later. A change that
//! was cut short stands in it with steps that were never done; what the files
//! say is judged when it is taken back, never what stands here.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::lock::git_folder;
use super::{Lock, write_whole};
use crate::change::{Plan, Step};
use crate::source::RelPath;

/// How many changes are kept.
const KEPT: usize = 20;
/// The version of the files' form.
const FORMAT: u32 = 1;

/// The last changes of a workspace.
pub struct Journal {
    folder: PathBuf,
    /// Whether git's folder holds it.
    in_git: bool,
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
        match git_folder(root) {
            Some((git, below)) => {
                let name = if below.is_empty() {
                    "undo".to_owned()
                } else {
                    // Several workspaces of one repository have a journal each.
                    let digest = Sha256::digest(below.as_bytes());
                    let short: String = digest.iter().take(6).map(|byte| format!("{byte:02x}")).collect();
                    format!("undo-{short}")
                };
                Self { folder: git.join("corong").join(name), in_git: true }
            }
            None => Self { folder: root.join(".corong"), in_git: false },
        }
    }

    /// Notes a plan that is about to be carried out, and gives its number. The
    /// lock shows that no other corong is at work.
    ///
    /// # Errors
    /// What the system says.
    pub fn note(&self, plan: &Plan, _lock: &Lock) -> io::Result<u64> {
        self.make_folder()?;
        let numbers = self.numbers()?;
        let number = numbers.last().map_or(1, |last| last + 1);
        self.write(number, plan)?;
        for old in numbers.iter().rev().skip(KEPT - 1) {
            fs::remove_file(self.place(*old))?;
        }
        Ok(number)
    }

    /// Forgets a change: it was taken back, or never made.
    ///
    /// # Errors
    /// What the system says.
    pub fn forget(&self, number: u64, _lock: &Lock) -> io::Result<()> {
        self.plain_folder()?;
        fs::remove_file(self.place(number))
    }

    /// The changes that can be read, the last one first.
    ///
    /// # Errors
    /// What the system says.
    pub fn last(&self, count: usize) -> io::Result<Vec<Kept>> {
        let mut found = Vec::new();
        for number in self.numbers()?.into_iter().rev() {
            if found.len() == count {
                break;
            }
            found.extend(self.read(number)?);
        }
        Ok(found)
    }

    fn place(&self, number: u64) -> PathBuf {
        self.folder.join(format!("{number:08}.json"))
    }

    fn write(&self, number: u64, plan: &Plan) -> io::Result<()> {
        let steps = plan.steps.iter().map(Part::of).collect();
        let record = Record { corong: FORMAT, title: plan.title.clone(), steps };
        let text = serde_json::to_vec(&record).map_err(io::Error::other)?;
        write_whole(&self.place(number), &text)
    }

    /// A change; `None` where its file is damaged or of another version.
    fn read(&self, number: u64) -> io::Result<Option<Kept>> {
        let place = self.place(number);
        if !fs::symlink_metadata(&place)?.is_file() {
            return Ok(None);
        }
        let record: Option<Record> = serde_json::from_slice(&fs::read(&place)?).ok();
        let Some(record) = record.filter(|record| record.corong == FORMAT) else { return Ok(None) };
        let steps: Option<Vec<Step>> = record.steps.into_iter().map(Part::step).collect();
        let plan = steps.map(|steps| Plan { title: record.title, steps });
        Ok(plan.map(|plan| Kept { number, plan }))
    }

    /// The numbers of the changes, sorted.
    fn numbers(&self) -> io::Result<Vec<u64>> {
        self.plain_folder()?;
        let entries = match fs::read_dir(&self.folder) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
            entries => entries?,
        };
        let number = |entry: fs::DirEntry| -> Option<u64> {
            entry.file_name().to_str()?.strip_suffix(".json")?.parse().ok()
        };
        let mut numbers: Vec<u64> = entries.flatten().filter_map(number).collect();
        numbers.sort_unstable();
        Ok(numbers)
    }

    /// Makes sure that no link leads the journal elsewhere.
    fn plain_folder(&self) -> io::Result<()> {
        let above = self.folder.parent().filter(|_| self.in_git);
        for folder in above.into_iter().chain([self.folder.as_path()]) {
            match fs::symlink_metadata(folder) {
                Ok(meta) if !meta.is_dir() => {
                    return Err(io::Error::other(format!("{} is no folder", folder.display())));
                }
                Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
                _ => {}
            }
        }
        Ok(())
    }

    fn make_folder(&self) -> io::Result<()> {
        self.plain_folder()?;
        fs::create_dir_all(&self.folder)?;
        let ignore = self.folder.join(".gitignore");
        if !self.in_git && fs::symlink_metadata(&ignore).is_err() {
            write_whole(&ignore, b"*\n")?;
        }
        Ok(())
    }
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
        let write = |number: u64, text: &str| fs::write(journal.place(number), text).unwrap();
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
    fn it_lies_in_gits_folder() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::create_dir_all(root.join(".git")).unwrap();
        fs::create_dir_all(root.join("sales")).unwrap();
        assert_eq!(Journal::of(root).folder, root.join(".git/corong/undo"));
        let sales = Journal::of(&root.join("sales")).folder;
        assert!(sales.starts_with(root.join(".git/corong")) && sales != Journal::of(root).folder);
    }
}
