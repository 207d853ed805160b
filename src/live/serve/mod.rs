//! Pages served to a browser on this machine, live.
//!
//! One thread holds the leads: it makes pages as they are asked for, and takes
//! changes in between ([`attend`]). Another speaks HTTP ([`serve`]); a third
//! watches the files. Nothing is written anywhere.

mod answer;
mod attend;
mod connections;
mod guard;

use std::convert::Infallible;
use std::io::Result;
use std::net::TcpListener;
use std::sync::mpsc::Sender;

use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::sse::{Event, KeepAlive};
use axum::response::{IntoResponse, Response, Sse};
use tokio::sync::{oneshot, watch};
use tokio_stream::StreamExt;
use tokio_stream::wrappers::WatchStream;

use crate::message;
use crate::text::Language;

pub use attend::{Page, Question, ServeWorld, Show, attend};

/// The script that reloads an open page, relative to the site's top.
const SCRIPT: &str = "-/live.js";
/// The style of pages that say what is wrong.
const STYLE: &str = "-/plain.css";
/// Where an open page hears of changes.
const EVENTS: &str = "-/events";

/// What answers requests.
#[derive(Clone)]
struct Server {
    port: u16,
    questions: Sender<Question>,
    version: watch::Receiver<u64>,
    language: Language,
}

/// Answers on the listeners, which are bound to this machine alone and to one
/// port, until the process ends, in a language. Pages are asked for by `questions`; `version`
/// is another number once the pages are others.
///
/// # Errors
/// Where the system refuses.
pub fn serve(
    listeners: Vec<TcpListener>,
    questions: Sender<Question>,
    version: watch::Receiver<u64>,
    language: Language,
) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().enable_time().build()?;
    runtime.block_on(async {
        let mut serving = Vec::new();
        for listener in listeners {
            let port = listener.local_addr()?.port();
            let server = Server { port, questions: questions.clone(), version: version.clone(), language };
            let listener = tokio::net::TcpListener::from_std(listener)?;
            serving.push(tokio::spawn(connections::accept(listener, server)));
        }
        for served in serving {
            served.await?;
        }
        Ok(())
    })
}

impl Server {
    async fn answer(&self, request: Parts) -> Response {
        let mut response = match guard::refusal(&request, self.port) {
            Some(refused) => refused.response(self.language),
            None => self.page(&request).await,
        };
        answer::guarded(response.headers_mut());
        response
    }

    async fn page(&self, request: &Parts) -> Response {
        let Some(path) = guard::path(request.uri.path()) else { return answer::missing(self.language) };
        match path.as_str() {
            EVENTS => self.events(),
            SCRIPT => answer::file(SCRIPT, include_bytes!("live.js").to_vec()),
            STYLE => answer::file(STYLE, include_bytes!("plain.css").to_vec()),
            // Browsers ask for it on their own.
            "favicon.ico" => StatusCode::NO_CONTENT.into_response(),
            _ => self.made(path).await,
        }
    }

    async fn made(&self, path: String) -> Response {
        let (reply, made) = oneshot::channel();
        let asked = self.questions.send(Question::Page { path: path.clone(), reply });
        let page = match asked {
            Ok(()) => made.await.ok(),
            Err(_) => None,
        };
        let Some(Page { version, made }) = page else {
            return answer::broken(&message!("the server is ending"), self.language);
        };
        let mut response = match made {
            Ok(Some(bytes)) => answer::file(&path, bytes),
            Ok(None) => answer::missing(self.language),
            Err(why) => answer::broken(&why, self.language),
        };
        answer::with_version(response.headers_mut(), version);
        response
    }

    /// The version, and each later one.
    fn events(&self) -> Response {
        let versions = WatchStream::new(self.version.clone());
        let events = versions.map(|version| Ok::<_, Infallible>(Event::default().data(version.to_string())));
        Sse::new(events).keep_alive(KeepAlive::default()).into_response()
    }
}
