//! What files of somebody's own lack that a workspace needs.

use crate::source::RelPath;

/// What is to be added to a file that was kept: of `.gitignore` the lines that it
/// lacks, of `.pre-commit-config.yaml` the hook below `repos:`. `None` of any other
/// file, and where nothing is lacking.
pub fn lacking(path: &RelPath, ours: &str, theirs: &str) -> Option<String> {
    let lines = match path.as_str() {
        ".gitignore" => {
            let known = |line: &str| theirs.lines().any(|own| own.trim() == line);
            let new = ours.lines().filter(|line| !line.is_empty() && !line.starts_with('#') && !known(line));
            new.collect::<Vec<_>>()
        }
        ".pre-commit-config.yaml"
            if !["corong check", "corong-check"].iter().any(|hook| theirs.contains(hook)) =>
        {
            ours.lines().skip_while(|line| *line != "repos:").skip(1).collect()
        }
        _ => Vec::new(),
    };
    (!lines.is_empty()).then(|| lines.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_not_there_is_to_be_added() {
        let lacks = |path: &str, ours: &str, theirs: &str| lacking(&RelPath::new(path), ours, theirs);
        let ignored = "_site/\n\n# why\n.corong.lock\n";
        assert_eq!(lacks(".gitignore", ignored, "target\n").unwrap(), "_site/\n.corong.lock");
        assert_eq!(lacks(".gitignore", ignored, "_site/\r\n.corong.lock"), None);
        let hook = "# why\nrepos:\n  - repo: local\n    hooks: [{entry: corong check}]\n";
        let told = lacks(".pre-commit-config.yaml", hook, "repos: []\n").unwrap();
        assert_eq!(told, "  - repo: local\n    hooks: [{entry: corong check}]");
        assert_eq!(lacks(".pre-commit-config.yaml", hook, hook), None);
        assert_eq!(lacks(".editorconfig", "root = true\n", ""), None);
    }
}
