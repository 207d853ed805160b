//! Who may ask, and for what: only pages of this server and people at this
//! machine. A name elsewhere that leads to this machine is not ours (DNS
//! rebinding), and no page from elsewhere may read or draw in anything.

use axum::http::header::{self, HeaderMap, HeaderName};
use axum::http::request::Parts;
use axum::http::{HeaderValue, Method, StatusCode};
use axum::response::{IntoResponse, Response};

use crate::message;
use crate::text::Language;

/// Why a request is not answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// It wants to do something.
    Method,
    /// It asks for another server.
    Host,
    /// A page from elsewhere asks.
    Origin,
}

impl Refused {
    /// The answer, in a language.
    pub fn response(self, language: Language) -> Response {
        let (status, why) = match self {
            Self::Method => (StatusCode::METHOD_NOT_ALLOWED, message!("only GET and HEAD are answered here")),
            Self::Host => {
                (StatusCode::MISDIRECTED_REQUEST, message!("this server answers for localhost only"))
            }
            Self::Origin => (StatusCode::FORBIDDEN, message!("this server answers its own pages only")),
        };
        let mut response = (status, why.in_language(language) + "\n").into_response();
        if self == Self::Method {
            response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
        }
        response
    }
}

/// Why a request is not answered by the server at `port`, where it is not.
pub fn refusal(request: &Parts, port: u16) -> Option<Refused> {
    if !matches!(request.method, Method::GET | Method::HEAD) {
        return Some(Refused::Method);
    }
    let named = request.uri.authority().is_none_or(|authority| is_ours(authority.as_str(), port));
    if !named || !only(&request.headers, &header::HOST).is_some_and(|host| is_ours(host, port)) {
        return Some(Refused::Host);
    }
    let origin =
        request.headers.contains_key(header::ORIGIN).then(|| only(&request.headers, &header::ORIGIN));
    let own = |origin: &str| origin.strip_prefix("http://").is_some_and(|host| is_ours(host, port));
    if origin.is_some_and(|origin| !origin.is_some_and(own)) || drawn_in_elsewhere(&request.headers) {
        return Some(Refused::Origin);
    }
    None
}

/// The value of a header that is there once.
fn only<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Option<&'h str> {
    let mut values = headers.get_all(name).iter();
    let first = values.next()?;
    if values.next().is_some() { None } else { first.to_str().ok() }
}

fn is_ours(host: &str, port: u16) -> bool {
    let (name, said) = match host.rsplit_once(':') {
        Some((name, said)) if !said.ends_with(']') => (name, said.parse().ok()),
        _ => (host, Some(80)),
    };
    let ours = ["localhost", "127.0.0.1", "[::1]"];
    said == Some(port) && ours.iter().any(|known| name.eq_ignore_ascii_case(known))
}

/// Whether a page from elsewhere draws something in, by what browsers say of it.
/// A link to a page may be followed from anywhere.
fn drawn_in_elsewhere(headers: &HeaderMap) -> bool {
    let said = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let elsewhere = matches!(said("sec-fetch-site"), Some("cross-site" | "same-site"));
    let followed = said("sec-fetch-mode") == Some("navigate") && said("sec-fetch-dest") == Some("document");
    elsewhere && !followed
}

/// The path of a page that a request names, relative to the site's top; `None`
/// where it can be none.
pub fn path(path: &str) -> Option<String> {
    let decoded = decoded(path.strip_prefix('/')?)?;
    let page = match decoded.strip_suffix('/') {
        Some(folder) => format!("{folder}/index.html"),
        None if decoded.is_empty() => "index.html".to_owned(),
        None => decoded,
    };
    let plain = |part: &str| !matches!(part, "" | "." | "..");
    let odd = page.contains(|c: char| c == '\\' || c.is_control());
    (!odd && page.split('/').all(plain)).then_some(page)
}

