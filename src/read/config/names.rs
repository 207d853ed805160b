//! What a configuration names has to be there: owners, pipelines, stages, and
//! fields of a lead.

use super::{Reader, items};
use crate::finding::nearest;
use crate::message;
use crate::pipeline::shape::{self, LEAD, Shape};
use crate::pipeline::{ALWAYS_SHOWN, Config};
use crate::read::mend::did_you_mean;
use crate::text::Message;
use crate::yaml::Node;

impl Reader<'_> {
    /// Owners, pipelines, stages and fields that targets, improvements and the
    /// site name.
    pub(super) fn references(&mut self, root: Node<'_>, config: &Config) {
        let owners = || config.team.iter().map(|member| member.id.as_str());
        let pipelines = || config.pipelines.iter().map(|pipeline| pipeline.id.as_str());
        let stages = || config.pipelines.iter().flat_map(|p| &p.stages).map(|stage| stage.id.as_str());
        let groups = config.groups();
        for key in ["targets", "improvements"] {
            for item in items(root, key) {
                self.known(item.get("owner"), message!("team"), owners());
                self.known(item.get("group"), message!("groups of the team"), groups.iter().copied());
                self.known(item.get("pipeline"), message!("pipelines"), pipelines());
                self.known(item.get("stage"), message!("stages"), stages());
            }
        }
        let Some(site) = root.get("site") else { return };
        let all = || config.pipelines.iter().flat_map(|p| &p.stages);
        let stages =
            || all().flat_map(|stage| std::iter::once(&stage.id).chain(&stage.formerly)).map(String::as_str);
        for chosen in ["hide", "only"].into_iter().filter_map(|key| site.get(key)) {
            items(chosen, "stages").for_each(|node| self.known(Some(node), message!("stages"), stages()));
            items(chosen, "owners").for_each(|node| self.known(Some(node), message!("team"), owners()));
            items(chosen, "fields").for_each(|node| self.site_field(node, config));
        }
        for node in site.get("hide").into_iter().flat_map(|hide| items(hide, "fields")) {
            let Some(path) = node.value().filter(|path| ALWAYS_SHOWN.contains(path)) else { continue };
            self.tell(node.span(), message!("`{path}` cannot be hidden: pages are made of it", path)).help =
                Some(message!("hide the leads themselves, by `stages` or `owners`"));
        }
    }

    fn known<'k>(
        &mut self,
        node: Option<Node<'_>>,
        list: Message,
        known: impl Iterator<Item = &'k str> + Clone,
    ) {
        let Some((node, word)) = node.and_then(|node| Some((node, node.value()?))) else { return };
        if !known.clone().any(|k| k == word) {
            let help = nearest(word, known).map(did_you_mean);
            self.tell(node.span(), message!("`{word}` is not among the {list}", word, list)).help = help;
        }
    }

    /// A field of `site.hide` or `site.only`.
    fn site_field(&mut self, node: Node<'_>, config: &Config) {
        let path = node.value().unwrap_or_default();
        if config.is_lead_field(path) {
            return;
        }
        let own = config.fields.iter().map(|field| format!("custom.{}", field.name));
        let lead = LEAD.iter().flat_map(|field| {
            let inner = if let Shape::List { of, .. } = field.shape { *of } else { field.shape };
            let inner = inner.fields().iter().map(|inner| format!("{}.{}", field.name, inner.name));
            std::iter::once(field.name.to_owned()).chain(inner)
        });
        let known: Vec<String> = lead.chain(own).collect();
        self.no_field(node, known.iter().map(String::as_str));
    }

    /// A field that a stage requires.
    pub(super) fn required_field(&mut self, node: Node<'_>, config: &Config) {
        let path = node.value().unwrap_or_default();
        let known = match path.split_once('.') {
            Some(("custom", name)) => config.fields.iter().any(|field| field.name == name),
            Some(("qualification", id)) => config.qualification.iter().any(|c| c.id == id),
            _ => shape::field(LEAD, path).is_some(),
        };
        if !known {
            self.no_field(node, LEAD.iter().map(|field| field.name));
        }
    }

    fn no_field<'k>(&mut self, node: Node<'_>, known: impl Iterator<Item = &'k str>) {
        let path = node.value().unwrap_or_default();
        let help = match nearest(path, known) {
            Some(near) => did_you_mean(near),
            None => message!("a field of the lead, such as `value`, `company.name` or `custom.x`"),
        };
        self.tell(node.span(), message!("a lead has no field `{path}`", path)).help = Some(help);
    }
}
