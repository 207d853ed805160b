//! What a merge came to, in place of git's own temporary file.

use std::io::{Error, ErrorKind, Result};
use std::path::Path;

use super::folder::{Folder, HOUR, Rights};
use super::lock::git_folder;
use crate::message;

/// Writes a file of git's whole. What a kill leaves unfinished is in git's own
/// folder, where nobody commits it, and goes with a later merge; beside the file
/// only where that is on another disk.
///
/// # Errors
/// What the system says; the old file is then as it was.
pub fn write_merged(path: &Path, bytes: &[u8]) -> Result<()> {
    let unnamed = || Error::new(ErrorKind::InvalidInput, message!("it has no name that is Unicode"));
    let name = path.file_name().and_then(|name| name.to_str()).ok_or_else(unnamed)?;
    let above = path.parent().ok_or_else(unnamed)?;
    let folder = Folder::open(above)?;
    let from_git = || {
        let (git, _) = git_folder(above).ok_or(ErrorKind::NotFound)?;
        let own = Folder::open(&git)?.made("corong")?;
        own.sweep(HOUR);
        own.unfinished(bytes, Rights::Of(&folder.metadata(name)?))?.replace_in(&folder, name)
    };
    from_git().or_else(|_: Error| folder.write(name, bytes))
}

#[cfg(all(test, unix))]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt;
    use std::time::{Duration, SystemTime};

    use super::*;

    #[test]
    fn what_a_kill_left_is_in_gits_folder_and_goes() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        let merge = root.join("sub/.merge_file_x");
        fs::create_dir_all(root.join("sub")).unwrap();
        for git in [false, true] {
            fs::write(&merge, "ours").unwrap();
            fs::set_permissions(&merge, fs::Permissions::from_mode(0o640)).unwrap();
            if git {
                fs::create_dir_all(root.join(".git/corong")).unwrap();
                for (name, age) in [(".corong-old.tmp", 7200), (".corong-new.tmp", 60)] {
                    let file = fs::File::create(root.join(".git/corong").join(name)).unwrap();
                    file.set_modified(SystemTime::now() - Duration::from_secs(age)).unwrap();
                }
            }
            write_merged(&merge, b"merged").unwrap();
            assert_eq!(fs::read(&merge).unwrap(), b"merged");
            assert_eq!(merge.metadata().unwrap().permissions().mode() & 0o777, 0o640);
        }
        let names = |path: &str| Folder::open(&root.join(path)).unwrap().names().unwrap();
        assert_eq!(
            (names("sub"), names(".git/corong")),
            (vec![".merge_file_x".to_owned()], vec![".corong-new.tmp".to_owned()])
        );
    }
}
