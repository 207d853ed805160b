//! The report once more, by brute force from plain numbers: no code of the
//! crate's, no shortcuts, everything looked up anew for every figure.

mod chance;
mod contracts;
mod lines;
mod needed;
mod work;

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::build::date;
use super::raw::{self, Base, LOST, OPEN, RawEntry, RawLead, RawLine, RawOptions, WON};

/// A way of a lead: the open stages it stood in, then perhaps how it ended.
#[derive(Clone)]
struct Way {
    /// The pipeline it is in.
    pipeline: usize,
    /// Whether it is the lead's first, and whether the first in that pipeline.
    first: bool,
    home: bool,
    /// Whether the lead came from the other pipeline, and when it went there.
    came: bool,
    left: Option<i64>,
    last: bool,
    start: i64,
    opens: Vec<(usize, i64)>,
    end: Option<(bool, i64, Option<usize>)>,
    competitor: Option<&'static str>,
    /// Who is credited with its end, as far as said.
    credit: Option<usize>,
    /// How many entries of the history it is.
    entries: usize,
    /// Whether it is not known which stages it was in.
    dark: bool,
    /// Whether it was lost for a reason that does not count.
    never: bool,
}

impl Way {
    /// Those that count, of which one may be the last although others followed.
    fn of(history: &[RawEntry], until: i64) -> Vec<Way> {
        let mut ways: Vec<Way> = Way::credited(history, until).into_iter().filter(|way| !way.never).collect();
        if let Some(last) = ways.last_mut() {
            last.last = true;
        }
        ways
    }

    /// All, each with whom the whole history credits with its end.
    fn credited(history: &[RawEntry], until: i64) -> Vec<Way> {
        let whole = Way::all(history, i64::MAX);
        let ways = Way::all(history, until).into_iter().zip(whole);
        ways.map(|(way, whole)| Way { credit: whole.credit, ..way }).collect()
    }

    /// Cut before every entry of another pipeline, and before every open entry that
    /// follows a closed one.
    fn all(history: &[RawEntry], until: i64) -> Vec<Way> {
        let seen: Vec<&RawEntry> = history.iter().filter(|entry| entry.day <= until).collect();
        let cuts: Vec<usize> = (0..seen.len())
            .filter(|&i| {
                i == 0
                    || seen[i - 1].pipeline != seen[i].pipeline
                    || (seen[i - 1].stage >= OPEN && seen[i].stage < OPEN)
            })
            .chain([seen.len()])
            .collect();
        let piece = |pair: &[usize]| {
            let piece = &seen[pair[0]..pair[1]];
            let opens: Vec<_> = piece.iter().filter(|e| e.stage < OPEN).map(|e| (e.stage, e.day)).collect();
            let closed: Vec<&&RawEntry> = piece.iter().filter(|e| e.stage >= OPEN).collect();
            let end = closed.last().map(|last| {
                let other = closed.iter().rposition(|e| e.stage != last.stage);
                let since = closed[other.map_or(0, |at| at + 1)];
                ((last.stage == WON, since.day, since.reason), since.owner)
            });
            let (end, credit) = (end.map(|end| end.0), end.and_then(|end| end.1));
            let closing =
                end.and_then(|end| closed.iter().find(|e| e.day == end.1 && (e.stage == WON) == end.0));
            let competitor = closing.and_then(|entry| raw::competitor(entry));
            let here = piece[0].pipeline;
            let next = seen.get(pair[1]).filter(|next| end.is_none() && next.pipeline != here);
            Way {
                pipeline: here,
                home: seen[..pair[0]].iter().all(|entry| entry.pipeline != here),
                came: pair[0] > 0 && seen[pair[0] - 1].pipeline != here,
                left: next.map(|next| next.day),
                entries: piece.len(),
                dark: opens.is_empty() || piece.iter().chain(next).any(|entry| entry.unknown),
                never: matches!(end, Some((false, _, Some(raw::SPAM)))),
                competitor,
                credit,
                first: pair[0] == 0,
                last: false,
                start: piece[0].day,
                opens,
                end,
            }
        };
        cuts.windows(2).filter(|pair| pair[0] < pair[1]).map(piece).collect()
    }

    /// The day it ended or was left for the other pipeline.
    fn until(&self) -> Option<i64> {
        self.end.map(|end| end.1).or(self.left)
    }

    fn won(&self) -> bool {
        matches!(self.end, Some((true, ..)))
    }

    fn lost(&self) -> bool {
        matches!(self.end, Some((false, ..)))
    }

    fn cycle(&self) -> Option<i64> {
        self.end.filter(|_| !self.opens.is_empty()).map(|end| end.1 - self.start)
    }

    /// Where it stands or stood last, and the furthest it came.
    fn here(&self) -> Option<usize> {
        self.opens.last().map(|open| open.0)
    }

    fn furthest(&self) -> Option<usize> {
        if self.won() { Some(WON) } else { self.opens.iter().map(|open| open.0).max() }
    }

    fn counts_at(&self, stage: usize) -> bool {
        let begin = if self.home { 0 } else { self.opens.first().map_or(OPEN, |open| open.0) };
        !self.dark && begin <= stage && self.furthest().is_some_and(|furthest| furthest >= stage)
    }

    /// The day from which it tells of a stage: where its way is not known, that it names it.
    fn tells(&self, stage: usize) -> Option<i64> {
        let begin = if self.home { 0 } else { self.opens.first().map_or(OPEN, |open| open.0) };
        let named = || self.opens.iter().find(|open| open.0 == stage && begin <= stage).map(|open| open.1);
        if self.dark { named() } else { self.counts_at(stage).then(|| self.arrival(stage).0) }
    }

    /// The first day it stood in this stage or beyond, and whether beyond.
    fn arrival(&self, stage: usize) -> (i64, bool) {
        for &(at, day) in &self.opens {
            if at >= stage {
                return (day, at != stage);
            }
        }
        (self.end.unwrap().1, true)
    }
}

