//! What a file is by its first bytes, whatever its name says.

use crate::message;
use crate::text::Message;

/// A file that is no table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// A web page.
    WebPage,
    /// A web page with a table in it, as some CRMs save it for Excel.
    WebTable,
    /// XML.
    Xml,
    /// JSON.
    Json,
    /// PDF.
    Pdf,
    /// A picture.
    Image,
    /// Compressed, but no zip.
    Compressed,
    /// Excel as it was saved until 2007, or in its binary form.
    OldExcel,
    /// A spreadsheet that a password protects.
    Protected,
    /// A text document or slides.
    Document,
    /// A spreadsheet of Apple Numbers.
    Numbers,
    /// A data file for programs.
    Data,
    /// None of these, and no text.
    Binary,
}

impl FileKind {
    /// It in words, with what to do.
    pub fn message(self) -> Message {
        match self {
            Self::WebPage => message!(
                "this is a web page, not a table: sign in to the CRM again and export as CSV or XLSX"
            ),
            Self::WebTable => message!(
                "this is a web page with a table in it: open it in a spreadsheet program and save it as CSV or XLSX"
            ),
            Self::Xml => message!("this is XML, not a table: export as CSV or XLSX"),
            Self::Json => message!("this is JSON, not a table: export as CSV or XLSX"),
            Self::Pdf => message!("this is a PDF, not a table: export as CSV or XLSX"),
            Self::Image => message!("this is a picture, not a table: export as CSV or XLSX"),
            Self::Compressed => message!("this is compressed: unpack it, and name the table in it"),
            Self::OldExcel => message!(
                "this is a spreadsheet in an old or binary format of Excel: open it and save it as XLSX or CSV"
            ),
            Self::Protected => {
                message!("the spreadsheet is protected by a password: open it, and save it without one")
            }
            Self::Document => message!("this is a document, not a table: export as CSV or XLSX"),
            Self::Numbers => message!("this is a spreadsheet of Numbers: export it as CSV or XLSX"),
            Self::Data => message!("this is a data file for programs: export as CSV or XLSX"),
            Self::Binary => message!("this is not text and no spreadsheet: export as CSV or XLSX"),
        }
    }
}

/// What begins so.
pub(super) enum Begins {
    /// A zip archive, as XLSX and ODS are.
    Zip,
    /// No table.
    Other(FileKind),
    /// Text, perhaps.
    Text,
}

const SIGNATURES: &[(&[u8], FileKind)] = &[
    (b"%PDF", FileKind::Pdf),
    (b"\x89PNG", FileKind::Image),
    (b"\xff\xd8\xff", FileKind::Image),
    (b"GIF8", FileKind::Image),
    (b"II*\0", FileKind::Image),
    (b"MM\0*", FileKind::Image),
    (b"\x1f\x8b", FileKind::Compressed),
    (b"BZh", FileKind::Compressed),
    (b"\xfd7zXZ", FileKind::Compressed),
    (b"7z\xbc\xaf", FileKind::Compressed),
    (b"Rar!", FileKind::Compressed),
    (b"\x28\xb5\x2f\xfd", FileKind::Compressed),
    (b"PAR1", FileKind::Data),
    (b"SQLite", FileKind::Data),
    (b"{\\rtf", FileKind::Document),
    (b"\x7fELF", FileKind::Binary),
    (b"MZ\x90", FileKind::Binary),
];

/// The head of an OLE file: what Excel saved until 2007, and protected files of today.
const OLE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// What a file is by its bytes.
pub(super) fn begins(bytes: &[u8]) -> Begins {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Begins::Zip;
    }
    if bytes.starts_with(OLE) {
        return Begins::Other(if is_protected(bytes) { FileKind::Protected } else { FileKind::OldExcel });
    }
    let riff = bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP");
    let known = SIGNATURES.iter().find(|(signature, _)| bytes.starts_with(signature));
    match known {
        Some((_, kind)) => Begins::Other(*kind),
        None if riff => Begins::Other(FileKind::Image),
        None => Begins::Text,
    }
}

/// Whether an OLE file has the stream that holds an encrypted spreadsheet.
fn is_protected(bytes: &[u8]) -> bool {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.windows(name.len()).any(|window| window == name)
}

/// What a text is that is no table; `None` where it may be one.
pub(super) fn of_text(text: &str) -> Option<FileKind> {
    let start = text.trim_start();
    let second = start.get(1..).map_or("", str::trim_start);
    match start.as_bytes().first()? {
        b'<' => markup(start),
        b'{' if second.starts_with(['"', '}']) => Some(FileKind::Json),
        b'[' if second.starts_with(['{', '[', ']', '"']) && !start.starts_with("[\"\"") => {
            Some(FileKind::Json)
        }
        _ => None,
    }
}

fn markup(start: &str) -> Option<FileKind> {
    let end = start.char_indices().nth(20_000).map_or(start.len(), |(at, _)| at);
    let head = start[..end].to_lowercase();
    let page = ["<!doctype html", "<html", "<head", "<body", "<meta", "<script", "<div"];
    if head.contains("<table") && !head.starts_with("<?xml") {
        Some(FileKind::WebTable)
    } else if page.iter().any(|tag| head.contains(tag)) {
        Some(FileKind::WebPage)
    } else if head.starts_with("<?xml") || head.starts_with("<!") || head.contains("</") {
        Some(FileKind::Xml)
    } else {
        None
    }
}
