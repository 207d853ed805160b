//! `corong list`: which leads, which columns, in which form.

use super::{bench, nusantara, shown};

fn ids(args: &[&str]) -> Vec<String> {
    let ran = bench().run(&[&["list", "--format", "json"], args].concat());
    assert_eq!(ran.status, 0, "{ran:?}");
    let leads = ran.json()["leads"].as_array().unwrap().clone();
    leads.iter().map(|lead| lead["id"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn the_open_leads_unless_told_otherwise() {
    assert_eq!(ids(&[]), ["pt-karya", "cv-maju", "pt-abadi-2027"]);
    assert_eq!(ids(&["--all"]).len(), 5);
    assert_eq!(ids(&["--stage", "won,lost"]), ["pt-abadi", "pt-rugi"]);
    assert_eq!(ids(&["--where", "stage == 'won'"]), ["pt-abadi"]);
    assert_eq!(ids(&["--owner", "joko"]).len(), 0);
    assert_eq!(ids(&["--as-of", "2026-02-01", "--all"]), ["pt-abadi"]);
    assert_eq!(ids(&["--as-of", "2026-02-01", "--stage", "prospect"]), ["pt-abadi"]);
}

#[test]
fn conditions_see_the_whole_lead() {
    for (condition, wanted) in [
        ("'jakarta' in tags and value > 100000000", vec!["pt-karya"]),
        ("weighted == 25000000", vec!["pt-karya"]),
        ("value > 16258124 and value < 16258126", vec!["cv-maju"]),
        ("contacts|length == 1 and contacts[0].role == 'CFO'", vec!["pt-karya"]),
        ("idle_days > 40 and stage == 'prospect'", vec!["cv-maju"]),
        ("score == 100", vec!["pt-abadi"]),
        ("renews", vec!["pt-abadi-2027"]),
    ] {
        assert_eq!(ids(&["--where", condition]), wanted, "{condition}");
    }
}

#[test]
fn sorted_by_any_column_with_nothing_last() {
    assert_eq!(ids(&["--sort", "value"]), ["cv-maju", "pt-karya", "pt-abadi-2027"]);
    assert_eq!(ids(&["--sort=-value"]), ["pt-karya", "cv-maju", "pt-abadi-2027"]);
    assert_eq!(ids(&["--sort", "company.industry,-age_days"]), ["pt-karya", "cv-maju", "pt-abadi-2027"]);
    assert_eq!(ids(&["--all", "--sort", "-stage,id"])[0], "pt-rugi");
}

#[test]
fn money_is_exact_and_every_column_is_there_for_programs() {
    let ran = bench().run(&["list", "--all", "--format", "json"]);
    let json = ran.json();
    assert_eq!(json["schema"], "corong.list/1");
    assert_eq!(json["currency"], "IDR");
    let lead = json["leads"].as_array().unwrap().iter().find(|lead| lead["id"] == "cv-maju").unwrap();
    // 1000.50 × 16,250 = 16,258,125.
    assert_eq!((&lead["value"], &lead["weighted"]), (&"16258125".into(), &"1625812".into()));
    assert_eq!(lead["company"], serde_json::Value::Null);
    assert_eq!(lead["idle_days"], 53);
    assert_eq!(lead.as_object().unwrap().len(), json["columns"].as_array().unwrap().len());
    let own = bench().run(&["list", "--columns", "id,value.amount,value.currency,tags", "--format", "json"]);
    let lead = own.json()["leads"][1].clone();
    assert_eq!(
        lead.to_string(),
        r#"{"id":"cv-maju","value.amount":1000.5,"value.currency":"USD","tags":null}"#
    );
}

#[test]
fn a_spreadsheet_runs_nothing() {
    let bench = bench();
    bench.write(
        "pipeline/1-prospect/evil.yaml",
        "title: \"=cmd|' /C calc'!A0\"\ncompany: {name: '@SUM(A1)'}\nowner: siti\ntags: ['-1+2', ok]\n\
         contacts: [{name: '+A', phone: '+62 812'}]\nhistory: [{stage: prospect, at: 2026-11-20}]\n",
    );
    let columns = "id,title,company,tags,contacts.name,contacts.phone,value";
    let ran = bench.run(&["list", "--where", "id == 'evil'", "--columns", columns, "--format", "csv"]);
    let wanted = "id,title,company,tags,contacts.name,contacts.phone,value\r\n\
                  evil,'=cmd|' /C calc'!A0,'@SUM(A1),\"'-1+2, ok\",'+A,+62 812,\r\n";
    assert_eq!(ran.out, wanted);
    let file = bench.run(&["list", "-o", "leads.csv"]);
    assert_eq!((file.status, file.out.as_str(), file.err.as_str()), (0, "", "wrote leads.csv\n"));
    assert!(bench.read("leads.csv").starts_with("id,path,title,company,pipeline,stage,owner,"));
}

#[test]
fn tables_fit_their_room() {
    let ids = nusantara(&["list", "--columns", "id"], None).out;
    let ids: Vec<&str> = ids.lines().skip(1).collect();
    for columns in ["120", "80", "40", "20"] {
        let ran = nusantara(&["list"], Some(columns));
        let room: usize = columns.parse().unwrap();
        for line in ran.out.lines().filter(|line| !ids.contains(line)) {
            assert!(unicode_width::UnicodeWidthStr::width(line) <= room, "{columns}: {line}");
        }
        for id in &ids {
            let whole =
                |line: &str| line.strip_prefix(id).is_some_and(|rest| !rest.starts_with(|c| c != ' '));
            assert!(ran.out.lines().any(whole), "{columns}: {id}\n{}", ran.out);
        }
        // A row has one line, and one more where its id finds no room.
        let (whole, rest): (Vec<&str>, Vec<&str>) = ran.out.lines().partition(|line| ids.contains(line));
        let rows = if columns == "20" { whole.len() + rest.len() } else { rest.len() };
        assert_eq!(rows, 24, "{columns}");
    }
    let narrow = nusantara(&["list"], Some("80"));
    let heads: Vec<&str> = narrow.out.lines().next().unwrap().split_whitespace().collect();
    assert_eq!(heads, ["Peluang", "Judul", "Tahap", "Pemilik", "Nilai", "Tenggat"]);
    let pipe = nusantara(&["list"], None);
    assert!(pipe.err.is_empty() && !pipe.out.contains('…'));
    insta::assert_snapshot!("list_80", shown(&narrow));
    insta::assert_snapshot!("list_40", shown(&nusantara(&["list"], Some("40"))));
    insta::assert_snapshot!("list_pipe", shown(&nusantara(&["list", "--stage", "proposal,won"], None)));
}

#[test]
fn what_cannot_be_meant_is_told() {
    let runs = [
        vec!["list", "--where", "valu > 3"],
        vec!["list", "--where", "title == \"ünï\" and value > \"3\""],
        vec!["list", "--where", "company.nam == 'x'"],
        vec!["list", "--where", "title =="],
        vec!["list", "--where", "range(99999)|map('upper')|map('lower')|map('title')|list|length > 3"],
        vec!["list", "--columns", "id,compny"],
        vec!["list", "--columns", "contacts.fone"],
        vec!["list", "--sort", "-custom.none"],
        vec!["list", "--stage", "propsal"],
        vec!["list", "--owner", "sity"],
        vec!["list", "--pipeline", "sale"],
        vec!["list", "--as-of", "someday"],
        vec!["list", "-o", "leads.xls"],
        vec!["list", "--language", "fr"],
        vec!["list", "--where", "value > 999999999999"],
    ];
    let bench = bench();
    let told = runs.iter().map(|args| format!("$ corong {}\n{}", args.join(" "), shown(&bench.run(args))));
    insta::assert_snapshot!("list_refusals", told.collect::<Vec<_>>().join("\n"));
}
