//! Columns of dates as exports write them.

use chrono_tz::Tz;

use super::*;
use crate::exchange::proof::Proof;
use crate::exchange::table::TableCell;

fn cell(text: &str) -> TableCell {
    TableCell::Text(text.into())
}

fn proof(cells: &[&str]) -> Proof<DateFormat> {
    let mut column = DateColumn::default();
    cells.iter().for_each(|text| column.add(&cell(text)));
    column.proof()
}

/// The format of a column and its first cell in it, in Jakarta.
fn read(cells: &[&str]) -> (String, String) {
    let format = proof(cells).proven().unwrap_or_else(|| panic!("{cells:?}: {:?}", proof(cells)));
    let date = format.read(&cell(cells[0])).unwrap().map(|date| date.written(Tz::Asia__Jakarta));
    // What is written into a map is read back.
    let again: DateFormat = format.to_string().parse().unwrap();
    assert_eq!(again, format);
    (format.to_string(), date.unwrap_or_default())
}

#[test]
fn formats_that_exports_have() {
    for (cells, format, first) in [
        (&["2021-04-05", "2021-01-02"][..], "%Y-%m-%d", "2021-04-05"),
        (&["2021-04-05T10:30:00Z"], "%Y-%m-%d %H:%M:%S%z", "2021-04-05T17:30:00+07:00"),
        (&["2021-04-05T10:30:00.123+02:00"], "%Y-%m-%d %H:%M:%S%z", "2021-04-05T15:30:00+07:00"),
        (&["2021-04-05 10:30:00 +0700"], "%Y-%m-%d %H:%M:%S%z", "2021-04-05T10:30:00+07:00"),
        (&["2021-04-05 10:30"], "%Y-%m-%d %H:%M", "2021-04-05T10:30:00+07:00"),
        (&["2021-04-05 00:00:00"], "%Y-%m-%d %H:%M:%S", "2021-04-05"),
        (&["2021-04-05T00:00:00Z"], "%Y-%m-%d %H:%M:%S%z", "2021-04-05"),
        (&["2021/04/05"], "%Y/%m/%d", "2021-04-05"),
        (&["20210405"], "%Y%m%d", "2021-04-05"),
        (&["20210405T103000Z"], "%Y%m%d %H:%M:%S%z", "2021-04-05T17:30:00+07:00"),
        (&["15 Apr, 2021 00:02:00"], "%d %b, %Y %H:%M:%S", "2021-04-15T00:02:00+07:00"),
        (&["05/04/2021", "15/04/2021"], "%d/%m/%Y", "2021-04-05"),
        (&["05/04/2021", "04/15/2021"], "%m/%d/%Y", "2021-05-04"),
        (&["04/15/21"], "%m/%d/%y", "2021-04-15"),
        (&["15.04.2021"], "%d.%m.%Y", "2021-04-15"),
        (&["5.4.2021 9:05", "15.4.2021 10:00"], "%d.%m.%Y %H:%M", "2021-04-05T09:05:00+07:00"),
        (&["15-04-2021"], "%d-%m-%Y", "2021-04-15"),
        (&["4/5/2021 2:05 PM", "4/25/2021 12:01 AM"], "%m/%d/%Y %I:%M %p", "2021-04-05T14:05:00+07:00"),
        (&["4/25/2021, 12:01 a.m."], "%m/%d/%Y %I:%M %p", "2021-04-25T00:01:00+07:00"),
        (&["Apr 5, 2021"], "%b %d, %Y", "2021-04-05"),
        (&["April 5th, 2021"], "%B %d, %Y", "2021-04-05"),
        (&["5 Agustus 2021"], "%d %B %Y", "2021-08-05"),
        (&["05-Agu-2021"], "%d-%b-%Y", "2021-08-05"),
        (&["Senin, 5 Mei 2021 pukul 10.30"], "%d %b %Y %H:%M", "2021-05-05T10:30:00+07:00"),
        (&["5 Dez 2021"], "%d %b %Y", "2021-12-05"),
        (&["Mon, 05 Apr 2021 10:30:00 GMT"], "%d %b %Y %H:%M:%S%z", "2021-04-05T17:30:00+07:00"),
        (&["2021-Apr-05"], "%Y-%b-%d", "2021-04-05"),
        (&["1617618600000"], "unix-ms", "2021-04-05T17:30:00+07:00"),
        (&["1617580800000"], "unix-ms", "2021-04-05"),
        (&["1617618600"], "unix", "2021-04-05T17:30:00+07:00"),
        (&["05/04/2021", "2021-04-15", "N/A", "00/00/0000", "25/04/2021"], "%d/%m/%Y", "2021-04-05"),
    ] {
        assert_eq!(read(cells), (format.to_owned(), first.to_owned()), "{cells:?}");
    }
}

