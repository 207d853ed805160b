//! Zoho: ids as `zcrm_…`, months by name.

use super::{Names, current, probability};
use crate::exchange::deals::Deal;
use crate::exchange::written::{ExportFile, at, comma, plain, texts};

const NAMES: Names = (
    ["Qualification", "Needs Analysis", "Value Proposition", "Proposal/Price Quote", "Negotiation/Review"],
    "Closed Won",
    "Closed Lost",
);
const MOMENT: &str = "%d %b, %Y %H:%M:%S";

pub fn deals(deals: &[Deal]) -> ExportFile {
    let mut rows = vec![texts([
        "Record Id",
        "Deal Owner.id",
        "Deal Owner",
        "Amount",
        "Deal Name",
        "Closing Date",
        "Account Name.id",
        "Account Name",
        "Stage",
        "Type",
        "Probability (%)",
        "Expected Revenue",
        "Lead Source",
        "Contact Name.id",
        "Contact Name",
        "Reason For Loss",
        "Currency",
        "Created Time",
        "Modified Time",
        "Last Activity Time",
        "Tag",
    ])];
    rows.extend(deals.iter().map(|deal| {
        let number =
            |kind: usize| format!("zcrm_{}", 4_876_876_000_000_000_usize + kind * 100_000 + deal.number);
        let expected = deal.cents * probability(deal) as i64 / 100;
        vec![
            number(0),
            format!("zcrm_48768760000{:05}", deal.owner.len()),
            deal.owner.to_owned(),
            plain(deal.cents),
            deal.title.clone(),
            deal.close_date.format("%d %b, %Y").to_string(),
            number(1),
            deal.company.clone(),
            current(deal, &NAMES).to_owned(),
            "New Business".to_owned(),
            probability(deal).to_string(),
            plain(expected),
            deal.source.to_owned(),
            number(2),
            deal.contact.clone(),
            deal.reason.unwrap_or_default().to_owned(),
            "USD".to_owned(),
            at(Some(deal.created()), MOMENT),
            at(Some(deal.changed()), MOMENT),
            at(Some(deal.changed()), MOMENT),
            String::new(),
        ]
    }));
    ExportFile { name: "Deals_001.csv", bytes: comma(&rows) }
}
