//! What may happen, many times over.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use rayon::prelude::*;

use super::arrivals::{Arrivals, Newly};
use super::normal;
use super::spread::{given, shocks};

/// What somebody is to be credited with of a win: the target's index, and the value
/// in minor units.
pub type Credit = (usize, i128);

/// A lead that may be won.
#[derive(Clone, Debug)]
pub struct MayWin {
    /// Its chance to be won by each step; never falling.
    pub chances: Vec<f64>,
    /// Its value in minor units.
    pub value: i128,
    /// What targets it counts for.
    pub credits: Vec<Credit>,
}

/// What a trial is about in one pipeline.
#[derive(Clone, Debug)]
pub struct TrialPipeline {
    /// The open leads.
    pub leads: Vec<MayWin>,
    /// Which of them is the largest.
    pub largest: Option<usize>,
    /// What comes in.
    pub arrivals: Arrivals,
    /// What past wins were worth: a new one is worth as one of them.
    pub worth: Vec<(i128, Vec<Credit>)>,
    /// The part of what moves leads that moves all of them.
    pub common: f64,
}

/// What trials are about.
#[derive(Clone, Debug)]
pub struct Trials {
    /// Days ahead, in order.
    pub steps: Vec<i32>,
    /// The pipelines.
    pub pipelines: Vec<TrialPipeline>,
    /// For each target between which steps wins count for it: after the first and
    /// up to the second, by index; the first `None` where all before count.
    pub targets: Vec<(Option<usize>, usize)>,
}

/// Wins, and their value in minor units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Wins.
    pub wins: u32,
    /// Their value.
    pub value: i128,
}

impl Count {
    fn add(&mut self, value: i128) {
        self.wins += 1;
        self.value += value;
    }

    /// Both together.
    pub fn and(self, other: Self) -> Self {
        Self { wins: self.wins + other.wins, value: self.value + other.value }
    }
}

/// What happened in a trial.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trial {
    /// By pipeline.
    pub pipelines: Vec<TrialCounts>,
    /// By target: from open leads, and from new business.
    pub targets: Vec<(Count, Count)>,
}

/// What happened in a pipeline.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TrialCounts {
    /// Open leads won by each step.
    pub open: Vec<Count>,
    /// Of these, without the largest, by the last step.
    pub without: Count,
    /// New business won by the last step.
    pub new: Count,
}

/// How many values the common shock takes; trials take them in turn, so that each is
/// there as often (stratified sampling).
const SHOCKS: usize = 64;

impl Trials {
    /// Runs them: each trial has a stream of ChaCha8's own, so that the same seed
    /// gives the same trials on any number of threads.
    pub fn run(&self, runs: u32, seed: u64) -> Vec<Trial> {
        let shocked = self.pipelines.iter().any(|pipeline| pipeline.common > 0.0);
        let levels = if shocked { SHOCKS.min(runs.max(1) as usize) } else { 1 };
        let seeded = ChaCha8Rng::seed_from_u64(seed);
        let of_level = |(at, z): (usize, f64)| {
            let ready: Vec<Ready<'_>> =
                self.pipelines.iter().map(|own| Ready::new(own, &self.steps, z)).collect();
            let mine = (0..runs).filter(move |trial| *trial as usize % levels == at);
            let seeded = seeded.clone();
            mine.map(move |trial| {
                let mut random = seeded.clone();
                random.set_stream(trial.into());
                (trial, self.trial(&ready, &mut random))
            })
        };
        let levels: Vec<(usize, f64)> = shocks(levels).into_iter().enumerate().collect();
        let mut trials: Vec<(u32, Trial)> = levels.into_par_iter().flat_map_iter(of_level).collect();
        trials.sort_unstable_by_key(|(trial, _)| *trial);
        trials.into_iter().map(|(_, trial)| trial).collect()
    }

    fn trial(&self, pipelines: &[Ready<'_>], random: &mut ChaCha8Rng) -> Trial {
        let mut targets = vec![(Count::default(), Count::default()); self.targets.len()];
        let counts = |step: usize, target: usize| {
            let (after, to) = self.targets[target];
            after.is_none_or(|after| after < step) && step <= to
        };
        let one = |ready: &Ready<'_>| {
            let mut counted =
                TrialCounts { open: vec![Count::default(); self.steps.len()], ..Default::default() };
            for (at, lead) in ready.own.leads.iter().enumerate() {
                let Some(step) = ready.step(at, random.next_u32()) else { continue };
                counted.open[step].add(lead.value);
                if ready.own.largest != Some(at) {
                    counted.without.add(lead.value);
                }
                for (target, value) in lead.credits.iter().filter(|(target, _)| counts(step, *target)) {
                    targets[*target].0.add(*value);
                }
            }
            for step in 1..counted.open.len() {
                counted.open[step] = counted.open[step].and(counted.open[step - 1]);
            }
            for _ in 0..ready.newly.at(share(random.next_u32())) {
                let step = ready.new_step(share(random.next_u32()));
                let worth = ready.own.worth.get(pick(random.next_u32(), ready.own.worth.len()));
                counted.new.add(worth.map_or(0, |worth| worth.0));
                let credits = worth.iter().flat_map(|worth| &worth.1);
                for (target, value) in credits.filter(|(target, _)| counts(step, *target)) {
                    targets[*target].1.add(*value);
                }
            }
            counted
        };
        let pipelines = pipelines.iter().map(one).collect();
        Trial { pipelines, targets }
    }
}

/// A number from 0 to 1, neither included.
fn share(random: u32) -> f64 {
    (f64::from(random) + 0.5) / 4_294_967_296.0
}

