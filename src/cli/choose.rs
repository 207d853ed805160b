//! Which lead and which stage a word of the command line means.

use std::path::Path;

use super::changing::WriteArgs;
use super::{Context, Failure, ask, looking};
use crate::finding::nearest;
use crate::message;
use crate::pipeline::{Config, Lead, Pipeline, Stage, meant};
use crate::session::{ChosenLead, WorkspaceChange};
use crate::text::Message;
use crate::workspace::Loaded;

/// How many candidates are listed where a word means several.
const SHOWN: usize = 20;

/// The lead a word means: an exact id, a path (it has `/` or `.yaml`), else
/// the unique beginning of an id. `root` is where the workspace is.
///
/// # Errors
/// Where it means none or several; the candidates are listed.
pub fn lead(word: &str, loaded: &Loaded, root: &Path, context: &Context) -> Result<ChosenLead, Failure> {
    lead_asking(word, loaded, root, context, false)
}

/// The lead a word means for a command that changes it.
///
/// # Errors
/// As [`lead`], and where nothing is confirmed.
pub fn to_change(
    word: &str,
    change: &WorkspaceChange,
    write: &WriteArgs,
    context: &Context,
) -> Result<ChosenLead, Failure> {
    lead_asking(word, &change.loaded, change.disk.root(), context, write.asks())
}

/// As [`lead`]; where somebody can be asked, `asks`, also words of the title or
/// the company, confirmed, and one of several candidates.
///
/// # Errors
/// As [`lead`], and where nothing is confirmed.
fn lead_asking(
    word: &str,
    loaded: &Loaded,
    root: &Path,
    context: &Context,
    asks: bool,
) -> Result<ChosenLead, Failure> {
    let all = files(loaded);
    if word.contains('/') || word.ends_with(".yaml") {
        let path = context.inside(root, Path::new(word))?;
        let found = all.into_iter().find(|chosen| chosen.path == path);
        return found.ok_or_else(|| Failure::usage(message!("`{word}` is no lead of this workspace", word)));
    }
    if let Some(keeper) = taken_over(word, &all, loaded) {
        return Ok(keeper);
    }
    if asks
        && exact(word, &all).is_none()
        && let Some(found) = candidates(word, &all, loaded)
    {
        return confirmed(word, &found);
    }
    let near = nearby(word, &all, loaded);
    by_id(word, all, &near)
}

/// The lead that took over the lead of an id, where no file has that id.
fn taken_over(word: &str, all: &[ChosenLead], loaded: &Loaded) -> Option<ChosenLead> {
    if all.iter().any(|chosen| chosen.path.stem() == word) {
        return None;
    }
    let mut keepers = loaded.workspace.leads.iter().filter(|lead| lead.merged.iter().any(|id| id == word));
    let keeper = keepers.next().filter(|_| keepers.next().is_none())?;
    all.iter().find(|chosen| chosen.path == keeper.path).cloned()
}

/// How many ids are offered where a word means none.
const OFFERED: usize = 3;

/// The ids that may have been meant by a word that means no lead: the nearest
/// one, else those that hold its words or whose title or company does, else
/// those with a word like it.
fn nearby(word: &str, all: &[ChosenLead], loaded: &Loaded) -> Vec<String> {
    let ids = || all.iter().map(|chosen| chosen.path.stem());
    if let Some(near) = nearest(word, ids()) {
        return vec![near.to_owned()];
    }
    let lower = word.to_lowercase();
    let words: Vec<&str> =
        lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let holds = |id: &&str| !words.is_empty() && words.iter().all(|word| id.contains(word));
    let mut found: Vec<String> = ids().filter(holds).map(str::to_owned).collect();
    if found.is_empty() {
        let known = candidates(word, all, loaded).unwrap_or_default();
        found = known.into_iter().map(|(chosen, _)| chosen.path.stem().to_owned()).collect();
    }
    if found.is_empty() {
        let like =
            |id: &&str| words.iter().any(|word| word.len() > 3 && nearest(word, id.split('-')).is_some());
        found = ids().filter(like).map(str::to_owned).collect();
    }
    found.truncate(OFFERED);
    found
}

/// The one lead of that very id, or the only one whose id begins so.
fn exact<'a>(word: &str, all: &'a [ChosenLead]) -> Option<&'a ChosenLead> {
    let one = |fits: &dyn Fn(&str) -> bool| {
        let mut found = all.iter().filter(|chosen| fits(chosen.path.stem()));
        found.next().filter(|_| found.next().is_none())
    };
    one(&|id| id == word).or_else(|| one(&|id| !word.is_empty() && id.starts_with(word)))
}