struct Brute<'a> {
    base: &'a Base,
    options: &'a RawOptions,
    pipelines: Vec<usize>,
    leads: Vec<&'a RawLead>,
    /// Of each pipeline's open stages what history says, in parts of 10^18.
    chances: Vec<Vec<Option<i128>>>,
    as_of: i64,
    from: i64,
    to: i64,
}

pub fn report(leads: &[RawLead], base: &Base, options: &RawOptions) -> Value {
    let to = if options.from <= options.as_of { options.to.min(options.as_of) } else { options.to };
    let shown: Vec<usize> =
        (0..2).filter(|index| options.pipeline.is_none_or(|only| only == *index)).collect();
    let brute = |pipelines: &[usize], from: i64, to: i64, as_of: i64| {
        let mine = |lead: &&RawLead| options.takes(lead);
        let chances = (0..2).map(|index| chance::of(leads, index, as_of)).collect();
        Brute {
            base,
            options,
            pipelines: pipelines.to_vec(),
            leads: leads.iter().filter(mine).collect(),
            chances,
            as_of,
            from,
            to,
        }
    };
    let now = |index: usize| brute(&[index], options.from, to, options.as_of).pipeline(index);
    let total = (shown.len() > 1).then(|| {
        let brute = brute(&shown, options.from, to, options.as_of);
        let mut total = brute.headline();
        total["disqualified"] = brute.disqualified();
        total["unknown_path"] = json!(brute.dark());
        total
    });
    let compared = |(kind, (from, last)): (&str, (i64, i64))| {
        let as_of = (last + options.as_of - to).min(options.as_of);
        let last = if from <= as_of { last.min(as_of) } else { last };
        let one = |index: &usize| {
            let brute = brute(&[*index], from, last, as_of);
            let mut row = brute.headline();
            row["id"] = json!(raw::PIPELINES[*index]);
            row["loss_reasons"] = brute.reasons(&brute.closed(false));
            let stage = |stage: usize| {
                let flow = brute.flow(stage);
                json!({"id": raw::STAGES[stage], "raw": flow["raw"], "settled": flow["settled"], "stay_days": brute.stays(stage)})
            };
            row["stages"] = (0..OPEN).map(stage).collect();
            row
        };
        json!({
            "kind": kind, "period": {"from": date(from).to_string(), "to": date(last).to_string()},
            "as_of": date(as_of).to_string(), "pipelines": shown.iter().map(one).collect::<Vec<_>>(),
            "total": (shown.len() > 1).then(|| brute(&shown, from, last, as_of).headline()),
        })
    };
    let mut report = json!({
        "schema": "corong.report/1", "name": "Random", "as_of": date(options.as_of).to_string(),
        "basis": "current_fields", "files_of": null, "stamp": null, "today": date(raw::DAYS).to_string(),
        "period": {"from": date(options.from).to_string(), "to": date(to).to_string()},
        "currency": raw::CURRENCIES[base.currency], "mode": raw::MODES[options.mode],
        "language": "id", "filter": filter(options),
        "pipelines": shown.iter().copied().map(now).collect::<Vec<_>>(),
        "total": total, "compare": others(options, to).into_iter().map(compared).collect::<Vec<_>>(),
        "left_out": [{"path": "p/x.yaml", "why": "unreadable"}],
    });
    if base.office {
        report["working_days"] = json!(true);
    }
    report
}

/// Of each target how many were won in its time, their value, and the value
/// expected until its end; none where the report is of one owner.
pub fn targets(leads: &[RawLead], base: &Base, options: &RawOptions) -> Value {
    let as_of = options.as_of;
    let target = |&(from, to, group, industry): &(i64, i64, Option<&str>, Option<usize>)| {
        let mine =
            |lead: &&RawLead| options.takes(lead) && industry.is_none_or(|own| lead.industry == Some(own));
        let chances = (0..2).map(|index| chance::of(leads, index, as_of)).collect();
        let leads = leads.iter().filter(mine).collect();
        let brute =
            Brute { base, options, pipelines: vec![0, 1], leads, chances, as_of, from, to: to.min(as_of) };
        // What counts for the group's people; nothing where none of them has a part in it.
        let part = |lead: &RawLead, way: &Way| match group {
            None => Some(brute.value(lead, way)),
            Some(_) => brute.groups(lead, way).into_iter().find(|own| own.0 == group).map(|own| own.1),
        };
        let won: Vec<_> = brute.closed(true).into_iter().filter(|(l, w)| part(l, w).is_some()).collect();
        let values = won.iter().filter(|(_, way)| way.last).filter_map(|(lead, way)| part(lead, way)?);
        let expected = brute.existing().filter(|(lead, way)| {
            way.end.is_none() && lead.expected.is_some_and(|day| as_of <= day && day <= to)
        });
        let expected = expected.filter_map(|(lead, way)| part(lead, &way)?).sum();
        json!([won.len(), brute.money(values.sum()), brute.money(expected)])
    };
    let all = raw::TARGETS.iter().filter(|_| base.office && options.owner.is_none());
    json!(all.map(target).collect::<Vec<_>>())
}

/// Of each pipeline shown what each target still needs.
pub fn needed(leads: &[RawLead], base: &Base, options: &RawOptions) -> Value {
    let shown = (0..2).filter(|index| options.pipeline.is_none_or(|only| only == *index));
    let all = || raw::TARGETS.iter().filter(|_| base.office && options.owner.is_none());
    let of = |index: usize| all().map(|target| needed::of(leads, base, options, index, target)).collect();
    json!(shown.map(of).collect::<Vec<Value>>())
}

/// Of each pipeline shown gross and net retention.
pub fn retained(leads: &[RawLead], base: &Base, options: &RawOptions) -> Value {
    let to = options.to.min(options.as_of);
    let counted: Vec<&RawLead> = leads.iter().filter(|lead| lead.counts).collect();
    let shown = (0..2).filter(|index| options.pipeline.is_none_or(|only| only == *index));
    let one = |index: usize| {
        let leads = counted.iter().copied().filter(|lead| options.takes(lead)).collect();
        let pipelines = vec![index];
        let (as_of, from, chances) = (options.as_of, options.from, Vec::new());
        Brute { base, options, pipelines, leads, chances, as_of, from, to }.retained(&counted)
    };
    json!(shown.map(one).collect::<Vec<_>>())
}

