//! Odoo: `crm.lead` as XLSX, where what is lost is archived in the stage it was in.

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

use super::probability;
use crate::exchange::deals::{Deal, Outcome};
use crate::exchange::written::{ExportFile, texts};

const STAGES: [&str; 5] = ["New", "Qualified", "Meeting", "Proposition", "Negotiation"];

pub fn leads(deals: &[Deal]) -> ExportFile {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("Sheet1").unwrap();
    let header = texts([
        "ID",
        "Opportunity",
        "Company Name",
        "Contact Name",
        "Email",
        "Salesperson",
        "Sales Team",
        "Expected Revenue",
        "Currency",
        "Probability",
        "Stage",
        "Source",
        "Created on",
        "Closed Date",
        "Expected Closing",
        "Lost Reason",
        "Active",
    ]);
    sheet.write_row(0, 0, header).unwrap();
    let (moment, day) =
        (Format::new().set_num_format("yyyy-mm-dd hh:mm:ss"), Format::new().set_num_format("yyyy-mm-dd"));
    for (row, deal) in (1..).zip(deals) {
        let typed = |at: chrono::NaiveDateTime| {
            ExcelDateTime::parse_from_str(&at.format("%Y-%m-%dT%H:%M:%S").to_string()).unwrap()
        };
        let stage = if deal.outcome == Outcome::Won { "Won" } else { STAGES[deal.stage()] };
        let left = [&deal.title, &deal.company, &deal.contact, &deal.email, deal.owner, "Sales"];
        sheet.write(row, 0, (deal.number + 101) as u32).unwrap();
        sheet.write_row(row, 1, left).unwrap();
        sheet.write(row, 7, deal.cents as f64 / 100.0).unwrap();
        sheet.write(row, 8, "USD").unwrap();
        sheet.write(row, 9, probability(deal) as u32).unwrap();
        sheet.write_row(row, 10, [stage, deal.source]).unwrap();
        sheet.write_with_format(row, 12, typed(deal.created()), &moment).unwrap();
        if let Some(closed) = deal.closed {
            sheet.write_with_format(row, 13, typed(closed), &moment).unwrap();
        } else {
            let expected = deal.close_date.and_hms_opt(0, 0, 0).unwrap();
            sheet.write_with_format(row, 14, typed(expected), &day).unwrap();
        }
        sheet.write(row, 15, deal.reason.unwrap_or_default()).unwrap();
        sheet.write(row, 16, deal.outcome != Outcome::Lost).unwrap();
    }
    ExportFile { name: "Lead_Opportunity (crm.lead).xlsx", bytes: book.save_to_buffer().unwrap() }
}
