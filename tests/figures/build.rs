//! From plain numbers to the crate's workspace.

use chrono::TimeDelta;
use corong::pipeline::{
    Activity, Calendar, Choice, Company, Config, Contract, Criterion, Currency, Day, Decimal, Discount,
    Entered, ExchangeRate, FiscalYears, History, Hold, Language, Lead, LeadSpans, Level, Member, Money,
    NextStep, Per, Period, Pipeline, Product, Rates, Recurrence, Reference, Stage, StageKind, StageRef,
    Target,
};
use corong::report::{Mode, ReportOptions};
use corong::source::{RelPath, Span};
use corong::workspace::{UncountedFile, Workspace};

use super::raw::{self, Base, RawLead, RawOptions};

pub fn date(day: i64) -> Day {
    Day::from_ymd_opt(2025, 1, 1).unwrap() + TimeDelta::days(day)
}

fn currency(index: usize) -> Currency {
    [Currency::IDR, Currency::USD, Currency::EUR][index]
}

fn decimal(mantissa: i128, scale: u32) -> Decimal {
    Decimal::from_i128_with_scale(mantissa, scale)
}

pub fn workspace(leads: &[RawLead], base: &Base) -> Workspace {
    Workspace {
        config: config(base),
        today: date(raw::DAYS),
        leads: leads.iter().map(|raw| lead(raw, base)).collect(),
        counts: leads.iter().map(|raw| raw.counts).collect(),
        left_out: vec![UncountedFile {
            path: RelPath::new("p/x.yaml"),
            why: corong::text::Message::verbatim("unreadable"),
        }],
    }
}

pub fn options(raw: &RawOptions) -> ReportOptions {
    ReportOptions {
        slice: None,
        as_of: date(raw.as_of),
        period: Period { from: date(raw.from), to: date(raw.to) },
        compare: None,
        mode: [Mode::Cohort, Mode::Entered, Mode::Period][raw.mode],
        pipeline: raw.pipeline.map(|index| raw::PIPELINES[index].to_owned()),
        owner: raw.owner.map(|index| raw::OWNERS[index].to_owned()),
        language: Language::Id,
        files_of: None,
        stamp: None,
        frozen: Default::default(),
    }
}

fn lead(raw: &RawLead, base: &Base) -> Lead {
    let moment =
        |day: i64, second: i64| date(day).and_hms_opt(0, 0, 0).unwrap().and_utc().timestamp() + second;
    let entry = |entry: &raw::RawEntry| Entered {
        pipeline: entry.pipeline as u16,
        stage: entry.stage as u16,
        kind: kind(entry.stage),
        day: date(entry.day),
        instant: base.entered_at(entry.day).map(|second| moment(entry.day, second)),
        by: None,
        reason: entry.reason.map(|index| raw::REASONS[index].into()),
        competitor: raw::competitor(entry).map(Into::into),
        owner: entry.owner.map(|index| raw::OWNERS[index].into()),
        path_unknown: entry.unknown,
        disqualified: raw::disqualified(entry),
    };
    let line = |line: &raw::RawLine| Product {
        name: raw::PRODUCTS[line.product].into(),
        quantity: decimal(line.quantity, 0),
        price: line.price.map(|price| decimal(price, 2)),
        currency: currency(base.currency),
        discount: line.discount.map(|(percent, number)| match percent {
            true => Discount::Percent(decimal(number, 0)),
            false => Discount::Amount(decimal(number, 2)),
        }),
        recurs: line.recurs.map(|(a_year, term)| Recurrence {
            per: Per::ALL.into_iter().find(|per| i128::from(per.a_year()) == a_year).unwrap(),
            term: term as u32,
        }),
    };
    let activity = |&day: &i64| {
        let (kind, by, minutes, cost) = raw::activity(day);
        Activity {
            instant: base.done_at(day).map(|second| moment(day, second)),
            contact: base.is_contact(day),
            day: date(day),
            kind: kind.into(),
            by: by.map(Into::into),
            minutes: minutes.map(|minutes| minutes as u32),
            cost: cost.map(|cost| decimal(cost, 2)),
        }
    };
    let last = raw.history.last().unwrap().stage as u16;
    Lead {
        id: raw.id.as_str().into(),
        path: RelPath::new(format!("p/{}.yaml", raw.id)),
        at: StageRef { pipeline: raw::pipeline(raw) as u16, stage: last },
        title: raw.id.as_str().into(),
        company: raw.industry.map(|index| {
            Company::new("PT A".into(), Some(raw::INDUSTRIES[index].into()), raw::size(raw), None)
        }),
        value: raw
            .value
            .map(|(amount, index)| Money { amount: decimal(amount, 2), currency: currency(index) }),
        products: raw.lines.iter().map(line).collect(),
        owner: raw::OWNERS[raw.owner].into(),
        split: raw.split.iter().map(|(who, part)| (raw::OWNERS[*who].into(), decimal(*part, 0))).collect(),
        hold: raw::hold(raw).map(|day| Hold { until: date(day), why: None }),
        source: raw.source.map(|index| raw::SOURCES[index].into()),
        expected_close: raw.expected.map(date),
        probability: raw.probability.map(|percent| decimal(percent, 1)),
        qualification: level(raw).map(|level| ("need".into(), level)).into_iter().collect(),
        next_step: raw.due.map(|due| NextStep { what: "Call".into(), due: Some(date(due)), by: None }),
        activities: raw.activities.iter().map(activity).collect(),
        contract: raw::contract_end(raw).map(|end| Contract { start: None, end: Some(date(end)) }),
        renews: references(raw::renews(raw)),
        extends: references(raw::extends(raw)),
        merged: raw::merged(raw::number(raw)).into_iter().map(Into::into).collect(),
        history: History::new(raw.history.iter().map(entry).collect()),
        unread_activities: false,
        // The one of an industry.
        targets: if base.office && raw.industry == Some(0) { Box::new([1]) } else { Box::default() },
        imported: None,
        contact_companies: Box::default(),
        phones: Box::default(),
        spans: LeadSpans::default(),
    }
}

