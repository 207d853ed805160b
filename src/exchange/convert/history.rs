//! The history of a deal: out of changes, out of columns of stage dates, or out of
//! when it began and ended. What is not known is marked and never invented.

use super::changes::{CAPPED, StageChange};
use super::deal::Step;
use super::fields::Reader;
use super::places::{MappedStage, Places};
use super::words::{ImportWords, NO_REASON};
use crate::exchange::told::ToldKind;
use crate::message;
use crate::pipeline::{Day, StageKind};

/// When things happened to a deal, as its row says.
#[derive(Clone, Debug, Default)]
pub struct Dates {
    /// When it began.
    pub start: Day,
    /// When it entered the stage it is in.
    pub since: Option<Day>,
    /// When it was won or lost.
    pub ended: Option<Day>,
    /// Whether the beginning or the end has a stand-in.
    pub stand_in: bool,
    /// The stages that columns say when it entered, in the order of the columns.
    pub entered: Vec<(MappedStage, Day)>,
}

/// Why a deal ended.
#[derive(Clone, Debug, Default)]
pub struct EndOfDeal {
    /// The reason, by its id.
    pub reason: Option<String>,
    /// Whom it was lost to.
    pub competitor: Option<String>,
}

/// Makes histories.
pub struct HistoryReader<'h> {
    /// What words for stages mean.
    pub places: &'h Places<'h>,
    /// What words for people mean.
    pub words: &'h ImportWords,
    /// Today: nothing happened after it.
    pub today: Day,
    /// Whether the file of changes keeps so many of each deal and no more.
    pub capped: bool,
}

fn step(place: &MappedStage, day: Day) -> Step {
    Step { pipeline: place.pipeline, stage: place.stage, day, ..Step::default() }
}

