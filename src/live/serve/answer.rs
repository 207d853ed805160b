//! Answers and their headers, as a careful server sets them.

use axum::http::header::{self, HeaderMap, HeaderName};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};

use super::{SCRIPT, STYLE};
use crate::message;
use crate::text::{Language, Message, escape_html};

/// What every answer says. The pages say a content policy of their own too;
/// what both allow is allowed.
const HEADERS: [(HeaderName, &str); 7] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' data:; \
         base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (header::CACHE_CONTROL, "no-store"),
];

/// Sets what every answer says.
pub fn guarded(headers: &mut HeaderMap) {
    for (name, value) in HEADERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
}

/// Says which version of the files a page shows, where its own script can read it.
pub fn with_version(headers: &mut HeaderMap, version: u64) {
    if let Ok(value) = HeaderValue::from_str(&format!("corong;desc=\"{version}\"")) {
        headers.insert(HeaderName::from_static("server-timing"), value);
    }
}

/// A file by its path.
pub fn file(path: &str, bytes: Vec<u8>) -> Response {
    ([(header::CONTENT_TYPE, kind(path))], bytes).into_response()
}

fn kind(path: &str) -> &'static str {
    let name = path.rsplit('/').next().unwrap_or(path);
    match name.rsplit_once('.').map_or("", |(_, extension)| extension) {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "txt" => "text/plain; charset=utf-8",
        "xml" => "application/xml",
        _ => "application/octet-stream",
    }
}

/// There is no such page; it may come back, so it goes on listening.
pub fn missing(language: Language) -> Response {
    let said = |message: Message| escape_html(&message.in_language(language)).into_owned();
    let told = said(message!("There is no such page."));
    let body = format!("<p>{told} <a href=\"/\">{}</a></p>", said(message!("To the overview")));
    let body = plain(&said(message!("No such page")), &body, language);
    (StatusCode::NOT_FOUND, [(header::CONTENT_TYPE, kind("x.html"))], body).into_response()
}

/// A page cannot be made, and why.
pub fn broken(why: &Message, language: Language) -> Response {
    let said = |message: &Message| escape_html(&message.in_language(language)).into_owned();
    let told = said(&message!("This has to be mended first:"));
    let body = format!("<p>{told}</p>\n<pre tabindex=\"0\">{}</pre>", said(why));
    let body = plain(&said(&message!("The pages cannot be made")), &body, language);
    (StatusCode::INTERNAL_SERVER_ERROR, [(header::CONTENT_TYPE, kind("x.html"))], body).into_response()
}

fn plain(title: &str, body: &str, language: Language) -> String {
    let language = language.code();
    format!(
        "<!doctype html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>{title}</title>\n\
         <link rel=\"stylesheet\" href=\"/{STYLE}\">\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n{body}\n</main>\n\
         <script src=\"/{SCRIPT}\"></script>\n</body>\n</html>\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_what_their_names_say() {
        assert_eq!(kind("leads/pt-a.html"), "text/html; charset=utf-8");
        assert_eq!(kind("site.css"), "text/css; charset=utf-8");
        assert_eq!(kind("a.html/b"), "application/octet-stream");
    }
}
