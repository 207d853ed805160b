//! Working days: idle leads and first contacts where the team has a calendar,
//! and what no customer hears.

use serde_json::{Value, json};

use crate::support::{Bench, CONFIG, Ran, TODAY};

const KINDS: (&str, &str) = ("[call, email, meeting]", "[call, email, {id: note, contact: false}]");
const CALENDAR: &str = "calendar: {week: [mon, tue, wed, thu, fri], holidays: [2026-11-16]}\n";

fn lead(bench: &Bench, id: &str, begun: &str, activities: &[&str]) {
    let done: String = activities.iter().map(|done| format!("  - {{{done}}}\n")).collect();
    let activities = if done.is_empty() { String::new() } else { format!("activities:\n{done}") };
    let history = format!("history:\n  - {{stage: prospect, at: {begun}}}\n");
    let path = format!("pipeline/1-prospect/{id}.yaml");
    bench.write(&path, format!("title: {id}\nowner: siti\n{activities}{history}"));
}

fn done(ran: Ran) -> Ran {
    assert_eq!(ran.status, 0, "{}{}", ran.out, ran.err);
    ran
}

fn report(bench: &Bench) -> Value {
    done(bench.run(&["report", "--format", "json"])).json()
}

/// Today is Monday, 23 November. From Tuesday the 3rd 20 days are gone, 13 of
/// them worked, as Monday the 16th was off; from Friday, 30 October, 15 were.
fn bench(calendar: &str) -> Bench {
    assert_eq!(TODAY, "2026-11-23");
    let bench = Bench::new();
    bench.write("corong.yaml", format!("{calendar}{}", CONFIG.replace(KINDS.0, KINDS.1)));
    lead(&bench, "a", "2026-11-03", &[]);
    let call = "at: 2026-11-23T09:30:00+07:00, kind: call";
    lead(&bench, "b", "2026-10-30", &["at: 2026-11-20, kind: note, summary: Read their report"]);
    lead(&bench, "c", "2026-11-20T16:00:00+07:00", &["at: 2026-11-20T16:05:00+07:00, kind: note", call]);
    lead(&bench, "d", "2026-11-12", &["at: 2026-11-17, kind: call"]);
    bench
}

/// What every look says of them.
fn rotting(bench: &Bench) -> Value {
    let told = report(bench);
    let rows = told["pipelines"][0]["rotting"].as_array().unwrap().clone();
    let rows: Vec<Value> = rows.iter().map(|row| json!([row["id"], row["idle_days"]])).collect();
    let agenda = done(bench.run(&["agenda", "--format", "json"])).json();
    let listed = agenda["rotting"].as_array().unwrap().iter().map(|row| json!([row["id"], row["idle_days"]]));
    assert_eq!(listed.collect::<Vec<_>>(), rows);
    let check = done(bench.run(&["check", "--format", "concise"])).out;
    assert_eq!(check.matches("[stale-lead]").count(), rows.len(), "{check}");
    Value::Array(rows)
}