/// What is behind the per cent signs; `None` where that is no text.
fn decoded(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let [first, after @ ..] = rest {
        rest = after;
        if *first != b'%' {
            bytes.push(*first);
            continue;
        }
        let digits = std::str::from_utf8(after.get(..2)?).ok()?;
        let hex = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
        bytes.push(u8::from_str_radix(digits, 16).ok().filter(|_| hex)?);
        rest = &after[2..];
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use axum::http::Request;

    use super::*;

    fn asked(method: &str, uri: &str, headers: &[(&str, &str)]) -> Option<Refused> {
        let builder = Request::builder().method(method).uri(uri);
        let builder = headers.iter().fold(builder, |builder, (name, value)| builder.header(*name, *value));
        refusal(&builder.body(()).unwrap().into_parts().0, 8000)
    }

    #[test]
    fn only_this_machine_is_answered() {
        for host in ["localhost:8000", "127.0.0.1:8000", "[::1]:8000", "LOCALHOST:8000"] {
            assert_eq!(asked("GET", "/", &[("host", host)]), None, "{host}");
            assert_eq!(asked("HEAD", "/", &[("host", host)]), None, "{host}");
        }
        for host in [
            "evil.example",
            "evil.example:8000",
            "localhost",
            "localhost:80",
            "127.0.0.1:8001",
            "localhost.evil:8000",
            "127.0.0.2:8000",
            "[::1]",
            "",
            "localhost:8000:8000",
            "user@localhost:8000",
            "0.0.0.0:8000",
            "localhost.:8000",
        ] {
            assert_eq!(asked("GET", "/", &[("host", host)]), Some(Refused::Host), "{host}");
        }
        let host = ("host", "localhost:8000");
        assert_eq!(asked("GET", "/", &[]), Some(Refused::Host));
        assert_eq!(asked("GET", "/", &[host, host]), Some(Refused::Host));
        assert_eq!(asked("GET", "http://evil.example:8000/", &[host]), Some(Refused::Host));
        assert_eq!(asked("GET", "http://localhost:8000/", &[host]), None);
        for method in ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH"] {
            assert_eq!(asked(method, "/", &[host]), Some(Refused::Method), "{method}");
        }
    }

    #[test]
    fn only_our_own_pages_draw_in() {
        let host = ("host", "127.0.0.1:8000");
        let asked = |headers: &[(&str, &str)]| asked("GET", "/", &[&[host], headers].concat());
        assert_eq!(asked(&[("origin", "http://127.0.0.1:8000")]), None);
        for origin in ["null", "http://evil.example", "https://127.0.0.1:8000", "http://127.0.0.1:3000", ""] {
            assert_eq!(asked(&[("origin", origin)]), Some(Refused::Origin), "{origin}");
        }
        let site = |site, mode, dest| {
            asked(&[("sec-fetch-site", site), ("sec-fetch-mode", mode), ("sec-fetch-dest", dest)])
        };
        assert_eq!(site("same-origin", "no-cors", "script"), None);
        assert_eq!(site("none", "navigate", "document"), None);
        assert_eq!(site("cross-site", "navigate", "document"), None);
        assert_eq!(site("cross-site", "navigate", "iframe"), Some(Refused::Origin));
        assert_eq!(site("cross-site", "no-cors", "script"), Some(Refused::Origin));
        assert_eq!(site("same-site", "cors", "empty"), Some(Refused::Origin));
    }

    #[test]
    fn a_path_names_a_page() {
        let page = |path: &str| super::path(path);
        assert_eq!(page("/").as_deref(), Some("index.html"));
        assert_eq!(page("/leads/").as_deref(), Some("leads/index.html"));
        assert_eq!(page("/leads/pt%2Da.html").as_deref(), Some("leads/pt-a.html"));
        for odd in [
            "",
            "x",
            "//",
            "/a//b",
            "/../a",
            "/a/../b",
            "/%2e%2e/a",
            "/a%2f..%2fb",
            "/a\\b",
            "/a%5cb",
            "/%00",
            "/%",
            "/%4",
            "/%+1",
            "/%ff",
            "/./a",
            "/a%0ab",
        ] {
            assert_eq!(page(odd), None, "{odd}");
        }
    }
}
