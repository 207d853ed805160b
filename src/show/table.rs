//! Tables for a terminal and for a pipe.
//!
//! On a terminal a table fits its width: texts are cut, and where that is not
//! enough whole columns are left out and named. Keys are never cut: one that
//! finds no room is on a line of its own, above the rest of its row. Where no
//! width is given, as in a pipe, nothing is cut.

use super::paint::{Paint, Tone};
use super::wrap::{cut, fill, width};

/// Blanks between two columns.
const GAP: usize = 2;

/// The fewest columns of the terminal for keys, where some have lines of their own.
const KEYS: usize = 12;

/// A column.
#[derive(Clone, Debug, Default)]
pub struct Column {
    /// Its heading.
    pub title: String,
    /// Whether its cells are at its right.
    pub right: bool,
    /// The fewest columns of the terminal that its cells are cut to; `None`
    /// where they must not be cut, such as numbers.
    pub least: Option<usize>,
    /// The higher, the sooner it is left out; 0 stays.
    pub leave: u8,
    /// Whether its cells are keys, which are never cut.
    pub key: bool,
    /// Whether it is left out before a key gets a line of its own.
    pub spare: bool,
}

/// A cell: its text, already fit for a terminal, and its tone.
#[derive(Clone, Debug, Default)]
pub struct Cell {
    /// The text.
    pub text: String,
    /// The tone.
    pub tone: Tone,
}

/// A table as text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drawn {
    /// The lines, each with its end.
    pub text: String,
    /// The headings of the columns that found no room.
    pub left_out: Vec<String>,
}

/// Draws a table in at most so many columns of a terminal.
pub fn draw(columns: &[Column], rows: &[Vec<Cell>], room: Option<usize>, paint: Paint) -> Drawn {
    let natural: Vec<usize> = (0..columns.len()).map(|at| widest(&columns[at], rows, at)).collect();
    let mut kept: Vec<usize> = (0..columns.len()).collect();
    if let Some(room) = room {
        leave_out(&mut kept, columns, room, true, &|at| floor(&columns[at], natural[at], false));
        leave_out(&mut kept, columns, room, false, &|at| floor(&columns[at], natural[at], true));
    }
    let widths = fitted(&kept, columns, &natural, room);
    let mut text = String::new();
    let title = |at: usize| Cell { text: columns[at].title.clone(), tone: Tone::Strong };
    line(&mut text, &kept, columns, &widths, &|at| title(at), paint);
    for row in rows {
        line(&mut text, &kept, columns, &widths, &|at| row[at].clone(), paint);
    }
    let left_out = (0..columns.len()).filter(|at| !kept.contains(at));
    Drawn { text, left_out: left_out.map(|at| columns[at].title.clone()).collect() }
}

fn widest(column: &Column, rows: &[Vec<Cell>], at: usize) -> usize {
    let cells = rows.iter().map(|row| width(&row[at].text));
    cells.max().unwrap_or(0).max(width(&column.title))
}

/// The fewest columns of the terminal that a column can have; `alone` where a key
/// may be on a line of its own.
fn floor(column: &Column, natural: usize, alone: bool) -> usize {
    let least = if column.key && alone { Some(KEYS) } else { column.least };
    least.map_or(natural, |least| least.max(width(&column.title).min(least)).min(natural))
}

/// Leaves out columns, those first that may leave soonest, until the rest has room.
fn leave_out(
    kept: &mut Vec<usize>,
    columns: &[Column],
    room: usize,
    spare_only: bool,
    least: &dyn Fn(usize) -> usize,
) {
    let needs =
        |kept: &[usize]| kept.iter().map(|at| least(*at)).sum::<usize>() + GAP * kept.len().saturating_sub(1);
    while kept.len() > 1 && needs(kept) > room {
        let may = |at: usize| columns[at].leave > 0 && (columns[at].spare || !spare_only);
        let last = kept.iter().enumerate().filter(|(_, at)| may(**at));
        let Some((place, _)) = last.max_by_key(|(place, at)| (columns[**at].leave, *place)) else { break };
        kept.remove(place);
    }
}

/// The width of each kept column: what it wants, where there is room; else
/// the widest give first, and keys last.
fn fitted(kept: &[usize], columns: &[Column], natural: &[usize], room: Option<usize>) -> Vec<usize> {
    let mut widths: Vec<usize> = kept.iter().map(|at| natural[*at]).collect();
    let Some(room) = room else { return widths };
    let gaps = GAP * kept.len().saturating_sub(1);
    for alone in [false, true] {
        while widths.iter().sum::<usize>() + gaps > room {
            let least = |place: usize| floor(&columns[kept[place]], natural[kept[place]], alone);
            let give = |place: &usize| widths[*place] > least(*place);
            let Some(widest) = (0..kept.len()).filter(give).max_by_key(|place| widths[*place]) else { break };
            widths[widest] -= 1;
        }
    }
    // One column alone is cut to the room, whatever it holds.
    if let [only] = widths.as_mut_slice() {
        *only = (*only).min(room);
    }
    widths
}

