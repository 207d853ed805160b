//! The board's keys and its drawing, without a terminal.

use corong::live::board::{Act, BoardMode, BoardModel, Choices, Deed, Key, Refusal, draw};
use corong::pipeline::Day;
use corong::report::board::{Board, boards};
use corong::report::seen::Views;
use corong::show::format::Style;
use corong::source::MemorySnapshot;
use corong::workspace::Loader;
use ratatui::Terminal;
use ratatui::backend::TestBackend;

use crate::support::CONFIG;

fn board(leads: &[(&str, &str)]) -> Board {
    let mut files = MemorySnapshot::default().with("corong.yaml", CONFIG);
    for (path, fields) in leads {
        let stage =
            path.split('/').next().unwrap().trim_start_matches(|c: char| c.is_ascii_digit() || c == '-');
        let text = format!(
            "title: About {path}\nowner: siti\n{fields}history: [{{stage: {stage}, at: 2026-11-10}}]\n"
        );
        files = files.with(&format!("pipeline/{path}.yaml"), text);
    }
    let today: Day = "2026-11-23".parse().unwrap();
    let loaded = Loader::new(&[], &|_| today).load(&files).unwrap_or_else(|_| panic!("it loads"));
    assert!(loaded.workspace.left_out.is_empty(), "{:?}", loaded.workspace.left_out);
    boards(&Views::new(&loaded.workspace, today, None), today, None).pipelines.remove(0)
}

fn sample() -> Board {
    board(&[
        ("1-prospect/pt-satu", "company: {name: PT Satu}\nvalue: 300\n"),
        (
            "1-prospect/pt-dua",
            "company: {name: 漢字漢字漢字漢字漢字漢字漢字}\nvalue: 200\nnext_step: {do: Ask, due: 2026-11-20}\n",
        ),
        ("1-prospect/pt-tiga", "value: 100\nnext_step: {do: Demo, due: 2026-12-20}\n"),
        ("2-qualified/cv-empat", "value: 50\n"),
        ("3-proposal/cv-lima", ""),
    ])
}

fn model() -> BoardModel {
    let options = |ids: &[&str]| ids.iter().map(|id| ((*id).to_owned(), id.to_uppercase())).collect();
    let choices = Choices {
        kinds: options(&["call", "email"]),
        won: Vec::new(),
        lost: options(&["price", "competitor"]),
    };
    BoardModel::new(sample(), choices)
}

fn press(model: &mut BoardModel, keys: &str) -> Act {
    let mut last = Act::Nothing;
    for key in keys.chars() {
        last = model.press(match key {
            '⏎' => Key::Enter,
            '⎋' => Key::Escape,
            '→' => Key::Right,
            '←' => Key::Left,
            '↓' => Key::Down,
            '↑' => Key::Up,
            '⌫' => Key::Backspace,
            c => Key::Char(c),
        });
    }
    last
}

fn marked(model: &BoardModel) -> &str {
    model.card().map_or("", |card| card.id.as_str())
}

fn goes(path: &str, stage: &str, reason: Option<&str>) -> Act {
    let reason = reason.map(str::to_owned);
    Act::Do(Deed::Move {
        path: format!("pipeline/{path}.yaml"),
        stage: stage.to_owned(),
        reason,
        sets: Vec::new(),
    })
}

#[test]
fn arrows_walk_and_stop_at_the_ends() {
    let mut model = model();
    assert_eq!(marked(&model), "pt-satu");
    press(&mut model, "↓j↓↓");
    assert_eq!(marked(&model), "pt-tiga");
    press(&mut model, "→");
    assert_eq!(marked(&model), "cv-empat");
    press(&mut model, "l→→→→");
    assert_eq!((model.column, marked(&model)), (4, ""));
    press(&mut model, "←←←←h");
    assert_eq!(marked(&model), "pt-tiga", "a column keeps its mark");
    press(&mut model, "gG");
    assert_eq!(marked(&model), "pt-tiga");
    assert_eq!(press(&mut model, "⏎"), Act::Page("pipeline/1-prospect/pt-tiga.yaml".into()));
}

#[test]
fn a_card_moves_and_closes() {
    let mut model = model();
    assert_eq!(press(&mut model, ">"), goes("1-prospect/pt-satu", "qualified", None));
    assert_eq!(press(&mut model, "<"), Act::Nothing);
    press(&mut model, "→");
    assert_eq!(press(&mut model, "<"), goes("2-qualified/cv-empat", "prospect", None));
    // The team keeps no reasons for winning, so none is asked.
    assert_eq!(press(&mut model, "w"), goes("2-qualified/cv-empat", "won", None));
    press(&mut model, "→");
    assert_eq!(press(&mut model, "m"), goes("3-proposal/cv-lima", "won", None));
    assert_eq!(press(&mut model, "x"), Act::Nothing);
    assert_eq!(press(&mut model, "↓⏎"), goes("3-proposal/cv-lima", "lost", Some("competitor")));
    press(&mut model, "x");
    assert_eq!(press(&mut model, "⎋"), Act::Nothing);
    assert_eq!(model.mode, BoardMode::Walk);
}