/// A lead that a word may mean, and what people know it by.
type Candidate = (ChosenLead, String);

/// The leads whose id begins with a word, else those whose title and companies,
/// those of contacts too, hold each of its words; `None` where there are none, or too many to list.
fn candidates(word: &str, all: &[ChosenLead], loaded: &Loaded) -> Option<Vec<Candidate>> {
    let lower = word.to_lowercase();
    let words: Vec<&str> = lower.split_whitespace().collect();
    if words.is_empty() {
        return None;
    }
    let known = |lead: &Lead| {
        let contacts = lead.contact_companies.iter().map(|company| company.name.as_str());
        let companies = lead.company.iter().map(|company| company.name.as_str()).chain(contacts);
        std::iter::once(lead.title.as_str()).chain(companies).collect::<Vec<_>>().join(", ")
    };
    let leads = || loaded.workspace.leads.iter();
    let candidate = |lead: &Lead| {
        let chosen = all.iter().find(|chosen| chosen.path == lead.path)?;
        Some((chosen.clone(), known(lead)))
    };
    let begun: Vec<_> = leads().filter(|lead| lead.id.starts_with(word)).filter_map(candidate).collect();
    let holds = |lead: &&Lead| {
        let known = known(lead).to_lowercase();
        words.iter().all(|word| known.contains(word))
    };
    let found = if begun.is_empty() { leads().filter(holds).filter_map(candidate).collect() } else { begun };
    (1..=SHOWN).contains(&found.len()).then_some(found)
}

/// The candidate that somebody at the terminal means.
fn confirmed(word: &str, found: &[Candidate]) -> Result<ChosenLead, Failure> {
    let twice = |id: &str| found.iter().filter(|(chosen, _)| chosen.path.stem() == id).count() > 1;
    let name = |chosen: &ChosenLead| {
        let id = chosen.path.stem();
        if twice(id) { chosen.path.to_string() } else { id.to_owned() }
    };
    let options: Vec<(String, &str)> =
        found.iter().map(|(chosen, known)| (name(chosen), known.as_str())).collect();
    let meant = match options.as_slice() {
        [(id, known)] => ask::yes(message!("Do you mean {id} ({known})?", id, known)).then(|| id.clone()),
        several => {
            let several: Vec<_> = several.iter().map(|(id, known)| (id.as_str(), *known)).collect();
            ask::choice(message!("`{word}` could be any of {n}", word, n = several.len()), &several, None)
        }
    };
    let at = meant.and_then(|id| options.iter().position(|(own, _)| *own == id));
    let at = at.ok_or_else(|| Failure::usage(message!("no lead was chosen for `{word}`", word)))?;
    Ok(found[at].0.clone())
}

/// The lead of that id, or of the only one that begins so; `near` may have been
/// meant where there is none.
fn by_id(word: &str, all: Vec<ChosenLead>, near: &[String]) -> Result<ChosenLead, Failure> {
    let exact: Vec<_> = all.iter().filter(|chosen| chosen.path.stem() == word).cloned().collect();
    let begun = |chosen: &&ChosenLead| !word.is_empty() && chosen.path.stem().starts_with(word);
    let mut found = if exact.is_empty() { all.iter().filter(begun).cloned().collect() } else { exact };
    match (found.pop(), found.as_slice()) {
        (Some(one), []) => Ok(one),
        (Some(last), _) => {
            found.push(last);
            let several = found.iter().any(|chosen| chosen.path.stem() == word);
            let name = |chosen: &ChosenLead| {
                if several { chosen.path.to_string() } else { chosen.path.stem().to_owned() }
            };
            let mut listed: Vec<_> =
                found.iter().take(SHOWN).map(|chosen| message!("\n  {id}", id = name(chosen))).collect();
            listed
                .extend((found.len() > SHOWN).then(|| message!("\n  and {n} more", n = found.len() - SHOWN)));
            Err(Failure::usage(message!(
                "`{word}` could be any of {n}:{listed}",
                word,
                n = found.len(),
                listed = Message::list(listed, "")
            )))
        }
        (None, _) => {
            let near = near.iter().map(|near| format!("`{near}`")).collect::<Vec<_>>().join(", ");
            Err(Failure::usage(match near.as_str() {
                "" => message!("there is no lead `{word}`", word),
                near => message!("there is no lead `{word}`; did you mean {near}?", word, near),
            }))
        }
    }
}

