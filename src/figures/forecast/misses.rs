//! What is learnt from how earlier cut-offs were missed: a shift of the chances, and
//! a shock that is common to all leads.

use super::spread::{Crowd, WinsSpread};

/// What is done to chances before they are given, and to their spread.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Adjustment {
    /// Added on the scale of Φ⁻¹.
    pub shift: f64,
    /// The part of what moves a lead that moves all of them.
    pub common: f64,
}

/// What a cut-off gave, adjusted by what those before it had taught.
#[derive(Clone, Debug)]
pub struct GivenThen {
    /// Of how many leads.
    pub n: f64,
    /// How many were expected.
    pub expected: f64,
    /// How many were won.
    pub won: f64,
    /// The sum of squared differences.
    pub squares: f64,
    /// In wins.
    pub crps: f64,
    /// Whether the band from P10 to P90 held what was won; `None` where there was none yet.
    pub covered: Option<bool>,
    /// The chances as they were given.
    pub crowd: Crowd,
}

/// The cut-offs that have to be there for a band, and the wins between them.
pub const CUTS: usize = 3;
/// See [`CUTS`].
pub const WINS: f64 = 5.0;

/// Parts of the common shock that are tried, each with the logarithm of how likely
/// it is held to be beforehand.
const COMMON: [f64; 7] = [0.0, 0.01, 0.02, 0.04, 0.08, 0.14, 0.22];
/// How large it is held to be beforehand.
const USUAL: f64 = 0.05;
/// As many wins as expected are added before won is compared with expected.
const CAUTION: f64 = 10.0;
/// The largest shift.
const FURTHEST: f64 = 0.4;

/// The cut-offs of one method and one number of days, in order; `given` what they
/// gave, and what they teach for the day after them.
pub fn learn(rows: &[(i32, Crowd)], days: i32) -> (Vec<GivenThen>, Adjustment) {
    let mut seen: Vec<Seen> = Vec::new();
    let mut given = Vec::new();
    for (cut, crowd) in rows {
        let known: Vec<&Seen> = seen.iter().filter(|own| own.cut + days <= *cut).collect();
        let taught = Taught::by(&known);
        let kept = taught.kept(&known);
        let adjusted = crowd.shifted(kept.shift);
        let wins = adjusted.wins(kept.common);
        let enough = known.len() >= CUTS && known.iter().map(|own| own.won).sum::<f64>() >= WINS;
        let won = crowd.won();
        let within = wins.quantile(0.1) as f64 <= won && won <= wins.quantile(0.9) as f64;
        given.push(GivenThen {
            n: crowd.n(),
            expected: adjusted.expected(),
            won,
            squares: adjusted.squares(),
            crps: wins.crps(won),
            covered: enough.then_some(within),
            crowd: adjusted,
        });
        seen.push(Seen::of(*cut, crowd, taught));
    }
    let known: Vec<&Seen> = seen.iter().collect();
    let adjustment = Taught::by(&known).kept(&known);
    (given, adjustment)
}

/// A cut-off that is over.
struct Seen {
    cut: i32,
    expected: f64,
    won: f64,
    /// How many more are expected for a small shift, by its size.
    slope: f64,
    /// How likely what happened was, for each of [`COMMON`].
    likely: [f64; COMMON.len()],
    /// The score without and with the shift that was taught, without and with the shock.
    crps: [[f64; 2]; 2],
    /// The squares without and with the shift.
    squares: [f64; 2],
}

impl Seen {
    fn of(cut: i32, crowd: &Crowd, taught: Taught) -> Self {
        let won = crowd.won();
        let wins: Vec<WinsSpread> = COMMON.iter().map(|common| crowd.wins(*common)).collect();
        let density = |at: f64| libm::exp(-at * at / 2.0) / (2.0 * std::f64::consts::PI).sqrt();
        let shifted = crowd.shifted(taught.shift);
        let scores = |crowd: &Crowd| [0.0, taught.common].map(|common| crowd.wins(common).crps(won));
        let plain = scores(crowd);
        let (moved, squares) = match taught.shift == 0.0 {
            true => (plain, [crowd.squares(); 2]),
            false => (scores(&shifted), [crowd.squares(), shifted.squares()]),
        };
        Self {
            cut,
            expected: crowd.expected(),
            won,
            slope: crowd.0.iter().map(|alike| alike.n * density(alike.at)).sum(),
            likely: std::array::from_fn(|at| libm::log(wins[at].likelihood(won))),
            crps: [plain, moved],
            squares,
        }
    }
}

/// What some cut-offs teach, whether it helps or not.
#[derive(Clone, Copy, Debug)]
struct Taught {
    shift: f64,
    common: f64,
}

impl Taught {
    fn by(seen: &[&Seen]) -> Self {
        let sum = |get: fn(&Seen) -> f64| seen.iter().map(|own| get(own)).sum::<f64>();
        let (expected, won, slope) = (sum(|own| own.expected), sum(|own| own.won), sum(|own| own.slope));
        let ratio = (won + CAUTION) / (expected + CAUTION);
        let shift = if slope > 0.0 { (ratio - 1.0) * expected / slope } else { 0.0 };
        let likely = |at: &usize| seen.iter().map(|own| own.likely[*at]).sum::<f64>() - COMMON[*at] / USUAL;
        let best = (0..COMMON.len()).max_by(|a, b| likely(a).total_cmp(&likely(b))).unwrap_or_default();
        Self { shift: shift.clamp(-FURTHEST, FURTHEST), common: COMMON[best] }
    }

    /// What of it improved the score of those cut-offs that could use it.
    fn kept(self, seen: &[&Seen]) -> Adjustment {
        let sum = |shift: usize, common: usize| seen.iter().map(|own| own.crps[shift][common]).sum::<f64>();
        let squares = |shift: usize| seen.iter().map(|own| own.squares[shift]).sum::<f64>();
        let shift = usize::from(sum(1, 0) < sum(0, 0) && squares(1) <= squares(0));
        let common = sum(shift, 1) < sum(shift, 0);
        Adjustment {
            shift: if shift == 1 { self.shift } else { 0.0 },
            common: if common { self.common } else { 0.0 },
        }
    }
}
