//! The site in a browser: it leads somewhere, it can be used by anybody, it
//! follows the files, and nothing in a lead ever runs.

use std::process::Command;

use super::serve::Serving;
use crate::support::Bench;

/// Runs a scenario of `tests/site/browser/`. Needs what `tests/all` installs:
/// node, chromium, playwright-core and axe-core.
fn scenario(name: &str, args: &[&str]) {
    let tools = std::env::var("CORONG_TEST_TOOLS").expect("run tests/all");
    let chromium = std::env::var("CORONG_CHROMIUM").unwrap_or_else(|_| "/usr/bin/chromium".to_owned());
    let script = format!("{}/tests/site/browser/{name}.mjs", env!("CARGO_MANIFEST_DIR"));
    let mut node = Command::new("node");
    node.arg(script).args(args).env("CORONG_TEST_TOOLS", tools).env("CORONG_CHROMIUM", chromium);
    let ran = node.output().unwrap();
    let said = String::from_utf8_lossy(&ran.stdout).into_owned() + &String::from_utf8_lossy(&ran.stderr);
    assert!(ran.status.success(), "{said}");
    println!("{said}");
}

/// A built site: its workspace, its folder and where its pages begin as files.
struct Built {
    bench: Bench,
    folder: String,
    top: String,
}

impl Built {
    fn of(bench: Bench) -> Self {
        let built = bench.run(&["site"]);
        assert_eq!(built.status, 0, "{built:?}");
        let folder = bench.place("_site").canonicalize().unwrap().to_str().unwrap().to_owned();
        let top = format!("file://{}/", folder.replace(' ', "%20"));
        Self { bench, folder, top }
    }

    fn examples() -> [Self; 2] {
        ["examples/nusantara", "examples/brightline"].map(|folder| {
            let bench = Bench::copy_of(folder);
            // A file that is no lead has a page too.
            let config = bench.read("corong.yaml");
            let dir = config.lines().find_map(|line| line.trim().strip_prefix("dir: ")).unwrap();
            bench.write(&format!("{dir}/1-prospect/broken.yaml"), "title: [\n");
            Self::of(bench)
        })
    }

    fn over(&self, scenario: &str) {
        self::scenario(scenario, &[&self.top, &self.folder]);
    }
}

#[test]
#[ignore = "needs a browser; tests/all runs it"]
fn every_link_leads_somewhere() {
    for built in Built::examples() {
        built.over("links");
        let serving = Serving::start(&built.bench, &[]);
        scenario("links", &[&format!("http://localhost:{}/", serving.port), &built.folder]);
    }
}

#[test]
#[ignore = "needs a browser; tests/all runs it"]
fn leads_are_sorted_filtered_and_found() {
    let [built, _] = Built::examples();
    scenario("use", &[&built.top]);
}

#[test]
#[ignore = "needs a browser; tests/all runs it"]
fn the_keyboard_alone_reaches_everything() {
    Built::examples().iter().for_each(|built| built.over("keyboard"));
}

#[test]
#[ignore = "needs a browser; tests/all runs it"]
fn axe_finds_nothing_on_any_kind_of_page() {
    Built::examples().iter().for_each(|built| built.over("looks"));
}

/// A workspace of so many open leads, the first with a step that is overdue.
fn few(leads: usize, target: &str) -> Bench {
    let bench = Bench::new();
    bench.write("corong.yaml", bench.read("corong.yaml") + target);
    for at in 0..leads {
        let due = ["2026-11-11", "2026-11-23", "2026-11-26"][at % 3];
        let lead = format!(
            "title: Rollout {at}\ncompany: {{name: PT Number {at}}}\nowner: siti\nvalue: {}\n\
             next_step: {{do: Call, due: {due}}}\nhistory: [{{stage: prospect, at: 2026-11-10}}]\n",
            1_250_000 * (at + 1)
        );
        bench.write(&format!("pipeline/1-prospect/rollout-{at}.yaml"), lead);
    }
    bench
}

#[test]
#[ignore = "needs a browser; tests/all runs it"]
fn the_first_screen_answers() {
    let target = "targets: [{period: 2026-Q4, value: 90000000}]\n";
    for (bench, target, longest) in [
        (Bench::copy_of("examples/nusantara"), "target", "0"),
        (Bench::copy_of("examples/brightline"), "target", "2400"),
        (few(5, target), "target", "1600"),
        (few(1, ""), "none", "1400"),
    ] {
        assert_eq!(bench.run(&["report", "-q", "-o", "report.html"]).status, 0);
        let built = Built::of(bench);
        let report = format!("file://{}", built.bench.place("report.html").canonicalize().unwrap().display());
        scenario("first", &[&report, &built.top, &built.folder, target, longest]);
    }
}

