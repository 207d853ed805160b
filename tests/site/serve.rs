//! `corong serve` over TCP: who is answered, with which headers, and how soon
//! a change shows.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use crate::support::{Bench, PROSPECT, TODAY, command};

/// A serving program.
pub struct Serving {
    child: Child,
    said: tempfile::NamedTempFile,
    pub port: u16,
}

/// An answer as it came.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    head: String,
    pub body: String,
}

impl Serving {
    pub fn start(bench: &Bench, args: &[&str]) -> Self {
        Self::at(bench.root(), args)
    }

    /// The same of a workspace anywhere.
    pub fn at(folder: &Path, args: &[&str]) -> Self {
        let mut program = command();
        program.current_dir(folder).args(["--today", TODAY, "serve", "--port", "0"]).args(args);
        let said = tempfile::NamedTempFile::new().unwrap();
        program.stdout(Stdio::piped()).stderr(said.reopen().unwrap());
        let mut child = program.spawn().unwrap();
        let mut url = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut url).unwrap();
        let port = url.trim().strip_prefix("http://localhost:").and_then(|rest| rest.strip_suffix('/'));
        let port = port.unwrap_or_else(|| panic!("{url}")).parse().unwrap();
        Self { child, said, port }
    }

    /// What it said on stderr by now.
    pub fn said(&self) -> String {
        fs::read_to_string(self.said.path()).unwrap()
    }

    /// Sends bytes as they are and reads until the connection ends.
    fn raw(&self, request: &str) -> Answer {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        let answer = String::from_utf8(answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap_or_else(|| panic!("{answer}"));
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Answer { status, head: head.to_lowercase(), body: body.to_owned() }
    }

    fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)]) -> Answer {
        let host = format!("127.0.0.1:{}", self.port);
        let own = [("Host", host.as_str())];
        let named = headers.iter().any(|(name, _)| *name == "Host");
        let all = if named { headers.to_vec() } else { [&own, headers].concat() };
        let lines: String = all.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        self.raw(&format!("{method} {path} HTTP/1.1\r\n{lines}Connection: close\r\n\r\n"))
    }

    pub fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, &[])
    }

    /// Opens the stream of events and gives it with the first version.
    pub fn events(&self) -> (BufReader<TcpStream>, String) {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        write!(stream, "GET /-/events HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", self.port).unwrap();
        let mut events = BufReader::new(stream);
        let first = version(&mut events);
        (events, first)
    }

    #[cfg(unix)]
    fn interrupt(mut self) -> ExitStatus {
        let kill = std::process::Command::new("kill").args(["-INT", &self.child.id().to_string()]).status();
        assert!(kill.unwrap().success());
        let begun = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status;
            }
            assert!(begun.elapsed() < Duration::from_secs(30), "it goes on");
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The next version of a stream of events.
pub fn version(events: &mut BufReader<TcpStream>) -> String {
    loop {
        let mut line = String::new();
        assert!(events.read_line(&mut line).unwrap() > 0, "the stream ended");
        if let Some(version) = line.strip_prefix("data:") {
            return version.trim().to_owned();
        }
    }
}

fn bench() -> Bench {
    let bench = Bench::new();
    bench.write("pipeline/1-prospect/pt-a.yaml", PROSPECT);
    bench
}

#[test]
fn only_this_machine_and_its_own_pages_are_answered() {
    let bench = bench();
    let serving = Serving::start(&bench, &[]);
    let port = serving.port;
    let own = format!("localhost:{port}");
    assert_eq!(serving.get("/").status, 200);
    assert_eq!(serving.ask("GET", "/", &[("Host", &own)]).status, 200);
    for host in ["evil.example", &format!("evil.example:{port}"), "localhost", "localhost:1", "127.0.0.1"] {
        let answer = serving.ask("GET", "/", &[("Host", host)]);
        assert_eq!(answer.status, 421, "{host}");
        assert!(!answer.body.contains("<html"), "{host}");
    }
    assert_eq!(serving.raw("GET / HTTP/1.0\r\n\r\n").status, 421);
    assert_eq!(serving.raw("GET / HTTP/1.1\r\nConnection: close\r\n\r\n").status / 100, 4);
    let absolute = format!("GET http://evil.example/ HTTP/1.1\r\nHost: {own}\r\nConnection: close\r\n\r\n");
    assert_eq!(serving.raw(&absolute).status, 421);
    for origin in ["http://evil.example", "null", "http://localhost:1", &format!("https://{own}")] {
        assert_eq!(serving.ask("GET", "/", &[("Origin", origin)]).status, 403, "{origin}");
        assert_eq!(serving.ask("GET", "/-/events", &[("Origin", origin)]).status, 403, "{origin}");
    }
    assert_eq!(serving.ask("GET", "/", &[("Origin", &format!("http://{own}"))]).status, 200);
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "PATCH"] {
        let answer = serving.ask(method, "/", &[("Content-Length", "0")]);
        assert_eq!(answer.status, 405, "{method}");
        assert!(answer.head.contains("allow: get, head"), "{}", answer.head);
    }
    let head = serving.ask("HEAD", "/index.html", &[]);
    assert_eq!((head.status, head.body.as_str()), (200, ""));
    // It listens nowhere but on this machine.
    let elsewhere = format!("{}:{port}", own_address());
    if !elsewhere.starts_with("127.") {
        assert!(TcpStream::connect(&elsewhere).is_err(), "it answers at {elsewhere}");
    }
}

