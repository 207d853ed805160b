//! What `corong explain export` says: the tables of an export and their columns.

use std::fmt::Write;

use crate::message;
use crate::report::exported::{ExportColumn, TABLES};
use crate::text::{Language, Message};

/// The page, as Markdown.
pub fn page(language: Language) -> String {
    let said = |message: Message| message.in_language(language);
    let mut text = format!(
        "# export\n\n{}\n\n{}\n",
        said(message!(
            "`corong export DIR` writes these tables, a folder each. In it each workspace has a folder, `workspace=NAME`, \
             which engines read as the column `workspace`. Days are those of the workspace's time zone; money is exact."
        )),
        said(message!(
            "What is private is there with --private alone; so is what `site:` hides. `views.duckdb.sql` and `views.spark.sql` \
             define the figures on these tables."
        ))
    );
    for table in &TABLES {
        let doc = said(Message::fixed(table.doc));
        // Writing into text does not fail.
        let _ = writeln!(text, "\n## {}\n\n{}: {doc}.\n", table.name, said(message!("A row")));
        for ExportColumn { name, kind, doc, .. } in table.columns {
            let doc = said(Message::fixed(doc));
            let _ = writeln!(text, "- `{name}` ({}): {doc}", kind.name());
        }
    }
    text
}
