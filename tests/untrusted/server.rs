//! Clients of `corong serve` that hold its connections.

use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use crate::site::serve::{Serving, version};
use crate::support::{Bench, PROSPECT};

fn bench() -> Bench {
    let bench = Bench::new();
    bench.write("pipeline/1-prospect/pt-a.yaml", PROSPECT);
    bench
}

/// A connection that says so much and waits.
fn open(serving: &Serving, said: &str) -> TcpStream {
    let mut stream = TcpStream::connect(("127.0.0.1", serving.port)).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
    stream.write_all(said.as_bytes()).unwrap();
    stream
}

/// Waits until the server has closed a connection.
fn closed(stream: &mut TcpStream) {
    let mut answer = Vec::new();
    if let Err(error) = stream.read_to_end(&mut answer) {
        assert_eq!(error.kind(), ErrorKind::ConnectionReset, "it is open after a minute");
    }
}

#[test]
fn who_asks_for_nothing_is_not_waited_for() {
    let bench = bench();
    let serving = Serving::start(&bench, &[]);
    let (mut events, _) = serving.events();
    let asked = format!("GET / HTTP/1.1\r\nHost: localhost:{}\r\n", serving.port);
    let mut held: Vec<_> = ["", "G", &asked, &format!("{asked}\r\n"), &format!("{asked}\r\n{asked}")]
        .iter()
        .flat_map(|said| (0..5).map(|_| open(&serving, said)).collect::<Vec<_>>())
        .collect();
    // One that goes on, a little at a time.
    let mut slow = open(&serving, &asked);
    let slowly = std::thread::spawn(move || {
        (0..300).any(|_| {
            std::thread::sleep(Duration::from_millis(200));
            slow.write_all(b"X").is_err()
        })
    });
    // One that asks and asks, and reads no answer.
    let deaf = open(&serving, "");
    deaf.set_write_timeout(Some(Duration::from_secs(1))).unwrap();
    let many = format!("{asked}\r\n").repeat(10_000);
    let deafly = std::thread::spawn(move || {
        let waits = |kind| matches!(kind, ErrorKind::WouldBlock | ErrorKind::TimedOut);
        (0..120).any(|_| (&deaf).write_all(many.as_bytes()).is_err_and(|error| !waits(error.kind())))
    });
    held.iter_mut().for_each(closed);
    assert!(deafly.join().unwrap(), "a client that reads nothing is waited for");
    assert!(slowly.join().unwrap(), "a slow client is waited for");
    // Who listens for changes asked for that.
    bench.write("pipeline/1-prospect/pt-b.yaml", PROSPECT);
    version(&mut events);
}

#[test]
fn held_connections_keep_nobody_out() {
    let bench = bench();
    let serving = Serving::start(&bench, &[]);
    let half = format!("GET / HTTP/1.1\r\nHost: localhost:{}\r\nX-Half: ", serving.port);
    let stream = format!("GET /-/events HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", serving.port);
    let mut held = Vec::new();
    for said in ["", half.as_str(), stream.as_str()] {
        held.extend((0..100).map(|_| open(&serving, said)));
        assert_eq!(serving.get("/").status, 200, "{said}");
    }
    // The oldest gave way to the new ones.
    held.iter_mut().take(200).for_each(closed);
    assert_eq!(serving.get("/").status, 200);
}