/// An address of this machine that others can reach; loopback where there is none.
fn own_address() -> std::net::IpAddr {
    let socket = std::net::UdpSocket::bind("0.0.0.0:0").unwrap();
    // Sends nothing.
    match socket.connect("192.0.2.1:9") {
        Ok(()) => socket.local_addr().unwrap().ip(),
        Err(_) => std::net::Ipv4Addr::LOCALHOST.into(),
    }
}

#[test]
fn every_answer_has_the_headers_of_a_careful_server() {
    let bench = bench();
    let serving = Serving::start(&bench, &[]);
    let answers = [
        serving.get("/"),
        serving.get("/-/live.js"),
        serving.get("/nowhere.html"),
        serving.ask("POST", "/", &[("Content-Length", "0")]),
        serving.ask("GET", "/", &[("Host", "evil.example")]),
    ];
    for answer in &answers {
        for header in [
            "frame-ancestors 'none'",
            "default-src 'none'",
            "x-content-type-options: nosniff",
            "x-frame-options: deny",
            "referrer-policy: no-referrer",
            "cross-origin-resource-policy: same-origin",
            "cross-origin-opener-policy: same-origin",
            "cache-control: no-store",
        ] {
            assert!(answer.head.contains(header), "{header}: {}", answer.head);
        }
        assert!(!answer.head.contains("access-control-allow"), "{}", answer.head);
    }
    assert!(answers[0].head.contains("content-type: text/html; charset=utf-8"));
    assert!(answers[1].head.contains("content-type: text/javascript; charset=utf-8"));
    assert!(serving.get("/site.css").head.contains("content-type: text/css; charset=utf-8"));
    assert_eq!((answers[2].status, answers[3].status), (404, 405));
    assert!(answers[2].body.contains("<h1>No such page</h1>"));
    assert!(answers[0].body.contains("-/live.js"));
}

#[test]
fn no_path_leads_to_a_file() {
    let bench = bench();
    bench.write("secret.html", "hidden");
    let serving = Serving::start(&bench, &[]);
    for path in [
        "/../secret.html",
        "/%2e%2e/secret.html",
        "/..%2fsecret.html",
        "/secret.html",
        "/leads/../../secret.html",
        "/corong.yaml",
        "/pipeline/1-prospect/pt-a.yaml",
        "//etc/passwd",
        "/%00",
        "/%ff",
        "/\\..\\secret.html",
        "/-/../corong.yaml",
        "/index.html/",
        "/.corong-site",
    ] {
        let answer = serving.raw(&format!(
            "GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nConnection: close\r\n\r\n",
            serving.port
        ));
        assert!(matches!(answer.status, 400 | 404), "{path}: {}", answer.status);
        assert!(!answer.body.contains("hidden") && !answer.body.contains("owner: siti"), "{path}");
    }
    assert!(serving.raw("nonsense\r\n\r\n").status >= 400);
    assert_eq!(serving.get("/?x=../secret").status, 200);
}

#[test]
fn a_change_shows_and_nothing_is_written() {
    let bench = bench();
    let files = || -> Vec<_> {
        let walk = walkdir::WalkDir::new(bench.root()).sort_by_file_name().into_iter();
        walk.map(|entry| entry.unwrap().into_path()).collect()
    };
    let before = files();
    let serving = Serving::start(&bench, &["--trust-templates"]);
    let (mut events, first) = serving.events();
    let page = serving.get("/");
    assert!(page.head.contains(&format!("server-timing: corong;desc=\"{first}\"")), "{}", page.head);
    bench.write("pipeline/1-prospect/pt-a.yaml", format!("{PROSPECT}value: 123456789\n"));
    let second = version(&mut events);
    assert_ne!(first, second);
    let page = serving.get("/");
    assert!(page.head.contains(&second), "{}", page.head);

    // A configuration that is broken says so, and is forgotten once it is mended.
    let configuration = bench.read("corong.yaml");
    bench.write("corong.yaml", configuration.replace("currency: IDR", "currency: <b>XYZ"));
    version(&mut events);
    let broken = serving.get("/");
    assert_eq!(broken.status, 500);
    assert!(broken.body.contains("corong.yaml") && broken.body.contains("&lt;b&gt;XYZ"), "{}", broken.body);
    assert!(!broken.body.contains("<b>XYZ"));
    bench.write("corong.yaml", &configuration);
    version(&mut events);
    assert_eq!(serving.get("/").status, 200);
    // A team's template that is broken too.
    bench.write("templates/site/page.html.j2", "{% nonsense %}");
    version(&mut events);
    let broken = serving.get("/");
    assert_eq!(broken.status, 500, "{}", broken.body);
    fs::remove_dir_all(bench.place("templates")).unwrap();
    version(&mut events);
    assert_eq!(serving.get("/").status, 200);
    drop(serving);
    assert_eq!(files(), before, "something was written");
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_it_with_open_pages() {
    use std::os::unix::process::ExitStatusExt;
    let bench = bench();
    let serving = Serving::start(&bench, &[]);
    let _open: Vec<_> = (0..3).map(|_| serving.events()).collect();
    let status = serving.interrupt();
    // What a shell calls 130.
    assert!(status.code() == Some(130) || status.signal() == Some(2), "{status:?}");
}

#[test]
fn a_port_that_is_taken_is_told() {
    let bench = bench();
    let serving = Serving::start(&bench, &[]);
    let refused = bench.run(&["serve", "--port", &serving.port.to_string()]);
    assert_eq!((refused.status, refused.out.as_str()), (2, ""));
    assert!(
        refused.err.contains(&format!("port {} is in use by another program", serving.port)),
        "{}",
        refused.err
    );
    let nothing = tempfile::tempdir().unwrap();
    let refused = command().current_dir(nothing.path()).arg("serve").output().unwrap();
    assert_eq!(refused.status.code(), Some(2));
}
