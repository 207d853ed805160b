//! What is found in a text and what is not.

use super::*;

fn masked(text: &str) -> String {
    let known = ["(555) 123-4567", "+62 21 7777 1234", "555 1234"].into_iter().filter_map(Phone::of);
    let personal = Personal::new(Some(Phones::of(known)), ["Joko Susilo"]);
    let mut out = text.to_owned();
    for datum in personal.find(text).into_iter().rev() {
        out.replace_range(datum.range, "•••");
    }
    out
}

#[test]
fn numbers_of_anybody_in_the_ways_people_write_them() {
    for text in [
        "+62 812 1234 5678",
        "0812-3456-7890",
        "081234567890",
        "(021) 555-12345",
        "021-6661234",
        "62 812 3456 7890",
        "+0812-3456-7890",
        "628123456789",
        "00 62 8123 4567",
        "0812*3456*7890",
        "+62\u{2011}812\u{2013}3456\u{2011}7890",
        "0812 3456\n7890",
        "(555) 987-6543",
    ] {
        assert_eq!(masked(&format!("Call {text}, ok")), "Call •••, ok", "{text}");
    }
    for (text, shown) in [
        ("Telp.0812-3456-7890", "Telp.•••"),
        ("x,0812-3456-7890", "x,•••"),
        ("HP0812-3456-7890", "HP•••"),
        ("CALL 0812-3456-7890, Corp 081345678901", "CALL •••, Corp •••"),
        ("Telp-0812-3456-7890, TRY +62 815 6789 0123", "Telp-•••, TRY •••"),
        ("0816-7890-1234WA", "•••WA"),
        ("0812-3456-7890ext5", "•••ext5"),
        ("0812-3456-7890/0813-4567-8901", "•••/•••"),
        ("wa.me/6281234567890", "wa.me/•••"),
        ("+62 812 3456 7890 2026-11-23", "••• 2026-11-23"),
        ("05-11-2026 0812-3456-7890", "05-11-2026 •••"),
    ] {
        assert_eq!(masked(text), shown);
    }
}

#[test]
fn a_contacts_own_number_however_it_is_written() {
    for text in
        ["(555) 123-4567", "5551234567", "1-555-123-4567", "555.123.4567", "021 77771234", "021·7777\t1234"]
    {
        assert_eq!(masked(&format!("Call {text}, ok")), "Call •••, ok", "{text}");
    }
    assert_eq!(masked("CALL 555-1234"), "CALL •••");
    assert_eq!(masked("5 units, 555-1234, 3"), "5 units, •••, 3");
    assert_eq!(masked("555-12345"), "555-12345");
}

#[test]
fn what_is_no_number() {
    for kept in [
        "05-11-2026 10 units",
        "Rp250.000.000",
        "Rp1.000.000.000.000",
        "Rp62.850.000.000 and Rp628.500.000.000, IDR 628123456789",
        "62.850.000.000, RP 62850000000, Rp62850000000",
        "Rp 77.771.234, Rp177.771.234, 77.771.234",
        "naik +12.500.000 dari bulan lalu",
        "1 000 000 000 and 2 050 000 000",
        "2026-11-23 00:00",
        "Kontrak 2026-08-01 - 2027-07-31",
        "2026-01-01/2026-12-31",
        "2026-08-12 150.000.000, 2026-08-12 177.771.234",
        "2026-11-05 08.00-09.30",
        "2026-11-23 09.00 - 2026-11-23 10.00",
        "05-11-26 150.000.000",
        "Kirim 05.11.26 - 08.11.26, 05/11/26 - 12/11/26",
        "Senin 08/12 10.00-11.30",
        "NPWP 01.234.567.8-901.000",
        "NPWP 02.345.678.9-012.000",
        "No. 001/2026/11/0045, PO 0045001234, Order #0812345678",
        "SO-0812345678, Surat 045/08.12/2026/0001, NIB 0220001234567",
        "AWB 000123456789, AJU 000000-000123-20261123-000045",
        "SKU 0812345678-A, SKU A0812345678, SN 0x0812345678",
        "commit 628123456789abc, HS Code 0812.90.90.00",
        "Versi 08.1.2.2026.1123, IP 010.020.030.040",
        "01-02-03-04-05, 0/10/20/30/40/50, (100) 200 300 4000",
        "https://karya.example/p/0812345678",
        "0,123456789",
        "0.5 98765432",
        "a00000000001",
        "Support 09/2026 - 08/2027",
        "08.00-17.00, 09.00-18.00",
        "08.00-17.00 09.00-18.00",
        "12345678901234567890",
        "0001234567890123456789",
        "3174051708900001",
        &"1234567890".repeat(20),
        &"1 2 3 4 5 6 7 8 9 ".repeat(20),
    ] {
        assert_eq!(masked(kept), kept);
    }
}

#[test]
fn addresses_are_taken_out_of_texts() {
    assert_eq!(masked("Ask andi@karya.example."), "Ask •••.");
    assert_eq!(masked("<a.b+c@x-y.co.id>, or @team"), "<•••>, or @team");
    assert_eq!(masked("5 @ 200"), "5 @ 200");
    assert_eq!(masked("ändi@kärya.example"), "•••");
    assert_eq!(masked("a@b.co c@d.co"), "••• •••");
}

#[test]
fn addresses_in_disguise_are_too() {
    for text in [
        "\"andi w\"@karya.example",
        "andi%40karya.example",
        "andi&#64;karya.example",
        "andi\\@karya.example",
        "andi@**karya**.example",
        "andi＠karya.example",
        "andi@[10.0.0.1]",
        "andi@karya_x.example",
        "andi@kar…",
        "andi@…",
    ] {
        assert_eq!(masked(&format!("Ask {text}, ok")), "Ask •••, ok", "{text}");
    }
    for kept in
        ["5 @ *x*. So", "a@b", "100%40", "Q&#64;A", "@team.lead", "5 unit@Rp10.500.000", "node@18.2.0"]
    {
        assert_eq!(masked(kept), kept);
    }
}

#[test]
fn names_of_the_hidden_are_taken_out() {
    assert_eq!(masked("Met Joko Susilo"), "Met •••");
    assert_eq!(masked("JOKO  SUSILO's, joko-susilo"), "•••'s, •••");
    assert_eq!(masked("Joko Susilowati, Joko"), "Joko Susilowati, Joko");
}

#[test]
fn what_is_masked_stays_as_it_is() {
    for text in ["a@b.co 0812-3456-7890/0813-4567-8901", "Joko Susilo +62 21 555 1234 5678 9012"] {
        let once = masked(text);
        assert_eq!(masked(&once), once, "{text}");
    }
}
