//! Columns of numbers as exports write them.

use super::*;
use crate::exchange::proof::Proof;
use crate::exchange::table::TableCell;

fn cell(text: &str) -> TableCell {
    TableCell::Text(text.into())
}

fn column(cells: &[&str]) -> NumberColumn {
    let mut column = NumberColumn::default();
    cells.iter().for_each(|text| column.add(&cell(text)));
    column
}

/// The first cell in the column's format.
fn read(cells: &[&str]) -> String {
    let proof = column(cells).proof();
    let format = proof.clone().proven().unwrap_or_else(|| panic!("{cells:?}: {proof:?}"));
    assert_eq!(format.to_string().parse::<NumberFormat>(), Ok(format));
    let Some(number) = format.read(&cell(cells[0])).unwrap() else { return "nothing".to_owned() };
    let currency = number.currency.map(|currency| format!(" {}", currency.code())).unwrap_or_default();
    format!("{}{currency}{}", number.value, if number.percent { "%" } else { "" })
}

#[test]
fn numbers_that_exports_have() {
    for (cells, first) in [
        (&["$22,700.00"][..], "22700 USD"),
        (&["$22,700"], "22700 USD"),
        (&["58.8k"], "58800"),
        (&["1.2M"], "1200000"),
        (&["1,5 jt"], "1500000"),
        (&["1.234,56"], "1234.56"),
        (&["1.234", "12,5"], "1234"),
        (&["1.234", "12.5"], "1.234"),
        (&["1,234", "1,234,567"], "1234"),
        (&["Rp 1.500.000"], "1500000 IDR"),
        (&["Rp150.000"], "150000 IDR"),
        (&["Rp. 150.000,00"], "150000 IDR"),
        (&["IDR 150.000"], "150000 IDR"),
        (&["65.0%"], "65%"),
        (&["65 %"], "65%"),
        (&["(1,200.50)"], "-1200.5"),
        (&["($1,200)"], "-1200 USD"),
        (&["-$5"], "-5 USD"),
        (&["1 234 567,89"], "1234567.89"),
        (&["1\u{a0}234,5 €"], "1234.5 EUR"),
        (&["1\u{202f}234\u{202f}567"], "1234567"),
        (&["1'234.50"], "1234.5"),
        (&["CHF 1’234.50"], "1234.5 CHF"),
        (&["R$ 1.234,50"], "1234.5 BRL"),
        (&["12,34,567"], "1234567"),
        (&["0.125"], "0.125"),
        (&["0,5"], "0.5"),
        (&["12.500.000,-"], "12500000"),
        (&["-", "1.5"], "nothing"),
        (&["1500", "N/A", "2"], "1500"),
        (&["0012"], "12"),
        (&[".5"], "0.5"),
        (&["1,200-", "1.5"], "-1200"),
        (&["1.5E+09"], "1500000000"),
        (&["USD 5000"], "5000 USD"),
        (&["5000 eur"], "5000 EUR"),
    ] {
        assert_eq!(read(cells), first, "{cells:?}");
    }
}

#[test]
fn two_readings_are_refused_with_both() {
    let Proof::Unclear(two) = column(&["950", "1.234", "2.500"]).proof() else { panic!() };
    assert_eq!(
        two.message().to_string(),
        "`1.234` is 1.234 as `1,234.56`, and 1234 as `1.234,56`: write into the map which it is"
    );
    for cells in [&["1,234"][..], &["€ 1.234"], &["$1.234"], &["1.5", "1,5"]] {
        assert!(matches!(column(cells).proof(), Proof::Unclear(_)), "{cells:?}");
    }
}

#[test]
fn what_a_column_says_beside() {
    let mixed = column(&["$5.50", "€ 5", "€ 6", "7"]);
    assert_eq!(mixed.currencies(), [("EUR", 2), ("USD", 1)]);
    assert!(column(&["5%", "6.5%"]).is_percent() && !mixed.is_percent());
    assert_eq!(NumberFormat::POINT.read(&TableCell::Number(5.into())).unwrap().unwrap().value, 5.into());
    assert!("1.234".parse::<NumberFormat>().is_err() && "x".parse::<NumberFormat>().is_err());
    assert_eq!("1 234,56".parse(), Ok(NumberFormat::COMMA));
    assert_eq!("1234.56".parse(), Ok(NumberFormat::POINT));
}

#[test]
fn what_is_no_number() {
    assert_eq!(column(&["", "N/A"]).proof(), Proof::Nothing);
    for text in
        ["Acme", "12 apples", "1.2.3", "1,23,45", "2021-04-05", "5e10x", "$", "1.234.56", "--5", "٥", "12:30"]
    {
        assert!(matches!(column(&[text]).proof(), Proof::No(_)), "{text}: {:?}", column(&[text]).proof());
    }
    let long = "9".repeat(60);
    assert!(matches!(column(&[&long]).proof(), Proof::No(_)));
    assert_eq!(NumberFormat::POINT.read(&cell("1.234,5")), Err("1.234,5".to_owned()));
}

proptest::proptest! {
    #[test]
    fn no_text_is_too_odd(text in "[0-9kMRp$€., %()'\\-]{0,30}") {
        let column = column(&[&text]);
        if let Some(format) = column.proof().proven() {
            let _ = format.read(&cell(&text));
        }
    }
}
