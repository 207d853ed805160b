//! Chosen leads as rows of chosen columns.

use std::cmp::Ordering;
use std::sync::Mutex;

use rayon::prelude::*;
use serde_json::Value;

use super::fields;
use super::seen::{Rereader, Seen, Views};
use crate::expr::Condition;
use crate::pipeline::shape::Shape;
use crate::pipeline::{Config, Day, Decimal, age_days, days_in_stage, idle_days, score};
use crate::source::Snapshot;

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

/// What is known of a lead beside its own fields, and what is told of a field in short.
const SHORT: [(&str, Short); 14] = [
    ("id", Short::Id),
    ("path", Short::Path),
    ("pipeline", Short::Pipeline),
    ("stage", Short::Stage),
    ("company", Short::Company),
    ("owner", Short::Owner),
    ("value", Short::Value),
    ("weighted", Short::Weighted),
    ("next_step", Short::NextStep),
    ("due", Short::Due),
    ("age_days", Short::Age),
    ("days_in_stage", Short::InStage),
    ("idle_days", Short::Idle),
    ("score", Short::Score),
];

/// A column that needs no second look at the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Short {
    Id,
    Path,
    Pipeline,
    Stage,
    Company,
    Owner,
    Value,
    Weighted,
    NextStep,
    Due,
    Age,
    InStage,
    Idle,
    Score,
    Title,
    Source,
    ExpectedClose,
    Probability,
}

/// What stands in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Text,
    /// A telephone number.
    Phone,
    /// A number.
    Number,
    /// An amount of the workspace's currency.
    Money,
    /// A day.
    Day,
}

/// A column.
#[derive(Clone, Debug)]
pub struct Column {
    /// The name it was chosen by.
    pub name: String,
    /// What stands in it.
    pub kind: Kind,
    short: Option<Short>,
    /// Whether there may be several of it in a lead.
    many: bool,
}

/// What stands in a row's column.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing.
    Nothing,
    /// Text.
    Text(String),
    /// The id of something and what people call it.
    Named {
        /// Its id.
        id: String,
        /// What people call it.
        label: String,
    },
    /// A whole number.
    Whole(i64),
    /// A decimal that is no money.
    Number(Decimal),
    /// An amount of the workspace's currency.
    Money(Decimal),
    /// A day.
    Day(Day),
    /// Several of one kind.
    Many(Vec<Value>),
    /// Whatever else a file may hold.
    Other(Value),
}

impl Column {
    /// The column of a name: a lead's field by its dotted path, or what is
    /// computed of a lead.
    ///
    /// # Errors
    /// What is wrong, in one sentence, and what to do.
    pub fn parse(name: &str, config: &Config) -> Result<Self, (String, String)> {
        let of_file = [
            ("title", Short::Title),
            ("source", Short::Source),
            ("expected_close", Short::ExpectedClose),
            ("probability", Short::Probability),
        ];
        let short = SHORT.iter().chain(&of_file).find(|(known, _)| *known == name).map(|(_, short)| *short);
        let kind = match short {
            Some(Short::Value | Short::Weighted) => Kind::Money,
            Some(Short::Due | Short::ExpectedClose) => Kind::Day,
            Some(Short::Age | Short::InStage | Short::Idle | Short::Score | Short::Probability) => {
                Kind::Number
            }
            Some(_) => Kind::Text,
            None => {
                let reached = fields::reach(name, config, &SHORT.map(|(known, _)| known))?;
                let kind = match reached.shape {
                    _ if name.ends_with(".phone") => Kind::Phone,
                    Some(Shape::Amount | Shape::Percent | Shape::Integer { .. }) if !reached.many => {
                        Kind::Number
                    }
                    _ => Kind::Text,
                };
                return Ok(Self { name: name.to_owned(), kind, short, many: reached.many });
            }
        };
        Ok(Self { name: name.to_owned(), kind, short, many: false })
    }

    /// What stands in it for a lead that needs no second look at its file.
    fn short_cell(&self, short: Short, seen: &Seen<'_, '_>, config: &Config, as_of: Day) -> Cell {
        let lead = seen.lead();
        let text = |text: Option<&str>| text.map_or(Cell::Nothing, |text| Cell::Text(text.to_owned()));
        let named = |id: &str, label: &str| Cell::Named { id: id.to_owned(), label: label.to_owned() };
        let step = lead.next_step.as_ref();
        match short {
            Short::Id => text(Some(&lead.id)),
            Short::Path => text(Some(lead.path.as_str())),
            Short::Pipeline => named(&seen.pipeline.id, &seen.pipeline.label),
            Short::Stage => named(&seen.stage().id, &seen.stage().label),
            Short::Company => text(lead.company.as_ref().map(|company| company.name.as_str())),
            Short::Owner => named(&lead.owner, config.owner_name(&lead.owner)),
            Short::Value => seen.figured.value.map_or(Cell::Nothing, Cell::Money),
            Short::Weighted => seen.figured.weighted.map_or(Cell::Nothing, Cell::Money),
            Short::NextStep => text(step.map(|step| step.what.as_str())),
            Short::Due => step.and_then(|step| step.due).map_or(Cell::Nothing, Cell::Day),
            Short::Age => Cell::Whole(age_days(lead, as_of)),
            Short::InStage => days_in_stage(lead, as_of).map_or(Cell::Nothing, Cell::Whole),
            Short::Idle => idle_days(lead, as_of).map_or(Cell::Nothing, Cell::Whole),
            Short::Score => score(lead, config).map_or(Cell::Nothing, Cell::Number),
            Short::Title => text(Some(&lead.title)),
            Short::Source => match &lead.source {
                Some(id) => named(id, crate::pipeline::Choice::label_of(&config.sources, id)),
                None => Cell::Nothing,
            },
            Short::ExpectedClose => lead.expected_close.map_or(Cell::Nothing, Cell::Day),
            Short::Probability => lead.probability.map_or(Cell::Nothing, Cell::Number),
        }
    }
}

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
    pub columns: Vec<Column>,
    /// What to sort by, most important first; whether it falls.
    pub sort: Vec<(Column, bool)>,
}

