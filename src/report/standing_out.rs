//! What stands out: sentences as data, each with what it is said of.
//!
//! Nothing is said that the data does not carry: differences are tested, and
//! the tests corrected for how many were tried. No sentence claims a cause.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::{ComparedPipeline, PipelineReport, Span, explain};
use crate::figures::{Closing, Mode, Rate, Segment, View, fisher, holm, percentile};
use crate::pipeline::{Decimal, Period};

/// Below this a rate says nothing.
const FEW: u64 = 5;
/// What counts as beyond chance.
const LEVEL: f64 = 0.05;

/// A sentence: its message, what goes into it, and whom it is about.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Standing {
    /// The message, by its name in the words.
    pub say: &'static str,
    /// What goes into it.
    pub with: BTreeMap<&'static str, Said>,
    /// Over how many it is said.
    pub n: u64,
    /// The ids of the leads behind it, sorted.
    pub leads: Vec<String>,
    /// The topic of the handbook's advice; `null` where it has none.
    pub advice: Option<&'static str>,
}

/// What goes into a sentence.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[serde(tag = "kind", content = "value", rename_all = "lowercase")]
pub enum Said {
    /// A name.
    Text(String),
    /// A count.
    Count(u64),
    /// A share from 0 to 1.
    Percent(f64),
    /// Days.
    Days(f64),
    /// Money in the report's currency.
    Money(Decimal),
}

/// Everything that stands out in a pipeline, most urgent kind first.
pub fn standing_out(
    view: &View<'_>,
    report: &PipelineReport,
    before: Option<(&ComparedPipeline, Span)>,
    mode: Mode,
) -> Vec<Standing> {
    let mut out = Vec::new();
    out.extend(leak(view, report, mode));
    if let Some((past, period)) = before {
        out.extend(slow(view, report, Period { from: period.from, to: period.to }));
        out.extend(rising(view, report, past));
    }
    out.extend(rotting(report));
    out.extend(targets(view, report));
    segments(view, report, &mut out);
    improvements(view, report, &mut out);
    out.extend(try_again(view));
    out.extend(ask_again(report));
    out
}

