//! `# corong: ignore[rule, rule]`: what a team has looked at and lets be.
//!
//! Behind a value it silences its line; alone on a line it silences the next
//! line that is no comment; before the first key it silences the file. Words
//! behind the bracket are the team's reason. One that silences nothing is reported.
//! Of a branch that is judged by its base only the base's own ignores count.

use std::collections::{BTreeMap, HashMap, HashSet};

use sha2::{Digest, Sha256};

use super::{RULES, Rule, rule, rules::needless_ignore};
use crate::finding::{Finding, Fix, Severity, Turn};
use crate::message;
use crate::read::mend;
use crate::source::{RelPath, Span};
use crate::workspace::LeadFile;
use crate::yaml::Tree;

/// How many of a file's ignores are heeded.
const MOST: usize = 1_000;

/// The ignores of one file.
#[derive(Clone)]
pub struct Ignores {
    /// The file.
    pub path: RelPath,
    list: Vec<Ignore>,
    /// What is silenced, by the rule and where its bytes start; `None` of the whole file.
    silenced: BTreeMap<(String, Option<u32>), Silenced>,
    /// The first that is one too many.
    beyond: Option<Span>,
    /// Whether every rule could look at the file; else nothing is needless.
    whole: bool,
}

#[derive(Clone)]
struct Ignore {
    comment: Span,
    /// Comment and the space around it, or its whole line where it is alone.
    removal: Span,
    /// The bytes a silenced finding starts in; `None` for the whole file. No two
    /// scopes overlap but where they begin at one place.
    scope: Option<Span>,
    /// A digest of the line it is about, without this comment; zeros for the whole file.
    line: [u8; 32],
    names: Vec<Name>,
}

#[derive(Clone)]
struct Name {
    text: String,
    span: Span,
}

#[derive(Clone, Default)]
struct Silenced {
    end: u32,
    used: bool,
    /// Whether the base lacks it, so that it silences nothing.
    is_new: bool,
}

/// What the ignores of its file do to a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Silence {
    /// None is about it.
    None,
    /// One is that the base lacks.
    New,
    /// It is not reported.
    Full,
}

impl Ignores {
    /// The ignores of a lead's file; `None` where it has none, which costs nothing.
    pub fn collect(file: &LeadFile<'_>) -> Option<Self> {
        let whole = file.tree.root().is_some() && file.lead.is_some();
        Self::of(file.path, file.text, file.tree, whole)
    }

    /// The ignores of a file; `whole` says whether every rule could look at it.
    pub fn of(path: &RelPath, text: &str, tree: Tree<'_>, whole: bool) -> Option<Self> {
        let mut reader = Reader { text, head: None, next: None };
        let (mut list, mut beyond) = (Vec::new(), None);
        for comment in tree.comments() {
            let body = comment.slice(text).trim_start_matches('#').trim_start();
            let Some(order) = body.strip_prefix("corong:") else { continue };
            if list.len() == MOST {
                beyond = Some(*comment);
                break;
            }
            list.push(reader.read(*comment, order));
        }
        if list.is_empty() {
            return None;
        }
        let mut silenced: BTreeMap<_, Silenced> = BTreeMap::new();
        for ignore in &list {
            for name in &ignore.names {
                let of = silenced.entry(ignore.silences(name)).or_default();
                of.end = of.end.max(ignore.scope.map_or(u32::MAX, |scope| scope.end));
            }
        }
        Some(Self { path: path.clone(), list, silenced, beyond, whole })
    }

    /// Lets only those count that `base` has too, each once: of the same rule,
    /// for the whole file or for a line that says the same.
    pub fn keep_those_of(&mut self, base: Option<&Self>) {
        let mut known: HashMap<(&str, [u8; 32]), usize> = HashMap::new();
        for ignore in base.iter().flat_map(|base| &base.list) {
            for name in &ignore.names {
                *known.entry((&name.text, ignore.line)).or_default() += 1;
            }
        }
        let mut old = HashSet::new();
        for ignore in &self.list {
            for name in &ignore.names {
                let left = known.get_mut(&(name.text.as_str(), ignore.line)).filter(|left| **left > 0);
                if let Some(left) = left {
                    *left -= 1;
                    old.insert(ignore.silences(name));
                }
            }
        }
        self.silenced.iter_mut().for_each(|(key, of)| of.is_new = !old.contains(key));
    }

    /// What becomes of a finding of this file; remembers which ignores were
    /// about it.
    pub fn silence(&mut self, finding: &Finding) -> Silence {
        let (rule, at) = (finding.rule.to_owned(), finding.span.start);
        let mut silence = Silence::None;
        let mut by = |of: &mut Silenced| {
            of.used = true;
            silence = silence.max(if of.is_new { Silence::New } else { Silence::Full });
        };
        if let Some(of) = self.silenced.get_mut(&(rule.clone(), None)) {
            by(of);
        }
        let mut before = self.silenced.range_mut((rule.clone(), Some(0))..=(rule, Some(at)));
        if let Some((_, of)) = before.next_back().filter(|(_, of)| at <= of.end) {
            by(of);
        }
        silence
    }

    /// A finding for each ignore that says something needless, `severity` being
    /// what each rule has for the team.
    pub fn needless(&self, severity: impl Fn(&Rule) -> Severity) -> Vec<Finding> {
        if !self.whole {
            return Vec::new();
        }
        let used = |ignore: &Ignore, name: &Name| {
            self.silenced.get(&ignore.silences(name)).is_some_and(|of| of.used)
        };
        let idle = |ignore: &Ignore, name: &Name| match rule(&name.text) {
            Some(rule) => {
                !used(ignore, name)
                    && rule.name != needless_ignore::RULE.name
                    && severity(rule) != Severity::Off
            }
            None => true,
        };
        let told = self.list.iter().filter_map(|ignore| self.tell(ignore, &|name| idle(ignore, name)));
        let beyond = self.beyond.map(|span| {
            let message = message!(
                "only the first {most} ignores of a file are heeded, and this is one more",
                most = MOST
            );
            let told = Finding::new(needless_ignore::RULE.name, &self.path, span, message);
            told.help(message!("mend what they silence, or set the rule's severity in `rules:`"))
        });
        told.chain(beyond).collect()
    }

