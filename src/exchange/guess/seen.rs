//! What the rows of an export show of its pipelines and stages.

use super::columns::{Columns, stage_date};
use super::role::Role;
use super::seen_pipeline::SeenPipeline;
use super::stage_names::{Status, ending, may_be_won, status};
use crate::exchange::cells::{shown, truth};
use crate::exchange::formats::{CellReading, Formats};
use crate::exchange::spelling::{folded, line};
use crate::exchange::table::{Table, TableCell, TableRow};
use crate::pipeline::{Day, Decimal};
use rust_decimal::prelude::ToPrimitive;

/// What is seen of stages, statuses, and columns of stage dates.
pub struct SeenStages {
    /// The pipelines.
    pub pipelines: Vec<SeenPipeline>,
    /// The words of the column of statuses, each with what it says.
    pub statuses: Vec<(String, Option<Status>)>,
    /// Whether rows say won and lost beside their stage.
    pub told_apart: bool,
    /// The columns of stage dates: the column, its stage's word, its pipeline's.
    pub dates: Vec<(usize, String, Option<String>)>,
}

/// Which column the stages are in, and which the statuses.
pub struct StageColumns {
    /// The column of stages.
    pub stage: Option<usize>,
    /// The column of statuses.
    pub status: Option<usize>,
    /// The column of pipelines.
    pub pipeline: Option<usize>,
    /// Whether the statuses say that a deal is not archived, which is how what is lost is kept.
    pub archived: bool,
}

fn text(row: &TableRow, column: Option<usize>) -> Option<String> {
    let text = line(&shown(row.cells.get(column?)?));
    (!text.is_empty()).then_some(text)
}

/// Which columns say the stage, the outcome and the pipeline.
pub fn stage_columns(table: &Table, columns: &Columns) -> StageColumns {
    let (stage, status_at) = (columns.column(Role::Stage), columns.column(Role::Status));
    let ends = |at: usize| {
        let words = super::words::distinct(table, at);
        words.iter().any(|word| matches!(status(word), Some(Status::Won | Status::Lost | Status::Skipped)))
    };
    let pipeline = columns.column(Role::Pipeline);
    match (stage, status_at) {
        (None, Some(at)) => StageColumns { stage: Some(at), status: None, pipeline, archived: false },
        (Some(stage), Some(at)) if ends(at) => {
            StageColumns { stage: Some(stage), status: Some(at), pipeline, archived: false }
        }
        (stage, _) => {
            let active = columns.column(Role::Active);
            StageColumns { stage, status: active, pipeline, archived: active.is_some() }
        }
    }
}

/// Looks at every row.
pub fn seen(table: &Table, columns: &Columns, at: &StageColumns, formats: &Formats) -> SeenStages {
    let (closed, won) = (columns.column(Role::IsClosed), columns.column(Role::IsWon));
    let dated: Vec<usize> = [Role::Created, Role::CloseDate, Role::Closed, Role::StageSince]
        .into_iter()
        .filter_map(|role| columns.column(role))
        .collect();
    let mut seen = SeenStages {
        pipelines: Vec::new(),
        statuses: Vec::new(),
        told_apart: at.status.is_some(),
        dates: Vec::new(),
    };
    for (column, header) in table.columns.iter().enumerate() {
        if columns.roles[column].is_none()
            && let Some((stage, pipeline)) = stage_date(header)
        {
            seen.dates.push((column, stage, pipeline));
        }
    }
    for row in &table.rows {
        let status_word = text(row, at.status);
        let says = status_word.as_deref().and_then(|word| said(word, at.archived));
        if let Some(word) = &status_word
            && seen.statuses.len() < 200
            && !seen.statuses.iter().any(|(own, _)| folded(own) == folded(word))
        {
            seen.statuses.push((word.clone(), says));
        }
        let Some(word) = text(row, at.stage) else { continue };
        let within = text(row, at.pipeline);
        let pipeline = pipeline_of(&mut seen.pipelines, within);
        let stage = pipeline.stage(&word);
        let flags = (cell_truth(row, closed), cell_truth(row, won));
        let outcome = match flags {
            (_, Some(true)) => Some(true),
            (Some(true), Some(false)) => Some(false),
            _ => None,
        };
        let own = &mut pipeline.stages[stage];
        own.rows += 1;
        own.won += usize::from(outcome == Some(true));
        own.lost += usize::from(outcome == Some(false));
        // The chance of what is won or lost is not that of the stage it was in.
        let ended = matches!(says, Some(Status::Won | Status::Lost));
        let percent = number(row, table, columns.column(Role::Probability), formats);
        if let Some(percent) = percent.filter(|_| !ended) {
            own.chance = (own.chance.0 + percent, own.chance.1 + 1);
            own.most = own.most.max(percent);
        }
        let day = dated.iter().filter_map(|at| day(row, table, *at, formats)).min();
        own.first = own.first.into_iter().chain(day).min();
    }
    likely_won(&mut seen.statuses);
    as_percent(&mut seen.pipelines);
    plain_stage_dates(table, columns, &mut seen);
    if at.stage.is_none() {
        for (_, word, within) in &seen.dates {
            let within = within.clone().filter(|_| at.pipeline.is_some());
            pipeline_of(&mut seen.pipelines, within).stage(word);
        }
    }
    let undated = columns.column(Role::Created).and_then(|_| undated_stage(&seen));
    pass(table, at, formats, &mut seen, undated.as_deref());
    seen
}

