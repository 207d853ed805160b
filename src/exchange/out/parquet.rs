//! A table as a Parquet file, in groups of rows.

use std::sync::Arc;

use parquet::basic::{Compression, GzipLevel};
use parquet::column::writer::ColumnWriter;
use parquet::data_type::{ByteArray, FixedLenByteArray};
use parquet::errors::ParquetError;
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::parser::parse_message_type;

use super::value::{ExportRows, ExportValue, TableWriter};
use crate::message;
use crate::pipeline::{Day, Decimal};
use crate::report::exported::{ExportColumn, ExportTable, ExportType};
use crate::text::Message;

/// A group of rows has about so many cells: of each table some four megabytes while it is
/// put together.
const GROUP: usize = 1 << 17;

/// Fast rather than small; every reader of Parquet knows gzip.
const COMPRESSION: u32 = 1;

/// Days from the first of January of the year 1 to that of 1970.
const EPOCH: i32 = 719_163;

/// A Parquet file in the making.
pub struct ParquetFile {
    columns: &'static [ExportColumn],
    writer: SerializedFileWriter<Vec<u8>>,
    rows: ExportRows,
}

impl ParquetFile {
    /// The file of a table, without rows.
    ///
    /// # Errors
    /// Where the table's columns are none of Parquet's.
    pub fn new(table: &ExportTable) -> Result<Self, Message> {
        let properties = WriterProperties::builder()
            .set_compression(Compression::GZIP(GzipLevel::try_new(COMPRESSION).map_err(failed)?))
            .set_statistics_enabled(EnabledStatistics::Chunk)
            .set_created_by(concat!("corong ", env!("CARGO_PKG_VERSION")).to_owned());
        let schema = parse_message_type(&schema(table)).map_err(failed)?;
        let writer = SerializedFileWriter::new(Vec::new(), Arc::new(schema), Arc::new(properties.build()));
        // Once, so that it is not grown to twice of what is needed.
        let rows = ExportRows::with_room(GROUP + GROUP / 4);
        Ok(Self { columns: table.columns, writer: writer.map_err(failed)?, rows })
    }

    fn flush(&mut self) -> Result<(), ParquetError> {
        if self.rows.cells() == 0 {
            return Ok(());
        }
        let mut group = self.writer.next_row_group()?;
        for (at, column) in self.columns.iter().enumerate() {
            let cells = self.rows.column(at, self.columns.len());
            put(&mut group, column, cells)?;
        }
        group.close()?;
        self.rows.clear();
        Ok(())
    }
}

impl TableWriter for ParquetFile {
    fn write(&mut self, rows: ExportRows) -> Result<(), Message> {
        self.rows.append(rows);
        if self.rows.cells() < GROUP { Ok(()) } else { self.flush().map_err(failed) }
    }

    fn finish(mut self: Box<Self>) -> Result<Vec<u8>, Message> {
        self.flush().map_err(failed)?;
        self.writer.into_inner().map_err(failed)
    }
}

fn failed(error: ParquetError) -> Message {
    message!("a table cannot be written as Parquet: {error}", error = error.to_string())
}

/// The columns as Parquet's own schema says them.
fn schema(table: &ExportTable) -> String {
    let column = |column: &ExportColumn| {
        let (kind, logical) = match column.kind {
            ExportType::Text | ExportType::Phone => ("binary", "(STRING)".to_owned()),
            ExportType::Day => ("int32", "(DATE)".to_owned()),
            ExportType::Moment => ("int64", "(TIMESTAMP(MICROS,true))".to_owned()),
            ExportType::Whole => ("int64", String::new()),
            ExportType::Truth => ("boolean", String::new()),
            ExportType::Decimal(scale) => ("fixed_len_byte_array(16)", format!("(DECIMAL(38,{scale}))")),
        };
        format!("optional {kind} {} {logical};\n", column.name)
    };
    let columns: String = table.columns.iter().map(column).collect();
    format!("message {} {{\n{columns}}}", table.name)
}

/// The bytes of a column's values one after another: an allocation a column, not two a
/// value.
#[derive(Default)]
struct SharedBuffer {
    bytes: Vec<u8>,
}

impl SharedBuffer {
    /// Takes a value's bytes; their number.
    fn take(&mut self, bytes: &[u8]) -> usize {
        self.bytes.extend_from_slice(bytes);
        bytes.len()
    }

