//! Eight processes that log fifty activities each on one lead.

use corong::yaml::Arena;

use crate::support::{Bench, PROSPECT, TODAY, command};

const LEAD: &str = "pipeline/1-prospect/pt-a.yaml";

fn log(bench: &Bench, said: &str) -> Result<(), String> {
    let mut command = command();
    command.current_dir(bench.root()).args(["--today", TODAY, "log", "pt-a", "call", said]);
    let done = command.output().unwrap();
    if done.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&done.stderr).into_owned()) }
}

fn logged(bench: &Bench, processes: usize, each: usize) {
    bench.write(LEAD, format!("# kept\r\n{}", PROSPECT.replace('\n', "\r\n")));
    let logged = |worker: usize, n: usize| {
        let said = format!("{worker}: {n}");
        // On a machine that is busy otherwise a turn may not come in time; then it says so.
        while let Err(why) = log(bench, &said) {
            assert!(why.contains("has been changing this workspace"), "{said}: {why}");
        }
    };
    std::thread::scope(|scope| {
        for worker in 0..processes {
            scope.spawn(move || (0..each).for_each(|n| logged(worker, n)));
        }
    });
    let text = bench.read(LEAD);
    let mut arena = Arena::default();
    let parsed = arena.parse(&text);
    let summaries = parsed.tree.find("activities").into_iter().flat_map(corong::yaml::Node::items);
    let mut found: Vec<_> =
        summaries.map(|item| item.get("summary").unwrap().value().unwrap().to_owned()).collect();
    found.sort();
    let mut wanted: Vec<_> =
        (0..processes).flat_map(|worker| (0..each).map(move |n| format!("{worker}: {n}"))).collect();
    wanted.sort();
    assert_eq!(found, wanted);
    assert!(text.starts_with("# kept\r\ntitle: ERP rollout\r\n") && !text.replace("\r\n", "").contains('\n'));
    let checked = bench.run(&["check"]);
    assert_eq!(checked.status, 0, "{checked:?}");
    assert_eq!(
        std::fs::read_dir(bench.place("pipeline/1-prospect")).unwrap().count(),
        1,
        "nothing is left over"
    );
}

#[test]
fn four_hundred_activities_of_eight_processes_are_all_there() {
    let bench = Bench::new();
    logged(&bench, 8, 50);
    // Outside git the lock leaves nothing behind; `.corong` is what undo takes back.
    if cfg!(unix) {
        assert_eq!(std::fs::read_dir(bench.root()).unwrap().count(), 3);
    }
}

#[test]
fn inside_git_the_lock_is_gits() {
    let bench = Bench::new();
    bench.write(LEAD, PROSPECT);
    bench.repository();
    logged(&bench, 4, 5);
    assert_eq!(bench.git(&["status", "--short"]), "M pipeline/1-prospect/pt-a.yaml");
}
