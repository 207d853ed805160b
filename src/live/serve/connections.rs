//! The connections of the server. None can be held for nothing: a client has to
//! ask soon and to take what it asked for, and where too many are open the
//! oldest that waits for its client is closed for the new one.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use hyper::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::AbortHandle;
use tokio_io_timeout::TimeoutStream;

use super::Server;

/// How many connections of one listener may be open: fewer than the files that a
/// process may open anywhere, and far more than a browser opens to one server.
const MOST: usize = 64;
/// How long a client may take to say all of what it asks for, or to ask again.
const ASKING: Duration = Duration::from_secs(10);
/// How long a client may not read while there is something to send.
const READING: Duration = Duration::from_secs(30);
/// How long to wait where the system opens no more connections.
const PAUSE: Duration = Duration::from_millis(100);

/// An open connection.
struct Open {
    /// Whether an answer is made for it.
    busy: Arc<AtomicBool>,
    task: AbortHandle,
}

/// Those that are open, the oldest first.
#[derive(Default)]
struct Connections(VecDeque<Open>);

impl Connections {
    /// Closes one where no more may be open.
    fn make_room(&mut self) {
        self.0.retain(|open| !open.task.is_finished());
        if self.0.len() >= MOST {
            let waiting = self.0.iter().position(|open| !open.busy.load(Ordering::Relaxed));
            if let Some(open) = self.0.remove(waiting.unwrap_or(0)) {
                open.task.abort();
            }
        }
    }
}

/// Answers whoever connects, until the process ends.
pub async fn accept(listener: TcpListener, server: Server) {
    let mut connections = Connections::default();
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            tokio::time::sleep(PAUSE).await;
            continue;
        };
        connections.make_room();
        let busy = Arc::new(AtomicBool::new(false));
        let task = tokio::spawn(serve_connection(stream, server.clone(), Arc::clone(&busy))).abort_handle();
        connections.0.push_back(Open { busy, task });
    }
}

async fn serve_connection(stream: TcpStream, server: Server, busy: Arc<AtomicBool>) {
    let mut stream = TimeoutStream::new(stream);
    stream.set_write_timeout(Some(READING));
    let answer = service_fn(|request: Request<Incoming>| {
        busy.store(true, Ordering::Relaxed);
        let answer = server.answer(request.into_parts().0);
        async {
            let answer = answer.await;
            busy.store(false, Ordering::Relaxed);
            Ok::<_, Infallible>(answer)
        }
    });
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(ASKING);
    // Whoever goes, or asks for nonsense, needs no more than hyper's own answer.
    let _ = http.serve_connection(TokioIo::new(Box::pin(stream)), answer).await;
}
