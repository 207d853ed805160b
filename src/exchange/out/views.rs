//! The definitions of the figures as SQL on the tables, for DuckDB and for Spark, from one
//! template.

use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Serde, Value};
use minijinja::{Environment, UndefinedBehavior};
use serde::Serialize;

use crate::message;
use crate::report::exported::{ExportColumn, ExportTable, TABLES};
use crate::text::Message;

/// The engines, by the names of their files.
pub const VIEWS: [(&str, bool); 2] = [("views.duckdb.sql", false), ("views.spark.sql", true)];

/// What the template knows.
#[derive(Serialize)]
struct Known<'f> {
    format: &'f str,
    spark: bool,
    tables: Vec<OfTable>,
}

/// A table as the template knows it.
#[derive(Serialize)]
struct OfTable {
    name: &'static str,
    /// What its view is called: `stages` is a figure.
    view: &'static str,
    columns: Vec<OfColumn>,
}

#[derive(Serialize)]
struct OfColumn {
    name: &'static str,
    sql: String,
}

/// The views of an engine over files of a format: `parquet`, `csv` or `ndjson`.
///
/// # Errors
/// Where the template cannot be filled in.
pub fn views(format: &str, spark: bool) -> Result<String, Message> {
    let wrong =
        |error: minijinja::Error| message!("the views cannot be written: {error}", error = error.to_string());
    let mut engine = Environment::new();
    engine.set_undefined_behavior(UndefinedBehavior::Strict);
    engine.set_syntax(SyntaxConfig::builder().keep_trailing_newline(true).build().map_err(wrong)?);
    // Other views ask which export counts.
    let (about, others) =
        TABLES.split_last().map_or((None, &TABLES[..0]), |(about, rest)| (Some(about), rest));
    let column = |column: &ExportColumn| OfColumn { name: column.name, sql: column.kind.sql(spark) };
    let table = |table: &ExportTable| OfTable {
        name: table.name,
        view: if table.name == "stages" { "stage_list" } else { table.name },
        columns: table.columns.iter().map(column).collect(),
    };
    let tables: Vec<OfTable> = about.into_iter().chain(others).map(table).collect();
    let text = include_str!("../../../templates/sql/views.sql.j2");
    engine.render_str(text, Value::from(Serde(&Known { format, spark, tables }))).map_err(wrong)
}