/// What a word of the column of statuses says, or of one of whether deals are archived.
fn said(word: &str, archived: bool) -> Option<Status> {
    if archived {
        let kept = truth(&TableCell::Text(word.into()))?;
        return Some(if kept { Status::Open } else { Status::Lost });
    }
    status(word)
}

/// `Deal` says won where no other word does.
fn likely_won(statuses: &mut [(String, Option<Status>)]) {
    if statuses.iter().all(|(_, own)| *own != Some(Status::Won)) {
        for (word, own) in statuses.iter_mut().filter(|(_, own)| own.is_none()) {
            *own = may_be_won(word).then_some(Status::Won);
        }
    }
}

/// A chance of 0.65 is 65 percent, where none is above 1.
fn as_percent(pipelines: &mut [SeenPipeline]) {
    let stages = || pipelines.iter().flat_map(|own| &own.stages);
    let most = stages().map(|own| own.most).fold(0.0, f64::max);
    if most > 0.0 && most <= 1.0 {
        pipelines.iter_mut().flat_map(|own| &mut own.stages).for_each(|own| own.chance.0 *= 100.0);
    }
}

fn pipeline_of(pipelines: &mut Vec<SeenPipeline>, word: Option<String>) -> &mut SeenPipeline {
    let key = word.as_deref().map(folded);
    let at = pipelines.iter().position(|own| own.word.as_deref().map(folded) == key);
    let at = at.unwrap_or_else(|| {
        pipelines.push(SeenPipeline { word, ..SeenPipeline::default() });
        pipelines.len() - 1
    });
    &mut pipelines[at]
}

fn cell_truth(row: &TableRow, column: Option<usize>) -> Option<bool> {
    truth(row.cells.get(column?)?)
}

fn number(row: &TableRow, table: &Table, column: Option<usize>, formats: &Formats) -> Option<f64> {
    let column = column?;
    match formats.number(&table.columns[column], row.cells.get(column)?) {
        CellReading::Is(number) => Decimal::to_f64(&number),
        _ => None,
    }
}

fn day(row: &TableRow, table: &Table, column: usize, formats: &Formats) -> Option<Day> {
    match formats.known_moment(&table.columns[column], row.cells.get(column)?) {
        CellReading::Is(moment) => Some(moment.date()),
        _ => None,
    }
}

/// Columns of dates that are called as a stage is: `Proposal`, `Proposal date`, `Tgl proposal`.
fn plain_stage_dates(table: &Table, columns: &Columns, seen: &mut SeenStages) {
    let words: Vec<String> =
        seen.pipelines.iter().flat_map(|own| &own.stages).map(|stage| stage.word.clone()).collect();
    for (column, header) in table.columns.iter().enumerate() {
        let profile = &columns.profiles[column];
        let dates = profile.filled > 0 && profile.dates * 10 >= profile.filled * 9;
        if columns.roles[column].is_some() || !dates || seen.dates.iter().any(|(own, _, _)| *own == column) {
            continue;
        }
        let header = folded(&super::names::plain(header));
        let bare = ["date", "tanggal", "tgl", "on", "at", "entered", "since", "masuk", "pada", "sejak"];
        let kept: Vec<&str> = header.split(' ').filter(|word| !bare.contains(word)).collect();
        let kept = kept.join(" ");
        let same = |word: &&String| super::names::plain(word) == kept || super::names::plain(word) == header;
        if let Some(word) = words.iter().find(same) {
            seen.dates.push((column, word.clone(), None));
        }
    }
}

