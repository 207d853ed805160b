//! What holds between the parts of a configuration: nothing twice, stages in
//! order, folders apart.

use std::collections::HashSet;

use super::{Reader, items};
use crate::message;
use crate::pipeline::{Config, Pipeline, StageKind, ambiguous, minor_units};
use crate::read::scalar::amount;
use crate::source::RelPath;
use crate::text::Message;
use crate::yaml::Node;

impl Reader<'_> {
    /// What holds between the parts of a configuration.
    pub(super) fn laws(&mut self, root: Node<'_>, config: &Config) {
        if let Some(version) = root.get("corong").filter(|node| node.value() != Some("1")) {
            self.tell(version.span(), message!("this is not a format this version knows")).help =
                Some(message!("write `corong: 1`, or use a newer corong"));
        }
        for key in ["sources", "activity_kinds", "lost_reasons", "won_reasons", "qualification", "pipelines"]
        {
            self.unique(items(root, key).filter_map(|item| item.get("id").or(Some(item))), |name| {
                message!("`{name}` is in the list twice", name)
            });
        }
        if let Some(calendar) = root.get("calendar") {
            self.unique(items(calendar, "week"), |name| message!("`{name}` is in the week twice", name));
            self.unique(items(calendar, "holidays"), |name| message!("`{name}` is a holiday twice", name));
        }
        for rate in items(root, "rates").filter_map(|item| item.get("rate")) {
            if amount(rate).is_some_and(|rate| rate.is_zero()) {
                self.tell(rate.span(), message!("a rate has to be more than 0"));
            }
        }
        self.three_decimals(root, config);
        for (node, pipeline) in items(root, "pipelines").zip(&config.pipelines) {
            self.stages(node, pipeline);
        }
        self.folders(root);
        self.references(root, config);
    }

    /// No number may be thousands to one reader and have decimals to another.
    fn three_decimals(&mut self, root: Node<'_>, config: &Config) {
        let units = minor_units(config.currency);
        let targets = || items(root, "targets");
        let rates = items(root, "rates").filter_map(|rate| rate.get("rate"));
        let stages = items(root, "pipelines").flat_map(|pipeline| items(pipeline, "stages"));
        let whole = stages.filter_map(|stage| stage.get("max_days"));
        let whole = whole.chain(targets().filter_map(|target| target.get("deals"))).map(|node| (node, 0));
        let values = targets().filter_map(|target| Some((target.get("value")?, units)));
        // Into money that is counted in thousands; others have rates such as 1.085.
        // 16250.125 is no thousands: they would be 16.250.125.
        let grouped = |rate: &Node<'_>| {
            rate.value().and_then(|text| text.split_once('.')).is_some_and(|(whole, _)| whole.len() <= 3)
        };
        let rates = rates.filter(|rate| units == 0 && grouped(rate)).map(|node| (node, 0));
        for (node, units) in rates.chain(values).chain(whole) {
            if let Some(unsure) = node.value().and_then(|text| ambiguous(text, units)) {
                self.tell(node.span(), unsure);
            }
        }
    }

    fn unique<'t>(&mut self, ids: impl Iterator<Item = Node<'t>>, twice: fn(&str) -> Message) {
        let mut seen = HashSet::new();
        for id in ids {
            let Some(name) = id.value() else { continue };
            if !seen.insert(name) {
                self.tell(id.span(), twice(name));
            }
        }
    }

    fn stages(&mut self, node: Node<'_>, pipeline: &Pipeline) {
        let stages = || items(node, "stages");
        let ids = stages().flat_map(|stage| stage.get("id").into_iter().chain(items(stage, "formerly")));
        self.unique(ids, |name| message!("`{name}` names two stages", name));
        let kinds: Vec<_> = pipeline.stages.iter().map(|stage| stage.kind).collect();
        let count = |kind| kinds.iter().filter(|k| **k == kind).count();
        let Some(place) = node.get("stages").filter(|list| list.is_list()) else { return };
        if count(StageKind::Won) != 1 || count(StageKind::Lost) != 1 || count(StageKind::Open) == 0 {
            let span = node.get("id").unwrap_or(place).span();
            self.tell(
                span,
                message!(
                    "a pipeline needs open stages, then exactly one of `kind: won` and one of `kind: lost`"
                ),
            );
        } else if !kinds.ends_with(&[StageKind::Won, StageKind::Lost]) {
            let last = stages().last().unwrap_or(place);
            self.tell(
                last.get("id").unwrap_or(last).span(),
                message!("the last two stages have to be the won one, then the lost one"),
            );
        }
    }

    /// Folders must not be in each other: a file has one stage.
    fn folders(&mut self, root: Node<'_>) {
        let pipelines: Vec<_> = items(root, "pipelines").filter_map(|p| p.get("dir")).collect();
        self.disjoint(&pipelines);
        for pipeline in items(root, "pipelines") {
            self.disjoint(&items(pipeline, "stages").filter_map(|s| s.get("dir")).collect::<Vec<_>>());
        }
        for dir in pipelines {
            let first = dir.value().unwrap_or_default().split('/').next().unwrap_or_default();
            if matches!(first, "templates" | "schemas") {
                self.tell(dir.span(), message!("`{first}` is kept for the workspace's own {first}", first));
            }
        }
    }

    fn disjoint(&mut self, folders: &[Node<'_>]) {
        for (at, folder) in folders.iter().enumerate() {
            let path = |node: &Node<'_>| RelPath::new(node.value().unwrap_or_default().to_lowercase());
            let inside = |a: &RelPath, b: &RelPath| a == b || a.below(b).is_some();
            let (here, mut before) = (path(folder), folders[..at].iter().map(path));
            if before.any(|other| inside(&here, &other) || inside(&other, &here)) {
                self.tell(
                    folder.span(),
                    message!("the folder `{folder}` is another one's, or lies in it", folder = here),
                );
            }
        }
    }
}