/// A lost lead needs a reason: where the team keeps no list, it is typed.
#[test]
fn why_a_lead_is_lost_is_typed_where_there_is_no_list() {
    let choices = Choices { kinds: Vec::new(), won: Vec::new(), lost: Vec::new() };
    let mut model = BoardModel::new(sample(), choices);
    assert_eq!(press(&mut model, "x"), Act::Nothing);
    assert!(seen(&model, 80, 20).contains("Why?"), "{}", seen(&model, 80, 20));
    assert_eq!(press(&mut model, "⏎"), Act::Nothing);
    assert_eq!(press(&mut model, "dear⏎"), goes("1-prospect/pt-satu", "lost", Some("dear")));
}

#[test]
fn a_refusal_is_shown_and_filled_in() {
    let mut model = model();
    let Act::Do(deed) = press(&mut model, ">") else { panic!("it moves") };
    let refusal =
        Refusal { lines: vec!["no".into(), "- `value` is missing".into()], missing: vec!["value".into()] };
    model.done(deed, Err(refusal));
    assert!(seen(&model, 80, 24).contains("`value` is missing"));
    let Act::Do(Deed::Move { sets, .. }) = press(&mut model, "s12⌫5⏎") else { panic!("it tries again") };
    assert_eq!(sets, ["value=15"]);
}

#[test]
fn a_call_is_logged() {
    let mut model = model();
    assert_eq!(press(&mut model, "c⏎⏎"), Act::Nothing, "a summary is needed");
    let wanted = Deed::Log {
        path: "pipeline/1-prospect/pt-satu.yaml".into(),
        kind: "call".into(),
        summary: "quite well".into(),
    };
    assert_eq!(press(&mut model, "quite well ⏎"), Act::Do(wanted.clone()));
    model.done(wanted, Ok("pt-satu: call logged".into()));
    assert!(seen(&model, 80, 24).contains("pt-satu: call logged"));
}

#[test]
fn what_was_done_is_said_and_taken_back() {
    let mut model = model();
    let Act::Do(deed) = press(&mut model, ">") else { panic!("it moves") };
    model.done(deed, Ok("pt-satu: prospect → qualified".into()));
    assert!(seen(&model, 80, 24).contains("pt-satu: prospect → qualified · u takes it back"));
    assert_eq!(press(&mut model, "u"), Act::Do(Deed::Undo));
    model.done(Deed::Undo, Ok("undo: pt-satu: prospect → qualified".into()));
    let screen = seen(&model, 80, 24);
    assert!(screen.contains("undo: pt-satu") && !screen.contains("takes it back"), "{screen}");
    // Before a lead closes it is said which one, and to where.
    press(&mut model, "x");
    assert!(seen(&model, 80, 24).contains("PT Satu → Lost. Why?"));
}

#[test]
fn next_steps_fields_and_new_leads_are_typed() {
    let mut model = model();
    let path = || "pipeline/1-prospect/pt-satu.yaml".to_owned();
    press(&mut model, "tCall⏎");
    assert!(seen(&model, 80, 24).contains("PT Satu: By when?"));
    let next = Deed::Next { path: path(), what: "Call".into(), due: "friday".into() };
    assert_eq!(press(&mut model, "friday⏎"), Act::Do(next));
    assert_eq!(press(&mut model, "svalue=5⏎"), Act::Do(Deed::Set { path: path(), field: "value=5".into() }));
    assert_eq!(press(&mut model, "n⏎"), Act::Nothing, "a title is needed");
    let new = |title: &str, company: &str, value: &str, sets: &[&str]| {
        let sets = sets.iter().map(|set| (*set).to_owned()).collect();
        Deed::New { title: title.into(), company: company.into(), value: value.into(), sets }
    };
    assert_eq!(press(&mut model, "ERP⏎⏎⏎"), Act::Do(new("ERP", "", "", &[])));
    let Act::Do(deed) = press(&mut model, "nERP⏎PT Dua⏎12⏎") else { panic!("it is made") };
    assert_eq!(deed, new("ERP", "PT Dua", "12", &[]));
    model.done(deed, Err(Refusal { lines: vec!["no".into()], missing: vec!["owner".into()] }));
    let Act::Do(deed) = press(&mut model, "ssiti⏎") else { panic!("it tries again") };
    assert_eq!(deed, new("ERP", "PT Dua", "12", &["owner=siti"]));
    model.done(deed, Ok("pt-tiga: new in prospect".into()));
    assert_eq!(marked(&model), "pt-tiga", "the new one is marked");
    assert_eq!(press(&mut model, "p"), Act::Pipeline);
    model.switch(Ok(board(&[("3-proposal/cv-enam", "")])));
    assert_eq!((model.column, marked(&model)), (0, ""));
}

