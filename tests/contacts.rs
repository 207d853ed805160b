//! Contacts of another company: a reseller, a consultant.

use crate::support::{Bench, Ran};

fn lead(bench: &Bench, id: &str, company: &str, contact: &str) {
    let next = "next_step: {do: Call, due: 2026-11-28}";
    let history = "history:\n  - {stage: prospect, at: 2026-11-20}\n";
    let text = format!(
        "title: Till {id}\nowner: siti\ncompany: {{name: {company}}}\ncontacts:\n  - {{name: Andi, {contact}}}\n{next}\n{history}"
    );
    bench.write(&format!("pipeline/1-prospect/{id}.yaml"), text);
}

fn done(ran: Ran) -> Ran {
    assert_eq!(ran.status, 0, "{}{}", ran.out, ran.err);
    ran
}

#[test]
fn they_are_shown_and_found() {
    let bench = Bench::new();
    lead(&bench, "a", "PT Toko", "company: PT Mitra Solusi, role: Consultant");
    lead(&bench, "b", "PT Gudang", "role: Owner");
    assert_eq!(done(bench.run(&["check", "--format", "concise"])).out, "");
    let show = done(bench.run(&["show", "a"])).out;
    assert!(show.contains("Andi, Consultant, PT Mitra Solusi"), "{show}");
    let condition = "\"PT Mitra Solusi\" in contacts|map(attribute=\"company\")";
    for args in [["--where", condition], ["--where", "contacts[0].company == \"PT Mitra Solusi\""]] {
        let list = done(bench.run(&[&["list", "--columns", "id,contacts.company"][..], &args].concat())).out;
        assert!(list.contains("PT Mitra Solusi") && !list.contains("b "), "{list}");
    }
    done(bench.run(&["site"]));
    let page = bench.read("_site/leads/a.html");
    assert!(page.contains("Andi, Consultant, <a href=\"../companies.html#"), "{page}");
    let companies = bench.read("_site/companies.html");
    let own = companies.split("<tr ").find(|row| row.contains("PT Mitra Solusi")).unwrap();
    assert!(own.contains("leads/a.html") && own.contains("Prospect; a contact of theirs"), "{own}");
    assert!(bench.read("_site/leads.js").contains("\"PT Mitra Solusi\"]"));
    let config = bench.read("corong.yaml");
    bench.write("corong.yaml", format!("{config}site: {{hide: {{fields: [contacts.company]}}}}\n"));
    done(bench.run(&["site"]));
    for page in ["_site/leads/a.html", "_site/companies.html", "_site/leads.js"] {
        assert!(!bench.read(page).contains("Mitra"), "{page}");
    }
}

/// The end customer's lead of the reseller and the reseller's own may be one
/// deal; two that only share the reseller are not.
#[test]
fn they_are_known_to_the_rules_about_companies() {
    let bench = Bench::new();
    lead(&bench, "a", "PT Toko", "company: PT Mitra Solusi");
    lead(&bench, "b", "PT Gudang", "company: PT Mitra Solusi");
    assert_eq!(done(bench.run(&["check", "--format", "concise"])).out, "");
    lead(&bench, "c", "PT Mitra Solusi", "role: Owner");
    let found = done(bench.run(&["check", "--format", "concise"])).out;
    let told = "c.yaml:3:17: warning[duplicate-company] 3 open leads are for `PT Mitra Solusi`, or with a contact of theirs";
    assert!(found.contains(told) && found.lines().count() == 1, "{found}");
    lead(&bench, "b", "PT Gudang", "company: Mitra solusi");
    let found = done(bench.run(&["check", "--format", "concise"])).out;
    let told = "b.yaml:5:27: warning[company-spelling] `Mitra solusi` is written `PT Mitra Solusi` elsewhere";
    assert!(found.contains(told), "{found}");
}