/// The days compared with. No random period is of whole months but by chance,
/// which is asked of the calendar month by month.
fn others(options: &RawOptions, to: i64) -> Vec<(&'static str, (i64, i64))> {
    use chrono::Months;
    if options.from > options.as_of {
        return Vec::new();
    }
    let back = |day: i64, months: u32| (date(day) - Months::new(months) - date(0)).num_days();
    let next = date(options.to + 1);
    let whole = (1..40).find(|months| date(options.from) + Months::new(*months) == next);
    let length = options.to - options.from + 1;
    let before = whole.map_or(options.from - length, |months| back(options.from, months));
    let cut = |from: i64, last: i64| {
        if to < options.to { (from, last.min(from + to - options.from)) } else { (from, last) }
    };
    let previous = cut(before, options.from - 1);
    let year = cut(back(options.from, 12), back(options.to + 1, 12) - 1);
    let mut others = vec![("previous", previous)];
    others.extend((year != previous).then_some(("year_before", year)));
    others
}

fn filter(options: &RawOptions) -> Value {
    let mut filter = json!({});
    if let Some(index) = options.pipeline {
        filter["pipeline"] = json!(raw::PIPELINES[index]);
    }
    if let Some(index) = options.owner {
        filter["owner"] = json!(raw::OWNERS[index]);
    }
    if options.sliced {
        filter["where"] = json!(raw::SLICE);
    }
    filter
}

/// Everybody a way counts for.
fn who(lead: &RawLead, way: &Way) -> Vec<usize> {
    match lead.split.is_empty() {
        true => vec![way.credit.unwrap_or(lead.owner)],
        false => lead.split.iter().map(|(who, _)| *who).collect(),
    }
}

/// What is due up to and with somebody, less what is due before them.
fn part(lead: &RawLead, who: usize, minor: i128) -> i128 {
    let Some(at) = lead.split.iter().position(|(own, _)| *own == who) else { return minor };
    let until = |n: usize| half_even(minor * lead.split[..n].iter().map(|(_, part)| part).sum::<i128>(), 100);
    until(at + 1) - until(at)
}

/// numerator / denominator, halves to even.
fn half_even(numerator: i128, denominator: i128) -> i128 {
    let (floor, rest) = (numerator.div_euclid(denominator), numerator.rem_euclid(denominator));
    match (2 * rest).cmp(&denominator) {
        std::cmp::Ordering::Less => floor,
        std::cmp::Ordering::Greater => floor + 1,
        std::cmp::Ordering::Equal => floor + floor.rem_euclid(2),
    }
}

/// One to four are too few to tell.
fn few(n: usize) -> bool {
    (1..=4).contains(&n)
}

/// Marks the stage of which no other that shows its settled conversion has one as low.
fn lowest(mut stages: Vec<Value>) -> Vec<Value> {
    let shown = |stage: &Value| {
        let settled = &stage["settled"];
        settled["value"].as_f64().filter(|_| settled["few"] == false)
    };
    let alone = |at: usize| {
        let others =
            || (0..stages.len()).filter(|other| *other != at).filter_map(|other| shown(&stages[other]));
        shown(&stages[at]).is_some_and(|own| others().count() > 0 && others().all(|other| own < other))
    };
    if let Some(at) = (0..stages.len()).find(|at| alone(*at)) {
        stages[at]["lowest"] = json!(true);
    }
    stages
}

fn share(hits: usize, n: usize) -> Value {
    if n == 0 {
        return json!({"value": null, "n": 0, "low": null, "high": null, "few": false});
    }
    // The roots of (p - hits/n)² = z² p (1 - p) / n.
    let (n_, z2) = (n as f64, 1.959963984540054_f64.powi(2));
    let p = hits as f64 / n_;
    let (a, b, c) = (1.0 + z2 / n_, 2.0 * p + z2 / n_, p * p);
    let root = (b * b - 4.0 * a * c).max(0.0).sqrt();
    json!({"value": p, "n": n, "low": (b - root) / (2.0 * a), "high": (b + root) / (2.0 * a), "few": few(n)})
}

/// The point at `hundredths` of the way through the sorted values.
fn point(values: &[i64], hundredths: usize) -> Value {
    let mut values = values.to_vec();
    values.sort();
    let Some(gaps) = values.len().checked_sub(1) else { return Value::Null };
    let (index, rest) = (gaps * hundredths / 100, gaps * hundredths % 100);
    let step = values.get(index + 1).map_or(0, |next| next - values[index]);
    json!(values[index] as f64 + step as f64 * rest as f64 / 100.0)
}

impl<'a> Brute<'a> {
    /// The ways that count for the owner.
    fn ways(&self, lead: &RawLead) -> Vec<Way> {
        Way::of(&lead.history, self.as_of).into_iter().filter(|way| self.mine(lead, way)).collect()
    }

    fn mine(&self, lead: &RawLead, way: &Way) -> bool {
        self.pipelines.contains(&way.pipeline) && self.counts_for(lead, way)
    }

    fn counts_for(&self, lead: &RawLead, way: &Way) -> bool {
        self.options.owner.is_none_or(|owner| who(lead, way).contains(&owner))
    }

    /// Of what is shared the owner's part.
    fn share(&self, lead: &RawLead, minor: i128) -> i128 {
        self.options.owner.filter(|_| !lead.split.is_empty()).map_or(minor, |owner| part(lead, owner, minor))
    }

    /// Everybody it counts for, each with their part of a value.
    fn people(&self, lead: &RawLead, way: &Way) -> Vec<(Option<&'static str>, Option<i128>)> {
        let whole = self.whole(lead, way);
        let all = who(lead, way).into_iter().filter(|who| self.options.owner.is_none_or(|own| own == *who));
        all.map(|who| (Some(raw::OWNERS[who]), whole.map(|whole| part(lead, who, whole)))).collect()
    }

