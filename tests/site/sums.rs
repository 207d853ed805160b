//! Amounts, targets and months on the pages: what is summed, and how it is written.

use std::collections::BTreeSet;

use super::pages::{all, example, load, site};

/// The tables of a page, each without its tags but for the ends of its cells.
fn tables(page: &str) -> impl Iterator<Item = &str> {
    page.split("<table").skip(1).filter_map(|rest| rest.split("</table>").next())
}

/// The amounts in the cells of a table, without what is said under them.
fn amounts<'t>(table: &'t str, symbol: &'t str) -> impl Iterator<Item = &'t str> {
    let cells = table.split("<td").skip(1).filter_map(|cell| cell.split_once('>').map(|(_, text)| text));
    cells
        .filter_map(|text| text.split('<').next())
        .map(str::trim)
        .filter(move |text| text.starts_with(symbol))
}

#[test]
fn the_amounts_of_a_table_have_one_precision() {
    for (name, symbol, mark) in [("brightline", "£", '.'), ("nusantara", "Rp", ',')] {
        let disk = example(name);
        let mut seen = 0;
        for (path, page) in all(&site(&load(&disk), &disk, None)) {
            // A lead's own page has each amount in its own currency.
            if !path.ends_with(".html") || path.starts_with("leads/") {
                continue;
            }
            for table in tables(&page) {
                let digits = |text: &str| text.rsplit_once(mark).map_or(0, |(_, part)| part.len());
                let whole = |text: &&str| text.chars().last().is_some_and(|last| last.is_ascii_digit());
                let short: Vec<&str> = amounts(table, symbol).filter(|text| !whole(text)).collect();
                assert!(short.is_empty(), "{path}: {short:?}");
                let places: BTreeSet<usize> = amounts(table, symbol).map(digits).collect();
                let written: Vec<&str> = amounts(table, symbol).take(8).collect();
                assert!(places.len() <= 1, "{path}: {written:?}");
                seen += written.len();
            }
        }
        assert!(seen > 20, "{name}: {seen}");
    }
}

#[test]
fn an_owner_sees_the_targets_of_their_own() {
    let disk = example("nusantara");
    let pages = all(&site(&load(&disk), &disk, None));
    let siti = pages["owners/siti.html"].replace('\u{a0}', " ");
    assert!(siti.contains("Triwulan IV 2026, nilai") && siti.contains("dari Rp700 juta"), "{siti}");
    assert!(!siti.contains("Rp2,40 miliar"), "the team's target is another");
    assert!(!pages["owners/budi.html"].contains("chart bullets"));
}

#[test]
fn months_have_a_chart_and_the_list_its_sums() {
    let disk = example("brightline");
    let pages = all(&site(&load(&disk), &disk, None));
    assert_eq!(pages["months/index.html"].matches("class=\"chart months").count(), 2);
    let list = pages["leads.html"].replace('\u{a0}', " ");
    assert!(list.contains("7 open, £64,946.50; 6 won, £66,961.70; 4 lost, "), "{list:.3000}");
    let rows: Vec<&str> = list.split("<tr><th scope=\"row\">").skip(1).collect();
    let closed = |row: &&str| [">Won<", ">Renewed<", ">Lost<"].iter().any(|stage| row.contains(stage));
    assert_eq!(rows.iter().position(closed), Some(7), "what is open is first");
}
