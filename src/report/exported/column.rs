//! What a table that goes out is made of: its columns, their types and what they mean.

/// The type of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportType {
    /// Text; ids too.
    Text,
    /// A telephone number: text that may begin with a plus.
    Phone,
    /// A day of the workspace's time zone.
    Day,
    /// A moment, with its distance from UTC.
    Moment,
    /// A whole number.
    Whole,
    /// Yes or no.
    Truth,
    /// An amount in the workspace's currency, or another exact decimal, with so
    /// many decimals at most.
    Decimal(u32),
}

/// Amounts in the workspace's currency: as many decimals as any currency has.
pub const MONEY: ExportType = ExportType::Decimal(4);
/// Amounts, quantities and prices as they were written.
pub const AMOUNT: ExportType = ExportType::Decimal(12);
/// What one unit of a currency is worth.
pub const RATE: ExportType = ExportType::Decimal(18);
/// Percentages.
pub const PERCENT: ExportType = ExportType::Decimal(6);

impl ExportType {
    /// Its name in DuckDB and Spark, which differ for texts and moments.
    pub fn sql(self, spark: bool) -> String {
        match self {
            Self::Text | Self::Phone => if spark { "STRING" } else { "VARCHAR" }.to_owned(),
            Self::Day => "DATE".to_owned(),
            Self::Moment => if spark { "TIMESTAMP" } else { "TIMESTAMPTZ" }.to_owned(),
            Self::Whole => "BIGINT".to_owned(),
            Self::Truth => "BOOLEAN".to_owned(),
            Self::Decimal(scale) => format!("DECIMAL(38, {scale})"),
        }
    }

    /// Its name for people.
    pub fn name(self) -> String {
        match self {
            Self::Text | Self::Phone => "text".to_owned(),
            Self::Day => "date".to_owned(),
            Self::Moment => "timestamptz".to_owned(),
            Self::Whole => "bigint".to_owned(),
            Self::Truth => "boolean".to_owned(),
            Self::Decimal(scale) => format!("decimal(38, {scale})"),
        }
    }
}

/// A column of a table.
#[derive(Clone, Copy, Debug)]
pub struct ExportColumn {
    /// Its name.
    pub name: &'static str,
    /// What is in it.
    pub kind: ExportType,
    /// Whether every row has it.
    pub required: bool,
    /// What it means.
    pub doc: &'static str,
}

/// A table.
#[derive(Clone, Copy, Debug)]
pub struct ExportTable {
    /// Its name, and its folder's.
    pub name: &'static str,
    /// What a row is.
    pub doc: &'static str,
    /// Its columns, in order.
    pub columns: &'static [ExportColumn],
}

/// A column that every row has.
pub const fn must(name: &'static str, kind: ExportType, doc: &'static str) -> ExportColumn {
    ExportColumn { name, kind, required: true, doc }
}

/// A column that may be empty.
pub const fn may(name: &'static str, kind: ExportType, doc: &'static str) -> ExportColumn {
    ExportColumn { name, kind, required: false, doc }
}