    /// Everybody it counts for, of those the report is about.
    fn whose(&self, lead: &RawLead, way: &Way) -> Vec<usize> {
        let all = who(lead, way).into_iter();
        all.filter(|who| self.options.owner.is_none_or(|own| own == *who)).collect()
    }

    /// The groups of those, each with what counts for its people.
    fn groups(&self, lead: &RawLead, way: &Way) -> Vec<(Option<&'static str>, Option<i128>)> {
        let (whose, whole) = (self.whose(lead, way), self.whole(lead, way));
        let groups: BTreeSet<_> = whose.iter().map(|who| self.base.group(*who)).collect();
        let sum = |group: Option<&str>, whole: i128| {
            let mine = whose.iter().filter(|who| self.base.group(**who) == group);
            mine.map(|who| part(lead, *who, whole)).sum()
        };
        groups.into_iter().map(|group| (group, whole.map(|whole| sum(group, whole)))).collect()
    }

    fn existing(&self) -> impl Iterator<Item = (&'a RawLead, Way)> {
        let last = |lead: &&'a RawLead| Some((*lead, Way::of(&lead.history, self.as_of).pop()?));
        let here = |(lead, way): &(&'a RawLead, Way)| way.left.is_none() && self.mine(lead, way);
        self.leads.iter().filter_map(last).filter(here)
    }

    fn inside(&self, day: i64) -> bool {
        self.from <= day && day <= self.to
    }

    fn all_ways(&self) -> Vec<(&'a RawLead, Way)> {
        self.leads.iter().flat_map(|lead| self.ways(lead).into_iter().map(|way| (*lead, way))).collect()
    }

    /// The ways won, or lost, in the period.
    fn closed(&self, won: bool) -> Vec<(&'a RawLead, Way)> {
        let fits = |way: &Way| way.end.is_some_and(|end| end.0 == won && self.inside(end.1));
        self.all_ways().into_iter().filter(|(_, way)| fits(way)).collect()
    }

    /// Minor units of the base currency.
    fn worth(&self, (hundredths, currency): (i128, usize), day: i64) -> Option<i128> {
        let rate = if currency == self.base.currency {
            Some((1, 0))
        } else {
            let known = self.base.rates.iter().filter(|rate| rate.0 == currency && rate.1 <= day);
            known.max_by_key(|rate| rate.1).map(|rate| (rate.2, rate.3))
        };
        let (mantissa, decimals) = rate?;
        Some(half_even(hundredths * mantissa * 10_i128.pow(self.base.decimals), 10_i128.pow(2 + decimals)))
    }

    fn day_of(&self, way: &Way) -> i64 {
        way.end.map_or(self.as_of, |end| end.1)
    }

    /// What counts of it for the owner.
    fn value(&self, lead: &RawLead, way: &Way) -> Option<i128> {
        self.whole(lead, way).map(|whole| self.share(lead, whole))
    }

    fn whole(&self, lead: &RawLead, way: &Way) -> Option<i128> {
        let day = self.day_of(way);
        if let Some(value) = lead.value {
            return self.worth(value, day);
        }
        if lead.lines.is_empty() || lead.lines.iter().any(|line| line.price.is_none()) {
            return None;
        }
        Some(lines::whole(&lead.lines.iter().collect::<Vec<_>>(), self.base.decimals))
    }

    /// In parts of 10^18.
    fn chance(&self, lead: &RawLead, way: &Way) -> Option<i128> {
        let stage = way.here().unwrap();
        let thousandths = |percent: i128| percent * 10_i128.pow(15);
        let own = lead.probability.map(thousandths);
        let history = self.chances[way.pipeline][stage];
        own.or(history).or(raw::STAGE_PROBABILITY[stage].map(thousandths))
    }

    /// What is shared is weighed as a whole and then shared.
    fn weigh(&self, lead: &RawLead, way: &Way, value: Option<i128>) -> i128 {
        match value == self.value(lead, way) {
            true => self.share(lead, self.weigh_raw(lead, way, self.whole(lead, way))),
            false => self.weigh_raw(lead, way, value),
        }
    }

    fn weigh_raw(&self, lead: &RawLead, way: &Way, value: Option<i128>) -> i128 {
        if way.end.is_some() {
            return 0;
        }
        half_even(value.unwrap_or(0) * self.chance(lead, way).unwrap_or(0), 10_i128.pow(18))
    }

    fn money(&self, minor: i128) -> Value {
        if self.base.decimals == 0 {
            return json!(minor.to_string());
        }
        json!(format!("{}.{:02}", minor / 100, minor % 100))
    }

    fn maybe_money(&self, minor: Option<i128>) -> Value {
        minor.map_or(Value::Null, |minor| self.money(minor))
    }

    fn headline(&self) -> Value {
        let (won, lost) = (self.closed(true), self.closed(false));
        json!({
            "new": self.came_in(), "conversion": self.conversion(), "open": self.open(),
            "won": self.won(&won), "lost": self.lost(&lost),
            "win_rate": share(won.len(), won.len() + lost.len()),
            "cycle_days": self.cycle(&won), "velocity_per_day": self.velocity(&won, &lost),
        })
    }

    fn pipeline(&self, index: usize) -> Value {
        let (won, lost) = (self.closed(true), self.closed(false));
        let id = raw::PIPELINES[index];
        let mut report = json!({
            "id": id, "label": id.to_uppercase(),
            "time_to_win": self.time_to_win(), "closing": self.closing(),
            "disqualified": self.disqualified(), "unknown_path": self.dark(),
            "by_industry": self.segments(|lead, way| {
                vec![(lead.industry.map(|index| raw::INDUSTRIES[index]), self.value(lead, way))]
            }, false, None),
            "stages": lowest((0..6).map(|stage| self.stage(stage)).collect()),
            "months": self.months(&won, &lost),
            "by_owner": self.segments(|lead, way| self.people(lead, way), true, Some(&|key, who| key == Some(raw::OWNERS[who]))),
            "by_source": self.segments(|lead, way| vec![(lead.source.map(|s| raw::SOURCES[s]), self.value(lead, way))], true, None),
            "by_product": self.segments(|lead, way| self.products(lead, way), false, None),
            "loss_reasons": self.reasons(&lost), "rotting": self.rotting(), "unvalued": self.unvalued(),
            "losses": self.losses(&lost), "effort": self.effort(&won), "wins": self.wins(&won),
            "improvements": [], "few": self.existing().count() <= 20,
        });
        if self.base.office {
            let is_of = |key: Option<&'static str>, who: usize| self.base.group(who) == key;
            report["by_group"] = self.segments(|lead, way| self.groups(lead, way), false, Some(&is_of));
            if report["by_group"] == json!([]) {
                report.as_object_mut().unwrap().remove("by_group");
            }
        }
        report.as_object_mut().unwrap().append(self.headline().as_object_mut().unwrap());
        self.judge(&mut report, won.len(), lost.len());
        report
    }

    fn disqualified(&self) -> Value {
        let ways = |lead: &&'a RawLead| {
            let all = Way::credited(&lead.history, self.as_of).into_iter();
            all.filter(|way| self.mine(lead, way)).collect::<Vec<_>>()
        };
        let never = |way: &Way| way.never && self.inside(way.end.unwrap().1);
        let mut sources = Vec::new();
        for source in [Some(0), Some(1), None] {
            let mine = self.leads.iter().filter(|lead| lead.source == source);
            let count = mine.flat_map(ways).filter(|way| never(way)).count();
            let key = source.map(|source| raw::SOURCES[source]);
            let label = key.map(str::to_uppercase);
            if count > 0 {
                sources.push((count, json!({"key": key, "label": label, "count": count})));
            }
        }
        sources.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
        let count: usize = sources.iter().map(|(count, _)| count).sum();
        json!({"count": count, "by_source": sources.into_iter().map(|(_, row)| row).collect::<Vec<_>>()})
    }

