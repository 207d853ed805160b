//! HubSpot: every cell quoted, a column for each stage's date, or a file of changes.

use super::{Names, changes, current, probability};
use crate::exchange::deals::{Deal, Outcome};
use crate::exchange::written::{ExportFile, at, delimited, plain, texts};

const NAMES: Names = (
    [
        "Appointment Scheduled",
        "Qualified To Buy",
        "Presentation Scheduled",
        "Decision Maker Bought-In",
        "Contract Sent",
    ],
    "Closed Won",
    "Closed Lost",
);

const PIPELINE: &str = "Sales Pipeline";
const MOMENT: &str = "%Y-%m-%d %H:%M";

fn id(deal: &Deal) -> String {
    format!("{}", 10_345_678_000_u64 + deal.number as u64 * 13)
}

fn columns() -> Vec<String> {
    texts([
        "Record ID",
        "Deal Name",
        "Deal Stage",
        "Pipeline",
        "Amount",
        "Currency",
        "Close Date",
        "Create Date",
        "Deal owner",
        "Deal probability",
        "Closed Lost Reason",
        "Original Traffic Source",
        "Is Closed Won",
        "Associated Company (Primary)",
        "Associated Contact",
        "Associated Contact IDs",
    ])
}

fn cells(deal: &Deal) -> Vec<String> {
    let close = deal.closed.or_else(|| deal.close_date.and_hms_opt(12, 0, 0));
    vec![
        id(deal),
        deal.title.clone(),
        current(deal, &NAMES).to_owned(),
        PIPELINE.to_owned(),
        plain(deal.cents),
        "USD".to_owned(),
        at(close, MOMENT),
        at(Some(deal.created()), MOMENT),
        deal.owner.to_owned(),
        format!("{:.1}", probability(deal) as f64 / 100.0),
        deal.reason.unwrap_or_default().to_owned(),
        deal.source.to_owned(),
        (deal.outcome == Outcome::Won).to_string(),
        deal.company.clone(),
        format!("{} ({})", deal.contact, deal.email),
        format!("{}", 5_501 + deal.number),
    ]
}

fn file(name: &'static str, rows: &[Vec<String>]) -> ExportFile {
    ExportFile { name, bytes: delimited(rows, b',', true, "\n").into_bytes() }
}

pub fn with_stage_dates(deals: &[Deal]) -> ExportFile {
    let stages: Vec<&str> = NAMES.0.iter().copied().chain([NAMES.1, NAMES.2]).collect();
    let mut header = columns();
    header.extend(stages.iter().map(|stage| format!("Date entered \"{stage} ({PIPELINE})\"")));
    let row = |deal: &Deal| {
        let changes = changes(deal, &NAMES);
        let entered = |stage: &&str| changes.iter().find(|(name, _)| name == stage).map(|(_, at)| *at);
        let mut row = cells(deal);
        row.extend(stages.iter().map(|stage| at(entered(stage), MOMENT)));
        row
    };
    let rows: Vec<_> = [header].into_iter().chain(deals.iter().map(row)).collect();
    file("hubspot-crm-exports-all-deals.csv", &rows)
}

/// With a file of changes that has internal names and milliseconds, newest first.
pub fn with_history(deals: &[Deal]) -> [ExportFile; 2] {
    let rows: Vec<_> = [columns()].into_iter().chain(deals.iter().map(cells)).collect();
    let mut history = vec![texts(["Record ID", "Property", "Value", "Timestamp", "Source"])];
    for deal in deals {
        for (stage, at) in changes(deal, &NAMES).into_iter().rev() {
            let internal = stage.to_lowercase().replace([' ', '-'], "");
            let millis = at.and_utc().timestamp_millis().to_string();
            let row = [id(deal).as_str(), "dealstage", &internal, &millis, "CRM_UI"].map(str::to_owned);
            history.push(row.into());
        }
    }
    [file("hubspot-deals.csv", &rows), file("hubspot-deal-stage-history.csv", &history)]
}