fn line(
    text: &mut String,
    kept: &[usize],
    columns: &[Column],
    widths: &[usize],
    cell: &dyn Fn(usize) -> Cell,
    paint: Paint,
) {
    let alone = |place: usize, cell: &Cell| {
        kept.len() > 1 && columns[kept[place]].key && width(&cell.text) > widths[place]
    };
    for (place, at) in kept.iter().enumerate() {
        let key = cell(*at);
        if alone(place, &key) {
            text.extend([&*paint.tone(&key.text, key.tone), "\n"]);
        }
    }
    let mut blanks = 0;
    for (place, at) in kept.iter().enumerate() {
        let own = cell(*at);
        let words = match own.text {
            _ if alone(place, &cell(*at)) => String::new(),
            key if columns[*at].key => key,
            words => cut(&words, widths[place]),
        };
        let before = if columns[*at].right { widths[place] - width(&words).min(widths[place]) } else { 0 };
        if !words.is_empty() {
            text.push_str(&fill("", blanks + before, false));
            blanks = 0;
            text.push_str(&paint.tone(&words, own.tone));
            blanks += (widths[place] - before).saturating_sub(width(&words)) + GAP;
        } else {
            blanks += widths[place] + GAP;
        }
    }
    text.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(room: Option<usize>) -> Drawn {
        let column = |title: &str, right, least, leave| Column {
            title: title.into(),
            right,
            least,
            leave,
            ..Column::default()
        };
        let columns = [
            column("Id", false, Some(6), 0),
            column("Title", false, Some(5), 2),
            column("Value", true, None, 1),
        ];
        let row = |cells: [&str; 3]| cells.map(|text| Cell { text: text.into(), tone: Tone::Plain }).to_vec();
        let rows = [row(["pt-karya-utama", "Perangkat lunak", "Rp250"]), row(["b", "漢字漢字", ""])];
        draw(&columns, &rows, room, Paint::default())
    }

    #[test]
    fn a_pipe_gets_everything() {
        let wanted = "Id              Title            Value\npt-karya-utama  Perangkat lunak  Rp250\nb               漢字漢字\n";
        assert_eq!(table(None), Drawn { text: wanted.into(), left_out: Vec::new() });
        assert_eq!(table(Some(38)).text, wanted);
    }

    #[test]
    fn a_key_is_whole() {
        let column = |title: &str, key: bool, leave, spare| Column {
            title: title.into(),
            least: (!key).then_some(4),
            key,
            leave,
            spare,
            ..Column::default()
        };
        let columns = [
            column("Id", true, 0, false),
            column("Title", false, 2, false),
            column("Company", false, 3, true),
        ];
        let row = |cells: [&str; 3]| cells.map(|text| Cell { text: text.into(), tone: Tone::Plain }).to_vec();
        let rows = [row(["pt-karya-utama-nusantara", "Perangkat", "PT Karya"]), row(["b", "Kasir", ""])];
        let drawn = |room| draw(&columns, &rows, Some(room), Paint::default());
        assert_eq!(
            drawn(30).text,
            "Id                        Tit…\npt-karya-utama-nusantara  Per…\nb                         Kas…\n"
        );
        assert_eq!(drawn(30).left_out, ["Company"]);
        assert_eq!(
            drawn(24).text,
            "Id                  Tit…\npt-karya-utama-nusantara\n                    Per…\nb                   Kas…\n"
        );
        assert_eq!(drawn(8).text, "Id\npt-karya-utama-nusantara\nb\n");
    }

    #[test]
    fn a_terminal_gets_what_fits() {
        let drawn = table(Some(24));
        assert_eq!(drawn.text, "Id        Title    Value\npt-kary…  Perang…  Rp250\nb         漢字漢…\n");
        assert!(drawn.text.lines().all(|line| width(line) <= 24));
        let narrow = table(Some(18));
        assert_eq!(narrow.left_out, ["Title"]);
        assert_eq!(narrow.text, "Id           Value\npt-karya-u…  Rp250\nb\n");
        assert_eq!(table(Some(4)).text, "Id\npt-…\nb\n");
    }
}