fn with<const N: usize>(pairs: [(&'static str, Said); N]) -> BTreeMap<&'static str, Said> {
    pairs.into_iter().collect()
}

fn text(text: &str) -> Said {
    Said::Text(text.to_owned())
}

fn sorted(mut ids: Vec<String>) -> Vec<String> {
    ids.sort();
    ids.dedup();
    ids
}

/// The handbook's topic of a stage, by what its id says.
fn topic(stage: &str) -> Option<&'static str> {
    let topics = [
        ("qualif", "qualification"),
        ("follow", "follow-up"),
        ("propos", "proposal"),
        ("quot", "proposal"),
        ("negotia", "negotiation"),
        ("prospect", "prospecting"),
    ];
    topics.into_iter().find(|(part, _)| stage.contains(part)).map(|(_, topic)| topic)
}

/// The stage that loses most: its settled conversion is below the other
/// stages' together, by Fisher's exact test, Holm-corrected over the stages.
fn leak(view: &View<'_>, report: &PipelineReport, mode: Mode) -> Option<Standing> {
    let flows: Vec<_> = report.stages.iter().filter_map(|s| Some((s, s.flow?))).collect();
    let sum = flows.iter().fold((0, 0), |sum, (_, f)| (sum.0 + f.advanced, sum.1 + f.lost));
    let p: Vec<f64> =
        flows.iter().map(|(_, f)| fisher(f.advanced, f.lost, sum.0 - f.advanced, sum.1 - f.lost)).collect();
    let p = holm(&p);
    let rest = |f: &crate::figures::Flow| Rate::new(sum.0 - f.advanced, sum.0 + sum.1 - f.settled.n).value;
    let tested = flows
        .iter()
        .enumerate()
        .zip(p)
        .filter(|((_, (_, f)), p)| *p <= LEVEL && f.settled.n >= FEW && f.settled.value < rest(f));
    let ((at, (stage, flow)), _) =
        tested.min_by(|a, b| value(a.0.1.1.settled).total_cmp(&value(b.0.1.1.settled)))?;
    Some(Standing {
        say: "standing-leak",
        with: with([
            ("stage", text(&stage.label)),
            ("lost", Said::Count(flow.lost)),
            ("n", Said::Count(flow.settled.n)),
            ("rate", Said::Percent(value(flow.settled))),
            ("rest", Said::Percent(rest(flow).unwrap_or(0.0))),
        ]),
        n: flow.settled.n,
        leads: sorted(explain::lost_at(view, mode, at)),
        advice: topic(&stage.id),
    })
}

fn value(rate: Rate) -> f64 {
    rate.value.unwrap_or(0.0)
}

/// The stage whose stays grew longest against the period before, by the
/// Mann–Whitney test (normal, corrected for ties), Holm-corrected over the stages.
fn slow(view: &View<'_>, report: &PipelineReport, past: Period) -> Option<Standing> {
    let before = view.over(past);
    let stages: Vec<_> = (0..view.pipeline.open_stages()).collect();
    let pairs: Vec<_> = stages.iter().map(|stage| (stays(view, *stage), stays(&before, *stage))).collect();
    let p = holm(&pairs.iter().map(|(now, then)| mann_whitney(&days(now), &days(then))).collect::<Vec<_>>());
    let tested = stages.iter().zip(&pairs).zip(p).filter_map(|((stage, (now, then)), p)| {
        let (mut a, mut b) = (days(now), days(then));
        a.sort_unstable();
        b.sort_unstable();
        let (now_median, then_median) = (percentile(&a, 0.5)?, percentile(&b, 0.5)?);
        let enough = a.len() as u64 >= FEW && b.len() as u64 >= FEW;
        (p <= LEVEL && enough && now_median > then_median).then_some((*stage, now, now_median, then_median))
    });
    let (stage, now, median, then) = tested.max_by(|a, b| (a.2 - a.3).total_cmp(&(b.2 - b.3)))?;
    let figures = report.stages.get(stage)?;
    Some(Standing {
        say: "standing-slow",
        with: with([
            ("stage", text(&figures.label)),
            ("days", Said::Days(median)),
            ("n", Said::Count(now.len() as u64)),
            ("before", Said::Days(then)),
        ]),
        n: now.len() as u64,
        leads: sorted(now.iter().map(|(id, _)| id.clone()).collect()),
        advice: topic(&figures.id),
    })
}

/// The leads and days of the stays in a stage that ended in the period.
fn stays(view: &View<'_>, stage: usize) -> Vec<(String, i64)> {
    let all = view.leads().flat_map(|t| t.attempts.iter().flat_map(|a| &a.stays).map(move |s| (t, s)));
    let ended = all.filter_map(|(tracked, stay)| {
        let to = stay.to.filter(|to| stay.stage == stage && view.period.contains(*to))?;
        Some((tracked.lead.id.to_string(), (to - stay.from).num_days()))
    });
    ended.collect()
}

fn days(stays: &[(String, i64)]) -> Vec<i64> {
    stays.iter().map(|(_, days)| *days).collect()
}

/// Two-sided p of Mann and Whitney 1947, normal with ties corrected; 1 where
/// either side is empty or all are equal.
fn mann_whitney(a: &[i64], b: &[i64]) -> f64 {
    let (n, m) = (a.len() as f64, b.len() as f64);
    let mut all: Vec<(i64, bool)> =
        a.iter().map(|v| (*v, true)).chain(b.iter().map(|v| (*v, false))).collect();
    all.sort_unstable();
    let (mut ranks, mut ties, mut before) = (0.0, 0.0, 0.0);
    for same in all.chunk_by(|x, y| x.0 == y.0) {
        let count = same.len() as f64;
        let rank = before + f64::midpoint(count, 1.0);
        ranks += rank * same.iter().filter(|(_, mine)| *mine).count() as f64;
        ties += count * count * count - count;
        before += count;
    }
    let total = n + m;
    let variance = n * m / 12.0 * (total + 1.0 - ties / (total * (total - 1.0)));
    if n == 0.0 || m == 0.0 || variance.is_nan() || variance <= 0.0 {
        return 1.0;
    }
    let u = ranks - n * (n + 1.0) / 2.0;
    2.0 * upper_tail((u - n * m / 2.0).abs() / variance.sqrt())
}

/// P(Z > z) of the normal distribution, z ≥ 0: Abramowitz and Stegun 1964,
/// 26.2.17, error below 7.5e-8.
fn upper_tail(z: f64) -> f64 {
    let t = 1.0 / (1.0 + 0.231_641_9 * z);
    let terms = [0.319_381_530, -0.356_563_782, 1.781_477_937, -1.821_255_978, 1.330_274_429];
    let sum = terms.iter().rev().fold(0.0, |sum, term| (sum + term) * t);
    (-z * z / 2.0).exp() / (2.0 * std::f64::consts::PI).sqrt() * sum
}

fn closed_leads(view: &View<'_>, wanted: impl Fn(&Closing<'_, '_>) -> bool) -> Vec<String> {
    sorted(view.closings().filter(|c| wanted(c)).map(|c| c.tracked.lead.id.to_string()).collect())
}

/// The reason whose share of the losses rose, by Fisher's test against the
/// period before, Holm-corrected over the reasons.
fn rising(view: &View<'_>, report: &PipelineReport, past: &ComparedPipeline) -> Option<Standing> {
    let (now, then) = (report.lost.count, past.headline.lost.count);
    let of_past = |key: &Option<String>| {
        past.loss_reasons.iter().find(|reason| reason.key == *key).map_or(0, |reason| reason.count)
    };
    let tried: Vec<_> = report.loss_reasons.iter().map(|r| (r, of_past(&r.key))).collect();
    let p: Vec<f64> = tried.iter().map(|(r, b)| fisher(r.count, now - r.count, *b, then - b)).collect();
    let risen = tried.iter().zip(holm(&p)).filter(|((r, b), p)| {
        *p <= LEVEL && now >= FEW && then >= FEW && r.count * then > b * now && r.key.is_some()
    });
    let ((reason, before), _) = risen.max_by_key(|((reason, _), _)| reason.count)?;
    Some(Standing {
        say: "standing-reason",
        with: with([
            ("reason", text(reason.label.as_deref().or(reason.key.as_deref()).unwrap_or_default())),
            ("count", Said::Count(reason.count)),
            ("n", Said::Count(now)),
            ("before", Said::Count(*before)),
            ("past", Said::Count(then)),
        ]),
        n: now,
        leads: closed_leads(view, |c| !c.outcome.won && c.reason() == reason.key.as_deref()),
        advice: Some("lost"),
    })
}

fn rotting(report: &PipelineReport) -> Option<Standing> {
    let n = report.rotting.len() as u64;
    let worth =
        report.rotting.iter().filter_map(|lead| lead.value).fold(Decimal::ZERO, Decimal::saturating_add);
    (n > 0).then(|| Standing {
        say: "standing-rotting",
        with: with([("n", Said::Count(n)), ("value", Said::Money(worth))]),
        n,
        leads: sorted(report.rotting.iter().map(|lead| lead.id.clone()).collect()),
        advice: Some("follow-up"),
    })
}

/// The target under way whose value is most behind its time.
fn targets(view: &View<'_>, report: &PipelineReport) -> Option<Standing> {
    let day = view.as_of;
    let running = report.targets.iter().filter(|t| t.from <= day && day <= t.to && t.owner.is_none());
    let behind = running.filter_map(|target| {
        let gone =
            ((day - target.from).num_days() + 1) as f64 / ((target.to - target.from).num_days() + 1) as f64;
        let value = target.value.as_ref()?;
        (value.attainment? < gone && value.gap > Decimal::ZERO).then_some((target, value, gone))
    });
    let (target, value, gone) = behind.max_by(|a, b| {
        let late = |x: &(_, &super::ValueTarget, f64)| x.2 - x.1.attainment.unwrap_or(0.0);
        late(a).total_cmp(&late(b))
    })?;
    Some(Standing {
        say: "standing-target",
        with: with([
            ("label", text(&target.label)),
            ("gap", Said::Money(value.gap)),
            ("rate", Said::Percent(value.attainment.unwrap_or(0.0))),
            ("gone", Said::Percent(gone)),
            ("days", Said::Days((target.to - day).num_days() as f64)),
            ("deals", Said::Count(target.needed.deals.unwrap_or(0))),
        ]),
        n: target.needed.deals.unwrap_or(0),
        leads: Vec::new(),
        advice: None,
    })
}

/// Segments whose win rate differs beyond chance (Fisher against all others,
/// Holm over all tried), or that none does.
fn segments(view: &View<'_>, report: &PipelineReport, out: &mut Vec<Standing>) {
    let same = |a: Option<&str>, b: Option<&str>| a == b;
    let industry = |c: &Closing<'_, '_>| {
        c.tracked.lead.company.as_ref().and_then(|company| company.industry.as_ref()).map(ToString::to_string)
    };
    type Behind<'f> = dyn Fn(&Closing<'_, '_>, Option<&str>) -> bool + 'f;
    let source: &Behind<'_> = &|c, key| same(c.tracked.lead.source.as_deref(), key);
    let owner: &Behind<'_> = &|c, key| same(Some(&c.tracked.lead.owner), key);
    let of_industry: &Behind<'_> = &|c, key| same(industry(c).as_deref(), key);
    let product: &Behind<'_> =
        &|c, key| c.tracked.lead.products.iter().any(|line| same(Some(&line.name), key));
    let kinds: [(&[Segment], &Behind<'_>); 4] = [
        (&report.by_source, source),
        (&report.by_owner, owner),
        (&report.by_industry, of_industry),
        (&report.by_product, product),
    ];
    let closed = report.win_rate;
    let mut any = false;
    for (rows, behind) in kinds {
        for row in rows.iter().filter(|row| row.differs && row.key.is_some()) {
            any = true;
            let others = Rate::new(report.won.count - row.won, closed.n - row.win_rate.n);
            let better = value(row.win_rate) > value(others);
            out.push(Standing {
                say: if better { "standing-segment-better" } else { "standing-segment-worse" },
                with: with([
                    ("label", text(row.label.as_deref().or(row.key.as_deref()).unwrap_or_default())),
                    ("rate", Said::Percent(value(row.win_rate))),
                    ("n", Said::Count(row.win_rate.n)),
                    ("rest", Said::Percent(value(others))),
                    ("tried", Said::Count(report.wins.tried)),
                ]),
                n: row.win_rate.n,
                leads: closed_leads(view, |c| behind(c, row.key.as_deref())),
                advice: None,
            });
        }
    }
    if !any && report.wins.tried > 1 && closed.n >= FEW {
        out.push(Standing {
            say: "standing-segments-none",
            with: with([("tried", Said::Count(report.wins.tried))]),
            n: closed.n,
            leads: Vec::new(),
            advice: None,
        });
    }
}

fn improvements(view: &View<'_>, report: &PipelineReport, out: &mut Vec<Standing>) {
    for change in &report.improvements {
        let (Some(before), Some(after)) = (&change.before, &change.after) else { continue };
        if before.settled.n < FEW || after.settled.n < FEW {
            continue;
        }
        let say = match value(after.settled) > value(before.settled) {
            _ if !change.differs => "standing-improvement-unsure",
            true => "standing-improvement-better",
            false => "standing-improvement-worse",
        };
        let stage = view.pipeline.stages.iter().position(|stage| stage.id == change.stage);
        let within = Period { from: after.from, to: after.to };
        let entered = |attempt: &crate::pipeline::Attempt| {
            let day = stage.and_then(|stage| attempt.entered(stage)).map(|(day, _)| day);
            day.is_some_and(|day| within.contains(day))
        };
        let leads = view.leads().filter(|tracked| tracked.attempts.iter().any(entered));
        out.push(Standing {
            say,
            with: with([
                ("action", text(&change.action)),
                ("stage", text(&change.label)),
                ("after", Said::Percent(value(after.settled))),
                ("before", Said::Percent(value(before.settled))),
                ("n", Said::Count(after.settled.n)),
                ("past", Said::Count(before.settled.n)),
            ]),
            n: before.settled.n + after.settled.n,
            leads: sorted(leads.map(|tracked| tracked.lead.id.to_string()).collect()),
            advice: topic(&change.stage),
        });
    }
}

/// Leads lost in the period that nobody means to ask again.
fn try_again(view: &View<'_>) -> Option<Standing> {
    let leads = closed_leads(view, |c| !c.outcome.won && !c.superseded && c.tracked.lead.next_step.is_none());
    let n = leads.len() as u64;
    (n >= FEW).then(|| Standing {
        say: "standing-again",
        with: with([("n", Said::Count(n))]),
        n,
        leads,
        advice: Some("lost"),
    })
}

/// Customers won who have no open lead.
fn ask_again(report: &PipelineReport) -> Option<Standing> {
    let rows = &report.retention.without_open;
    let n = rows.len() as u64;
    (n > 0).then(|| Standing {
        say: "standing-customers",
        with: with([("n", Said::Count(n))]),
        n,
        leads: sorted(rows.iter().map(|row| row.id.clone()).collect()),
        advice: Some("won"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// scipy.stats.norm.sf(1.96) = 0.024997895; of equal samples nothing differs.
    #[test]
    fn ranks_are_compared() {
        assert!((upper_tail(1.96) - 0.024_997_895).abs() < 1e-7);
        assert_eq!(mann_whitney(&[], &[1]), 1.0);
        assert_eq!(mann_whitney(&[3, 3], &[3, 3]), 1.0);
        // U = 25, mean 12.5, variance 5·5·11/12: z = 2.6112
        let p = mann_whitney(&[6, 7, 8, 9, 10], &[1, 2, 3, 4, 5]);
        assert!((p - 2.0 * upper_tail(2.611_164_8)).abs() < 1e-6, "{p}");
    }

    #[test]
    fn topics_by_the_stages_name() {
        assert_eq!(topic("qualified"), Some("qualification"));
        assert_eq!(topic("follow-up"), Some("follow-up"));
        assert_eq!(topic("step-3"), None);
    }
}