impl HistoryReader<'_> {
    /// The steps of a deal that is in a place now; whether their dates are the export's.
    pub fn steps(
        &self,
        reader: &mut Reader<'_>,
        now: &MappedStage,
        dates: &Dates,
        changes: &[StageChange],
        ending: &EndOfDeal,
    ) -> (Vec<Step>, bool) {
        let mut steps = self.changed(reader, dates, changes);
        if steps.is_empty() {
            steps = self.dated(dates);
        }
        let known = !steps.is_empty();
        if !known {
            steps = self.plain(now, dates);
        }
        self.ends_in(now, dates, &mut steps);
        let last = steps.len().saturating_sub(1);
        for (at, own) in steps.iter_mut().enumerate() {
            let kind = self.places.kind(own.pipeline, own.stage);
            let ends = at == last;
            if kind != StageKind::Open && ends {
                own.reason = ending
                    .reason
                    .clone()
                    .or_else(|| self.words.reason(now.reason.as_deref()?).map(str::to_owned));
                own.competitor = ending.competitor.clone().filter(|_| kind == StageKind::Lost);
            }
            if kind == StageKind::Lost && own.reason.is_none() {
                own.reason = Some(NO_REASON.to_owned());
                if ends {
                    let why = message!(
                        "it was lost and no reason is given; `{reason}` takes its place",
                        reason = NO_REASON
                    );
                    reader.tell(ToldKind::StandIn, "reason", why);
                }
            }
        }
        (steps, known)
    }

    /// The steps that a file of changes holds.
    fn changed(&self, reader: &mut Reader<'_>, dates: &Dates, changes: &[StageChange]) -> Vec<Step> {
        let mut steps: Vec<Step> = Vec::new();
        let (mut said, mut hole): (Option<&str>, bool) = (None, false);
        for change in changes {
            let within = change.pipeline.as_deref();
            let Some(place) = self.places.of_word(&change.to, within) else {
                let why = message!(
                    "row {row} of its changes names the stage `{word}`, which the map does not know",
                    row = change.row,
                    word = change.to.as_str()
                );
                reader.tell(ToldKind::Impossible, "history", why);
                (said, hole) = (None, true);
                continue;
            };
            let day = change.at.date();
            if day > self.today {
                let why =
                    message!("row {row} of its changes is dated {day}, after today", row = change.row, day);
                reader.tell(ToldKind::Impossible, "history", why);
                continue;
            }
            let by = change.by.as_deref().and_then(|by| self.words.person(by)).map(str::to_owned);
            if steps.is_empty() {
                self.begins(&mut steps, change, &place, dates, changes.len());
            }
            let gap = change
                .from
                .as_deref()
                .is_some_and(|from| said.is_some_and(|said| !said.eq_ignore_ascii_case(from)));
            said = Some(&change.to);
            match steps.last_mut() {
                Some(last) if (last.pipeline, last.stage) == (place.pipeline, place.stage) => {
                    if last.by.is_none() && last.day == day {
                        last.by = by;
                    }
                }
                _ => {
                    let unknown = gap || hole || (steps.is_empty() && self.is_capped(changes.len()));
                    hole = false;
                    steps.push(Step { by, unknown, ..step(&place, day) });
                }
            }
        }
        steps
    }

    fn is_capped(&self, changes: usize) -> bool {
        self.capped && changes >= CAPPED
    }

    /// What is known of a deal before its first known change.
    fn begins(
        &self,
        steps: &mut Vec<Step>,
        first: &StageChange,
        place: &MappedStage,
        dates: &Dates,
        changes: usize,
    ) {
        let day = first.at.date();
        if dates.start >= day {
            if let Some(from) = &first.from
                && let Some(from) = self.places.of_word(from, first.pipeline.as_deref())
                && dates.start == day
                && from != *place
            {
                steps.push(step(&from, day));
            }
            return;
        }
        match first.from.as_deref().and_then(|from| self.places.of_word(from, first.pipeline.as_deref())) {
            Some(from) if !self.is_capped(changes) => steps.push(step(&from, dates.start)),
            Some(from) => steps.push(Step { unknown: true, ..step(&from, dates.start) }),
            // It began earlier, in a stage that nobody names.
            None => steps.push(Step {
                unknown: place.stage != 0,
                ..step(&MappedStage { stage: 0, ..place.clone() }, dates.start)
            }),
        }
    }

    /// The steps that columns of stage dates hold.
    fn dated(&self, dates: &Dates) -> Vec<Step> {
        let mut entered: Vec<&(MappedStage, Day)> =
            dates.entered.iter().filter(|(_, day)| *day <= self.today).collect();
        entered.sort_by_key(|(place, day)| (*day, place.stage));
        let mut steps: Vec<Step> = Vec::new();
        if let Some((first, day)) = entered.first()
            && dates.start < *day
        {
            let begun = MappedStage { stage: 0, ..first.clone() };
            if first.stage != 0 {
                steps.push(step(&begun, dates.start));
            }
        }
        let begun = steps.len();
        for (place, day) in entered {
            let mut next = step(place, *day);
            if steps.is_empty() && place.stage == 0 {
                next.day = dates.start.min(*day);
            }
            next.unknown = begun == 1 && steps.len() == 1;
            steps.push(next);
        }
        steps
    }

    /// The steps of a deal of which only beginning and end are known.
    fn plain(&self, now: &MappedStage, dates: &Dates) -> Vec<Step> {
        let first = MappedStage { stage: 0, ..now.clone() };
        let kind = self.places.kind(now.pipeline, now.stage);
        match (kind, dates.since) {
            (StageKind::Open, _) if now.stage == 0 => vec![step(now, dates.start)],
            (StageKind::Open, Some(since)) if since > dates.start => vec![step(&first, dates.start)],
            (StageKind::Open, _) => vec![Step { unknown: true, ..step(now, dates.start) }],
            // Nothing says how long it took: it was not all done in a day.
            _ if dates.stand_in && dates.ended.is_none_or(|ended| ended <= dates.start) => {
                vec![step(now, dates.start)]
            }
            _ => vec![step(&first, dates.start)],
        }
    }

    /// Lets the last step be the place that the deal is in.
    fn ends_in(&self, now: &MappedStage, dates: &Dates, steps: &mut Vec<Step>) {
        let kind = self.places.kind(now.pipeline, now.stage);
        let last_day = steps.last().map_or(dates.start, |last| last.day);
        let is_there = |step: &Step| (step.pipeline, step.stage) == (now.pipeline, now.stage);
        if steps.last().is_some_and(is_there) {
            return;
        }
        // What a column dates after the end was entered by nobody.
        if kind != StageKind::Open
            && let Some(at) = steps.iter().rposition(is_there)
        {
            let end = steps.remove(at);
            steps.push(Step { day: end.day.max(last_day), ..end });
            return;
        }
        let day = if kind == StageKind::Open { dates.since } else { dates.ended.or(dates.since) };
        let day = day.unwrap_or(last_day).max(last_day).min(self.today);
        let changed_pipeline = steps.last().is_some_and(|last| last.pipeline != now.pipeline);
        let next = steps.last().is_some_and(|last| !changed_pipeline && last.stage + 1 == now.stage);
        let told = steps.len() > 1 && kind != StageKind::Open;
        steps.push(Step { unknown: !next && !told, ..step(now, day) });
    }
}
