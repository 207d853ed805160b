//! How good past estimates were.

use super::page::{MOST, PlainPage};
use crate::figures::{FrozenScore, PersonScore};
use crate::pipeline::Decimal;
use crate::report::HowGood;
use crate::show::format::Style;

impl PlainPage<'_> {
    /// Frozen forecasts and what people said, beside what came.
    pub(super) fn how_good(&mut self, scored: &HowGood) {
        self.head("fc-scored");
        scored.says.iter().for_each(|sentence| self.said(sentence));
        let style = self.style;
        let forecasts = &scored.figures.forecasts;
        if !forecasts.is_empty() {
            self.gap();
            let rows = forecasts.iter().rev().take(MOST).map(|own| self.frozen(own)).collect();
            let heads = ["fc-frozen-on", "fc-by", "fc-frozen-said", "fc-band", "fc-became", "fc-frozen-held"];
            let heads = self.columns(&heads);
            self.table(&heads, rows, &[]);
            self.more(forecasts.len());
        }
        if !scored.figures.people.is_empty() {
            self.gap();
            let everybody = scored.figures.team.iter().filter(|_| scored.figures.people.len() > 1);
            let all = scored.figures.people.iter().chain(everybody);
            let rows = all.map(|person| person_row(style, person)).collect();
            let heads = ["owner", "fc-people-n", "fc-mean", "fc-became", "fc-off"];
            let heads =
                self.columns(&[&heads[..], &["fc-people-wins", "fc-days-off", "fc-days-late"]].concat());
            self.table(&heads, rows, &[]);
            self.line(&self.t("fc-scored-shrunk"));
        }
    }

    fn frozen(&self, own: &FrozenScore) -> Vec<String> {
        let style = self.style;
        let none = || self.t("none");
        let range = own.p10.zip(own.p90).map(|(low, high)| {
            let ends = [("from", style.count(low.count).into()), ("to", style.count(high.count).into())];
            style.words.t("date-range", &ends)
        });
        let held = own.held.map(|held| self.t(if held { "fc-frozen-yes" } else { "fc-frozen-no" }));
        vec![
            style.date_short(own.date),
            style.date_short(own.until),
            number(style, own.expected.count, 1),
            range.unwrap_or_else(none),
            style.count(own.won.count),
            held.unwrap_or_else(none),
        ]
    }
}

fn person_row(style: &Style, person: &PersonScore) -> Vec<String> {
    let t = |id: &str| style.words.t(id, &[]);
    let enough = |n: u64, words: String| if crate::figures::is_few(n) { t("too-few") } else { words };
    let name = person.label.clone().unwrap_or_else(|| t("fc-everybody"));
    let chances = person.chances.map_or_else(
        || vec![t("none"); 4],
        |own| {
            let (said, won) = (style.percent(own.said), style.percent(own.won));
            vec![style.count(own.n), enough(own.n, said), enough(own.n, won), number(style, own.shrunk, 3)]
        },
    );
    let dates = person.dates.map_or_else(
        || vec![t("none"); 3],
        |own| {
            vec![style.count(own.n), number(style, own.shrunk, 0), enough(own.n, number(style, own.late, 0))]
        },
    );
    [vec![name], chances, dates].concat()
}

fn number(style: &Style, number: f64, places: u32) -> String {
    style.decimal(Decimal::try_from(number).unwrap_or_default(), places)
}
