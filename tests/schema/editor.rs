//! An editor: yaml-language-server, spoken to over its protocol.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

use crate::support::Bench;

/// A language server with one client, ended when dropped.
struct Server {
    child: Child,
    stdin: ChildStdin,
    said: Receiver<Value>,
    settings: Value,
    asked: u64,
}

impl Server {
    fn start(bench: &Bench, settings: Value) -> Self {
        let tools = std::env::var("CORONG_TEST_TOOLS").unwrap_or_else(|_| "target/test-tools".to_owned());
        let tools = std::fs::canonicalize(tools).unwrap();
        let program = tools.join("node_modules/yaml-language-server/bin/yaml-language-server");
        let mut child = Command::new("node")
            .arg(program)
            .arg("--stdio")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let (stdin, stdout) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
        let (tell, said) = channel();
        thread::spawn(move || {
            let mut from = BufReader::new(stdout);
            while let Some(message) = receive(&mut from) {
                if tell.send(message).is_err() {
                    break;
                }
            }
        });
        let mut server = Self { child, stdin, said, settings, asked: 0 };
        let root = uri(bench, "");
        server.ask(
            "initialize",
            json!({
                "processId": null, "rootUri": root, "workspaceFolders": [{"uri": root, "name": "sales"}],
                "capabilities": {"workspace": {"configuration": true, "workspaceFolders": true}},
            }),
        );
        server.tell("initialized", json!({}));
        let settings = server.settings.clone();
        server.tell("workspace/didChangeConfiguration", json!({"settings": settings}));
        server
    }

    fn send(&mut self, message: Value) {
        let text = message.to_string();
        write!(self.stdin, "Content-Length: {}\r\n\r\n{text}", text.len()).unwrap();
        self.stdin.flush().unwrap();
    }

    fn tell(&mut self, method: &str, params: Value) {
        self.send(json!({"jsonrpc": "2.0", "method": method, "params": params}));
    }

    /// The next message that is no question of the server's; those are answered.
    fn next(&mut self) -> Value {
        loop {
            let message = self.said.recv_timeout(Duration::from_secs(60)).expect("the server is silent");
            let (Some(id), Some(method)) = (message.get("id"), message.get("method")) else { return message };
            let setting = |item: &Value| self.settings.get(item["section"].as_str()?).cloned();
            let result = match message["params"]["items"].as_array() {
                Some(items) if method == "workspace/configuration" => {
                    items.iter().map(|item| setting(item).unwrap_or(json!({}))).collect()
                }
                _ => Value::Null,
            };
            self.send(json!({"jsonrpc": "2.0", "id": id, "result": result}));
        }
    }

    fn ask(&mut self, method: &str, params: Value) -> Value {
        self.asked += 1;
        let id = self.asked;
        self.send(json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}));
        loop {
            let message = self.next();
            if message["id"] == id {
                assert!(message["error"].is_null(), "{message}");
                return message["result"].clone();
            }
        }
    }

    fn open(&mut self, bench: &Bench, path: &str, text: &str) {
        let document = json!({"uri": uri(bench, path), "languageId": "yaml", "version": 1, "text": text});
        self.tell("textDocument/didOpen", json!({"textDocument": document}));
    }

    /// What is told of a document next.
    fn told(&mut self, bench: &Bench, path: &str) -> Vec<Value> {
        loop {
            let message = self.next();
            if message["method"] == "textDocument/publishDiagnostics"
                && message["params"]["uri"] == uri(bench, path)
            {
                return message["params"]["diagnostics"].as_array().unwrap().clone();
            }
        }
    }

    /// What is proposed at the end of a line, counted from 0.
    fn proposed(&mut self, bench: &Bench, path: &str, text: &str, line: usize) -> Vec<String> {
        let character = text.lines().nth(line).unwrap().chars().count();
        let params = json!({
            "textDocument": {"uri": uri(bench, path)},
            "position": {"line": line, "character": character},
        });
        let answer = self.ask("textDocument/completion", params);
        let items = answer["items"].as_array().or(answer.as_array()).unwrap().clone();
        items.iter().map(|item| item["label"].as_str().unwrap().to_owned()).collect()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn receive(from: &mut impl BufRead) -> Option<Value> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if from.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.trim().split_once(": ") {
            Some((name, value)) if name.eq_ignore_ascii_case("content-length") => {
                length = value.parse().ok()?
            }
            Some(_) => {}
            None => break,
        }
    }
    let mut body = vec![0; length];
    from.read_exact(&mut body).ok()?;
    serde_json::from_slice(&body).ok()
}

fn uri(bench: &Bench, path: &str) -> String {
    let place = bench.place(path).to_string_lossy().replace(' ', "%20");
    format!("file://{}", place.trim_end_matches('/'))
}

/// The words a document is told wrong at, with what is said.
fn underlined(text: &str, told: &[Value]) -> Vec<(String, String)> {
    let one = |told: &Value| {
        let number =
            |pointer: &str| usize::try_from(told.pointer(pointer).unwrap().as_u64().unwrap()).unwrap();
        assert_eq!(number("/range/start/line"), number("/range/end/line"), "{told}");
        let line = text.lines().nth(number("/range/start/line")).unwrap();
        let (from, to) = (number("/range/start/character"), number("/range/end/character"));
        let word = line.chars().skip(from).take(to - from).collect();
        (word, told["message"].as_str().unwrap().to_owned())
    };
    told.iter().map(one).collect()
}

