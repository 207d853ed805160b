//! How likely an open lead is won, and who says so.

use rayon::prelude::*;
use schemars::JsonSchema;
use serde::Serialize;

use crate::pipeline::{Attempt, Day, Decimal, Pipeline, Stage};

/// Who says how likely a lead is won.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WeightSource {
    /// The lead's own `probability`.
    Lead,
    /// The pipeline's history.
    History,
    /// The stage's configured probability.
    Stage,
    /// Nobody: the lead is counted, not weighted.
    None,
}

/// How likely a lead is won.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chance {
    /// From 0 to 100; `None` where nobody says.
    pub percent: Option<Decimal>,
    /// Who says so.
    pub source: WeightSource,
}

/// How many days of entries are learnt from, the as-of date being the last.
const LEARNT_DAYS: i64 = 730;

/// How many attempts must have closed before history is believed.
const ENOUGH: usize = 20;

/// What the pipeline's history says of each open stage: of the attempts that
/// entered it in the 730 days to the as-of date, F_won(τ) / (F_won(τ) +
/// F_lost(τ)), Aalen and Johansen 1978, from entering the stage, τ the last
/// closing; where at least 20 of them closed. From which day on an attempt
/// tells of a stage is said by [`Attempt::tells_of`]: skipping a stage enters
/// it, and of a way that is not known only the stages named count.
#[derive(Clone, Debug, Default)]
pub struct Learnt {
    /// By stage, from 0 to 100.
    percent: Vec<Option<Decimal>>,
}

impl Learnt {
    /// Learns from all attempts of a pipeline, whoever owns their leads.
    pub fn of<'a>(all: impl ParallelIterator<Item = &'a Attempt>, pipeline: &Pipeline, as_of: Day) -> Self {
        let none = || vec![vec![[0; 3]; LEARNT_DAYS as usize]; pipeline.open_stages()];
        let count = |mut stages: Vec<Vec<Ended>>, attempt: &Attempt| {
            for (stage, days) in stages.iter_mut().enumerate().skip(attempt.start_stage) {
                let Some((day, how)) = followed(attempt, stage, as_of) else { continue };
                days[day][how] += 1;
            }
            stages
        };
        let join = |mut one: Vec<Vec<Ended>>, other: Vec<Vec<Ended>>| {
            let both = one.iter_mut().flatten().zip(other.iter().flatten());
            both.for_each(|(own, other)| own.iter_mut().zip(other).for_each(|(own, more)| *own += more));
            one
        };
        let stages = all.fold(none, count).reduce(none, join);
        Self { percent: stages.into_par_iter().map(|days| learnt(&days)).collect() }
    }

    /// What it says of a stage; `None` where too few closed.
    pub fn percent(&self, stage: usize) -> Option<Decimal> {
        self.percent.get(stage).copied().flatten()
    }
}

/// How many of the attempts followed for so many days were won, lost and open.
type Ended = [usize; 3];

/// For how many days an attempt was followed from entering a stage, fewer than
/// [`LEARNT_DAYS`], and its place in [`Ended`].
fn followed(attempt: &Attempt, stage: usize, as_of: Day) -> Option<(usize, usize)> {
    let until = attempt.end().unwrap_or(as_of);
    let is_old = |day: Day| (as_of - day).num_days() >= LEARNT_DAYS;
    let entered = if is_old(until) { None } else { attempt.tells_of(stage) }?;
    let days = usize::try_from((until - entered).num_days()).ok().filter(|_| !is_old(entered))?;
    Some((days, attempt.outcome.map_or(2, |outcome| usize::from(!outcome.won))))
}

/// The share of the won among all that closes, by the last closing, in percent.
///
/// The curves are those of [`super::Incidence`], in decimals of 28 digits and
/// the share rounded to 18, so that a share that is exact on paper (10 of 20)
/// is exact here, and money times it rounds as on paper.
fn learnt(days: &[Ended]) -> Option<Decimal> {
    if days.iter().map(|[won, lost, _]| won + lost).sum::<usize>() < ENOUGH {
        return None;
    }
    let (mut surviving, mut won, mut lost) = (Decimal::ONE, Decimal::ZERO, Decimal::ZERO);
    let mut at_risk: usize = days.iter().flatten().sum();
    for day in days.iter().filter(|day| **day != [0; 3]) {
        let [wins, losses, _] = *day;
        let share = |events: usize| (surviving * Decimal::from(events)).checked_div(at_risk.into());
        let (more_won, more_lost) = (share(wins)?, share(losses)?);
        surviving = share(at_risk - wins - losses)?;
        won += more_won;
        lost += more_lost;
        at_risk -= day.iter().sum::<usize>();
    }
    let share = won.checked_div(won + lost)?;
    Some(share.round_dp(18) * Decimal::ONE_HUNDRED)
}

/// The chance of a lead that is open in `stage`: its `own` probability, else what
/// history says of the stage, else the stage's configured one, else none.
pub fn chance(own: Option<Decimal>, stage: &Stage, learnt: Option<Decimal>) -> Chance {
    let own = own.map(|percent| (percent, WeightSource::Lead));
    let history = learnt.map(|percent| (percent, WeightSource::History));
    let said = own.or(history).or_else(|| stage.probability.map(|percent| (percent, WeightSource::Stage)));
    let within = |percent: Decimal| percent.clamp(Decimal::ZERO, Decimal::ONE_HUNDRED);
    Chance {
        percent: said.map(|(percent, _)| within(percent)),
        source: said.map_or(WeightSource::None, |(_, source)| source),
    }
}

