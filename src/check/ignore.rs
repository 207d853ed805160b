//! `# corong: ignore[rule, rule]`: what a team has looked at and lets be.
//!
//! Behind a value it silences its line; alone on a line it silences the next
//! line that is no comment; before the first key it silences the file. Words
//! behind the bracket are the team's reason. One that silences nothing is told.

use super::{RULES, Rule, rule, rules::needless_ignore};
use crate::finding::{Finding, Fix, Severity, Turn};
use crate::read::mend;
use crate::source::{RelPath, Span};
use crate::workspace::LeadFile;

/// The ignores of one file.
#[derive(Clone)]
pub struct Ignores {
    /// The file.
    pub path: RelPath,
    list: Vec<Ignore>,
    /// Whether every rule could look at the file; else nothing is needless.
    whole: bool,
}

#[derive(Clone)]
struct Ignore {
    comment: Span,
    /// Comment and the space around it, or its whole line where it is alone.
    removal: Span,
    /// The bytes a silenced finding starts in; `None` for the whole file.
    scope: Option<Span>,
    names: Vec<Name>,
}

#[derive(Clone)]
struct Name {
    text: String,
    span: Span,
    used: bool,
}

impl Ignores {
    /// The ignores of a file; `None` where it has none, which costs nothing.
    pub fn collect(file: &LeadFile<'_>) -> Option<Self> {
        let mut list = Vec::new();
        for comment in file.tree.comments() {
            let body = comment.slice(file.text).trim_start_matches('#').trim_start();
            if let Some(order) = body.strip_prefix("corong:") {
                list.push(read(file.text, *comment, order));
            }
        }
        let whole = file.tree.root().is_some() && file.lead.is_some();
        (!list.is_empty()).then(|| Self { path: file.path.clone(), list, whole })
    }

    /// Whether a finding of this file is silenced; remembers that it was.
    pub fn silences(&mut self, finding: &Finding) -> bool {
        let mut silenced = false;
        for ignore in &mut self.list {
            let at = finding.span.start;
            if ignore.scope.is_some_and(|scope| at < scope.start || scope.end < at) {
                continue;
            }
            for name in ignore.names.iter_mut().filter(|name| name.text == finding.rule) {
                name.used = true;
                silenced = true;
            }
        }
        silenced
    }

    /// A finding for each ignore that says something needless, `severity` being
    /// what each rule has for the team.
    pub fn needless(&self, severity: impl Fn(&Rule) -> Severity) -> Vec<Finding> {
        if !self.whole {
            return Vec::new();
        }
        let idle = |name: &Name| match rule(&name.text) {
            Some(rule) => {
                !name.used && rule.name != needless_ignore::RULE.name && severity(rule) != Severity::Off
            }
            None => true,
        };
        self.list.iter().filter_map(|ignore| self.tell(ignore, &idle)).collect()
    }

    fn tell(&self, ignore: &Ignore, idle: &impl Fn(&Name) -> bool) -> Option<Finding> {
        let finding = |span, message| Finding::new(needless_ignore::RULE.name, &self.path, span, message);
        if ignore.names.is_empty() {
            let told = finding(ignore.comment, "this comment is not understood".to_owned());
            return Some(told.help("write `# corong: ignore[rule]`, or several rules with commas between"));
        }
        let needless: Vec<&Name> = ignore.names.iter().filter(|name| idle(name)).collect();
        let first = needless.first()?;
        let words: Vec<_> =
            needless.iter().map(|name| format!("`{}`", super::look::short(&name.text))).collect();
        if let Some(unknown) = needless.iter().find(|name| rule(&name.text).is_none()) {
            let told =
                finding(unknown.span, format!("no rule is called `{}`", super::look::short(&unknown.text)));
            let near = mend::near(&unknown.text, RULES.iter().map(|rule| rule.name));
            return Some(match near {
                Some(near) => spelled(told, near, unknown.span),
                None => told.help("`corong explain` lists the rules"),
            });
        }
        let message = format!("there is nothing of {} to silence here", words.join(", "));
        let told = finding(first.span, message).help("remove it: it would hide what comes later");
        Some(told.fix(ignore.without(idle)))
    }
}

impl Ignore {
    /// The mend: the comment without its idle names, or no comment.
    fn without(&self, idle: &impl Fn(&Name) -> bool) -> Fix {
        let kept: Vec<_> =
            self.names.iter().filter(|name| !idle(name)).map(|name| name.text.as_str()).collect();
        let inside = match (self.names.first(), self.names.last()) {
            (Some(first), Some(last)) if !kept.is_empty() => first.span.to(last.span),
            _ => self.removal,
        };
        // Other mends may bring what it is there to silence.
        Fix::replace("remove the needless ignore", inside, kept.join(", ")).turn(Turn::Last)
    }
}