#[test]
#[ignore = "needs a browser; tests/all runs it"]
fn nothing_is_torn_apart_on_paper() {
    // Two pipelines whose reports are long, with few that closed.
    let long = Bench::copy_of("examples/brightline");
    for at in 0..10 {
        let lead = format!(
            "title: Deal {at}\nowner: tom\ncompany: {{name: Firm {at}}}\nvalue: {at}500.25\n\
             history: [{{stage: prospect, at: 2026-11-05}}]\n"
        );
        long.write(&format!("new-business/1-prospect/deal-{at}.yaml"), lead);
    }
    let benches =
        [Bench::copy_of("examples/nusantara"), Bench::copy_of("examples/brightline"), long, few(5, "")];
    for bench in benches {
        assert_eq!(bench.run(&["report", "-q", "-o", "report.html"]).status, 0);
        let built = Built::of(bench);
        let report = format!("file://{}", built.bench.place("report.html").canonicalize().unwrap().display());
        let pages = ["agenda", "wins", "owners", "months/index"];
        let pages = pages.map(|page| format!("{}{page}.html", built.top));
        let urls: Vec<&str> = std::iter::once(&report).chain(&pages).map(String::as_str).collect();
        scenario("paper", &urls);
    }
}

#[test]
#[ignore = "needs a browser; tests/all runs it"]
fn the_open_page_follows_the_files() {
    let bench = Bench::copy_of("examples/nusantara");
    let serving = Serving::start(&bench, &[]);
    let top = format!("http://127.0.0.1:{}/", serving.port);
    let root = bench.root().canonicalize().unwrap();
    scenario("live", &[&top, root.to_str().unwrap(), "pipeline/4-proposal/pt-lintas-logam.yaml"]);
}

#[test]
#[ignore = "needs a browser; tests/all runs it"]
fn eight_tabs_of_one_browser_follow_the_files() {
    let bench = Bench::copy_of("examples/nusantara");
    let serving = Serving::start(&bench, &[]);
    let top = format!("http://localhost:{}/", serving.port);
    let root = bench.root().canonicalize().unwrap();
    scenario("tabs", &[&top, root.to_str().unwrap(), "pipeline/4-proposal/pt-lintas-logam.yaml"]);
}

/// Ways to make a page run something, or to break out of where a text stands.
const PIECES: [&str; 50] = [
    "<script>window.ran='TAG'</script>",
    "<img src=x onerror=\"window.ran='TAG'\">",
    "\"><svg onload=window.ran='TAG'>",
    "'><img src=x onerror=window.ran='TAG'>",
    "</title><script>window.ran='TAG'</script>",
    "</script><script>window.ran='TAG'</script>",
    "<!--<script>--><img src=x onerror=window.ran='TAG'>",
    "javascript:window.ran='TAG'",
    "[click](javascript:window.ran='TAG')",
    "<a href=\"javascript:window.ran='TAG'\">x</a>",
    "[x]: javascript:window.ran='TAG'",
    "![x](javascript:window.ran='TAG')",
    "<iframe srcdoc=\"<script>parent.ran='TAG'</script>\"></iframe>",
    "<object data=\"javascript:window.ran='TAG'\"></object>",
    "<math><mtext><style><img src=x onerror=window.ran='TAG'></style></mtext></math>",
    "<svg><script>window.ran='TAG'</script></svg>",
    "<svg><animate onbegin=window.ran='TAG' attributeName=x dur=1s>",
    "<details open ontoggle=window.ran='TAG'>",
    "<input autofocus onfocus=window.ran='TAG'>",
    "<body onload=window.ran='TAG'>",
    "<marquee onstart=window.ran='TAG'>",
    "<video><source onerror=window.ran='TAG'></video>",
    "<base href=\"https://evil.example/\">",
    "<meta http-equiv=\"refresh\" content=\"0;url=javascript:window.ran='TAG'\">",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<style>@import 'https://evil.example/x.css'</style>",
    "<form action=https://evil.example><button>x</button></form>",
    "{{ 7 * 7 }}{% raw %}",
    "{% include 'corong.yaml' %}",
    "{{ site.name }}",
    "${window.ran='TAG'}",
    "`${window.ran='TAG'}`",
    "\\u003cscript\\u003ewindow.ran='TAG'\\u003c/script\\u003e",
    "&lt;script&gt;window.ran='TAG'&lt;/script&gt;",
    "&#60;script&#62;window.ran='TAG'&#60;/script&#62;",
    "\u{202e}gnirts desrever",
    "zero\u{200b}width\u{feff}",
    "\u{2028}window.ran='TAG'\u{2029}",
    "\\\";window.ran='TAG';//",
    "');window.ran='TAG';//",
    "]]><script>window.ran='TAG'</script>",
    "<x onclick=window.ran='TAG' style=position:fixed;inset:0>",
    "<a href=\"data:text/html,<script>opener.ran='TAG'</script>\">x</a>",
    "<data:text/html,x>",
    "<https://evil.example/x.png>",
    "https://evil.example/?q=\"onmouseover=window.ran='TAG'",
    "|x|y|\n|-|-|\n|<img src=x onerror=window.ran='TAG'>|z|",
    "```html\n<script>window.ran='TAG'</script>\n```",
    "<\u{0}script>window.ran='TAG'</script>",
    "<scr<script>ipt>window.ran='TAG'</scr</script>ipt>",
];