/// As on the site's board: what rots first, then by value.
#[test]
fn what_rots_is_first_in_an_open_stage() {
    let mut leads =
        board(&[("1-prospect/a", "value: 9\n"), ("1-prospect/b", "value: 5\n"), ("1-prospect/c", "")]);
    for card in &mut leads.stages[0].leads {
        card.rotting = card.id != "a";
    }
    let model = BoardModel::new(leads, Choices::default());
    let ids: Vec<&str> = model.cards(0).iter().map(|card| card.id.as_str()).collect();
    assert_eq!(ids, ["b", "c", "a"]);
}

#[test]
fn the_filter_takes_effect_as_it_is_typed() {
    let mut model = model();
    press(&mut model, "↓↓/tig");
    assert_eq!((model.cards(0).len(), marked(&model)), (1, "pt-tiga"));
    press(&mut model, "q");
    assert_eq!(model.cards(0).len(), 0, "what is typed is no key");
    press(&mut model, "⌫⏎");
    assert_eq!(press(&mut model, ">"), goes("1-prospect/pt-tiga", "qualified", None));
    press(&mut model, "⎋");
    assert_eq!((model.cards(0).len(), marked(&model)), (3, "pt-tiga"));
    press(&mut model, "/siti dua⏎");
    assert_eq!(marked(&model), "pt-dua", "owners are looked at too, all words have to fit");
}

#[test]
fn a_card_stays_marked_when_it_moves() {
    let mut model = model();
    press(&mut model, "↓");
    model.renew(board(&[("1-prospect/pt-satu", ""), ("3-proposal/pt-dua", "")]));
    assert_eq!((model.column, marked(&model)), (2, "pt-dua"));
    model.renew(board(&[("1-prospect/pt-satu", "")]));
    assert_eq!(marked(&model), "");
    assert_eq!(press(&mut model, "q"), Act::Leave);
    assert_eq!(model.press(Key::Interrupt), Act::Interrupt);
}

/// What a screen of that size shows.
fn seen(model: &BoardModel, wide: u16, high: u16) -> String {
    let mut terminal = Terminal::new(TestBackend::new(wide, high)).unwrap();
    let style = Style::new("en", "IDR");
    terminal.draw(|frame| draw(model, &style, frame)).unwrap();
    let buffer = terminal.backend().buffer().clone();
    let row = |y: u16| {
        let mut line = String::new();
        let mut x = 0;
        while x < wide {
            let symbol = buffer[(x, y)].symbol();
            line.push_str(symbol);
            x += u16::try_from(unicode_width::UnicodeWidthStr::width(symbol)).unwrap().max(1);
        }
        line.trim_end().to_owned() + "\n"
    };
    (0..high).map(row).collect()
}

#[test]
fn drawn_at_every_size() {
    let mut model = model();
    insta::assert_snapshot!("screen_80", seen(&model, 80, 24));
    insta::assert_snapshot!("screen_30", seen(&model, 30, 12));
    press(&mut model, "?");
    insta::assert_snapshot!("screen_help", seen(&model, 80, 24));
    assert!(seen(&model, 20, 24).contains("Too small"));
    for mode in ["", "x", "c", "c⏎abc", "?", "/x"] {
        let mut model = self::model();
        press(&mut model, mode);
        model.show(if mode.is_empty() { Ok("a\nb".into()) } else { Err(String::new()) });
        for (wide, high) in [(1, 1), (24, 8), (25, 9), (47, 11), (200, 60), (300, 8)] {
            seen(&model, wide, high);
        }
    }
}

/// What is on hold is last, and `H` leaves it out.
#[test]
fn a_lead_is_parked_taken_up_and_left_out() {
    let hold = |until: Option<&str>| {
        let path = "pipeline/1-prospect/pt-a.yaml".to_owned();
        Act::Do(Deed::Hold { path, until: until.map(str::to_owned) })
    };
    let going = board(&[("1-prospect/pt-a", "value: 5\n")]);
    let mut model = BoardModel::new(going, Choices::default());
    assert_eq!(press(&mut model, "o+2w⏎"), hold(Some("+2w")));
    let held = board(&[
        ("1-prospect/pt-a", "value: 5\nhold: {until: 2026-12-07}\n"),
        ("1-prospect/pt-b", "value: 1\nnext_step: {do: Ask, due: 2026-11-30}\n"),
    ]);
    model.renew(held);
    let ids = |model: &BoardModel| model.cards(0).iter().map(|card| card.id.clone()).collect::<Vec<_>>();
    assert_eq!(ids(&model), ["pt-b", "pt-a"]);
    assert_eq!(marked(&model), "pt-a");
    assert_eq!(press(&mut model, "o"), hold(None));
    press(&mut model, "H");
    assert_eq!((ids(&model), marked(&model)), (vec!["pt-b".to_owned()], "pt-b"));
    press(&mut model, "H");
    assert_eq!(ids(&model).len(), 2);
}