    fn tell(&self, ignore: &Ignore, idle: &impl Fn(&Name) -> bool) -> Option<Finding> {
        let finding = |span, message| Finding::new(needless_ignore::RULE.name, &self.path, span, message);
        if ignore.names.is_empty() {
            let told = finding(ignore.comment, message!("this comment is not understood"));
            return Some(
                told.help(message!("write `# corong: ignore[rule]`, or several rules with commas between")),
            );
        }
        let needless: Vec<&Name> = ignore.names.iter().filter(|name| idle(name)).collect();
        let first = needless.first()?;
        let words: Vec<_> =
            needless.iter().map(|name| format!("`{}`", super::look::short(&name.text))).collect();
        if let Some(unknown) = needless.iter().find(|name| rule(&name.text).is_none()) {
            let told = finding(
                unknown.span,
                message!("no rule is called `{name}`", name = super::look::short(&unknown.text)),
            );
            let near = mend::near(&unknown.text, RULES.iter().map(|rule| rule.name));
            return Some(match near {
                Some(near) => spelled(told, near, unknown.span),
                None => told.help(message!("`corong explain` lists the rules")),
            });
        }
        let message = message!("there is nothing of {names} to silence here", names = words.join(", "));
        let told = finding(first.span, message).help(message!("remove it: it would hide what comes later"));
        Some(told.fix(ignore.without(idle)))
    }
}

impl Ignore {
    fn silences(&self, name: &Name) -> (String, Option<u32>) {
        (name.text.clone(), self.scope.map(|scope| scope.start))
    }

    /// The mend: the comment without its idle names, or no comment.
    fn without(&self, idle: &impl Fn(&Name) -> bool) -> Fix {
        let kept: Vec<_> =
            self.names.iter().filter(|name| !idle(name)).map(|name| name.text.as_str()).collect();
        let inside = match (self.names.first(), self.names.last()) {
            (Some(first), Some(last)) if !kept.is_empty() => first.span.to(last.span),
            _ => self.removal,
        };
        // Other mends may bring what it is there to silence.
        Fix::replace(message!("remove the needless ignore"), inside, kept.join(", ")).turn(Turn::Last)
    }
}

/// Asks for the rule that was meant. Where that is certain its name is written
/// before anything else is mended: what it silences is to stay as it is.
fn spelled(told: Finding, near: mend::Near<'_>, span: Span) -> Finding {
    let told = told.help(mend::did_you_mean(near.word));
    if !near.certain {
        return told;
    }
    told.fix(Fix::replace(message!("write `{word}`", word = near.word), span, near.word).turn(Turn::First))
}

/// Reads the comments of a file in their order.
struct Reader<'t> {
    text: &'t str,
    /// Where the first line is that is no head, once it was looked for.
    head: Option<usize>,
    /// The line that the last comment alone on its line stood for.
    next: Option<Span>,
}

impl Reader<'_> {
    /// Reads one comment; `order` is what follows `corong:` in it.
    fn read(&mut self, comment: Span, order: &str) -> Ignore {
        let text = self.text;
        let (start, end) = (comment.start as usize, comment.end as usize);
        let line = text[..start].rfind(['\n', '\r']).map_or(0, |at| at + 1);
        let before = &text[line..start];
        let alone = before.trim_start_matches('\u{feff}').trim().is_empty();
        let scope = if !alone {
            Some(Span::new(line, end))
        } else if line <= *self.head.get_or_insert_with(|| head(text)) {
            None
        } else {
            // Comments that follow each other are about one line.
            let next =
                self.next.filter(|next| comment.end < next.start).unwrap_or_else(|| next_line(text, end));
            self.next = Some(next);
            self.next
        };
        let removal = if alone {
            let mark = before.len() - before.trim_start_matches('\u{feff}').len();
            Span::new(line + mark, after_break(text, end))
        } else {
            Span::new(line + before.trim_end().len(), end)
        };
        let about = scope.map(|scope| if alone { scope.slice(text) } else { before }.trim());
        let line = about.map(|about| Sha256::digest(about).into()).unwrap_or_default();
        Ignore { comment, removal, scope, line, names: names(text, order) }
    }
}

/// The names between the brackets, with their places.
fn names(text: &str, order: &str) -> Vec<Name> {
    let inside = order.trim_start().strip_prefix("ignore").map(str::trim_start);
    let inside = inside.and_then(|rest| rest.strip_prefix('[')).and_then(|rest| rest.split_once(']'));
    let Some((inside, _)) = inside else { return Vec::new() };
    let words = inside.split(',').map(str::trim).filter(|word| !word.is_empty());
    let name = |word: &str| {
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        Name { text: word.to_owned(), span: Span::new(start, start + word.len()) }
    };
    words.map(name).collect()
}

/// Where the first line is that is more than a comment, a blank or the document's marker.
fn head(text: &str) -> usize {
    let mut at = 0;
    for line in text.split_inclusive(['\n', '\r']) {
        let body = line.trim_start_matches('\u{feff}').trim();
        if !(body.is_empty() || body.starts_with('#') || body == "---") {
            break;
        }
        at += line.len();
    }
    at
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
        let mut reader = Reader { text, head: None, next: None };
        reader.read(Span::new(at, end), body.strip_prefix("corong:").expect("an order"))
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
