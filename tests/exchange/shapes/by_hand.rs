//! Lists that people keep: one in Indonesian as CSV, one in English as a workbook.

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

use super::{Names, current};
use crate::exchange::deals::{Deal, Outcome};
use crate::exchange::written::{ExportFile, continental, delimited, texts};

const INDONESIAN: Names =
    (["Prospek", "Kualifikasi", "Presentasi", "Penawaran", "Negosiasi"], "Menang", "Kalah");
const ENGLISH: Names = (["Prospect", "Qualified", "Demo", "Proposal", "Negotiation"], "Won", "Lost");

/// With a title, `31/12/2025`, `22.700,50`, and a total.
pub fn text(deals: &[Deal]) -> ExportFile {
    let mut rows = vec![
        texts(["Daftar Peluang Tim Penjualan", "", "", "", "", "", "", "", "", "", "", ""]),
        texts(["", "", "", "", "", "", "", "", "", "", "", ""]),
        texts([
            "No",
            "Nama Peluang",
            "Perusahaan",
            "Kontak",
            "Nilai",
            "Mata Uang",
            "Tahap",
            "PIC",
            "Sumber",
            "Tanggal Masuk",
            "Tanggal Tutup",
            "Alasan Kalah",
        ]),
    ];
    let day = |date: chrono::NaiveDate| date.format("%d/%m/%Y").to_string();
    rows.extend(deals.iter().map(|deal| {
        vec![
            (deal.number + 1).to_string(),
            deal.title.clone(),
            deal.company.clone(),
            deal.contact.clone(),
            continental(deal.cents),
            "USD".to_owned(),
            current(deal, &INDONESIAN).to_owned(),
            deal.owner.to_owned(),
            deal.source.to_owned(),
            day(deal.created().date()),
            deal.closed.map_or_else(|| "-".to_owned(), |at| day(at.date())),
            deal.reason.unwrap_or("-").to_owned(),
        ]
    }));
    let total = deals.iter().map(|deal| deal.cents).sum();
    rows.push(texts(["", "Jumlah", "", "", &continental(total), "", "", "", "", "", "", ""]));
    rows.extend((0..50).map(|_| texts(["", "", "", "", "", "", "", "", "", "", "", ""])));
    ExportFile { name: "Daftar Peluang.csv", bytes: delimited(&rows, b';', false, "\r\n").into_bytes() }
}

/// With a sheet of notes before it, a title, typed cells and a total.
pub fn workbook(deals: &[Deal]) -> ExportFile {
    let mut book = Workbook::new();
    let notes = book.add_worksheet().set_name("Notes").unwrap();
    notes.write_column(0, 0, ["How we use this list", "Yellow: call back", "Green: sure"]).unwrap();
    let sheet = book.add_worksheet().set_name("Pipeline 2026").unwrap();
    let (title, day) = (Format::new().set_bold(), Format::new().set_num_format("dd-mmm-yy"));
    sheet.merge_range(0, 0, 0, 8, "Sales pipeline", &title).unwrap();
    let header = [
        "Deal",
        "Customer",
        "Contact",
        "Value (USD)",
        "Stage",
        "Owner",
        "Source",
        "Created",
        "Closed",
        "Lost because",
    ];
    sheet.write_row(2, 0, header).unwrap();
    let typed = |date: chrono::NaiveDate| ExcelDateTime::parse_from_str(&date.to_string()).unwrap();
    for (row, deal) in (3..).zip(deals) {
        sheet.write_row(row, 0, [&deal.title, &deal.company, &deal.contact]).unwrap();
        sheet.write(row, 3, deal.cents as f64 / 100.0).unwrap();
        sheet.write_row(row, 4, [current(deal, &ENGLISH), deal.owner, deal.source]).unwrap();
        sheet.write_with_format(row, 7, typed(deal.created().date()), &day).unwrap();
        if let Some(closed) = deal.closed {
            sheet.write_with_format(row, 8, typed(closed.date()), &day).unwrap();
        }
        if deal.outcome == Outcome::Lost {
            sheet.write(row, 9, deal.reason.unwrap_or_default()).unwrap();
        }
    }
    let below = deals.len() as u32 + 4;
    sheet.write(below, 0, "Total").unwrap();
    sheet.write(below, 3, deals.iter().map(|deal| deal.cents).sum::<i64>() as f64 / 100.0).unwrap();
    ExportFile { name: "pipeline.xlsx", bytes: book.save_to_buffer().unwrap() }
}
