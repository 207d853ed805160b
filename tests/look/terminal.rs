//! The board driven in a real terminal, by tmux.

use std::process::Command;
use std::time::{Duration, Instant};

use super::bench;
use crate::support::blocks::is_fresh;
use crate::support::{Bench, TODAY};

/// A terminal of tmux's, with a server of its own.
struct Tmux(String);

impl Tmux {
    /// `None` where there is no tmux.
    fn start(bench: &Bench, columns: &str, rows: &str) -> Option<Self> {
        Command::new("tmux").arg("-V").output().ok()?;
        let tmux = Self(bench.place(".tmux").to_str().unwrap().to_owned());
        let program = env!("CARGO_BIN_EXE_corong");
        let line = format!(
            "'{program}' --today {TODAY} board; echo ended $?; stty -a | tr ' ;' '\\n' | grep -x echo; sleep 60"
        );
        tmux.run(&[
            "-f",
            "/dev/null",
            "new-session",
            "-d",
            "-x",
            columns,
            "-y",
            rows,
            "-c",
            bench.root().to_str()?,
            &line,
        ]);
        Some(tmux)
    }

    fn run(&self, args: &[&str]) -> String {
        let mut command = Command::new("tmux");
        command.env_remove("TMUX").env("TERM", "xterm").env("LC_ALL", "C.UTF-8");
        let output = command.args(["-u", "-S", &self.0]).args(args).output().unwrap();
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    fn keys(&self, keys: &[&str]) {
        self.run(&[&["send-keys"], keys].concat());
    }

    /// Waits until the screen holds a text.
    fn until(&self, text: &str) {
        let start = Instant::now();
        loop {
            let screen = self.run(&["capture-pane", "-p"]);
            if screen.contains(text) {
                return;
            }
            assert!(start.elapsed() < Duration::from_secs(60), "waiting for {text:?}, there is:\n{screen}");
            std::thread::sleep(Duration::from_millis(50));
        }
    }
}

impl Drop for Tmux {
    fn drop(&mut self) {
        self.run(&["kill-server"]);
    }
}

/// The handbook shows the board as it is.
#[test]
fn the_handbooks_picture_is_the_boards() {
    let pages = [("brightline", "en", "calder-veterinary ·"), ("nusantara", "id", "cv-citra-plastik ·")];
    for (example, language, marked) in pages {
        let file = format!("templates/handbook/looking.{language}.md");
        let page = std::fs::read_to_string(&file).unwrap();
        let picture = page.split("```text\n").nth(1).unwrap().split("```").next().unwrap();
        let bench = Bench::copy_of(&format!("examples/{example}"));
        let Some(tmux) = Tmux::start(&bench, "76", "10") else {
            eprintln!("left out: there is no tmux");
            return;
        };
        tmux.until(marked);
        let screen = tmux.run(&["capture-pane", "-p"]);
        let shown: String = screen.lines().map(|line| format!("{}\n", line.trim_end())).collect();
        is_fresh(&file, &page, &page.replace(picture, &format!("{}\n", shown.trim_end())));
    }
}

/// A board that is opened, with its second card chosen; `None` where there is no tmux.
fn at_karya(bench: &Bench) -> Option<Tmux> {
    let Some(tmux) = Tmux::start(bench, "100", "24") else {
        eprintln!("left out: there is no tmux");
        return None;
    };
    // What rots is first.
    tmux.until("▌Stock");
    tmux.keys(&["Down"]);
    tmux.until("▌PT Karya");
    Some(tmux)
}

#[test]
fn walk_move_filter_log_and_quit() {
    let bench = bench();
    let Some(tmux) = at_karya(&bench) else { return };
    tmux.keys(&[">"]);
    tmux.until("The budget has to be confirmed before a lead counts as qualified");
    assert!(bench.place("pipeline/1-prospect/pt-karya.yaml").exists());
    tmux.keys(&["s"]);
    tmux.until("FIELD=VALUE");
    tmux.keys(&["C-u"]);
    tmux.keys(&["-l", "qualification.budget=met"]);
    tmux.keys(&["Enter"]);
    tmux.until("pt-karya: prospect → qualified");
    assert!(
        bench
            .read("pipeline/2-qualified/pt-karya.yaml")
            .contains("{stage: qualified, at: 2026-11-23, by: siti}")
    );
    assert!(!bench.place("pipeline/1-prospect/pt-karya.yaml").exists());
    tmux.keys(&["c"]);
    tmux.until("What was done?");
    tmux.keys(&["Enter"]);
    tmux.until("What came of it?");
    tmux.keys(&["-l", "Went well"]);
    tmux.keys(&["Enter"]);
    tmux.until("call logged");
    assert!(bench.read("pipeline/2-qualified/pt-karya.yaml").contains("summary: Went well"));
    tmux.keys(&["-l", "/fleet 2027"]);
    tmux.until("1/2");
    tmux.keys(&["Enter", "Left", "Enter"]);
    tmux.until("Renews");
    tmux.keys(&["Escape"]);
    // Somebody else's change is seen without a key.
    bench.write(
        "pipeline/1-prospect/new-fleet-2027.yaml",
        "title: fleet 2027\nowner: siti\nhistory: [{stage: prospect, at: 2026-11-20}]\n",
    );
    tmux.until("2/3");
    tmux.keys(&["q"]);
    tmux.until("ended 0\necho");
    assert_eq!(bench.run(&["check", "--format", "concise", "pipeline/2-qualified"]).status, 0);
}

#[test]
fn what_is_made_set_and_planned_on_the_board_is_taken_back_there() {
    let bench = bench();
    let Some(tmux) = at_karya(&bench) else { return };
    let karya = bench.read("pipeline/1-prospect/pt-karya.yaml");
    let typed = |keys: &[(&str, &str)]| {
        for (title, text) in keys {
            tmux.until(title);
            tmux.keys(&["-l", text]);
            tmux.keys(&["Enter"]);
        }
    };
    tmux.keys(&["u"]);
    tmux.until("nothing was changed on this board");
    tmux.keys(&["Enter", "t"]);
    typed(&[("What is to be done next?", "Visit them"), ("By when?", "+3d")]);
    tmux.until("pt-karya: next step due 2026-11-26 · u takes it back");
    tmux.keys(&["s"]);
    typed(&[("FIELD=VALUE", "tags=big,old")]);
    tmux.until("pt-karya: tags set · u takes it back");
    assert!(bench.read("pipeline/1-prospect/pt-karya.yaml").contains("Visit them"));
    tmux.keys(&["n"]);
    typed(&[("what is it about?", "Two gyms"), ("which company?", "CV Otot"), ("what is it worth?", "")]);
    tmux.until("cv-otot: new in prospect · u takes it back");
    tmux.until("▌CV Otot");
    tmux.keys(&["u"]);
    tmux.until("undo: cv-otot");
    assert!(!bench.place("pipeline/1-prospect/cv-otot.yaml").exists());
    tmux.keys(&["u"]);
    tmux.until("undo: pt-karya: tags set");
    // What somebody else did meanwhile is not the board's to take back.
    assert_eq!(bench.run(&["log", "pt-karya", "call", "Rang"]).status, 0);
    tmux.keys(&["u"]);
    tmux.until("something else was changed since");
    assert_eq!(bench.run(&["undo"]).status, 0);
    tmux.keys(&["Enter", "u"]);
    tmux.until("undo: pt-karya: next step due");
    assert_eq!(bench.read("pipeline/1-prospect/pt-karya.yaml"), karya);
    tmux.keys(&["q"]);
    tmux.until("ended 0");
}

#[test]
fn control_c_gives_the_terminal_back() {
    let bench = bench();
    let Some(tmux) = at_karya(&bench) else { return };
    tmux.keys(&["C-c"]);
    tmux.until("ended 130\necho");
}
