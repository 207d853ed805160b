//! How likely it is to be won or lost by an age, where some are still open.

/// What is known of one attempt: for how long, and how it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Followed {
    /// Days from its start to its closing, to the day it went to another pipeline, or
    /// to the date looked at.
    pub days: i64,
    /// Won or lost; `None` where neither.
    pub won: Option<bool>,
}

/// Where a curve rises.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CurveStep {
    /// The age in days.
    pub days: i64,
    /// The probability of having been won by then.
    pub won: f64,
    /// The probability of having been lost by then.
    pub lost: f64,
}

/// The cumulative incidence of won and of lost, by Aalen and Johansen 1978:
/// at each age with events, F += S(before) × events / at risk, for either
/// cause, and S = 1 − F_won − F_lost. Open attempts are censored at their age;
/// events come before censorings of the same day, and day 0 counts.
#[derive(Clone, Debug, Default)]
pub struct Incidence {
    /// Where the curves rise, in order of age.
    pub steps: Vec<CurveStep>,
    /// The ages of all attempts, sorted.
    days: Vec<i64>,
}

impl Incidence {
    /// The curves of some attempts, in any order.
    pub fn of(mut attempts: Vec<Followed>) -> Self {
        attempts.sort_unstable_by_key(|attempt| attempt.days);
        let (mut surviving, mut won, mut lost) = (1.0, 0.0, 0.0);
        let mut steps = Vec::new();
        let mut at_risk = attempts.len();
        for day in attempts.chunk_by(|a, b| a.days == b.days) {
            let count = |cause| day.iter().filter(|attempt| attempt.won == Some(cause)).count();
            let (wins, losses) = (count(true), count(false));
            if wins + losses > 0 {
                won += surviving * wins as f64 / at_risk as f64;
                lost += surviving * losses as f64 / at_risk as f64;
                surviving *= (at_risk - wins - losses) as f64 / at_risk as f64;
                steps.push(CurveStep { days: day[0].days, won, lost });
            }
            at_risk -= day.len();
        }
        Self { steps, days: attempts.iter().map(|attempt| attempt.days).collect() }
    }

    /// The curves at an age; `None` beyond the longest follow-up.
    pub fn at(&self, days: i64) -> Option<CurveStep> {
        self.days.last().filter(|longest| days <= **longest)?;
        let passed = self.steps.partition_point(|step| step.days <= days);
        let last = passed.checked_sub(1).and_then(|at| self.steps.get(at));
        Some(last.map_or(CurveStep { days, won: 0.0, lost: 0.0 }, |step| CurveStep { days, ..*step }))
    }

    /// How many were followed for at least so many days.
    pub fn at_risk(&self, days: i64) -> u64 {
        (self.days.len() - self.days.partition_point(|age| *age < days)) as u64
    }