    /// Those whose way is not known: begun in the period, or closed in it.
    fn dark(&self) -> usize {
        let day = |way: &Way| if self.options.mode == 0 { Some(way.start) } else { way.end.map(|end| end.1) };
        let fits = |way: &Way| way.dark && day(way).is_some_and(|day| self.inside(day));
        self.all_ways().iter().filter(|(_, way)| fits(way)).count()
    }

    fn came_in(&self) -> Value {
        let begun = self.all_ways().into_iter().filter(|(_, way)| self.inside(way.start));
        let (first, later): (Vec<_>, Vec<_>) = begun.partition(|(_, way)| way.first);
        let came = later.iter().filter(|(_, way)| way.came).count();
        json!({"count": first.len(), "reopened": later.len() - came, "transferred_in": came})
    }

    fn conversion(&self) -> Value {
        let new = |lead: &&&RawLead| self.ways(lead).iter().any(|way| way.first && self.inside(way.start));
        let new: Vec<_> = self.leads.iter().filter(new).copied().collect();
        let new: Vec<_> = new.into_iter().map(|lead| Way::of(&lead.history, self.as_of)).collect();
        let won = new.iter().filter(|ways| ways.iter().any(Way::won)).count();
        let open =
            new.iter().filter(|w| w.last().unwrap().until().is_none() && !w.iter().any(Way::won)).count();
        let mut conversion = share(won, new.len());
        conversion["open"] = json!(open);
        conversion
    }

    fn open(&self) -> Value {
        let open: Vec<_> = self.existing().filter(|(_, way)| way.end.is_none()).collect();
        let values: Vec<_> = open.iter().map(|(lead, way)| self.value(lead, way)).collect();
        let weighted = open.iter().map(|(lead, way)| self.weigh(lead, way, self.value(lead, way))).sum();
        let own = open.iter().filter(|(lead, _)| lead.probability.is_some()).count();
        let learnt = |(lead, way): &&(&RawLead, Way)| {
            lead.probability.is_none() && self.chances[way.pipeline][way.here().unwrap()].is_some()
        };
        let learnt = open.iter().filter(learnt).count();
        let none = open.iter().filter(|(lead, way)| self.chance(lead, way).is_none()).count();
        json!({
            "count": open.len(), "value": self.money(values.iter().flatten().sum()), "weighted": self.money(weighted),
            "unvalued": values.iter().filter(|value| value.is_none()).count(),
            "held": {
                "count": open.iter().filter(|(lead, _)| self.held(lead)).count(),
                "value": self.money(open.iter().filter(|(lead, _)| self.held(lead)).filter_map(|(lead, way)| self.value(lead, way)).sum()),
            },
            "annual": self.money(open.iter().map(|(lead, _)| self.share(lead, lines::year(&lead.lines, self.base.decimals))).sum()),
            "weighted_by": {"lead": own, "history": learnt, "stage": open.len() - own - learnt - none, "none": none},
        })
    }

    /// Of an open one.
    fn held(&self, lead: &RawLead) -> bool {
        raw::hold(lead).is_some_and(|day| self.as_of <= day)
    }

    /// The values of those ways that are their lead's last.
    fn values(&self, closed: &[(&RawLead, Way)]) -> Vec<Option<i128>> {
        closed.iter().filter(|(_, way)| way.last).map(|(lead, way)| self.value(lead, way)).collect()
    }

    fn won(&self, won: &[(&RawLead, Way)]) -> Value {
        let values = self.values(won);
        let known: Vec<i128> = values.iter().flatten().copied().collect();
        let average = (!known.is_empty()).then(|| half_even(known.iter().sum(), known.len() as i128));
        json!({
            "count": won.len(), "value": self.money(known.iter().sum()), "unvalued": values.len() - known.len(),
            "superseded": won.len() - values.len(), "average": self.maybe_money(average),
            "annual": self.money(won.iter().filter(|(_, way)| way.last).map(|(lead, _)| self.share(lead, lines::year(&lead.lines, self.base.decimals))).sum()),
        })
    }

    fn lost(&self, lost: &[(&RawLead, Way)]) -> Value {
        let values = self.values(lost);
        json!({
            "count": lost.len(), "value": self.money(values.iter().flatten().sum()),
            "unvalued": values.iter().filter(|value| value.is_none()).count(), "superseded": lost.len() - values.len(),
        })
    }

