//! Cases as files in `cases/`: why, base, ours, theirs, merged.
//! `CORONG_REFRESH=1` writes what is merged, for review.

use std::fs;

use super::{merged, taken};

#[test]
fn each_case_merges_as_written() {
    let mut files: Vec<_> =
        fs::read_dir("tests/merge/cases").unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(files.len() > 15);
    let mut wrong = Vec::new();
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        let part = |name: &str| {
            let (_, rest) = text.split_once(&format!("======== {name}\n")).unwrap();
            rest.split("======== ").next().unwrap()
        };
        let (base, ours, theirs) = (part("base"), part("ours"), part("theirs"));
        let got = merged((!base.is_empty()).then_some(base), ours, theirs);
        let told = match got.fields.as_slice() {
            _ if got.clean => "clean".to_owned(),
            [] => "by lines".to_owned(),
            fields => format!("left to decide: {}", fields.join(", ")),
        };
        let (head, _) = text.split_once("======== merged").unwrap();
        let new = format!("{head}======== merged\n{}======== {told}\n", got.text);
        if std::env::var_os("CORONG_REFRESH").is_some() {
            fs::write(&file, new).unwrap();
        } else if new != text {
            wrong.push(format!("{}:\n{}", file.display(), &new[head.len()..]));
        }
        for side in [true, false].into_iter().filter(|_| !got.fields.is_empty()) {
            assert_eq!(corong::yaml::agrees(&taken(&got.text, side)), Ok(()), "{}", file.display());
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_repeated_merge_and_a_side_without_change() {
    let base = "title: A\nowner: siti\nhistory:\n  - {stage: p, at: 2026-11-01}\n";
    let ours = base.replace("siti", "joko");
    for (ours, theirs, wanted) in [(&*ours, base, &*ours), (base, &*ours, &*ours), (&*ours, &*ours, &*ours)] {
        let got = merged(Some(base), ours, theirs);
        assert!(got.clean && got.text == wanted);
    }
}

#[test]
fn line_ends_and_marks_of_one_side_stay() {
    let base =
        "title: A\nactivities:\n  - {at: 2026-11-02, kind: call}\nhistory:\n  - {stage: p, at: 2026-11-01}\n";
    let log =
        |day: &str| base.replace("call}\n", &format!("call}}\n  - {{at: 2026-11-{day}, kind: note}}\n"));
    let ours = format!("\u{feff}{}", log("09").replace('\n', "\r\n"));
    let got = merged(Some(base), &ours, &log("04"));
    assert!(got.clean, "{}", got.text);
    assert!(got.text.starts_with("\u{feff}title: A\r\n") && got.text.lines().count() == 7);
    assert_eq!(got.text.matches("\r\n").count(), got.text.matches('\n').count());
    // No line break at the end.
    let (ours, theirs) = (base.replace(": A", ": B"), base.replace(": A", ": C"));
    let got = merged(Some(base), ours.trim_end(), &theirs);
    assert_eq!(got.fields, ["title"]);
    assert!(
        got.text.starts_with("<<<<<<< ours\ntitle: B\n=======\ntitle: C\n>>>>>>> theirs\n"),
        "{}",
        got.text
    );
}
