//! The report's sentences in words.

use super::format::Style;
use super::words::{Arg, sentence};
use crate::pipeline::Decimal;
use crate::report::{Opening, Said, Sentence, Stamp, With};

/// A sentence in words; its message's name where there is none of that name.
pub fn said(style: &Style, of: &Sentence) -> String {
    say(style, of.say, &of.with).unwrap_or_else(|| of.say.to_owned())
}

/// A message with what goes into it; `None` where there is none of that name.
pub fn say(style: &Style, message: &str, with: &With) -> Option<String> {
    let words = put(style, message, with, "yes")?;
    // Segments and reasons are called by plain words, which begin small.
    let plain = message.starts_with("segment-title") || message.starts_with("loss-title");
    Some(if plain && message != "segment-title-of" { sentence(&words) } else { words })
}

/// `begins`: whether it is a sentence of its own, `yes` or `no`.
fn put(style: &Style, message: &str, with: &With, begins: &str) -> Option<String> {
    let arg = |said: &Said| match said {
        Said::Text(text) => Arg::Text(text.clone()),
        Said::Word(word) => Arg::Text(style.words.t(word, &[])),
        Said::Count(count) => Arg::Count(*count),
        Said::Percent(share) => Arg::Text(style.percent(*share)),
        Said::Tenths(number) => Arg::Text(style.decimal(Decimal::try_from(*number).unwrap_or_default(), 1)),
        Said::Days(days) => Arg::Text(style.days(*days)),
        Said::Money(amount) => Arg::Text(style.compact(*amount)),
        Said::Period(label) => Arg::Text(style.period(label)),
        Said::Month(month) => Arg::Text(style.month(month)),
        Said::Date(day) => Arg::Text(style.date(*day)),
        Said::Sentence(inner) => Arg::Text(put(style, inner.say, &inner.with, "no").unwrap_or_default()),
    };
    let own = with.iter().map(|(name, said)| (*name, arg(said)));
    let args: Vec<(&str, Arg)> = own.chain([("begins", begins.into())]).collect();
    style.words.say(message, &args)
}

/// How much waits for somebody: `2 overdue, 1 today`.
pub fn waiting(style: &Style, opening: &Opening) -> String {
    let of = &opening.waiting;
    let parts = [
        ("waiting-overdue", of.overdue),
        ("waiting-today", of.today),
        ("waiting-rotting", of.rotting),
        ("waiting-soon", of.soon),
    ];
    let parts = parts.into_iter().filter(|(_, n)| *n > 0);
    let said: Vec<String> = parts.map(|(id, n)| style.words.t(id, &[("n", n.into())])).collect();
    if said.is_empty() { style.words.t("waiting-none", &[]) } else { said.join(", ") }
}

/// What a report was made from.
pub fn stamp(style: &Style, stamp: &Stamp) -> String {
    let short = |id: &str, digits: usize| id.get(..digits).unwrap_or(id).to_owned();
    let id = match (&stamp.commit, stamp.changed, stamp.partial) {
        (None, ..) => "stamp-files",
        (Some(_), false, false) => "stamp-commit",
        (Some(_), true, false) => "stamp-changed",
        (Some(_), false, true) => "stamp-partial",
        (Some(_), true, true) => "stamp-partial-changed",
    };
    let args = [
        ("commit", short(stamp.commit.as_deref().unwrap_or_default(), 7).into()),
        ("configuration", short(&stamp.configuration, 8).into()),
        ("version", stamp.version.into()),
    ];
    style.words.t(id, &args)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::{Flow, Month, Rate, StageFigures};
    use crate::pipeline::Decimal;
    use crate::report::chart_titles::{closed, funnel, stages, won};

    fn stage(label: &str, count: u64, value: i64, advanced: u64, lost: u64) -> StageFigures {
        let settled = Rate::new(advanced, advanced + lost);
        let flow = Flow {
            carried_in: None,
            entered: settled.n,
            advanced,
            lost,
            open_here: 0,
            moved_back: 0,
            transferred: 0,
            skipped: 0,
            raw: settled,
            settled,
            lowest: false,
        };
        StageFigures {
            id: label.into(),
            label: label.into(),
            kind: "open",
            count,
            value: value.into(),
            weighted: Decimal::ZERO,
            flow: Some(flow),
            time: None,
        }
    }

    #[test]
    fn every_case_of_the_funnel_has_its_words() {
        let en = Style::new("en", "USD");
        let say = |rows: &[StageFigures]| said(&en, &funnel(rows));
        assert_eq!(say(&[]), "No lead entered the funnel in this period");
        assert_eq!(say(&[stage("A", 0, 0, 1, 2)]), "3 leads entered the funnel: too few to compare stages");
        assert_eq!(say(&[stage("A", 0, 0, 3, 3)]), "50% went on from A, of 6 decided there");
        let rows = [stage("A", 0, 0, 9, 1), stage("B", 0, 0, 6, 4)];
        assert_eq!(say(&rows), "Fewest go on from B: 60% of 10 decided there");
        let rows = [stage("A", 0, 0, 5, 5), stage("B", 0, 0, 5, 5)];
        assert_eq!(say(&rows), "Fewest go on from A and 1 other stage: 50%");
    }

    #[test]
    fn value_by_stage_with_none_one_and_equal() {
        let id = Style::new("id", "IDR");
        let say = |rows: &[StageFigures]| said(&id, &stages(rows));
        assert_eq!(say(&[]), "Tidak ada peluang terbuka");
        assert_eq!(say(&[stage("A", 2, 0, 0, 0)]), "2 peluang terbuka, belum ada yang bernilai");
        assert_eq!(say(&[stage("A", 2, 9, 0, 0)]), "Semua nilai terbuka ada di A");
        let rows = [stage("A", 2, 4, 0, 0), stage("B", 2, 6, 0, 0)];
        assert_eq!(say(&rows), "60% nilai terbuka ada di B");
        let rows = [stage("A", 2, 5, 0, 0), stage("B", 2, 5, 0, 0)];
        assert_eq!(say(&rows), "A dan B bernilai terbuka terbesar, masing-masing 50%");
    }

    #[test]
    fn months_with_and_without_wins() {
        let en = Style::new("en", "USD");
        let month = |month: &str, won, lost| Month {
            month: month.into(),
            quarter: None,
            new: 0,
            won,
            lost,
            won_value: Decimal::from(won * 1000),
        };
        let plain = |sentence: Sentence| said(&en, &sentence).replace('\u{a0}', " ");
        assert_eq!(plain(closed::<Month>(&[])), "Nothing closed in this period yet");
        assert_eq!(plain(closed(&[month("2026-01", 0, 2)])), "None won yet; 2 lost");
        let rows = [month("2026-01", 3, 2), month("2026-02", 1, 0)];
        assert_eq!(plain(closed(&rows)), "Most wins in January 2026: 3 of 4 in the period");
        assert_eq!(plain(won(&rows)), "January 2026 was highest: US$3.00K of US$4.00K");
        assert_eq!(plain(won::<Month>(&[])), "No won value in this period yet");
    }
}