    fn cycle(&self, won: &[(&RawLead, Way)]) -> Value {
        let days: Vec<i64> = won.iter().filter_map(|(_, way)| way.cycle()).collect();
        let mean = (!days.is_empty()).then(|| days.iter().sum::<i64>() as f64 / days.len() as f64);
        json!({
            "n": days.len(), "unknown": won.len() - days.len(), "mean": mean,
            "median": point(&days, 50), "p75": point(&days, 75), "p90": point(&days, 90), "few": few(days.len()),
        })
    }

    fn velocity(&self, won: &[(&RawLead, Way)], lost: &[(&RawLead, Way)]) -> Value {
        let open = self.existing().filter(|(_, way)| way.end.is_none()).count() as i128;
        let known: Vec<i128> = self.values(won).into_iter().flatten().collect();
        let days: Vec<i64> = won.iter().filter_map(|(_, way)| way.cycle()).collect();
        let up = open * won.len() as i128 * known.iter().sum::<i128>() * days.len() as i128;
        let down = (won.len() + lost.len()) as i128 * known.len() as i128 * days.iter().sum::<i64>() as i128;
        self.maybe_money((down > 0).then(|| half_even(up, down)))
    }

    fn stage(&self, stage: usize) -> Value {
        let place = |way: &Way| match way.end {
            None => way.here().unwrap(),
            Some((true, ..)) => WON,
            Some(_) => LOST,
        };
        let held: Vec<_> = self.existing().filter(|(_, way)| place(way) == stage).collect();
        let id = raw::STAGES[stage];
        let mut row = json!({
            "id": id, "label": id.to_uppercase(), "kind": raw::KINDS[stage],
            "count": held.len(),
            "value": self.money(held.iter().filter_map(|(lead, way)| self.value(lead, way)).sum()),
            "weighted": self.money(held.iter().map(|(l, w)| self.weigh(l, w, self.value(l, w))).sum()),
        });
        if stage < OPEN {
            row["stay_days"] = self.stays(stage);
            row["age_days"] = self.ages(stage);
            row.as_object_mut().unwrap().append(self.flow(stage).as_object_mut().unwrap());
        }
        row
    }

    /// Every visit's last day is that of the next entry elsewhere in the history.
    fn stays(&self, stage: usize) -> Value {
        let mut days = Vec::new();
        for lead in &self.leads {
            let seen: Vec<_> = lead.history.iter().filter(|e| e.day <= self.as_of).collect();
            let never = self.never(lead);
            for at in (0..seen.len()).filter(|&i| seen[i].stage == stage) {
                let there = |entry: &RawEntry| (entry.pipeline, entry.stage) == (seen[at].pipeline, stage);
                if at > 0 && there(seen[at - 1]) {
                    continue;
                }
                let next = seen[at..].iter().find(|entry| !there(entry));
                let next = next.filter(|next| !next.unknown && !never.contains(&at));
                days.extend(next.filter(|next| self.inside(next.day)).map(|next| next.day - seen[at].day));
            }
        }
        json!({"n": days.len(), "median": point(&days, 50), "p90": point(&days, 90), "few": few(days.len())})
    }

    /// The entries of a lead that belong to a way that does not count, or not for the owner.
    fn never(&self, lead: &RawLead) -> BTreeSet<usize> {
        let (mut at, mut never) = (0, BTreeSet::new());
        for way in Way::credited(&lead.history, self.as_of) {
            never.extend((at..at + way.entries).filter(|_| way.never || !self.mine(lead, &way)));
            at += way.entries;
        }
        never
    }

    fn ages(&self, stage: usize) -> Value {
        let mut days = Vec::new();
        for (_, way) in self.existing().filter(|(_, way)| way.end.is_none() && way.here() == Some(stage)) {
            let before = way.opens.iter().rposition(|open| open.0 != stage);
            days.push(self.as_of - way.opens[before.map_or(0, |at| at + 1)].1);
        }
        json!({"n": days.len(), "median": point(&days, 50), "p90": point(&days, 90), "few": few(days.len())})
    }

    /// Day by day: who closed on the day goes to its cause, of those that were
    /// followed so long.
    fn time_to_win(&self) -> Value {
        let ways: Vec<Way> = self.all_ways().into_iter().map(|(_, way)| way).collect();
        let ways: Vec<Way> =
            ways.into_iter().filter(|w| self.inside(w.start) && !w.opens.is_empty()).collect();
        let age = |way: &Way| way.until().unwrap_or(self.as_of) - way.start;
        let longest = ways.iter().map(age).max().unwrap_or(-1);
        let (mut free, mut won, mut lost, mut median) = (1.0, 0.0, 0.0, None);
        let mut rows = Vec::new();
        for day in 0..=365_i64.max(longest) {
            let followed = ways.iter().filter(|way| age(way) >= day).count();
            let today: Vec<&Way> = ways.iter().filter(|way| age(way) == day).collect();
            let (wins, losses) =
                (today.iter().filter(|w| w.won()).count(), today.iter().filter(|w| w.lost()).count());
            if followed > 0 {
                won += free * wins as f64 / followed as f64;
                lost += free * losses as f64 / followed as f64;
                free = 1.0 - won - lost;
            }
            if median.is_none() && won > 0.5 - 1e-9 {
                median = Some(day);
            }
            if [7, 14, 30, 60, 90, 180, 365].contains(&day) {
                let known = |value: f64| (day <= longest).then_some(value);
                rows.push(json!({"days": day, "won": known(won), "lost": known(lost), "at_risk": followed, "few": (1..5).contains(&followed)}));
            }
        }
        let (wins, losses) =
            (ways.iter().filter(|w| w.won()).count(), ways.iter().filter(|w| w.lost()).count());
        json!({
            "n": ways.len(), "won": wins, "lost": losses, "censored": ways.len() - wins - losses,
            "median": median, "at_days": rows,
        })
    }