/// Every lead file, those included that no figure counts.
fn files(loaded: &Loaded) -> Vec<ChosenLead> {
    let workspace = &loaded.workspace;
    let leads = workspace.leads.iter();
    let mut all: Vec<_> =
        leads.map(|lead| ChosenLead { path: lead.path.clone(), pipeline: lead.at.pipeline }).collect();
    for left in &workspace.left_out {
        let pipelines = &workspace.config.pipelines;
        let pipeline = pipelines.iter().position(|pipeline| left.path.below(&pipeline.dir).is_some());
        let known = all.iter().any(|chosen| chosen.path == left.path);
        if let (Some(pipeline), false) = (pipeline.and_then(|at| u16::try_from(at).ok()), known) {
            all.push(ChosenLead { path: left.path.clone(), pipeline });
        }
    }
    all
}

/// The index of the pipeline that a word means: its id, or its label.
///
/// # Errors
/// Where there is none; with the nearest, or all of them.
pub fn pipeline(word: &str, config: &Config) -> Result<u16, Failure> {
    let ids = config.pipelines.iter().map(|pipeline| pipeline.id.as_str());
    let found = meant(word, &config.pipelines).and_then(|own| config.pipeline_index(&own.id));
    let at = found.ok_or_else(|| looking::unknown(word, ids, "pipeline"))?;
    u16::try_from(at).map_err(|_| Failure::usage(message!("there are too many pipelines")))
}

/// That other pipelines have the stage that a word means, and how to go there; `None`
/// where none has.
pub fn stage_elsewhere(word: &str, own: &Pipeline, config: &Config) -> Option<Failure> {
    let others =
        config.pipelines.iter().filter(|other| other.id != own.id && other.stage_meant(word).is_some());
    let others: Vec<&str> = others.map(|other| other.id.as_str()).collect();
    let first = others.first()?;
    Some(Failure::usage(message!(
        "the pipeline `{id}` has no stage `{word}`, but {others} has: add `--pipeline {first}` to go there",
        id = own.id,
        word,
        others = others.join(", "),
        first
    )))
}

/// The stage of a pipeline that a word means: its id, one it had
/// before, or its label.
///
/// # Errors
/// Where there is none; with the nearest, or all of them.
pub fn stage<'p>(word: &str, pipeline: &'p Pipeline) -> Result<&'p Stage, Failure> {
    if let Some(stage) = pipeline.stage_meant(word) {
        return Ok(stage);
    }
    let ids = || pipeline.stages.iter().map(|stage| stage.id.as_str());
    // People see folders more often than ids.
    let folder = pipeline.stages.iter().find(|stage| stage.dir == word).map(|stage| stage.id.as_str());
    let near = match folder.or_else(|| nearest(word, ids())) {
        Some(near) => message!("did you mean `{near}`?", near),
        None => message!(
            "its stages are {ids}; one that was renamed or taken out is meant where another names it in `formerly`",
            ids = ids().collect::<Vec<_>>().join(", ")
        ),
    };
    Err(Failure::usage(message!(
        "the pipeline `{id}` has no stage `{word}`; {near}",
        id = pipeline.id,
        word,
        near
    )))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::RelPath;

    fn chosen_of(word: &str, paths: &[&str]) -> Result<String, String> {
        let all: Vec<_> =
            paths.iter().map(|path| ChosenLead { path: RelPath::new(path), pipeline: 0 }).collect();
        let near = nearest(word, all.iter().map(|chosen| chosen.path.stem())).map(str::to_owned);
        let near: Vec<String> = near.into_iter().collect();
        by_id(word, all, &near).map(|one| one.path.to_string()).map_err(|failure| failure.said())
    }

    #[test]
    fn ids_and_their_beginnings() {
        let all = ["p/1/pt-abadi.yaml", "p/1/pt-abadi-2.yaml", "p/2/cv-maju.yaml"];
        assert_eq!(chosen_of("pt-abadi", &all).as_deref(), Ok("p/1/pt-abadi.yaml"));
        assert_eq!(chosen_of("cv", &all).as_deref(), Ok("p/2/cv-maju.yaml"));
        assert!(chosen_of("pt", &all).unwrap_err().ends_with("any of 2:\n  pt-abadi\n  pt-abadi-2"));
        assert!(chosen_of("cv-majo", &all).unwrap_err().ends_with("did you mean `cv-maju`?"));
        assert!(chosen_of("pt-x", &["a/pt-x.yaml", "b/pt-x.yaml"]).unwrap_err().contains("\n  a/pt-x.yaml"));
        assert!(chosen_of("", &all).is_err());
    }
}
