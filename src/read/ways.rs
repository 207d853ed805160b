//! Which pipeline each entry of a history is in.

use crate::pipeline::Config;
use crate::yaml::Node;

/// The pipelines of a history's entries, in the order of the file.
pub struct EntryPipelines {
    /// The index of each entry's pipeline; `None` from an entry on that names an
    /// unknown one.
    pub of: Vec<Option<u16>>,
    /// Where the entries before the first one that names a pipeline fit several:
    /// the indices of these, the one that is taken first.
    pub unclear: Vec<u16>,
}

/// Reads the pipelines of a history's entries. An entry that names a pipeline is in
/// it, and so are all after it up to the next that does. Where none does, all are in
/// the pipeline whose `folder` the file is in; those before the first that does are in
/// the first other pipeline of the configuration that has their stages.
pub fn entry_pipelines(list: Node<'_>, folder: u16, config: &Config) -> EntryPipelines {
    let index = |id: &str| config.pipeline_index(id).and_then(|at| u16::try_from(at).ok());
    let named = |item: Node<'_>| item.get("pipeline").and_then(Node::value).map(index);
    let mut of: Vec<Option<u16>> = Vec::new();
    let mut first = None;
    for (at, item) in list.items().enumerate() {
        let own = named(item);
        if let (None, Some(own)) = (first, own) {
            first = Some((at, own));
        }
        of.push(own.or(of.last().copied().filter(|_| first.is_some())).unwrap_or(Some(folder)));
    }
    let mut unclear = Vec::new();
    if let Some((at, to)) = first.filter(|(at, _)| *at > 0) {
        let before = list.items().take(at);
        let stages: Vec<&str> = before.filter_map(|item| item.get("stage")?.value()).collect();
        let fits = candidates(&stages, to, config);
        of[..at].fill(Some(fits.first().copied().unwrap_or(folder)));
        unclear = if fits.len() > 1 { fits } else { unclear };
    }
    EntryPipelines { of, unclear }
}

/// The pipelines that entries of these stages may be in, before one that goes `to`
/// another: those that have all stages, else any other.
fn candidates(stages: &[&str], to: Option<u16>, config: &Config) -> Vec<u16> {
    let has_all = |at: u16| {
        let pipeline = &config.pipelines[usize::from(at)];
        stages.iter().all(|stage| pipeline.stage_index(stage).is_some())
    };
    let all = || (0..).take(config.pipelines.len());
    let others: Vec<u16> = all().filter(|at| Some(*at) != to && has_all(*at)).collect();
    match (others.is_empty(), to) {
        (false, _) => others,
        (true, Some(to)) if has_all(to) => vec![to],
        (true, _) => all().find(|at| Some(*at) != to).into_iter().collect(),
    }
}

/// The index of the pipeline of one entry of a list.
pub fn pipeline_of_entry(list: Node<'_>, entry: Node<'_>, folder: u16, config: &Config) -> Option<u16> {
    let at = list.items().position(|item| item.span() == entry.span())?;
    entry_pipelines(list, folder, config).of.get(at).copied().flatten()
}