    fn closing(&self) -> Value {
        let now = self.as_of;
        let open: Vec<_> = self.existing().filter(|(_, way)| way.end.is_none()).collect();
        let expected = |lead: &RawLead| lead.expected.filter(|day| *day >= now || !self.held(lead));
        let sum = |fits: &dyn Fn(Option<i64>) -> bool| {
            let mine: Vec<_> = open.iter().filter(|(lead, _)| fits(expected(lead))).collect();
            json!({
                "count": mine.len(),
                "value": self.money(mine.iter().filter_map(|(lead, way)| self.value(lead, way)).sum()),
                "weighted": self.money(mine.iter().map(|(l, w)| self.weigh(l, w, self.value(l, w))).sum()),
            })
        };
        let month = |day: i64| date(day).format("%Y-%m").to_string();
        let ahead = open.iter().filter_map(|(lead, _)| lead.expected).filter(|day| *day >= now);
        let names: BTreeSet<String> = ahead.map(month).collect();
        let row = |name: &String| {
            let mut row = sum(&|day| day.is_some_and(|day| day >= now && month(day) == *name));
            row["month"] = json!(name);
            row
        };
        json!({
            "months": names.iter().map(row).collect::<Vec<_>>(),
            "overdue": sum(&|day| day.is_some_and(|day| day < now)), "undated": sum(&|day| day.is_none()),
        })
    }

    fn flow(&self, stage: usize) -> Value {
        let judged = if self.options.mode == 2 { self.to.min(self.as_of) } else { self.as_of };
        let ways = self.leads.iter().flat_map(|lead| {
            let never: Vec<bool> = Way::all(&lead.history, self.as_of).iter().map(|way| way.never).collect();
            let then = Way::credited(&lead.history, judged).into_iter().zip(never);
            then.filter(|(way, never)| !never && self.mine(lead, way)).map(|(way, _)| way)
        });
        let ways: Vec<Way> = ways.filter(|way| way.counts_at(stage)).collect();
        let left = |way: &Way| {
            let on = way.furthest() > Some(stage);
            if on { Some(way.arrival(stage + 1).0) } else { way.until() }
        };
        let entered = |way: &&Way| match self.options.mode {
            0 => self.inside(way.start),
            _ => self.inside(way.arrival(stage).0),
        };
        let carried = |way: &&Way| {
            self.options.mode == 2
                && way.arrival(stage).0 < self.from
                && left(way).is_none_or(|day| day >= self.from)
        };
        let who: Vec<&Way> = ways.iter().filter(|way| entered(way) || carried(way)).collect();
        let advanced = who.iter().filter(|way| way.furthest() > Some(stage)).count();
        let stuck: Vec<_> = who.iter().filter(|way| way.furthest() == Some(stage)).collect();
        let lost = stuck.iter().filter(|way| way.lost()).count();
        let here = stuck.iter().filter(|way| way.until().is_none() && way.here() == Some(stage)).count();
        let back = stuck.iter().filter(|way| way.until().is_none() && way.here() < Some(stage)).count();
        let mut flow = json!({
            "entered": who.iter().filter(|way| entered(way)).count(), "advanced": advanced, "lost": lost,
            "open_here": here, "moved_back": back, "transferred": stuck.iter().filter(|way| way.left.is_some()).count(),
            "skipped": who.iter().filter(|way| entered(way) && way.arrival(stage).1).count(),
            "raw": share(advanced, who.len()), "settled": share(advanced, advanced + lost), "lowest": false,
        });
        if self.options.mode == 2 {
            flow["carried_in"] = json!(who.iter().filter(|way| carried(way)).count());
        }
        flow
    }