/// How many open leads are weighted by what; together all open leads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct WeightedBy {
    /// The lead's own `probability`.
    pub lead: u64,
    /// The pipeline's history.
    pub history: u64,
    /// The stage's configured probability.
    pub stage: u64,
    /// Nothing: not weighted.
    pub none: u64,
}

impl WeightedBy {
    /// Counts one lead.
    pub fn count(&mut self, source: WeightSource) {
        match source {
            WeightSource::Lead => self.lead += 1,
            WeightSource::History => self.history += 1,
            WeightSource::Stage => self.stage += 1,
            WeightSource::None => self.none += 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::open;
    use crate::figures::testing::{config, workspace};

    #[test]
    fn the_lead_is_asked_before_history_and_the_stage() {
        let stage = &config().pipelines[0].stages[1];
        let said = |percent: i64, source| Chance { percent: Some(percent.into()), source };
        assert_eq!(chance(None, stage, None), said(25, WeightSource::Stage));
        assert_eq!(chance(None, stage, Some(40.into())), said(40, WeightSource::History));
        assert_eq!(chance(Some(Decimal::ZERO), stage, Some(40.into())), said(0, WeightSource::Lead));
        assert_eq!(chance(Some(140.into()), stage, None).percent, Some(100.into()));
        let unsaid = Stage { probability: None, ..stage.clone() };
        assert_eq!(chance(None, &unsaid, None), Chance { percent: None, source: WeightSource::None });
    }

    fn days(rows: &[(usize, Option<bool>, usize)]) -> Option<Decimal> {
        let mut days = vec![[0; 3]; 100];
        for (day, won, times) in rows {
            days[*day][won.map_or(2, |won| usize::from(!won))] += times;
        }
        learnt(&days)
    }

    /// By hand: at day 2, 8 of 20 are won; 4 are censored at 5; at 9, of 8 at
    /// risk 2 are won and 6 lost: 0.4 + 0.6 / 4 against 0.6 × 3 / 4.
    #[test]
    fn by_hand() {
        let (won, lost) = (Some(true), Some(false));
        assert_eq!(days(&[(2, won, 8), (5, None, 4), (9, won, 2), (9, lost, 6)]), None);
        let more = [(2, won, 16), (5, None, 8), (9, won, 4), (9, lost, 12), (99, None, 3)];
        // with 3 open for long: of 19 at risk at day 9, 4 are won and 12 lost
        let (first, second) = (16.0 / 43.0, 27.0 / 43.0);
        let expected = (first + second * 4.0 / 19.0) / (first + second * 16.0 / 19.0) * 100.0;
        let percent: f64 = days(&more).unwrap().to_string().parse().unwrap();
        assert!((percent - expected).abs() < 1e-12, "{percent} against {expected}");
    }

    /// Without censoring it is won / closed, exactly.
    #[test]
    fn exact_on_paper_is_exact_here() {
        let (won, lost) = (Some(true), Some(false));
        let rows: Vec<_> = (0..21).map(|day| (day, if day % 3 == 0 { won } else { lost }, 3)).collect();
        assert_eq!(days(&rows).unwrap().round_dp(14).to_string(), "33.33333333333333");
        let half: Vec<_> = (0..26).map(|day| (day, if day % 2 == 0 { won } else { lost }, 7)).collect();
        assert_eq!(days(&half), Some(50.into()));
        assert_eq!(days(&[(0, won, 20)]), Some(100.into()));
        assert_eq!(days(&[(0, lost, 20)]), Some(0.into()));
    }

    #[test]
    fn history_is_the_last_730_days_and_everybodys() {
        // 2024-07-01 is the first of the 730 days to 2026-06-30
        let rows: Vec<(String, &str)> = (0..20)
            .map(|i| {
                (
                    format!("won-{i}"),
                    if i == 0 {
                        "prospect 2024-07-01, won 2024-08-01"
                    } else if i < 10 {
                        "prospect 2026-01-01, won 2026-02-01"
                    } else {
                        "prospect 2026-01-01, lost 2026-02-01"
                    },
                )
            })
            .collect();
        let mut leads: Vec<(&str, &str)> = rows.iter().map(|(id, history)| (id.as_str(), *history)).collect();
        leads.push(("open", "prospect 2026-06-30"));
        leads.push(("further", "proposal 2026-06-30"));
        let mut workspace = workspace(&leads);
        workspace.lead("won-1").owner = "joko".into();
        workspace.value("open", 1000);
        let figure = open(&[workspace.view()]);
        assert_eq!((figure.weighted, figure.weighted_by.history), (500.into(), 1));
        // the lost never reached proposal, so that too few closed there
        assert_eq!(figure.weighted_by.none, 1);
        let old = crate::figures::testing::day("2024-06-30");
        workspace.lead("won-0").history.edit(|entries| entries[0].day = old);
        assert_eq!(open(&[workspace.view()]).weighted_by.stage, 1);
    }
}
