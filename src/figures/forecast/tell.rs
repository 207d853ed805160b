//! From a draft and its trials to the figures of a forecast.

use super::aimed::{Aim, amount};
use super::draft::ForecastDraft;
use super::gather::number;
use super::lead_chances::hold_of;
use super::result::{
    Band, ChosenMethod, LargestLead, LeadAhead, MeanWins, MonthAhead, OpenAhead, PipelineForecast,
    TargetAhead, WinsBelow,
};
use super::scored::scored;
use super::steps::month_ends;
use super::trials::{Count, Trial, Trials};
use crate::figures::Tracked;
use crate::figures::rounds::Rounds;
use crate::pipeline::{Config, Day, Decimal};

impl ForecastDraft<'_, '_> {
    /// The figures of the pipeline at `at`.
    pub fn told(
        &self,
        at: usize,
        trials: &Trials,
        ran: &[Trial],
        aims: &[Aim<'_>],
        drafts: &[ForecastDraft<'_, '_>],
    ) -> PipelineForecast {
        let config = &self.view.workspace.config;
        let ran = if self.enough { ran } else { &[] };
        let last = trials.steps.len() - 1;
        let of = |expected: MeanWins, get: &dyn Fn(&Trial) -> Count| band(expected, ran, get, config);
        let open = of(self.expected(last), &|trial| trial.pipelines[at].open[last]);
        let newly = self.newly(last, trials);
        let new_business = of(newly, &|trial| trial.pipelines[at].new);
        let both =
            MeanWins { count: open.expected.count + newly.count, value: open.expected.value + newly.value };
        let total = of(both, &|trial| trial.pipelines[at].open[last].and(trial.pipelines[at].new));
        let month = |end: Day| {
            let days = number(end) - number(self.view.as_of);
            let step = trials.steps.iter().position(|step| *step == days).unwrap_or(last);
            let band = of(self.expected(step), &|trial| trial.pipelines[at].open[step]);
            MonthAhead { month: end.format("%Y-%m").to_string(), until: end, band }
        };
        let largest = self.trial.largest.map(|lead| {
            let own = self.mean(lead, last);
            let without =
                MeanWins { count: open.expected.count - own.count, value: open.expected.value - own.value };
            LargestLead {
                id: self.open[lead].0.lead.id.to_string(),
                title: self.open[lead].0.lead.title.to_string(),
                value: self.open[lead].0.value.unwrap_or_default(),
                p: own.count,
                without: of(without, &|trial| trial.pipelines[at].without),
            }
        });
        let mine = |aim: &&(usize, &Aim<'_>)| {
            aim.1.measured.target.pipeline.as_deref().is_none_or(|id| id == self.view.pipeline.id)
        };
        let numbered: Vec<(usize, &Aim<'_>)> = aims.iter().enumerate().collect();
        let targets =
            numbered.iter().filter(mine).map(|(at, aim)| target(*at, aim, trials, ran, drafts, config));
        PipelineForecast {
            id: self.view.pipeline.id.clone(),
            label: self.view.pipeline.label.clone(),
            method: ChosenMethod { id: self.method, why: self.why, cuts: self.ground.runs.cuts() as u64 },
            open: OpenAhead {
                n: self.open.len() as u64,
                unvalued: self.open.iter().filter(|(tracked, _)| tracked.value.is_err()).count() as u64,
                band: open,
            },
            months: month_ends(self.view.as_of, self.until).into_iter().map(month).collect(),
            new_business,
            total,
            largest,
            leads: self.leads(trials),
            targets: targets.collect(),
            backtest: scored(&self.ground.rows, &self.ground.runs, self.method),
        }
    }

    /// Of one lead, by a step: value × chance, rounded.
    fn mean(&self, lead: usize, step: usize) -> MeanWins {
        let p = self.trial.leads[lead].chances[step];
        MeanWins {
            count: p,
            value: times(self.open[lead].0.value.unwrap_or_default(), p, &self.view.workspace.config),
        }
    }

    fn expected(&self, step: usize) -> MeanWins {
        (0..self.open.len()).map(|lead| self.mean(lead, step)).fold(MeanWins::default(), plus)
    }

    fn newly(&self, step: usize, trials: &Trials) -> MeanWins {
        let config = &self.view.workspace.config;
        let count = self.trial.arrivals.won_within(trials.steps[step], 0.0, 0.0);
        let worth = &self.trial.worth;
        let sum: i128 = worth.iter().map(|(value, _)| value).sum();
        let average = amount(sum, config).checked_div(worth.len().into()).unwrap_or_default();
        MeanWins { count, value: times(average, count, config) }
    }

    fn leads(&self, trials: &Trials) -> Vec<LeadAhead> {
        let last = trials.steps.len() - 1;
        let ends = month_ends(self.view.as_of, self.until);
        let days = ends.into_iter().map(|end| number(end) - number(self.view.as_of));
        let at = |days: i32| trials.steps.iter().position(|step| *step == days).unwrap_or(last);
        let months: Vec<usize> = days.map(at).collect();
        let lead = |(at, (tracked, stage)): (usize, &(&Tracked<'_>, usize))| LeadAhead {
            id: tracked.lead.id.to_string(),
            stage: self.view.pipeline.stages[*stage].id.clone(),
            stage_label: self.view.pipeline.stages[*stage].label.clone(),
            held: hold_of(tracked, self.view.as_of),
            value: tracked.value.ok(),
            p: self.trial.leads[at].chances[last],
            by_month: months.iter().map(|step| self.trial.leads[at].chances[*step]).collect(),
            by: if tracked.lead.probability.is_some() { LeadAhead::OWN } else { self.method.word() },
        };
        let mut leads: Vec<LeadAhead> = self.open.iter().enumerate().map(lead).collect();
        leads.sort_by(|a, b| b.value.cmp(&a.value).then_with(|| a.id.cmp(&b.id)));
        leads
    }
}

fn target(
    number: usize,
    aim: &Aim<'_>,
    trials: &Trials,
    ran: &[Trial],
    drafts: &[ForecastDraft<'_, '_>],
    config: &Config,
) -> TargetAhead {
    let target = aim.measured.target;
    let (value, deals) = aim.won;
    let won = MeanWins { count: deals as f64, value: amount(value, config) };
    let (after, to) = trials.targets[number];
    let more = drafts.iter().map(|draft| aimed(number, (after, to), draft, trials));
    let share = |reached: &dyn Fn(&(Count, Count)) -> Count| {
        let hits = ran.iter().filter(|trial| {
            let Count { wins, value } = reached(&trial.targets[number]);
            aim.is_reached(value, wins, config)
        });
        (!ran.is_empty()).then(|| hits.count() as f64 / ran.len() as f64)
    };
    let ends = |percent| {
        let ran = (!ran.is_empty()).then_some(ran)?;
        let all = |trial: &Trial| trial.targets[number].0.and(trial.targets[number].1);
        let (mut wins, mut values): (Vec<u32>, Vec<i128>) =
            ran.iter().map(all).map(|count| (count.wins, count.value)).unzip();
        let more = below(&mut wins, &mut values, percent, config);
        Some(WinsBelow { count: more.count + deals, value: more.value + won.value })
    };
    TargetAhead {
        period: target.label.clone(),
        pipeline: target.pipeline.clone(),
        owner: target.owner.clone(),
        group: target.group.clone(),
        condition: target.condition.clone(),
        from: target.period.from,
        to: target.period.to,
        value: target.value.map(|value| config.round(value)),
        deals: target.deals.map(u64::from),
        won: WinsBelow { count: deals, value: won.value },
        expected: more.fold(won, plus),
        p10: ends(10),
        p90: ends(90),
        probability: share(&|(open, new)| open.and(*new)),
        by_open: share(&|(open, _)| *open),
    }
}

/// What of a pipeline is won for a target between two steps, in the mean.
fn aimed(
    target: usize,
    (after, to): (Option<usize>, usize),
    draft: &ForecastDraft<'_, '_>,
    trials: &Trials,
) -> MeanWins {
    let config = &draft.view.workspace.config;
    let own =
        |credits: &[(usize, i128)]| credits.iter().find(|(at, _)| *at == target).map(|(_, value)| *value);
    let open = draft.trial.leads.iter().filter_map(|lead| {
        let p = lead.chances[to] - after.map_or(0.0, |after| lead.chances[after]);
        own(&lead.credits).map(|value| MeanWins { count: p, value: times(amount(value, config), p, config) })
    });
    let worth = &draft.trial.worth;
    let (mut n, mut sum) = (0_u64, 0);
    for value in worth.iter().filter_map(|(_, credits)| own(credits)) {
        n += 1;
        sum += value;
    }
    let within = |step: usize| draft.trial.arrivals.won_within(trials.steps[step], 0.0, 0.0);
    let came = within(to) - after.map_or(0.0, within);
    let all = worth.len().max(1) as f64;
    let average = amount(sum, config).checked_div((worth.len() as u64).into()).unwrap_or_default();
    let new = MeanWins { count: came * n as f64 / all, value: times(average, came, config) };
    open.fold(new, plus)
}

fn band(expected: MeanWins, ran: &[Trial], get: &dyn Fn(&Trial) -> Count, config: &Config) -> Band {
    if ran.is_empty() {
        return Band { expected, ..Band::default() };
    }
    let mut wins: Vec<u32> = ran.iter().map(|trial| get(trial).wins).collect();
    let mut values: Vec<i128> = ran.iter().map(|trial| get(trial).value).collect();
    let mut at = |percent| Some(below(&mut wins, &mut values, percent, config));
    Band { expected, p10: at(10), p50: at(50), p90: at(90) }
}

/// What so many of 100 do not exceed: wins and value each by itself.
fn below(wins: &mut [u32], values: &mut [i128], percent: usize, config: &Config) -> WinsBelow {
    wins.sort_unstable();
    values.sort_unstable();
    let at = (wins.len() * percent).div_ceil(100).max(1) - 1;
    WinsBelow { count: wins[at].into(), value: amount(values[at], config) }
}

fn plus(sum: MeanWins, one: MeanWins) -> MeanWins {
    MeanWins { count: sum.count + one.count, value: sum.value.saturating_add(one.value) }
}

/// Value × a number, rounded to the minor unit.
fn times(value: Decimal, by: f64, config: &Config) -> Decimal {
    let by = Decimal::try_from(by).unwrap_or_default();
    config.round(value.checked_mul(by).unwrap_or_default())
}
