//! What came of an import, as data: `corong.import/1`.

use schemars::JsonSchema;
use serde::Serialize;

use crate::text::Message;

/// What came of an import.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ImportReport {
    /// `corong.import/1`.
    pub schema: &'static str,
    /// The CRM.
    pub from: String,
    /// How many rows of deals there were.
    pub rows: usize,
    /// What they became.
    pub leads: ImportedLeads,
    /// Rows that became no lead.
    pub left_out: Vec<ImportNote>,
    /// Values that were replaced by a stand-in.
    pub stand_ins: Vec<ImportNote>,
    /// What cannot be, and was not taken over.
    pub impossible: Vec<ImportNote>,
    /// What the CRM and people here changed both; it stays as it is here.
    pub conflicts: Vec<ImportConflict>,
    /// Leads of this CRM that are not in the export any more.
    pub gone: Vec<ImportGone>,
    /// Columns with what they become.
    pub columns: Vec<ImportColumn>,
    /// Lines of the map that somebody has to look at.
    pub review: Vec<ImportReview>,
    /// Tables that were not used.
    pub unused: Vec<String>,
}

/// How many leads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ImportedLeads {
    /// New ones.
    pub new: usize,
    /// Those that the CRM changed.
    pub changed: usize,
    /// Those that are as they were.
    pub unchanged: usize,
}

/// Something about a row.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ImportNote {
    /// The file.
    pub file: String,
    /// The row's number in it; absent where it is about no row.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<usize>,
    /// The CRM's id, where it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The field it is about.
    pub field: &'static str,
    /// Why.
    pub why: Message,
}

/// What both changed.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ImportConflict {
    /// The lead's id.
    pub lead: String,
    /// The field.
    pub field: String,
    /// What is here, and stays.
    pub here: String,
    /// What the CRM says.
    pub there: String,
}

/// A lead whose deal is gone from the export.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ImportGone {
    /// The lead's id.
    pub lead: String,
    /// The CRM's.
    pub id: String,
}

/// A column.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ImportColumn {
    /// Its header.
    pub column: String,
    /// The key of the map that reads it; absent where none does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub becomes: Option<String>,
    /// Some of what it holds.
    pub samples: Vec<String>,
}

/// A line of the map to look at.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ImportReview {
    /// The key of the map.
    pub line: String,
    /// Why.
    pub why: Message,
}
