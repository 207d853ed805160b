//! Pipelines whose truth is known: how far forecasts are to be trusted.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

use super::backtest::{BackLook, rows};
use super::chances::{AskedLead, ForecastMethod, LearntChances, PastCourses};
use super::choice::Runs;
use super::course::{Course, CourseStay, StagePlace};
use super::spread::Crowd;

/// A pipeline that goes on for years.
struct Made {
    courses: Vec<Course>,
    stages: usize,
    cuts: Vec<i32>,
}

struct Dice(ChaCha8Rng);

impl Dice {
    fn share(&mut self) -> f64 {
        f64::from(self.0.next_u32()) / 4_294_967_296.0
    }

    fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.share()
    }

    fn normal(&mut self) -> f64 {
        super::normal::quantile((self.share() + 1e-10).min(1.0 - 1e-10))
    }
}

const DAYS: i32 = 1_500;

/// A pipeline of about so many deals in two years.
fn made(seed: u64, deals: usize) -> Made {
    let mut dice = Dice(ChaCha8Rng::seed_from_u64(seed));
    let stages = 2 + (dice.share() * 4.0) as usize;
    let pace = dice.between(15.0, 70.0);
    let win = dice.between(0.15, 0.5);
    // How long it takes to leave a stage, how much age matters, and how all moves together.
    let shapes: Vec<f64> = (0..stages).map(|_| dice.between(0.6, 2.2)).collect();
    let paces: Vec<f64> = (0..stages).map(|_| pace * dice.between(0.5, 2.0) / stages as f64 * 2.0).collect();
    let on: Vec<f64> = (0..stages).map(|_| dice.between(0.8, 1.2) * win.powf(1.0 / stages as f64)).collect();
    let (swing, memory) = (dice.between(0.0, 0.5), dice.between(0.0, 0.8));
    let mut mood = 0.0;
    let moods: Vec<f64> = (0..DAYS / 30 + 2)
        .map(|_| {
            mood = memory * mood + (1.0_f64 - memory * memory).sqrt() * dice.normal();
            mood * swing
        })
        .collect();
    let rate = deals as f64 / 730.0;
    let mut courses = Vec::new();
    let mut start = 0.0;
    loop {
        start -= (1.0 - dice.share()).max(1e-12).ln() / rate;
        if start >= f64::from(DAYS) {
            break;
        }
        courses.push(course(&mut dice, start as i32, (&shapes, &paces, &on), &moods));
    }
    Made { courses, stages, cuts: (1..DAYS / 30).map(|month| month * 30).collect() }
}

fn course(
    dice: &mut Dice,
    start: i32,
    (shapes, paces, on): (&[f64], &[f64], &[f64]),
    moods: &[f64],
) -> Course {
    let mut course = Course { end: Course::OPEN, ..Course::default() };
    let mut day = start;
    for stage in 0..shapes.len() {
        let from = day;
        // Weibull: the hazard of leaving rises or falls with age, and moves with the mood.
        let left = loop {
            let age = f64::from(day - from) + 0.5;
            let hazard = shapes[stage] / paces[stage] * (age / paces[stage]).powf(shapes[stage] - 1.0);
            let mood = moods[(day / 30) as usize];
            if dice.share() < 1.0 - (-hazard * (0.5 * mood).exp()).exp() {
                break true;
            }
            day += 1;
            if day >= DAYS {
                break false;
            }
        };
        if !left {
            course.stays.push(CourseStay { stage, from, to: Course::OPEN });
            return course;
        }
        course.stays.push(CourseStay { stage, from, to: day });
        let mood = moods[(day / 30) as usize];
        if dice.share() > (on[stage] * (0.5 * mood).exp()).clamp(0.02, 0.98) {
            course.end = day;
            return course;
        }
    }
    (course.end, course.won) = (day, true);
    course
}

#[derive(Default, Clone)]
struct Tally {
    pipelines: usize,
    bands: f64,
    covered: f64,
    /// The same of a distribution without steps: the part of the observation's own step
    /// that is within the band (the randomised probability integral transform, Czado,
    /// Gneiting and Held 2009).
    smooth: f64,
    wide: f64,
    loss: f64,
    chose: [usize; 4],
    brier: [f64; 5],
    crps: [f64; 5],
}