#[test]
fn two_readings_are_refused_with_both() {
    let Proof::Unclear(two) = proof(&["-", "04/04/2021", "05/04/2021", "2021-04-20"]) else { panic!() };
    assert_eq!(
        two.message().to_string(),
        "`05/04/2021` is 2021-04-05 as `%d/%m/%Y`, and 2021-05-04 as `%m/%d/%Y`: write into the map which it is"
    );
    assert!(matches!(proof(&["15/04/2021", "04/15/2021"]), Proof::Unclear(_)));
    // The same day either way needs no proof.
    assert!(matches!(proof(&["04/04/2021", "05/05/2021"]), Proof::Yes(_)));
    assert!(matches!(proof(&["01-02-03"]), Proof::Unclear(_)));
}

#[test]
fn columns_that_are_written_alike_prove_it_together() {
    let mut one = DateColumn::default();
    one.add(&cell("05/04/2021 10:00"));
    let mut other = DateColumn::default();
    other.add(&cell("5/14/2021 9:00"));
    assert_eq!(one.form(), other.form());
    one.merge(&other);
    assert_eq!(one.proof().proven().unwrap().to_string(), "%m/%d/%Y %H:%M");
}

#[test]
fn what_spreadsheets_hold() {
    let at = NaiveDate::from_ymd_opt(2024, 4, 15).unwrap().and_hms_opt(0, 0, 0).unwrap();
    let mut column = DateColumn::default();
    [TableCell::Moment(at), TableCell::Empty].iter().for_each(|cell| column.add(cell));
    assert_eq!(column.proof(), Proof::Yes(DateFormat::iso()));
    let mut column = DateColumn::default();
    column.add(&TableCell::Number(45_397.into()));
    column.add(&TableCell::Moment(at));
    let format = column.proof().proven().unwrap();
    assert_eq!(format.to_string(), "excel");
    assert_eq!(format.read(&TableCell::Number(45_397.into())), Ok(Some(CellDate::Day(at.date()))));
    assert_eq!(
        "excel".parse::<DateFormat>().unwrap().read(&cell("45397.5")).unwrap().unwrap().day(Tz::UTC),
        at.date()
    );
}

#[test]
fn what_is_no_date() {
    assert_eq!(proof(&["", "-", "0000-00-00", "null"]), Proof::Nothing);
    for cells in [
        &["Acme", "Bolt"][..],
        &["1234", "99"],
        &["12.50"],
        &["1,234,567"],
        &["10:30"],
        &["April 2021"],
        &["31/02/2021"],
        &["v1.2.3"],
        &["192.168.1.1"],
        &["+62 812 1234 5678"],
        &["2021-04-05 and more"],
        &["45397"],
        &["٣/٤/٢٠٢١"],
    ] {
        assert!(matches!(proof(cells), Proof::No(_)), "{cells:?}: {:?}", proof(cells));
    }
    let format: DateFormat = "%d/%m/%Y".parse().unwrap();
    assert_eq!(format.read(&cell("04/15/2021")), Err("04/15/2021".to_owned()));
    assert_eq!(format.read(&cell("00.00.0000")), Ok(None));
    assert_eq!(format.read(&TableCell::Truth(true)), Err("true".to_owned()));
    for wrong in ["", "%d", "x", "%d/%Y/%m", "%H:%M"] {
        assert!(wrong.parse::<DateFormat>().is_err(), "{wrong}");
    }
    for said in ["dd/mm/yyyy", "DD.MM.YYYY", "%e %B %Y"] {
        let format: DateFormat = said.parse().unwrap();
        assert_eq!(format.read(&cell("5/4/2021")).unwrap().unwrap().day(Tz::UTC).to_string(), "2021-04-05");
    }
}

proptest::proptest! {
    #[test]
    fn no_text_is_too_odd(text in "[0-9a-zA-ZéMm:/., +Tz\\-]{0,40}") {
        let mut column = DateColumn::default();
        column.add(&cell(&text));
        if let Some(format) = column.proof().proven() {
            let _ = format.read(&cell(&text));
            proptest::prop_assert!(format.to_string().parse::<DateFormat>().is_ok(), "{}", format);
        }
    }
}
