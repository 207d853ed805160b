//! What a zip archive is, and whether it may be unpacked: a few bytes can unpack to
//! more than any machine has.

use std::io::{BufReader, Cursor, Read};

use zip::ZipArchive;

use super::kind::FileKind;
use super::ods_size;
use super::unreadable::Unreadable;

/// Bytes that a spreadsheet may unpack to.
const UNPACKED: u64 = 1024 * 1024 * 1024;
/// Bytes that may be in its parts that are held at once, such as its texts.
const HELD: u64 = 384 * 1024 * 1024;
/// Files that an archive may have.
const FILES: usize = 10_000;
/// Names of files that are shown.
const NAMES: usize = 5;

/// A spreadsheet in a zip archive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Workbook {
    /// Of Excel.
    Xlsx,
    /// Of LibreOffice.
    Ods,
}

type Archive<'b> = ZipArchive<Cursor<&'b [u8]>>;

/// Which spreadsheet an archive is, once it is known that it unpacks to no more than
/// memory holds.
pub(super) fn workbook(bytes: &[u8]) -> Result<Workbook, Unreadable> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(Unreadable::broken)?;
    if archive.len() > FILES {
        return Err(Unreadable::TooLarge);
    }
    let names: Vec<String> = archive.file_names().filter_map(|name| Some(name.ok()?.into_owned())).collect();
    let kind = kind(&mut archive, &names)?;
    let mut all = 0;
    for at in 0..archive.len() {
        let left = UNPACKED.saturating_sub(all) + 1;
        let part = archive.by_index(at).map_err(Unreadable::broken)?;
        let name = part.name().map_err(Unreadable::broken)?;
        let held = !["worksheets/", "media/", "content.xml"].iter().any(|streamed| name.contains(streamed));
        let size = std::io::copy(&mut part.take(left), &mut std::io::sink()).map_err(Unreadable::broken)?;
        all += size;
        if all > UNPACKED || (held && size > HELD) {
            return Err(Unreadable::TooLarge);
        }
    }
    match kind {
        Workbook::Xlsx => texts_counted(&mut archive, &names)?,
        Workbook::Ods => {
            ods_size::fits(BufReader::new(archive.by_name("content.xml").map_err(Unreadable::broken)?))?
        }
    }
    Ok(kind)
}

fn kind(archive: &mut Archive<'_>, names: &[String]) -> Result<Workbook, Unreadable> {
    let has = |name: &str| names.iter().any(|known| known.eq_ignore_ascii_case(name));
    let under = |folder: &str| names.iter().any(|known| known.starts_with(folder));
    if has("xl/workbook.xml") || (has("[Content_Types].xml") && under("xl/worksheets/")) {
        return Ok(Workbook::Xlsx);
    }
    if has("xl/workbook.bin") {
        return Err(Unreadable::Other(FileKind::OldExcel));
    }
    if under("word/") || under("ppt/") {
        return Err(Unreadable::Other(FileKind::Document));
    }
    if has("Index/Document.iwa") || has("Index.zip") {
        return Err(Unreadable::Other(FileKind::Numbers));
    }
    let sheet = "application/vnd.oasis.opendocument.spreadsheet";
    match mimetype(archive) {
        Some(mime) if mime.starts_with(sheet) => Ok(Workbook::Ods),
        Some(mime) if mime.starts_with("application/vnd.oasis") => Err(Unreadable::Other(FileKind::Document)),
        _ => {
            let files = names.iter().filter(|name| !name.ends_with('/'));
            Err(Unreadable::Archive(files.take(NAMES).cloned().collect()))
        }
    }
}

/// What an archive of LibreOffice says it is.
fn mimetype(archive: &mut Archive<'_>) -> Option<String> {
    let mut text = String::new();
    archive.by_name("mimetype").ok()?.take(200).read_to_string(&mut text).ok()?;
    Some(text)
}

/// Room is made for as many texts as an XLSX says it has: it must not say more than
/// it can have.
fn texts_counted(archive: &mut Archive<'_>, names: &[String]) -> Result<(), Unreadable> {
    let Some(name) = names.iter().find(|name| name.to_lowercase().ends_with("sharedstrings.xml")) else {
        return Ok(());
    };
    let part = archive.by_name(name).map_err(Unreadable::broken)?;
    let size = part.size().min(HELD);
    let mut head = Vec::new();
    part.take(8192).read_to_end(&mut head).map_err(Unreadable::broken)?;
    let head = String::from_utf8_lossy(&head);
    let said = head.split_once("uniqueCount=").map(|(_, rest)| rest.trim_start_matches(['"', '\'', ' ']));
    let digits = said.map(|rest| rest.chars().take_while(char::is_ascii_digit).collect::<String>());
    // Each needs `<si/>` at least.
    let most = size / 5 + 1;
    match digits.as_deref().map(str::parse::<u64>) {
        Some(Ok(count)) if count > most => Err(Unreadable::broken("uniqueCount")),
        Some(Err(_)) => Err(Unreadable::broken("uniqueCount")),
        _ => Ok(()),
    }
}