/// A lead of a list.
#[derive(Clone, Debug)]
pub struct Row {
    /// What stands in each column.
    pub cells: Vec<Cell>,
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
    pub columns: Vec<Column>,
    /// The leads.
    pub rows: Vec<Row>,
}

struct Keyed {
    keys: Vec<Cell>,
    stage: (usize, usize),
    row: Row,
}

/// The leads that are wished for.
///
/// # Errors
/// Where the condition cannot be judged; which lead, and why.
pub fn list(views: &Views<'_>, wish: &Wish, snapshot: &dyn Snapshot) -> Result<Listing, String> {
    let seen: Vec<Seen<'_, '_>> = views
        .leads()
        .filter(|seen| !wish.open_only || seen.is_open())
        .filter(|seen| wish.stages.is_empty() || wish.stages.contains(&(seen.pipeline_at, seen.stage_at)))
        .filter(|seen| wish.owner.as_ref().is_none_or(|owner| seen.lead().owner == owner.as_str()))
        .collect();
    let wrong: Mutex<Option<String>> = Mutex::default();
    let row = |memory: &mut Rereader, seen: &Seen<'_, '_>| keyed(seen, wish, views, snapshot, memory, &wrong);
    let mut rows: Vec<Keyed> = seen.par_iter().map_init(Rereader::default, row).flatten().collect();
    if let Some(wrong) = wrong.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner) {
        return Err(wrong);
    }
    rows.par_sort_by(|a, b| order(a, b, &wish.sort));
    let config = &views.workspace().config;
    Ok(Listing {
        as_of: wish.as_of,
        currency: config.currency.code().to_owned(),
        columns: wish.columns.clone(),
        rows: rows.into_iter().map(|keyed| keyed.row).collect(),
    })
}

fn keyed(
    seen: &Seen<'_, '_>,
    wish: &Wish,
    views: &Views<'_>,
    snapshot: &dyn Snapshot,
    memory: &mut Rereader,
    wrong: &Mutex<Option<String>>,
) -> Option<Keyed> {
    let workspace = views.workspace();
    let all = || wish.columns.iter().chain(wish.sort.iter().map(|(column, _)| column));
    let mut read: Option<Vec<Vec<Value>>> = None;
    if wish.condition.is_some() || all().any(|column| column.short.is_none()) {
        let looked = memory.with(seen.lead(), snapshot, |root| {
            let chosen = wish.condition.as_ref().map(|c| seen.chosen(c, root, workspace, wish.as_of));
            let of_path = |column: &Column| match column.short {
                None => fields::at_path(root, &column.name),
                Some(_) => Vec::new(),
            };
            (chosen, all().map(of_path).collect())
        });
        let (chosen, values) = looked?;
        match chosen {
            Some(Ok(false)) => return None,
            Some(Err(why)) => {
                let told = format!("`{}`: {why}", seen.lead().id);
                if let Ok(mut wrong) = wrong.lock() {
                    // Of several the first by id, whoever was read first.
                    *wrong = Some(wrong.take().map_or(told.clone(), |before: String| before.min(told)));
                }
                return None;
            }
            Some(Ok(true)) | None => read = Some(values),
        }
    }
    let mut values = read.unwrap_or_default().into_iter();
    let mut cell = |column: &Column| {
        let value = values.next().unwrap_or_default();
        match column.short {
            Some(short) => column.short_cell(short, seen, &workspace.config, wish.as_of),
            None => of_values(value, column),
        }
    };
    let cells = wish.columns.iter().map(&mut cell).collect();
    let keys = wish.sort.iter().map(|(column, _)| cell(column)).collect();
    let due = seen.lead().next_step.as_ref().and_then(|step| step.due);
    let overdue = seen.is_open() && due.is_some_and(|due| due < wish.as_of);
    Some(Keyed { keys, stage: (seen.pipeline_at, seen.stage_at), row: Row { cells, overdue } })
}

