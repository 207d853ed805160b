//! Bitrix24: semicolons, days before months, and a file of the stages.

use super::{Names, changes, current, probability};
use crate::exchange::deals::Deal;
use crate::exchange::written::{ExportFile, at, delimited, plain, texts};

const NAMES: Names = (
    ["New", "Prepare documents", "Prepayment invoice", "In progress", "Final invoice"],
    "Deal won",
    "Deal lost",
);
const IDS: [&str; 7] =
    ["NEW", "PREPARATION", "PREPAYMENT_INVOICE", "EXECUTING", "FINAL_INVOICE", "WON", "LOSE"];
const MOMENT: &str = "%d.%m.%Y %H:%M:%S";

fn file(name: &'static str, rows: &[Vec<String>]) -> ExportFile {
    let text = delimited(rows, b';', true, "\r\n");
    ExportFile { name, bytes: ["\u{feff}", &text].concat().into_bytes() }
}

pub fn with_history(deals: &[Deal]) -> [ExportFile; 2] {
    let mut rows = vec![texts([
        "ID",
        "Deal Name",
        "Stage",
        "Probability",
        "Total",
        "Currency",
        "Company",
        "Contact",
        "Responsible",
        "Source",
        "Start date",
        "End date",
        "Deal closed",
        "Created on",
        "Modified on",
        "Type",
        "Reason for loss",
    ])];
    rows.extend(deals.iter().map(|deal| {
        vec![
            (deal.number + 1).to_string(),
            deal.title.clone(),
            current(deal, &NAMES).to_owned(),
            probability(deal).to_string(),
            plain(deal.cents),
            "USD".to_owned(),
            deal.company.clone(),
            deal.contact.clone(),
            deal.owner.to_owned(),
            deal.source.to_owned(),
            deal.created().format("%d.%m.%Y").to_string(),
            deal.close_date.format("%d.%m.%Y").to_string(),
            if deal.closed.is_some() { "Yes" } else { "No" }.to_owned(),
            at(Some(deal.created()), MOMENT),
            at(Some(deal.changed()), MOMENT),
            "Sale".to_owned(),
            deal.reason.unwrap_or_default().to_owned(),
        ]
    }));
    let mut history = vec![texts([
        "ID",
        "TYPE_ID",
        "DEAL_ID",
        "DATE_CREATE",
        "CATEGORY_ID",
        "STAGE_SEMANTIC_ID",
        "STAGE_ID",
        "STAGE_NAME",
    ])];
    let all: Vec<&str> = NAMES.0.iter().copied().chain([NAMES.1, NAMES.2]).collect();
    for deal in deals {
        for (number, (stage, moment)) in changes(deal, &NAMES).into_iter().enumerate() {
            let place = all.iter().position(|name| *name == stage).unwrap();
            let kind = if number == 0 {
                "1"
            } else if place > 4 {
                "3"
            } else {
                "2"
            };
            let semantic = ["P", "S", "F"][place.saturating_sub(4)];
            let row = [
                &history.len().to_string(),
                kind,
                &(deal.number + 1).to_string(),
                &at(Some(moment), MOMENT),
                "0",
                semantic,
                IDS[place],
                stage,
            ];
            history.push(row.map(str::to_owned).into());
        }
    }
    [file("DEAL_20261123.csv", &rows), file("deal_stage_history.csv", &history)]
}
