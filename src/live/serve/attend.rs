//! Making pages as they are asked for, and taking changes in between.

use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;

use tokio::sync::{oneshot, watch};

use crate::source::{Changes, Pages};
use crate::text::Message;

/// How often it is looked whether the pages are of another day.
const LOOK: Duration = Duration::from_secs(20);

/// What the thread that holds the leads is asked.
#[derive(Debug)]
pub enum Question {
    /// A page, by its path relative to the site's top.
    Page {
        /// The path.
        path: String,
        /// Where it goes.
        reply: oneshot::Sender<Page>,
    },
    /// Files changed.
    Changed(Changes),
    /// The files cannot be watched or the pages not be served, and why.
    Failed(Message),
}

/// A page and which version of the files it shows.
#[derive(Debug)]
pub struct Page {
    /// The version.
    pub version: u64,
    /// The page, as [`Pages::page`] gives it.
    pub made: Result<Option<Vec<u8>>, Message>,
}

/// Takes the pages, and what says that they are of another day.
pub type Show<'s> = dyn FnMut(&dyn Pages, &dyn Fn() -> bool) + 's;

/// The files that pages are made from.
pub trait ServeWorld {
    /// Reads what changed, everything where that is `None`, and calls `show` once
    /// with the pages and with what says that they are of another day.
    fn renew(&mut self, changes: Option<&Changes>, show: &mut Show<'_>);
}

/// Answers questions until nobody can ask any more. `version` grows with each
/// change.
///
/// # Errors
/// Why it cannot go on.
pub fn attend(
    world: &mut dyn ServeWorld,
    questions: &Receiver<Question>,
    version: &watch::Sender<u64>,
) -> Result<(), Message> {
    let mut next = Next::Renew(None);
    let mut first = true;
    while let Next::Renew(changes) = next {
        next = Next::End(Ok(()));
        world.renew(changes.as_ref(), &mut |pages, is_stale| {
            // The first pages are of the version it begins with.
            if !std::mem::take(&mut first) {
                version.send_modify(|version| *version += 1);
            }
            let shown = *version.borrow();
            next = until_change(pages, is_stale, shown, questions);
        });
    }
    match next {
        Next::End(end) => end,
        Next::Renew(_) => Ok(()),
    }
}

/// What comes after some pages.
enum Next {
    Renew(Option<Changes>),
    End(Result<(), Message>),
}

fn until_change(
    pages: &dyn Pages,
    is_stale: &dyn Fn() -> bool,
    version: u64,
    questions: &Receiver<Question>,
) -> Next {
    loop {
        let question = match questions.recv_timeout(LOOK) {
            Ok(question) => Some(question),
            Err(RecvTimeoutError::Timeout) => None,
            Err(RecvTimeoutError::Disconnected) => return Next::End(Ok(())),
        };
        match question {
            Some(Question::Changed(changes)) => return Next::Renew(Some(changes)),
            Some(Question::Failed(why)) => return Next::End(Err(why)),
            // Whoever asked may have gone, before or meanwhile.
            Some(Question::Page { reply, .. }) if reply.is_closed() => {}
            Some(Question::Page { path, reply }) => {
                let _ = reply.send(Page { version, made: pages.page(&path) });
            }
            None => {}
        }
        if is_stale() {
            return Next::Renew(Some(Changes::default()));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::sync::mpsc::channel;

    use super::*;
    use crate::source::RelPath;

    struct Told(String);

    impl Pages for Told {
        fn paths(&self) -> Vec<String> {
            vec!["index.html".to_owned()]
        }

        fn page(&self, path: &str) -> Result<Option<Vec<u8>>, Message> {
            Ok((path == "index.html").then(|| self.0.clone().into_bytes()))
        }
    }

    /// Says what changed, and is stale after two pages of one state.
    struct Echo(Cell<usize>);

    impl ServeWorld for Echo {
        fn renew(&mut self, changes: Option<&Changes>, show: &mut Show<'_>) {
            let told = changes.map_or("all".to_owned(), |changes| changes.line().to_string());
            self.0.set(0);
            let asked = &self.0;
            show(&Told(told), &|| {
                asked.set(asked.get() + 1);
                asked.get() == 2
            });
        }
    }

    #[test]
    fn a_page_is_of_the_version_it_says() {
        let (asking, questions) = channel();
        let (version, heard) = watch::channel(10);
        let ask = |path: &str| {
            let (reply, page) = oneshot::channel();
            asking.send(Question::Page { path: path.to_owned(), reply }).unwrap();
            page
        };
        let mut changes = Changes::default();
        changes.add(RelPath::new("p/a.yaml"));
        let mut pages = vec![ask("index.html")];
        asking.send(Question::Changed(changes)).unwrap();
        pages.extend([ask("index.html"), ask("none.html"), ask("index.html")]);
        drop(asking);
        assert_eq!(attend(&mut Echo(Cell::default()), &questions, &version), Ok(()));
        let got: Vec<_> = pages
            .into_iter()
            .map(|mut page| page.try_recv().unwrap())
            .map(|page| (page.version, page.made.unwrap().map(|bytes| String::from_utf8(bytes).unwrap())))
            .collect();
        let told = |text: &str| Some(text.to_owned());
        let nothing = Changes::default().line().to_string();
        assert_eq!(
            got,
            [(10, told("all")), (11, told("p/a.yaml changed")), (11, None), (12, told(&nothing))]
        );
        assert_eq!(*heard.borrow(), 12);
    }

    #[test]
    fn it_ends_where_nothing_is_watched() {
        let (asking, questions) = channel();
        let (version, _heard) = watch::channel(0);
        asking.send(Question::Failed(Message::verbatim("why"))).unwrap();
        assert_eq!(attend(&mut Echo(Cell::default()), &questions, &version), Err(Message::verbatim("why")));
    }
}
