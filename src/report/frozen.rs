//! Frozen forecasts: how one is written, and which a workspace keeps.

use std::collections::HashMap;

use super::{Forecast, ForecastOfPipeline, LeftOut};
use crate::figures::{FROZEN_SCHEMA, FrozenForecast, FrozenLead, FrozenPipeline, LeadAhead};
use crate::message;
use crate::pipeline::{Day, Lead};
use crate::source::{EntryKind, ReadError, RelPath, Snapshot};
use crate::text::Message;
use crate::workspace::Workspace;

/// The folder of a workspace that they are kept in.
pub const FROZEN_FOLDER: &str = "forecasts";
/// The largest that is read: of some 100,000 open leads.
const LARGEST: u64 = 64 << 20;
/// What is further in than so many blanks, as what a lead holds, is on its line.
const INDENTED: usize = 8;
/// Chances are kept to so many places.
const PLACES: f64 = 1e6;

/// The frozen forecasts that a workspace keeps.
#[derive(Clone, Debug, Default)]
pub struct FrozenForecasts {
    /// By their days.
    pub all: Vec<FrozenForecast>,
    /// Files that should be one and are none.
    pub left_out: Vec<LeftOut>,
}

impl FrozenForecasts {
    /// Those of some files: `forecasts/2026-11-23.json`.
    pub fn of(snapshot: &dyn Snapshot) -> Self {
        let mut found = Self::default();
        let Ok(entries) = snapshot.list(&RelPath::new(FROZEN_FOLDER)) else { return found };
        let mut paths: Vec<(RelPath, Day)> = entries
            .into_iter()
            .filter(|entry| entry.kind != EntryKind::Folder)
            .filter_map(|entry| Some((frozen_on(&entry.path)?, entry.path)))
            .map(|(day, path)| (path, day))
            .collect();
        paths.sort();
        for (path, day) in paths {
            match frozen_of(snapshot, &path, day) {
                Ok(frozen) => found.all.push(frozen),
                Err(why) => found.left_out.push(LeftOut { path: path.to_string(), why }),
            }
        }
        found
    }
}

/// The day that a path is kept for, where it is a frozen forecast's.
pub fn frozen_on(path: &RelPath) -> Option<Day> {
    let name = path.below(&RelPath::new(FROZEN_FOLDER))?.strip_suffix(".json")?;
    name.parse().ok()
}

fn frozen_of(snapshot: &dyn Snapshot, path: &RelPath, day: Day) -> Result<FrozenForecast, Message> {
    let text = frozen_text(snapshot, path).map_err(|error| message!("{error}", error))?;
    let frozen: FrozenForecast = serde_json::from_str(&text)
        .map_err(|error| message!("it is no frozen forecast: {error}", error = error.to_string()))?;
    if frozen.schema != FROZEN_SCHEMA {
        let schema = frozen.schema;
        return Err(message!(
            "it is in the form `{schema}`; known is {known}",
            schema,
            known = FROZEN_SCHEMA
        ));
    }
    if frozen.as_of != day {
        return Err(message!("it is as of {day}, and its name says another day", day = frozen.as_of));
    }
    let mut leads = frozen.pipelines.iter().flat_map(|own| &own.leads);
    if leads.any(|lead| lead.months.iter().chain([&lead.p]).any(|p| !(0.0..=1.0).contains(p))) {
        return Err(message!("a chance in it is not between 0 and 1"));
    }
    Ok(frozen)
}

/// What a file of the folder says.
///
/// # Errors
/// Where it is missing, too large, a link, unreadable or not UTF-8.
pub fn frozen_text(snapshot: &dyn Snapshot, path: &RelPath) -> Result<String, ReadError> {
    let mut bytes = Vec::new();
    snapshot.read(path, LARGEST, &mut bytes)?;
    String::from_utf8(bytes).map_err(|_| ReadError::NotText)
}

impl Forecast {
    /// It as it is kept; of all leads of a workspace.
    pub fn frozen(&self, workspace: &Workspace) -> FrozenForecast {
        let leads: HashMap<&str, &Lead> = workspace.counted().map(|lead| (lead.id.as_str(), lead)).collect();
        let stamp = self.stamp.as_ref();
        FrozenForecast {
            schema: FROZEN_SCHEMA.to_owned(),
            as_of: self.as_of,
            made: self.files_of.unwrap_or(self.today).max(self.as_of),
            until: self.until,
            currency: self.currency.clone(),
            runs: self.runs,
            seed: self.seed,
            commit: stamp.and_then(|stamp| stamp.commit.clone()),
            changed: stamp.is_some_and(|stamp| stamp.changed),
            configuration: stamp.map(|stamp| stamp.configuration.clone()).unwrap_or_default(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            pipelines: self.pipelines.iter().map(|own| pipeline(own, &leads)).collect(),
        }
    }
}

fn pipeline(of: &ForecastOfPipeline, leads: &HashMap<&str, &Lead>) -> FrozenPipeline {
    let own = &of.figures;
    let lead = |ahead: &LeadAhead| {
        let lead = leads.get(ahead.id.as_str());
        FrozenLead {
            id: ahead.id.clone(),
            owner: lead.map(|lead| lead.owner.to_string()).unwrap_or_default(),
            stage: ahead.stage.clone(),
            value: ahead.value,
            p: rounded(ahead.p),
            months: ahead.by_month.iter().copied().map(rounded).collect(),
            by: ahead.by.to_owned(),
            probability: lead.and_then(|lead| lead.probability),
            expected_close: lead.and_then(|lead| lead.expected_close),
        }
    };
    FrozenPipeline {
        id: own.id.clone(),
        method: own.method,
        open: own.open,
        months: own.months.clone(),
        new_business: own.new_business,
        total: own.total,
        targets: own.targets.clone(),
        leads: own.leads.iter().map(lead).collect(),
    }
}

fn rounded(p: f64) -> f64 {
    (p * PLACES).round() / PLACES
}

impl FrozenForecast {
    /// Its file.
    pub fn path(&self) -> RelPath {
        RelPath::new(FROZEN_FOLDER).join(&format!("{}.json", self.as_of))
    }

    /// Its text: a lead a line, with a newline at its end.
    pub fn text(&self) -> String {
        let pretty = serde_json::to_string_pretty(self).unwrap_or_default();
        let mut text = String::with_capacity(pretty.len() / 2);
        let mut inside = false;
        for line in pretty.lines() {
            let words = line.trim_start();
            let indent = line.len() - words.len();
            // A string holds no line's end, so that every line is a whole piece.
            let ends = inside && indent == INDENTED && words.starts_with(['}', ']']);
            let joined = indent > INDENTED || ends;
            if !text.is_empty() {
                text.push(if joined { ' ' } else { '\n' });
            }
            text.push_str(if joined { words } else { line });
            inside = indent > INDENTED;
        }
        text.push('\n');
        text
    }

    /// Whether a text says the same, whenever and of whichever commit it was made.
    pub fn is_said_by(&self, text: &str) -> bool {
        let own = self.text();
        apart(&own).eq(apart(text))
    }
}

/// The lines of a text but those that say when and of what it was made.
fn apart(text: &str) -> impl Iterator<Item = &str> {
    let made = ["made", "commit", "changed", "version"].map(|key| format!("  \"{key}\": "));
    text.lines().filter(move |line| !made.iter().any(|made| line.starts_with(made.as_str())))
}
