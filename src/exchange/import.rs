//! An export into a workspace that is there: what it changes, before anything is written.

use std::collections::HashSet;

use super::additions::{added_to_configuration, added_to_map};
use super::again::{Again, Into, Record, again, record_path};
use super::cells::shown;
use super::convert::{Converted, Deal, NO_REASON, NOBODY, Source, convert};
use super::guess::{GivenExport, Guess, by_map, guess};
use super::map_text::map_text;
use super::new_workspace::{ImportRefused, report};
use super::table::Table;
use super::told::ToldKind;
use crate::change::PlanStep;
use crate::check;
use crate::message;
use crate::pipeline::{Choice, Config, Day, ImportMap, Member};
use crate::read::read_config;
use crate::report::ImportReport;
use crate::source::RelPath;
use crate::text::Message;
use crate::workspace::{CONFIG_FILE, MAP_FILE, Workspace};

/// A workspace that an export comes into.
pub struct ImportTarget<'t> {
    /// It.
    pub workspace: &'t Workspace,
    /// The text of its configuration.
    pub configuration: &'t str,
    /// The text of a file; `None` where there is none.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub text: &'t dyn Fn(&RelPath) -> Result<Option<String>, Message>,
}

/// What an import would do.
pub struct Import {
    /// The files it changes.
    pub steps: Vec<PlanStep>,
    /// What came of it.
    pub report: ImportReport,
    /// Whether something of this CRM was imported before.
    pub again: bool,
    /// The leads that are new, each with its id.
    pub new: Vec<(String, Deal)>,
    /// The configuration with all that the import adds.
    pub config: Config,
}

/// What is known of an export: by the map, where there is one, else guessed.
///
/// # Errors
/// Where no table fits, or something can be read in two ways.
pub fn known(
    tables: &[Table],
    map: &ImportMap,
    guessed: bool,
    config: &Config,
) -> Result<Guess, ImportRefused> {
    let given =
        GivenExport { tables, known: Some(config), map, language: config.language, zone: config.timezone };
    let found = if guessed { guess(given)? } else { by_map(given)? };
    if found.unclear.is_empty() { Ok(found) } else { Err(ImportRefused::Unclear(found.unclear)) }
}

/// Works an import out. `map` is the text of the map that is there, where it is the
/// workspace's own; `read` is called after each row.
///
/// # Errors
/// Where a file cannot be read or edited.
pub fn import(
    tables: &[Table],
    guess: &Guess,
    own_map: Option<(&str, &ImportMap)>,
    target: &ImportTarget<'_>,
    today: Day,
    read: &(dyn Fn() + Sync),
) -> Result<Import, ImportRefused> {
    let before = &target.workspace.config;
    let deals = &tables[guess.deals];
    let configuration = configuration(guess, before, deals, target)?;
    let config = read_config(&RelPath::new(CONFIG_FILE), &configuration, &check::names().collect::<Vec<_>>())
        .map_err(|found| found.first().map(|own| own.message.clone()).unwrap_or_default())?;
    let config = config.config;
    let changes = guess.changes.map(|at| &tables[at]);
    let source = Source { map: &guess.map, deals, changes, formats: &guess.formats, config: &config, today };
    let Converted { deals, mut told, rows } = convert(source, read)?;
    let path = record_path(&guess.map.from);
    let old_record = (target.text)(&path)?;
    let record = old_record.as_deref().map(Record::read).unwrap_or_default();
    let text = |path: &RelPath| {
        let missing = || message!("`{path}` cannot be read: it is gone", path = path.as_str());
        (target.text)(path)?.ok_or_else(missing)
    };
    let from = guess.map.from.as_str();
    let into = Into { workspace: target.workspace, config: &config, from, record: &record, text: &text };
    let left_out: HashSet<String> =
        told.iter().filter(|own| own.kind == ToldKind::LeftOut).filter_map(|own| own.id.clone()).collect();
    let left_out = left_out.iter().map(String::as_str).collect();
    let Again { mut steps, leads, conflicts, gone, told: more, record: new_record, new } =
        again(&deals, &left_out, &into)?;
    told.extend(more);
    let mut files = vec![(RelPath::new(CONFIG_FILE), Some(target.configuration.to_owned()), configuration)];
    files.push((path, old_record, new_record.text()));
    let map_path = RelPath::new(MAP_FILE);
    match own_map {
        Some((text, map)) => {
            files.push((map_path, Some(text.to_owned()), added_to_map(text, map, &guess.map)?));
        }
        None => {
            let old = (target.text)(&map_path)?;
            // A map that was named on the command line leaves the workspace's own alone.
            if old.is_none() {
                files.push((map_path, None, map_text(&guess.map, &guess.review, config.language)));
            }
        }
    }
    for (path, old, new) in files {
        match old {
            Some(old) if old == new => {}
            Some(old) => steps.push(PlanStep::Edit { path, old, new }),
            None => steps.push(PlanStep::Create { path, new }),
        }
    }
    let names: Vec<String> = tables.iter().map(|table| table.name.clone()).collect();
    let report = ImportReport { conflicts, gone, ..report(guess, &names, rows, &told, leads) };
    let again = !record.is_empty();
    let new = new.into_iter().filter_map(|(id, at)| Some((id, deals.get(at)?.clone()))).collect();
    Ok(Import { steps, report, again, new, config })
}

/// The configuration with what the export adds.
fn configuration(
    guess: &Guess,
    config: &Config,
    deals: &Table,
    target: &ImportTarget<'_>,
) -> Result<String, Message> {
    let nobody = Member {
        id: NOBODY.to_owned(),
        name: message!("Unassigned").in_language(config.language),
        email: None,
        until: None,
        group: None,
    };
    let label = message!("Not known").in_language(config.language);
    let no_reason = Choice { id: NO_REASON.to_owned(), label, until: None, counts: true, contact: true };
    let lacks_owner = super::new_workspace::lacks_owner(guess, deals) && config.member(NOBODY).is_none();
    let reasons = &config.lost_reasons;
    let empty = |template: Option<&str>| {
        let column = template
            .and_then(|own| deals.columns.iter().position(|name| crate::expr::row_column(name) == own));
        column.is_none_or(|at| {
            deals.rows.iter().any(|row| row.cells.get(at).is_none_or(|cell| shown(cell).is_empty()))
        })
    };
    let lacks_reason = !reasons.is_empty()
        && reasons.iter().all(|own| own.id != NO_REASON)
        && empty(guess.map.template("reason"));
    added_to_configuration(
        target.configuration,
        guess,
        config,
        lacks_owner.then_some(&nobody),
        lacks_reason.then_some(&no_reason),
    )
}
