//! Exports of CRMs, in and out again.

mod again;
mod asked;
mod deals;
mod from_shapes;
mod layouts;
mod odd_tables;
mod shapes;
mod workspaces;
mod written;

use chrono::Datelike;
use corong::exchange::read::read_tables;

/// Each shape has all deals, whatever is around them.
#[test]
fn every_shape_is_read() {
    let deals = deals::deals();
    for shape in shapes::shapes(&deals) {
        let tables = read_tables(shape.files[0].name, &shape.files[0].bytes, None).unwrap();
        assert_eq!(tables[0].rows.len(), deals.len(), "{}: {:?}", shape.name, tables[0].around);
        let title = |row: &corong::exchange::table::TableRow| {
            row.cells.iter().any(|cell| cell.shown() == deals[2].title)
        };
        assert!(tables[0].rows.iter().any(title), "{}", shape.name);
        assert!(shape.history || shape.files.len() == 1, "{}", shape.name);
    }
}

#[test]
fn the_list_has_all_that_exports_are_judged_by() {
    let deals = deals::deals();
    let truth = deals::truth(&deals);
    assert_eq!((truth.won, truth.lost, truth.open), (26, 26, 12));
    assert_eq!((truth.won_cents % 100, truth.cycles.len()), (50, 26));
    let days: std::collections::BTreeSet<u32> = deals.iter().map(|deal| deal.created().day()).collect();
    assert!(days.iter().any(|day| *day > 12) && deals.iter().any(|deal| deal.entered.len() == 1));
}