/// 500 leads, hostile in title, company, people, words and notes.
#[test]
#[ignore = "needs a browser; tests/all runs it"]
fn five_hundred_hostile_texts_are_text() {
    let bench = Bench::new();
    bench.write(
        "corong.yaml",
        bench.read("corong.yaml") + "site: {show: [notes, contacts.email, contacts.phone, costs]}\n",
    );
    let mut told = Vec::new();
    for n in 0..500 {
        let piece = |shift: usize| {
            let piece = PIECES[(n + shift * (n / PIECES.len() + 1)) % PIECES.len()];
            piece.replace("TAG", &n.to_string())
        };
        let one_line = |text: String| text.replace(['\n', '\0'], " ");
        let id = format!("hostile-{n}");
        let (title, name) = (one_line(format!("{n} {}", piece(0))), one_line(format!("{n} {}", piece(1))));
        let marker = format!("the end of notes {n}");
        let notes = format!("{}\n\n{}\n\n{marker}\n", piece(2).replace('\0', ""), piece(3).replace('\0', ""));
        let json = |text: &str| serde_json::to_string(text).unwrap();
        let lost = n % 3 == 0;
        let folder = if lost { "lost" } else { "1-prospect" };
        let mut lead = format!(
            "title: {}\ncompany: {{name: {}, industry: {}}}\ncontacts:\n  - {{name: {}, role: {}}}\nowner: siti\n",
            json(&title),
            json(&name),
            json(&one_line(piece(4))),
            json(&name),
            json(&one_line(piece(5)))
        );
        lead += &format!("source: referral\ntags: [{}]\n", json(&one_line(piece(6))));
        lead += &format!("next_step: {{do: {}, due: 2026-11-28}}\n", json(&one_line(piece(7))));
        lead += &format!("products: [{{name: {}, price: 5}}]\n", json(&one_line(piece(8))));
        lead += &format!(
            "activities:\n  - {{at: 2026-11-11, kind: call, by: siti, summary: {}}}\n",
            json(&one_line(piece(9)))
        );
        lead += "history:\n  - {stage: prospect, at: 2026-11-10, by: siti}\n";
        if lost {
            lead += &format!(
                "  - {{stage: lost, at: 2026-11-20, by: siti, reason: price, competitor: {}, note: {}}}\n",
                json(&one_line(piece(10))),
                json(&one_line(piece(11)))
            );
        }
        lead += &format!("notes: {}\n", json(&notes));
        bench.write(&format!("pipeline/{folder}/{id}.yaml"), lead);
        told.push(
            serde_json::json!({"id": id, "title": title, "name": name, "notes": notes, "marker": marker}),
        );
    }
    bench.write("told.json", serde_json::to_vec(&told).unwrap());
    let json = bench.run(&["report", "-q", "--format", "json"]).json();
    assert_eq!(json["left_out"].as_array().map(Vec::len), Some(0), "each is a lead: {}", json["left_out"]);
    let told = bench.place("told.json");
    let built = Built::of(bench);
    scenario("hostile", &[&built.top, told.to_str().unwrap()]);
    let serving = Serving::start(&built.bench, &[]);
    scenario("hostile", &[&format!("http://localhost:{}/", serving.port), told.to_str().unwrap()]);
}
