//! What a dry run prints: the new files as a patch that git can apply.

use crate::source::RelPath;

/// A new file as git's own diff shows it. `text` ends with a line break or is
/// empty.
pub fn new_file(path: &RelPath, text: &str) -> String {
    let mut patch = format!("diff --git a/{path} b/{path}\nnew file mode 100644\n");
    if text.is_empty() {
        // The id of the empty file: without it git takes the patch for broken.
        patch.push_str("index 0000000..e69de29\n");
        return patch;
    }
    patch.push_str(&format!("--- /dev/null\n+++ b/{path}\n@@ -0,0 +1,{} @@\n", text.lines().count()));
    for line in text.lines() {
        patch.push('+');
        patch.push_str(line);
        patch.push('\n');
    }
    patch
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_file_is_all_plus() {
        let patch = new_file(&RelPath::new("a/b"), "one\ntwo\n");
        let head = "diff --git a/a/b b/a/b\nnew file mode 100644\n--- /dev/null\n+++ b/a/b\n";
        assert_eq!(patch, format!("{head}@@ -0,0 +1,2 @@\n+one\n+two\n"));
        assert!(new_file(&RelPath::new("k"), "").ends_with("index 0000000..e69de29\n"));
    }
}