/// The only open stage that no column dates, where others have one: deals are created
/// in it.
fn undated_stage(seen: &SeenStages) -> Option<String> {
    let [pipeline] = seen.pipelines.as_slice() else { return None };
    let dated = |word: &str| seen.dates.iter().any(|(_, own, _)| folded(own) == folded(word));
    let open = || pipeline.stages.iter().filter(|stage| ending(&stage.word).is_none());
    let mut undated = open().filter(|stage| !dated(&stage.word));
    let first = undated.next().filter(|_| open().any(|stage| dated(&stage.word)))?;
    undated.next().is_none().then(|| first.word.clone())
}

/// Notes in which order deals entered stages, by the columns of stage dates, and the
/// stages that only such columns name.
fn pass(table: &Table, at: &StageColumns, formats: &Formats, seen: &mut SeenStages, undated: Option<&str>) {
    if seen.dates.is_empty() {
        return;
    }
    let filled = |column: usize| {
        table.rows.iter().any(|row| row.cells.get(column).is_some_and(|cell| !shown(cell).is_empty()))
    };
    let dates: Vec<_> = seen.dates.iter().filter(|(column, _, _)| filled(*column)).cloned().collect();
    for (_, word, within) in &dates {
        for pipeline in &mut seen.pipelines {
            let own = within.is_none()
                || pipeline.word.is_none()
                || pipeline.word.as_deref().map(folded) == within.as_deref().map(folded);
            if own && ending(word).is_none() {
                pipeline.stage(word);
            }
        }
    }
    for row in &table.rows {
        let within = text(row, at.pipeline);
        let own = |own: &Option<String>| {
            own.is_none() || within.is_none() || own.as_deref().map(folded) == within.as_deref().map(folded)
        };
        let open = dates.iter().filter(|(_, word, pipeline)| own(pipeline) && ending(word).is_none());
        let mut days: Vec<(Day, &str)> = open
            .filter_map(|(column, word, _)| Some((day(row, table, *column, formats)?, word.as_str())))
            .collect();
        days.sort();
        let pipeline = pipeline_of(&mut seen.pipelines, within.clone());
        let stages: Vec<(Day, usize)> = days.iter().map(|(day, word)| (*day, pipeline.stage(word))).collect();
        if let (Some(first), Some((_, dated))) = (undated, stages.first()) {
            let first = pipeline.stage(first);
            pipeline.passed(&[first, *dated]);
        }
        for (n, (early, a)) in stages.iter().enumerate() {
            // Two of one day have no known order.
            for (_, b) in stages[n..].iter().filter(|(late, _)| late > early) {
                pipeline.passed(&[*a, *b]);
            }
        }
    }
}

/// The stages of each deal in a file of changes, in the order of time.
pub fn seen_changes(
    table: &Table,
    templates: &[(String, String)],
    formats: &Formats,
) -> std::collections::HashMap<String, Vec<String>> {
    let column = |key: &str| {
        let template = crate::pipeline::ImportMap::meaning(templates, key)?;
        table.columns.iter().position(|name| crate::expr::row_column(name) == template)
    };
    let (deal, to, at) = (column("deal"), column("stage"), column("at"));
    let (field, only) = (column("field"), crate::pipeline::ImportMap::meaning(templates, "only"));
    let from = column("from");
    let mut all: std::collections::HashMap<String, Vec<(chrono::NaiveDateTime, Vec<String>)>> =
        Default::default();
    for row in &table.rows {
        let (Some(deal), Some(to), Some(at)) = (text(row, deal), text(row, to), at) else { continue };
        if only.is_some() && text(row, field).as_deref().map(folded) != only.map(folded) {
            continue;
        }
        let Some(cell) = row.cells.get(at) else { continue };
        if let CellReading::Is(moment) = formats.moment(&table.columns[at], cell) {
            let words = text(row, from).into_iter().chain([to]).collect();
            all.entry(deal).or_default().push((moment, words));
        }
    }
    let in_time = |(deal, mut own): (String, Vec<(chrono::NaiveDateTime, Vec<String>)>)| {
        own.sort_by_key(|(moment, _)| *moment);
        (deal, own.into_iter().flat_map(|(_, words)| words).collect())
    };
    all.into_iter().map(in_time).collect()
}
