//! The shapes that CRMs write deals in, by the names their exports have.

mod bitrix;
mod by_hand;
mod hubspot;
mod odoo;
mod pipedrive;
mod salesforce;
mod zoho;

use super::deals::{Deal, Outcome, STAGES};
use super::written::ExportFile;

/// What a CRM writes.
pub struct Shape {
    pub name: &'static str,
    pub files: Vec<ExportFile>,
    /// Whether it says when each stage was entered.
    pub history: bool,
}

/// The names of the open stages, of won and of lost.
type Names = ([&'static str; STAGES], &'static str, &'static str);

/// The stage that a deal is in now.
fn current(deal: &Deal, names: &Names) -> &'static str {
    match deal.outcome {
        Outcome::Open => names.0[deal.stage()],
        Outcome::Won => names.1,
        Outcome::Lost => names.2,
    }
}

/// The chance that goes with the stage a deal is in, in percent.
fn probability(deal: &Deal) -> usize {
    match deal.outcome {
        Outcome::Open => [10, 20, 40, 60, 80][deal.stage()],
        Outcome::Won => 100,
        Outcome::Lost => 0,
    }
}

/// Every stage that a deal entered, the last one too.
fn changes(deal: &Deal, names: &Names) -> Vec<(&'static str, chrono::NaiveDateTime)> {
    let mut all: Vec<_> = deal.entered.iter().map(|(stage, at)| (names.0[*stage], *at)).collect();
    all.extend(deal.closed.map(|at| (current(deal, names), at)));
    all
}

/// All of them.
pub fn shapes(deals: &[Deal]) -> Vec<Shape> {
    let one = |name, history, file: ExportFile| Shape { name, files: vec![file], history };
    let two = |name, files: [ExportFile; 2]| Shape { name, files: files.into(), history: true };
    vec![
        one("hubspot", true, hubspot::with_stage_dates(deals)),
        two("hubspot, property history", hubspot::with_history(deals)),
        one("pipedrive", false, pipedrive::english(deals)),
        one("pipedrive in spanish", false, pipedrive::spanish(deals)),
        one("salesforce report", false, salesforce::report(deals)),
        two("salesforce, opportunity history", salesforce::with_history(deals)),
        two("salesforce, field history", salesforce::with_field_history(deals)),
        one("odoo", false, odoo::leads(deals)),
        one("zoho", false, zoho::deals(deals)),
        two("bitrix", bitrix::with_history(deals)),
        one("a list by hand", false, by_hand::text(deals)),
        one("a spreadsheet by hand", false, by_hand::workbook(deals)),
    ]
}
