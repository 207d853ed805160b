//! A text as the map of an import.

use super::Validator;
use super::config::syntax_findings;
use super::conflict::{conflict, conflict_marker};
use super::validate::RULE;
use crate::expr::RowTemplate;
use crate::finding::Finding;
use crate::message;
use crate::pipeline::shape::IMPORT_MAP;
use crate::pipeline::{Config, ImportMap, StageDateColumn, StageWord};
use crate::source::{RelPath, Span};
use crate::yaml::{Arena, Node, Tree};

/// The templates beside the lead's fields.
const ROW: [&str; 15] = [
    "id",
    "pipeline",
    "stage",
    "status",
    "is_closed",
    "is_won",
    "created",
    "stage_since",
    "closed",
    "won_at",
    "lost_at",
    "modified",
    "reason",
    "won_reason",
    "competitor",
];

/// How a line is marked that somebody has to look at.
pub const REVIEW: &str = "# review";

/// Reads a map; with the configuration of a workspace it is held against its stages.
///
/// # Errors
/// Everything that is wrong with it, each with its place.
pub fn read_import_map(
    path: &RelPath,
    text: &str,
    config: Option<&Config>,
) -> Result<ImportMap, Vec<Finding>> {
    if let Some(marker) = conflict_marker(text) {
        return Err(vec![conflict(path, marker)]);
    }
    let mut arena = Arena::default();
    let parsed = arena.parse(text);
    let mut findings = syntax_findings(path, &parsed.problems);
    let Some(root) = parsed.tree.root() else { return Err(findings) };
    Validator::new(path, &mut findings).root(root, IMPORT_MAP, &message!("the map of an import"));
    if !findings.is_empty() {
        return Err(findings);
    }
    judge_templates(root, path, &mut findings);
    if let Some(config) = config {
        judge_stages(root, config, path, &mut findings);
    }
    if !findings.is_empty() {
        return Err(findings);
    }
    let mut map = taken(root);
    map.review = review_marks(parsed.tree).into_iter().map(|(line, _)| line).collect();
    Ok(map)
}

/// The lines that are marked for review, from 1, each with the place of its mark.
pub fn review_marks(tree: Tree<'_>) -> Vec<(usize, Span)> {
    let text = tree.text();
    let marked = tree.comments().iter().filter(|span| span.slice(text).starts_with(REVIEW));
    marked.map(|span| (text[..span.start as usize].matches('\n').count() + 1, *span)).collect()
}

fn text(map: Node<'_>, key: &str) -> Option<String> {
    map.get(key)?.value().map(str::to_owned)
}

fn table(root: Node<'_>, key: &str) -> Vec<(String, String)> {
    let entries = root.get(key).into_iter().flat_map(Node::entries);
    entries.filter_map(|(key, value)| Some((key.value()?.to_owned(), value.value()?.to_owned()))).collect()
}

fn items<'t>(map: Node<'t>, key: &str) -> impl Iterator<Item = Node<'t>> {
    map.get(key).into_iter().flat_map(Node::items)
}

fn taken(root: Node<'_>) -> ImportMap {
    let mut lead = Vec::new();
    root.get("lead").into_iter().for_each(|node| leaves(node, "", &mut lead));
    let stage_date = |item: Node<'_>| {
        Some(StageDateColumn {
            stage: text(item, "stage")?,
            pipeline: text(item, "pipeline"),
            at: text(item, "at")?,
        })
    };
    let stage_word = |item: Node<'_>| {
        Some(StageWord {
            says: text(item, "says")?,
            within: text(item, "in"),
            stage: text(item, "stage")?,
            pipeline: text(item, "pipeline"),
            reason: text(item, "reason"),
        })
    };
    ImportMap {
        from: text(root, "from").unwrap_or_default(),
        row: ROW.iter().filter_map(|key| Some(((*key).to_owned(), text(root, key)?))).collect(),
        lead,
        entered: items(root, "entered").filter_map(stage_date).collect(),
        changes: table(root, "changes"),
        stages: items(root, "stages").filter_map(stage_word).collect(),
        statuses: table(root, "statuses"),
        people: table(root, "people"),
        sources: table(root, "sources"),
        reasons: table(root, "reasons"),
        dates: table(root, "dates"),
        numbers: table(root, "numbers"),
        dropped: items(root, "drop").filter_map(|item| item.value().map(str::to_owned)).collect(),
        review: Vec::new(),
    }
}

/// Every scalar below a node with its dotted path.
fn leaves(node: Node<'_>, path: &str, out: &mut Vec<(String, String)>) {
    let below = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
    for (key, value) in node.entries() {
        leaves(value, &below(key.value().unwrap_or_default()), out);
    }
    for (at, item) in node.items().enumerate() {
        leaves(item, &below(&at.to_string()), out);
    }
    if let Some(value) = node.value() {
        out.push((path.to_owned(), value.to_owned()));
    }
}

/// Compiles every template.
fn judge_templates(root: Node<'_>, path: &RelPath, findings: &mut Vec<Finding>) {
    let mut open: Vec<Node<'_>> = ROW.iter().filter_map(|key| root.get(key)).collect();
    open.extend(["lead", "changes"].iter().filter_map(|key| root.get(key)));
    open.extend(items(root, "entered").filter_map(|item| item.get("at")));
    while let Some(node) = open.pop() {
        open.extend(node.entries().map(|(_, value)| value).chain(node.items()));
        if let Some(Err(why)) = node.value().map(RowTemplate::new) {
            let message = message!("this template cannot be read: {why}", why);
            let help = message!("a column is `{{{{ row['Its name'] }}}}`, as the export's header writes it");
            findings.push(Finding::new(RULE, path, node.span(), message).help(help));
        }
    }
}

/// Tells the stages and people that the configuration does not have.
fn judge_stages(root: Node<'_>, config: &Config, path: &RelPath, findings: &mut Vec<Finding>) {
    for item in items(root, "stages") {
        let pipeline = match item.get("pipeline") {
            None => config.pipelines.first(),
            Some(named) => {
                let id = named.value().unwrap_or_default();
                let found = config.pipelines.iter().find(|pipeline| pipeline.id == id);
                if found.is_none() {
                    let message = message!("there is no pipeline `{id}`", id);
                    findings.push(Finding::new(RULE, path, named.span(), message));
                }
                found
            }
        };
        let (Some(pipeline), Some(stage)) = (pipeline, item.get("stage")) else { continue };
        let id = stage.value().unwrap_or_default();
        if pipeline.stage_index(id).is_none() {
            let known = pipeline.stages.iter().map(|stage| stage.id.as_str()).collect::<Vec<_>>().join(", ");
            let message =
                message!("the pipeline `{pipeline}` has no stage `{id}`", pipeline = pipeline.id, id);
            let help = message!("its stages are {known}", known);
            findings.push(Finding::new(RULE, path, stage.span(), message).help(help));
        }
    }
    for (_, value) in root.get("people").into_iter().flat_map(Node::entries) {
        let id = value.value().unwrap_or_default();
        if config.member(id).is_none() {
            let message = message!("`{id}` is nobody of the team", id);
            let help = message!("name a key of `team` in corong.yaml");
            findings.push(Finding::new(RULE, path, value.span(), message).help(help));
        }
    }
}
