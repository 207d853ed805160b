//! The line `# yaml-language-server: $schema=../../…` of a file that moves to
//! another depth.

use crate::finding::TextEdit;
use crate::source::{RelPath, Span};
use crate::yaml::{Arena, splice};

const MARK: &str = "yaml-language-server:";
const KEY: &str = "$schema=";

/// The text as it has to be at `to` for its modeline to lead where it led at
/// `from`. All is left as it is where both lie equally deep, and where the line
/// names no file of the workspace that `exists`.
pub fn pointing(text: &str, from: &RelPath, to: &RelPath, exists: &dyn Fn(&RelPath) -> bool) -> String {
    let depth = |path: &RelPath| path.as_str().matches('/').count();
    if depth(from) == depth(to) {
        return text.to_owned();
    }
    let mut arena = Arena::default();
    let tree = arena.parse(text).tree;
    let place = tree.comments().iter().find_map(|comment| named(comment.slice(text), comment.start as usize));
    let new = place.and_then(|place| {
        let target = resolved(&from.parent()?, place.slice(text)).filter(|target| exists(target))?;
        Some(TextEdit { span: place, text: relative(&to.parent()?, &target) })
    });
    new.map_or_else(|| text.to_owned(), |edit| splice(text, vec![edit]))
}

/// Where a modeline's path is; `comment` begins at byte `start`.
fn named(comment: &str, start: usize) -> Option<Span> {
    let rest = comment.trim_start_matches(['#', ' ', '\t']).strip_prefix(MARK)?.trim_start();
    let path = rest.strip_prefix(KEY)?.split_whitespace().next()?;
    let at = start + (comment.len() - rest.len()) + KEY.len();
    Some(Span::new(at, at + path.len()))
}

/// The file of the workspace that a relative path leads to; `None` for a web
/// address, an absolute path, and what is outside.
fn resolved(folder: &RelPath, path: &str) -> Option<RelPath> {
    if path.contains([':', '\\', '?', '#']) || path.starts_with('/') || !path.ends_with(".json") {
        return None;
    }
    let mut parts: Vec<&str> = folder.as_str().split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" => return None,
            "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(RelPath::new(parts.join("/"))).filter(RelPath::is_inside)
}

/// The way from a folder to a file.
fn relative(folder: &RelPath, file: &RelPath) -> String {
    let parts = |path: &RelPath| -> Vec<String> {
        path.as_str().split('/').filter(|part| !part.is_empty()).map(str::to_owned).collect()
    };
    let (here, there) = (parts(folder), parts(file));
    let common = here.iter().zip(&there).take_while(|(a, b)| a == b).count();
    let up = here[common..].iter().map(|_| "..");
    let way: Vec<&str> = up.chain(there[common..].iter().map(String::as_str)).collect();
    way.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moved(text: &str, from: &str, to: &str) -> String {
        let exists = |path: &RelPath| path.as_str() == "schemas/lead.schema.json";
        pointing(text, &RelPath::new(from), &RelPath::new(to), &exists)
    }

    #[test]
    fn the_line_leads_to_the_same_place() {
        let at = |up: &str| {
            format!(
                "\u{feff}# hello\r\n#  yaml-language-server:  $schema={up}schemas/lead.schema.json  \r\ntitle: A\r\n"
            )
        };
        let (deep, flat, deeper) = ("p/6-won/2026/x.yaml", "p/1-a/x.yaml", "p/6-won/2026/11/x.yaml");
        assert_eq!(moved(&at("../../../"), deep, flat), at("../../"));
        assert_eq!(moved(&at("../../"), flat, deeper), at("../../../../"));
        assert_eq!(moved(&at("../../"), flat, "p/2-b/x.yaml"), at("../../"));
    }

    #[test]
    fn what_leads_elsewhere_stays() {
        let (deep, flat) = ("p/6-won/2026/x.yaml", "p/1-a/x.yaml");
        for path in [
            "../../schemas/lead.schema.json",
            "https://x.example/lead.schema.json",
            "/schemas/lead.schema.json",
            "../../../../schemas/lead.schema.json",
            "../../../schemas/other.schema.json",
            "..//../../schemas/lead.schema.json",
        ] {
            let text = format!("# yaml-language-server: $schema={path}\ntitle: A\n");
            assert_eq!(moved(&text, deep, flat), text);
        }
        let text =
            "title: A\nnotes: |\n  # yaml-language-server: $schema=../../../schemas/lead.schema.json\n";
        assert_eq!(moved(text, deep, flat), text);
    }
}
