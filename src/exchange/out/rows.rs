//! The rows of one lead, table by table.

use super::value::ExportRows;

/// Rows for each table that leads have rows in.
#[derive(Clone, Debug, Default)]
pub struct LeadRows {
    pub leads: ExportRows,
    pub history: ExportRows,
    pub attempts: ExportRows,
    pub closings: ExportRows,
    pub stays: ExportRows,
    pub stage_entries: ExportRows,
    pub lead_values: ExportRows,
    pub lead_shares: ExportRows,
    pub activities: ExportRows,
    pub contacts: ExportRows,
    pub products: ExportRows,
}

impl LeadRows {
    /// The rows, in the order of the tables.
    pub fn tables(self) -> [ExportRows; 11] {
        [
            self.leads,
            self.history,
            self.attempts,
            self.closings,
            self.stays,
            self.stage_entries,
            self.lead_values,
            self.lead_shares,
            self.activities,
            self.contacts,
            self.products,
        ]
    }
}