#[test]
fn idle_days_are_working_days_where_there_is_a_calendar() {
    let bench = bench(CALENDAR);
    assert_eq!(rotting(&bench), json!([["b", 15]]));
    let check = bench.run(&["check", "--format", "json"]).out;
    assert!(
        check.contains("nothing has happened for 15 working days; in `prospect` 14 are allowed"),
        "{check}"
    );
    assert!(check.contains("due within 14 working days"), "{check}");
    let show = done(bench.run(&["show", "b"])).out.replace('\u{a0}', " ");
    assert!(show.contains("nothing has happened for 15 working days"), "{show}");
    let agenda = done(bench.run(&["agenda", "--language", "id"])).out.replace('\u{a0}', " ");
    assert!(agenda.contains("15 hari kerja"), "{agenda}");
    let board = done(bench.run(&["board"])).out.replace('\u{a0}', " ");
    assert!(board.contains("rotting 15 wd"), "{board}");
    let board = done(bench.run(&["board", "--language", "id"])).out.replace('\u{a0}', " ");
    assert!(board.contains("mandek 15 hk"), "{board}");
    let listed = done(bench.run(&["list", "--where", "idle_days > 12", "--format", "json"])).json();
    assert_eq!(listed["leads"].as_array().unwrap().len(), 2);
    let list = done(bench.run(&["list", "--columns", "id,idle_days"])).out;
    assert!(list.contains("Idle (working days)"), "{list}");
    done(bench.run(&["site", "--language", "id"]));
    let page = bench.read("_site/leads/b.html").replace('\u{a0}', " ");
    assert!(page.contains("Tidak ada kegiatan selama 15 hari kerja"), "{page}");
    let why = done(bench.run(&["explain", "rotting"])).out;
    assert!(why.contains("idle for 15 working days, 14 are allowed in prospect"), "{why}");
    // A step due on the fourteenth working day cares for it, one on the day after does not.
    for (due, rots) in [("2026-12-11", false), ("2026-12-14", true)] {
        done(bench.run(&["next", "b", "Call", "--due", due]));
        assert_eq!(rotting(&bench) == json!([["b", 15]]), rots, "{due}");
    }
}

#[test]
fn without_a_calendar_every_day_counts() {
    let bench = bench("");
    assert_eq!(rotting(&bench), json!([["b", 24], ["a", 20]]));
    let check = bench.run(&["check", "--format", "concise"]).out;
    assert!(check.contains("nothing has happened for 24 days; in `prospect` 14"), "{check}");
    assert_eq!(report(&bench).get("working_days"), None);
}

/// A note does not stop a lead from rotting and is no answer. The call came two
/// working days after the start of `d`; eight hours of Friday and nine and a
/// half of Monday after that of `c`.
#[test]
fn a_first_contact_is_one_that_the_customer_heard() {
    let bench = bench(CALENDAR);
    let effort = report(&bench)["pipelines"][0]["effort"].clone();
    assert_eq!(effort["first_activity_days"], json!({"n": 2, "median": 1.5, "without": 2}));
    assert_eq!(effort["first_activity_hours"], json!({"n": 1, "median": 17.5}));
    assert_eq!(effort["activities"], 4);
    let why = done(bench.run(&["explain", "effort"])).out;
    assert!(why.contains("begun on 2026-11-20, first contact after 17.5 hours"), "{why}");
    assert!(why.contains("begun on 2026-11-12, first contact after 2 working days"), "{why}");
    let text = done(bench.run(&["report", "--format", "text"])).out.replace('\u{a0}', " ");
    assert!(text.contains("The first contact comes typically 1.5 working days after the start"), "{text}");
    assert!(text.contains("it comes typically 17.5 hours after the start, of 1."), "{text}");
    lead(&bench, "b", "2026-10-30", &["at: 2026-11-20, kind: call"]);
    assert_eq!(rotting(&bench), json!([]));
}

#[test]
fn a_calendar_makes_sense_or_is_refused() {
    let bench = Bench::new();
    for (calendar, told) in [
        ("{week: []}", "`week`"),
        ("{week: [mon, tues]}", "`week` has to be one of mon, tue, wed, thu, fri, sat, sun, not `tues`"),
        ("{week: [mon, mon]}", "`mon` is in the week twice"),
        ("{holidays: [2026-12-25, 2026-12-25]}", "`2026-12-25` is a holiday twice"),
        ("{holidays: [christmas]}", "`holidays` has to be a date, not `christmas`"),
        ("{days: [mon]}", "`days`"),
        ("weekdays", "`calendar` has to be a mapping"),
    ] {
        bench.write("corong.yaml", format!("calendar: {calendar}\n{CONFIG}"));
        let ran = bench.run(&["check"]);
        assert!(ran.status == 2 && ran.err.contains(told), "{calendar}: {ran:?}");
    }
    bench.write("corong.yaml", CONFIG.replace("[call, ", "[{id: note, contact: no}, "));
    assert!(bench.run(&["check"]).err.contains("`contact` has to be true or false, not `no`"));
}