/// By the ids that were taken over where there are any.
fn references(numbers: Vec<usize>) -> Vec<Reference> {
    let id = |number: usize| raw::merged(number).unwrap_or_else(|| format!("lead-{number:05}"));
    numbers.into_iter().map(|number| Reference { id: id(number).into(), span: Span::default() }).collect()
}

fn level(raw: &RawLead) -> Option<Level> {
    Level::ALL.into_iter().find(|level| Some(level.word()) == raw::level(raw))
}

fn config(base: &Base) -> Config {
    let own = currency(base.currency);
    let choice = |id: &&str| Choice {
        id: (*id).into(),
        label: id.to_uppercase(),
        until: None,
        counts: true,
        contact: true,
    };
    let member = |(at, id): (usize, &&str)| Member {
        id: (*id).into(),
        name: id.to_uppercase(),
        email: None,
        until: None,
        group: base.group(at).map(str::to_owned),
    };
    let rate = |&(index, from, mantissa, scale): &raw::RawRate| ExchangeRate {
        currency: currency(index),
        at: date(from),
        rate: decimal(mantissa, scale),
    };
    Config {
        name: "Random".into(),
        language: Language::En,
        currency: own,
        timezone: chrono_tz::UTC,
        calendar: match base.office {
            true => Calendar::new(std::iter::empty(), (-1000..2000).filter(|day| day % 30 == 0).map(date)),
            false => Calendar::default(),
        },
        fiscal_years: Default::default(),
        rates: Rates::new(own, base.rates.iter().map(rate).collect()),
        team: raw::OWNERS.iter().enumerate().map(member).collect(),
        sources: raw::SOURCES.iter().map(choice).collect(),
        activity_kinds: Vec::new(),
        lost_reasons: raw::REASONS.iter().map(choice).collect(),
        won_reasons: raw::REASONS.iter().map(choice).collect(),
        qualification: vec![Criterion { id: "need".into(), label: "Need".into(), weight: Decimal::ONE }],
        fields: Vec::new(),
        pipelines: raw::PIPELINES.iter().map(|id| pipeline(id)).collect(),
        targets: if base.office { targets() } else { Vec::new() },
        improvements: Vec::new(),
        rules: Vec::new(),
        site: Default::default(),
    }
}

fn targets() -> Vec<Target> {
    let mut targets = Vec::new();
    for (number, (label, month)) in (0..).zip(raw::TARGET_NAMES) {
        let (.., group, industry) = raw::TARGETS[usize::from(number)];
        targets.push(Target {
            number,
            period: Period::parse(label, FiscalYears::from_month(month).unwrap()).unwrap(),
            label: label.to_owned(),
            value: Some(1_000_000.into()),
            deals: Some(5),
            pipeline: None,
            owner: None,
            group: group.map(str::to_owned),
            condition: industry.map(|_| "company.industry == 'retail'".to_owned()),
        });
    }
    targets
}

fn kind(stage: usize) -> StageKind {
    match stage {
        raw::WON => StageKind::Won,
        raw::LOST => StageKind::Lost,
        _ => StageKind::Open,
    }
}

fn pipeline(id: &str) -> Pipeline {
    let stage = |(index, id): (usize, &&str)| Stage {
        id: (*id).into(),
        dir: (*id).into(),
        label: id.to_uppercase(),
        kind: kind(index),
        probability: raw::STAGE_PROBABILITY.get(index).copied().flatten().map(|p| decimal(p, 1)),
        max_days: raw::MAX_DAYS.get(index).copied().flatten().map(|days| days as u32),
        requires: Vec::new(),
        gates: Vec::new(),
        formerly: Vec::new(),
    };
    let stages = raw::STAGES.iter().enumerate().map(stage).collect();
    Pipeline { id: id.into(), label: id.to_uppercase(), dir: RelPath::new(id), stages }
}
