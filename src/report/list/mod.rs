//! Chosen leads as rows of chosen columns.

mod cell;
mod column;

use std::cmp::Ordering;

use rayon::prelude::*;
use serde_json::Value;

use super::fields;
use super::seen::{Rereader, Seen, Unjudged, Views};
use crate::expr::Condition;
use crate::pipeline::Day;
use crate::source::Snapshot;
use crate::text::Message;
use cell::compare;
pub use cell::{ColumnKind, ListCell};
pub use column::ListColumn;

/// The name and version of the JSON output's form.
pub const LIST_SCHEMA: &str = "corong.list/1";

/// The columns that people see where none are chosen.
pub const FOR_PEOPLE: [&str; 9] =
    ["id", "title", "company", "stage", "owner", "value", "due", "next_step", "idle_days"];

/// The columns that programs get where none are chosen.
pub const FOR_PROGRAMS: [&str; 19] = [
    "id",
    "path",
    "title",
    "company",
    "pipeline",
    "stage",
    "owner",
    "source",
    "value",
    "weighted",
    "probability",
    "expected_close",
    "next_step",
    "due",
    "age_days",
    "days_in_stage",
    "idle_days",
    "score",
    "tags",
];

/// Which leads, in which order, with which columns.
pub struct Wish {
    /// The day they are looked at.
    pub as_of: Day,
    /// Only open ones.
    pub open_only: bool,
    /// Only these stages, by index of pipeline and stage; all where empty.
    pub stages: Vec<(usize, usize)>,
    /// Only leads of this owner.
    pub owner: Option<String>,
    /// Only leads that it holds for.
    pub condition: Option<Condition>,
    /// The columns.
    pub columns: Vec<ListColumn>,
    /// What to sort by, most important first; whether it falls.
    pub sort: Vec<(ListColumn, bool)>,
}

/// A lead of a list.
#[derive(Clone, Debug)]
pub struct ListRow {
    /// What is in each column.
    pub cells: Vec<ListCell>,
    /// Whether it is open and its next step was due before the as-of date.
    pub overdue: bool,
}

/// Leads in rows.
#[derive(Clone, Debug)]
pub struct Listing {
    /// The day they are looked at.
    pub as_of: Day,
    /// What money is in, ISO 4217.
    pub currency: String,
    /// The columns.
    pub columns: Vec<ListColumn>,
    /// The leads.
    pub rows: Vec<ListRow>,
}

struct Keyed {
    keys: Vec<ListCell>,
    row: ListRow,
}

/// The leads that are wished for.
///
/// # Errors
/// Where the condition cannot be judged; which lead, and why.
pub fn list(views: &Views<'_>, wish: &Wish, snapshot: &dyn Snapshot) -> Result<Listing, Message> {
    let seen: Vec<Seen<'_, '_>> = views
        .leads()
        .filter(|seen| !wish.open_only || seen.is_open())
        .filter(|seen| wish.stages.is_empty() || wish.stages.contains(&(seen.pipeline_at, seen.stage_at)))
        .filter(|seen| wish.owner.as_ref().is_none_or(|owner| seen.lead().is_of(owner, wish.as_of)))
        .collect();
    let row = |memory: &mut Rereader, seen: &Seen<'_, '_>| keyed(seen, wish, views, snapshot, memory);
    let judged: Vec<_> = seen.par_iter().map_init(Rereader::default, row).flatten().collect();
    // Of several that cannot be judged always the same is named, whoever was read first.
    if let Some(wrong) =
        judged.iter().filter_map(|keyed| keyed.as_ref().err()).min_by_key(|wrong| wrong.id.as_str())
    {
        return Err(wrong.message());
    }
    let mut rows: Vec<Keyed> = judged.into_iter().flatten().collect();
    rows.par_sort_by(|a, b| order(a, b, &wish.sort));
    let config = &views.workspace().config;
    Ok(Listing {
        as_of: wish.as_of,
        currency: config.currency.code().to_owned(),
        columns: wish.columns.clone(),
        rows: rows.into_iter().map(|keyed| keyed.row).collect(),
    })
}

/// A lead's row and what it is sorted by; `None` where the condition does not
/// hold for it, or its file cannot be read any more.
fn keyed(
    seen: &Seen<'_, '_>,
    wish: &Wish,
    views: &Views<'_>,
    snapshot: &dyn Snapshot,
    memory: &mut Rereader,
) -> Option<Result<Keyed, Unjudged>> {
    let workspace = views.workspace();
    let all = || wish.columns.iter().chain(wish.sort.iter().map(|(column, _)| column));
    let mut read: Option<Vec<Vec<Value>>> = None;
    if wish.condition.is_some() || all().any(ListColumn::needs_file) {
        let looked = memory.with(seen.lead(), snapshot, |root| {
            let chosen = wish.condition.as_ref().map(|c| seen.chosen(c, root, workspace, wish.as_of));
            let of_path = |column: &ListColumn| match column.needs_file() {
                true => fields::at_path(root, &column.name),
                false => Vec::new(),
            };
            (chosen, all().map(of_path).collect())
        });
        let (chosen, values) = looked?;
        match chosen {
            Some(Ok(false)) => return None,
            Some(Err(why)) => return Some(Err(Unjudged { id: seen.lead().id.to_string(), why })),
            Some(Ok(true)) | None => read = Some(values),
        }
    }
    let mut values = read.unwrap_or_default().into_iter();
    let mut next = || values.next().unwrap_or_default();
    let config = &workspace.config;
    let cells = wish.columns.iter().map(|column| column.cell(seen, next(), config, wish.as_of)).collect();
    let keys = wish.sort.iter().map(|(column, _)| column.key(seen, next(), config, wish.as_of)).collect();
    let due = seen.lead().next_step.as_ref().and_then(|step| step.due);
    let overdue =
        seen.is_open() && !seen.lead().is_held(wish.as_of) && due.is_some_and(|due| due < wish.as_of);
    Some(Ok(Keyed { keys, row: ListRow { cells, overdue } }))
}

fn order(a: &Keyed, b: &Keyed, sort: &[(ListColumn, bool)]) -> Ordering {
    let keys = a.keys.iter().zip(&b.keys).zip(sort);
    keys.fold(Ordering::Equal, |so_far, ((one, other), (_, falls))| {
        so_far.then_with(|| compare(one, other, *falls))
    })
}

impl Listing {
    /// As JSON, one lead a row, its columns by their names.
    pub fn json(&self) -> String {
        let lead = |row: &ListRow| -> Value {
            let cells = self.columns.iter().zip(&row.cells);
            Value::Object(cells.map(|(column, cell)| (column.name.clone(), cell.json())).collect())
        };
        let whole = serde_json::json!({
            "schema": LIST_SCHEMA,
            "as_of": self.as_of.to_string(),
            "currency": self.currency,
            "columns": self.columns.iter().map(|column| column.name.as_str()).collect::<Vec<_>>(),
            "leads": self.rows.iter().map(lead).collect::<Vec<_>>(),
        });
        // A value of text keys cannot fail to serialise.
        serde_json::to_string_pretty(&whole).unwrap_or_default() + "\n"
    }
}