    fn months(&self, won: &[(&'a RawLead, Way)], lost: &[(&'a RawLead, Way)]) -> Value {
        let month = |day: i64| date(day).format("%Y-%m").to_string();
        let names: BTreeSet<String> = (self.from..=self.to).map(month).collect();
        let row = |name: &String| {
            let new = self
                .all_ways()
                .iter()
                .filter(|(_, w)| w.first && self.inside(w.start) && month(w.start) == *name)
                .count();
            let of = |closed: &[(&'a RawLead, Way)]| -> Vec<(&'a RawLead, Way)> {
                closed.iter().filter(|(_, way)| month(way.end.unwrap().1) == *name).cloned().collect()
            };
            let value = self.values(&of(won)).iter().flatten().sum();
            json!({"month": name, "new": new, "won": of(won).len(), "lost": of(lost).len(), "won_value": self.money(value)})
        };
        json!(names.iter().map(row).collect::<Vec<_>>())
    }

    fn products(&self, lead: &RawLead, way: &Way) -> Vec<(Option<&'static str>, Option<i128>)> {
        let names: BTreeSet<usize> = lead.lines.iter().map(|line| line.product).collect();
        let whole = self.value(lead, way);
        if names.is_empty() {
            return vec![(None, whole)];
        }
        let apart = names.len() > 1 && lead.lines.iter().any(|line| line.price.is_some());
        let priced = lead.lines.iter().all(|line| line.price.is_some());
        // By name, as the crate's are.
        let mut names: Vec<usize> = names.into_iter().collect();
        names.sort_by_key(|name| raw::PRODUCTS[*name]);
        let one = |line: &&RawLine| line.price.map(|_| lines::whole(&[*line], self.base.decimals));
        let own = |name: usize| {
            let lines = lead.lines.iter().filter(|l| l.product == name).map(|l| one(&l));
            lines.sum::<Option<i128>>().map(|sum| self.share(lead, sum))
        };
        let mut upto = 0;
        let mut part = |name: usize| match (apart, priced, whole) {
            (false, ..) => whole,
            (_, false, _) => own(name),
            (_, _, None) => None,
            (_, _, Some(whole)) => {
                let nothing = names.iter().all(|name| own(*name) == Some(0));
                let own = |name: usize| if nothing { 1 } else { own(name).unwrap() };
                let all: i128 = names.iter().map(|name| own(*name)).sum();
                let before = half_even(whole * upto, all);
                upto += own(name);
                Some(half_even(whole * upto, all) - before)
            }
        };
        names.iter().map(|&name| (Some(raw::PRODUCTS[name]), part(name))).collect()
    }

    fn segments(
        &self,
        keys: impl Fn(&RawLead, &Way) -> Vec<(Option<&'static str>, Option<i128>)>,
        shout: bool,
        people: Option<&dyn Fn(Option<&'static str>, usize) -> bool>,
    ) -> Value {
        let under = |lead: &RawLead, way: &Way, key: Option<&str>| {
            keys(lead, way).into_iter().find(|(other, _)| *other == key).map(|(_, value)| value)
        };
        let (won, lost) = (self.closed(true), self.closed(false));
        let open: Vec<_> = self.existing().filter(|(_, way)| way.end.is_none()).collect();
        let all = open.iter().chain(&won).chain(&lost);
        let names: BTreeSet<_> = all.flat_map(|(lead, way)| keys(lead, way)).map(|(key, _)| key).collect();
        let row = |key: Option<&'static str>| {
            let mine = |ways: &[(&'a RawLead, Way)]| -> Vec<(&'a RawLead, Way)> {
                ways.iter().filter(|(lead, way)| under(lead, way, key).is_some()).cloned().collect()
            };
            let (open, won, lost) = (mine(&open), mine(&won), mine(&lost));
            let cycles: Vec<i64> = won.iter().filter_map(|(_, way)| way.cycle()).collect();
            let open_value: i128 = open.iter().filter_map(|(lead, way)| under(lead, way, key).unwrap()).sum();
            let weigh = |(lead, way): &(&RawLead, Way)| match people {
                Some(is_of) => {
                    let mine = self.whose(lead, way).into_iter().filter(|who| is_of(key, *who));
                    mine.map(|who| part(lead, who, self.weigh_raw(lead, way, self.whole(lead, way)))).sum()
                }
                None => self.weigh(lead, way, under(lead, way, key).unwrap()),
            };
            let weighted: i128 = open.iter().map(weigh).sum();
            let deals = won.iter().filter(|(_, way)| way.last);
            let deals: Vec<i128> = deals.filter_map(|(lead, way)| under(lead, way, key).unwrap()).collect();
            let average = (!deals.is_empty()).then(|| half_even(deals.iter().sum(), deals.len() as i128));
            let label = key.map(|key| if shout { key.to_uppercase() } else { key.to_owned() });
            let row = json!({
                "key": key, "label": label, "open": open.len(), "open_value": self.money(open_value),
                "open_weighted": self.money(weighted), "won": won.len(), "lost": lost.len(),
                "win_rate": share(won.len(), won.len() + lost.len()), "won_value": self.money(deals.iter().sum()),
                "average": self.maybe_money(average), "cycle_median": point(&cycles, 50),
            });
            ((-deals.iter().sum::<i128>(), -open_value, key.is_none(), key), row)
        };
        let mut rows: Vec<_> = names.into_iter().map(row).collect();
        rows.sort_by_key(|row| row.0);
        json!(rows.into_iter().map(|row| row.1).collect::<Vec<_>>())
    }

    fn reasons(&self, lost: &[(&RawLead, Way)]) -> Value {
        let names: BTreeSet<Option<&str>> =
            lost.iter().map(|(_, w)| w.end.unwrap().2.map(|r| raw::REASONS[r])).collect();
        let row = |name: &Option<&str>| {
            let mine = |way: &Way| way.end.unwrap().2.map(|r| raw::REASONS[r]) == *name;
            let mine: Vec<_> = lost.iter().filter(|(_, way)| mine(way)).cloned().collect();
            let value: i128 = self.values(&mine).iter().flatten().sum();
            let label = name.map(str::to_uppercase);
            let row = json!({"key": name, "label": label, "count": mine.len(), "value": self.money(value)});
            ((-(mine.len() as i128), -value), row)
        };
        let mut rows: Vec<_> = names.iter().map(row).collect();
        rows.sort_by_key(|row| row.0);
        json!(rows.into_iter().map(|row| row.1).collect::<Vec<_>>())
    }

    /// The days worked on after one day, up to another.
    fn worked(&self, from: i64, to: i64) -> i64 {
        (from + 1..=to).filter(|day| self.base.works(*day)).count() as i64
    }

    fn rotting(&self) -> Value {
        let now = self.as_of;
        let mut rows = Vec::new();
        for (lead, way) in self.existing().filter(|(_, way)| way.end.is_none()) {
            let stage = way.here().unwrap();
            let Some(most) = raw::MAX_DAYS[stage] else { continue };
            let contacts = lead.activities.iter().copied().filter(|day| self.base.is_contact(*day));
            let days = lead.history.iter().map(|entry| entry.day).chain(contacts);
            let idle = self.worked(days.filter(|day| *day <= now).max().unwrap(), now);
            let cared_for = lead.due.is_some_and(|due| now <= due && self.worked(now, due) <= most);
            if self.held(lead) || idle <= most || cared_for {
                continue;
            }
            let row = json!({
                "id": lead.id, "path": format!("p/{}.yaml", lead.id), "title": lead.id, "company": lead.industry.map(|_| "PT A"),
                "owner": raw::OWNERS[lead.owner], "stage": raw::STAGES[stage], "idle_days": idle, "max_days": most,
                "value": self.maybe_money(self.value(lead, &way)),
            });
            rows.push(((-idle, lead.id.clone()), row));
        }
        rows.sort_by_key(|row| row.0.clone());
        json!(rows.into_iter().map(|row| row.1).collect::<Vec<_>>())
    }

    fn unvalued(&self) -> Value {
        let shown = |way: &Way| way.end.is_none_or(|end| self.inside(end.1));
        let bare = self.existing().filter(|(lead, way)| shown(way) && self.value(lead, way).is_none());
        let row = |(lead, _): (&RawLead, Way)| {
            let why = if lead.value.is_some() { "no_rate" } else { "absent" };
            json!({"id": lead.id, "path": format!("p/{}.yaml", lead.id), "title": lead.id, "why": why})
        };
        json!(bare.map(row).collect::<Vec<_>>())
    }
}