    /// The first age by which at least half were won; `None` where so many
    /// never were.
    pub fn median(&self) -> Option<i64> {
        // A half that is exact on paper may miss it by a rounding.
        self.steps.iter().find(|step| step.won >= 0.5 - 1e-12).map(|step| step.days)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn followed(rows: &[(i64, Option<bool>)]) -> Incidence {
        Incidence::of(rows.iter().map(|&(days, won)| Followed { days, won }).collect())
    }

    /// By hand: at 0 one of 8 is won; at 3 of 7 at risk one is won, one lost
    /// and one censored after them; at 5 one of 4 is lost; at 6 one is
    /// censored; at 9 both left are won.
    #[test]
    fn by_hand() {
        let (won, lost) = (Some(true), Some(false));
        let curve =
            followed(&[(9, won), (0, won), (3, won), (3, None), (3, lost), (5, lost), (6, None), (9, won)]);
        let expected = [
            (0, 1.0 / 8.0, 0.0),
            (3, 1.0 / 8.0 + 7.0 / 8.0 / 7.0, 7.0 / 8.0 / 7.0),
            (5, 0.25, 1.0 / 8.0 + 5.0 / 8.0 / 4.0),
            (9, 0.25 + 15.0 / 32.0, 9.0 / 32.0),
        ];
        assert_eq!(curve.steps.len(), expected.len());
        for (step, (days, won, lost)) in curve.steps.iter().zip(expected) {
            assert_eq!(step.days, days);
            assert!((step.won - won).abs() < 1e-12 && (step.lost - lost).abs() < 1e-12, "{step:?}");
        }
        assert_eq!([0, 1, 3, 4, 9, 10].map(|days| curve.at_risk(days)), [8, 7, 7, 4, 2, 0]);
        assert_eq!(curve.median(), Some(9));
        assert!(curve.at(10).is_none());
        assert!((curve.at(8).unwrap().lost - 9.0 / 32.0).abs() < 1e-12);
    }

    /// The remissions under 6-MP of Freireich and others 1963, as Kleinbaum and
    /// Klein, Survival Analysis, chapter 2, work them out by hand: whatever the
    /// causes are, what is neither won nor lost is the published S.
    #[test]
    fn the_two_causes_together_are_the_published_remissions() {
        let ended = [6, 6, 6, 7, 10, 13, 16, 22, 23];
        let censored = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35].map(|weeks| (weeks, None));
        let published =
            [(6, 0.8571), (7, 0.8067), (10, 0.7529), (13, 0.6902), (16, 0.6275), (22, 0.5378), (23, 0.4482)];
        for won in [|_| true, |at| at % 2 == 0, |at| at % 3 == 0, |_| false] as [fn(usize) -> bool; 4] {
            let causes = ended.iter().enumerate().map(|(at, weeks)| (*weeks, Some(won(at))));
            let curve = followed(&causes.chain(censored).collect::<Vec<_>>());
            let remaining: Vec<_> = curve.steps.iter().map(|s| (s.days, 1.0 - s.won - s.lost)).collect();
            assert_eq!(remaining.len(), published.len());
            for ((weeks, remaining), (week, expected)) in remaining.into_iter().zip(published) {
                assert!(weeks == week && (remaining - expected).abs() < 5e-5, "{week}: {remaining}");
            }
        }
    }

    /// The worked example of the British Journal of Cancer 91 (2004), pages 1229
    /// to 1235, table 2: of 305 women, deaths of breast cancer beside deaths of
    /// other causes. It prints per cent with one decimal, and adds up rounded
    /// steps; so the steps themselves are compared.
    #[test]
    fn a_published_table_of_competing_causes() {
        let (cancer, other) = (Some(true), Some(false));
        let listed = [(7, None), (10, cancer), (14, None), (16, cancer), (18, other), (23, cancer)];
        let then = [(24, None), (26, other), (27, cancer)];
        let others = std::iter::repeat_n((60, None), 296);
        let curve = followed(&listed.into_iter().chain(then).chain(others).collect::<Vec<_>>());
        let at_risk = [(10, 304), (16, 302), (18, 301), (23, 300), (26, 298), (27, 297)];
        let alive = [99.7, 99.3, 99.0, 98.7, 98.3, 98.0];
        let of_cancer = [0.3, 0.3, 0.0, 0.3, 0.0, 0.3];
        let tenths = |share: f64| (share * 1000.0).round() / 10.0;
        let mut before = 0.0;
        for (at, step) in curve.steps.iter().enumerate() {
            assert_eq!((step.days, curve.at_risk(step.days)), at_risk[at]);
            assert_eq!(tenths(1.0 - step.won - step.lost), alive[at], "{step:?}");
            assert_eq!(tenths(step.won - before), of_cancer[at], "{step:?}");
            before = step.won;
        }
        assert_eq!(curve.steps.len(), at_risk.len());
    }

    #[test]
    fn before_the_first_event_and_without_any() {
        let curve = followed(&[(4, Some(true)), (8, None)]);
        assert_eq!(curve.at(3), Some(CurveStep { days: 3, won: 0.0, lost: 0.0 }));
        assert_eq!(curve.median(), Some(4));
        let none = followed(&[]);
        assert_eq!((none.at(0), none.at_risk(0), none.median()), (None, 0, None));
        assert_eq!(followed(&[(4, None)]).median(), None);
    }
}