    /// The values again, by their lengths.
    fn slices<T: From<ByteArray>>(self, lengths: &[usize]) -> Vec<T> {
        let (all, mut start) = (ByteArray::from(self.bytes), 0);
        let slice = |length: &usize| {
            let slice = all.slice(start, *length);
            start += length;
            slice.into()
        };
        lengths.iter().map(slice).collect()
    }
}

/// Writes the next column of a group.
fn put<'c>(
    group: &mut SerializedRowGroupWriter<'_, Vec<u8>>,
    column: &ExportColumn,
    cells: impl Iterator<Item = &'c ExportValue>,
) -> Result<(), ParquetError> {
    let Some(mut writer) = group.next_column()? else { return Ok(()) };
    let mut levels: Vec<i16> = Vec::new();
    match writer.untyped() {
        ColumnWriter::ByteArrayColumnWriter(typed) => {
            let mut buffer = SharedBuffer::default();
            let text = |cell: &'c ExportValue| match cell {
                ExportValue::Text(text) => Some(buffer.take(text.as_bytes())),
                _ => None,
            };
            let texts = known(cells, &mut levels, text);
            typed.write_batch(&buffer.slices(&texts), Some(&levels), None)?;
        }
        ColumnWriter::Int32ColumnWriter(typed) => {
            typed.write_batch(&known(cells, &mut levels, days), Some(&levels), None)?;
        }
        ColumnWriter::Int64ColumnWriter(typed) => {
            let number = |cell: &ExportValue| match cell {
                ExportValue::Whole(number) => Some(*number),
                ExportValue::Moment(seconds) => seconds.checked_mul(1_000_000),
                _ => None,
            };
            typed.write_batch(&known(cells, &mut levels, number), Some(&levels), None)?;
        }
        ColumnWriter::BoolColumnWriter(typed) => {
            let truth = |cell: &ExportValue| match cell {
                ExportValue::Truth(truth) => Some(*truth),
                _ => None,
            };
            typed.write_batch(&known(cells, &mut levels, truth), Some(&levels), None)?;
        }
        ColumnWriter::FixedLenByteArrayColumnWriter(typed) => {
            let ExportType::Decimal(scale) = column.kind else { return writer.close() };
            let mut buffer = SharedBuffer::default();
            let number = |cell: &ExportValue| match cell {
                ExportValue::Decimal(number) => {
                    scaled(*number, scale).map(|unscaled| buffer.take(&unscaled.to_be_bytes()))
                }
                _ => None,
            };
            let numbers = known(cells, &mut levels, number);
            typed.write_batch(&buffer.slices::<FixedLenByteArray>(&numbers), Some(&levels), None)?;
        }
        _ => {}
    }
    writer.close()
}

/// The values that are there, and for each cell whether it is.
fn known<'c, T>(
    cells: impl Iterator<Item = &'c ExportValue>,
    levels: &mut Vec<i16>,
    mut value: impl FnMut(&'c ExportValue) -> Option<T>,
) -> Vec<T> {
    let rows = cells.size_hint().0;
    let mut values = Vec::with_capacity(rows);
    levels.reserve(rows);
    for cell in cells {
        let value = value(cell);
        levels.push(i16::from(value.is_some()));
        values.extend(value);
    }
    values
}

fn days(cell: &ExportValue) -> Option<i32> {
    match cell {
        ExportValue::Day(day) => Some(since_epoch(*day)),
        _ => None,
    }
}

fn since_epoch(day: Day) -> i32 {
    chrono::Datelike::num_days_from_ce(&day) - EPOCH
}

/// A decimal as a whole number of its last place; `None` where 38 digits do not hold it.
fn scaled(number: Decimal, scale: u32) -> Option<i128> {
    let number = super::value::fitted(number, scale)?;
    let missing = scale.checked_sub(number.scale())?;
    number.mantissa().checked_mul(10_i128.checked_pow(missing)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_keep_every_digit_that_fits() {
        let of = |text: &str, scale| scaled(text.parse().unwrap(), scale);
        assert_eq!(of("12.5", 4), Some(125_000));
        assert_eq!(of("0.00005", 4), Some(0));
        assert_eq!(of("0.00015", 4), Some(2));
        assert_eq!(of("1000000000000000000", 4), Some(10_i128.pow(22)));
        assert_eq!(of("79228162514264337593543950335", 12), None);
    }

    #[test]
    fn days_are_counted_from_1970() {
        assert_eq!(since_epoch("1970-01-01".parse().unwrap()), 0);
        assert_eq!(since_epoch("2026-11-23".parse().unwrap()), 20_780);
    }
}