/// What the forecasts of the last third of a pipeline's days were worth.
fn tried(made: &Made, tally: &mut Tally) {
    let past = PastCourses::new(made.courses.clone(), made.stages, made.cuts.clone(), 90);
    let mut crps = [0.0; 5];
    let mut any = false;
    let configured = vec![None; made.stages];
    for month in (34..46).step_by(2) {
        let day = month * 30;
        let days = if month % 4 == 0 { 30 } else { 75 };
        let known: Vec<Course> =
            past.courses.iter().filter(|course| course.start() <= day).cloned().collect();
        let past = PastCourses { courses: known, ..past.clone() };
        let rows = rows(&past, day, &configured, BackLook::Whole);
        let runs = Runs::of(&rows);
        let open: Vec<(&Course, StagePlace)> =
            past.courses.iter().filter_map(|course| Some((course, course.at(day)?))).collect();
        let places: Vec<StagePlace> = open.iter().map(|(_, place)| *place).collect();
        let learnt = LearntChances::by(&past, day, &[days], &places);
        let chosen = if runs.is_enough() { runs.best() } else { ForecastMethod::Base };
        if !runs.is_enough() {
            continue;
        }
        any = true;
        for (at, method) in ForecastMethod::ALL.into_iter().take(3).enumerate() {
            let adjustment = runs.nearest(method, days).map(|run| run.adjustment).unwrap_or_default();
            let chance = |(course, place): &(&Course, StagePlace)| {
                let p = learnt.chance(method, AskedLead { place: *place, due: None }, 0);
                (p, course.is_won_within(day, days))
            };
            let mut leads: Vec<(f64, bool)> = open.iter().map(chance).collect();
            let crowd = Crowd::of(&mut leads).shifted(adjustment.shift);
            let wins = crowd.wins(adjustment.common);
            let won = crowd.won();
            let score = wins.crps(won);
            crps[at] += score;
            tally.crps[at] += score;
            tally.brier[at] += crowd.squares();
            if method == chosen {
                crps[4] += score;
                tally.crps[4] += score;
                tally.brier[4] += crowd.squares();
                tally.bands += 1.0;
                let within = wins.quantile(0.1) as f64 <= won && won <= wins.quantile(0.9) as f64;
                tally.covered += f64::from(u8::from(within));
                let below: f64 = (0..won as usize).map(|k| wins.likelihood(k as f64)).sum();
                let step = wins.likelihood(won);
                let inside = ((below + step).min(0.9) - below.max(0.1)).max(0.0);
                tally.smooth += inside / step;
                tally.wide += (wins.quantile(0.9) - wins.quantile(0.1)) as f64;
                tally.chose[at] += 1;
            }
        }
    }
    if any {
        let best = crps[..3].iter().copied().fold(f64::INFINITY, f64::min);
        tally.pipelines += 1;
        tally.loss += crps[4] / best.max(1e-9) - 1.0;
    }
}

/// Tries `each` pipelines of every size, prints the table and gives the covered share of the
/// bands, the mean loss of the choice, and by size the covered share without steps.
fn table(each: u64) -> (f64, f64, Vec<f64>) {
    let mut all = Tally::default();
    let mut smooth = Vec::new();
    println!(
        "deals  pipelines  bands  covered  without steps  width  loss  chosen (base, stage, history)  CRPS / base  Brier / base"
    );
    for deals in [20, 50, 100, 200, 500] {
        let mut tally = Tally::default();
        for seed in 0..each {
            tried(&made(seed * 1_000 + deals, deals as usize), &mut tally);
        }
        print(&deals.to_string(), &tally);
        smooth.push(tally.smooth / tally.bands);
        all.bands += tally.bands;
        all.covered += tally.covered;
        all.loss += tally.loss;
        all.pipelines += tally.pipelines;
    }
    let (covered, loss) = (all.covered / all.bands, all.loss / all.pipelines as f64);
    println!("all: covered {covered:.3}, loss {loss:.3}");
    (covered, loss, smooth)
}

/// Of 300 pipelines bands hold as often as they say, and the choice of method loses little.
///
/// A band of few deals holds more often, since wins are whole numbers: from 0 to 1 is what
/// 8 of 10 runs need at least, and is what 97 of 100 hold. Without these steps it holds as
/// often as one of many deals, so that a narrower one would claim what nobody knows.
#[test]
#[ignore = "it takes long unless optimised"]
fn three_hundred_pipelines() {
    let (covered, loss, smooth) = table(60);
    assert!(smooth.iter().all(|own| (0.7..=0.85).contains(own)), "{smooth:?}");
    assert!((0.72..=0.90).contains(&covered), "{covered}");
    assert!(loss <= 0.05, "{loss}");
}

/// The same of a few.
#[test]
fn bands_hold() {
    let (covered, loss, _) = table(2);
    assert!((0.6..=0.97).contains(&covered), "{covered}");
    assert!(loss <= 0.2, "{loss}");
}

fn print(name: &str, tally: &Tally) {
    println!(
        "{name:>5}  {:>9}  {:>5}  {:.3}  {:.3}  {:.2}  {:+.3}  {:?}  {:.3}  {:.3}",
        tally.pipelines,
        tally.bands,
        tally.covered / tally.bands,
        tally.smooth / tally.bands,
        tally.wide / tally.bands,
        tally.loss / tally.pipelines as f64,
        &tally.chose[..3],
        tally.crps[4] / tally.crps[0],
        tally.brier[4] / tally.brier[0],
    );
}