/// A cell of what stands at a path.
fn of_values(mut values: Vec<Value>, column: &Column) -> Cell {
    let decimal = |value: &Value| match value {
        Value::String(text) => text.parse().ok(),
        Value::Number(number) => number.to_string().parse().ok(),
        _ => None,
    };
    match (values.as_slice(), column.kind) {
        ([], _) => Cell::Nothing,
        _ if column.many => Cell::Many(values),
        ([one], Kind::Number) if decimal(one).is_some() => Cell::Number(decimal(one).unwrap_or_default()),
        ([Value::Number(number)], _) if number.is_i64() => Cell::Whole(number.as_i64().unwrap_or_default()),
        _ => match values.pop() {
            Some(Value::String(text)) => Cell::Text(text),
            Some(other) => Cell::Other(other),
            None => Cell::Nothing,
        },
    }
}

fn order(a: &Keyed, b: &Keyed, sort: &[(Column, bool)]) -> Ordering {
    let keys = a.keys.iter().zip(&b.keys).zip(sort);
    keys.fold(Ordering::Equal, |so_far, ((one, other), (column, falls))| {
        so_far.then_with(|| {
            if matches!(column.short, Some(Short::Stage | Short::Pipeline)) {
                let rank = |keyed: &Keyed| match column.short {
                    Some(Short::Pipeline) => (keyed.stage.0, 0),
                    _ => keyed.stage,
                };
                return turned(rank(a).cmp(&rank(b)), *falls);
            }
            compare(one, other, *falls)
        })
    })
}

fn turned(order: Ordering, falls: bool) -> Ordering {
    if falls { order.reverse() } else { order }
}

/// What is nothing comes last, whichever way.
fn compare(one: &Cell, other: &Cell, falls: bool) -> Ordering {
    let number = |cell: &Cell| match cell {
        Cell::Whole(n) => Some(Decimal::from(*n)),
        Cell::Number(n) | Cell::Money(n) => Some(*n),
        _ => None,
    };
    let text = |cell: &Cell| match cell {
        Cell::Text(text) => text.to_lowercase(),
        Cell::Named { label, .. } => label.to_lowercase(),
        Cell::Many(values) => fields::joined(values).to_lowercase(),
        Cell::Other(value) => fields::brief(value).to_lowercase(),
        _ => String::new(),
    };
    match (one, other) {
        (Cell::Nothing, Cell::Nothing) => Ordering::Equal,
        (Cell::Nothing, _) => Ordering::Greater,
        (_, Cell::Nothing) => Ordering::Less,
        (Cell::Day(one), Cell::Day(other)) => turned(one.cmp(other), falls),
        (one, other) => match number(one).zip(number(other)) {
            Some((one, other)) => turned(one.cmp(&other), falls),
            None => turned(text(one).cmp(&text(other)), falls),
        },
    }
}

impl Cell {
    /// As JSON: money and days as text, what is nothing as `null`.
    pub fn json(&self) -> Value {
        match self {
            Self::Nothing => Value::Null,
            Self::Text(text) => Value::from(text.as_str()),
            Self::Named { id, .. } => Value::from(id.as_str()),
            Self::Whole(number) => Value::from(*number),
            Self::Number(number) => {
                number.round_dp(4).normalize().to_string().parse().map_or(Value::Null, Value::Number)
            }
            Self::Money(amount) => Value::from(amount.to_string()),
            Self::Day(day) => Value::from(day.to_string()),
            Self::Many(values) => Value::Array(values.clone()),
            Self::Other(value) => value.clone(),
        }
    }
}

impl Listing {
    /// As JSON, one lead a row, its columns by their names.
    pub fn json(&self) -> String {
        let lead = |row: &Row| -> Value {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_comes_last_whichever_way() {
        let (low, high) = (Cell::Money(1.into()), Cell::Money(2.into()));
        assert_eq!(compare(&low, &high, false), Ordering::Less);
        assert_eq!(compare(&low, &high, true), Ordering::Greater);
        assert_eq!(compare(&Cell::Nothing, &high, true), Ordering::Greater);
        assert_eq!(compare(&high, &Cell::Nothing, false), Ordering::Less);
        assert_eq!(compare(&Cell::Text("b".into()), &Cell::Text("A".into()), false), Ordering::Greater);
    }

    #[test]
    fn what_a_path_holds_becomes_a_cell() {
        let column = |kind, many| Column { name: "x".into(), kind, short: None, many };
        let one = |value: Value, kind| of_values(vec![value], &column(kind, false));
        assert_eq!(of_values(Vec::new(), &column(Kind::Text, true)), Cell::Nothing);
        assert_eq!(one("1000.50".into(), Kind::Number), Cell::Number(Decimal::new(100_050, 2)));
        assert_eq!(one("x".into(), Kind::Number), Cell::Text("x".into()));
        assert_eq!(one(3.into(), Kind::Text), Cell::Whole(3));
        assert_eq!(of_values(vec!["x".into()], &column(Kind::Text, true)), Cell::Many(vec!["x".into()]));
        assert_eq!(Cell::Number(Decimal::new(6667, 2)).json().to_string(), "66.67");
    }
}