/// Asks for the rule that was meant. Where that is certain its name is written
/// before anything else is mended: what it silences is to stay as it is.
fn spelled(told: Finding, near: mend::Near<'_>, span: Span) -> Finding {
    let told = told.help(format!("did you mean `{}`?", near.word));
    if !near.certain {
        return told;
    }
    told.fix(Fix::replace(format!("write `{}`", near.word), span, near.word).turn(Turn::First))
}

/// Reads one comment; `order` is what follows `corong:` in it.
fn read(text: &str, comment: Span, order: &str) -> Ignore {
    let (start, end) = (comment.start as usize, comment.end as usize);
    let line = text[..start].rfind(['\n', '\r']).map_or(0, |at| at + 1);
    let before = &text[line..start];
    let alone = before.trim_start_matches('\u{feff}').trim().is_empty();
    let scope = if !alone {
        Some(Span::new(line, end))
    } else if is_head(&text[..line]) {
        None
    } else {
        Some(next_line(text, end))
    };
    let removal = if alone {
        Span::new(line + before.len() - before.trim_start_matches('\u{feff}').len(), after_break(text, end))
    } else {
        Span::new(line + before.trim_end().len(), end)
    };
    Ignore { comment, removal, scope, names: names(text, order) }
}

/// The names between the brackets, with their places.
fn names(text: &str, order: &str) -> Vec<Name> {
    let inside = order.trim_start().strip_prefix("ignore").map(str::trim_start);
    let inside = inside.and_then(|rest| rest.strip_prefix('[')).and_then(|rest| rest.split_once(']'));
    let Some((inside, _)) = inside else { return Vec::new() };
    let words = inside.split(',').map(str::trim).filter(|word| !word.is_empty());
    let name = |word: &str| {
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        Name { text: word.to_owned(), span: Span::new(start, start + word.len()), used: false }
    };
    words.map(name).collect()
}

/// Whether nothing but comments, blanks and the document's marker is here.
fn is_head(text: &str) -> bool {
    let mut lines = text.trim_start_matches('\u{feff}').split(['\n', '\r']).map(str::trim);
    lines.all(|line| line.is_empty() || line.starts_with('#') || line == "---")
}

/// The place behind the line break at `at`.
fn after_break(text: &str, at: usize) -> usize {
    let rest = &text[at..];
    at + if rest.starts_with("\r\n") { 2 } else { usize::from(rest.starts_with(['\n', '\r'])) }
}

/// The next line that is neither blank nor a comment.
fn next_line(text: &str, end: usize) -> Span {
    let mut at = after_break(text, end);
    loop {
        let line = text[at..].split(['\n', '\r']).next().unwrap_or("");
        let body = line.trim();
        let stop = at + line.len();
        if (!body.is_empty() && !body.starts_with('#')) || stop >= text.len() {
            return Span::new(at, stop);
        }
        at = after_break(text, stop);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ignore(text: &str) -> Ignore {
        let at = text.find('#').expect("a comment");
        let end = text[at..].find(['\n', '\r']).map_or(text.len(), |len| at + len);
        let body = text[at..end].trim_start_matches('#').trim_start();
        read(text, Span::new(at, end), body.strip_prefix("corong:").expect("an order"))
    }

    #[test]
    fn an_ignore_holds_for_its_line_the_next_or_the_file() {
        let line = ignore("a: 1\nb: 2  # corong: ignore[x, y] as agreed\nc: 3\n");
        assert_eq!(line.scope, Some(Span::new(5, 43)));
        assert_eq!(line.names.iter().map(|n| n.text.as_str()).collect::<Vec<_>>(), ["x", "y"]);
        assert_eq!(line.removal, Span::new(9, 43));
        let text = "a: 1\r\n  # corong: ignore[x]\r\n\r\nb: 2\r\n";
        let alone = ignore(text);
        assert_eq!(alone.scope.map(|s| s.slice(text)), Some("b: 2"));
        assert_eq!(alone.removal.slice(text), "  # corong: ignore[x]\r\n");
        assert_eq!(ignore("---\n\n# corong: ignore[x]\na: 1\n").scope, None);
        assert!(ignore("a: 1 # corong: ignore x\n").names.is_empty());
    }
}
