//! An import at a terminal: what it asks, and that it can be stopped.

use crate::support::Bench;
use crate::support::terminal::at_a_terminal;

/// Two columns of dates that can be read in two ways, written alike.
const ROWS: &str = "Ref,Customer,Stage,Price,Started on,Close date\n\
    1,Acme,Prospecting,10,03/04/2026,\n2,Borg,Closed Won,20,04/04/2026,05/06/2026\n";

fn with(rows: &str) -> Bench {
    let bench = Bench::new();
    std::fs::remove_file(bench.place("corong.yaml")).unwrap();
    bench.write("list.csv", rows);
    bench
}

#[test]
fn a_terminal_asks_how_dates_are_written_once() {
    let bench = with(ROWS);
    let run = "init crm --language en --name Crm --from list.csv";
    let Some((shown, ended)) = at_a_terminal(&bench, run, "3\n2\n") else {
        println!("left out: this machine has no `script` of util-linux");
        return;
    };
    assert_eq!(ended, 0, "{shown}");
    assert_eq!(shown.matches("What is `").count(), 1, "{shown}");
    for told in ["What is `03/04/2026` in `Started on`", "2026-04-03", "`3` is none of them", "Customer"] {
        assert!(shown.contains(told), "{told}: {shown}");
    }
    let won = bench.read("crm/pipeline/2-won/borg.yaml");
    assert!(won.contains("at: 2026-04-04") && won.contains("at: 2026-05-06"), "{won}");
    assert!(bench.read("crm/corong.import.yaml").contains("\"%m/%d/%Y\"   # review"), "{shown}");
    let (shown, ended) =
        at_a_terminal(&bench, "init other --language en --name Crm --from list.csv", "\n").unwrap();
    assert!(ended == 1 && shown.contains("can be read in two ways"), "{shown}");
    assert!(!bench.place("other").exists());
}

#[test]
fn a_terminal_shows_what_columns_become_and_asks_before_it_writes() {
    let bench = with(&ROWS.replace("05/06/2026", "25/06/2026"));
    assert_eq!(bench.run(&["init", "crm", "--no-input"]).status, 0);
    let run = "-C crm import ../list.csv";
    let Some((shown, ended)) = at_a_terminal(&bench, run, "n\n") else { return };
    assert!(ended == 1 && shown.contains("Bring these deals in? [y/N]"), "{shown}");
    for told in ["becomes", "company.name", "Acme | Borg", "nothing was brought in"] {
        assert!(shown.contains(told), "{told}: {shown}");
    }
    assert!(!bench.place("crm/corong.import.yaml").exists());
    let (shown, ended) = at_a_terminal(&bench, run, "y\n").unwrap();
    assert!(ended == 0 && shown.contains("2 leads out of 2 rows"), "{shown}");
    assert!(bench.read("crm/corong.import.yaml").contains("lead:"));
}

#[test]
fn what_would_come_is_shown_and_nothing_is_written() {
    let bench = with(&ROWS.replace("05/06/2026", "25/06/2026"));
    let ran = bench.run(&["init", "crm", "--no-input", "-n", "--from", "list.csv"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    for told in ["2 leads out of 2 rows", "+++ b/corong.yaml", "+++ b/corong.import.yaml", "+title: Borg"] {
        assert!(ran.out.contains(told), "{told}: {ran:?}");
    }
    assert!(ran.err.contains("company.name") && !bench.place("crm").exists(), "{ran:?}");
}

/// Stopped while leads are written, nothing of it stays.
#[cfg(unix)]
#[test]
fn an_import_that_is_stopped_leaves_nothing() {
    use std::process::{Command, Stdio};

    let row = |n: usize| format!("{n},Deal {n},New,{n},2026-01-15\n");
    let rows: String = (1..=30_000).map(row).collect();
    let bench = with(&format!("Record ID,Deal Name,Deal Stage,Amount,Create Date\n{rows}"));
    let names = || -> Vec<String> {
        let all = std::fs::read_dir(bench.root()).unwrap();
        all.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    };
    let before = names();
    // On a busy machine the signal may come too late.
    for _ in 0..8 {
        let mut child = crate::support::command()
            .current_dir(bench.root())
            .args(["init", "crm", "--no-input", "--from", "list.csv"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        while names() == before && child.try_wait().unwrap().is_none() {
            std::thread::sleep(std::time::Duration::from_millis(2));
        }
        Command::new("kill").args(["-INT", &child.id().to_string()]).stderr(Stdio::null()).status().unwrap();
        let ended = child.wait().unwrap();
        if ended.success() {
            std::fs::remove_dir_all(bench.place("crm")).unwrap();
            continue;
        }
        assert_eq!(ended.code(), Some(130), "{ended:?}");
        assert_eq!(names(), before);
        return;
    }
    panic!("it was always faster than its end");
}
