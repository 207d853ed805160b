//! What a forecast says, as sentences whose words a language gives.

use super::{ForecastOfPipeline, Said, Sentence};
use crate::figures::{Band, ForecastMethod, PipelineForecast, TargetAhead, WhyMethod};
use crate::pipeline::{Config, Day};

impl ForecastOfPipeline {
    /// What is not in the pipeline yet; `None` where nothing comes in.
    pub fn new_business(&self) -> Option<Sentence> {
        let (new, total) = (&self.figures.new_business, &self.figures.total);
        (new.expected.count >= 0.05).then(|| {
            let with = [("mean", Said::Tenths(new.expected.count)), ("value", new.expected.value.into())];
            match ends(total) {
                None => Sentence::new("fc-new", with),
                Some([low, high, least, most]) => {
                    let [mean, value] = with;
                    let ends = [("low", low), ("high", high), ("least", least), ("most", most)];
                    let [low, high, least, most] = ends;
                    Sentence::new("fc-new-band", [mean, value, low, high, least, most])
                }
            }
        })
    }

    /// What the largest lead decides; `None` where no open lead has a value.
    pub fn largest(&self) -> Option<Sentence> {
        let largest = self.figures.largest.as_ref()?;
        let [title, value] = [largest.title.as_str().into(), largest.value.into()];
        let p = Said::Percent(largest.p);
        Some(match ends(&largest.without) {
            None => Sentence::new("fc-largest", [("title", title), ("value", value), ("p", p)]),
            Some([_, _, least, most]) => Sentence::new(
                "fc-largest-band",
                [("title", title), ("value", value), ("p", p), ("least", least), ("most", most)],
            ),
        })
    }
}

/// The ends of a band: wins and value.
fn ends(band: &Band) -> Option<[Said; 4]> {
    let (low, high) = (band.p10?, band.p90?);
    Some([low.count.into(), high.count.into(), low.value.into(), high.value.into()])
}

pub(super) fn answer(figures: &PipelineForecast, until: Day) -> Sentence {
    let open = &figures.open;
    let (n, date) = (Said::Count(open.n), Said::Date(until));
    if open.n == 0 {
        return Sentence::new("fc-answer-none", [("date", date)]);
    }
    let valued = open.unvalued < open.n;
    let expected = open.band.expected;
    if figures.method.why == WhyMethod::LittleHistory && expected.count == 0.0 {
        return Sentence::new("fc-answer-unknown", [("n", n), ("date", date)]);
    }
    let Some([low, high, least, most]) = ends(&open.band) else {
        let say = if valued { "fc-answer-middle" } else { "fc-answer-middle-count" };
        let mean = Said::Tenths(expected.count);
        return Sentence::new(
            say,
            [("n", n), ("mean", mean), ("value", expected.value.into()), ("date", date)],
        );
    };
    let say = match (low == high, valued) {
        (false, true) => "fc-answer",
        (false, false) => "fc-answer-count",
        (true, true) => "fc-answer-one",
        (true, false) => "fc-answer-one-count",
    };
    Sentence::new(
        say,
        [("n", n), ("low", low), ("high", high), ("least", least), ("most", most), ("date", date)],
    )
}

pub(super) fn rests_on(figures: &PipelineForecast) -> Sentence {
    let method = Said::Word(match figures.method.id {
        ForecastMethod::Base => "fc-by-base",
        ForecastMethod::Stage => "fc-by-stage",
        ForecastMethod::History => "fc-by-history",
        ForecastMethod::Dates => "fc-by-dates",
    });
    let cuts = Said::Count(figures.method.cuts);
    match figures.method.why {
        WhyMethod::LittleHistory => Sentence::new(rests_on_little(figures), []),
        WhyMethod::Asked => Sentence::new("fc-rests-asked", [("method", method)]),
        WhyMethod::Backtest => {
            let coverage =
                figures.backtest.horizons.first().map(|horizon| horizon.coverage).unwrap_or_default();
            let held = coverage.value.map(|share| (share * coverage.n as f64).round() as u64);
            match held {
                None => Sentence::new("fc-rests", [("method", method), ("cuts", cuts)]),
                Some(held) => Sentence::new(
                    "fc-rests-held",
                    [("method", method), ("cuts", cuts), ("held", held.into()), ("of", coverage.n.into())],
                ),
            }
        }
    }
}

/// What is said of whose chances are all alike: of none, where owners gave them all.
fn rests_on_little(figures: &PipelineForecast) -> &'static str {
    let own = figures.leads.iter().filter(|lead| lead.is_own()).count();
    match figures.leads.len() {
        0 => "fc-rests-little-none",
        all if own == all => "fc-rests-little-own",
        _ if own > 0 => "fc-rests-little-some",
        _ => "fc-rests-little",
    }
}

pub(super) fn target(target: &TargetAhead, config: &Config) -> Sentence {
    let who = [
        target.owner.as_deref().map(|id| config.owner_name(id)),
        target.group.as_deref(),
        target.condition.as_deref(),
    ];
    let period = ("period", Said::Period(target.period.clone()));
    let period = match who.into_iter().flatten().next() {
        None => Sentence::new("fc-for", [period]),
        Some(who) => Sentence::new("fc-for-who", [period, ("who", who.into())]),
    };
    let period = Said::Sentence(Box::new(period));
    let (say, goal, won, expected) = match (target.value, target.deals) {
        (Some(value), _) => {
            ("fc-target", value.into(), target.won.value.into(), target.expected.value.into())
        }
        (None, deals) => (
            "fc-target-deals",
            Said::Count(deals.unwrap_or_default()),
            Said::Count(target.won.count),
            Said::Tenths(target.expected.count),
        ),
    };
    let Some(probability) = target.probability else {
        let say = if say == "fc-target" { "fc-target-middle" } else { "fc-target-deals-middle" };
        return Sentence::new(
            say,
            [("target", goal), ("period", period), ("won", won), ("expected", expected)],
        );
    };
    let runs = Said::Count((probability * 100.0).round() as u64);
    Sentence::new(
        say,
        [("target", goal), ("period", period), ("won", won), ("expected", expected), ("runs", runs)],
    )
}