/// One of `n`, each as likely.
fn pick(random: u32, n: usize) -> usize {
    ((u64::from(random) * n as u64) >> 32) as usize
}

/// A pipeline where the shock is known.
struct Ready<'t> {
    own: &'t TrialPipeline,
    steps: usize,
    /// By lead and step: below which number it is won by then.
    below: Vec<u32>,
    newly: Newly,
    /// The share of the new wins that come by each step.
    by_step: Vec<f64>,
}

impl<'t> Ready<'t> {
    fn new(own: &'t TrialPipeline, steps: &[i32], z: f64) -> Self {
        let below = |p: &f64| {
            let p = match own.common > 0.0 && *p > 0.0 && *p < 1.0 {
                true => given(normal::quantile(*p), own.common, z),
                false => *p,
            };
            (p * 4_294_967_296.0) as u32
        };
        let won: Vec<f64> = steps.iter().map(|days| own.arrivals.won_within(*days, own.common, z)).collect();
        let last = won.last().copied().unwrap_or_default();
        Self {
            own,
            steps: steps.len(),
            below: own.leads.iter().flat_map(|lead| &lead.chances).map(below).collect(),
            newly: own.arrivals.wins(last),
            by_step: won.iter().map(|won| won / last.max(f64::MIN_POSITIVE)).collect(),
        }
    }

    /// By which step a lead is won, if at all.
    fn step(&self, lead: usize, random: u32) -> Option<usize> {
        let below = &self.below[lead * self.steps..(lead + 1) * self.steps];
        // A chance of 1 is the largest number there is: `as` does not go beyond it.
        let is_won = |below: &u32| random < *below || *below == u32::MAX;
        below.last().filter(|last| is_won(last))?;
        below.iter().position(is_won)
    }

    fn new_step(&self, share: f64) -> usize {
        self.by_step.partition_point(|by| *by < share).min(self.steps.saturating_sub(1))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::figures::{Followed, Incidence};

    fn trials(chances: &[(f64, f64)], common: f64) -> Trials {
        let lead = |(early, late): &(f64, f64)| {
            let (early, late) = (early.min(*late), late.max(*early));
            MayWin { chances: vec![early, late], value: 100, credits: vec![(0, 60)] }
        };
        let followed = [(5, Some(true)), (9, Some(false))].map(|(days, won)| Followed { days, won });
        let arrivals = Arrivals { came: 20, rate: 0.1, curve: Incidence::of(followed.to_vec()) };
        let pipeline = TrialPipeline {
            leads: chances.iter().map(lead).collect(),
            largest: (!chances.is_empty()).then_some(0),
            arrivals,
            worth: vec![(10, vec![(0, 10)]), (30, Vec::new())],
            common,
        };
        Trials { steps: vec![10, 40], pipelines: vec![pipeline], targets: vec![(Some(0), 1)] }
    }

    fn on(threads: usize, trials: &Trials, seed: u64) -> Vec<Trial> {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| trials.run(500, seed))
    }

    #[test]
    fn a_seed_gives_the_same_on_any_number_of_threads() {
        let trials = trials(&[(0.1, 0.4), (0.3, 0.3), (0.0, 0.9)], 0.1);
        assert_eq!(on(1, &trials, 7), on(4, &trials, 7));
        assert_ne!(on(1, &trials, 7), on(1, &trials, 8));
    }

    #[test]
    fn means_are_the_chances_with_and_without_a_shock() {
        for common in [0.0, 0.14] {
            let trials = trials(&[(0.1, 0.4), (0.3, 0.35), (0.0, 0.9), (1.0, 1.0)], common);
            let ran = trials.run(20_000, 1);
            let mean = |get: &dyn Fn(&Trial) -> f64| ran.iter().map(get).sum::<f64>() / 20_000.0;
            assert!((mean(&|trial| trial.pipelines[0].open[0].wins.into()) - 1.4).abs() < 0.02);
            assert!((mean(&|trial| trial.pipelines[0].open[1].wins.into()) - 2.65).abs() < 0.02);
            assert!((mean(&|trial| trial.pipelines[0].without.wins.into()) - 2.25).abs() < 0.02);
            // 0.1 a day, half of each are won after 5 days: 35 of 40 days count.
            let new = mean(&|trial| trial.pipelines[0].new.wins.into());
            assert!((new - 1.75).abs() < 0.05, "{new}");
            // What is won by the first step does not count for the target.
            let aimed = mean(&|trial| trial.targets[0].0.wins.into());
            assert!((aimed - 1.25).abs() < 0.03, "{aimed}");
        }
    }

    proptest! {
        /// Wins only grow from step to step, and none is won that cannot be.
        #[test]
        fn steps_are_cumulative(chances in prop::collection::vec((0.0..1.0_f64, 0.0..1.0_f64), 0..12), common in 0.0..0.3_f64, seed: u64) {
            for trial in trials(&chances, common).run(20, seed) {
                let counts = &trial.pipelines[0];
                prop_assert!(counts.open[0].wins <= counts.open[1].wins);
                prop_assert!(counts.open[0].value <= counts.open[1].value);
                prop_assert!(counts.open[1].wins as usize <= chances.len());
                prop_assert!(counts.without.wins <= counts.open[1].wins);
                prop_assert_eq!(counts.open[1].value, i128::from(counts.open[1].wins) * 100);
                prop_assert!(trial.targets[0].0.wins <= counts.open[1].wins - counts.open[0].wins);
            }
        }
    }
}