const LEAD: &str = "pipeline/5-negotiation/pt-nusa-rempah.yaml";

/// The settings that the README gives, and those of every test.
fn settings(own: Value) -> Value {
    let mut yaml =
        json!({"validate": true, "completion": true, "hover": true, "schemaStore": {"enable": false}});
    yaml.as_object_mut().unwrap().extend(own.as_object().unwrap().clone());
    json!({"yaml": yaml})
}

/// Every example file is fine, a misspelt owner is underlined and completed.
fn try_out(bench: &Bench, settings: Value, strip: bool) {
    let text = |path: &str| {
        let text = bench.read(path);
        if strip { text.replacen("# yaml-language-server:", "# was:", 1) } else { text }
    };
    let mut server = Server::start(bench, settings);
    let good = text(LEAD);
    let owner = good.lines().find_map(|line| line.strip_prefix("owner: ")).unwrap();

    let wrong = good.replacen(&format!("owner: {owner}"), "owner: sitti", 1);
    let path = "pipeline/5-negotiation/wrong.yaml";
    server.open(bench, path, &wrong);
    // Until it has its settings, the server has nothing to say.
    let told = loop {
        let told = server.told(bench, path);
        if !told.is_empty() {
            break underlined(&wrong, &told);
        }
    };
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!(told[0].0, "sitti");
    assert!(told[0].1.contains("siti"), "{told:?}");

    for path in ["corong.yaml", LEAD] {
        server.open(bench, path, &text(path));
        assert_eq!(server.told(bench, path), Vec::<Value>::new(), "{path}");
    }
    let path = "corong.yaml";
    let other = text(path).replacen("language: id", "language: fr", 1);
    let change =
        json!({"textDocument": {"uri": uri(bench, path), "version": 2}, "contentChanges": [{"text": other}]});
    server.tell("textDocument/didChange", change);
    let told = underlined(&other, &server.told(bench, path));
    assert_eq!(told.iter().map(|(word, _)| word.as_str()).collect::<Vec<_>>(), ["fr"], "{told:?}");

    let unwritten = good.replacen(&format!("owner: {owner}"), "owner: ", 1);
    let path = "pipeline/5-negotiation/unwritten.yaml";
    server.open(bench, path, &unwritten);
    let line = unwritten.lines().position(|line| line == "owner: ").unwrap();
    let mut proposed = server.proposed(bench, path, &unwritten, line);
    proposed.sort();
    assert_eq!(proposed, ["agus", "budi", "dewi", "joko", "rina", "siti"]);

    // A lost entry gets the reasons for losing.
    let head = if strip { "" } else { "# yaml-language-server: $schema=../../schemas/lead.schema.json\n" };
    let lost =
        format!("{head}title: T\nowner: siti\nhistory:\n  - stage: lost\n    at: 2026-11-20\n    reason: \n");
    let path = "pipeline/lost/new.yaml";
    server.open(bench, path, &lost);
    let mut proposed = server.proposed(bench, path, &lost, lost.lines().count() - 1);
    proposed.sort();
    assert_eq!(proposed, ["competitor", "no-budget", "no-response", "price", "timing"]);
}

#[test]
#[ignore = "needs what tests/all installs"]
fn files_that_name_their_schema() {
    let bench = Bench::copy_of("examples/nusantara");
    try_out(&bench, settings(json!({})), false);
}

#[test]
#[ignore = "needs what tests/all installs"]
fn schemas_by_folder_as_the_handbook_says() {
    let page = std::fs::read_to_string("templates/handbook/editor.en.md").unwrap();
    let (_, after) = page.split_once("```json\n").unwrap();
    let (block, _) = after.split_once("```").unwrap();
    let block: Value = serde_json::from_str(block).unwrap();
    let bench = Bench::copy_of("examples/nusantara");
    try_out(&bench, settings(json!({"schemas": block["yaml.schemas"]})), true);
}

#[test]
#[ignore = "needs what tests/all installs"]
fn own_fields_of_a_later_draft() {
    let bench = Bench::copy_of("examples/nusantara");
    let field = "fields:\n  luas: {$ref: '#/$defs/n', maximum: 9, $defs: {n: {type: integer, minimum: 2}}}\n";
    bench.write("corong.yaml", bench.read("corong.yaml").replacen("fields:\n", field, 1));
    assert_eq!(bench.run(&["schema", "lead", "--write"]).status, 0);
    let lead = |size| {
        let head = "# yaml-language-server: $schema=../../schemas/lead.schema.json";
        format!(
            "{head}\ntitle: T\nowner: siti\ncustom: {{luas: {size}}}\nhistory:\n  - {{stage: prospect, at: 2026-11-20}}\n"
        )
    };
    let mut server = Server::start(&bench, settings(json!({})));
    for (size, path) in [("12", "a"), ("1", "b"), ("5", "c")] {
        let (path, text) = (format!("pipeline/1-prospect/{path}.yaml"), lead(size));
        bench.write(&path, &text);
        server.open(&bench, &path, &text);
        let told = underlined(&text, &server.told(&bench, &path));
        let words: Vec<_> = told.iter().map(|(word, _)| word.as_str()).collect();
        if size == "5" {
            assert_eq!(words, [""; 0], "{told:?}");
        } else {
            assert_eq!(words, [size], "{told:?}");
            let found = bench.run(&["check", "--format", "json", &path]).findings();
            assert!(found.iter().any(|finding| finding.ends_with(" schema")), "{found:?}");
        }
    }
}
