//! `corong show`, `agenda` and the plain `board`: pages to review.

use super::{bench, nusantara, shown};

#[test]
fn a_lead_as_a_page() {
    insta::assert_snapshot!("show_80", shown(&nusantara(&["show", "pt-citra-busana"], None)));
    insta::assert_snapshot!("show_40", shown(&nusantara(&["show", "bahtera-sehat"], Some("40"))));
    insta::assert_snapshot!("show_won", shown(&bench().run(&["show", "pt-abadi"])));
    insta::assert_snapshot!("show_foreign", shown(&bench().run(&["show", "cv-maju", "--language", "id"])));
    insta::assert_snapshot!("show_past", shown(&bench().run(&["show", "pt-rugi", "--as-of", "2026-10-01"])));
}

#[test]
fn pages_fit_their_room() {
    for columns in ["110", "80", "40"] {
        for args in [&["show", "pt-pesona-resor"][..], &["agenda", "--days", "60"], &["board"]] {
            let ran = nusantara(args, Some(columns));
            let room: usize = columns.parse().unwrap();
            for line in ran.out.lines() {
                assert!(unicode_width::UnicodeWidthStr::width(line) <= room, "{args:?} {columns}: {line}");
            }
        }
    }
}

#[test]
fn what_is_linked_and_wrong_is_told() {
    let bench = bench();
    let page = bench.run(&["show", "pt-abadi-2027", "--format", "json"]).json();
    assert_eq!(page["schema"], "corong.lead/1");
    assert_eq!(page["renews"], serde_json::json!({"id": "pt-abadi", "title": "Fleet", "stage": "won"}));
    let page = bench.run(&["show", "pt-abadi", "--format", "json"]).json();
    assert_eq!(page["renewed_by"][0]["id"], "pt-abadi-2027");
    assert_eq!(page["fields"]["contract"]["payment"], "30 days");
    let page = bench.run(&["show", "pt-karya", "--format", "json"]).json();
    assert_eq!(page["findings"][0]["rule"], "overdue-next-step");
    assert_eq!(page["findings"][0]["line"], 8);
    assert_eq!(
        page["next_step"]["due"],
        serde_json::json!({"day": "2026-11-20", "days": -3, "overdue": true})
    );
    assert_eq!(page["timeline"][1]["gap_days"], 2);
    assert_eq!(page["timeline"][1]["activity"]["minutes"], 30);
}

#[test]
fn what_cannot_be_shown_is_told() {
    let bench = bench();
    bench.write("pipeline/1-prospect/broken.yaml", "title: [\n");
    let runs = [
        vec!["show", "pt"],
        vec!["show", "nobody"],
        vec!["show", "broken"],
        vec!["show", "pt-karya", "--as-of", "2026-01-01"],
        vec!["agenda", "--owner", "sity"],
        vec!["agenda", "--days", "-1"],
        vec!["agenda", "--owner", "joko"],
        vec!["board", "--pipeline", "sale"],
        vec!["board", "--owner", "sity"],
        vec!["list", "--stage", "won"],
    ];
    let told = runs.iter().map(|args| format!("$ corong {}\n{}", args.join(" "), shown(&bench.run(args))));
    insta::assert_snapshot!("page_refusals", told.collect::<Vec<_>>().join("\n"));
}

#[test]
fn the_agenda_by_person() {
    insta::assert_snapshot!("agenda", shown(&nusantara(&["agenda"], None)));
    insta::assert_snapshot!("agenda_english", shown(&bench().run(&["agenda", "--days", "3"])));
    let json = bench().run(&["agenda", "--format", "json"]).json();
    assert_eq!(json["schema"], "corong.agenda/1");
    let first = |part: &str| json[part][0]["id"].as_str().unwrap_or_default().to_owned();
    assert_eq!(first("overdue"), "pt-karya");
    assert_eq!(first("due"), "pt-abadi-2027");
    assert_eq!(first("rotting"), "cv-maju");
    assert_eq!(first("closing"), "pt-abadi-2027");
    assert_eq!(first("contracts"), "pt-abadi");
}

#[test]
fn the_board_in_a_pipe() {
    insta::assert_snapshot!("board_pipe", shown(&nusantara(&["board"], None)));
    insta::assert_snapshot!("board_80", shown(&nusantara(&["board", "--owner", "siti"], Some("80"))));
    let json = bench().run(&["board", "--format", "json"]).json();
    let stages = json["pipelines"][0]["stages"].as_array().unwrap().clone();
    let row = |stage: &serde_json::Value| format!("{} {} {}", stage["id"], stage["count"], stage["value"]);
    let rows: Vec<_> = stages.iter().map(row).collect();
    assert_eq!(rows[0], r#""prospect" 3 "266258125""#);
    assert_eq!((rows[3].as_str(), rows[4].as_str()), (r#""won" 0 "0""#, r#""lost" 1 "0""#));
}

#[test]
fn colour_stands_beside_words_and_can_be_had_without() {
    let bench = bench();
    let plain = bench.run(&["show", "pt-karya"]).out;
    let colour = bench.run(&["--color", "always", "show", "pt-karya"]).out;
    assert!(!plain.contains('\x1b') && colour.contains("\x1b[31m"));
    let mut stripped = String::new();
    for (at, piece) in colour.split('\x1b').enumerate() {
        stripped.push_str(if at == 0 { piece } else { piece.split_once('m').unwrap().1 });
    }
    assert_eq!(stripped, plain);
}
